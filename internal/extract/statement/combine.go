package statement

import (
	"slices"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// combine joins the model's candidates with those of the rules that the model
// does not know: refusals, labels, and what a participle reports beside the
// deed of a named speaker.
func (v *view) combine(ruled, learned []candidate) []candidate {
	out := learned
	for i := range out {
		v.complete(&out[i], ruled)
		v.linked(&out[i], ruled)
		v.withoutTimes(&out[i])
		v.withoutDeeds(&out[i])
	}
	for _, c := range ruled {
		if v.beside(&c) {
			out = v.partBeside(out, &c)
		}
		k := slices.IndexFunc(out, func(o candidate) bool { return o.cue.Overlaps(c.cue) })
		switch {
		case k >= 0 && c.stance != "":
			if overlap(out[k].content, c.content) == 0 {
				out[k] = c
				continue
			}
			out[k].stance, out[k].why = c.stance, c.why
			if c.cue.Contains(out[k].cue) && overlap(c.content, out[k].source) == 0 {
				out[k].cue, out[k].content = c.cue, c.content // "declined to comment on | the dispute"
			}
			if len(out[k].source) == 0 {
				out[k].source, out[k].subject = c.source, c.subject
			}
		case k >= 0:
			if o := &out[k]; len(o.source) == 0 && len(c.source) > 0 && overlap(o.content, c.source) == 0 {
				o.source, o.subject = c.source, c.subject
			}
		case v.trusted(&c):
			out = append(out, c)
		}
	}
	out = slices.DeleteFunc(out, v.noSpeech)
	slices.SortStableFunc(out, func(a, b candidate) int { return a.cue.Start - b.cue.Start })
	return v.outermost(out)
}

// complete gives a content that begins in the middle of its clause ("and
// engineers began ...") the words that the tree gives the cue.
func (v *view) complete(c *candidate, ruled []candidate) {
	if len(c.content) == 0 {
		return
	}
	v.oneSource(c)
	between := v.between(c)
	if v.pos(c.content[0].Start) != nlp.CCONJ && !between && !v.dangles(c) {
		return
	}
	for i := range ruled {
		r := &ruled[i]
		if between && r.head == c.head && len(r.content) > 1 && r.content[0].End <= c.cue.Start && r.content[len(r.content)-1].Start >= c.cue.End && overlap(r.content, c.source) == 0 && overlap(r.content, c.content) > 0 {
			c.content = v.beforeSemicolon(r.content, c.cue.End)
			return
		}
		if r.cue.Overlaps(c.cue) && size(r.content) > size(c.content) && overlap(r.content, c.content)*2 > size(c.content) && overlap(r.content, c.source) == 0 {
			c.content = v.beforeSemicolon(r.content, c.cue.End)
			return
		}
	}
}

// dangles reports whether the content behind the cue ends in a word that needs
// another one: "its operations against what".
func (v *view) dangles(c *candidate) bool {
	last := c.content[len(c.content)-1].End - 1
	if last <= c.cue.End || last+1 >= v.d.Sents[v.sent[last]].Span.End || v.quote[last] != v.quote[c.cue.Start] {
		return false
	}
	if v.rel(last).Is("nsubj") && v.head(last) > last && v.dominates(c.head, last) {
		return true // "if the West"
	}
	switch v.pos(last) {
	case nlp.ADP:
		return v.rel(last).Is("case") && v.head(last) > last
	case nlp.DET, nlp.AUX, nlp.SCONJ, nlp.CCONJ:
		return v.head(last) > last
	case nlp.PRON:
		return relative(v.lemma[last]) || v.lemma[last] == "what"
	}
	return false
}

// linked takes the preposition that begins the content and belongs to the cue
// into it: "called | on both sides".
func (v *view) linked(c *candidate, ruled []candidate) {
	if c.head < 0 || len(c.content) == 0 || c.content[0].Start != c.cue.End || v.pos(c.cue.End) != nlp.ADP || c.content[0].Len() < 2 {
		return
	}
	prep := v.lemma[c.cue.End]
	own := c.entry != nil && c.entry.addressee == prep && prep != "to"
	if own || slices.ContainsFunc(ruled, func(r candidate) bool {
		return r.head == c.head && r.cue.End == c.cue.End+1 && r.cue.Start >= c.cue.Start
	}) {
		c.cue.End++
		c.content[0].Start++
	}
}

// between reports whether the cue stands between commas inside a sentence of
// which c has the words on one side only: "Ukraine, the envoy said, had asked".
func (v *view) between(c *candidate) bool {
	sent := v.d.Sents[v.sent[c.cue.Start]].Span
	from, to := c.cue.Start, c.cue.End
	for _, s := range c.source {
		if sent.Contains(s) {
			from, to = min(from, s.Start), max(to, s.End)
		}
	}
	if from-1 <= sent.Start || to >= sent.End-2 || v.d.Form(from-1) != "," || v.d.Form(to) != "," || v.quote[c.cue.Start] >= 0 || v.share(c.content) > 0.5 {
		return false
	}
	first, last := c.content[0].Start, c.content[len(c.content)-1].End
	return len(c.content) == 1 && (last <= from || first >= to) && sent.Has(first)
}

// beforeSemicolon returns the spans without what follows a semicolon behind word from.
func (v *view) beforeSemicolon(spans []nlp.Span, from int) []nlp.Span {
	for i := from; i < spans[len(spans)-1].End; i++ {
		if v.d.Form(i) == ";" {
			return clip(spans, nlp.Span{Start: spans[0].Start, End: i})
		}
	}
	return slices.Clone(spans)
}

// oneSource keeps of a source in several pieces the one with the subject of the
// cue: the others belong to the clause before.
func (v *view) oneSource(c *candidate) {
	if len(c.source) < 2 || c.subject < 0 {
		return
	}
	k := slices.IndexFunc(c.source, func(s nlp.Span) bool { return s.Has(c.subject) })
	if k >= 0 {
		c.source = []nlp.Span{c.source[k]}
	}
}

// partBeside takes what the participle c reports out of the contents of the
// clause that it stands beside; a clause that only says that somebody
// responded, and to what, gives way to it.
func (v *view) partBeside(cands []candidate, c *candidate) []candidate {
	up := v.head(c.head)
	out := slices.DeleteFunc(cands, func(o candidate) bool { return o.head == up && responds(v.lemma[up]) && v.child(up, "ccomp") < 0 })
	for i := range out {
		if out[i].head == up {
			if rest := v.trimAll(subtract(out[i].content, v.cover[c.head])); len(rest) > 0 {
				out[i].content = rest
			}
		}
	}
	return out
}

func responds(lemma string) bool {
	switch lemma {
	case "respond", "react", "reply", "answer":
		return true
	}
	return false
}

// binds reports whether the cue is a deed rather than words: an agreement or an
// order, a claim of responsibility, what is expected by nobody in particular.
func (v *view) binds(c *candidate) bool {
	if v.kind(c.content) != event.Indirect {
		return false
	}
	clause := v.child(c.head, "ccomp") >= 0
	switch v.lemma[c.head] {
	case "agree", "offer":
		return !clause && v.child(c.head, "xcomp") >= 0
	case "order", "identify":
		return !clause
	case "expect":
		return len(c.source) == 0
	case "claim":
		o := v.child(c.head, "obj")
		return o >= 0 && (v.lemma[o] == "responsibility" || v.lemma[o] == "credit" || v.lemma[o] == "life")
	}
	return false
}

// noSpeech reports whether c is none of the record's statements: a binding
// act, news that somebody was given, or what a thing shows without a speaker.
func (v *view) noSpeech(c candidate) bool {
	if c.head < 0 || c.stance != "" {
		return false
	}
	if acts[v.lemma[c.head]] && v.pos(c.head) == nlp.VERB || v.binds(&c) || v.toldOf(c.head, c.entry) || v.deed(&c) || v.unnamed(c.head) {
		return true
	}
	if v.passive(c.head) && c.entry != nil && c.entry.addressee == "obj" && v.agentOf(c.head) < 0 && v.child(c.head, "ccomp") < 0 {
		return true
	}
	if v.kind(c.content) != event.Indirect {
		return false
	}
	if len(c.source) == 0 {
		return !v.passive(c.head)
	}
	return mute[v.lemma[v.d.HeadOf(c.source[0])]]
}

// deed reports whether the verb's particle or object makes a deed of it:
// "backed away", "recalled its ambassador", "recognised the state".
func (v *view) deed(c *candidate) bool {
	switch v.lemma[c.head] {
	case "back":
		return v.child(c.head, "advmod", "compound:prt") == c.head+1
	case "recall", "recognise", "recognize":
		o := v.child(c.head, "obj")
		return o >= 0 && v.child(c.head, "ccomp") < 0 && v.animate(o) && v.kind(c.content) == event.Indirect
	}
	return false
}

// trusted reports whether a rule's candidate stands without the model.
func (v *view) trusted(c *candidate) bool {
	if c.stance != "" || c.prob >= 0.8 || v.beside(c) || v.toldBy(c) || v.besideQuote(c) {
		return true
	}
	if c.head < 0 || c.entry == nil || c.entry.class != event.Speech || c.subject < 0 || v.rel(c.head).Is("amod") {
		return false
	}
	switch v.lemma[c.head] {
	case "threaten", "refuse", "vow", "accuse", "condemn", "urge", "demand", "warn", "deny", "reject",
		"welcome", "criticise", "criticize", "denounce", "praise", "hail", "applaud", "dispute", "propose", "contradict", "announce":
		return v.animate(c.subject)
	case "call":
		if last := v.lemma[c.cue.End-1]; last == "for" || last == "on" {
			return v.animate(c.subject)
		}
	}
	return false
}

// besideQuote reports whether c is a verb of speech and one who speaks right
// behind a closed quotation of a clause: `"They lied," said the senator`.
func (v *view) besideQuote(c *candidate) bool {
	if c.head < 0 || c.entry == nil || c.entry.class != event.Speech || !c.entry.allows("c") || v.pos(c.head) != nlp.VERB || c.subject < 0 || len(c.source) == 0 ||
		!v.animate(c.subject) || !v.happened(c.head) {
		return false
	}
	from := min(c.cue.Start, c.source[0].Start)
	if from == 0 || v.quote[from-1] < 0 {
		return false
	}
	q := v.quotes[v.quote[from-1]]
	return q.closed && q.words.End == from && q.inner.Len() > 1 && strings.ContainsAny(v.d.Form(q.inner.End-1), ",?!…") &&
		slices.ContainsFunc(c.content, q.inner.Overlaps)
}

// toldBy reports "was told by its envoy that ...".
func (v *view) toldBy(c *candidate) bool {
	return c.head >= 0 && c.entry != nil && c.entry.addressee == "obj" && c.subject >= 0 && c.subject == v.agentOf(c.head) && strings.HasPrefix(c.why, "rule c.") && v.animate(c.subject) && v.happened(c.head)
}

// beside reports whether c is speech in a participle beside what its named
// speaker does: "resisted the calls, citing ...".
func (v *view) beside(c *candidate) bool {
	return c.head >= 0 && c.entry != nil && c.entry.class == event.Speech && v.rel(c.head).Is("advcl") && v.feat(c.head, "VerbForm") != "Fin" &&
		v.marker(c.head) == "" && v.child(c.head, "nsubj") < 0 && c.subject >= 0 && v.animate(c.subject) && v.pos(c.subject) != nlp.PRON
}

// near is how many cues away another statement can hold a cue.
const near = 40

// above reports whether the cue of a governs that of b: what b reports cannot
// hold a then.
func (v *view) above(a, b *candidate) bool {
	return a.head >= 0 && b.head >= 0 && a.head != b.head && v.sent[a.head] == v.sent[b.head] && v.dominates(a.head, b.head)
}

// outermost drops candidates that are said inside another one, unless they are
// reports of their own.
func (v *view) outermost(cands []candidate) []candidate {
	drop := make([]bool, len(cands))
	for i := range cands {
		for j := max(0, i-near); j < min(len(cands), i+near+1); j++ {
			if i == j || drop[j] {
				continue
			}
			a, b := &cands[i], &cands[j]
			switch {
			case v.inner(a, b):
				drop[i] = drop[i] || !v.carried(a, b)
			case has(b.content, a.cue.Start) && has(a.content, b.cue.Start):
				drop[i] = drop[i] || a.prob < b.prob || a.prob == b.prob && i > j
			}
		}
	}
	var out []candidate
	for i := range cands {
		if !drop[i] {
			out = append(out, cands[i])
		}
	}
	return out
}

// Quoted returns the share of the spans' words that stand between quotation
// marks.
func Quoted(d *nlp.Doc, spans []nlp.Span) float64 {
	v := &view{d: d, quote: make([]int32, d.Len())}
	for i := range v.quote {
		v.quote[i] = -1
	}
	for q, quo := range findQuotations(d) {
		for i := quo.words.Start; i < quo.words.End; i++ {
			v.quote[i] = int32(q)
		}
	}
	return v.share(spans)
}

// withoutTimes takes the time of the cue's own clause off the ends of what was
// learned as its content: "condemned the step on Monday".
func (v *view) withoutTimes(c *candidate) {
	if c.head < 0 || len(c.content) == 0 {
		return
	}
	for _, k32 := range v.children(c.head) {
		k := int(k32)
		if rel := v.rel(k); !rel.Is("obl") && !rel.Is("advmod") || !days[v.lemma[k]] || v.cover[k].Len() > 3 {
			continue
		}
		first, last := c.content[0], c.content[len(c.content)-1]
		if s := v.cover[k]; s.End == last.End && s.Start > last.Start || s.Start == first.Start && s.End < first.End {
			c.content = v.trimAll(subtract(c.content, s))
		}
	}
}

// withoutDeeds takes what the speaker does beside speaking off the end of what
// was learned as the content: "welcomed the reports but gave no details".
func (v *view) withoutDeeds(c *candidate) {
	if c.head < 0 || len(c.content) == 0 || v.quote[c.head] >= 0 || v.pos(c.head) != nlp.VERB {
		return
	}
	for _, k32 := range v.children(c.head) {
		k, last := int(k32), c.content[len(c.content)-1]
		if v.rel(k) != "conj" || v.pos(k) != nlp.VERB || k < c.head || v.quote[k] >= 0 || !last.Has(k) || v.child(k, "nsubj") >= 0 {
			continue
		}
		if s := v.cover[k]; s.Start > last.Start && s.End >= last.End {
			if rest := v.trimAll(subtract(c.content, nlp.Span{Start: s.Start, End: max(s.End, last.End)})); len(rest) > 0 {
				c.content = rest
			}
		}
	}
}
