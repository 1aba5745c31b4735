package actor

import (
	"casus.dev/casus/event"
)

// after reads "of Poland", "for the Kremlin", "in France" behind a role or a
// name, and returns the word after it.
func (s *scan) after(f *found, at, end, depth int) int {
	if at >= end {
		return at
	}
	of, voice := s.word(at, "of"), s.word(at, "for")
	if s.word(at, "to") && f.role >= 0 && aides[s.g.roles[f.role].phrase] {
		of = true
	}
	inside := s.has(at, "in", "from", "across", "within", "inside")
	if !of && !voice && !inside {
		return at
	}
	start := at + 1
	for start < end && start <= at+3 && (s.is(start, determiners) || s.has(start, "current", "new", "neighboring", "neighbouring")) {
		start++
	}
	if start >= end {
		return at
	}
	items := append([]item(nil), s.items...)
	in, next := s.phrase(start, end, depth-1)
	s.items = append(s.items[:0], items...)
	if next == start || in.kind == "" {
		if of && s.capitalised(start) {
			s.unknownOrg(f)
		}
		return at
	}
	switch {
	case of, voice && f.role >= 0 && s.g.roles[f.role].class == spokes:
		return s.ofPhrase(f, &in, at, next)
	case inside && s.inPhrase(f, &in, at):
		return next
	}
	return at
}

// unknownOrg takes back the sector of "president of Acme": nobody's state.
func (s *scan) unknownOrg(f *found) {
	if f.role < 0 || len(f.states) > 0 || f.home != "" || f.org >= 0 {
		return
	}
	r := &s.g.roles[f.role]
	if r.sector == "GOV" && (r.office == president || r.office == vice || r.class == generic || r.office == secGen) {
		f.sector, f.private = "", true
	}
}

// inPhrase takes the country of "people in the UK", "a lawmaker from Poland".
func (s *scan) inPhrase(f, in *found, at int) bool {
	if len(f.states) > 0 || f.home != "" || f.role < 0 || f.code != "" {
		return false
	}
	if s.d.Head != nil {
		h := s.head(in.head)
		if h != f.head && !f.span.Has(h) {
			return false
		}
	}
	if sector := s.g.roles[f.role].sector; sector == "MIL" || sector == "JRN" {
		return false // soldiers and reporters in a country are often another's
	}
	switch s.g.roles[f.role].class {
	case someone, crowd, adherent, institution, generic:
	default:
		return false
	}
	switch {
	case in.thing >= 0 && !s.isPlaceThing(in.thing) && s.g.things[in.thing].code != "" && s.word(at, "from"):
		f.org = in.thing // "officials from the European Union"
		s.sectorOfThing(f, &s.g.roles[f.role], in.thing)
	case in.bare:
		f.states = in.states
	case in.thing >= 0 && s.isPlaceThing(in.thing):
		f.home = s.g.things[in.thing].country
	default:
		return false
	}
	f.span.End = max(f.span.End, in.span.End)
	_ = at
	return true
}

// ofPhrase takes country and sector of "president of Poland", "head of the
// CIA", "spokesman for the Kremlin".
func (s *scan) ofPhrase(f, in *found, at, next int) int {
	if f.role < 0 {
		return at
	}
	r := &s.g.roles[f.role]
	end := in.span.End
	switch {
	case r.class == spokes:
		f.voice = s.keep(in)
		f.span.End = end
		return next
	case in.bare && in.kind != event.ByNominal:
		if len(f.states) == 0 && f.home == "" {
			f.states, f.at = in.states, in.at
			if to := s.alsoOf(f, next); to > next {
				f.span.End = to
				return to
			}
		}
	case in.thing >= 0 && s.isPlaceThing(in.thing):
		if len(f.states) == 0 {
			f.home = s.g.things[in.thing].country
		}
	case in.thing >= 0:
		f.org = in.thing
		t := &s.g.things[in.thing]
		s.sectorOfThing(f, r, in.thing)
		if r.class == office && t.code == "" && r.office != ambassador {
			f.sector = t.sector
		}
		if len(f.states) == 0 {
			f.home = t.country
		}
	case in.role >= 0 && in.person.Len() == 0:
		if partitive[r.phrase] {
			f.role, f.plural, f.sector, f.code, f.org = in.role, in.plural, in.sector, in.code, in.org
			f.states, f.home = in.states, in.home
			f.span.End = end
			return next
		}
		if r.class == generic || r.class == someone && r.sector == "GOV" || r.class == office && s.g.roles[in.role].class == institution && r.office != mayor {
			if in.sector != "" {
				f.sector = in.sector
			}
			if in.code != "" {
				f.code = in.code
			}
		}
		if len(f.states) == 0 {
			f.states, f.home = in.states, in.home
		}
	case in.person.Len() > 0 && (r.class == generic || r.class == institution):
		s.ofPerson(f, in)
	default:
		return at
	}
	f.span.End = end
	return next
}

// alsoOf adds the further countries of "foreign ministers of India, Nepal and
// Bhutan" to a plural role, and returns the word after the last; at where there
// are none.
func (s *scan) alsoOf(f *found, at int) int {
	if !f.plural {
		return at
	}
	states, spans := f.states, f.at
	and := false
	k := at
	for len(states) < maxItems && k+1 < s.sent.End && (s.word(k, ",") || s.word(k, "and")) {
		and = and || s.word(k, "and")
		if k++; s.word(k, "and") {
			and = true
			k++
		}
		if k >= s.sent.End || s.segAt[k] < 0 {
			return at
		}
		it := s.decode(&s.segs[s.segAt[k]])
		if it.kind != ofState || !it.has(isState) || it.span.End < s.sent.End && s.ownerAt(it.span.End) {
			return at
		}
		states, spans = append(states, it.state), append(spans, it.span)
		k = it.span.End
		if and {
			f.states, f.at = states, spans
			return k
		}
	}
	return at
}

// ofPerson takes the country of "supporters of Jair Bolsonaro", "the government
// of President Gustavo Petro", and keeps the person as a phrase of its own.
func (s *scan) ofPerson(f, in *found) {
	s.keep(in)
	if len(f.states) > 0 || f.home != "" {
		return
	}
	f.states, f.home = in.states, in.home
	if in.cands.kind != ofPerson {
		return
	}
	if ch, ok := s.choose(in); ok && len(f.states) == 0 && f.home == "" {
		f.home = s.g.persons[ch.person].terms[ch.term].country
		if st, ok := s.g.byISO[f.home]; ok {
			f.states = []int32{st}
		}
	}
}
