package ledger

import (
	"slices"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// afterLong reads "after months of resisting ..., X allowed ...".
func (p *page) afterLong(i int) (event.Shift, bool) {
	if p.marker(i) != "after" || p.d.UPOS[i] != nlp.NOUN || !longTimes[p.lemma(i)] || !p.d.Rel[i].Is("obl") {
		return event.Shift{}, false
	}
	before := -1
	for _, k := range p.kids[i] {
		if p.marker(k) == "of" && (refusals[p.lemma(k)] || stanceVerbs[p.lemma(k)]) {
			before = k
		}
	}
	verb := int(p.d.Head[i])
	if before < 0 || verb == nlp.Root {
		return event.Shift{}, false
	}
	subj := p.subject(verb)
	if subj < 0 {
		return event.Shift{}, false
	}
	f := event.Shift{From: p.d.SpanText(p.phrase(i)), To: p.d.SpanText(p.withoutMarked(verb, i)), Evidence: p.ranges(p.trim(p.cover[verb]))}
	var to, issue string
	f.Actor, to, issue = p.owner(subj)
	if to != "" {
		f.To = to
	}
	f.Issue = issue
	if f.Issue == "" {
		f.Issue = p.issue(verb)
	}
	return f, f.Actor != "" && !p.hypothetical(verb)
}

// withoutMarked returns the predicate of verb without the phrase of word cut.
func (p *page) withoutMarked(verb, cut int) nlp.Span {
	s := p.predicate(verb)
	for _, x := range minus(s, p.cover[cut]) {
		if x.Has(verb) {
			return p.trim(x)
		}
	}
	return s
}

// firstTime reads "for the first time, X allowed ...": a grant or an admission
// that the actor had not made before.
func (p *page) firstTime(i int) (event.Shift, bool) {
	if p.lemma(i) != "time" || p.marker(i) != "for" || i < 2 || p.lemma(i-1) != "first" || p.lemma(i-2) != "the" {
		return event.Shift{}, false
	}
	verb := int(p.d.Head[i])
	if verb == nlp.Root || !grants[p.lemma(verb)] || p.hypothetical(verb) || p.negated(verb) {
		return event.Shift{}, false
	}
	subj := p.subject(verb)
	if subj < 0 || p.child(verb, "nsubj:pass") >= 0 {
		return event.Shift{}, false
	}
	f := event.Shift{To: p.d.SpanText(p.withoutMarked(verb, i)), Issue: p.issue(verb), Evidence: p.ranges(p.trim(p.cover[verb]))}
	f.Actor, _, _ = p.owner(subj)
	return f, f.Actor != ""
}

// issue returns the equipment or the event inside the words of verb i.
func (p *page) issue(i int) string {
	s := p.cover[i]
	for _, q := range p.rep.Equipment {
		for _, m := range q.Mentions {
			if w := p.d.SpanOf(m); s.Contains(w) {
				return q.ID
			}
		}
	}
	for j := s.Start; j < s.End; j++ {
		if e := p.event[j]; e >= 0 {
			return p.rep.Events[e].ID
		}
	}
	return ""
}

// turns pairs what an actor once refused ("previously", "had long", "until
// now") with what it grants elsewhere in the text.
func (p *page) turns() []event.Shift {
	var out []event.Shift
	seen := 0
	for i := range p.d.Len() {
		if p.d.UPOS[i] != nlp.VERB || !withstands[p.lemma(i)] || !p.once(i) || !p.asserts(p.d.SentOf(i)) {
			continue
		}
		subj := p.subject(i)
		if subj < 0 {
			continue
		}
		a := p.actorOf(subj)
		if a < 0 {
			continue
		}
		if j := p.granted(i, a); j >= 0 {
			out = append(out, event.Shift{
				Actor: p.rep.Actors[a].ID, From: p.d.SpanText(p.predicate(i)), To: p.d.SpanText(p.predicate(j)), Issue: p.issue(j),
				Evidence: p.ranges(p.trim(p.cover[i]), p.trim(p.cover[j])),
			})
		}
		if seen++; seen == maxTurns {
			break
		}
	}
	return out
}

// maxTurns bounds how many refusals are paired: each is held against the whole text.
const maxTurns = 50

// granted returns the verb by which actor a grants something, outside the
// words of others and not before the refusal i in its sentence, or -1.
func (p *page) granted(i, a int) int {
	for j := range p.d.Len() {
		if p.d.UPOS[j] != nlp.VERB || !concedes[p.lemma(j)] || p.d.SentOf(j) == p.d.SentOf(i) && j < i || p.hypothetical(j) || p.negated(j) {
			continue
		}
		if in := p.sayer(j); in != nil && in.CueHead != j && !p.told(j) {
			continue
		}
		if s := p.subject(j); s >= 0 && p.actorOf(s) == a && p.child(j, "nsubj:pass") < 0 {
			return j
		}
	}
	return -1
}

// onceNow reads what an actor did before and does now, in one sentence: "which
// initially called it illegal and later endorsed it", "once opposed to it, now
// backs it", "after initially refusing, X agreed", "now supports the plan".
func (p *page) onceNow(i int) (event.Shift, bool) {
	if p.d.UPOS[i] != nlp.VERB && p.d.UPOS[i] != nlp.ADJ || p.hypothetical(i) {
		return event.Shift{}, false
	}
	if f, ok := p.nowHolds(i); ok {
		return f, true
	}
	if !p.adverb(i, "initially", "previously", "once", "originally", "formerly", "first", "earlier") || !holdsView(p.lemma(i)) {
		return event.Shift{}, false
	}
	// The present stands in the clause above ("which had at first refused, said ...").
	up := -1
	switch rel := p.d.Rel[i]; {
	case rel.Is("acl"):
		up = int(p.d.Head[p.d.Head[i]])
	case rel.Is("advcl") && (p.marker(i) == "after" || p.marker(i) == "" || p.marker(i) == "having"):
		up = int(p.d.Head[i])
	}
	if up < 0 || p.d.UPOS[up] != nlp.VERB {
		return event.Shift{}, false
	}
	subj := p.subject(up)
	if subj < 0 {
		return event.Shift{}, false
	}
	sent := p.d.Sents[p.d.SentOf(i)].Span
	f := event.Shift{From: p.d.SpanText(p.predicate(i)), To: p.d.SpanText(p.withoutMarked(up, i)), Issue: p.issue(up), Evidence: p.ranges(p.trim(sent))}
	f.Actor, _, _ = p.owner(subj)
	return f, f.Actor != ""
}

// holdsView reports whether the verb tells where somebody stood.
func holdsView(lemma string) bool {
	return stanceVerbs[lemma] || grants[lemma] || lemma == "call" || lemma == "stay" || lemma == "remain" || lemma == "opposed"
}

// nowHolds reads "now supports the plan"; "later" and "eventually" need an
// earlier position in the sentence.
func (p *page) nowHolds(i int) (event.Shift, bool) {
	l := p.lemma(i)
	if !stanceVerbs[l] && !grants[l] && !holds[l] {
		return event.Shift{}, false
	}
	sent := p.d.Sents[p.d.SentOf(i)].Span
	if !p.adverb(i, "now") && !(p.adverb(i, "later", "eventually", "finally", "instead") && p.before(sent)) {
		return event.Shift{}, false
	}
	subj := p.subject(i)
	if subj < 0 || p.actorOf(subj) < 0 && !p.relative(subj) {
		return event.Shift{}, false
	}
	f := event.Shift{To: p.d.SpanText(p.predicate(i)), Issue: p.issue(i), Evidence: p.ranges(p.trim(sent))}
	f.Actor, _, _ = p.owner(p.noun(subj))
	return f, f.Actor != ""
}

// hadLong reads what an actor had held until now: "had long opposed", "had
// until recently insisted", "after refusing for months".
func (p *page) hadLong(i int) (event.Shift, bool) {
	if p.d.UPOS[i] != nlp.VERB || !holds[p.lemma(i)] || p.negated(i) {
		return event.Shift{}, false
	}
	had := false
	for _, k := range p.kids[i] {
		had = had || p.d.Rel[k].Is("aux") && strings.EqualFold(p.d.Form(k), "had")
	}
	past := had && (p.adverb(i, "long", "always", "repeatedly", "previously", "consistently", "initially", "originally", "once", "earlier", "steadfastly", "recently") || p.marked(i, "until"))
	after := p.marker(i) == "after" && withstands[p.lemma(i)] && p.d.Rel[i].Is("advcl")
	if !past && !after {
		return event.Shift{}, false
	}
	subj := p.subject(i)
	if subj < 0 {
		return event.Shift{}, false
	}
	sent := p.d.Sents[p.d.SentOf(i)].Span
	f := event.Shift{From: p.d.SpanText(p.predicate(i)), Evidence: p.ranges(p.trim(sent))}
	if h := int(p.d.Head[i]); after && h != nlp.Root {
		f.To, f.Issue = p.d.SpanText(p.withoutMarked(h, i)), p.issue(h)
	}
	f.Actor, _, _ = p.owner(p.noun(subj))
	return f, f.Actor != ""
}

// marked reports whether a phrase with the preposition stands below verb i.
func (p *page) marked(i int, preposition string) bool {
	for _, k := range p.kids[i] {
		if p.marker(k) == preposition && p.d.Rel[k].Is("obl") {
			return true
		}
	}
	return false
}

// turnabout reads a reversal that has an owner or a doer: "the minister's
// U-turn on coal", "performed a U-turn".
func (p *page) turnabout(i int) (event.Shift, bool) {
	if p.d.UPOS[i] != nlp.NOUN || !turnabouts[p.lemma(i)] && !(p.lemma(i) == "change" && p.child(i, "nmod") >= 0 && p.lemma(p.child(i, "nmod")) == "heart") {
		return event.Shift{}, false
	}
	who := p.child(i, "nmod:poss")
	if who < 0 {
		for _, k := range p.kids[i] {
			if m := p.marker(k); (m == "by" || m == "from") && p.d.Rel[k].Is("nmod") && p.actorOf(k) >= 0 {
				who = k
			}
		}
	}
	if h := int(p.d.Head[i]); who < 0 && h != nlp.Root && (p.d.Rel[i].Is("obj") || p.d.Rel[i].Is("obl") && p.marker(i) == "in") && p.d.UPOS[h] == nlp.VERB {
		who = p.subject(h)
	}
	if who < 0 {
		return event.Shift{}, false
	}
	f := event.Shift{Evidence: p.ranges(p.trim(p.d.Sents[p.d.SentOf(i)].Span))}
	f.Actor, f.To, f.Issue = p.owner(p.noun(who))
	return f, f.Actor != ""
}

// adverb reports whether one of the words stands below verb i, also in "at first".
func (p *page) adverb(i int, words ...string) bool {
	for _, k := range p.kids[i] {
		if slices.Contains(words, strings.ToLower(p.d.Form(k))) && (p.d.Rel[k].Is("advmod") || p.d.Rel[k].Is("obl")) {
			return true
		}
	}
	return false
}

// before reports whether the sentence speaks of an earlier position too.
func (p *page) before(sent nlp.Span) bool {
	for i := sent.Start; i < sent.End; i++ {
		switch strings.ToLower(p.d.Form(i)) {
		case "initially", "previously", "once", "originally", "formerly", "first", "earlier", "opposed", "refused":
			return true
		}
	}
	return false
}

func (p *page) relative(i int) bool {
	l := p.lemma(i)
	return l == "who" || l == "which" || l == "that"
}

// noun returns the noun that the relative pronoun i stands for, or i.
func (p *page) noun(i int) int {
	if !p.relative(i) {
		return i
	}
	for w := i; w != nlp.Root; w = int(p.d.Head[w]) {
		if p.d.Rel[w] == "acl:relcl" && p.d.Head[w] != nlp.Root {
			return int(p.d.Head[w])
		}
	}
	return i
}

// told reports whether word i is the head of a statement's own cue.
func (p *page) told(i int) bool {
	return slices.ContainsFunc(p.cue, func(s []nlp.Span) bool { return has(s, i) })
}

// once reports whether verb i is put in the past against now.
func (p *page) once(i int) bool {
	for _, k := range p.kids[i] {
		switch strings.ToLower(p.d.Form(k)) {
		case "previously", "earlier", "long", "once", "formerly", "initially", "repeatedly", "until", "originally", "hitherto":
			return true
		}
		if m := p.marker(k); p.d.Rel[k].Is("obl") && (m == "until" || m == "for" && longTimes[p.lemma(k)]) {
			return true
		}
	}
	return p.cover[i].Start < i && strings.EqualFold(p.d.Form(p.cover[i].Start), "previously")
}
