package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

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
one act). The line above the table and the plot are blank where nothing was read
and zero where something was and no event told.
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
			c := curve{name: "mentions", step: step, values: map[string]float64{}}
			if c.covered, err = db.CoveredPeriods(cmd.Context(), step); err != nil {
				return err
			}
			return printTimeline(cmd.OutOrStdout(), points, c, opt, q.String())
		},
	}
	opt.add(cmd, env)
	return cmd
}

func printTimeline(w io.Writer, points []store.Point, c curve, opt seriesOptions, title string) error {
	g := &grid{head: []string{"period", "mentions", "articles", "sources", "events", "verbal coop.", "material coop.", "verbal conflict", "material conflict", "mean Goldstein"}}
	for _, p := range points {
		g.rows = append(g.rows, []string{
			p.Period, strconv.Itoa(p.Mentions), strconv.Itoa(p.Articles), strconv.Itoa(p.Sources), strconv.Itoa(p.Events),
			strconv.Itoa(p.Quads[0]), strconv.Itoa(p.Quads[1]), strconv.Itoa(p.Quads[2]), strconv.Itoa(p.Quads[3]), strconv.FormatFloat(p.Goldstein, 'f', 1, 64),
		})
		g.raw = append(g.raw, p)
		c.values[p.Period] = float64(p.Mentions)
	}
	return opt.write(w, g, c, title)
}

// write prints a series as a line of blocks and a table, and plots it.
func (o *seriesOptions) write(w io.Writer, g *grid, c curve, title string) error {
	if line := c.sparkline(); o.format == "table" && line != "" {
		fmt.Fprintln(w, line)
	}
	if o.plot != "" {
		if err := c.plot(o.plot, title); err != nil {
			return err
		}
	}
	return g.write(w, o.format)
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
			c := curve{name: "Goldstein", step: step, values: map[string]float64{}}
			if c.covered, err = db.CoveredPeriods(cmd.Context(), step); err != nil {
				return err
			}
			rows, err := db.Dyad(cmd.Context(), strings.ToUpper(args[0]), strings.ToUpper(args[1]), step)
			if err != nil {
				return err
			}
			return printDyad(cmd.OutOrStdout(), rows, c, opt)
		},
	}
	opt.add(cmd, env)
	return cmd
}

func printDyad(w io.Writer, rows []store.Dyad, c curve, opt seriesOptions) error {
	g := &grid{head: []string{"period", "actor", "recipient", "type", "quad", "mentions", "articles", "sources", "events", "goldstein"}}
	for _, d := range rows {
		g.rows = append(g.rows, []string{d.Period, d.Actor, d.Recipient, d.Type, strconv.Itoa(d.Quad), strconv.Itoa(d.Mentions), strconv.Itoa(d.Articles), strconv.Itoa(d.Sources), strconv.Itoa(d.Events), strconv.FormatFloat(d.Goldstein, 'f', 1, 64)})
		g.raw = append(g.raw, d)
		c.values[d.Period] += d.Goldstein
	}
	return opt.write(w, g, c, "Goldstein")
}
