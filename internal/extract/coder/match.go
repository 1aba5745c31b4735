package coder

import (
	"slices"
	"strings"

	"casus.dev/casus/nlp"
)

// binding is a pattern that fits a predicate, with the words in its slots.
type binding struct {
	p         *pattern
	head      int
	words     []int // particles and literal words, for the trigger
	actors    []int
	recipient []int
	object    []int
	contents  []int
	score     int
}

// best returns the reading of predicate v that fits best, nil for none. Of
// readings with the same score the one that stands first in the lexicon wins.
func (x *view) best(v int) *binding {
	if x.seen[v] {
		return x.matched[v]
	}
	x.seen[v] = true
	var list []*pattern
	var args []arg
	switch x.d.UPOS[v] {
	case nlp.VERB:
		list = x.entries[v].verbs
	case nlp.ADJ:
		list = x.entries[v].adjs
	case nlp.NOUN:
		if list = x.inState(v); list == nil {
			list = x.entries[v].nouns
		}
	default:
		return nil
	}
	if len(list) == 0 || x.d.UPOS[v] == nlp.NOUN && x.ailment(v) {
		return nil
	}
	if x.d.UPOS[v] == nlp.NOUN && x.inState(v) == nil {
		args = x.nounArgs(v)
	} else {
		args = x.argsOf(v)
	}
	var top *binding
	for _, p := range list {
		if b := x.fit(p, v, args); b != nil && (top == nil || b.score > top.score || b.score == top.score && top.p.mode == "" && b.p.mode != "" && top.p.typ == b.p.typ) {
			top = b
		}
	}
	x.matched[v] = top
	return top
}

// inState returns the patterns of noun v as the predicate of a phrase with "be":
// "is on strike", "are in contact with the rebels".
func (x *view) inState(v int) []*pattern {
	if x.d.UPOS[v] != nlp.NOUN || x.kid(v, "cop") < 0 {
		return nil
	}
	return x.lx.adjs[x.prep(v)+" "+x.lem[v]]
}

// nounArgs returns the arguments of an event noun: its agent (possessive,
// national adjective, "by", "from"), its obliques, and those of the light
// verb whose object it is.
func (x *view) nounArgs(n int) []arg {
	var out []arg
	patient := x.lx.classes["patient"][x.lem[n]] && !x.hasPrep(n, "of")
	for _, k := range x.children(n) {
		switch r := x.d.Rel[k]; {
		case r == "nmod:poss" && patient: // "his arrest", "Bhutto's assassination"
			out = append(out, arg{argOblique, "of", int(k), false})
		case r == "nmod:poss":
			out = append(out, arg{kind: argSubject, tok: int(k)})
		case (r == "amod" || r == "compound") && (x.lem[n] == "genocide" || r == "compound" && x.buildingHit(n, int(k))):
			out = append(out, arg{argOblique, "of", int(k), false}) // "the embassy bombings"
		case r == "amod", r == "compound", r == "nmod:desc":
			if r == "compound" && x.lx.classes["war"][x.lem[n]] {
				continue // "the Iraq war" does not say who wages it
			}
			if len(x.actorsAt(int(k))) > 0 {
				out = append(out, arg{kind: argSubject, tok: int(k)})
			}
		case r.Is("nmod"), r.Is("obl"):
			p := x.prep(int(k))
			if p == "by" {
				out = append(out, arg{kind: argSubject, tok: int(k)})
				for _, m := range x.children(int(k)) { // "attacks by rebels against the army"
					if x.d.Rel[m].Is("nmod") && (x.prep(int(m)) == "against" || x.prep(int(m)) == "on") {
						out = append(out, arg{argOblique, x.prep(int(m)), int(m), false})
					}
				}
			}
			if p != "" {
				out = append(out, arg{argOblique, p, int(k), false})
			}
			if p == "of" || p == "in" {
				for _, m := range x.children(int(k)) { // "the suspension of aid to Pakistan"
					q := x.prep(int(m))
					if !x.d.Rel[m].Is("nmod") || x.d.Rel[m] == "nmod:poss" || q == "" || q == "of" {
						continue
					}
					if q == "by" && len(x.actorsAt(int(m))) > 0 { // "the release of two fishermen by Manila"
						out = append(out, arg{kind: argSubject, tok: int(m)})
						continue
					}
					out = append(out, arg{argOblique, q, int(m), true})
				}
			}
		case r == "acl" && x.infinitive(int(k)):
			out = append(out, arg{kind: argTo, tok: int(k)})
		case r == "acl" && !x.gerund(int(k)) && x.d.UPOS[k] == nlp.VERB: // "an attack launched by X"
			for _, m := range x.children(int(k)) {
				if x.d.Rel[m].Is("obl") && x.prep(int(m)) == "by" {
					out = append(out, arg{kind: argSubject, tok: int(m)})
				}
			}
		}
	}
	return out
}

