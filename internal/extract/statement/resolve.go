package statement

import (
	"math"
	"slices"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// resolver turns candidates into statements of the record.
type resolver struct {
	f      *Finder
	v      *view
	actors []event.Actor
	times  []event.Time
	byHead map[int]int // head word of a mention -> position in actors
	within []int32     // word -> position in actors of the shortest mention over it, -1
}

func newResolver(f *Finder, v *view, actors []event.Actor, times []event.Time) *resolver {
	r := &resolver{f: f, v: v, actors: actors, times: times, byHead: map[int]int{}, within: make([]int32, v.d.Len())}
	length := make([]int, v.d.Len())
	for i := range r.within {
		r.within[i] = -1
	}
	for a := range actors {
		for _, m := range actors[a].Mentions {
			if m.Words.Len() <= 0 || m.Words.End > v.d.Len() {
				continue
			}
			if _, ok := r.byHead[m.Head]; !ok {
				r.byHead[m.Head] = a
			}
			for i := m.Words.Start; i < m.Words.End; i++ {
				if n := m.Words.Len(); r.within[i] < 0 || n < length[i] {
					r.within[i], length[i] = int32(a), n
				}
			}
		}
	}
	return r
}

// statement resolves c; before are the statements that precede it.
func (r *resolver) statement(c *candidate, before []event.Statement) event.Statement {
	v := r.v
	s := event.Statement{
		ID: statementID(len(before)), Kind: v.kind(c.content), Class: r.class(c), CueHead: c.head, Why: c.why,
		Confidence: math.Round(c.prob*100) / 100, Cue: r.ranges([]nlp.Span{c.cue}), Content: r.ranges(c.content),
		Speaker: event.Speaker{Spans: r.ranges(c.source)},
	}
	speaker, how := r.speaker(c, before)
	if speaker >= 0 {
		s.Speaker.Actor = r.actors[speaker].ID
		s.Why += "; speaker by " + how
	}
	if c.addressee >= 0 {
		if a := r.actorOf(c.addressee, nil); a >= 0 && a != speaker {
			s.Addressee = r.actors[a].ID
		}
	}
	s.Stance = r.stance(c, &s, before)
	s.Time = r.time(c)
	return s
}

func (r *resolver) ranges(spans []nlp.Span) []nlp.Range {
	out := make([]nlp.Range, 0, len(spans))
	for _, s := range spans {
		out = append(out, r.v.d.RangeOf(s))
	}
	return out
}

// class tells speech from belief and intention, by the lexicon or the word's
// class in WordNet.
func (r *resolver) class(c *candidate) event.CueClass {
	if c.entry != nil {
		return c.entry.class
	}
	if c.head < 0 || c.stance == event.Declines {
		return event.Speech
	}
	switch k := r.v.class[c.head]; {
	case k == "":
		return event.Speech
	case k[0] == 'c' || k[0] == 'j' || k[0] == 'f' || k[0] == 'l':
		return event.Belief
	}
	return event.Speech
}

// speaker returns the actor who speaks, -1 if unknown, and how it was found.
func (r *resolver) speaker(c *candidate, before []event.Statement) (actor int, how string) {
	v := r.v
	if len(c.source) == 0 {
		return -1, ""
	}
	head := c.subject
	if head < 0 || !has(c.source, head) {
		head = v.headIn(c.source)
	}
	if a := r.nameBeside(head, c); a >= 0 {
		return a, "name beside"
	}
	if artifact(v.lemma[head]) {
		if o, _ := v.ownerOf(head); o >= 0 {
			head = o
		}
	}
	if a := r.actorOf(head, c.content); a >= 0 {
		return a, "mention"
	}
	if v.feat(head, "PronType") == "Rel" || relative(v.lemma[head]) {
		if a := r.antecedent(head, c); a >= 0 {
			return a, "relative"
		}
	}
	if v.pos(head) == nlp.PRON {
		return r.pronoun(head, before)
	}
	if a := r.partOf(head, c); a >= 0 {
		return a, "part"
	}
	return -1, ""
}

// nameBeside returns the person who is named beside the noun that heads the
// source: "an opposition senator, NAME", or -1.
func (r *resolver) nameBeside(head int, c *candidate) int {
	v := r.v
	if v.pos(head) != nlp.NOUN {
		return -1
	}
	for _, k32 := range v.children(head) {
		k := int(k32)
		rel := v.rel(k)
		if rel != "appos" && !rel.Is("flat") && rel != "nmod:desc" && rel != "nmod:unmarked" || v.pos(k) != nlp.PROPN || !has(c.source, k) {
			continue
		}
		if a, ok := r.byHead[k]; ok && r.actors[a].Kind == event.Person {
			return a
		}
	}
	return -1
}

// headIn returns the head word of the source.
func (v *view) headIn(source []nlp.Span) int {
	return v.d.HeadOf(source[0])
}

// actorOf returns the actor whose mention word i heads or belongs to, or that
// its links lead to; never one whose nearest mention lies inside forbidden.
func (r *resolver) actorOf(i int, forbidden []nlp.Span) int {
	if a, ok := r.byHead[i]; ok {
		return a
	}
	if a := r.within[i]; a >= 0 {
		return int(a)
	}
	for _, l := range r.v.d.Links {
		if !l.Span.Has(i) || overlap([]nlp.Span{l.Antecedent}, forbidden) > 0 {
			continue
		}
		h := r.v.d.HeadOf(l.Antecedent)
		if a, ok := r.byHead[h]; ok {
			return a
		}
		if a := r.within[h]; a >= 0 {
			return int(a)
		}
	}
	for _, k := range r.v.children(i) {
		switch rel := r.v.rel(int(k)); {
		case rel == "appos", rel.Is("flat"), rel == "nmod:desc", rel == "nmod:unmarked":
			if a, ok := r.byHead[int(k)]; ok {
				return a
			}
			if a := r.within[k]; a >= 0 {
				return int(a)
			}
		}
	}
	return -1
}

// antecedent returns the actor that a relative pronoun stands for.
func (r *resolver) antecedent(i int, c *candidate) int {
	v := r.v
	for w := i; w != nlp.Root; w = v.head(w) {
		if v.rel(w) == "acl:relcl" {
			return r.actorOf(v.head(w), c.content)
		}
	}
	return -1
}

// pronoun resolves a personal pronoun without a mention of its own to the
// speaker of the statement before it in its paragraph.
func (r *resolver) pronoun(i int, before []event.Statement) (actor int, how string) {
	v := r.v
	if l := v.lemma[i]; l != "he" && l != "she" && l != "they" && l != "his" && l != "her" {
		return -1, ""
	}
	for k := len(before) - 1; k >= 0; k-- {
		b := &before[k]
		if b.Speaker.Actor == "" || len(b.Via) > 0 {
			continue
		}
		at := v.d.SpanOf(b.Cue[0]).Start
		if at >= v.d.Len() || v.d.Sents[v.sent[at]].Paragraph < v.d.Sents[v.sent[i]].Paragraph-1 {
			break
		}
		for a := range r.actors {
			if r.actors[a].ID == b.Speaker.Actor && (r.actors[a].Kind == event.Person) == (v.lemma[i] != "they") {
				return a, "speaker before"
			}
		}
		break
	}
	return -1, ""
}

// partOf returns the actor of a phrase whose head names none: the country of
// "US intelligence assessments", the ministry of "a source at the ministry".
func (r *resolver) partOf(head int, c *candidate) int {
	v := r.v
	best := -1
	for _, k32 := range v.children(head) {
		k := int(k32)
		if !has(c.source, k) {
			continue
		}
		switch rel := v.rel(k); {
		case rel == "nmod:poss" && v.animate(head): // "Chile's mining association" is not Chile
		case rel == "nmod:poss", rel.Is("compound"), rel == "amod":
			if a := r.actorOf(k, nil); a >= 0 {
				return a
			}
		case rel == "nmod":
			switch v.marker(k) {
			case "of", "from", "for", "at", "in", "with", "within", "by":
				if a := r.actorOf(k, nil); a >= 0 && best < 0 {
					best = a
				}
			}
		}
	}
	return best
}

// time returns the id of the time at which the cue's clause puts the statement.
func (r *resolver) time(c *candidate) string {
	v := r.v
	if c.head < 0 {
		return ""
	}
	clause := c.head
	for range 2 { // "welcomed the move, stating in his address": the clause above may carry the day
		for t := range r.times {
			h := r.times[t].Head
			w := r.times[t].Words
			if w.Len() <= 0 || h < 0 || h >= v.d.Len() || v.sent[h] != v.sent[c.head] || has(c.content, h) || overlap(c.source, []nlp.Span{w}) > 0 {
				continue
			}
			if v.dominates(clause, h) && !v.otherClause(clause, h) {
				return r.times[t].ID
			}
		}
		rel := v.rel(clause)
		if !rel.Is("advcl") && !rel.Is("xcomp") && rel != "conj" || v.head(clause) == nlp.Root {
			break
		}
		clause = v.head(clause)
	}
	return ""
}

// otherClause reports whether a clause of its own lies between top and i.
func (v *view) otherClause(top, i int) bool {
	for w := i; w != top && w != nlp.Root; w = v.head(w) {
		switch rel := v.rel(w).Base(); rel {
		case "ccomp", "acl", "advcl", "conj", "parataxis", "xcomp":
			return v.pos(w) == nlp.VERB
		}
	}
	return false
}

// artifact reports whether the noun is a thing that carries words.
func artifact(lemma string) bool {
	return slices.Contains(artifacts[:], lemma)
}

func relative(lemma string) bool {
	return lemma == "who" || lemma == "which" || lemma == "that" || lemma == "whom"
}

// says joins the lemmas of spans with blanks.
func (v *view) says(spans []nlp.Span) string {
	var b strings.Builder
	for _, s := range spans {
		for i := s.Start; i < s.End; i++ {
			b.WriteByte(' ')
			b.WriteString(v.lemma[i])
		}
	}
	return b.String()
}
