package actor

import (
	"strings"
)

// state reads a row of countries.tsv.
func (l *loader) state() {
	g, c := l.g, l.col
	if len(c[0]) != 3 || strings.ToUpper(c[0]) != c[0] {
		g.fault(l.at, "%q is no alpha-3 code", c[0])
		return
	}
	switch c[3] {
	case "state", "territory", "contested", "former":
	default:
		g.fault(l.at, "status %q is none of state, territory, contested, former", c[3])
		return
	}
	when, ok := l.when(c[10], c[11])
	if !ok {
		return
	}
	name, weak := strings.CutSuffix(c[4], "?")
	ref := int32(len(g.states))
	if old, ok := g.byISO[c[0]]; ok {
		ref = old
	} else {
		g.byISO[c[0]] = ref
		g.states = append(g.states, state{iso3: c[0], iso2: c[1], name: name, status: c[3], when: when, at: l.at})
	}
	l.addAs(name, ref, isState, weak)
	each(c[5], func(s string) { l.add(s, ref, isState) })
	each(c[9], func(s string) { l.add(strings.TrimPrefix(s, "the "), ref, isState) })
	each(c[6], func(s string) {
		if g.states[ref].adjective == "" {
			g.states[ref].adjective = strings.TrimSuffix(s, "?")
		}
		l.add(s, ref, isAdj)
	})
	each(c[7], func(s string) {
		one, many, _ := strings.Cut(s, "/")
		if one != "" {
			l.add(one, ref, isCitizen)
		}
		if many != "" && many != one {
			l.add(many, ref, isPeople)
		}
	})
	each(c[8], func(s string) { l.add(s, ref, isCapital) })
}

// role reads a row of roles.tsv.
func (l *loader) role() {
	g, c := l.g, l.col
	class, ok := roleClasses[c[3]]
	if !ok {
		g.fault(l.at, "class %q is unknown", c[3])
		return
	}
	held, ok := offices[c[4]]
	if !ok {
		g.fault(l.at, "office %q is unknown", c[4])
		return
	}
	if c[2] != "" && !sectors[c[2]] {
		g.fault(l.at, "sector %q is not PLOVER's", c[2])
		return
	}
	key := FoldName(c[0])
	if old, ok := g.byRole[key]; ok {
		if g.roles[old].at.file == l.at.file {
			g.fault(l.at, "role %q already stands in line %d", c[0], g.roles[old].at.line)
			return
		}
		g.roles[old].sector = c[2] // an overlay's reading of a role wins
		return
	}
	ref := int32(len(g.roles))
	g.byRole[key] = ref
	g.roles = append(g.roles, role{phrase: c[0], sector: c[2], class: class, office: held, at: l.at})
	l.add(c[0], ref, isRole)
	switch {
	case c[1] == "-", class == title, class == modifier:
	case c[1] != "":
		l.add(c[1], ref, isRoles)
	default:
		l.add(plural(c[0]), ref, isRoles)
	}
}

// plural returns the regular plural of a noun phrase whose head is its last
// word, or the word before "of" or "for".
func plural(s string) string {
	for _, prep := range [...]string{" of ", " for "} {
		if head, rest, ok := strings.Cut(s, prep); ok {
			return plural(head) + prep + rest
		}
	}
	n := len(s)
	if n < 2 {
		return s
	}
	last, before := s[n-1], s[n-2]
	switch {
	case last == 'y' && !strings.ContainsRune("aeiou", rune(before)):
		return s[:n-1] + "ies"
	case last == 's', last == 'x', last == 'z', last == 'h' && (before == 'c' || before == 's'):
		return s + "es"
	}
	return s + "s"
}

