package coder

import (
	"slices"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// argKind is the place of an argument in the active voice.
type argKind byte

const (
	argSubject argKind = iota
	argObject
	argIndirect
	argOblique    // with its preposition
	argComplement // predicate complement: "labelled it a provocation"
	argTo         // infinitive clause
	argThat       // finite clause
	argIf         // "whether ..."
	argGerund     // clause after a preposition, or a bare "-ing" clause
)

// arg is one argument of a predicate.
type arg struct {
	kind argKind
	prep string
	tok  int
	far  bool // attached to the object, not to the predicate itself
}

// mention is where an actor stands.
type mention struct {
	actor int // index in the report's Actors
	span  nlp.Span
	head  int
	kind  event.MentionKind
}

// view is a document with what the coder needs close at hand. It belongs to
// one call of Code.
type view struct {
	d   *nlp.Doc
	rep *event.Report
	lx  *lexicon

	lem      []string
	kidAt    []int32 // CSR index into kids
	kids     []int32
	mentions []mention
	byHead   map[int]int // head -> index in mentions, the longest one
	cover    []int32     // word -> 1 + index of the shortest mention that covers it
	placeAt  map[int]int // head -> index in Places
	timeAt   map[int]int // head -> index in Times
	timesIn  map[int][]int
	saidIn   map[int][]int // sentence -> statements with content in it
	equip    []bool        // word belongs to a name of equipment
	args     map[int][]arg
	matched  map[int]*binding // best reading of each predicate
	seen     map[int]bool     // predicates that were matched
	about    topics           // what the report is about
}

func newView(d *nlp.Doc, rep *event.Report, lx *lexicon) *view {
	n := d.Len()
	x := &view{
		d: d, rep: rep, lx: lx, lem: make([]string, n), kidAt: make([]int32, n+2), kids: make([]int32, n), byHead: map[int]int{},
		cover: make([]int32, n), placeAt: map[int]int{}, timeAt: map[int]int{}, timesIn: map[int][]int{}, saidIn: map[int][]int{}, equip: make([]bool, n), args: map[int][]arg{},
		matched: map[int]*binding{}, seen: map[int]bool{},
	}
	for i := range n {
		x.lem[i] = lx.singular(d, i)
		if h := d.Head[i]; h >= 0 {
			x.kidAt[h+2]++
		}
	}
	for i := 1; i < len(x.kidAt); i++ {
		x.kidAt[i] += x.kidAt[i-1]
	}
	for i := range n {
		if h := d.Head[i]; h >= 0 {
			x.kids[x.kidAt[h+1]] = int32(i)
			x.kidAt[h+1]++
		}
	}
	x.placeMentions()
	for i, p := range rep.Places {
		x.placeAt[x.headOf(p.Words, p.Head)] = i
	}
	for i, t := range rep.Times {
		x.timeAt[x.headOf(t.Words, t.Head)] = i
		if t.Words.Len() > 0 && t.Words.Start < n {
			s := d.SentOf(t.Words.Start)
			x.timesIn[s] = append(x.timesIn[s], i)
		}
	}
	x.indexStatements()
	for _, name := range d.Names {
		if name.Label == "EQP" {
			for i := name.Span.Start; i < name.Span.End; i++ {
				x.equip[i] = true
			}
		}
	}
	return x
}

// indexStatements notes in which sentences the contents of statements stand.
func (x *view) indexStatements() {
	for i := range x.rep.Statements {
		for _, r := range x.rep.Statements[i].Content {
			w := x.d.SpanOf(r)
			if w.Len() <= 0 {
				continue
			}
			for s := x.d.SentOf(w.Start); s <= x.d.SentOf(w.End-1); s++ {
				x.saidIn[s] = append(x.saidIn[s], i)
			}
		}
	}
}

func (x *view) headOf(s nlp.Span, head int) int {
	if s.Len() > 0 && !s.Has(head) {
		return x.d.HeadOf(s)
	}
	return head
}

func (x *view) placeMentions() {
	for a := range x.rep.Actors {
		for _, m := range x.rep.Actors[a].Mentions {
			if m.Words.Len() <= 0 || m.Words.End > x.d.Len() {
				continue
			}
			x.mentions = append(x.mentions, mention{a, m.Words, x.headOf(m.Words, m.Head), m.Kind})
		}
	}
	slices.SortStableFunc(x.mentions, func(a, b mention) int {
		if a.span.Start != b.span.Start {
			return a.span.Start - b.span.Start
		}
		return b.span.Len() - a.span.Len()
	})
	for i, m := range x.mentions {
		if old, ok := x.byHead[m.head]; !ok || x.mentions[old].span.Len() < m.span.Len() {
			x.byHead[m.head] = i
		}
		for w := m.span.Start; w < m.span.End; w++ {
			if c := x.cover[w]; c == 0 || x.mentions[c-1].span.Len() > m.span.Len() {
				x.cover[w] = int32(i + 1)
			}
		}
	}
}

// children returns the dependents of word i from left to right.
func (x *view) children(i int) []int32 { return x.kids[x.start(i):x.kidAt[i+1]] }

func (x *view) start(i int) int32 {
	if i == 0 {
		return 0
	}
	return x.kidAt[i]
}

func (x *view) rel(i int) nlp.Rel { return x.d.Rel[i] }

// kid returns the first dependent with one of the relations, or -1.
func (x *view) kid(i int, rels ...nlp.Rel) int {
	for _, k := range x.children(i) {
		for _, r := range rels {
			if x.d.Rel[k].Is(r) {
				return int(k)
			}
		}
	}
	return -1
}

// hasKid reports whether word i has a dependent with the relation and lemma.
func (x *view) hasKid(i int, rel nlp.Rel, lemmas ...string) bool {
	for _, k := range x.children(i) {
		if x.d.Rel[k].Is(rel) && slices.Contains(lemmas, x.lem[k]) {
			return true
		}
	}
	return false
}

// prep returns the preposition or mark of word i, "" if it has none. Of
// several, the first counts ("from" of "from within").
func (x *view) prep(i int) string {
	for _, k := range x.children(i) {
		if r := x.d.Rel[k]; (r == "case" || r == "mark") && x.lem[k] != "'s" && x.lem[k] != "’s" {
			if x.lem[k] == "out" && x.lem[k+1] == "of" {
				continue // "walked out of the talks"
			}
			return x.lem[k]
		}
	}
	return ""
}

func (x *view) mark(i int) string {
	for _, k := range x.children(i) {
		if x.d.Rel[k] == "mark" {
			return x.lem[k]
		}
	}
	return ""
}

func (x *view) verbal(i int) bool {
	return x.d.UPOS[i] == nlp.VERB || x.d.UPOS[i] == nlp.AUX || x.kid(i, "cop") >= 0
}

// infinitive reports whether word i is a "to" infinitive.
func (x *view) infinitive(i int) bool {
	for _, k := range x.children(i) {
		if x.d.Rel[k] == "mark" && x.lem[k] == "to" || x.d.Rel[k] == "aux" && x.d.UPOS[k] == nlp.PART && x.lem[k] == "to" {
			return true
		}
	}
	return false
}

func (x *view) gerund(i int) bool {
	f := x.d.Feats
	if x.d.XPOS != nil && x.d.XPOS[i] != "" {
		return x.d.XPOS[i] == "VBG"
	}
	return f != nil && (f[i].Get("VerbForm") == "Ger" || f[i].Get("VerbForm") == "Part" && f[i].Get("Tense") == "Pres")
}

func (x *view) pastParticiple(i int) bool {
	if x.d.XPOS != nil && x.d.XPOS[i] != "" {
		return x.d.XPOS[i] == "VBN"
	}
	return x.d.Feats != nil && x.d.Feats[i].Get("VerbForm") == "Part" && x.d.Feats[i].Get("Tense") == "Past"
}

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
	for x.finite(v) && (x.gerund(h) && x.kid(h, "aux") < 0 || x.infinitive(h)) && x.d.Head[h] >= 0 && x.d.UPOS[h] == nlp.VERB {
		h = int(x.d.Head[h])
	}
	return h
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
var subjectControl = map[string]bool{"promise": true, "threaten": true, "vow": true, "pledge": true, "use": true}

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
		if f := x.d.Form(t); f != "-" && f != "–" && f != "—" {
			continue
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
	if m := x.mentions[x.cover[t]-1]; int(x.d.Head[m.head]) >= v && !x.rel(m.head).Is("obl") {
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
			if p := x.prep(int(k)); (x.d.Rel[k].Is("obl") && (p == "on" || p == "upon" || p == "for" || p == "to") && !x.isTime(int(k)) || x.d.Rel[k] == "obj") && int(k) < v {
				return int(k)
			}
		}
	}
	return x.subject(h, depth+1)
}

