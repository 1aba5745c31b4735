package ledger

import (
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// announced reads "will respond if ...", "there will be consequences", "or
// face strikes" in the words of the speaker about its own side.
func (p *page) announced(s int, cue string) (event.Threat, bool) {
	for _, span := range p.content[s] {
		for i := span.Start; i < span.End; i++ {
			switch p.d.UPOS[i] {
			case nlp.VERB, nlp.NOUN, nlp.AUX:
			default:
				continue
			}
			if p.otherSays(i, s) {
				continue
			}
			if t, ok := p.strikes(s, i, cue); ok {
				return t, true
			}
			if t, ok := p.harms(s, i, cue); ok {
				return t, true
			}
			if t, ok := p.consequences(s, i, cue, span); ok {
				return t, true
			}
		}
	}
	return event.Threat{}, false
}

// strikes reads what the speaker's own side will do: "we will respond if",
// "his country would strike", "they would call a strike if", "or face".
func (p *page) strikes(s, i int, cue string) (event.Threat, bool) {
	l := p.lemma(i)
	if l == "face" && p.d.Rel[i] == "conj" && p.alternative(i) {
		first := nlp.Span{Start: p.cover[int(p.d.Head[i])].Start, End: p.cover[i].Start}
		return event.Threat{Condition: p.ranges(p.trim(first)), Consequence: p.ranges(p.phrase(i))}, true
	}
	if p.d.UPOS[i] != nlp.VERB || !p.modal(i, "will", "shall", "would") || p.negated(i) {
		return event.Threat{}, false
	}
	if p.conditionIn(s) >= 0 && (staged[l] && p.stages(i) || l == "take" && p.measures(i)) {
		return p.withCondition(s, i), true
	}
	if k := p.answered(i); k >= 0 && p.own(s, i, true) {
		t := p.withCondition(s, i)
		if len(t.Condition) == 0 {
			t.Condition = p.ranges(p.phrase(k))
			t.Consequence = p.ranges(p.trim(p.withoutMarked(i, k)))
		}
		return t, true
	}
	condition := p.condition(i) >= 0
	if !strikesBack[l] || !(condition || retaliates[l] || assaults[l] || warns[cue]) || p.goodObject(i) || !p.own(s, i, condition) {
		return event.Threat{}, false
	}
	return p.withCondition(s, i), true
}

// own reports whether the subject of verb i is the speaker's side.
func (p *page) own(s, i int, condition bool) bool {
	subj, speaker := p.subject(i), p.rep.Statements[s].Speaker.Actor
	switch {
	case subj < 0:
		return false
	case firstPerson[strings.ToLower(p.d.Form(subj))], p.ownSide(subj, speaker):
		return true
	case p.reported(s, subj) && (condition || assaults[p.lemma(i)]):
		return true
	}
	return condition && p.homeless(speaker) && p.governs(subj)
}

// harms reads what will be done to others under a condition: "would be treated
// as enemies unless".
func (p *page) harms(s, i int, cue string) (event.Threat, bool) {
	l := p.lemma(i)
	if t, ok := p.whoever(i); ok {
		return t, true
	}
	if subj := p.subject(i); losses[l] && warns[cue] && subj >= 0 && p.condition(i) >= 0 && p.modal(i, "will", "would", "shall") && !p.negated(i) && p.actorOf(subj) >= 0 &&
		p.rep.Actors[p.actorOf(subj)].ID != p.rep.Statements[s].Speaker.Actor {
		return p.withCondition(s, i), true
	}
	if !harmed[l] || p.child(i, "aux:pass") < 0 || !p.modal(i, "will", "would", "shall") || p.negated(i) || p.conditionIn(s) < 0 {
		return event.Threat{}, false
	}
	if !warns[cue] && (l == "treat" || l == "target" || l == "hit") {
		return event.Threat{}, false
	}
	return p.withCondition(s, i), true
}

// whoever reads what will be done to all who do something: "any ship that enters
// the zone will be sunk".
func (p *page) whoever(i int) (event.Threat, bool) {
	l, subj := p.lemma(i), p.child(i, "nsubj:pass")
	if subj < 0 || !harmed[l] && !assaults[l] || !p.modal(i, "will", "would", "shall") || p.negated(i) {
		return event.Threat{}, false
	}
	if p.child(subj, "acl:relcl") < 0 || !p.has(subj, "det", "any") && p.lemma(subj) != "those" && p.lemma(subj) != "that" && p.lemma(subj) != "anyone" && p.lemma(subj) != "anybody" && p.lemma(subj) != "everyone" {
		return event.Threat{}, false
	}
	return event.Threat{Condition: p.ranges(p.trim(p.cover[subj])), Consequence: p.ranges(p.predicate(i))}, true
}

// answered returns the attack that verb i promises to answer: "would respond
// with force to any attack", -1 for none.
func (p *page) answered(i int) int {
	switch p.lemma(i) {
	case "respond", "react", "answer", "retaliate":
	default:
		return -1
	}
	for _, k := range p.kids[i] {
		if m := p.marker(k); p.d.Rel[k].Is("obl") && (m == "to" || m == "against") && (onslaughts[p.lemma(k)] || harms[p.lemma(k)] || p.lemma(k) == "provocation" || p.lemma(k) == "violation") {
			return k
		}
	}
	return -1
}

// consequences reads "there will be consequences", "every option is open".
func (p *page) consequences(s, i int, cue string, span nlp.Span) (event.Threat, bool) {
	head := int(p.d.Head[i])
	switch l := p.lemma(i); {
	case l == "option" && p.conditionIn(s) >= 0 && p.openOption(i):
		if head == nlp.Root || !p.d.Rel[i].Is("nsubj") {
			head = i
		}
		return p.withCondition(s, head), true
	case answersBack[l] && p.coming(i):
		top := i
		for p.d.Head[top] != nlp.Root && span.Has(int(p.d.Head[top])) && p.d.UPOS[top] != nlp.VERB && p.d.UPOS[top] != nlp.AUX {
			top = int(p.d.Head[top])
		}
		t := p.withCondition(s, top)
		if n := p.child(top, "nsubj"); len(t.Condition) == 0 && p.lemma(top) == "have" && n >= 0 && p.d.UPOS[n] != nlp.PRON {
			t.Condition = p.ranges(p.phrase(n)) // "such behaviour would have consequences"
			t.Consequence = p.ranges(p.predicate(top))
		}
		return t, l != "response" || len(t.Condition) > 0 || warns[cue]
	}
	return event.Threat{}, false
}

// onCondition reads "we will V if they ...": what the speaker's side will do
// to make others act, unless it is a help or a concession.
func (p *page) onCondition(s int) (event.Threat, bool) {
	speaker := p.rep.Statements[s].Speaker.Actor
	for _, span := range p.content[s] {
		for i := span.Start; i < span.End; i++ {
			if p.d.UPOS[i] == nlp.VERB && (p.withheld(i) || !helps[p.lemma(i)] && !p.goodObject(i)) && !p.otherSays(i, s) && p.presses(s, i, speaker) {
				return p.withCondition(s, i), true
			}
		}
	}
	return event.Threat{}, false
}

// withheld reports "will not renew the agreement unless": a good that is held back.
func (p *page) withheld(i int) bool {
	c := p.condition(i)
	return c >= 0 && p.marker(c) == "unless" && p.negated(i) && p.child(i, "obj") >= 0
}

// presses reports whether verb i is what the speaker's side will do, or not
// do, depending on what somebody else does.
func (p *page) presses(s, i int, speaker string) bool {
	c := p.condition(i)
	if cue := p.rep.Statements[s].CueHead; c < 0 && cue >= 0 && int(p.d.Head[i]) == cue {
		c = p.condition(cue) // "should they go ahead, the ministry said, ..."
	}
	if c < 0 || !p.modal(i, "will", "would", "shall") || p.negated(i) && p.marker(c) != "unless" && p.marker(c) != "until" {
		return false
	}
	subj, other := p.subject(i), p.child(c, "nsubj", "nsubj:pass")
	if subj < 0 || other < 0 || p.actorOf(subj) >= 0 && p.actorOf(subj) == p.actorOf(other) || firstPerson[strings.ToLower(p.d.Form(other))] {
		return false
	}
	return firstPerson[strings.ToLower(p.d.Form(subj))] || p.ownSide(subj, speaker) || p.reported(s, subj) || p.homeless(speaker) && p.governs(subj) ||
		p.child(i, "aux:pass") >= 0 && speaker != "" && p.mentions(p.cover[subj], speaker)
}

// otherSays reports whether word i lies in a statement inside statement s.
func (p *page) otherSays(i, s int) bool {
	in := p.sayer(i)
	return in != nil && in.ID != p.rep.Statements[s].ID
}

func (p *page) alternative(i int) bool {
	for _, k := range p.kids[i] {
		if p.d.Rel[k] == "cc" && p.lemma(k) == "or" {
			return true
		}
	}
	return false
}

// ownSide reports whether the subject is the speaker or of its country.
func (p *page) ownSide(subj int, speaker string) bool {
	if k := p.child(subj, "nmod:poss"); k >= 0 && p.d.UPOS[k] == nlp.PRON && ownForces[p.lemma(subj)] {
		return true // "his country would strike"
	}
	a := p.actorOf(subj)
	return a >= 0 && speaker != "" && (p.rep.Actors[a].ID == speaker || p.same(a, speaker))
}

// goodObject reports whether the verb's object makes it harmless ("respond to
// the request", "strike a deal").
func (p *page) goodObject(i int) bool {
	for _, k := range p.kids[i] {
		if p.d.Rel[k].Is("obj") || p.d.Rel[k].Is("obl") && p.marker(k) == "to" {
			switch p.lemma(k) {
			case "deal", "agreement", "request", "question", "letter", "need", "call", "proposal", "offer", "balance", "invitation", "crisis", "emergency", "goal", "target":
				return true
			}
		}
	}
	return false
}

// coming reports whether the noun is announced for the future: its verb has
// "will" or "would", or is "face" or "risk".
func (p *page) coming(i int) bool {
	for k, w := 0, i; k < 3 && w != nlp.Root; k, w = k+1, int(p.d.Head[w]) {
		if p.modal(w, "will", "would", "shall") {
			return !p.negated(w)
		}
		if l := p.lemma(w); w != i && (l == "face" || l == "risk") {
			return true
		}
	}
	return false
}

// addressee returns the actor to whom the threat speaks: the one spoken to,
// the first other side in its condition, its content or, failing these, in
// the statement before by the same speaker.
func (p *page) addressee(s int, t *event.Threat) string {
	st := &p.rep.Statements[s]
	if st.Addressee != "" {
		return st.Addressee
	}
	if a := p.actorIn(p.words(t.Condition), st.Speaker.Actor); a >= 0 {
		return p.rep.Actors[a].ID
	}
	if a := p.actorIn(p.content[s], st.Speaker.Actor); a >= 0 {
		return p.rep.Actors[a].ID
	}
	for k := s - 1; k >= 0 && k >= s-2; k-- {
		b := &p.rep.Statements[k]
		if b.Speaker.Actor != st.Speaker.Actor || st.Speaker.Actor == "" {
			continue
		}
		if b.Addressee != "" {
			return b.Addressee
		}
		if a := p.actorIn(p.content[k], st.Speaker.Actor); a >= 0 {
			return p.rep.Actors[a].ID
		}
	}
	return ""
}

// homeless reports whether the country of the actor is not known.
func (p *page) homeless(id string) bool {
	a := p.byID(id)
	return a == nil || a.Country == ""
}

// governs reports whether the word names a state or a government.
func (p *page) governs(i int) bool {
	a := p.actorOf(i)
	return a >= 0 && (p.rep.Actors[a].Kind == event.State || p.rep.Actors[a].Kind == event.Government || p.rep.Actors[a].Kind == event.Military)
}

// measures reports whether the object of verb i is a measure: "take resolute measures".
func (p *page) measures(i int) bool {
	o := p.child(i, "obj")
	return o >= 0 && (p.lemma(o) == "measure" || p.lemma(o) == "action" || p.lemma(o) == "step" || p.lemma(o) == "countermeasure" || p.lemma(o) == "revenge")
}

// openOption reads "every option is open", "all options are on the table".
func (p *page) openOption(i int) bool {
	s := p.d.Sents[p.d.SentOf(i)].Span
	for j := i + 1; j < min(s.End, i+7); j++ {
		if l := p.lemma(j); l == "open" || l == "table" {
			return true
		}
	}
	return false
}

// reported reports whether the subject is a pronoun in indirect speech, which
// then stands for the speaker's side.
func (p *page) reported(s, subj int) bool {
	if p.rep.Statements[s].Kind != event.Indirect {
		return false
	}
	switch strings.ToLower(p.d.Form(subj)) {
	case "it", "they", "he", "she":
		return true
	}
	return false
}

// stages reports whether verb i has a strike or an attack for its object:
// "call a general strike", "launch an offensive".
func (p *page) stages(i int) bool {
	o := p.child(i, "obj")
	return o >= 0 && onslaughts[p.lemma(o)]
}
