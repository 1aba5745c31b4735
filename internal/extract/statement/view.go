package statement

import (
	"slices"
	"strings"

	"casus.dev/casus/nlp"
)

// view is a Doc laid out for many questions about its trees: lemmas in lower
// case, children in one array, the words that each subtree covers and the
// quotation that each word stands in.
type view struct {
	d        *nlp.Doc
	lemma    []string   // lower case
	lemmaKey []uint32   // hash of lemma
	formKey  []uint32   // hash of the lower-cased form
	relKey   []uint32   // hash of the full relation
	kids     []int32    // children of word i: kids[kidAt[i]:kidAt[i+1]], from left to right
	kidAt    []int32    // one longer than the words
	kidRels  []uint64   // bits of the relations of the word's children; see relBit
	cover    []nlp.Span // smallest span over the word's subtree
	sent     []int32
	name     []uint8 // 1 + position in nameLabels, 0 outside names
	quotes   []quotation
	ends     []int    // of quotes: the last word so far; made when first asked for
	quote    []int32  // position in quotes, -1 outside
	class    []string // classes in WordNet, "" unknown
	classKey []uint32
	markKey  []uint32 // see markKeyOf
	entry    []*entry // of the lexicon of cues, nil if there is none
	entryKey []uint32 // class, stance and kind of the entry, 0 if there is none
	nest     []uint32 // see nestKey
	toNext   []uint8  // see sentQuotes
	toLast   []uint8
	clauses  []*clause // see clauseAt
}

var nameLabels = [...]string{"PER", "ORG", "LOC", "GPE", "NORP", "EQP", "MISC"}

// newView returns a view of d, which must have trees and tags.
func (f *Finder) newView(d *nlp.Doc) *view {
	n := d.Len()
	keys, small, text := make([]uint32, 7*n), make([]uint8, 3*n), make([]string, 2*n)
	v := &view{
		d: d, lemma: text[:n], class: text[n:], lemmaKey: keys[:n], formKey: keys[n : 2*n], relKey: keys[2*n : 3*n], classKey: keys[3*n : 4*n],
		markKey: keys[4*n : 5*n], entryKey: keys[5*n : 6*n], nest: keys[6*n:], name: small[:n], toNext: small[n : 2*n], toLast: small[2*n:],
		sent: make([]int32, n), cover: make([]nlp.Span, n), entry: make([]*entry, n),
	}
	for s := range d.Sents {
		for i := d.Sents[s].Span.Start; i < d.Sents[s].Span.End; i++ {
			v.sent[i] = int32(s)
		}
	}
	for i := range n {
		form := strings.ToLower(d.Form(i))
		v.lemma[i] = form
		if d.Lemma != nil && d.Lemma[i] != "" {
			v.lemma[i] = strings.ToLower(d.Lemma[i])
		}
		v.formKey[i] = hashString(form)
		v.lemmaKey[i] = v.formKey[i]
		if v.lemma[i] != form {
			v.lemmaKey[i] = hashString(v.lemma[i])
		}
		v.relKey[i] = hashString(string(d.Rel[i]))
		w := f.wordOf(v.lemmaKey[i], v.pos(i))
		v.class[i], v.classKey[i], v.entry[i], v.entryKey[i] = w.class, w.classKey, w.entry, w.entryKey
	}
	for _, name := range d.Names {
		label := uint8(slices.Index(nameLabels[:], name.Label) + 1)
		for i := name.Span.Start; i < name.Span.End; i++ {
			if v.name[i] == 0 {
				v.name[i] = label
			}
		}
	}
	v.link()
	v.quotes = findQuotations(d)
	v.cutOpen()
	v.quote = make([]int32, n)
	for i := range v.quote {
		v.quote[i] = -1
	}
	for q, quo := range v.quotes {
		for i := quo.words.Start; i < quo.words.End; i++ {
			v.quote[i] = int32(q)
		}
	}
	return v
}

// link fills kids and cover.
func (v *view) link() {
	d, n := v.d, v.d.Len()
	v.kidAt = make([]int32, n+1)
	for i := range n {
		v.cover[i] = nlp.Span{Start: i, End: i + 1}
		if h := d.Head[i]; h != nlp.Root {
			v.kidAt[h+1]++
		}
	}
	for i := range n {
		v.kidAt[i+1] += v.kidAt[i]
	}
	v.kids = make([]int32, v.kidAt[n])
	v.kidRels = make([]uint64, n)
	next := slices.Clone(v.kidAt)
	for i := range n {
		if h := d.Head[i]; h != nlp.Root {
			v.kids[next[h]] = int32(i)
			next[h]++
			v.kidRels[h] |= relBit(d.Rel[i])
		}
	}
	for _, s := range d.Sents {
		for i := s.Span.Start; i < s.Span.End; i++ {
			if d.Head[i] == nlp.Root {
				v.coverOf(i)
			}
		}
	}
}

