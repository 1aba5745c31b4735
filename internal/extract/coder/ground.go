package coder

import (
	"slices"
	"strconv"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// placeOf returns the index of the place in which predicate t, or its light
// verb, says that it happens; -1 if it says none.
func (x *view) placeOf(t, support int) int {
	for _, v := range []int{t, support} {
		if v < 0 {
			continue
		}
		for _, k := range x.children(v) {
			if p := x.placeIn(v, int(k)); p >= 0 {
				return p
			}
		}
		if n := x.whereNoun(v); n >= 0 {
			if p := x.placeDown(n, 0); p >= 0 {
				return p
			}
		}
	}
	return -1
}

// whereNoun returns the noun that the "where" of clause v stands for, or -1.
func (x *view) whereNoun(v int) int {
	for _, k := range x.children(v) {
		if x.lem[k] != "where" {
			continue
		}
		for t := int(k) - 1; t >= max(0, int(k)-3); t-- {
			if x.d.UPOS[t] == nlp.NOUN || x.d.UPOS[t] == nlp.PROPN {
				return t
			}
		}
	}
	return -1
}

var locative = []string{"in", "at", "near", "on", "inside", "outside", "across", "around", "along", "over", "off", "to", "into", "toward", "towards", "throughout", "from", "of", "against", "within"}

func (x *view) placeIn(v, k int) int {
	r := x.rel(k)
	switch {
	case r.Is("obl"), r.Is("nmod") && r != "nmod:poss":
		if slices.Contains(locative, x.prep(k)) {
			return x.placeDown(k, 0)
		}
	case r == "obj" || r == "nsubj:pass":
		if x.d.UPOS[v] == nlp.VERB {
			if _, ok := x.placeAt[k]; ok && x.rep.Places[x.placeAt[k]].Grain != event.GrainCountry {
				return x.placeAt[k]
			}
			for _, m := range x.children(k) {
				if mr := x.rel(int(m)); mr.Is("nmod") && slices.Contains([]string{"in", "at", "near", "of", "outside", "on", "across"}, x.prep(int(m))) {
					if p := x.placeDown(int(m), 0); p >= 0 {
						return p
					}
				}
			}
		}
	}
	return -1
}

// placeDown returns the place at word t or in what hangs on it, -1 for none. A
// country that only says whose a thing is, "the US embassy in Baghdad", is none.
func (x *view) placeDown(t, depth int) int {
	if p, ok := x.placeAt[t]; ok {
		return p
	}
	if depth > 2 {
		return -1
	}
	for _, k := range x.children(t) {
		switch r := x.rel(int(k)); {
		case r == "compound", r.Is("nmod"), r == "appos", r == "flat":
			if p := x.placeDown(int(k), depth+1); p >= 0 && (r != "compound" || x.rep.Places[p].Grain != event.GrainCountry) {
				return p
			}
		}
	}
	return -1
}

// date gives the event the time that governs it: one that hangs on it, on its
// light verb or on a verb that shares its time; else, for what is told as
// done, the day that the sentence or its paragraph tells of.
func (x *view) date(c *candidate, ev *event.Event) {
	if i := x.timeOf(c); i >= 0 {
		t := x.rep.Times[i]
		ev.Date = &event.When{Value: t.Value, Grain: t.Grain, Basis: "text"}
		ev.Evidence = append(ev.Evidence, event.Evidence{Field: "date", Span: t.Span})
		return
	}
	if c.mod != event.Actual {
		return
	}
	if i := x.narrative(c); i >= 0 {
		t := x.rep.Times[i]
		ev.Date = &event.When{Value: t.Value, Grain: t.Grain, Basis: "narrative"}
		ev.Evidence = append(ev.Evidence, event.Evidence{Field: "date", Span: t.Span, Note: "narrative"})
	}
}

func (x *view) timeOf(c *candidate) int {
	heads := []int{c.head}
	if c.support >= 0 {
		heads = append(heads, c.support)
	}
	cur := c.head
	if c.support >= 0 {
		cur = c.support
	}
	for range 4 { // coordination, control and participles share a time
		h := int(x.d.Head[cur])
		if h < 0 {
			break
		}
		r := x.rel(cur)
		if r != "conj" && r != "xcomp" && !(r.Is("advcl") && x.mark(cur) == "" && x.gerund(cur)) && !(c.noun && cur == c.head && (r.Is("nsubj") || r == "obj")) {
			break
		}
		heads = append(heads, h)
		cur = h
	}
	best := -1
	for _, h := range heads {
		for _, i := range x.timesIn[c.sent] {
			t := &x.rep.Times[i]
			if x.governor(x.headOf(t.Words, t.Head)) == h {
				if best < 0 || finer(t.Grain, x.rep.Times[best].Grain) {
					best = i
				}
			}
		}
		if best >= 0 {
			return best
		}
	}
	return best
}

var grains = []event.Grain{event.GrainDay, event.GrainWeek, event.GrainMonth, event.GrainSeason, event.GrainYear, event.GrainDecade, event.GrainRange}

func finer(a, b event.Grain) bool { return slices.Index(grains, a) < slices.Index(grains, b) }

// governor returns the predicate that the time at word t belongs to: the
// nearest verb or event noun above it.
func (x *view) governor(t int) int {
	for h := int(x.d.Head[t]); h >= 0; h = int(x.d.Head[h]) {
		if x.verbal(h) {
			return h
		}
		if x.d.UPOS[h] == nlp.NOUN {
			if x.best(h) != nil {
				return h
			}
			if x.calls(t, false) {
				return -1
			}
		}
	}
	return -1
}

// calls reports whether the time at word t only tells who somebody is: "the
// September 11 hijackers" were arrested on another day. With bygone, it also
// may tell which event of an earlier year is meant: "the September 11 attacks".
func (x *view) calls(t int, bygone bool) bool {
	for range 2 { // the parts of a date hang on one another
		h := int(x.d.Head[t])
		if h < 0 || x.rel(t) != "compound" && x.rel(t) != "nmod:unmarked" {
			return false
		}
		if _, ok := x.byHead[h]; ok || bygone && x.d.UPOS[h] == nlp.NOUN {
			return true
		}
		t = h
	}
	return false
}

// narrative returns the one day of the sentence, or else of the sentence
// before it in the paragraph, if there is exactly one.
func (x *view) narrative(c *candidate) int {
	for back := range 2 {
		si := c.sent - back
		if si < 0 || back > 0 && x.d.Sents[si].Paragraph != x.d.Sents[c.sent].Paragraph {
			return -1
		}
		found, n := -1, 0
		for _, i := range x.timesIn[si] {
			if t := &x.rep.Times[i]; t.Grain == event.GrainDay && !x.calls(x.headOf(t.Words, t.Head), len(t.Value) >= 4 && len(x.rep.Published) >= 4 && t.Value[:4] < x.rep.Published[:4]) {
				found = i
				n++
			}
		}
		if n == 1 && x.past(c.head, c.support) {
			return found
		}
		if n > 0 {
			return -1
		}
	}
	return -1
}

// past reports whether the act is told in the past tense.
func (x *view) past(t, support int) bool {
	if support >= 0 {
		t = support
	}
	if x.d.Feats == nil || x.d.UPOS[t] != nlp.VERB {
		return false
	}
	for _, k := range x.children(t) {
		if x.d.Rel[k].Is("aux") && x.lem[k] == "have" {
			return false
		}
	}
	return x.d.Feats[t].Get("Tense") == "Past"
}

// background reports whether an act is no news of the day: an ongoing war,
// something since 2014, or years before the report.
func (x *view) background(c *candidate, ev *event.Event) bool {
	if c.noun && c.support < 0 && standing[x.lem[c.head]] {
		return true
	}
	if c.typ == "MOBILIZE" && x.stationed(c.head) {
		return true
	}
	for _, k := range x.children(c.head) {
		switch x.lem[k] {
		case "ongoing", "long-running", "continuing", "protracted", "decades-old", "decade-long", "years-long", "previous", "past":
			return true
		}
		if x.prep(int(k)) == "since" {
			return true
		}
	}
	if ev.Date != nil && len(ev.Date.Value) >= 4 && len(x.rep.Published) >= 4 {
		was, err1 := strconv.Atoi(ev.Date.Value[:4])
		now, err2 := strconv.Atoi(x.rep.Published[:4])
		return err1 == nil && err2 == nil && was < now-1
	}
	return false
}

// maxBack is how many events back an event may point to; a report has fewer.
const maxBack = 300

// identify marks events that repeat an earlier one: the same type and author
// and the same word again with a definite article, or the same act told twice.
func (x *view) identify(events []event.Event, found []*candidate) {
	for i := range events {
		for j := max(0, i-maxBack); j < i; j++ {
			a, b := &events[i], &events[j]
			if a.Type != b.Type || a.Modality != b.Modality || b.SameAs != "" || a.Date != nil && b.Date != nil && a.Date.Value != b.Date.Value {
				continue
			}
			noun := found[i].noun && x.definite(found[i].head)
			if a.Sentence == b.Sentence || !slices.Equal(a.Actors, b.Actors) && !(noun && len(a.Actors) > 0 && x.onlySide(found[i].actors, found[j].actors)) {
				continue
			}
			same := x.lem[found[i].head] == x.lem[found[j].head] && slices.Equal(a.Recipients, b.Recipients) && (len(a.Recipients) > 0 || len(a.Actors) > 1)
			if found[i].again == found[j] || noun && (len(a.Recipients) == 0 || slices.Equal(a.Recipients, b.Recipients)) || same && (violentOrOnce(a.Type) || once[x.lem[found[i].head]]) {
				a.SameAs = b.ID
				break
			}
		}
	}
}

// onlySide reports whether all actors of both lists are of one country: "Georgia"
// and "the Georgian troops".
func (x *view) onlySide(a, b []int) bool {
	for _, i := range a {
		for _, j := range b {
			if p, q := &x.rep.Actors[i], &x.rep.Actors[j]; i != j && (p.Country == "" || p.Country != q.Country) {
				return false
			}
		}
	}
	return len(b) > 0
}

// once are verbs of speech or opinion for acts that are done once.
var once = map[string]bool{"summon": true, "recognise": true, "recognize": true, "veto": true, "ratify": true}

// violentOrOnce are types whose acts, unlike speech, are rarely repeated
// within one report.
func violentOrOnce(typ string) bool {
	return !speech[typ] && typ != "CONSULT" || typ == "AGREE"
}
