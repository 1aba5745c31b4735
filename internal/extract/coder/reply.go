package coder

import (
	"maps"
	"slices"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// replyReach is how many sentences back an answer looks for what it answers.
const replyReach = 3

// meantBy returns the noun of a class that the object pronoun t takes up: the
// last that agrees in number, in its sentence or the one before; -1 if there is none.
func (x *view) meantBy(t int, class string) int {
	if x.d.UPOS[t] != nlp.PRON || x.d.XPOS == nil || !takenUp[class] || x.rel(t) != "obj" && x.rel(t) != "nsubj:pass" || len(x.actorsAt(t)) > 0 {
		return -1
	}
	want := "NN"
	switch formOf(x.d, t) {
	case "them", "they":
		want = "NNS"
	case "it":
	default:
		return -1
	}
	si := x.d.SentOf(t)
	first := x.d.Sents[si].Span.Start
	if si > 0 && x.d.Sents[si-1].Kind == nlp.Body {
		first = x.d.Sents[si-1].Span.Start
	}
	for u := t - 1; u >= first; u-- {
		if x.d.XPOS[u] == want && x.is(u, class) && (x.rel(u) == "obj" || x.rel(u) == "nsubj:pass") {
			return u
		}
	}
	return -1
}

// takenUp are the classes of things that a pronoun takes up: measures, treaties,
// and troops that are sent and withdrawn.
var takenUp = map[string]bool{"sanction": true, "troops": true, "agreement": true, "emergency": true, "law": true, "ceasefire": true}

// sameThing gives c, which takes back or repeats what was done with a thing
// ("lifted them", "withdrew the troops"), the other side of the act in which the
// thing was told.
func (x *view) sameThing(before []*candidate, c *candidate) bool {
	things := slices.Concat(c.b.object, c.b.words)
	for _, t := range things {
		noun := t
		switch x.d.UPOS[t] {
		case nlp.PRON:
			for i := range c.b.p.slots {
				if s := &c.b.p.slots[i]; s.class != "" && noun == t {
					if u := x.meantBy(t, s.class); u >= 0 {
						noun = u
					}
				}
			}
			if noun == t {
				continue
			}
		case nlp.NOUN:
			if !x.definite(t) {
				continue
			}
		default:
			continue
		}
		for _, o := range slices.Backward(before) {
			if o.mod != event.Actual || len(o.recipients) == 0 || len(o.actors) == 0 || !slices.ContainsFunc(slices.Concat(o.b.object, o.b.words), func(u int) bool { return x.lem[u] == x.lem[noun] && x.d.UPOS[u] == nlp.NOUN }) {
				continue
			}
			switch {
			case x.sameSide(o.actors, c.actors) && !x.sameSide(o.recipients, c.actors):
				c.recipients = slices.Clone(o.recipients)
			case x.sameSide(o.recipients, c.actors) && !x.sameSide(o.actors, c.actors):
				c.recipients = slices.Clone(o.actors)
			default:
				continue
			}
			return true
		}
	}
	return false
}

// replies gives acts that answer others, and do not say whom, the author of
// what they answer: "Minsk recalled its ambassador" after the expulsion of its
// diplomats, "the cabinet refused" after a demand, "called this a mistake".
func (x *view) replies(found []*candidate) {
	for i, c := range found {
		x.freed(found, i)
		if len(c.recipients) > 0 || len(c.actors) == 0 || c.noun && c.typ != "ACCUSE" {
			continue
		}
		if x.sharesTarget(found, i) || !speech[c.typ] && c.typ != "CONSULT" && x.sameThing(found[:i], c) {
			continue
		}
		reach, answered := x.answered(c)
		if reach == 0 {
			if x.outwards(c) {
				c.recipients = x.mainState(c)
			}
			continue
		}
		for _, o := range slices.Backward(found[:i]) {
			if o.sent < c.sent-reach {
				break
			}
			if o.mod != event.Actual || len(o.actors) == 0 || !answered(o) || x.sameSide(o.actors, c.actors) {
				continue
			}
			c.recipients = slices.Clone(o.actors)
			break
		}
	}
}

// outwards reports whether c is an act that only another state or organisation
// does to a state: a border closed, sanctions imposed or lifted.
func (x *view) outwards(c *candidate) bool {
	if c.mod != event.Actual || c.noun || c.typ != "COERCE" && c.typ != "CONCEDE" && c.typ != "SANCTION" {
		return false
	}
	return slices.ContainsFunc(slices.Concat(c.b.object, c.b.words), func(t int) bool {
		return x.lem[t] == "border" || x.lem[t] == "frontier" || x.lem[t] == "sanction" || x.lem[t] == "embargo"
	})
}

// mainState returns the state that the report is about, if that is clearly
// another than the one of c's actors; nil if it is not.
func (x *view) mainState(c *candidate) []int {
	count := map[string]int{}
	for i := range x.rep.Actors {
		if a := &x.rep.Actors[i]; a.Country != "" && len(a.Members) == 0 {
			count[a.Country] += len(a.Mentions)
		}
	}
	own, top, next := 0, "", 0
	for _, i := range c.actors {
		own = max(own, count[x.rep.Actors[i].Country])
		delete(count, x.rep.Actors[i].Country)
	}
	for _, k := range slices.Sorted(maps.Keys(count)) {
		switch n := count[k]; {
		case top == "" || n > count[top]:
			if top != "" {
				next = count[top]
			}
			top = k
		case n > next:
			next = n
		}
	}
	if top == "" || count[top] < 4 || count[top] < 2*next || count[top] < 2*own {
		return nil
	}
	if list := x.stateOf(top); list != nil {
		return list
	}
	for i := range x.rep.Actors {
		if a := &x.rep.Actors[i]; a.Country == top && a.Kind == event.Government && a.Sector == "GOV" {
			return []int{i}
		}
	}
	return nil
}

// answered returns how far back c, an act without a recipient, may look for
// the act that it answers, and which acts those are; 0 where it answers none.
func (x *view) answered(c *candidate) (reach int, fits func(o *candidate) bool) {
	hit := func(o *candidate) bool { return len(o.recipients) > 0 && x.sameSide(o.recipients, c.actors) }
	if x.pointsAt(c) {
		return 1, func(o *candidate) bool { return o.head < c.head }
	}
	switch {
	case c.typ == "REJECT" && x.repels(c):
		reach = replyReach
		if len(c.b.object) > 0 {
			reach *= 2 // "the accusation" says what it was
		}
		return reach, func(o *candidate) bool {
			switch o.typ {
			case "ACCUSE", "REQUEST", "THREATEN":
				return hit(o)
			}
			return false
		}
	case c.typ == "ACCUSE" && x.lem[c.head] == "protest" && len(c.b.contents)+len(c.b.object) == 0,
		c.typ == "SANCTION" && (c.mode == "withdraw" || c.mode == "expel"):
		return 2, func(o *candidate) bool { return hostile[o.typ] && hit(o) }
	}
	return 0, nil
}

// refused returns to whom the act t is refused: "refused to accept a new
// American envoy", "refused to hand the men over to Chad".
func (x *view) refused(c *candidate, t int) []int {
	if !x.infinitive(t) {
		return nil
	}
	var out []int
	for _, a := range x.argsOf(t) {
		if a.far || a.kind != argObject && (a.kind != argOblique || a.prep != "to" && a.prep != "with" && a.prep != "for" && a.prep != "from") {
			continue
		}
		for _, i := range x.actorsOf(a.tok, a.kind == argObject) {
			if (x.statal(i) || strings.HasPrefix(x.rep.Actors[i].Code, "IGO")) && !x.sameSide([]int{i}, c.actors) {
				out = union(out, []int{i})
			}
		}
	}
	return out
}

// hostile are the types of acts to which states reply in kind.
var hostile = map[string]bool{"ACCUSE": true, "THREATEN": true, "SANCTION": true, "COERCE": true, "ASSAULT": true, "MOBILIZE": true, "REJECT": true}

// repels reports whether c, a REJECT, turns down what was told before: it has
// no object ("refused"), a pronoun ("denied it") or a definite charge or demand.
func (x *view) repels(c *candidate) bool {
	if c.noun || c.mod != event.Actual {
		return false
	}
	things := slices.Concat(c.b.object, c.b.contents, c.b.words)
	for _, t := range things {
		switch {
		case x.d.UPOS[t] == nlp.PRON:
			return len(x.actorsAt(t)) == 0
		case x.d.UPOS[t] == nlp.NOUN && (x.lx.classes["charge"][x.lem[t]] || x.lx.classes["demand"][x.lem[t]]):
			return x.definite(t) || x.generic(t)
		}
	}
	return len(things) == 0 && x.kid(c.head, "obj", "ccomp", "xcomp") < 0 && !c.implied
}

// pointsAt reports whether c judges what "this" or "that" takes up: "called
// this a mistake".
func (x *view) pointsAt(c *candidate) bool {
	if c.typ != "ACCUSE" && c.typ != "SUPPORT" || c.noun {
		return false
	}
	for _, t := range slices.Concat(c.b.recipient, c.b.object, c.b.contents) {
		if x.d.UPOS[t] == nlp.PRON || x.d.UPOS[t] == nlp.DET {
			switch x.lem[t] {
			case "this", "that":
				return len(x.actorsAt(t)) == 0
			}
		}
	}
	return false
}

// sharesTarget gives found[i] the state that another act of the same actors in
// its clause is aimed at: "expelled the Cuban ambassador and closed its
// consulate", "suspended flights to Syria and closed the border".
func (x *view) sharesTarget(found []*candidate, i int) bool {
	c := found[i]
	joined := c.typ == "THREATEN" && x.rel(c.head) == "conj"
	if c.noun || !joined && c.mode != "restrict" && c.mode != "withdraw" && c.mode != "expel" {
		return false
	}
	for _, o := range found {
		if o == c || o.sent != c.sent || !slices.Equal(o.actors, c.actors) || !hostile[o.typ] || o.noun || len(o.recipients) != 1 || x.sameSide(o.recipients, c.actors) {
			continue
		}
		if joined && (o.head > c.head || int(x.d.Head[c.head]) != o.head) || o.head > c.head && x.d.Head[o.head] != int32(c.head) || !x.statal(o.recipients[0]) {
			continue
		}
		c.recipients = slices.Clone(o.recipients)
		return true
	}
	return false
}

// statal reports whether actor i is a state, or a body or an official of one.
func (x *view) statal(i int) bool {
	a := &x.rep.Actors[i]
	return a.Country != "" && (a.Sector == "" || a.Sector == "GOV" || a.Sector == "MIL")
}

// besieged finds against whom a protest is in whose house it gathers at:
// "marched to the governor's residence", "rallied outside the Chinese embassy".
func (x *view) besieged(c *candidate) {
	if c.typ != "PROTEST" || len(c.recipients) > 0 || len(c.actors) == 0 {
		return
	}
	for _, k := range x.children(c.head) {
		if !x.d.Rel[k].Is("obl") || !seats[x.lem[k]] {
			continue
		}
		switch x.prep(int(k)) {
		case "outside", "at", "to", "near", "in", "on", "towards", "toward", "before":
			c.recipients = slices.DeleteFunc(x.ownersOf(int(k)), func(i int) bool { return !x.public(i) || slices.Contains(c.actors, i) })
			return
		}
	}
}

// seats are the houses of those against whom one protests.
var seats = map[string]bool{
	"embassy": true, "consulate": true, "residence": true, "palace": true, "office": true, "headquarters": true, "mission": true, "house": true, "villa": true,
}

// cabinet makes the government of its own country the target of a motion of no
// confidence that names none.
func (x *view) cabinet(c *candidate) {
	if len(c.recipients) > 0 || len(c.actors) == 0 || c.typ != "REJECT" && c.typ != "REQUEST" && c.typ != "ACCUSE" || !slices.ContainsFunc(c.b.object, x.noConfidence) {
		return
	}
	home := x.rep.Actors[c.actors[0]].Country
	for i := range x.rep.Actors {
		if a := &x.rep.Actors[i]; home != "" && a.Country == home && a.Sector == "GOV" && a.Kind == event.Government {
			c.recipients = []int{i}
			return
		}
	}
}

// noConfidence reports whether noun t is a motion or vote of no confidence.
func (x *view) noConfidence(t int) bool {
	if x.inClass(t, "noconfidence") >= 0 {
		return true
	}
	k := x.kid(t, "nmod", "compound")
	return k >= 0 && (x.lem[t] == "motion" || x.lem[t] == "vote") && (x.lem[k] == "confidence" || x.lem[k] == "censure" || x.lem[k] == "no-confidence")
}

// freed gives found[i], a demand for a release, the one who holds the captive:
// "demanded her release" after her arrest.
func (x *view) freed(found []*candidate, i int) {
	c := found[i]
	if c.typ != "REQUEST" || len(c.recipients) > 0 || len(c.actors) == 0 {
		return
	}
	at := -1
	for _, t := range slices.Concat(c.b.contents, c.b.object) {
		if l := x.lem[t]; l == "release" || l == "freedom" || l == "free" || l == "return" && x.kid(t, "nmod:poss") >= 0 {
			at = t
		}
	}
	if at < 0 {
		return
	}
	for _, o := range slices.Backward(found[:i]) {
		if o.mod != event.Actual || o.mode != "arrest" && o.mode != "abduct" && o.mode != "seize" || len(o.actors) == 0 || o.typ != "COERCE" && o.typ != "ASSAULT" || slices.Equal(o.actors, c.actors) {
			continue
		}
		c.recipients = slices.Clone(o.actors)
		for _, e := range found {
			if e.head == at && e != c && len(e.actors) == 0 {
				e.actors = slices.Clone(o.actors)
			}
		}
		return
	}
}

// agentOf infers who did c, an act told in the passive without an agent, from
// the state that alone can have done it: that from which one is expelled, to
// which an envoy was sent, or whose ministry says so.
func (x *view) agentOf(c *candidate) []int {
	if c.noun || !x.passive(c.head) || c.mode != "expel" && c.mode != "deport" && !x.summons(c) {
		return nil
	}
	foreign := func(list []int) []int {
		if len(list) == 1 && x.statal(list[0]) && !x.sameSide(list, c.recipients) {
			return list
		}
		return nil
	}
	for _, r := range c.b.recipient {
		for _, k := range x.children(r) {
			if x.d.Rel[k].Is("nmod") && x.prep(int(k)) == "to" {
				if out := foreign(x.targetsOf(int(k))); out != nil {
					return out
				}
			}
		}
	}
	for _, k := range x.children(c.head) {
		if !x.d.Rel[k].Is("obl") {
			continue
		}
		switch x.prep(int(k)) {
		case "from":
			if c.mode == "expel" || c.mode == "deport" {
				if out := foreign(x.targetsOf(int(k))); out != nil {
					return out
				}
			}
		case "to", "in":
			if x.summons(c) {
				if p := x.placeDown(int(k), 0); p >= 0 {
					if out := foreign(x.stateOf(x.rep.Places[p].Country)); out != nil {
						return out
					}
				}
			}
		}
	}
	if h := int(x.d.Head[c.head]); h >= 0 && x.rel(c.head) == "ccomp" && reporting[x.lem[h]] {
		if s := x.subjectOf(h); s >= 0 {
			return foreign(x.actorsOf(s, false))
		}
	}
	return nil
}

// summons reports whether c is the summoning of an envoy.
func (x *view) summons(c *candidate) bool {
	return c.cameo == "114" && (x.lem[c.head] == "summon" || x.lem[c.head] == "call")
}
