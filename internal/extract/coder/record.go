package coder

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
	"casus.dev/casus/ontology"
)

// modeRule refines an event's mode by a class of words.
type modeRule struct{ typ, class, mode, cameo string }

func (l *lexicon) addMode(_ string, cols []string) error {
	if len(cols) < 4 {
		return fmt.Errorf("%d columns, want 4", len(cols))
	}
	if !ontology.HasMode(cols[0], cols[2]) || l.classes[cols[1]] == nil {
		return fmt.Errorf("mode %q or class %q is not known", cols[2], cols[1])
	}
	l.modes = append(l.modes, modeRule{cols[0], cols[1], cols[2], cols[3]})
	return nil
}

func (l *lexicon) addContext(_ string, cols []string) error {
	if len(cols) < 2 || !ontology.IsContext(cols[0]) {
		return fmt.Errorf("%q is no context with words", cols[0])
	}
	for w := range strings.SplitSeq(cols[1], ",") {
		w = strings.TrimSpace(w)
		l.contexts[w] = append(l.contexts[w], cols[0])
	}
	return nil
}

// record writes candidate c as an event, but for its id.
func (c *Coder) record(x *view, cand *candidate) event.Event {
	x.refine(cand)
	x.ofContent(cand)
	x.martial(cand)
	said := c.ask(x, cand)
	cand.signals = x.weigh(cand, said)
	if !c.fold {
		x.unfold(cand)
	}
	ev := event.Event{
		Type: cand.typ, Mode: cand.mode, CAMEO: cand.cameo, Quad: ontology.Quad(cand.typ), Sentence: cand.sent, Modality: cand.mod,
		Actors: x.ids(cand.actors), Recipients: x.ids(cand.recipients), Head: cand.head, Raw: cand.raw,
	}
	if g, ok := ontology.Goldstein(cand.cameo, ontology.GDELT); ok {
		ev.Goldstein = &g
	}
	words := x.triggerWords(cand)
	ev.Trigger = x.ranges(words)
	ev.Contexts = x.contextsOf(cand, words)
	if p := x.placeOf(cand.head, cand.support); p >= 0 {
		ev.Place = x.rep.Places[p].ID
		ev.Evidence = append(ev.Evidence, event.Evidence{Field: "place", Span: x.rep.Places[p].Span})
	}
	x.date(cand, &ev)
	x.attribute(&ev)
	ev.Background = x.background(cand, &ev)
	ev.Confidence = math.Round(min(max(c.trust.Probability(cand.signals), 0.02), 0.98)*100) / 100
	ev.Why = x.why(cand) + said.String()
	ev.Evidence = append(x.evidence(cand, ev.Trigger), ev.Evidence...)
	return ev
}

func (x *view) ids(list []int) []string {
	out := make([]string, 0, len(list))
	for _, i := range list {
		out = append(out, x.rep.Actors[i].ID)
	}
	return out
}

