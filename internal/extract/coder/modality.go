package coder

import (
	"slices"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// cue is a word that bears on the modality of an act.
type cue struct {
	tok int
	mod event.Modality
}

// modality returns whether the act at word t is told as done, and the words
// that say so. It reads the predicate's own auxiliaries and negation, then
// climbs the tree: what governs the act decides unless it is told apart (a
// relative clause, a clause of time or cause).
func (x *view) modality(t int) (event.Modality, []cue) {
	m, cues := x.own(t)
	cur := t
	if p := x.perfectOf(t); p >= 0 {
		if m == event.Actual {
			m, cues = x.own(p)
		}
		cur = p
	}
	for range 24 {
		h := int(x.d.Head[cur])
		if h < 0 {
			break
		}
		if x.rel(cur) == "conj" && x.d.UPOS[cur] == nlp.VERB {
			h = x.conjHead(cur)
		}
		outer, c, stop := x.step(cur, h)
		if outer != event.Actual {
			if m == event.Actual || outer == event.Negated && (m == event.Planned || m == event.Possible) {
				m = outer
				if c >= 0 {
					cues = append(cues, cue{c, outer})
				}
			}
		}
		if stop {
			break
		}
		cur = h
	}
	if m == event.Actual && x.question(t) {
		m = event.Possible
	}
	return m, cues
}

// own returns what word t's own auxiliaries, negation and modifiers say.
func (x *view) own(t int) (event.Modality, []cue) {
	m := event.Actual
	var cues []cue
	set := func(mod event.Modality, k int) {
		m = mod
		cues = append(cues, cue{k, mod})
	}
	neg := -1
	for _, k := range x.children(t) {
		switch r, w := x.d.Rel[k], x.lem[k]; {
		case x.negator(int(k)):
			neg = int(k)
		case r == "aux" && m == event.Actual:
			if s := x.kid(t, "nsubj"); s > int(k) && !x.question(t) && (w == "should" || formOf(x.d, int(k)) == "had") {
				set(event.Conditional, int(k)) // "should they attack"
			} else if mod, ok := modals[w]; ok {
				set(x.willOrWould(t, event.Modality(mod)), int(k))
			}
		case r == "amod" || r == "compound":
			if mod, ok := x.lx.opAdjs[w]; ok && m == event.Actual {
				set(mod, int(k))
			} else if mod, ok := x.lx.opAdjs[formOf(x.d, int(k))]; ok && m == event.Actual {
				set(mod, int(k))
			}
		case r == "det" && w == "no":
			neg = int(k)
		case r == "det" && w == "any" && m == event.Actual:
			set(event.Possible, int(k))
		case r.Is("advcl") && (m == event.Actual || m == event.Possible || m == event.Planned) && x.verbal(t):
			if mk := x.mark(int(k)); mk == "unless" || mk == "if" && x.conditionalTense(t) {
				set(event.Conditional, int(k))
			}
		case r == "advmod" && (w == "reportedly" || w == "allegedly"):
			// a report is still a report of something done
		case r == "advmod" && (w == "possibly" || w == "perhaps" || w == "maybe" || w == "potentially") && m == event.Actual:
			set(event.Possible, int(k))
		}
	}
	if m == event.Actual && x.infinitive(t) && x.verbal(t) {
		if b := x.beAux(t); b >= 0 { // "are to hold talks"
			set(event.Planned, b)
		}
	}
	if m == event.Actual && x.imperative(t) {
		set(event.Demanded, t)
	}
	if neg < 0 {
		neg = x.emptyObject(t)
	}
	if neg >= 0 && (m == event.Actual || m == event.Planned || m == event.Possible || m == event.Conditional) {
		set(event.Negated, neg)
	}
	return m, cues
}

// beAux returns the form of "be" that makes infinitive t a plan, or -1.
func (x *view) beAux(t int) int {
	for _, k := range x.children(t) {
		if r := x.d.Rel[k]; (r == "aux" || r == "cop") && x.lem[k] == "be" && x.d.UPOS[t] == nlp.VERB {
			return int(k)
		}
	}
	return -1
}

// emptyObject returns the "no" or "neither" of t's object: "released no
// prisoners", "lifted sanctions on neither country"; or -1.
func (x *view) emptyObject(t int) int {
	if x.d.UPOS[t] != nlp.VERB {
		return -1
	}
	for _, k := range x.children(t) {
		if r := x.d.Rel[k]; r != "obj" && !r.Is("obl") && r != "nsubj:pass" {
			continue
		}
		for _, m := range append([]int32{k}, x.children(int(k))...) {
			for _, n := range x.children(int(m)) {
				if x.d.Rel[n] == "det" && (x.lem[n] == "no" || x.lem[n] == "neither") && (m == k || x.d.Rel[m].Is("nmod")) {
					return int(n)
				}
			}
		}
	}
	return -1
}

// imperative reports whether verb t is a command: a bare form without a
// subject.
func (x *view) imperative(t int) bool {
	if x.d.Feats == nil || x.d.UPOS[t] != nlp.VERB || x.kid(t, "nsubj", "aux", "mark") >= 0 {
		return false
	}
	if x.rel(t) == "conj" {
		return x.imperative(int(x.d.Head[t]))
	}
	if x.d.Feats[t].Get("Mood") == "Imp" {
		return true
	}
	return x.rel(t) == "root" && x.d.Feats[t].Get("VerbForm") == "Inf"
}

func formOf(d *nlp.Doc, i int) string {
	b := []byte(d.Form(i))
	for j, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[j] = c + 32
		}
	}
	return string(b)
}

