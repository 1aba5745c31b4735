// Package home finds the country of domestic actors: reports say "police", "the
// opposition" or "Interior Minister Awa Sarr" and leave the country to what
// they have said before.
//
// An actor of whom only the sector is known gets the country that its passage
// speaks of: of a possessive that points back ("its food minister"), of the
// places in its sentences, of the dateline, the title and the first sentence,
// and of the report as a whole. The country must be clearly ahead of the next
// one; else the actor stays without. An actor that the text itself ties to a
// country is never touched.
package home

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// domestic lists the sectors whose bearers belong to a country.
var domestic = []string{"GOV", "MIL", "COP", "JUD", "LEG", "OPP", "REB", "UAF", "PTY", "SPY", "PRM", "CVL", "LAB", "AGR", "BUS", "SOC", "REL", "EDU", "CRM", "PRE", "ELI", "MED", "JRN"}

// The weights of what speaks for a country. They were set on articles of our
// own: a place in the same sentence tells most, then who was spoken of before.
const (
	pointsBack = 10.0 // "its food minister"
	placeHere  = 3.0  // a place in the actor's sentence
	actorHere  = 1.0  // an actor of a country in the sentence
	teller     = 1.5  // the country of the official or agency that tells of the actor
	spoke      = 4.0  // "a ministry spokesman said in Berlin"
	acted      = 4.0  // police and courts act on those of their own country
	asTopic    = 1.0  // a state that the sentence before, in the same paragraph, is about
	staged     = 2.5  // the place that opens an earlier sentence of the paragraph
	venue      = 0.2  // times what speaks for a country that is only where others meet
	speaksTo   = 4.0  // against the country that an official speaks of by name
	near       = 1.0  // a country in the sentence before, in the same paragraph
	before     = 1.0  // the country of the last domestic actor, in the same or the previous paragraph
	opening    = 2.0  // the title, the dateline and the first sentence
	share      = 1.5  // times the country's share of the whole report
	enough     = 1.0  // least score
	lead       = 1.15 // times the score of the next
)

// Assign gives domestic actors of rep their country, in the order of their
// first mention. It needs rep.Actors and rep.Places.
func Assign(d *nlp.Doc, rep *event.Report) {
	if d.Head == nil || len(d.Sents) == 0 {
		return
	}
	v := newView(d, rep)
	order := make([]int, 0, len(rep.Actors))
	for i := range rep.Actors {
		if v.homeless(&rep.Actors[i]) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(rep.Actors[a].Mentions[0].Words.Start, rep.Actors[b].Mentions[0].Words.Start)
	})
	for _, i := range order {
		a := &rep.Actors[i]
		if v.abroad(a) {
			continue
		}
		c, ok := v.told(a)
		if !ok {
			c = v.country(a)
		}
		if c != "" {
			a.Country, a.Code = c, c+a.Sector
			if m := a.Mentions[0]; v.sender(a, m) == "" && (a.Sector != "MIL" || v.back(m) == "") { // troops abroad set no scene
				v.seen(a)
			}
		}
	}
}

// view holds the countries of a report by sentence.
type view struct {
	d      *nlp.Doc
	rep    *event.Report
	heads  map[int]int          // head word of a mention -> actor
	ground map[int]string       // head word of a place -> its country
	places []map[string]float64 // by sentence
	actors []map[string]float64
	open   map[string]float64
	whole  map[string]float64 // shares, which add up to 1
	most   float64            // the largest of them
	last   []string           // by paragraph: the country of the last domestic actor
	venue  map[string]bool    // countries that are only where others meet
}

