package coder

import (
	"slices"
	"strconv"
	"strings"

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
	return c.relationIn(d, source, target, scope(d, source, target))
}

// relationIn is relation within the words of near, whole sentences.
func (c *Coder) relationIn(d *nlp.Doc, source, target, near nlp.Span) ([]uint32, []*candidate) {
	d, source, target = excerpt(d, near), shift(source, near), shift(target, near)
	rep := &event.Report{Text: d.Text}
	for i, s := range []nlp.Span{source, target} {
		a := event.Actor{ID: string(rune('a' + i)), Code: []string{"AAA", "BBB"}[i], Country: []string{"AAA", "BBB"}[i], Kind: event.Group}
		if s.Len() > 0 {
			h := s.Start
			if d.Head != nil {
				h = d.HeadOf(s)
			}
			a.Mentions = []event.Mention{{Span: d.RangeOf(s), Words: s, Head: h}}
		}
		rep.Actors = append(rep.Actors, a)
	}
	f := &featurer{d: d, source: source, target: target, out: make([]uint32, 0, 24*d.Len())}
	if d.Head != nil {
		f.x = newView(d, rep, c.lx)
	}
	f.lexical()
	if d.Head != nil {
		f.events()
		f.paths()
	}
	slices.Sort(f.out)
	return slices.Compact(f.out), f.found
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

// add notes the feature that parts name together: its 32-bit FNV-1a hash.
func (f *featurer) add(parts ...string) {
	h := uint32(2166136261)
	for i, p := range parts {
		if i > 0 {
			h = (h ^ ' ') * 16777619
		}
		for j := range len(p) {
			h = (h ^ uint32(p[j])) * 16777619
		}
	}
	f.out = append(f.out, h)
}

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
				f.add("w2", prev, "<"+r+">")
				prev = "<" + r + ">"
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
		for _, list := range [][]*pattern{x.lx.verbs[x.lem[t]], x.lx.nouns[x.lem[t]], x.lx.adjs[x.lem[t]]} {
			if len(list) > 0 && list[0].typ != "" {
				f.add("vote", list[0].typ, reg)
				f.add("vote", list[0].typ)
			}
		}
		for _, p := range x.lx.operators[x.lem[t]] {
			f.add("op", string(p.mod), reg)
		}
		if m, ok := x.lx.opNouns[x.lem[t]]; ok {
			f.add("opn", string(m))
		}
	}
}

// parts names the parts that source and target have in an act.
func parts(c *candidate) string {
	var b strings.Builder
	for _, a := range c.actors {
		b.WriteString([]string{"As", "At"}[a])
	}
	for _, r := range c.recipients {
		b.WriteString([]string{"Rs", "Rt"}[r])
	}
	return b.String()
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
			f.add("way", f.rels(s, i), f.rels(t, k))
			f.add("way", f.rels(s, i), f.x.lem[a], f.rels(t, k))
			f.add("near", f.x.lem[a], f.rels(t, k))
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
	var out []int
	if t < 0 {
		return nil
	}
	out = append(out, t)
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
				f.add("gov", who, strconv.Itoa(verbs), f.x.lem[h], rel)
				f.add("gov", who, strconv.Itoa(verbs), f.x.lem[h])
				f.types(who+strconv.Itoa(verbs), h)
				m, _ := f.x.own(h)
				f.add("mod", who, strconv.Itoa(verbs), string(m))
			}
		}
	}
	return out
}

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

func (f *featurer) rels(t, n int) string {
	var b strings.Builder
	for range min(n, 4) {
		b.WriteString(string(f.d.Rel[t].Base()))
		b.WriteByte('>')
		t = int(f.d.Head[t])
	}
	return b.String()
}
