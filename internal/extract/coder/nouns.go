package coder

import (
	"slices"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// labour reports whether a strike is one of workers or shopkeepers: "a general
// strike", "a strike called by separatists", "a strike over pay".
func (x *view) labour(n int) bool {
	if x.lem[n] != "strike" {
		return false
	}
	for _, k := range x.children(n) {
		switch r := x.d.Rel[k]; {
		case r == "amod" || r == "compound":
			if x.lx.classes["labour"][x.lem[k]] || x.lx.classes["labour"][formOf(x.d, int(k))] {
				return true
			}
		case r.Is("acl"):
			if l := x.lem[k]; l == "call" || l == "organise" || l == "organize" || l == "observe" || l == "stage" {
				return true
			}
		}
	}
	return x.hasPrep(n, "over")
}

// nounEvent returns the act that noun n names: with the light verb whose
// object it is, or by itself where its type allows and it names its author.
func (x *view) nounEvent(n int) *candidate {
	b := x.best(n)
	if b == nil || b.p.typ == "" || x.invented(n) || x.longPast(n) {
		return nil
	}
	cand := &candidate{b: b, head: n, support: -1, typ: b.p.typ, mode: b.p.mode, cameo: b.p.cameo, rule: b.p.source, noun: true}
	if cand.typ == "ASSAULT" && x.labour(n) {
		cand.typ, cand.mode, cand.cameo = "PROTEST", "strike", "143"
	}
	h, rel, counted := int(x.d.Head[n]), x.rel(n), n
	if h >= 0 && rel.Is("nmod") && x.lx.classes["measureword"][x.lem[h]] && x.rel(h) == "obj" {
		counted = h
		h, rel = int(x.d.Head[h]), "obj" // "hosted two rounds of talks"
	}
	inContent := false
	if h >= 0 && x.lx.classes["retaliation"][x.lem[n]] {
		if vb := x.best(h); vb != nil && vb.p.typ == "THREATEN" {
			return nil // the threat itself
		}
	}
	if h >= 0 && x.verbal(h) {
		if vb := x.best(h); vb != nil && vb.p.typ != "" {
			if slices.Contains(vb.words, n) && !(cand.typ == "CONSULT" && x.passive(h) && len(vb.actors) == 0 && x.aspect(h) == "stop") || slices.Contains(vb.recipient, n) && vb.p.typ == cand.typ {
				return nil // the verb's own event
			}
			inContent = slices.Contains(vb.contents, n) || slices.Contains(vb.object, n)
			if speech[cand.typ] || slices.Contains(vb.recipient, counted) && cand.typ == "PROTEST" {
				return nil // "rejected the request" tells of one act, "banned the rally" of none
			}
		}
	}
	for _, t := range b.actors {
		cand.actors = union(cand.actors, x.actorsOf(t, false))
	}
	for _, t := range b.recipient {
		cand.recipients = union(cand.recipients, x.targetsOf(t))
	}
	x.planner(cand, h, rel)
	var movers []int
	if len(cand.actors) == 0 && owned[cand.typ] { // "the withdrawal of Ethiopian troops"
		for _, t := range b.object {
			movers = union(movers, x.actorsOf(t, false))
		}
	}
	owner := len(cand.actors) > 0 || len(movers) > 0
	aspect := ""
	if h >= 0 && x.d.UPOS[h] == nlp.VERB && (rel == "obj" || rel == "nsubj:pass") {
		aspect = x.aspect(h)
	}
	if aspect == "" && h >= 0 && x.prep(n) == "for" && cand.typ == "ASSAULT" {
		if u := x.user(h); u >= 0 { // "to use missiles for strikes"
			h, aspect = u, "do"
		}
	}
	if aspect != "" && x.lx.classes["war"][x.lem[n]] && !wages[x.lemOf(h)] || !supports(aspect, x.lemOf(h), cand.typ) {
		aspect = ""
	}
	if aspect != "" {
		x.lightVerb(cand, h, aspect)
	}
	if len(cand.actors) == 0 {
		cand.actors = movers
	}
	x.leaves(cand)
	x.fromWhere(cand)
	if aspect == "" && !x.standsAlone(cand, h, owner, inContent) {
		return nil
	}
	if inContent && len(cand.actors) == 0 {
		x.asked(cand, h)
	}
	if len(cand.actors) == 0 && len(cand.recipients) >= 2 && (cand.typ == "CONSULT" || cand.typ == "COOPERATE" || x.hasPrep(n, "between")) {
		cand.actors, cand.recipients = cand.recipients, nil // "talks between X and Y"
	}
	anonym := len(cand.actors) == 0 && (violent[cand.typ] || inContent)
	if !x.accept(cand, anonym) && !(inContent && len(cand.actors) == 0 && x.demanded(h)) {
		return nil
	}
	if !x.protests(cand) {
		return nil
	}
	cand.mod, cand.cues = x.modality(n)
	if inContent && len(cand.actors) == 0 && cand.mod == event.Actual {
		return nil
	}
	return cand
}

// leaves turns the withdrawal c from an organisation into the end of a tie:
// "Britain's exit from the EU".
func (x *view) leaves(c *candidate) {
	if c.typ == "RETREAT" && c.mode == "withdraw" && slices.ContainsFunc(c.recipients, func(i int) bool { return strings.HasPrefix(x.rep.Actors[i].Code, "IGO") }) {
		c.typ, c.mode, c.cameo = "SANCTION", "discontinue", "160"
	}
}

// planner gives the act of noun c, on which a plan h is, to the owner of the
// plan: "Kenya's plans for a withdrawal".
func (x *view) planner(c *candidate, h int, rel nlp.Rel) {
	if len(c.actors) > 0 || len(c.b.actors) > 0 || h < 0 || !rel.Is("nmod") || x.lx.opNouns[x.lem[h]] != event.Planned {
		return
	}
	if p := x.kid(h, "nmod:poss"); p >= 0 {
		c.actors = x.actorsOf(p, false)
	}
}

// speech are the types of what is said.
var speech = map[string]bool{"REQUEST": true, "ACCUSE": true, "THREATEN": true, "REJECT": true, "AGREE": true, "SUPPORT": true}

// supports reports whether a light verb goes with acts of a type: one has
// talks, not attacks, and only acts can be planned, ended or prevented.
func supports(aspect, verb, typ string) bool {
	switch verb {
	case "have", "attend", "host", "chair":
		return typ == "CONSULT"
	}
	switch aspect {
	case "do", "announce", "undergo":
		return true
	}
	return !speech[typ] || typ == "ACCUSE" && aspect == "weigh"
}

func (x *view) lemOf(t int) string {
	if t < 0 {
		return ""
	}
	return x.lem[t]
}

// wages are the light verbs whose subject wages the war that they name.
var wages = map[string]bool{"wage": true, "launch": true, "start": true, "begin": true, "declare": true, "mount": true, "stage": true, "lead": true, "plan": true, "prepare": true}

// user returns the verb of use that h is, or is the object of; or -1.
func (x *view) user(h int) int {
	if x.d.UPOS[h] == nlp.NOUN && x.rel(h) == "obj" {
		h = int(x.d.Head[h])
	}
	if x.d.UPOS[h] == nlp.VERB {
		switch x.lem[h] {
		case "use", "employ", "deploy", "utilise", "utilize", "need", "launch", "fire":
			return h
		}
	}
	return -1
}

// lightVerb takes the author, and what the verb's obliques say, from the
// light verb.
func (x *view) lightVerb(c *candidate, h int, aspect string) {
	c.support = h
	for _, a := range x.argsOf(h) {
		switch {
		case a.kind == argSubject:
			list := x.actorsOf(a.tok, false)
			switch {
			case aspect == "undergo":
				c.recipients = union(c.recipients, list)
			case aspect == "demand" || aspect == "block" || aspect == "deny": // somebody else's act
			case len(c.actors) == 0 || aspect == "do" && x.kid(c.head, "nmod:poss") < 0:
				c.actors = union(c.actors, list)
			}
		case a.kind == argOblique && len(c.recipients) == 0:
			for i := range c.b.p.slots {
				if s := &c.b.p.slots[i]; s.role == recipient && slices.Contains(s.preps, a.prep) {
					c.recipients = union(c.recipients, x.targetsOf(a.tok))
				}
			}
		}
	}
}

// standsAlone reports whether a noun without a light verb tells of an act.
func (x *view) standsAlone(c *candidate, h int, owner, inContent bool) bool {
	if inContent {
		return true
	}
	if k := x.kid(c.head, "acl"); c.typ == "REJECT" && owner && k >= 0 && x.infinitive(k) {
		return true // "Poland's refusal to take them back"
	}
	if !standalone[c.typ] || len(c.b.p.extra) == 0 && x.rel(c.head) == "compound" {
		return false
	}
	if c.typ == "CONSULT" {
		return len(c.actors)+len(c.recipients) >= 2 && c.mode != "visit"
	}
	if owner {
		return true
	}
	if c.typ == "ASSAULT" && h >= 0 && x.rel(c.head).Is("nsubj") && x.d.UPOS[h] == nlp.VERB && !x.lx.classes["war"][x.lem[c.head]] {
		return len(c.recipients) > 0 || happens[x.lem[h]]
	}
	return false
}

// happens are verbs that say that their subject took place.
var happens = map[string]bool{"occur": true, "happen": true, "take": true, "erupt": true, "break": true, "continue": true, "rage": true, "begin": true, "start": true, "resume": true, "follow": true, "leave": true}

// demanded reports whether h asks for the act and a political actor does so.
func (x *view) demanded(h int) bool {
	vb := x.best(h)
	if vb == nil || vb.p.typ != "REQUEST" {
		return false
	}
	for _, t := range vb.actors {
		if slices.ContainsFunc(x.actorsOf(t, false), x.public) {
			return true
		}
	}
	return false
}

// asked gives an act that is demanded of somebody its author.
func (x *view) asked(c *candidate, h int) {
	vb := x.best(h)
	if vb == nil {
		return
	}
	switch vb.p.typ {
	case "REQUEST":
		if c.typ == "CONSULT" { // who invites takes part
			for _, t := range vb.actors {
				c.actors = union(c.actors, x.actorsOf(t, false))
			}
		}
		for _, t := range vb.recipient {
			c.actors = union(c.actors, x.actorsOf(t, false))
		}
	case "THREATEN": // "threatened Turkey with sanctions": who threatens would act
		if x.prep(c.head) != "with" && x.rel(c.head) != "obj" {
			return
		}
		for _, t := range vb.actors {
			c.actors = union(c.actors, x.actorsOf(t, false))
		}
		if len(c.recipients) == 0 {
			for _, t := range vb.recipient {
				c.recipients = union(c.recipients, x.actorsOf(t, false))
			}
		}
	}
}
