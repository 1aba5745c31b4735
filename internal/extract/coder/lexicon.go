package coder

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/ontology"
)

//go:embed data/*.tsv
var data embed.FS

// role is what a slot of a pattern stands for.
type role byte

const (
	literal   role = 0   // a word that must be there, for nobody's role
	actor     role = 'A' // who does it
	recipient role = 'R' // to whom
	object    role = 'O' // what it is done with
	content   role = 'E' // the act, wish or claim that the predicate is about
)

// clause is the form in which a slot's act is expressed.
type clause byte

const (
	noClause clause = iota
	toClause        // "to leave"
	thatClause
	ifClause // "whether", "if"
)

// slot is one place of a pattern.
type slot struct {
	role     role
	preps    []string // prepositions; nil: the bare object; "-" stands for a bare predicate complement
	clause   clause
	class    string   // class of the head, "" for any
	words    []string // literal heads
	adverb   bool     // words stand as particles or adverbs
	acts     []string // lemmas of the act in an E slot
	optional bool
	must     bool // must be a resolved actor
}

// pattern is one line of a lexicon for one head.
type pattern struct {
	source  string // "verbs.tsv:12"
	text    string // the pattern as written, with this head only
	head    string
	extra   []string // particles ("carry_out") or modifiers ("air_raid")
	subject slot
	both    bool // the actors act on each other
	slots   []slot
	typ     string // PLOVER type; "" for an operator or a pattern that blocks others
	mode    string
	cameo   string
	mod     event.Modality // of E, for operators
	weight  int            // the number of conditions
}

// lexicon is the coder's knowledge of words. It is read-only after loading.
type lexicon struct {
	verbs, nouns, adjs map[string][]*pattern
	operators          map[string][]*pattern // verbs and adjectives that only change modality
	opNouns            map[string]event.Modality
	opAdjs             map[string]event.Modality
	classes            map[string]map[string]bool
	compounds          map[string]map[string]bool // class -> entries of two and more words
	support            map[string][]support
	modes              []modeRule
	topics             map[string][]topicWord
	contexts           map[string][]string
	forms              map[string]string // inflected form of a verb -> lemma
	known              map[string]bool   // words of the noun patterns and classes
	entries            map[string]*entry // all of the above by lemma
	unknown            *entry            // of lemmas that are none of them
	hash               string
}

// entry is what the lexicon knows of a lemma. It is never nil for a word of a
// view.
type entry struct {
	verbs, nouns, adjs []*pattern
	operators          []*pattern
	opNoun             event.Modality // "" for none
	classes            []string       // sorted
	compound           bool           // an entry of a class has this word at one of its ends and others beside it
}

// entryOf returns what the lexicon knows of a lemma.
func (l *lexicon) entryOf(lemma string) *entry {
	if e := l.entries[lemma]; e != nil {
		return e
	}
	return l.unknown
}

// index fills entries.
func (l *lexicon) index() {
	l.entries, l.unknown = map[string]*entry{}, &entry{}
	at := func(lemma string) *entry {
		e := l.entries[lemma]
		if e == nil {
			e = &entry{}
			l.entries[lemma] = e
		}
		return e
	}
	for w, list := range l.verbs {
		at(w).verbs = list
	}
	for w, list := range l.nouns {
		at(w).nouns = list
	}
	for w, list := range l.adjs {
		at(w).adjs = list
	}
	for w, list := range l.operators {
		at(w).operators = list
	}
	for w, m := range l.opNouns {
		at(w).opNoun = m
	}
	for _, class := range slices.Sorted(maps.Keys(l.classes)) {
		for w := range l.classes[class] {
			at(w).classes = append(at(w).classes, class)
		}
		for phrase := range l.compounds[class] {
			words := strings.Fields(phrase)
			at(words[0]).compound, at(words[len(words)-1]).compound = true, true
		}
	}
}

// support is what a light verb does to the act that its object names.
type support struct {
	extra  []string
	aspect string
}

