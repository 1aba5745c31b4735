package casus_test

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"casus.dev/casus"
	"casus.dev/casus/article"
	"casus.dev/casus/event"
)

// TestLexiconExamples codes one sentence for each line of the lexicon that
// yields events: the line must fit it and tell of the named parties. A line
// without a sentence is none that anybody has seen at work.
func TestLexiconExamples(t *testing.T) {
	lines := map[string]string{} // pattern and type -> "verbs.tsv:12"
	for _, name := range []string{"verbs.tsv", "nouns.tsv", "adjectives.tsv"} {
		for at, cols := range tableOf(t, filepath.Join("internal/extract/coder/data", name)) {
			if cols[1] == "-" {
				continue // a line that blocks others
			}
			key := cols[0] + "\t" + cols[1]
			if lines[key] != "" {
				t.Errorf("%s:%d says what %s says: %s", name, at, lines[key], key)
			}
			lines[key] = name + ":" + strconv.Itoa(at)
		}
	}
	c, err := casus.New(casus.Options{})
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for at, cols := range tableOf(t, "testdata/lexicon/examples.tsv") {
		if len(cols) != 5 {
			t.Fatalf("examples.tsv:%d: %d columns, want 5", at, len(cols))
		}
		key := cols[0] + "\t" + cols[1]
		line := lines[key]
		if line == "" {
			t.Errorf("examples.tsv:%d: no line of the lexicon is %s", at, key)
			continue
		}
		seen[key] = true
		rep, err := c.Read(t.Context(), article.Article{Text: cols[4]})
		if err != nil {
			t.Fatal(err)
		}
		if !tells(rep, line, cols[2], cols[3]) {
			t.Errorf("examples.tsv:%d: %q: %s (%s) does not tell of %s -> %s", at, cols[4], line, key, cols[2], cols[3])
		}
	}
	for key, line := range lines {
		if !seen[key] {
			t.Errorf("%s has no sentence in testdata/lexicon/examples.tsv: %s", line, key)
		}
	}
}

// tells reports whether an event by a line of the lexicon has these parties.
func tells(rep *event.Report, line, actors, recipients string) bool {
	for i := range rep.Events {
		e := &rep.Events[i]
		if strings.HasPrefix(e.Why, "rule "+line+" ") && begin(codesOf(rep, e.Actors), actors) && begin(codesOf(rep, e.Recipients), recipients) {
			return true
		}
	}
	return false
}

// begin reports whether codes begin as those wanted do, which commas separate;
// "-" wants none.
func begin(codes []string, want string) bool {
	if want == "-" {
		return len(codes) == 0
	}
	return slices.EqualFunc(codes, strings.Split(want, ","), strings.HasPrefix)
}

// tableOf returns the columns of each line of a table by its number, without
// comments.
func tableOf(t *testing.T, path string) map[int][]string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	out := map[int][]string{}
	for i, l := range strings.Split(string(raw), "\n") {
		if l != "" && l[0] != '#' {
			out[i+1] = strings.Split(l, "\t")
		}
	}
	return out
}
