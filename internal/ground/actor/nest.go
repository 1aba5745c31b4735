package actor

import (
	"cmp"
	"context"
	"slices"
	"sort"

	"casus.dev/casus/internal/trie"
	"casus.dev/casus/nlp"
)

// Nester finds names within names: the country, body or person inside a longer
// mention ("Russia" in "Russia's Foreign Ministry", "NATO" and the person in
// "NATO Secretary General" with a name behind it) and the place inside a body's
// name ("England" in "Bank of England"). It reads the same phrases as Ground.
// It is safe for concurrent use on different Docs.
type Nester struct{ r *Resolver }

// Nester returns the step that fills the nested names of a Doc.
func (r *Resolver) Nester() *Nester { return &Nester{r} }

// Name returns "nest".
func (*Nester) Name() string { return "nest" }

// Needs returns words, tags, trees and names.
func (*Nester) Needs() []nlp.Layer {
	return []nlp.Layer{nlp.LayerWords, nlp.LayerTags, nlp.LayerTree, nlp.LayerNames}
}

// Adds returns the nested names.
func (*Nester) Adds() []nlp.Layer { return []nlp.Layer{nlp.LayerNested} }

// Annotate fills d.Nested; the names of d stay as they are.
func (n *Nester) Annotate(_ context.Context, d *nlp.Doc) error {
	s := newScan(n.r.g, d, 0)
	s.nests = append(make([]nlp.Name, 0, 2*len(d.Names)), d.Names...)
	s.match()
	s.read()
	for i, name := range d.Names {
		if name.Label != "PER" && name.Label != "NORP" {
			s.within(name.Span, name.Label == "GPE" || name.Label == "LOC")
		}
		if i > 0 {
			s.joined(d.Names[i-1], name)
		}
	}
	for _, seg := range s.segs {
		if it := s.decode(&seg); it.kind == ofThing && s.capitalised(seg.span.Start) {
			s.within(seg.span, s.isPlaceThing(it.thing))
		}
	}
	d.Nested = nested(s.nests)
	return nil
}

// nest notes the mention of a phrase and the names in it.
func (s *scan) nest(f *found, items []item) {
	if s.nests == nil {
		return
	}
	label := s.mentionLabel(f)
	if label == "" {
		return
	}
	outer := f.span
	if f.thing < 0 && s.partOfName(outer) {
		return // "College" of "Trinity College", "Park" of "Forest Park"
	}
	for k := range items {
		if it := &items[k]; it.span.Start < outer.End && it.kind != ofRole && (it.kind != ofPerson || !s.partOfName(it.span)) {
			s.addNest(it.span, s.nameLabel(it))
		} else if it.kind == ofRole && it.role != f.role && s.g.roles[it.role].class == institution && s.capitalised(it.span.Start) {
			// "Russian Foreign Ministry" of its spokeswoman; "US Treasury" of its secretary.
			s.addNest(nlp.Span{Start: s.ownerOf(items[:k], it.span.Start), End: it.span.End}, "ORG")
		}
	}
	for _, at := range f.at {
		s.addNest(at, "GPE")
	}
	s.addNest(outer, label)
}

// partOfName reports whether span is a part, and not the whole, of a flat name.
func (s *scan) partOfName(span nlp.Span) bool {
	names := s.d.Names
	k := sort.Search(len(names), func(i int) bool { return names[i].Span.End > span.Start })
	return k < len(names) && names[k].Span != span && names[k].Span.Contains(span)
}

// joined notes the mention that two flat names make where the tree binds a
// country to a body: "Uganda's Central Bank", "the Academy of Sciences of Cuba".
func (s *scan) joined(a, b nlp.Name) {
	place := func(n nlp.Name) bool { return n.Label == "GPE" || n.Label == "LOC" || n.Label == "NORP" }
	switch gap := b.Span.Start - a.Span.End; {
	case place(a) && b.Label == "ORG":
		h := s.d.HeadOf(a.Span)
		bound := s.rel(h).Is("nmod") || s.rel(h) == "compound" || s.rel(h) == "amod"
		if bound && b.Span.Has(s.head(h)) && (gap == 0 || gap == 1 && s.ownerAt(a.Span.End)) {
			s.addNest(nlp.Span{Start: a.Span.Start, End: b.Span.End}, "ORG")
		}
	case a.Label == "ORG" && place(b):
		h := s.d.HeadOf(b.Span)
		if s.rel(h).Is("nmod") && a.Span.Has(s.head(h)) && s.word(a.Span.End, "of") && (gap == 1 || gap == 2 && s.word(a.Span.End+1, "the")) {
			s.addNest(nlp.Span{Start: a.Span.Start, End: b.Span.End}, "ORG")
		}
	}
}

// ownerOf returns the first word of the country right before word i, else i.
func (s *scan) ownerOf(items []item, i int) int {
	k := len(items) - 1
	if k >= 0 && items[k].kind == owner {
		k--
	}
	if k >= 0 && items[k].kind == ofState && items[len(items)-1].span.End == i {
		return items[k].span.Start
	}
	return i
}

func (s *scan) addNest(span nlp.Span, label string) {
	if label != "" && span.Len() > 0 {
		s.nests = append(s.nests, nlp.Name{Span: span, Label: label})
	}
}

