package coder

import (
	"slices"
	"strconv"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
	"casus.dev/casus/ontology"
)

// Features returns what the judge sees of the relation between source and
// target in d: hashes, sorted and distinct.
func (c *Coder) Features(d *nlp.Doc, source, target nlp.Span) []uint32 {
	f, _ := c.relation(d, source, target)
	return f
}

// relation collects the features of a pair, and the acts that the lexicon
// finds in the sentences of the two.
func (c *Coder) relation(d *nlp.Doc, source, target nlp.Span) ([]uint32, []*candidate) {
	p := pairs{lx: c.lx, of: d}
	p.read(scope(d, source, target))
	return p.relation(source, target)
}

// pairs finds the features of pairs in one document. It keeps what its present
// sentences have by themselves from one pair to the next.
type pairs struct {
	lx   *lexicon
	of   *nlp.Doc
	lem  []string // of all words of the document; nil if they are not known yet
	near nlp.Span // the present sentences
	rep  event.Report
	x    *view // nil where there are no trees
	f    featurer
}

// read takes up the words of near, whole sentences.
func (p *pairs) read(near nlp.Span) {
	if p.near == near {
		return
	}
	p.near = near
	d := excerpt(p.of, near)
	p.f.d, p.rep.Text = d, d.Text
	switch {
	case d.Head == nil:
	case p.lem == nil:
		p.x = newView(d, &p.rep, p.lx)
	default:
		if p.x == nil {
			p.x = &view{lx: p.lx, byHead: map[int]int{}, saidIn: map[int][]int{}}
		}
		p.x.lem = p.lem[near.Start:near.End]
		p.x.load(d)
	}
}

// relation returns the features of a pair in the present sentences, sorted and
// distinct, and the acts that the lexicon finds there. The features are valid
// until the next call.
func (p *pairs) relation(source, target nlp.Span) ([]uint32, []*candidate) {
	f := &p.f
	f.source, f.target = shift(source, p.near), shift(target, p.near)
	p.rep.Actors = append(p.rep.Actors[:0],
		event.Actor{ID: "a", Code: "AAA", Country: "AAA", Kind: event.Group, Mentions: f.mention(f.source)},
		event.Actor{ID: "b", Code: "BBB", Country: "BBB", Kind: event.Group, Mentions: f.mention(f.target)})
	f.out, f.found = slices.Grow(f.out[:0], 24*f.d.Len()), f.found[:0]
	if f.x = p.x; f.x != nil {
		f.x.ground(&p.rep)
	}
	f.lexical()
	if f.x != nil {
		f.events()
		f.paths()
	}
	slices.Sort(f.out)
	return slices.Compact(f.out), f.found
}

// mention returns the mention of an actor at s, none if s is empty.
func (f *featurer) mention(s nlp.Span) []event.Mention {
	if s.Len() <= 0 {
		return nil
	}
	return []event.Mention{{Span: f.d.RangeOf(s), Words: s, Head: f.d.HeadOf(s)}}
}

// scope returns the words of the sentences of the two actors, or all.
func scope(d *nlp.Doc, source, target nlp.Span) nlp.Span {
	all := nlp.Span{Start: 0, End: d.Len()}
	if len(d.Sents) == 0 {
		return all
	}
	var out nlp.Span
	for _, s := range []nlp.Span{source, target} {
		if s.Len() <= 0 {
			continue
		}
		n := d.Sents[d.SentOf(s.Start)].Span
		if out.Len() > 0 {
			n = nlp.Span{Start: min(out.Start, n.Start), End: max(out.End, n.End)}
		}
		out = n
	}
	if out.Len() == 0 {
		return all
	}
	return out
}

func shift(s, by nlp.Span) nlp.Span {
	if s.Len() <= 0 {
		return nlp.Span{}
	}
	return nlp.Span{Start: s.Start - by.Start, End: min(s.End, by.End) - by.Start}
}

