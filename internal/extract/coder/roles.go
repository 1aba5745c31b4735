package coder

import (
	"slices"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// actorsAt returns the actor whose mention is headed by word t, or that covers
// it together with its head; nil if there is none.
func (x *view) actorsAt(t int) []int {
	if m, ok := x.byHead[t]; ok {
		return x.members(x.mentions[m].actor)
	}
	if c := x.cover[t]; c > 0 {
		m := x.mentions[c-1]
		if up := int(x.d.Head[t]); up < 0 || !m.span.Has(up) {
			return x.members(m.actor) // a name that the tree has torn in two
		}
		if h := int(x.d.Head[m.head]); h == t && m.span.Has(t) || x.d.Head[t] == int32(m.head) && (x.rel(t) == "flat" || x.rel(t).Is("flat") || x.d.UPOS[t] == nlp.PROPN && x.rel(t) == "compound" && m.span.Len() <= 3 && x.d.UPOS[m.head] == nlp.PROPN) {
			return x.members(m.actor)
		}
	}
	return nil
}

// ownCountry returns the side of the one whose country noun t speaks of: "the
// minister said his country would strike".
func (x *view) ownCountry(t int) []int {
	p := x.kid(t, "nmod:poss")
	if p < 0 || x.d.UPOS[p] != nlp.PRON {
		return nil
	}
	who := x.actorsAt(p)
	if len(who) == 0 {
		who = x.firstPerson(p)
	}
	if len(who) != 1 || x.rep.Actors[who[0]].Country == "" {
		return nil
	}
	if s := x.stateOf(x.rep.Actors[who[0]].Country); len(s) > 0 {
		return s
	}
	return who
}

// firstPerson returns for whom "we" stands in a quotation of somebody in
// office: the side that speaks.
func (x *view) firstPerson(t int) []int {
	switch x.lem[t] {
	case "we", "us", "our":
	default:
		return nil
	}
	s := x.saidAt(t)
	if s == nil || s.Speaker.Actor == "" {
		return nil
	}
	if a := x.actorNamed(s.Speaker.Actor); a >= 0 && x.public(a) {
		return []int{a}
	}
	return nil
}

// listed returns the actors beside that of word t that a list names: "X, Y and Z
// condemned", where the tree takes Y for an apposition, and "Israeli and
// Palestinian officials", where the actor is only the second of them.
func (x *view) listed(t int) []int {
	var out []int
	own := x.actorsAt(t)
	for _, k := range x.children(t) {
		switch r := x.d.Rel[k]; {
		case r == "appos" && x.kid(int(k), "conj") >= 0 && x.d.UPOS[k] == nlp.PROPN && x.d.UPOS[t] == nlp.PROPN:
			if m := x.kid(int(k), "conj"); len(x.actorsAt(m)) > 0 && x.prep(m) == "" {
				out = append(append(out, x.actorsAt(int(k))...), x.actorsAt(m)...)
			}
		case r == "amod" && x.d.UPOS[t] == nlp.NOUN:
			i, ok := x.byHead[t]
			if !ok || x.mentions[i].span.Has(int(k)) {
				continue
			}
			if c := x.kid(int(k), "conj"); c >= 0 && x.mentions[i].span.Has(c) {
				out = append(out, x.actorsAt(int(k))...)
			}
		}
	}
	return without(out, own)
}

// beside returns the actors that act with the subject t without being joined
// to it: "Oman, along with Qatar, ...".
func (x *view) beside(t int) []int {
	if !x.rel(t).Is("nsubj") {
		return nil
	}
	for _, k := range x.children(t) {
		if !x.d.Rel[k].Is("nmod") || int(k) < t {
			continue
		}
		if c := x.kid(int(k), "case"); c >= 0 && (x.lem[c] == "along" || x.lem[c] == "together") && x.hasKid(int(k), "case", "with") {
			return x.actorsAt(int(k))
		}
	}
	return nil
}

// members returns the members of a compound actor, or the actor itself.
func (x *view) members(a int) []int {
	if ids := x.rep.Actors[a].Members; len(ids) > 0 {
		var out []int
		for i := range x.rep.Actors {
			if slices.Contains(ids, x.rep.Actors[i].ID) {
				out = append(out, i)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return []int{a}
}

// actorsOf returns the actors that the phrase headed by t names: the mention
// itself, its conjuncts and appositions, or the actor in a modifier of a noun
// that stands for it ("Ukrainian drones", "members of NATO"). With loose, any
// modifier counts, as for the target of an act ("military sites in Russia").
func (x *view) actorsOf(t int, loose bool) []int {
	var out []int
	x.collect(t, loose, 0, &out)
	return out
}

func (x *view) collect(t int, loose bool, depth int, out *[]int) {
	if depth > 3 {
		return
	}
	add := func(list []int) {
		for _, a := range list {
			if !slices.Contains(*out, a) {
				*out = append(*out, a)
			}
		}
	}
	own := x.actorsAt(t)
	if len(own) == 0 && x.d.UPOS[t] == nlp.PRON {
		own = x.firstPerson(t)
	}
	if len(own) == 0 && x.d.UPOS[t] == nlp.NOUN && (x.lem[t] == "country" || x.lem[t] == "nation" || x.lem[t] == "homeland") {
		own = x.ownCountry(t)
	}
	add(own)
	if len(own) > 0 && len(*out) > 0 && x.rep.Actors[own[0]].Code == "" {
		// an actor without a code says nothing; its country may stand beside it
		if more := x.modifierActors(t, loose, depth); len(more) > 0 {
			*out = (*out)[:0]
			add(more)
		}
	}
	if len(own) > 0 && x.d.UPOS[t] == nlp.NOUN {
		for _, k := range x.children(t) { // "the foreign ministers of Chad and Libya", "envoys from Laos and the rebels"
			if p := x.prep(int(k)); x.d.Rel[k].Is("nmod") && (p == "of" || p == "from") {
				for _, c := range x.children(int(k)) {
					if x.d.Rel[c] == "conj" {
						add(x.actorsAt(int(c)))
					}
				}
			}
		}
	}
	if len(own) == 0 {
		if a := x.kid(t, "appos"); a >= 0 {
			add(x.actorsAt(a))
		}
		if len(*out) == 0 {
			add(x.modifierActors(t, loose, depth))
		}
	}
	if len(own) > 0 {
		add(x.listed(t))
		add(x.beside(t))
	}
	for _, k := range x.children(t) {
		if x.d.Rel[k] == "conj" && x.d.UPOS[k].Nominal() || x.rel(int(k)) == "flat" && x.kid(int(k), "cc") >= 0 {
			x.collect(int(k), loose, depth+1, out)
		}
	}
}

func (x *view) modifierActors(t int, loose bool, depth int) []int {
	if x.d.UPOS[t] != nlp.NOUN && x.d.UPOS[t] != nlp.NUM && x.d.UPOS[t] != nlp.PROPN && x.d.UPOS[t] != nlp.DET && x.d.UPOS[t] != nlp.PRON && x.d.UPOS[t] != nlp.ADJ && !loose {
		return nil
	}
	if !loose && !x.standsFor(t) {
		return nil
	}
	var out []int
	for _, k := range x.children(t) {
		r := x.d.Rel[k]
		if r == "nmod:poss" && x.lx.classes["kin"][x.lem[t]] {
			continue // the premier's driver is not the premier
		}
		if r == "nmod:poss" || r == "amod" || r == "compound" {
			for _, a := range x.actorsAt(int(k)) {
				if !slices.Contains(out, a) {
					out = append(out, a)
				}
			}
			if len(out) == 0 && r == "nmod:poss" {
				x.collect(int(k), loose, depth+1, &out)
			}
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, k := range x.children(t) {
		if !x.d.Rel[k].Is("nmod") || x.d.Rel[k] == "nmod:poss" {
			continue
		}
		p := x.prep(int(k))
		agentive := x.standsFor(t) && (p == "of" || p == "from" || p == "in" || p == "by")
		target := loose && slices.Contains([]string{"of", "in", "within", "inside", "from", "at", "against", "across", "on", "to", "by"}, p)
		if agentive && p == "of" { // "the use of drones by Ukraine"
			for _, m := range x.children(int(k)) {
				if x.d.Rel[m].Is("nmod") && x.prep(int(m)) == "by" {
					x.collect(int(m), loose, depth+1, &out)
				}
			}
		}
		if len(out) == 0 && (agentive || target) {
			x.collect(int(k), loose, depth+1, &out)
		}
		if len(out) > 0 {
			return out
		}
	}
	return out
}

// standsFor reports whether noun t stands for the actor in its modifier:
// "Ukrainian drones", "a statement from the ministry"; not "the US economy".
func (x *view) standsFor(t int) bool {
	l := x.lem[t]
	if agentNouns[l] || x.d.UPOS[t] == nlp.NUM || x.d.UPOS[t] == nlp.DET || x.d.UPOS[t] == nlp.PRON {
		return true
	}
	for _, c := range []string{"troops", "weapon", "statement", "attack", "measureword", "diplomat", "victim", "prisoner", "vehicle"} {
		if x.is(t, c) {
			return true
		}
	}
	return false
}

// targetsOf returns the actors that an act is done to, given the phrase of the
// target: the actors that it names, else the state in whose territory it lies
// if the report names that state as an actor.
func (x *view) targetsOf(t int) []int {
	if out := x.actorsOf(t, true); len(out) > 0 {
		return out
	}
	s := x.d.Sents[x.d.SentOf(t)].Span
	for h := max(s.Start, t-12); h < min(s.End, t+25); h++ {
		if p, ok := x.placeAt[h]; ok && x.nearby(t, h) {
			return x.stateOf(x.rep.Places[p].Country)
		}
	}
	return nil
}

// addressed returns the actors that words are aimed at, given the phrase of
// their object: whom it names and whose act or thing it is, not where that is.
func (x *view) addressed(t int) []int {
	out := x.actorsOf(t, false)
	for _, k := range x.children(t) {
		if x.d.Rel[k] == "conj" && len(out) == 0 {
			out = union(out, x.addressed(int(k)))
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, k := range x.children(t) {
		if r := x.d.Rel[k]; r == "nmod:poss" || r == "amod" || r == "compound" {
			out = union(out, x.actorsOf(int(k), false))
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, k := range x.children(t) {
		p := x.prep(int(k))
		if p == "of" && x.lx.classes["patient"][x.lem[t]] {
			continue // who died is not blamed for it
		}
		if r := x.d.Rel[k]; r.Is("nmod") && r != "nmod:poss" && slices.Contains([]string{"of", "by", "from", "against", "between"}, p) {
			if out = x.addressed(int(k)); len(out) > 0 {
				return out
			}
		}
	}
	return nil
}

// nearby reports whether h hangs on t through nominal relations only.
func (x *view) nearby(t, h int) bool {
	for h != t {
		if r := x.rel(h); !r.Is("nmod") && r != "compound" && r != "flat" && r != "appos" && r != "amod" && r != "conj" {
			return false
		}
		if h = int(x.d.Head[h]); h < 0 {
			return false
		}
	}
	return true
}

// stateOf returns the state of a country code, if the report has it as an actor.
func (x *view) stateOf(country string) []int {
	if country == "" {
		return nil
	}
	for i := range x.rep.Actors {
		if a := &x.rep.Actors[i]; a.Code == country {
			return []int{i}
		}
	}
	return nil
}

// political reports whether an actor's acts are political: a state, a public
// body, an armed group or an international organisation.
func political(a *event.Actor) bool {
	if a.Code == "" {
		return false
	}
	if a.Kind == event.Population && a.Sector == "" && a.Country == "" || a.Kind == event.Person && a.Sector == "" && a.Code == a.Country {
		return false
	}
	switch a.Sector {
	case "BUS", "CRM", "CVL", "EDU", "JRN", "MED", "AGR", "LAB", "SOC", "REL", "REF", "UNK":
		return false
	}
	return publicSectors[a.Sector] || len(a.Code) >= 3 && (a.Code[:3] == "IGO" || a.Code[:3] == "IMG" || a.Code[:3] == "UNO" || a.Code[:3] == "EUR")
}
