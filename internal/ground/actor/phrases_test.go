package actor

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// TestPhrases resolves phrases as the news writes them, each on its day: names,
// roles, namesakes, former holders, bodies, groups, metonyms, compounds.
func TestPhrases(t *testing.T) {
	r := newTest(t)
	in := func(cell string, values ...string) bool {
		return cell == "" || slices.ContainsFunc(strings.Split(cell, ","), func(c string) bool { return slices.Contains(values, c) })
	}
	str := func(p *string) string {
		if p == nil {
			return ""
		}
		return *p
	}
	for _, row := range published(t, "phrases.tsv")[1:] {
		on, err := time.Parse(time.DateOnly, row[1])
		if err != nil {
			t.Fatal(err)
		}
		got := r.Resolve(row[0], "", on)
		if !in(row[2], str(got.Country)) || !in(row[3], str(got.Sector), got.Code[:min(3, len(got.Code))]) {
			t.Errorf("Resolve(%q) on %s = %s %q %q, want country %q and sector %q", row[0], row[1], got.Name, str(got.Country), got.Code, row[2], row[3])
		}
	}
}
