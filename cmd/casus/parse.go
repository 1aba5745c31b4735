package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"casus.dev/casus/internal/annotate/segment"
	"casus.dev/casus/internal/annotate/syntax"
	"casus.dev/casus/internal/ground/actor"
	"casus.dev/casus/internal/serve/export"
	"casus.dev/casus/nlp"
)

type parseOptions struct {
	input  string
	format string
	nested bool
}

// newParseCommand returns "casus parse".
func newParseCommand() *cobra.Command {
	var o parseOptions
	cmd := &cobra.Command{
		Use:   "parse [FILE|-]...",
		Short: "Print words, tags, trees and names of a text",
		Long: `Print the words of a text with their tags, features, lemmas and trees in the
scheme of Universal Dependencies, version 2, and the names.

With --input conllu the sentences and words of the input are kept and only the
annotation is predicted; files may be compressed with gzip.

With --nested the names within names are printed too ("Russia" in "Russia's
Foreign Ministry"), with the longer mentions that hold them: in CoNLL-U as
Nest=B-ORG;B-GPE in MISC, the outermost first; in JSON as "nested".
` + exitCodes,
		Example: "  casus parse --format tree article.txt\n  casus parse --input conllu treebank.conllu > predicted.conllu",
		RunE: func(cmd *cobra.Command, args []string) error {
			return runParse(cmd.Context(), o, args, cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	cmd.Flags().StringVar(&o.input, "input", "text", "form of the input: text or conllu")
	cmd.Flags().StringVar(&o.format, "format", "conllu", "form of the output: conllu, json or tree")
	cmd.Flags().BoolVar(&o.nested, "nested", false, "find names within names too; this loads the tables of actors")
	return cmd
}

func runParse(ctx context.Context, o parseOptions, files []string, stdin io.Reader, stdout, stderr io.Writer) error {
	write, ok := map[string]func(io.Writer, *nlp.Doc) error{"conllu": nlp.WriteCoNLLU, "json": writeParseJSON, "tree": writeTrees}[o.format]
	if !ok {
		return usagef("--format: %q is none of conllu, json, tree", o.format)
	}
	if o.input != "text" && o.input != "conllu" {
		return usagef("--input: %q is none of text, conllu", o.input)
	}
	reader, err := syntax.Load()
	if err != nil {
		return err
	}
	var nester *actor.Nester
	if o.nested {
		resolver, err := actor.New(actor.Options{})
		if err != nil {
			return err
		}
		nester = resolver.Nester()
	}
	var split *segment.Segmenter
	if o.input == "text" {
		split = segment.New()
	}
	if len(files) == 0 {
		files = []string{stdinName}
	}
	failed := false
	for _, name := range files {
		d, err := readParseInput(ctx, name, stdin, split)
		if err == nil {
			err = reader.Annotate(ctx, d)
		}
		if err == nil && nester != nil {
			err = nester.Annotate(ctx, d)
		}
		if err != nil {
			if ctx.Err() != nil {
				return err
			}
			fmt.Fprintf(stderr, "%s: %v\n", name, err)
			failed = true
			continue
		}
		if err := write(stdout, d); err != nil {
			return err
		}
	}
	if failed {
		return errSome
	}
	return nil
}

// readParseInput returns the file's words: those of its CoNLL-U if split is nil.
func readParseInput(ctx context.Context, name string, stdin io.Reader, split *segment.Segmenter) (*nlp.Doc, error) {
	var data []byte
	var err error
	if name == stdinName {
		data, err = io.ReadAll(stdin)
	} else {
		data, err = os.ReadFile(name)
		if at, ok := errors.AsType[*os.PathError](err); ok {
			err = at.Err // the caller names the file
		}
	}
	if err != nil {
		return nil, err
	}
	if bytes.HasPrefix(data, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			return nil, err
		}
		if data, err = io.ReadAll(z); err != nil {
			return nil, err
		}
	}
	if split == nil {
		return nlp.ReadCoNLLU(bytes.NewReader(data))
	}
	d := nlp.New(strings.ToValidUTF8(string(data), "\uFFFD"))
	return d, split.Annotate(ctx, d)
}

// parseJSON is the form of "casus parse --format json": an object for each file.
type parseJSON struct {
	Text      string          `json:"text"`
	Sentences []sentenceJSON  `json:"sentences"`
	Names     []parseNameJSON `json:"names"`
	Nested    []nestedJSON    `json:"nested,omitempty"`
}

type sentenceJSON struct {
	Span  nlp.Range  `json:"span"`
	Kind  nlp.Kind   `json:"kind"`
	Words []wordJSON `json:"words"`
}

type wordJSON struct {
	Span  nlp.Range `json:"span"`
	Form  string    `json:"form"`
	Lemma string    `json:"lemma"`
	UPOS  string    `json:"upos"`
	XPOS  string    `json:"xpos,omitempty"`
	Feats string    `json:"feats,omitempty"`
	Head  int       `json:"head"` // in the sentence, from 1; 0 for the root
	Rel   nlp.Rel   `json:"rel"`
}

type parseNameJSON struct {
	Span  nlp.Range `json:"span"`
	Label string    `json:"label"`
	Text  string    `json:"text"`
}

// nestedJSON is a name within a name or the mention around one. In is the
// position, in the list, of the innermost that holds it; null for none.
type nestedJSON struct {
	parseNameJSON
	In *int `json:"in"`
}

// nests returns the nested names of d with what holds each.
func nests(d *nlp.Doc) []nestedJSON {
	var out []nestedJSON
	var open []int
	for i, n := range d.Nested {
		for len(open) > 0 && d.Nested[open[len(open)-1]].Span.End <= n.Span.Start {
			open = open[:len(open)-1]
		}
		j := nestedJSON{parseNameJSON: parseNameJSON{d.RangeOf(n.Span), n.Label, d.SpanText(n.Span)}}
		if len(open) > 0 {
			in := open[len(open)-1]
			j.In = &in
		}
		out, open = append(out, j), append(open, i)
	}
	return out
}

func writeParseJSON(w io.Writer, d *nlp.Doc) error {
	out := parseJSON{Text: d.Text, Sentences: []sentenceJSON{}, Names: []parseNameJSON{}}
	for _, s := range d.Sents {
		sent := sentenceJSON{Span: s.Range, Kind: s.Kind}
		for i := s.Span.Start; i < s.Span.End; i++ {
			head := 0
			if d.Head[i] != nlp.Root {
				head = int(d.Head[i]) - s.Span.Start + 1
			}
			sent.Words = append(sent.Words, wordJSON{
				d.Words[i], d.Form(i), d.Lemma[i], d.UPOS[i].String(), d.XPOS[i], string(d.Feats[i]), head, d.Rel[i],
			})
		}
		out.Sentences = append(out.Sentences, sent)
	}
	for _, n := range d.Names {
		out.Names = append(out.Names, parseNameJSON{d.RangeOf(n.Span), n.Label, d.SpanText(n.Span)})
	}
	out.Nested = nests(d)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(out); err != nil {
		return fmt.Errorf("json: %w", err)
	}
	return nil
}

func writeTrees(w io.Writer, d *nlp.Doc) error {
	for i := range d.Sents {
		if _, err := fmt.Fprintf(w, "%s\n", export.Plain(d.Slice(d.Sents[i].Range))); err != nil {
			return fmt.Errorf("draw tree: %w", err)
		}
		if err := drawTree(w, d, i); err != nil {
			return err
		}
		if _, err := fmt.Fprintln(w); err != nil {
			return fmt.Errorf("draw tree: %w", err)
		}
	}
	return nil
}