func newView(d *nlp.Doc, rep *event.Report) *view {
	v := &view{d: d, rep: rep, heads: map[int]int{}, ground: map[int]string{}, places: make([]map[string]float64, len(d.Sents)), actors: make([]map[string]float64, len(d.Sents)), open: map[string]float64{}, whole: map[string]float64{}}
	v.last = make([]string, d.Sents[len(d.Sents)-1].Paragraph+1)
	total := 0.0
	note := func(list []map[string]float64, w nlp.Span, country string, weight float64) {
		if country == "" || w.Len() <= 0 {
			return
		}
		s := d.SentOf(w.Start)
		if list[s] == nil {
			list[s] = map[string]float64{}
		}
		list[s][country] = max(list[s][country], weight)
		v.whole[country] += weight
		total += weight
		if d.Sents[s].Kind == nlp.Heading && s == 0 || s == v.first() {
			v.open[country] += weight
		}
	}
	for i := range rep.Places {
		p := &rep.Places[i]
		weight := 1.0
		switch p.Grain {
		case event.GrainCountry:
			weight = 0.7
		case event.GrainSite: // squares and bridges have namesakes
			weight = 0.3
		}
		if p.Words.Len() > 0 && p.Words.Start == d.Sents[v.first()].Span.Start && p.Country == v.line() {
			weight *= 2 // the dateline
		}
		note(v.places, p.Words, p.Country, weight)
		if p.Words.Len() > 0 {
			v.ground[v.headOf(event.Mention{Words: p.Words, Head: p.Head})] = p.Country
		}
	}
	for i := range rep.Actors {
		a := &rep.Actors[i]
		for _, m := range a.Mentions {
			weight := 1.0
			if m.Kind == event.ByPronoun {
				weight = 0.3
			}
			note(v.actors, m.Words, a.Country, weight)
			if m.Words.Len() > 0 {
				v.heads[v.headOf(m)] = i
			}
		}
	}
	v.venue = v.venues()
	for c := range v.venue {
		v.whole[c] *= venue
		v.open[c] *= venue
	}
	v.seat()
	for c := range v.whole {
		v.whole[c] /= max(total, 1)
		v.most = max(v.most, v.whole[c])
	}
	return v
}

// first returns the first body sentence.
func (v *view) first() int {
	for i := range v.d.Sents {
		if v.d.Sents[i].Kind == nlp.Body {
			return i
		}
	}
	return 0
}

// homeless reports whether only the sector of a is known.
func (v *view) homeless(a *event.Actor) bool {
	return a.Country == "" && len(a.Mentions) > 0 && slices.Contains(domestic, a.Sector) && (a.Code == a.Sector || a.Code == "") && len(a.Members) == 0
}

// country returns the country that the passages of a speak of, "" if none is
// clearly ahead.
func (v *view) country(a *event.Actor) string {
	score := map[string]float64{}
	for c, s := range v.whole {
		score[c] += float64(share * s)
	}
	for c, w := range v.open {
		score[c] += opening * min(w, 1) * v.whole[c] / v.most
	}
	here := map[string]float64{}
	for _, m := range a.Mentions {
		if m.Kind == event.ByPronoun {
			continue
		}
		if c := v.back(m); c != "" {
			here[c] = pointsBack
		}
		s := v.d.SentOf(m.Words.Start)
		for c, w := range v.places[s] {
			here[c] = max(here[c], placeHere*w)
		}
		for c, w := range v.actors[s] {
			here[c] = max(here[c], actorHere*w)
		}
		if c := v.tellerOf(m); c != "" {
			here[c] += teller
		}
		if c := cmp.Or(v.spokeIn(m), v.host(m)); c != "" {
			here[c] += spoke
		}
		if c := cmp.Or(v.there(m), v.sender(a, m), v.foes(a, m)); c != "" {
			here[c] = max(here[c], pointsBack)
		}
		if c := v.scene(s); c != "" {
			here[c] += staged
		}
		for _, c := range v.foreign(a, m) {
			score[c] -= speaksTo
		}
		if c := v.actedOn(a, m); c != "" {
			here[c] = max(here[c], acted)
		}
		if s > 0 && v.d.Sents[s-1].Paragraph == v.d.Sents[s].Paragraph {
			for _, list := range []map[string]float64{v.places[s-1], v.actors[s-1]} {
				for c, w := range list {
					here[c] = max(here[c], near*w)
				}
			}
		}
		if s > 0 && v.d.Sents[s-1].Paragraph == v.d.Sents[s].Paragraph {
			if c := v.topic(s - 1); c != "" {
				here[c] += asTopic
			}
		}
		if c := v.counterpart(m); c != "" {
			score[c] -= pointsBack
		}
		p := v.d.Sents[s].Paragraph
		for q := p; q >= max(0, p-1); q-- {
			if c := v.last[q]; c != "" {
				score[c] += before
				break
			}
		}
	}
	for c, w := range here {
		if v.venue[c] {
			w *= venue
		}
		score[c] += w
	}
	return winner(score)
}

