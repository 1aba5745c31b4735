// Package coder turns a parsed report into events: who did what to whom, told
// as done, planned, threatened, demanded, denied or only possible.
//
// An event is a predicate that a line of the lexicon fits. A line is a pattern
// over the tree, written like a sentence ("A impose <sanction> on R"), and
// says the PLOVER type, mode and CAMEO code. A predicate is a verb, a noun
// that names an act, with or without a light verb ("launched an attack"), or
// an adjective ("is critical of"). Arguments are taken as in the active voice,
// through passives, control, coordination, participles and relative clauses.
//
// Precision comes first: at least one participant must be a political actor,
// reports of sport, crime, markets, culture, weather and history yield
// nothing, and what no line fits stays uncoded. The form of the lexicon is
// described in docs/coding.md.
package coder

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// ErrFold is returned for an unknown folding.
var ErrFold = errors.New("coder: folding is neither plover nor none")

// Options of a Coder. The zero value codes as PLOVER's manual does.
type Options struct {
	// Fold is "plover" (the default): a promise of aid is an AGREE and a threat
	// of force a THREATEN; or "none": both are what they announce, planned.
	Fold string
	// Judge replaces the embedded weights of the judge.
	Judge *Weights
}

// Coder finds events. It is safe for concurrent use.
type Coder struct {
	lx     *lexicon
	scorer *scorer
	trust  Trust
	fold   bool
}

// New loads the embedded lexicon. It returns ErrFold for an unknown folding
// and an error that names the line of a broken lexicon.
func New(opt Options) (*Coder, error) {
	if opt.Fold != "" && opt.Fold != "plover" && opt.Fold != "none" {
		return nil, fmt.Errorf("%w: %q", ErrFold, opt.Fold)
	}
	lx, err := loadLexicon()
	if err != nil {
		return nil, err
	}
	w := opt.Judge
	if w == nil {
		if w, err = ReadWeights(relationsBin); err != nil {
			return nil, err
		}
	}
	trust, err := ReadTrust("confidence.tsv", confidenceTSV)
	if err != nil {
		return nil, err
	}
	return &Coder{lx: lx, scorer: newScorer(w), trust: trust, fold: opt.Fold != "none"}, nil
}

// Hash returns "sha256:" and the hash of the lexicon.
func (c *Coder) Hash() string { return c.lx.hash }

// Code returns the events of d with ids e1, e2, ... in the order of their
// triggers. It reads the report's Actors, Places, Times, Statements and
// Published, and needs trees, tags and lemmas; without them it returns none.
func (c *Coder) Code(d *nlp.Doc, rep *event.Report) []event.Event {
	events, _, _ := c.find(d, rep, leastTrust)
	return events
}

// find returns the events of d, the candidate of each, and the view. Events
// that are told as done are left out below a confidence of least.
func (c *Coder) find(d *nlp.Doc, rep *event.Report, least float64) ([]event.Event, []*candidate, *view) {
	events := []event.Event{}
	if d.Head == nil || d.UPOS == nil || d.Len() == 0 {
		return events, nil, nil
	}
	x := newView(d, rep, c.lx)
	topic := x.topic()
	x.about = topic
	var found []*candidate
	for si, s := range d.Sents {
		if s.Kind != nlp.Body {
			continue
		}
		if topic.null(x, s.Span) {
			continue
		}
		for t := s.Span.Start; t < s.Span.End; t++ {
			if cand := x.predicate(t); cand != nil && !x.alleged(cand) && !asksOnly(cand) && !x.vague(cand) {
				x.provoked(cand)
				cand.sent = si
				found = append(found, cand)
				found = append(found, x.implied(cand)...)
			}
		}
	}
	x.answers(found)
	x.aided(found)
	found = append(found, x.announced(found)...)
	found = append(found, x.commanded(found)...)
	found = append(found, x.utterances(found)...)
	found = x.settle(found)
	x.replies(found)
	x.pointBack(found)
	found = slices.DeleteFunc(found, func(cand *candidate) bool { return c.fold && x.promised(cand) })
	kept := found[:0]
	for _, cand := range found {
		ev := c.record(x, cand)
		if ev.Modality == event.Actual && ev.Confidence < least {
			x.doubted = append(x.doubted, cand.head)
			continue
		}
		ev.ID = "e" + strconv.Itoa(len(events)+1)
		events, kept = append(events, ev), append(kept, cand)
	}
	found = kept
	x.identify(events, found)
	return events, found, x
}

