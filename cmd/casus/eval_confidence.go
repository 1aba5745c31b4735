package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"casus.dev/casus"
	"casus.dev/casus/event"
	"casus.dev/casus/internal/extract/coder"
	"casus.dev/casus/internal/learn/relations"
)

// confidenceOptions are the places of the sets of events that are known to be
// right or wrong.
type confidenceOptions struct {
	relationsOptions

	corpus, verdicts, gold string
	trust                  relations.TrustOptions
	draw                   int
	drawSeed               string
}

func (o *confidenceOptions) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&o.data, "data", "../shared/data/events", "folder with plv_train.jsonl.gz")
	f.StringVar(&o.own, "cases", "testdata/cases", "folder of cases that the judge is trained on")
	f.StringVar(&o.corpus, "corpus", "../shared/data/ner/gmb-voa.bio.gz", "corpus that the verdicts are about")
	f.StringVar(&o.verdicts, "verdicts", "testdata/wild/verdicts.tsv", "verdicts of a reader on drawn events")
	f.StringVar(&o.gold, "gold", "testdata/gold", "folder of articles coded by hand")
	f.Uint64Var(&o.seed, "seed", 1, "seed of the folds")
	f.Float64Var(&o.trust.L2, "l2", 0, "weight decay (default 2)")
	f.IntVar(&o.trust.Rounds, "rounds", 0, "steps of descent (default 3000)")
}

// cases returns all events that are known to be right or wrong.
func (o *confidenceOptions) cases(ctx context.Context, stderr io.Writer) ([]relations.Case, error) {
	ex, own, rows, err := o.examples(ctx)
	if err != nil {
		return nil, err
	}
	w, err := newWeigher()
	if err != nil {
		return nil, err
	}
	o.Seed = o.seed
	const folds = 5
	out, err := w.Related(ctx, rows, ex, own, relations.Folds(ex, folds, o.seed), folds, o.Options)
	if err != nil {
		return nil, err
	}
	gold, err := w.Gold(ctx, o.gold)
	if err != nil {
		return nil, err
	}
	pieces, err := relations.ReadPieces(o.corpus, "")
	if err != nil {
		return nil, err
	}
	verdicts, err := relations.ReadVerdicts(o.verdicts)
	if err != nil {
		return nil, err
	}
	wild, gone, err := w.Judged(ctx, pieces, verdicts)
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(stderr, "%d verdicts, %d of them on events that are no longer found as drawn\n", len(verdicts), gone)
	return slices.Concat(out, gold, wild), nil
}

func newWeigher() (*relations.Weigher, error) {
	c, err := casus.New(casus.Options{})
	if err != nil {
		return nil, err
	}
	lex, err := coder.New(coder.Options{})
	if err != nil {
		return nil, err
	}
	return &relations.Weigher{Reader: c, Coder: lex}, nil
}

