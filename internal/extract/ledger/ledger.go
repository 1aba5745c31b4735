// Package ledger keeps what the statements and events of a report amount to:
// threats with their conditions, figures that somebody claims, positions of
// actors and their shifts, and the weapon systems that are spoken of. It also
// says what each statement is about.
//
// It works by rules over the trees of Universal Dependencies and over the
// record of the stations before it. Names of weapon systems come from
// data/equipment.tsv.
package ledger

import (
	"cmp"
	"slices"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// Keeper fills the ledger of reports. It is safe for concurrent use.
type Keeper struct {
	systems map[string][]system // by the first word of a name
}

// New returns a Keeper.
func New() *Keeper { return &Keeper{systems: readSystems(equipmentTable)} }

// Fill sets Equipment, Claims, Threats, Positions and Shifts of rep and About
// of its statements. d is the text of rep with tags and trees; the actors,
// places, times, statements and events of rep must be there with their words.
func (k *Keeper) Fill(d *nlp.Doc, rep *event.Report) {
	if d.Len() == 0 || d.Head == nil || d.UPOS == nil {
		return
	}
	p := newPage(d, rep)
	rep.Equipment = orEmpty(k.equipment(p))
	for _, q := range rep.Equipment {
		for _, s := range p.words(q.Mentions) {
			for i := s.Start; i < s.End; i++ {
				p.named[i] = true
			}
		}
	}
	p.abouts()
	rep.Claims = orEmpty(p.claims())
	rep.Threats = orEmpty(p.threats())
	for i := range rep.Threats { // who threatens is against it, however neutral the words
		if st := p.statement(rep.Threats[i].Statement); st != nil && (st.Stance == event.Neutral || st.Stance == event.Support) {
			st.Stance = event.Oppose
		}
	}
	rep.Positions = orEmpty(p.positions())
	rep.Shifts = orEmpty(p.shifts())
}

func orEmpty[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// page is a report and its text, laid out for the rules.
type page struct {
	d       *nlp.Doc
	rep     *event.Report
	kids    [][]int    // children of each word
	cover   []nlp.Span // span of each word's subtree
	actor   []int32    // word -> position of the shortest actor mention over it, -1
	byHead  map[int]int
	content [][]nlp.Span // words of each statement's content
	cue     [][]nlp.Span
	event   []int32 // word -> position of the event it triggers, -1
	timed   []bool  // inside a time expression
	speaks  []bool  // inside the words of a source
	named   []bool  // inside the name of a weapon system
	saidIn  []int32 // word -> position of the innermost statement whose content holds it, -1
}

func newPage(d *nlp.Doc, rep *event.Report) *page {
	n := d.Len()
	p := &page{
		d: d, rep: rep, kids: make([][]int, n), cover: make([]nlp.Span, n), actor: make([]int32, n), byHead: map[int]int{},
		event: make([]int32, n), timed: make([]bool, n), speaks: make([]bool, n), named: make([]bool, n), saidIn: make([]int32, n),
	}
	for i := range n {
		p.actor[i], p.event[i], p.saidIn[i] = -1, -1, -1
		p.cover[i] = nlp.Span{Start: i, End: i + 1}
		if h := d.Head[i]; h != nlp.Root {
			p.kids[h] = append(p.kids[h], i)
		}
	}
	for _, s := range d.Sents {
		p.coverFrom(d.SentRoot(s.Span.Start))
	}
	p.mark()
	for i := range rep.Statements {
		p.content = append(p.content, p.words(rep.Statements[i].Content))
		p.cue = append(p.cue, p.words(rep.Statements[i].Cue))
		for _, s := range p.words(rep.Statements[i].Speaker.Spans) {
			for w := s.Start; w < s.End; w++ {
				p.speaks[w] = true
			}
		}
	}
	p.nest()
	for e := range rep.Events {
		for _, r := range rep.Events[e].Trigger {
			for s, i := p.d.SpanOf(r), 0; s.Start+i < s.End; i++ {
				if p.event[s.Start+i] < 0 {
					p.event[s.Start+i] = int32(e)
				}
			}
		}
	}
	for _, t := range rep.Times {
		for i := max(0, t.Words.Start); i < min(n, t.Words.End); i++ {
			p.timed[i] = true
		}
	}
	return p
}

// mark fills actor and byHead.
func (p *page) mark() {
	n, rep := p.d.Len(), p.rep
	width := make([]int, n)
	for a := range rep.Actors {
		for _, m := range rep.Actors[a].Mentions {
			if m.Words.Len() <= 0 || m.Words.End > n {
				continue
			}
			if _, ok := p.byHead[m.Head]; !ok {
				p.byHead[m.Head] = a
			}
			for i := m.Words.Start; i < m.Words.End; i++ {
				if p.actor[i] < 0 || m.Words.Len() < width[i] {
					p.actor[i], width[i] = int32(a), m.Words.Len()
				}
			}
		}
	}
}

// coverFrom computes cover of all words below root, without recursion.
func (p *page) coverFrom(root int) {
	stack := []int{root}
	for at := 0; at < len(stack); at++ {
		stack = append(stack, p.kids[stack[at]]...)
	}
	for _, w := range slices.Backward(stack) {
		if h := p.d.Head[w]; h != nlp.Root {
			c := &p.cover[h]
			c.Start, c.End = min(c.Start, p.cover[w].Start), max(c.End, p.cover[w].End)
		}
	}
}

func (p *page) words(ranges []nlp.Range) []nlp.Span {
	var out []nlp.Span
	for _, r := range ranges {
		if s := p.d.SpanOf(r); s.Len() > 0 {
			out = append(out, s)
		}
	}
	return out
}

func (p *page) lemma(i int) string { return p.d.Lower(i) }

// child returns the first child of i with one of the relations, -1 if none.
func (p *page) child(i int, rels ...nlp.Rel) int {
	for _, k := range p.kids[i] {
		if slices.ContainsFunc(rels, p.d.Rel[k].Is) {
			return k
		}
	}
	return -1
}

// marker returns the lemma of i's case or mark word, "" if it has none.
func (p *page) marker(i int) string {
	if k := p.child(i, "case", "mark"); k >= 0 {
		return p.lemma(k)
	}
	return ""
}

// actorOf returns the actor that word i mentions or heads, -1 if none.
func (p *page) actorOf(i int) int {
	if a, ok := p.byHead[i]; ok {
		return a
	}
	return int(p.actor[i])
}

// actorIn returns the first actor mentioned in spans that is not the one with
// the id except, -1 if there is none.
func (p *page) actorIn(spans []nlp.Span, except string) int {
	for _, s := range spans {
		for i := s.Start; i < s.End; i++ {
			if a := p.actor[i]; a >= 0 && p.rep.Actors[a].ID != except && !p.same(int(a), except) {
				return int(a)
			}
		}
	}
	return -1
}

// same reports whether actor a belongs to the country of the actor with the id.
func (p *page) same(a int, id string) bool {
	other := p.byID(id)
	return other != nil && other.Country != "" && other.Country == p.rep.Actors[a].Country
}

func (p *page) byID(id string) *event.Actor {
	if id == "" {
		return nil
	}
	for a := range p.rep.Actors {
		if p.rep.Actors[a].ID == id {
			return &p.rep.Actors[a]
		}
	}
	return nil
}

func (p *page) statement(id string) *event.Statement {
	for s := range p.rep.Statements {
		if p.rep.Statements[s].ID == id {
			return &p.rep.Statements[s]
		}
	}
	return nil
}

// nest fills saidIn.
func (p *page) nest() {
	order := make([]int, len(p.content))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return size(p.content[b]) - size(p.content[a]) })
	for _, s := range order {
		for _, span := range p.content[s] {
			for i := span.Start; i < span.End; i++ {
				p.saidIn[i] = int32(s)
			}
		}
	}
}

