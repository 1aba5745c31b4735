package coder

import (
	"slices"
	"strings"
	"testing"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

func TestReadTrustNamesTheLine(t *testing.T) {
	for _, bad := range []string{"one\t1\nno weight\n", "one\t1\ntwo\tmany\n", "one\t1\ntwo\tNaN\n"} {
		if _, err := ReadTrust("x.tsv", bad); err == nil || !strings.Contains(err.Error(), "x.tsv:2") {
			t.Errorf("%q gives %v, want an error that names line 2", bad, err)
		}
	}
}

// The judge speaks about every event, and what it says bears on confidence.
func TestJudgeSpeaksOfEvents(t *testing.T) {
	d := parse(t, active, passive, light, forces)
	rep := ground(d, names)
	c := newCoder(t)
	events := c.Weigh(d, rep)
	if len(events) < 4 {
		t.Fatalf("%d events, want one a sentence", len(events))
	}
	for _, w := range events {
		if !strings.Contains(w.Event.Why, "; judge: ") || len(w.Seen) == 0 || len(w.Signals) == 0 {
			t.Errorf("%s: the judge says nothing: %q", w.Event.ID, w.Event.Why)
		}
		doubt := make([]Signal, len(w.Signals))
		for i, s := range w.Signals {
			if strings.HasPrefix(s.Name, "judge: log odds") {
				s.Value -= 4
			}
			doubt[i] = s
		}
		if p, q := c.trust.Probability(w.Signals), c.trust.Probability(doubt); q >= p {
			t.Errorf("%s: %.2f where the judge is for it, %.2f where it doubts", w.Event.ID, p, q)
		}
	}
}

// An event told as done that is likelier wrong than right is left out, and
// listed as uncoded; one that is only planned or demanded is not.
func TestDoubtfulEventsAreLeftOut(t *testing.T) {
	d := parse(t, active, urged)
	rep := ground(d, names)
	c := newCoder(t)
	all := c.Code(d, rep)
	c.trust = Trust{"one": -3}
	for _, ev := range c.Code(d, rep) {
		if ev.Modality == event.Actual {
			t.Errorf("%s %s has a confidence of %.2f and was not left out", ev.ID, ev.Type, ev.Confidence)
		}
	}
	gaps, _ := c.Uncoded(d, rep)
	if len(all) == 0 || !slices.ContainsFunc(gaps, func(g Gap) bool { return g.Reason == "confidence" }) {
		t.Errorf("of %d events none is listed as uncoded for want of confidence: %+v", len(all), gaps)
	}
	if n := len(c.Weigh(d, rep)); n != len(all) {
		t.Errorf("Weigh returns %d events, want all %d", n, len(all))
	}
}

// The scorer adds up what a plain search finds.
func TestScorerAgreesWithWeights(t *testing.T) {
	if len(Labels) != labels {
		t.Fatalf("%d labels, labels says %d", len(Labels), labels)
	}
	d := parse(t, active, passive, light)
	c := newCoder(t)
	one := func(i int) nlp.Span { return nlp.Span{Start: i, End: i + 1} }
	feats := c.Features(d, one(0), one(2))
	if got, want := c.scorer.scores(feats), c.scorer.w.Scores(feats); !slices.Equal(got, want) {
		t.Errorf("scores = %v, want %v", got, want)
	}
}

// What the judge sees of a pair does not depend on the sentences around it.
func TestFeaturesOfASentenceAlone(t *testing.T) {
	c := newCoder(t)
	alone := parse(t, active)
	long := parse(t, passive, active, light)
	at := long.Sents[1].Span.Start
	one := func(i int) nlp.Span { return nlp.Span{Start: i, End: i + 1} }
	a := c.Features(alone, one(0), one(alone.Len()-2))
	b := c.Features(long, one(at), one(at+alone.Len()-2))
	if len(a) == 0 || len(a) != len(b) {
		t.Fatalf("%d features alone, %d among others", len(a), len(b))
	}
	for i := range a {
		if a[i] != b[i] {
			t.Fatal("other features among other sentences")
		}
	}
}
