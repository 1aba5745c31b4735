package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"casus.dev/casus/internal/learn/relations"
)

// newTrainRelationsCommand returns "casus train relations".
func newTrainRelationsCommand() *cobra.Command {
	var o relationsOptions
	cmd := &cobra.Command{
		Use:   "relations --out FILE",
		Short: "Train the judge of relations",
		Long: `relations parses the labelled sentences of a corpus with the embedded reader
and trains the judge that says which relation a text asserts between two actors.
The same data and seed give the same bytes.

Exit codes: 0 done; 1 the corpus could not be read or the model not written; 2
wrong usage.`,
		Example: "  casus train relations --out internal/extract/coder/model/relations.bin",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return o.train(cmd.Context(), cmd.ErrOrStderr())
		},
	}
	o.flags(cmd)
	cmd.Flags().StringVar(&o.out, "out", "", "file to write the weights to")
	if err := cmd.MarkFlagRequired("out"); err != nil {
		panic(err) // the flag was defined above
	}
	return cmd
}

func (o *relationsOptions) train(ctx context.Context, stderr io.Writer) error {
	ex, own, _, err := o.examples(ctx)
	if err != nil {
		return err
	}
	o.Seed = o.seed
	ex = append(ex, own...)
	raw := relations.Train(ex, o.Options).Bytes()
	if err := os.WriteFile(o.out, raw, 0o644); err != nil { //nolint:gosec // a model is meant to be read by all
		return fmt.Errorf("train relations: %w", err)
	}
	fmt.Fprintf(stderr, "%d examples, %d bytes written to %s\n", len(ex), len(raw), o.out)
	return nil
}