// excerpt returns the words of s, whole sentences of d, as a document of their
// own over the same text. It shares the layers that need no change.
func excerpt(d *nlp.Doc, s nlp.Span) *nlp.Doc {
	if s.Start == 0 && s.End == d.Len() {
		return d
	}
	out := &nlp.Doc{Text: d.Text, Words: d.Words[s.Start:s.End]}
	if d.Forms != nil {
		out.Forms = d.Forms[s.Start:s.End]
	}
	if d.UPOS != nil {
		out.UPOS = d.UPOS[s.Start:s.End]
	}
	if d.XPOS != nil {
		out.XPOS = d.XPOS[s.Start:s.End]
	}
	if d.Feats != nil {
		out.Feats = d.Feats[s.Start:s.End]
	}
	if d.Lemma != nil {
		out.Lemma = d.Lemma[s.Start:s.End]
	}
	if d.Rel != nil {
		out.Rel = d.Rel[s.Start:s.End]
	}
	if d.Head != nil {
		out.Head = make([]int32, s.Len())
		for i := range out.Head {
			if out.Head[i] = d.Head[s.Start+i]; out.Head[i] >= 0 {
				out.Head[i] -= int32(s.Start)
			}
		}
	}
	for _, sent := range d.Sents[d.SentOf(s.Start):] {
		if sent.Span.End > s.End {
			break
		}
		sent.Span = shift(sent.Span, s)
		out.Sents = append(out.Sents, sent)
	}
	first, _ := slices.BinarySearchFunc(d.Names, s.Start, func(n nlp.Name, at int) int { return n.Span.Start - at })
	for _, n := range d.Names[first:] {
		if n.Span.Start >= s.End {
			break
		}
		if n.Span.End <= s.End {
			n.Span = shift(n.Span, s)
			out.Names = append(out.Names, n)
		}
	}
	return out
}

// featurer collects the features of one pair.
type featurer struct {
	d              *nlp.Doc
	x              *view
	source, target nlp.Span
	found          []*candidate
	out            []uint32
}

// hashed is the 32-bit FNV-1a hash of the words of a feature so far.
type hashed uint32

// noHash is the hash of nothing.
const noHash hashed = 2166136261

func (h hashed) text(s string) hashed {
	for i := range len(s) {
		h = (h ^ hashed(s[i])) * 16777619
	}
	return h
}

// word adds a space and s.
func (h hashed) word(s string) hashed { return ((h ^ ' ') * 16777619).text(s) }

// add notes the feature that parts name together.
func (f *featurer) add(first string, parts ...string) {
	h := noHash.text(first)
	for _, p := range parts {
		h = h.word(p)
	}
	f.note(h)
}

func (f *featurer) note(h hashed) { f.out = append(f.out, uint32(h)) }

// region tells where word i stands: inside an actor, between the two, or
// before or after both; and whether the source stands first.
func (f *featurer) region(i int) string {
	switch s, t := f.source, f.target; {
	case s.Has(i):
		return "S"
	case t.Has(i):
		return "T"
	case s.Len() == 0 || t.Len() == 0:
		return "o"
	case i < min(s.Start, t.Start):
		return "l"
	case i >= max(s.End, t.End):
		return "r"
	case s.Start < t.Start:
		return "b"
	}
	return "B"
}

func (f *featurer) lexical() {
	d := f.d
	prev, prevRegion := "<s>", ""
	for i := range d.Len() {
		w, r := d.Lower(i), f.region(i)
		if d.UPOS != nil && (d.UPOS[i] == nlp.NUM || d.UPOS[i] == nlp.PUNCT && w != "?" && w != "\"") {
			continue
		}
		if d.UPOS != nil && d.UPOS[i] == nlp.PROPN {
			w = "<name>"
		}
		if r == "S" || r == "T" {
			f.add("in", r, w)
			if prevRegion != r {
				side := "<S>"
				if r == "T" {
					side = "<T>"
				}
				f.add("w2", prev, side)
				prev = side
			}
			prevRegion = r
			continue
		}
		f.add("w", w)
		f.add("wr", r, w)
		f.add("w2", prev, w)
		if prevRegion == "S" || prevRegion == "T" {
			f.add("next", prevRegion, w)
		}
		prev, prevRegion = w, r
	}
}

// events notes the acts that the lexicon finds, and how the two take part.
func (f *featurer) events() {
	x := f.x
	for t := range f.d.Len() {
		reg := f.region(t)
		if c := x.predicate(t); c != nil {
			f.found = append(f.found, c)
			part := parts(c)
			f.add("ev", c.typ, part)
			f.add("ev", c.typ, string(c.mod))
			f.add("ev", c.typ, part, string(c.mod))
			f.add("ev", c.typ)
			f.add("evq", strconv.Itoa(ontology.Quad(c.typ)), part)
			if c.mode != "" {
				f.add("evm", c.typ, c.mode)
			}
		} else if b := x.best(t); b != nil && b.p.typ != "" && f.d.UPOS[t] != nlp.PROPN {
			f.add("fit", b.p.typ)
			f.add("fit", b.p.typ, reg)
		}
		e := x.entries[t]
		for _, list := range [...][]*pattern{e.verbs, e.nouns, e.adjs} {
			if len(list) > 0 && list[0].typ != "" {
				f.add("vote", list[0].typ, reg)
				f.add("vote", list[0].typ)
			}
		}
		for _, p := range e.operators {
			f.add("op", string(p.mod), reg)
		}
		if e.opNoun != "" {
			f.add("opn", string(e.opNoun))
		}
	}
}

