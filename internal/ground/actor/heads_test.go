package actor

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// published is a test table of what others have published: its rows without
// comments, cut into cells; the first is the header.
func published(t *testing.T, name string) [][]string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for line := range strings.Lines(string(data)) {
		if line[0] != '#' {
			rows = append(rows, strings.Split(strings.TrimSuffix(line, "\n"), "\t"))
		}
	}
	return rows
}

// holds reports who held an office on a day by the tables, and whether want is
// part of the name.
func holds(t *testing.T, r *Resolver, country, office, day, want string) bool {
	t.Helper()
	on, err := time.Parse(time.DateOnly, day)
	if err != nil {
		t.Fatal(err)
	}
	got, term, _ := r.Holder(country, office, on)
	if strings.Contains(" "+FoldName(got), " "+FoldName(want)) {
		return true
	}
	t.Logf("%s %s on %s: %q %s, published %s", country, office, day, got, term, want)
	return false
}

// TestHeadsOnTenDays holds who headed ninety states or governments on ten days
// between 1992 and 2026 against two published lists.
func TestHeadsOnTenDays(t *testing.T) {
	r := newTest(t)
	rows := published(t, "heads.tsv")
	asked, right, states := 0.0, 0.0, map[string]bool{}
	for _, row := range rows[1:] {
		for i, want := range row[2:] {
			if want == "-" {
				continue
			}
			states[row[0]] = true
			asked++
			if holds(t, r, row[0], row[1], rows[0][i+2], want) {
				right++
			}
		}
	}
	t.Logf("%.0f of %.0f in %d states", right, asked, len(states))
	if right/asked < 0.97 || len(states) < 60 {
		t.Errorf("%.3f are right, want 0.97", right/asked)
	}
}

// TestHeadsInTheFactbook holds every head of state and government of two
// editions of the World Factbook against the tables: half a month after the day
// since which the edition has them, and on the day of the edition.
func TestHeadsInTheFactbook(t *testing.T) {
	r := newTest(t)
	asked, right := 0.0, 0.0
	for _, row := range published(t, "factbook.tsv")[1:] {
		days := []string{row[4]}
		if since, err := time.Parse(time.DateOnly, row[3]); err == nil && since.Year() >= 1990 {
			days = append(days, since.AddDate(0, 0, 15).Format(time.DateOnly))
		}
		for _, day := range days {
			asked++
			if holds(t, r, row[0], row[1], day, row[2]) {
				right++
			}
		}
	}
	t.Logf("%.0f of %.0f", right, asked)
	if right/asked < 0.97 {
		t.Errorf("%.3f are right, want 0.97", right/asked)
	}
}
