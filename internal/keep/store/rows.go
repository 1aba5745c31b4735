package store

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
	"casus.dev/casus/ontology"
)

// maxEvidence is the most that mode spans keeps of a passage.
const maxEvidence = 300 // characters

// rowWriter writes the rows of one report.
type rowWriter struct {
	*writer
	r       *event.Report
	id      int64
	actors  map[string]*event.Actor
	cluster map[string]int64 // by event id
	parts   []string         // of the item at hand, see item.parts
}

func newRowWriter(w *writer, r *event.Report, id int64) *rowWriter {
	rows := &rowWriter{writer: w, r: r, id: id, actors: map[string]*event.Actor{}, cluster: map[string]int64{}}
	for i := range r.Actors {
		rows.actors[r.Actors[i].ID] = &r.Actors[i]
	}
	return rows
}

func (w *rowWriter) all() error {
	for i := range w.r.Events {
		if err := w.event(&w.r.Events[i]); err != nil {
			return err
		}
	}
	for i := range w.r.Statements {
		if err := w.statement(&w.r.Statements[i]); err != nil {
			return err
		}
	}
	return w.ledger()
}

// evidence returns the passage that holds the ranges: their sentence, cut to
// 300 characters around them.
func (w *rowWriter) evidence(ranges ...nlp.Range) string {
	if w.mode == ModeNone || len(ranges) == 0 || w.r.Text == "" {
		return ""
	}
	lo, hi := ranges[0].Start, ranges[0].End
	for _, r := range ranges {
		lo, hi = min(lo, r.Start), max(hi, r.End)
	}
	for _, s := range w.r.Sentences {
		if s.Span.Overlaps(nlp.Range{Start: lo, End: hi}) {
			if s.Span.Start < lo && utf8.RuneCountInString(w.r.Text[s.Span.Start:hi]) <= maxEvidence {
				lo = s.Span.Start
			}
			if s.Span.End > hi && utf8.RuneCountInString(w.r.Text[lo:s.Span.End]) <= maxEvidence {
				hi = s.Span.End
			}
		}
	}
	text := strings.Join(strings.Fields(w.r.Text[lo:hi]), " ")
	if n := utf8.RuneCountInString(text); n > maxEvidence {
		cut := 0
		for i := range text {
			if cut == maxEvidence-1 {
				text = text[:i] + "…"
				break
			}
			cut++
		}
	}
	return text
}

// party is the country of an actor, or the code of a body that has none; ""
// for those of whom only the sector is known ("officials").
func party(a *event.Actor) string {
	switch {
	case a == nil, a.Country == "" && slices.Contains(ontology.Sectors(), a.Code):
		return ""
	case a.Country != "":
		return a.Country
	}
	return a.Code
}

// cast writes who takes part in an item. The number of the cast is given out
// here, in the order of items, so that it does not hang on what shares a
// transaction.
func (w *rowWriter) cast(kind string, item int64, day string, actors, recipients []string) error {
	w.parts = nil
	if err := w.roles(kind, item, "A", day, actors); err != nil {
		return err
	}
	if err := w.roles(kind, item, "R", day, recipients); err != nil {
		return err
	}
	_, err := w.castOf(w.parts)
	return err
}

