package actor

import (
	"slices"
	"strconv"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// placeRole assigns a phrase without a name: the holder of the office that
// day, an actor that the text named before, or a body or group of its own.
func (c *cast) placeRole(i int) {
	f := &c.founds[i]
	r := &c.g.roles[f.role]
	if len(f.states) > 1 {
		c.placeCompound(i)
		return
	}
	home := c.country(f)
	if home == "" && f.code == "" && f.org < 0 && !f.proper {
		if a, ok := c.possessor(f); ok {
			home = c.actors[a].Country
			f.home = home
			c.ofBand(f, r, a)
			if st, ok := c.g.byISO[home]; ok {
				f.states = []int32{st}
			}
			if r.class == spokes && f.voice < 0 {
				c.chief[i] = a
			}
		}
	}
	strayed := false
	if home == "" && f.code == "" && f.org < 0 && !f.proper {
		if a, ok := c.earlier(f, r); ok {
			if strayed = c.strayed(a, i); !strayed {
				c.join(i, a, c.roleKind(r))
				return
			}
		}
	}
	if r.class == office && sole[r.office] && !f.plural && !f.former && home != "" && f.code == "" && f.org < 0 && f.sector == r.sector {
		if p, t, ok := c.holder(home, r); ok && !c.then(f) {
			a := c.known(f, choice{p, t, now})
			c.byName[c.familyKey(p)] = a
			c.roleOf(a, f)
			c.join(i, a, event.ByRole)
			return
		}
	}
	// Without a country, "the administration" is the American one wherever America is spoken of.
	if st, ok := c.g.byISO["USA"]; ok && home == "" && r.phrase == "administration" && f.code == "" && f.org < 0 && !f.plural && c.seen["USA"] && c.definite(f) {
		c.join(i, c.government(st), event.ByRole)
		return
	}
	a := c.collective(f)
	c.mark(a, f)
	if strayed {
		delete(c.official, a) // or unite would bring it back
	}
	c.roleOf(a, f)
	c.join(i, a, c.roleKind(r))
}

// ofBand gives the head of a union, a rebel group or a party ("its leader") the
// sector of those whom he leads.
func (c *cast) ofBand(f *found, r *role, a int32) {
	act := &c.actors[a]
	if r.class != generic || act.Kind == event.Person {
		return
	}
	switch act.Sector {
	case "REB", "UAF", "SEP", "PRM", "OPP", "PTY", "LAB":
		f.sector = act.Sector
	}
}

// placeCompound makes a compound actor and its members.
func (c *cast) placeCompound(i int) {
	f := &c.founds[i]
	key, codes := "m", ""
	members := make([]int32, 0, len(f.states))
	for k, st := range f.states {
		one := *f
		one.states, one.compound = []int32{st}, true
		a := c.member(&one)
		if slices.Contains(members, a) {
			continue
		}
		members = append(members, a)
		key += "\t" + strconv.Itoa(int(a))
		if codes != "" {
			codes += "/"
		}
		codes += c.actors[a].Code
		if k < len(f.at) {
			c.mention(a, f.at[k], c.d.HeadOf(f.at[k]), event.ByRole)
		}
	}
	if len(members) == 1 {
		c.join(i, members[0], event.ByRole)
		return
	}
	first := c.actors[members[0]]
	a := c.actor(key, func(a *event.Actor) {
		a.Name, a.Kind, a.Sector, a.Code, a.Basis = c.d.SpanText(f.span), event.Group, first.Sector, codes, event.FromText
	})
	c.members[a] = members
	c.join(i, a, event.ByRole)
}

// holder returns who holds an office of a country on the day. In South Asia a
// foreign, home or finance secretary is a civil servant below the minister; a
// secretary of state is a foreign minister in America alone.
func (c *cast) holder(country string, r *role) (p, t int32, ok bool) {
	if strings.HasSuffix(r.phrase, "secretary") && southAsia[country] || r.phrase == "secretary of state" && country != "USA" {
		return 0, 0, false
	}
	return c.g.officeHolder(country, r.office, r.phrase, c.on)
}

// member returns the actor of one country's part in a compound: the holder of
// the office, if one holds it.
func (c *cast) member(f *found) int32 {
	if r := &c.g.roles[f.role]; r.class == office && sole[r.office] && !f.former && f.sector == r.sector {
		if p, t, ok := c.holder(c.country(f), r); ok {
			one := *f
			one.plural = false
			return c.known(&one, choice{p, t, now})
		}
	}
	return c.collective(f)
}

// possessor returns the actor whom "its" or "their" before a phrase means.
func (c *cast) possessor(f *found) (int32, bool) {
	for k := f.span.Start - 1; k >= 0 && k >= f.span.Start-3; k-- {
		if !c.has(k, "its", "his", "her", "their", "whose") {
			continue
		}
		if l := c.linkAt[k]; l > 0 {
			return c.antecedent(c.d.Links[l-1].Antecedent)
		}
		f.owned = true
		if c.has(k, "his", "her") && c.lastPerson >= 0 {
			return c.lastPerson, true
		}
		return 0, false
	}
	return 0, false
}

// then reports whether the text says that the office was held at another time:
// "the then president", "the next president".
func (c *cast) then(f *found) bool {
	for k := f.span.Start - 1; k >= c.sentStart(f.span.Start) && k >= f.span.Start-2; k-- {
		if c.has(k, "then", "next", "future", "previous", "first", "new", "then-", "a", "any", "another", "every", "no") {
			return true
		}
	}
	return false
}

func (c *cast) sentStart(i int) int {
	if len(c.d.Sents) == 0 {
		return 0
	}
	return c.d.Sents[c.d.SentOf(i)].Span.Start
}

// roleKind tells a mention by role ("the ministry") from one by a common noun
// ("soldiers").
func (c *cast) roleKind(r *role) event.MentionKind {
	switch r.class {
	case office, institution, spokes:
		return event.ByRole
	}
	return event.ByNominal
}

// earlier returns the actor that a role noun without a country repeats: by a
// link, or by the last actor with that role.
func (c *cast) earlier(f *found, r *role) (int32, bool) {
	if c.has(f.span.Start-1, "a", "an", "another") {
		return 0, false
	}
	if k := c.linkAt[f.head]; k > 0 {
		if a, ok := c.antecedent(c.d.Links[k-1].Antecedent); ok && c.fits(a, f, r) {
			return a, true
		}
	}
	if f.plural || f.former {
		return 0, false
	}
	switch r.class {
	case office, institution, spokes:
	default:
		return 0, false
	}
	if c.d.Rel != nil && !c.definite(f) {
		return 0, false
	}
	a, ok := c.byRole[c.roleKey(r)]
	return a, ok
}

// strayed reports whether the text has left the country of actor a, so that
// phrase i, a bare "the government", is not a's: the report is datelined in
// another country, whose officials alone act in this sentence and the last.
func (c *cast) strayed(a int32, i int) bool {
	away, line := c.actors[a].Country, c.line
	if away == "" || line == "" || line == away {
		return false
	}
	here, domestic := c.d.SentOf(c.founds[i].head), false
	for k := i - 1; k >= 0; k-- {
		f := &c.founds[k]
		if here-c.d.SentOf(f.head) > 1 {
			break
		}
		home := c.country(f)
		if home == "" && c.of[k] >= 0 {
			home = c.actors[c.of[k]].Country
		}
		if home == away {
			return false
		}
		domestic = domestic || home == line && (f.role >= 0 || f.person.Len() > 0)
	}
	return domestic
}

// datelined returns the country of the place in capitals that opens the
// report's body, "" if none does.
func (c *cast) datelined() string {
	for i := range c.d.Sents {
		if c.d.Sents[i].Kind != nlp.Body {
			continue
		}
		w := c.d.Sents[i].Span.Start
		if k := c.segAt[w]; k >= 0 && len(c.form(w)) > 2 && c.form(w) == strings.ToUpper(c.form(w)) {
			for _, v := range c.vals[c.segs[k].from:c.segs[k].to] {
				switch a := &c.g.aliases[v]; a.what {
				case isState, isCapital:
					return c.g.states[a.ref].iso3
				case isThing:
					if c.isPlaceThing(a.ref) {
						return c.g.things[a.ref].country
					}
				}
			}
		}
		return ""
	}
	return ""
}

// fits reports whether an actor can be what a role noun repeats: a person no
// plural, a soldier no minister.
func (c *cast) fits(a int32, f *found, r *role) bool {
	act := &c.actors[a]
	if act.Kind == event.Person && f.plural {
		return false
	}
	switch r.sector {
	case "MIL", "COP", "JUD", "REL", "REB", "SPY", "JRN", "MED":
		return act.Sector == r.sector || act.Sector == "" && act.Code == act.Country || act.Sector == "ELI"
	}
	return true
}

// definite reports whether "the" or the like stands before the phrase.
func (c *cast) definite(f *found) bool {
	for k := f.span.Start - 1; k >= 0 && k >= f.span.Start-3; k-- {
		if c.has(k, "the", "this", "that", "its", "his", "their", "her") {
			return true
		}
	}
	return false
}

func (c *cast) roleKey(r *role) string {
	if r.class == office && r.office != noOffice && r.office != otherOffice && r.office != minister {
		return "o" + strconv.Itoa(int(r.office))
	}
	return r.phrase
}

// roleOf remembers which actor has a role, for "the minister" later on.
func (c *cast) roleOf(a int32, f *found) {
	if f.role < 0 || f.plural || f.former {
		return
	}
	r := &c.g.roles[f.role]
	switch r.class {
	case office:
		c.byRole[c.roleKey(r)] = a
		if strings.Contains(r.phrase, "minister") && r.office != premier && r.office != deputy {
			c.byRole["minister"] = a
		}
	case institution:
		c.byRole[r.phrase] = a
		if isMinistry(r.phrase) {
			c.byRole["ministry"] = a
		}
	case spokes:
		c.byRole[r.phrase] = a
	}
}

func isMinistry(s string) bool { return strings.Contains(s, "ministry") }

// pluralNoun reports whether word i is a noun in the plural.
func (c *cast) pluralNoun(i int) bool {
	return c.tag(i) == nlp.NOUN && c.d.Feats != nil && c.d.Feats[i].Get("Number") == "Plur"
}

// collective returns the actor of a body, group or unnamed person by country,
// sector and role.
func (c *cast) collective(f *found) int32 {
	r := &c.g.roles[f.role]
	home := c.country(f)
	sector := f.sector
	if sector == "" && !f.private {
		sector = r.sector
	}
	if sector == "UNK" && home != "" {
		sector = "CVL"
	}
	if f.former && eliteRole(sector) && r.class != institution && r.class != crowd {
		sector = "ELI"
	}
	if f.org >= 0 && f.code == "" && home == "" {
		home = c.g.things[f.org].country
	}
	key := "r" + home + "\t" + sector + "\t" + f.code + "\t"
	switch {
	case r.class == spokes && f.voice >= 0 && c.of[f.voice] >= 0:
		key = "s" + strconv.Itoa(int(c.of[f.voice]))
	case r.class == spokes:
		key += strconv.Itoa(f.span.Start) // nobody says that two unnamed ones are the same
	case f.proper:
		key += FoldName(c.d.SpanText(f.span))
	case f.former:
		key += "former " + r.phrase
	case f.org >= 0 && r.class != institution:
		key = "o" + strconv.Itoa(int(f.org)) + "\t" + sector + "\t" + r.phrase
	case sector == "MIL" && home != "" && r.class != office:
		key += "military"
	case sector == "COP" && home != "" && r.class != office:
		key += "police"
	case sector == "GOV" && home != "" && general[r.phrase]:
		if len(f.states) > 0 {
			return c.government(f.states[0])
		}
		if i, ok := c.g.byISO[home]; ok && f.org < 0 && !c.local(f) {
			return c.government(i)
		}
		key += r.phrase + "\t" + c.d.SpanText(f.span)
	default:
		key += r.phrase
	}
	return c.actor(key, func(a *event.Actor) {
		a.Name, a.Kind, a.Country, a.Sector, a.Basis = c.nominalName(f), c.kindOf(r, f, sector), home, sector, event.FromText
		a.Code = f.code
		if f.code != "" {
			a.Country = ""
			if r.class != office && r.class != institution {
				a.Sector = ""
			}
		}
		if r.class == office || r.class == spokes {
			a.Role = r.phrase
		}
	})
}

// local reports whether the country of a phrase comes from a city or region.
func (c *cast) local(f *found) bool { return len(f.states) == 0 && f.home != "" }

// nominalName names an unnamed actor by the words of its first mention;
// "Russia's Foreign Ministry" becomes "Russian Foreign Ministry".
func (c *cast) nominalName(f *found) string {
	if len(f.states) > 0 && (f.owner > 0 || f.compound) {
		if st := &c.g.states[f.states[0]]; st.adjective != "" {
			own := c.d.SpanText(nlp.Span{Start: f.own, End: f.span.End})
			if f.compound {
				own, _, _ = strings.Cut(own, " of ")
			}
			return st.adjective + " " + own
		}
	}
	return c.d.SpanText(f.span)
}

func (c *cast) kindOf(r *role, f *found, sector string) event.ActorKind {
	class := r.class
	if class == generic && bodyHeads[r.phrase] {
		class = institution
	}
	switch class {
	case institution:
		switch sector {
		case "MIL":
			return event.Military
		case "GOV":
			return event.Government
		case "REB", "UAF", "PRM", "CRM":
			return event.Group
		}
		return event.Organisation
	case crowd, adherent, asset:
		switch sector {
		case "MIL":
			return event.Military
		case "GOV":
			return event.Government
		case "CVL", "REF", "REL":
			return event.Population
		}
		return event.Group
	}
	if !f.plural {
		return event.Person
	}
	switch sector {
	case "CVL", "REF":
		return event.Population
	case "MIL":
		return event.Military
	}
	return event.Group
}

// antecedent returns the actor of the mention that a link points to.
func (c *cast) antecedent(span nlp.Span) (int32, bool) {
	h := c.d.HeadOf(span)
	if a := c.byHead[h]; a > 0 {
		return a - 1, true
	}
	for i := span.Start; i < span.End; i++ {
		if a := c.byHead[i]; a > 0 {
			return a - 1, true
		}
	}
	return 0, false
}

// voices ties spokespersons to those whom they speak for.
func (c *cast) voices() {
	for i := range c.founds {
		f := &c.founds[i]
		who, ok := c.chief[i]
		if !ok && f.voice >= 0 {
			who = c.of[f.voice]
			ok = who >= 0
		}
		if !ok || c.of[i] < 0 || c.of[i] == who || !c.speaker(f) {
			continue
		}
		act, chief := &c.actors[c.of[i]], &c.actors[who]
		if _, ok := c.boss[c.of[i]]; !ok {
			c.boss[c.of[i]] = who
		}
		if act.Basis == event.FromText {
			act.Country, act.Sector, act.Code = chief.Country, chief.Sector, chief.Code
			if chief.Kind == event.State && act.Country != "" {
				act.Sector, act.Code = "GOV", act.Country+"GOV"
			}
		}
	}
}

// speaker reports whether a phrase is one of a spokesperson.
func (c *cast) speaker(f *found) bool {
	return f.role >= 0 && c.g.roles[f.role].class == spokes
}

// pronouns adds the mentions that links make: pronouns, short names, roles.
func (c *cast) pronouns() {
	for _, l := range c.d.Links {
		h := c.d.HeadOf(l.Span)
		if c.byHead[h] > 0 {
			continue
		}
		a, ok := c.antecedent(l.Antecedent)
		if !ok {
			continue
		}
		if c.actors[a].Kind == event.Person && (c.lemmaIn(h, lands) || c.pluralNoun(h)) {
			continue // "the country" is not its minister, "both candidates" not one of them
		}
		if c.actors[a].Kind == event.State && l.Reason == "role" && c.tag(h) == nlp.NOUN && !c.lemmaIn(h, lands) && !c.lemmaIn(h, polities) {
			continue // "the growth" is no state
		}
		kind := event.ByPronoun
		switch l.Reason {
		case "role", "apposition":
			kind = event.ByRole
		case "acronym", "short-name":
			kind = event.ByName
		}
		c.mention(a, l.Span, h, kind)
	}
}
