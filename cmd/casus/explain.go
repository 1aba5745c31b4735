package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"casus.dev/casus"
	"casus.dev/casus/event"
	"casus.dev/casus/internal/serve/export"
	"casus.dev/casus/nlp"
)

// newExplainCommand returns "casus explain".
func newExplainCommand() *cobra.Command {
	var ref string
	cmd := &cobra.Command{
		Use:   "explain [--ref REF] FILE ID",
		Short: "Show the words and the rule that an event or a statement rests on",
		Long: `explain takes a file that "casus code --format json" or "--format jsonl" wrote
and the id of an event (e3) or a statement (s2), and shows the sentence with its
tree, the words that each field rests on and the rule that fired. The tree is
that of the embedded reader. FILE "-" is standard input; where FILE holds several
documents, --ref names one, else the first that has the id is taken.

Exit codes: 0 done; 1 FILE cannot be read, is no coded file or has no such id;
2 wrong usage.`,
		Example: `  casus code --format json article.txt > coded.json
  casus explain coded.json e1`,
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !explainable.MatchString(args[1]) {
				return usagef("%q is no id of an event (e1) or a statement (s1)", args[1])
			}
			return runExplain(cmd.Context(), args[0], ref, args[1], cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	cmd.Flags().StringVar(&ref, "ref", "", "the document, `REF` as in its field ref")
	return cmd
}

// explainable are the ids of events and statements.
var explainable = regexp.MustCompile(`^[es][0-9]+$`)

func runExplain(ctx context.Context, file, ref, id string, stdin io.Reader, stdout, stderr io.Writer) error {
	in := stdin
	if file != stdinName {
		f, err := os.Open(file)
		if err != nil {
			return fmt.Errorf("%s: %w", file, plainPathError(err))
		}
		defer func() { _ = f.Close() }() // nothing is written
		in = f
	}
	rep, err := findReport(in, ref, id)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	coder, err := casus.New(casus.Options{})
	if err != nil {
		return err
	}
	doc, err := coder.Annotate(ctx, rep.Text)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	if rep.Coder.Version != casus.Version {
		fmt.Fprintf(stderr, "casus: %s: warning: coded by version %s, explained by %s\n", file, rep.Coder.Version, casus.Version)
	}
	e := explainer{rep: rep, doc: doc, out: bufio.NewWriter(stdout)}
	if err := e.explain(id); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return e.out.Flush()
}

// findReport returns the first record of r with the ref, "" for any, and the id.
func findReport(r io.Reader, ref, id string) (*event.Report, error) {
	dec := json.NewDecoder(r)
	for n := 0; ; n++ {
		var rep event.Report
		err := dec.Decode(&rep)
		switch {
		case errors.Is(err, io.EOF) && n == 0:
			return nil, errors.New("no record in it")
		case errors.Is(err, io.EOF) && ref != "":
			return nil, fmt.Errorf("no %s in a document with the ref %q", id, ref)
		case errors.Is(err, io.EOF):
			return nil, fmt.Errorf("no %s in it", id)
		case err != nil:
			return nil, fmt.Errorf("record %d: %w", n+1, plainJSON(err))
		case rep.Schema != event.SchemaName:
			return nil, fmt.Errorf("record %d: schema %q, want %q", n+1, rep.Schema, event.SchemaName)
		}
		if (ref == "" || rep.Ref == ref) && hasID(&rep, id) {
			return &rep, nil
		}
	}
}

// plainJSON says that an input is no JSON without the decoder's words.
func plainJSON(err error) error {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("not JSON: %w", err)
	}
	return err
}

func hasID(rep *event.Report, id string) bool {
	for i := range rep.Events {
		if rep.Events[i].ID == id {
			return true
		}
	}
	for i := range rep.Statements {
		if rep.Statements[i].ID == id {
			return true
		}
	}
	return false
}

// explainer writes what a part of rep rests on.
type explainer struct {
	rep *event.Report
	doc *nlp.Doc
	out *bufio.Writer
}

// field is one line of an explanation.
type field struct {
	name, value string
	spans       []nlp.Range
	note        string
}

func (e *explainer) explain(id string) error {
	for i := range e.rep.Events {
		if ev := &e.rep.Events[i]; ev.ID == id {
			return e.event(ev)
		}
	}
	for i := range e.rep.Statements {
		if st := &e.rep.Statements[i]; st.ID == id {
			return e.statement(st)
		}
	}
	return fmt.Errorf("no %s in it", id)
}

func (e *explainer) event(ev *event.Event) error {
	title := strings.Join(strings.Fields(ev.ID+"  "+ev.Type+" "+ev.Mode+"  "+string(ev.Modality)), " ")
	fields := []field{{"trigger", ev.Type, ev.Trigger, e.notes(ev, "trigger")}}
	for _, id := range ev.Actors {
		fields = append(fields, e.actor("actor", id, ev))
	}
	for _, id := range ev.Recipients {
		fields = append(fields, e.actor("recipient", id, ev))
	}
	add := func(name, value string) {
		if spans, note := e.evidence(ev, name), e.notes(ev, name); value != "" || len(spans) > 0 {
			fields = append(fields, field{name, value, spans, note})
		}
	}
	add("object", "")
	add("modality", string(ev.Modality))
	if ev.Date != nil {
		add("date", ev.Date.Value+" ("+string(ev.Date.Grain)+", from "+ev.Date.Basis+")")
	}
	for i := range e.rep.Places {
		if p := &e.rep.Places[i]; p.ID == ev.Place {
			fields = append(fields, field{"place", p.Name, []nlp.Range{p.Span}, e.notes(ev, "place")})
		}
	}
	add("attribution", strings.Join(ev.AttributedTo, ", "))
	if ev.Raw != nil {
		fields = append(fields, field{name: "before folding", value: strings.Join(strings.Fields(ev.Raw.Type+" "+ev.Raw.Mode+" "+string(ev.Raw.Modality)), " ")})
	}
	if ev.SameAs != "" {
		fields = append(fields, field{name: "repeats", value: ev.SameAs})
	}
	fields = append(fields, field{name: "confidence", value: fmt.Sprintf("%.2f", ev.Confidence)}, field{name: "rule", value: ev.Why})
	return e.write(title, fields, ev.Trigger)
}

func (e *explainer) statement(st *event.Statement) error {
	title := st.ID + "  " + string(st.Kind) + " statement"
	who := e.actorName(st.Speaker.Actor)
	fields := []field{{"speaker", who, st.Speaker.Spans, ""}, {"cue", string(st.Class), st.Cue, ""}, {"content", "", st.Content, ""}}
	for _, f := range []field{
		{name: "addressee", value: e.actorName(st.Addressee)},
		{name: "stance", value: string(st.Stance)},
		{name: "about", value: st.About},
		{name: "carried by", value: strings.Join(st.Via, ", ")},
		{name: "rule", value: st.Why},
	} {
		if f.value != "" {
			fields = append(fields, f)
		}
	}
	for i := range e.rep.Times {
		if t := &e.rep.Times[i]; t.ID == st.Time {
			fields = append(fields, field{"time", t.Value, []nlp.Range{t.Span}, ""})
		}
	}
	near := st.Cue
	if len(near) == 0 {
		near = st.Content
	}
	return e.write(title, fields, near)
}

// actor returns the line of an actor: its code and name, and the words of the
// evidence, else those of its mention nearest before the trigger's end.
func (e *explainer) actor(name, id string, ev *event.Event) field {
	f := field{name: name, spans: e.evidence(ev, name), note: e.notes(ev, name)}
	for i := range e.rep.Actors {
		a := &e.rep.Actors[i]
		if a.ID != id {
			continue
		}
		f.value = a.Code + " " + a.Name
		if a.Role != "" {
			f.value += ", " + a.Role
		}
		if len(f.spans) == 0 && len(ev.Trigger) > 0 {
			for _, m := range a.Mentions {
				if m.Span.Start <= ev.Trigger[0].End {
					f.spans = []nlp.Range{m.Span}
				}
			}
		}
	}
	return f
}

func (e *explainer) actorName(id string) string {
	for i := range e.rep.Actors {
		if a := &e.rep.Actors[i]; a.ID == id {
			return a.Code + " " + a.Name
		}
	}
	return ""
}

func (*explainer) evidence(ev *event.Event, name string) []nlp.Range {
	var out []nlp.Range
	for _, x := range ev.Evidence {
		if x.Field == name {
			out = append(out, x.Span)
		}
	}
	return out
}

func (*explainer) notes(ev *event.Event, name string) string {
	var out []string
	for _, x := range ev.Evidence {
		if x.Field == name && x.Note != "" {
			out = append(out, x.Note)
		}
	}
	return strings.Join(out, "; ")
}

// write writes the title, the sentences that hold near with their trees, and
// the fields. It returns an error if a span lies outside the text.
func (e *explainer) write(title string, fields []field, near []nlp.Range) error {
	fmt.Fprintf(e.out, "%s\n", title)
	last := -1
	for _, r := range near {
		if err := e.inText(r); err != nil {
			return err
		}
		words := e.doc.SpanOf(r)
		if words.Len() <= 0 {
			continue
		}
		s := e.doc.SentOf(words.Start)
		if s == last {
			continue
		}
		last = s
		fmt.Fprintf(e.out, "\n%s\n\n", export.Plain(e.doc.Slice(e.doc.Sents[s].Range)))
		if err := drawTree(e.out, e.doc, s); err != nil {
			return err
		}
	}
	fmt.Fprintln(e.out)
	tab := tabwriter.NewWriter(e.out, 0, 1, 2, ' ', 0)
	for _, f := range fields {
		words := make([]string, 0, len(f.spans))
		for _, r := range f.spans {
			if err := e.inText(r); err != nil {
				return err
			}
			words = append(words, fmt.Sprintf("“%s” [%d, %d)", strings.Join(strings.Fields(e.rep.Text[r.Start:r.End]), " "), r.Start, r.End))
		}
		line := []string{f.name, f.value, strings.Join(words, " … ")}
		if f.note != "" {
			line = append(line, f.note)
		}
		for len(line) > 0 && line[len(line)-1] == "" {
			line = line[:len(line)-1]
		}
		fmt.Fprintln(tab, strings.Join(line, "\t"))
	}
	return tab.Flush()
}

func (e *explainer) inText(r nlp.Range) error {
	if r.Start < 0 || r.End < r.Start || r.End > len(e.rep.Text) {
		return fmt.Errorf("span [%d, %d) lies outside the text of %d bytes", r.Start, r.End, len(e.rep.Text))
	}
	return nil
}