func (x *view) negator(k int) bool {
	r := x.d.Rel[k]
	if r != "advmod" && r != "cc" && r != "cc:preconj" && r != "neg" {
		return false
	}
	switch x.lem[k] {
	case "not", "n't", "never", "nor", "neither", "hardly", "scarcely", "nowhere":
		return true
	case "longer":
		return x.hasKid(k, "advmod", "no") || x.hasKid(k, "det", "no")
	}
	return false
}

// willOrWould reads "would" in reported speech as a plan ("said it would
// withdraw") unless a condition stands beside it.
func (x *view) willOrWould(t int, m event.Modality) event.Modality {
	cond := false
	for _, k := range x.children(t) {
		if x.d.Rel[k].Is("advcl") {
			if mk := x.mark(int(k)); mk == "if" || mk == "unless" {
				cond = true
			}
		}
	}
	switch m {
	case event.Planned:
		if cond {
			return event.Conditional
		}
	case event.Conditional:
		if h := int(x.d.Head[t]); h >= 0 && !cond && x.rel(t) == "ccomp" && reporting[x.lem[h]] {
			return event.Planned
		}
	}
	return m
}

// reporting are verbs after which "would" is the past of "will".
var reporting = map[string]bool{
	"say": true, "announce": true, "declare": true, "promise": true, "pledge": true, "vow": true, "tell": true, "add": true, "confirm": true,
	"agree": true, "decide": true, "report": true, "insist": true, "threaten": true, "state": true, "indicate": true, "signal": true,
}

func (x *view) conditionalTense(t int) bool {
	for _, k := range x.children(t) {
		if x.d.Rel[k] == "aux" {
			switch x.lem[k] {
			case "will", "would", "could", "might", "may", "'ll", "'d", "wo", "shall", "can":
				return true
			}
		}
	}
	return x.d.Feats == nil || x.d.Feats[t].Get("Tense") != "Past"
}

func (x *view) question(t int) bool {
	s := x.d.Sents[x.d.SentOf(t)].Span
	for i := s.End - 1; i >= max(s.Start, s.End-3); i-- {
		if x.d.Form(i) == "?" {
			return true
		}
	}
	return false
}

