package coder

import (
	"slices"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

const (
	argSubject argKind = iota
	argObject
	argIndirect
	argOblique    // with its preposition
	argComplement // predicate complement: "labelled it a provocation"
	argTo         // infinitive clause
	argThat       // finite clause
	argIf         // "whether ..."
	argGerund     // clause after a preposition, or a bare "-ing" clause
)

// mention is where an actor stands.
type mention struct {
	actor int // index in the report's Actors
	span  nlp.Span
	head  int
	kind  event.MentionKind
}

// view is a document with what the coder needs close at hand. It belongs to
// one call of Code.
type view struct {
	d   *nlp.Doc
	rep *event.Report
	lx  *lexicon

	lem      []string
	entries  []*entry // what the lexicon knows of each lemma
	kidAt    []int32  // CSR index into kids
	kids     []int32
	mentions []mention
	byHead   map[int]int // head -> index in mentions, the longest one
	cover    []int32     // word -> 1 + index of the shortest mention that covers it
	placeAt  map[int]int // head -> index in Places
	timeAt   map[int]int // head -> index in Times
	timesIn  map[int][]int
	saidIn   map[int][]int // sentence -> statements with content in it
	equip    []bool        // word belongs to a name of equipment
	args     [][]arg       // by predicate, nil where argued is false
	matched  []*binding    // best reading of each predicate
	seen     []bool        // predicates that were matched
	argued   []bool        // predicates whose arguments were read
	about    topics        // what the report is about
	pairs    *pairs        // what the judge is asked about
	doubted  []int         // predicates of events that were left out for want of confidence
}

func newView(d *nlp.Doc, rep *event.Report, lx *lexicon) *view {
	n := d.Len()
	x := &view{lx: lx, byHead: map[int]int{}, placeAt: map[int]int{}, timeAt: map[int]int{}, timesIn: map[int][]int{}, saidIn: map[int][]int{}}
	x.lem = make([]string, n)
	for i := range n {
		x.lem[i] = lx.singular(d, i)
	}
	x.load(d)
	x.ground(rep)
	return x
}

// load takes up document d, whose lemmas stand in x already.
func (x *view) load(d *nlp.Doc) {
	n := d.Len()
	x.d = d
	x.entries, x.kidAt, x.kids = grow(x.entries, n), grow(x.kidAt, n+2), grow(x.kids, n)
	x.cover, x.equip, x.args, x.matched, x.seen, x.argued = grow(x.cover, n), grow(x.equip, n), grow(x.args, n), grow(x.matched, n), grow(x.seen, n), grow(x.argued, n)
	clear(x.kidAt)
	clear(x.equip)
	for i := range n {
		x.entries[i] = x.lx.entryOf(x.lem[i])
		if h := d.Head[i]; h >= 0 {
			x.kidAt[h+2]++
		}
	}
	for i := 1; i < len(x.kidAt); i++ {
		x.kidAt[i] += x.kidAt[i-1]
	}
	for i := range n {
		if h := d.Head[i]; h >= 0 {
			x.kids[x.kidAt[h+1]] = int32(i)
			x.kidAt[h+1]++
		}
	}
	for _, name := range d.Names {
		if name.Label == "EQP" {
			for i := name.Span.Start; i < name.Span.End; i++ {
				x.equip[i] = true
			}
		}
	}
}

// grow returns a slice of n values that may lie where old does.
func grow[T any](old []T, n int) []T {
	if cap(old) < n {
		return make([]T, n)
	}
	return old[:n]
}

// ground takes up the actors, places, times and statements of a report, and
// forgets what was found with those of another.
func (x *view) ground(rep *event.Report) {
	x.rep = rep
	x.mentions = x.mentions[:0]
	clear(x.byHead)
	clear(x.cover)
	clear(x.matched)
	clear(x.seen)
	clear(x.argued)
	for i := range x.args {
		x.args[i] = x.args[i][:0]
	}
	x.placeMentions()
	for i, p := range rep.Places {
		x.placeAt[x.headOf(p.Words, p.Head)] = i
	}
	for i, t := range rep.Times {
		x.timeAt[x.headOf(t.Words, t.Head)] = i
		if t.Words.Len() > 0 && t.Words.Start < x.d.Len() {
			s := x.d.SentOf(t.Words.Start)
			x.timesIn[s] = append(x.timesIn[s], i)
		}
	}
	x.indexStatements()
}

// indexStatements notes in which sentences the contents of statements stand.
func (x *view) indexStatements() {
	for i := range x.rep.Statements {
		for _, r := range x.rep.Statements[i].Content {
			w := x.d.SpanOf(r)
			if w.Len() <= 0 {
				continue
			}
			for s := x.d.SentOf(w.Start); s <= x.d.SentOf(w.End-1); s++ {
				x.saidIn[s] = append(x.saidIn[s], i)
			}
		}
	}
}

func (x *view) headOf(s nlp.Span, head int) int {
	if s.Len() > 0 && !s.Has(head) {
		return x.d.HeadOf(s)
	}
	return head
}

func (x *view) placeMentions() {
	for a := range x.rep.Actors {
		for _, m := range x.rep.Actors[a].Mentions {
			if m.Words.Len() > 1 && m.Words.End <= x.d.Len() && weekdays[x.d.Lower(m.Words.End-1)] {
				m.Words.End-- // "Russian lawmakers Friday"
			}
			if m.Words.Len() <= 0 || m.Words.End > x.d.Len() || weekdays[x.d.Lower(m.Words.End-1)] {
				continue
			}
			x.mentions = append(x.mentions, mention{a, m.Words, x.headOf(m.Words, m.Head), m.Kind})
		}
	}
	slices.SortStableFunc(x.mentions, func(a, b mention) int {
		if a.span.Start != b.span.Start {
			return a.span.Start - b.span.Start
		}
		return b.span.Len() - a.span.Len()
	})
	for i, m := range x.mentions {
		if old, ok := x.byHead[m.head]; !ok || x.mentions[old].span.Len() < m.span.Len() ||
			x.mentions[old].span == m.span && len(x.rep.Actors[m.actor].Members) > 0 {
			x.byHead[m.head] = i // of a pair and its members, the pair
		}
		for w := m.span.Start; w < m.span.End; w++ {
			if c := x.cover[w]; c == 0 || x.mentions[c-1].span.Len() > m.span.Len() {
				x.cover[w] = int32(i + 1)
			}
		}
	}
}

// children returns the dependents of word i from left to right.
func (x *view) children(i int) []int32 { return x.kids[x.start(i):x.kidAt[i+1]] }

func (x *view) start(i int) int32 {
	if i == 0 {
		return 0
	}
	return x.kidAt[i]
}

func (x *view) rel(i int) nlp.Rel { return x.d.Rel[i] }

// kid returns the first dependent with one of the relations, or -1.
func (x *view) kid(i int, rels ...nlp.Rel) int {
	for _, k := range x.children(i) {
		if slices.ContainsFunc(rels, x.d.Rel[k].Is) {
			return int(k)
		}
	}
	return -1
}

// hasKid reports whether word i has a dependent with the relation and lemma.
func (x *view) hasKid(i int, rel nlp.Rel, lemmas ...string) bool {
	for _, k := range x.children(i) {
		if x.d.Rel[k].Is(rel) && slices.Contains(lemmas, x.lem[k]) {
			return true
		}
	}
	return false
}

// prep returns the preposition or mark of word i, "" if it has none. Of
// several, the first counts ("from" of "from within").
func (x *view) prep(i int) string {
	for _, k := range x.children(i) {
		if r := x.d.Rel[k]; (r == "case" || r == "mark") && x.lem[k] != "'s" && x.lem[k] != "’s" {
			if x.lem[k] == "out" && x.lem[k+1] == "of" {
				continue // "walked out of the talks"
			}
			return x.lem[k]
		}
	}
	return ""
}

func (x *view) mark(i int) string {
	for _, k := range x.children(i) {
		if x.d.Rel[k] == "mark" {
			return x.lem[k]
		}
	}
	return ""
}

func (x *view) verbal(i int) bool {
	return x.d.UPOS[i] == nlp.VERB || x.d.UPOS[i] == nlp.AUX || x.kid(i, "cop") >= 0
}

// infinitive reports whether word i is a "to" infinitive.
func (x *view) infinitive(i int) bool {
	for _, k := range x.children(i) {
		if x.d.Rel[k] == "mark" && x.lem[k] == "to" || x.d.Rel[k] == "aux" && x.d.UPOS[k] == nlp.PART && x.lem[k] == "to" {
			return true
		}
	}
	return false
}

func (x *view) gerund(i int) bool {
	f := x.d.Feats
	if x.d.XPOS != nil && x.d.XPOS[i] != "" {
		return x.d.XPOS[i] == "VBG"
	}
	return f != nil && (f[i].Get("VerbForm") == "Ger" || f[i].Get("VerbForm") == "Part" && f[i].Get("Tense") == "Pres")
}

func (x *view) pastParticiple(i int) bool {
	if x.d.XPOS != nil && x.d.XPOS[i] != "" {
		return x.d.XPOS[i] == "VBN"
	}
	return x.d.Feats != nil && x.d.Feats[i].Get("VerbForm") == "Part" && x.d.Feats[i].Get("Tense") == "Past"
}
