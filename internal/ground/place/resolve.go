package place

import (
	"math"
	"slices"
	"strings"

	"casus.dev/casus/internal/ground/place/gazette"
	"casus.dev/casus/internal/tensor"
)

// evidence is a place that the text is near to.
type evidence struct {
	country, admin1 int
	lat, lon        float64
	point           bool
	weight          float64
	name            string
	others          [][2]float64 // points of the places of the name, where it is not settled
}

// The weights of the score of a sense, set on news of three kinds (see
// shared_test.go).
const (
	minTrust    = 0.3  // of a mention that is a place
	rounds      = 3    // of settling names by each other
	toCountry   = 1.8  // most that the country can add
	toAdmin1    = 2.6  // most that the division can add
	toSeat      = 1.0  // lost by a division that is called like a city in it
	toList      = 2.0  // for a division in a list of divisions
	toPoint     = 3.4  // most that neighbours can add
	neighbour   = 80.0 // km at which a neighbour counts 1/e
	maxNearest  = 40   // names that are compared
	maxSenses   = 25   // places of a name that are compared
	alternative = 1.0  // of a place that a name does not have for now
	worldCity   = 1e6  // inhabitants: such a city needs more than neighbours to be another one
	ofWorldCity = 1.2
)

// near takes the publisher's own place as evidence.
func (s *search) near(publisher string) {
	for _, word := range splitName(publisher) {
		s.fold = gazette.Fold(s.fold[:0], word)
		if len(s.fold) < 4 || common[string(s.fold)] || media[string(s.fold)] {
			continue
		}
		for _, i := range s.g.file.Lookup(nil, s.fold) {
			r := s.g.file.Record(i)
			s.around = append(s.around, evidence{country: r.Country, admin1: r.Admin1, lat: r.Lat, lon: r.Lon, point: r.Kind >= gazette.Admin2, weight: 2})
			break
		}
	}
}

// resolve chooses the sense of each mention and accepts or refuses it.
func (s *search) resolve() {
	for i := range s.mentions {
		m := &s.mentions[i]
		if m.settled {
			continue
		}
		if s.persons[m.folded] && m.inside == gazette.None && !m.division {
			m.trust -= 3
		}
		m.accepted = m.trust > minTrust
		m.sense = s.choose(i, nil)
	}
	for range rounds {
		known := s.known()
		chosen := map[reading]int{}
		changed := false
		for i := range s.mentions {
			m := &s.mentions[i]
			if m.settled || len(m.senses) == 1 && !m.division {
				continue
			}
			key := reading{m.folded, m.inside, m.division, m.town, s.inList(i)}
			sense, ok := chosen[key]
			if !ok {
				sense = s.choose(i, known)
				chosen[key] = sense
			}
			if sense != m.sense {
				m.sense, changed = sense, true
				m.basis = s.why(m, sense)
			}
		}
		if !changed {
			break
		}
	}
	s.agree()
	s.spread()
	s.refuse()
}

// reading is all that the sense of a mention depends on besides the known
// places.
type reading struct {
	folded               string
	inside               int
	division, town, list bool
}

// known returns the places that the text is near to, each name once.
func (s *search) known() []evidence {
	out := append([]evidence(nil), s.around...)
	seen := map[string]int{}
	for i := range s.mentions {
		m := &s.mentions[i]
		if !m.accepted || m.sense == gazette.None {
			continue
		}
		if k, ok := seen[m.folded]; ok {
			out[k].weight += 0.06
			continue
		}
		r := s.g.file.Record(m.sense)
		e := evidence{country: r.Country, admin1: r.Admin1, lat: r.Lat, lon: r.Lon, point: r.Kind >= gazette.Admin2, weight: 1, name: m.folded}
		if r.Kind == gazette.Admin1 {
			e.admin1 = m.sense
		}
		if len(m.senses) > 1 && m.inside == gazette.None && !m.settled && r.Kind >= gazette.Admin2 {
			e.weight = 0.4
			for _, other := range m.senses[:min(len(m.senses), maxSenses)] {
				o := s.g.file.Record(other)
				e.others = append(e.others, [2]float64{o.Lat, o.Lon})
			}
		}
		seen[m.folded] = len(out)
		if out = append(out, e); len(out) >= maxNearest {
			break
		}
	}
	return out
}

