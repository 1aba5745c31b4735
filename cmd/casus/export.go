package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"casus.dev/casus"
	"casus.dev/casus/internal/query"
	"casus.dev/casus/internal/serve/dataset"
)

// newExportCommand returns "casus export".
func newExportCommand(env environment) *cobra.Command {
	var db dbOption
	var as, dir string
	var opt dataset.Options
	cmd := &cobra.Command{
		Use:   "export --as FORMAT --out DIR [QUERY]...",
		Short: "Write events as POLECAT, GDELT, ICEWS, CSV, JSON Lines, GeoJSON or Parquet",
		Long: `export writes the events of a query (all without one) to DIR/events.EXT, with a
Frictionless data package, a codebook and a citation beside them.

polecat (40 columns), gdelt (61), gdelt-mentions (16) and icews (20) follow the
published tables; they know no modality, so they hold only events that are told
as done. csv, tsv, jsonl, geojson and parquet are casus's own flat table with
modality, attribution and evidence. dyad-day and dyad-month are panels (panel.csv):
a zero means that the period was read and nothing told, a missing period that
nothing was read.
` + queryLanguage + "\n" + exitCodes,
		Example: "  casus export --as polecat --out polecat-2024 'since:2024 until:2024'\n  casus export --as parquet --out events 'actor:RUS'",
		RunE: func(cmd *cobra.Command, args []string) error {
			q, err := query.Parse(strings.Join(args, " "))
			if err != nil {
				return usagef("%w", err)
			}
			s, err := db.open(cmd.Context())
			if err != nil {
				return err
			}
			opt.Query, opt.Version = q.String(), casus.Version
			var n int
			if slices.Contains(dataset.Panels(), as) {
				if len(q) > 0 {
					return errors.Join(usagef("--as %s: a panel takes no query", as), s.Close())
				}
				n, err = dataset.WritePanel(cmd.Context(), s, as, dir, opt)
			} else {
				n, err = dataset.Write(cmd.Context(), s.Items(cmd.Context(), q), as, dir, opt)
			}
			if errors.Is(err, dataset.ErrFormat) {
				return errors.Join(usagef("--as: %w", err), s.Close())
			}
			if err == nil {
				fmt.Fprintf(cmd.ErrOrStderr(), "casus: %d rows in %s\n", n, dir)
			}
			return errors.Join(err, s.Close())
		},
	}
	db.add(cmd, env)
	cmd.Flags().StringVar(&as, "as", "", "format: "+strings.Join(append(dataset.Formats(), dataset.Panels()...), ", "))
	cmd.Flags().StringVar(&dir, "out", "", "folder to write to")
	cmd.Flags().BoolVar(&opt.NoHeader, "no-header", false, "leave the header line out, as GDELT's own files do")
	cmd.Flags().BoolVar(&opt.Spreadsheet, "for-spreadsheet", false, "guard text cells that a spreadsheet would run; numbers stay")
	for _, f := range []string{"as", "out"} {
		if err := cmd.MarkFlagRequired(f); err != nil {
			panic(err) // the flags are declared above
		}
	}
	return cmd
}