// step returns what governor h makes of its dependent cur, the word that says
// so, and whether the climb ends.
func (x *view) step(cur, h int) (m event.Modality, word int, stop bool) {
	if rel := x.rel(cur); rel.Is("advcl") {
		if n := x.nounBefore(cur, h); n >= 0 {
			if m, word, stop = x.clauseOfNoun(cur, n); m != event.Actual {
				return m, word, stop
			}
			cur = n
		} else if mod, ok := x.means(h, cur); ok {
			return mod, h, true
		}
	}
	if x.rel(cur) == "acl" && (x.rel(h) == "obj" || x.rel(h).Is("obl")) && x.d.Head[h] >= 0 {
		if mod, ok := x.governs(int(x.d.Head[h]), cur); ok {
			return mod, int(x.d.Head[h]), true // the clause hangs on the object: "accused Russia of shelling"
		}
	}
	if mod, ok := x.governs(h, cur); ok {
		if mod != event.Actual {
			if x.negatedPlan(h, mod) {
				return event.Negated, h, true
			}
			if o, _ := x.own(h); o == event.Negated && mod == event.Negated {
				return event.Possible, h, true // "did not rule out attacking"
			}
			return mod, h, true
		}
		return event.Actual, -1, true
	}
	rel := x.rel(cur)
	switch {
	case rel == "conj":
		return x.conjunct(cur, h)
	case rel == "acl:relcl" && reporting[x.lem[cur]] && x.d.Head[h] >= 0 && x.aspect(int(x.d.Head[h])) == "deny":
		return event.Denied, int(x.d.Head[h]), true // "denied a report that says that ..."
	case rel == "acl:relcl":
		if x.hasKid(h, "det", "any") || x.hasKid(h, "det", "no") {
			return event.Conditional, h, true
		}
		// "a regime that gasses" says what kind it is, as part of the clause around it
		if x.generic(h) && x.present(cur) {
			return event.Actual, -1, false // "sanctions on leaders who block a settlement"
		}
		up := int(x.d.Head[h])
		return event.Actual, -1, up < 0 || !x.hasKid(h, "det", "a", "an") || !x.gerund(up) && !x.infinitive(up)
	case rel.Is("acl"):
		return x.clauseOfNoun(cur, h)
	case rel.Is("advcl"):
		return x.adverbial(cur, h)
	case rel == "xcomp":
		if x.lem[h] == "be" && x.infinitive(cur) {
			return event.Planned, h, true
		}
		if x.lem[h] == "go" && x.gerund(h) && x.infinitive(cur) {
			return event.Planned, h, true
		}
		return x.outer(h)
	case rel == "ccomp", rel == "csubj":
		if mk := x.mark(cur); mk == "whether" || mk == "if" {
			return event.Possible, cur, true
		}
		if x.infinitive(cur) {
			return x.outer(h)
		}
		if mk := x.mark(h); x.rel(h).Is("advcl") && (mk == "if" || mk == "unless") {
			return event.Conditional, h, true // "if it finds that X has violated ..."
		}
		return event.Actual, -1, true
	case rel == "parataxis", rel == "appos", rel == "list", rel == "discourse", rel == "vocative", rel == "dislocated":
		return event.Actual, -1, true
	case rel.Is("obl"), rel.Is("nmod"), rel == "obj", rel == "iobj", rel == "compound", rel == "amod":
		return x.nominal(cur, h)
	case rel.Is("nsubj"), rel.Is("csubj"):
		return x.asSubject(cur, h)
	}
	return event.Actual, -1, false
}

// means reads the means of a threat or promise as its content: "threatened
// retaliation by supplying arms".
func (x *view) means(h, cur int) (event.Modality, bool) {
	b := x.best(h)
	if b == nil || x.prep(cur) != "by" || !x.gerund(cur) {
		return event.Actual, false
	}
	switch b.p.typ {
	case "THREATEN", "AGREE", "REQUEST":
		return contentModality[b.p.typ], true
	}
	return event.Actual, false
}

// generic reports whether noun n speaks of a kind: a bare plural.
func (x *view) generic(n int) bool {
	return x.d.XPOS != nil && x.d.XPOS[n] == "NNS" && x.kid(n, "det", "nmod:poss", "nummod", "amod") < 0
}

func (x *view) present(v int) bool {
	return x.d.XPOS != nil && (x.d.XPOS[v] == "VBP" || x.d.XPOS[v] == "VBZ")
}

// outer returns h's own modality for an act that shares it.
func (x *view) outer(h int) (event.Modality, int, bool) {
	m, cues := x.own(h)
	if m != event.Actual && len(cues) > 0 {
		return m, cues[len(cues)-1].tok, true
	}
	return event.Actual, -1, false
}

