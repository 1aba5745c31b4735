package export_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"casus.dev/casus/event"
	"casus.dev/casus/internal/serve/export"
	"casus.dev/casus/nlp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const text = "Kenya expelled two Somali diplomats on Tuesday. Somalia, which denied the arrests, will recall its envoy; “we shall answer in kind if the border stays closed”, its minister Yusuf Warsame said. Up to 400 people fled."

// at returns the range of words in text.
func at(t *testing.T, words string) nlp.Range {
	t.Helper()
	i := strings.Index(text, words)
	if i < 0 {
		t.Fatalf("%q is not in the text", words)
	}
	return nlp.Range{Start: i, End: i + len(words)}
}

// report returns a record with everything in it.
func report(t *testing.T) *event.Report {
	t.Helper()
	return &event.Report{
		Schema: event.SchemaName, ID: "sha256:0", Ref: "a.txt", Title: "Envoys sent home", Publisher: "Wire", Published: "2025-03-05", Text: text,
		Warnings:  []string{"invalid UTF-8 replaced"},
		Sentences: []event.Sentence{{Span: nlp.Range{Start: 0, End: 47}}, {Span: nlp.Range{Start: 48, End: 195}}, {Span: nlp.Range{Start: 196, End: len(text)}}},
		Actors: []event.Actor{
			{ID: "a1", Name: "Kenya", Country: "KEN", Code: "KEN"},
			{ID: "a2", Name: "Somalia", Country: "SOM", Code: "SOM"},
			{ID: "a3", Name: "Yusuf Warsame", Country: "SOM", Sector: "GOV", Code: "SOMGOV"},
		},
		Places: []event.Place{{ID: "pl1", Name: "Nairobi", Country: "KEN", Lat: new(-1.28), Lon: new(36.82)}},
		Statements: []event.Statement{
			{ID: "s1", Kind: event.Direct, Speaker: event.Speaker{Actor: "a3"}, Cue: []nlp.Range{at(t, "said")}, Content: []nlp.Range{at(t, "we shall answer in kind if the border stays closed")}, Stance: event.Oppose, About: "e1"},
			{ID: "s2", Kind: event.Indirect, Speaker: event.Speaker{Actor: "a2"}, Cue: []nlp.Range{at(t, "denied")}, Content: []nlp.Range{at(t, "the arrests")}, Stance: event.Oppose, About: "e1"},
		},
		Events: []event.Event{
			{
				ID: "e1", Type: "SANCTION", Mode: "expel", Quad: 4, Goldstein: new(float64(-5)), Actors: []string{"a1"}, Recipients: []string{"a2"}, Trigger: []nlp.Range{at(t, "expelled")}, Sentence: 0,
				Modality: event.Actual, Date: &event.When{Value: "2025-03-04", Grain: event.GrainDay, Basis: "text"}, Place: "pl1", Confidence: 0.9, AttributedTo: []string{"s1"},
			},
			{ID: "e2", Type: "RETREAT", Quad: 3, Actors: []string{"a2"}, Recipients: nil, Trigger: []nlp.Range{at(t, "recall its envoy")}, Sentence: 1, Modality: event.Planned, Confidence: 0.5},
			{ID: "e3", Type: "COERCE", Quad: 4, Actors: []string{"a1", "a3"}, Recipients: []string{"a9"}, Trigger: []nlp.Range{at(t, "the arrests")}, Sentence: 1, Modality: event.Denied, SameAs: "e1", Background: true, Confidence: 0.25},
		},
		Threats: []event.Threat{{Statement: "s1", Speaker: "a3", Addressee: "a1", Condition: []nlp.Range{at(t, "the border stays closed")}, Consequence: []nlp.Range{at(t, "we shall answer in kind")}}},
		Claims:  []event.Claim{{Span: at(t, "Up to 400 people"), High: new(float64(400)), Hedge: "up to", Unit: "people", Asserter: "a2", Place: "pl1"}},
		Shifts:  []event.Shift{{Actor: "a2", Issue: "e1", From: "silence", To: "refused", Evidence: []nlp.Range{at(t, "which denied the arrests")}}},
	}
}

