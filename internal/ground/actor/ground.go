package actor

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// Ground returns the actors that d speaks of, in the order of their first
// mention, resolved on the day of publication; a zero published leaves out
// what depends on the day. One actor stands for one entity of the world.
// A phrase with several countries ("French and German officials") is a mention
// of a compound actor whose Members are actors of their own, each mentioned by
// the word for its country. Ids are "a1", "a2", ...
//
// d needs words; tags, a tree, names and links are used where they are known.
// Warnings say what the reader of the record should know of the gazetteer.
func (r *Resolver) Ground(d *nlp.Doc, published time.Time) (actors []event.Actor, warnings []string) {
	on := dayOf(published)
	if on > r.g.newest && r.g.newest != 0 {
		warnings = append(warnings, fmt.Sprintf("actor: the gazetteer's newest record is of %v, before this article; later changes of office are not known", partial{r.g.newest, r.g.newest}))
	}
	s := newScan(r.g, d, on)
	s.match()
	s.read()
	c := newCast(s)
	c.links()
	for i := range s.founds {
		c.lend(i)
	}
	for i := range s.founds {
		c.place(i)
	}
	c.voices()
	c.pronouns()
	c.homelands()
	c.blocs()
	c.pairs()
	c.settle()
	return c.actors, warnings
}

// lend gives the body before a spokesperson's name the country of the person:
// the Foreign Ministry of "Foreign Ministry spokeswoman Mao Ning".
func (c *cast) lend(i int) {
	f := &c.founds[i]
	if f.voice < 0 || f.cands.kind != ofPerson || f.role < 0 {
		return
	}
	b := &c.founds[f.voice]
	if b.role < 0 || b.person.Len() > 0 || len(b.states) > 0 || b.home != "" {
		return
	}
	if ch, ok := c.choose(f); ok && ch.tenure != never {
		b.home = c.g.persons[ch.person].terms[ch.term].country
		if st, ok := c.g.byISO[b.home]; ok {
			b.states = []int32{st}
		}
	}
}

// cast assigns phrases to actors.
type cast struct {
	*scan
	actors     []event.Actor
	byKey      map[string]int32 // actor by what it is
	byName     map[string]int32 // actor by folded last name and full name
	byRole     map[string]int32 // actor by role noun, for "the minister"
	line       string           // country of the dateline, "" for none
	byHead     []int32          // actor+1 by head word of its last mention there
	linkAt     []int32          // link+1 by word
	of         []int32          // actor of each phrase, -1
	lastPerson int32            // last person that was mentioned, -1
	chief      map[int]int32    // actor that the spokesperson of a phrase speaks for, by "its"

	boss     map[int32]int32   // actor that a spokesperson speaks for
	moved    map[int32]int32   // actor whose mentions went to another
	members  map[int32][]int32 // of compound actors
	phraseOf map[int32]string  // role noun of an actor
	official map[int32]bool    // actors that are a body of state
}

func newCast(s *scan) *cast {
	n := s.d.Len()
	c := &cast{
		scan: s, byKey: map[string]int32{}, byName: map[string]int32{}, byRole: map[string]int32{},
		byHead: make([]int32, n), linkAt: make([]int32, n), of: make([]int32, len(s.founds)), lastPerson: -1,
		chief: map[int]int32{}, boss: map[int32]int32{}, moved: map[int32]int32{}, members: map[int32][]int32{},
		phraseOf: map[int32]string{}, official: map[int32]bool{},
	}
	for i := range c.of {
		c.of[i] = -1
	}
	c.line = c.datelined()
	return c
}

func (c *cast) links() {
	for k, l := range c.d.Links {
		for i := l.Span.Start; i < l.Span.End; i++ {
			if c.linkAt[i] == 0 {
				c.linkAt[i] = int32(k + 1)
			}
		}
	}
}

