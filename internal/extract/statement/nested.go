package statement

import (
	"slices"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// chains completes the chains of reports: what one statement tells of another
// ("said that the minister had warned"), and who quotes whom ("quoted officials
// as saying", "said, citing the ministry, that").
func (v *view) chains(cands, ruled []candidate) []candidate {
	cands = v.overInner(cands, ruled)
	for i := range v.d.Len() {
		if v.pos(i) == nlp.VERB && (v.lemma[i] == "quote" || v.lemma[i] == "cite") {
			cands = v.quoting(cands, ruled, i)
		}
	}
	for _, c := range ruled {
		k := slices.IndexFunc(cands, func(o candidate) bool { return o.cue.Overlaps(c.cue) })
		if k >= 0 && (c.stance == "" || cands[k].stance != "") {
			continue
		}
		if !slices.ContainsFunc(cands, func(o candidate) bool { return v.inner(&c, &o) && v.reported(&c, &o) }) {
			continue
		}
		if k >= 0 { // a refusal to speak, taken for speech
			cands[k] = c
			continue
		}
		cands = append(cands, c)
	}
	return v.answered(v.impersonal(cands, ruled), ruled)
}

// bareCue cuts "on condition of anonymity" off a cue.
func (v *view) bareCue(c *candidate) {
	for i := c.cue.Start + 1; i+1 < c.cue.End; i++ {
		if v.lemma[i+1] == "condition" && v.pos(i) == nlp.ADP && c.head >= c.cue.Start && c.head < i {
			c.cue.End = i
			return
		}
	}
}

// impersonal adds reports by nobody that the model has not found: "it was
// reported that the general had fled".
func (v *view) impersonal(cands, ruled []candidate) []candidate {
	for i := range ruled {
		c := &ruled[i]
		if c.head < 0 || c.entry == nil || !c.entry.allows("c") || v.pos(c.head) != nlp.VERB || v.child(c.head, "aux:pass") < 0 || v.child(c.head, "ccomp") < 0 ||
			v.negated(c.head) || !v.happened(c.head) {
			continue
		}
		it := v.child(c.head, "nsubj:pass")
		if it < 0 {
			it = v.child(c.head, "expl")
		}
		if it < 0 || v.lemma[it] != "it" || slices.ContainsFunc(cands, func(o candidate) bool { return o.cue.Overlaps(c.cue) }) {
			continue
		}
		cands = append(cands, *c)
	}
	return cands
}

// answered adds what is said of somebody else's claim and the claim itself, where
// only one of them was found: "The rebels' claim that the town had fallen was
// dismissed by the ministry".
func (v *view) answered(cands, ruled []candidate) []candidate {
	add := func(fits func(c *candidate) bool) {
		for i := range ruled {
			c := &ruled[i]
			if c.head < 0 || c.entry == nil || c.subject < 0 || !v.animate(c.subject) || !fits(c) || slices.ContainsFunc(cands, func(o candidate) bool { return o.cue.Overlaps(c.cue) }) {
				continue
			}
			cands = append(cands, *c)
		}
	}
	add(func(c *candidate) bool {
		n := v.answers(c.head)
		return n >= 0 && v.pos(c.head) == nlp.VERB && c.entry.stance != "" && v.claimed(n) && v.happened(c.head)
	})
	add(func(c *candidate) bool {
		return v.claimed(c.head) && slices.ContainsFunc(cands, func(o candidate) bool { return o.head >= 0 && v.answers(o.head) == c.head })
	})
	return cands
}

// claimed reports whether the noun is somebody's report with its clause.
func (v *view) claimed(n int) bool {
	e := v.entry[n]
	if e == nil || v.pos(n) != nlp.NOUN || v.thatClause(n) < 0 && v.child(n, "ccomp") < 0 {
		return false
	}
	owner, _ := v.ownerOf(n)
	return owner >= 0 && v.animate(owner)
}

// answers returns the noun for a report that verb i takes a stand on, or -1.
func (v *view) answers(i int) int {
	n := v.child(i, "obj", "nsubj:pass")
	if n < 0 || v.entry[n] == nil || v.pos(n) != nlp.NOUN {
		return -1
	}
	return n
}

// overInner gives a statement whose learned content stops before another cue of
// the clause that it reports all of that clause.
func (v *view) overInner(cands, ruled []candidate) []candidate {
	for i := range cands {
		o := &cands[i]
		v.cueBeforeAccording(o)
		k := slices.IndexFunc(ruled, func(r candidate) bool {
			return r.head == o.head && o.head >= 0 && strings.HasPrefix(r.why, "rule c.")
		})
		if k < 0 || size(ruled[k].content) <= size(o.content) || overlap(ruled[k].content, o.content) < size(o.content) || overlap(ruled[k].content, o.source) > 0 {
			continue
		}
		whole := v.beforeSemicolon(ruled[k].content, o.cue.End)
		over := false
		for j := range cands {
			x := &cands[j]
			if j == i || !has(whole, x.cue.Start) || has(o.content, x.cue.Start) {
				continue
			}
			all := candidate{head: o.head, cue: o.cue, source: o.source, content: whole}
			if over = x.head >= 0 && v.dominates(o.head, x.head) && (v.carried(x, &all) || v.reported(x, &all)); !over {
				break
			}
		}
		if over {
			o.content = whole
		}
	}
	return cands
}

// cueBeforeAccording cuts a learned cue that runs on into "according to".
func (v *view) cueBeforeAccording(o *candidate) {
	for i := o.cue.Start + 1; i < o.cue.End; i++ {
		if v.formKey[i] != accordingKey || o.head >= i {
			continue
		}
		end := i
		if end-1 > o.head && v.lemma[end-1] == "that" {
			end--
		}
		o.content = v.join(append(o.content, nlp.Span{Start: end, End: o.cue.End}))
		o.cue.End = end
		return
	}
}

// reported reports whether the rules' candidate c is speech that the words of o
// tell of: of somebody named there, in a clause of its own, that happened.
func (v *view) reported(c, o *candidate) bool {
	if c.head < 0 || len(c.source) == 0 || c.subject < 0 || !has(o.content, c.subject) {
		return false
	}
	if p := v.pos(c.subject); p != nlp.PROPN && (p != nlp.NOUN || !v.animate(c.subject)) {
		return false
	}
	if c.why == "rule according to" || c.stance == event.Declines {
		return true
	}
	if v.pos(c.head) != nlp.VERB || c.entry == nil || c.entry.class != event.Speech || v.quote[c.head] != v.quote[c.subject] {
		return false
	}
	clause := v.child(c.head, "ccomp") >= 0 || strings.HasPrefix(c.why, "rule c.")
	if !clause && (!strongCue(v.lemma[c.head]) || v.feat(c.head, "VerbForm") == "Inf" && v.child(c.head, "aux") < 0) {
		return false
	}
	return v.happened(c.head)
}

// happened reports whether the verb is told as a fact: without a modal, a
// negation or a condition.
func (v *view) happened(i int) bool {
	if v.negated(i) || v.child(i, "mark") >= 0 && (v.marker(i) == "if" || v.marker(i) == "unless" || v.marker(i) == "to") {
		return false
	}
	for _, k := range v.children(i) {
		if v.rel(int(k)) != "aux" {
			continue
		}
		switch v.lemma[k] {
		case "have", "be", "do", "'ve", "'s":
		default:
			return false
		}
	}
	return true
}

// strongCue lists verbs whose object or infinitive is a statement by itself.
func strongCue(lemma string) bool {
	switch lemma {
	case "threaten", "refuse", "vow", "accuse", "condemn", "urge", "demand", "warn", "deny", "reject", "promise", "pledge",
		"welcome", "criticise", "criticize", "denounce", "praise", "hail", "applaud", "dispute", "propose", "announce":
		return true
	}
	return false
}

// quoting adds or mends the statements of verb q, "quote" or "cite": the one who
// quotes carries the words of the one who is quoted.
func (v *view) quoting(cands, ruled []candidate, q int) []candidate {
	quoted := v.child(q, "obj")
	var quoter int
	if v.passive(q) || quoted < 0 && v.rel(q).Is("acl") {
		quoted, quoter = v.child(q, "nsubj:pass"), v.agentOf(q)
		if quoted < 0 && v.rel(q).Is("acl") {
			quoted, quoter = v.head(q), v.byAgent(q)
		}
	} else {
		quoter, _ = v.subjectOf(q)
	}
	if quoted < 0 || !v.animate(quoted) && !artifact(v.lemma[quoted]) || v.pos(quoted) == nlp.PRON && v.feat(quoted, "PronType") == "Rel" {
		return cands
	}
	if as := v.asSaying(q, quoted); as >= 0 {
		return v.quotedAsSaying(cands, ruled, q, quoted, quoter, as)
	}
	if v.rel(q).Is("advcl") && v.feat(q, "VerbForm") != "Fin" && v.child(q, "obj") == quoted {
		return v.citing(cands, ruled, q, quoted)
	}
	if quoter >= 0 && v.rel(q).Is("acl") {
		return v.quotedBy(cands, q, quoted, quoter)
	}
	return cands
}

// byAgent returns who a participle beside its noun says did it: "quoted by the agency".
func (v *view) byAgent(q int) int {
	for _, k := range v.children(q) {
		if v.rel(int(k)).Is("obl") && v.marker(int(k)) == "by" {
			return int(k)
		}
	}
	return -1
}

// asSaying returns the verb of "quoted X as saying", or -1; the parser may have
// hung it to X.
func (v *view) asSaying(q, quoted int) int {
	for _, h := range []int{q, quoted} {
		for _, k32 := range v.children(h) {
			if k := int(k32); k > q && v.pos(k) == nlp.VERB && (v.marker(k) == "as" || k > 0 && v.lemma[k-1] == "as") && v.entry[k] != nil {
				return k
			}
		}
	}
	return -1
}

// quotedAsSaying makes the statement of the verb as that of the one who is
// quoted, and puts it into one of the one who quotes, if the text names one.
func (v *view) quotedAsSaying(cands, ruled []candidate, q, quoted, quoter, as int) []candidate {
	is := func(c candidate) bool { return c.head == as || c.cue.Has(as) }
	var in candidate
	if k := slices.IndexFunc(cands, is); k >= 0 {
		in = cands[k]
	} else if k := slices.IndexFunc(ruled, is); k >= 0 {
		in = ruled[k]
	} else {
		return cands
	}
	in.source, in.subject = v.sourceSpans(quoted, q), quoted
	in.content = subtract(in.content, in.source...)
	if in.cue.Has(q) && (quoter >= 0 || !v.passive(q)) {
		in.cue = v.cueSpan(as)
	}
	if len(in.content) == 0 || len(in.source) == 0 {
		return cands
	}
	in.why += "; quoted"
	cands = slices.DeleteFunc(cands, func(c candidate) bool {
		return is(c) || c.head == q || c.cue.Has(q) || c.cue.Overlaps(in.cue)
	})
	cands = append(cands, in)
	if quoter < 0 || quoter == quoted {
		return cands
	}
	out := candidate{head: q, cue: v.cueSpan(q), source: v.sourceSpans(quoter, q), subject: quoter, addressee: -1, entry: v.entry[q], why: "rule quotes", prob: in.prob}
	words := append(slices.Clone(in.source), nlp.Span{Start: in.cue.Start, End: in.cue.End})
	if in.cue.Start > 0 && v.lemma[in.cue.Start-1] == "as" {
		words = append(words, nlp.Span{Start: in.cue.Start - 1, End: in.cue.Start})
	}
	out.content = v.trimAll(v.join(subtract(append(words, in.content...), append([]nlp.Span{out.cue}, out.source...)...)))
	if len(out.content) == 0 || len(out.source) == 0 {
		return cands
	}
	return append(cands, out)
}

// citing reads "Y said, citing X, that Z": Z is the words of X, which Y carries.
func (v *view) citing(cands, ruled []candidate, q, quoted int) []candidate {
	up := v.head(q)
	if up == nlp.Root || v.entry[up] == nil || v.entry[up].class != event.Speech || v.pos(up) != nlp.VERB {
		return cands
	}
	cited := v.sourceSpans(quoted, q)
	own := append([]nlp.Span{v.cueSpan(q)}, cited...)
	is := func(c candidate) bool { return c.head == up }
	k := slices.IndexFunc(cands, is)
	if k < 0 {
		r := slices.IndexFunc(ruled, is)
		if r >= 0 {
			cands = append(cands, ruled[r])
		} else if c, ok := v.splitBy(up, q, own); ok {
			cands = append(cands, c)
		} else {
			return cands
		}
		k = len(cands) - 1
	}
	out := &cands[k]
	if rest := v.trimAll(subtract(out.content, own...)); len(rest) > 0 {
		out.content = rest
	}
	in := candidate{head: q, cue: v.cueSpan(q), source: cited, subject: quoted, addressee: -1, entry: v.entry[q], content: slices.Clone(out.content), carrier: up + 1, why: "rule cites", prob: out.prob}
	if in.content = subtract(in.content, own...); len(in.content) == 0 || len(cited) == 0 {
		return cands
	}
	cands = slices.DeleteFunc(cands, func(c candidate) bool { return c.head == q || c.cue.Overlaps(in.cue) })
	return append(cands, in)
}

// splitBy makes the statement of verb up whose clause the parser hung into the
// participle q beside it; own are the words of that.
func (v *view) splitBy(up, q int, own []nlp.Span) (candidate, bool) {
	subject, how := v.subjectOf(up)
	if subject < 0 {
		return candidate{}, false
	}
	c := candidate{head: up, cue: v.cueSpan(up), source: v.sourceSpans(subject, up), subject: subject, addressee: -1, entry: v.entry[up], why: "rule c." + v.lemma[up] + ": subject " + how, prob: 0.7}
	for i := own[len(own)-1].End; i < v.cover[q].End; i++ {
		if v.lemma[i] == "that" && v.d.Form(i-1) == "," {
			c.content = v.trimAll([]nlp.Span{{Start: i, End: v.cover[q].End}})
			return c, len(c.content) > 0
		}
	}
	return c, false
}

// quotedBy reads "X, quoted by Y, said Z": Y carries what X said.
func (v *view) quotedBy(cands []candidate, q, quoted, quoter int) []candidate {
	k := slices.IndexFunc(cands, func(c candidate) bool {
		return c.subject == quoted && c.head >= 0 && c.head != q && v.sent[c.head] == v.sent[q]
	})
	if k < 0 {
		return cands
	}
	out := candidate{head: q, cue: v.withPreposition(v.cueSpan(q), "by", q), source: v.trimAll(v.wordsUnder(quoter, v.child(quoter, "case"))), subject: quoter, addressee: -1, entry: v.entry[q], why: "rule quoted by", prob: cands[k].prob}
	cut := append([]nlp.Span{out.cue}, out.source...)
	in := &cands[k]
	in.source = v.trimAll(subtract(in.source, v.cover[q]))
	out.content = v.trimAll(v.join(subtract(slices.Concat(in.source, []nlp.Span{in.cue}, in.content), cut...)))
	if len(out.content) == 0 || len(out.source) == 0 || len(in.source) == 0 {
		return cands
	}
	cands = slices.DeleteFunc(cands, func(c candidate) bool { return c.head == q })
	return append(cands, out)
}
