package main

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/wcharczuk/go-chart/v2"

	"casus.dev/casus/internal/keep/store"
	"casus.dev/casus/internal/query"
)

// seriesOptions are the flags of commands that print series.
type seriesOptions struct {
	queryOptions
	by   string
	plot string
}

func (o *seriesOptions) add(cmd *cobra.Command, env environment) {
	o.queryOptions.add(cmd, env, "table", "json", "jsonl", "csv")
	cmd.Flags().StringVar(&o.by, "by", "month", "period: day, month or year")
	cmd.Flags().StringVar(&o.plot, "plot", "", "also write a chart to `FILE.svg`")
}

// step returns the period, or a usage error.
func (o *seriesOptions) step() (store.Step, error) {
	switch s := store.Step(o.by); s {
	case store.ByDay, store.ByMonth, store.ByYear:
		return s, nil
	}
	return "", usagef("--by: %q is none of day, month, year", o.by)
}

// newTimelineCommand returns "casus timeline".
func newTimelineCommand(env environment) *cobra.Command {
	var opt seriesOptions
	cmd := &cobra.Command{
		Use:   "timeline [flags] [QUERY]...",
		Short: "Count the events of a query by period",
		Long: `timeline counts events that are told as done. Four counts are kept apart:
mentions (events as single articles tell them), articles, sources (independent
ones: copies of one wire report count once) and events (clusters of reports of
one act).
` + queryLanguage + "\n" + exitCodes,
		Example: "  casus timeline --by month 'party:RUS quad:4 since:2024'\n  casus timeline --by day --plot kenya.svg 'actor:KEN'",
		RunE: func(cmd *cobra.Command, args []string) error {
			step, err := opt.step()
			if err != nil {
				return err
			}
			q, err := query.Parse(strings.Join(args, " "))
			if err != nil {
				return usagef("%w", err)
			}
			db, err := opt.db.open(cmd.Context())
			if err != nil {
				return err
			}
			defer db.Close()
			points, err := db.Timeline(cmd.Context(), q, step)
			if err != nil {
				return err
			}
			return printTimeline(cmd.OutOrStdout(), points, opt, q.String())
		},
	}
	opt.add(cmd, env)
	return cmd
}

func printTimeline(w io.Writer, points []store.Point, opt seriesOptions, title string) error {
	g := &grid{head: []string{"period", "mentions", "articles", "sources", "events", "verbal coop.", "material coop.", "verbal conflict", "material conflict", "mean Goldstein"}}
	values := make([]float64, len(points))
	periods := make([]string, len(points))
	for i, p := range points {
		g.rows = append(g.rows, []string{
			p.Period, strconv.Itoa(p.Mentions), strconv.Itoa(p.Articles), strconv.Itoa(p.Sources), strconv.Itoa(p.Events),
			strconv.Itoa(p.Quads[0]), strconv.Itoa(p.Quads[1]), strconv.Itoa(p.Quads[2]), strconv.Itoa(p.Quads[3]), strconv.FormatFloat(p.Goldstein, 'f', 1, 64),
		})
		g.raw = append(g.raw, p)
		values[i], periods[i] = float64(p.Mentions), p.Period
	}
	if opt.format == "table" && len(values) > 1 {
		fmt.Fprintf(w, "mentions %s  %s to %s\n", sparkline(values), periods[0], periods[len(periods)-1])
	}
	if opt.plot != "" {
		if err := plot(opt.plot, title, periods, map[string][]float64{"mentions": values}); err != nil {
			return err
		}
	}
	return g.write(w, opt.format)
}

// newDyadCommand returns "casus dyad".
func newDyadCommand(env environment) *cobra.Command {
	var opt seriesOptions
	cmd := &cobra.Command{
		Use:   "dyad [flags] ACTOR RECIPIENT",
		Short: "What one party did to another, by period and type",
		Long: `dyad prints what ACTOR did to RECIPIENT: countries by ISO code (RUS, USA), bodies
by their codes (IGONATO). Mentions, articles, independent sources and events are
counted each on its own; Goldstein is the sum over mentions.
` + exitCodes,
		Example: "  casus dyad RUS USA --by month",
		Args:    cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			step, err := opt.step()
			if err != nil {
				return err
			}
			db, err := opt.db.open(cmd.Context())
			if err != nil {
				return err
			}
			defer db.Close()
			rows, err := db.Dyad(cmd.Context(), strings.ToUpper(args[0]), strings.ToUpper(args[1]), step)
			if err != nil {
				return err
			}
			return printDyad(cmd.OutOrStdout(), rows, opt)
		},
	}
	opt.add(cmd, env)
	return cmd
}

func printDyad(w io.Writer, rows []store.Dyad, opt seriesOptions) error {
	g := &grid{head: []string{"period", "actor", "recipient", "type", "quad", "mentions", "articles", "sources", "events", "goldstein"}}
	var periods []string
	var values []float64
	for _, d := range rows {
		g.rows = append(g.rows, []string{d.Period, d.Actor, d.Recipient, d.Type, strconv.Itoa(d.Quad), strconv.Itoa(d.Mentions), strconv.Itoa(d.Articles), strconv.Itoa(d.Sources), strconv.Itoa(d.Events), strconv.FormatFloat(d.Goldstein, 'f', 1, 64)})
		g.raw = append(g.raw, d)
		if len(periods) == 0 || periods[len(periods)-1] != d.Period {
			periods, values = append(periods, d.Period), append(values, 0)
		}
		values[len(values)-1] += d.Goldstein
	}
	if opt.format == "table" && len(values) > 1 {
		fmt.Fprintf(w, "Goldstein %s  %s to %s\n", sparkline(values), periods[0], periods[len(periods)-1])
	}
	if opt.plot != "" {
		if err := plot(opt.plot, "Goldstein", periods, map[string][]float64{"Goldstein": values}); err != nil {
			return err
		}
	}
	return g.write(w, opt.format)
}

// sparkline draws values as a line of blocks, from the least to the greatest.
func sparkline(values []float64) string {
	blocks := []rune("▁▂▃▄▅▆▇█")
	lo, hi := values[0], values[0]
	for _, v := range values {
		lo, hi = min(lo, v), max(hi, v)
	}
	var b strings.Builder
	for _, v := range values {
		i := 0
		if hi > lo {
			i = int((v - lo) / (hi - lo) * float64(len(blocks)-1))
		}
		b.WriteRune(blocks[i])
	}
	return b.String()
}

// plot writes a line chart of series over periods to an SVG file.
func plot(file, title string, periods []string, series map[string][]float64) error {
	if len(periods) < 2 {
		return usagef("--plot: %d periods make no line", len(periods))
	}
	times := make([]time.Time, len(periods))
	for i, p := range periods {
		day, ok := query.Day(p, false)
		t, err := time.Parse(time.DateOnly, day)
		if !ok || err != nil {
			return fmt.Errorf("plot: period %q is no date", p)
		}
		times[i] = t
	}
	c := chart.Chart{Title: title, Width: 960, Height: 360, XAxis: chart.XAxis{ValueFormatter: chart.TimeDateValueFormatter}}
	for name, values := range series {
		c.Series = append(c.Series, chart.TimeSeries{Name: name, XValues: times, YValues: values})
	}
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	if err := c.Render(chart.SVG, f); err != nil {
		_ = f.Close() // the error of rendering tells more
		return fmt.Errorf("plot: %w", err)
	}
	return f.Close()
}
