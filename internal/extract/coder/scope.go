package coder

import (
	"slices"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// step returns what governor h makes of its dependent cur, the word that says
// so, and whether the climb ends.
func (x *view) step(cur, h int) (m event.Modality, word int, stop bool) {
	if x.mark(cur) == "whether" && x.infinitive(cur) {
		return event.Possible, cur, true // "decide whether to postpone the vote"
	}
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
			return x.governed(cur, h, mod)
		}
		return event.Actual, -1, true
	}
	rel := x.rel(cur)
	switch {
	case rel == "conj":
		return x.conjunct(cur, h)
	case x.perfectInfinitive(cur) && (rel == "xcomp" || rel.Is("acl") || rel.Is("advcl")):
		return x.saidToHave(h)
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
		m, w, s := x.outer(h)
		if m == event.Demanded && x.infinitive(cur) && x.lx.operators[x.lem[h]] == nil && x.best(h) == nil {
			m = event.Possible // "a balance that they must keep to support Ukraine"
		}
		return m, w, s
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

// governed returns what operator h, which makes mod of its content cur, makes of
// it with its own negation, condition and governors.
func (x *view) governed(cur, h int, mod event.Modality) (event.Modality, int, bool) {
	if mk := x.mark(cur); mk == "if" || mk == "whether" {
		return mod, h, true // "has not said whether it would block the deal"
	}
	if x.negatedPlan(h, mod) {
		return event.Negated, h, true
	}
	if mod == event.Planned && x.conditioned(h) {
		return event.Conditional, h, true // "threatened to leave unless ..."
	}
	if mod == event.Possible || mod == event.Demanded || mod == event.Planned {
		if over, c := x.modality(h); weaker(over, mod) || over == event.Possible && mod == event.Demanded {
			return over, lastCue(c, h), true // "refused to let them leave", "would not say if they had been told to leave"
		}
	}
	if o, _ := x.own(h); o == event.Negated && x.lem[h] == "hesitate" {
		return event.Planned, h, true // "would not hesitate to send troops"
	} else if o == event.Negated && mod == event.Negated {
		return event.Possible, h, true // "did not rule out attacking"
	}
	return mod, h, true
}

// saidToHave returns what governor h makes of "to have done".
func (x *view) saidToHave(h int) (event.Modality, int, bool) {
	if m, w, _ := x.outer(h); m != event.Actual || !unproven[x.lem[h]] {
		return m, w, true // "claimed to have dismissed the government"
	}
	return event.Possible, h, true // "is alleged to have fired"
}

// unproven are verbs that leave open whether what they tell was done.
var unproven = map[string]bool{"allege": true, "believe": true, "suspect": true, "think": true, "rumour": true, "rumor": true, "presume": true}

// fails are verbs by which an attempt comes to nothing.
var fails = map[string]bool{"fail": true, "collapse": true, "founder": true, "falter": true, "flop": true}

// perfectInfinitive reports whether verb v stands as in "to have done", which is
// no purpose.
func (x *view) perfectInfinitive(v int) bool {
	return x.infinitive(v) && x.hasKid(v, "aux", "have")
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
	if m, w, ok := x.ofReport(cur, h); ok {
		return m, w, true
	}
	if m, ok := x.lx.opNouns[x.lem[h]]; ok && (x.infinitive(cur) || x.prep(cur) != "" || x.mark(cur) != "") {
		if x.hasKid(h, "det", "no") {
			return event.Negated, h, true
		}
		if up := int(x.d.Head[h]); m == event.Planned && x.rel(h) == "nsubj" && up >= 0 && fails[x.lem[up]] {
			return event.Negated, up, true // "an attempt to topple the president failed"
		}
		return m, h, true
	}
	if x.infinitive(cur) {
		return event.Possible, h, true
	}
	return event.Actual, -1, x.prep(cur) == "" // a participle tells of its noun; "in providing ..." hangs on
}

// ofReport reads the clause of a report or proof, "no evidence that X attacked",
// "denied a report that X had attacked".
func (x *view) ofReport(cur, h int) (event.Modality, int, bool) {
	if m := x.mark(cur); m != "that" && !reports[x.lem[h]] {
		return event.Actual, -1, false
	}
	if x.hasKid(h, "det", "no") {
		return event.Negated, h, true
	}
	up := int(x.d.Head[h])
	if up < 0 || x.d.UPOS[up] != nlp.VERB || x.rel(h) != "obj" && x.rel(h) != "nsubj:pass" {
		return event.Actual, -1, false
	}
	if o, _ := x.own(up); o == event.Negated && reports[x.lem[h]] {
		return event.Negated, up, true // "has seen no proof", "did not find evidence"
	}
	if x.aspect(up) == "deny" || dismisses[x.lem[up]] {
		return event.Denied, up, true
	}
	return event.Actual, -1, false
}

// reports are nouns whose clause says what is known of an act.
var reports = map[string]bool{"evidence": true, "proof": true, "sign": true, "indication": true, "report": true, "claim": true, "allegation": true, "accusation": true, "charge": true, "rumour": true, "rumor": true, "suggestion": true, "speculation": true, "assertion": true}

// dismisses are verbs that call a report untrue.
var dismisses = map[string]bool{"dismiss": true, "deny": true, "reject": true, "refute": true, "rebut": true, "dispute": true, "rubbish": true, "quash": true, "contradict": true}

func (x *view) adverbial(cur, h int) (event.Modality, int, bool) {
	mk := x.prep(cur)
	switch mk {
	case "if", "unless", "provided", "providing", "lest":
		return event.Conditional, cur, true
	case "in":
		if x.inCase(cur) {
			return event.Conditional, cur, true
		}
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
				if o, _ := x.own(h); o == event.Negated {
					switch m {
					case event.Negated, event.Denied:
						m = event.Possible // "has not ruled out strikes"
					case event.Planned, event.Possible:
						m = event.Negated // "is not planning strikes"
					}
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
	"plan": event.Planned, "weigh": event.Possible, "demand": event.Demanded, "possible": event.Possible,
	"stop": event.Negated, "block": event.Negated, "forgo": event.Negated, "deny": event.Denied,
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
	switch x.lem[h] {
	case "unlikely", "impossible", "unthinkable", "inconceivable":
		return event.Negated, h, true
	case "likely", "possible", "imminent", "inevitable", "conceivable", "probable":
		if !x.definite(cur) {
			return event.Possible, h, true
		}
	}
	m, w, _ := x.outer(h)
	if m == event.Planned && x.hasKid(h, "aux", "would") {
		m = event.Conditional // "an attack would be met with force"
	}
	if x.definite(cur) && (m != event.Possible && m != event.Conditional || x.lx.classes["attack"][x.lem[cur]]) {
		return event.Actual, -1, true
	}
	if m == event.Negated {
		m = event.Actual
	}
	return m, w, true
}
