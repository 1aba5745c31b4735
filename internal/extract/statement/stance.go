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

// readTone reads the table of evaluative words and phrases: lemmas, stance,
// weight 1 to 3.
func readTone(table string) (words map[string]tone, phrases []tonePhrase, err error) {
	rows, err := readRows("tone.tsv", table, 3)
	if err != nil {
		return nil, nil, err
	}
	out := make(map[string]tone, len(rows))
	for _, r := range rows {
		if len(r[2]) != 1 || r[2][0] < '1' || r[2][0] > '3' {
			return nil, nil, fmt.Errorf("statement: tone.tsv: weight %q of %q is not 1 to 3", r[2], r[0])
		}
		t := tone{event.Stance(r[1]), int(r[2][0] - '0')}
		if words := strings.Fields(r[0]); len(words) > 1 {
			phrases = append(phrases, tonePhrase{t, words})
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
	lemma, prep := v.lemma[c.head], ""
	if len(c.content) > 0 {
		if first := c.content[0].Start; first > 0 && first >= c.cue.End {
			prep = v.lemma[first]
			if last := v.lemma[c.cue.End-1]; c.cue.Len() > 1 && last != lemma {
				prep = last
			}
		}
	}
	negated := v.negated(c.head)
	st := c.entry.stance
	switch {
	case prep == "against":
		st = event.Oppose
	case lemma == "warn" || lemma == "warning" || lemma == "caution":
		st = event.Oppose
		if mod := r.contentModal(c); mod == "could" || mod == "may" || mod == "might" || mod == "can" || mod == "risk" {
			st = event.Cautious
		}
		if lemma == "caution" {
			st = event.Cautious
		}
	case lemma == "call" && prep != "for" && prep != "on":
		return ""
	case lemma == "accept" || lemma == "agree" || lemma == "approve":
		st = event.Support
	case lemma == "refuse" || lemma == "decline" || lemma == "refusal":
		st = event.Oppose
	}
	if st == "" {
		return ""
	}
	if st == event.Support && asks(lemma) {
		return r.asked(c)
	}
	if st == event.Support && (lemma == "vow" || lemma == "promise" || lemma == "pledge" || lemma == "offer") && content == event.Oppose {
		return event.Oppose
	}
	if negated {
		switch st {
		case event.Support:
			return event.Oppose
		case event.Oppose, event.Cautious:
			return event.Neutral
		}
	}
	return st
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
	v := r.v
	var support, oppose, cautious int
	for _, s := range content {
		for _, p := range r.f.phrases {
			n := r.count(s, p.words)
			switch p.stance {
			case event.Support:
				support += n * p.weight
			case event.Oppose:
				oppose += n * p.weight
			case event.Cautious:
				cautious += n * p.weight
			}
		}
		oppose += 2 * r.refusals(s)
		for i := s.Start; i < s.End; i++ {
			t, ok := r.f.tone[v.lemma[i]]
			if !ok || v.pos(i) == nlp.PROPN || v.pos(i) == nlp.VERB && v.lemma[i] == "concern" || v.pos(i) == nlp.NOUN && (v.lemma[i] == "right" || v.lemma[i] == "free" || v.lemma[i] == "back" || v.lemma[i] == "lie" && v.feat(i, "Number") == "") {
				continue
			}
			if v.pos(i) == nlp.VERB && (v.rel(i) == "acl" || v.rel(i) == "amod") {
				continue // "rebels backed by Rwanda": said of somebody, not of the topic
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
			switch st {
			case event.Support:
				support += t.weight
			case event.Oppose:
				oppose += t.weight
			case event.Cautious:
				cautious += t.weight
			}
		}
	}
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

// count returns how often the lemmas stand in s one after the other.
func (r *resolver) count(s nlp.Span, lemmas []string) int {
	n := 0
	for i := s.Start; i+len(lemmas) <= s.End; i++ {
		if r.v.lemma[i] == lemmas[0] && slices.Equal(r.v.lemma[i:i+len(lemmas)], lemmas) {
			n++
		}
	}
	return n
}

// refusals counts what the words refuse or tell to stop: "we will not
// negotiate", "must stop", "no state can accept".
func (r *resolver) refusals(s nlp.Span) int {
	v, n := r.v, 0
	for i := s.Start; i < s.End; i++ {
		if v.pos(i) != nlp.VERB {
			continue
		}
		modal := ""
		for _, k := range v.children(i) {
			if v.rel(int(k)).Is("aux") {
				switch l := v.lemma[k]; l {
				case "will", "would", "'ll", "wo", "can", "could", "ca", "must", "should", "shall":
					modal = l
				}
			}
		}
		subject := v.child(i, "nsubj")
		switch {
		case modal == "":
		case modal == "must" || modal == "should":
			if ceases[v.lemma[i]] && !v.negated(i) || v.negated(i) && v.child(i, "ccomp") < 0 {
				n++ // "must stop", "should never have opened"
			}
		case v.negated(i) && (yields[v.lemma[i]] || subject >= 0 && (v.lemma[subject] == "we" || v.lemma[subject] == "i" || (v.lemma[subject] == "it" || v.lemma[subject] == "they") && v.quote[i] < 0 && i-s.Start < 6) && modal != "can" && modal != "could" && modal != "ca"),
			subject >= 0 && v.negated(subject) && yields[v.lemma[i]]:
			n++
		}
	}
	return n
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
