package store_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"casus.dev/casus/article"
	"casus.dev/casus/event"
	"casus.dev/casus/internal/keep/store"
	"casus.dev/casus/internal/query"
	"casus.dev/casus/nlp"
)

// filler makes texts long enough to be told apart by their shingles.
const filler = " The ministry gave no further details and said that a second notice would follow once the provincial council had met in closed session number %d."

// report returns a small record with one event and one statement.
func report(n int, publisher, day, actor, recipient, verb string) *event.Report {
	lead := fmt.Sprintf("Minister Nora Lindqvist of %s %s %s over the grain quota, order %d.", actor, verb, recipient, n)
	text := lead + fmt.Sprintf(filler, n*7)
	g := -2.0
	cut := strings.Index(text, verb)
	sent := len(lead)
	return &event.Report{
		Schema: event.SchemaName, ID: article.ID(text), Ref: fmt.Sprintf("doc%d", n), Publisher: publisher, Published: day, Language: "en", Text: text,
		Coder:     event.Version{Version: "test", Model: "m", Lexicon: "l", Gazetteer: "g"},
		Sentences: []event.Sentence{{Span: nlp.Range{Start: 0, End: sent}}},
		Actors: []event.Actor{
			{ID: "a1", Name: "Nora Lindqvist", Kind: event.Person, Country: actor, Sector: "GOV", Code: actor + "GOV", Mentions: []event.Mention{{Span: nlp.Range{Start: 9, End: 23}}}},
			{ID: "a2", Name: recipient, Kind: event.State, Country: recipient, Code: recipient},
		},
		Statements: []event.Statement{{ID: "s1", Kind: event.Indirect, Speaker: event.Speaker{Actor: "a1"}, Stance: event.Oppose, Cue: []nlp.Range{{Start: cut, End: cut + len(verb)}}, Content: []nlp.Range{{Start: cut, End: sent}}}},
		Events:     []event.Event{{ID: "e1", Type: "ACCUSE", CAMEO: "112", Quad: 3, Goldstein: &g, Actors: []string{"a1"}, Recipients: []string{"a2"}, Trigger: []nlp.Range{{Start: cut, End: cut + len(verb)}}, Modality: event.Actual, Confidence: 0.8, Why: "rule"}},
		Claims:     []event.Claim{{Span: nlp.Range{Start: 0, End: 8}, Asserter: "a1"}},
	}
}

func open(tb testing.TB, mode store.Mode) *store.Store {
	tb.Helper()
	s, err := store.Open(tb.Context(), filepath.Join(tb.TempDir(), "c.db"), store.Options{Mode: mode})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(); err != nil {
			tb.Error(err)
		}
	})
	return s
}

func put(tb testing.TB, s *store.Store, reports ...*event.Report) []store.Outcome {
	tb.Helper()
	out, err := s.Put(tb.Context(), reports...)
	if err != nil {
		tb.Fatal(err)
	}
	return out
}

func verify(tb testing.TB, s *store.Store) {
	tb.Helper()
	faults, err := s.Verify(tb.Context(), nil)
	if err != nil {
		tb.Fatal(err)
	}
	for _, f := range faults {
		tb.Errorf("Verify: %s: %s", f.What, f.Where)
	}
}

func events(tb testing.TB, s *store.Store, q string) []store.EventRow {
	tb.Helper()
	parsed, err := query.Parse(q)
	if err != nil {
		tb.Fatal(err)
	}
	var out []store.EventRow
	for r, err := range s.Events(tb.Context(), parsed, 0) {
		if err != nil {
			tb.Fatal(err)
		}
		out = append(out, r)
	}
	return out
}

func TestPutTwiceChangesNothing(t *testing.T) {
	s := open(t, store.ModeSpans)
	a, b := report(1, "Wire", "2024-03-04", "KEN", "SOM", "accused"), report(1, "Other", "2024-03-04", "KEN", "SOM", "accused")
	if got := put(t, s, a, a, b); got[0] != store.Added || got[1] != store.Repeated || got[2] != store.Repeated {
		t.Errorf("Put = %v, want added, repeated, repeated", got)
	}
	if n := len(events(t, s, "")); n != 1 {
		t.Errorf("%d events, want 1", n)
	}
	verify(t, s)
}

