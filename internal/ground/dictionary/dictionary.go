// Package dictionary reads the actor dictionaries of other event coders, and
// office-holders from a dump of Wikidata, and writes them as tables of the
// gazetteer (package actor, data/README.md).
//
// A PETRARCH or TABARI .actors file is a list of blocks: a phrase, its
// synonyms on lines that begin with "+", and restrictions in brackets, a code
// with the days on which it holds. A .agents file is a list of role nouns with
// the code that each adds. Both take "#" and ";" tails, lines that begin with
// "<!" and what stands between "<!--" and "-->" as comments; "_" and space part words. Readers yield what they can use and, in
// the same sequence, a *[LineError] for each line that they cannot; they never
// stop before the end of the input.
package dictionary

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"
)

// LineError is a line that cannot be used.
type LineError struct {
	File   string
	Line   int
	Reason string
}

// Error returns "file:line: reason".
func (f *LineError) Error() string { return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Reason) }

// maxLine bounds a line of a dictionary; the longest in the public ones is
// under 1 kB.
const maxLine = 1 << 20

// lines yields the lines of r without comments, with their numbers from 1. A
// line that is too long gives a LineError and is passed over; a read error
// gives one and ends it. So does a comment of several lines that nothing
// closes.
func lines(r io.Reader, name string) iter.Seq2[numbered, error] {
	return func(yield func(numbered, error) bool) {
		in := bufio.NewReaderSize(r, 64<<10)
		opened := 0 // line of a comment that is open
		for n := 1; ; n++ {
			line, err := readLine(in, maxLine)
			end := err != nil && !errors.Is(err, errLong)
			switch text := uncommented(string(line), n, &opened); {
			case errors.Is(err, errLong):
				if !yield(numbered{n, ""}, &LineError{name, n, fmt.Sprintf("line is longer than %d bytes", maxLine)}) {
					return
				}
			case strings.TrimSpace(text) != "":
				if !yield(numbered{n, text}, nil) {
					return
				}
			}
			if !end {
				continue
			}
			if !errors.Is(err, io.EOF) {
				yield(numbered{n, ""}, &LineError{name, n, err.Error()})
			} else if opened > 0 {
				yield(numbered{opened, ""}, &LineError{name, opened, "the comment is not closed: all that follows is lost"})
			}
			return
		}
	}
}

// uncommented returns line n without its comments. opened is the line of a
// comment that began before, 0 for none.
func uncommented(line string, n int, opened *int) string {
	if *opened > 0 {
		_, rest, closed := strings.Cut(line, "-->")
		if !closed {
			return ""
		}
		*opened, line = 0, rest
	}
	if text := strings.TrimSpace(line); strings.HasPrefix(text, "<!") {
		if strings.HasPrefix(text, "<!--") && !strings.Contains(text, "-->") {
			*opened = n
		}
		return ""
	}
	line, _, _ = strings.Cut(line, "<!--")
	if i := strings.IndexAny(line, "#;"); i >= 0 {
		line = line[:i]
	}
	return line
}

type numbered struct {
	line int
	text string
}

// Restriction is a code and the days on which it holds: From <= day < To, as
// numbers 20060102; 0 is open.
type Restriction struct {
	Code     string
	From, To int
}

// Actor is a block of a .actors file. Its codes hold for every phrase; the
// first that holds on a day counts.
type Actor struct {
	Phrases []string // as written, "_" turned into spaces
	Codes   []Restriction
	Line    int
}

// ReadActors yields the blocks of a .actors file named name. The error is a
// *[LineError].
func ReadActors(r io.Reader, name string) iter.Seq2[Actor, error] {
	return func(yield func(Actor, error) bool) {
		var cur Actor
		flush := func() bool {
			a := cur
			cur = Actor{}
			switch {
			case len(a.Phrases) == 0:
				return true
			case len(a.Codes) == 0:
				return yield(Actor{}, &LineError{name, a.Line, fmt.Sprintf("%q has no code", a.Phrases[0])})
			}
			return yield(a, nil)
		}
		for l, err := range lines(r, name) {
			if err != nil {
				if !yield(Actor{}, err) {
					return
				}
				continue
			}
			text := strings.TrimSpace(l.text)
			phrase, rest, _ := strings.Cut(text, "[")
			if rest != "" {
				rest = "[" + rest
			}
			synonym := strings.HasPrefix(phrase, "+")
			phrase = words(strings.TrimPrefix(phrase, "+"))
			if phrase != "" && !synonym {
				if !flush() {
					return
				}
				cur.Line = l.line
			}
			if len(cur.Phrases) == 0 && (synonym || phrase == "") {
				if !yield(Actor{}, &LineError{name, l.line, "synonym or code before any phrase"}) {
					return
				}
				continue
			}
			if phrase != "" {
				cur.Phrases = append(cur.Phrases, phrase)
			} else if synonym {
				if !yield(Actor{}, &LineError{name, l.line, "empty synonym"}) {
					return
				}
			}
			for rest != "" {
				var code Restriction
				var err error
				if code, rest, err = bracket(rest); err != nil {
					if !yield(Actor{}, &LineError{name, l.line, err.Error()}) {
						return
					}
					continue
				}
				cur.Codes = append(cur.Codes, code)
			}
		}
		flush()
	}
}