// governs returns the modality that predicate h gives to the act in its
// content slot, where cur lies in that slot.
func (x *view) governs(h, cur int) (event.Modality, bool) {
	if b := x.best(h); b != nil && b.p.typ != "" && slices.Contains(b.contents, cur) {
		if m, ok := contentModality[b.p.typ]; ok {
			if b.p.typ == "REJECT" && (x.lem[h] == "deny" || x.lem[h] == "reject" && x.d.UPOS[cur] != nlp.VERB) {
				return event.Denied, true
			}
			if b.p.typ == "THREATEN" && b.p.slots[len(b.p.slots)-1].preps != nil && x.lem[h] != "threaten" {
				return event.Possible, true // "warned against an attack": somebody else's
			}
			if b.p.typ == "ACCUSE" && b.p.mode != "allege" && b.p.mode != "investigate" {
				return event.Actual, true // what is condemned was done
			}
			return m, true
		}
		if b.p.typ == "SUPPORT" || b.p.typ == "CONSULT" {
			return event.Actual, false
		}
	}
	if b := x.best(h); b != nil && b.p.typ == "REQUEST" && slices.Contains(b.object, cur) {
		if o, _ := x.own(h); o == event.Negated {
			return event.Negated, true // "was not invited to the talks"
		}
		return event.Demanded, true // "invited them to talks"
	}
	for _, p := range x.lx.operators[x.lem[h]] {
		if b := x.fit(p, h, x.argsOf(h)); b != nil && slices.Contains(b.contents, cur) {
			return p.mod, true
		}
	}
	return event.Actual, false
}

// contentModality is the modality of the act that a speech act is about.
var contentModality = map[string]event.Modality{
	"REQUEST": event.Demanded, "THREATEN": event.Planned, "AGREE": event.Planned, "REJECT": event.Negated, "ACCUSE": event.Possible, "CONCEDE": event.Possible,
}

// negatedPlan reports whether the operator itself is denied: "has no plans to
// attack", "did not threaten to leave".
func (x *view) negatedPlan(h int, m event.Modality) bool {
	if m != event.Planned && m != event.Possible {
		return false
	}
	o, _ := x.own(h)
	return o == event.Negated
}

// conjunct passes the auxiliaries of the first conjunct on to one that has
// neither its own nor its own subject.
func (x *view) conjunct(cur, h int) (event.Modality, int, bool) {
	if x.kid(cur, "aux", "nsubj") >= 0 || x.d.UPOS[cur] != nlp.VERB {
		return event.Actual, -1, false
	}
	m, cues := x.own(h)
	if m == event.Actual || len(cues) == 0 {
		return event.Actual, -1, false
	}
	if m == event.Negated && !x.hasKid(cur, "cc", "or", "nor") {
		return event.Actual, -1, false
	}
	f := nlp.Feats("")
	if x.d.Feats != nil {
		f = x.d.Feats[cur]
	}
	if f.Get("Tense") == "Past" && f.Get("VerbForm") == "Fin" && !x.hasKid(h, "aux", "have") {
		return event.Actual, -1, false
	}
	return m, cues[len(cues)-1].tok, true
}

// clauseOfNoun reads "a plan to attack", "the right to return", "troops
// fighting in ...".
func (x *view) clauseOfNoun(cur, h int) (event.Modality, int, bool) {
	if p := x.prep(cur); p == "without" || p == "instead" {
		return event.Negated, cur, true
	}
	if m, ok := x.lx.opNouns[x.lem[h]]; ok && (x.infinitive(cur) || x.prep(cur) != "" || x.mark(cur) != "") {
		if x.hasKid(h, "det", "no") {
			return event.Negated, h, true
		}
		return m, h, true
	}
	if x.infinitive(cur) {
		return event.Possible, h, true
	}
	return event.Actual, -1, x.prep(cur) == "" // a participle tells of its noun; "in providing ..." hangs on
}

func (x *view) adverbial(cur, h int) (event.Modality, int, bool) {
	mk := x.prep(cur)
	switch mk {
	case "if", "unless", "provided", "providing", "lest":
		return event.Conditional, cur, true
	case "to":
		if b := x.best(cur); b != nil && (b.p.typ == "REQUEST" || b.p.typ == "ACCUSE") {
			return x.outer(h) // "marched to demand ..." demands
		}
		return event.Planned, cur, true
	case "without", "instead", "rather":
		return event.Negated, cur, true
	case "whether", "though" /* as though */ :
		if mk == "whether" {
			return event.Possible, cur, true
		}
		return event.Actual, -1, true
	case "once", "until", "till", "when", "before", "after", "while", "as":
		if x.kid(cur, "nsubj") >= 0 || mk == "before" || mk == "until" {
			if m, _ := x.own(h); m == event.Planned || m == event.Conditional || m == event.Negated && x.hasKid(h, "aux", "will", "would", "wo", "can") {
				return event.Conditional, cur, true
			}
			return event.Actual, -1, true
		}
	case "besides":
		for _, p := range x.lx.operators[x.lem[h]] { // "besides holding talks, X is scheduled to ..."
			if b := x.fit(p, h, x.argsOf(h)); b != nil && len(b.contents) > 0 {
				return p.mod, h, true
			}
		}
	case "because", "since", "although", "even":
		return event.Actual, -1, true
	}
	if x.infinitive(cur) {
		return event.Planned, cur, true
	}
	return x.outer(h)
}

