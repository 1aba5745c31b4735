package actor

import (
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// read finds the phrases of all sentences that speak of actors.
func (s *scan) read() {
	if len(s.d.Sents) == 0 {
		s.sentence(nlp.Span{Start: 0, End: s.d.Len()})
		return
	}
	for i := range s.d.Sents {
		switch s.d.Sents[i].Kind {
		case nlp.Credit, nlp.Boilerplate:
		default:
			s.sentence(s.d.Sents[i].Span)
		}
	}
}

func (s *scan) sentence(span nlp.Span) {
	s.sent = span
	s.shout = s.shouted(span)
	for i := span.Start; i < span.End; {
		if s.compoundTail(i) {
			i++
			continue
		}
		f, next := s.phrase(i, span.End, 2)
		if next == i {
			i++
			continue
		}
		i = next
		if !s.wanted(&f) {
			continue
		}
		s.note(&f)
		at := s.keep(&f)
		i = s.apposition(at, next, span.End)
	}
}

// shouted reports whether a sentence is written in capitals throughout, so that
// "WHO" may be a pronoun.
func (s *scan) shouted(span nlp.Span) bool {
	words := 0
	for i := span.Start; i < span.End; i++ {
		if len(s.form(i)) < 4 || !s.letters(i) {
			continue
		}
		if !s.acronym(i) {
			return false
		}
		words++
	}
	return words > 1
}

// wanted reports whether a phrase speaks of an actor at all: a capital in the
// sense of a place does not, nor a city, nor a lone "group".
func (s *scan) wanted(f *found) bool {
	switch {
	case f.person.Len() > 0 && f.role < 0 && s.storm(f.person):
		return false
	case f.person.Len() > 0:
		return f.role >= 0 || f.person.Len() > 1 || f.cands.kind == ofPerson || !s.acronym(f.person.Start)
	case f.bare && f.place.kind == ofState:
		if s.dateline(f.span) {
			s.seen[s.g.states[f.states[0]].iso3] = true
			return false
		}
		s.seen[s.g.states[f.states[0]].iso3] = true
		f.site = !s.metonymic(f)
		return !f.site || s.target(f)
	case f.bare:
		return !s.glued(f.span)
	case f.thing >= 0:
		switch t := &s.g.things[f.thing]; t.class {
		case city:
			s.seen[t.country] = true
			f.site = true
			return s.target(f)
		case region:
			s.seen[t.country] = true
			if s.inhabitants(f) {
				return true
			}
			f.site = t.sector != "PRE" && t.sector != "GOV" || !s.metonymic(f)
			return !f.site || s.target(f)
		case seat:
			return s.metonymicSeat(f)
		}
		return true
	case f.role >= 0:
		r := &s.g.roles[f.role]
		known := len(f.states) > 0 || f.home != "" || f.code != "" || f.org >= 0
		switch r.class {
		case generic:
			if s.tag(f.head) == nlp.ADJ || s.rel(f.head) == "amod" {
				return false // "no official comment"
			}
			return known || f.sector != r.sector || alone[r.phrase]
		case asset:
			return known
		case modifier, title:
			return false
		}
		if !known && s.abstract(f) {
			return false
		}
		return !s.modifies(f) || known
	}
	return false
}

// compoundTail reports whether word i is the tail of a compound adjective and
// by itself a general head: "wing" of "right-wing members".
func (s *scan) compoundTail(i int) bool {
	seg := s.segAt[i]
	if seg < 0 || i < s.sent.Start+2 || !isHyphen(s.form(i-1)) || s.d.Words[i-1].End != s.d.Words[i].Start || s.is(i-2, formerly) {
		return false
	}
	it := s.decode(&s.segs[seg])
	return it.kind == ofRole && s.g.roles[it.role].class == generic && s.letters(i-2) && !s.capitalised(i-2) || it.kind == ofRole && s.form(i) == "wing"
}

// abstract reports whether a noun that can mean people means none here: "faced
// stiff opposition from", "the opposition to the plan", "joined forces".
func (s *scan) abstract(f *found) bool {
	switch s.g.roles[f.role].phrase {
	case "opposition":
		article := false
		for k := f.span.Start - 1; k >= s.sent.Start && k >= f.span.Start-3; k-- {
			article = article || s.is(k, determiners) || s.has(k, "the") || s.ownerAt(k)
		}
		return !article || s.has(f.span.End, "to", "from", "against", "over")
	case "forces":
		return s.d.Rel != nil && s.rel(f.head) == "obj" && s.has(f.span.Start-1, "join", "joins", "joined", "joining", "combine", "combined")
	}
	return false
}

// storm reports whether a name is that of a storm: behind "Hurricane", also in
// a list, and from then on alone.
func (s *scan) storm(name nlp.Span) bool {
	key := FoldName(s.d.SpanText(name))
	for k := name.Start - 1; k >= s.sent.Start && k >= name.Start-6; k-- {
		if s.is(k, storms) {
			s.blown[key] = true
			break
		}
		if !s.capitalised(k) && !s.isComma(k) && !s.word(k, "and") {
			break
		}
	}
	return s.blown[key]
}

// dateline reports whether a name is the place that a wire report opens with:
// "BEIRUT (AP)", "WASHINGTON, Nov. 18 -".
func (s *scan) dateline(span nlp.Span) bool {
	if span.Start != s.sent.Start || s.d.Rel == nil || span.End >= s.sent.End {
		return false
	}
	for i := span.Start; i < span.End; i++ {
		if _, shape := fold(nil, s.form(i)); shape != caps {
			return false
		}
	}
	switch s.form(span.End) {
	case "(", ",", "-", "–", "—", "--", "/", ":":
		return true
	}
	return false
}

// inhabitants reports whether the name of a region is that of its people:
// "Chechens".
func (s *scan) inhabitants(f *found) bool {
	i := f.span.End - 1
	if t := s.g.things[f.thing].name; strings.HasSuffix(t, "s") || !strings.HasSuffix(s.form(i), "s") {
		return false
	}
	f.plural, f.kind = true, event.ByNominal
	return true
}

// acronym reports whether a word is all in capitals.
func (s *scan) acronym(i int) bool {
	_, shape := fold(nil, s.form(i))
	return shape == caps
}

// modifies reports whether a role noun only modifies another noun: "police
// station", "student visa".
func (s *scan) modifies(f *found) bool {
	r := s.rel(f.head)
	return r == "compound" || r == "amod"
}

// note remembers what a phrase names beyond doubt.
func (s *scan) note(f *found) {
	for _, st := range f.states {
		s.seen[s.g.states[st].iso3] = true
	}
	if f.home != "" {
		s.seen[f.home] = true
	}
	if f.cands.kind == ofPerson && f.person.Len() > 1 {
		if ch, ok := s.choose(f); ok {
			if home := s.g.persons[ch.person].country; home != "" {
				s.seen[home] = true
			}
		}
	}
	if f.thing >= 0 {
		s.met[f.thing] = true
		if c := s.g.things[f.thing].country; c != "" {
			s.seen[c] = true
		}
	}
}

// apposition reads ", the foreign minister of X," behind a name, and ", NAME,"
// behind a role. It returns the word after what it took.
func (s *scan) apposition(at, next, end int) int {
	from, a := next, s.founds[at]
	named := a.person.Len() > 0
	if !named {
		next = s.posted(next, end)
	}
	if next+1 >= end || !s.isComma(next) {
		return from
	}
	if !named && (a.role < 0 || a.plural || !single(s.g.roles[a.role].class)) {
		return from
	}
	start := next + 1
	det := false
	for start < end && start <= next+2 && s.is(start, determiners) {
		start++
		det = true
	}
	for start < end && start <= next+3 && s.segAt[start] < 0 && s.fillerAt(start) && !s.capitalised(start) {
		start++
	}
	if start >= end {
		return from
	}
	b, after := s.phrase(start, end, 2)
	if after == start || after < end && !s.closes(after) {
		return from
	}
	switch {
	case named && b.person.Len() == 0 && b.role >= 0 && !b.plural && single(s.g.roles[b.role].class):
		if !det && s.g.roles[b.role].class != spokes && s.rel(b.head) != "appos" && s.d.Rel != nil {
			return from
		}
		s.note(&b)
		b.same = at
		s.fill(at, &b)
		s.keep(&b)
		return after
	case !named && b.person.Len() > 0 && b.role < 0 && len(b.states) == 0 && (s.isComma(after) || s.d.Rel != nil && s.rel(b.head) == "appos"):
		b.role, b.sector, b.code, b.former, b.org, b.voice = a.role, a.sector, a.code, a.former, a.org, a.voice
		b.states, b.home = a.states, a.home
		s.founds[at].same = s.keep(&b)
		return after
	}
	return from
}

// posted skips the post of "the ambassador in Washington, NAME", and returns
// the comma behind it; at where no place stands there.
func (s *scan) posted(at, end int) int {
	if !s.has(at, "in", "at") || at+2 >= end || s.segAt[at+1] < 0 {
		return at
	}
	seg := &s.segs[s.segAt[at+1]]
	if it := s.decode(seg); it.kind != ofState && (it.thing < 0 || !s.isPlaceThing(it.thing)) || !s.isComma(seg.span.End) || seg.span.End+1 >= end || !s.capitalised(seg.span.End+1) {
		return at
	}
	return seg.span.End
}

// single reports whether a role of the class may be one person's.
func single(c roleClass) bool {
	return c == office || c == someone || c == generic || c == spokes || c == adherent
}

// closes reports whether word i may follow an apposition.
func (s *scan) closes(i int) bool {
	switch s.form(i) {
	case ",", ".", ";", ")", "–", "—", "”", "\"", ":", "(":
		return true
	}
	switch s.tag(i) {
	case nlp.VERB, nlp.AUX:
		return true
	}
	return false
}

// fill adds to a name what its apposition says.
func (s *scan) fill(at int, b *found) {
	f := &s.founds[at]
	if f.role < 0 || s.g.roles[f.role].class == title {
		f.role, f.sector, f.code, f.org, f.former = b.role, b.sector, b.code, b.org, b.former
	}
	if len(f.states) == 0 && f.home == "" {
		f.states, f.home = b.states, b.home
	}
	if f.voice < 0 {
		f.voice = b.voice
	}
	if b.former && f.role == b.role {
		f.former = true
	}
}
