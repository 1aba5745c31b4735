package actor

import (
	"strconv"

	"casus.dev/casus/event"
)

// settle orders mentions and actors and gives the ids.
func (c *cast) settle() {
	c.unite()
	c.homeless()
	order := make([]int32, 0, len(c.actors))
	for i := range c.actors {
		if len(c.actors[i].Mentions) > 0 {
			order = append(order, int32(i))
		}
		sortMentions(c.actors[i].Mentions)
	}
	sortActors(order, c.actors)
	id := make([]string, len(c.actors))
	for n, i := range order {
		id[i] = "a" + strconv.Itoa(n+1)
	}
	out := make([]event.Actor, 0, len(order))
	for _, i := range order {
		a := c.actors[i]
		a.ID = id[i]
		if who, ok := c.boss[i]; ok {
			for to, ok := c.moved[who]; ok; to, ok = c.moved[who] {
				who = to
			}
			if who != i {
				a.For = id[who]
			}
		}
		out = append(out, a)
	}
	c.actors = out
}

// unite joins an actor that the text names by a role noun alone ("the military
// government") with the only other actor of that role that has a country.
func (c *cast) unite() {
	type kind struct{ phrase, sector string }
	only := map[kind]int32{} // the actor with a country, -1 for several
	for i := range c.actors {
		a := &c.actors[i]
		phrase, ok := c.phraseOf[int32(i)]
		if !ok || a.Country == "" || len(a.Mentions) == 0 {
			continue
		}
		k := kind{phrase, a.Sector}
		if _, ok := only[k]; ok {
			only[k] = -1
		} else {
			only[k] = int32(i)
		}
	}
	for i := range c.actors {
		a := &c.actors[i]
		phrase, ok := c.phraseOf[int32(i)]
		if !ok || !c.official[int32(i)] || a.Country != "" || a.Kind == event.Person || len(a.Mentions) == 0 {
			continue
		}
		if to, ok := only[kind{phrase, a.Sector}]; ok && to >= 0 {
			c.move(int32(i), to)
		}
	}
}

// move gives the mentions of one actor to another.
func (c *cast) move(from, to int32) {
	c.actors[to].Mentions = append(c.actors[to].Mentions, c.actors[from].Mentions...)
	c.actors[from].Mentions = nil
	c.moved[from] = to
}

// homeless gives offices and bodies that the text leaves without a country
// ("police", "Foreign Minister Ada Vern") the country that it is about: the
// only one, or that of the dateline, or the first, where none is named more;
// else that of the first actor of the sentence or of the one before.
// Soldiers and armed men keep to what the text says, as they fight abroad.
func (c *cast) homeless() {
	main := c.mainCountry()
	for i := range c.actors {
		a := &c.actors[i]
		if a.Basis != event.FromText || a.Country != "" || a.Code != a.Sector || !homely[a.Sector] || c.private[int32(i)] {
			continue
		}
		if len(c.seen) != 1 && !c.official[int32(i)] || len(a.Mentions) == 0 {
			continue
		}
		home := main
		if home == "" {
			home = c.countryBefore(a.Mentions[0].Words.Start)
		}
		if home == "" {
			continue
		}
		a.Country = home
		a.Code = home + a.Sector
		if g, ok := c.byKey["g"+home]; ok && general[c.phraseOf[int32(i)]] && len(c.actors[g].Mentions) > 0 && g != int32(i) {
			c.move(int32(i), g)
		}
	}
}

// mainCountry returns the country that the text is about, "" if that cannot
// be told.
func (c *cast) mainCountry() string {
	if len(c.seen) == 1 {
		for k := range c.seen {
			return k
		}
	}
	if c.desk != "" {
		return c.desk
	}
	count := map[string]int{}
	first, firstAt, most := "", -1, 0
	for i := range c.actors {
		a := &c.actors[i]
		if a.Country == "" || len(a.Mentions) == 0 {
			continue
		}
		count[a.Country] += len(a.Mentions)
		most = max(most, count[a.Country])
		if at := a.Mentions[0].Words.Start; firstAt < 0 || at < firstAt {
			first, firstAt = a.Country, at
		}
	}
	if first == "" || count[first] < most {
		return ""
	}
	return first
}

// countryBefore returns the country of the first actor that is spoken of in
// the sentence of word i, before it, or else in the sentence before: as a rule
// the subject, where the last one may be a place.
func (c *cast) countryBefore(i int) string {
	if len(c.d.Sents) == 0 {
		return ""
	}
	n := c.d.SentOf(i)
	for s := n; s >= 0 && s >= n-1; s-- {
		span := c.d.Sents[s].Span
		for k := span.Start; k < span.End && k < i; k++ {
			if a := c.byHead[k]; a > 0 && c.actors[a-1].Country != "" {
				return c.actors[a-1].Country
			}
		}
	}
	return ""
}

// mark remembers what homeless and unite need to know of a new actor.
func (c *cast) mark(a int32, f *found) {
	if f.role < 0 {
		return
	}
	r := &c.g.roles[f.role]
	c.phraseOf[a] = r.phrase
	if f.private || f.proper || f.owned {
		c.private[a] = true
	}
	switch r.class {
	case office, spokes:
		c.official[a] = official[r.sector]
	case institution:
		c.official[a] = official[r.sector] && !c.has(f.span.Start-1, "a", "an")
	case crowd, someone:
		c.official[a] = r.sector == "COP" || r.sector == "LEG" || r.sector == "JUD"
	}
}
