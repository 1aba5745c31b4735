package coder

import (
	"casus.dev/casus/nlp"
)

// verbless reports whether the tree of v's sentence has a noun for its root and
// v for a participle beside it: in running text a past tense read wrongly
// ("Thousands of supporters rallied").
func (x *view) verbless(v int) bool {
	if x.clauseRel(v) != "acl" {
		return false
	}
	for h := int(x.d.Head[v]); ; h = int(x.d.Head[h]) {
		if x.verbal(h) {
			return false
		}
		if x.d.Head[h] < 0 {
			return x.d.UPOS[h].Nominal()
		}
	}
}

// clauseRel returns the relation of v; a participle behind its noun is a
// clause, whatever the tree says.
func (x *view) clauseRel(v int) nlp.Rel {
	r := x.rel(v)
	if r == "amod" && x.d.UPOS[v] == nlp.VERB && int(x.d.Head[v]) < v {
		return "acl"
	}
	return r
}

// conjHead returns the predicate that v is coordinated with: a finite verb
// goes with the finite verb above a gerund or infinitive, not with that
// ("accused Kosovo of attacking its police and threatened ...").
func (x *view) conjHead(v int) int {
	h := int(x.d.Head[v])
	if u := x.aboveClause(v, h); u >= 0 {
		return u
	}
	for x.finite(v) && (x.gerund(h) && x.kid(h, "aux") < 0 || x.infinitive(h)) && x.d.Head[h] >= 0 && x.d.UPOS[h] == nlp.VERB {
		h = int(x.d.Head[h])
	}
	if u := x.pastRelative(v, h); u >= 0 {
		return u
	}
	if x.indicativeBeside(v, h) {
		return int(x.d.Head[h])
	}
	if up := int(x.d.Head[h]); up >= 0 && x.rel(h) == "ccomp" && x.d.XPOS != nil && x.pastTense(v, h) && x.d.XPOS[up] == "VBD" && x.kid(v, "nsubj") < 0 && (x.d.XPOS[h] != "VBD" || x.afterComma(v)) {
		if b := x.best(v); b != nil && (speech[b.p.typ] || x.d.XPOS[v] == "VBN" || x.subjunctive(h)) {
			return up // "demanded that he be freed and urged soldiers ..."
		}
	}
	return h
}

// pastRelative returns the verb above the noun of relative clause h where v
// stands behind the comma that closes the clause: "accused the firm, which is
// foreign, of poisoning the river and demanded ..."; or -1.
func (x *view) pastRelative(v, h int) int {
	if h < 0 || x.rel(h) != "acl:relcl" || !x.finite(v) || x.kid(v, "nsubj") >= 0 || int(x.d.Head[v]) == h {
		return -1
	}
	n := int(x.d.Head[h])
	u := int(x.d.Head[n])
	if u < 0 || x.d.UPOS[u] != nlp.VERB || n+1 >= v || x.d.Form(n+1) != "," {
		return -1
	}
	for t := h + 1; t < v; t++ {
		if x.d.Form(t) == "," {
			return u
		}
	}
	return -1
}

// subjunctive reports whether v is a passive in the subjunctive: "demanded that
// she be freed".
func (x *view) subjunctive(v int) bool {
	k := x.kid(v, "aux:pass")
	return k >= 0 && formOf(x.d, k) == "be" && x.kid(v, "aux") == k
}

// pastTense reports whether v, joined to h, is in the past tense; a participle
// with an object of its own beside a passive is ("had been jailed and asked the court ...").
func (x *view) pastTense(v, h int) bool {
	return x.d.XPOS[v] == "VBD" || x.d.XPOS[v] == "VBN" && x.kid(h, "aux:pass") >= 0 && x.kid(v, "aux") < 0 && x.kid(v, "obj", "iobj") >= 0
}

// indicativeBeside reports whether v, joined to h, tells in the past tense and
// with a subject of its own beside a demand in the subjunctive, and so goes with
// the verb that demands: "demanded that the army leave, and troops were pulled out".
func (x *view) indicativeBeside(v, h int) bool {
	if h < 0 || x.d.Head[h] < 0 || x.rel(h) != "ccomp" || x.d.XPOS == nil || x.d.XPOS[h] != "VB" && x.d.XPOS[h] != "VBP" || x.mark(h) != "that" || x.kid(h, "aux") >= 0 || x.kid(v, "nsubj") < 0 || !x.afterComma(v) {
		return false
	}
	if b := x.best(int(x.d.Head[h])); b == nil || b.p.typ != "REQUEST" {
		return false
	}
	if x.d.XPOS[v] == "VBD" {
		return true
	}
	k := x.kid(v, "aux")
	return k >= 0 && x.d.XPOS[k] == "VBD"
}