// triggerWords are the words that name the act: predicate, particles, light
// verb and the noun that decided.
func (x *view) triggerWords(c *candidate) []int {
	words := []int{c.head}
	if !c.implied {
		for _, w := range c.b.words {
			if w >= 0 && w > c.head-8 && w < c.head+8 {
				words = append(words, w)
			}
		}
	}
	if c.support >= 0 {
		words = append(words, c.support)
		for _, k := range x.children(c.support) {
			if x.d.Rel[k] == "compound:prt" {
				words = append(words, int(k))
			}
		}
	}
	if x.d.UPOS[c.head] == nlp.NOUN {
		for _, k := range x.children(c.head) {
			if x.d.Rel[k] == "compound" && int(k) == c.head-1 && len(x.actorsAt(int(k))) == 0 {
				words = append(words, int(k))
			}
		}
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// ranges joins neighbouring words.
func (x *view) ranges(words []int) []nlp.Range {
	var out []nlp.Range
	for i, w := range words {
		r := x.d.Words[w]
		if i > 0 && words[i-1] == w-1 {
			out[len(out)-1].End = r.End
			continue
		}
		out = append(out, r)
	}
	return out
}

// refine makes the mode and code of a violent act more exact by the weapon
// that its words name, and those of promised or asked-for things by class.
func (x *view) refine(c *candidate) {
	if x.lem[c.head] == "raid" && len(c.actors) > 0 {
		switch x.rep.Actors[c.actors[0]].Sector { // the police search; armies attack
		case "COP", "JUD", "GOV", "SPY":
			c.typ, c.mode, c.cameo = "COERCE", "seize", "171"
			return
		}
		c.typ, c.mode, c.cameo = "ASSAULT", "", "190"
	}
	if c.typ == "ASSAULT" && x.lem[c.head] == "fire" && len(c.recipients) == 0 && len(c.b.recipient) == 0 && len(c.b.object) > 0 && x.inClass(c.b.object[0], "launched") >= 0 && x.state(c.actors) {
		c.typ, c.mode, c.cameo = "MOBILIZE", "weapons", "150" // a test, where nothing is fired at
		return
	}
	if c.typ != "ASSAULT" || c.mode != "" && c.mode != "explosives" && c.mode != "heavy-weapons" && c.cameo != "1823" {
		return
	}
	words := append([]int{c.head}, c.b.words...)
	for _, list := range [][]int{c.b.actors, c.b.object} {
		words = append(words, list...)
		for _, t := range list {
			for _, k := range x.children(t) {
				if x.d.Rel[k] == "compound" {
					words = append(words, int(k))
					for _, m := range x.children(int(k)) { // "a suicide car bomber"
						if x.d.Rel[m] == "compound" {
							words = append(words, int(m))
						}
					}
				}
			}
		}
	}
	for _, k := range x.children(c.head) {
		r := x.d.Rel[k]
		if r == "compound" || r == "amod" || (r.Is("obl") || r.Is("nmod")) && x.hasKid(int(k), "case", "with", "by", "in", "using") || r.Is("advcl") && x.lem[k] == "use" {
			words = append(words, int(k))
			if o := x.kid(int(k), "obj"); o >= 0 {
				words = append(words, o)
			}
		}
	}
	for _, rule := range x.lx.modes {
		if rule.typ != c.typ {
			continue
		}
		for _, w := range words {
			if x.is(w, rule.class) && (c.mode == "" || rule.mode == c.mode || rule.mode == "suicide-attack" || rule.mode == "drone") {
				c.mode, c.cameo = rule.mode, rule.cameo
				return
			}
		}
	}
}

// state reports whether the first actor is a state or a part of one.
func (x *view) state(actors []int) bool {
	if len(actors) == 0 {
		return false
	}
	a := &x.rep.Actors[actors[0]]
	return a.Kind == event.State || a.Sector == "GOV" || a.Sector == "MIL"
}

// unfold undoes PLOVER's foldings: a promise or threat becomes the act that it
// announces, planned.
func (x *view) unfold(c *candidate) {
	if c.typ != "AGREE" && c.typ != "THREATEN" || c.noun {
		return
	}
	typ, mode, cameo := "", "", ""
	for _, t := range slices.Concat(c.b.contents, c.b.object) {
		if b := x.best(t); b != nil && b.p.typ != "" {
			typ, mode, cameo = b.p.typ, b.p.mode, b.p.cameo
		} else if x.inClass(t, "weapon") >= 0 {
			typ, cameo = "AID", "072"
		} else if x.inClass(t, "aid") >= 0 {
			typ, cameo = "AID", "070"
		}
	}
	if typ == "" {
		return
	}
	c.raw = &event.RawType{Type: c.typ, Mode: c.mode, Modality: c.mod}
	c.typ, c.mode, c.cameo = typ, mode, cameo
	if c.mod == event.Actual {
		c.mod = event.Planned
	}
}

func (x *view) contextsOf(c *candidate, words []int) []string {
	count := map[string]int{}
	var order []string
	note := func(ctx string, n int) {
		if count[ctx] == 0 {
			order = append(order, ctx)
		}
		count[ctx] += n
	}
	if code, ok := ontology.Lookup(c.cameo); ok {
		for _, ctx := range code.Context {
			note(ctx, 2)
		}
	}
	for _, w := range words {
		for _, ctx := range x.lx.contexts[x.lem[w]] {
			note(ctx, 3)
		}
	}
	span := x.d.Subtree(c.head)
	for w := max(span.Start, c.head-12); w < min(span.End, c.head+13); w++ {
		if x.d.UPOS[w] == nlp.PROPN {
			continue
		}
		for _, ctx := range x.lx.contexts[x.lem[w]] {
			note(ctx, 1)
		}
	}
	slices.SortStableFunc(order, func(a, b string) int { return count[b] - count[a] })
	return order[:min(len(order), 3)]
}

// attribute ties the event to the statements in whose content it stands.
func (x *view) attribute(ev *event.Event) {
	at := x.d.Words[ev.Head]
	for _, i := range slices.Compact(slices.Clone(x.saidIn[ev.Sentence])) {
		s := &x.rep.Statements[i]
		inside := slices.ContainsFunc(s.Content, func(r nlp.Range) bool { return r.Contains(at) })
		cued := slices.ContainsFunc(s.Cue, func(r nlp.Range) bool { return r.Overlaps(at) })
		if inside && !cued {
			ev.AttributedTo = append(ev.AttributedTo, s.ID)
		}
	}
}

// evidence lists the words on which the event's fields rest.
func (x *view) evidence(c *candidate, trigger []nlp.Range) []event.Evidence {
	var out []event.Evidence
	note := "lexicon " + c.rule + ": " + c.b.p.text
	for _, r := range trigger {
		out = append(out, event.Evidence{Field: "trigger", Span: r, Note: note})
	}
	add := func(field string, toks []int) {
		for _, t := range toks {
			out = append(out, event.Evidence{Field: field, Span: x.d.RangeOf(x.phrase(t)), Note: x.path(t, c.head)})
		}
	}
	if c.implied {
		add("recipient", c.b.actors)
	} else {
		add("actor", c.b.actors)
		add("recipient", c.b.recipient)
		add("object", c.b.object)
	}
	for _, cu := range c.cues {
		out = append(out, event.Evidence{Field: "modality", Span: x.d.Words[cu.tok], Note: string(cu.mod)})
	}
	return out
}

// phrase returns the words of the actor's mention at t, or t alone.
func (x *view) phrase(t int) nlp.Span {
	if m, ok := x.byHead[t]; ok {
		return x.mentions[m].span
	}
	return nlp.Span{Start: t, End: t + 1}
}

// path describes the way in the tree from t up to the predicate.
func (x *view) path(t, head int) string {
	var b strings.Builder
	for range 6 {
		if t < 0 || t == head {
			break
		}
		if b.Len() > 0 {
			b.WriteByte('<')
		}
		b.WriteString(string(x.rel(t)))
		t = int(x.d.Head[t])
	}
	return b.String()
}

func (x *view) why(c *candidate) string {
	b := make([]byte, 0, 160)
	put := func(parts ...string) {
		for _, p := range parts {
			b = append(b, p...)
		}
	}
	put("rule ", c.rule, " (", c.b.p.text, "): ", x.lem[c.head])
	if c.support >= 0 {
		put(" with ", x.lem[c.support])
	}
	for _, a := range c.actors {
		put(" actor=", x.rep.Actors[a].ID)
	}
	for _, a := range c.recipients {
		put(" recipient=", x.rep.Actors[a].ID)
	}
	for _, cu := range c.cues {
		put(" ", string(cu.mod), " by ")
		b = strconv.AppendQuote(b, x.d.Form(cu.tok))
	}
	return string(b)
}
