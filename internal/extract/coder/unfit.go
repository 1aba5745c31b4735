package coder

import (
	"slices"

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
	switch c.typ {
	case "COOPERATE":
		return x.lem[c.head] == "ally" && x.rel(c.head).Is("acl") // "troops allied with X": what they are
	case "CONSULT":
		if c.mode == "visit" {
			return x.gerund(c.head) && x.prep(c.head) == "with" // "talks with visiting President X"
		}
		if c.mode == "phone" && len(c.recipients) > 0 && !slices.ContainsFunc(c.recipients, func(i int) bool { return !x.audience(i) }) {
			return true
		}
		if x.lem[c.head] == "meet" && x.passive(c.head) && c.b.p.head == "meet" {
			return true
		}
		return slices.ContainsFunc(c.actors, x.interviewed) && !slices.ContainsFunc(c.actors, x.public) ||
			len(c.recipients) > 0 && !slices.ContainsFunc(c.recipients, func(i int) bool { return !x.interviewed(i) })
	case "PROTEST":
		if c.mode != "riot" || c.cameo != "145" {
			return false
		}
		if x.lem[c.head] == "clash" && len(c.actors) > 0 && !slices.ContainsFunc(c.actors, func(i int) bool { return !armed[x.rep.Actors[i].Sector] }) {
			c.typ, c.mode, c.cameo = "ASSAULT", "", "190"
			return false
		}
		return slices.ContainsFunc(c.actors, func(i int) bool {
			a := &x.rep.Actors[i]
			return a.Kind == event.State || a.Kind == event.Government || a.Kind == event.Person && a.Sector == "GOV"
		})
	}
	return false
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

// armed are the sectors of those who fight where others riot.
var armed = map[string]bool{"MIL": true, "REB": true, "UAF": true, "INS": true, "PRM": true, "SPY": true}

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

// weekdays are names of days, which are no names of people.
var weekdays = map[string]bool{"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true, "saturday": true, "sunday": true}

// standing are what lasts: named without a verb that brings it about, it is no
// news ("defied U.N. sanctions", "Israel's occupation").
var standing = map[string]bool{
	"sanction": true, "embargo": true, "blockade": true, "occupation": true, "siege": true, "ban": true, "restriction": true, "tariff": true, "curb": true,
	"insurgency": true, "war": true, "conflict": true, "rebellion": true, "censorship": true, "repression": true, "persecution": true, "oppression": true, "hostility": true,
}
