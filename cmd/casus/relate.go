package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"casus.dev/casus"
	"casus.dev/casus/article"
	"casus.dev/casus/event"
	"casus.dev/casus/internal/acquire/wire"
	"casus.dev/casus/internal/extract/coder"
	"casus.dev/casus/nlp"
)

type relateOptions struct {
	format string
}

// relatePair is one line of input: a text and the byte spans of two actors in it.
type relatePair struct {
	ID     string  `json:"id"`
	Text   string  `json:"text"`
	Source *[2]int `json:"source"`
	Target *[2]int `json:"target"`
}

// related is one line of output.
type related struct {
	ID         string             `json:"id"`
	Type       string             `json:"type"`
	Mode       string             `json:"mode,omitempty"`
	Modality   event.Modality     `json:"modality"`
	Quad       int                `json:"quad"`
	Confidence float64            `json:"confidence"`
	Scores     map[string]float64 `json:"scores"`
}

// newRelateCommand returns "casus relate".
func newRelateCommand() *cobra.Command {
	var o relateOptions
	cmd := &cobra.Command{
		Use:   "relate [FILE|-]",
		Short: "Say which relation a text asserts between two given actors",
		Long: `relate reads JSON Lines {"id", "text", "source": [s, e], "target": [s, e]},
where the spans are bytes of text and may be null, and prints for each
{"id", "type", "mode", "modality", "quad", "confidence", "scores"}: the PLOVER
relation that the text asserts between source and target, always with its best
type.

Exit codes: 0 done; 1 some records failed (each with a line on standard error);
2 wrong usage.`,
		Example: `  echo '{"id":"1","text":"Kenya expelled the Somali envoy.","source":[0,5],"target":[18,24]}' | casus relate --format jsonl`,
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.format != "jsonl" {
				return usagef("--format %q: want jsonl", o.format)
			}
			name, in := stdinName, cmd.InOrStdin()
			if len(args) == 1 && args[0] != stdinName {
				name = args[0]
				f, err := os.Open(name)
				if err != nil {
					return fmt.Errorf("%s: %w", name, plainPathError(err))
				}
				defer func() { _ = f.Close() }() // only read
				in = f
			}
			return relate(cmd.Context(), name, in, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	cmd.Flags().StringVar(&o.format, "format", "jsonl", "form of the output: jsonl")
	return cmd
}

func relate(ctx context.Context, name string, in io.Reader, stdout, stderr io.Writer) error {
	c, err := casus.New(casus.Options{})
	if err != nil {
		return err
	}
	lex, err := coder.New(coder.Options{})
	if err != nil {
		return err
	}
	judge := coder.NewJudge(lex)
	sc := bufio.NewScanner(in)
	sc.Buffer(nil, 16<<20)
	out := bufio.NewWriter(stdout)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	failed := false
	for line := 1; sc.Scan(); line++ {
		if strings.TrimSpace(sc.Text()) == "" {
			continue
		}
		r, err := relateOne(ctx, c, judge, sc.Bytes())
		if err != nil {
			complain(stderr, name, &wire.LineError{Line: line, Err: err})
			failed = true
			continue
		}
		if err := enc.Encode(r); err != nil {
			return fmt.Errorf("relate: %w", err)
		}
	}
	if err := sc.Err(); err != nil {
		return fmt.Errorf("relate: %w", err)
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("relate: %w", err)
	}
	if failed {
		return errSome
	}
	return nil
}

func relateOne(ctx context.Context, c *casus.Coder, judge *coder.Judge, line []byte) (related, error) {
	var p relatePair
	if err := json.Unmarshal(line, &p); err != nil {
		return related{}, err
	}
	if p.Text == "" {
		return related{}, fmt.Errorf("record %q has no text", p.ID)
	}
	for _, s := range []*[2]int{p.Source, p.Target} {
		if s != nil && (s[0] < 0 || s[1] > len(p.Text) || s[0] >= s[1]) {
			return related{}, fmt.Errorf("record %q: span [%d, %d] is outside the text", p.ID, s[0], s[1])
		}
	}
	text, _ := article.Valid(p.Text)
	d, err := c.Annotate(ctx, text)
	if err != nil {
		return related{}, err
	}
	span := func(s *[2]int) nlp.Span {
		if s == nil {
			return nlp.Span{}
		}
		return d.SpanOf(nlp.Range{Start: s[0], End: s[1]})
	}
	r := judge.Relate(d, span(p.Source), span(p.Target))
	return related{p.ID, r.Type, r.Mode, r.Modality, r.Quad, r.Confidence, r.Scores}, nil
}