// coverOf computes cover for i and all below it.
func (v *view) coverOf(i int) {
	// Depth first without recursion: a sentence may be one long chain.
	stack := []int{i}
	for at := 0; at < len(stack); at++ {
		for _, k := range v.children(stack[at]) {
			stack = append(stack, int(k))
		}
	}
	for _, w := range slices.Backward(stack) {
		if h := v.d.Head[w]; w != i && h != nlp.Root {
			c := &v.cover[h]
			c.Start, c.End = min(c.Start, v.cover[w].Start), max(c.End, v.cover[w].End)
		}
	}
}

func (v *view) children(i int) []int32 { return v.kids[v.kidAt[i]:v.kidAt[i+1]] }

func (v *view) pos(i int) nlp.UPOS {
	if v.d.UPOS == nil {
		return nlp.NoPOS
	}
	return v.d.UPOS[i]
}

func (v *view) rel(i int) nlp.Rel { return v.d.Rel[i] }

func (v *view) head(i int) int { return int(v.d.Head[i]) }

func (v *view) feat(i int, name string) string {
	if v.d.Feats == nil {
		return ""
	}
	return v.d.Feats[i].Get(name)
}

// child returns the first child of i with one of the relations or their
// subtypes, -1 if there is none.
func (v *view) child(i int, rels ...nlp.Rel) int {
	var wanted uint64
	for _, want := range rels {
		wanted |= relBit(want)
	}
	if v.kidRels[i]&wanted == 0 {
		return -1
	}
	for _, k := range v.children(i) {
		for _, want := range rels { //nolint:modernize // a function value costs a third more here
			if v.d.Rel[k].Is(want) {
				return int(k)
			}
		}
	}
	return -1
}

// relBit returns a bit that a relation shares with its subtypes and with few
// other relations: most questions for a child are answered by its absence.
func relBit(r nlp.Rel) uint64 {
	if len(r) < 2 {
		return 1
	}
	return 1 << ((uint(r[0])*5 ^ uint(r[1])) & 63)
}

// childLemma returns the first child of i with relation rel and one of the
// lemmas, -1 if there is none.
func (v *view) childLemma(i int, rel nlp.Rel, lemmas ...string) int {
	if v.kidRels[i]&relBit(rel) == 0 {
		return -1
	}
	for _, k := range v.children(i) {
		if v.d.Rel[k].Is(rel) && slices.Contains(lemmas, v.lemma[k]) {
			return int(k)
		}
	}
	return -1
}

// marker returns the lemma of the case or mark word of i, "" if it has none;
// a fixed expression is joined by blanks ("according to").
func (v *view) marker(i int) string {
	k := v.child(i, "case", "mark")
	if k < 0 {
		return ""
	}
	first := strings.ToLower(v.d.Form(k))
	rest := slices.IndexFunc(v.children(k), func(f int32) bool { return v.d.Rel[f] == "fixed" })
	if rest < 0 {
		return first
	}
	var out strings.Builder
	out.WriteString(first)
	for _, f := range v.children(k)[rest:] {
		if v.d.Rel[f] == "fixed" {
			out.WriteByte(' ')
			out.WriteString(strings.ToLower(v.d.Form(int(f))))
		}
	}
	return out.String()
}

// markKeyOf returns the hash of the marker of i, 1 without one, computed once.
func (v *view) markKeyOf(i int) uint32 {
	if v.markKey[i] == 0 {
		v.markKey[i] = 1
		if m := v.marker(i); m != "" {
			v.markKey[i] = hashString(m)
		}
	}
	return v.markKey[i]
}

// dominates reports whether a is b or an ancestor of b.
func (v *view) dominates(a, b int) bool {
	for b != nlp.Root {
		if a == b {
			return true
		}
		b = v.head(b)
	}
	return false
}

func (v *view) passive(i int) bool {
	return v.child(i, "nsubj:pass", "csubj:pass", "aux:pass", "obl:agent") >= 0
}

