package export

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// TableOptions of a Table.
type TableOptions struct {
	Color bool // write ANSI colours
	Width int  // columns of quoted text; 0 means 56
}

// Table writes records for people: one line an event, then what was said,
// how each actor reacted to what, and what is threatened, claimed, planned
// and changed. Control characters of the text never reach the terminal.
type Table struct {
	w   io.Writer
	opt TableOptions
	n   int
	err error
}

// NewTable returns a Table writer.
func NewTable(w io.Writer, opt TableOptions) *Table {
	if opt.Width <= 0 {
		opt.Width = 56
	}
	return &Table{w: w, opt: opt}
}

// Close does nothing: every record is complete.
func (*Table) Close() error { return nil }

// Write writes one record.
func (t *Table) Write(rep *event.Report) error {
	x := newIndex(rep)
	if t.n++; t.n > 1 {
		t.print("\n")
	}
	t.head(rep)
	var planned, others []*event.Event
	for i := range rep.Events {
		if ev := &rep.Events[i]; ev.Modality == event.Planned {
			planned = append(planned, ev)
		} else {
			others = append(others, ev)
		}
	}
	t.events(x, "Events", others)
	t.statements(x)
	t.reactions(x)
	t.threats(x)
	t.claims(x)
	t.events(x, "Planned", planned)
	t.shifts(x)
	for _, w := range rep.Warnings {
		t.print(t.paint("warning: ", text.FgYellow), Plain(w), "\n")
	}
	if t.err != nil {
		return fmt.Errorf("export: table: %w", t.err)
	}
	return nil
}

func (t *Table) print(parts ...string) {
	if t.err == nil {
		_, t.err = io.WriteString(t.w, strings.Join(parts, ""))
	}
}

func (t *Table) paint(s string, colors ...text.Color) string {
	if !t.opt.Color || s == "" || len(colors) == 0 {
		return s
	}
	codes := make([]string, len(colors))
	for i, c := range colors {
		codes[i] = strconv.Itoa(int(c))
	}
	return "\x1b[" + strings.Join(codes, ";") + "m" + s + "\x1b[0m"
}

// cell returns s as it may stand in a table: on one line, without control
// characters, in the colours.
func (t *Table) cell(s string, colors ...text.Color) string { return t.paint(Plain(s), colors...) }

func (t *Table) head(rep *event.Report) {
	parts := []string{t.cell(rep.Ref, text.Bold)}
	for _, s := range []string{Plain(rep.Title), Plain(rep.Publisher), Plain(rep.Published)} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	t.print(strings.Join(parts, " · "), "\n")
	t.print(t.paint(fmt.Sprintf("%s, %s, %s", count(len(rep.Sentences), "sentence"), count(len(rep.Events), "event"), count(len(rep.Statements), "statement")), text.Faint), "\n")
}

// section begins a table under a title.
func (t *Table) section(title string) table.Writer {
	t.print("\n", t.paint(title, text.Bold), "\n")
	w := table.NewWriter()
	style := table.StyleDefault
	style.Options = table.OptionsNoBordersAndSeparators
	style.Box.PaddingLeft, style.Box.PaddingRight = "", "  "
	w.SetStyle(style)
	w.SuppressTrailingSpaces()
	return w
}

func (t *Table) render(w table.Writer) { t.print(w.Render(), "\n") }

// events writes one line an event: when, who to whom, what, in which words, how certain.
func (t *Table) events(x *index, title string, events []*event.Event) {
	if len(events) == 0 {
		return
	}
	w := t.section(title)
	for _, ev := range events {
		date := "—"
		if ev.Date != nil {
			date = ev.Date.Value
		}
		what := ev.Type
		if ev.Mode != "" {
			what += " " + ev.Mode
		}
		modality := string(ev.Modality)
		if ev.SameAs != "" {
			modality += ", as " + ev.SameAs
		}
		if ev.Background {
			modality += ", background"
		}
		if names := t.names(x, ev.AttributedTo); names != "" {
			modality += ", per " + names
		}
		w.AppendRow(table.Row{
			t.cell(ev.ID, text.Faint), t.cell(date), t.cell(x.parties(ev.Actors) + " → " + x.parties(ev.Recipients)),
			t.cell(what, quadColors(ev.Quad)...), t.quote(x, from(x.rep, ev)), t.cell(modality, modalityColor(ev.Modality)),
		})
	}
	t.render(w)
}

// names lists the speakers of statements, each once.
func (t *Table) names(x *index, ids []string) string {
	var out []string
	seen := map[string]bool{}
	for _, id := range ids {
		if st := x.statements[id]; st != nil {
			if name := Plain(x.speaker(st)); name != "" && !seen[name] {
				seen[name] = true
				out = append(out, name)
			}
		}
	}
	return strings.Join(out, ", ")
}

func quadColors(quad int) []text.Color {
	switch quad {
	case 1:
		return []text.Color{text.FgGreen}
	case 2:
		return []text.Color{text.FgGreen, text.Bold}
	case 3:
		return []text.Color{text.FgRed}
	case 4:
		return []text.Color{text.FgRed, text.Bold}
	default: // no quad: no colour of its own
		return []text.Color{text.Bold}
	}
}

func modalityColor(m event.Modality) text.Color {
	if m == event.Actual {
		return text.Reset
	}
	return text.FgYellow
}

// from returns the words of an event: from its trigger to the end of its
// sentence, which the reader sees as far as there is room.
func from(rep *event.Report, ev *event.Event) nlp.Range {
	r := hull(ev.Trigger)
	if ev.Sentence >= 0 && ev.Sentence < len(rep.Sentences) {
		r.End = max(r.End, rep.Sentences[ev.Sentence].Span.End)
	}
	return r
}

// parties writes actors as "USA GOV" and the like, joined by "+"; "·" for none.
func (x *index) parties(ids []string) string {
	var out []string
	for _, id := range ids {
		if a := x.actors[id]; a != nil {
			out = append(out, party(a))
		}
	}
	if len(out) == 0 {
		return "·"
	}
	return strings.Join(out, "+")
}

// party writes an actor's code with a space between country and sector.
func party(a *event.Actor) string {
	if rest, ok := strings.CutPrefix(a.Code, a.Country); ok && a.Country != "" && rest != "" {
		return a.Country + " " + rest
	}
	if a.Code == "" {
		return Plain(a.Name)
	}
	return a.Code
}

// quote returns the words of r on one line, cut to the table's width.
func (t *Table) quote(x *index, r nlp.Range) string {
	s := Plain(slice(x.rep.Text, r))
	if text.StringWidthWithoutEscSequences(s) > t.opt.Width {
		s = text.Trim(s, t.opt.Width-2)
		if cut := strings.LastIndexByte(s, ' '); cut > t.opt.Width/2 {
			s = s[:cut]
		}
		s = strings.TrimRight(s, " ,;:") + " …"
	}
	return "“" + strings.Trim(s, `"“”`) + "”"
}

// Plain returns s on one line without control and direction characters, which
// an article could use to write to the terminal.
func Plain(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r' || r == '\u00a0':
			return ' '
		case r < ' ' || (r >= 0x7f && r < 0xa0), r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069', r == '\u200e' || r == '\u200f' || r == '\ufeff':
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
