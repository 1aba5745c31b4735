package actor

import (
	"cmp"
	"fmt"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/internal/trie"
)

// origin is the row that a record comes from.
type origin struct {
	file int16
	line int32
}

// state is a row of countries.tsv.
type state struct {
	iso3, iso2, name, adjective string
	status                      string // state | territory | contested | former
	when                        interval
	at                          origin
}

type thingClass uint8

const (
	body   thingClass = iota // acts under its own name
	people                   // a population with a name
	seat                     // a building or city that stands for those who sit there
	region                   // a part of a country
	city
	nothing // no actor: it only keeps its words from being read otherwise
)

// thing is a row of a table of bodies, organisations, groups or places.
type thing struct {
	name                  string
	class                 thingClass
	kind                  event.ActorKind
	country, sector, code string
	when                  interval
	at                    origin
}

// person is one human being: rows of people tables with one name and country.
type person struct {
	name    string
	country string
	terms   []term
}

// term is one office of a person.
type term struct {
	office          string
	class           officeClass
	country, sector string
	when            interval
	at              origin
}

type roleClass uint8

const (
	noRole      roleClass = iota
	office                // one person holds it: president
	someone               // one of many: lawmaker, soldier
	institution           // a body: ministry, army
	crowd                 // only many: troops, police
	adherent              // of a religion: Muslim
	generic               // takes its sector from the words before it: leader, official
	modifier              // gives a generic head its sector: parliamentary
	title                 // stands before a name: Gen., Mr
	spokes                // speaks for another
	asset                 // what acts for its owner: warplane
)

// role is a row of roles.tsv.
type role struct {
	phrase string
	sector string
	class  roleClass
	office officeClass
	at     origin
}

// what an alias says of the record that it points to.
type what uint8

const (
	isState    what = iota // name of a state
	isAdj                  // Russian
	isCitizen              // Russian, Pole
	isPeople               // Russians, Poles
	isCapital              // Moscow
	isThing                // name of a thing
	isFull                 // full name of a person
	isShort                // short name of a person, from the data
	isSurname              // short name of a person, made from the full one
	isInitials             // initials and family name: "G. W. Bush"
	isRole                 // singular role noun
	isRoles                // plural role noun
)

// alias is a value of the trie: a record and how it is named.
type alias struct {
	ref   int32
	what  what
	weak  bool   // also means something else
	shape uint32 // two bits a piece, the first piece lowest
}

// gazetteer is everything that New reads. It is never changed afterwards.
type gazetteer struct {
	states  []state
	things  []thing
	persons []person
	roles   []role
	aliases []alias
	names   *trie.Trie
	files   []file
	byISO   map[string]int32       // states by alpha-3
	holders map[holderKey][]holder // who held an office of a country
	byRole  map[string]int32       // roles by folded phrase
	faults  []RowError             // rows that were left out
	newest  day                    // of the newest person file
	sum     string                 // hash of all files
}

// file is one table that was read.
type file struct {
	name string
	asOf partial
}

type holderKey struct {
	country string
	class   officeClass
}

func compareHolderKeys(a, b holderKey) int {
	return cmp.Or(cmp.Compare(a.country, b.country), cmp.Compare(a.class, b.class))
}

type holder struct{ person, term int32 }

// RowError is a row of a table that is broken or that contradicts another.
type RowError struct {
	File   string
	Line   int
	Reason string
}

// Error returns "file:line: reason".
func (f *RowError) Error() string { return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Reason) }

func (g *gazetteer) fault(at origin, format string, args ...any) {
	g.faults = append(g.faults, RowError{File: g.files[at.file].name, Line: int(at.line), Reason: fmt.Sprintf(format, args...)})
}

// stateOf returns the state with an alpha-3 code, or nil.
func (g *gazetteer) stateOf(iso3 string) *state {
	if i, ok := g.byISO[iso3]; ok {
		return &g.states[i]
	}
	return nil
}

// officeHolder returns who held an office of a country on a day: the latest to
// come where terms meet. Where two held offices of one class side by side (a
// king and a queen), it is the one whose office has the title asked for; and
// none if that does not tell them apart.
func (g *gazetteer) officeHolder(country string, class officeClass, title string, on day) (p, t int32, ok bool) {
	if class == noOffice || on == 0 {
		return 0, 0, false
	}
	list := g.holders[holderKey{country, class}]
	best, n := g.soleHolder(list, "", on)
	if n > 1 {
		best, n = g.soleHolder(list, title, on)
	}
	return best.person, best.term, n == 1
}

// soleHolder returns the last to come of those who hold an office of a title
// ("" is any) on a day, and how many hold it beside one another.
func (g *gazetteer) soleHolder(list []holder, title string, on day) (best holder, n int) {
	for _, h := range list {
		term := &g.persons[h.person].terms[h.term]
		v := term.when
		if !v.holds(on) || v.start.first == 0 || title != "" && !strings.EqualFold(term.office, title) {
			continue
		}
		if n == 0 {
			best, n = h, 1
			continue
		}
		b := g.persons[best.person].terms[best.term].when
		switch {
		case h.person == best.person:
			if v.start.first > b.start.first {
				best = h
			}
		case b.end.last != 0 && b.end.last <= v.start.last:
			best = h
		case v.end.last != 0 && v.end.last <= b.start.last:
		default:
			n++
		}
	}
	return best, n
}

// officeClass is what an office is, whatever it is called in its country.
type officeClass uint8

const (
	noOffice officeClass = iota
	president
	premier
	vice
	deputy
	foreign
	deputyForeign
	defense
	deputyDefense
	interior
	finance
	minister
	monarch
	crownPrince
	supreme
	speaker
	opposition
	ambassador
	envoy
	governor
	mayor
	regional
	armyChief
	policeChief
	intelChief
	attorney
	adviser
	spokesman
	secGen
	partyChief
	pope
	legislator
	otherOffice
)

// officeOf returns the class of an office of the people tables by the words
// of its name.
func officeOf(name string) officeClass {
	n := strings.ToLower(name)
	if head, _, ok := strings.Cut(n, " of "); ok && !strings.HasPrefix(n, "minister of") && !strings.HasPrefix(n, "secretary of") {
		n = head
	}
	for _, o := range officeWords {
		if strings.Contains(n, o.word) {
			return o.class
		}
	}
	return otherOffice
}
