package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"casus.dev/casus/internal/annotate/segment"
	"casus.dev/casus/internal/annotate/syntax"
	"casus.dev/casus/internal/measure/score"
	"casus.dev/casus/nlp"
)

// newEvalCommand returns "casus eval" with its subcommands.
func newEvalCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "eval",
		Short: "Measure output against gold",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(
		newEvalParseCommand("parse", "Measure words, tags, lemmas and trees", nil),
		newEvalParseCommand("names", "Measure names", []string{"words", "NE"}),
		newEvalParseCommand("segment", "Measure sentences and words", []string{"Sentences", "Words", "words"}),
	)
	return cmd
}

type evalParseOptions struct {
	keep []string // measures to print; nil: all
	json bool
	raw  bool
}

// newEvalParseCommand returns a command that prints some of the measures of
// score.Parse.
func newEvalParseCommand(name, short string, keep []string) *cobra.Command {
	o := evalParseOptions{keep: keep}
	cmd := &cobra.Command{
		Use:   name + " GOLD.conllu [SYSTEM.conllu]",
		Short: short,
		Long: short + ` of CoNLL-U files, compressed with gzip or not: F1 in percent over
words aligned by their characters, as in the CoNLL 2018 shared task. Without
SYSTEM the reader annotates the words of GOLD, or with --raw its text.

Exit codes: 0 done, 1 failed, 2 wrong usage.`,
		Example: "  casus eval " + name + " gold.conllu predicted.conllu",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) < 1 || len(args) > 2 {
				return usagef("%d files, want GOLD and at most one SYSTEM", len(args))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return runEvalParse(cmd.Context(), o, args, cmd.OutOrStdout())
		},
	}
	cmd.Flags().BoolVar(&o.json, "json", false, "print one JSON object")
	cmd.Flags().BoolVar(&o.raw, "raw", false, "without SYSTEM: start from the text, not from its words")
	return cmd
}

func runEvalParse(ctx context.Context, o evalParseOptions, files []string, stdout io.Writer) error {
	var measures []score.Measure
	var err error
	if len(files) == 2 {
		measures, err = score.ParseFiles(files[0], files[1])
	} else {
		measures, err = evalReader(ctx, files[0], o.raw)
	}
	if err != nil {
		return err
	}
	if o.keep != nil {
		measures = slices.DeleteFunc(measures, func(m score.Measure) bool { return !slices.Contains(o.keep, m.Name) })
	}
	line := score.Line(measures)
	if o.json {
		line = score.JSON(measures)
	}
	if _, err := fmt.Fprintln(stdout, line); err != nil {
		return fmt.Errorf("eval: %w", err)
	}
	return nil
}

// evalReader annotates the words of a treebank, or its text, and measures that.
func evalReader(ctx context.Context, name string, raw bool) ([]score.Measure, error) {
	d, err := readParseInput(ctx, name, nil, nil)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	var gold, system bytes.Buffer
	if err := nlp.WriteCoNLLU(&gold, d); err != nil {
		return nil, err
	}
	if raw {
		d = nlp.New(runningText(d))
		if err := segment.New().Annotate(ctx, d); err != nil {
			return nil, err
		}
	}
	reader, err := syntax.Load()
	if err != nil {
		return nil, err
	}
	if err := reader.Annotate(ctx, d); err != nil {
		return nil, err
	}
	if err := nlp.WriteCoNLLU(&system, d); err != nil {
		return nil, err
	}
	return score.Parse(&gold, &system)
}

// runningText returns the text of d as it was before someone found its
// sentences: blanks between those of a paragraph, blank lines between paragraphs.
func runningText(d *nlp.Doc) string {
	var b strings.Builder
	for i, s := range d.Sents {
		switch {
		case i == 0:
		case s.Paragraph != d.Sents[i-1].Paragraph:
			b.WriteString("\n\n")
		default:
			b.WriteByte(' ')
		}
		b.WriteString(d.Slice(s.Range))
	}
	return b.String()
}
