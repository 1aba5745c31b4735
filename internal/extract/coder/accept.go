package coder

import (
	"slices"
	"strconv"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// invented reports whether word t stands in what a film, book or game tells:
// "a film about a soldier who ambushes a convoy".
func (x *view) invented(t int) bool {
	fiction := x.lx.classes["fiction"]
	for h := t; h >= 0; h = int(x.d.Head[h]) {
		if h != t && x.d.UPOS[h] == nlp.NOUN && fiction[x.lem[h]] {
			return true
		}
		if h != t && x.lem[h] == "series" && x.kid(h, "acl") >= 0 && !x.hasPrep(h, "of") {
			return true
		}
		if x.d.UPOS[h] != nlp.VERB {
			continue
		}
		for _, k := range x.children(h) {
			r := x.d.Rel[k]
			if fiction[x.lem[k]] && (r.Is("obl") && x.prep(int(k)) == "in" || r.Is("nsubj") && (tells[x.lem[h]] || h != t && int(k) < t && t < h)) {
				return true
			}
		}
	}
	return false
}

// tells are the verbs by which a work says what happens in it.
var tells = map[string]bool{"tell": true, "depict": true, "follow": true, "show": true, "describe": true, "portray": true, "recount": true, "feature": true, "imagine": true, "let": true}

// longPast reports whether the sentence of t dates what it tells by a year
// more than a generation before the report, and by no later one; or tells what
// had happened by then, after such a sentence.
func (x *view) longPast(t int) bool {
	now := 2100
	if len(x.rep.Published) >= 4 {
		if y, err := strconv.Atoi(x.rep.Published[:4]); err == nil {
			now = y
		}
	}
	si := x.d.SentOf(t)
	return x.datedLongAgo(si, now) || si > 0 && x.d.UPOS[t] == nlp.VERB && x.hasKid(t, "aux", "have") && x.d.Sents[si-1].Kind == nlp.Body && x.datedLongAgo(si-1, now) && len(x.timesIn[si]) == 0
}

// datedLongAgo reports whether sentence si names a year more than a generation
// before the year now, and no later one.
func (x *view) datedLongAgo(si, now int) bool {
	s := x.d.Sents[si].Span
	old := false
	for i := s.Start; i < s.End; i++ {
		f := x.d.Form(i)
		if f == "World" && i+1 < s.End && x.d.Form(i+1) == "War" && (i == s.Start || x.lem[i-1] != "since") {
			old = true
		}
		if len(f) == 5 && f[4] == 's' {
			f = f[:4] // "the 1950s"
		}
		if len(f) != 4 || f[0] != '1' && f[0] != '2' || x.noYear(i) {
			continue
		}
		y, err := strconv.Atoi(f)
		switch {
		case err != nil || x.d.UPOS[i] != nlp.NUM && x.d.UPOS[i] != nlp.PROPN && x.d.UPOS[i] != nlp.NOUN:
		case y < now-30 && y > 1000:
			old = true
		case y >= now-30 && y <= now+5:
			return false
		}
	}
	return old
}

// noYear reports whether the number at i is a time of day or counts something:
// "1300 GMT", "at 1500 local time", "1200 troops".
func (x *view) noYear(i int) bool {
	if i+1 < len(x.lem) {
		switch x.d.Lower(i + 1) {
		case "gmt", "utc", "hour", "hrs", "local":
			return true
		}
	}
	return x.rel(i) == "nummod" && x.d.UPOS[x.d.Head[i]] == nlp.NOUN && int(x.d.Head[i]) > i
}

// accept reports whether the participants make a political event.
func (x *view) accept(c *candidate, anonym bool) bool {
	if x.homely(c) {
		return false
	}
	if c.typ != "CONSULT" && c.typ != "COOPERATE" {
		had := len(c.recipients)
		c.recipients = without(c.recipients, c.actors)
		if had > 0 && len(c.recipients) == 0 && (c.typ == "AID" || c.typ == "SUPPORT") {
			return false // "funds its operations", "defended its decision"
		}
	}
	if len(c.recipients) == 0 && len(c.b.recipient) > 0 && c.mode != "visit" && slices.ContainsFunc(c.b.p.slots, func(s slot) bool { return s.must && s.role == recipient }) {
		return false // "funds its operations": nobody else is there
	}
	pol := slices.ContainsFunc(c.actors, x.public) || slices.ContainsFunc(c.recipients, x.public) || voiced[c.typ] && slices.ContainsFunc(c.actors, x.civic)
	coded := func(i int) bool { return x.rep.Actors[i].Code != "" }
	for _, t := range c.b.actors {
		if c.typ == "ASSAULT" && !c.noun && (x.lem[t] == "people" || x.lem[t] == "person" || x.lem[t] == "civilian") {
			return false
		}
	}
	if !slices.ContainsFunc(c.actors, coded) && len(c.actors) > 0 && !slices.ContainsFunc(c.b.recipient, func(t int) bool { return slices.ContainsFunc(x.actorsAt(t), x.public) }) {
		return false // somebody unknown and a country that is only where it happens
	}
	if c.typ == "MOBILIZE" || c.typ == "RETREAT" && c.mode == "withdraw" {
		c.recipients = slices.DeleteFunc(c.recipients, func(i int) bool {
			a := &x.rep.Actors[i]
			return len(c.actors) > 0 && a.Country == x.rep.Actors[c.actors[0]].Country && (c.typ == "MOBILIZE" || a.Kind == event.State)
		})
	}
	if x.court(c) && !slices.ContainsFunc(c.recipients, func(i int) bool { return x.public(i) && x.rep.Actors[i].Sector != "ELI" }) {
		return false
	}
	if c.typ == "THREATEN" && c.cameo == "130" && (!slices.ContainsFunc(c.recipients, x.public) || !slices.ContainsFunc(c.actors, x.public)) && x.bystander(c) {
		return false
	}
	if c.cameo == "160" && (x.lem[c.head] == "leave" || x.lem[c.head] == "quit" || x.lem[c.head] == "exit") && len(c.b.object) == 0 && !x.leavable(c) {
		return false
	}
	switch {
	case len(c.actors) == 0:
		if x.accident(c) || x.lem[c.head] == "take" {
			return false
		}
		if x.lx.classes["harm"][x.lem[c.head]] && (!x.violence(c) || x.toldBefore(c)) {
			return false // people are killed by floods and on roads too
		}
		if !c.noun && pol && !speech[c.typ] && x.passive(c.head) && x.modalityOf(c.head) != event.Actual {
			return true // "the prisoners could be freed", by whom is not said
		}
		if !c.noun && !x.plainTarget(c) || !anonym || !violent[c.typ] && !(pol && (c.typ == "COERCE" || c.mode == "expel" || x.summons(c))) {
			return false
		}
		return pol || x.publicTarget(c) || !private[c.mode] && c.typ == "ASSAULT" && (slices.ContainsFunc(c.recipients, coded) || x.placeOf(c.head, c.support) >= 0)
	case !slices.ContainsFunc(c.actors, coded) && !pol:
		return false
	case needsRecipient[c.typ] && !c.b.p.both && len(c.recipients) == 0 && (len(c.b.recipient) == 0 || c.typ != "AID"):
		return pol && !c.noun && x.modalityOf(c.head) != event.Actual // "will fly in 7,500 tents": for whom is told elsewhere
	case c.typ == "CONSULT" && c.mode != "visit" && len(union(slices.Clone(c.actors), c.recipients)) < 2 && !c.b.p.both:
		m, _ := x.modality(c.head) // "urged Cyprus to resume talks" names one side only
		return pol && (m != event.Actual || c.mode == "third-party" || c.mode != "visit" && len(c.actors) > 0 && strings.HasPrefix(x.rep.Actors[c.actors[0]].Code, "IGO") && len(c.b.words) > 0)
	case c.mode == "visit":
		return x.visits(c) || pol && slices.ContainsFunc(c.b.object, func(t int) bool { return x.inClass(t, "delegation") >= 0 })
	case c.typ == "CONSULT" && c.mode != "visit" && !c.noun && len(c.b.recipient) > 0 && !slices.ContainsFunc(c.b.recipient, func(t int) bool { return len(x.actorsAt(t)) > 0 }):
		return false // one meets people, not their decisions
	case c.typ == "PROTEST":
		return slices.ContainsFunc(c.actors, coded)
	}
	return pol
}

// accident reports whether what blew up is no bomb: "a gas explosion at a
// mine killed three".
func (x *view) accident(c *candidate) bool {
	for _, t := range append(slices.Clone(c.b.actors), c.head) {
		if l := x.lem[t]; l != "explosion" && l != "blast" && l != "explode" && l != "fire" {
			continue
		}
		s := x.d.Sents[x.d.SentOf(t)].Span
		for i := s.Start; i < s.End; i++ {
			if x.is(i, "accident") {
				return true
			}
		}
	}
	return false
}

// toldBefore reports whether c tells only of the harm of an attack that the
// text knows already: "a second official was wounded in the blast".
func (x *view) toldBefore(c *candidate) bool {
	for _, k := range x.children(c.head) {
		if x.d.Rel[k].Is("obl") && x.hasKid(int(k), "det", "the", "this", "that") && (x.lx.classes["attack"][x.lem[k]] || x.lem[k] == "clash" || x.lem[k] == "shooting") {
			return x.prep(int(k)) == "in" || x.prep(int(k)) == "by" || x.prep(int(k)) == "during"
		}
	}
	return false
}

// publicTarget reports whether the target of c is one that only political
// violence has: barracks, a church, a parliament.
func (x *view) publicTarget(c *candidate) bool {
	return slices.ContainsFunc(c.b.recipient, func(t int) bool { return x.inClass(t, "public") >= 0 })
}

// violence reports whether the sentence of c names an attack or a weapon.
func (x *view) violence(c *candidate) bool {
	s := x.d.Sents[x.d.SentOf(c.head)].Span
	for t := s.Start; t < s.End; t++ {
		for _, class := range []string{"attack", "w:gun", "w:bomb", "w:heavy", "w:drone", "w:blade"} {
			if t != c.head && x.d.UPOS[t] != nlp.PROPN && x.is(t, class) {
				return true
			}
		}
		if t != c.head && (x.lem[t] == "clash" || x.lem[t] == "fighting" || x.lem[t] == "gunman" || x.lem[t] == "shoot" || x.lem[t] == "attack" || x.lem[t] == "shooting" || x.lem[t] == "ambush") {
			return true
		}
	}
	return false
}

// private are the modes of violence that are a crime rather than an attack
// where nobody knows the author.
var private = map[string]bool{"primitive": true, "beat": true, "sexual": true}

// court reports whether c is a court's dealing with a person.
func (x *view) court(c *candidate) bool {
	switch c.typ {
	case "SANCTION", "COERCE", "CONCEDE", "ACCUSE", "RETREAT":
	default:
		return false
	}
	for _, i := range c.actors {
		if s := x.rep.Actors[i].Sector; s != "JUD" && (s != "COP" || c.typ != "ACCUSE") || strings.HasPrefix(x.rep.Actors[i].Code, "IGO") {
			return false
		}
	}
	return len(c.actors) > 0 && len(c.b.recipient) > 0
}

// bystander reports whether the one who warns is an international body, which
// warns of what others may do.
func (x *view) bystander(c *candidate) bool {
	for _, i := range c.actors {
		a := &x.rep.Actors[i]
		if !strings.HasPrefix(a.Code, "IGO") && !strings.HasPrefix(a.Code, "NGO") && a.Sector != "MED" && a.Sector != "EDU" && a.Sector != "SOC" {
			return false
		}
		if strings.HasPrefix(a.Code, "IGONAT") || strings.HasPrefix(a.Code, "IGOEUR") {
			return false
		}
	}
	return len(c.actors) > 0
}

// leavable reports whether what is left is a body that one can be a member of.
func (x *view) leavable(c *candidate) bool {
	return slices.ContainsFunc(c.recipients, func(i int) bool {
		return strings.HasPrefix(x.rep.Actors[i].Code, "IGO")
	})
}

// plainTarget reports whether an act without an author has a target that shows
// it to be meant literally: an actor, people, or a place.
func (x *view) plainTarget(c *candidate) bool {
	for _, t := range slices.Concat(c.b.recipient, c.b.actors) {
		if len(x.actorsAt(t)) > 0 {
			return true
		}
		for _, class := range []string{"victim", "troops", "territory", "vehicle", "weapon", "attack", "property"} {
			if x.inClass(t, class) >= 0 {
				return true
			}
		}
	}
	return false
}

// civic reports whether actor i is a union, church, movement or the like, in a
// report that is about politics.
func (x *view) civic(i int) bool {
	a := &x.rep.Actors[i]
	return (civic[a.Sector] || strings.HasPrefix(a.Code, "NGO")) && x.about["politics"] >= 3
}

func (x *view) public(i int) bool { return political(&x.rep.Actors[i]) }

// visits reports whether somebody who can travel goes to another country.
func (x *view) visits(c *candidate) bool {
	for _, a := range c.actors {
		act := &x.rep.Actors[a]
		if act.Kind != event.Person && act.Kind != event.Group && act.Kind != event.Organisation && act.Kind != event.Government || !political(act) || act.Sector == "COP" || act.Sector == "MIL" || act.Sector == "UAF" {
			continue
		}
		if len(c.recipients) == 0 && x.abroad(c, act) {
			return true
		}
		for _, r := range c.recipients {
			if rc := &x.rep.Actors[r]; rc.Code != act.Code && (rc.Country != act.Country || rc.Country == "") {
				return true
			}
		}
	}
	return false
}

// abroad reports whether what is visited is a place outside the visitor's
// country.
func (x *view) abroad(c *candidate, act *event.Actor) bool {
	for _, t := range c.b.recipient {
		if p := x.placeDown(t, 0); p >= 0 && x.rep.Places[p].Country != "" && act.Country != "" && x.rep.Places[p].Country != act.Country {
			return true
		}
	}
	return false
}
