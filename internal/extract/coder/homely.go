package coder

import "casus.dev/casus/event"

// homely reports whether c is what parents, critics or customers of no country
// say, in a report with one word of politics at most.
func (x *view) homely(c *candidate) bool {
	switch c.typ {
	case "PROTEST", "SUPPORT", "ACCUSE", "REQUEST", "REJECT", "AGREE":
	default:
		return false
	}
	if words := float64(max(x.d.Len(), 40)) / 100; x.about["politics"]*words > 3.1 || len(c.actors) == 0 {
		return false
	}
	for _, list := range [][]int{c.actors, c.recipients} {
		for _, i := range list {
			a := &x.rep.Actors[i]
			if a.Country != "" || a.Kind == event.State || a.Kind == event.Government || armed[a.Sector] {
				return false
			}
			if len(a.Code) > 3 {
				return false // a body with a code of its own
			}
		}
	}
	return true
}