// place assigns phrase i to its actor or actors.
func (c *cast) place(i int) {
	f := &c.founds[i]
	if c.of[i] >= 0 {
		return
	}
	if _, _, ok := c.isPair(f.head); ok && len(f.states) == 0 && f.person.Len() == 0 && f.thing < 0 {
		return // see pairs
	}
	if f.same >= 0 {
		if b := &c.founds[f.same]; b.person.Len() > 0 && b.role >= 0 && c.of[f.same] < 0 && len(b.states) == 0 && b.home == "" {
			if a, ok := c.possessor(f); ok { // "their leader, Julio Mamani"
				c.ofBand(b, &c.g.roles[b.role], a)
			}
		}
		if c.speaker(f) && f.voice < 0 {
			if a, ok := c.possessor(f); ok {
				c.chief[i] = a
			}
		}
		c.place(f.same)
		if c.of[f.same] >= 0 {
			c.join(i, c.of[f.same], event.ByRole)
		}
		return
	}
	switch {
	case f.site:
		c.placeSite(i)
	case f.person.Len() > 0:
		c.placePerson(i)
	case f.thing >= 0:
		c.join(i, c.thing(f, f.thing), f.kind)
	case f.bare:
		c.placeStates(i)
	case f.role >= 0 && !c.anyParties(f):
		c.placeRole(i)
	}
}

// anyParties reports whether the parties of a phrase are sides of a dispute,
// not political ones: "urged all parties to exercise restraint".
func (c *cast) anyParties(f *found) bool {
	r := &c.g.roles[f.role]
	if r.phrase != "party" || !f.plural || f.span.Len() > 1 || len(f.states) > 0 {
		return false
	}
	return c.has(f.span.Start-1, "all", "both", "two", "warring", "rival", "other", "relevant", "concerned", "third", "interested", "conflicting") ||
		c.has(f.span.End, "concerned", "involved", "to")
}

// placeStates gives a bare country to its actor; of several ("Russian and
// Ukrainian strikes") each is a mention of its own.
func (c *cast) placeStates(i int) {
	f := &c.founds[i]
	if len(f.states) == 1 || len(f.at) != len(f.states) {
		for _, st := range f.states {
			c.join(i, c.state(f, st), f.kind)
		}
		return
	}
	for k, st := range f.states {
		a := c.state(f, st)
		if c.of[i] < 0 {
			c.of[i] = a
		}
		c.mention(a, f.at[k], c.d.HeadOf(f.at[k]), f.kind)
	}
}

// placeSite gives a place under attack to its country.
func (c *cast) placeSite(i int) {
	f := &c.founds[i]
	home := ""
	if f.thing >= 0 {
		home = c.g.things[f.thing].country
	} else if len(f.states) > 0 {
		home = c.g.states[f.states[0]].iso3
	}
	if st, ok := c.g.byISO[home]; ok {
		bare := found{kind: event.ByName}
		c.join(i, c.state(&bare, st), event.ByMetonym)
	}
}

// join adds phrase i to an actor as a mention.
func (c *cast) join(i int, a int32, kind event.MentionKind) {
	f := &c.founds[i]
	if c.of[i] < 0 {
		c.of[i] = a
	}
	c.mention(a, f.span, f.head, kind)
}

func (c *cast) mention(a int32, span nlp.Span, head int, kind event.MentionKind) {
	act := &c.actors[a]
	if act.Kind == event.Person {
		c.lastPerson = a
	}
	act.Mentions = append(act.Mentions, event.Mention{Span: c.d.RangeOf(span), Kind: kind, Words: span, Head: head})
	c.byHead[head] = a + 1
}

// actor returns the actor of a key, made by fill if it is new.
func (c *cast) actor(key string, fill func(*event.Actor)) int32 {
	if a, ok := c.byKey[key]; ok {
		return a
	}
	a := int32(len(c.actors))
	c.byKey[key] = a
	act := event.Actor{Basis: event.FromGazetteer}
	fill(&act)
	if act.Code == "" {
		act.Code = act.Country + act.Sector
	}
	c.actors = append(c.actors, act)
	return a
}

func (c *cast) thing(f *found, ref int32) int32 {
	t := &c.g.things[ref]
	if f.plural && t.class == region {
		return c.actor("P"+t.name, func(a *event.Actor) {
			a.Name, a.Kind, a.Country, a.Sector = c.d.SpanText(f.span), event.Population, t.country, "CVL"
		})
	}
	return c.actor("t"+t.name, func(a *event.Actor) {
		a.Name, a.Kind, a.Country, a.Sector, a.Code = t.name, t.kind, t.country, t.sector, t.code
		if t.class == region {
			a.Kind = event.Government
		}
		a.Interval = t.when.String()
	})
}

