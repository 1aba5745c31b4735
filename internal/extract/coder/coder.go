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
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

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
}

// Coder finds events. It is safe for concurrent use.
type Coder struct {
	lx   *lexicon
	fold bool
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
	return &Coder{lx: lx, fold: opt.Fold != "none"}, nil
}

// Hash returns "sha256:" and the hash of the lexicon.
func (c *Coder) Hash() string { return c.lx.hash }

// Code returns the events of d with ids e1, e2, ... in the order of their
// triggers. It reads the report's Actors, Places, Times, Statements and
// Published, and needs trees, tags and lemmas; without them it returns none.
func (c *Coder) Code(d *nlp.Doc, rep *event.Report) []event.Event {
	events, _ := c.code(d, rep)
	return events
}

func (c *Coder) code(d *nlp.Doc, rep *event.Report) ([]event.Event, *view) {
	events := []event.Event{}
	if d.Head == nil || d.UPOS == nil || d.Len() == 0 {
		return events, nil
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
			if cand := x.predicate(t); cand != nil {
				cand.sent = si
				found = append(found, cand)
				found = append(found, x.implied(cand)...)
			}
		}
	}
	x.answers(found)
	found = append(found, x.announced(found)...)
	found = x.settle(found)
	x.pointBack(found)
	for _, cand := range found {
		if c.fold && x.promised(cand) {
			continue
		}
		ev := c.record(x, cand)
		ev.ID = "e" + strconv.Itoa(len(events)+1)
		events = append(events, ev)
	}
	x.identify(events, found)
	return events, x
}

// promised reports whether c is what an AGREE of the same report promises:
// folded, the promise is the event.
func (x *view) promised(c *candidate) bool {
	if c.mod != event.Planned && c.mod != event.Negated {
		return false
	}
	for h := int(x.d.Head[c.head]); h >= 0; h = int(x.d.Head[h]) {
		if b := x.best(h); b != nil && b.p.typ == "AGREE" {
			for _, t := range b.contents {
				if x.d.Dominates(t, c.head) {
					return true
				}
			}
		}
	}
	return false
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
		return x.nounEvent(t)
	}
	return nil
}

func (x *view) verbEvent(v int) *candidate {
	b := x.best(v)
	if b == nil || b.p.typ == "" || x.clauseRel(v) == "amod" && x.perfectOf(v) < 0 || x.invented(v) || x.longPast(v) {
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
		cand.recipients = union(cand.recipients, x.targetsOf(t))
	}
	if len(cand.actors) == 0 && len(b.actors) == 0 && owned[cand.typ] { // "North Korean troops have been deployed"
		for _, t := range b.object {
			cand.actors = union(cand.actors, x.actorsOf(t, false))
		}
	}
	x.addressee(cand)
	x.fromWhere(cand)
	if !x.accept(cand, anonym) || !x.protests(cand) {
		return nil
	}
	cand.mod, cand.cues = x.modality(v)
	if cand.mod == event.Negated && speech[cand.typ] && len(cand.cues) == 1 && cand.typ != "ACCUSE" && cand.typ != "SUPPORT" && cand.typ != "AGREE" {
		return nil // what was not said
	}
	return cand
}

// invented reports whether word t stands in what a film, book or game tells:
// "a film about a soldier who ambushes a convoy".
func (x *view) invented(t int) bool {
	fiction := x.lx.classes["fiction"]
	for h := t; h >= 0; h = int(x.d.Head[h]) {
		if h != t && x.d.UPOS[h] == nlp.NOUN && fiction[x.lem[h]] {
			return true
		}
		if h != t && x.lem[h] == "series" && x.kid(h, "acl") >= 0 && !x.hasPrep(h, "of") {
			return true
		}
		if x.d.UPOS[h] != nlp.VERB {
			continue
		}
		for _, k := range x.children(h) {
			r := x.d.Rel[k]
			if fiction[x.lem[k]] && (r.Is("obl") && x.prep(int(k)) == "in" || r.Is("nsubj") && (tells[x.lem[h]] || h != t && int(k) < t && t < h)) {
				return true
			}
		}
	}
	return false
}

