package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"casus.dev/casus/internal/keep/store"
	"casus.dev/casus/internal/query"
)

// queryLanguage explains the language in the help of every command that takes one.
const queryLanguage = `
A QUERY is a list of conditions that must all hold: FIELD:VALUE, a word, or a
"phrase" of the evidence. Commas join alternatives, a minus negates.
Fields: actor recipient party (country, code or "name"), type mode context
modality quad cameo, since until (YYYY-MM-DD, YYYY-MM or YYYY), source, place
country, stance kind, doc, confidence, background. speaker, addressee and
publisher are other names of actor, recipient and source.`

// queryOptions are the flags of commands that print rows.
type queryOptions struct {
	db     dbOption
	format string
	limit  int
}

func (o *queryOptions) add(cmd *cobra.Command, env environment, formats ...string) {
	o.db.add(cmd, env)
	cmd.Flags().StringVar(&o.format, "format", formats[0], "output: "+strings.Join(formats, ", "))
}

// grid is a table that can be printed in every format.
type grid struct {
	head []string
	rows [][]string
	raw  []any // the rows as JSON gives them
}

// write prints g. It returns a usage error for an unknown format.
func (g *grid) write(w io.Writer, format string) error {
	switch format {
	case "json":
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", " ")
		if g.raw == nil {
			g.raw = []any{}
		}
		return enc.Encode(g.raw)
	case "jsonl":
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		for _, r := range g.raw {
			if err := enc.Encode(r); err != nil {
				return err
			}
		}
		return nil
	case "csv":
		c := csv.NewWriter(w)
		if err := c.Write(g.head); err != nil {
			return err
		}
		return c.WriteAll(g.rows)
	case "table":
		t := table.NewWriter()
		t.SetStyle(table.StyleLight)
		t.Style().Options = table.OptionsNoBordersAndSeparators
		t.AppendHeader(cells(g.head))
		for _, r := range g.rows {
			t.AppendRow(cells(r))
		}
		_, err := fmt.Fprintln(w, t.Render())
		return err
	}
	return usagef("--format: %q is none of table, json, jsonl, csv", format)
}

func cells(words []string) table.Row {
	row := make(table.Row, len(words))
	for i, s := range words {
		row[i] = s
	}
	return row
}

// newQueryCommand returns "casus query".
func newQueryCommand(env environment) *cobra.Command {
	var opt queryOptions
	var what string
	cmd := &cobra.Command{
		Use:   "query [flags] [QUERY]...",
		Short: "Find events, statements, articles, threats, claims, positions or shifts",
		Long:  "query prints what the database holds of a query, the latest first.\n" + queryLanguage + "\n" + exitCodes,
		Example: `  casus query 'actor:RUS recipient:IGONATO type:THREATEN modality:actual since:2024-06-01'
  casus query --of statements 'speaker:"Vladimir Putin" stance:oppose "long-range"'`,
		RunE: func(cmd *cobra.Command, args []string) error {
			q, err := query.Parse(strings.Join(args, " "))
			if err != nil {
				return usagef("%w", err)
			}
			db, err := opt.db.open(cmd.Context())
			if err != nil {
				return err
			}
			defer db.Close()
			g, err := find(cmd.Context(), db, what, q, opt.limit)
			if err != nil {
				return err
			}
			return g.write(cmd.OutOrStdout(), opt.format)
		},
	}
	opt.add(cmd, env, "table", "json", "jsonl", "csv")
	cmd.Flags().IntVar(&opt.limit, "limit", 100, "most rows to print; 0 means all")
	cmd.Flags().StringVar(&what, "of", "events", "events, statements, articles, threats, claims, positions or shifts")
	return cmd
}

// find runs a query over one kind of row.
func find(ctx context.Context, db *store.Store, what string, q query.Query, limit int) (*grid, error) {
	switch what {
	case "events":
		return findEvents(ctx, db, q, limit)
	case "statements":
		return findStatements(ctx, db, q, limit)
	case "articles":
		rows, err := db.Articles(ctx, q, limit)
		if err != nil {
			return nil, err
		}
		g := &grid{head: []string{"published", "publisher", "title", "events", "url", "doc"}}
		for _, r := range rows {
			g.rows = append(g.rows, []string{r.Published, r.Publisher, short(r.Title, 60), strconv.Itoa(r.Events), r.URL, r.Doc})
			g.raw = append(g.raw, r)
		}
		return g, nil
	case "threats", "claims", "positions", "shifts":
		rows, err := db.Ledger(ctx, strings.TrimSuffix(what, "s"), q, limit)
		if err != nil {
			return nil, err
		}
		g := &grid{head: []string{"day", "who", "party", "evidence", "publisher"}}
		for _, r := range rows {
			g.rows = append(g.rows, []string{r.Day, r.Actor, r.Party, short(r.Evidence, 100), r.Publisher})
			g.raw = append(g.raw, r)
		}
		return g, nil
	}
	return nil, usagef("--of: %q is none of events, statements, articles, threats, claims, positions, shifts", what)
}

func findEvents(ctx context.Context, db *store.Store, q query.Query, limit int) (*grid, error) {
	g := &grid{head: []string{"day", "actors", "recipients", "type", "mode", "modality", "evidence", "publisher"}}
	for r, err := range db.Events(ctx, q, limit) {
		if err != nil {
			return nil, err
		}
		g.rows = append(g.rows, []string{r.Day, codes(r.Actors), codes(r.Recipients), r.Type, r.Mode, r.Modality, short(r.Evidence, 80), r.Publisher})
		g.raw = append(g.raw, r)
	}
	return g, nil
}

func findStatements(ctx context.Context, db *store.Store, q query.Query, limit int) (*grid, error) {
	g := &grid{head: []string{"day", "speaker", "code", "stance", "kind", "evidence", "publisher"}}
	for r, err := range db.Statements(ctx, q, limit) {
		if err != nil {
			return nil, err
		}
		var who store.Party
		if r.Speaker != nil {
			who = *r.Speaker
		}
		g.rows = append(g.rows, []string{r.Day, who.Name, who.Code, r.Stance, r.Kind, short(r.Evidence, 100), r.Publisher})
		g.raw = append(g.raw, r)
	}
	return g, nil
}

// codes joins the codes of parties.
func codes(ps []store.Party) string {
	out := make([]string, 0, len(ps))
	for _, p := range ps {
		if p.Code == "" {
			out = append(out, p.Name)
			continue
		}
		out = append(out, p.Code)
	}
	return strings.Join(out, " ")
}

// short cuts s to n characters.
func short(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}
