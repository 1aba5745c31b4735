package actor

import (
	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// phrase reads the noun phrase that starts at word i and returns what actor it
// speaks of, and the word after it. It returns i where there is none. depth
// bounds the phrases after "of".
func (s *scan) phrase(i, end, depth int) (f found, next int) {
	next = s.gather(i, end)
	if next == i {
		return f, i
	}
	f = found{thing: -1, role: -1, voice: -1, org: -1, same: -1, cands: item{from: 0, to: 0}}
	core := s.core()
	if core < 0 {
		return f, i
	}
	it := s.items[core]
	f.span = nlp.Span{Start: s.items[0].span.Start, End: it.span.End}
	f.own = f.span.Start
	for k := range core {
		s.before(&f, &s.items[k], &it)
		switch s.items[k].kind {
		case ofState, linked:
			f.own = s.items[k].span.End
		case owner:
			f.own = s.items[k].span.End
			if s.items[k-1].kind == ofState {
				f.owner = f.own
			}
		}
	}
	switch it.kind {
	case ofPerson, ofName:
		s.takeName(&f, core)
	case ofRole:
		f.role, f.plural = it.role, it.plural
		f.kind = event.ByNominal
		s.sectorBefore(&f, core)
		s.principal(&f, core)
		s.properName(&f, core)
	case ofThing:
		s.takeThing(&f, &it)
	case ofState:
		s.takeState(&f, &it, core)
	}
	if f.kind == "" {
		return f, i
	}
	f.head = s.headOf(f.span, it.span)
	next = f.span.End
	if depth > 0 && (f.role >= 0 || f.person.Len() > 0) {
		next = s.after(&f, next, end, depth)
	}
	s.nest(&f, s.items)
	return f, next
}

// core returns the item that the phrase is about: a name, else the last role
// or body, else the last country; -1 for none.
func (s *scan) core() int {
	best := -1
	for k := range s.items {
		it := &s.items[k]
		switch it.kind {
		case ofPerson, ofName:
			return k
		case ofRole:
			if c := s.g.roles[it.role].class; (c == modifier || c == title) && best >= 0 {
				continue
			}
			best = k
		case ofThing:
			if best >= 0 && s.items[best].kind == ofRole && s.isPlaceThing(it.thing) {
				continue
			}
			best = k
		case ofState:
			if best < 0 || s.items[best].kind == ofState {
				best = k
			}
		}
	}
	// A bare modifier or title is no actor.
	if best >= 0 && s.items[best].kind == ofRole {
		if c := s.g.roles[s.items[best].role].class; c == modifier || c == title {
			for k := best; k >= 0; k-- {
				if s.items[k].kind == ofState {
					return k
				}
			}
			return -1
		}
	}
	return best
}

// before notes what an item that stands before the core says of it.
func (s *scan) before(f *found, it, core *item) {
	switch it.kind {
	case past:
		f.former = core.kind != ofState && core.kind != ofThing
	case ofState:
		s.addState(f, it)
	case ofThing:
		t := &s.g.things[it.thing]
		switch t.class {
		case region, city:
			f.home = t.country
		case nothing:
		case seat:
			// "Brussels police" are Belgian, "Brussels officials" the EU's.
			if it.state >= 0 && core.kind == ofRole && s.g.roles[core.role].sector != "GOV" {
				s.addState(f, it)
				return
			}
			f.org, f.home = it.thing, t.country
		case people:
			if f.home == "" {
				f.home = t.country
			}
		default:
			f.org = it.thing
			if f.home == "" {
				f.home = t.country
			}
		}
	case linked:
		f.allied = true
	case ofOwner:
		s.ownerBefore(f, it)
	}
}

// ownerBefore keeps the person before "administration" or "aide" as a phrase
// of its own and takes that person's country.
func (s *scan) ownerBefore(f *found, it *item) {
	p := found{thing: -1, role: -1, voice: -1, org: -1, same: -1, span: it.span, person: it.span, cands: *it, kind: event.ByName}
	p.cands.kind = ofPerson
	p.head = s.headOf(it.span, it.span)
	if ch, ok := s.choose(&p); ok && f.home == "" && len(f.states) == 0 {
		f.home = s.g.persons[ch.person].terms[ch.term].country
	}
	f.voice = s.keep(&p)
}

// addState adds a country to a phrase: another one where "and" joins them,
// else in place of none.
func (s *scan) addState(f *found, it *item) {
	if len(f.states) == 0 || f.allied {
		f.states = append(f.states, it.state)
		f.at = append(f.at, it.span)
	}
	f.allied = false
}

// takeName makes the phrase one of a person: the name is the core and the
// roles before it say what the person is.
func (s *scan) takeName(f *found, core int) {
	it := s.items[core]
	f.kind = event.ByName
	f.person = it.span
	if it.kind == ofPerson {
		f.cands = it
	}
	if core > 0 && (s.items[core-1].kind == filler || s.plainModifier(&s.items[core-1])) {
		if s.nationality(core) {
			return // "Chinese skier Li Na": the country and no sector
		}
		f.span.Start, f.states, f.home, f.org, f.former, f.voice = it.span.Start, nil, "", -1, false, -1
		return
	}
	for k := core - 1; k >= 0; k-- {
		b := &s.items[k]
		if b.kind != ofRole {
			continue
		}
		r := &s.g.roles[b.role]
		if r.class == modifier || (r.class == title && f.role >= 0) {
			continue
		}
		if f.role < 0 || s.g.roles[f.role].class == title {
			f.role = b.role
			s.sectorBefore(f, k)
			if r.class != title {
				s.principal(f, k)
				break
			}
		}
	}
	// "Ukraine Zelensky": a country that no role or owner binds to the name is none of its phrase.
	if f.role < 0 && f.org < 0 && core > 0 && s.items[core-1].kind == ofState && !s.items[core-1].has(isAdj) && !s.items[core-1].has(isCitizen) {
		f.states, f.span.Start = nil, it.span.Start
	}
	if core > 0 && s.items[core-1].kind == owner && f.role < 0 {
		f.span.Start = it.span.Start // "Trump's Putin problem"
		f.states, f.home, f.org = nil, "", -1
	}
}

// nationality reports whether nothing but an adjective of country and common
// words stand before a name.
func (s *scan) nationality(core int) bool {
	for k := range core {
		it := &s.items[k]
		switch {
		case it.kind == ofState && k == 0 && it.has(isAdj):
		case it.kind == filler && k > 0 && !s.capitalised(it.span.Start):
		default:
			return false
		}
	}
	return core > 1
}

// plainModifier reports whether an item is a role noun that never stands
// before a name: "presidential", "troops".
func (s *scan) plainModifier(it *item) bool {
	return it.kind == ofRole && (s.g.roles[it.role].class == modifier || it.plural)
}

// sectorBefore gives a role its sector by what stands before it: "rebel
// leader", "Hamas fighters", "CIA director".
func (s *scan) sectorBefore(f *found, core int) {
	r := &s.g.roles[s.items[core].role]
	f.sector = r.sector
	for k := core - 1; k >= 0; k-- {
		b := &s.items[k]
		switch b.kind {
		case ofThing:
			s.sectorOfThing(f, r, b.thing)
			return
		case ofRole:
			p := &s.g.roles[b.role]
			if p.sector == "" || p.class == title {
				continue
			}
			if r.class == generic || r.class == spokes || r.class == modifier ||
				r.sector == "MIL" && irregular[p.sector] || r.sector == "GOV" && p.class == institution && r.class == someone {
				f.sector = p.sector
			}
			for k--; k >= 0; k-- { // "U.N. military officials" are the U.N.'s
				if b := &s.items[k]; b.kind == ofThing && s.g.things[b.thing].code != "" {
					f.code, f.home = s.g.things[b.thing].code, s.g.things[b.thing].country
				}
			}
			return
		}
	}
}

func (s *scan) sectorOfThing(f *found, r *role, ref int32) {
	t := &s.g.things[ref]
	if t.class == region || t.class == city || t.class == nothing || t.class == people {
		return
	}
	if t.code != "" {
		if r.office != ambassador && r.office != envoy || len(f.states) == 0 {
			f.code = t.code
		}
		f.home = t.country
		return
	}
	switch {
	case r.class == generic, r.class == spokes, r.class == asset, r.class == crowd, r.class == institution && r.sector == "GOV":
		f.sector = t.sector
	case r.sector == "MIL", r.sector == "UAF", r.sector == "REB":
		f.sector = t.sector
	case r.class == someone && (r.sector == "GOV" || r.sector == "UNK" || irregular[t.sector]):
		f.sector = t.sector
	}
}

// takeThing makes the phrase one of a body, group or region.
func (s *scan) takeThing(f *found, it *item) {
	t := &s.g.things[it.thing]
	if t.class == nothing {
		return
	}
	// "the German Foreign Office" is not the British one.
	if len(f.states) > 0 && t.country != "" && s.g.states[f.states[0]].iso3 != t.country && !s.isPlaceThing(it.thing) {
		if it.role >= 0 {
			f.role, f.plural, f.kind, f.org = it.role, it.plural, event.ByNominal, -1
			f.sector = s.g.roles[it.role].sector
			f.home = ""
			return
		}
	}
	f.thing = it.thing
	f.kind = event.ByName
	for f.span.Len() > 1 && s.word(f.span.Start, "the") {
		f.span.Start++
	}
	switch h := s.d.HeadOf(it.span); {
	case t.class == seat:
		f.kind = event.ByMetonym
	case t.class == people && (s.rel(h) == "amod" || s.tag(h) == nlp.ADJ):
		f.kind = event.ByDemonym
	}
	f.states, f.org = nil, -1
}

// takeState makes the phrase one of a country or its people.
func (s *scan) takeState(f *found, it *item, core int) {
	f.states, f.at = f.states[:0], f.at[:0]
	if k := core - 2; k >= 0 && s.items[core-1].kind == linked && s.items[k].kind == ofState {
		f.states, f.at = append(f.states, s.items[k].state), append(f.at, s.items[k].span)
	}
	f.states, f.at = append(f.states, it.state), append(f.at, it.span)
	if len(f.states) == 1 {
		f.span = it.span
	}
	f.bare, f.kind, f.former = true, event.ByName, false
	i := it.span.Start
	head := s.d.HeadOf(it.span)
	switch {
	case it.has(isCapital) && !it.has(isState):
		f.kind, f.place = event.ByMetonym, *it
	case it.has(isState) && !(it.has(isAdj) && s.tag(head) == nlp.ADJ):
	case it.has(isPeople) && !it.has(isAdj):
		f.kind, f.plural = event.ByNominal, true
	case it.has(isCitizen) && !it.has(isAdj):
		f.kind = event.ByNominal
	case it.has(isCitizen) && (s.tag(head) == nlp.NOUN || s.tag(head) == nlp.PROPN) && independent(s.rel(head)) && s.has(i-1, "a", "an", "one"):
		f.kind = event.ByNominal
	default:
		f.kind = event.ByDemonym
	}
}

// has reports whether word i is one of words.
func (s *scan) has(i int, words ...string) bool {
	for _, w := range words {
		if s.word(i, w) {
			return true
		}
	}
	return false
}

// independent reports whether a word of this relation stands for itself and
// does not modify a noun.
func independent(r nlp.Rel) bool {
	switch r.Base() {
	case "amod", "compound", "flat", "nmod:poss", "det", "case":
		return false
	}
	return r != "nmod:poss"
}

// headOf returns the head word of a phrase: by the tree the word that governs
// the whole, else the last word of its core.
func (s *scan) headOf(span, core nlp.Span) int {
	if s.d.Head == nil {
		return core.End - 1
	}
	// The governor of the core itself, so that a modifier that a parser hung
	// elsewhere does not become the head.
	h := s.d.HeadOf(core)
	for range span.Len() {
		up := s.head(h)
		if up == nlp.Root || !span.Has(up) {
			break
		}
		h = up
	}
	return h
}

// principal keeps the body that stands before a spokesperson as a phrase of
// its own: the Kremlin of "Kremlin spokesman".
func (s *scan) principal(f *found, core int) {
	if s.g.roles[s.items[core].role].class != spokes {
		f.voice = -1
		return
	}
	if f.voice >= 0 {
		return
	}
	for k := core - 1; k >= 0; k-- {
		it := s.items[k]
		p := found{
			thing: -1, role: -1, voice: -1, org: -1, same: -1, span: nlp.Span{Start: s.items[0].span.Start, End: it.span.End},
			states: append([]int32(nil), f.states...), home: f.home, head: s.headOf(it.span, it.span),
		}
		switch {
		case it.kind == ofThing && !s.isPlaceThing(it.thing):
			s.takeThing(&p, &it)
		case it.kind == ofRole && s.g.roles[it.role].class != modifier && s.g.roles[it.role].class != title:
			p.role, p.plural, p.kind, p.sector, p.org = it.role, it.plural, event.ByNominal, s.g.roles[it.role].sector, -1
		default:
			continue
		}
		f.voice = s.keep(&p)
		return
	}
}

// keep lists a phrase and returns its number.
func (s *scan) keep(f *found) int {
	s.founds = append(s.founds, *f)
	return len(s.founds) - 1
}

// properName takes the capitalised words before an institution into its name:
// "Amherst College".
func (s *scan) properName(f *found, core int) {
	if core != 0 || s.g.roles[f.role].class != institution || !s.capitalised(f.span.Start) {
		return
	}
	for k := f.span.Start - 1; k >= max(s.sent.Start, f.span.Start-maxName) && s.segAt[k] < 0 && s.capitalised(k) && s.letters(k); k-- {
		if s.d.UPOS == nil && s.is(k, closed) || s.d.UPOS != nil && s.tag(k) != nlp.PROPN || s.is(k, determiners) {
			break
		}
		f.span.Start, f.proper = k, true
	}
}
