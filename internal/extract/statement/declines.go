package statement

import (
	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// declines finds the refusal to speak whose verb of speech is i: "declined to
// comment", "has yet to comment on X", "did not respond to a request".
func (v *view) declines(i int) (candidate, bool) {
	if v.pos(i) == nlp.NOUN && v.lemma[i] == "comment" {
		return v.noComment(i)
	}
	if c, ok := v.turnsDown(i); ok {
		return c, true
	}
	if v.pos(i) != nlp.VERB || !speaksOut(v.lemma[i]) {
		return candidate{}, false
	}
	first, why := v.refusal(i)
	if why == "" {
		return candidate{}, false
	}
	subject, how := v.subjectOf(i)
	if subject < 0 {
		return candidate{}, false
	}
	c := candidate{head: first, addressee: -1, subject: subject, stance: event.Declines, why: "rule declines: " + why + ", subject " + how, prob: 0.9}
	c.cue = v.cueSpan(i)
	c.cue.Start = min(c.cue.Start, v.cueSpan(first).Start)
	c.source = v.sourceSpans(subject, first)
	v.topic(&c, i)
	if len(c.content) == 0 { // nothing said of what: the verb itself is what was declined
		c.content = []nlp.Span{{Start: i, End: i + 1}}
		if v.childLemma(i, "mark", "to") == i-1 && i > 0 {
			c.content[0].Start--
		}
		c.cue = v.cueSpan(first)
		if c.cue.Overlaps(c.content[0]) {
			c.cue = nlp.Span{Start: min(c.cue.Start, i), End: c.content[0].Start}
			if c.cue.Len() <= 0 && !v.byNobody(&c, i) {
				return c, false
			}
		}
	}
	return c, true
}

// refusal returns why verb of speech i is a refusal, "" if it is none, and the
// first predicate of its cue.
func (v *view) refusal(i int) (first int, why string) {
	if h := v.head(i); h != nlp.Root && v.rel(i).Is("xcomp") {
		switch v.lemma[h] {
		case "decline", "refuse":
			return h, "declined to " + v.lemma[i]
		case "wish", "want", "choose", "care":
			if v.negated(h) && (answers(v.lemma[i]) || v.lemma[i] == "say") {
				return h, "did not wish to " + v.lemma[i]
			}
		case "have", "be":
			if v.yetBefore(i) {
				return h, "yet to " + v.lemma[i]
			}
		}
	}
	if v.yetBefore(i) {
		return i, "yet to " + v.lemma[i]
	}
	if (v.negated(i) || v.nobody(i)) && answers(v.lemma[i]) && v.child(i, "ccomp") < 0 && v.quote[i] < 0 {
		return i, "did not " + v.lemma[i]
	}
	if v.quote[i] < 0 && v.negated(i) && v.childLemma(i, "aux", "would") >= 0 && withholds(v.lemma[i]) {
		return i, "would not " + v.lemma[i]
	}
	if v.lemma[i] == "confirm" && v.quote[i] < 0 && v.neither(i) {
		return i, "neither confirmed nor denied"
	}
	return i, ""
}

// nobody reports whether the subject of verb i says that none of those meant
// did: "neither government", "none of the parties", "no official".
func (v *view) nobody(i int) bool {
	s := v.ownSubject(i)
	if s < 0 {
		return false
	}
	switch v.lemma[s] {
	case "none", "neither", "nobody":
		return true
	}
	for _, k := range v.children(s) {
		switch v.lemma[k] {
		case "no", "neither":
			if rel := v.rel(int(k)); rel.Is("det") || rel.Is("cc") || rel.Is("advmod") {
				return true
			}
		}
	}
	return false
}

// byNobody takes the word that makes a refusal of "Neither side commented" for
// the cue.
func (v *view) byNobody(c *candidate, i int) bool {
	if !v.nobody(i) || len(c.source) == 0 {
		return false
	}
	c.cue = nlp.Span{Start: c.source[0].Start, End: c.source[0].Start + 1}
	c.source = subtract(c.source, c.cue)
	l := v.lemma[c.cue.Start]
	return len(c.source) > 0 && (l == "neither" || l == "no" || l == "none")
}

// neither reports "neither V nor deny".
func (v *view) neither(i int) bool {
	for _, k := range v.children(i) {
		if v.rel(int(k)) == "conj" && v.lemma[k] == "deny" {
			return i > 0 && v.lemma[i-1] == "neither"
		}
	}
	return false
}

// topic sets the content of refusal c to what verb i would have spoken of, and
// takes the preposition before it into the cue.
func (v *view) topic(c *candidate, i int) {
	for _, k := range v.children(i) {
		if v.isTopic(int(k)) {
			c.content = append(c.content, v.wordsUnder(int(k))...)
		}
	}
	c.content = v.trimAll(v.join(subtract(c.content, append([]nlp.Span{c.cue}, c.source...)...)))
	if len(c.content) == 0 {
		return
	}
	first := c.content[0].Start
	linked := v.rel(first).Is("case") || v.rel(first).Is("mark") && v.lemma[first] != "whether" && v.lemma[first] != "that" && v.lemma[first] != "to"
	switch {
	case first == c.cue.End && linked:
		c.cue.End++ // "comment on | whether"
		c.content[0].Start++
		c.content = v.trimAll(c.content)
	case first == c.cue.End+1 && (v.lemma[c.cue.End] == "on" || v.lemma[c.cue.End] == "about"):
		c.cue.End++
	}
}

// isTopic reports whether child k of a verb of speech is what is spoken of: no
// circumstance of time, place or reason.
func (v *view) isTopic(k int) bool {
	m := v.marker(k)
	switch rel := v.rel(k); {
	case rel.Is("obl"):
		return m != "in" && m != "at" && m != "by" && m != "" && m != "during"
	case rel.Is("advcl"):
		return m != "" && m != "as" && m != "while" && m != "because" && m != "when" && m != "after"
	case rel == "ccomp", rel == "obj", rel.Is("xcomp"):
		return true
	}
	return false
}

// turnsDown finds "declined requests for an interview", "refused to be drawn",
// "did not return calls seeking comment".
func (v *view) turnsDown(i int) (candidate, bool) {
	if v.pos(i) != nlp.VERB {
		return candidate{}, false
	}
	obj := v.child(i, "obj")
	why, content := "", -1
	switch v.lemma[i] {
	case "decline", "refuse":
		if x := v.child(i, "xcomp"); x >= 0 && v.lemma[x] == "draw" && v.child(x, "aux:pass") >= 0 {
			why, content = "declined to be drawn", x
		} else if obj >= 0 && (v.lemma[obj] == "comment" || v.lemma[obj] == "request" || v.lemma[obj] == "interview") {
			why, content = "declined "+v.lemma[obj], obj
		}
	case "draw":
		if v.child(i, "aux:pass") >= 0 && v.negated(i) && v.childLemma(i, "aux", "would") >= 0 {
			why, content = "would not be drawn", i
			if k := v.child(i, "obl", "advcl", "ccomp"); k >= 0 {
				content = k
			}
			subject := v.child(i, "nsubj:pass", "nsubj")
			if subject < 0 {
				return candidate{}, false
			}
			c := candidate{head: i, cue: v.cueSpan(i), addressee: -1, subject: subject, source: v.sourceSpans(subject, i), stance: event.Declines, why: "rule declines: " + why, prob: 0.9}
			c.content = v.trimAll(subtract(v.wordsUnder(content), append([]nlp.Span{c.cue}, c.source...)...))
			return c, len(c.content) > 0
		}
	case "return", "answer":
		if obj >= 0 && v.negated(i) && (v.lemma[obj] == "call" || v.lemma[obj] == "message" || v.lemma[obj] == "request" || v.lemma[obj] == "email") {
			why, content = "did not "+v.lemma[i]+" "+v.lemma[obj], obj
		}
	}
	subject, how := v.subjectOf(i)
	if why == "" || subject < 0 {
		return candidate{}, false
	}
	c := candidate{head: i, cue: v.cueSpan(i), addressee: -1, subject: subject, source: v.sourceSpans(subject, i), stance: event.Declines, why: "rule declines: " + why + ", subject " + how, prob: 0.9}
	c.content = v.trimAll(subtract(v.wordsUnder(content), append([]nlp.Span{c.cue}, c.source...)...))
	return c, len(c.content) > 0
}

// noComment finds "had no comment (on X)".
func (v *view) noComment(i int) (candidate, bool) {
	h := v.head(i)
	if h == nlp.Root || v.rel(i) != "obj" || v.childLemma(i, "det", "no") < 0 {
		return candidate{}, false
	}
	subject, _ := v.subjectOf(h)
	if subject < 0 {
		return candidate{}, false
	}
	c := candidate{head: h, cue: v.cueSpan(h), addressee: -1, subject: subject, source: v.sourceSpans(subject, h), stance: event.Declines, why: "rule declines: no comment", prob: 0.9}
	c.content = v.trimAll(subtract(v.wordsUnder(i), append([]nlp.Span{c.cue}, c.source...)...))
	return c, len(c.content) > 0
}

// yetBefore reports "yet to" just before verb i, with a form of have or be.
func (v *view) yetBefore(i int) bool {
	s := v.d.Sents[v.sent[i]].Span
	for j := max(s.Start, i-4); j < i-1; j++ {
		if v.lemma[j] == "yet" && v.lemma[j+1] == "to" && j > s.Start {
			return true
		}
	}
	return false
}

func speaksOut(lemma string) bool {
	switch lemma {
	case "comment", "respond", "reply", "answer", "say", "elaborate", "discuss", "confirm", "disclose", "speculate", "specify", "reveal", "react", "explain", "speak", "identify", "name", "clarify", "acknowledge", "deny", "give", "provide", "talk":
		return true
	}
	return false
}

// withholds lists what somebody "would not" do who keeps something back.
func withholds(lemma string) bool {
	switch lemma {
	case "comment", "respond", "elaborate", "discuss", "confirm", "disclose", "speculate", "specify", "reveal", "explain", "identify", "clarify", "say":
		return true
	}
	return false
}

func answers(lemma string) bool {
	switch lemma {
	case "comment", "respond", "reply", "answer", "elaborate", "react":
		return true
	}
	return false
}