// afterComma reports whether a comma stands before the conjunction of v.
func (x *view) afterComma(v int) bool {
	c := x.kid(v, "cc")
	return c > 0 && x.d.Form(c-1) == ","
}

// aboveClause returns the verb that v goes with where the tree has joined it
// to h, the last verb of an adverbial clause whose subject cannot speak: in
// "said it had acted after the boats entered its waters and urged Manila to
// leave" no boats urge. It returns -1 where the tree may stand.
func (x *view) aboveClause(v, h int) int {
	if h < 0 || x.rel(h) != "advcl" || !x.finite(v) || !x.finite(h) || x.mark(h) == "" {
		return -1
	}
	s, u := x.kid(h, "nsubj"), int(x.d.Head[h])
	if s < 0 || u < 0 || x.d.UPOS[u] != nlp.VERB || x.d.UPOS[s] != nlp.NOUN || len(x.actorsAt(s)) > 0 || x.coordinates(h, v) {
		return -1
	}
	for _, p := range x.lx.verbs[x.lem[v]] {
		if speech[p.typ] {
			return u
		}
	}
	return -1
}

// coordinates reports whether h has another conjunct before v.
func (x *view) coordinates(h, v int) bool {
	k := x.kid(h, "conj")
	return k >= 0 && k < v
}

// perfectOf returns the "has" of a perfect tense that the tree has read as a
// possession ("has frozen assets"): v is a participle between it and its
// object, with no determiner before it. It returns -1 where there is none.
func (x *view) perfectOf(v int) int {
	if x.rel(v) != "amod" || x.d.UPOS[v] != nlp.VERB || !x.pastParticiple(v) {
		return -1
	}
	n := int(x.d.Head[v])
	h := int(x.d.Head[n])
	if n < v || h < 0 || h > v || x.rel(n) != "obj" || x.lem[h] != "have" {
		return -1
	}
	for t := h + 1; t < v; t++ {
		if x.d.UPOS[t] != nlp.ADV && x.d.UPOS[t] != nlp.PART {
			return -1
		}
	}
	return h
}

// finite reports whether the tag of verb v is that of a finite form.
func (x *view) finite(v int) bool {
	if x.d.XPOS == nil {
		return false
	}
	switch x.d.XPOS[v] {
	case "VBD", "VBZ", "VBP":
		return true
	}
	return false
}

// passive reports whether verb v is in the passive, or a past participle that
// stands for it ("troops deployed to Kursk").
func (x *view) passive(v int) bool {
	if x.perfectOf(v) >= 0 {
		return false
	}
	finite := false
	for _, k := range x.children(v) {
		switch x.d.Rel[k] {
		case "aux:pass":
			return true
		case "nsubj:pass":
			finite = true // without an auxiliary it is a past tense, whatever the tree says
		case "aux", "nsubj", "obj":
			finite = true
		}
	}
	if x.verbless(v) && x.kid(v, "obl:agent") < 0 {
		finite = true
	}
	if x.rel(v) == "conj" && ditransitive[x.lem[v]] && x.d.UPOS[v] == nlp.VERB && x.kid(v, "aux", "nsubj") < 0 && x.kid(v, "obj") >= 0 && x.pastParticiple(v) && x.kid(int(x.d.Head[v]), "aux:pass") >= 0 {
		return true // "were held and denied access"
	}
	if finite || x.d.UPOS[v] != nlp.VERB || !x.pastParticiple(v) {
		return x.rel(v) == "conj" && x.kid(v, "nsubj", "aux", "obj") < 0 && x.pastParticiple(v) && x.verbal(int(x.d.Head[v])) && x.passive(int(x.d.Head[v]))
	}
	switch x.rel(v).Base() {
	case "acl", "advcl", "amod":
		return true
	case "conj":
		return x.passive(int(x.d.Head[v]))
	}
	return false
}

// antecedent returns what the relative word t stands for: the noun that its
// clause modifies; t itself where it is no relative.
func (x *view) antecedent(t int) int {
	switch x.lem[t] {
	case "who", "which", "that", "whom", "where":
	default:
		return t
	}
	for v := int(x.d.Head[t]); v >= 0; v = int(x.d.Head[v]) {
		if x.rel(v) == "acl:relcl" {
			return int(x.d.Head[v])
		}
		if x.rel(v).Is("ccomp") || x.rel(v) == "advcl" {
			return t
		}
	}
	return t
}

// subjectControl are verbs whose infinitive has their own subject even when
// they have an object.
var subjectControl = map[string]bool{"promise": true, "threaten": true, "vow": true, "pledge": true, "use": true, "meet": true, "visit": true, "telephone": true, "phone": true}

