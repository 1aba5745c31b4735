package place

import (
	"math"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"casus.dev/casus/internal/ground/place/gazette"
	"casus.dev/casus/internal/tensor"
	"casus.dev/casus/nlp"
)

// The trust that the words around a name add.
const (
	toLocals = 2.0
	toBodies = 1.6
	toTaken  = 1.6
)

// form returns the form of word i in lower case, "" outside span.
func (s *search) low(i int, span nlp.Span) string {
	if !span.Has(i) {
		return ""
	}
	return strings.ToLower(s.doc.Form(i))
}

// capital reports whether word i of span begins with a capital.
func (s *search) capital(i int, span nlp.Span) bool {
	if !span.Has(i) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s.doc.Form(i))
	return unicode.IsUpper(r)
}

// beside reads the words beside m: words for divisions and cities, what
// encloses it, prepositions, titles and given names.
func (s *search) beside(m *mention, span nlp.Span) {
	i := m.words.Start
	m.trust = s.prior(m, i == span.Start)
	if box, ok := s.boxes[i]; ok {
		r := s.g.file.Record(box)
		m.sense, m.settled, m.accepted, m.basis = box, true, !s.short(m, &r), "encloses the name before it"
		return
	}
	s.after(m, span)
	s.before(m, span)
	s.hyphen(m, span)
	s.enclose(m, span)
	s.person(m, span)
	s.taken(m)
	s.named(m)
	if sides[m.folded] && !m.division && m.inside == gazette.None {
		m.trust = -9 // "the West" is no division of Cameroon
	}
}

// after reads the word after m.
func (s *search) after(m *mention, span nlp.Span) {
	i, j := m.words.Start, m.words.End
	next, capital := s.low(j, span), s.capital(j, span)
	switch {
	case next == "state" && capital && s.isUS(m):
		m.trust -= 3 // a university or its team
	case next == "department" && capital:
		// "the Illinois Department of Natural Resources"
	case divisionWords[next] && courts[s.low(j+1, span)]:
		// "a Jerusalem district court"
	case divisionWords[next]:
		m.division = true
		m.trust += 3
		m.words.End++
	case sizeWords[next] && !capital:
		m.trust++
	case locals[next] && !capital:
		m.trust += toLocals
	case bodies[next] && capital && m.name.Len() < 4:
		m.trust += toBodies
	case pacts[next] && s.isLocal(m):
		m.trust -= 6
	case ills[next] || next == "$":
		m.trust -= 4 // "West Nile virus", "US$"
	case streets[next] && capital:
		m.trust -= 5
	case features[next] && capital:
		m.trust -= 2 // a river of this name is elsewhere
	case next == "'s" || next == "’s":
		if strings.HasPrefix(m.folded, "st ") {
			m.trust -= 3 // a church or a feast
		}
	case i == span.Start && datelineSigns[next]:
		if len(m.folded) > 3 && allCapitals(s.doc.SpanText(m.name)) {
			m.trust += 4
		}
	}
	if k := s.listed(j, span); k > 0 {
		m.division = true
		m.trust += 6
		s.within(m, k+1, span)
	} else {
		s.within(m, m.words.End, span)
	}
}

// before reads the words before m: prepositions, "the city of", "the region
// of".
func (s *search) before(m *mention, span nlp.Span) {
	i := m.words.Start
	prev, second := s.low(i-1, span), s.low(i-2, span)
	switch {
	case prev == "$":
		m.trust -= 4
	case prev == "united" && s.capital(i-1, span):
		m.trust -= 4 // a party or a team
	case locative[prev], sides[prev] && (locative[second] || second == "the"):
		m.trust += 1.75
	}
	if prev == "the" {
		prev, second = second, s.low(i-3, span)
	}
	if prev != "of" {
		return
	}
	switch {
	case pacts[second] && s.capital(m.words.Start-2, span) && s.isLocal(m):
		m.trust -= 6
	case divisionWords[second]:
		m.division = true
		m.trust += 3
	case sizeWords[second]:
		m.town = true
		m.trust += 3
	default:
		m.trust += 0.9
	}
}

// hyphen reads what a hyphen ties to m: "R-Florence" is a politician's seat,
// "Wal-Mart" is no place.
func (s *search) hyphen(m *mention, span nlp.Span) {
	i := m.words.Start
	if s.low(i-1, span) != "-" || s.doc.Words[i-1].End != s.doc.Words[i].Start || i-2 < span.Start || s.doc.Words[i-2].End != s.doc.Words[i-1].Start {
		return
	}
	switch before := s.doc.Form(i - 2); {
	case len(before) <= 3 && allCapitals(before):
		m.trust += 2
	case !s.mentioned(i - 2):
		m.trust -= 4
	}
}

