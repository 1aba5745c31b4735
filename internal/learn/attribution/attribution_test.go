package attribution_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"casus.dev/casus/event"
	"casus.dev/casus/internal/extract/statement"
	"casus.dev/casus/internal/learn/attribution"
	"casus.dev/casus/nlp"
)

func TestReadRefuses(t *testing.T) {
	for name, in := range map[string]string{"no JSON": "{", "no text": `{"id": "a"}`} {
		if _, err := attribution.Read(strings.NewReader(in)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// small is a parsed text and its two attributions.
func small(t *testing.T) (*nlp.Doc, *attribution.Document) {
	t.Helper()
	r, err := os.Open("testdata/small.conllu")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	d, err := nlp.ReadCoNLLU(r)
	if err != nil {
		t.Fatal(err)
	}
	find := func(s string) [][2]int {
		i := strings.Index(d.Text, s)
		if i < 0 {
			t.Fatalf("no %q in %q", s, d.Text)
		}
		return [][2]int{attribution.CodePoints(d.Text, nlp.Range{Start: i, End: i + len(s)})}
	}
	return d, &attribution.Document{ID: "small", Text: d.Text, Attributions: []attribution.Attribution{
		{Source: find("Zoë Brandt"), Cue: find("glorped"), Content: find("that the bridge was safe")},
		{Source: find("The mayor"), Cue: find("glorps"), Content: find("that the café would open")},
		{Cue: find("glorped")}, // no content: left out
	}}
}

func TestAlign(t *testing.T) {
	d, doc := small(t)
	got := attribution.Align(d, doc)
	if len(got) != 2 {
		t.Fatalf("%d attributions, want 2", len(got))
	}
	want := []string{"Zoë Brandt", "glorped", "that the bridge was safe", "The mayor", "glorps", "that the café would open"}
	var words []string
	for _, a := range got {
		words = append(words, d.SpanText(a.Source[0]), d.SpanText(a.Cue), d.SpanText(a.Content[0]))
	}
	if diff := cmp.Diff(want, words); diff != "" {
		t.Errorf("Align (-want +got):\n%s", diff)
	}
}

// TestTrainLearnsACue trains on a verb that no lexicon has and finds it again,
// with the same bytes each time.
func TestTrainLearnsACue(t *testing.T) {
	d, doc := small(t)
	f, err := statement.Rules()
	if err != nil {
		t.Fatal(err)
	}
	gold := attribution.Align(d, doc)
	if n := len(f.Find(d, nil, nil)); n != 0 {
		t.Fatalf("the rules find %d statements before training, want none", n)
	}
	var examples []attribution.Example
	for range 8 {
		examples = append(examples, attribution.Example{Doc: d, Gold: gold})
	}
	opt := attribution.Options{Epochs: 10, Cutoff: 1, Dropout: -1, Rate: 0.3, Seed: 1}
	var first, second bytes.Buffer
	m := attribution.Train(f, examples, opt)
	if err := statement.WriteModel(&first, m); err != nil {
		t.Fatal(err)
	}
	if err := statement.WriteModel(&second, attribution.Train(f, examples, opt)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("the same training gave two models")
	}
	var s attribution.Score
	s.Add(d, f.WithModel(m).Find(d, nil, nil), gold)
	if s.Exact.Right != 2 || s.Exact.Found != 2 {
		t.Errorf("score %v, want both statements exactly", s)
	}
}

func TestScore(t *testing.T) {
	d, doc := small(t)
	gold := attribution.Align(d, doc)
	whole := func(g statement.Attribution) event.Statement {
		return event.Statement{Speaker: event.Speaker{Spans: []nlp.Range{d.RangeOf(g.Source[0])}}, Cue: []nlp.Range{d.RangeOf(g.Cue)}, Content: []nlp.Range{d.RangeOf(g.Content[0])}}
	}
	half := whole(gold[1])
	half.Content[0].End -= len(" open")
	half.Speaker.Spans = nil
	var s attribution.Score
	s.Add(d, []event.Statement{whole(gold[0]), half}, gold)
	// The second has no source: it is right in nothing but its cue.
	want := attribution.Score{Half: attribution.Ratio{Right: 1, Found: 2, Gold: 2}, Exact: attribution.Ratio{Right: 1, Found: 2, Gold: 2}, Cue: attribution.Ratio{Right: 2, Found: 2, Gold: 2}}
	if diff := cmp.Diff(want, s); diff != "" {
		t.Errorf("score (-want +got):\n%s", diff)
	}
	if got, want := fmt.Sprint(s.Half), "50.0/50.0/50.0"; got != want {
		t.Errorf("Half = %s, want %s", got, want)
	}
}