func (v *view) negated(i int) bool {
	for _, k := range v.children(i) {
		switch v.lemma[k] {
		case "not", "n't", "never", "no", "neither", "nor":
			if v.d.Rel[k].Is("advmod") || v.d.Rel[k].Is("det") || v.d.Rel[k].Is("cc") {
				return true
			}
		case "long", "longer":
			if k > 0 && v.lemma[k-1] == "no" {
				return true
			}
		}
	}
	return false
}

// isPunct reports whether word i is punctuation; quotation marks are too.
func (v *view) isPunct(i int) bool {
	p := v.pos(i)
	return p == nlp.PUNCT || (p == nlp.SYM && v.quoteMark(i))
}

func (v *view) quoteMark(i int) bool { return isQuoteMark(v.d.Form(i)) }

// wordsUnder returns the words of i's subtree without the subtrees of skip, as
// spans; gaps that hold only punctuation are closed.
func (v *view) wordsUnder(i int, skip ...int) []nlp.Span {
	c := v.cover[i]
	in := make([]bool, c.Len())
	stack := []int32{int32(i)}
	for len(stack) > 0 {
		w := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		in[int(w)-c.Start] = true
		for _, k := range v.children(int(w)) {
			if !slices.Contains(skip, int(k)) {
				stack = append(stack, k)
			}
		}
	}
	var out []nlp.Span
	for k := range in {
		if !in[k] {
			continue
		}
		w := c.Start + k
		if n := len(out); n > 0 && v.onlyPunct(out[n-1].End, w) {
			out[n-1].End = w + 1
			continue
		}
		out = append(out, nlp.Span{Start: w, End: w + 1})
	}
	return out
}

func (v *view) onlyPunct(from, to int) bool {
	for i := from; i < to; i++ {
		if !v.isPunct(i) {
			return false
		}
	}
	return true
}

// trim cuts commas, dashes and stops off both ends of s; quotation marks stay
// where their partner is inside too, and a final question or exclamation mark stays.
func (v *view) trim(s nlp.Span) nlp.Span {
	for s.Len() > 0 && v.isPunct(s.Start) && !v.keepsMark(s.Start, s) {
		s.Start++
	}
	for s.Len() > 0 && v.isPunct(s.End-1) && !v.keepsMark(s.End-1, s) {
		switch v.d.Form(s.End - 1) {
		case "?", "!", "?!", "%", "…", ")", "]":
			return s
		}
		s.End--
	}
	return s
}

// keepsMark reports whether the quotation mark at i belongs to s.
func (v *view) keepsMark(i int, s nlp.Span) bool {
	q := v.quote[i]
	if q < 0 || !v.quoteMark(i) {
		return false
	}
	w := v.quotes[q].words
	return i == w.Start && s.Has(w.End-1) || i == w.End-1 && s.Has(w.Start) || s.Has(w.Start) || s.Has(w.End-1)
}

// trimAll trims spans and drops the empty ones.
func (v *view) trimAll(spans []nlp.Span) []nlp.Span {
	var out []nlp.Span
	for _, s := range spans {
		if s = v.trim(s); s.Len() > 0 && !v.onlyPunct(s.Start, s.End) {
			out = append(out, s)
		}
	}
	return out
}

// subtract returns the words of spans that do not lie in cut.
func subtract(spans []nlp.Span, cut ...nlp.Span) []nlp.Span {
	for _, c := range cut {
		var out []nlp.Span
		for _, s := range spans {
			if !s.Overlaps(c) {
				out = append(out, s)
				continue
			}
			if s.Start < c.Start {
				out = append(out, nlp.Span{Start: s.Start, End: c.Start})
			}
			if c.End < s.End {
				out = append(out, nlp.Span{Start: c.End, End: s.End})
			}
		}
		spans = out
	}
	return spans
}

func has(spans []nlp.Span, i int) bool {
	return slices.ContainsFunc(spans, func(s nlp.Span) bool { return s.Has(i) })
}

func overlap(a, b []nlp.Span) int {
	n := 0
	for _, s := range a {
		for _, t := range b {
			n += max(0, min(s.End, t.End)-max(s.Start, t.Start))
		}
	}
	return n
}

func size(spans []nlp.Span) int {
	n := 0
	for _, s := range spans {
		n += s.Len()
	}
	return n
}

// clip returns the parts of spans inside within.
func clip(spans []nlp.Span, within nlp.Span) []nlp.Span {
	var out []nlp.Span
	for _, s := range spans {
		if x := (nlp.Span{Start: max(s.Start, within.Start), End: min(s.End, within.End)}); x.Len() > 0 {
			out = append(out, x)
		}
	}
	return out
}
