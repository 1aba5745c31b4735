package store

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"strconv"
	"strings"

	"casus.dev/casus/internal/query"
)

// EventRow is an event as queries give it.
type EventRow struct {
	ID         int64    `json:"id"`
	Doc        string   `json:"doc"`
	Event      string   `json:"event"` // id of the event in its document
	Day        string   `json:"day"`   // first day, or the day of publication
	Date       string   `json:"date,omitempty"`
	Basis      string   `json:"basis"`
	Type       string   `json:"type"`
	Mode       string   `json:"mode,omitempty"`
	Contexts   []string `json:"contexts,omitempty"`
	CAMEO      string   `json:"cameo,omitempty"`
	Quad       int      `json:"quad"`
	Goldstein  *float64 `json:"goldstein,omitempty"`
	Modality   string   `json:"modality"`
	Actors     []Party  `json:"actors"`
	Recipients []Party  `json:"recipients"`
	Place      string   `json:"place,omitempty"`
	Country    string   `json:"country,omitempty"`
	Attributed bool     `json:"attributed"`
	SameAs     string   `json:"same_as,omitempty"`
	Background bool     `json:"background,omitempty"`
	Confidence float64  `json:"confidence"`
	Evidence   string   `json:"evidence,omitempty"`
	Cluster    int64    `json:"cluster,omitempty"`
	Status     string   `json:"status"`
	URL        string   `json:"url,omitempty"`
	Publisher  string   `json:"publisher,omitempty"`
	Published  string   `json:"published,omitempty"`
	Group      int64    `json:"group"`
}

// Party is who takes part in an event or a statement.
type Party struct {
	Party string `json:"party"` // country, or code of a body without one
	Code  string `json:"code"`
	Name  string `json:"name"`
}

// StatementRow is a statement as queries give it.
type StatementRow struct {
	ID         int64   `json:"id"`
	Doc        string  `json:"doc"`
	Statement  string  `json:"statement"`
	Day        string  `json:"day"`
	Speaker    *Party  `json:"speaker,omitempty"`
	Addressee  *Party  `json:"addressee,omitempty"`
	Kind       string  `json:"kind"`
	Class      string  `json:"class,omitempty"`
	Stance     string  `json:"stance,omitempty"`
	About      string  `json:"about,omitempty"`
	Confidence float64 `json:"confidence"`
	Evidence   string  `json:"evidence,omitempty"`
	URL        string  `json:"url,omitempty"`
	Publisher  string  `json:"publisher,omitempty"`
	Published  string  `json:"published,omitempty"`
}

// Events yields the events of a query, the latest first, at most limit (0: all).
func (s *Store) Events(ctx context.Context, q query.Query, limit int) iter.Seq2[EventRow, error] {
	b, err := s.plan(ctx, "e", q)
	text := `SELECT x.id, d.doc, x.eid, x.day, x.date, x.basis, x.type, x.mode, x.contexts, x.cameo, x.quad, x.goldstein, x.modality, x.place, x.country,
		x.attributed > 0, x.same_as, x.background, x.confidence, x.evidence, COALESCE(x.cluster, 0), x.status, d.url, d.publisher, d.published, d.grp` +
		b.from("events", true) + ` AND x.status <> 'rejected'` + b.sql() + b.latest() + limited(limit)
	return func(yield func(EventRow, error) bool) {
		if err != nil {
			yield(EventRow{}, err)
			return
		}
		err := s.each(ctx, b, text, func(rows *sql.Rows) (bool, error) {
			var r EventRow
			var contexts string
			if err := rows.Scan(&r.ID, &r.Doc, &r.Event, &r.Day, &r.Date, &r.Basis, &r.Type, &r.Mode, &contexts, &r.CAMEO, &r.Quad, &r.Goldstein, &r.Modality, &r.Place, &r.Country,
				&r.Attributed, &r.SameAs, &r.Background, &r.Confidence, &r.Evidence, &r.Cluster, &r.Status, &r.URL, &r.Publisher, &r.Published, &r.Group); err != nil {
				return false, err
			}
			r.Contexts = strings.Fields(contexts)
			var err error
			if r.Actors, r.Recipients, err = s.parties(ctx, "e", r.ID); err != nil {
				return false, err
			}
			return yield(r, nil), nil
		})
		if err != nil {
			yield(EventRow{}, err)
		}
	}
}

