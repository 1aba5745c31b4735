package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"casus.dev/casus/event"
)

var update = flag.Bool("update", false, "rewrite golden files; read the diff before you commit it")

// casusRun runs a command line and returns its output and exit code.
func casusRun(tb testing.TB, stdin string, args ...string) (stdout, stderr string, code int) {
	tb.Helper()
	var out, errs bytes.Buffer
	code = run(tb.Context(), args, strings.NewReader(stdin), &out, &errs, func(string) string { return "" })
	return out.String(), errs.String(), code
}

// samples returns the sample articles.
func samples(tb testing.TB) []string {
	tb.Helper()
	files, err := filepath.Glob("../../testdata/articles/*.*")
	if err != nil {
		tb.Fatal(err)
	}
	var out []string
	for _, f := range files {
		if filepath.Ext(f) != ".md" {
			out = append(out, f)
		}
	}
	if len(out) < 7 {
		tb.Fatalf("%d sample articles, want at least 7", len(out))
	}
	return out
}

// TestGoldenTables holds what "casus code" shows of each sample article.
func TestGoldenTables(t *testing.T) {
	for _, file := range samples(t) {
		name := filepath.Base(file)
		t.Run(name, func(t *testing.T) {
			got, errs, code := casusRun(t, "", "code", "--published", "2024-11-18", file)
			if code != exitDone || errs != "" {
				t.Fatalf("exit code %d: %s", code, errs)
			}
			golden := filepath.Join("testdata", "golden", name+".table")
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// TestRecordsFollowTheSchema validates what is printed against what "casus
// schema" prints, and checks what a schema cannot say: that spans lie inside
// the text on rune boundaries and that ids are there.
func TestRecordsFollowTheSchema(t *testing.T) {
	printed, _, code := casusRun(t, "", "schema")
	if code != exitDone {
		t.Fatalf("schema: exit code %d", code)
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(printed))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("casus.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("casus.json")
	if err != nil {
		t.Fatal(err)
	}
	out, errs, code := casusRun(t, "", append([]string{"code", "--published", "2024-11-18", "--publisher", "Wire", "--format", "jsonl"}, samples(t)...)...)
	if code != exitDone {
		t.Fatalf("code: exit code %d: %s", code, errs)
	}
	for line := range strings.Lines(out) {
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(line))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(v); err != nil {
			t.Errorf("%.80s…: %v", line, err)
		}
		var rep event.Report
		if err := json.Unmarshal([]byte(line), &rep); err != nil {
			t.Fatal(err)
		}
		checkSpans(t, v, rep.Text, rep.Ref)
		checkIDs(t, &rep)
	}
}

// spanFields are the fields whose values are spans or lists of spans.
var spanFields = map[string]bool{
	"span": true, "spans": true, "cue": true, "content": true, "trigger": true, "condition": true,
	"consequence": true, "limits": true,
}

// checkSpans walks a record and checks every span in it.
func checkSpans(t *testing.T, v any, text, path string) {
	t.Helper()
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			if spanFields[k] {
				checkRange(t, x, text, path+"."+k)
			}
			checkSpans(t, x, text, path+"."+k)
		}
	case []any:
		for _, x := range v {
			checkSpans(t, x, text, path)
		}
	}
}

func checkRange(t *testing.T, v any, text, path string) {
	t.Helper()
	list, _ := v.([]any)
	if len(list) == 0 {
		return
	}
	if _, nested := list[0].([]any); nested {
		for _, x := range list {
			checkRange(t, x, text, path)
		}
		return
	}
	var r [2]int
	b, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &r); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	if r[0] < 0 || r[1] <= r[0] || r[1] > len(text) || !utf8.RuneStart(text[r[0]]) || (r[1] < len(text) && !utf8.RuneStart(text[r[1]])) {
		t.Errorf("%s: span %v of a text of %d bytes", path, r, len(text))
	}
}

// checkIDs checks that ids are unique and that what refers to an actor, place
// or statement refers to one that is there.
func checkIDs(t *testing.T, rep *event.Report) {
	t.Helper()
	have := map[string]bool{}
	add := func(id string) {
		if have[id] {
			t.Errorf("%s: id %s twice", rep.Ref, id)
		}
		have[id] = true
	}
	for _, x := range rep.Actors {
		add(x.ID)
	}
	for _, x := range rep.Places {
		add(x.ID)
	}
	for _, x := range rep.Times {
		add(x.ID)
	}
	for _, x := range rep.Statements {
		add(x.ID)
	}
	for _, x := range rep.Events {
		add(x.ID)
	}
	for _, x := range rep.Equipment {
		add(x.ID)
	}
	need := func(from string, ids ...string) {
		for _, id := range ids {
			if id != "" && !have[id] {
				t.Errorf("%s: %s refers to %s, which is not there", rep.Ref, from, id)
			}
		}
	}
	for _, x := range rep.Events {
		need(x.ID, x.Actors...)
		need(x.ID, x.Recipients...)
		need(x.ID, x.AttributedTo...)
		need(x.ID, x.Place, x.SameAs)
		if x.Sentence < 0 || x.Sentence >= len(rep.Sentences) {
			t.Errorf("%s: %s is in sentence %d of %d", rep.Ref, x.ID, x.Sentence, len(rep.Sentences))
		}
	}
	for _, x := range rep.Statements {
		need(x.ID, x.Speaker.Actor, x.Addressee, x.Time)
		need(x.ID, x.Via...)
	}
	for _, x := range rep.Threats {
		need("a threat", x.Statement, x.Speaker, x.Addressee)
	}
	for _, x := range rep.Claims {
		need("a claim", x.About, x.Asserter, x.Place)
	}
	for _, x := range rep.Shifts {
		need("a shift", x.Actor)
	}
}

// TestOutputIsTheSameOnAnyNumberOfCores codes the samples many times over.
func TestOutputIsTheSameOnAnyNumberOfCores(t *testing.T) {
	files := samples(t)
	files = append(files, files...)
	args := append([]string{"code", "--format", "jsonl"}, files...)
	was := runtime.GOMAXPROCS(1)
	defer runtime.GOMAXPROCS(was)
	want, _, _ := casusRun(t, "", args...)
	for _, n := range []int{2, 5} {
		runtime.GOMAXPROCS(n)
		if got, _, _ := casusRun(t, "", args...); got != want {
			t.Errorf("output with GOMAXPROCS=%d differs: %s", n, cmp.Diff(want, got))
		}
	}
}

// FuzzCode feeds any bytes to the whole road.
func FuzzCode(f *testing.F) {
	f.Add("auto", "Kenya expelled two Somali diplomats on Tuesday, “an act of war”, Somalia's minister said.")
	f.Add("jsonl", `{"text":"Kenya has not expelled anyone.","published":"2024-11-18"}`)
	f.Add("html", "<!DOCTYPE html><html><body><p>Kenya expelled two Somali diplomats on Tuesday, and the African Union asked both sides to show restraint in the days to come.</p>")
	f.Add("text", "a\x00b\xff\u2029\u0130 \"'‘“ (( 3,,4 -- U.S.A.\r\r\n")
	f.Fuzz(func(t *testing.T, form, in string) {
		if len(in) > 2000 { // the stations have fuzz targets of their own
			return
		}
		out, errs, code := casusRun(t, in, "code", "--input", form, "--format", "jsonl", "-")
		if strings.Contains(errs, "a bug in casus") {
			t.Fatal(errs)
		}
		failed := false
		for line := range strings.Lines(errs) {
			failed = failed || (strings.HasPrefix(line, "casus: ") && !strings.Contains(line, ": warning: "))
		}
		if failed != (code != exitDone) {
			t.Fatalf("exit code %d with %q", code, errs)
		}
		dec := json.NewDecoder(strings.NewReader(out))
		for {
			var v any
			if err := dec.Decode(&v); err == io.EOF {
				return
			} else if err != nil {
				t.Fatal(err)
			}
			rec, _ := v.(map[string]any)
			text, _ := rec["text"].(string)
			checkSpans(t, v, text, "")
		}
	})
}

// BenchmarkCode measures the whole road on the sample articles, one core.
func BenchmarkCode(b *testing.B) {
	files := samples(b)
	args := append([]string{"code", "--format", "jsonl"}, files...)
	out, _, _ := casusRun(b, "", args...)
	sentences := 0
	for line := range strings.Lines(out) {
		var rep event.Report
		if err := json.Unmarshal([]byte(line), &rep); err != nil {
			b.Fatal(err)
		}
		sentences += len(rep.Sentences)
	}
	n := 0
	for b.Loop() {
		if _, errs, code := casusRun(b, "", args...); code != exitDone {
			b.Fatal(errs)
		}
		n += sentences
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "sentences/s")
}
