package statement

import (
	"fmt"
	"slices"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// tone is the attitude that a word shows to what it is said of.
type tone struct {
	stance event.Stance
	weight int
}

// tonePhrase is a run of lemmas with a tone.
type tonePhrase struct {
	tone
	words []string
}

// readTone reads the table of evaluative words and phrases (by their first
// word): lemmas, stance, weight 1 to 3.
func readTone(table string) (words map[string]tone, phrases map[string][]tonePhrase, err error) {
	rows, err := readRows("tone.tsv", table, 3)
	if err != nil {
		return nil, nil, err
	}
	out := make(map[string]tone, len(rows))
	phrases = map[string][]tonePhrase{}
	for _, r := range rows {
		if len(r[2]) != 1 || r[2][0] < '1' || r[2][0] > '3' {
			return nil, nil, fmt.Errorf("statement: tone.tsv: weight %q of %q is not 1 to 3", r[2], r[0])
		}
		t := tone{event.Stance(r[1]), int(r[2][0] - '0')}
		if words := strings.Fields(r[0]); len(words) > 1 {
			phrases[words[0]] = append(phrases[words[0]], tonePhrase{t, words})
			continue
		}
		out[r[0]] = t
	}
	return out, phrases, nil
}

// stance returns the speaker's attitude: of the cue, of the predicate that the
// cue depends on, of the content's words, of the statement that it goes on
// with, in this order.
func (r *resolver) stance(c *candidate, s *event.Statement, before []event.Statement) event.Stance {
	if c.stance != "" {
		return c.stance
	}
	content := r.contentStance(c.content)
	if own := r.cueStance(c, content); own != "" {
		return own
	}
	up := r.governorStance(c)
	if up != "" && (content == event.Neutral || content == event.Support) {
		return up
	}
	if content != event.Neutral {
		return content
	}
	if st := r.inherited(c, s, before); st != "" {
		return st
	}
	return event.Neutral
}

// cueStance returns the stance that the cue itself shows, "" if none.
func (r *resolver) cueStance(c *candidate, content event.Stance) event.Stance {
	v := r.v
	if c.head < 0 || c.entry == nil {
		return ""
	}
	lemma := v.lemma[c.head]
	st := r.lexical(c, lemma)
	switch {
	case st == "":
		return ""
	case st == event.Support && asks(lemma):
		return r.asked(c)
	case st == event.Support && promises(lemma) && content == event.Oppose:
		return event.Oppose
	case !v.negated(c.head):
		return st
	case st == event.Support:
		return event.Oppose
	case st == event.Oppose, st == event.Cautious:
		return event.Neutral
	}
	return st
}

// lexical returns the stance of the cue by its lemma and preposition, "" if
// the content decides.
func (r *resolver) lexical(c *candidate, lemma string) event.Stance {
	prep := r.preposition(c)
	switch lemma {
	case "warn", "warning":
		switch r.contentModal(c) {
		case "could", "may", "might", "can", "risk":
			if prep != "against" {
				return event.Cautious
			}
		}
		return event.Oppose
	case "caution":
		if prep == "against" {
			return event.Oppose
		}
		return event.Cautious
	case "call":
		if prep != "for" && prep != "on" {
			return ""
		}
	case "accept", "agree", "approve":
		return event.Support
	case "refuse", "decline", "refusal":
		return event.Oppose
	}
	if prep == "against" {
		return event.Oppose
	}
	return c.entry.stance
}

// preposition returns the word that links cue and content.
func (r *resolver) preposition(c *candidate) string {
	if len(c.content) == 0 {
		return ""
	}
	first := c.content[0].Start
	if first < c.cue.End {
		return ""
	}
	if last := r.v.lemma[c.cue.End-1]; c.cue.Len() > 1 && last != r.v.lemma[c.head] {
		return last
	}
	return r.v.lemma[first]
}

func promises(lemma string) bool {
	return lemma == "vow" || lemma == "promise" || lemma == "pledge" || lemma == "offer"
}

func asks(lemma string) bool {
	switch lemma {
	case "call", "demand", "urge", "request", "ask", "implore", "appeal", "plead", "press", "push", "insist", "seek", "beg", "exhort":
		return true
	}
	return false
}

// asked returns the stance of a demand: for what is asked, unless it asks for
// an end or for restraint.
func (r *resolver) asked(c *candidate) event.Stance {
	v := r.v
	n := 0
	for _, s := range c.content {
		for i := s.Start; i < s.End && n < 8; i++ {
			switch v.lemma[i] {
			case "end", "halt", "stop", "cease", "suspend", "abandon", "scrap", "drop", "lift", "not", "n't", "refrain", "withdraw", "withdrawal", "cessation", "reverse", "cancel", "respect", "obey", "boycott", "leave":
				return event.Oppose
			case "restraint", "caution", "calm", "de-escalate", "de-escalation", "patience", "reconsider":
				return event.Cautious
			}
			n++
		}
	}
	return event.Support
}

// contentModal returns the modal verb of the content's head, or "risk".
func (r *resolver) contentModal(c *candidate) string {
	v := r.v
	for _, s := range c.content {
		h := v.d.HeadOf(s)
		if k := v.child(h, "aux"); k >= 0 {
			for _, k := range v.children(h) {
				if v.rel(int(k)) == "aux" {
					switch l := v.lemma[k]; l {
					case "could", "may", "might", "can", "would", "will", "must", "should":
						return l
					}
				}
			}
		}
		if v.lemma[h] == "risk" || v.lemma[h] == "risky" {
			return "risk"
		}
	}
	return ""
}

// governorStance returns the stance of the predicate that a participle or an
// infinitive depends on: "resisted such calls, citing ...".
func (r *resolver) governorStance(c *candidate) event.Stance {
	v := r.v
	if c.head < 0 || !v.rel(c.head).Is("advcl") && !v.rel(c.head).Is("xcomp") {
		return ""
	}
	switch v.marker(c.head) {
	case "", "by", "while", "in", "to":
	default:
		return ""
	}
	h := v.head(c.head)
	if h == nlp.Root {
		return ""
	}
	if e := v.entry[h]; e != nil && e.stance != "" && !v.negated(h) {
		return e.stance
	}
	// "remained cautious": the attitude stands beside a verb without content.
	for _, k := range append([]int32{int32(h)}, v.children(h)...) {
		if t, ok := r.f.tone[v.lemma[k]]; ok && (int(k) == h || v.rel(int(k)).Is("xcomp")) && !v.negated(int(k)) {
			return t.stance
		}
	}
	return ""
}

// contentStance weighs the evaluative words of the content.
func (r *resolver) contentStance(content []nlp.Span) event.Stance {
	sum := map[event.Stance]int{}
	for _, s := range content {
		sum[event.Oppose] += 2 * r.refusals(s)
		for i := s.Start; i < s.End; i++ {
			if st, weight := r.toneOf(i, s); weight > 0 {
				sum[st] += weight
			}
			for _, p := range r.f.phrases[r.v.lemma[i]] {
				if r.stands(i, s, p.words) {
					sum[p.stance] += p.weight
				}
			}
		}
	}
	support, oppose, cautious := sum[event.Support], sum[event.Oppose], sum[event.Cautious]
	switch {
	case oppose > support && oppose >= cautious && oppose > 1:
		return event.Oppose
	case cautious > 1 && cautious >= support:
		return event.Cautious
	case support > oppose && support > 1:
		return event.Support
	}
	return event.Neutral
}

// toneOf returns the stance that word i of s shows, under negation, and its weight.
func (r *resolver) toneOf(i int, s nlp.Span) (event.Stance, int) {
	v := r.v
	t, ok := r.f.tone[v.lemma[i]]
	if !ok {
		return event.Neutral, 0
	}
	switch v.pos(i) {
	case nlp.PROPN:
		return event.Neutral, 0
	case nlp.VERB: // "rebels backed by Rwanda": said of somebody, not of the topic
		if v.rel(i) == "acl" || v.rel(i) == "amod" || v.lemma[i] == "concern" {
			return event.Neutral, 0
		}
	case nlp.NOUN:
		switch v.lemma[i] {
		case "right", "free", "back":
			return event.Neutral, 0
		}
	}
	st := t.stance
	if r.underNegation(i, s) {
		switch st {
		case event.Support:
			st = event.Oppose
		case event.Oppose:
			st = event.Neutral
		}
	}
	return st, t.weight
}

// stands reports whether the lemmas stand at word i of s, one after the other.
func (r *resolver) stands(i int, s nlp.Span, lemmas []string) bool {
	return i+len(lemmas) <= s.End && slices.Equal(r.v.lemma[i:i+len(lemmas)], lemmas)
}

// refusals counts what the words refuse or tell to stop: "we will not
// negotiate", "must stop", "no state can accept".
func (r *resolver) refusals(s nlp.Span) int {
	n := 0
	for i := s.Start; i < s.End; i++ {
		if r.v.pos(i) == nlp.VERB && r.refuses(i, i-s.Start) {
			n++
		}
	}
	return n
}

// refuses reports whether verb i, at the given distance from the beginning of
// its span, refuses or is told to stop.
func (r *resolver) refuses(i, distance int) bool {
	v := r.v
	modal := ""
	for _, k := range v.children(i) {
		if v.rel(int(k)).Is("aux") {
			switch l := v.lemma[k]; l {
			case "will", "would", "'ll", "wo", "shall":
				modal = "will"
			case "can", "could", "ca":
				modal = "can"
			case "must", "should":
				modal = "must"
			}
		}
	}
	subject := v.child(i, "nsubj")
	switch {
	case modal == "":
		return false
	case modal == "must": // "must stop", "should never have opened"
		return ceases[v.lemma[i]] && !v.negated(i) || v.negated(i) && v.child(i, "ccomp") < 0
	case !v.negated(i):
		return subject >= 0 && v.negated(subject) && yields[v.lemma[i]]
	case yields[v.lemma[i]]:
		return true
	}
	return modal == "will" && subject >= 0 && v.speaksFor(subject, v.quote[i] < 0 && distance < 6)
}

// speaksFor reports whether the subject is the speaker: "we", or in indirect
// speech the pronoun that begins it.
func (v *view) speaksFor(subject int, indirect bool) bool {
	switch v.lemma[subject] {
	case "we", "i":
		return true
	case "it", "they":
		return indirect
	}
	return false
}

// underNegation reports whether word i or the predicate above it is negated
// within s.
func (r *resolver) underNegation(i int, s nlp.Span) bool {
	v := r.v
	for k := 0; k < 3 && i != nlp.Root && s.Has(i); k++ {
		if v.negated(i) {
			return true
		}
		switch rel := v.rel(i); {
		case rel == "amod", rel.Is("xcomp"), rel.Is("compound"), rel == "obj", rel.Is("nmod"):
			i = v.head(i)
		default:
			return false
		}
	}
	return false
}

// inherited returns the stance of the statement just before by the same
// speaker in the same paragraph, for a short quotation that speaks of the
// same thing by a pronoun.
func (r *resolver) inherited(c *candidate, s *event.Statement, before []event.Statement) event.Stance {
	if len(before) == 0 || s.Kind == event.Indirect || s.Speaker.Actor == "" || size(c.content) > 15 {
		return ""
	}
	b := &before[len(before)-1]
	if b.Speaker.Actor != s.Speaker.Actor || b.Stance == event.Neutral || b.Stance == event.Declines {
		return ""
	}
	v := r.v
	at := v.d.SpanOf(b.Cue[0]).Start
	if v.d.Sents[v.sent[at]].Paragraph != v.d.Sents[v.sent[c.cue.Start]].Paragraph {
		return ""
	}
	words := v.says(c.content) + " "
	for _, p := range []string{" it ", " they ", " this ", " that ", " them ", " these "} {
		if strings.Contains(words, p) {
			return b.Stance
		}
	}
	return ""
}
