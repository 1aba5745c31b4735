package coder

import (
	"slices"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// announced returns the threats and refusals that speakers make by saying what
// their own side will do: "the prime minister said his country would strike",
// "Tehran said it would not negotiate".
func (x *view) announced(found []*candidate) []*candidate {
	var out []*candidate
	for _, c := range found {
		h := int(x.d.Head[c.head])
		if c.noun || h < 0 || x.rel(c.head) != "ccomp" || !reporting[x.lem[h]] || len(c.actors) == 0 {
			continue
		}
		s := x.subjectOf(h)
		if s < 0 || x.modalityOf(h) != event.Actual {
			continue
		}
		speakers := x.actorsOf(s, false)
		if len(speakers) == 0 || !x.sameSide(speakers, c.actors) || !slices.ContainsFunc(speakers, x.public) {
			continue
		}
		t := &candidate{b: c.b, head: h, support: -1, sent: c.sent, actors: speakers, recipients: slices.Clone(c.recipients), rule: c.rule, mod: event.Actual, implied: true}
		switch {
		case c.typ == "ASSAULT" && (c.mod == event.Planned || c.mod == event.Conditional):
			t.typ, t.mode, t.cameo = "THREATEN", "violence", "138"
		case c.mod == event.Negated && refusable[c.typ] && x.intends(c.head):
			t.typ, t.cameo = "REJECT", "120"
		default:
			continue
		}
		if o := x.kid(h, "iobj", "obj"); len(t.recipients) == 0 && o >= 0 && x.lem[h] == "tell" {
			t.recipients = slices.DeleteFunc(x.actorsOf(o, false), func(i int) bool { return !x.public(i) || x.sameSide([]int{i}, speakers) })
		}
		out = append(out, t)
	}
	return out
}

// refusable are the types whose announced omission is a refusal.
var refusable = map[string]bool{"CONSULT": true, "AGREE": true, "RETREAT": true, "CONCEDE": true, "AID": true, "COOPERATE": true, "SUPPORT": true}

func (x *view) modalityOf(t int) event.Modality {
	m, _ := x.modality(t)
	return m
}

// intends reports whether verb v has "will" or "would".
func (x *view) intends(v int) bool {
	return x.hasKid(v, "aux", "will", "would", "wo", "'ll", "shall")
}

// sameSide reports whether two lists of actors belong to one country or body.
func (x *view) sameSide(a, b []int) bool {
	for _, i := range a {
		for _, j := range b {
			p, q := &x.rep.Actors[i], &x.rep.Actors[j]
			if i == j || p.Country != "" && p.Country == q.Country && against(p) == against(q) || p.Country == "" && p.Code == q.Code && len(p.Code) > 3 {
				return true
			}
		}
	}
	return false
}

// against reports whether a stands against the government of its country.
func against(a *event.Actor) bool { return armed[a.Sector] || a.Sector == "OPP" }

// pointBack gives a judgement on a known act ("condemned the attack",
// "welcomed the move") the author of that act for its recipient, where the act
// was told not long before.
func (x *view) pointBack(found []*candidate) {
	for i, c := range found {
		x.harmOf(found[:i], c)
		if len(c.recipients) > 0 || c.typ != "ACCUSE" && c.typ != "SUPPORT" && c.typ != "REJECT" || c.noun {
			continue
		}
		kind, word := "", ""
		for _, t := range slices.Concat(c.b.contents, c.b.object, c.b.recipient, c.b.words) {
			if x.definite(t) && x.kid(t, "nmod:poss") < 0 {
				word = x.lem[t]
				if kind = x.anaphor(t); kind == "deed" && x.lx.classes["agreement"][x.lem[t]] {
					kind = "AGREE"
				}
				if kind == "" && x.d.UPOS[t] == nlp.NOUN { // "the veto", "the raids"
					if b := x.best(t); b != nil {
						kind = b.p.typ
					}
				}
			}
		}
		if kind == "" {
			x.ownerTold(found[:i], c)
			continue
		}
		reach := 3
		if kind == "attack" {
			reach = 8 // an attack stays the topic longer than a decision
		}
		if o := x.meant(found[:i], c, kind, word, reach); o != nil {
			c.recipients = slices.Clone(o.actors)
		} else if kind == "deed" || kind == "demand" {
			c.recipients = x.doer(c, kind)
		}
	}
}

// doer returns whose "move" or "decision" c judges where no event is known: the
// subject of the sentence before, in the same paragraph or first in its own, if
// that is a state or a body of one, or an organisation.
func (x *view) doer(c *candidate, kind string) []int {
	si := c.sent - 1
	if si < 0 || x.d.Sents[si].Kind != nlp.Body || x.d.UPOS[x.rootOf(si)] != nlp.VERB {
		return nil
	}
	if b := x.best(x.rootOf(si)); b != nil && kind == "deed" && speech[b.p.typ] && b.p.typ != "AGREE" {
		return nil // who demanded or rejected something took no step
	}
	s := x.subjectOf(x.rootOf(si))
	if s < 0 {
		return nil
	}
	list := x.actorsOf(s, true)
	for _, i := range list {
		if !x.statal(i) && !strings.HasPrefix(x.rep.Actors[i].Code, "IGO") || x.sameSide([]int{i}, c.actors) {
			return nil
		}
	}
	return list
}

// rootOf returns the word of sentence si that heads it.
func (x *view) rootOf(si int) int {
	s := x.d.Sents[si].Span
	for t := s.Start; t < s.End; t++ {
		if x.d.Head[t] < 0 {
			return t
		}
	}
	return s.Start
}

// ownerTold gives a judgement on a thing ("called the frigate a provocation")
// the author of the act that the thing was told with: "sent a frigate".
func (x *view) ownerTold(before []*candidate, c *candidate) {
	for _, t := range slices.Concat(c.b.recipient, c.b.object, c.b.contents) {
		if x.d.UPOS[t] != nlp.NOUN || !x.hasKid(t, "det", "the", "this", "these") || x.kid(t, "nmod", "amod", "compound") >= 0 {
			continue
		}
		for _, o := range slices.Backward(before) {
			if o.sent < c.sent-4 {
				break
			}
			if o.mod != event.Actual || len(o.actors) == 0 || speech[o.typ] || x.sameSide(o.actors, c.actors) {
				continue
			}
			if slices.ContainsFunc(o.b.object, func(t2 int) bool { return x.lem[t2] == x.lem[t] }) {
				c.recipients = slices.Clone(o.actors)
				return
			}
		}
	}
}

// harmOf gives the harm that a known attack did ("the shelling killed nine")
// the author of that attack, and ties it to it.
func (x *view) harmOf(before []*candidate, c *candidate) {
	if c.typ != "ASSAULT" || c.noun || len(c.actors) > 0 || !x.lx.classes["harm"][x.lem[c.head]] || !slices.ContainsFunc(c.b.actors, func(t int) bool {
		return x.anaphor(t) == "attack" && x.hasKid(t, "det", "the", "this", "that") && x.kid(t, "nmod:poss", "amod") < 0 && x.knownTarget(t)
	}) {
		return
	}
	for _, o := range slices.Backward(before) {
		if o.sent < c.sent-3 {
			return
		}
		if o.typ == "ASSAULT" && o.mod == event.Actual && c.mod == event.Actual && o.sent < c.sent && len(o.actors) > 0 {
			c.actors, c.again = slices.Clone(o.actors), o
			c.recipients = without(c.recipients, c.actors)
			return
		}
	}
}

// knownTarget reports whether attack t names no target, or one that the text
// has named before: "the attack on the port".
func (x *view) knownTarget(t int) bool {
	k := x.kid(t, "nmod")
	return k < 0 || (x.prep(k) == "on" || x.prep(k) == "at" || x.prep(k) == "against") && x.d.UPOS[k] == nlp.NOUN && x.hasKid(k, "det", "the", "this", "that")
}

// meant returns the act of another side that c judges, nil if there is none:
// the last of its kind among before, at most reach sentences back. "The step"
// is one that a verb told ("the deployment of troops had changed his mind"
// tells of no step), or what the report opens with.
func (x *view) meant(before []*candidate, c *candidate, kind, word string, reach int) *candidate {
	var last *candidate
	for _, o := range slices.Backward(before) {
		if o.sent < c.sent-reach {
			break
		}
		if !refersTo(kind, o) || kind == "deed" && o.noun && o.support < 0 || len(o.actors) == 0 || x.sameSide(o.actors, c.actors) {
			continue
		}
		if akin(word, x.lem[o.head]) {
			return o // "the killing" is what killed, "the strikes" what struck
		}
		if last == nil || x.earlierThan(last, o) {
			last = o
		}
	}
	if last != nil {
		return last
	}
	if kind != "deed" {
		return nil
	}
	for _, o := range before {
		if refersTo(kind, o) && len(o.actors) > 0 {
			if x.sameSide(o.actors, c.actors) {
				return nil
			}
			return o
		}
	}
	return nil
}

// akin reports whether an act noun and a verb have one stem.
func akin(noun, verb string) bool {
	n := min(len(noun), len(verb), 6)
	return n >= 3 && noun[:n] == verb[:n] && (n > 3 || len(verb) == 3)
}

// earlierThan reports whether a is told as what had happened before, in the
// pluperfect, and b is not: news of the day is judged before what led to it.
func (x *view) earlierThan(a, b *candidate) bool {
	had := func(c *candidate) bool {
		k := x.kid(c.head, "aux")
		return k >= 0 && formOf(x.d, k) == "had"
	}
	return had(a) && !had(b) && a.sent-b.sent <= 1
}

// anaphor returns what kind of act noun t points back to: "attack", "speech",
// "demand", "threat", "launch", "drill" or "deed"; "" if it is no such noun.
func (x *view) anaphor(t int) string {
	for _, kind := range []string{"attack", "speech", "demand", "threat", "launch", "drill", "deed"} {
		if x.lx.classes["back:"+kind][x.lem[t]] {
			return kind
		}
	}
	return ""
}

func refersTo(kind string, o *candidate) bool {
	if o.mod != event.Actual {
		return false
	}
	switch kind {
	case "attack":
		return o.typ == "ASSAULT"
	case "speech":
		return o.typ == "ACCUSE"
	case "demand":
		return o.typ == "REQUEST" || o.typ == "AGREE"
	case "threat":
		return o.typ == "THREATEN"
	case "launch":
		return o.typ == "MOBILIZE" && o.mode == "weapons" || o.typ == "ASSAULT" && o.mode == "heavy-weapons"
	case "drill":
		return o.typ == "MOBILIZE" || o.typ == "COOPERATE"
	case "deed":
		return !speech[o.typ] || o.typ == "AGREE" || o.cameo == "054" // to recognise a state is a decision
	}
	return o.typ == kind
}
