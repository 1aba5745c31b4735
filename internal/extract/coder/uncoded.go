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
	Reason   string // "not in the lexicon", "no pattern fits" or "participants"
}

// Uncoded returns the verbs with two political actors as arguments, and the
// nouns with two political actors as modifiers, that yielded no event.
func (c *Coder) Uncoded(d *nlp.Doc, rep *event.Report) []Gap {
	events, _, x := c.find(d, rep)
	if x == nil {
		return nil
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
	var out []Gap
	for si, s := range d.Sents {
		if s.Kind != nlp.Body || x.about.null(x, s.Span) {
			continue
		}
		for t := s.Span.Start; t < s.Span.End; t++ {
			if used[t] {
				continue
			}
			if g, ok := x.gapAt(t); ok {
				g.Sentence = si
				out = append(out, g)
			}
		}
	}
	return out
}

func (x *view) gapAt(t int) (Gap, bool) {
	var args []arg
	noun := false
	switch x.d.UPOS[t] {
	case nlp.VERB:
		args = x.argsOf(t)
	case nlp.NOUN:
		args, noun = x.nounArgs(t), true
	default:
		return Gap{}, false
	}
	var sides, agents []int
	for _, a := range args {
		list := x.actorsOf(a.tok, false)
		if a.kind == argSubject {
			agents = union(agents, list)
		} else if a.kind == argObject || a.kind == argIndirect || a.kind == argOblique && !a.far {
			sides = union(sides, list)
		}
	}
	sides = without(sides, agents)
	if !x.anyPublic(agents) || !x.anyPublic(sides) {
		return Gap{}, false
	}
	g := Gap{Word: x.lem[t], Noun: noun, At: x.d.Words[t], Reason: "participants"}
	known := x.lx.verbs[x.lem[t]]
	if noun {
		known = x.lx.nouns[x.lem[t]]
	}
	switch {
	case len(known) == 0 && (x.lx.operators[x.lem[t]] != nil || x.lx.support[x.lem[t]] != nil):
		return Gap{}, false // it says how, not what
	case len(known) == 0:
		g.Reason = "not in the lexicon"
	case x.best(t) == nil:
		g.Reason = "no pattern fits"
	case x.best(t).p.typ == "":
		return Gap{}, false // blocked on purpose
	}
	return g, true
}

func (x *view) anyPublic(list []int) bool {
	return slices.ContainsFunc(list, x.public)
}
