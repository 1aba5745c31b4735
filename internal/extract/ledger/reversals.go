package ledger

import (
	"slices"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// reversal reads "reversed its policy", "backtracked on", "dropped its
// opposition to", "lifted the ban", "no longer opposes".
func (p *page) reversal(i int) (event.Shift, bool) {
	if p.d.UPOS[i] != nlp.VERB && p.d.UPOS[i] != nlp.ADJ || p.negated(i) {
		return event.Shift{}, false
	}
	from, ok := p.gaveUp(i)
	if !ok || p.hypothetical(i) && !p.enacted(i) && !(p.noLonger(i) && p.promised(i)) {
		return event.Shift{}, false
	}
	subj := p.doer(i)
	if subj < 0 {
		return event.Shift{}, false
	}
	f := event.Shift{From: from, Evidence: p.ranges(p.trim(p.clause(i)))}
	f.Actor, f.To, f.Issue = p.owner(p.noun(subj))
	return f, f.Actor != ""
}

// enacted reports whether the infinitive i is what somebody agreed, decided or
// was forced to do.
func (p *page) enacted(i int) bool {
	h := int(p.d.Head[i])
	if h == nlp.Root || p.marker(i) != "to" || p.negated(h) || p.hypothetical(h) {
		return false
	}
	switch p.lemma(h) {
	case "agree", "decide", "choose", "vote", "opt":
		return true
	case "force", "compel", "oblige", "persuade":
		return p.child(h, "nsubj:pass") >= 0
	}
	return false
}

// gaveUp reports whether verb i tells that a position was left, and its words
// where they are named.
func (p *page) gaveUp(i int) (from string, ok bool) {
	l, obj := p.lemma(i), p.child(i, "obj")
	switch {
	case l == "reverse" && obj >= 0 && p.d.UPOS[obj] == nlp.PRON && strings.Contains(strings.ToLower(p.d.Form(obj)), "sel"): // "reversed itself"
		return "", true
	case p.d.UPOS[i] == nlp.ADJ:
		return p.d.SpanText(p.predicate(i)), (againsts[l] || minded[l]) && p.child(i, "cop") >= 0 && p.noLonger(i)
	case backs[l]:
		return p.backsOff(i, l)
	case p.idiom(i, l):
		return p.spanBelow(i), true
	case hardens[l] && obj < 0:
		n := p.child(i, "nsubj", "nsubj:pass")
		return "", n >= 0 && attitudes[p.lemma(n)] && (p.child(n, "nmod:poss") >= 0 || p.actorOf(n) < 0 && p.child(n, "nmod") >= 0)
	case obj >= 0 && (drops[l] && positionNouns[p.lemma(obj)] || changes[l] && changing[p.lemma(obj)] && !p.ofAnother(obj)):
		return p.d.SpanText(p.phrase(obj)), true
	case p.noLonger(i):
		return p.d.SpanText(p.trim(nlp.Span{Start: i, End: p.cover[i].End})), stanceVerbs[l] || holds[l]
	case l == "stop" || l == "cease" || l == "quit":
		k := p.child(i, "xcomp", "ccomp")
		return p.d.SpanText(p.predicate(i)), k >= 0 && (againsts[p.lemma(k)] || holds[p.lemma(k)]) && p.lemma(k) != "say"
	}
	return "", false
}

// spanBelow returns the words of the object or the oblique phrase of verb i.
func (p *page) spanBelow(i int) string {
	if k := p.child(i, "obj", "obl"); k >= 0 {
		return p.d.SpanText(p.phrase(k))
	}
	return ""
}

// idiom reads fixed phrases for a change of position: "came round", "gave way",
// "swung behind", "turned against", "went back on its word", "called off the strike".
func (p *page) idiom(i int, l string) bool {
	next := func(words ...string) bool { // within the verb group, adverbs apart
		for j := i + 1; j < min(p.d.Len(), i+4); j++ {
			if f := strings.ToLower(p.d.Form(j)); slices.Contains(words, f) {
				return true
			} else if p.d.UPOS[j] != nlp.ADV {
				return false
			}
		}
		return false
	}
	obj := p.child(i, "obj")
	switch l {
	case "come":
		return next("round", "around") && p.child(i, "obl", "advcl") >= 0
	case "swing":
		return next("behind", "against", "towards", "from")
	case "warm":
		return next("to") && p.animateSubject(i)
	case "turn", "sour":
		return next("against") || l == "sour" && next("on")
	case "renege":
		return next("on")
	case "flip-flop", "backslide":
		return true
	case "flip", "switch":
		return obj >= 0 && (p.lemma(obj) == "side" || p.lemma(obj) == "vote" || p.lemma(obj) == "position")
	case "win":
		return next("over") && p.child(i, "aux:pass", "nsubj:pass") >= 0
	case "go":
		return next("back") && p.marked(i, "on")
	case "call":
		return next("off") && obj >= 0 && (onslaughts[p.lemma(obj)] || positionNouns[p.lemma(obj)])
	case "tone", "dial":
		return next("down", "back") && obj >= 0 && (attitudes[p.lemma(obj)] || positionNouns[p.lemma(obj)])
	case "break", "depart", "deviate":
		return next("with", "from") && p.custom(i)
	}
	return false
}

// custom reports whether a phrase below verb i names an old way of doing things.
func (p *page) custom(i int) bool {
	for _, k := range p.kids[i] {
		if p.d.Rel[k].Is("obl") && (customs[p.lemma(k)] || longTimes[p.lemma(k)]) {
			return true
		}
	}
	return false
}

// animateSubject reports whether an actor does what verb i says.
func (p *page) animateSubject(i int) bool {
	s := p.doer(i)
	return s >= 0 && p.actorOf(s) >= 0
}

// ofAnother reports whether the position at word i is somebody else's: who
// changed the president's mind has changed no position of its own.
func (p *page) ofAnother(i int) bool {
	k := p.child(i, "nmod:poss")
	return k >= 0 && p.d.UPOS[k] != nlp.PRON
}

// backsOff reads "backtracked on", "backed away from", "gave in", "bowed to pressure".
func (p *page) backsOff(i int, l string) (from string, ok bool) {
	for _, k := range p.kids[i] {
		if m := p.marker(k); p.d.Rel[k].Is("obl") && (m == "on" || m == "from" || m == "over") {
			from = p.d.SpanText(p.phrase(k))
		}
	}
	switch l {
	case "retreat":
		return from, from != "" && p.stanceNoun(from)
	case "walk", "back", "row", "climb":
		if obj := p.child(i, "obj"); obj >= 0 && p.particle(i, "back") && (positionNouns[p.lemma(obj)] || said[p.lemma(obj)]) {
			return p.d.SpanText(p.phrase(obj)), true // "walked back remarks that ..."
		}
		if l == "walk" {
			return from, p.particle(i, "back", "away") && p.stanceNoun(from)
		}
		return from, p.particle(i, "back", "down", "away", "off") && (from != "" || l == "back")
	case "give", "cave", "bow", "yield":
		return from, p.givesWay(i, l)
	case "reverse":
		obj := p.child(i, "obj")
		if obj >= 0 && from == "" {
			from = p.d.SpanText(p.phrase(obj))
		}
		return from, obj < 0 || positionNouns[p.lemma(obj)] || changing[p.lemma(obj)]
	}
	return from, true
}

// givesWay reads "gave in", "gave up its demand", "caved in", "bowed to pressure".
func (p *page) givesWay(i int, l string) bool {
	switch l {
	case "give":
		obj := p.child(i, "obj")
		if obj < 0 {
			return p.particle(i, "in")
		}
		return p.particle(i, "in") || p.particle(i, "up") && positionNouns[p.lemma(obj)] || (p.lemma(obj) == "way" || p.lemma(obj) == "ground") && p.animateSubject(i)
	case "cave":
		return p.particle(i, "in") || p.child(i, "obl") == i+2 && p.lemma(i+1) == "in"
	}
	return p.pressed(i)
}

// pressed reports "to pressure", "to the demands" below verb i.
func (p *page) pressed(i int) bool {
	for _, k := range p.kids[i] {
		if p.marker(k) == "to" {
			switch p.lemma(k) {
			case "pressure", "demand", "call", "criticism", "protest", "threat", "strike":
				return true
			}
		}
	}
	return false
}