// buildingHit reports whether k, before the bombing n, is what was bombed.
func (x *view) buildingHit(n, k int) bool {
	switch x.lem[n] {
	case "bombing", "blast", "explosion", "attack", "shooting", "massacre":
		return x.lx.classes["public"][x.d.Lower(k)] || x.lx.classes["public"][strings.TrimSuffix(x.d.Lower(k), "s")]
	}
	return false
}

// hasPrep reports whether noun n has a complement with the preposition.
func (x *view) hasPrep(n int, prep string) bool {
	for _, k := range x.children(n) {
		if x.d.Rel[k].Is("nmod") && x.d.Rel[k] != "nmod:poss" && x.prep(int(k)) == prep {
			return true
		}
	}
	return false
}

// extraWords returns the words of a head's particles or modifiers, and whether
// all are there.
func (x *view) extraWords(p *pattern, v int) ([]int, bool) {
	if len(p.extra) == 0 {
		return nil, true
	}
	var out []int
	if x.d.UPOS[v] == nlp.NOUN {
		for i, w := range p.extra {
			at := v - len(p.extra) + i
			if at < 0 || x.lem[at] != w {
				return nil, false
			}
			out = append(out, at)
		}
		return out, true
	}
	for _, w := range p.extra {
		found := -1
		for _, k := range x.children(v) {
			if x.lem[k] == w && x.d.Rel[k] != "mark" && !x.d.Rel[k].Is("nsubj") {
				found = int(k)
				break
			}
		}
		if found < 0 {
			for t := v + 1; t < min(v+3+len(p.extra), x.d.Len()) && x.d.SentOf(t) == x.d.SentOf(v); t++ {
				if x.lem[t] == w && x.d.Dominates(v, t) && (x.d.UPOS[t] == nlp.ADP || x.d.UPOS[t] == nlp.ADV || len(p.extra) > 1) && (x.rel(t) != "case" || t == x.caseParticle(v)) {
					found = t
					break
				}
			}
		}
		if found < 0 {
			return nil, false
		}
		out = append(out, found)
	}
	return out, true
}

// fit binds pattern p to predicate v, or returns nil.
func (x *view) fit(p *pattern, v int, args []arg) *binding {
	words, ok := x.extraWords(p, v)
	if !ok {
		return nil
	}
	noun := x.d.UPOS[v] == nlp.NOUN && x.inState(v) == nil
	if !noun && len(p.extra) == 0 && x.otherParticle(v, p) {
		return nil
	}
	b := binding{p: p, head: v, words: words, score: p.weight}
	for _, a := range args {
		if a.kind == argSubject {
			if p.subject.class != "" && x.inClass(a.tok, p.subject.class) < 0 {
				continue
			}
			if p.subject.role == recipient {
				b.recipient = append(b.recipient, a.tok)
				continue
			}
			b.actors = append(b.actors, a.tok)
		}
	}
	if p.subject.role == recipient && len(b.recipient) == 0 {
		return nil
	}
	if p.subject.class != "" && len(b.actors) == 0 {
		return nil
	}
	var room [8]int
	used := room[:0]
	bare := 0
	for i := range p.slots {
		if s := &p.slots[i]; s.preps == nil && s.clause == noClause && !s.adverb {
			bare++
		}
	}
	if !noun && bare == 0 && x.d.UPOS[v] == nlp.VERB && x.wrongVoice(p, v, args) {
		if len(b.actors) > 0 || x.kid(v, "aux:pass", "nsubj:pass") >= 0 || x.rel(v) != "acl" {
			return nil
		}
		b.actors = append(b.actors, int(x.d.Head[v])) // "supporters rallied in ...", read as a participle
	}
	nth := 0
	for i := range p.slots {
		s := &p.slots[i]
		if s.preps == nil && s.clause == noClause && !s.adverb {
			nth++
		}
		tok, word := x.fill(s, v, args, used, bare, nth)
		if tok < 0 {
			if s.optional || noun && s.class == "" && s.words == nil && s.acts == nil && !s.must {
				continue
			}
			return nil
		}
		used = append(used, tok)
		if s.optional || noun {
			b.score++
		}
		b.add(s, tok, word)
	}
	if noun {
		x.subjectiveOf(&b, args, used)
	}
	if p.both && !x.reciprocal(&b, args) {
		return nil
	}
	return new(b)
}