// operatorOnObject are verbs whose object or oblique does what is asked.
var operatorOnObject = map[string]bool{"call": true, "urge": true, "appeal": true, "ask": true, "press": true, "order": true, "tell": true, "push": true, "authorize": true, "authorise": true, "allow": true, "permit": true}

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

// argsOf returns the arguments of predicate v as in the active voice.
func (x *view) argsOf(v int) []arg {
	if a, ok := x.args[v]; ok {
		return a
	}
	x.args[v] = nil // a cycle through control finds nothing
	var out []arg
	pass := x.passive(v)
	indirect := pass && x.kid(v, "obj") >= 0
	if s := x.subjectOf(v); s >= 0 {
		switch {
		case !pass:
			out = append(out, arg{kind: argSubject, tok: s})
		case indirect:
			out = append(out, arg{kind: argIndirect, tok: s})
		default:
			out = append(out, arg{kind: argObject, tok: s})
		}
	}
	for i, k := range x.children(v) {
		if x.d.Rel[k] == "nsubj" && i > 0 && !pass && len(out) > 0 && out[0].tok != int(k) && x.antecedent(int(k)) == int(k) {
			out = append(out, arg{kind: argSubject, tok: int(k)}) // a second subject
		}
		out = x.addArg(out, v, int(k), pass)
	}
	if pass && !slices.ContainsFunc(out, func(a arg) bool { return a.kind == argSubject }) {
		for _, a := range out { // "imposed on Belarus by the EU", the agent hung one word too low
			if a.kind != argOblique || a.far {
				continue
			}
			for _, k := range x.children(a.tok) {
				if x.d.Rel[k].Is("nmod") && x.prep(int(k)) == "by" && len(x.actorsAt(int(k))) > 0 {
					out = append(out, arg{kind: argSubject, tok: int(k)})
				}
			}
		}
	}
	if p := x.perfectOf(v); p >= 0 {
		out = x.addArg(out, p, int(x.d.Head[v]), false)
	}
	if x.rel(v) == "acl:relcl" {
		out = x.gap(out, v, pass)
	}
	if x.rel(v) == "conj" && !slices.ContainsFunc(out, func(a arg) bool { return a.kind == argObject }) {
		// "condemned and rejected the plan": the object stands with the last verb or the first
		if h := int(x.d.Head[v]); x.d.UPOS[h] == nlp.VERB {
			if o := x.kid(h, "obj"); o > v {
				out = append(out, arg{kind: argObject, tok: o})
			}
		}
	}
	x.args[v] = out
	return out
}

