package main

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"casus.dev/casus/internal/keep/store"
	"casus.dev/casus/internal/query"
)

// newDossierCommand returns "casus dossier".
func newDossierCommand(env environment) *cobra.Command {
	var opt queryOptions
	cmd := &cobra.Command{
		Use:   "dossier [flags] NAME|CODE",
		Short: "Everything on record of one actor",
		Long: `dossier prints what the database holds of an actor: events in which it takes
part, what it said, its threats, claims, positions and shifts, and, for a
country or body, with whom it had to do. Every line is words that somebody
reported, with its source.
` + exitCodes,
		Example: "  casus dossier 'Vladimir Putin'\n  casus dossier KEN",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			db, err := opt.db.open(cmd.Context())
			if err != nil {
				return err
			}
			defer db.Close()
			return dossier(cmd.Context(), cmd.OutOrStdout(), db, args[0], opt)
		},
	}
	opt.add(cmd, env, "table", "json")
	cmd.Flags().IntVar(&opt.limit, "limit", 20, "most rows of each part; 0 means all")
	return cmd
}

func dossier(ctx context.Context, w io.Writer, db *store.Store, who string, opt queryOptions) error {
	if opt.format != "table" && opt.format != "json" {
		return usagef("--format: %q is neither table nor json", opt.format)
	}
	parts := []struct {
		title, what string
		field       query.Field
	}{
		{"Events", "events", query.Party},
		{"Statements", "statements", query.Actor},
		{"Threats", "threats", query.Actor},
		{"Claims", "claims", query.Actor},
		{"Positions", "positions", query.Actor},
		{"Shifts", "shifts", query.Actor},
	}
	all := map[string]any{"actor": who}
	for _, p := range parts {
		g, err := find(ctx, db, p.what, query.Query{{Field: p.field, Values: []string{who}}}, opt.limit)
		if err != nil {
			return err
		}
		all[p.what] = g.raw
		if opt.format == "table" && len(g.rows) > 0 {
			fmt.Fprintf(w, "%s\n", p.title)
			if err := g.write(w, "table"); err != nil {
				return err
			}
			fmt.Fprintln(w)
		}
	}
	others, err := db.Counterparts(ctx, who, opt.limit)
	if err != nil {
		return err
	}
	g := &grid{head: []string{"counterpart", "did to it", "received from it", "Goldstein"}}
	for _, c := range others {
		g.rows = append(g.rows, []string{c.Party, strconv.Itoa(c.Did), strconv.Itoa(c.Received), strconv.FormatFloat(c.Goldstein, 'f', 1, 64)})
		g.raw = append(g.raw, c)
	}
	all["counterparts"] = g.raw
	if opt.format == "json" {
		return (&grid{raw: []any{all}}).write(w, "json")
	}
	if len(g.rows) > 0 {
		fmt.Fprintln(w, "Counterparts")
		return g.write(w, "table")
	}
	return nil
}

// newReactionsCommand returns "casus reactions".
func newReactionsCommand(env environment) *cobra.Command {
	var opt queryOptions
	cmd := &cobra.Command{
		Use:   "reactions [flags] EVENT",
		Short: "Who said what about an event, by stance",
		Long: `reactions prints the statements about an event, in every article that reports
it. EVENT is the number ("id") that casus query --format json gives.
` + exitCodes,
		Example: "  casus reactions 4711",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := strconv.ParseInt(args[0], 10, 64)
			if err != nil {
				return usagef("EVENT: %q is no number", args[0])
			}
			db, err := opt.db.open(cmd.Context())
			if err != nil {
				return err
			}
			defer db.Close()
			rows, err := db.Reactions(cmd.Context(), id)
			if err != nil {
				return err
			}
			g := &grid{head: []string{"stance", "speaker", "code", "day", "evidence", "publisher"}}
			for _, r := range rows {
				var who store.Party
				if r.Speaker != nil {
					who = *r.Speaker
				}
				g.rows = append(g.rows, []string{r.Stance, who.Name, who.Code, r.Day, short(r.Evidence, 100), r.Publisher})
				g.raw = append(g.raw, r)
			}
			return g.write(cmd.OutOrStdout(), opt.format)
		},
	}
	opt.add(cmd, env, "table", "json", "jsonl", "csv")
	return cmd
}
