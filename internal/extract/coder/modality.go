package coder

import (
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
		if m != event.Actual && x.rel(cur) == "acl:relcl" && !reporting[x.lem[cur]] {
			break // "a pact under which troops would attack"
		}
		outer, c, stop := x.step(cur, h)
		if stop && c == h && x.d.UPOS[h] == nlp.NOUN {
			outer, c = x.beyond(h, outer)
		}
		if outer != event.Actual {
			if m == event.Actual || weaker(outer, m) {
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

// weaker reports whether what governs an act takes back what its own words
// say: "denied that it would attack", "feared that it would attack", "had not
// planned to attack".
func weaker(outer, own event.Modality) bool {
	switch own {
	case event.Planned:
		return outer == event.Negated || outer == event.Denied || outer == event.Possible || outer == event.Conditional
	case event.Possible:
		return outer == event.Negated || outer == event.Denied
	case event.Demanded:
		return outer == event.Negated || outer == event.Denied || outer == event.Conditional
	}
	return false
}

// beyond returns what the governor of noun n, a plan or an order for the act,
// makes of it where that is weaker than the noun's own modality m: "weighing
// an order to leave", "abandoned plans to attack", "denied plans for a strike".
func (x *view) beyond(n int, m event.Modality) (event.Modality, int) {
	h := int(x.d.Head[n])
	if m != event.Planned && m != event.Demanded && m != event.Possible || h < 0 || x.d.UPOS[h] != nlp.VERB || x.rel(n) != "obj" && x.rel(n) != "nsubj:pass" {
		return m, n
	}
	switch a := x.aspect(h); a {
	case "weigh", "stop", "block", "forgo":
		if o, _ := x.own(h); o == event.Actual {
			return aspectModality[a], h
		}
	case "deny":
		if b := x.best(h); m != event.Demanded && (b == nil || b.p.typ != "REJECT" || x.lem[h] == "deny") {
			return event.Denied, h
		}
	}
	return m, n
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
	speaks := x.speechAct(t)
	for _, k := range x.children(t) {
		switch r, w := x.d.Rel[k], x.lem[k]; {
		case r == "nsubj" && (w == "nobody" || w == "none" || w == "neither"):
			neg = int(k)
		case r.Is("nsubj") && x.hasKid(int(k), "cc:preconj", "neither"):
			neg = int(k)
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
		case r.Is("advcl") && !speaks && (m == event.Actual || m == event.Possible || m == event.Planned) && x.verbal(t):
			if x.condition(int(k)) && x.conditionalTense(t) {
				set(event.Conditional, int(k))
			}
		case r == "advmod" && (w == "reportedly" || w == "allegedly"):
			// a report is still a report of something done
		case r == "advmod" && (w == "possibly" || w == "perhaps" || w == "maybe" || w == "potentially") && m == event.Actual:
			set(event.Possible, int(k))
		}
	}
	if m == event.Actual && x.infinitive(t) && x.verbal(t) {
		if b := x.beAux(t); b >= 0 && x.perfectInfinitive(t) { // "was to have been held"
			set(event.Negated, b)
		} else if b >= 0 { // "are to hold talks"
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

// speechAct reports whether verb t promises, demands or threatens without a
// modal: a condition beside it is one of what it announces ("threatened to
// leave unless ...").
func (x *view) speechAct(t int) bool {
	if x.d.UPOS[t] != nlp.VERB || x.lastAux(t) >= 0 && x.lem[x.lastAux(t)] != "have" {
		return false
	}
	b := x.best(t)
	return b != nil && speech[b.p.typ] && len(b.contents) > 0
}

// beAux returns the form of "be" that makes infinitive t a plan, or -1.
func (x *view) beAux(t int) int {
	for _, k := range x.children(t) {
		if x.lem[k] == "to" {
			break // "to be held": no plan by itself
		}
		if r := x.d.Rel[k]; (r.Is("aux") || r == "cop") && x.lem[k] == "be" && x.d.UPOS[t] == nlp.VERB {
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
		if l := x.lem[k]; (l == "nobody" || l == "none" || l == "nothing") && x.d.Rel[k] != "obl" {
			return int(k) // "expelled nobody"
		}
		for _, m := range append([]int32{k}, x.children(int(k))...) {
			for _, n := range x.children(int(m)) {
				if x.d.Rel[n] == "det" && (x.lem[n] == "no" || x.lem[n] == "neither") && (m == k || x.d.Rel[m].Is("nmod")) && x.lem[m] != "confidence" {
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
	cond := x.conditioned(t)
	switch m {
	case event.Planned:
		if cond {
			return event.Conditional
		}
	case event.Conditional:
		if !cond && x.kid(t, "aux") == x.lastAux(t) && x.futureInPast(t) {
			return event.Planned
		}
	}
	return m
}

// lastCue returns the word of the last cue, or t where there is none.
func lastCue(c []cue, t int) int {
	if len(c) == 0 {
		return t
	}
	return c[len(c)-1].tok
}

// condition reports whether clause k is a condition.
func (x *view) condition(k int) bool {
	switch x.mark(k) {
	case "if", "unless", "provided", "providing", "lest":
		return true
	case "in":
		return x.inCase(k)
	}
	return x.onlyWhen(k)
}

// onlyWhen reports whether clause k opens with "only when" or the like.
func (x *view) onlyWhen(k int) bool {
	for _, m := range x.children(k) {
		if l := x.lem[m]; m > 0 && (l == "when" || l == "once" || l == "after") && x.lem[m-1] == "only" {
			return true
		}
	}
	return false
}

// inCase reports whether clause k opens with "in case" or "in the event".
func (x *view) inCase(k int) bool {
	for _, m := range x.children(k) {
		if n := int(m) + 1; x.d.Rel[m] == "mark" && x.lem[m] == "in" && n+1 < len(x.lem) && (x.lem[n] == "case" || x.lem[n+1] == "event") {
			return true
		}
	}
	return false
}

// conditioned reports whether a condition stands beside verb t.
func (x *view) conditioned(t int) bool {
	for _, k := range x.children(t) {
		if x.d.Rel[k].Is("advcl") && x.condition(int(k)) {
			return true
		}
	}
	return false
}

// lastAux returns the last auxiliary of t, -1 for none.
func (x *view) lastAux(t int) int {
	last := -1
	for _, k := range x.children(t) {
		if x.d.Rel[k] == "aux" {
			last = int(k)
		}
	}
	return last
}

// futureInPast reports whether "would" before t is the past of "will": in the
// content of what was said, or in a relative clause.
func (x *view) futureInPast(t int) bool {
	f := x.firstOf(t)
	h := int(x.d.Head[f])
	if h < 0 || x.conditioned(h) {
		return false
	}
	switch x.rel(f) {
	case "ccomp":
		return reporting[x.lem[h]] || x.d.XPOS != nil && (x.d.XPOS[h] == "VBD" || x.d.XPOS[h] == "VBN") && x.d.UPOS[h] == nlp.VERB
	case "acl:relcl":
		return true
	}
	return false
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
