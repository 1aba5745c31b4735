package actor

import (
	"strings"

	"casus.dev/casus/nlp"
)

// tenure is how a person stands to an office on the day.
type tenure uint8

const (
	never tenure = iota
	later
	once // held it before
	now
)

// choice is a person and the office by which the person is known that day.
type choice struct {
	person, term int32
	tenure       tenure
}

// standing returns the term of a person that counts on a day: the one in
// force, the latest to begin where there are several; else the last one held;
// else the next.
func (g *gazetteer) standing(p int32, on day) choice {
	best := choice{person: p, term: -1}
	terms := g.persons[p].terms
	for i := range terms {
		v := terms[i].when
		ten := now
		switch {
		case v.holds(on):
		case v.before(on):
			ten = once
		default:
			ten = later
		}
		if best.term < 0 || ten > best.tenure || ten == best.tenure && g.laterTerm(&terms[i], &terms[best.term], ten) {
			best.term, best.tenure = int32(i), ten
		}
	}
	return best
}

// inForce returns the last term of a person in an office of the class on a day,
// -1 for none.
func (g *gazetteer) inForce(p int32, class officeClass, on day) int32 {
	best := int32(-1)
	if class == noOffice {
		return best
	}
	terms := g.persons[p].terms
	for i := range terms {
		if terms[i].class == class && terms[i].when.holds(on) && (best < 0 || terms[i].when.start.first > terms[best].when.start.first) {
			best = int32(i)
		}
	}
	return best
}

// laterTerm reports whether term a says more of a person than term b on a day
// to which both stand alike.
func (g *gazetteer) laterTerm(a, b *term, ten tenure) bool {
	switch ten {
	case once:
		return a.when.end.last > b.when.end.last
	case later:
		return a.when.start.first < b.when.start.first
	}
	if ra, rb := rank(a.class), rank(b.class); ra != rb {
		return ra > rb
	}
	return a.when.start.first > b.when.start.first
}

// rank orders offices by how much they say of their holder.
func rank(c officeClass) int {
	switch c {
	case president, premier, monarch, supreme, pope, secGen:
		return 3
	case foreign, defense, interior, finance, vice, crownPrince, deputy:
		return 2
	case noOffice, otherOffice, legislator, partyChief:
		return 0
	}
	return 1
}

// choose returns the person that a name means, by country, office and day.
// single tells that the name is one word, which must be unambiguous.
func (s *scan) choose(f *found) (choice, bool) {
	var want officeClass
	if f.role >= 0 {
		want = s.g.roles[f.role].office
	}
	country := f.home
	if len(f.states) > 0 {
		country = s.g.states[f.states[0]].iso3
	}
	best, bestScore, ties := choice{}, -1, 0
	full := false
	for _, v := range s.vals[f.cands.from:f.cands.to] {
		full = full || s.g.aliases[v].what == isFull
	}
	for _, v := range s.vals[f.cands.from:f.cands.to] {
		a := &s.g.aliases[v]
		if a.what != isFull && a.what != isShort && a.what != isSurname || full && a.what != isFull {
			continue
		}
		c := s.g.standing(a.ref, s.on)
		if i := s.g.inForce(a.ref, want, s.on); i >= 0 {
			c.term, c.tenure = i, now // of two offices of that day, the one that the text names
		}
		t := &s.g.persons[c.person].terms[c.term]
		if f.role >= 0 && country != "" && t.country != "" && t.country != country && s.g.persons[c.person].country != country && rank(want) >= 2 && !s.hasHeld(c.person, want, true) {
			continue // a namesake: one state's president is no other state's king
		}
		score := int(c.tenure) * 8
		if country != "" {
			if t.country == country || s.g.persons[c.person].country == country {
				score += 16
			} else if f.role >= 0 && t.country != "" {
				score -= 16
			}
		}
		if want != noOffice && s.hasHeld(c.person, want, f.former) {
			score += 12
		}
		if c.tenure == now {
			score += rank(t.class)
		}
		if !full && !s.shortHolds(f, a, &c, t, country, want) {
			continue
		}
		switch {
		case best.person == c.person && bestScore >= 0 && best.term >= 0 && ties > 0 && score <= bestScore:
		case score > bestScore:
			best, bestScore, ties = c, score, 1
		case score == bestScore && best.person != c.person:
			if c.tenure != once {
				ties++
			}
			if s.laterStart(c, best) {
				best = c // of those who held office before, the last to do so
			}
		}
	}
	if bestScore < 0 {
		return choice{}, false
	}
	return best, full || ties == 1
}

func (s *scan) laterStart(a, b choice) bool {
	return s.g.persons[a.person].terms[a.term].when.start.first > s.g.persons[b.person].terms[b.term].when.start.first
}

// hasHeld reports whether a person holds an office of the class that day, or
// has held it where the text says "former".
func (s *scan) hasHeld(p int32, want officeClass, former bool) bool {
	for i := range s.g.persons[p].terms {
		t := &s.g.persons[p].terms[i]
		if t.class == want && (t.when.holds(s.on) || former && t.when.before(s.on)) {
			return true
		}
	}
	return false
}

