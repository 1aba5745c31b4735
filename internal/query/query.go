// Package query reads casus's query language, which is the same at every door:
//
//	actor:RUS recipient:IGONATO type:THREATEN modality:actual since:2024-06-01 source:tass "long-range"
//
// A query is a list of terms, all of which must hold. A term is FIELD:VALUE,
// a word or a "phrase" that the evidence must contain. Values joined by commas
// are alternatives; a minus sign before a term negates it. A value with spaces
// is quoted: actor:"Vladimir Putin".
package query

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Field names what a term speaks of; Text is a word or phrase of the evidence.
type Field string

// The fields.
const (
	Text       Field = "text"
	Actor      Field = "actor"      // who did it or said it: country, code or name
	Recipient  Field = "recipient"  // to whom
	Party      Field = "party"      // either side
	Type       Field = "type"       // PLOVER type
	Mode       Field = "mode"       // PLOVER mode
	Context    Field = "context"    // PLOVER context
	Modality   Field = "modality"   // actual, planned, ...
	Quad       Field = "quad"       // 1 to 4
	CAMEO      Field = "cameo"      // code or its beginning
	Since      Field = "since"      // first day, YYYY-MM-DD, YYYY-MM or YYYY
	Until      Field = "until"      // last day
	Source     Field = "source"     // publisher
	Place      Field = "place"      // name of a place
	Country    Field = "country"    // country where it happened
	Stance     Field = "stance"     // of statements
	Kind       Field = "kind"       // direct, indirect, mixed
	Document   Field = "doc"        // id of a document
	Confidence Field = "confidence" // least confidence, 0 to 1
	Background Field = "background" // yes or no
)

var fields = []Field{Text, Actor, Recipient, Party, Type, Mode, Context, Modality, Quad, CAMEO, Since, Until, Source, Place, Country, Stance, Kind, Document, Confidence, Background}

var aliases = map[string]Field{"speaker": Actor, "target": Recipient, "addressee": Recipient, "publisher": Source, "from": Since, "to": Until, "src": Source}

// Term is one condition. Any of its values may hold.
type Term struct {
	Field  Field
	Values []string
	Not    bool
	At     int // byte of the query where it stands
}

// Query is a list of conditions that must all hold.
type Query []Term

// Error says what is wrong with a query, and where.
type Error struct {
	At  int // byte offset
	Msg string
}

// Error returns the message with its place.
func (e *Error) Error() string { return fmt.Sprintf("query: at byte %d: %s", e.At, e.Msg) }

// maxQuery bounds a query; nobody writes a longer one by hand.
const maxQuery = 4096 // bytes

// Parse reads a query. It returns an *Error that names the place of the fault.
func Parse(s string) (Query, error) {
	if len(s) > maxQuery {
		return nil, &Error{maxQuery, "query is longer than 4096 bytes"}
	}
	if !utf8.ValidString(s) {
		return nil, &Error{0, "query is no valid UTF-8"}
	}
	var q Query
	p := parser{s: s}
	for p.space(); p.at < len(s); p.space() {
		t, err := p.term()
		if err != nil {
			return nil, err
		}
		q = append(q, t)
	}
	return q, nil
}

// Find returns the terms of a field.
func (q Query) Find(f Field) []Term {
	var out []Term
	for _, t := range q {
		if t.Field == f {
			out = append(out, t)
		}
	}
	return out
}

// String writes the query in its normal form; Parse reads it back.
func (q Query) String() string {
	var b strings.Builder
	for i, t := range q {
		if i > 0 {
			b.WriteByte(' ')
		}
		if t.Not {
			b.WriteByte('-')
		}
		if t.Field != Text {
			b.WriteString(string(t.Field) + ":")
		}
		for j, v := range t.Values {
			if j > 0 {
				b.WriteByte(',')
			}
			if t.Field == Text || strings.ContainsFunc(v, func(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == ':' || r == '"' || r == '-' }) {
				b.WriteString(`"` + v + `"`)
			} else {
				b.WriteString(v)
			}
		}
	}
	return b.String()
}

type parser struct {
	s  string
	at int
}

func (p *parser) space() {
	for p.at < len(p.s) {
		r, n := utf8.DecodeRuneInString(p.s[p.at:])
		if !unicode.IsSpace(r) {
			return
		}
		p.at += n
	}
}

func (p *parser) term() (Term, error) {
	t := Term{Field: Text, At: p.at}
	if p.s[p.at] == '-' {
		t.Not = true
		p.at++
	}
	if name, _, ok := strings.Cut(p.s[p.at:], ":"); ok && name != "" && !strings.ContainsFunc(name, func(r rune) bool { return r < 'a' || r > 'z' }) {
		f := Field(name)
		if a, ok := aliases[name]; ok {
			f = a
		}
		if !slices.Contains(fields, f) {
			return t, &Error{p.at, fmt.Sprintf("unknown field %q", name)}
		}
		t.Field = f
		p.at += len(name) + 1
	}
	for {
		v, err := p.value()
		if err != nil {
			return t, err
		}
		t.Values = append(t.Values, v)
		if p.at >= len(p.s) || p.s[p.at] != ',' {
			break
		}
		p.at++
	}
	return t, check(t)
}

func (p *parser) value() (string, error) {
	if p.at < len(p.s) && p.s[p.at] == '"' {
		end := strings.IndexByte(p.s[p.at+1:], '"')
		if end < 0 {
			return "", &Error{p.at, "quotation mark is not closed"}
		}
		v := p.s[p.at+1 : p.at+1+end]
		if strings.TrimSpace(v) == "" {
			return "", &Error{p.at, "empty phrase"}
		}
		p.at += end + 2
		return v, nil
	}
	end := strings.IndexFunc(p.s[p.at:], func(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == '"' })
	if end < 0 {
		end = len(p.s) - p.at
	}
	if end == 0 {
		return "", &Error{p.at, "value is missing"}
	}
	v := p.s[p.at : p.at+end]
	p.at += end
	return v, nil
}

// check refuses values that no record can have.
func check(t Term) error {
	for _, v := range t.Values {
		switch t.Field {
		case Since, Until:
			if _, ok := Day(v, t.Field == Until); !ok {
				return &Error{t.At, fmt.Sprintf("%q is no date (want YYYY-MM-DD, YYYY-MM or YYYY)", v)}
			}
		case Quad:
			if len(v) != 1 || v[0] < '1' || v[0] > '4' {
				return &Error{t.At, fmt.Sprintf("quad class %q is not 1, 2, 3 or 4", v)}
			}
		case Confidence:
			if x, err := strconv.ParseFloat(v, 64); err != nil || !(x >= 0 && x <= 1) { // NaN is neither
				return &Error{t.At, fmt.Sprintf("confidence %q is not between 0 and 1", v)}
			}
		case Background:
			if v != "yes" && v != "no" {
				return &Error{t.At, fmt.Sprintf("background %q is neither yes nor no", v)}
			}
		default: // names and words may be anything
		}
	}
	return nil
}
