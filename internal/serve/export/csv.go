package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// CSV writes one row an event (RFC 4180, header first, UTF-8 without mark).
// Lists are joined by ";". Columns are described in docs/formats/csv.md.
type CSV struct {
	w      *csv.Writer
	header bool
}

// NewCSV returns a CSV writer.
func NewCSV(w io.Writer) *CSV { return &CSV{w: csv.NewWriter(w)} }

// columns returns the header; the order is that of row.
func columns() []string {
	return []string{
		"document", "ref", "url", "publisher", "published",
		"event", "type", "mode", "contexts", "cameo", "quad", "goldstein", "modality",
		"actor", "actor_name", "recipient", "recipient_name",
		"date", "date_grain", "date_basis",
		"place", "country", "admin1", "lat", "lon",
		"attributed_to", "speaker", "same_as", "confidence",
		"trigger", "trigger_start", "trigger_end", "sentence",
	}
}

// Write writes the events of one record.
func (c *CSV) Write(rep *event.Report) error {
	if err := c.open(); err != nil {
		return err
	}
	x := newIndex(rep)
	for i := range rep.Events {
		if err := c.w.Write(x.row(&rep.Events[i])); err != nil {
			return fmt.Errorf("export: csv: %w", err)
		}
	}
	c.w.Flush()
	if err := c.w.Error(); err != nil {
		return fmt.Errorf("export: csv: %w", err)
	}
	return nil
}

// Close writes the header if there was no record.
func (c *CSV) Close() error {
	if err := c.open(); err != nil {
		return err
	}
	c.w.Flush()
	if err := c.w.Error(); err != nil {
		return fmt.Errorf("export: csv: %w", err)
	}
	return nil
}

func (c *CSV) open() error {
	if c.header {
		return nil
	}
	c.header = true
	if err := c.w.Write(columns()); err != nil {
		return fmt.Errorf("export: csv: %w", err)
	}
	return nil
}

// index finds the parts of a record by their ids.
type index struct {
	rep        *event.Report
	actors     map[string]*event.Actor
	places     map[string]*event.Place
	statements map[string]*event.Statement
	events     map[string]*event.Event
	equipment  map[string]*event.Equipment
}

func newIndex(rep *event.Report) *index {
	x := &index{rep, map[string]*event.Actor{}, map[string]*event.Place{}, map[string]*event.Statement{}, map[string]*event.Event{}, map[string]*event.Equipment{}}
	for i := range rep.Actors {
		x.actors[rep.Actors[i].ID] = &rep.Actors[i]
	}
	for i := range rep.Places {
		x.places[rep.Places[i].ID] = &rep.Places[i]
	}
	for i := range rep.Statements {
		x.statements[rep.Statements[i].ID] = &rep.Statements[i]
	}
	for i := range rep.Events {
		x.events[rep.Events[i].ID] = &rep.Events[i]
	}
	for i := range rep.Equipment {
		x.equipment[rep.Equipment[i].ID] = &rep.Equipment[i]
	}
	return x
}

func (x *index) row(ev *event.Event) []string {
	rep := x.rep
	row := []string{
		rep.ID, rep.Ref, rep.URL, rep.Publisher, rep.Published,
		ev.ID, ev.Type, ev.Mode, strings.Join(ev.Contexts, ";"), ev.CAMEO, strconv.Itoa(ev.Quad), number(ev.Goldstein), string(ev.Modality),
		x.each(ev.Actors, actorCode), x.each(ev.Actors, actorName), x.each(ev.Recipients, actorCode), x.each(ev.Recipients, actorName),
	}
	if ev.Date != nil {
		row = append(row, ev.Date.Value, string(ev.Date.Grain), ev.Date.Basis)
	} else {
		row = append(row, "", "", "")
	}
	if pl := x.places[ev.Place]; pl != nil {
		row = append(row, pl.Name, pl.Country, pl.Admin1, number(pl.Lat), number(pl.Lon))
	} else {
		row = append(row, "", "", "", "", "")
	}
	var speakers []string
	for _, id := range ev.AttributedTo {
		if st := x.statements[id]; st != nil {
			speakers = append(speakers, x.speaker(st))
		}
	}
	at := hull(ev.Trigger)
	return append(
		row,
		strings.Join(ev.AttributedTo, ";"), strings.Join(speakers, ";"), ev.SameAs, strconv.FormatFloat(ev.Confidence, 'f', 3, 64),
		slice(rep.Text, at), strconv.Itoa(at.Start), strconv.Itoa(at.End), strconv.Itoa(ev.Sentence),
	)
}

func actorCode(a *event.Actor) string { return a.Code }
func actorName(a *event.Actor) string { return a.Name }

// each joins what of says of every actor.
func (x *index) each(ids []string, of func(*event.Actor) string) string {
	out := make([]string, 0, len(ids))
	for _, id := range ids {
		if a := x.actors[id]; a != nil {
			out = append(out, of(a))
		}
	}
	return strings.Join(out, ";")
}

// speaker returns the name of who makes st, as resolved or else as written.
func (x *index) speaker(st *event.Statement) string {
	if a := x.actors[st.Speaker.Actor]; a != nil {
		return a.Name
	}
	if len(st.Speaker.Spans) > 0 {
		return slice(x.rep.Text, st.Speaker.Spans[0])
	}
	return ""
}

// hull returns the smallest range around all of rs.
func hull(rs []nlp.Range) nlp.Range {
	if len(rs) == 0 {
		return nlp.Range{}
	}
	h := rs[0]
	for _, r := range rs[1:] {
		h.Start, h.End = min(h.Start, r.Start), max(h.End, r.End)
	}
	return h
}

// slice returns the bytes of r, as far as text has them.
func slice(text string, r nlp.Range) string {
	start := min(max(r.Start, 0), len(text))
	return text[start:min(max(r.End, start), len(text))]
}

// number writes a number that may be unknown.
func number(f *float64) string {
	if f == nil {
		return ""
	}
	return strconv.FormatFloat(*f, 'f', -1, 64)
}
