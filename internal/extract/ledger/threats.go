package ledger

import (
	"slices"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// threats returns the statements that announce harm by their speaker.
func (p *page) threats() []event.Threat {
	var out []event.Threat
	for s := range p.rep.Statements {
		st := &p.rep.Statements[s]
		if st.Stance == event.Declines || st.Class == event.Belief || len(p.content[s]) == 0 {
			continue
		}
		t, ok := p.threat(s)
		if !ok {
			continue
		}
		t.Statement, t.Speaker = st.ID, st.Speaker.Actor
		t.Addressee = p.addressee(s, &t)
		out = append(out, t)
	}
	return out
}

// threat finds the condition and the consequence of statement s.
func (p *page) threat(s int) (event.Threat, bool) {
	st := &p.rep.Statements[s]
	cue := ""
	if st.CueHead >= 0 && st.CueHead < p.d.Len() {
		cue = p.lemma(st.CueHead)
		if p.negated(st.CueHead) {
			return event.Threat{}, false
		}
	}
	switch cue {
	case "threaten", "threat":
		return p.threatened(s), true
	case "vow", "promise", "pledge", "swear":
		if head := p.top(p.behindCue(s)); head >= 0 && (strikesBack[p.lemma(head)] || p.lemma(head) == "take" && p.measures(head)) && !p.goodObject(head) {
			return p.withCondition(s, head), true
		}
	}
	if t, ok := p.equated(s, cue); ok {
		return t, true
	}
	if t, ok := p.announced(s, cue); ok {
		return t, true
	}
	return p.onCondition(s)
}

func (p *page) negated(i int) bool {
	for _, k := range p.kids[i] {
		if l := p.lemma(k); (l == "not" || l == "n't" || l == "never" || l == "no") && (p.d.Rel[k].Is("advmod") || p.d.Rel[k].Is("det")) {
			return true
		}
	}
	return false
}

// top returns the highest word of the spans, -1 if they are empty.
func (p *page) top(spans []nlp.Span) int {
	best, depth := -1, 1<<30
	for _, s := range spans {
		for i := s.Start; i < s.End; i++ {
			if p.d.UPOS[i] == nlp.PUNCT {
				continue
			}
			n := 0
			for h := int(p.d.Head[i]); h != nlp.Root; h = int(p.d.Head[h]) {
				n++
			}
			if n < depth {
				best, depth = i, n
			}
		}
	}
	return best
}

// behindCue returns the content that follows the cue of statement s, or all of
// it where none does.
func (p *page) behindCue(s int) []nlp.Span {
	end := 0
	for _, c := range p.cue[s] {
		end = max(end, c.End)
	}
	out := slices.DeleteFunc(slices.Clone(p.content[s]), func(c nlp.Span) bool { return c.Start < end })
	if len(out) == 0 {
		return p.content[s]
	}
	return out
}

// threatened reads "threatened to V (if ...)", "threatened X with Y",
// "threatened N by V-ing": what follows "by" is the harm.
func (p *page) threatened(s int) event.Threat {
	head := p.rep.Statements[s].CueHead
	for _, k := range p.kids[head] {
		if p.marker(k) == "by" && p.d.Rel[k].Is("advcl") {
			return p.withCondition(s, k)
		}
		if p.marker(k) == "with" && p.d.Rel[k].Is("obl") {
			return p.withCondition(s, k)
		}
	}
	top := p.top(p.behindCue(s))
	for _, k := range p.kids[top] {
		if p.marker(k) == "by" && (p.d.Rel[k].Is("advcl") || p.d.Rel[k].Is("acl")) {
			return p.withCondition(s, k)
		}
	}
	return p.withCondition(s, top)
}

// withCondition returns the threat whose harm is the phrase of head; a clause
// of condition below it or beside the cue is its condition.
func (p *page) withCondition(s, head int) event.Threat {
	var t event.Threat
	c := p.condition(head)
	if c < 0 {
		if cue := p.rep.Statements[s].CueHead; cue >= 0 {
			c = p.condition(cue)
		}
	}
	if c < 0 || p.dominates(c, head) {
		if c = p.conditionIn(s); c >= 0 && p.dominates(c, head) {
			c = -1
		}
	}
	harm := []nlp.Span{p.phrase(head)}
	if c >= 0 {
		t.Condition = p.ranges(p.phrase(c))
		harm = minus(harm[0], p.cover[c])
	}
	if own := clip(harm, p.content[s]); len(own) > 0 {
		harm = own
	}
	for i := range harm {
		harm[i] = p.trim(harm[i])
	}
	t.Consequence = p.ranges(harm...)
	return t
}

func (p *page) dominates(a, b int) bool {
	for b != nlp.Root {
		if a == b {
			return true
		}
		b = int(p.d.Head[b])
	}
	return false
}

// clip returns the parts of spans inside within.
func clip(spans, within []nlp.Span) []nlp.Span {
	var out []nlp.Span
	for _, s := range spans {
		for _, w := range within {
			if x := (nlp.Span{Start: max(s.Start, w.Start), End: min(s.End, w.End)}); x.Len() > 0 {
				out = append(out, x)
			}
		}
	}
	return out
}

// condition returns the head of the clause of condition under predicate i, or -1.
func (p *page) condition(i int) int {
	for _, k := range p.kids[i] {
		switch p.marker(k) {
		case "if", "unless", "until", "once", "provided":
			if p.d.Rel[k].Is("advcl") || p.d.Rel[k].Is("ccomp") || p.d.Rel[k].Is("acl") {
				return k
			}
		}
		// "should sanctions be imposed", "were it to attack"
		if first := p.cover[k].Start; k > first && (p.lemma(first) == "should" || strings.EqualFold(p.d.Form(first), "were")) && int(p.d.Head[first]) == k && p.child(k, "nsubj") > first {
			return k
		}
	}
	return -1
}

// conditionIn returns the head of the first clause of condition inside the
// content of statement s, or -1.
func (p *page) conditionIn(s int) int {
	for _, span := range p.content[s] {
		for i := span.Start; i < span.End; i++ {
			if l := p.lemma(i); (l == "if" || l == "unless") && p.d.Rel[i] == "mark" && p.d.Head[i] != nlp.Root {
				return int(p.d.Head[i])
			}
		}
	}
	return -1
}

// equated reads "warned that X would equate to Y": X is the condition.
func (p *page) equated(s int, cue string) (event.Threat, bool) {
	if !warns[cue] && cue != "say" && cue != "declare" && cue != "state" {
		return event.Threat{}, false
	}
	head := p.top(p.content[s])
	if head < 0 || !equates[p.lemma(head)] || !p.modal(head, "would", "will", "shall") {
		return event.Threat{}, false
	}
	subj := p.child(head, "nsubj", "csubj")
	if subj < 0 || p.d.UPOS[subj] == nlp.PRON && p.child(subj, "acl:relcl") < 0 {
		return event.Threat{}, false
	}
	for _, k := range p.kids[head] {
		if k <= head || !p.d.Rel[k].Is("obl") && !p.d.Rel[k].Is("obj") && !p.d.Rel[k].Is("xcomp") && !p.d.Rel[k].Is("ccomp") {
			continue
		}
		harm := p.phrase(k)
		if !warns[cue] && !p.harmful(harm) {
			continue
		}
		if warns[cue] && !p.harmful(harm) && !p.mentions(harm, p.rep.Statements[s].Speaker.Actor) {
			continue
		}
		return event.Threat{Condition: p.ranges(p.phrase(subj)), Consequence: p.ranges(harm)}, true
	}
	return event.Threat{}, false
}

func (p *page) modal(i int, words ...string) bool {
	for _, k := range p.kids[i] {
		if p.d.Rel[k].Is("aux") && (slices.Contains(words, p.lemma(k)) || p.lemma(k) == "'ll" && slices.Contains(words, "will")) {
			return true
		}
	}
	return false
}

func (p *page) harmful(s nlp.Span) bool {
	for i := s.Start; i < s.End; i++ {
		if harms[p.lemma(i)] || strikesBack[p.lemma(i)] {
			return true
		}
	}
	return false
}

func (p *page) mentions(s nlp.Span, actor string) bool {
	for i := s.Start; i < s.End; i++ {
		if a := p.actor[i]; a >= 0 && (p.rep.Actors[a].ID == actor || p.same(int(a), actor)) {
			return true
		}
	}
	return false
}

// announced reads "will respond if ...", "there will be consequences", "or
// face strikes" in the words of the speaker about its own side.
func (p *page) announced(s int, cue string) (event.Threat, bool) {
	st := &p.rep.Statements[s]
	for _, span := range p.content[s] {
		for i := span.Start; i < span.End; i++ {
			if p.d.UPOS[i] != nlp.VERB && p.d.UPOS[i] != nlp.NOUN && p.d.UPOS[i] != nlp.AUX {
				continue
			}
			if p.otherSays(i, s) {
				continue
			}
			l := p.lemma(i)
			switch {
			case l == "face" && p.d.Rel[i] == "conj" && p.alternative(i):
				return event.Threat{Condition: p.ranges(p.trim(nlp.Span{Start: p.cover[int(p.d.Head[i])].Start, End: p.cover[i].Start})), Consequence: p.ranges(p.phrase(i))}, true
			case p.d.UPOS[i] == nlp.VERB && strikesBack[l] && p.modal(i, "will", "shall", "would") && !p.negated(i):
				subj := p.subject(i)
				own := subj >= 0 && (firstPerson[strings.ToLower(p.d.Form(subj))] || p.ownSide(subj, st.Speaker.Actor) || p.reported(s, subj) && (p.condition(i) >= 0 || assaults[l]) || p.condition(i) >= 0 && p.homeless(st.Speaker.Actor) && p.governs(subj))
				if own && (p.condition(i) >= 0 || retaliates[l] || assaults[l] || warns[cue]) && !p.goodObject(i) {
					return p.withCondition(s, i), true
				}
			case l != "warn" && staged[l] && p.modal(i, "will", "would", "shall") && p.conditionIn(s) >= 0 && p.stages(i):
				return p.withCondition(s, i), true
			case (warns[cue] || harmed[l] && l != "treat" && l != "target" && l != "hit") && harmed[l] && p.child(i, "aux:pass") >= 0 && p.modal(i, "will", "would", "shall") && !p.negated(i) && p.conditionIn(s) >= 0:
				return p.withCondition(s, i), true
			case l == "take" && p.modal(i, "will", "shall", "would") && p.conditionIn(s) >= 0 && p.measures(i):
				return p.withCondition(s, i), true
			case l == "option" && p.conditionIn(s) >= 0 && p.openOption(i):
				head := i
				if h := int(p.d.Head[i]); h != nlp.Root && p.d.Rel[i].Is("nsubj") {
					head = h
				}
				return p.withCondition(s, head), true
			case (l == "consequence" || l == "retaliation" || l == "response" || l == "reprisal") && p.coming(i):
				top := i
				for p.d.Head[top] != nlp.Root && span.Has(int(p.d.Head[top])) && p.d.UPOS[top] != nlp.VERB && p.d.UPOS[top] != nlp.AUX {
					top = int(p.d.Head[top])
				}
				t := p.withCondition(s, top)
				if n := p.child(top, "nsubj"); len(t.Condition) == 0 && p.lemma(top) == "have" && n >= 0 && p.d.UPOS[n] != nlp.PRON {
					t.Condition = p.ranges(p.phrase(n)) // "such behaviour would have consequences"
					t.Consequence = p.ranges(p.predicate(top))
				}
				if l == "response" && len(t.Condition) == 0 && !warns[cue] {
					continue
				}
				return t, true
			}
		}
	}
	return event.Threat{}, false
}

// onCondition reads "we will V if they ...": what the speaker's side will do
// to make others act, unless it is a help or a concession.
func (p *page) onCondition(s int) (event.Threat, bool) {
	speaker := p.rep.Statements[s].Speaker.Actor
	for _, span := range p.content[s] {
		for i := span.Start; i < span.End; i++ {
			if p.d.UPOS[i] != nlp.VERB || helps[p.lemma(i)] || !p.modal(i, "will", "would", "shall") || p.otherSays(i, s) {
				continue
			}
			c := p.condition(i)
			if c < 0 || p.goodObject(i) {
				continue
			}
			subj, other := p.subject(i), p.child(c, "nsubj", "nsubj:pass")
			if subj < 0 || other < 0 || p.actorOf(subj) >= 0 && p.actorOf(subj) == p.actorOf(other) || firstPerson[strings.ToLower(p.d.Form(other))] {
				continue
			}
			if negated := p.negated(i); negated && p.marker(c) != "unless" && p.marker(c) != "until" {
				continue
			}
			own := firstPerson[strings.ToLower(p.d.Form(subj))] || p.ownSide(subj, speaker) || p.reported(s, subj) ||
				p.child(i, "aux:pass") >= 0 && speaker != "" && p.mentions(p.cover[subj], speaker)
			if own {
				return p.withCondition(s, i), true
			}
		}
	}
	return event.Threat{}, false
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
