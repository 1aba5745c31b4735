package actor

import (
	"cmp"
	"slices"
	"strconv"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// pairNouns are the nouns by which "the two ..." and "both ..." take up two
// sides that the text has named; true for those of states alone.
var pairNouns = map[string]bool{
	"country": true, "nation": true, "state": true, "government": true, "neighbour": true, "neighbor": true, "capital": true, "power": true,
	"leader": true, "president": true, "premier": true, "ally": true, "partner": true, "member": true,
	"side": false, "party": false, "army": false, "rival": false, "foe": false, "enemy": false, "faction": false, "delegation": false, "adversary": false,
}

// reachOfPairs is how many sentences "the two countries" looks back.
const reachOfPairs = 5

// side is one party to what a text tells: a state by any of its bodies, or a
// group.
type side struct {
	country string
	group   int32 // actor, -1 for a state
}

// sighting is a mention of a side.
type sighting struct {
	at    int // head word
	actor int32
	side  side
}

// isPair reports whether word i heads "the two countries", "both sides" or the
// like; start is its first word.
func (c *cast) isPair(i int) (start int, states, ok bool) {
	if c.tag(i) != nlp.NOUN || c.d.Lemma == nil {
		return 0, false, false
	}
	if states, ok = pairNouns[c.d.Lemma[i]]; !ok {
		return 0, false, false
	}
	start = i - 1
	if c.tag(start) == nlp.ADJ && !c.capitalised(start) {
		start-- // "the two neighbouring countries"
	}
	switch {
	case c.has(start, "both"):
		return start, states, true
	case c.has(start, "two") && c.has(start-1, "the", "these", "those", "its"):
		return start - 1, states, true
	}
	return 0, false, false
}

// pairs resolves "the two countries", "both sides" to the two sides that the
// text named last.
func (c *cast) pairs() {
	if c.d.Head == nil || len(c.d.Sents) == 0 {
		return
	}
	var seen []sighting
	var told []couple
	for i := range c.d.Len() {
		start, states, ok := c.isPair(i)
		next := !ok && c.isNeighbour(i)
		if !ok && !next {
			continue
		}
		if seen == nil {
			if seen = c.sightings(); len(seen) < 2 {
				return
			}
		}
		if next {
			c.neighbour(seen, told, i)
			continue
		}
		two := c.named(seen, told, i, states)
		if two == nil {
			continue
		}
		told = append(told, couple{i, two})
		key, codes := "m", ""
		members := make([]int32, 0, 2)
		for _, x := range two {
			a := c.bodyOf(seen, x, i)
			if a < 0 {
				continue // known only by what an earlier pair said of it
			}
			if len(c.actors[a].Mentions) == 0 {
				c.mention(a, nlp.Span{Start: start, End: i + 1}, i, event.ByNominal)
			}
			members = append(members, a)
			key += "\t" + strconv.Itoa(int(a))
			if codes != "" {
				codes += "/"
			}
			codes += c.actors[a].Code
		}
		if len(members) < 2 {
			continue
		}
		span := nlp.Span{Start: start, End: i + 1}
		a := c.actor(key, func(a *event.Actor) {
			a.Name, a.Kind, a.Sector, a.Code, a.Basis = c.d.SpanText(span), event.Group, c.actors[members[0]].Sector, codes, event.FromText
		})
		c.members[a] = members
		c.mention(a, span, i, event.ByNominal)
		c.officials(i, two)
	}
}

// officials makes those of both sides ("envoys from both countries") a compound
// of the two governments.
func (c *cast) officials(i int, two []side) {
	h := c.head(i)
	if h < 0 || !c.rel(i).Is("nmod") || c.byHead[h] == 0 || two[0].group >= 0 || two[1].group >= 0 {
		return
	}
	a := c.byHead[h] - 1
	act := &c.actors[a]
	if act.Country != "" || act.Sector != "GOV" || len(c.members[a]) > 0 || len(act.Mentions) == 0 || act.Mentions[0].Head != h {
		return
	}
	var members []int32
	for _, x := range two {
		st, ok := c.g.byISO[x.country]
		if !ok {
			return
		}
		members = append(members, c.government(st))
	}
	for _, m := range members {
		if len(c.actors[m].Mentions) == 0 {
			c.mention(m, nlp.Span{Start: i, End: i + 1}, i, event.ByNominal)
		}
	}
	c.members[a] = members
	c.actors[a].Code = c.actors[members[0]].Code + "/" + c.actors[members[1]].Code
}

// couple is a pair that was resolved.
type couple struct {
	at  int // head word
	two []side
}

// isNeighbour reports whether word i heads "its neighbour" or "its rival".
func (c *cast) isNeighbour(i int) bool {
	if c.tag(i) != nlp.NOUN || c.d.Lemma == nil || !c.has(i-1, "its", "his", "her") {
		return false
	}
	switch c.d.Lemma[i] {
	case "neighbour", "neighbor", "rival":
		return true
	}
	return false
}

// neighbour resolves "its neighbour" to the other of the two states that the
// text named last.
func (c *cast) neighbour(seen []sighting, told []couple, i int) {
	l := c.linkAt[i-1]
	if l == 0 {
		return
	}
	a, ok := c.antecedent(c.d.Links[l-1].Antecedent)
	if !ok || c.actors[a].Country == "" {
		return
	}
	two := c.named(seen, told, i, true)
	own := side{c.actors[a].Country, -1}
	if len(two) != 2 || !slices.Contains(two, own) {
		return
	}
	other := two[0]
	if other == own {
		other = two[1]
	}
	if st, ok := c.g.byISO[other.country]; ok {
		if b := c.byHead[i]; b > 0 { // not the people next door
			if old := &c.actors[b-1]; old.Sector != "CVL" || old.Country != "" && old.Country != own.country || len(old.Mentions) != 1 {
				return
			}
			c.actors[b-1].Mentions = nil
		}
		bare := found{kind: event.ByName}
		c.mention(c.state(&bare, st), nlp.Span{Start: i - 1, End: i + 1}, i, event.ByNominal)
	}
}

// sightings returns the mentions of sides in the order of the text.
func (c *cast) sightings() []sighting {
	var out []sighting
	for a := range c.actors {
		x, ok := c.sideOf(int32(a))
		if !ok {
			continue
		}
		for _, m := range c.actors[a].Mentions {
			out = append(out, sighting{m.Head, int32(a), x})
		}
	}
	slices.SortStableFunc(out, func(a, b sighting) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.actor, b.actor)) })
	return out
}

