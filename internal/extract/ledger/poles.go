package ledger

import (
	"slices"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// pole tells whether verb or adjective i takes a position for something (1) or
// against it (-1), 0 if neither is known: by its own sense and by that of what
// is said or promised with it, under negation.
func (p *page) pole(i int) int {
	out := p.ownPole(i)
	if out == 0 && (avows[p.lemma(i)] || declares[p.lemma(i)] || p.lemma(i) == "use") {
		if k := p.child(i, "ccomp", "xcomp"); k >= 0 && p.speaksOfItself(i, k) {
			out = p.ownPole(k)
			switch { // to say that one will never do it is against it
			case p.denies(k) && out < 0:
				out = 1
			case p.denies(k):
				out = -1
			}
		}
	}
	if p.denies(i) {
		out = -out
	}
	return out
}

// denies reports whether verb i is negated, also by "never again".
func (p *page) denies(i int) bool {
	return p.negated(i) || slices.ContainsFunc(p.kids[i], func(k int) bool { return p.d.Rel[k].Is("advmod") && p.negated(k) })
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// speaksOfItself reports whether the clause k, which verb i reports, has the
// subject of i: none of its own, or a pronoun.
func (p *page) speaksOfItself(i, k int) bool {
	s := p.child(k, "nsubj", "nsubj:pass")
	if s < 0 || p.d.UPOS[s] == nlp.PRON {
		return true
	}
	t := p.subject(i)
	return t >= 0 && p.actorOf(t) >= 0 && p.actorOf(t) == p.actorOf(s)
}

// ownPole is pole without negation and without what is reported.
func (p *page) ownPole(i int) int {
	l := p.lemma(i)
	switch l {
	case "rule":
		return -b2i(p.particle(i, "out"))
	case "walk", "pull", "back", "stay":
		switch {
		case p.particle(i, "out", "away"):
			return -1
		case l == "back" || l == "stay":
			return 1
		}
		return 0
	case "join":
		if o := p.child(i, "obj"); o >= 0 && (p.lemma(o) == "opponent" || p.lemma(o) == "critic") {
			return -1
		}
		return 1
	case "vote", "come", "argue", "speak", "campaign", "side", "be":
		switch {
		case p.marked(i, "against"), l == "vote" && i+1 < p.d.Len() && strings.EqualFold(p.d.Form(i+1), "no"):
			return -1
		case p.marked(i, "for") || l == "vote":
			return 1
		}
		return 0
	}
	switch {
	case p.marker(i) == "against" && p.child(i, "cop") >= 0 || againsts[l]:
		return -1
	case fors[l]:
		return 1
	}
	return 0
}

// contrast reads, at the verb i of a position once held, that the same actor
// takes the opposite one now: "which had refused to sell, offered ...", "having
// frozen its aid, X said it would release ...".
func (p *page) contrast(i int) (event.Shift, bool) {
	if p.d.UPOS[i] != nlp.VERB && p.d.UPOS[i] != nlp.ADJ || p.hypothetical(i) && !p.usedTo(i) {
		return event.Shift{}, false
	}
	up := p.mainOf(i)
	if up < 0 || up == i || p.hypothetical(up) && !p.promised(up) || !p.beforeNow(i) {
		return event.Shift{}, false
	}
	then := p.pole(i)
	if !p.opposite(then, i, up) {
		return event.Shift{}, false
	}
	subj := p.doer(up)
	if subj < 0 || p.child(up, "nsubj:pass") >= 0 {
		return event.Shift{}, false
	}
	sent := p.d.Sents[p.d.SentOf(i)].Span
	f := event.Shift{From: p.d.SpanText(p.predicate(i)), To: p.d.SpanText(p.withoutMarked(up, i)), Issue: p.issue(up), Evidence: p.ranges(p.trim(sent))}
	f.Actor, _, _ = p.owner(p.noun(subj))
	return f, f.Actor != ""
}

// opposite reports whether the main verb up takes the position against the one
// that verb i took, whose pole is then: by its own pole, or "instead", "now".
func (p *page) opposite(then, i, up int) bool {
	if then == 0 && !avows[p.lemma(i)] {
		return false
	}
	if h := int(p.d.Head[i]); h != nlp.Root && p.lemma(h) == "spend" {
		return true // "having spent months promising"
	}
	if now := p.pole(up); now*then < 0 {
		return true
	}
	turned := func(k int) bool { return p.adverb(k, "instead", "now", "eventually", "finally", "nevertheless") }
	if turned(up) {
		return true
	}
	switch l := p.lemma(up); {
	case then < 0 && mulls[l] && !p.negated(up):
		return true
	case (l == "apologise" || l == "apologize") && !p.negated(up):
		return p.lemma(i) == "defend" || p.lemma(i) == "deny" || p.lemma(i) == "justify"
	}
	k := p.child(up, "ccomp", "xcomp")
	if k < 0 || k == i || !p.speaksOfItself(up, k) {
		return false
	}
	return turned(k) || then < 0 && mulls[p.lemma(k)] && !p.negated(k)
}

// mainOf returns the verb of the clause that the clause of verb i stands in: of
// the noun that it describes, or of the verb that it modifies; -1 for none.
func (p *page) mainOf(i int) int {
	top := i
	for range 3 { // "who had vowed and sworn to fight"
		if p.d.Rel[top] != "conj" && !p.d.Rel[top].Is("xcomp") || p.d.Head[top] == nlp.Root {
			break
		}
		top = int(p.d.Head[top])
	}
	if k := p.butVerb(top); k >= 0 && (p.pluperfect(i) || p.usedTo(i)) {
		return k
	}
	h := int(p.d.Head[top])
	switch rel := p.d.Rel[top]; {
	case h == nlp.Root:
		return -1
	case p.opensHaving(i): // wherever the parser hung it
		return p.d.SentRoot(i)
	case rel == "acl:relcl":
		if s := p.subject(top); s < 0 || !p.relative(s) && !p.has(s, "nmod:poss", "whose") {
			return -1
		}
		for h != nlp.Root && !p.d.Rel[h].Is("nsubj") {
			if !p.d.Rel[h].Is("appos") && !p.d.Rel[h].Is("flat") && !p.d.Rel[h].Is("nmod") {
				return -1
			}
			h = int(p.d.Head[h])
		}
		if h == nlp.Root {
			return -1
		}
		return int(p.d.Head[h])
	case rel.Is("advcl"):
		switch m := p.marker(top); {
		case m == "after", m == "despite", m == "" && p.pluperfect(top):
			return h
		}
	}
	return -1
}

// butVerb returns the verb of the clause with the same subject that "but" or
// "yet" joins to verb i, or -1: "had refused to sell, but said it would".
func (p *page) butVerb(i int) int {
	for _, k := range p.kids[i] {
		if p.d.Rel[k] != "conj" || k < i || p.d.UPOS[k] != nlp.VERB || !p.has(k, "cc", "but") && !p.has(k, "cc", "yet") {
			continue
		}
		s, own := p.child(k, "nsubj"), p.subject(i)
		if s < 0 || p.d.UPOS[s] == nlp.PRON || own >= 0 && p.actorOf(own) >= 0 && p.actorOf(own) == p.actorOf(s) {
			return k
		}
	}
	return -1
}

// beforeNow reports whether verb i is put before the time of the report: "had
// V", "having V", "V in July", "V last week".
func (p *page) beforeNow(i int) bool {
	if p.pluperfect(i) || p.once(i) || p.usedTo(i) || p.opensHaving(i) {
		return true
	}
	if m := p.marker(i); m == "after" || m == "despite" {
		return true
	}
	if p.modal(i, "have") && p.adverb(i, "always", "long", "consistently", "traditionally", "hitherto", "until") {
		return true // "which has always refused": the opposite of it is new
	}
	if !p.past(i) {
		return false
	}
	for j := p.cover[i].Start; j < p.cover[i].End; j++ {
		switch l := p.lemma(j); {
		case l == "ago", l == "earlier":
			return true
		case p.timed[j] && p.d.UPOS[j] == nlp.NUM && len(l) == 4 && p.rep.Published != "" && l < p.rep.Published[:4]:
			return true // "who backed the port in 2022"
		case l == "last" && j+1 < p.cover[i].End && (p.timed[j+1] || nearTimes[p.lemma(j+1)]):
			return true
		case months[strings.ToLower(p.d.Form(j))] && p.d.UPOS[j] == nlp.PROPN:
			return true
		}
	}
	return false
}

// opensHaving reports whether verb i follows a "having" that opens its sentence.
func (p *page) opensHaving(i int) bool {
	first := p.d.Sents[p.d.SentOf(i)].Span.Start
	if i == first || i > first+3 || !strings.EqualFold(p.d.Form(first), "having") {
		return false
	}
	for j := first + 1; j < i; j++ {
		if p.d.UPOS[j] != nlp.ADV {
			return false
		}
	}
	return true
}

// usedTo reads "used to V" at V.
func (p *page) usedTo(i int) bool {
	h := int(p.d.Head[i])
	return h != nlp.Root && p.d.Rel[i].Is("xcomp") && p.lemma(h) == "use" && strings.EqualFold(p.d.Form(h), "used")
}

// promised reports whether verb i, told with "will" or "would", is what its
// subject announces.
func (p *page) promised(i int) bool {
	return p.modal(i, "will", "would") && !p.negated(i) && p.marker(i) != "if"
}

// stepBack reads what an actor does although it had ruled it out: "a step that
// it had blocked three times", "something it swore never to do".
func (p *page) stepBack(i int) (event.Shift, bool) {
	if p.d.UPOS[i] != nlp.VERB || !p.pluperfect(i) || p.d.Rel[i] != "acl:relcl" || p.negated(i) {
		return event.Shift{}, false
	}
	noun := int(p.d.Head[i])
	subj := p.child(i, "nsubj")
	if subj < 0 || p.relative(subj) || noun == nlp.Root {
		return event.Shift{}, false
	}
	main := p.d.SentRoot(noun)
	undone := p.child(main, "obj") == noun && p.actorOf(subj) >= 0 && !p.hypothetical(main) && (p.pole(i)*p.pole(main) < 0 || p.pole(i) > 0 && drops[p.lemma(main)])
	if !undone && !steps[p.lemma(noun)] && !deeds[p.lemma(noun)] && !positionNouns[p.lemma(noun)] || !undone && p.pole(i) >= 0 && !p.neverTo(i) {
		return event.Shift{}, false
	}
	if p.negated(main) || p.told(noun) {
		return event.Shift{}, false
	}
	sent := p.d.Sents[p.d.SentOf(i)].Span
	f := event.Shift{From: p.d.SpanText(p.predicate(i)), Issue: p.issue(main), Evidence: p.ranges(p.trim(sent))}
	f.Actor, _, _ = p.owner(subj)
	if f.Actor == "" || p.rep.Actors[max(0, p.actorOf(subj))].Kind == event.Group || p.general(subj) {
		if s := p.subject(main); s >= 0 { // "that successive governments had sworn never to do"
			f.Actor, _, _ = p.owner(s)
		}
	}
	return f, f.Actor != ""
}

// general reports whether the subject stands for a row of holders of one
// office: "successive governments", "his predecessors".
func (p *page) general(i int) bool {
	switch p.lemma(i) {
	case "predecessor", "government", "administration", "minister", "president", "leader", "cabinet":
		return p.d.Feats != nil && p.d.Feats[i].Get("Number") == "Plur"
	}
	return false
}

// neverTo reads "sworn never to V", "said it would never V".
func (p *page) neverTo(i int) bool {
	s := p.cover[i]
	for j := i + 1; j < s.End; j++ {
		if f := strings.ToLower(p.d.Form(j)); f == "never" {
			return true
		}
	}
	return false
}

// afterAll reads "will, after all, buy power", "said it would stay after all".
func (p *page) afterAll(i int) (event.Shift, bool) {
	sent := p.d.Sents[p.d.SentOf(i)].Span
	if !strings.EqualFold(p.d.Form(i), "after") || i < sent.Start+2 || i+1 >= sent.End || !strings.EqualFold(p.d.Form(i+1), "all") {
		return event.Shift{}, false
	}
	if i+2 < sent.End && p.d.UPOS[i+2].Nominal() || i+2 < sent.End && p.d.UPOS[i+2] == nlp.DET {
		return event.Shift{}, false
	}
	verb := -1
	for w, k := i+1, 0; w != nlp.Root && k < 8; w, k = int(p.d.Head[w]), k+1 {
		if p.d.UPOS[w] == nlp.VERB {
			verb = w
			break
		}
	}
	if verb < 0 || p.negated(verb) && !p.modal(verb, "will", "would") || p.modal(verb, "can", "could", "may", "might", "should") {
		return event.Shift{}, false
	}
	if in := p.sayer(i); in != nil && in.Kind == event.Direct {
		return event.Shift{}, false
	}
	subj := p.doer(verb)
	if subj < 0 {
		return event.Shift{}, false
	}
	f := event.Shift{To: p.d.SpanText(p.predicate(verb)), Issue: p.issue(verb), Evidence: p.ranges(p.trim(p.clause(verb)))}
	f.Actor, _, _ = p.owner(p.noun(subj))
	return f, f.Actor != ""
}

// despite reads "despite earlier promises to stay out, X sent troops": its own
// words of old, not those of others.
func (p *page) despite(i int) (event.Shift, bool) {
	if p.d.UPOS[i] != nlp.NOUN || p.marker(i) != "despite" && p.marker(i) != "contrary to" || !positionNouns[p.lemma(i)] && !said[p.lemma(i)] && !refusals[p.lemma(i)] && !vows[p.lemma(i)] {
		return event.Shift{}, false
	}
	old, own := false, true
	for _, k := range p.kids[i] {
		switch p.lemma(k) {
		case "earlier", "previous", "past", "initial", "repeated", "former", "original":
			old = true
		}
		if p.d.Rel[k] == "nmod:poss" {
			own = p.d.UPOS[k] == nlp.PRON
		}
		if m := p.marker(k); m == "from" || m == "by" || m == "of" && p.actorOf(k) >= 0 {
			own = false
		}
	}
	verb := int(p.d.Head[i])
	if !old || !own || verb == nlp.Root || p.d.UPOS[verb] != nlp.VERB || p.negated(verb) || p.hypothetical(verb) {
		return event.Shift{}, false
	}
	subj := p.doer(verb)
	if subj < 0 || p.child(verb, "nsubj:pass") >= 0 {
		return event.Shift{}, false
	}
	f := event.Shift{From: p.d.SpanText(p.phrase(i)), To: p.d.SpanText(p.withoutMarked(verb, i)), Issue: p.issue(verb), Evidence: p.ranges(p.trim(p.cover[verb]))}
	f.Actor, _, _ = p.owner(p.noun(subj))
	return f, f.Actor != ""
}

// critic reads who an actor no longer is: "until recently a critic of the
// plan", "once an opponent of the treaty".
func (p *page) critic(i int) (event.Shift, bool) {
	if p.d.UPOS[i] != nlp.NOUN || !sides[p.lemma(i)] {
		return event.Shift{}, false
	}
	sent := p.d.Sents[p.d.SentOf(i)].Span
	begin := p.trim(p.cover[i]).Start
	lost := false
	for j := max(sent.Start, begin-4); j < i; j++ {
		switch f := strings.ToLower(p.d.Form(j)); f {
		case "once", "formerly", "previously", "one-time", "erstwhile":
			lost = true
		default:
			lost = lost || p.lately(j, sent) >= 0
		}
		if lost && begin > j {
			begin = j
		}
	}
	if !lost || begin == sent.Start || p.d.Form(begin-1) != "," {
		return event.Shift{}, false
	}
	a, host := -1, begin-2
	if host >= sent.Start {
		a = p.actorOf(host)
	}
	if a < 0 {
		return event.Shift{}, false
	}
	return event.Shift{Actor: p.rep.Actors[a].ID, From: p.d.SpanText(p.phrase(i)), Evidence: p.ranges(p.trim(sent))}, true
}

// refusalEnds reads "ending years of refusals", "breaking a decades-old silence".
func (p *page) refusalEnds(i int) (event.Shift, bool) {
	if p.d.UPOS[i] != nlp.VERB || !ends[p.lemma(i)] || p.negated(i) || p.hypothetical(i) {
		return event.Shift{}, false
	}
	obj := p.child(i, "obj", "obl")
	if obj < 0 {
		return event.Shift{}, false
	}
	old := refusals[p.lemma(obj)] && p.aged(obj)
	if longTimes[p.lemma(obj)] {
		for _, k := range p.kids[obj] {
			old = old || p.marker(k) == "of" && (refusals[p.lemma(k)] || withstands[p.lemma(k)])
		}
	}
	if p.lemma(i) == "break" || p.lemma(i) == "depart" {
		m := p.marker(obj)
		old = old || (m == "with" || m == "from") && (customs[p.lemma(obj)] || p.aged(obj) || longTimes[p.lemma(obj)])
	}
	subj := p.doer(i)
	if !old || subj < 0 {
		return event.Shift{}, false
	}
	f := event.Shift{From: p.d.SpanText(p.phrase(obj)), Evidence: p.ranges(p.trim(p.clause(i)))}
	f.Actor, f.To, f.Issue = p.owner(p.noun(subj))
	return f, f.Actor != ""
}

// aged reports whether the noun is called old: "long-standing", "decades-old".
func (p *page) aged(i int) bool {
	for j := p.cover[i].Start; j < i; j++ {
		switch l := p.lemma(j); l {
		case "longstanding", "standing", "old", "decades-old", "years-old", "long-standing", "traditional", "year", "decade", "decades-long", "years-long", "long":
			return true
		}
	}
	return false
}

// has reports whether the word is a child of i by relation rel.
func (p *page) has(i int, rel nlp.Rel, word string) bool {
	return slices.ContainsFunc(p.kids[i], func(k int) bool { return p.d.Rel[k].Is(rel) && strings.EqualFold(p.d.Form(k), word) })
}