// tells are the verbs by which a work says what happens in it.
var tells = map[string]bool{"tell": true, "depict": true, "follow": true, "show": true, "describe": true, "portray": true, "recount": true, "feature": true, "imagine": true, "let": true}

// longPast reports whether the sentence of t dates what it tells by a year
// more than a generation before the report, and by no later one.
func (x *view) longPast(t int) bool {
	now := 2100
	if len(x.rep.Published) >= 4 {
		if y, err := strconv.Atoi(x.rep.Published[:4]); err == nil {
			now = y
		}
	}
	s := x.d.Sents[x.d.SentOf(t)].Span
	old := false
	for i := s.Start; i < s.End; i++ {
		f := x.d.Form(i)
		if len(f) != 4 || f[0] != '1' && f[0] != '2' {
			continue
		}
		y, err := strconv.Atoi(f)
		switch {
		case err != nil || x.d.UPOS[i] != nlp.NUM && x.d.UPOS[i] != nlp.PROPN && x.d.UPOS[i] != nlp.NOUN:
		case y < now-30 && y > 1000:
			old = true
		case y >= now-30 && y <= now+5:
			return false
		}
	}
	return old
}

// protests turns the protest of a state or its officials into a complaint:
// "Japan protested over ...". An army that marches does not demonstrate.
func (x *view) protests(c *candidate) bool {
	if c.typ != "PROTEST" || c.mode != "demo" || len(c.actors) == 0 {
		return true
	}
	for _, i := range c.actors {
		switch a := &x.rep.Actors[i]; {
		case a.Kind == event.State, a.Kind == event.Government, a.Sector == "GOV", a.Sector == "MIL":
		default:
			return true
		}
	}
	if x.lem[c.head] != "protest" {
		return false
	}
	c.typ, c.mode, c.cameo = "ACCUSE", "disapprove", "114"
	return true
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
			if c.typ == "REJECT" || c.typ == "THREATEN" && c.b.p.slots[len(c.b.p.slots)-1].clause == toClause {
				continue
			}
			if s := x.subjectOf(t); s >= 0 && !slices.Contains(c.b.actors, s) {
				list = x.actorsOf(s, false)
			}
		} else {
			list = x.ownersOf(t)
		}
		for _, a := range list {
			if !slices.Contains(c.actors, a) {
				c.recipients = union(c.recipients, []int{a})
			}
		}
	}
	for _, t := range c.b.object {
		if c.typ == "REJECT" || c.typ == "ACCUSE" || c.typ == "SUPPORT" {
			c.recipients = union(c.recipients, x.ownersOf(t))
		}
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
		return out
	}
	if out := x.actorsAt(t); len(out) > 0 {
		return out
	}
	if m := x.modifierAgent(t); m >= 0 {
		return x.actorsOf(m, false)
	}
	for _, k := range x.children(t) {
		if x.d.Rel[k].Is("nmod") && x.prep(int(k)) == "of" {
			if out := x.actorsOf(int(k), false); len(out) > 0 {
				return out
			}
		}
	}
	return nil
}