// words turns "_" into spaces and drops doubled ones.
func words(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "_", " ")), " ")
}

// bracket reads one "[CODE date-date]" and returns what follows it. On an
// error the rest goes on behind the bracket.
func bracket(s string) (code Restriction, rest string, err error) {
	end := strings.IndexByte(s, ']')
	if end < 0 {
		return code, "", fmt.Errorf("bracket is not closed: %.40q", s)
	}
	in, rest := s[1:end], s[end+1:]
	if i := strings.IndexByte(rest, '['); i >= 0 {
		rest = rest[i:]
	} else {
		rest = ""
	}
	in = strings.TrimSpace(in)
	cut := strings.IndexAny(in, " <>\t")
	if cut < 0 {
		cut = len(in)
	}
	code.Code = strings.ToUpper(in[:cut])
	if !isCode(code.Code) {
		return Restriction{}, rest, fmt.Errorf("%q is no code", in[:cut])
	}
	when := strings.Join(strings.Fields(in[cut:]), "")
	switch {
	case when == "":
	case when[0] == '<':
		code.To, err = date(when[1:])
	case when[0] == '>':
		code.From, err = date(when[1:])
	default:
		a, b, ok := strings.Cut(when, "-")
		if !ok {
			return Restriction{}, rest, fmt.Errorf("%q is no time restriction", when)
		}
		if code.From, err = date(a); err == nil {
			code.To, err = date(b)
		}
		switch {
		case err != nil:
		case code.To == code.From: // a single day, as the manual reads it
			code.To = dayAfter(code.To)
		case code.To < code.From:
			err = fmt.Errorf("ends on %d, before its start on %d", code.To, code.From)
		}
	}
	if err != nil {
		return Restriction{}, rest, err
	}
	return code, rest, nil
}

func isCode(s string) bool {
	if s == "---" {
		return true
	}
	for _, r := range s {
		if (r < 'A' || r > 'Z') && (r < '0' || r > '9') {
			return false
		}
	}
	return len(s) >= 3
}

// date reads YYYYMMDD, or YYMMDD where YY up to 30 is of this century, as
// PETRARCH does.
func date(s string) (int, error) {
	n := 0
	for _, r := range s {
		if r < '0' || r > '9' {
			return 0, fmt.Errorf("%q is no date", s)
		}
		if n = n*10 + int(r-'0'); n > 99999999 {
			return 0, fmt.Errorf("%q is no date", s)
		}
	}
	switch len(s) {
	case 8:
	case 6:
		if n/10000 <= 30 {
			n += 20000000
		} else {
			n += 19000000
		}
	default:
		return 0, fmt.Errorf("%q is no date (want YYYYMMDD or YYMMDD)", s)
	}
	if _, err := time.Parse("20060102", fmt.Sprintf("%08d", n)); err != nil {
		return 0, fmt.Errorf("%q is no day of the calendar", s)
	}
	return n, nil
}

// dayAfter returns the day after one that is in the calendar.
func dayAfter(day int) int {
	t := time.Date(day/10000, time.Month(day/100%100), day%100+1, 0, 0, 0, 0, time.UTC)
	return t.Year()*10000 + int(t.Month())*100 + t.Day()
}

// On returns the code that holds on a day, 20060102; "" if none does.
func (a *Actor) On(day int) string {
	for _, c := range a.Codes {
		if (c.From == 0 || day >= c.From) && (c.To == 0 || day < c.To) {
			return c.Code
		}
	}
	return ""
}

// Agent is a line of a .agents file: a role noun, its plural ("" for none) and
// the code that it adds before (Prefix) or behind an actor's.
type Agent struct {
	Phrase, Plural string
	Code           string
	Prefix         bool
	Line           int
}