// newEvalConfidenceCommand returns "casus eval confidence".
func newEvalConfidenceCommand() *cobra.Command {
	var o confidenceOptions
	cmd := &cobra.Command{
		Use:   "confidence",
		Short: "Measure how far the confidence of events can be trusted",
		Long: `confidence takes events that are known to be right or wrong: between the given
actors of a labelled corpus (relations), in articles coded by hand (articles),
and drawn at random from news and judged by a reader (wild). It fits the weights
of confidence on all folds but one, weighs the events of that one, for each of
five folds, and prints how many of the events given 0.8 were right, and so on,
and what would be left if events below a bound were dropped.
No text stands in two folds, and the judge of relations never saw the sentences
that it speaks of.

With --draw N it prints N events instead, drawn from pieces of the corpus without a
verdict, for a reader to judge: the columns of the verdicts, then the sentence.

Exit codes: 0 done; 1 a corpus could not be read; 2 wrong usage.`,
		Example: "  casus eval confidence",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.draw > 0 {
				return o.drawEvents(cmd.Context(), cmd.OutOrStdout())
			}
			return o.evaluate(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	o.flags(cmd)
	cmd.Flags().IntVar(&o.draw, "draw", 0, "print `N` events to be judged")
	cmd.Flags().StringVar(&o.drawSeed, "draw-seed", "1", "seed of the draw")
	return cmd
}

func (o *confidenceOptions) evaluate(ctx context.Context, stdout, stderr io.Writer) error {
	cases, err := o.cases(ctx, stderr)
	if err != nil {
		return err
	}
	p := relations.CrossTrust(cases, 5, o.seed, o.trust)
	for _, source := range []string{relations.Wild, "articles", "relations"} {
		var given []float64
		var right []bool
		for i, c := range cases {
			if c.Source == source {
				given, right = append(given, p[i]), append(right, c.Right)
			}
		}
		fmt.Fprintf(stdout, "%s\n", source)
		trustTable(stdout, given, right)
		tradeTable(stdout, given, right)
	}
	return nil
}

// trustTable prints, for each band of confidence, how many were right, and the
// mean squared error beside that of the share of right ones alone.
func trustTable(w io.Writer, given []float64, right []bool) {
	edges := []float64{0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01}
	var brier, share float64
	for i, p := range given {
		y := 0.0
		if right[i] {
			y = 1
		}
		brier += (p - y) * (p - y)
		share += y
	}
	n := float64(max(len(given), 1))
	share /= n
	fmt.Fprintf(w, "n %d  right %.3f  brier %.4f  brier of the share alone %.4f\n", len(given), share, brier/n, share*(1-share))
	fmt.Fprintln(w, "confidence      mean     n  right")
	for k := range len(edges) - 1 {
		var sum, ok float64
		m := 0
		for i, p := range given {
			if p >= edges[k] && p < edges[k+1] {
				m++
				sum += p
				if right[i] {
					ok++
				}
			}
		}
		if m > 0 {
			fmt.Fprintf(w, "%.1f to %.1f     %.2f  %5d  %.2f\n", edges[k], min(edges[k+1], 1), sum/float64(m), m, ok/float64(m))
		}
	}
}

// tradeTable prints what a bound on confidence would leave: how many of the
// events above it are right, and how many of the right ones stand above it.
func tradeTable(w io.Writer, given []float64, right []bool) {
	fmt.Fprintln(w, "at least   right  of the right ones")
	for _, least := range []float64{0, 0.3, 0.4, 0.5, 0.6, 0.7} {
		var n, ok, all float64
		for i, p := range given {
			if right[i] {
				all++
			}
			if p < least {
				continue
			}
			n++
			if right[i] {
				ok++
			}
		}
		fmt.Fprintf(w, "%.1f        %.3f  %.3f\n", least, ok/max(n, 1), ok/max(all, 1))
	}
}

// drawEvents prints events of fresh pieces for a reader to judge.
func (o *confidenceOptions) drawEvents(ctx context.Context, stdout io.Writer) error {
	w, err := newWeigher()
	if err != nil {
		return err
	}
	pieces, err := relations.ReadPieces(o.corpus, o.drawSeed)
	if err != nil {
		return err
	}
	verdicts, err := relations.ReadVerdicts(o.verdicts)
	if err != nil {
		return err
	}
	lines := map[string]string{}
	err = w.Draw(ctx, pieces, verdicts, drawnPieces, func(p relations.Piece, rep *event.Report, e *event.Event) {
		v := relations.Drawn(p, rep, e)
		at := rep.Sentences[e.Sentence].Span
		from := rep.Sentences[max(e.Sentence-1, 0)].Span.Start
		lines[relations.Shuffled(o.drawSeed, v.Key())] = fmt.Sprintf("%s\t%s\t%d\t%s\t%s\t%s\t?\t%.2f\t%s\n", o.drawSeed, v.Piece, v.Start, v.Type, v.Actors, v.Recipients, e.Confidence,
			rep.Text[from:e.Trigger[0].Start]+"[["+rep.Text[e.Trigger[0].Start:e.Trigger[0].End]+"]]"+rep.Text[e.Trigger[0].End:at.End])
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(stdout, "# %d events asserted in %d pieces\n", len(lines), drawnPieces)
	for i, k := range slices.Sorted(maps.Keys(lines)) {
		if i < o.draw {
			fmt.Fprint(stdout, lines[k])
		}
	}
	return nil
}

// drawnPieces is how many pieces of the corpus a draw reads.
const drawnPieces = 1200

// newTrainConfidenceCommand returns "casus train confidence".
func newTrainConfidenceCommand() *cobra.Command {
	var o confidenceOptions
	cmd := &cobra.Command{
		Use:   "confidence --out FILE",
		Short: "Train the confidence of events",
		Long: `confidence fits a logistic regression on events that are known to be right or
wrong ("casus eval confidence" says which) and writes its weights, one signal a
line. The same data and seed give the same bytes.

Exit codes: 0 done; 1 a corpus could not be read or the weights not written; 2
wrong usage.`,
		Example: "  casus train confidence --out internal/extract/coder/model/confidence.tsv",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cases, err := o.cases(cmd.Context(), cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			t := relations.FitTrust(cases, o.trust)
			if err := os.WriteFile(filepath.Clean(o.out), []byte(relations.TrustText(t)), 0o644); err != nil { //nolint:gosec // a model is meant to be read by all
				return fmt.Errorf("train confidence: %w", err)
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "%d events, %d weights written to %s\n", len(cases), len(t), o.out)
			return nil
		},
	}
	o.flags(cmd)
	cmd.Flags().StringVar(&o.out, "out", "", "file to write the weights to")
	if err := cmd.MarkFlagRequired("out"); err != nil {
		panic(err) // the flag was defined above
	}
	return cmd
}