// shortHolds reports whether a short name may mean the person: with the title
// of the office before it, or alone if the person is well known that day.
func (s *scan) shortHolds(f *found, a *alias, c *choice, t *term, country string, want officeClass) bool {
	if country != "" && t.country != "" && t.country != country && f.role >= 0 {
		return false
	}
	if want != noOffice {
		// "President Reagan", years after, is still the one who was president.
		if s.hasHeld(c.person, want, f.former || rank(want) >= 3) {
			return true
		}
		if !f.former {
			return false
		}
	}
	if f.cands.span.Len() == 1 && common[string(s.low(f.cands.span.Start))] && a.what == isSurname {
		return false
	}
	if s.person == nil && s.d.UPOS != nil && s.tag(f.cands.span.Start) != nlp.PROPN {
		return false
	}
	switch a.what {
	case isShort:
		return c.tenure == now || c.tenure == once && rank(t.class) >= 2 || c.tenure == later && s.soon(t)
	case isSurname:
		if a.weak || c.tenure != now {
			return false
		}
		if t.class == secGen && t.country == "" && !worldHead(t.office) {
			return false // the heads of lesser bodies share their names with many
		}
		if s.on == 0 { // one of all who ever held an office
			return rank(t.class) >= 3 && s.seen[t.country]
		}
		return rank(t.class) >= 3 || rank(t.class) >= 1 && s.seen[t.country]
	}
	return false
}

// worldHead reports whether an office is the headship of a body whose head the
// news calls by the family name alone.
func worldHead(office string) bool {
	for _, body := range []string{"United Nations", "NATO", "European Commission", "European Council", "European Central Bank", "International Monetary Fund", "World Bank", "International Atomic Energy", "World Health Organization", "World Trade Organization", "Arab League", "OPEC", "World Health Organisation", "World Trade Organisation"} {
		if strings.Contains(office, body) {
			return true
		}
	}
	return false
}

// soon reports whether a term begins within two years: candidates are called
// by the names that they will be known by.
func (s *scan) soon(t *term) bool { return t.when.start.first-s.on < 2_0000 }

// variant returns the person of the gazetteer whom a name of several words
// means though its given name is spelled otherwise ("Alexander" for
// "Aleksander"): the only one with that family name whose given name begins
// alike, by two letters if the text gives the person's country and office, by
// three if it gives the country or the office.
func (s *scan) variant(f *found) (choice, bool) {
	last := f.person.End - 1
	seg := s.segAt[last]
	if seg < 0 || f.person.Len() < 2 || s.segs[seg].span.End != f.person.End {
		return choice{}, false
	}
	var want officeClass
	if f.role >= 0 {
		want = s.g.roles[f.role].office
	}
	country := f.home
	if len(f.states) > 0 {
		country = s.g.states[f.states[0]].iso3
	}
	given := s.given(f)
	var best choice
	n := 0
	for _, v := range s.vals[s.segs[seg].from:s.segs[seg].to] {
		a := &s.g.aliases[v]
		if a.what != isSurname && a.what != isShort || n > 0 && best.person == a.ref {
			continue
		}
		c := s.g.standing(a.ref, s.on)
		t := &s.g.persons[a.ref].terms[c.term]
		need := 5
		if country != "" && (t.country == country || s.g.persons[a.ref].country == country) {
			need--
		} else if country != "" {
			continue
		}
		if want != noOffice && s.hasHeld(a.ref, want, f.former) {
			need--
		}
		need--
		if initials(given) {
			if c.tenure != now && rank(t.class) < 3 {
				continue
			}
			need = 1
		}
		if need > 3 || !s.alike(given, a.ref, need) {
			continue
		}
		best = c
		n++
	}
	return best, n == 1
}

// given returns the folded words before the last of a name.
func (s *scan) given(f *found) string {
	var b []byte
	for i := f.person.Start; i < f.person.End-1; i++ {
		if n := len(b); n > 0 && b[n-1] != ' ' {
			b = append(b, ' ')
		}
		b, _ = fold(b, s.form(i))
	}
	return strings.TrimSpace(string(b))
}

// initials reports whether given names are shortened to letters: "g w".
func initials(given string) bool { return len(given) == 1 || len(given) > 1 && given[1] == ' ' }

// alike reports whether given names and a person's begin with the same n
// letters, or are the person's initials ("G. W.").
func (s *scan) alike(given string, p int32, n int) bool {
	name := FoldName(s.g.persons[p].name)
	if initials(given) {
		for i := 0; i < len(given); i += 2 {
			if name == "" || name[0] != given[i] || i+1 < len(given) && given[i+1] != ' ' {
				return false
			}
			_, name, _ = strings.Cut(name, " ")
		}
		return name != "" && (!strings.Contains(name, " ") || len(given) == 1)
	}
	return len(given) >= n && len(name) >= n && given[:n] == name[:n]
}
