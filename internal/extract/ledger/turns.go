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
	if verb == nlp.Root || p.hypothetical(verb) || p.negated(verb) {
		return event.Shift{}, false
	}
	act := verb
	if k := p.child(verb, "ccomp", "xcomp"); k >= 0 && declares[p.lemma(verb)] && p.speaksOfItself(verb, k) && p.promised(k) {
		act = k // "said it would sell weapons"
	}
	if l := p.lemma(act); !grants[l] && !(act != verb && trades[l]) || encounters[l] {
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
		if p.d.UPOS[i] != nlp.VERB || !p.withstood(i) && !p.hadBacked(i) || !p.asserts(p.d.SentOf(i)) {
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
		j := p.granted(i, a)
		if j < 0 {
			j = p.opposed(i, a)
		}
		if j >= 0 {
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

// withstood reports whether verb i tells of a refusal of old: "had refused",
// "previously opposed", "had promised never to".
func (p *page) withstood(i int) bool {
	if withstands[p.lemma(i)] && p.once(i) {
		return true
	}
	return p.pluperfect(i) && !p.hypothetical(i) && p.sayer(i) == nil && p.pole(i) < 0
}

// hadBacked reports whether verb i tells in the pluperfect, in the reporter's
// words, what somebody was for.
func (p *page) hadBacked(i int) bool {
	return p.pluperfect(i) && !p.hypothetical(i) && p.sayer(i) == nil && p.ownPole(i) > 0 && !p.negated(i) && (stanceVerbs[p.lemma(i)] || avows[p.lemma(i)] || p.lemma(i) == "vote")
}

// opposed returns the verb of the sentence beside that of verb i, by which actor
// a takes the opposite position now, or -1.
func (p *page) opposed(i, a int) int {
	s := p.d.SentOf(i)
	for _, t := range []int{s + 1, s - 1} {
		if t < 0 || t >= len(p.d.Sents) || !p.asserts(t) {
			continue
		}
		for j := p.d.Sents[t].Span.Start; j < p.d.Sents[t].Span.End; j++ {
			if p.d.UPOS[j] != nlp.VERB || p.pluperfect(j) || p.hypothetical(j) || p.pole(i)*p.pole(j) >= 0 || p.sayer(j) != nil && !p.told(j) {
				continue
			}
			if k := p.subject(j); k >= 0 && p.actorOf(k) == a && p.child(j, "nsubj:pass") < 0 && p.d.Head[j] == nlp.Root {
				return j
			}
		}
	}
	return -1
}

// maxTurns bounds how many refusals are paired: each is held against the whole text.
const maxTurns = 50

// granted returns the verb by which actor a grants something, outside the
// words of others and not before the refusal i in its sentence, or -1.
func (p *page) granted(i, a int) int {
	for j := range p.d.Len() {
		if d := p.d.SentOf(j) - p.d.SentOf(i); (d > 2 || d < -2) && !p.once(i) {
			continue // without "previously" the two must stand together
		}
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
	if p.inFavour(i) {
		sent := p.d.Sents[p.d.SentOf(i)].Span
		f := event.Shift{To: p.d.SpanText(p.predicate(i)), Issue: p.issue(i), Evidence: p.ranges(p.trim(sent))}
		f.Actor, _, _ = p.owner(p.noun(p.subject(i)))
		return f, f.Actor != ""
	}
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
	if up < 0 {
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

// inFavour reads "is now in favour of the levy".
func (p *page) inFavour(i int) bool {
	l := p.lemma(i)
	return p.d.UPOS[i] == nlp.NOUN && (l == "favour" || l == "favor") && p.marker(i) == "in" && p.child(i, "cop") >= 0 && p.adverb(i, "now") && !p.negated(i) && p.subject(i) >= 0
}

// holdsView reports whether the verb tells where somebody stood.
func holdsView(lemma string) bool {
	switch lemma {
	case "call", "stay", "remain", "shrug", "see", "view", "regard", "treat", "label", "hail", "laugh", "doubt":
		return true
	}
	return stanceVerbs[lemma] || grants[lemma] || againsts[lemma] || fors[lemma] || holds[lemma] && lemma != "say"
}

// nowHolds reads "now supports the plan"; "later" and "eventually" need an
// earlier position in the sentence.
func (p *page) nowHolds(i int) (event.Shift, bool) {
	l := p.lemma(i)
	if !stanceVerbs[l] && !grants[l] && !holds[l] || p.adverb(i, "still") {
		return event.Shift{}, false
	}
	sent := p.d.Sents[p.d.SentOf(i)].Span
	if p.adverb(i, "now") && (p.saidBefore(i, sent) || weak[l] && !p.before(sent) && !p.hadEarlier(i, sent) && !p.takesSide(i)) {
		return event.Shift{}, false
	}
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

// takesSide reports whether what verb i reports is for or against something.
func (p *page) takesSide(i int) bool {
	k := p.child(i, "ccomp", "xcomp")
	return k >= 0 && (p.ownPole(k) != 0 || p.denies(k)) && p.speaksOfItself(i, k) || p.afterPast(i)
}

// afterPast reports whether the sentence before tells in the pluperfect where
// the subject of verb i stood.
func (p *page) afterPast(i int) bool {
	s, subj := p.d.SentOf(i), p.subject(i)
	if s == 0 || subj < 0 || p.actorOf(subj) < 0 {
		return false
	}
	for j := p.d.Sents[s-1].Span.Start; j < p.d.Sents[s-1].Span.End; j++ {
		if p.d.UPOS[j] != nlp.VERB || !p.pluperfect(j) && !p.once(j) || !avows[p.lemma(j)] && p.ownPole(j) == 0 {
			continue
		}
		if k := p.subject(j); k >= 0 && p.actorOf(k) == p.actorOf(subj) {
			return true
		}
	}
	return false
}

// hadEarlier reports whether a clause about the subject of verb i tells in the
// pluperfect where it stood: "who had been lukewarm, now says".
func (p *page) hadEarlier(i int, sent nlp.Span) bool {
	subj := p.subject(i)
	for j := sent.Start; j < i; j++ {
		if p.pluperfect(j) && p.d.Rel[j] == "acl:relcl" && subj >= 0 && p.cover[subj].Has(j) {
			return true
		}
	}
	return false
}

// saidBefore reports whether the verb of i stands in the sentence before: "has
// always opposed the sale and opposes it now".
func (p *page) saidBefore(i int, sent nlp.Span) bool {
	for j := sent.Start; j < i; j++ {
		if p.d.UPOS[j] == nlp.VERB && p.lemma(j) == p.lemma(i) && !p.negated(j) {
			return true
		}
	}
	return false
}

// hadLong reads what an actor had held until now: "had long opposed", "had
// until recently insisted", "after refusing for months".
func (p *page) hadLong(i int) (event.Shift, bool) {
	if p.d.UPOS[i] != nlp.VERB || !holds[p.lemma(i)] && !(declares[p.lemma(i)] && p.pole(i) < 0) || p.negated(i) {
		return event.Shift{}, false
	}
	had := false
	for _, k := range p.kids[i] {
		had = had || p.d.Rel[k].Is("aux") && strings.EqualFold(p.d.Form(k), "had")
	}
	past := had && (p.adverb(i, "long", "always", "repeatedly", "previously", "consistently", "initially", "originally", "once", "earlier", "steadfastly", "recently") || p.marked(i, "until"))
	past = past || had && withstands[p.lemma(i)] && p.marked(i, "for") && p.lapse(p.cover[i].Start, p.cover[i].End)
	after := p.marker(i) == "after" && p.d.Rel[i].Is("advcl") && p.ownSubject(i) < 0 && (withstands[p.lemma(i)] || p.pole(i) < 0 && p.pole(int(p.d.Head[i])) > 0)
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
	if p.d.UPOS[i] != nlp.NOUN || !turnabouts[p.joined(i)] && !p.changeOf(i) {
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
	if h := int(p.d.Head[i]); who < 0 && h != nlp.Root && i > 0 && (p.d.Rel[i].Is("appos") || p.d.Rel[i].Is("parataxis")) {
		for h != nlp.Root && p.d.UPOS[h] != nlp.VERB { // "backed the plan, a striking turnaround"
			h = int(p.d.Head[h])
		}
		if h != nlp.Root && h < i && !p.negated(h) {
			who = p.doer(h)
		}
	}
	if h := int(p.d.Head[i]); who < 0 || h != nlp.Root && p.d.UPOS[h] == nlp.VERB && (p.hypothetical(h) || p.negated(h)) {
		return event.Shift{}, false
	}
	f := event.Shift{Evidence: p.ranges(p.trim(p.d.Sents[p.d.SentOf(i)].Span))}
	f.Actor, f.To, f.Issue = p.owner(p.noun(who))
	return f, f.Actor != ""
}

// changeOf reads "change of heart", "change of tone", "shift in policy".
func (p *page) changeOf(i int) bool {
	if l := p.lemma(i); l != "change" && l != "shift" && l != "softening" && l != "hardening" {
		return false
	}
	return slices.ContainsFunc(p.kids[i], func(k int) bool {
		m := p.marker(k)
		return p.d.Rel[k].Is("nmod") && (m == "of" || m == "in") && (p.lemma(k) == "heart" || p.lemma(k) == "mind" || attitudes[p.lemma(k)] || p.lemma(k) == "course")
	})
}

// adverb reports whether one of the words stands below verb i, also in "at first".
func (p *page) adverb(i int, words ...string) bool {
	for _, k := range p.kids[i] {
		if p.d.Rel[k].Is("aux") && len(p.kids[k]) > 0 && p.adverb(k, words...) {
			return true // "had at first refused": the parser may hang it on "had"
		}
		if slices.Contains(words, strings.ToLower(p.d.Form(k))) && (p.d.Rel[k].Is("advmod") || p.d.Rel[k].Is("obl")) && p.marker(k) != "for" {
			return true
		}
	}
	return false
}

// before reports whether the sentence speaks of an earlier position too.
func (p *page) before(sent nlp.Span) bool {
	for i := sent.Start; i < sent.End; i++ {
		switch strings.ToLower(p.d.Form(i)) {
		case "initially", "previously", "once", "originally", "formerly", "earlier", "opposed", "refused":
			return true
		case "first":
			if i > sent.Start && strings.EqualFold(p.d.Form(i-1), "at") {
				return true
			}
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