// beneficiary finds for whom a promise is: "pledged 40 million to help
// Moldova", "agreed to meet the rebels".
func (x *view) beneficiary(c *candidate) {
	for _, t := range c.b.contents {
		b := x.best(t)
		if b == nil || x.d.UPOS[t] != nlp.VERB {
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
	for _, a := range x.stateOf(x.rep.Places[p].Country) {
		for _, b := range c.actors {
			if x.rep.Actors[b].Country == x.rep.Actors[a].Country {
				return
			}
		}
		c.recipients = []int{a}
	}
}

// accept reports whether the participants make a political event.
func (x *view) accept(c *candidate, anonym bool) bool {
	if c.typ != "CONSULT" && c.typ != "COOPERATE" {
		c.recipients = without(c.recipients, c.actors)
	}
	pol := slices.ContainsFunc(c.actors, x.public) || slices.ContainsFunc(c.recipients, x.public) || voiced[c.typ] && slices.ContainsFunc(c.actors, x.civic)
	coded := func(i int) bool { return x.rep.Actors[i].Code != "" }
	for _, t := range c.b.actors {
		if c.typ == "ASSAULT" && !c.noun && (x.lem[t] == "people" || x.lem[t] == "person" || x.lem[t] == "civilian") {
			return false
		}
	}
	if !slices.ContainsFunc(c.actors, coded) && len(c.actors) > 0 && !slices.ContainsFunc(c.b.recipient, func(t int) bool { return slices.ContainsFunc(x.actorsAt(t), x.public) }) {
		return false // somebody unknown and a country that is only where it happens
	}
	if x.court(c) && !slices.ContainsFunc(c.recipients, func(i int) bool { return x.public(i) && x.rep.Actors[i].Sector != "ELI" }) {
		return false
	}
	if c.typ == "THREATEN" && c.cameo == "130" && len(c.recipients) == 0 && x.bystander(c) {
		return false
	}
	if c.cameo == "160" && (x.lem[c.head] == "leave" || x.lem[c.head] == "quit" || x.lem[c.head] == "exit") && len(c.b.object) == 0 && !x.leavable(c) {
		return false
	}
	switch {
	case len(c.actors) == 0:
		if x.accident(c) {
			return false
		}
		if x.lx.classes["harm"][x.lem[c.head]] && (!x.violence(c) || x.toldBefore(c)) {
			return false // people are killed by floods and on roads too
		}
		if !c.noun && !x.plainTarget(c) || !anonym || !violent[c.typ] && !(c.typ == "COERCE" && pol) {
			return false
		}
		return pol || x.publicTarget(c) || !private[c.mode] && c.typ == "ASSAULT" && (slices.ContainsFunc(c.recipients, coded) || x.placeOf(c.head, c.support) >= 0)
	case !slices.ContainsFunc(c.actors, coded) && !pol:
		return false
	case needsRecipient[c.typ] && !c.b.p.both && len(c.recipients) == 0 && (len(c.b.recipient) == 0 || c.typ != "AID"):
		return false
	case c.typ == "CONSULT" && c.mode != "visit" && len(union(slices.Clone(c.actors), c.recipients)) < 2 && !c.b.p.both:
		m, _ := x.modality(c.head) // "urged Cyprus to resume talks" names one side only
		return pol && (m != event.Actual || c.mode != "visit" && len(c.actors) > 0 && strings.HasPrefix(x.rep.Actors[c.actors[0]].Code, "IGO") && len(c.b.words) > 0)
	case c.mode == "visit":
		return x.visits(c) || pol && slices.ContainsFunc(c.b.object, func(t int) bool { return x.inClass(t, "delegation") >= 0 })
	case c.typ == "CONSULT" && c.mode != "visit" && !c.noun && len(c.b.recipient) > 0 && !slices.ContainsFunc(c.b.recipient, func(t int) bool { return len(x.actorsAt(t)) > 0 }):
		return false // one meets people, not their decisions
	case c.typ == "PROTEST":
		return slices.ContainsFunc(c.actors, coded)
	}
	return pol
}

// accident reports whether what blew up is no bomb: "a gas explosion at a
// mine killed three".
func (x *view) accident(c *candidate) bool {
	for _, t := range append(slices.Clone(c.b.actors), c.head) {
		if l := x.lem[t]; l != "explosion" && l != "blast" && l != "explode" && l != "fire" {
			continue
		}
		s := x.d.Sents[x.d.SentOf(t)].Span
		for i := s.Start; i < s.End; i++ {
			if x.lx.classes["accident"][x.lem[i]] {
				return true
			}
		}
	}
	return false
}

// toldBefore reports whether c tells only of the harm of an attack that the
// text knows already: "a second official was wounded in the blast".
func (x *view) toldBefore(c *candidate) bool {
	for _, k := range x.children(c.head) {
		if x.d.Rel[k].Is("obl") && (x.hasKid(int(k), "det", "the", "this", "that")) && (x.lx.classes["attack"][x.lem[k]] || x.lem[k] == "clash" || x.lem[k] == "shooting") {
			return x.prep(int(k)) == "in" || x.prep(int(k)) == "by" || x.prep(int(k)) == "during"
		}
	}
	return false
}

// publicTarget reports whether the target of c is one that only political
// violence has: barracks, a church, a parliament.
func (x *view) publicTarget(c *candidate) bool {
	return slices.ContainsFunc(c.b.recipient, func(t int) bool { return x.inClass(t, "public") >= 0 })
}

// violence reports whether the sentence of c names an attack or a weapon.
func (x *view) violence(c *candidate) bool {
	s := x.d.Sents[x.d.SentOf(c.head)].Span
	for t := s.Start; t < s.End; t++ {
		for _, class := range []string{"attack", "w:gun", "w:bomb", "w:heavy", "w:aerial", "w:drone", "w:blade"} {
			if t != c.head && x.d.UPOS[t] != nlp.PROPN && x.lx.classes[class][x.lem[t]] {
				return true
			}
		}
		if t != c.head && (x.lem[t] == "clash" || x.lem[t] == "fighting" || x.lem[t] == "gunman" || x.lem[t] == "shoot" || x.lem[t] == "attack" || x.lem[t] == "shooting" || x.lem[t] == "ambush") {
			return true
		}
	}
	return false
}

// private are the modes of violence that are a crime rather than an attack
// where nobody knows the author.
var private = map[string]bool{"primitive": true, "beat": true, "sexual": true}

// court reports whether c is a court's dealing with a person.
func (x *view) court(c *candidate) bool {
	switch c.typ {
	case "SANCTION", "COERCE", "CONCEDE", "ACCUSE", "RETREAT":
	default:
		return false
	}
	for _, i := range c.actors {
		if x.rep.Actors[i].Sector != "JUD" || strings.HasPrefix(x.rep.Actors[i].Code, "IGO") {
			return false
		}
	}
	return len(c.actors) > 0 && len(c.b.recipient) > 0
}

// bystander reports whether the one who warns is an international body, which
// warns of what others may do.
func (x *view) bystander(c *candidate) bool {
	for _, i := range c.actors {
		a := &x.rep.Actors[i]
		if !strings.HasPrefix(a.Code, "IGO") && !strings.HasPrefix(a.Code, "NGO") && a.Sector != "MED" && a.Sector != "EDU" && a.Sector != "SOC" {
			return false
		}
		if strings.HasPrefix(a.Code, "IGONAT") || strings.HasPrefix(a.Code, "IGOEUR") {
			return false
		}
	}
	return len(c.actors) > 0
}

// leavable reports whether what is left is a body that one can be a member of.
func (x *view) leavable(c *candidate) bool {
	return slices.ContainsFunc(c.recipients, func(i int) bool {
		a := &x.rep.Actors[i]
		return strings.HasPrefix(a.Code, "IGO") || a.Kind == event.Organisation
	})
}

// plainTarget reports whether an act without an author has a target that shows
// it to be meant literally: an actor, people, or a place.
func (x *view) plainTarget(c *candidate) bool {
	for _, t := range slices.Concat(c.b.recipient, c.b.actors) {
		if len(x.actorsAt(t)) > 0 {
			return true
		}
		for _, class := range []string{"victim", "troops", "territory", "vehicle", "weapon", "attack", "property"} {
			if x.inClass(t, class) >= 0 {
				return true
			}
		}
	}
	return false
}

// civic reports whether actor i is a union, church, movement or the like, in a
// report that is about politics.
func (x *view) civic(i int) bool {
	a := &x.rep.Actors[i]
	return (civic[a.Sector] || strings.HasPrefix(a.Code, "NGO")) && x.about["politics"] >= 3
}

func (x *view) public(i int) bool { return political(&x.rep.Actors[i]) }

// visits reports whether somebody who can travel goes to another country.
func (x *view) visits(c *candidate) bool {
	for _, a := range c.actors {
		act := &x.rep.Actors[a]
		if act.Kind != event.Person && act.Kind != event.Group && act.Kind != event.Organisation && act.Kind != event.Government || !political(act) {
			continue
		}
		if len(c.recipients) == 0 && x.abroad(c, act) {
			return true
		}
		for _, r := range c.recipients {
			if rc := &x.rep.Actors[r]; rc.Code != act.Code && (rc.Country != act.Country || rc.Country == "") {
				return true
			}
		}
	}
	return false
}

// abroad reports whether what is visited is a place outside the visitor's
// country.
func (x *view) abroad(c *candidate, act *event.Actor) bool {
	for _, t := range c.b.recipient {
		if p := x.placeDown(t, 0); p >= 0 && x.rep.Places[p].Country != "" && act.Country != "" && x.rep.Places[p].Country != act.Country {
			return true
		}
	}
	return false
}

// nounEvent returns the act that noun n names: with the light verb whose
// object it is, or by itself where its type allows and it names its author.
func (x *view) nounEvent(n int) *candidate {
	b := x.best(n)
	if b == nil || b.p.typ == "" || x.invented(n) || x.longPast(n) {
		return nil
	}
	cand := &candidate{b: b, head: n, support: -1, typ: b.p.typ, mode: b.p.mode, cameo: b.p.cameo, rule: b.p.source, noun: true}
	h, rel := int(x.d.Head[n]), x.rel(n)
	if h >= 0 && rel.Is("nmod") && x.lx.classes["measureword"][x.lem[h]] && x.rel(h) == "obj" {
		h, rel = int(x.d.Head[h]), "obj" // "hosted two rounds of talks"
	}
	inContent := false
	if h >= 0 && x.lx.classes["retaliation"][x.lem[n]] {
		if vb := x.best(h); vb != nil && vb.p.typ == "THREATEN" {
			return nil // the threat itself
		}
	}
	if h >= 0 && x.verbal(h) {
		if vb := x.best(h); vb != nil && vb.p.typ != "" {
			if slices.Contains(vb.words, n) || slices.Contains(vb.recipient, n) && vb.p.typ == cand.typ {
				return nil // the verb's own event
			}
			inContent = slices.Contains(vb.contents, n) || slices.Contains(vb.object, n)
			if speech[cand.typ] {
				return nil // "rejected the request" tells of one act
			}
		}
	}
	for _, t := range b.actors {
		cand.actors = union(cand.actors, x.actorsOf(t, false))
	}
	for _, t := range b.recipient {
		cand.recipients = union(cand.recipients, x.targetsOf(t))
	}
	owner := len(cand.actors) > 0
	aspect := ""
	if h >= 0 && x.d.UPOS[h] == nlp.VERB && (rel == "obj" || rel == "nsubj:pass") {
		aspect = x.aspect(h)
	}
	if aspect == "" && h >= 0 && x.prep(n) == "for" && cand.typ == "ASSAULT" {
		if u := x.user(n, h); u >= 0 { // "to use missiles for strikes"
			h, aspect = u, "do"
		}
	}
	if aspect != "" && x.lx.classes["war"][x.lem[n]] && !wages[x.lemOf(h)] {
		aspect = ""
	}
	if !supports(aspect, x.lemOf(h), cand.typ) {
		aspect = ""
	}
	if aspect != "" {
		x.lightVerb(cand, h, aspect)
	}
	x.fromWhere(cand)
	if aspect == "" && !x.standsAlone(cand, h, owner, inContent) {
		return nil
	}
	if inContent && len(cand.actors) == 0 {
		x.asked(cand, h)
	}
	if len(cand.actors) == 0 && len(cand.recipients) >= 2 && (cand.typ == "CONSULT" || cand.typ == "COOPERATE") {
		cand.actors, cand.recipients = cand.recipients, nil // "talks between X and Y"
	}
	anonym := len(cand.actors) == 0 && (violent[cand.typ] || inContent)
	if !x.accept(cand, anonym) && !(inContent && len(cand.actors) == 0 && x.demanded(h)) {
		return nil
	}
	cand.mod, cand.cues = x.modality(n)
	if inContent && len(cand.actors) == 0 && cand.mod == event.Actual {
		return nil
	}
	return cand
}

// speech are the types of what is said.
var speech = map[string]bool{"REQUEST": true, "ACCUSE": true, "THREATEN": true, "REJECT": true, "AGREE": true, "SUPPORT": true}

// supports reports whether a light verb goes with acts of a type: one has
// talks, not attacks, and only acts can be planned, ended or prevented.
func supports(aspect, verb, typ string) bool {
	switch verb {
	case "have", "attend", "host", "chair":
		return typ == "CONSULT"
	}
	switch aspect {
	case "do", "announce", "undergo":
		return true
	}
	return !speech[typ]
}

func (x *view) lemOf(t int) string {
	if t < 0 {
		return ""
	}
	return x.lem[t]
}

// wages are the light verbs whose subject wages the war that they name.
var wages = map[string]bool{"wage": true, "launch": true, "start": true, "begin": true, "declare": true, "mount": true, "stage": true, "lead": true, "plan": true, "prepare": true}

// user returns the verb of use whose purpose noun n is, or -1.
func (x *view) user(n, h int) int {
	if x.d.UPOS[h] == nlp.NOUN && x.rel(h) == "obj" {
		h = int(x.d.Head[h])
	}
	if x.d.UPOS[h] == nlp.VERB {
		switch x.lem[h] {
		case "use", "employ", "deploy", "utilise", "utilize", "need", "launch", "fire":
			return h
		}
	}
	return -1
}

// lightVerb takes the author, and what the verb's obliques say, from the
// light verb.
func (x *view) lightVerb(c *candidate, h int, aspect string) {
	c.support = h
	for _, a := range x.argsOf(h) {
		switch {
		case a.kind == argSubject:
			list := x.actorsOf(a.tok, false)
			switch {
			case aspect == "undergo":
				c.recipients = union(c.recipients, list)
			case aspect == "demand" || aspect == "block" || aspect == "deny": // somebody else's act
			case len(c.actors) == 0 || aspect == "do" && x.kid(c.head, "nmod:poss") < 0:
				c.actors = union(c.actors, list)
			}
		case a.kind == argOblique && len(c.recipients) == 0:
			for i := range c.b.p.slots {
				if s := &c.b.p.slots[i]; s.role == recipient && slices.Contains(s.preps, a.prep) {
					c.recipients = union(c.recipients, x.targetsOf(a.tok))
				}
			}
		}
	}
}

// standsAlone reports whether a noun without a light verb tells of an act.
func (x *view) standsAlone(c *candidate, h int, owner, inContent bool) bool {
	if inContent {
		return true
	}
	if !standalone[c.typ] || len(c.b.p.extra) == 0 && x.rel(c.head) == "compound" {
		return false
	}
	if c.typ == "CONSULT" {
		return len(c.actors)+len(c.recipients) >= 2 && c.mode != "visit"
	}
	if owner {
		return true
	}
	if c.typ == "ASSAULT" && h >= 0 && x.rel(c.head).Is("nsubj") && x.d.UPOS[h] == nlp.VERB && !x.lx.classes["war"][x.lem[c.head]] {
		return len(c.recipients) > 0 || happens[x.lem[h]]
	}
	return false
}

// happens are verbs that say that their subject took place.
var happens = map[string]bool{"occur": true, "happen": true, "take": true, "erupt": true, "break": true, "continue": true, "rage": true, "begin": true, "start": true, "resume": true, "follow": true, "leave": true}

// demanded reports whether h asks for the act and a political actor does so.
func (x *view) demanded(h int) bool {
	vb := x.best(h)
	if vb == nil || vb.p.typ != "REQUEST" {
		return false
	}
	for _, t := range vb.actors {
		if slices.ContainsFunc(x.actorsOf(t, false), x.public) {
			return true
		}
	}
	return false
}

// asked gives an act that is demanded of somebody its author.
func (x *view) asked(c *candidate, h int) {
	vb := x.best(h)
	if vb == nil {
		return
	}
	switch vb.p.typ {
	case "REQUEST":
		for _, t := range vb.recipient {
			c.actors = union(c.actors, x.actorsOf(t, false))
		}
	case "THREATEN": // "threatened Turkey with sanctions": who threatens would act
		if x.prep(c.head) != "with" && x.rel(c.head) != "obj" {
			return
		}
		for _, t := range vb.actors {
			c.actors = union(c.actors, x.actorsOf(t, false))
		}
		if len(c.recipients) == 0 {
			for _, t := range vb.recipient {
				c.recipients = union(c.recipients, x.actorsOf(t, false))
			}
		}
	}
}

// implied returns the act that a request for things asks for: weapons or aid
// that are requested are AID, demanded.
func (x *view) implied(c *candidate) []*candidate {
	if c.typ != "REQUEST" || c.noun {
		return nil
	}
	for _, t := range slices.Concat(c.b.object, c.b.contents) {
		if x.d.UPOS[t] == nlp.VERB {
			continue
		}
		cameo := ""
		w := x.inClass(t, "weapon")
		if w >= 0 {
			cameo = "072"
		} else if w = x.inClass(t, "aid"); w >= 0 {
			cameo = "070"
		} else {
			continue
		}
		mod := event.Demanded
		if c.mod == event.Negated {
			mod = event.Negated
		}
		return []*candidate{{
			b: c.b, head: w, support: -1, sent: c.sent, actors: c.recipients, recipients: c.actors, typ: "AID", cameo: cameo,
			mod: mod, cues: []cue{{c.head, mod}}, rule: c.rule, noun: true, implied: true,
		}}
	}
	return nil
}

// answers joins a request without an addressee and its refusal further on
// ("Biden resisted such calls"): who refuses is who was asked.
func (x *view) answers(found []*candidate) {
	for i, c := range found {
		if c.typ != "REJECT" && c.typ != "CONCEDE" && c.typ != "AGREE" || len(c.actors) == 0 || !x.suchDemand(c) {
			continue
		}
		for j := i - 1; j >= 0 && found[j].sent >= c.sent-3; j-- {
			q := found[j]
			if q.typ != "REQUEST" || len(q.recipients) > 0 || slices.Equal(q.actors, c.actors) {
				continue
			}
			q.recipients = slices.Clone(c.actors)
			if len(c.recipients) == 0 {
				c.recipients = slices.Clone(q.actors)
			}
			for _, a := range found[j+1:] {
				if a.implied && a.b == q.b {
					a.actors = slices.Clone(c.actors)
				}
			}
			break
		}
	}
}

// suchDemand reports whether c answers a demand that was told before: "such
// calls", "the request", "their demands".
func (x *view) suchDemand(c *candidate) bool {
	for _, t := range slices.Concat(c.b.object, c.b.contents) {
		if x.lx.classes["demand"][x.lem[t]] && (x.definite(t) || x.hasKid(t, "amod", "such") || x.hasKid(t, "det", "such")) {
			return true
		}
	}
	return false
}

// settle drops what is told twice by one construction, folds, and orders.
func (x *view) settle(found []*candidate) []*candidate {
	at := map[int]bool{}
	var out []*candidate
	for _, c := range found {
		key := c.head*2 + len(c.typ)%2
		if at[key] {
			continue
		}
		at[key] = true
		out = append(out, c)
	}
	byHead := map[int][]*candidate{}
	for _, c := range out {
		byHead[c.head] = append(byHead[c.head], c)
	}
	out = slices.DeleteFunc(out, func(c *candidate) bool { return x.sameAct(c, byHead) })
	slices.SortStableFunc(out, func(a, b *candidate) int { return cmp.Compare(a.head, b.head) })
	return out
}

// sameAct reports whether noun event c is the subject of a verb that tells of
// the same act: in "the strike killed 12" the killing is the event.
func (x *view) sameAct(c *candidate, byHead map[int][]*candidate) bool {
	h, r := int(x.d.Head[c.head]), x.rel(c.head)
	if c.typ == "ASSAULT" && !c.noun && x.lx.classes["harm"][x.lem[c.head]] {
		// "shelled the town, killing 12", "killed 12 and wounded 30"
		for _, o := range byHead[h] {
			if o.typ == c.typ && (r.Is("advcl") && x.gerund(c.head) || r == "conj" && x.lx.classes["harm"][x.lem[h]]) {
				if len(o.recipients) == 0 {
					o.recipients = without(c.recipients, o.actors)
				}
				return true
			}
		}
	}
	if !c.noun && r == "conj" && speech[c.typ] && len(c.recipients) == 0 {
		for _, o := range byHead[h] { // "summoned the ambassador and lodged a protest"
			if o.typ == c.typ && o.mode == c.mode && o.mod == c.mod && slices.Equal(o.actors, c.actors) {
				return true
			}
		}
	}
	if g := x.firstOf(c.head); !c.noun && x.rel(g).Is("advcl") && x.gerund(c.head) && x.prep(g) == "" {
		for _, o := range byHead[int(x.d.Head[g])] { // "rallied, waving flags and chanting slogans"
			if o.typ == c.typ && slices.Equal(o.actors, c.actors) && len(without(slices.Clone(c.recipients), o.recipients)) == 0 {
				return true
			}
		}
	}
	if !c.noun || c.support >= 0 {
		return false
	}
	if x.prep(c.head) == "in" || x.prep(firstOr(h, c.head)) == "in" { // "raided a town, in one of their largest assaults"
		for _, up := range []int{h, x.headOr(h)} {
			for _, o := range byHead[up] {
				if !o.noun && o.typ == c.typ && slices.Equal(o.actors, c.actors) && len(without(slices.Clone(c.recipients), o.recipients)) == 0 {
					return true
				}
			}
		}
	}
	for _, o := range byHead[h] {
		if o != c && !o.noun && o.typ == c.typ && slices.Contains(o.b.actors, c.head) {
			o.actors = union(o.actors, c.actors)
			o.recipients = without(union(o.recipients, c.recipients), o.actors)
			return true
		}
	}
	return false
}

func firstOr(a, b int) int {
	if a >= 0 {
		return a
	}
	return b
}

func (x *view) headOr(t int) int {
	if t < 0 {
		return -1
	}
	return int(x.d.Head[t])
}

// firstOf returns the first conjunct of the coordination that t ends.
func (x *view) firstOf(t int) int {
	for x.rel(t) == "conj" {
		t = int(x.d.Head[t])
	}
	return t
}

func union(a, b []int) []int {
	for _, v := range b {
		if !slices.Contains(a, v) {
			a = append(a, v)
		}
	}
	return a
}

func without(a, b []int) []int {
	return slices.DeleteFunc(a, func(v int) bool { return slices.Contains(b, v) })
}