// ReadAgents yields the role nouns of a .agents file named name, with its
// substitution sets ("!PERSON! = MAN, WOMAN") filled in. The error is a
// *[LineError].
func ReadAgents(r io.Reader, name string) iter.Seq2[Agent, error] {
	return func(yield func(Agent, error) bool) {
		sets := map[string][]string{}
		for l, err := range lines(r, name) {
			if err != nil {
				if !yield(Agent{}, err) {
					return
				}
				continue
			}
			text := strings.TrimSpace(l.text)
			if set, members, ok := strings.Cut(text, "="); ok && strings.HasPrefix(text, "!") {
				if err := define(sets, strings.TrimSpace(set), members); err != nil && !yield(Agent{}, &LineError{name, l.line, err.Error()}) {
					return
				}
				continue
			}
			list, err := agents(text, sets)
			if err != nil {
				if !yield(Agent{}, &LineError{name, l.line, err.Error()}) {
					return
				}
				continue
			}
			for _, a := range list {
				a.Line = l.line
				if !yield(a, nil) {
					return
				}
			}
		}
	}
}

// define adds a substitution set. A set that names another must come after it,
// so that no set can contain itself.
func define(sets map[string][]string, name, members string) error {
	if len(name) < 3 || name[0] != '!' || name[len(name)-1] != '!' {
		return fmt.Errorf("%q is no name of a set", name)
	}
	var list []string
	for m := range strings.SplitSeq(members, ",") {
		m = words(m)
		if m == "" {
			continue
		}
		if strings.Contains(m, name) {
			return fmt.Errorf("set %s contains itself", name)
		}
		more, err := expand(m, sets)
		if err != nil {
			return err
		}
		list = append(list, more...)
	}
	sets[name] = list
	return nil
}

// maxExpansion bounds the phrases of one line.
const maxExpansion = 1000

// expand puts the members of the sets that a phrase names in their places.
func expand(phrase string, sets map[string][]string) ([]string, error) {
	i := strings.IndexByte(phrase, '!')
	if i < 0 {
		return []string{words(phrase)}, nil
	}
	n := strings.IndexByte(phrase[i+1:], '!')
	if n < 0 {
		return nil, fmt.Errorf("%q has a lone \"!\"", phrase)
	}
	name := phrase[i : i+n+2]
	members, ok := sets[name]
	if !ok {
		return nil, fmt.Errorf("set %s is not defined before this line", name)
	}
	var out []string
	for _, m := range members {
		more, err := expand(phrase[:i]+m+phrase[i+n+2:], sets)
		if err != nil {
			return nil, err
		}
		if out = append(out, more...); len(out) > maxExpansion {
			return nil, fmt.Errorf("%q stands for more than %d phrases", phrase, maxExpansion)
		}
	}
	return out, nil
}

// agents reads "PHRASE {PLURAL} [~CODE]".
func agents(text string, sets map[string][]string) ([]Agent, error) {
	head, code, ok := strings.Cut(text, "[")
	if !ok {
		return nil, errors.New("no code in brackets")
	}
	code, _, ok = strings.Cut(code, "]")
	if !ok {
		return nil, errors.New("bracket is not closed")
	}
	code = strings.ToUpper(strings.TrimSpace(code))
	a := Agent{Prefix: strings.HasSuffix(code, "~")}
	a.Code = strings.Trim(code, "~")
	if !isCode(a.Code) {
		return nil, fmt.Errorf("%q is no code", code)
	}
	phrase, plural, braced := strings.Cut(head, "{")
	if braced {
		var ok bool
		if plural, _, ok = strings.Cut(plural, "}"); !ok {
			return nil, errors.New("brace is not closed")
		}
	}
	if words(phrase) == "" {
		return nil, errors.New("no phrase before the code")
	}
	if strings.Contains(phrase, "!") {
		all, err := expand(strings.TrimSpace(phrase), sets)
		if err != nil {
			return nil, err
		}
		out := make([]Agent, 0, len(all))
		for _, p := range all {
			b := a
			b.Phrase = p
			out = append(out, b)
		}
		return out, nil
	}
	a.Phrase = words(phrase)
	if braced {
		a.Plural = words(plural)
	} else {
		a.Plural = pluralOf(a.Phrase)
	}
	return []Agent{a}, nil
}

// pluralOf is PETRARCH's regular plural: -y to -ies, -s to -ses, else -s.
func pluralOf(s string) string {
	switch {
	case strings.HasSuffix(s, "Y"):
		return s[:len(s)-1] + "IES"
	case strings.HasSuffix(s, "S"):
		return s + "ES"
	}
	return s + "S"
}
