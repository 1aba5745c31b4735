package store_test

import (
	"fmt"
	"testing"

	"casus.dev/casus/event"
	"casus.dev/casus/internal/keep/store"
	"casus.dev/casus/internal/query"
)

// TestPlansAgree asks for rows by every way in which they can be looked up:
// the same conditions must give the same rows, the latest first.
func TestPlansAgree(t *testing.T) {
	s := open(t, store.ModeSpans)
	const n = 1600 // events and statements with a common word, more than are listed
	states := []string{"KEN", "SOM", "FRA", "DEU"}
	var batch []*event.Report
	for i := range n {
		r := report(i, fmt.Sprint("Paper ", i%400), fmt.Sprintf("2024-%02d-%02d", 1+i%12, 1+i%28), states[i%4], states[(i/4+i+1)%4], "accused")
		r.Text += " Café."
		batch = append(batch, r)
	}
	put(t, s, batch...)
	for q, want := range map[string]int{
		`grain`: n, `GRAIN`: n, `-grain`: 0, `"grain quota"`: n, `"quota grain"`: 0, `grain "order 7"`: 1, `"order 7"`: 1, `grain,nothing`: n, `nothing,"order 7"`: 1,
		`source:"paper 7"`: 4, `source:"Paper 7","Paper 8"`: 8, `source:"Paper 7" grain`: 4, `source:nobody`: 0,
		`actor:KEN`: n / 4, `actor:KEN,SOM`: n / 2, `actor:KENGOV`: n / 4, `actor:KEN,KENGOV`: n / 4, `actor:"Nora Lindqvist"`: n, `party:KEN,SOM,FRA,DEU`: n,
		`actor:KEN recipient:SOM`: n / 16, `recipient:SOM actor:KEN,ZZZ`: n / 16, `actor:KEN -recipient:SOM`: 3 * n / 16, `party:ZZZ`: 0, `type:accuse`: n, `type:AID`: 0,
	} {
		got := events(t, s, q)
		if len(got) != want {
			t.Errorf("%s: %d events, want %d", q, len(got), want)
		}
		for i := 1; i < len(got); i++ {
			if a, b := got[i-1], got[i]; a.Day < b.Day || a.Day == b.Day && a.ID <= b.ID {
				t.Fatalf("%s: event %d of %s comes before %d of %s", q, a.ID, a.Day, b.ID, b.Day)
			}
		}
		parsed, err := query.Parse(q)
		if err != nil {
			t.Fatal(err)
		}
		arts, err := s.Articles(t.Context(), parsed, 0) // an event each
		if err != nil || len(arts) != want {
			t.Errorf("%s: %d articles, %v, want %d", q, len(arts), err, want)
		}
		points, err := s.Timeline(t.Context(), parsed, store.ByYear)
		total := 0
		for _, p := range points {
			total += p.Mentions
		}
		if err != nil || total != want {
			t.Errorf("%s: %d mentions in the timeline, %v, want %d", q, total, err, want)
		}
	}
}

// TestReactionsAreAboutTheEvent: a statement about nothing is no reaction.
func TestReactionsAreAboutTheEvent(t *testing.T) {
	s := open(t, store.ModeSpans)
	about, nothing := report(1, "Wire", "2024-03-04", "KEN", "SOM", "accused"), report(2, "Post", "2024-03-05", "KEN", "SOM", "accused")
	about.Statements[0].About = "e1"
	put(t, s, about, nothing) // one act in two articles
	for id := range int64(2) {
		got, err := s.Reactions(t.Context(), id+1)
		if err != nil || len(got) != 1 || got[0].Doc != about.ID {
			t.Errorf("Reactions(%d) = %+v, %v, want the statement about the act", id+1, got, err)
		}
	}
}
