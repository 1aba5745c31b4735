package coder

import (
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/internal/tensor"
	"casus.dev/casus/nlp"
)

//go:embed model/confidence.tsv
var confidenceTSV string

// Trust are the weights of a logistic regression over the signals of an event:
// what the judge says of it and how the rules came by it. It gives the
// probability that a careful reader would sign the event.
type Trust map[string]float64

// ReadTrust reads lines "signal<TAB>weight"; "#" opens a comment. It returns
// an error that names the line of a fault.
func ReadTrust(name, text string) (Trust, error) {
	t := Trust{}
	for i, l := range strings.Split(text, "\n") {
		if l = strings.TrimSpace(l); l == "" || l[0] == '#' {
			continue
		}
		key, val, ok := strings.Cut(l, "\t")
		w, err := strconv.ParseFloat(strings.TrimSpace(val), 64)
		if !ok || err != nil || math.IsNaN(w) || math.IsInf(w, 0) {
			return nil, fmt.Errorf("coder: %s:%d: %q is no signal with a weight", name, i+1, l)
		}
		t[key] = w
	}
	return t, nil
}

// Probability returns the probability of the signals: between 0 and 1.
func (t Trust) Probability(signals []Signal) float64 {
	z := 0.0
	for _, s := range signals {
		z += float64(t[s.Name] * s.Value)
	}
	return 1 / (1 + tensor.Exp64(-z))
}

// Signal is one thing that speaks for or against an event; its weight stands
// in the model of confidence under Name.
type Signal struct {
	Name  string
	Value float64
}

// Weighed is an event with what its confidence rests on.
type Weighed struct {
	Event          event.Event
	Signals        []Signal
	Seen           []uint32  // what the judge saw, as [Coder.Features] has it
	Source, Target nlp.Range // where the two sides stand, empty if nowhere in the sentence
}

// leastTrust is the confidence below which an event that is told as done is
// left out: more of them are wrong than right.
const leastTrust = 0.5

// Weigh returns the events of d as [Coder.Code] does, with their signals, and
// those that it leaves out for want of confidence.
func (c *Coder) Weigh(d *nlp.Doc, rep *event.Report) []Weighed {
	events, found, x := c.find(d, rep, 0)
	out := make([]Weighed, len(events))
	for i := range events {
		s, t := x.sides(found[i])
		out[i] = Weighed{Event: events[i], Signals: found[i].signals, Seen: slices.Clone(c.seen(x, found[i])), Source: d.RangeOf(s), Target: d.RangeOf(t)}
	}
	return out
}

// opinion is what the judge says of an event: how likely the type of the rule
// is between its two sides, and which type is likeliest.
type opinion struct {
	p    float64
	top  string
	best float64
}

// ask asks the judge about c. Its two sides are the mentions of its first
// actor and first recipient that stand nearest to the predicate; a side may be
// empty.
func (c *Coder) ask(x *view, cand *candidate) opinion {
	scores := c.scorer.scores(c.seen(x, cand))
	var o opinion
	for i, p := range scores {
		if p > o.best {
			o.top, o.best = Labels[i], p
		}
		if l := Labels[i]; l == judged(cand.typ) || l == judged(cand.b.p.typ) && !cand.implied {
			o.p = max(o.p, p) // the judge sees the lexicon's type, not what the rules made of it
		}
	}
	return o
}

// seen returns what the judge sees of c, valid until the next call.
func (c *Coder) seen(x *view, cand *candidate) []uint32 {
	if x.pairs == nil {
		x.pairs = &pairs{lx: c.lx, of: x.d, lem: x.lem}
	}
	x.pairs.read(x.d.Sents[cand.sent].Span)
	f, _ := x.pairs.relation(x.sides(cand))
	return f
}

// String says it as a part of an explanation.
func (o opinion) String() string {
	b := append(make([]byte, 0, 64), "; judge: "...)
	b = append(append(b, o.top...), ' ')
	b = append(strconv.AppendFloat(b, o.best, 'f', 2, 64), ", the rule's type "...)
	return string(strconv.AppendFloat(b, o.p, 'f', 2, 64))
}

// judged returns the judge's label for a PLOVER type.
func judged(typ string) string {
	if yields(typ) {
		return "YIELD"
	}
	return typ
}

// sides returns where the two sides of c stand in its sentence.
func (x *view) sides(c *candidate) (source, target nlp.Span) {
	s := x.d.Sents[c.sent].Span
	near := func(actors []int) nlp.Span {
		var out nlp.Span
		least := math.MaxInt
		first, _ := slices.BinarySearchFunc(x.mentions, s.Start, func(m mention, at int) int { return m.span.Start - at })
		for _, m := range x.mentions[first:] {
			if m.span.Start >= s.End {
				break
			}
			if m.span.End > s.End || len(actors) == 0 || !slices.Contains(x.members(m.actor), actors[0]) {
				continue
			}
			if d := abs(m.head - c.head); d < least {
				out, least = m.span, d
			}
		}
		return out
	}
	source, target = near(c.actors), near(c.recipients)
	if source.Len() > 0 && target.Len() > 0 && source.Start < target.End && target.Start < source.End {
		target = nlp.Span{} // a mention that names both
	}
	return source, target
}

func abs(n int) int { return max(n, -n) }

