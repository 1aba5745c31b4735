package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"casus.dev/casus"
	"casus.dev/casus/internal/work"
)

// uncodedOptions are the flags of casus uncoded.
type uncodedOptions struct {
	inputOptions
	top int
}

// newUncodedCommand returns "casus uncoded".
func newUncodedCommand() *cobra.Command {
	var opt uncodedOptions
	cmd := &cobra.Command{
		Use:   "uncoded [flags] PATH...",
		Short: "List the commonest words between two political actors that yielded no event",
		Long: `uncoded reads articles (files, folders and archives of plain text, HTML and JSON
Lines; "-" is standard input) and lists the verbs and nouns that stand between
two political actors and yielded no event, the commonest first: how often, the
word, the reason and an example. Reasons: "not in the lexicon", "no pattern
fits", "participants" (a pattern fits, but the participants make no event).
` + exitCodes,
		Example: "  casus uncoded news/\n  casus uncoded --top 20 feed.jsonl.gz",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, paths []string) error {
			return runUncoded(cmd.Context(), opt, paths, cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	opt.addInputFlags(cmd)
	cmd.Flags().IntVar(&opt.top, "top", 50, "number of words to list; 0 for all")
	return cmd
}

// gapCount is a word, how often it was met, and the first place.
type gapCount struct {
	word, reason, example string
	n                     int
}

// gaps are the gaps of one document.
type gaps struct {
	in   input
	text string
	list []casus.Gap
}

func runUncoded(ctx context.Context, opt uncodedOptions, paths []string, stdin io.Reader, stdout, stderr io.Writer) error {
	reader, err := opt.reader(stdin)
	if err != nil {
		return err
	}
	coder, err := casus.New(casus.Options{})
	if err != nil {
		return err
	}
	do := func(ctx context.Context, in input) (gaps, error) {
		art, err := reader.article(in)
		if err != nil {
			return gaps{in: in}, err
		}
		list, err := coder.Uncoded(ctx, art)
		return gaps{in, art.Text, list}, err
	}
	counts := map[string]*gapCount{}
	failed := false
	for doc, err := range work.Ordered(ctx, runtime.GOMAXPROCS(0), reader.paths(paths), do) {
		if err != nil {
			failed = true
			complainOf(stderr, doc.in, err)
			continue
		}
		for _, g := range doc.list {
			word := g.Word
			if g.Noun {
				word += " (noun)"
			}
			k := word + "\t" + g.Reason
			if counts[k] == nil {
				counts[k] = &gapCount{word: word, reason: g.Reason, example: strings.Join(strings.Fields(doc.text[g.Sentence.Start:g.Sentence.End]), " ")}
			}
			counts[k].n++
		}
	}
	printGaps(stdout, counts, opt.top)
	if err := ctx.Err(); err != nil {
		return err
	}
	if failed {
		return errSome
	}
	return nil
}

func printGaps(w io.Writer, counts map[string]*gapCount, top int) {
	list := make([]*gapCount, 0, len(counts))
	for _, g := range counts {
		list = append(list, g)
	}
	slices.SortFunc(list, func(a, b *gapCount) int {
		return cmp.Or(b.n-a.n, strings.Compare(a.word, b.word), strings.Compare(a.reason, b.reason))
	})
	if top > 0 {
		list = list[:min(top, len(list))]
	}
	for _, g := range list {
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\n", g.n, g.word, g.reason, g.example)
	}
}
