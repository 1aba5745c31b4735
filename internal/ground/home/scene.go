package home

import (
	"slices"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// venues returns the countries that are only where a report's parties meet or
// its reporter sits: one that the first sentence names as a place alone, while
// actors of other countries act in it, and that the report never has do or
// suffer anything.
func (v *view) venues() map[string]bool {
	out := map[string]bool{}
	lead := v.first()
	for c := range v.places[lead] {
		out[c] = true
	}
	if len(out) == 0 {
		return nil
	}
	others := map[string]bool{}
	times := map[string]int{} // how often the report names a country's places
	for i := range v.rep.Places {
		times[v.rep.Places[i].Country]++
	}
	for c := range v.places[lead] {
		if c != v.line() && times[v.line()] == 1 {
			others[c] = true // "PORT LOUIS - Gunfire was heard in Antananarivo"
		}
	}
	for i := range v.rep.Actors {
		a := &v.rep.Actors[i]
		for _, m := range a.Mentions {
			if a.Country == "" || m.Words.Len() <= 0 || v.onlyPlace(m) {
				continue
			}
			delete(out, a.Country)
			if v.d.SentOf(m.Words.Start) == lead && v.acts(v.headOf(m)) {
				others[a.Country] = true
			}
		}
	}
	for c := range out {
		if len(others) == 0 || others[c] {
			delete(out, c)
		}
	}
	return out
}

// seat takes back what the dateline says where the first sentence tells what
// officials of another country do: the reporter sits there.
func (v *view) seat() {
	c, lead := v.line(), v.first()
	if c == "" || v.actors[lead][c] > 0 {
		return
	}
	for i := range v.rep.Actors {
		a := &v.rep.Actors[i]
		if a.Country == "" || a.Sector == "" {
			continue
		}
		for _, m := range a.Mentions {
			if m.Words.Len() > 0 && v.d.SentOf(m.Words.Start) == lead && v.acts(v.headOf(m)) {
				v.open[c] *= venue
				v.places[lead][c] *= venue
				return
			}
		}
	}
}

// line returns the country of the place in capitals that opens the report.
func (v *view) line() string {
	first := v.d.Sents[v.first()].Span.Start
	for i := range v.rep.Places {
		if w := v.rep.Places[i].Words; w.Len() > 0 && w.Start == first && v.d.Form(first) == strings.ToUpper(v.d.Form(first)) {
			return v.rep.Places[i].Country
		}
	}
	return ""
}

// nobody reports whether the pronoun at word j means an actor of no country,
// an organisation or an armed group.
func (v *view) nobody(j int) bool {
	i, ok := v.heads[j]
	if !ok || v.d.UPOS[j] != nlp.PRON {
		return false
	}
	a := &v.rep.Actors[i]
	return a.Country == "" && len(a.Code) > 3
}

// acts reports whether word t is a subject, or joined to one.
func (v *view) acts(t int) bool {
	for v.d.Rel[t] == "conj" && v.d.Head[t] >= 0 {
		t = int(v.d.Head[t])
	}
	return v.d.Rel[t].Is("nsubj")
}

// onlyPlace reports whether mention m names a country as where something is:
// "the Malaysian capital", "in Kenya".
func (v *view) onlyPlace(m event.Mention) bool {
	t := v.headOf(m)
	h := int(v.d.Head[t])
	switch r := v.d.Rel[t]; {
	case h < 0:
		return false
	case r == "amod", r == "compound", r == "nmod:poss":
		return slices.Contains(grounds, v.d.Lower(h))
	case r.Is("obl"), r.Is("nmod"):
		return v.of(t) && m.Kind == event.ByName
	}
	return false
}

// grounds are nouns for a piece of a country.
var grounds = []string{"capital", "city", "town", "port", "resort", "border", "soil", "territory", "coast", "island", "village", "province", "region", "waters", "airport"}

// scene returns the country of the place that opens an earlier sentence of
// the paragraph of sentence s: "In Istanbul, crowds ... Police arrested ...".
func (v *view) scene(s int) string {
	for q := s - 1; q >= max(0, s-4) && v.d.Sents[q].Paragraph == v.d.Sents[s].Paragraph; q-- {
		first := v.d.Sents[q].Span.Start
		if w := v.d.Lower(first); w != "in" && w != "at" && w != "near" {
			continue
		}
		for t := first + 1; t < min(first+6, v.d.Sents[q].Span.End); t++ {
			if c := v.ground[t]; c != "" && v.d.Rel[t].Is("obl") {
				return c
			}
		}
	}
	return ""
}

// foes returns the country with whose army, police or government a rebel
// mention fights or stands in one list: "the rebels attacked a Chadian convoy",
// "talks between Chad and the rebels".
func (v *view) foes(a *event.Actor, m event.Mention) string {
	switch a.Sector {
	case "REB", "UAF", "OPP", "PRM":
	default:
		return ""
	}
	t := v.headOf(m)
	h := int(v.d.Head[t])
	if h < 0 {
		return ""
	}
	if v.d.Rel[t] == "conj" {
		return v.stateAt(h)
	}
	for j := range v.d.Children(t) {
		if v.d.Rel[j] == "conj" {
			if c := v.stateAt(j); c != "" {
				return c
			}
		}
	}
	if v.d.Rel[t] != "nsubj" || a.Sector == "OPP" {
		return ""
	}
	for j := range v.d.Children(h) {
		if v.d.Rel[j] != "obj" {
			continue
		}
		for _, k := range append(v.phrase(j), j) {
			if i, ok := v.heads[k]; ok {
				if b := &v.rep.Actors[i]; b.Country != "" && (b.Sector == "MIL" || b.Sector == "COP" || b.Sector == "GOV") {
					return b.Country
				}
			}
		}
	}
	return ""
}

// stateAt returns the country of the state or government whose mention word t
// heads, or that word t's phrase names; "" if it does not.
func (v *view) stateAt(t int) string {
	for _, k := range append([]int{t}, v.phrase(t)...) {
		if i, ok := v.heads[k]; ok {
			if b := &v.rep.Actors[i]; b.Country != "" && (b.Sector == "" || b.Sector == "GOV" || b.Sector == "MIL") {
				return b.Country
			}
		}
	}
	return ""
}

// phrase returns the modifiers of noun t that may name an actor.
func (v *view) phrase(t int) []int {
	var out []int
	for j := range v.d.Children(t) {
		switch r := v.d.Rel[j]; {
		case r == "amod", r == "compound", r.Is("nmod"):
			out = append(out, j)
		}
	}
	return out
}

// foreign returns the countries of which the official of mention m is not: the
// one that punishes him ("froze the assets of two ministers") and the one that
// he speaks to or of by its name ("the minister urged Moscow").
func (v *view) foreign(a *event.Actor, m event.Mention) []string {
	if a.Sector != "GOV" && a.Sector != "MIL" && a.Sector != "JUD" {
		return nil
	}
	t := v.headOf(m)
	h := int(v.d.Head[t])
	if h < 0 {
		return nil
	}
	if v.d.Rel[t] == "nsubj" {
		if a.Sector == "JUD" || !slices.Contains(diplomacy, v.lemma(h)) {
			return nil
		}
		var out []string
		for j := range v.d.Children(h) {
			if r := v.d.Rel[j]; r != "obj" && r != "iobj" && (!r.Is("obl") || v.of(j)) {
				continue
			}
			if c := v.namedState(j); c != "" {
				out = append(out, c)
			}
		}
		return out
	}
	if r := v.d.Rel[t]; v.d.UPOS[h] == nlp.VERB && slices.Contains(giving, v.lemma(h)) && (r == "iobj" || r.Is("obl") && v.to(t)) {
		return v.subjectCountry(h)
	}
	top := t
	if v.d.Rel[t].Is("nmod") && v.of(t) {
		top, h = h, int(v.d.Head[h]) // "the assets of two ministers"
	}
	if h < 0 || v.d.UPOS[h] != nlp.VERB || v.d.Rel[top] != "obj" && v.d.Rel[top] != "nsubj:pass" && !v.d.Rel[top].Is("obl") {
		return nil
	}
	if l := v.lemma(h); !slices.Contains(punishing, l) && (l != "impose" || !v.d.Rel[top].Is("obl")) {
		return nil
	}
	return v.subjectCountry(h)
}

// sender returns the country that sends, masses or withdraws the troops of
// mention m: "Uganda sent 300 soldiers".
func (v *view) sender(a *event.Actor, m event.Mention) string {
	if a.Sector != "MIL" && a.Sector != "UAF" && a.Sector != "COP" {
		return ""
	}
	t := v.headOf(m)
	h := int(v.d.Head[t])
	if h < 0 || v.d.Rel[t] != "obj" || !slices.Contains(sending, v.lemma(h)) {
		return ""
	}
	if list := v.subjectCountry(h); len(list) > 0 {
		return list[0]
	}
	return ""
}

// sending are verbs whose object are the subject's own troops.
var sending = []string{"send", "deploy", "dispatch", "withdraw", "pull", "move", "mass", "station", "order", "put", "mobilise", "mobilize", "redeploy", "rotate"}

// subjectCountry returns the country of the subject of verb h, or of the verb
// that it is joined to, as a list of one or none.
func (v *view) subjectCountry(h int) []string {
	for range 4 {
		for j := range v.d.Children(h) {
			if r := v.d.Rel[j]; r != "nsubj" && r != "obl:agent" {
				continue
			}
			if c := v.stateAt(j); c != "" {
				return []string{c}
			}
			return nil
		}
		if r := v.d.Rel[h]; r != "conj" && r != "xcomp" || v.d.Head[h] < 0 {
			return nil
		}
		h = int(v.d.Head[h])
	}
	return nil
}

// namedState returns the country of the state that word t names, or that a
// modifier of it does; "" if none does.
func (v *view) namedState(t int) string {
	for _, k := range append([]int{t}, v.phrase(t)...) {
		if i, ok := v.heads[k]; ok {
			if b := &v.rep.Actors[i]; b.Country != "" && (b.Kind == event.State || b.Kind == event.Government) {
				return b.Country
			}
		}
	}
	return ""
}

func (v *view) lemma(t int) string {
	if v.d.Lemma != nil && v.d.Lemma[t] != "" {
		return strings.ToLower(v.d.Lemma[t])
	}
	return v.d.Lower(t)
}

// to reports whether word j follows "to".
func (v *view) to(j int) bool {
	for k := range v.d.Children(j) {
		if v.d.Rel[k] == "case" {
			return v.d.Lower(k) == "to"
		}
	}
	return false
}

// giving are verbs by which a state gives something to officials of another.
var giving = []string{"sell", "supply", "ship", "export", "hand", "transfer"}

// punishing are verbs by which a state acts on officials of another.
var punishing = []string{"expel", "sanction", "blacklist", "summon", "freeze", "bar", "deport", "indict", "ban"}

// diplomacy are verbs by which officials speak to or of another state by name.
var diplomacy = []string{
	"accuse", "condemn", "denounce", "criticise", "criticize", "urge", "ask", "warn", "thank", "praise", "call", "blame", "invite", "tell", "threaten", "meet",
}

// there returns the country of the last place before mention m where "there"
// hangs on it: "the opposition there".
func (v *view) there(m event.Mention) string {
	t := v.headOf(m)
	from := t+2 < v.d.Len() && v.d.Lower(t+1) == "from" && v.d.Lower(t+2) == "there"
	for j := t; j < min(t+3, v.d.Len()); j++ {
		if v.d.Lower(j) != "there" || !from && int(v.d.Head[j]) != t {
			continue
		}
		for k := j - 1; k >= max(0, j-80); k-- {
			if c := v.ground[k]; c != "" {
				return c
			}
		}
	}
	return ""
}

// host returns the country in which the diplomat is whom mention m's official
// meets: "the Kenyan ambassador in Bangkok met the foreign minister".
func (v *view) host(m event.Mention) string {
	t := v.headOf(m)
	h := int(v.d.Head[t])
	if h < 0 || v.d.Rel[t] != "obj" && !v.d.Rel[t].Is("obl") {
		return ""
	}
	for j := range v.d.Children(h) {
		if v.d.Rel[j] != "nsubj" || !slices.Contains(posted, v.lemma(j)) {
			continue
		}
		for k := range v.d.Children(j) {
			if c := v.ground[k]; c != "" && v.d.Rel[k].Is("nmod") && v.d.Rel[k] != "nmod:poss" {
				return c
			}
		}
	}
	return ""
}

// posted are those who stand for a country in another.
var posted = []string{"ambassador", "envoy", "consul", "attache", "attaché", "diplomat"}