// listed returns the position of the word for divisions in the plural that
// closes the list of names that goes on at word j: "Harris, Muscogee and Lee
// counties". It returns 0 if there is none.
func (s *search) listed(j int, span nlp.Span) int {
	joined := false
	for k := j; k < j+12 && span.Has(k); k++ {
		low := s.low(k, span)
		joined = joined || low == "," || low == "and"
		switch {
		case low == "counties" || low == "provinces" || low == "regions" || low == "districts" || low == "oblasts" || low == "states" && joined:
			return k
		case !s.capital(k, span) && low != "," && low != "and":
			return 0
		}
	}
	return 0
}

// isUS reports whether the likeliest sense of m is in the United States.
func (s *search) isUS(m *mention) bool {
	r := s.g.file.Record(m.senses[0])
	return r.Country != gazette.None && s.g.file.Record(r.Country).Code == "USA"
}

// isLocal reports whether the likeliest sense of m is a part of a country.
func (s *search) isLocal(m *mention) bool {
	return s.g.file.Record(m.senses[0]).Kind >= gazette.Admin1
}

// prior returns the evidence of the name alone that it is a place.
func (s *search) prior(m *mention, first bool) float64 {
	r := s.g.file.Record(m.senses[0])
	trust := 0.0
	switch {
	case r.Kind == gazette.Country || r.Kind == gazette.Region || r.Kind == gazette.Site:
		trust += 3
	case r.Population >= 1000000:
		trust += 2
	case r.Population >= 100000 || r.Seat >= gazette.SeatOfAdmin1 || r.Kind == gazette.Admin1:
		trust++
	case r.Population < 15000:
		trust -= 0.8
	}
	if text := s.doc.SpanText(m.name); len(text) <= 5 && allCapitals(text) && r.Kind >= gazette.Admin1 && len(r.Name) <= len(text)+1 {
		trust -= 6 // an acronym that is a place's name in capitals
	}
	if m.name.Len() > 1 || strings.Contains(m.folded, " ") {
		trust++
	}
	if u, ok := s.g.usage[m.folded]; ok {
		other := float64(u.other)
		if first {
			other += float64(u.lower)
		} else {
			other += math.Sqrt(float64(u.lower))
		}
		trust += max(-3.5, min(2, tensor.Log64((float64(u.place)+0.5)/(other+0.5))))
	}
	if common[m.folded] || calendar[m.folded] || sides[m.folded] || quarters[m.folded] {
		trust -= 5
	}
	return trust
}

// enclose reads what encloses m: "Paris, Texas", "Springfield, Ill.",
// "Russia's Kursk region". The enclosing name is found when the scan gets to
// it; here only its place is looked up.
func (s *search) enclose(m *mention, span nlp.Span) {
	j := m.words.End
	if s.low(j, span) == "," && !s.afterName(m, span) || s.low(j, span) == "(" {
		if box, ok := s.longest(j+1, span); ok && s.capital(j+1, span) {
			if c := s.container(m.senses, box.senses); c != gazette.None {
				m.inside = c
				m.trust += 4
				s.boxes[j+1] = c
				return
			}
		}
	}
	if n := len(s.mentions); n > 0 {
		before := &s.mentions[n-1]
		at := before.words.End
		if at <= m.words.Start && m.words.Start-at <= 3 && s.low(at, span) == "'s" || s.low(at, span) == "’s" && m.words.Start-at <= 3 {
			if c := s.container(m.senses, before.senses); c != gazette.None {
				m.inside = c
				m.trust += 3
			}
		}
	}
}

// afterName reports whether m goes on a list of names: in "Tokyo, Cairo, New
// York" nothing encloses Cairo.
func (s *search) afterName(m *mention, span nlp.Span) bool {
	n := len(s.mentions)
	if n == 0 {
		return false
	}
	before := &s.mentions[n-1]
	return before.inside == gazette.None && before.words.End+1 == m.words.Start && s.low(before.words.End, span) == ","
}

// within reads "in Georgia" or "in the south of Russia" at word j, which
// encloses m.
func (s *search) within(m *mention, j int, span nlp.Span) {
	if s.low(j, span) != "in" {
		return
	}
	for j++; s.low(j, span) == "the" || s.low(j, span) == "of" || sides[s.low(j, span)]; j++ {
		if s.capital(j, span) {
			break
		}
	}
	if !s.capital(j, span) {
		return
	}
	if box, ok := s.longest(j, span); ok {
		if c := s.container(m.senses, box.senses); c != gazette.None {
			m.inside = c
			m.trust++
		}
	}
}