func winner(score map[string]float64) string {
	best, next := "", 0.0
	for _, c := range slices.Sorted(maps.Keys(score)) {
		switch {
		case best == "" || score[c] > score[best]:
			if best != "" {
				next = score[best]
			}
			best = c
		case score[c] > next:
			next = score[c]
		}
	}
	if best == "" || score[best] < enough || score[best] < lead*next {
		return ""
	}
	return best
}

// headOf returns the head word of mention m.
func (v *view) headOf(m event.Mention) int {
	if !m.Words.Has(m.Head) {
		return v.d.HeadOf(m.Words)
	}
	return m.Head
}

// abroad reports whether a's words say that it is of no one country, or of
// another than the one spoken of: "foreign troops", "coalition forces".
func (v *view) abroad(a *event.Actor) bool {
	for _, m := range a.Mentions {
		h := v.headOf(m)
		if slices.Contains(anywhere, v.d.Lower(h)) {
			return true
		}
		for j := range v.d.Children(h) {
			if r := v.d.Rel[j]; (r == "amod" || r == "compound") && slices.Contains(elsewhere, v.d.Lower(j)) && !(v.d.Lower(j) == "foreign" && a.Sector == "GOV") {
				return true
			}
			if v.d.Rel[j] == "nmod:poss" && (v.nobody(j) || a.Sector == "GOV" && slices.Contains(bands, v.d.Lower(j))) {
				return true // the union's, the rebels'
			}
			if w := strings.ToLower(v.d.Form(j)); v.d.Rel[j].Is("nmod") && (w == "countries" || w == "nations" || w == "states" || a.Sector == "GOV" && (w == "bloc" || w == "alliance")) {
				return true // "authorities in both countries"
			}
		}
	}
	return false
}

// lands are nouns for a country that is known.
var lands = []string{"island", "country", "nation", "kingdom", "republic", "emirate", "sultanate", "archipelago"}

// bands are nouns for those whose leaders are no officials.
var bands = []string{"group", "movement", "militia", "organisation", "organization", "front", "gang", "cartel", "company", "union", "party", "faction", "rebels", "insurgents", "strikers"}

// anywhere are those who speak of a country without being of it.
var anywhere = []string{"diplomat", "envoy", "ambassador", "analyst", "expert", "observer", "historian", "economist", "scholar", "correspondent"}

// elsewhere are the modifiers of those who are not of the country they are in.
var elsewhere = []string{"foreign", "international", "multinational", "world", "coalition", "allied", "expatriate", "overseas", "regional", "continental", "neighbouring", "neighboring", "u.n.", "nato", "western", "arab", "european", "african", "u.s.-led", "american-led", "nato-led"}

// topic returns the country of the actor that is the subject of sentence s, ""
// if it has none: "Canada rejected the finding. The trade minister ...".
func (v *view) topic(s int) string {
	for i := v.d.Sents[s].Span.Start; i < v.d.Sents[s].Span.End; i++ {
		if v.d.Head[i] >= 0 {
			continue
		}
		for j := range v.d.Children(i) {
			if a, ok := v.heads[j]; ok && v.d.Rel[j].Is("nsubj") {
				return v.rep.Actors[a].Country
			}
		}
	}
	return ""
}

// counterpart returns the country of the one whom the subject of m's clause
// has for a counterpart, and is not of: "telephoned her American counterpart".
func (v *view) counterpart(m event.Mention) string {
	t := v.headOf(m)
	h := int(v.d.Head[t])
	if h < 0 || !v.d.Rel[t].Is("nsubj") {
		return ""
	}
	for j := range v.d.Children(h) {
		if v.d.Lower(j) != "counterpart" {
			continue
		}
		if a, ok := v.heads[j]; ok {
			return v.rep.Actors[a].Country
		}
	}
	return ""
}

// spokeIn returns the country of the place in which mention m is or, as the
// subject of a verb, said or did something; "" if it has none.
func (v *view) spokeIn(m event.Mention) string {
	t := v.headOf(m)
	for j := range v.d.Children(t) {
		if v.d.Rel[j].Is("nmod") && v.ground[j] != "" && v.of(j) {
			return v.ground[j] // "a spokesman in Berlin"
		}
	}
	h := int(v.d.Head[t])
	if h < 0 || !v.d.Rel[t].Is("nsubj") {
		return ""
	}
	for j := range v.d.Children(h) {
		if v.d.Rel[j].Is("obl") && v.ground[j] != "" && v.of(j) {
			return v.ground[j]
		}
	}
	return ""
}

