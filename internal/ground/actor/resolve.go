package actor

import (
	"strings"
	"time"

	"casus.dev/casus/event"
)

// Resolution is who a phrase speaks of, on a day.
type Resolution struct {
	Name     string          `json:"name"`
	Kind     event.ActorKind `json:"kind,omitempty"`
	Country  *string         `json:"country"` // ISO 3166-1 alpha-3; UNO, NATO, EUR or IGO for an international organisation; null if unknown
	Sector   *string         `json:"sector"`  // PLOVER sector; null for a state
	Code     string          `json:"code"`
	Role     string          `json:"role,omitempty"`
	Basis    event.Basis     `json:"basis"`
	Interval string          `json:"interval,omitempty"`
}

// Resolve says who a phrase without a sentence around it speaks of: a name, a
// role, a country. context is text around it that may tell namesakes apart; it
// may be empty. What cannot be told is null; the name is then the phrase.
func (r *Resolver) Resolve(phrase, context string, on time.Time) Resolution {
	d := wordsOf(strings.TrimSpace(phrase))
	s := newScan(r.g, d, dayOf(on))
	s.bare = true
	if context != "" {
		c := newScan(r.g, wordsOf(context), s.on)
		c.match()
		for i := range c.segs {
			if it := c.decode(&c.segs[i]); it.kind == ofState {
				s.seen[r.g.states[it.state].iso3] = true
			}
		}
	}
	s.match()
	s.sent = s.whole()
	for i := 0; i < d.Len(); {
		f, next := s.phrase(i, d.Len(), 2)
		if next == i {
			i++
			continue
		}
		s.keep(&f)
		i = next
	}
	c := newCast(s)
	main := s.main()
	if main < 0 || s.onlyPartOfName(&s.founds[main]) {
		return unresolved(phrase)
	}
	for i := range s.founds {
		if i == main || s.founds[main].voice == i {
			c.place(i)
		}
	}
	c.voices()
	if c.of[main] < 0 {
		return unresolved(phrase)
	}
	return c.resolution(main, phrase)
}

func unresolved(phrase string) Resolution {
	out := Resolution{Name: strings.TrimSpace(phrase), Basis: event.FromText}
	if pronouns[foldString(out.Name)] {
		sector := "UNK"
		out.Sector, out.Code = &sector, sector
	}
	return out
}

// onlyPartOfName reports whether a place or a short name of a person is only
// a part of what looks like the name of somebody else: "Milan Novak".
func (s *scan) onlyPartOfName(f *found) bool {
	switch {
	case f.span.Len() == s.d.Len():
		return false
	case f.person.Len() > 0 && f.cands.kind == ofPerson && f.role < 0:
		for _, v := range s.vals[f.cands.from:f.cands.to] {
			if s.g.aliases[v].what == isFull {
				return false
			}
		}
	case f.bare && f.kind != event.ByNominal, f.thing >= 0 && (s.isPlaceThing(f.thing) || s.g.things[f.thing].class == seat):
	default:
		return false
	}
	for i := range s.d.Len() {
		if !f.span.Has(i) && (!s.capitalised(i) && !s.is(i, particles) || s.is(i, closed) || s.isComma(i)) {
			return false
		}
	}
	return true
}

// main returns the phrase that says most: a name, a body or role, a country.
func (s *scan) main() int {
	best, bestScore := -1, 0
	for i := range s.founds {
		f := &s.founds[i]
		score := 1
		switch {
		case f.person.Len() > 0 && f.cands.kind == ofPerson:
			score = 5
		case f.person.Len() > 0 && f.role >= 0:
			score = 4
		case f.thing >= 0 && !s.isPlaceThing(f.thing):
			score = 4
		case f.role >= 0 && (len(f.states) > 0 || f.home != "" || f.code != "" || f.org >= 0):
			score = 4
		case f.role >= 0:
			score = 3
		case f.bare, f.thing >= 0:
			score = 2
		}
		if score > bestScore {
			best, bestScore = i, score
		}
	}
	return best
}

func (c *cast) resolution(main int, phrase string) Resolution {
	f := &c.founds[main]
	a := &c.actors[c.of[main]]
	out := Resolution{Name: a.Name, Kind: a.Kind, Code: a.Code, Role: a.Role, Basis: a.Basis, Interval: a.Interval}
	country, sector := a.Country, a.Sector
	if family := orgFamily(a.Code); country == "" && family != "" {
		country = family
	}
	switch {
	case f.bare && f.kind == event.ByName && f.span.Len() < c.d.Len()-1 && !c.has(0, "the"):
		sector = "UNK"
	case f.bare && f.place.kind == ofState:
		out.Name = c.d.SpanText(f.span)
	}
	if country != "" {
		out.Country = &country
	}
	if sector != "" {
		out.Sector = &sector
	}
	if f.thing < 0 && f.person.Len() == 0 && f.role >= 0 && a.Kind != event.Person {
		out.Name = strings.TrimSpace(phrase)
	}
	return out
}

// orgFamily returns what stands for the country of an international
// organisation: UNO, EUR, NATO, or IGO for the others.
func orgFamily(code string) string {
	switch {
	case !strings.HasPrefix(code, "IGO"):
		return ""
	case code == "IGOUNO":
		return "UNO"
	case code == "IGOEUR":
		return "EUR"
	case code == "IGONATO":
		return "NATO"
	}
	return "IGO"
}
