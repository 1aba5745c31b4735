package coder

import (
	"slices"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// Gap is a word between two political actors that yielded no event.
type Gap struct {
	Word     string // lemma
	Noun     bool
	Sentence int
	At       nlp.Range
	Reason   string // "not in the lexicon", "no pattern fits", "participants" or "confidence"
}

// Met is a word between two political actors, coded or not. Known says that
// the lexicon has a line for it, if only one that says how an act is told.
type Met struct {
	Word  string // lemma
	Noun  bool
	Known bool
}

// Uncoded returns the verbs with two political actors as arguments, and the
// nouns with two political actors as modifiers: those that yielded no event,
// and all.
func (c *Coder) Uncoded(d *nlp.Doc, rep *event.Report) ([]Gap, []Met) {
	events, _, x := c.find(d, rep, leastTrust)
	if x == nil {
		return nil, nil
	}
	used := map[int]bool{}
	for i := range events {
		used[events[i].Head] = true
		for _, r := range events[i].Trigger {
			s := d.SpanOf(r)
			for t := s.Start; t < s.End; t++ {
				used[t] = true
			}
		}
	}
	var gaps []Gap
	var met []Met
	for si, s := range d.Sents {
		if s.Kind != nlp.Body || x.about.null(x, s.Span) {
			continue
		}
		for t := s.Span.Start; t < s.Span.End; t++ {
			noun := d.UPOS[t] == nlp.NOUN
			if !noun && d.UPOS[t] != nlp.VERB || !x.between(t) {
				continue
			}
			known := x.entries[t].verbs
			if noun {
				known = x.entries[t].nouns
			}
			tells := x.entries[t].operators != nil || x.lx.support[x.lem[t]] != nil || noun && x.entries[t].opNoun != ""
			met = append(met, Met{x.lem[t], noun, len(known) > 0 || tells})
			if g := (Gap{Word: x.lem[t], Noun: noun, Sentence: si, At: d.Words[t]}); !used[t] && x.reason(t, &g, len(known) > 0, tells) {
				gaps = append(gaps, g)
			}
		}
	}
	return gaps, met
}

// between reports whether word t stands between two political actors: as a
// verb's subject and as its object or oblique, or in a noun's modifiers.
func (x *view) between(t int) bool {
	args := x.argsOf
	if x.d.UPOS[t] == nlp.NOUN {
		args = x.nounArgs
	}
	var sides, agents []int
	for _, a := range args(t) {
		list := x.actorsOf(a.tok, false)
		if a.kind == argSubject {
			agents = union(agents, list)
		} else if a.kind == argObject || a.kind == argIndirect || a.kind == argOblique && !a.far {
			sides = union(sides, list)
		}
	}
	return x.anyPublic(agents) && x.anyPublic(without(sides, agents))
}

// reason says why word t of gap g yielded nothing. It reports false where that
// is as it should be: the word says how and not what, or is blocked.
func (x *view) reason(t int, g *Gap, known, tells bool) bool {
	switch {
	case slices.Contains(x.doubted, t):
		g.Reason = "confidence"
	case !known && tells:
		return false
	case !known:
		g.Reason = "not in the lexicon"
	case x.best(t) == nil:
		g.Reason = "no pattern fits"
	case x.best(t).p.typ == "":
		return false
	default:
		g.Reason = "participants"
	}
	return true
}

func (x *view) anyPublic(list []int) bool {
	return slices.ContainsFunc(list, x.public)
}
