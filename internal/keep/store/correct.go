package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/ontology"
)

// Correction is what a person has set right in one item of a document. It is
// kept beside the machine's output and put on again whenever the document is
// coded anew, as long as the item with the same words is found.
type Correction struct {
	Doc    string `json:"doc"`
	Kind   string `json:"kind"`   // event | statement
	Target string `json:"target"` // see TargetOf and TargetOfStatement
	Field  string `json:"field"`  // reject | type | mode | modality | stance
	Value  string `json:"value"`
	Author string `json:"author"`
	Note   string `json:"note,omitempty"`
	Made   string `json:"made"` // ISO 8601
}

// TargetOf names an event by its words: its trigger's bytes.
func TargetOf(e *event.Event) string {
	var b strings.Builder
	for _, r := range e.Trigger {
		fmt.Fprintf(&b, "[%d,%d]", r.Start, r.End)
	}
	if e.Raw != nil {
		return b.String() + " " + e.Raw.Type
	}
	return b.String() + " " + e.Type
}

// TargetOfStatement names a statement by its words: its cue's and content's bytes.
func TargetOfStatement(s *event.Statement) string {
	return fmt.Sprintf("%v %v", s.Cue, s.Content)
}

// ErrValue is returned for a correction to what no event or statement can be.
var ErrValue = errors.New("store: correct: no such value")

// possible reports whether a field can have a value. Whether a mode belongs to
// the event's type is asked where the event is known.
func possible(kind, field, value string) bool {
	switch field {
	case "type":
		_, ok := ontology.TypeOf(value)
		return ok
	case "modality":
		return slices.Contains([]event.Modality{event.Actual, event.Planned, event.Conditional, event.Possible, event.Demanded, event.Denied, event.Negated}, event.Modality(value))
	case "stance":
		return slices.Contains([]event.Stance{event.Support, event.Oppose, event.Cautious, event.Neutral, event.Declines}, event.Stance(value))
	case "mode":
		return slices.ContainsFunc(ontology.Types(), func(t ontology.Type) bool { return value == "" || ontology.HasMode(t.Name, value) })
	}
	return kind != "" // reject has no value
}

var correctable = map[string][]string{"event": {"reject", "type", "mode", "modality"}, "statement": {"reject", "stance"}}