// writer is what all writers have in common.
type writer interface {
	Write(rep *event.Report) error
	Close() error
}

func write(t *testing.T, w writer, reps ...*event.Report) {
	t.Helper()
	for _, r := range reps {
		if err := w.Write(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestGoldenForms(t *testing.T) {
	rep := report(t)
	for name, form := range map[string]func(b *bytes.Buffer) writer{
		"table":       func(b *bytes.Buffer) writer { return export.NewTable(b, export.TableOptions{}) },
		"table.color": func(b *bytes.Buffer) writer { return export.NewTable(b, export.TableOptions{Color: true, Width: 30}) },
		"csv":         func(b *bytes.Buffer) writer { return export.NewCSV(b) },
		"json":        func(b *bytes.Buffer) writer { return export.NewJSON(b, false) },
	} {
		var b bytes.Buffer
		write(t, form(&b), rep)
		file := "testdata/report." + name
		if *update {
			if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), b.String()); diff != "" {
			t.Errorf("%s: -want +got:\n%s", name, diff)
		}
	}
}

func TestJSONLinesAreOneAReport(t *testing.T) {
	var b bytes.Buffer
	write(t, export.NewJSON(&b, true), report(t), report(t))
	if n := strings.Count(b.String(), "\n"); n != 2 {
		t.Errorf("%d lines for 2 records", n)
	}
	var back event.Report
	if err := json.Unmarshal(b.Bytes()[:b.Len()/2], &back); err != nil {
		t.Fatal(err)
	}
	if back.Events[0].Trigger[0] != at(t, "expelled") {
		t.Errorf("trigger %v, want %v", back.Events[0].Trigger[0], at(t, "expelled"))
	}
}

func TestCSVHasOneRowAnEventAndAlwaysAHeader(t *testing.T) {
	for n, reps := range [][]*event.Report{{}, {report(t)}, {report(t), report(t)}} {
		var b bytes.Buffer
		write(t, export.NewCSV(&b), reps...)
		rows, err := csv.NewReader(&b).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) != 1+3*n {
			t.Errorf("%d records: %d rows, want %d", n, len(rows), 1+3*n)
		}
	}
}

// FuzzTable holds that nothing in an article reaches the terminal as a control
// character, and that a record with broken references can be shown.
func FuzzTable(f *testing.F) {
	f.Add("a\x1b[31mred\x07\u202eback\r\n", 0, 5, "a1")
	f.Add("", -1, 99, "zz")
	f.Fuzz(func(t *testing.T, s string, start, end int, id string) {
		if !utf8.ValidString(s) || !utf8.ValidString(id) {
			return
		}
		r := []nlp.Range{{Start: start, End: end}}
		rep := &event.Report{
			Ref: s, Title: s, Text: s, Publisher: s,
			Actors:     []event.Actor{{ID: "a1", Name: s, Country: "KEN", Code: "KENGOV"}},
			Statements: []event.Statement{{ID: "s1", Cue: r, Content: r, About: id, Stance: event.Support}, {ID: "s2", Cue: r, About: id, Stance: event.Oppose, Speaker: event.Speaker{Spans: r}}},
			Events:     []event.Event{{ID: "e1", Trigger: r, Sentence: start, Actors: []string{id}, AttributedTo: []string{"s1", id}}},
			Claims:     []event.Claim{{Span: r[0], Unit: s, About: id}},
			Threats:    []event.Threat{{Statement: id, Condition: r, Consequence: r}},
			Shifts:     []event.Shift{{Actor: id, Issue: s, From: s, To: s, Evidence: r}},
		}
		var b bytes.Buffer
		if err := export.NewTable(&b, export.TableOptions{}).Write(rep); err != nil {
			t.Fatal(err)
		}
		for _, c := range b.String() {
			if (c < ' ' && c != '\n') || (c >= 0x7f && c < 0xa0) || c == '\u202e' {
				t.Fatalf("control character %U in %q", c, b.String())
			}
		}
	})
}
