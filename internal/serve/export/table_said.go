package export

import (
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"casus.dev/casus/event"
)

// statements writes who said what, with stance.
func (t *Table) statements(x *index) {
	if len(x.rep.Statements) == 0 {
		return
	}
	w := t.section("Statements")
	for i := range x.rep.Statements {
		st := &x.rep.Statements[i]
		who := x.speaker(st)
		if a := x.actors[st.Speaker.Actor]; a != nil {
			who += " (" + party(a) + ")"
		}
		stance := string(st.Stance)
		if st.About != "" {
			stance = strings.TrimSpace(stance + " on " + x.label(st.About))
		}
		words := st.Content
		if len(words) == 0 {
			words = st.Cue
		}
		w.AppendRow(table.Row{
			t.cell(st.ID, text.Faint), t.cell(who), t.cell(slice(x.rep.Text, hull(st.Cue))), t.quote(x, hull(words)), t.cell(stance, stanceColor(st.Stance)),
		})
	}
	t.render(w)
}

// label names the thing with an id so that a reader knows it.
func (x *index) label(id string) string {
	switch {
	case x.events[id] != nil:
		return id + " " + x.events[id].Type
	case x.actors[id] != nil:
		return Plain(x.actors[id].Name)
	case x.equipment[id] != nil:
		return Plain(x.equipment[id].Name)
	default: // a statement, or an issue in words
		return Plain(id)
	}
}

func stanceColor(s event.Stance) text.Color {
	switch s {
	case event.Support:
		return text.FgGreen
	case event.Oppose:
		return text.FgRed
	case event.Cautious, event.Declines:
		return text.FgYellow
	default: // neutral or none
		return text.Reset
	}
}

// stanceMark is the sign of a stance in the matrix.
func stanceMark(s event.Stance) string {
	switch s {
	case event.Support:
		return "+"
	case event.Oppose:
		return "−"
	case event.Cautious:
		return "~"
	case event.Declines:
		return "∅"
	default: // neutral or none
		return "·"
	}
}

// minReactions is the number of actors who react to something from which on a
// matrix says more than the list above it.
const minReactions = 2

// reactions writes the matrix of who took which stance on what: a row an
// actor, a column an event or issue that at least two actors react to, both in
// order of first appearance.
func (t *Table) reactions(x *index) {
	cells := map[[2]string]string{}
	var rows, cols []string
	reactors := map[string][]string{}
	for i := range x.rep.Statements {
		st := &x.rep.Statements[i]
		if st.About == "" || st.Stance == "" {
			continue
		}
		who := x.speaker(st)
		if a := x.actors[st.Speaker.Actor]; a != nil {
			who += " (" + party(a) + ")"
		}
		cols = addOnce(cols, st.About)
		reactors[st.About] = addOnce(reactors[st.About], who)
		key := [2]string{who, st.About}
		if mark := stanceMark(st.Stance); !strings.Contains(cells[key], mark) {
			cells[key] += t.paint(mark, stanceColor(st.Stance))
		}
	}
	cols = slices.DeleteFunc(cols, func(c string) bool { return len(reactors[c]) < minReactions })
	for _, c := range cols {
		for _, who := range reactors[c] {
			rows = addOnce(rows, who)
		}
	}
	if len(cols) == 0 {
		return
	}
	w := t.section("Reactions")
	head := table.Row{""}
	for _, c := range cols {
		head = append(head, t.cell(x.label(c)))
	}
	w.AppendRow(head)
	for _, r := range rows {
		row := table.Row{t.cell(r)}
		for _, c := range cols {
			row = append(row, cells[[2]string{r, c}])
		}
		w.AppendRow(row)
	}
	t.render(w)
	t.print(t.paint("+ supports   − opposes   ~ is cautious   · is neutral   ∅ declines to say", text.Faint), "\n")
}

// addOnce appends s to list unless it is there.
func addOnce(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// threats writes who threatens whom with what, on which condition.
func (t *Table) threats(x *index) {
	if len(x.rep.Threats) == 0 {
		return
	}
	w := t.section("Threatened")
	for _, th := range x.rep.Threats {
		condition := ""
		if len(th.Condition) > 0 {
			condition = "if " + t.quote(x, hull(th.Condition))
		}
		consequence := ""
		if len(th.Consequence) > 0 {
			consequence = t.quote(x, hull(th.Consequence))
		}
		w.AppendRow(table.Row{
			t.cell(th.Statement, text.Faint), t.cell(x.parties([]string{th.Speaker}) + " → " + x.parties([]string{th.Addressee})), consequence, condition,
		})
	}
	t.render(w)
}

// claims writes the figures that somebody gives.
func (t *Table) claims(x *index) {
	if len(x.rep.Claims) == 0 {
		return
	}
	w := t.section("Claimed")
	for _, c := range x.rep.Claims {
		by, about := "", ""
		if a := x.actors[c.Asserter]; a != nil {
			by = "says " + Plain(a.Name)
		}
		if a := x.actors[c.About]; a != nil {
			about = "of " + Plain(a.Name)
		}
		if p := x.places[c.Place]; p != nil {
			about = strings.TrimSpace(about + " in " + Plain(p.Name))
		}
		w.AppendRow(table.Row{interval(c), t.cell(c.Unit), t.cell(about), t.quote(x, c.Span), t.cell(by)})
	}
	t.render(w)
}

// interval writes the bounds of a claim: "40", "≤ 12000", "≥ 40", "40–60".
func interval(c event.Claim) string {
	low, high := number(c.Low), number(c.High)
	switch {
	case low == high:
		return low
	case low == "":
		return "≤ " + high
	case high == "":
		return "≥ " + low
	default:
		return low + "–" + high
	}
}

// shifts writes who changed from what to what, and where each stands.
func (t *Table) shifts(x *index) {
	if len(x.rep.Shifts) == 0 {
		return
	}
	w := t.section("Changed")
	for _, s := range x.rep.Shifts {
		words := ""
		if n := len(s.Evidence); n > 0 {
			words = t.quote(x, s.Evidence[n-1])
		}
		w.AppendRow(table.Row{t.cell(x.parties([]string{s.Actor})), t.cell(x.label(s.Issue)), t.cell(s.From + " → " + s.To), words, count(len(s.Evidence), "place")})
	}
	t.render(w)
}
