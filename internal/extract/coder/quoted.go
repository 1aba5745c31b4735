package coder

import (
	"slices"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// alleged reports whether c is only what somebody is accused of: the charge is
// the event, what is charged is not told by the report.
func (x *view) alleged(c *candidate) bool {
	return c.mod == event.Possible && slices.ContainsFunc(c.cues, func(q cue) bool {
		switch x.lem[q.tok] {
		case "accuse", "blame", "suspect", "charge", "convict", "fault", "criticise", "criticize", "denounce":
			return x.d.UPOS[q.tok] == nlp.VERB
		}
		return false
	})
}

// commanded gives a command in a quotation its sides: the one who is spoken to
// would act, and the speaker asks for it ("Lift the siege," the envoy told the
// government).
func (x *view) commanded(found []*candidate) []*candidate {
	var out []*candidate
	for _, c := range found {
		if c.noun || c.mod != event.Demanded || len(c.cues) != 1 || c.cues[0].tok != c.head {
			continue
		}
		s := x.saidAt(c.head)
		if s == nil || s.CueHead < 0 || s.Speaker.Actor == "" {
			continue
		}
		speaker, to := x.actorNamed(s.Speaker.Actor), x.actorNamed(s.Addressee)
		if to < 0 { // "told the government"
			for _, k := range x.children(s.CueHead) {
				if r := x.d.Rel[k]; (r == "obj" || r == "iobj") && to < 0 {
					for _, a := range x.actorsOf(int(k), false) {
						to = a
					}
				}
			}
		}
		c.actors = nil
		var recipients []int
		if to >= 0 {
			c.actors, recipients = []int{to}, []int{to}
			c.recipients = without(c.recipients, c.actors)
		}
		told := slices.ContainsFunc(slices.Concat(found, out), func(o *candidate) bool { return o.head == s.CueHead })
		if speaker < 0 || !x.public(speaker) || told {
			continue
		}
		out = append(out, &candidate{
			b: c.b, head: s.CueHead, support: -1, sent: x.d.SentOf(s.CueHead), actors: []int{speaker}, recipients: recipients,
			typ: "REQUEST", cameo: "020", mod: event.Actual, rule: c.rule, implied: true,
		})
	}
	return out
}

// saidAt returns the direct statement in whose content word t stands, or nil.
func (x *view) saidAt(t int) *event.Statement {
	for _, i := range x.saidIn[x.d.SentOf(t)] {
		s := &x.rep.Statements[i]
		if s.Kind == event.Direct && slices.ContainsFunc(s.Content, func(r nlp.Range) bool { return r.Contains(x.d.Words[t]) }) {
			return s
		}
	}
	return nil
}

// actorNamed returns the index of the actor with an id, -1 for none.
func (x *view) actorNamed(id string) int {
	return slices.IndexFunc(x.rep.Actors, func(a event.Actor) bool { return a.ID == id })
}

// asksOnly reports whether c is a demand or complaint that nobody has made:
// told only as demanded, planned or denied, it is part of what is said
// ("must ask the court", "is expected to present a proposal").
func asksOnly(c *candidate) bool {
	switch c.mod {
	case event.Demanded, event.Planned, event.Possible, event.Denied:
		return c.typ == "REQUEST"
	}
	return false
}

// vague reports whether c is a retaliation that has not come, without a word
// of violence: it may as well be a tariff.
func (x *view) vague(c *candidate) bool {
	if c.noun || c.mod == event.Actual || len(c.recipients) > 0 || x.lem[c.head] != "retaliate" && x.lem[c.head] != "respond" {
		return false
	}
	return len(c.b.words) == 0 && !x.violence(c) && !slices.ContainsFunc(c.actors, func(i int) bool { return x.rep.Actors[i].Sector == "MIL" || armed[x.rep.Actors[i].Sector] })
}

// provoked gives an act that would follow a condition, and has no recipient,
// the one who would meet it: "would impose sanctions if Sudan broke its word".
func (x *view) provoked(c *candidate) {
	if len(c.recipients) > 0 || len(c.actors) == 0 {
		return
	}
	switch c.typ {
	case "ASSAULT", "COERCE", "SANCTION", "THREATEN":
	default:
		return
	}
	if c.mod != event.Conditional && c.typ != "THREATEN" {
		return
	}
	for t, i := c.head, 0; t >= 0 && i < 3; t, i = int(x.d.Head[t]), i+1 {
		for _, k := range x.children(t) {
			if !x.d.Rel[k].Is("advcl") || !x.condition(int(k)) || x.passive(int(k)) {
				continue
			}
			if s := x.subjectOf(int(k)); s >= 0 {
				c.recipients = without(x.actorsOf(s, false), c.actors)
			}
			return
		}
	}
}

// askedFor reports whether c is an act in the passive, by nobody named, that a
// political actor demands: "demanded that the prisoners be freed".
func (x *view) askedFor(c *candidate) bool {
	if len(c.actors) > 0 || len(c.b.recipient)+len(c.b.object) == 0 || !x.passive(c.head) || speech[c.typ] {
		return false
	}
	h := int(x.d.Head[c.head])
	if r := x.rel(c.head); h < 0 || r != "ccomp" && r != "xcomp" && !r.Is("advcl") || !x.demanded(h) {
		return false
	}
	return slices.Contains(x.best(h).contents, c.head)
}

// quotedCharge is the reading of a charge in a quotation, which no line shows.
func quotedCharge() *pattern {
	return &pattern{source: "quoted charge", text: `A: "this is <wrong>"`, typ: "ACCUSE", mode: "disapprove", cameo: "111"}
}

// quotedThreat is the reading of a reprisal announced in a quotation.
func quotedThreat() *pattern {
	return &pattern{source: "quoted threat", text: `A: "we will retaliate"`, typ: "THREATEN", cameo: "130"}
}

// utterances returns the charges and threats that political speakers make in
// their own words: "This was theft", said X; "We will respond", said X.
func (x *view) utterances(found []*candidate) []*candidate {
	var out []*candidate
	for _, st := range x.rep.Statements {
		speaker := x.actorNamed(st.Speaker.Actor)
		if st.Kind == event.Indirect || speaker < 0 || !x.public(speaker) {
			continue
		}
		for _, r := range st.Content {
			w := x.d.SpanOf(r)
			for t := w.Start; t < w.End; t++ {
				p := x.utterance(t)
				if p == nil || x.d.Sents[x.d.SentOf(t)].Kind != nlp.Body {
					continue
				}
				told := func(o *candidate) bool {
					return o.typ == p.typ && (o.head == st.CueHead || o.sent == x.d.SentOf(t) && slices.Contains(o.actors, speaker))
				}
				if slices.ContainsFunc(found, told) || slices.ContainsFunc(out, told) {
					continue
				}
				out = append(out, &candidate{
					b: &binding{p: p, head: t}, head: t, support: -1, sent: x.d.SentOf(t), actors: []int{speaker},
					typ: p.typ, mode: p.mode, cameo: p.cameo, mod: event.Actual, rule: p.source,
				})
			}
		}
	}
	return out
}

// utterance returns the reading of predicate t in a quotation, nil for none.
func (x *view) utterance(t int) *pattern {
	s := x.kid(t, "nsubj")
	if s < 0 {
		return nil
	}
	m, cues := x.own(t)
	switch {
	case x.d.UPOS[t] == nlp.VERB:
		first := x.lem[s] == "we" || x.lem[s] == "i"
		if first && (m == event.Planned && len(cues) == 1 || m == event.Conditional) && strikesBack[x.lem[t]] && x.kid(t, "obj") < 0 || x.unanswered(t) {
			return quotedThreat()
		}
	case x.kid(t, "cop") >= 0 && m == event.Actual && (x.lem[s] == "this" || x.lem[s] == "that" || x.lem[s] == "it"):
		if x.lx.classes["wrong"][x.lem[t]] && x.prep(t) == "" {
			return quotedCharge()
		}
	}
	return nil
}

// strikesBack are verbs by which "we will ..." announces a reprisal.
var strikesBack = map[string]bool{"answer": true, "respond": true, "retaliate": true, "strike": true, "hit": true}

// unanswered reports whether verb t says that something will not be let pass:
// "will not go unpunished", "will not remain without consequences".
func (x *view) unanswered(t int) bool {
	if !x.intends(t) || !x.hasKid(t, "advmod", "not", "n't", "never") {
		return false
	}
	for _, k := range x.children(t) {
		if l := x.lem[k]; l == "unanswered" || l == "unpunished" || x.lx.classes["consequence"][l] && x.prep(int(k)) == "without" {
			return true
		}
	}
	return false
}