func TestNearDuplicatesAreOneSource(t *testing.T) {
	s := open(t, store.ModeSpans)
	a := report(1, "Wire", "2024-03-04", "KEN", "SOM", "accused")
	b := report(1, "Morning Post", "2024-03-05", "KEN", "SOM", "accused")
	b.Text += " More on this story."
	b.ID = article.ID(b.Text)
	if got := put(t, s, a, b); got[1] != store.Near {
		t.Errorf("Put = %v, want a near-duplicate", got)
	}
	points, err := s.Timeline(t.Context(), nil, store.ByMonth)
	if err != nil {
		t.Fatal(err)
	}
	if len(points) != 1 || points[0].Mentions != 2 || points[0].Articles != 2 || points[0].Events != 1 {
		t.Errorf("Timeline = %+v, want 2 mentions in 2 articles of 1 event", points)
	}
	verify(t, s)
}

func TestQueryFields(t *testing.T) {
	s := open(t, store.ModeSpans)
	put(t, s, report(1, "Wire", "2024-03-04", "KEN", "SOM", "accused"), report(2, "Post", "2024-06-01", "FRA", "DEU", "blamed"), report(3, "Post", "2023-01-01", "KEN", "DEU", "denounced"))
	for q, want := range map[string]int{
		``: 3, `actor:KEN`: 2, `actor:KENGOV`: 2, `actor:KENMIL`: 0, `recipient:DEU`: 2, `party:SOM`: 1, `-actor:KEN`: 1,
		`actor:"nora lindqvist"`: 3, `since:2024`: 2, `until:2024-03`: 2, `since:2024-03-04 until:2024-03-04`: 1, `source:post`: 2,
		`type:ACCUSE,AID`: 3, `type:AID`: 0, `"grain quota"`: 3, `"quota grain"`: 0, `denounced`: 1, `quad:3`: 3, `cameo:11`: 3, `confidence:0.9`: 0,
	} {
		if got := len(events(t, s, q)); got != want {
			t.Errorf("%s: %d events, want %d", q, got, want)
		}
	}
}

func TestForgetPersonLeavesNoTrace(t *testing.T) {
	for _, mode := range []store.Mode{store.ModeSpans, store.ModeFull} {
		s := open(t, mode)
		put(t, s, report(1, "Wire", "2024-03-04", "KEN", "SOM", "accused"))
		if n, err := s.ForgetPerson(t.Context(), "Nora  Lindqvist", "2024-04-01"); err != nil || n != 1 {
			t.Fatalf("%s: ForgetPerson = %d, %v, want 1", mode, n, err)
		}
		put(t, s, report(2, "Wire", "2024-03-05", "KEN", "SOM", "accused")) // comes in later
		for _, e := range events(t, s, "") {
			if strings.Contains(e.Evidence, "Lindqvist") || len(e.Actors) > 0 {
				t.Errorf("%s: forgotten person in %+v", mode, e)
			}
		}
		for st, err := range s.Statements(t.Context(), nil, 0) {
			t.Errorf("%s: a statement of a forgotten person is left: %+v, %v", mode, st, err)
		}
		for r, err := range s.Reports(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(r.Text, "Lindqvist") || len(r.Statements) > 0 {
				t.Errorf("%s: forgotten person in a record", mode)
			}
		}
		verify(t, s)
	}
}

func TestForgottenDocumentStaysAway(t *testing.T) {
	s := open(t, store.ModeSpans)
	r := report(1, "Wire", "2024-03-04", "KEN", "SOM", "accused")
	put(t, s, r)
	if err := s.ForgetDocument(t.Context(), r.ID, "2024-04-01"); err != nil {
		t.Fatal(err)
	}
	if got := put(t, s, r); got[0] != store.Refused {
		t.Errorf("Put = %v, want forgotten", got)
	}
	if err := s.ForgetDocument(t.Context(), "nothing", "2024-04-01"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("ForgetDocument = %v, want ErrNotFound", err)
	}
	verify(t, s)
}

func TestCorrectionSurvivesRecoding(t *testing.T) {
	s := open(t, store.ModeFull)
	r := report(1, "Wire", "2024-03-04", "KEN", "SOM", "accused")
	put(t, s, r)
	fix := store.Correction{Doc: r.ID, Kind: "event", Target: store.TargetOf(&r.Events[0]), Field: "type", Value: "REJECT", Author: "ada", Made: "2024-04-01"}
	if err := s.Correct(t.Context(), fix); err != nil {
		t.Fatal(err)
	}
	again := report(1, "Wire", "2024-03-04", "KEN", "SOM", "accused")
	again.Coder.Model = "m2"
	if got := put(t, s, again); got[0] != store.Recoded {
		t.Errorf("Put = %v, want recoded", got)
	}
	got := events(t, s, "type:REJECT")
	if len(got) != 1 || got[0].Status != "corrected" {
		t.Errorf("after recoding: %+v, want the corrected event", got)
	}
	fix.Field = "reject"
	if err := s.Correct(t.Context(), fix); err != nil {
		t.Fatal(err)
	}
	verify(t, s)
	fix.Field = "actor"
	if err := s.Correct(t.Context(), fix); err == nil {
		t.Error("Correct took a field that cannot be corrected")
	}
}