// subjectOf returns the grammatical subject of predicate v, found through
// coordination, control, raising, participles and relative clauses; -1 if
// there is none.
func (x *view) subjectOf(v int) int { return x.subject(v, 0) }

func (x *view) subject(v, depth int) int {
	if depth > 12 {
		return -1
	}
	if s := x.kid(v, "nsubj"); s >= 0 {
		if t := x.afterDateline(s, v); t >= 0 {
			return t
		}
		return x.antecedent(s)
	}
	for _, k := range x.children(v) { // a subject that hangs on the auxiliary
		if x.d.Rel[k].Is("aux") {
			if s := x.kid(int(k), "nsubj"); s >= 0 {
				return x.antecedent(s)
			}
		}
	}
	h := int(x.d.Head[v])
	if s := x.lostSubject(v); s >= 0 {
		return s
	}
	if h < 0 {
		return -1
	}
	if p := x.perfectOf(v); p >= 0 {
		return x.subject(p, depth+1)
	}
	switch rel := x.clauseRel(v); {
	case rel == "conj":
		if h = x.conjHead(v); x.verbal(h) || x.d.UPOS[h] == nlp.VERB {
			return x.subject(h, depth+1)
		}
	case rel == "xcomp", rel == "advcl" && x.infinitive(v):
		return x.controller(v, h, depth)
	case rel.Is("advcl"), rel == "ccomp":
		if x.finite(v) && x.lem[v] != "be" {
			// a finite clause has its own subject, even if the tree hangs it elsewhere
			if o := x.kid(h, "obj"); rel == "ccomp" && o > h && o < v {
				return o
			}
			for _, k := range x.children(h) { // "said it had closed the border, sealed the ports"
				if rel == "ccomp" && x.d.Rel[k] == "ccomp" && int(k) < v && int(k) > h {
					return x.subject(int(k), depth+1)
				}
			}
			return -1
		}
		if o := x.accused(v, h); o >= 0 {
			return o
		}
		if n := x.nounBefore(v, h); n >= 0 {
			return x.holder(n, depth+1)
		}
		return x.subject(h, depth+1)
	case rel == "acl:relcl":
		if x.kid(v, "obj") >= 0 || x.passive(v) || x.kid(v, "nsubj") < 0 {
			return h
		}
	case rel.Is("acl") && x.gerund(v) && x.rel(h) == "obj" && len(x.actorsAt(h)) > 0:
		return h // "accused Russia of shelling"
	case rel.Is("acl"):
		if x.infinitive(v) || x.mark(v) != "" || x.prep(v) != "" {
			return x.holder(h, depth+1)
		}
		return h
	case rel == "amod":
		return h
	}
	return -1
}

// afterDateline returns the actor between a dateline's dash and verb v, where
// the tree has taken the dateline for the subject: "GENEVA - Russia vetoed".
func (x *view) afterDateline(s, v int) int {
	first := x.d.Sents[x.d.SentOf(v)].Span.Start
	for t := s + 1; t < v && t < first+10; t++ {
		if f := x.d.Form(t); f != "-" && f != "–" && f != "—" || x.d.Words[t-1].End == x.d.Words[t].Start {
			continue
		}
		for _, k := range x.children(s) { // "KUALA LUMPUR - Delegates from ... met", read as an apposition
			if int(k) > t && int(k) < v && (x.d.Rel[k] == "appos" || x.d.Rel[k].Is("parataxis")) && x.d.UPOS[k].Nominal() {
				return int(k)
			}
		}
		for u := v - 1; u > t; u-- {
			if c := x.cover[u]; c > 0 {
				return x.mentions[c-1].head
			}
		}
	}
	return -1
}

// lostSubject returns the actor that stands right before finite verb v but
// hangs on a word behind it, where v has no subject: a fault of the tree, as
// names do not modify across a verb. It returns -1 if there is none.
func (x *view) lostSubject(v int) int {
	if !x.finite(v) || x.d.UPOS[v] != nlp.VERB || x.rel(v) == "conj" {
		return -1
	}
	t := v - 1
	for t >= 0 && (x.d.UPOS[t] == nlp.ADV || x.d.UPOS[t] == nlp.AUX) {
		t--
	}
	if t < 0 || x.d.SentOf(t) != x.d.SentOf(v) || x.cover[t] == 0 {
		return -1
	}
	if m := x.mentions[x.cover[t]-1]; int(x.d.Head[m.head]) >= v && !x.rel(m.head).Is("obl") && x.prep(m.head) == "" {
		return m.head
	}
	return -1
}