// Correct adds a correction and puts it on the stored document at once. It
// returns ErrValue for a type, mode, modality or stance that there is not.
func (s *Store) Correct(ctx context.Context, c Correction) error {
	if !slices.Contains(correctable[c.Kind], c.Field) {
		return fmt.Errorf("store: correct: %s of %s cannot be corrected", c.Field, c.Kind)
	}
	if !possible(c.Kind, c.Field, c.Value) {
		return fmt.Errorf("%w: %s %q", ErrValue, c.Field, c.Value)
	}
	return s.write(ctx, func(w *writer) error {
		var id int64
		ok, err := w.one(`SELECT id FROM documents WHERE doc = ?`, []any{c.Doc}, &id)
		if err != nil {
			return fmt.Errorf("store: correct: %w", err)
		}
		if !ok {
			return fmt.Errorf("%w: document %q", ErrNotFound, c.Doc)
		}
		if _, err := w.exec(`INSERT INTO corrections (doc, kind, target, field, value, author, note, made) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
			c.Doc, c.Kind, c.Target, c.Field, c.Value, c.Author, c.Note, c.Made); err != nil {
			return fmt.Errorf("store: correct: %w", err)
		}
		return w.rework(id)
	})
}

// rework updates the rows of a document from its corrections without its text.
func (w *writer) rework(id int64) error {
	var blob []byte
	if _, err := w.one(`SELECT record FROM documents WHERE id = ?`, []any{id}, &blob); err != nil {
		return err
	}
	if blob == nil {
		return errors.New("store: correct: mode none keeps no record to correct")
	}
	r, err := w.codec.unpack(blob)
	if err != nil {
		return err
	}
	w.touch(id)
	if err := w.uncount(id); err != nil {
		return err
	}
	if err := w.correct(r); err != nil {
		return err
	}
	rows := newRowWriter(w, r, id)
	for i := range r.Events {
		e := &r.Events[i]
		day, _, _ := rows.dayOf(e)
		shape, err := w.eventShape(e)
		if err != nil {
			return err
		}
		if _, err := w.exec(`UPDATE events SET type = ?, mode = ?, cameo = ?, goldstein = ?, quad = ?, modality = ?, status = ?, shape = ? WHERE document = ? AND eid = ?`, e.Type, e.Mode, e.CAMEO, e.Goldstein, e.Quad, string(e.Modality), statusOf(e), shape, id, e.ID); err != nil {
			return err
		}
		if Counts(e) && statusOf(e) != "rejected" {
			if err := rows.dyads(e, day, 1); err != nil {
				return err
			}
		}
	}
	for i := range r.Statements {
		st := &r.Statements[i]
		shape, err := w.statementShape(st)
		if err != nil {
			return err
		}
		if _, err := w.exec(`UPDATE statements SET stance = ?, status = ?, shape = ? WHERE document = ? AND sid = ?`, string(st.Stance), w.statementStatus(st), shape, id, st.ID); err != nil {
			return err
		}
	}
	packed, err := w.codec.pack(r, w.mode)
	if err != nil {
		return err
	}
	_, err = w.exec(`UPDATE documents SET record = ? WHERE id = ?`, packed, id)
	return err
}

// rejectedWhy opens the Why of an event that a person has rejected.
const (
	rejectedWhy  = "rejected by "
	correctedWhy = "corrected by "
)

func statusOf(e *event.Event) string {
	switch {
	case e.Method != "" && !strings.HasPrefix(e.Why, rejectedWhy):
		return "proposed"
	case strings.HasPrefix(e.Why, rejectedWhy):
		return "rejected"
	case strings.HasPrefix(e.Why, correctedWhy):
		return "corrected"
	}
	return "machine"
}

// statementStatus is rejected for a statement that a person has rejected, of
// the report that correct has last been called with.
func (w *writer) statementStatus(s *event.Statement) string {
	if w.rejected[TargetOfStatement(s)] {
		return "rejected"
	}
	return "machine"
}

// correct puts the corrections of r's document on r, in the order in which
// they were made. Statements that are rejected stay in r; their rows say so.
func (w *writer) correct(r *event.Report) error {
	w.rejected = map[string]bool{}
	st, err := w.stmt(`SELECT kind, target, field, value, author FROM corrections WHERE doc = ? ORDER BY id`)
	if err != nil {
		return err
	}
	rows, err := st.QueryContext(w.ctx, r.ID)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var c Correction
		if err := rows.Scan(&c.Kind, &c.Target, &c.Field, &c.Value, &c.Author); err != nil {
			return err
		}
		if c.Kind == "statement" && c.Field == "reject" {
			w.rejected[c.Target] = true
		}
		apply(r, c)
	}
	return rows.Err()
}

func apply(r *event.Report, c Correction) {
	if c.Kind == "statement" {
		for i := range r.Statements {
			if TargetOfStatement(&r.Statements[i]) == c.Target && c.Field == "stance" {
				r.Statements[i].Stance = event.Stance(c.Value)
			}
		}
		return
	}
	for i := range r.Events {
		e := &r.Events[i]
		if TargetOf(e) != c.Target {
			continue
		}
		if e.Raw == nil {
			e.Raw = &event.RawType{Type: e.Type, Mode: e.Mode, Modality: e.Modality}
		}
		why := correctedWhy
		switch c.Field {
		case "reject":
			why = rejectedWhy
		case "type":
			e.Type, e.Quad, e.CAMEO, e.Goldstein = c.Value, ontology.Quad(c.Value), "", nil
		case "mode":
			e.Mode = c.Value
		case "modality":
			e.Modality = event.Modality(c.Value)
		default: // Correct refuses other fields
		}
		if statusOf(e) == "machine" {
			e.Why = why + c.Author + ": " + e.Why
		}
	}
}