// state returns the actor of a bare country: the state, its government where
// its capital stands for it, its people.
func (c *cast) state(f *found, ref int32) int32 {
	st := &c.g.states[ref]
	switch f.kind {
	case event.ByMetonym:
		return c.government(ref)
	case event.ByNominal:
		return c.actor("p"+st.iso3, func(a *event.Actor) {
			a.Name, a.Kind, a.Country, a.Sector = c.d.SpanText(f.span), event.Population, st.iso3, "CVL"
		})
	}
	return c.actor("c"+st.iso3, func(a *event.Actor) {
		a.Name, a.Kind, a.Country, a.Code = st.name, event.State, st.iso3, st.iso3
		if st.status == "former" {
			a.Interval = st.when.String()
		}
	})
}

func (c *cast) government(ref int32) int32 {
	st := &c.g.states[ref]
	return c.actor("g"+st.iso3, func(a *event.Actor) {
		a.Name, a.Kind, a.Country, a.Sector = "Government of "+withArticle(st.name), event.Government, st.iso3, "GOV"
	})
}

// country returns the alpha-3 code that a phrase gives, "" for none.
func (c *cast) country(f *found) string {
	if len(f.states) > 0 {
		return c.g.states[f.states[0]].iso3
	}
	return f.home
}

func (c *cast) placePerson(i int) {
	f := &c.founds[i]
	key, last := c.nameKeys(f.person)
	if f.cands.kind == ofPerson {
		full := c.isFull(f)
		a, met := c.byName[last]
		met = met && !full && c.agrees(a, f)
		if met && c.actors[a].Basis == event.FromGazetteer {
			c.join(i, a, event.ByName)
			return
		}
		if ch, ok := c.choose(f); ok && (!met || c.hasShort(f, ch.person)) {
			a = c.known(f, ch)
			c.byName[key], c.byName[c.familyKey(ch.person)] = a, a
			c.roleOf(a, f)
			c.join(i, a, event.ByName)
			return
		}
	}
	if a, ok := c.byName[key]; ok && c.agrees(a, f) {
		c.improve(a, f)
		c.join(i, a, event.ByName)
		return
	}
	if a, ok := c.byName[last]; ok && f.person.Len() == 1 && c.agrees(a, f) {
		c.improve(a, f)
		c.join(i, a, event.ByName)
		return
	}
	if f.person.Len() == 1 && f.role < 0 && !c.recognised(f.person) {
		return
	}
	if ch, ok := c.variant(f); ok {
		a := c.known(f, ch)
		c.byName[key], c.byName[last] = a, a
		c.roleOf(a, f)
		c.join(i, a, event.ByName)
		return
	}
	a := c.unknown(f, key)
	c.byName[key], c.byName[last] = a, a
	c.roleOf(a, f)
	c.mark(a, f)
	c.join(i, a, event.ByName)
}

// recognised reports whether a recogniser took the words for a person.
func (c *cast) recognised(span nlp.Span) bool {
	return c.person != nil && c.person[span.Start] >= 0
}

// hasShort reports whether the tables give the name as one that a person is
// called by alone: "Trump" is then not a relation of his of whom the text
// spoke before.
func (c *cast) hasShort(f *found, p int32) bool {
	for _, v := range c.vals[f.cands.from:f.cands.to] {
		if a := &c.g.aliases[v]; a.ref == p && a.what == isShort {
			return true
		}
	}
	return false
}

func (c *cast) isFull(f *found) bool {
	for _, v := range c.vals[f.cands.from:f.cands.to] {
		if c.g.aliases[v].what == isFull {
			return true
		}
	}
	return false
}

// nameKeys returns a name folded as a whole, and its last word.
func (c *cast) nameKeys(span nlp.Span) (key, last string) {
	key = FoldName(c.d.SpanText(span))
	last = key
	for k := strings.LastIndexByte(last, ' '); k >= 0; k = strings.LastIndexByte(last, ' ') {
		if end := last[k+1:]; !suffixes[end] {
			return key, end
		}
		last = last[:k]
	}
	return key, last
}

func (c *cast) familyKey(p int32) string {
	per := &c.g.persons[p]
	if short := familyName(per.name, per.country); short != "" {
		return FoldName(short)
	}
	return FoldName(per.name)
}

// agrees reports whether a phrase may speak of an actor: no other country.
func (c *cast) agrees(a int32, f *found) bool {
	act := &c.actors[a]
	home := c.country(f)
	return act.Kind == event.Person && (home == "" || act.Country == "" || home == act.Country)
}