// loadLexicon reads the embedded tables.
func loadLexicon() (*lexicon, error) {
	l := &lexicon{
		verbs: map[string][]*pattern{}, nouns: map[string][]*pattern{}, adjs: map[string][]*pattern{}, operators: map[string][]*pattern{},
		opNouns: map[string]event.Modality{}, opAdjs: map[string]event.Modality{}, support: map[string][]support{},
		classes: map[string]map[string]bool{}, compounds: map[string]map[string]bool{}, topics: map[string][]topicWord{}, contexts: map[string][]string{}, known: map[string]bool{},
	}
	sum := sha256.New()
	for _, f := range []struct {
		name string
		add  func(source string, cols []string) error
	}{
		{"classes.tsv", l.addClass},
		{"verbs.tsv", func(s string, c []string) error { return l.addPatterns(l.verbs, s, c) }},
		{"nouns.tsv", func(s string, c []string) error { return l.addPatterns(l.nouns, s, c) }},
		{"adjectives.tsv", func(s string, c []string) error { return l.addPatterns(l.adjs, s, c) }},
		{"operators.tsv", l.addOperator},
		{"opnouns.tsv", l.addOpNouns},
		{"support.tsv", l.addSupport},
		{"modes.tsv", l.addMode},
		{"topics.tsv", l.addTopic},
		{"contexts.tsv", l.addContext},
	} {
		raw, err := data.ReadFile("data/" + f.name)
		if err != nil {
			return nil, fmt.Errorf("coder: %w", err)
		}
		sum.Write(raw)
		for i, line := range strings.Split(string(raw), "\n") {
			if line == "" || line[0] == '#' {
				continue
			}
			if err := f.add(fmt.Sprintf("%s:%d", f.name, i+1), strings.Split(line, "\t")); err != nil {
				return nil, fmt.Errorf("coder: %s:%d: %w", f.name, i+1, err)
			}
		}
	}
	l.inflect()
	l.index()
	l.hash = "sha256:" + hex.EncodeToString(sum.Sum(nil))
	return l, nil
}

func (l *lexicon) addClass(_ string, cols []string) error {
	if len(cols) < 2 {
		return fmt.Errorf("%d columns, want 2", len(cols))
	}
	one, many := map[string]bool{}, map[string]bool{}
	for w := range strings.SplitSeq(cols[1], ",") {
		w = strings.TrimSpace(w)
		if strings.Contains(w, " ") {
			many[w] = true
		} else {
			one[strings.ReplaceAll(w, "_", " ")] = true
			l.known[w] = true
		}
	}
	l.classes[cols[0]] = one
	if len(many) > 0 {
		l.compounds[cols[0]] = many
	}
	return nil
}

func (l *lexicon) addPatterns(into map[string][]*pattern, source string, cols []string) error {
	for len(cols) < 4 {
		cols = append(cols, "-")
	}
	typ, mode, cameo := dash(cols[1]), dash(cols[2]), dash(cols[3])
	if typ != "" {
		if _, ok := ontology.TypeOf(typ); !ok {
			return fmt.Errorf("%q is no PLOVER type", typ)
		}
		if !ontology.HasMode(typ, mode) {
			return fmt.Errorf("%s has no mode %q", typ, mode)
		}
		if _, ok := ontology.Lookup(cameo); !ok {
			return fmt.Errorf("%q is no CAMEO code", cameo)
		}
	}
	list, err := l.parse(source, cols[0])
	if err != nil {
		return err
	}
	for _, p := range list {
		p.typ, p.mode, p.cameo = typ, mode, cameo
		into[p.head] = append(into[p.head], p)
		l.known[p.head] = true
	}
	return nil
}

func (l *lexicon) addOperator(source string, cols []string) error {
	if len(cols) < 2 {
		return fmt.Errorf("%d columns, want 2", len(cols))
	}
	list, err := l.parse(source, cols[0])
	if err != nil {
		return err
	}
	for _, p := range list {
		p.mod = event.Modality(cols[1])
		l.operators[p.head] = append(l.operators[p.head], p)
	}
	return nil
}

func (l *lexicon) addOpNouns(_ string, cols []string) error {
	if len(cols) < 2 {
		return fmt.Errorf("%d columns, want 2", len(cols))
	}
	words, into := cols[0], l.opNouns
	if rest, ok := strings.CutPrefix(words, "@"); ok {
		words, into = rest, l.opAdjs
	}
	for w := range strings.SplitSeq(words, ",") {
		into[strings.TrimSpace(w)] = event.Modality(cols[1])
	}
	return nil
}

func (l *lexicon) addSupport(_ string, cols []string) error {
	if len(cols) < 2 {
		return fmt.Errorf("%d columns, want 2", len(cols))
	}
	for w := range strings.SplitSeq(cols[0], ",") {
		head, extra, _ := strings.Cut(strings.TrimSpace(w), "_")
		s := support{aspect: cols[1]}
		if extra != "" {
			s.extra = strings.Split(extra, "_")
		}
		l.support[head] = append(l.support[head], s)
	}
	return nil
}

func dash(s string) string {
	if s == "-" {
		return ""
	}
	return s
}

