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
		if o := p.child(st.CueHead, "obj"); o >= 0 && vengeance[p.lemma(o)] {
			return p.withCondition(s, o), true
		}
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
	harm = slices.DeleteFunc(harm, func(h nlp.Span) bool {
		return h.Len() == 0 || h.Len() == 1 && p.d.UPOS[h.Start] == nlp.PUNCT
	})
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
		rel := p.d.Rel[k]
		if k <= head || !rel.Is("obl") && !rel.Is("obj") && !rel.Is("xcomp") && !rel.Is("ccomp") {
			continue
		}
		harm := p.phrase(k)
		if p.harmful(harm) || warns[cue] && p.mentions(harm, p.rep.Statements[s].Speaker.Actor) {
			return event.Threat{Condition: p.ranges(p.phrase(subj)), Consequence: p.ranges(harm)}, true
		}
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