func (x *view) addArg(out []arg, v, k int, pass bool) []arg {
	switch r := x.rel(k); {
	case r == "obj":
		o := x.antecedent(k)
		if slices.ContainsFunc(out, func(a arg) bool { return a.kind == argObject && !a.far && a.tok != o }) && !pass {
			out = append(out, arg{kind: argComplement, tok: o}) // "labelling it a change"
			break
		}
		if p := x.verbPrep(v, o); p != "" && !pass { // "called on the farmers", with "on" read as a particle
			out = append(out, arg{argOblique, p, o, false})
			break
		}
		if ditransitive[x.lem[v]] && !slices.ContainsFunc(out, func(a arg) bool { return a.kind == argIndirect }) {
			for _, m := range x.children(o) { // "promised Ukraine jets", read as one name
				if x.d.Rel[m] == "compound" && x.d.UPOS[m] == nlp.PROPN && len(x.actorsAt(int(m))) > 0 {
					out = append(out, arg{kind: argIndirect, tok: int(m)})
					break
				}
			}
		}
		out = append(out, arg{kind: argObject, tok: o})
		for _, m := range x.children(o) {
			switch mr := x.d.Rel[m]; {
			case mr == "amod" && int(m) > o && x.d.UPOS[m] == nlp.ADJ: // "called the decision illegal"
				out = append(out, arg{argComplement, "", int(m), true})
			case mr.Is("nmod") && mr != "nmod:poss" && x.prep(int(m)) != "":
				out = append(out, arg{argOblique, x.prep(int(m)), int(m), true})
				if x.lx.classes["measureword"][x.lem[o]] { // "two sets of sanctions on Iran"
					for _, n := range x.children(int(m)) {
						if x.d.Rel[n].Is("nmod") && x.d.Rel[n] != "nmod:poss" && x.prep(int(n)) != "" {
							out = append(out, arg{argOblique, x.prep(int(n)), int(n), true})
						}
					}
				}
			case mr == "acl" && x.infinitive(int(m)):
				out = append(out, arg{argTo, "", int(m), true})
			case mr == "acl" && x.prep(int(m)) != "":
				out = append(out, arg{argGerund, x.prep(int(m)), int(m), true})
			}
		}
	case r == "iobj":
		out = append(out, arg{kind: argIndirect, tok: x.antecedent(k)})
	case r == "obl:agent", r.Is("obl") && pass && x.prep(k) == "by":
		out = append(out, arg{kind: argSubject, tok: k})
		for _, m := range x.children(k) { // "was accused by Burundi of arming rebels", the clause hung on the agent
			if x.d.Rel[m] == "acl" && x.gerund(int(m)) && x.prep(int(m)) != "" {
				out = append(out, arg{argGerund, x.prep(int(m)), int(m), true})
			}
		}
	case r.Is("obl") && x.atLeast(k) && !pass && x.kid(v, "obj") < 0:
		out = append(out, arg{kind: argObject, tok: k})
	case r.Is("obl"), r.Is("nmod"):
		if p := x.prep(k); p != "" {
			out = append(out, arg{argOblique, p, x.antecedent(k), false})
			for _, m := range x.children(k) { // "walked out of the talks with France"
				if x.d.Rel[m].Is("nmod") && x.d.Rel[m] != "nmod:poss" {
					if q := x.prep(int(m)); q != "" {
						out = append(out, arg{argOblique, q, int(m), true})
					}
				}
			}
		} else if !pass && k > v && x.d.UPOS[k] == nlp.NOUN && !x.isTime(k) && x.kid(v, "obj") < 0 {
			out = append(out, arg{kind: argObject, tok: k})
		}
	case r == "xcomp" && (x.d.UPOS[k] == nlp.VERB || x.infinitive(k)):
		if x.infinitive(k) || !x.gerund(k) {
			out = append(out, arg{kind: argTo, tok: k})
		} else {
			out = append(out, arg{argGerund, x.mark(k), k, false})
		}
	case r == "xcomp":
		out = append(out, arg{argComplement, x.prep(k), k, false})
	case r == "ccomp":
		switch m := x.mark(k); {
		case m == "whether" || m == "if":
			out = append(out, arg{kind: argIf, tok: k})
		case x.infinitive(k):
			out = append(out, arg{kind: argTo, tok: k})
		case m == "" && x.gerund(k) && x.kid(k, "aux") < 0:
			out = append(out, arg{kind: argGerund, tok: k})
		default:
			out = append(out, arg{kind: argThat, tok: k})
		}
	case r.Is("advcl"):
		switch m := x.prep(k); {
		case x.infinitive(k):
			out = append(out, arg{argTo, "to", k, true})
		case m != "":
			out = append(out, arg{argGerund, m, k, false})
		}
	}
	return out
}

