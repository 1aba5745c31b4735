package actor

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"casus.dev/casus/event"
)

// Entry is one record of the gazetteer: an office of a person, a state, a body
// or a role.
type Entry struct {
	Name     string `json:"name"`
	Kind     string `json:"kind"`
	Country  string `json:"country,omitempty"`
	Sector   string `json:"sector,omitempty"`
	Code     string `json:"code"`
	Office   string `json:"office,omitempty"`
	Interval string `json:"interval,omitempty"`
	Matches  string `json:"matches"` // how the name that was asked for names the record
	InForce  bool   `json:"in_force"`
	File     string `json:"file"`
	Line     int    `json:"line"`
}

// Show returns what the gazetteer has under a name: what is in force on the
// day first, then by file and line. A zero day takes everything as in force.
func (r *Resolver) Show(name string, on time.Time) []Entry {
	s := newScan(r.g, wordsOf(name), dayOf(on))
	s.match()
	out := []Entry{}
	for i := range s.segs {
		seg := &s.segs[i]
		if seg.span.Len() < s.d.Len() {
			continue
		}
		for _, v := range s.vals[seg.from:seg.to] {
			out = append(out, s.entries(&r.g.aliases[v])...)
		}
	}
	slices.SortStableFunc(out, func(a, b Entry) int {
		if a.InForce != b.InForce {
			if a.InForce {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return slices.CompactFunc(out, func(a, b Entry) bool { return a.File == b.File && a.Line == b.Line && a.Name == b.Name })
}

var matchNames = [...]string{
	isState: "name", isAdj: "adjective", isCitizen: "citizen", isPeople: "people", isCapital: "capital", isThing: "name", isFull: "name",
	isShort: "short name", isSurname: "family name", isRole: "role", isRoles: "role, plural",
}

func (s *scan) entries(a *alias) []Entry {
	g := s.g
	at := func(o origin, e Entry) Entry {
		e.File, e.Line, e.Matches = g.files[o.file].name, int(o.line), matchNames[a.what]
		if a.weak {
			e.Matches += " (weak)"
		}
		if e.Code == "" {
			e.Code = e.Country + e.Sector
		}
		return e
	}
	switch a.what {
	case isState, isAdj, isCitizen, isPeople, isCapital:
		st := &g.states[a.ref]
		return []Entry{at(st.at, Entry{Name: st.name, Kind: string(event.State), Country: st.iso3, Code: st.iso3, Interval: st.when.String(), InForce: st.when.holds(s.on)})}
	case isThing:
		t := &g.things[a.ref]
		kind := string(t.kind)
		switch t.class {
		case city:
			kind = "city"
		case region:
			kind = "region"
		case nothing:
			kind = "none"
		}
		return []Entry{at(t.at, Entry{Name: t.name, Kind: kind, Country: t.country, Sector: t.sector, Code: t.code, Interval: t.when.String(), InForce: t.when.holds(s.on)})}
	case isRole, isRoles:
		r := &g.roles[a.ref]
		return []Entry{at(r.at, Entry{Name: r.phrase, Kind: "role", Sector: r.sector, InForce: true})}
	}
	p := &g.persons[a.ref]
	out := make([]Entry, 0, len(p.terms))
	for i := range p.terms {
		t := &p.terms[i]
		out = append(out, at(t.at, Entry{
			Name: p.name, Kind: string(event.Person), Country: t.country, Sector: t.sector, Office: t.office,
			Interval: t.when.String(), InForce: t.when.holds(s.on),
		}))
	}
	return out
}

// Holder returns who held an office of a country on a day, by the name of the
// office in roles.tsv ("president", "premier", "foreign", ...), and the term.
// It reports false where nobody or more than one did.
func (r *Resolver) Holder(country, office string, on time.Time) (name, term string, ok bool) {
	class, known := offices[office]
	if !known {
		return "", "", false
	}
	p, t, ok := r.g.officeHolder(country, class, office, dayOf(on))
	if !ok {
		return "", "", false
	}
	return r.g.persons[p].name, r.g.persons[p].terms[t].when.String(), true
}

// String returns the entry on one line.
func (e Entry) String() string {
	return fmt.Sprintf("%s  %s  %s  %s  %s  %s:%d", e.Name, e.Code, e.Kind, e.Office, e.Interval, e.File, e.Line)
}