func TestUpdateReplacesTheOldText(t *testing.T) {
	s := open(t, store.ModeSpans)
	a, b := report(1, "Wire", "2024-03-04", "KEN", "SOM", "accused"), report(2, "Wire", "2024-03-04", "KEN", "SOM", "praised")
	a.URL, b.URL = "https://www.example.org/a?utm_source=x", "http://example.org/a/"
	if got := put(t, s, a, b); got[1] != store.Updated {
		t.Errorf("Put = %v, want updated", got)
	}
	if n := len(events(t, s, "")); n != 1 {
		t.Errorf("%d events, want 1", n)
	}
	// The old text does not come back to its address, but another may print it.
	if known, err := s.Known(t.Context(), a.ID, "https://example.org/a"); err != nil || !known {
		t.Errorf("Known of a replaced text = %v, %v", known, err)
	}
	if got := put(t, s, a); got[0] != store.Repeated {
		t.Errorf("Put of a replaced text = %v, want repeated", got)
	}
	if a.URL = "https://other.example/a"; put(t, s, a)[0] == store.Repeated {
		t.Error("a replaced text is refused at another address")
	}
	verify(t, s)
	if err := s.ForgetDocument(t.Context(), b.ID, "2024-05-01"); err != nil {
		t.Fatal(err)
	}
	if a.URL = "https://example.org/a"; put(t, s, a)[0] != store.Repeated {
		t.Error("a text that other papers print is forgotten")
	}
	verify(t, s)
}

func TestSecondProcessWaits(t *testing.T) {
	path := filepath.Join(t.TempDir(), "c.db")
	a, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	b, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	done := make(chan error, 2)
	for i, s := range []*store.Store{a, b} {
		go func() {
			for n := range 20 {
				if _, err := s.Put(t.Context(), report(100*i+n, "Wire", "2024-03-04", "KEN", "SOM", "accused")); err != nil {
					done <- err
					return
				}
			}
			done <- nil
		}()
	}
	for range 2 {
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	}
	if n := len(events(t, a, "")); n != 40 {
		t.Errorf("%d events, want 40", n)
	}
	verify(t, a)
}

const victims = 150 // documents of the test below

func dump(t *testing.T, path string) string {
	t.Helper()
	s, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	verify(t, s)
	var b strings.Builder
	for _, e := range events(t, s, "") {
		row, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(append(row, '\n'))
	}
	return b.String()
}

// TestKilledAndResumed kills a process that puts documents, again and again at
// random moments, and resumes it: the file must equal that of an undisturbed run.
func TestKilledAndResumed(t *testing.T) {
	if path := os.Getenv("CASUS_TEST_VICTIM"); path != "" {
		s, err := store.Open(t.Context(), path, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for n := range victims {
			if put(t, s, report(n, "Wire", "2024-03-04", "KEN", "SOM", "accused"))[0] != store.Repeated {
				fmt.Println("put")
			}
		}
		return
	}
	dir := t.TempDir()
	// run lets the process put n documents and kills it somewhere in the next.
	run := func(path string, n int, pause time.Duration) (killed bool) {
		cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestKilledAndResumed$") //nolint:gosec // this very test
		cmd.Env = append(os.Environ(), "CASUS_TEST_VICTIM="+path)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		for sc := bufio.NewScanner(out); sc.Scan(); {
			if n--; n == 0 {
				time.Sleep(pause)
				killed = cmd.Process.Kill() == nil
			}
		}
		return cmd.Wait() != nil && killed
	}
	whole, killed := filepath.Join(dir, "whole.db"), filepath.Join(dir, "killed.db")
	if run(whole, -1, 0) {
		t.Fatal("the undisturbed run failed")
	}
	kills := 0
	r := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		if run(killed, 1+r.IntN(3), time.Duration(r.Int64N(int64(2*time.Millisecond)))) {
			kills++
		}
	}
	if run(killed, -1, 0) {
		t.Fatal("the resumed run failed")
	}
	if kills < 40 {
		t.Errorf("only %d of 50 runs were killed", kills)
	}
	t.Logf("killed %d of 50 runs", kills)
	if a, b := dump(t, whole), dump(t, killed); a != b {
		t.Errorf("the resumed file differs from the undisturbed one: %d and %d bytes of rows", len(b), len(a))
	}
}