// parts names the parts that source and target have in an act, such as "AsRt".
func parts(c *candidate) string {
	var room [16]byte
	b := room[:0]
	for _, a := range c.actors {
		b = append(b, 'A', "st"[a])
	}
	for _, r := range c.recipients {
		b = append(b, 'R', "st"[r])
	}
	for _, known := range [...]string{"AsRt", "As", "Rt", "AtRs", "At", "Rs", "AsAt", ""} {
		if string(b) == known {
			return known
		}
	}
	return string(b)
}

// paths notes the way in the tree from each actor to where the ways meet.
func (f *featurer) paths() {
	s, t := f.headOf(f.source), f.headOf(f.target)
	up := f.climb(s, "s")
	down := f.climb(t, "t")
	if s < 0 || t < 0 {
		return
	}
	for i, a := range up {
		if k := slices.Index(down, a); k >= 0 {
			f.add("lca", f.x.lem[a])
			f.add("lcapos", f.d.UPOS[a].String())
			f.note(f.rels(f.rels(noHash.text("way").word(""), s, i).word(""), t, k))
			f.note(f.rels(f.rels(noHash.text("way").word(""), s, i).word(f.x.lem[a]).word(""), t, k))
			f.note(f.rels(noHash.text("near").word(f.x.lem[a]).word(""), t, k))
			return
		}
	}
}

func (f *featurer) headOf(s nlp.Span) int {
	if s.Len() == 0 {
		return -1
	}
	return f.d.HeadOf(s)
}

// climb notes what governs an actor: the verbs and nouns above it with their
// relations, prepositions, auxiliaries and negation.
func (f *featurer) climb(t int, who string) []int {
	if t < 0 {
		return nil
	}
	out := append(make([]int, 0, 9), t)
	if p := f.x.prep(t); p != "" {
		f.add("prep", who, p)
	}
	verbs := 0
	for h := int(f.d.Head[t]); h >= 0 && len(out) < 8; h = int(f.d.Head[h]) {
		rel := string(f.d.Rel[out[len(out)-1]])
		out = append(out, h)
		f.add("up", who, f.x.lem[h])
		if f.x.verbal(h) || f.d.UPOS[h] == nlp.NOUN {
			verbs++
			if verbs <= 2 {
				nth, place := strconv.Itoa(verbs), places[who == "t"][verbs-1]
				f.add("gov", who, nth, f.x.lem[h], rel)
				f.add("gov", who, nth, f.x.lem[h])
				f.types(place, h)
				m, _ := f.x.own(h)
				f.add("mod", who, nth, string(m))
			}
		}
	}
	return out
}

// places name the first and second governor of source and target.
var places = map[bool][2]string{false: {"s1", "s2"}, true: {"t1", "t2"}}

// types notes the types that the lexicon knows for a governor.
func (f *featurer) types(who string, h int) {
	if b := f.x.best(h); b != nil && b.p.typ != "" {
		f.add("govt", who, b.p.typ)
	}
	for _, k := range f.x.children(h) {
		if r := f.d.Rel[k]; r == "obj" || r == "xcomp" || r == "ccomp" || r.Is("obl") || r.Is("advcl") || r == "nsubj:pass" {
			f.add("arg", f.x.lem[h], string(r.Base()), f.x.lem[k])
			if r == "obj" || r == "xcomp" {
				f.add("obj", who, f.x.lem[k])
			}
			if b := f.x.best(int(k)); b != nil && b.p.typ != "" {
				f.add("argt", who, string(r.Base()), b.p.typ)
			}
		}
	}
}

// rels adds the relations of t and of what is above it, n in all or four.
func (f *featurer) rels(h hashed, t, n int) hashed {
	for range min(n, 4) {
		h = h.text(string(f.d.Rel[t].Base())).text(">")
		t = int(f.d.Head[t])
	}
	return h
}