// sayer returns the innermost statement whose content holds word i, nil if
// the reporter speaks.
func (p *page) sayer(i int) *event.Statement {
	if s := p.saidIn[i]; s >= 0 {
		return &p.rep.Statements[s]
	}
	return nil
}

// subject returns who does what verb i says: its own subject or, for verbs
// joined to another, that one's; -1 if none is expressed.
func (p *page) subject(i int) int {
	for range 5 {
		if s := p.ownSubject(i); s >= 0 {
			return s
		}
		h := p.d.Head[i]
		if h == nlp.Root {
			return -1
		}
		switch rel := p.d.Rel[i]; {
		case rel.Is("xcomp"):
			if o := p.child(int(h), "obj", "iobj"); o >= 0 && p.lemma(int(h)) != "promise" {
				return o // "authorised Ukraine to use ..."
			}
			i = int(h)
		case rel == "conj", rel.Is("advcl"):
			i = int(h)
		case rel.Is("acl"):
			return int(h)
		default:
			return -1
		}
	}
	return -1
}

// ownSubject returns the subject below verb i, -1 for none; the place that
// opens a report before a dash ("GENEVA - The council said") is none.
func (p *page) ownSubject(i int) int {
	best := -1
	for _, k := range p.kids[i] {
		if p.d.Rel[k].Is("nsubj") && (best < 0 || p.dateline(best)) {
			best = k
		}
	}
	return best
}

