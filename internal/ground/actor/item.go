package actor

import "casus.dev/casus/nlp"

type itemKind uint8

const (
	filler   itemKind = iota // a word that the gazetteer does not have
	past                     // former
	ofState                  // a state, by name, adjective, citizens or capital
	ofThing                  // a body, group, region, city
	ofRole                   // a role noun
	ofPerson                 // a person of the gazetteer
	ofName                   // the name of an unknown person
	ofOwner                  // a person whose government or aide is meant: "Trump" of "Trump administration"
	owner                    // 's
	linked                   // "and", "," between countries
)

// item is one part of a phrase.
type item struct {
	kind   itemKind
	span   nlp.Span
	state  int32  // in gazetteer.states, -1
	thing  int32  // in gazetteer.things, -1
	role   int32  // in gazetteer.roles, -1
	plural bool   // the role noun is plural
	how    uint16 // bits of what, for a state or a person
	weak   bool
	from   int32 // person: candidates are scan.vals[from:to]
	to     int32
}

func (it *item) has(w what) bool { return it.how&(1<<w) != 0 }

// decode says what the words of a segment are. A segment may be a state, a
// thing, a role and a person at once; item keeps all of them and its kind is
// the likeliest.
func (s *scan) decode(seg *segment) item {
	it := item{span: seg.span, state: -1, thing: -1, role: -1, from: seg.from, to: seg.to}
	var strongPerson, anyPerson bool
	thingWeak, stateWeak := true, true
	for _, v := range s.vals[seg.from:seg.to] {
		a := &s.g.aliases[v]
		switch a.what {
		case isState, isAdj, isCitizen, isPeople, isCapital:
			if it.state >= 0 && it.state != a.ref && !s.betterState(a.ref, it.state) {
				continue
			}
			if it.state != a.ref {
				it.how, stateWeak = 0, true
			}
			it.state = a.ref
			it.how |= 1 << a.what
			stateWeak = stateWeak && a.weak
		case isThing:
			if it.thing < 0 || s.betterThing(a.ref, it.thing) {
				it.thing, thingWeak = a.ref, a.weak
			}
		case isRole:
			if s.noNoun(seg.span, s.g.roles[a.ref].class) {
				continue
			}
			if r := &s.g.roles[a.ref]; r.class == someone && r.sector == "CVL" && seg.span.Start > s.sent.Start && s.capitalised(seg.span.Start) && s.d.UPOS != nil {
				continue // "National Guard", "Mother Teresa"
			}
			it.role = a.ref
		case isRoles:
			if it.role < 0 {
				it.role, it.plural = a.ref, true
			}
		case isFull:
			strongPerson, anyPerson = true, true
		case isShort, isSurname:
			anyPerson = true
		}
	}
	if it.role >= 0 && s.g.roles[it.role].class == crowd {
		it.plural = true
	}
	it.kind = filler
	if s.shout && it.span.Len() == 1 && (s.is(it.span.Start, pronouns) || s.is(it.span.Start, closed)) {
		return it
	}
	switch {
	case strongPerson && it.span.Len() > 1:
		it.kind = ofPerson
	case it.state >= 0 && (!stateWeak || (it.thing < 0 || thingWeak) && s.trusted(it.span, s.g.states[it.state].iso3)):
		it.kind = ofState
	case it.thing >= 0 && (!thingWeak || s.met[it.thing] || s.familiar(&it)) && (it.role < 0 || !s.lowerCase(it.span)):
		it.kind = ofThing
	case it.thing >= 0 && thingWeak && s.isPlaceThing(it.thing) && s.trusted(it.span, s.g.things[it.thing].country):
		it.kind = ofThing
	case it.role >= 0:
		it.kind = ofRole
	case anyPerson:
		it.kind = ofPerson
	}
	it.weak = it.kind == filler
	return it
}

// noNoun reports whether one word that may be a role noun is none here:
// "remained hopeful", "to police", "in association with".
func (s *scan) noNoun(span nlp.Span, c roleClass) bool {
	if span.Len() == 1 && s.word(span.Start-1, "in") && s.word(span.End, "with") {
		return true // "in association with", "in alliance with"
	}
	if span.Len() > 1 || c == modifier || c == adherent || c == title || c == spokes || c == office {
		return false
	}
	switch i := span.Start; s.tag(i) {
	case nlp.VERB, nlp.AUX, nlp.ADV:
		return true
	case nlp.ADJ:
		return s.rel(i) != "amod" && s.rel(i) != "compound"
	}
	return false
}

// betterState reports whether state a is the likelier reading of a name that
// it shares with b.
func (s *scan) betterState(a, b int32) bool {
	x, y := &s.g.states[a], &s.g.states[b]
	if sx, sy := s.seen[x.iso3], s.seen[y.iso3]; sx != sy {
		return sx
	}
	if hx, hy := x.status != "former", y.status != "former"; hx != hy {
		return hx
	}
	return a > b
}

// betterThing reports whether thing a is the likelier reading of a name that
// it shares with b, which stands before it.
func (s *scan) betterThing(a, b int32) bool {
	x, y := &s.g.things[a], &s.g.things[b]
	if hx, hy := x.when.holds(s.on), y.when.holds(s.on); hx != hy {
		return hx
	}
	if mx, my := s.met[a], s.met[b]; mx != my {
		return mx
	}
	if cx, cy := s.seen[x.country], s.seen[y.country]; cx != cy {
		return cx
	}
	return false
}

// familiar reports whether a weak name of a body may be taken as such: its
// country is the only one that is spoken of, or it is an acronym or has several
// words, and its country is spoken of.
func (s *scan) familiar(it *item) bool {
	home := s.g.things[it.thing].country
	if home == "" || !s.seen[home] || s.isPlaceThing(it.thing) {
		return false
	}
	if s.acronym(it.span.Start) && it.span.Len() == 1 {
		return s.tag(it.span.Start) == nlp.PROPN
	}
	return (len(s.seen) == 1 || it.span.Len() > 1) && s.capitalised(it.span.Start)
}

func (s *scan) isPlaceThing(t int32) bool {
	c := s.g.things[t].class
	return c == region || c == city
}

// trusted reports whether a weak name of a place may be taken as such: a
// recogniser took it for a place, or its country is already spoken of.
func (s *scan) trusted(span nlp.Span, country string) bool {
	if s.named != nil {
		if k := s.named[span.Start]; k >= 0 && s.d.Names[k].Span == span {
			return s.d.Names[k].Label == "GPE" || s.d.Names[k].Label == "LOC"
		}
	}
	return s.seen[country]
}

// lowerCase reports whether no word of the span has a capital.
func (s *scan) lowerCase(span nlp.Span) bool {
	for i := span.Start; i < span.End; i++ {
		if s.capitalised(i) {
			return false
		}
	}
	return true
}