// from returns the sightings, which are ordered, from word at on.
func from(seen []sighting, at int) []sighting {
	k, _ := slices.BinarySearchFunc(seen, at, func(s sighting, at int) int { return s.at - at })
	return seen[k:]
}

// sideOf returns the side that an actor speaks or acts for.
func (c *cast) sideOf(a int32) (side, bool) {
	act := &c.actors[a]
	if len(c.members[a]) > 0 {
		return side{}, false
	}
	switch act.Sector {
	case "", "GOV", "MIL", "LEG", "SPY", "COP":
		if act.Country != "" {
			return side{act.Country, -1}, true
		}
	case "REB", "UAF", "SEP", "OPP", "PTY", "PRM", "LAB":
		if act.Kind != event.Person {
			return side{"", a}, true
		}
	}
	return side{}, false
}

// named returns the two sides that the pair headed by word i takes up: those
// that the sentences before name, from the last one back until they are two,
// less who acts on the pair ("China urged both sides"); those of an earlier
// pair on the way; nil where a sentence names more.
func (c *cast) named(seen []sighting, told []couple, i int, states bool) []side {
	here := c.d.SentOf(i)
	agent, known := c.actsOn(seen, i)
	var sides []side // of the sentences read so far
	for back := 0; back <= reachOfPairs && back <= here; back++ {
		s := c.d.Sents[here-back]
		if s.Kind != nlp.Body {
			continue
		}
		if n := len(told) - 1; n >= 0 && s.Span.Has(told[n].at) && len(sides) < 2 {
			pair := told[n].two // they are still the two
			if !(known && slices.Contains(pair, agent)) && !(states && (pair[0].group >= 0 || pair[1].group >= 0)) {
				return pair
			}
		}
		var two []side
		for _, x := range from(seen, s.Span.Start) {
			if x.at >= min(s.Span.End, i) {
				break
			}
			if known && x.side == agent || states && x.side.group >= 0 {
				continue
			}
			if !slices.Contains(two, x.side) {
				two = append(two, x.side)
			}
		}
		for _, x := range sides {
			if !slices.Contains(two, x) {
				two = append(two, x)
			}
		}
		if back == 0 && len(two) < 2 {
			if ahead := c.ahead(seen, i, states); ahead != nil {
				return ahead
			}
		}
		switch sides = two; {
		case len(sides) > 2:
			return nil
		case len(sides) == 2:
			return sides
		}
	}
	return c.onlyTwo(seen, i, agent, known)
}