// verbPrep returns the preposition between verb v and its object o that the
// tree takes for a particle, "" if there is none.
func (x *view) verbPrep(v, o int) string {
	for _, k := range x.children(v) {
		if x.d.Rel[k] == "compound:prt" && int(k) > v && int(k) < o && (x.lem[k] == "on" || x.lem[k] == "upon") && x.lem[v] == "call" {
			return x.lem[k]
		}
	}
	return ""
}

// atLeast reports whether the preposition of k belongs to its number: "at
// least 11 militants", "up to 400 troops".
func (x *view) atLeast(k int) bool {
	for _, c := range x.children(k) {
		if x.d.Rel[c] != "case" {
			continue
		}
		if n := int(c) + 1; x.lem[c] == "at" && n < len(x.lem) && (x.lem[n] == "least" || x.lem[n] == "most" || formOf(x.d, n) == "least" || formOf(x.d, n) == "most") {
			return true
		}
		return x.lem[c] == "to" && c > 0 && x.lem[c-1] == "up"
	}
	return false
}

// gap adds the antecedent of relative clause v in the place that the clause
// leaves open: its object, or the place of "where".
func (x *view) gap(out []arg, v int, pass bool) []arg {
	hasObject, relative, where := false, false, false
	for _, a := range out {
		hasObject = hasObject || a.kind == argObject
	}
	for _, k := range x.children(v) {
		if l := x.lem[k]; l == "who" || l == "which" || l == "that" || l == "whom" {
			relative = relative || x.d.Rel[k] != "mark"
		} else if l == "where" {
			where = true
		}
	}
	h := int(x.d.Head[v])
	if where {
		out = append(out, arg{argOblique, "in", h, false})
	} else if !hasObject && !relative && !pass && x.kid(v, "nsubj") >= 0 {
		out = append(out, arg{kind: argObject, tok: h})
	}
	return out
}

