package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"casus.dev/casus"
	"casus.dev/casus/article"
	"casus.dev/casus/event"
	"casus.dev/casus/internal/extract/coder"
	"casus.dev/casus/nlp"
)

type uncodedOptions struct {
	input     string
	published string
	top       int
}

// newUncodedCommand returns "casus uncoded".
func newUncodedCommand() *cobra.Command {
	o := uncodedOptions{top: 50}
	cmd := &cobra.Command{
		Use:   "uncoded FILE...",
		Short: "List the commonest words between two political actors that yielded no event",
		Long: `uncoded reads plain texts and lists the verbs and nouns that stand between two
political actors and yielded no event, the commonest first: how often, the word,
the reason and an example. Reasons: "not in the lexicon", "no pattern fits",
"participants" (a pattern fits, but the participants make no event). With
--input text each file is one article; with --input lines each line is one.

Exit codes: 0 done; 1 some documents failed (each with a line on standard
error); 2 wrong usage.`,
		Example: "  casus uncoded news/*.txt",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.input != "text" && o.input != "lines" {
				return usagef("--input %q: want text or lines", o.input)
			}
			if o.published != "" {
				if _, err := article.ParseDate(o.published); err != nil {
					return usagef("--published: %v", err)
				}
			}
			return o.run(cmd.Context(), args, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.input, "input", "text", "form of the input: text or lines")
	f.StringVar(&o.published, "published", "", "day on which the articles were published")
	f.IntVar(&o.top, "top", o.top, "number of words to list; 0 for all")
	return cmd
}

// gapCount is a word, how often it was met, and the first place.
type gapCount struct {
	word, reason, example string
	n                     int
}

func (o *uncodedOptions) run(ctx context.Context, files []string, stdout, stderr io.Writer) error {
	c, err := casus.New(casus.Options{})
	if err != nil {
		return err
	}
	lex, err := coder.New(coder.Options{})
	if err != nil {
		return err
	}
	counts := map[string]*gapCount{}
	failed := false
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			fmt.Fprintf(stderr, "casus: uncoded: %v\n", err)
			failed = true
			continue
		}
		texts := []string{string(raw)}
		if o.input == "lines" {
			texts = strings.Split(string(raw), "\n")
		}
		for _, text := range texts {
			if err := o.count(ctx, c, lex, text, counts); err != nil {
				fmt.Fprintf(stderr, "casus: uncoded: %s: %v\n", name, err)
				failed = true
			}
		}
	}
	o.print(stdout, counts)
	if failed {
		return errSome
	}
	return nil
}

func (o *uncodedOptions) count(ctx context.Context, c *casus.Coder, lex *coder.Coder, text string, counts map[string]*gapCount) error {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	art := article.Article{}
	art.Text, _ = article.Valid(text)
	if o.published != "" {
		day, err := article.ParseDate(o.published)
		if err != nil {
			return err
		}
		art.Published = day
	}
	rep, err := c.Read(ctx, art)
	if err != nil {
		return err
	}
	d, err := c.Annotate(ctx, art.Text)
	if err != nil {
		return err
	}
	reheads(d, rep)
	for _, g := range lex.Uncoded(d, rep) {
		word := g.Word
		if g.Noun {
			word += " (noun)"
		}
		k := word + "\t" + g.Reason
		if counts[k] == nil {
			s := rep.Sentences[g.Sentence].Span
			counts[k] = &gapCount{word: word, reason: g.Reason, example: strings.Join(strings.Fields(art.Text[s.Start:s.End]), " ")}
		}
		counts[k].n++
	}
	return nil
}

// reheads finds the words of the report's mentions in d, a second annotation
// of the same text.
func reheads(d *nlp.Doc, rep *event.Report) {
	for i := range rep.Actors {
		for j := range rep.Actors[i].Mentions {
			m := &rep.Actors[i].Mentions[j]
			m.Words = d.SpanOf(m.Span)
			m.Head = d.HeadOf(m.Words)
		}
	}
}

func (o *uncodedOptions) print(w io.Writer, counts map[string]*gapCount) {
	list := make([]*gapCount, 0, len(counts))
	for _, g := range counts {
		list = append(list, g)
	}
	slices.SortFunc(list, func(a, b *gapCount) int {
		return cmp.Or(b.n-a.n, strings.Compare(a.word, b.word), strings.Compare(a.reason, b.reason))
	})
	if o.top > 0 {
		list = list[:min(o.top, len(list))]
	}
	for _, g := range list {
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\n", g.n, g.word, g.reason, g.example)
	}
}