// weigh notes the signals of c.
func (x *view) weigh(c *candidate, o opinion) []Signal {
	out := make([]Signal, 0, 24)
	add := func(name string, v float64) { out = append(out, Signal{name, v}) }
	flag := func(name string, on bool) {
		if on {
			add(name, 1)
		}
	}
	p := min(max(o.p, 0.01), 0.99)
	add("one", 1)
	of := ", one side"
	if len(c.actors) > 0 && len(c.recipients) > 0 {
		of = ", two sides"
	}
	add("judge: log odds of the type"+of, tensor.Log64(p/(1-p)))
	if o.top != judged(c.typ) {
		add("judge: how sure of another type"+of, o.best)
	}
	switch {
	case len(c.actors) > 0 && len(c.recipients) > 0:
		flag("sides: two", true)
	case len(c.actors) > 0:
		flag("sides: actor alone", true)
	default:
		flag("sides: no actor", true)
	}
	flag("sides: actor's words name nobody", len(c.actors) == 0 && len(c.b.actors) > 0)
	flag("sides: recipient's words name nobody", len(c.recipients) == 0 && len(c.b.recipient) > 0)
	flag("sides: actor by a pronoun", x.pronoun(c.b.actors))
	flag("sides: recipient by a pronoun", x.pronoun(c.b.recipient))
	flag("sides: several actors", len(c.actors) > 1)
	flag("codes: actor without a country", slices.ContainsFunc(c.actors, x.stateless))
	flag("codes: recipient without a country", slices.ContainsFunc(c.recipients, x.stateless))
	flag("type: "+c.typ, true)
	flag("type: "+c.typ+" by a noun", c.noun)
	flag("modality: not actual", c.mod != event.Actual)
	flag("rule: noun without a light verb", c.noun && c.support < 0)
	flag("rule: noun with a light verb", c.noun && c.support >= 0)
	flag("rule: implied", c.implied)
	add("rule: conditions", min(float64(c.b.score), 6)/3)
	flag("rule: bare object", len(c.b.p.slots) == 1 && c.b.p.slots[0].class == "" && !c.b.p.slots[0].must)
	flag("tree: subordinate clause", !c.noun && x.clauseRel(c.head) != "root" && x.clauseRel(c.head) != "ccomp")
	flag("tree: long sentence", x.d.Sents[c.sent].Span.Len() > 35)
	flag("tree: actor is far", x.far(c.head, c.b.actors))
	flag("tree: recipient is far", x.far(c.head, c.b.recipient))
	x.weighActor(c, flag)
	switch x.tagOf(c.head) {
	case "VBD":
		flag("word: past tense", true)
	case "VBN":
		flag("word: past participle", true)
	case "VBG":
		flag("word: -ing form", true)
	case "VBZ", "VBP":
		flag("word: present tense", true)
	}
	add("sentence: actors", float64(min(x.namedIn(c.sent), 6))/3)
	add("report: politics", min(x.about["politics"], 12)/6)
	return out
}

// weighActor notes the signals of how the first actor of c is named.
func (x *view) weighActor(c *candidate, flag func(string, bool)) {
	if len(c.actors) == 0 {
		return
	}
	a := &x.rep.Actors[c.actors[0]]
	flag("actor: speaks for another", a.For != "")
	span, _ := x.sides(c)
	if span.Len() == 0 {
		return
	}
	by := x.mentions[x.cover[span.Start]-1].kind
	flag("actor: a person by name", a.Kind == event.Person && by == event.ByName)
	flag("actor: a person by a pronoun", a.Kind == event.Person && by == event.ByPronoun)
	flag("actor: a state by name", a.Kind == event.State && by == event.ByName)
	flag("actor: a government by a role", a.Kind == event.Government && by == event.ByRole)
	flag("actor: in a modifier", !slices.ContainsFunc(c.b.actors, span.Has))
}

// tagOf returns the Penn tag of word t, "" if there are none.
func (x *view) tagOf(t int) string {
	if x.d.XPOS == nil {
		return ""
	}
	return x.d.XPOS[t]
}

// namedIn counts the actors that sentence si names.
func (x *view) namedIn(si int) int {
	s := x.d.Sents[si].Span
	first, _ := slices.BinarySearchFunc(x.mentions, s.Start, func(m mention, at int) int { return m.span.Start - at })
	var seen []int
	for _, m := range x.mentions[first:] {
		if m.span.Start >= s.End {
			break
		}
		if !slices.Contains(seen, m.actor) {
			seen = append(seen, m.actor)
		}
	}
	return len(seen)
}

// pronoun reports whether one of the words is a personal pronoun.
func (x *view) pronoun(toks []int) bool {
	return slices.ContainsFunc(toks, func(t int) bool { return x.d.UPOS[t] == nlp.PRON })
}

// stateless reports whether actor i has a sector and no country.
func (x *view) stateless(i int) bool {
	a := &x.rep.Actors[i]
	return a.Country == "" && !strings.HasPrefix(a.Code, "IGO") && !strings.HasPrefix(a.Code, "NGO") && !strings.HasPrefix(a.Code, "IMG")
}

func (*view) far(head int, toks []int) bool {
	return slices.ContainsFunc(toks, func(t int) bool { return abs(t-head) > 10 })
}