// inClass returns the word that puts the phrase headed by tok into a class:
// its head, a conjunct, or what a measure counts ("hundreds of tanks"); -1 if
// there is none.
func (x *view) inClass(tok int, class string) int { return x.classOf(tok, class, 0) }

func (x *view) classOf(tok int, class string, depth int) int {
	words := x.lx.classes[class]
	if words[x.lem[tok]] || x.compoundIn(tok, class) || class == "weapon" && x.equip[tok] {
		return tok
	}
	if depth > 2 {
		return -1
	}
	measure := x.d.UPOS[tok] == nlp.NUM || x.d.UPOS[tok] == nlp.SYM || x.lx.classes["measureword"][x.lem[tok]]
	for _, k := range x.children(tok) {
		r := x.d.Rel[k]
		if r == "conj" || r == "appos" || measure && r.Is("nmod") && (x.hasKid(int(k), "case", "of", "in", "worth")) ||
			class == "negative" && (r == "amod" || r.Is("nmod")) {
			if t := x.classOf(int(k), class, depth+1); t >= 0 {
				return t
			}
		}
	}
	return -1
}

// compoundIn reports whether the words that end at tok form an entry of the
// class of more than one word: "air defence", "asset freeze".
func (x *view) compoundIn(tok int, class string) bool {
	many := x.lx.compounds[class]
	if many == nil {
		return false
	}
	phrase := x.lem[tok]
	for w := tok - 1; w >= max(0, tok-3); w-- {
		phrase = x.lem[w] + " " + phrase
		if many[phrase] {
			return true
		}
	}
	if tok+2 < len(x.lem) && x.lem[tok+1] == "of" { // "state of emergency"
		return many[strings.Join(x.lem[tok:tok+3], " ")]
	}
	return false
}
