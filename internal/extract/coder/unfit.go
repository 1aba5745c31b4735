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
	case "CONSULT":
		if c.mode == "visit" {
			return false
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