// candidate is an act before it is written into the record.
type candidate struct {
	b          *binding
	head       int
	support    int // light verb, or -1
	sent       int
	actors     []int
	recipients []int
	typ        string
	mode       string
	cameo      string
	mod        event.Modality
	cues       []cue
	raw        *event.RawType
	rule       string
	noun       bool
	implied    bool
	again      *candidate // the act, told before, whose harm this one tells
	signals    []Signal   // what the confidence rests on
}

// predicate returns the act that word t names, or nil.
func (x *view) predicate(t int) *candidate {
	switch x.d.UPOS[t] {
	case nlp.VERB, nlp.ADJ:
		if x.d.UPOS[t] == nlp.ADJ && x.kid(t, "cop") < 0 {
			return nil
		}
		return x.verbEvent(t)
	case nlp.NOUN:
		if x.inState(t) != nil {
			return x.verbEvent(t)
		}
		return x.nounEvent(t)
	}
	return nil
}

func (x *view) verbEvent(v int) *candidate {
	b := x.best(v)
	if b == nil || b.p.typ == "" || x.clauseRel(v) == "amod" && x.perfectOf(v) < 0 || x.invented(v) || x.longPast(v) || x.rel(v) == "acl:relcl" && x.generic(int(x.d.Head[v])) && x.present(v) {
		return nil
	}
	cand := &candidate{b: b, head: v, support: -1, typ: b.p.typ, mode: b.p.mode, cameo: b.p.cameo, rule: b.p.source}
	anonym := len(b.actors) == 0 && (x.passive(v) || b.p.subject.role == recipient)
	for _, t := range b.actors {
		list := x.agentsOf(t)
		if len(list) == 0 && anonymous[x.lem[t]] {
			anonym = true
		}
		cand.actors = union(cand.actors, list)
	}
	for _, t := range b.recipient {
		if cand.mode == "investigate" || cand.typ == "PROTEST" { // the victim of what is investigated is no target
			cand.recipients = union(cand.recipients, x.actorsOf(t, false))
			continue
		}
		if speech[cand.typ] { // "praised the summit in Egypt" praises nobody in Egypt
			cand.recipients = union(cand.recipients, x.addressed(t))
			continue
		}
		cand.recipients = union(cand.recipients, x.targetsOf(t))
	}
	if len(cand.actors) == 0 && len(b.actors) == 0 && owned[cand.typ] { // "North Korean troops have been deployed"
		for _, t := range b.object {
			cand.actors = union(cand.actors, x.actorsOf(t, false))
		}
	}
	if len(cand.actors) == 0 && anonym {
		cand.actors = x.agentOf(cand)
	}
	if cand.typ == "CONSULT" && len(cand.actors) == 0 && len(cand.recipients) >= 2 {
		cand.actors, cand.recipients = cand.recipients, nil // "talks between X and Y were held"
	}
	x.addressee(cand)
	x.askerGets(cand)
	x.ownerOfThing(cand)
	x.besieged(cand)
	x.cabinet(cand)
	x.fromWhere(cand)
	if !x.accept(cand, anonym) && !x.askedFor(cand) || !x.protests(cand) || x.unfit(cand) {
		return nil
	}
	cand.mod, cand.cues = x.modality(v)
	if cand.mod == event.Negated && speech[cand.typ] && len(cand.cues) == 1 && cand.typ != "ACCUSE" && cand.typ != "SUPPORT" && cand.typ != "AGREE" {
		return nil // what was not said
	}
	return cand
}

// protests turns the protest of a state or its officials into a complaint:
// "Japan protested over ...". An army that marches does not demonstrate.
func (x *view) protests(c *candidate) bool {
	if c.typ != "PROTEST" || c.mode != "demo" || len(c.actors) == 0 {
		return true
	}
	for _, i := range c.actors {
		switch a := &x.rep.Actors[i]; {
		case a.Kind == event.State, a.Kind == event.Government, a.Sector == "GOV", a.Sector == "MIL", a.Sector == "LEG" && a.Kind != event.Person:
		default:
			return true
		}
	}
	if slices.ContainsFunc(c.b.actors, func(t int) bool {
		k := x.kid(t, "nmod") // "thousands of supporters of the government rallied"
		return x.follower(t) || k >= 0 && x.follower(k)
	}) {
		return true
	}
	if x.lem[c.head] != "protest" {
		return false
	}
	c.typ, c.mode, c.cameo = "ACCUSE", "disapprove", "114"
	return true
}

