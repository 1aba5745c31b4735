package statement

import (
	"slices"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// complement is a part of a clause that may hold what was said.
type complement struct {
	frame string // c clause, x infinitive or gerund, o object, as predicate of the object, q clause above ("..., he said"), or a preposition
	head  int
}

// clause is a predicate with the word that speaks and the parts that may be said.
type clause struct {
	head    int
	subject int    // -1 where none is expressed
	how     string // how the subject was found
	obj     int    // -1
	comps   []complement
}

// clauseAt analyses the predicate i (a verb, a noun or an adjective).
func (v *view) clauseAt(i int) *clause {
	if v.clauses == nil {
		v.clauses = make([]*clause, v.d.Len())
	}
	if v.clauses[i] == nil {
		c := v.analyse(i)
		v.clauses[i] = &c
	}
	return v.clauses[i]
}

func (v *view) analyse(i int) clause {
	c := clause{head: i, obj: v.child(i, "iobj")}
	direct := v.child(i, "obj")
	if c.obj < 0 {
		c.obj = direct
	}
	c.subject, c.how = v.subjectOf(i)
	if v.pos(i) == nlp.NOUN {
		v.nounComplements(&c)
		return c
	}
	for _, k := range v.children(i) {
		if f := v.frameOf(i, int(k), direct, c.how); f != "" {
			c.add(f, int(k))
		}
	}
	if e := v.entry[i]; e != nil {
		v.misplaced(&c, e)
	}
	if h := v.head(i); h != nlp.Root && (v.rel(i).Is("parataxis") || v.rel(i) == "discourse") && v.child(i, "ccomp") < 0 {
		c.comps = append(c.comps, complement{"q", h})
	}
	return c
}

// misplaced adds the complements of a cue that the parser hung to the one
// spoken to or the one who speaks: "warned the union that ...", "was told by its
// envoy that ...", "accused the union of ...".
func (v *view) misplaced(c *clause, e *entry) {
	for _, w := range []int{c.obj, v.agentOf(c.head)} {
		if w < 0 || !v.animate(w) {
			continue
		}
		if k := v.thatClause(w); k >= 0 && e.addressee == "obj" && v.child(c.head, "ccomp") < 0 {
			c.add("c", k)
		}
	}
	if c.obj < 0 || !e.allows("of") || e.addressee != "obj" || slices.ContainsFunc(c.comps, func(k complement) bool { return k.frame == "of" }) {
		return
	}
	for _, k32 := range v.children(c.obj) {
		if k := int(k32); v.marker(k) == "of" && v.pos(c.obj) == nlp.NOUN && (v.pos(k) == nlp.VERB || v.child(k, "compound", "amod") >= 0 && v.gerund(v.child(k, "compound", "amod"))) {
			c.add("of", k)
		}
	}
}

// gerund reports whether word i is a verb in -ing.
func (v *view) gerund(i int) bool {
	return v.pos(i) == nlp.VERB && strings.HasSuffix(v.d.Form(i), "ing")
}

// thatClause returns the clause with the conjunction "that" below word w, or -1.
func (v *view) thatClause(w int) int {
	for _, k32 := range v.children(w) {
		if k := int(k32); v.rel(k).Is("acl") && k > w && v.childLemma(k, "mark", "that") >= 0 {
			return k
		}
	}
	return -1
}

// frameOf returns the frame in which child k completes predicate i, "" for
// none. direct is the object of i or -1, how tells how its subject was found.
func (v *view) frameOf(i, k, direct int, how string) string {
	switch rel := v.rel(k); {
	case rel.Is("ccomp"), rel == "csubj:pass" || rel == "csubj:outer":
		return "c"
	case rel.Is("parataxis"):
		if v.quote[k] >= 0 || k > i && v.colonBefore(k) {
			return "c"
		}
	case rel.Is("xcomp"):
		if direct >= 0 && v.pos(k) != nlp.VERB {
			return "as"
		}
		return "x"
	case rel == "obj", rel.Is("nsubj:pass") && how != "passive subject":
		return "o"
	case rel.Is("obl"):
		if rel != "obl:agent" && rel != "obl:tmod" && rel != "obl:unmarked" {
			return v.marker(k)
		}
	case rel.Is("advcl"):
		return v.clauseFrame(i, k, direct)
	}
	return ""
}

// clauseFrame is frameOf for an adverbial clause.
func (v *view) clauseFrame(i, k, direct int) string {
	switch m := v.marker(k); m {
	case "as":
		if direct >= 0 || v.passive(i) {
			return "as"
		}
	case "of", "against", "for", "about", "over", "with", "to", "on", "at":
		return m
	case "whether", "that", "how", "if":
		return "c"
	}
	return ""
}

func (c *clause) add(frame string, head int) {
	c.comps = append(c.comps, complement{frame, head})
}

// nounComplements adds "claim that ...", "call for ...", "refusal to ...".
func (v *view) nounComplements(c *clause) {
	for _, k32 := range v.children(c.head) {
		k := int(k32)
		switch rel := v.rel(k); {
		case rel.Is("acl") && rel != "acl:relcl" || rel == "ccomp" || rel == "advcl":
			switch m := v.marker(k); m {
			case "that", "whether":
				c.add("c", k)
			case "to":
				c.add("x", k)
			case "of", "against", "for", "about", "over":
				c.add(m, k)
			}
		case rel == "nmod":
			if m := v.marker(k); m != "" {
				c.add(m, k)
			}
		}
	}
	// "Its claim is that ...": the clause above is the content.
	if v.rel(c.head).Is("nsubj") {
		if p := v.head(c.head); p != nlp.Root {
			if cop := v.child(p, "cop"); cop >= 0 && (v.marker(p) == "that" || v.marker(p) == "to") {
				c.add("c", p)
			} else if v.lemma[p] == "be" {
				if k := v.child(p, "ccomp"); k >= 0 {
					c.add("c", k)
				}
			}
		}
	}
}

func (v *view) colonBefore(k int) bool {
	for j := v.cover[k].Start - 1; j >= max(0, v.cover[k].Start-3); j-- {
		if v.d.Form(j) == ":" {
			return true
		}
	}
	return false
}

// subjectOf returns the word that does what predicate i says, and how it was
// found: own, agent, passive subject, conj, governor, noun, possessor, maker
// of a noun ("a statement by the ministry") or none.
func (v *view) subjectOf(i int) (word int, how string) {
	if v.pos(i) == nlp.NOUN && v.child(i, "cop") < 0 {
		return v.ownerOf(i)
	}
	if v.afterComma(i) {
		if s := v.mainSubject(i); s >= 0 {
			return s, "governor"
		}
	}
	for range 6 { // a chain of governors longer than this is a parse gone wrong
		if a := v.agentOf(i); a >= 0 {
			return a, "agent"
		}
		if v.passive(i) {
			if v.childLemma(i, "obl", "as") >= 0 || quotedAs(v, i) {
				return v.child(i, "nsubj:pass"), "passive subject"
			}
			return -1, "none"
		}
		if s := v.ownSubject(i); s >= 0 {
			if v.lemma[s] == "there" || v.lemma[s] == "it" && v.child(i, "csubj", "expl") >= 0 {
				return -1, "none"
			}
			return s, "own"
		}
		next, word, how := v.governor(i)
		if next < 0 {
			return word, how
		}
		i = next
	}
	return -1, "none"
}

// outside reports whether the verb of speech i, which the parser joined to the
// clause of h that somebody reports, goes on with who reports it: "the union said
// jobs were at risk and threatened to strike".
func (v *view) outside(i, h int) bool {
	up := v.head(h)
	if up == nlp.Root || !v.rel(h).Is("ccomp") || v.marker(h) == "that" || v.entry[i] == nil || v.entry[up] == nil ||
		v.entry[i].class != event.Speech || v.entry[up].class != event.Speech || v.pos(up) != nlp.VERB ||
		v.feat(i, "Tense") != "Past" || v.feat(up, "Tense") != "Past" || v.quote[i] >= 0 || v.quote[h] >= 0 {
		return false
	}
	s := v.ownSubject(h)
	return s >= 0 && !v.animate(s) && v.child(i, "aux") < 0
}

// finiteBeside reports whether the finite verb i was joined to the infinitive h,
// which no grammar allows: it goes on with the verb above, as in "urged both
// sides to wait and called on Israel to withdraw".
func (v *view) finiteBeside(i, h int) bool {
	return v.head(h) != nlp.Root && v.feat(h, "VerbForm") == "Inf" && v.feat(i, "VerbForm") == "Fin" && v.feat(i, "Tense") == "Past" && v.child(h, "aux") < 0 && v.marker(h) == "to"
}

// governor returns the predicate above i whose subject i shares (next), or,
// where next is -1, the subject itself.
func (v *view) governor(i int) (next, word int, how string) {
	h := v.head(i)
	if h == nlp.Root {
		return -1, -1, "none"
	}
	switch rel := v.rel(i); {
	case rel == "conj" && (v.outside(i, h) || v.finiteBeside(i, h)):
		return v.head(h), -1, ""
	case rel == "conj" && (v.pos(h) == nlp.VERB || v.child(h, "nsubj", "nsubj:pass") >= 0):
		return h, -1, ""
	case rel.Is("xcomp"), rel.Is("advcl"):
		if o := v.child(h, "obj", "iobj"); rel.Is("xcomp") && o >= 0 && controlsObject(v.lemma[h]) {
			return -1, o, "governor"
		}
		if s := v.child(h, "nsubj:pass"); s >= 0 {
			return -1, s, "governor"
		}
		return h, -1, ""
	case rel.Is("acl"):
		if v.marker(i) == "to" {
			word, how = v.ownerOf(h)
			return -1, word, how
		}
		return -1, h, "noun"
	case rel.Is("parataxis") && v.pos(h) == nlp.VERB && i > h && v.feat(i, "VerbForm") == "Part":
		return h, -1, ""
	}
	return -1, -1, "none"
}

// ownSubject returns the subject of i, -1 if it has none. A word in a quotation
// is no subject of a verb outside: there the parser lost its way.
func (v *view) ownSubject(i int) int {
	best := -1
	for _, k32 := range v.children(i) {
		k := int(k32)
		if !v.rel(k).Is("nsubj") || v.quote[k] != v.quote[i] && v.quote[k] >= 0 && v.quotes[v.quote[k]].inner.Len() >= 4 {
			continue
		}
		if best < 0 || k < i && !v.dateline(k) || v.dateline(best) {
			best = k // of two before the verb, the nearer one: "X no longer pays, its minister said"
		}
	}
	return best
}

// dateline reports whether word i is the place that opens a sentence before a
// dash: "GENEVA - The council said ...".
func (v *view) dateline(i int) bool {
	s := v.d.Sents[v.sent[i]].Span
	form := v.d.Form(s.Start)
	if i > s.Start+6 || form != strings.ToUpper(form) || len(form) < 3 {
		return false
	}
	for j := s.Start + 1; j < min(s.End, s.Start+8); j++ {
		switch v.d.Form(j) {
		case "-", "–", "—", "--":
			return i < j
		}
	}
	return false
}

// afterComma reports whether i is a participle without subject and marker
// behind a comma: it speaks of the subject of the main clause, wherever the
// parser hung it.
func (v *view) afterComma(i int) bool {
	return v.rel(i).Is("advcl") && i > 0 && v.d.Form(i-1) == "," && v.feat(i, "VerbForm") == "Part" && v.child(i, "mark", "nsubj", "nsubj:pass", "aux") < 0
}

// mainSubject returns the subject of the nearest clause above i that has one
// and is no infinitive, or -1.
func (v *view) mainSubject(i int) int {
	h := v.head(i)
	for range 6 {
		if h == nlp.Root {
			return -1
		}
		if s := v.child(h, "nsubj", "nsubj:pass"); s >= 0 && s < i && v.feat(h, "VerbForm") != "Inf" {
			if v.passive(h) && v.agentOf(h) >= 0 {
				return v.agentOf(h)
			}
			return s
		}
		h = v.head(h)
	}
	return -1
}

// quotedAs reports "was quoted as saying", "is expected to": the passive
// subject is the one who speaks or wants.
func quotedAs(v *view, i int) bool {
	switch v.lemma[i] {
	case "quote", "cite", "expect", "prepare", "inclined":
		return true
	}
	return false
}

func controlsObject(lemma string) bool {
	switch lemma {
	case "urge", "ask", "tell", "order", "force", "allow", "encourage", "persuade", "invite", "press", "push", "call", "want", "lead", "prompt", "cause", "quote", "hear", "see", "show":
		return true
	}
	return false
}

// agentOf returns the agent of a passive ("by the ministry"), or -1.
func (v *view) agentOf(i int) int {
	if a := v.child(i, "obl:agent"); a >= 0 {
		return a
	}
	if v.child(i, "aux:pass", "nsubj:pass") < 0 {
		return -1
	}
	for _, k := range v.children(i) {
		if v.rel(int(k)).Is("obl") && v.marker(int(k)) == "by" && v.feat(int(k), "VerbForm") == "" && v.pos(int(k)) != nlp.NUM {
			return int(k)
		}
	}
	return -1
}

// ownerOf returns who made or holds the noun i.
func (v *view) ownerOf(i int) (word int, how string) {
	if p := v.child(i, "nmod:poss"); p >= 0 {
		return p, "possessor"
	}
	for _, k := range v.children(i) {
		if v.rel(int(k)).Is("nmod") {
			switch v.marker(int(k)) {
			case "by", "from", "among":
				return int(k), "maker"
			}
		}
	}
	h := v.head(i)
	if h != nlp.Root && v.pos(h) == nlp.VERB && v.rel(i) == "obj" && lightVerb(v.lemma[h]) {
		return v.subjectOf(h)
	}
	return -1, "none"
}

func lightVerb(lemma string) bool {
	switch lemma {
	case "make", "issue", "release", "give", "have", "express", "voice", "raise", "deliver", "send", "publish", "repeat", "reiterate", "offer", "take", "hold", "put", "share", "post", "write", "level", "renew", "echo", "air", "state", "sound":
		return true
	}
	return false
}

// sourceSpans returns the words of the subject s of predicate w: its subtree
// without the clause of w, without other clauses beside it.
func (v *view) sourceSpans(s, w int) []nlp.Span {
	var skip []int
	for _, k32 := range v.children(s) {
		k := int(k32)
		switch rel := v.rel(k); {
		case k == w, v.dominates(k, w), rel == "case", rel == "cc" && k < s, rel.Is("parataxis"), rel == "punct" && v.d.Form(k) == ":":
			skip = append(skip, k)
		case rel == "acl:relcl" && k > s, rel == "mark", rel == "cop", rel == "advcl" && k > s, k > s && rel == "acl" && v.childLemma(k, "mark", "that") >= 0:
			skip = append(skip, k)
		}
	}
	spans := v.trimAll(v.wordsUnder(s, skip...))
	if len(spans) > 1 { // keep the run around the subject itself
		for _, sp := range spans {
			if sp.Has(s) {
				return []nlp.Span{sp}
			}
		}
	}
	return spans
}

// cueSpan returns the verb group around w: auxiliaries, negation, particles
// and adverbs that stand beside it without a gap.
func (v *view) cueSpan(w int) nlp.Span {
	in := func(k int) bool {
		switch rel := v.rel(k); {
		case v.head(k) != w:
			return false
		case rel.Is("aux"), rel == "cop", rel.Is("compound") && rel == "compound:prt":
			return true
		case rel.Is("advmod"):
			return len(v.children(k)) == 0 && v.quote[k] == v.quote[w]
		}
		return false
	}
	s := nlp.Span{Start: w, End: w + 1}
	first := v.d.Sents[v.sent[w]].Span
	for s.Start > first.Start && in(s.Start-1) {
		s.Start--
	}
	for s.End < first.End && in(s.End) {
		s.End++
	}
	// An adverb alone before the verb group's subject ("However") is never reached; one
	// that opens the group without an auxiliary stays ("has repeatedly said").
	if v.rel(w).Is("xcomp") && v.marker(w) == "to" {
		return s
	}
	return s
}

// complementSpans returns the words of a complement of w.
func (v *view) complementSpans(c complement, w int) []nlp.Span {
	switch c.frame {
	case "q":
		return v.trimAll(v.wordsUnder(c.head, w))
	case "o", "as", "c", "x":
		return v.trimAll(v.wordsUnder(c.head))
	}
	// A preposition stands in the cue, its phrase is the content.
	if k := v.child(c.head, "case", "mark"); k >= 0 {
		skip := []int{k}
		return v.trimAll(v.wordsUnder(c.head, skip...))
	}
	return v.trimAll(v.wordsUnder(c.head))
}

// join merges spans that touch or are parted by punctuation only.
func (v *view) join(spans []nlp.Span) []nlp.Span {
	slices.SortFunc(spans, func(a, b nlp.Span) int { return a.Start - b.Start })
	var out []nlp.Span
	for _, s := range spans {
		if n := len(out); n > 0 && (s.Start <= out[n-1].End || v.sent[s.Start] == v.sent[out[n-1].End-1] && v.onlyPunct(out[n-1].End, s.Start)) {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}