// choose returns the best sense of mention k, given the places known.
func (s *search) choose(k int, known []evidence) int {
	m := &s.mentions[k]
	list := len(m.senses) > 1 && s.inList(k)
	best, bestScore := gazette.None, math.Inf(-1)
	for _, i := range m.senses {
		r := s.g.file.Record(i)
		score := s.base(m, i, &r) + context(m, i, &r, known)
		if list && r.Kind == gazette.Admin1 {
			score += toList
		}
		if score > bestScore {
			best, bestScore = i, score
		}
	}
	if best == gazette.None {
		return best
	}
	// A division or capital that is called like its country is the country.
	if r := s.g.file.Record(best); r.Country != best && r.Country != gazette.None && !m.division && m.inside == gazette.None && slices.Contains(m.senses, r.Country) {
		best = r.Country
	}
	m.basis = s.why(m, best)
	return best
}

// base returns the score of record i as the sense of m from its kind, its size
// and the words beside it.
func (s *search) base(m *mention, i int, r *gazette.Record) float64 {
	var score float64
	size := tensor.Log64(float64(r.Population)+60) / math.Ln10
	switch r.Kind {
	case gazette.Country:
		score = 8
	case gazette.Region, gazette.Site:
		score = 7.5
	case gazette.Admin1:
		score = 0.2 + size
		switch {
		case m.division:
			score += 4
		case s.short(m, r):
			score -= 5
		case s.seatOf(m, i):
			score -= toSeat
		}
	case gazette.Admin2:
		score = size - 1.3
		if m.division {
			score += 3
		} else if typed(r.Name) && !typed(s.doc.SpanText(m.name)) {
			score -= 9 // "Ocean" is no county
		}
	default:
		score = size
		if r.Population >= worldCity {
			score += ofWorldCity
		}
		switch r.Seat {
		case gazette.Capital:
			score += 1.4
		case gazette.SeatOfAdmin1:
			score += 0.5
		case gazette.SectionOfCity:
			score -= 0.7
		}
	}
	if m.town && r.Kind != gazette.City {
		score -= 6
	}
	if m.inside != gazette.None && s.encloses(m.inside, i) {
		score += 8
	}
	return score
}

// seatOf reports whether m is the name of a city in the division i too: Kherson
// without a word for the division is the city.
func (s *search) seatOf(m *mention, i int) bool {
	for _, k := range m.senses {
		if r := s.g.file.Record(k); r.Kind == gazette.City && r.Admin1 == i && r.Seat != gazette.SectionOfCity {
			return true
		}
	}
	return false
}

// inList reports whether a division is named beside mention k in a list:
// "New York, Ohio and Texas".
func (s *search) inList(k int) bool {
	for _, n := range []int{k - 1, k + 1} {
		if n < 0 || n >= len(s.mentions) || s.mentions[n].sense == gazette.None || !s.mentions[n].accepted {
			continue
		}
		if kind := s.g.file.Record(s.mentions[n].sense).Kind; kind != gazette.Admin1 || s.mentions[n].settled {
			continue
		}
		a, b := s.mentions[min(k, n)].words.End, s.mentions[max(k, n)].words.Start
		comma := a < b
		for w := a; w < b; w++ {
			comma = comma && (s.doc.Form(w) == "," || s.doc.Form(w) == "and" || s.doc.Form(w) == "or")
		}
		if comma {
			return true
		}
	}
	return false
}

// short reports whether m is an abbreviation of the division r: "Ill.", "CA".
func (s *search) short(m *mention, r *gazette.Record) bool {
	return len(m.folded) <= 4 && len(r.Name) > len(m.folded)+2 && m.inside == gazette.None && (len(m.folded) < 3 || s.low(m.name.End-1, m.name) != s.doc.Form(m.name.End-1) && !allCapitals(s.doc.SpanText(m.name)))
}

