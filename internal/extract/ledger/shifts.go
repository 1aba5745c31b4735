package ledger

import (
	"slices"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// positions returns where speakers stand on what their statements are about.
func (p *page) positions() []event.Position {
	var out []event.Position
	seen := map[string]bool{}
	for s := range p.rep.Statements {
		st := &p.rep.Statements[s]
		if st.Speaker.Actor == "" || st.About == "" || st.Stance != event.Support && st.Stance != event.Oppose && st.Stance != event.Cautious {
			continue
		}
		key := st.Speaker.Actor + " " + st.About + " " + string(st.Stance)
		if seen[key] {
			continue
		}
		seen[key] = true
		pos := event.Position{Actor: st.Speaker.Actor, Issue: st.About, Stance: st.Stance, Date: p.dateOf(st)}
		pos.Evidence = append(slices.Clone(st.Cue), st.Content...)
		out = append(out, pos)
	}
	return out
}

// dateOf returns the day of the statement: its time, or the day of
// publication for what is told without one.
func (p *page) dateOf(st *event.Statement) string {
	for _, t := range p.rep.Times {
		if t.ID == st.Time {
			return t.Value
		}
	}
	return p.rep.Published
}

// shifts returns the changes of an actor's position that the text tells.
func (p *page) shifts() []event.Shift {
	var out []event.Shift
	rules := [...]func(i int) (event.Shift, bool){
		p.departure, p.reversal, p.afterLong, p.firstTime, p.onceNow, p.hadLong, p.turnabout, p.recent,
		p.contrast, p.stepBack, p.afterAll, p.critic, p.refusalEnds, p.despite,
	}
	for s := range p.d.Sents {
		if !p.asserts(s) {
			continue
		}
		span := p.d.Sents[s].Span
		for i := span.Start; i < span.End; i++ {
			if p.disclaimed(i) {
				continue
			}
			for _, read := range rules {
				f, ok := read(i)
				if !ok {
					continue
				}
				out = p.addShift(out, f)
				break
			}
		}
	}
	for _, f := range p.turns() {
		out = p.addShift(out, f)
	}
	return out
}

// disclaimed reports whether word i lies in what somebody denies or asks.
func (p *page) disclaimed(i int) bool {
	for k, w := 0, i; k < 8 && p.d.Head[w] != nlp.Root; k++ {
		h := int(p.d.Head[w])
		if p.d.Rel[w].Is("ccomp") || p.d.Rel[w].Is("xcomp") && p.marker(w) == "" {
			switch p.lemma(h) {
			case "deny", "dispute", "refute", "ask", "wonder", "doubt":
				return !p.negated(h)
			}
		}
		w = h
	}
	return false
}

// addShift adds f, or its evidence to the shift of the same actor that shares
// a sentence with it or lacks what f knows.
func (p *page) addShift(out []event.Shift, f event.Shift) []event.Shift {
	for k := range out {
		o := &out[k]
		if o.Actor != f.Actor && !p.oneState(o.Actor, f.Actor) || f.Actor == "" || o.Issue != "" && f.Issue != "" && o.Issue != f.Issue && !p.tells(o, f.Issue) && !p.tells(&f, o.Issue) {
			continue
		}
		if o.From == "" {
			o.From = f.From
		}
		if o.To == "" {
			o.To = f.To
		}
		if o.Issue == "" {
			o.Issue = f.Issue
		}
		for _, e := range f.Evidence {
			if !slices.ContainsFunc(o.Evidence, func(r nlp.Range) bool { return r.Overlaps(e) }) {
				o.Evidence = append(o.Evidence, e)
			}
		}
		return out
	}
	return append(out, f)
}

// oneState reports whether the ids are those of a state and of its government.
func (p *page) oneState(a, b string) bool {
	x, y := p.byID(a), p.byID(b)
	governs := func(k event.ActorKind) bool { return k == event.State || k == event.Government }
	return x != nil && y != nil && x.Country != "" && x.Country == y.Country && governs(x.Kind) && governs(y.Kind)
}

// tells reports whether the evidence of f holds the event with the id.
func (p *page) tells(f *event.Shift, id string) bool {
	for k := range p.rep.Events {
		if e := &p.rep.Events[k]; e.ID == id && len(e.Trigger) > 0 {
			return slices.ContainsFunc(f.Evidence, func(r nlp.Range) bool { return r.Contains(e.Trigger[0]) })
		}
	}
	return false
}

// departure reads "X marks a departure from Y", "represents a reversal of Y".
func (p *page) departure(i int) (event.Shift, bool) {
	if p.d.UPOS[i] != nlp.NOUN || !turnNouns[p.joined(i)] {
		return event.Shift{}, false
	}
	head := int(p.d.Head[i])
	var verb int
	switch {
	case head != nlp.Root && (p.d.Rel[i].Is("obj") || p.d.Rel[i].Is("obl")) && marks[p.lemma(head)]:
		verb = head
	case p.child(i, "cop") >= 0 && p.child(i, "nsubj") >= 0:
		verb = i
	case (p.d.Rel[i].Is("obl") || p.d.Rel[i].Is("obj")) && p.marker(i) == "in" && head != nlp.Root && p.d.UPOS[head] == nlp.VERB:
		return p.inShift(i, head)
	default:
		return event.Shift{}, false
	}
	f := event.Shift{From: p.leftBehind(i, verb), Evidence: p.ranges(p.trim(p.cover[verb]))}
	subj := p.subject(verb)
	if p.negated(verb) || subj < 0 || f.From == "" && !p.policy(i) && !turnabouts[p.lemma(i)] {
		return event.Shift{}, false
	}
	f.Actor, f.To, f.Issue = p.owner(subj)
	return f, f.Actor != ""
}

// leftBehind returns the words of what the turn i leaves: "a departure from X".
func (p *page) leftBehind(i, verb int) string {
	for _, k := range append(slices.Clone(p.kids[i]), p.kids[verb]...) {
		if k <= i || !p.d.Rel[k].Is("nmod") && !p.d.Rel[k].Is("obl") {
			continue
		}
		switch p.marker(k) {
		case "from", "of", "with":
			return p.d.SpanText(p.phrase(k))
		}
	}
	return ""
}

// inShift reads "in a significant policy shift, the president has allowed ...",
// "in a retreat from the pact".
func (p *page) inShift(i, verb int) (event.Shift, bool) {
	from := ""
	for _, k := range p.kids[i] {
		if p.marker(k) == "from" && p.d.Rel[k].Is("nmod") {
			from = p.d.SpanText(p.phrase(k))
		}
	}
	subj := p.subject(verb)
	if k := p.child(verb, "ccomp"); k >= 0 && k < verb && declares[p.lemma(verb)] {
		if s := p.ownSubject(k); s >= 0 && p.actorOf(s) >= 0 {
			subj, verb = s, k // "Albania will close the camp, its minister said, in a retreat from the pact"
		}
	}
	if !p.policy(i) && !turnabouts[p.joined(i)] && from == "" || subj < 0 || p.actorOf(subj) < 0 {
		return event.Shift{}, false
	}
	did := p.predicate(verb)
	words := nlp.Span{Start: min(p.cover[i].Start, did.Start), End: max(did.End, p.cover[i].End)}
	return event.Shift{Actor: p.rep.Actors[p.actorOf(subj)].ID, From: from, To: p.d.SpanText(did), Issue: p.issue(verb), Evidence: p.ranges(p.trim(words))}, true
}

// joined returns the lemma of word i with what a hyphen joins to it: "u-turn".
func (p *page) joined(i int) string {
	if i >= 2 && p.d.Form(i-1) == "-" && p.d.SentOf(i-2) == p.d.SentOf(i) {
		return strings.ToLower(p.d.Form(i-2)) + "-" + p.lemma(i)
	}
	return p.lemma(i)
}

// policy reports whether the noun is said of a policy or a position.
func (p *page) policy(i int) bool {
	for j := p.cover[i].Start; j < p.cover[i].End; j++ {
		switch p.lemma(j) {
		case "policy", "position", "stance", "strategy", "approach", "course", "doctrine":
			return true
		}
	}
	return false
}

// predicate returns the words from verb i to the end of its complements,
// without its subject and what stands before.
func (p *page) predicate(i int) nlp.Span {
	from := i
	for _, k := range p.kids[i] {
		if p.d.Rel[k].Is("aux") && k < from {
			from = k
		}
	}
	end := p.cover[i].End
	for _, k := range p.kids[i] { // another clause is none of its complements
		if k > i && (p.d.Rel[k] == "conj" && p.child(k, "nsubj") >= 0 || p.d.Rel[k].Is("parataxis")) {
			end = min(end, p.cover[k].Start)
		}
	}
	return p.trim(nlp.Span{Start: from, End: max(end, i+1)})
}

// owner returns the actor behind a subject: itself, its possessor, or whoever
// did the event that it speaks of ("the move").
func (p *page) owner(subj int) (actor, to, issue string) {
	if st := p.sayer(subj); st != nil && firstPerson[strings.ToLower(p.d.Form(subj))] {
		return st.Speaker.Actor, "", ""
	}
	if a := p.actorOf(subj); a >= 0 {
		return p.rep.Actors[a].ID, "", ""
	}
	if k := p.child(subj, "nmod:poss"); k >= 0 && (deeds[p.lemma(subj)] || positionNouns[p.lemma(subj)] || attitudes[p.lemma(subj)]) {
		if a := p.actorOf(k); a >= 0 {
			return p.rep.Actors[a].ID, "", ""
		}
	}
	for _, k := range p.kids[subj] {
		if m := p.marker(k); (m == "by" || m == "of") && p.d.Rel[k].Is("nmod") {
			if a := p.actorOf(k); a >= 0 {
				return p.rep.Actors[a].ID, "", ""
			}
		}
	}
	if e := p.referent(subj); e != nil && len(e.Actors) > 0 {
		return e.Actors[0], p.eventWords(e), e.ID
	}
	if p.d.UPOS[subj] == nlp.PRON {
		return p.reporter(subj), "", ""
	}
	return "", "", ""
}

// reporter returns the actor who says what the pronoun subj is the subject of:
// "Japan said it was ready to".
func (p *page) reporter(subj int) string {
	h := int(p.d.Head[subj])
	for k := 0; k < 4 && h != nlp.Root; k, h = k+1, int(p.d.Head[h]) {
		if !p.d.Rel[h].Is("ccomp") || p.d.Head[h] == nlp.Root {
			continue
		}
		if s := p.subject(int(p.d.Head[h])); s >= 0 && s != subj && p.actorOf(s) >= 0 {
			return p.rep.Actors[p.actorOf(s)].ID
		}
	}
	return ""
}

func (p *page) eventWords(e *event.Event) string {
	if len(e.Trigger) == 0 {
		return ""
	}
	return p.d.Slice(e.Trigger[0])
}

// doer returns the subject of verb i; of a participle after a comma, the
// subject of the whole clause before it.
func (p *page) doer(i int) int {
	h := int(p.d.Head[i])
	if s := p.subject(i); s < 0 && h != nlp.Root && p.d.Rel[i].Is("ccomp") {
		// "X no longer backs it, its minister said": the parser may give X to "said".
		if s := p.child(h, "nsubj"); s >= 0 && s < i {
			return s
		}
	}
	if !p.d.Rel[i].Is("advcl") || h == nlp.Root || i == 0 || p.d.Form(i-1) != "," {
		if s := p.subject(i); s >= 0 {
			return s
		}
		return p.leftSubject(i)
	}
	for p.d.Head[h] != nlp.Root && (p.d.Rel[h].Is("xcomp") || p.d.Rel[h].Is("advcl") || p.d.Rel[h].Is("acl") || p.d.UPOS[h] == nlp.NOUN) {
		h = int(p.d.Head[h])
	}
	if s := p.subject(h); s >= 0 || !p.d.Rel[h].Is("ccomp") || p.d.Head[h] == nlp.Root {
		return s
	}
	return p.subject(int(p.d.Head[h])) // "signalled that it was ready": an "it" that stands for nobody
}

// leftSubject returns the subject before the root verb i that the parser hung on
// a word that is no verb, -1 for none.
func (p *page) leftSubject(i int) int {
	if p.d.Head[i] != nlp.Root {
		return -1
	}
	for j := i - 1; j >= p.d.Sents[p.d.SentOf(i)].Span.Start && p.d.UPOS[j] != nlp.VERB; j-- {
		if p.d.Rel[j].Is("nsubj") && p.actorOf(j) >= 0 {
			return j
		}
	}
	return -1
}

func (p *page) stanceNoun(words string) bool {
	for w := range strings.FieldsSeq(strings.ToLower(words)) {
		if positionNouns[w] {
			return true
		}
	}
	return false
}

func (p *page) particle(i int, words ...string) bool {
	for _, k := range p.kids[i] {
		if (p.d.Rel[k] == "compound:prt" || p.d.Rel[k].Is("advmod")) && slices.Contains(words, p.lemma(k)) {
			return true
		}
	}
	return false
}

func (p *page) noLonger(i int) bool {
	for j := max(1, i-3); j < i; j++ {
		if strings.EqualFold(p.d.Form(j), "longer") && strings.EqualFold(p.d.Form(j-1), "no") {
			return true
		}
	}
	return false
}

// hypothetical reports whether verb i is not told as done: a modal, an
// infinitive below another verb, or a condition.
func (p *page) hypothetical(i int) bool {
	if p.modal(i, "would", "could", "should", "may", "might", "must", "can", "will") {
		return true
	}
	if h := int(p.d.Head[i]); h != nlp.Root && p.d.Rel[i].Is("xcomp") && p.marker(i) == "" && p.modal(h, "would", "could", "should", "may", "might") {
		return true // "would have required lifting sanctions"
	}
	switch p.marker(i) {
	case "if", "unless", "whether":
		return true
	case "to":
		return p.d.Rel[i].Is("xcomp") || p.d.Rel[i].Is("advcl") || p.d.Rel[i].Is("acl")
	}
	return false
}

// clause returns the words of the sentence part that verb i heads, with its
// subject; for a participle, those of the verb above too.
func (p *page) clause(i int) nlp.Span {
	if p.child(i, "nsubj", "nsubj:pass") < 0 && p.d.Head[i] != nlp.Root && (p.d.Rel[i].Is("advcl") || p.d.Rel[i].Is("xcomp") || p.d.Rel[i] == "conj") {
		return p.cover[p.d.Head[i]]
	}
	return p.cover[i]
}
