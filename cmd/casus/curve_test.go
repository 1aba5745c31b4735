package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"casus.dev/casus/internal/keep/store"
)

func TestSparklineLeavesGapsBlank(t *testing.T) {
	for _, c := range []struct {
		values  map[string]float64
		covered map[string]bool
		want    string
	}{
		// February was read, April and May were not.
		{map[string]float64{"2024-01": 8, "2024-03": 4, "2024-06": 0}, map[string]bool{"2024-01": true, "2024-02": true, "2024-03": true, "2024-06": true}, "n █▁▄  ▁  2024-01 to 2024-06"},
		{map[string]float64{"2023-12": -3, "2024-02": 1}, map[string]bool{"2023-11": true}, "n ▁ █  2023-12 to 2024-02"},
		{map[string]float64{"2023-12": -3, "2024-02": 1}, map[string]bool{"2024-01": true}, "n ▁▆█  2023-12 to 2024-02"},
		{map[string]float64{"2024-02": 3}, nil, ""},
		{nil, nil, ""},
	} {
		if got := (&curve{name: "n", step: store.ByMonth, values: c.values, covered: c.covered}).sparkline(); got != c.want {
			t.Errorf("sparkline of %v, covered %v = %q, want %q", c.values, c.covered, got, c.want)
		}
	}
	long := curve{name: "n", step: store.ByDay, values: map[string]float64{"1453-05-29": 1, "2024-03-04": 2}}
	if got := long.sparkline(); len([]rune(got)) > 200 || !strings.Contains(got, " 2085 days a block") || strings.Count(got, "▁")+strings.Count(got, "█") != 2 {
		t.Errorf("sparkline of 571 years = %q", got)
	}
}

func TestPlotDrawsRunsOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "c.svg")
	draw := func(c curve) string {
		t.Helper()
		if err := c.plot(path, "events"); err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	whole := curve{name: "n", step: store.ByMonth, values: map[string]float64{"2024-01": 1, "2024-06": 2}, covered: map[string]bool{"2024-01": true, "2024-02": true, "2024-03": true, "2024-04": true, "2024-05": true, "2024-06": true}}
	lines := strings.Count(draw(whole), "<path")
	whole.covered = nil
	if broken := draw(whole); strings.Count(broken, "<circle") != 2 || strings.Count(broken, "<path") == lines {
		t.Errorf("two months that nothing was read between are drawn as %d circles and %d paths, a whole line has %d paths", strings.Count(broken, "<circle"), strings.Count(broken, "<path"), lines)
	}
	if one := draw(curve{name: "n", step: store.ByMonth, values: map[string]float64{"2024-01": 7}}); strings.Count(one, "<circle") != 1 || !strings.HasPrefix(one, "<svg") {
		t.Errorf("one period is drawn as %.300s", one)
	}
	if err := (&curve{step: store.ByDay}).plot(path, "none"); err == nil {
		t.Error("nothing was drawn")
	}
}
