package actor

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestHeadsOfStateAndGovernment holds who governed more than sixty countries
// on ten days between 1992 and 2025 against a list that was made apart from
// the tables.
func TestHeadsOfStateAndGovernment(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "heads.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	r := newTest(t)
	var days []string
	asked, right := 0.0, 0.0
	for line := range strings.Lines(string(data)) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if line[0] == '#' {
			continue
		}
		if days == nil {
			days = cells[2:]
			continue
		}
		for i, want := range cells[2:] {
			if want == "-" {
				continue
			}
			on, err := time.Parse(time.DateOnly, days[i])
			if err != nil {
				t.Fatal(err)
			}
			asked++
			got, term, _ := r.Holder(cells[0], cells[1], on)
			if strings.Contains(" "+FoldName(got)+" ", " "+FoldName(want)+" ") {
				right++
			} else {
				t.Logf("%s %s on %s: %q %s, want %s", cells[0], cells[1], days[i], got, term, want)
			}
		}
	}
	t.Logf("%.0f of %.0f", right, asked)
	if right/asked < 0.97 {
		t.Errorf("%.3f are right, want 0.97", right/asked)
	}
}
