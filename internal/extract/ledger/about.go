package ledger

import (
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// abouts sets About of the statements: what is spoken of, by id. A definite
// noun for a deed ("the move") leads to the event that it repeats; else the
// event nearest to the content's head, the equipment or the other actor that
// it names; a content of pronouns goes on with what the same speaker spoke of.
func (p *page) abouts() {
	for s := range p.rep.Statements {
		st := &p.rep.Statements[s]
		if st.About != "" {
			continue
		}
		st.About = p.about(s)
	}
}

func (p *page) about(s int) string {
	st := &p.rep.Statements[s]
	for _, span := range p.content[s] {
		for i := span.Start; i < span.End; i++ {
			if p.anaphor(i) {
				if e := p.referent(i); e != nil && !p.within(e, s) {
					return e.ID
				}
			}
		}
	}
	if e := p.eventIn(s); e != nil {
		if e.SameAs != "" {
			return e.SameAs
		}
		return e.ID
	}
	for _, q := range p.rep.Equipment {
		for _, m := range q.Mentions {
			if w := p.d.SpanOf(m); w.Len() > 0 && has(p.content[s], w.Start) {
				return q.ID
			}
		}
	}
	if e := p.participle(s); e != "" {
		return e
	}
	for k := s - 1; k >= 0 && k >= s-2; k-- {
		b := &p.rep.Statements[k]
		if st.Speaker.Actor != "" && b.Speaker.Actor == st.Speaker.Actor && b.About != "" && p.pronominal(s) {
			return b.About
		}
	}
	if a := p.actorIn(p.content[s], st.Speaker.Actor); a >= 0 {
		return p.rep.Actors[a].ID
	}
	return ""
}

// within reports whether e is told inside the content of statement s.
func (p *page) within(e *event.Event, s int) bool {
	for _, w := range p.words(e.Trigger) {
		if has(p.content[s], w.Start) {
			return true
		}
	}
	return false
}

// hull returns the first and the last byte of ranges.
func hull(ranges []nlp.Range) (from, to int) {
	for i, r := range ranges {
		if i == 0 || r.Start < from {
			from = r.Start
		}
		to = max(to, r.End)
	}
	return from, to
}

// participle returns what the clause above the cue is about: "welcomed the
// move, stating ...", "responded to the decision, calling it ...".
func (p *page) participle(s int) string {
	i := p.rep.Statements[s].CueHead
	if i < 0 || i >= p.d.Len() || !p.d.Rel[i].Is("advcl") || p.d.Head[i] == nlp.Root {
		return ""
	}
	for _, k := range p.kids[p.d.Head[i]] {
		if (p.d.Rel[k].Is("obj") || p.d.Rel[k].Is("obl")) && p.anaphor(k) {
			if e := p.referent(k); e != nil {
				return e.ID
			}
		}
	}
	return ""
}

// pronominal reports whether the content speaks of something by a pronoun.
func (p *page) pronominal(s int) bool {
	for _, span := range p.content[s] {
		for i := span.Start; i < span.End; i++ {
			switch strings.ToLower(p.d.Form(i)) {
			case "it", "this", "that", "them", "they", "these", "those":
				return true
			}
		}
	}
	return false
}

// anaphor reports whether word i is a noun for a deed with a definite article.
func (p *page) anaphor(i int) bool {
	if p.d.UPOS[i] != nlp.NOUN || !deeds[p.lemma(i)] {
		return false
	}
	definite := false
	for _, k := range p.kids[i] {
		switch strings.ToLower(p.d.Form(k)) {
		case "the", "this", "that", "such", "these", "those":
			definite = definite || k < i
		}
		if p.d.Rel[k].Is("nmod") && k > i {
			switch p.marker(k) {
			case "of", "by", "to", "on", "against", "with", "between", "for":
				return false // told anew
			}
		}
		if p.d.Rel[k].Is("acl") {
			return false
		}
	}
	return definite
}

// referent returns the event that the noun at i speaks of: one that the coder
// tied to it, else the deed that leads the report, if it stands before i.
func (p *page) referent(i int) *event.Event {
	if e := p.event[i]; e >= 0 {
		ev := &p.rep.Events[e]
		if ev.SameAs != "" {
			for k := range p.rep.Events {
				if p.rep.Events[k].ID == ev.SameAs {
					return &p.rep.Events[k]
				}
			}
		}
	}
	if !deeds[p.lemma(i)] {
		return nil
	}
	for k := range p.rep.Events {
		e := &p.rep.Events[k]
		if e.Modality != event.Actual || e.Background || len(e.Actors) == 0 || len(e.AttributedTo) > 0 && e.Type != "AGREE" && e.Type != "CONCEDE" {
			continue
		}
		if e.Head < i && e.Head >= 0 && (lasting[p.lemma(i)] == "" || lasting[p.lemma(i)] == e.Type) {
			return e
		}
	}
	return nil
}

// eventIn returns the event told in the content of statement s that is
// nearest to its head; the statement's own event does not count.
func (p *page) eventIn(s int) *event.Event {
	var best *event.Event
	depth := 1 << 30
	lo, hi := hull(p.rep.Statements[s].Content)
	for k := range p.rep.Events {
		e := &p.rep.Events[k]
		if from, to := hull(e.Trigger); to <= lo || from >= hi || !p.within(e, s) || e.Head < 0 || e.Head >= p.d.Len() || has(p.cue[s], e.Head) || p.said(e, s) {
			continue
		}
		n := 0
		for h := int(p.d.Head[e.Head]); h != nlp.Root; h = int(p.d.Head[h]) {
			n++
		}
		if n < depth {
			best, depth = e, n
		}
	}
	return best
}

// said reports whether e is the act of speaking that statement s is: one of
// its trigger's words stands in the cue.
func (p *page) said(e *event.Event, s int) bool {
	for _, w := range p.words(e.Trigger) {
		if has(p.cue[s], w.Start) {
			return true
		}
	}
	return false
}