// accused returns the object of h where gerund v says what it does or is kept
// from: "accused Russia of attacking", "stopped them from leaving"; else -1.
func (x *view) accused(v, h int) int {
	if m := x.prep(v); !x.gerund(v) || m != "of" && m != "from" && m != "for" && m != "over" && m != "against" {
		return -1
	}
	if x.passive(h) {
		return x.kid(h, "nsubj:pass")
	}
	if o := x.kid(h, "obj", "iobj"); o >= 0 {
		return x.antecedent(o)
	}
	if x.rel(h) == "acl:relcl" && x.kid(h, "nsubj") >= 0 {
		return int(x.d.Head[h])
	}
	return -1
}

// nounBefore returns the noun that a gerund clause stands after, where the
// tree hangs both on h: in "warned against NATO's involvement in providing
// arms" the involvement provides them. It returns -1 if there is none.
func (x *view) nounBefore(v, h int) int {
	if !x.gerund(v) {
		return -1
	}
	for _, k := range x.children(v) {
		if r := x.d.Rel[k]; (r == "mark" || r == "case") && int(k) < v {
			n := int(k) - 1
			if n >= 0 && x.d.UPOS[n] == nlp.NOUN && int(x.d.Head[n]) == h && (x.rel(n) == "obj" || x.rel(n).Is("obl")) && x.lem[k] != "by" && x.lem[k] != "after" && x.lem[k] != "before" && x.lem[k] != "while" {
				return n
			}
			return -1
		}
	}
	return -1
}

// controller returns the subject of infinitive v under h: the object of
// "urged Israel to stop", the oblique of "called on Israel to stop", else the
// subject of h.
func (x *view) controller(v, h, depth int) int {
	if !x.verbal(h) && x.d.UPOS[h] == nlp.NOUN {
		return x.holder(h, depth+1)
	}
	if !subjectControl[x.lem[h]] && x.rel(v) == "xcomp" {
		if o := x.kid(h, "iobj", "obj"); o >= 0 && o < v && !x.passive(h) {
			return x.antecedent(o)
		}
		for _, k := range x.children(h) {
			if x.d.Rel[k].Is("obl") && int(k) < v && x.mark(v) != "" {
				if p := x.prep(int(k)); p == "on" || p == "upon" || p == "for" && x.lem[h] == "call" || p == "to" && x.lem[h] == "appeal" {
					return int(k)
				}
			}
		}
	}
	if x.rel(v) != "xcomp" && operatorOnObject[x.lem[h]] && !x.passive(h) {
		for _, k := range x.children(h) {
			if p := x.prep(int(k)); (x.d.Rel[k].Is("obl") && (x.forClause(h, int(k)) || p == "on" || p == "upon" || p == "for" || p == "to" || p == "with" && x.lem[h] == "plead") && !x.isTime(int(k)) || x.d.Rel[k] == "obj") && int(k) < v {
				return int(k)
			}
		}
	}
	return x.subject(h, depth+1)
}

// operatorOnObject are verbs whose object or oblique does what is asked.
var operatorOnObject = map[string]bool{"call": true, "urge": true, "appeal": true, "plead": true, "ask": true, "press": true, "order": true, "tell": true, "push": true, "authorize": true, "authorise": true, "allow": true, "permit": true}

// holder returns whose plan, right or decision noun n is: its possessor or
// national modifier, or the subject of the verb whose object it is.
func (x *view) holder(n, depth int) int {
	if t := x.modifierAgent(n); t >= 0 {
		return t
	}
	h := int(x.d.Head[n])
	if h < 0 {
		return -1
	}
	if b := x.best(h); b != nil && (b.p.typ == "SUPPORT" || b.p.typ == "ACCUSE" || b.p.typ == "REJECT") {
		return -1 // one praises somebody else's decision
	}
	if r := x.rel(n); (r == "obj" || r.Is("obl") || r == "xcomp" || r == "conj") && x.verbal(h) {
		return x.subject(h, depth+1)
	}
	return -1
}

// modifierAgent returns the possessive, adjective, compound or "by" modifier
// of noun n that is an actor, or -1.
func (x *view) modifierAgent(n int) int {
	for _, k := range x.children(n) {
		r := x.d.Rel[k]
		if r == "nmod:poss" || r == "amod" || r == "compound" || r == "nmod:by" {
			if len(x.actorsAt(int(k))) > 0 {
				return int(k)
			}
		}
	}
	for _, k := range x.children(n) {
		if x.d.Rel[k].Is("nmod") && (x.prep(int(k)) == "by" || x.prep(int(k)) == "from") && len(x.actorsAt(int(k))) > 0 {
			return int(k)
		}
	}
	return -1
}