// follower reports whether t names those who stand by or against somebody.
func (x *view) follower(t int) bool {
	return x.lem[t] == "supporter" || x.lem[t] == "opponent" || x.lem[t] == "backer" || x.lem[t] == "follower"
}

// owned are the types in which the one whose troops or weapons move acts.
var owned = map[string]bool{"MOBILIZE": true, "RETREAT": true}

// agentsOf returns the actors of a subject; an act as a subject ("the strike
// killed ...") stands for its author.
func (x *view) agentsOf(t int) []int {
	if x.d.UPOS[t] == nlp.NOUN {
		if b := x.best(t); b != nil && b.p.typ == "ASSAULT" {
			var out []int
			for _, a := range b.actors {
				out = union(out, x.actorsOf(a, false))
			}
			return out
		}
	}
	return x.actorsOf(t, false)
}

// addressee finds the recipient of a speech act in what it is about: "warned
// against NATO's involvement", "demanded that Israel withdraw".
func (x *view) addressee(c *candidate) {
	if len(c.recipients) > 0 {
		return
	}
	switch c.typ {
	case "REQUEST", "THREATEN", "ACCUSE", "SUPPORT", "REJECT":
	case "AGREE":
		x.beneficiary(c)
		return
	default:
		return
	}
	for _, t := range c.b.contents {
		var list []int
		if x.d.UPOS[t] == nlp.VERB || x.kid(t, "cop") >= 0 {
			if c.typ == "THREATEN" {
				c.recipients = union(c.recipients, x.threatened(c, t))
				c.recipients = union(c.recipients, x.deterred(c, t))
			}
			if c.typ == "REJECT" && x.lem[c.head] != "deny" {
				c.recipients = union(c.recipients, x.refused(c, t))
			}
			if c.typ == "REJECT" || c.typ == "THREATEN" && c.b.p.slots[len(c.b.p.slots)-1].clause == toClause {
				continue
			}
			if s := x.subjectOf(t); c.typ == "THREATEN" && s >= 0 && x.d.UPOS[s] == nlp.PRON {
				continue // "warned that they would not deal with X"
			}
			if x.passive(t) {
				continue // "demanded that prisoners be freed" does not ask the prisoners
			}
			if s := x.subjectOf(t); s >= 0 && !slices.Contains(c.b.actors, s) {
				list = x.actorsOf(s, false)
			}
		} else {
			list = x.ownersOf(t)
		}
		for _, a := range list {
			if !slices.Contains(c.actors, a) && (c.typ != "THREATEN" || !x.sameSide(c.actors, []int{a})) {
				c.recipients = union(c.recipients, []int{a})
			}
		}
	}
	for _, t := range c.b.object {
		if c.typ == "REJECT" || c.typ == "ACCUSE" || c.typ == "SUPPORT" {
			c.recipients = union(c.recipients, x.ownersOf(t))
		}
	}
	for _, t := range c.b.words { // a word of the pattern may have an owner too: "praised the Dutch decision"
		if (c.typ == "ACCUSE" || c.typ == "SUPPORT") && x.d.UPOS[t] == nlp.NOUN && len(c.recipients) == 0 {
			if list := x.ownersOf(t); !x.sameSide(list, c.actors) {
				c.recipients = list
			}
		}
	}
}

// askerGets gives aid that is asked for, and has no recipient, to the one who
// asks: "Ukraine asked Germany to deliver missiles".
func (x *view) askerGets(c *candidate) {
	h := int(x.d.Head[c.head])
	if c.typ != "AID" || len(c.recipients) > 0 || h < 0 {
		return
	}
	b := x.best(h)
	if b == nil || b.p.typ != "REQUEST" || !slices.Contains(b.contents, c.head) {
		return
	}
	for _, t := range b.actors {
		c.recipients = union(c.recipients, without(x.actorsOf(t, false), c.actors))
	}
}