// parse reads a pattern: a subject ("A", "A&", "A's", "<class>:A"), "be" before
// an adjective, the heads, and the slots that follow.
func (l *lexicon) parse(source, text string) ([]*pattern, error) {
	fields := strings.Fields(text)
	if len(fields) < 2 {
		return nil, fmt.Errorf("pattern %q is too short", text)
	}
	base := pattern{source: source}
	first := fields[0]
	switch first {
	case "A", "A's":
		base.subject = slot{role: actor}
	case "A&":
		base.subject, base.both = slot{role: actor}, true
	default:
		s, err := l.item(first)
		if err != nil {
			return nil, err
		}
		base.subject = s
		base.weight += 3
	}
	fields = fields[1:]
	be := fields[0] == "be" && len(fields) > 1
	if be {
		fields = fields[1:]
	}
	slots, err := l.slots(fields[1:])
	if err != nil {
		return nil, fmt.Errorf("pattern %q: %w", text, err)
	}
	base.slots = slots
	for _, s := range slots {
		base.weight += s.weight()
	}
	if base.both {
		base.weight++
	}
	var out []*pattern
	for head := range strings.SplitSeq(fields[0], ",") {
		p := base
		parts := strings.Split(head, "_")
		p.head = parts[0]
		p.extra = parts[1:]
		if first == "A's" && len(parts) > 1 { // modifiers stand before a noun
			p.head, p.extra = parts[len(parts)-1], parts[:len(parts)-1]
		}
		if be && len(parts) > 1 { // "be on_strike"
			p.head, p.extra = strings.Join(parts, " "), nil
		}
		p.weight += 3 * (len(parts) - 1)
		p.text = strings.Join(append([]string{first, strings.ReplaceAll(head, "_", " ")}, fields[1:]...), " ")
		out = append(out, &p)
	}
	return out, nil
}

func (s *slot) weight() int {
	w := 2
	if s.class != "" || s.words != nil || s.acts != nil {
		w += 2
	}
	if s.preps != nil {
		w++
	}
	if s.must {
		w++
	}
	if s.optional {
		return 0
	}
	return w
}

var particleWords = []string{"yet", "short", "home", "out", "down", "back", "up", "deep", "inside", "away", "behind"}

func allParticles(f string) bool {
	for w := range strings.SplitSeq(f, "|") {
		if !slices.Contains(particleWords, w) {
			return false
		}
	}
	return true
}

func (l *lexicon) slots(fields []string) ([]slot, error) {
	var out []slot
	optional := false
	for i := 0; i < len(fields); i++ {
		f := fields[i]
		if strings.HasPrefix(f, "(") {
			optional, f = true, f[1:]
		}
		ends := strings.HasSuffix(f, ")")
		f = strings.TrimSuffix(f, ")")
		next := func() (string, bool) {
			if ends || i+1 >= len(fields) {
				return "", false
			}
			i++
			g := fields[i]
			ends = strings.HasSuffix(g, ")")
			return strings.TrimSuffix(g, ")"), true
		}
		var s slot
		var err error
		switch {
		case f == "that" || f == "whether|if":
			g, ok := next()
			if !ok || !strings.HasPrefix(g, "E") {
				return nil, fmt.Errorf("%q without E", f)
			}
			if s, err = l.item(g); err != nil {
				return nil, err
			}
			s.clause = map[string]clause{"that": thatClause, "whether|if": ifClause}[f]
		case f == "to" && i+1 < len(fields) && strings.HasPrefix(fields[i+1], "E"):
			g, _ := next()
			if s, err = l.item(g); err != nil {
				return nil, err
			}
			s.clause = toClause
		case allParticles(f), strings.HasSuffix(f, "ly") && !strings.HasPrefix(f, "<"):
			s = slot{words: strings.Split(f, "|"), adverb: true}
		case isPrep(f):
			preps := strings.Split(f, "|")
			if g, ok := next(); ok {
				if s, err = l.item(g); err != nil {
					return nil, err
				}
			} else { // a preposition alone: whatever follows it
				s = slot{}
			}
			s.preps = preps
		default:
			if s, err = l.item(f); err != nil {
				return nil, err
			}
		}
		s.optional = optional
		if ends {
			optional = false
		}
		out = append(out, s)
	}
	return out, nil
}

// item reads "R", "R!", "E:leave", "<aid>", "<aid>:O", "<attack>:E" or a word.
func (l *lexicon) item(f string) (slot, error) {
	var s slot
	name, rest, _ := strings.Cut(f, ":")
	if strings.HasPrefix(name, "<") {
		s.class = strings.Trim(name, "<>")
		if l.classes[s.class] == nil {
			return s, fmt.Errorf("class %q is not known", s.class)
		}
		s.role = object
		name, rest, _ = strings.Cut(rest, ":")
		if name == "" {
			return s, nil
		}
	}
	if strings.HasSuffix(name, "!") {
		s.must, name = true, name[:len(name)-1]
	}
	switch name {
	case "A", "R", "O", "E":
		s.role = role(name[0])
	default:
		if strings.ToLower(name) != name {
			return s, fmt.Errorf("%q is neither a role nor a word", f)
		}
		s.words = strings.Split(name, "|")
		return s, nil
	}
	if rest != "" {
		acts := l.classes["verb:"+rest]
		if acts == nil {
			return s, fmt.Errorf("class %q is not known", "verb:"+rest)
		}
		for w := range acts {
			s.acts = append(s.acts, w)
		}
		slices.Sort(s.acts)
	}
	return s, nil
}

func isPrep(f string) bool {
	for p := range strings.SplitSeq(f, "|") {
		if p != "-" && !slices.Contains(prepositions, p) {
			return false
		}
	}
	return true
}