// nominal reads an act that is named inside a phrase: the object of a light
// verb, "plans for an attack", "without an attack".
func (x *view) nominal(cur, h int) (event.Modality, int, bool) {
	p := x.prep(cur)
	if p == "without" || p == "instead" {
		return event.Negated, cur, true
	}
	if m, ok := x.lx.opNouns[x.lem[h]]; ok && (p == "of" || p == "for" || p == "about" || p == "over" || p == "to" || p == "against" || x.rel(cur) == "compound") {
		if m == event.Planned && p == "to" {
			return event.Actual, -1, false
		}
		if x.hasKid(h, "det", "no") {
			return event.Negated, h, true
		}
		return m, h, true
	}
	if x.d.UPOS[h] == nlp.VERB && (x.rel(cur) == "obj" || x.rel(cur) == "nsubj:pass") {
		if a := x.aspect(h); a != "" {
			if m, ok := aspectModality[a]; ok {
				if o, _ := x.own(h); o == event.Negated && (m == event.Negated || m == event.Denied) {
					m = event.Possible // "has not ruled out strikes"
				}
				return m, h, true
			}
			if m, w, _ := x.outer(h); m != event.Actual {
				return m, w, true // "did not launch the attack"
			}
		}
	}
	switch p {
	case "despite", "after", "following", "amid", "during", "since", "due", "because":
		return event.Actual, -1, true
	case "for":
		if o := x.kid(h, "obj"); x.verbal(h) && o >= 0 {
			if m, ok := x.lx.opNouns[x.lem[o]]; ok {
				return m, o, true // "drew up plans for the withdrawal"
			}
		}
		if x.verbal(h) && !x.definite(cur) {
			if m, w, _ := x.outer(h); m != event.Actual {
				return m, w, true
			}
			if x.infinitive(h) || x.rel(h) == "xcomp" {
				return event.Possible, cur, true
			}
		}
	}
	if x.verbal(h) && !x.definite(cur) {
		if m, w, stop := x.outer(h); m != event.Actual {
			return m, w, stop
		}
	}
	return event.Actual, -1, x.verbal(h) && x.definite(cur) && x.rel(cur) != "obj"
}

// definite reports whether noun n speaks of a known act.
func (x *view) definite(n int) bool {
	if x.kid(n, "nmod:poss") >= 0 {
		return true
	}
	return x.hasKid(n, "det", "the", "this", "that", "these", "those")
}

// aspect returns what verb h does to the act that it takes as its object, ""
// if it is no light verb.
func (x *view) aspect(h int) string {
	for _, s := range x.lx.support[x.lem[h]] {
		if len(s.extra) == 0 {
			return s.aspect
		}
		if x.hasKid(h, "compound:prt", s.extra...) || x.hasKid(h, "advmod", s.extra...) {
			return s.aspect
		}
	}
	return ""
}

var aspectModality = map[string]event.Modality{
	"plan": event.Planned, "demand": event.Demanded, "possible": event.Possible, "stop": event.Negated, "block": event.Negated, "deny": event.Denied,
}

// asSubject reads an act that is the subject of h: "Ukrainian strikes would
// mean war" is conditional, "the strike could mean war" was done.
func (x *view) asSubject(cur, h int) (event.Modality, int, bool) {
	if x.rel(cur) == "nsubj:pass" {
		if a := x.aspect(h); a != "" {
			m, w, _ := x.outer(h)
			if m != event.Actual {
				return m, w, true
			}
			if m, ok := aspectModality[a]; ok {
				return m, h, true
			}
			return event.Actual, -1, false
		}
	}
	switch x.lem[h] {
	case "fail", "collapse":
		return event.Actual, -1, true
	case "occur", "happen", "take", "begin", "start", "continue", "resume", "follow", "erupt", "break", "go", "come":
		return x.outer(h)
	}
	m, w, _ := x.outer(h)
	if x.definite(cur) && (m != event.Possible && m != event.Conditional || x.lx.classes["attack"][x.lem[cur]]) {
		return event.Actual, -1, true
	}
	if m == event.Negated {
		m = event.Actual
	}
	return m, w, true
}