// Statements yields the statements of a query, the latest first.
func (s *Store) Statements(ctx context.Context, q query.Query, limit int) iter.Seq2[StatementRow, error] {
	b, err := s.plan(ctx, "s", q)
	if err != nil {
		return func(yield func(StatementRow, error) bool) { yield(StatementRow{}, err) }
	}
	return s.statements(ctx, b, b.latest(), limit)
}

func (s *Store) statements(ctx context.Context, b builder, order string, limit int) iter.Seq2[StatementRow, error] {
	text := `SELECT x.id, d.doc, x.sid, x.day, x.kind, x.class, x.stance, x.about, x.confidence, x.evidence, d.url, d.publisher, d.published` +
		b.from("statements", true) + ` AND x.status <> 'rejected'` + b.sql() + order + limited(limit)
	return func(yield func(StatementRow, error) bool) {
		err := s.each(ctx, b, text, func(rows *sql.Rows) (bool, error) {
			var r StatementRow
			if err := rows.Scan(&r.ID, &r.Doc, &r.Statement, &r.Day, &r.Kind, &r.Class, &r.Stance, &r.About, &r.Confidence, &r.Evidence, &r.URL, &r.Publisher, &r.Published); err != nil {
				return false, err
			}
			who, whom, err := s.parties(ctx, "s", r.ID)
			if err != nil {
				return false, err
			}
			if len(who) > 0 {
				r.Speaker = &who[0]
			}
			if len(whom) > 0 {
				r.Addressee = &whom[0]
			}
			return yield(r, nil), nil
		})
		if err != nil {
			yield(StatementRow{}, err)
		}
	}
}

func (b *builder) sql() string {
	if len(b.where) == 0 {
		return ""
	}
	return " AND " + strings.Join(b.where, " AND ")
}

func limited(n int) string {
	if n <= 0 {
		return ""
	}
	return " LIMIT " + strconv.Itoa(n)
}

// each runs a query and gives its rows to f until f returns false.
func (s *Store) each(ctx context.Context, b builder, text string, f func(*sql.Rows) (bool, error)) error {
	if b.err != nil {
		return b.err
	}
	rows, err := s.db.QueryContext(ctx, text, b.args...)
	if err != nil {
		return fmt.Errorf("store: query: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		more, err := f(rows)
		if err != nil {
			return fmt.Errorf("store: query: %w", err)
		}
		if !more {
			return nil
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("store: query: %w", err)
	}
	return nil
}

// parties returns who takes part in an item.
func (s *Store) parties(ctx context.Context, kind string, id int64) (actors, recipients []Party, err error) {
	actors, recipients = []Party{}, []Party{}
	rows, err := s.db.QueryContext(ctx, `SELECT side, party, code, name FROM roles WHERE kind = ? AND item = ? ORDER BY side, n`, kind, id)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var side string
		var p Party
		if err := rows.Scan(&side, &p.Party, &p.Code, &p.Name); err != nil {
			return nil, nil, err
		}
		if side == "A" {
			actors = append(actors, p)
		} else {
			recipients = append(recipients, p)
		}
	}
	return actors, recipients, rows.Err()
}

// Reactions returns the statements about an event, or about another report of
// the same act, by stance, speaker and day. It returns ErrNotFound if there is
// no such event.
func (s *Store) Reactions(ctx context.Context, id int64) ([]StatementRow, error) {
	var n int
	if err := s.db.QueryRowContext(ctx, `SELECT COUNT(*) FROM events WHERE id = ?`, id).Scan(&n); err != nil {
		return nil, fmt.Errorf("store: query: %w", err)
	}
	if n == 0 {
		return nil, fmt.Errorf("%w: event %d", ErrNotFound, id)
	}
	b := builder{kind: "s"}
	// From the reports of the act to what their articles say of it.
	b.add(`x.id IN (SELECT s.id FROM events e JOIN statements s ON s.document = e.document AND s.about IN (e.eid, NULLIF(e.same_as, ''))
		WHERE e.id IN (SELECT ?1 UNION SELECT id FROM events WHERE cluster = (SELECT cluster FROM events WHERE id = ?1)))`, id)
	var out []StatementRow
	for r, err := range s.statements(ctx, b, " ORDER BY x.stance, x.day, x.id", 0) {
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
}
