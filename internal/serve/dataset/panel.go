package dataset

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"casus.dev/casus/internal/keep/store"
)

// Panels lists the panels that WritePanel makes.
func Panels() []string { return []string{"dyad-day", "dyad-month"} }

// WritePanel writes a panel of dyads to dir/panel.csv: one row a pair of
// parties with any event and a period in which at least one document was read.
// A zero means that the period was covered and nothing was told; a period that
// is missing was not covered. It returns the number of rows.
func WritePanel(ctx context.Context, db *store.Store, as, dir string, opt Options) (int, error) {
	step := store.ByDay
	if as == "dyad-month" {
		step = store.ByMonth
	}
	dyads, err := db.Dyads(ctx, step)
	if err != nil {
		return 0, err
	}
	covered, err := db.Covered(ctx, step)
	if err != nil {
		return 0, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // a folder for others to read
		return 0, fmt.Errorf("dataset: %w", err)
	}
	type cell struct {
		quads     [4]int
		goldstein float64
	}
	pairs := map[[2]string]map[string]*cell{}
	for _, d := range dyads {
		if d.Actor == "" || d.Recipient == "" {
			continue
		}
		k := [2]string{d.Actor, d.Recipient}
		if pairs[k] == nil {
			pairs[k] = map[string]*cell{}
		}
		c := pairs[k][d.Period]
		if c == nil {
			c = &cell{}
			pairs[k][d.Period] = c
		}
		if d.Quad >= 1 && d.Quad <= len(c.quads) {
			c.quads[d.Quad-1] += d.Mentions
		}
		c.goldstein += d.Goldstein
	}
	keys := slices.SortedFunc(maps.Keys(pairs), func(a, b [2]string) int { return slices.Compare(a[:], b[:]) })
	periods := slices.Sorted(maps.Keys(covered))
	rows := func(yield func([]string) bool) {
		for _, k := range keys {
			for _, p := range periods {
				c := pairs[k][p]
				if c == nil {
					c = &cell{}
				}
				row := []string{p, k[0], k[1], strconv.Itoa(covered[p])}
				n := 0
				for _, q := range c.quads {
					row = append(row, strconv.Itoa(q))
					n += q
				}
				mean := ""
				if n > 0 {
					mean = number(c.goldstein / float64(n))
				}
				if !yield(append(row, strconv.Itoa(n), number(c.goldstein), mean)) {
					return
				}
			}
		}
	}
	columns := columnsOf([]string{
		"period|string|day or month, ISO 8601", "actor|string|ISO 3166-1 alpha-3, or the code of a body", "recipient|string|ISO 3166-1 alpha-3, or the code of a body",
		"documents|integer|documents read of this period; never 0: a period that is missing was not covered",
		"verbal_cooperation|integer|mentions of quad class 1", "material_cooperation|integer|mentions of quad class 2", "verbal_conflict|integer|mentions of quad class 3", "material_conflict|integer|mentions of quad class 4",
		"mentions|integer|events told as done, once an article", "goldstein_sum|number|sum of Goldstein scores, GDELT's table", "goldstein_mean|number|mean of Goldstein scores, GDELT's table; empty without mentions",
	})
	n, err := writeRows(ctx, rows, columns, filepath.Join(dir, "panel.csv"), opt)
	if err != nil {
		return n, err
	}
	return n, describe(dir, "panel.csv", as, columns, n, opt)
}
