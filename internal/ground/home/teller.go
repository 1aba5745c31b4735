package home

import (
	"strings"

	"casus.dev/casus/event"
)

// told returns the country of soldiers of whom an army, an alliance or their
// ministry tells: "the Kenyan army said soldiers had killed two rebels". It is
// "" with true where the teller is of no country.
func (v *view) told(a *event.Actor) (string, bool) {
	if a.Sector != "MIL" {
		return "", false
	}
	for _, m := range a.Mentions {
		if m.Kind == event.ByPronoun {
			continue
		}
		for t := v.headOf(m); t >= 0; t = int(v.d.Head[t]) {
			h := int(v.d.Head[t])
			if h < 0 || !v.d.Rel[t].Is("ccomp") {
				continue
			}
			for j := range v.d.Children(h) {
				if !v.d.Rel[j].Is("nsubj") {
					continue
				}
				if i, ok := v.heads[j]; ok {
					if b := &v.rep.Actors[i]; b != a && !v.homeless(b) && (b.Sector == "MIL" || strings.HasPrefix(b.Code, "IGONAT")) {
						return b.Country, true
					}
				}
			}
		}
	}
	return "", false
}

// tellerOf returns the country of those who tell what mention m does: "state
// media in Guinea say military leaders ...", "officials in Fiji say police ...".
func (v *view) tellerOf(m event.Mention) string {
	for t := v.headOf(m); v.d.Head[t] >= 0; t = int(v.d.Head[t]) {
		h := int(v.d.Head[t])
		if !v.d.Rel[t].Is("ccomp") {
			continue
		}
		for j := range v.d.Children(h) {
			if !v.d.Rel[j].Is("nsubj") {
				continue
			}
			if i, ok := v.heads[j]; ok && v.rep.Actors[i].Country != "" {
				if s := v.rep.Actors[i].Sector; s == "MIL" || s == "REB" {
					return ""
				}
				return v.rep.Actors[i].Country
			}
			for k := range v.d.Children(j) {
				if c := v.ground[k]; c != "" {
					return c
				}
			}
		}
	}
	return ""
}
