package actor

import (
	"strconv"

	"casus.dev/casus/event"
)

// settle orders mentions and actors and gives the ids.
func (c *cast) settle() {
	c.unite()
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
			if who = c.final(who); who != i {
				a.For = id[who]
			}
		}
		for _, m := range c.members[i] {
			a.Members = append(a.Members, id[c.final(m)])
		}
		out = append(out, a)
	}
	c.actors = out
}

// final returns the actor that an actor's mentions went to.
func (c *cast) final(a int32) int32 {
	for to, ok := c.moved[a]; ok; to, ok = c.moved[a] {
		a = to
	}
	return a
}

// unite joins an actor that the text names by a role noun alone ("the military
// government", "officials") with the only other actor of that role that has a
// country.
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

// mark remembers what unite needs to know of a new actor.
func (c *cast) mark(a int32, f *found) {
	if f.role < 0 || f.private || f.proper || f.owned {
		return
	}
	r := &c.g.roles[f.role]
	c.phraseOf[a] = r.phrase
	if !c.has(f.span.Start-1, "a", "an", "other", "some", "many", "more") {
		c.official[a] = r.class == institution && official[r.sector] || f.plural && r.class != office && (official[r.sector] || irregular[r.sector])
	}
}