// wrongVoice reports whether verb v is used with an object, or in the passive,
// where pattern p knows it without one: "submitted a report" is no yielding.
func (x *view) wrongVoice(p *pattern, v int, args []arg) bool {
	for i := range p.slots {
		if s := &p.slots[i]; !s.optional && (s.preps != nil || s.adverb || s.clause != noClause) {
			return false
		}
	}
	if x.passive(v) {
		return true
	}
	return slices.ContainsFunc(args, func(a arg) bool { return a.kind == argObject })
}

func (b *binding) add(s *slot, tok, word int) {
	switch s.role {
	case actor:
		b.actors = append(b.actors, tok)
	case recipient:
		b.recipient = append(b.recipient, tok)
	case object:
		b.object = append(b.object, tok)
	case content:
		b.contents = append(b.contents, tok)
	}
	if s.words != nil || s.class != "" && s.role == object {
		b.words = append(b.words, word)
	}
}

// otherParticle reports whether verb v has a particle that p does not name:
// "give up" is no giving.
func (x *view) otherParticle(v int, p *pattern) bool {
	if x.caseParticle(v) >= 0 && !slices.ContainsFunc(p.slots, func(s slot) bool { return slices.Contains(s.preps, x.lem[v+1]) }) {
		return true
	}
	for _, k := range x.children(v) {
		if x.d.Rel[k] == "compound:prt" {
			for i := range p.slots {
				if slices.Contains(p.slots[i].words, x.lem[k]) || slices.Contains(p.slots[i].preps, x.lem[k]) {
					return false
				}
			}
			return true
		}
	}
	return false
}

// fill returns the argument that fits slot s, and the word that shows its
// class; -1 if none fits.
func (x *view) fill(s *slot, v int, args []arg, used []int, bare, nth int) (tok, word int) {
	if s.adverb {
		if v+1 < len(x.lem) && slices.Contains(s.words, x.lem[v+1]) {
			return v + 1, v + 1
		}
		for _, k := range x.children(v) {
			if slices.Contains(s.words, x.lem[k]) && !x.d.Rel[k].Is("nsubj") {
				return int(k), int(k)
			}
		}
		return -1, -1
	}
	for pass := range 2 { // close arguments before those attached to the object
		for _, a := range args {
			if slices.Contains(used, a.tok) || a.far != (pass == 1) || a.far && bare == 0 && x.ofObject(args, a.tok) || a.far && x.ofOblique(args, a.tok, used) || !x.place(s, a, bare, nth) || a.kind == argOblique && x.isTime(a.tok) && !slices.Contains(s.preps, "until") {
				continue
			}
			if w := x.suits(s, a); w >= 0 {
				return a.tok, w
			}
		}
	}
	return -1, -1
}

// ofObject reports whether word t hangs on the verb's object: it says nothing
// of a verb that the pattern knows without one ("called him a voice for reform").
func (x *view) ofObject(args []arg, t int) bool {
	return slices.ContainsFunc(args, func(a arg) bool { return a.kind == argObject && !a.far && a.tok == int(x.d.Head[t]) })
}

// ofOblique reports whether word t hangs on a phrase of the verb that the
// pattern has not used: in "blamed Israel for the attack on X", X is not
// what somebody is blamed on.
func (x *view) ofOblique(args []arg, t int, used []int) bool {
	h := int(x.d.Head[t])
	if h < 0 || !slices.Contains([]string{"for", "of", "about", "over"}, x.prep(h)) {
		return false
	}
	return !slices.Contains(used, h) && slices.ContainsFunc(args, func(a arg) bool { return a.kind == argOblique && !a.far && a.tok == h })
}

// isTime reports whether word t heads a time expression.
func (x *view) isTime(t int) bool {
	_, ok := x.timeAt[t]
	return ok || x.d.UPOS[t] == nlp.NUM && len(x.lem[t]) == 4
}