// container returns the first of the boxes that encloses one of the senses, or
// gazette.None.
func (s *search) container(senses, boxes []int) int {
	for _, box := range boxes {
		b := s.g.file.Record(box)
		if b.Kind != gazette.Country && b.Kind != gazette.Admin1 && b.Kind != gazette.Admin2 {
			continue
		}
		for _, i := range senses {
			if s.encloses(box, i) {
				return box
			}
		}
	}
	return gazette.None
}

// encloses reports whether record i lies in the country or division box.
func (s *search) encloses(box, i int) bool {
	r := s.g.file.Record(i)
	return i != box && (r.Country == box || r.Admin1 == box || r.Admin2 == box)
}

// person lowers the trust in m where it is part of a person's name.
func (s *search) person(m *mention, span nlp.Span) {
	i, j := m.words.Start, m.words.End
	switch {
	case s.owner[i] == ownPerson && (s.owner[i-1] == ownPerson || s.owner[j] == ownPerson):
		m.trust -= 5
	case s.owner[i] == ownPerson:
		m.trust -= 1.5
	case !m.division && m.inside == gazette.None && s.capital(i-1, span) || s.low(i-1, span) == ".":
		s.surname(m, span)
	}
	next := s.low(j, span)
	if next == "" || !s.capital(j, span) {
		return
	}
	u := s.g.usage[m.folded]
	switch {
	case media[next], editions[next] && media[s.low(j+1, span)]:
		m.trust -= 8
	case m.name.Len() > 1:
	case u.given > u.place:
		m.trust -= 4
	case !offices[next] && !common[next]:
		m.trust -= 0.6
	}
}

// surname reads the capitalised word before m: a title, a given name or an
// initial makes m a surname.
func (s *search) surname(m *mention, span nlp.Span) {
	i := m.words.Start
	prev := s.low(i-1, span)
	if prev == "." {
		prev = s.low(i-2, span)
	}
	switch {
	case titles[strings.TrimSuffix(prev, ".")]:
		m.trust -= 4
		s.persons[m.folded] = true
	case s.low(i-1, span) == ".":
	case s.given(prev):
		m.trust -= 5
		s.persons[m.folded] = true
	case len(prev) == 2 && strings.HasSuffix(prev, "."), len(prev) == 1:
		m.trust -= 4 // an initial
	case i-1 > span.Start && !sides[prev] && !common[prev] && !s.mentioned(i-1):
		m.trust -= 0.4
	}
}

// given reports whether word, in lower case, is a given name more often than a
// place.
func (s *search) given(word string) bool {
	u, ok := s.g.usage[word]
	return ok && u.given > u.place && u.given > u.lower/4
}

// mentioned reports whether word w belongs to the mention found last.
func (s *search) mentioned(w int) bool {
	n := len(s.mentions)
	return n > 0 && s.mentions[n-1].words.Has(w)
}

// named reads the names that the Doc holds and the actors.
func (s *search) named(m *mention) {
	if w := m.name.Start; s.owner[w] == ownMetonym && !standing[s.low(w-1, nlp.Span{Start: 0, End: s.doc.Len()})] {
		m.seat = s.seat[w]
	}
	const longest = 64 // words of a name
	first := sort.Search(len(s.doc.Names), func(i int) bool { return s.doc.Names[i].Span.Start > m.name.Start-longest })
	for _, n := range s.doc.Names[first:] {
		if n.Span.Start >= m.name.End {
			break
		}
		if !n.Span.Overlaps(m.name) {
			continue
		}
		switch n.Label {
		case "LOC", "GPE":
			m.trust++
			if s.partial(n.Span, m) {
				m.trust -= 6
			}
		case "ORG", "MISC", "EQP":
			if n.Span.Len() == m.name.Len() {
				m.trust -= 0.7
			}
		}
	}
}

// taken reads the verb of which m is the object: "Rebels seized Goma".
func (s *search) taken(m *mention) {
	d := s.doc
	if d.Head == nil || d.Lemma == nil {
		return
	}
	h := d.HeadOf(m.name)
	for range 4 { // of a list
		if d.Rel[h] != "conj" || d.Head[h] < 0 {
			break
		}
		h = int(d.Head[h])
	}
	if r := d.Rel[h]; r != "obj" && r != "nsubj:pass" || d.Head[h] < 0 {
		return
	}
	if verb := d.Lemma[d.Head[h]]; taking[verb] || taking[verb+"e"] { // lemmas of rare verbs lack their last letter now and then
		m.trust += toTaken
	}
}

// partial reports whether the name of a place in span goes on beyond m with a
// capitalised word that is no direction or type: then m is another place.
func (s *search) partial(span nlp.Span, m *mention) bool {
	for w := span.Start; w < span.End; w++ {
		low := s.low(w, span)
		if !m.words.Has(w) && s.capital(w, span) && !sides[low] && !offices[low] && !divisionWords[low] && !common[low] {
			return true
		}
	}
	return false
}
