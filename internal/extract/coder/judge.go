package coder

import (
	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
	"casus.dev/casus/ontology"
)

// Relation is the PLOVER relation that a text asserts between two spans.
type Relation struct {
	Type       string
	Mode       string
	Modality   event.Modality
	Quad       int
	Confidence float64
	Scores     map[string]float64 // by PLOVER type; they add up to 1
}

// Judge says which relation a text asserts between two actors that are given.
// It is safe for concurrent use.
type Judge struct{ coder *Coder }

// NewJudge returns a judge that knows the lexicon and the weights of c.
func NewJudge(c *Coder) *Judge { return &Judge{c} }

// Relate returns the relation between source and target; either may be empty
// where the text names no such actor.
func (j *Judge) Relate(d *nlp.Doc, source, target nlp.Span) Relation {
	feats, found := j.coder.relation(d, source, target)
	return j.decide(j.coder.scorer.scores(feats), found)
}

func (j *Judge) decide(scores []float64, found []*candidate) Relation {
	r := Relation{Scores: map[string]float64{}, Modality: event.Actual}
	best := 0
	for i, p := range scores {
		if p > scores[best] {
			best = i
		}
		r.Scores[Labels[i]] = p
	}
	r.Type, r.Confidence = Labels[best], scores[best]
	var match *candidate
	for _, c := range found {
		if (c.typ == r.Type || yields(c.typ) && r.Type == "YIELD") && (match == nil || len(c.actors)+len(c.recipients) > len(match.actors)+len(match.recipients)) {
			match = c
		}
	}
	retreat := match != nil && match.typ == "RETREAT"
	y := r.Scores["YIELD"]
	delete(r.Scores, "YIELD")
	r.Scores["CONCEDE"], r.Scores["RETREAT"] = y, 0
	if retreat {
		r.Scores["CONCEDE"], r.Scores["RETREAT"] = 0, y
	}
	if r.Type == "YIELD" {
		r.Type = "CONCEDE"
		if retreat {
			r.Type = "RETREAT"
		}
	}
	if match != nil {
		r.Mode, r.Modality = match.mode, match.mod
	}
	r.Quad = ontology.Quad(r.Type)
	if r.Type == "CONCEDE" {
		r.Quad = 2 // the classes of the judge count YIELD as material cooperation
	}
	return r
}

func yields(typ string) bool { return typ == "CONCEDE" || typ == "RETREAT" }