// place reports whether an argument stands where the slot wants it.
func (x *view) place(s *slot, a arg, bare, nth int) bool {
	if s.preps != nil {
		switch a.kind {
		case argOblique, argGerund:
			return slices.Contains(s.preps, a.prep)
		case argComplement:
			return slices.Contains(s.preps, "-") || slices.Contains(s.preps, a.prep)
		}
		return false
	}
	switch s.clause {
	case toClause:
		// a clause of the object ("has no plans to leave") is no clause of the verb
		return a.kind == argTo && (!a.far || a.prep == "to" || bare > 0)
	case thatClause:
		return a.kind == argThat
	case ifClause:
		return a.kind == argIf
	}
	switch a.kind {
	case argObject:
		return bare < 2 || nth == 2 || s.words == nil && nth == 1
	case argIndirect:
		return nth == 1 && (bare > 1 || s.role == recipient)
	case argComplement:
		return bare > 1 && nth == 2 && a.prep == ""
	case argGerund:
		return s.role == content && a.prep == ""
	}
	return false
}

// suits returns the word for which the argument meets the slot's conditions,
// or -1.
func (x *view) suits(s *slot, a arg) int {
	word := a.tok
	if s.class != "" {
		if word = x.inClass(a.tok, s.class); word < 0 {
			if x.meantBy(a.tok, s.class) < 0 {
				return -1
			}
			word = a.tok // "lifted them"
		}
	}
	if s.words != nil && !slices.Contains(s.words, x.lem[a.tok]) || x.ailment(word) {
		return -1
	}
	if s.acts != nil && !x.actIn(a.tok, s.acts) {
		return -1
	}
	if s.must && len(x.actorsOf(a.tok, false)) == 0 {
		return -1
	}
	return word
}

// ailment reports whether an attack is one of the heart, a battle one of words.
func (x *view) ailment(t int) bool {
	switch x.lem[t] {
	case "attack", "stroke", "blitz", "offensive", "battle", "war", "assault", "clash", "confrontation", "conflict":
	default:
		return false
	}
	for _, k := range x.children(t) {
		if r := x.d.Rel[k]; (r == "amod" || r == "compound") && x.lx.classes["bloodless"][x.lem[k]] {
			return true
		}
	}
	return false
}

// actIn reports whether the act at tok is one of acts, or a conjunct is, or it
// is a light verb with such a noun.
func (x *view) actIn(tok int, acts []string) bool {
	if slices.Contains(acts, x.lem[tok]) {
		return true
	}
	for _, k := range x.children(tok) {
		switch x.d.Rel[k] {
		case "conj", "aux":
			if slices.Contains(acts, x.lem[k]) {
				return true
			}
		}
	}
	return false
}

// subjectiveOf makes "of" the agent of a noun that has no other and whose
// pattern does not claim it: "the withdrawal of Russia", "the visit of X".
func (x *view) subjectiveOf(b *binding, args []arg, used []int) {
	if len(b.actors) > 0 || x.lx.classes["patient"][x.lem[b.head]] {
		return
	}
	for _, want := range []string{"of", "from"} {
		for _, a := range args {
			if a.kind == argOblique && a.prep == want && !slices.Contains(used, a.tok) && len(x.actorsOf(a.tok, false)) > 0 {
				b.actors = append(b.actors, a.tok)
				return
			}
		}
	}
}

// reciprocal reports whether at least two actors share the predicate, as a
// coordinated or plural subject.
func (x *view) reciprocal(b *binding, args []arg) bool {
	n := 0
	for _, t := range b.actors {
		n += len(x.actorsOf(t, false))
	}
	for _, a := range args {
		if a.kind == argOblique && a.prep == "with" && !a.far && len(b.recipient) == 0 {
			b.recipient = append(b.recipient, a.tok)
		}
	}
	return n >= 2 || n >= 1 && (len(b.recipient) > 0 || slices.ContainsFunc(b.actors, x.several))
}

// several reports whether word t names officials of more than one side: "the
// ministers of the bloc".
func (x *view) several(t int) bool {
	if x.d.XPOS == nil || x.d.XPOS[t] != "NNS" {
		return false
	}
	switch x.lem[t] {
	case "minister", "leader", "president", "negotiator", "envoy", "diplomat", "delegate", "side", "delegation", "chief":
		return true
	}
	return false
}
