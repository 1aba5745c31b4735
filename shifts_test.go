package casus_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"casus.dev/casus"
	"casus.dev/casus/article"
	"casus.dev/casus/event"
)

// TestShifts codes the sentences of testdata/shifts: each has the name of the
// actor whose position changes before a tab, "-" where none does.
func TestShifts(t *testing.T) {
	raw, err := os.ReadFile("testdata/shifts/reversals.txt")
	if err != nil {
		t.Fatal(err)
	}
	c, err := casus.New(casus.Options{})
	if err != nil {
		t.Fatal(err)
	}
	published, err := article.ParseDate("2025-06-12")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(raw)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		want, text, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			t.Fatalf("no tab in %q", line)
		}
		n++
		rep, err := c.Read(t.Context(), article.Article{Text: text, Published: published})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range rep.Shifts {
			k := slices.IndexFunc(rep.Actors, func(a event.Actor) bool { return a.ID == s.Actor })
			got = append(got, rep.Actors[k].Name)
		}
		if have := strings.Join(append(got, "-")[:max(1, len(got))], ", "); have != want {
			t.Errorf("%s\n  shifts of %s, want %s", text, have, want)
		}
	}
	if n < 40 {
		t.Errorf("%d sentences, want 40 at least", n)
	}
}
