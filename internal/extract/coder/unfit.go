package coder

import (
	"slices"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// unfit reports whether the form or the participants of c, the act of a verb,
// show that the lexicon's reading of it is not meant: "they were met by police",
// "the killing of X" read as a verb, a minister that riots.
func (x *view) unfit(c *candidate) bool {
	if x.gerund(c.head) && x.kid(c.head, "det") >= 0 {
		return true // a noun, whatever its tag
	}
	x.inWords(c)
	switch c.typ {
	case "COOPERATE":
		if len(c.actors) > 0 && !slices.ContainsFunc(c.actors, x.public) {
			return true // a firm and its partner
		}
		return x.lem[c.head] == "ally" && x.rel(c.head).Is("acl") // "troops allied with X": what they are
	case "CONSULT":
		return x.noTalks(c)
	case "PROTEST":
		return x.noRiot(c)
	case "THREATEN":
		return x.onlyFears(c)
	case "CONCEDE":
		return c.cameo == "080" && len(c.b.contents) > 0 && x.ownSide(c) // a chief that authorises his own agency
	case "ACCUSE":
		return len(c.recipients) == 0 && len(c.actors) > 0 && !slices.ContainsFunc(c.actors, func(i int) bool { return x.rep.Actors[i].Sector != "EDU" }) // analysts
	case "AID":
		if l := x.lem[c.head]; (l == "shelter" || l == "host" || l == "house") && x.present(c.head) {
			return true // "shelters 150,000 refugees": a state of things
		}
		return !slices.ContainsFunc(c.actors, func(i int) bool {
			return x.public(i) || x.civic(i) || strings.HasPrefix(x.rep.Actors[i].Code, "NGO") || strings.HasPrefix(x.rep.Actors[i].Code, "IGO")
		}) && len(c.actors) > 0
	case "MOBILIZE":
		if l := x.lem[c.head]; c.mode == "weapons" && (l == "launch" || l == "fire") && x.irregulars(c.actors) {
			c.typ, c.mode, c.cameo = "ASSAULT", "heavy-weapons", "194" // rebels have no test ranges
		}
	}
	return false
}

// inWords turns an attack by politicians into an accusation ("attacked his rival
// on television"), a promise to harm into a threat.
func (x *view) inWords(c *candidate) {
	switch l := x.lem[c.head]; c.typ {
	case "ASSAULT":
		if (l == "attack" || l == "assail" || l == "hit" || l == "blast" || l == "target" || l == "savage") && len(c.actors) > 0 && !x.violence(c) &&
			!slices.ContainsFunc(c.actors, func(i int) bool { return !x.politician(i) }) {
			c.typ, c.mode, c.cameo = "ACCUSE", "disapprove", "111"
		}
	case "AGREE":
		if l != "pledge" && l != "promise" && l != "vow" {
			return
		}
		for _, t := range c.b.contents {
			if b := x.best(t); b != nil && x.d.UPOS[t] == nlp.VERB && (b.p.typ == "SANCTION" || b.p.typ == "COERCE" || b.p.typ == "PROTEST" || b.p.typ == "ASSAULT" || b.p.typ == "REJECT") {
				c.typ, c.mode, c.cameo = "THREATEN", "", "130"
				for _, r := range b.recipient {
					c.recipients = union(c.recipients, without(x.targetsOf(r), c.actors))
				}
			}
		}
	}
}

// politician reports whether actor i is a party, or a person without a force.
func (x *view) politician(i int) bool {
	switch a := &x.rep.Actors[i]; a.Sector {
	case "PTY", "LEG":
		return true
	case "GOV", "ELI", "JUD", "":
		return a.Kind == event.Person
	default:
		return false
	}
}

// noTalks reports whether c, a CONSULT, is a reception, an interview or a
// speech.
func (x *view) noTalks(c *candidate) bool {
	if c.mode == "visit" {
		own := len(c.recipients) > 0 && !slices.ContainsFunc(c.recipients, func(i int) bool { return !x.audience(i) })
		return own || x.gerund(c.head) && x.prep(c.head) == "with" // "talks with visiting President X"
	}
	if x.lem[c.head] == "meet" && x.passive(c.head) && c.b.p.head == "meet" {
		return true
	}
	all := func(is func(int) bool) bool {
		return len(c.recipients) > 0 && !slices.ContainsFunc(c.recipients, func(i int) bool { return !is(i) })
	}
	if x.lem[c.head] == "meet" && all(x.audience) && x.ownSide(c) {
		return true // a minister meets the troops
	}
	if x.lem[c.head] == "address" && all(x.body) {
		return true // a speech
	}
	if l := x.lem[c.head]; (l == "speak" || l == "talk" || l == "address") && c.mode != "visit" && all(x.assembly) {
		return true
	}
	if c.mode == "phone" && (!slices.ContainsFunc(c.actors, x.public) || x.names(c)) {
		return true // a mother calls the police
	}
	return c.mode == "phone" && all(x.audience) || x.lem[c.head] == "inform" && !slices.ContainsFunc(c.actors, x.public) || all(x.interviewed) || slices.ContainsFunc(c.actors, x.interviewed) && !slices.ContainsFunc(c.actors, x.public)
}

// names reports whether a call is no telephone's: "calls them mercenaries",
// "what it calls terrorists".
func (x *view) names(c *candidate) bool {
	if x.lem[c.head] != "call" {
		return false
	}
	if x.kid(c.head, "xcomp") >= 0 || x.kid(c.head, "iobj") >= 0 && x.kid(c.head, "obj") >= 0 {
		return true
	}
	return slices.ContainsFunc(c.recipients, func(i int) bool { return armed[x.rep.Actors[i].Sector] && x.rep.Actors[i].Kind != event.Person })
}

// noRiot reports whether those who riot are no crowd; armed groups that clash
// with troops fight.
func (x *view) noRiot(c *candidate) bool {
	if c.mode == "demo" && len(c.actors) > 0 && x.lem[c.head] != "protest" && !slices.ContainsFunc(c.actors, func(i int) bool { return x.rep.Actors[i].Kind != event.Person || !x.politician(i) }) {
		return true // a candidate's rally
	}
	if c.mode == "obstruct" && len(c.actors) > 0 && !slices.ContainsFunc(c.actors, func(i int) bool { return !x.forceful(i) }) {
		c.typ, c.mode, c.cameo = "COERCE", "restrict", "191" // troops that block a bridge
		return false
	}
	if c.mode != "riot" || c.cameo != "145" {
		return false
	}
	if x.lem[c.head] == "clash" && x.irregulars(c.actors) {
		c.typ, c.mode, c.cameo = "ASSAULT", "", "190"
		return false
	}
	return slices.ContainsFunc(c.actors, func(i int) bool {
		a := &x.rep.Actors[i]
		return a.Kind == event.State || a.Kind == event.Government || a.Kind == event.Person && a.Sector == "GOV"
	})
}

// forceful reports whether actor i is a state, its government, or armed.
func (x *view) forceful(i int) bool {
	a := &x.rep.Actors[i]
	return a.Kind == event.State || a.Kind == event.Government || a.Sector == "MIL" || a.Sector == "COP" || a.Sector == "GOV" || armed[a.Sector]
}

// onlyFears reports whether c warns of what is or was, not of what will be
// done: "warned that Iraq was hiding arms", "warned against closing the door".
func (x *view) onlyFears(c *candidate) bool {
	if l := x.lem[c.head]; c.cameo != "130" || l != "warn" && l != "caution" || len(c.b.recipient) > 0 {
		return false
	}
	if len(c.b.contents) == 0 {
		return false
	}
	t := c.b.contents[0]
	if x.ofThings(c, t) {
		return true
	}
	if x.d.UPOS[t] != nlp.VERB && x.kid(t, "cop") < 0 || x.gerund(t) {
		return x.prep(t) == "against" && len(c.recipients) == 0
	}
	for _, k := range x.children(t) {
		if _, ok := modals[x.lem[k]]; ok && x.d.Rel[k] == "aux" {
			return false
		}
	}
	return !x.hasKid(t, "advcl") // "is ready to act if ..."
}

// ofThings reports whether clause t, of which c warns, tells what things will do
// that nobody does: "warned that prices would rise".
func (x *view) ofThings(c *candidate, t int) bool {
	if x.d.UPOS[t] != nlp.VERB || x.passive(t) || len(c.recipients) > 0 || x.best(t) != nil {
		return false
	}
	s := x.kid(t, "nsubj")
	return s >= 0 && x.d.UPOS[s] == nlp.NOUN && len(x.actorsOf(s, true)) == 0 && x.best(s) == nil && x.kid(t, "advcl") < 0 &&
		x.inClass(s, "back:attack") < 0 && x.inClass(s, "back:deed") < 0 && x.inClass(s, "troops") < 0
}

// ownSide reports whether the recipients of c are of the actor's own country.
func (x *view) ownSide(c *candidate) bool {
	for _, i := range c.recipients {
		r := &x.rep.Actors[i]
		if r.Sector == "MIL" && r.Country == "" {
			continue
		}
		if r.Country == "" || r.Sector == "OPP" || r.Sector == "REB" || r.Sector == "SEP" || r.Kind == event.Population || !political(r) {
			return false
		}
		for _, j := range c.actors {
			if x.rep.Actors[j].Country != r.Country {
				return false
			}
		}
	}
	return len(c.recipients) > 0
}

// irregulars reports whether all of a list are armed without being a state's.
func (x *view) irregulars(list []int) bool {
	return len(list) > 0 && !slices.ContainsFunc(list, func(i int) bool { return !armed[x.rep.Actors[i].Sector] })
}

// interviewed reports whether actor i is of the press, or a person of whom
// nothing is known: who speaks to them gives an interview.
func (x *view) interviewed(i int) bool {
	a := &x.rep.Actors[i]
	return a.Sector == "JRN" || a.Code == ""
}

// audience reports whether actor i are troops or a people, to whom one makes a
// speech.
func (x *view) audience(i int) bool {
	a := &x.rep.Actors[i]
	return a.Kind == event.Population || a.Sector == "MIL" && a.Kind != event.Person
}

// assembly reports whether actor i is a parliament: who speaks to it makes a
// speech.
func (x *view) assembly(i int) bool {
	a := &x.rep.Actors[i]
	return a.Sector == "LEG" && a.Kind != event.Person
}

// body reports whether actor i is an assembly or an organisation.
func (x *view) body(i int) bool {
	a := &x.rep.Actors[i]
	return x.assembly(i) || a.Kind == event.Organisation || a.Kind == event.State || x.audience(i)
}

// armed are the sectors of those who fight where others riot.
var armed = map[string]bool{"REB": true, "UAF": true, "INS": true, "PRM": true, "SEP": true}

// threatened returns at whom the act is aimed that c threatens: "threatened to
// expel Kenya's ambassador".
func (x *view) threatened(c *candidate, t int) []int {
	if c.typ != "THREATEN" || x.d.UPOS[t] != nlp.VERB {
		return nil
	}
	b := x.best(t)
	if b == nil {
		return nil
	}
	switch b.p.typ {
	case "ASSAULT", "COERCE", "SANCTION", "ACCUSE":
	default:
		return nil
	}
	var out []int
	for _, r := range b.recipient {
		out = union(out, x.targetsOf(r))
	}
	return without(out, c.actors)
}

// deterred returns who is told not to do what the condition of threatened act
// t says: "if Russia attacks again, the United States would respond".
func (x *view) deterred(c *candidate, t int) []int {
	for _, k := range x.children(t) {
		v := int(k)
		if m := x.mark(v); x.d.Rel[k].Base() != "advcl" || m != "if" && m != "unless" && m != "until" {
			continue
		}
		if s := x.subjectOf(v); s >= 0 {
			if list := x.actorsOf(s, false); len(list) > 0 && !x.sameSide(c.actors, list) {
				return list
			}
		}
	}
	return nil
}

// weekdays are names of days, which are no names of people.
var weekdays = map[string]bool{"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true, "saturday": true, "sunday": true}

// standing are what lasts: named without a verb that brings it about, it is no
// news ("defied U.N. sanctions", "Israel's occupation").
var standing = map[string]bool{
	"sanction": true, "embargo": true, "blockade": true, "occupation": true, "siege": true, "ban": true, "restriction": true, "tariff": true, "curb": true,
	"insurgency": true, "war": true, "conflict": true, "rebellion": true, "censorship": true, "repression": true, "persecution": true, "oppression": true, "hostility": true,
}

// stationed reports whether the tree tells where troops stand, not that they
// are sent there: "28,000 soldiers are stationed in ...".
func (x *view) stationed(v int) bool {
	if x.d.UPOS[v] != nlp.VERB || !x.passive(v) || x.kid(v, "aux") >= 0 {
		return false
	}
	k := x.kid(v, "aux:pass")
	return k >= 0 && (formOf(x.d, k) == "are" || formOf(x.d, k) == "is")
}