// improve fills what an unknown person's first mention left open.
func (c *cast) improve(a int32, f *found) {
	act := &c.actors[a]
	if act.Basis != event.FromText || act.Code != "" {
		return
	}
	if f.role >= 0 || c.country(f) != "" {
		c.describe(act, f)
	}
}

// known returns the actor of a person of the gazetteer.
func (c *cast) known(f *found, ch choice) int32 {
	p := &c.g.persons[ch.person]
	t := &p.terms[ch.term]
	return c.actor("p"+strconv.Itoa(int(ch.person)), func(a *event.Actor) {
		a.Name, a.Kind, a.Country = p.name, event.Person, t.country
		if t.class == pope && !strings.HasPrefix(p.name, "Pope ") {
			a.Name = "Pope " + p.name
		}
		a.Role, a.Interval = c.officeName(t), t.when.String()
		a.Sector = t.sector
		switch {
		case ch.tenure == now && !f.former:
			if t.sector == "IGO" {
				a.Sector, a.Code = "", c.orgCode(t.office)
			}
		case ch.tenure != once && f.role >= 0 && !f.former && c.g.roles[f.role].class != title, ch.tenure == once && c.otherRole(f):
			a.Sector, a.Role, a.Interval, a.Basis = f.sector, c.roleText(f), "", event.FromText
			if home := c.country(f); home != "" {
				a.Country = home
			}
			a.Code = f.code
		case ch.tenure == later:
			a.Sector, a.Role, a.Interval = "", "", "" // what the person was before the first office on record is not known
		default:
			a.Sector = "ELI"
			a.Role = "former " + a.Role
			if a.Country == "" && a.Code == "" {
				a.Code = "ELI"
			}
		}
	})
}

// otherRole reports whether the text gives a former office-holder a role of
// the day: an opposition leader, a candidate.
func (c *cast) otherRole(f *found) bool {
	if f.role < 0 || f.former || f.sector == "" {
		return false
	}
	return single(c.g.roles[f.role].class)
}

// officeName returns an office with its country: "President of France".
func (c *cast) officeName(t *term) string {
	st := c.g.stateOf(t.country)
	if st == nil || strings.Contains(t.office, " of ") || strings.Contains(t.office, " for ") {
		return t.office
	}
	return t.office + " of " + withArticle(st.name)
}

// orgCode returns the code of the organisation that an office names.
func (c *cast) orgCode(office string) string {
	d := wordsOf(office)
	s := newScan(c.g, d, c.on)
	s.match()
	for i := range s.segs {
		it := s.decode(&s.segs[i])
		if it.thing >= 0 && strings.HasPrefix(c.g.things[it.thing].code, "IGO") {
			return c.g.things[it.thing].code
		}
	}
	for _, h := range officeCodes {
		if strings.Contains(office, h.word) {
			return h.code
		}
	}
	return "IGO"
}

// unknown returns a new actor for a person whom the gazetteer does not have.
func (c *cast) unknown(f *found, key string) int32 {
	return c.actor("u"+key+"\t"+c.country(f), func(a *event.Actor) {
		a.Name, a.Kind = c.d.SpanText(f.person), event.Person
		c.describe(a, f)
	})
}

// describe gives an actor the country, sector and role of the text.
func (c *cast) describe(a *event.Actor, f *found) {
	a.Basis = event.FromText
	a.Country = c.country(f)
	if f.role >= 0 {
		a.Role = c.roleText(f)
		a.Sector = f.sector
		if a.Sector == "" {
			a.Sector = c.g.roles[f.role].sector
		}
	} else if f.org >= 0 {
		a.Sector = c.g.things[f.org].sector
	}
	if f.former && eliteRole(a.Sector) {
		a.Sector = "ELI"
	}
	a.Code = f.code
	if a.Code != "" {
		a.Country = ""
	}
	if a.Code == "" {
		a.Code = a.Country + a.Sector
	}
}

func eliteRole(sector string) bool {
	switch sector {
	case "GOV", "LEG", "MIL", "SPY", "COP", "JUD", "PTY", "OPP":
		return true
	}
	return false
}

// roleText returns the role as the text has it.
func (c *cast) roleText(f *found) string {
	if f.role < 0 {
		return ""
	}
	return c.g.roles[f.role].phrase
}
