package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"iter"
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
	top, every int
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
fits", "participants" (a pattern fits, but the participants make no event),
"confidence" (an event, but more likely wrong than right).

At the end it prints how many of all verbs and of all nouns between two
political actors the lexicon knows: as often as they stand there, and as lemmas.
Reading is most of the work; --every 10 reads each tenth document only.
` + exitCodes,
		Example: "  casus uncoded news/\n  casus uncoded --top 20 feed.jsonl.gz",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, paths []string) error {
			return runUncoded(cmd.Context(), opt, paths, cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	opt.addInputFlags(cmd)
	cmd.Flags().IntVar(&opt.top, "top", 50, "number of words to list; 0 for all")
	cmd.Flags().IntVar(&opt.every, "every", 1, "read one document of `N`")
	return cmd
}

// gapCount is a word, how often it was met, and the first place.
type gapCount struct {
	word, reason, example string
	n                     int
}

// gaps are the gaps of one document, and what might have been one.
type gaps struct {
	in   input
	text string
	list []casus.Gap
	met  []casus.Met
}

// reach counts the words of one kind between two political actors.
type reach struct {
	n, known int
	lemmas   map[string]bool // whether the lexicon knows it
}

func (r *reach) add(m casus.Met) {
	if r.lemmas == nil {
		r.lemmas = map[string]bool{}
	}
	r.n++
	if m.Known {
		r.known++
	}
	r.lemmas[m.Word] = m.Known
}

// print writes one line of comment: "# verbs: 90 of 100 (0.900), lemmas: 8 of 10 (0.800)".
func (r *reach) print(w io.Writer, kind string) {
	lemmas := 0
	for _, known := range r.lemmas {
		if known {
			lemmas++
		}
	}
	fmt.Fprintf(w, "# %s: %d of %d (%.3f), lemmas: %d of %d (%.3f)\n", kind, r.known, r.n, share(r.known, r.n), lemmas, len(r.lemmas), share(lemmas, len(r.lemmas)))
}

func share(k, n int) float64 { return float64(k) / float64(max(n, 1)) }

// oneOf yields each n-th of a sequence, from the first on.
func oneOf(n int, all iter.Seq[input]) iter.Seq[input] {
	return func(yield func(input) bool) {
		i := 0
		for in := range all {
			if i%n == 0 && !yield(in) {
				return
			}
			i++
		}
	}
}

func runUncoded(ctx context.Context, opt uncodedOptions, paths []string, stdin io.Reader, stdout, stderr io.Writer) error {
	if opt.every < 1 {
		return usagef("--every %d: want 1 or more", opt.every)
	}
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
		list, met, err := coder.Uncoded(ctx, art)
		return gaps{in, art.Text, list, met}, err
	}
	counts := map[string]*gapCount{}
	var verbs, nouns reach
	failed := false
	for doc, err := range work.Ordered(ctx, runtime.GOMAXPROCS(0), oneOf(opt.every, reader.paths(paths)), do) {
		if err != nil {
			failed = true
			complainOf(stderr, doc.in, err)
			continue
		}
		for _, m := range doc.met {
			if m.Noun {
				nouns.add(m)
			} else {
				verbs.add(m)
			}
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
	verbs.print(stdout, "verbs")
	nouns.print(stdout, "nouns")
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
