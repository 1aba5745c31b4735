package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// statementFilter holds the flags of casus statements.
type statementFilter struct {
	speaker, about, addressee, words string
	stances, classes, kinds          []string
	format                           string
}

// statementRow is one statement as casus statements prints it.
type statementRow struct {
	Ref       string              `json:"ref"`
	Published string              `json:"published,omitempty"`
	Publisher string              `json:"publisher,omitempty"`
	ID        string              `json:"id"`
	Speaker   string              `json:"speaker,omitempty"`
	Code      string              `json:"code,omitempty"`
	Source    string              `json:"source,omitempty"`
	Cue       string              `json:"cue"`
	Content   string              `json:"content"`
	Kind      event.StatementKind `json:"kind"`
	Class     event.CueClass      `json:"class,omitempty"`
	Stance    event.Stance        `json:"stance,omitempty"`
	Addressee string              `json:"addressee,omitempty"`
	About     string              `json:"about,omitempty"`
	Via       []string            `json:"via,omitempty"`
}

func newStatementsCommand() *cobra.Command {
	var o statementFilter
	cmd := &cobra.Command{
		Use:   "statements [FILE...]",
		Short: "list who said what in coded files",
		Long: `statements reads documents of "casus code --format jsonl" from files or standard
input ("-") and prints the statements that pass all filters. --speaker,
--addressee and --about match a part of the actor's name, its code, or the
words of the source (--about: of what the statement is about, the sides of that
event, and the weapon systems of its sentence or of the content); --words matches
the content. --stance, --class and --kind take several values.

Exit codes: 0 done; 1 a file could not be read; 2 wrong usage.`,
		Example: `  casus code --format jsonl news/*.txt | casus statements --speaker RUS --stance oppose
  casus statements --class speech --kind direct --format jsonl coded.jsonl`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.check(); err != nil {
				return err
			}
			if len(args) == 0 {
				args = []string{"-"}
			}
			return o.run(args, cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.speaker, "speaker", "", "who speaks: part of the name, code or words")
	f.StringVar(&o.addressee, "addressee", "", "who is spoken to: part of the name or code")
	f.StringVar(&o.about, "about", "", "what is spoken of: event type, or part of its words or name")
	f.StringVar(&o.words, "words", "", "part of the content")
	f.StringSliceVar(&o.stances, "stance", nil, "support, oppose, cautious, neutral, declines")
	f.StringSliceVar(&o.classes, "class", nil, "speech, belief, intention")
	f.StringSliceVar(&o.kinds, "kind", nil, "direct, indirect, mixed")
	f.StringVar(&o.format, "format", "table", "table, jsonl or csv")
	return cmd
}

// check returns a usage error for a value that a flag cannot have.
func (o *statementFilter) check() error {
	for _, f := range []struct {
		name  string
		have  []string
		known []string
	}{
		{"stance", o.stances, []string{"support", "oppose", "cautious", "neutral", "declines"}},
		{"class", o.classes, []string{"speech", "belief", "intention"}},
		{"kind", o.kinds, []string{"direct", "indirect", "mixed"}},
		{"format", []string{o.format}, []string{"table", "jsonl", "csv"}},
	} {
		for _, v := range f.have {
			if !slices.Contains(f.known, v) {
				return usagef("--%s %q is none of %s", f.name, v, strings.Join(f.known, ", "))
			}
		}
	}
	return nil
}

func (o *statementFilter) run(files []string, stdin io.Reader, stdout, stderr io.Writer) error {
	out := newStatementWriter(stdout, o.format)
	failed := false
	for _, name := range files {
		if err := o.file(name, stdin, out); err != nil {
			fmt.Fprintf(stderr, "casus: %s: %v\n", name, err)
			failed = true
		}
	}
	if err := out.flush(); err != nil {
		return err
	}
	if failed {
		return errSome
	}
	return nil
}

func (o *statementFilter) file(name string, stdin io.Reader, out *statementWriter) error {
	r := stdin
	if name != "-" {
		f, err := openPlain(name)
		if err != nil {
			if path, ok := errors.AsType[*os.PathError](err); ok {
				return path.Err
			}
			return err
		}
		defer f.Close()
		r = f
	}
	in := bufio.NewReaderSize(r, 1<<20)
	for line := 1; ; line++ {
		b, err := in.ReadBytes('\n')
		if len(bytes.TrimSpace(b)) > 0 {
			var rep event.Report
			if err := json.Unmarshal(b, &rep); err != nil {
				return fmt.Errorf("line %d: %w", line, err)
			}
			if rep.Schema != event.SchemaName {
				return fmt.Errorf("line %d: schema %q, want %q", line, rep.Schema, event.SchemaName)
			}
			for i := range rep.Statements {
				if row, ok := o.row(&rep, &rep.Statements[i]); ok {
					if err := out.write(&row); err != nil {
						return err
					}
				}
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// row returns the statement's row, and whether it passes the filters.
func (o *statementFilter) row(rep *event.Report, s *event.Statement) (statementRow, bool) {
	row := statementRow{
		Ref: rep.Ref, Published: rep.Published, Publisher: rep.Publisher, ID: s.ID, Source: textOf(rep, s.Speaker.Spans), Cue: textOf(rep, s.Cue),
		Content: textOf(rep, s.Content), Kind: s.Kind, Class: s.Class, Stance: s.Stance, Via: s.Via,
	}
	if a := actorByID(rep, s.Speaker.Actor); a != nil {
		row.Speaker, row.Code = a.Name, a.Code
	}
	var addresseeCode string
	if a := actorByID(rep, s.Addressee); a != nil {
		row.Addressee, addresseeCode = a.Name, a.Code
	}
	row.About = aboutWords(rep, s.About)
	in := func(want string, have ...string) bool {
		return want == "" || slices.ContainsFunc(have, func(h string) bool { return strings.Contains(strings.ToLower(h), strings.ToLower(want)) })
	}
	one := func(want []string, have string) bool { return len(want) == 0 || slices.Contains(want, have) }
	ok := in(o.speaker, row.Speaker, row.Code, row.Source) && in(o.addressee, row.Addressee, addresseeCode) && in(o.about, aboutNames(rep, s)...) && in(o.words, row.Content) &&
		one(o.stances, string(s.Stance)) && one(o.classes, string(s.Class)) && one(o.kinds, string(s.Kind))
	return row, ok
}

func actorByID(rep *event.Report, id string) *event.Actor {
	for i := range rep.Actors {
		if rep.Actors[i].ID == id {
			return &rep.Actors[i]
		}
	}
	return nil
}

// aboutNames returns what --about is looked for in: the words for what a
// statement is about, the sides of that event, and the weapon systems that the
// event's sentence or the statement's content mentions.
func aboutNames(rep *event.Report, s *event.Statement) []string {
	out := []string{aboutWords(rep, s.About)}
	within := slices.Clone(s.Content)
	for i := range rep.Events {
		e := &rep.Events[i]
		if e.ID != s.About {
			continue
		}
		for _, id := range slices.Concat(e.Actors, e.Recipients) {
			if a := actorByID(rep, id); a != nil {
				out = append(out, a.Name, a.Code)
			}
		}
		if e.Sentence < len(rep.Sentences) {
			within = append(within, rep.Sentences[e.Sentence].Span)
		}
	}
	for i := range rep.Equipment {
		q := &rep.Equipment[i]
		if slices.ContainsFunc(q.Mentions, func(m nlp.Range) bool { return slices.ContainsFunc(within, m.Overlaps) }) {
			out = append(out, q.Name)
		}
	}
	return out
}

// aboutWords names what a statement is about: an event by type and words, an
// actor or a weapon system by name, a statement by its content.
func aboutWords(rep *event.Report, id string) string {
	for i := range rep.Events {
		if e := &rep.Events[i]; e.ID == id {
			return e.Type + " " + textOf(rep, e.Trigger)
		}
	}
	for i := range rep.Equipment {
		if rep.Equipment[i].ID == id {
			return rep.Equipment[i].Name
		}
	}
	for i := range rep.Statements {
		if rep.Statements[i].ID == id {
			return textOf(rep, rep.Statements[i].Content)
		}
	}
	if a := actorByID(rep, id); a != nil {
		return a.Name
	}
	return ""
}