func BenchmarkPut(b *testing.B) {
	s := open(b, store.ModeSpans)
	n := 0
	b.ReportAllocs()
	for b.Loop() {
		var batch []*event.Report
		for range 100 {
			n++
			batch = append(batch, report(n, "Wire", "2024-03-04", "KEN", "SOM", "accused"))
		}
		put(b, s, batch...)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "documents/s")
}

func TestLedgerFields(t *testing.T) {
	s := open(t, store.ModeSpans)
	put(t, s, report(1, "Wire", "2024-03-04", "KEN", "SOM", "accused"), report(2, "Post", "2024-06-01", "FRA", "DEU", "blamed"))
	for q, want := range map[string]int{``: 2, `actor:KEN`: 1, `-actor:KEN`: 1, `actor:"nora lindqvist"`: 2, `since:2024-05`: 1, `source:wire`: 1, `minister`: 2, `-minister`: 0, `mini`: 0} {
		parsed, err := query.Parse(q)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := s.Ledger(t.Context(), "claim", parsed, 0)
		if err != nil || len(rows) != want {
			t.Errorf("%s: %d claims, %v, want %d", q, len(rows), err, want)
		}
	}
	for _, q := range []string{`type:AID`, `-quad:3`} {
		parsed, err := query.Parse(q)
		if err != nil {
			t.Fatal(err)
		}
		if rows, err := s.Ledger(t.Context(), "claim", parsed, 0); err == nil {
			t.Errorf("%s: %d claims and no error for a field that does not apply", q, len(rows))
		}
	}
}

// TestForgottenLeavesNoBytes looks for what was forgotten in the bytes of the
// file, where deleted rows and words may stay.
func TestForgottenLeavesNoBytes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "c.db")
	s, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	gone, other := report(1, "Wire", "2024-03-04", "KEN", "SOM", "accused"), report(2, "Post", "2024-06-01", "FRA", "DEU", "blamed")
	gone.Title = "Lindqvist speaks"
	secret := report(3, "Courier", "2024-07-01", "FRA", "DEU", "embarrassed")
	for i := range 40 { // rows before and after, so that pages are shared
		put(t, s, report(100+i, "Filler", "2024-03-04", "KEN", "SOM", "accused"))
	}
	put(t, s, gone, other, secret)
	if err := s.ForgetDocument(t.Context(), secret.ID, "2024-08-01"); err != nil {
		t.Fatal(err)
	}
	if n, err := s.ForgetPerson(t.Context(), "Nora Lindqvist", "2024-08-01"); err != nil || n != 42 {
		t.Fatalf("ForgetPerson = %d, %v, want 42", n, err)
	}
	verify(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{path, path + "-wal"} {
		b, err := os.ReadFile(name)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
		for _, word := range []string{"lindqvist", "embarrassed", "courier"} {
			if i := strings.Index(strings.ToLower(string(b)), word); i >= 0 {
				t.Errorf("%s: %q is left at byte %d: %q", filepath.Base(name), word, i, b[max(0, i-40):min(len(b), i+40)])
			}
		}
	}
}

func TestStatementsAreRejected(t *testing.T) {
	s := open(t, store.ModeFull)
	r := report(1, "Wire", "2024-03-04", "KEN", "SOM", "accused")
	put(t, s, r)
	fix := store.Correction{Doc: r.ID, Kind: "statement", Target: store.TargetOfStatement(&r.Statements[0]), Field: "reject", Author: "ada", Made: "2024-04-01"}
	if err := s.Correct(t.Context(), fix); err != nil {
		t.Fatal(err)
	}
	for range 2 { // again after recoding
		for st, err := range s.Statements(t.Context(), nil, 0) {
			t.Errorf("a rejected statement is left: %+v, %v", st, err)
		}
		verify(t, s)
		again := report(1, "Wire", "2024-03-04", "KEN", "SOM", "accused")
		again.Coder.Model = "m2"
		put(t, s, again)
	}
	for field, value := range map[string]string{"type": "BOGUS", "mode": "bogus", "modality": "maybe"} {
		if err := s.Correct(t.Context(), store.Correction{Doc: r.ID, Kind: "event", Target: store.TargetOf(&r.Events[0]), Field: field, Value: value, Author: "ada"}); !errors.Is(err, store.ErrValue) {
			t.Errorf("Correct(%s %s) = %v, want ErrValue", field, value, err)
		}
	}
}
