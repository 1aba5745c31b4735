package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"casus.dev/casus"
	"casus.dev/casus/internal/measure/score"
)

type evalCorefOptions struct {
	dir     string
	verbose bool
}

// newEvalCorefCommand returns "casus eval coref".
func newEvalCorefCommand() *cobra.Command {
	var o evalCorefOptions
	cmd := &cobra.Command{
		Use:   "coref [DIR]",
		Short: "Measure links between mentions",
		Long: `coref annotates every article of DIR/*.json (default testdata/coref) and
compares the links with those coded by hand: precision and recall by kind.
A link is right if its chain of antecedents reaches another mention of the
same entity; links on words that the gold does not code are only counted.

Exit codes: 0 done; 1 the gold could not be read; 2 wrong usage.`,
		Example: "  casus eval coref --verbose testdata/coref",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.dir = filepath.Join("testdata", "coref")
			if len(args) == 1 {
				o.dir = args[0]
			}
			return o.evaluate(cmd.Context(), cmd.OutOrStdout())
		},
	}
	cmd.Flags().BoolVar(&o.verbose, "verbose", false, "list every wrong and missing link")
	return cmd
}

func (o *evalCorefOptions) evaluate(ctx context.Context, stdout io.Writer) error {
	files, err := filepath.Glob(filepath.Join(o.dir, "*.json"))
	if err != nil {
		return usagef("eval coref: %w", err)
	}
	if len(files) == 0 {
		return fmt.Errorf("eval coref: no *.json in %s", o.dir)
	}
	c, err := casus.New(casus.Options{})
	if err != nil {
		return err
	}
	var s score.CorefScore
	for _, name := range files {
		if err := addCoref(ctx, c, &s, name); err != nil {
			return fmt.Errorf("eval coref: %s: %w", name, err)
		}
	}
	for _, r := range s.Rows() {
		fmt.Fprintf(stdout, "%-20s P %.3f (%d of %d)  R %.3f (%d of %d)\n", r.Kind, r.Precision(), r.Right, r.Predicted, r.Recall(), r.Found, r.Gold)
	}
	fmt.Fprintf(stdout, "%d articles, %d links on words that are not coded\n", len(files), s.Uncoded)
	if !o.verbose {
		return nil
	}
	for _, e := range s.Mistakes {
		fmt.Fprintf(stdout, "%s:%d\t%s\t%q\tgot %q\twant %q\n", e.ID, e.At, e.Kind, e.Words, e.Got, e.Want)
	}
	return nil
}

// addCoref annotates the text of one gold file and adds what it shows to s.
func addCoref(ctx context.Context, c *casus.Coder, s *score.CorefScore, name string) error {
	raw, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	var g score.CorefGold
	if err := json.Unmarshal(raw, &g); err != nil {
		return err
	}
	d, err := c.Annotate(ctx, g.Text)
	if err != nil {
		return err
	}
	return s.Add(&g, d)
}
