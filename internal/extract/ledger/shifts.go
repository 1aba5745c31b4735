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
	for s := range p.d.Sents {
		if !p.asserts(s) {
			continue
		}
		span := p.d.Sents[s].Span
		for i := span.Start; i < span.End; i++ {
			f, ok := p.departure(i)
			if !ok {
				f, ok = p.reversal(i)
			}
			if !ok {
				f, ok = p.afterLong(i)
			}
			if !ok {
				f, ok = p.firstTime(i)
			}
			if !ok {
				f, ok = p.onceNow(i)
			}
			if !ok {
				f, ok = p.hadLong(i)
			}
			if !ok {
				f, ok = p.turnabout(i)
			}
			if !ok {
				f, ok = p.recent(i)
			}
			if ok {
				out = p.addShift(out, f)
			}
		}
	}
	for _, f := range p.turns() {
		out = p.addShift(out, f)
	}
	return out
}

// addShift adds f, or its evidence to the shift of the same actor that shares
// a sentence with it or lacks what f knows.
func (p *page) addShift(out []event.Shift, f event.Shift) []event.Shift {
	for k := range out {
		o := &out[k]
		if o.Actor != f.Actor || f.Actor == "" || o.Issue != "" && f.Issue != "" && o.Issue != f.Issue && !p.tells(o, f.Issue) && !p.tells(&f, o.Issue) {
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
	if p.d.UPOS[i] != nlp.NOUN || !turnNouns[p.lemma(i)] {
		return event.Shift{}, false
	}
	head := int(p.d.Head[i])
	var verb int
	switch {
	case head != nlp.Root && (p.d.Rel[i].Is("obj") || p.d.Rel[i].Is("obl")) && marks[p.lemma(head)]:
		verb = head
	case p.child(i, "cop") >= 0 && p.child(i, "nsubj") >= 0:
		verb = i
	case p.d.Rel[i].Is("obl") && p.marker(i) == "in" && head != nlp.Root && p.d.UPOS[head] == nlp.VERB:
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
		case "from", "of", "to", "with":
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
	if !p.policy(i) && from == "" || subj < 0 || p.actorOf(subj) < 0 {
		return event.Shift{}, false
	}
	did := p.predicate(verb)
	words := nlp.Span{Start: min(p.cover[i].Start, did.Start), End: max(did.End, p.cover[i].End)}
	return event.Shift{Actor: p.rep.Actors[p.actorOf(subj)].ID, From: from, To: p.d.SpanText(did), Issue: p.issue(verb), Evidence: p.ranges(p.trim(words))}, true
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
	return p.trim(nlp.Span{Start: from, End: p.cover[i].End})
}

// owner returns the actor behind a subject: itself, its possessor, or whoever
// did the event that it speaks of ("the move").
func (p *page) owner(subj int) (actor, to, issue string) {
	if a := p.actorOf(subj); a >= 0 {
		return p.rep.Actors[a].ID, "", ""
	}
	if k := p.child(subj, "nmod:poss"); k >= 0 && (deeds[p.lemma(subj)] || positionNouns[p.lemma(subj)]) {
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
	return "", "", ""
}

func (p *page) eventWords(e *event.Event) string {
	if len(e.Trigger) == 0 {
		return ""
	}
	return p.d.Slice(e.Trigger[0])
}

// reversal reads "reversed its policy", "backtracked on", "dropped its
// opposition to", "lifted the ban", "no longer opposes".
func (p *page) reversal(i int) (event.Shift, bool) {
	if p.d.UPOS[i] != nlp.VERB || p.negated(i) {
		return event.Shift{}, false
	}
	from, ok := p.gaveUp(i)
	if !ok || p.hypothetical(i) {
		return event.Shift{}, false
	}
	subj := p.doer(i)
	if subj < 0 {
		return event.Shift{}, false
	}
	f := event.Shift{From: from, Evidence: p.ranges(p.trim(p.clause(i)))}
	f.Actor, f.To, f.Issue = p.owner(subj)
	return f, f.Actor != ""
}

// gaveUp reports whether verb i tells that a position was left, and its words
// where they are named.
func (p *page) gaveUp(i int) (from string, ok bool) {
	l, obj := p.lemma(i), p.child(i, "obj")
	switch {
	case backs[l]:
		return p.backsOff(i, l)
	case obj >= 0 && (drops[l] && positionNouns[p.lemma(obj)] || changes[l] && changing[p.lemma(obj)] && !p.ofAnother(obj)):
		return p.d.SpanText(p.phrase(obj)), true
	case p.noLonger(i):
		return p.d.SpanText(p.trim(nlp.Span{Start: i, End: p.cover[i].End})), stanceVerbs[l]
	}
	return "", false
}

// ofAnother reports whether the position at word i is somebody else's: who
// changed the president's mind has changed no position of its own.
func (p *page) ofAnother(i int) bool {
	k := p.child(i, "nmod:poss")
	return k >= 0 && p.d.UPOS[k] != nlp.PRON
}

// backsOff reads "backtracked on", "backed away from", "gave in", "bowed to pressure".
func (p *page) backsOff(i int, l string) (from string, ok bool) {
	for _, k := range p.kids[i] {
		if m := p.marker(k); p.d.Rel[k].Is("obl") && (m == "on" || m == "from" || m == "over") {
			from = p.d.SpanText(p.phrase(k))
		}
	}
	switch l {
	case "retreat":
		return from, from != "" && p.stanceNoun(from)
	case "back", "row", "climb", "walk":
		return from, p.particle(i, "back", "down", "away") && (from != "" || l == "back")
	case "give", "cave", "bow", "yield":
		return from, p.givesWay(i, l)
	case "reverse":
		obj := p.child(i, "obj")
		if obj >= 0 && from == "" {
			from = p.d.SpanText(p.phrase(obj))
		}
		return from, obj < 0 || positionNouns[p.lemma(obj)] || changing[p.lemma(obj)]
	}
	return from, true
}

// givesWay reads "gave in", "gave up its demand", "caved in", "bowed to pressure".
func (p *page) givesWay(i int, l string) bool {
	switch l {
	case "give":
		obj := p.child(i, "obj")
		return p.particle(i, "in") || p.particle(i, "up") && obj >= 0 && positionNouns[p.lemma(obj)]
	case "cave":
		return p.particle(i, "in") || p.child(i, "obl") == i+2 && p.lemma(i+1) == "in"
	}
	return p.pressed(i)
}

// pressed reports "to pressure", "to the demands" below verb i.
func (p *page) pressed(i int) bool {
	for _, k := range p.kids[i] {
		if p.marker(k) == "to" {
			switch p.lemma(k) {
			case "pressure", "demand", "call", "criticism", "protest", "threat", "strike":
				return true
			}
		}
	}
	return false
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
		return p.subject(i)
	}
	for p.d.Head[h] != nlp.Root && (p.d.Rel[h].Is("xcomp") || p.d.Rel[h].Is("advcl") || p.d.Rel[h].Is("acl") || p.d.UPOS[h] == nlp.NOUN) {
		h = int(p.d.Head[h])
	}
	return p.subject(h)
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
