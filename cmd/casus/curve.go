package main

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/wcharczuk/go-chart/v2"

	"casus.dev/casus/internal/keep/store"
)

// curve is a series to be drawn. A period without a value is zero if something
// was read of it, and else a gap, which is drawn as one.
type curve struct {
	name    string
	step    store.Step
	values  map[string]float64
	covered map[string]bool
}

// spot is a period of a curve.
type spot struct {
	period string
	value  float64
	gap    bool
}

// layouts of periods, and what lies between two.
var layouts = map[store.Step]string{store.ByDay: time.DateOnly, store.ByMonth: "2006-01", store.ByYear: "2006"}

func next(t time.Time, step store.Step) time.Time {
	switch step {
	case store.ByYear:
		return t.AddDate(1, 0, 0)
	case store.ByMonth:
		return t.AddDate(0, 1, 0)
	case store.ByDay:
	}
	return t.AddDate(0, 0, 1)
}

// spots are all periods from the first with a value to the last.
func (c *curve) spots() []spot {
	told := slices.Sorted(maps.Keys(c.values))
	if len(told) == 0 {
		return nil
	}
	var out []spot
	first, err := time.Parse(layouts[c.step], told[0])
	if err != nil {
		return nil
	}
	for t := first; ; t = next(t, c.step) {
		p := t.Format(layouts[c.step])
		if p > told[len(told)-1] || len(p) > len(told[0]) { // a year has four figures
			return out
		}
		v, ok := c.values[p]
		out = append(out, spot{p, v, !ok && !c.covered[p]})
	}
}

// maxLine is how many blocks a line has; longer series are summed by blocks.
const maxLine = 100

// sparkline draws the curve as a line of blocks, from the least to the
// greatest, with blanks where nothing was read. It is empty for less than two
// periods.
func (c *curve) sparkline() string {
	all := c.spots()
	if len(all) < 2 {
		return ""
	}
	each := (len(all) + maxLine - 1) / maxLine
	var sums []spot
	for some := range slices.Chunk(all, each) {
		sum := spot{gap: true}
		for _, s := range some {
			sum.value += s.value
			sum.gap = sum.gap && s.gap
		}
		sums = append(sums, sum)
	}
	blocks := []rune("▁▂▃▄▅▆▇█")
	lo, hi := sums[0].value, sums[0].value
	for _, s := range sums {
		if !s.gap {
			lo, hi = min(lo, s.value), max(hi, s.value)
		}
	}
	var b strings.Builder
	for _, s := range sums {
		i := 0
		switch {
		case s.gap:
			b.WriteByte(' ')
			continue
		case hi > lo:
			i = int((s.value - lo) / (hi - lo) * float64(len(blocks)-1))
		}
		b.WriteRune(blocks[i])
	}
	if each > 1 {
		return fmt.Sprintf("%s %s  %s to %s, %d %ss a block", c.name, b.String(), all[0].period, all[len(all)-1].period, each, c.step)
	}
	return fmt.Sprintf("%s %s  %s to %s", c.name, b.String(), all[0].period, all[len(all)-1].period)
}

// plot writes a line chart to an SVG file: a line for each run of periods that
// were read, a dot for a run of one.
func (c *curve) plot(file, title string) error {
	all := c.spots()
	if len(all) == 0 {
		return usagef("--plot: nothing to draw")
	}
	at := func(s spot) time.Time {
		t, err := time.Parse(layouts[c.step], s.period)
		if err != nil { // it was made by spots
			panic(err)
		}
		return t
	}
	lo, hi := 0.0, 0.0
	for _, s := range all {
		lo, hi = min(lo, s.value), max(hi, s.value)
	}
	if lo == hi {
		hi = lo + 1
	}
	first, last := at(all[0]), at(all[len(all)-1])
	if len(all) == 1 { // in the middle of three
		last = next(last, c.step)
		first = first.Add(first.Sub(last))
	}
	graph := chart.Chart{
		Title: title, Width: 960, Height: 360,
		XAxis: chart.XAxis{ValueFormatter: chart.TimeDateValueFormatter, Range: &chart.ContinuousRange{Min: chart.TimeToFloat64(first), Max: chart.TimeToFloat64(last)}},
		YAxis: chart.YAxis{Range: &chart.ContinuousRange{Min: lo, Max: hi}},
	}
	colour := chart.GetDefaultColor(0)
	for i := 0; i < len(all); {
		run := chart.TimeSeries{Name: c.name, Style: chart.Style{StrokeColor: colour, StrokeWidth: 1.5}}
		for ; i < len(all) && all[i].gap; i++ { // nothing is drawn of a gap
		}
		for ; i < len(all) && !all[i].gap; i++ {
			run.XValues, run.YValues = append(run.XValues, at(all[i])), append(run.YValues, all[i].value)
		}
		if len(run.XValues) == 1 {
			run.Style.DotColor, run.Style.DotWidth = colour, 3
		}
		if len(run.XValues) > 0 {
			graph.Series = append(graph.Series, run)
		}
	}
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	if err := graph.Render(chart.SVG, f); err != nil {
		_ = f.Close() // the error of rendering tells more
		return fmt.Errorf("plot: %w", err)
	}
	return f.Close()
}