// dateline reports whether word i stands before a dash near the start of its sentence.
func (p *page) dateline(i int) bool {
	s := p.d.Sents[p.d.SentOf(i)].Span
	form := p.d.Form(s.Start)
	if i > s.Start+6 || form != strings.ToUpper(form) || len(form) < 3 {
		return false
	}
	for j := s.Start + 1; j < min(s.End, s.Start+8); j++ {
		switch p.d.Form(j) {
		case "-", "–", "—", "--":
			return i < j
		}
	}
	return false
}

// phrase returns the words of i's subtree without its marker and the
// punctuation at both ends.
func (p *page) phrase(i int) nlp.Span {
	s := p.cover[i]
	if k := p.child(i, "case", "mark"); k == s.Start && k != i {
		s.Start++
	}
	return p.closed(p.trim(s))
}

// closed adds the closing quotation mark that follows s, where s holds its
// opening one.
func (p *page) closed(s nlp.Span) nlp.Span {
	open := 0
	for i := s.Start; i < s.End; i++ {
		switch p.d.Form(i) {
		case "“", "«":
			open++
		case "”", "»":
			open--
		case "\"":
			open ^= 1
		}
	}
	for i := s.End; open > 0 && i < min(p.d.Len(), s.End+2); i++ {
		switch p.d.Form(i) {
		case "”", "»", "\"":
			s.End = i + 1
			return s
		case ".", ",", "!", "?":
		default:
			return s
		}
	}
	return s
}

func (p *page) trim(s nlp.Span) nlp.Span {
	loose := func(i int) bool {
		switch p.d.Form(i) {
		case ",", ".", ";", ":", "—", "–", "-", "--":
			return true
		}
		return false
	}
	for s.Len() > 0 && loose(s.Start) {
		s.Start++
	}
	for s.Len() > 0 && loose(s.End-1) {
		s.End--
	}
	return s
}

func (p *page) ranges(spans ...nlp.Span) []nlp.Range {
	var out []nlp.Range
	for _, s := range spans {
		if s.Len() > 0 {
			out = append(out, p.d.RangeOf(s))
		}
	}
	slices.SortFunc(out, func(a, b nlp.Range) int { return cmp.Or(a.Start-b.Start, a.End-b.End) })
	return slices.Compact(out)
}

// asserts reports whether sentence s is running text or a heading.
func (p *page) asserts(s int) bool {
	k := p.d.Sents[s].Kind
	return k == nlp.Body || k == nlp.Heading || k == nlp.Caption
}

func has(spans []nlp.Span, i int) bool {
	return slices.ContainsFunc(spans, func(s nlp.Span) bool { return s.Has(i) })
}

func size(spans []nlp.Span) int {
	n := 0
	for _, s := range spans {
		n += s.Len()
	}
	return n
}

// minus cuts the words of cut out of s.
func minus(s, cut nlp.Span) []nlp.Span {
	if !s.Overlaps(cut) {
		return []nlp.Span{s}
	}
	var out []nlp.Span
	if s.Start < cut.Start {
		out = append(out, nlp.Span{Start: s.Start, End: cut.Start})
	}
	if cut.End < s.End {
		out = append(out, nlp.Span{Start: cut.End, End: s.End})
	}
	return out
}