// actedOn returns the country of the police or court on whose act mention m of
// actor a depends, "" if there is none: "Kenyan police fired at protesters".
func (v *view) actedOn(a *event.Actor, m event.Mention) string {
	if a.Sector == "COP" || a.Sector == "JUD" || a.Sector == "GOV" {
		return ""
	}
	t := v.headOf(m)
	for range 3 {
		r, h := v.d.Rel[t], int(v.d.Head[t])
		if h < 0 {
			return ""
		}
		if r == "obj" || r.Is("obl") || r == "nsubj:pass" {
			for j := range v.d.Children(h) {
				if k := v.d.Rel[j]; k != "nsubj" && k != "obl:agent" {
					continue
				}
				if i, ok := v.heads[j]; ok {
					if b := &v.rep.Actors[i]; b.Sector == "COP" && a.Sector != "MIL" || b.Sector == "JUD" && !strings.HasPrefix(b.Code, "IGO") || governs(b, a) {
						return b.Country
					}
				}
			}
			return ""
		}
		if !r.Is("nmod") && r != "conj" {
			return ""
		}
		t = h
	}
	return ""
}

// governs reports whether a's opposition, parties and press are those of b, a
// state or its government.
func governs(b, a *event.Actor) bool {
	switch a.Sector {
	case "OPP", "PTY", "JRN", "MED", "LEG":
		return b.Kind == event.State || b.Sector == "GOV"
	}
	return false
}

// back returns the country that a possessive pronoun of the mention points
// back to: "its food minister".
func (v *view) back(m event.Mention) string {
	for w := m.Words.Start; w < m.Words.End; w++ {
		for j := range v.d.Children(w) {
			if r := v.d.Rel[j]; r.Is("nmod") && r != "nmod:poss" {
				if i, ok := v.heads[j]; ok && v.rep.Actors[i].Country != "" && v.of(j) {
					return v.rep.Actors[i].Country // "a minister in the Fijian government"
				}
			}
			if v.d.Rel[j] != "nmod:poss" {
				continue
			}
			if s := v.d.SentOf(j); v.d.UPOS[j] == nlp.NOUN && slices.Contains(lands, v.d.Lower(j)) && s > 0 && v.d.Sents[s-1].Paragraph == v.d.Sents[s].Paragraph {
				return v.topic(s - 1) // "the island's president"
			}
			if i, ok := v.heads[j]; ok && v.rep.Actors[i].Country != "" {
				return v.rep.Actors[i].Country // "Mr. Otieno's government"
			}
			if v.d.UPOS[j] != nlp.PRON {
				continue
			}
			for _, l := range v.d.Links {
				if l.Span.Has(j) {
					for w := l.Antecedent.Start; w < l.Antecedent.End; w++ {
						if i, ok := v.heads[w]; ok && v.rep.Actors[i].Country != "" {
							return v.rep.Actors[i].Country
						}
					}
					return v.at(l.Antecedent)
				}
			}
			if s := v.d.SentOf(j); v.d.Lower(j) == "its" && s > 0 && v.d.Sents[s-1].Paragraph == v.d.Sents[s].Paragraph {
				return v.topic(s - 1)
			}
		}
	}
	return ""
}

// of reports whether word j follows "of", "in" or "from".
func (v *view) of(j int) bool {
	for k := range v.d.Children(j) {
		if v.d.Rel[k] == "case" {
			w := v.d.Lower(k)
			return w == "of" || w == "in" || w == "from"
		}
	}
	return false
}

// at returns the country of the actors at s.
func (v *view) at(s nlp.Span) string {
	sent := v.d.SentOf(s.Start)
	if len(v.actors[sent]) == 1 {
		for c := range v.actors[sent] {
			return c
		}
	}
	return ""
}

// seen notes the country of a domestic actor for those that follow.
func (v *view) seen(a *event.Actor) {
	for _, m := range a.Mentions {
		p := v.d.Sents[v.d.SentOf(m.Words.Start)].Paragraph
		v.last[p] = a.Country
	}
}