// mentionLabel returns the label of the whole of a phrase, "" if it is no
// mention of a person or body.
func (s *scan) mentionLabel(f *found) string {
	switch {
	case f.person.Len() > 0:
		return "PER"
	case f.bare:
		return ""
	case f.thing >= 0:
		return s.thingLabel(f.thing)
	case f.role >= 0 && !f.plural && s.g.roles[f.role].class == office:
		return "PER"
	case f.role >= 0 && s.g.roles[f.role].class == institution, f.role >= 0 && s.g.roles[f.role].sector == "COP" && f.plural:
		return "ORG"
	}
	return ""
}

// nameLabel returns the label of an item that is a name, "" for others.
func (s *scan) nameLabel(it *item) string {
	switch it.kind {
	case ofPerson, ofName, ofOwner:
		return "PER"
	case ofThing:
		return s.thingLabel(it.thing)
	case ofState:
		if it.has(isCapital) || it.has(isState) && s.tag(it.span.Start) != nlp.ADJ {
			return "GPE"
		}
		return "NORP"
	default:
		return ""
	}
}

func (s *scan) thingLabel(t int32) string {
	switch s.g.things[t].class {
	case people:
		return "NORP"
	case region, city:
		return "GPE"
	case nothing:
		return ""
	default:
		return "ORG"
	}
}

// parts make another place of a place: "New England", "North America".
var parts = map[string]bool{
	"new": true, "old": true, "north": true, "south": true, "east": true, "west": true, "northern": true, "southern": true, "eastern": true,
	"western": true, "central": true, "united": true, "upper": true, "lower": true, "great": true, "greater": true, "inner": true, "outer": true,
}

// within notes the places, bodies and peoples whose names stand inside a
// longer name; in the name of a place ("North America", "Gulf of Mexico") only
// those behind "of".
func (s *scan) within(span nlp.Span, place bool) {
	if span.Len() < 2 {
		return
	}
	from := sort.Search(len(s.atoms), func(i int) bool { return int(s.atoms[i].tok) >= span.Start })
	for i := from; i < len(s.atoms) && int(s.atoms[i].tok) < span.End; {
		end, label := s.nameFrom(i, span)
		if tok := int(s.atoms[i].tok); label == "" || place && !s.word(tok-1, "of") && !s.word(tok-2, "of") || tok > span.Start && s.is(tok-1, parts) {
			i++
			continue
		}
		start := int(s.atoms[i].tok)
		s.addNest(nlp.Span{Start: start, End: int(s.atoms[end-1].tok) + 1}, label)
		i = end
	}
}

// nameFrom returns the end and the label of the longest name that starts at
// atom i inside span and is not the whole of it.
func (s *scan) nameFrom(i int, span nlp.Span) (end int, label string) {
	start := int(s.atoms[i].tok)
	if !s.atoms[i].first || !s.capitalised(start) {
		return i, ""
	}
	node := int32(trie.Root)
	for j := i; j < len(s.atoms) && int(s.atoms[j].tok) < span.End; j++ {
		if node = s.g.names.Next(node, s.atoms[j].word); node == trie.None {
			break
		}
		tok := int(s.atoms[j].tok)
		if !s.atoms[j].last || start == span.Start && tok == span.End-1 {
			continue
		}
		for _, v := range s.g.names.Values(node) {
			a := &s.g.aliases[v]
			if l := s.innerLabel(a, start); l != "" && s.fits(a, i, j) {
				end, label = j+1, l
				break
			}
		}
	}
	return end, label
}

// innerLabel returns the label of an alias inside a longer name, "" if it
// cannot be told from other words there.
func (s *scan) innerLabel(a *alias, i int) string {
	switch a.what {
	case isState:
		if !a.weak || s.word(i-1, "of") {
			return "GPE"
		}
	case isAdj:
		if !a.weak && s.tag(i) == nlp.ADJ {
			return "NORP"
		}
	case isCapital:
		if !a.weak {
			return "GPE"
		}
	case isThing:
		if !a.weak && s.g.things[a.ref].class != seat {
			return s.thingLabel(a.ref)
		}
	default: // people and roles inside names are other names
	}
	return ""
}

// nested orders names, takes each once, leaves out those that cross an earlier
// one, and keeps those that hold or lie in another.
func nested(all []nlp.Name) []nlp.Name {
	slices.SortStableFunc(all, func(a, b nlp.Name) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(b.Span.End, a.Span.End))
	})
	var kept []nlp.Name
	var used []bool
	var mine []int // whose own name it is, -1
	var open []int
	for _, n := range all {
		for len(open) > 0 && kept[open[len(open)-1]].Span.End <= n.Span.Start {
			open = open[:len(open)-1]
		}
		top := len(open) - 1
		if top >= 0 && (kept[open[top]].Span == n.Span || n.Span.End > kept[open[top]].Span.End) {
			continue
		}
		// A title and a name are one person: what makes a nest is what else is inside.
		own := top >= 0 && n.Label == "PER" && kept[open[top]].Label == "PER"
		if top >= 0 && !own {
			used[open[top]] = true
		}
		open = append(open, len(kept))
		kept, used, mine = append(kept, n), append(used, top >= 0 && !own), append(mine, -1)
		if own {
			mine[len(kept)-1] = open[top]
		}
	}
	out := kept[:0]
	for i, n := range kept {
		if used[i] || mine[i] >= 0 && used[mine[i]] {
			out = append(out, n)
		}
	}
	return out
}