// context returns what the known places add to record i as the sense of m.
func context(m *mention, i int, r *gazette.Record, known []evidence) float64 {
	var country, admin1, points float64
	for k := range known {
		e := &known[k]
		if e.name == m.folded {
			continue
		}
		if r.Country != gazette.None && e.country == r.Country {
			country += e.weight
		}
		if e.admin1 != gazette.None && (r.Admin1 == e.admin1 || i == e.admin1) {
			admin1 += e.weight
		}
		if !e.point || r.Kind < gazette.Admin2 {
			continue
		}
		near := e.weight * closeness(r.Lat, r.Lon, e.lat, e.lon)
		for _, o := range e.others {
			near = max(near, alternative*closeness(r.Lat, r.Lon, o[0], o[1]))
		}
		points += near
	}
	return float64(toCountry*(1-tensor.Exp64(-1.1*country))) + float64(toAdmin1*(1-tensor.Exp64(-1.1*admin1))) + float64(toPoint*(1-tensor.Exp64(-points)))
}

// agree gives all mentions of a name the sense that the words beside one of
// them settle.
func (s *search) agree() {
	settled := map[string]int{}
	for i := range s.mentions {
		m := &s.mentions[i]
		if m.inside != gazette.None && m.accepted {
			if _, ok := settled[m.folded]; !ok {
				settled[m.folded] = m.sense
			}
		}
	}
	for i := range s.mentions {
		m := &s.mentions[i]
		if sense, ok := settled[m.folded]; ok && m.inside == gazette.None && !m.division && !m.settled {
			m.sense, m.basis = sense, "named before with what encloses it"
			m.trust += 2
			m.accepted = m.trust > minTrust
		}
	}
}

// spread accepts a name wherever it stands, once it is surely a place.
func (s *search) spread() {
	const sure, doubt = 0.8, -4
	best := map[string]float64{}
	for i := range s.mentions {
		m := &s.mentions[i]
		if m.accepted && !m.settled && m.trust > minTrust+sure {
			best[m.folded] = max(best[m.folded], m.trust)
		}
	}
	for i := range s.mentions {
		m := &s.mentions[i]
		if _, ok := best[m.folded]; ok && m.trust > doubt && !s.persons[m.folded] {
			m.accepted = true
		}
	}
}

// refuse takes back abbreviations of divisions that stand beside no city.
func (s *search) refuse() {
	for i := range s.mentions {
		m := &s.mentions[i]
		if m.sense == gazette.None || m.settled {
			continue
		}
		r := s.g.file.Record(m.sense)
		if r.Kind == gazette.Admin1 && s.short(m, &r) {
			m.accepted = false
		}
	}
}

// why names what settled the sense of m.
func (s *search) why(m *mention, sense int) string {
	switch {
	case m.inside != gazette.None && s.encloses(m.inside, sense):
		return "inside " + s.g.file.Record(m.inside).Name
	case m.division:
		return "word for a division"
	case len(m.senses) == 1:
		return "only place of this name"
	default:
		return "size and places nearby"
	}
}

// closeness returns 1 for the same point and 1/e for neighbours.
func closeness(lat1, lon1, lat2, lon2 float64) float64 {
	const far = 4 // degrees of latitude, where 1/e has become 0.004
	if math.Abs(lat1-lat2) > far || math.Abs(lon1-lon2) > 6*far && math.Abs(lat1) < 80 {
		return 0
	}
	return tensor.Exp64(-distance(lat1, lon1, lat2, lon2) / neighbour)
}

// typed reports whether name ends or begins with a word for divisions.
func typed(name string) bool {
	low := strings.ToLower(name)
	first, _, _ := strings.Cut(low, " ")
	return divisionWords[first] || divisionWords[low[strings.LastIndexByte(low, ' ')+1:]]
}

// distance returns the kilometres between two points, exact enough for
// neighbours.
func distance(lat1, lon1, lat2, lon2 float64) float64 {
	const perDegree = 111.2
	dy := lat1 - lat2
	dx := lon1 - lon2
	if dx > 180 {
		dx -= 360
	} else if dx < -180 {
		dx += 360
	}
	dx *= tensor.Cos64((lat1 + lat2) / 2 * math.Pi / 180)
	return perDegree * math.Sqrt(float64(dx*dx)+float64(dy*dy))
}