// ownersOf returns whose act or wish noun t is: "the Israeli attack on
// Lebanon" is Israel's.
func (x *view) ownersOf(t int) []int {
	if b := x.best(t); b != nil && x.d.UPOS[t] == nlp.NOUN {
		var out []int
		for _, a := range b.actors {
			out = union(out, x.actorsOf(a, false))
		}
		if len(out) == 0 && owned[b.p.typ] {
			for _, o := range b.object {
				out = union(out, x.actorsOf(o, false))
			}
		}
		if len(out) > 0 || !x.hasPrep(t, "between") {
			return out
		}
	}
	if out := x.actorsAt(t); len(out) > 0 {
		return out
	}
	if x.lx.classes["patient"][x.lem[t]] {
		return nil // "the release of activists" is not theirs
	}
	if m := x.modifierAgent(t); m >= 0 {
		return x.actorsOf(m, false)
	}
	for _, k := range x.children(t) {
		if p := x.prep(int(k)); x.d.Rel[k].Is("nmod") && (p == "of" || p == "between") {
			if out := x.actorsOf(int(k), false); len(out) > 0 {
				return out
			}
		}
	}
	return nil
}

// ownerOfThing finds whom a restriction hits in whose thing is restricted:
// "limited U.S. shipments".
func (x *view) ownerOfThing(c *candidate) {
	if len(c.recipients) > 0 || len(c.actors) == 0 || len(c.b.recipient) > 0 || c.cameo != "061" && x.lem[c.head] != "intercept" && x.lem[c.head] != "let" && c.typ != "PROTEST" && (c.typ != "COERCE" || c.mode != "restrict" && c.mode != "seize") {
		return
	}
	for _, t := range slices.Concat(c.b.object, c.b.words) {
		for _, k := range x.children(t) {
			if r := x.d.Rel[k]; r != "amod" && r != "nmod:poss" && r != "compound" {
				continue
			}
			for _, a := range x.actorsAt(int(k)) {
				if x.public(a) && !x.sameSide(c.actors, []int{a}) {
					c.recipients = union(c.recipients, []int{a})
				}
			}
		}
	}
}

// beneficiary finds for whom a promise is: "pledged 40 million to help
// Moldova", "agreed to meet the rebels".
func (x *view) beneficiary(c *candidate) {
	for _, t := range c.b.contents {
		b := x.best(t)
		if x.d.UPOS[t] != nlp.VERB {
			continue
		}
		if b == nil {
			if o := x.kid(t, "obj"); o >= 0 && x.kid(o, "nmod:poss") < 0 {
				c.recipients = union(c.recipients, without(x.actorsOf(o, true), c.actors))
			}
			continue
		}
		switch b.p.typ {
		case "AID", "SUPPORT", "COOPERATE", "CONSULT", "CONCEDE":
			for _, r := range b.recipient {
				c.recipients = union(c.recipients, without(x.targetsOf(r), c.actors))
			}
		}
	}
}

// fromWhere gives an attack without a stated target the state on whose ground
// it happens, where that is another state than the attacker's.
func (x *view) fromWhere(c *candidate) {
	if c.typ != "ASSAULT" || len(c.recipients) > 0 || len(c.actors) == 0 {
		return
	}
	p := x.placeOf(c.head, c.support)
	if p < 0 {
		return
	}
	for t := x.headOf(x.rep.Places[p].Words, x.rep.Places[p].Head); t >= 0 && t != c.head; t = int(x.d.Head[t]) {
		if x.prep(t) == "near" && x.inClass(t, "border") >= 0 {
			return // "a hideout near the Afghan border" is on this side of it
		}
	}
	state := x.stateOf(x.rep.Places[p].Country)
	for i := range x.rep.Actors {
		if a := &x.rep.Actors[i]; len(state) == 0 && a.Country != "" && a.Country == x.rep.Places[p].Country && a.Kind == event.Government && a.Sector == "GOV" {
			state = []int{i}
		}
	}
	for _, a := range state {
		for _, b := range c.actors {
			if x.rep.Actors[b].Country == x.rep.Actors[a].Country {
				return
			}
		}
		c.recipients = []int{a}
	}
}