// onlyTwo returns the two states of a text that names no others before word i,
// less who acts on the pair; nil if they are not two.
func (c *cast) onlyTwo(seen []sighting, i int, agent side, known bool) []side {
	var sides []side
	for _, x := range seen {
		if x.at >= i {
			break
		}
		if x.side.group >= 0 || known && x.side == agent || slices.Contains(sides, x.side) {
			continue
		}
		if sides = append(sides, x.side); len(sides) > 2 {
			return nil
		}
	}
	if len(sides) != 2 {
		return nil
	}
	return sides
}

// ahead returns the two sides that the sentence of word i names after it as a
// pair: "the two sides will swap prisoners, a mediator said after Chad and
// Sudan signed"; nil if it names none.
func (c *cast) ahead(seen []sighting, i int, states bool) []side {
	end := c.d.Sents[c.d.SentOf(i)].Span.End
	after := from(seen, i+1)
	for k, x := range after {
		if x.at >= end {
			break
		}
		for _, y := range after[k+1:] {
			if y.at >= end {
				break
			}
			if c.rel(y.at) == "conj" && c.head(y.at) == x.at && x.side != y.side && (!states || x.side.group < 0 && y.side.group < 0) {
				return []side{x.side, y.side}
			}
		}
	}
	return nil
}

// actsOn returns the side of the subject of the verb whose object or oblique
// the pair at word i is.
func (c *cast) actsOn(seen []sighting, i int) (side, bool) {
	r := c.rel(i)
	if r != "obj" && r != "iobj" && !r.Is("obl") {
		return side{}, false
	}
	for v := c.head(i); v >= 0; v = c.head(v) {
		for j := range c.d.Children(v) {
			if c.d.Rel[j] != "nsubj" {
				continue
			}
			if x := from(seen, j); len(x) > 0 && x[0].at == j {
				return x[0].side, true
			}
			return side{}, false
		}
		if r := c.rel(v); r != "conj" && r != "xcomp" && r != "advcl" {
			break
		}
	}
	return side{}, false
}

// bodyOf returns the actor that stands for a side in a pair of that noun: the
// body of the state that the text named last before word i, else its government.
func (c *cast) bodyOf(seen []sighting, x side, i int) int32 {
	if x.group >= 0 {
		return x.group
	}
	noun := c.d.Lemma[i]
	if st, ok := c.g.byISO[x.country]; ok && pairNouns[noun] {
		switch noun {
		case "government", "leader", "president", "premier", "capital":
			return c.government(st)
		}
		bare := found{kind: event.ByName}
		return c.state(&bare, st)
	}
	here := c.d.SentOf(i)
	first := c.d.Sents[max(0, here-reachOfPairs)].Span.Start
	last := int32(-1)
	for _, s := range from(seen, first) {
		if s.at >= i && (last >= 0 || s.at >= c.d.Sents[here].Span.End) {
			break
		}
		if s.side != x {
			continue
		}
		if last < 0 {
			last = s.actor
		}
		if c.standsBetter(s.actor, last) {
			last = s.actor
		}
	}
	for _, s := range seen { // a side that the text named long ago
		if last >= 0 || s.at >= i {
			break
		}
		if s.side == x {
			last = s.actor
		}
	}
	return last
}

// standsBetter reports whether actor a, named after b, stands better for the
// side of both: bodies before persons, then the one named last.
func (c *cast) standsBetter(a, b int32) bool {
	return c.actors[a].Kind != event.Person || c.actors[b].Kind == event.Person
}