// thing reads a row of a table of bodies, organisations, groups or places.
func (l *loader) thing() {
	g, c := l.g, l.col
	class, ok := kinds[c[2]]
	if !ok {
		g.fault(l.at, "kind %q is unknown", c[2])
		return
	}
	if c[3] != "" && (len(c[3]) != 3 || strings.ToUpper(c[3]) != c[3]) {
		g.fault(l.at, "country %q is no alpha-3 code", c[3])
		return
	}
	if c[4] != "" && !sectors[c[4]] {
		g.fault(l.at, "sector %q is not PLOVER's", c[4])
		return
	}
	if !validCode(c[5]) {
		g.fault(l.at, "code %q is not made of capital letters and digits, three or more", c[5])
		return
	}
	if class != nothing && c[3] == "" && c[4] == "" && c[5] == "" {
		g.fault(l.at, "neither country nor sector nor code")
		return
	}
	when, ok := l.when(c[6], c[7])
	if !ok {
		return
	}
	name, weak := strings.CutSuffix(c[0], "?")
	ref := int32(len(g.things))
	g.things = append(g.things, thing{name: name, class: class, kind: actorKinds[c[2]], country: c[3], sector: c[4], code: c[5], when: when, at: l.at})
	l.addAs(name, ref, isThing, weak)
	each(c[1], func(s string) { l.add(strings.TrimPrefix(s, "the "), ref, isThing) })
}

func validCode(s string) bool {
	for _, r := range s {
		if (r < 'A' || r > 'Z') && (r < '0' || r > '9') {
			return false
		}
	}
	return s == "" || len(s) >= 3
}

// person reads a row of a people table. Rows of one name and one country are
// terms of one person.
func (l *loader) person() {
	g, c := l.g, l.col
	if c[2] != "" && (len(c[2]) != 3 || strings.ToUpper(c[2]) != c[2]) {
		g.fault(l.at, "country %q is no alpha-3 code", c[2])
		return
	}
	if !sectors[c[3]] {
		g.fault(l.at, "sector %q is not PLOVER's", c[3])
		return
	}
	when, ok := l.when(c[5], c[6])
	if !ok {
		return
	}
	key := human{c[0], c[2]}
	ref, known := l.people[key]
	if !known {
		ref = int32(len(g.persons))
		l.people[key] = ref
		g.persons = append(g.persons, person{name: c[0], country: c[2]})
		l.addAs(c[0], ref, isFull, !strings.Contains(c[0], " "))
		l.surname = append(l.surname, surname{c[0], ref})
	}
	p := &g.persons[ref]
	t := term{office: c[4], class: l.officeOf(c[4]), country: c[2], sector: c[3], when: when, at: l.at}
	p.terms = append(p.terms, t)
	if t.class != noOffice && t.class != otherOffice {
		k := holderKey{c[2], t.class}
		g.holders[k] = append(g.holders[k], holder{ref, int32(len(p.terms) - 1)})
	}
	each(c[1], func(s string) {
		if strings.ContainsAny(s, " -") {
			l.add(s, ref, isFull)
		} else {
			l.add(s, ref, isShort)
		}
	})
}

// officeOf is officeOf with a memory, as few offices make most rows.
func (l *loader) officeOf(name string) officeClass {
	class, ok := l.offices[name]
	if !ok {
		class = officeOf(name)
		l.offices[name] = class
	}
	return class
}

// surnames makes the short names of all people.
func (l *loader) surnames() {
	for _, s := range l.surname {
		if short := familyName(s.name, l.g.persons[s.person].country); short != "" {
			l.addAs(short, s.person, isSurname, common[foldString(short)])
		}
	}
	l.surname = nil
}

// familyName returns the words of a full name that news repeats alone, "" if
// they cannot be told.
func familyName(name, country string) string {
	words := strings.Fields(name)
	if len(words) < 2 || noSurname[country] {
		return ""
	}
	if familyFirst[country] && len(words) <= 3 && words[0] == strings.TrimRight(words[0], ".") {
		return words[0]
	}
	i := len(words) - 1
	for i > 1 && suffixes[foldString(words[i])] {
		i--
	}
	end := i + 1
	for i > 1 && particles[foldString(words[i-1])] {
		i--
	}
	return strings.Join(words[i:end], " ")
}

// cross checks, from the given records on, what only the whole shows: countries
// that no table has.
func (l *loader) cross(things, persons int) {
	g := l.g
	for i := things; i < len(g.things); i++ {
		if t := &g.things[i]; t.country != "" && g.stateOf(t.country) == nil {
			g.fault(t.at, "country %q is in no table of countries", t.country)
			t.country = ""
		}
	}
	for i := persons; i < len(g.persons); i++ {
		p := &g.persons[i]
		if p.country != "" && g.stateOf(p.country) == nil {
			g.fault(p.terms[0].at, "country %q is in no table of countries", p.country)
			p.country = ""
			for j := range p.terms {
				p.terms[j].country = ""
			}
		}
	}
}