// roles writes who takes part in an item on one side.
func (w *rowWriter) roles(kind string, item int64, side, day string, ids []string) error {
	n := 0
	for _, id := range ids {
		a := w.actors[id]
		if a == nil {
			continue
		}
		code, err := w.code(party(a), a.Code)
		if err != nil {
			return err
		}
		w.parts = append(w.parts, side+strconv.FormatInt(code, 10))
		if _, err := w.exec(`INSERT INTO roles VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, item, kind, side, n, party(a), a.Code, a.Name, day); err != nil {
			return err
		}
		n++
	}
	return nil
}

// dayOf returns the first day of an event, or the day of publication.
func (w *rowWriter) dayOf(e *event.Event) (day, value, basis string) {
	day, basis = w.r.Published, "published"
	if e.Date != nil {
		if first, ok := firstDay(e.Date.Value); ok {
			return first, e.Date.Value, e.Date.Basis
		}
	}
	return day, "", basis
}

func (w *rowWriter) event(e *event.Event) error {
	day, value, basis := w.dayOf(e)
	var place, country string
	for i := range w.r.Places {
		if w.r.Places[i].ID == e.Place {
			place, country = w.r.Places[i].Name, w.r.Places[i].Country
		}
	}
	cluster, err := w.clusterOf(e, day, place)
	if err != nil {
		return err
	}
	shape, err := w.eventShape(e)
	if err != nil {
		return err
	}
	spot, err := w.spot(place, country)
	if err != nil {
		return err
	}
	text := w.evidence(e.Trigger...)
	id, err := w.insert(`INSERT INTO events (document, eid, type, mode, contexts, cameo, quad, goldstein, modality, day, date, basis, place, country, attributed, same_as, background, confidence, evidence, cluster, status, shape, spot)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		w.id, e.ID, e.Type, e.Mode, strings.Join(e.Contexts, " "), e.CAMEO, e.Quad, e.Goldstein, string(e.Modality), day, value, basis, place, country,
		len(e.AttributedTo), e.SameAs, e.Background, e.Confidence, text, cluster, statusOf(e), shape, spot)
	if err != nil {
		return err
	}
	if err := w.cast("e", id, day, e.Actors, e.Recipients); err != nil {
		return err
	}
	if text != "" {
		if _, err := w.exec(`INSERT INTO words (rowid, evidence) VALUES (?, ?)`, 2*id, text); err != nil {
			return err
		}
	}
	if !Counts(e) || statusOf(e) == "rejected" {
		return nil
	}
	return w.dyads(e, day, 1)
}

// eventShape returns the number of what an event shares with many.
func (w *writer) eventShape(e *event.Event) (int64, error) {
	var g any // NULL
	if e.Goldstein != nil {
		g = *e.Goldstein
	}
	return w.shape("e", e.Type, e.Mode, strings.Join(e.Contexts, " "), e.CAMEO, e.Quad, g, string(e.Modality), e.Background, e.SameAs != "", statusOf(e), "", "")
}

// statementShape returns the number of what a statement shares with many.
func (w *writer) statementShape(s *event.Statement) (int64, error) {
	return w.shape("s", "", "", "", "", 0, nil, "", false, false, w.statementStatus(s), string(s.Stance), string(s.Kind))
}

// Counts reports whether an event is counted: told as done, in its first
// mention, as news of the day, and found by the rules.
func Counts(e *event.Event) bool {
	return e.Method == "" && e.Modality == event.Actual && e.SameAs == "" && !e.Background
}

// dyads adds n times the event to the roll-up of every pair of its parties.
func (w *rowWriter) dyads(e *event.Event, day string, n int) error {
	tenths := 0
	if e.Goldstein != nil {
		tenths = int(math.Round(10 * *e.Goldstein))
	}
	as, rs := w.parties(e.Actors), w.parties(e.Recipients)
	for _, a := range as {
		for _, r := range rs {
			if _, err := w.exec(`INSERT INTO dyads VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET mentions = mentions + excluded.mentions, goldstein = goldstein + excluded.goldstein`,
				day, a, r, e.Type, e.Quad, n, n*tenths); err != nil {
				return err
			}
		}
	}
	return nil
}

// parties returns the different parties of actors, "" if there is none.
func (w *rowWriter) parties(ids []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, id := range ids {
		if p := party(w.actors[id]); p != "" && !seen[p] {
			seen[p] = true
			out = append(out, p)
		}
	}
	if len(out) == 0 {
		return []string{""}
	}
	return out
}

func (w *rowWriter) statement(s *event.Statement) error {
	day := w.r.Published
	for i := range w.r.Times {
		if w.r.Times[i].ID == s.Time && s.Time != "" {
			if first, ok := firstDay(w.r.Times[i].Value); ok {
				day = first
			}
		}
	}
	shape, err := w.statementShape(s)
	if err != nil {
		return err
	}
	text := w.evidence(append(append([]nlp.Range(nil), s.Cue...), s.Content...)...)
	id, err := w.insert(`INSERT INTO statements (document, sid, kind, class, stance, about, day, confidence, evidence, status, shape) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		w.id, s.ID, string(s.Kind), string(s.Class), string(s.Stance), s.About, day, s.Confidence, text, w.statementStatus(s), shape)
	if err != nil {
		return err
	}
	if err := w.cast("s", id, day, []string{s.Speaker.Actor}, []string{s.Addressee}); err != nil {
		return err
	}
	if text != "" {
		_, err = w.exec(`INSERT INTO words (rowid, evidence) VALUES (?, ?)`, 2*id+1, text)
	}
	return err
}

func (w *rowWriter) ledger() error {
	put := func(kind, actor string, body any, ranges ...nlp.Range) error {
		raw, err := json.Marshal(body)
		if err != nil {
			return err
		}
		name := ""
		if a := w.actors[actor]; a != nil {
			name = a.Name
		}
		text := w.evidence(ranges...)
		id, err := w.insert(`INSERT INTO ledger (document, kind, actor, party, day, evidence, body) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			w.id, kind, name, party(w.actors[actor]), w.r.Published, text, string(raw))
		if err == nil && text != "" {
			_, err = w.exec(`INSERT INTO ledger_words (rowid, evidence) VALUES (?, ?)`, id, text)
		}
		return err
	}
	for _, t := range w.r.Threats {
		if err := put("threat", t.Speaker, t, append(append([]nlp.Range(nil), t.Condition...), t.Consequence...)...); err != nil {
			return err
		}
	}
	for _, c := range w.r.Claims {
		if err := put("claim", c.Asserter, c, c.Span); err != nil {
			return err
		}
	}
	for _, p := range w.r.Positions {
		if err := put("position", p.Actor, p, p.Evidence...); err != nil {
			return err
		}
	}
	for _, s := range w.r.Shifts {
		if err := put("shift", s.Actor, s, s.Evidence...); err != nil {
			return err
		}
	}
	return nil
}
