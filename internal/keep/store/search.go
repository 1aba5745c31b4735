package store

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

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
	b, err := s.page(ctx, "e", q, limit)
	text := `SELECT x.id, d.doc, x.eid, x.day, x.date, x.basis, x.type, x.mode, x.contexts, x.cameo, x.quad, x.goldstein, x.modality, x.place, x.country,
		x.attributed > 0, x.same_as, x.background, x.confidence, x.evidence, COALESCE(x.cluster, 0), x.status, d.url, d.publisher, d.published, d.grp` +
		b.from("events") + ` AND x.status <> 'rejected'` + b.sql() + b.latest() + limited(limit)
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
	b, err := s.page(ctx, "s", q, limit)
	if err != nil {
		return func(yield func(StatementRow, error) bool) { yield(StatementRow{}, err) }
	}
	return s.statements(ctx, b, b.latest(), limit)
}

func (s *Store) statements(ctx context.Context, b builder, order string, limit int) iter.Seq2[StatementRow, error] {
	text := `SELECT x.id, d.doc, x.sid, x.day, x.kind, x.class, x.stance, x.about, x.confidence, x.evidence, d.url, d.publisher, d.published` +
		b.from("statements") + ` AND x.status <> 'rejected'` + b.sql() + order + limited(limit)
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

// page plans a page of at most limit rows (0: all). What no index answers with
// few rows is looked up by a scan of strips.
func (s *Store) page(ctx context.Context, kind string, q query.Query, limit int) (builder, error) {
	var words, rest query.Query // words that many passages hold, and the other terms
	for _, t := range q {
		if t.Field == query.Text {
			few, err := s.rare(ctx, t)
			if err != nil {
				return builder{}, err
			}
			if t.Not || !few {
				words = append(words, t)
				continue
			}
		}
		rest = append(rest, t)
	}
	if len(words) == 0 {
		bound := maxProbed
		if limit <= 0 {
			bound = maxDriven
		}
		b, err := s.plan(ctx, kind, q, bound)
		if err != nil || limit <= 0 || b.drive != nil || b.short || byDay(q) {
			return b, err
		}
	} else if limit > 0 {
		ids, whole, err := s.reread(ctx, kind, rest, words, limit)
		if err != nil || whole {
			return listed(kind, ids), err
		}
	}
	ids, err := s.latest(ctx, kind, q, limit)
	return listed(kind, ids), err
}

// listed is the plan of a list of ids.
func listed(kind string, ids []int64) builder {
	b := builder{kind: kind, short: true}
	b.add("x.id IN (SELECT value FROM json_each(?))", numbers(ids))
	return b
}

// reread goes through the passages of the latest items of rest, at most
// maxProbed, for words that many of them hold. It returns the ids of those that
// do, at most limit, and whether they are all that a page needs.
func (s *Store) reread(ctx context.Context, kind string, rest, words query.Query, limit int) (ids []int64, whole bool, err error) {
	b, err := s.page(ctx, kind, rest, maxProbed)
	if err != nil {
		return nil, false, err
	}
	seen := 0
	err = s.each(ctx, b, `SELECT x.id, x.evidence`+b.from(table(kind))+` AND x.status <> 'rejected'`+b.sql()+b.latest()+limited(maxProbed), func(rows *sql.Rows) (bool, error) {
		var id int64
		var text string
		if err := rows.Scan(&id, &text); err != nil {
			return false, err
		}
		seen++
		for _, t := range words {
			holds, err := s.holdsAny(ctx, t.Values, text, 2*id+int64(odd(kind)))
			if err != nil || holds == t.Not {
				return err == nil, err
			}
		}
		ids = append(ids, id)
		return len(ids) < limit, nil
	})
	return ids, len(ids) == limit || seen < maxProbed, err
}

// holdsAny reports whether a passage holds one of a few phrases. The index is
// asked only about what this program does not split into the same words.
func (s *Store) holdsAny(ctx context.Context, phrases []string, text string, rowid int64) (bool, error) {
	words, plain := plainWords(text)
	for _, p := range phrases {
		want, plainToo := plainWords(p)
		var holds bool
		if plain && plainToo {
			holds = strings.TrimSpace(want) != "" && strings.Contains(words, want)
		} else if err := s.db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM words WHERE words MATCH ? AND rowid = ?)`, phrase(p), rowid).Scan(&holds); err != nil {
			return false, fmt.Errorf("store: query: %w", err)
		}
		if holds {
			return true, nil
		}
	}
	return false, nil
}

// plainWords returns the words of a text, each between spaces and in lower
// case, as the tokenizer unicode61 does; plain is false if it holds a letter
// beyond ASCII, which that folds by tables of its own.
func plainWords(text string) (words string, plain bool) {
	b := make([]byte, 0, len(text)+2)
	for _, c := range text {
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			b = append(b, byte(c))
			continue
		case c >= 'A' && c <= 'Z':
			b = append(b, byte(c)+'a'-'A')
			continue
		case c >= utf8.RuneSelf && !unicode.IsPunct(c) && !unicode.IsSpace(c):
			return "", false
		}
		if len(b) > 0 && b[len(b)-1] != ' ' {
			b = append(b, ' ')
		}
	}
	return " " + strings.TrimSuffix(string(b), " ") + " ", true
}

// byDay reports whether the index of days, alone or of one type or country,
// gives the rows of q: no other condition must hold.
func byDay(q query.Query) bool {
	labels := 0
	for _, t := range q {
		switch {
		case t.Not || len(t.Values) > 1:
			return false
		case t.Field == query.Type, t.Field == query.Country:
			labels++
		case t.Field != query.Since && t.Field != query.Until:
			return false
		}
	}
	return labels < 2
}

// table is the table of a kind of item.
func table(kind string) string {
	if kind == "s" {
		return "statements"
	}
	return "events"
}

// numbers writes numbers as a JSON array.
func numbers(ids []int64) string {
	b := []byte{'['}
	for i, id := range ids {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, id, 10)
	}
	return string(append(b, ']'))
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
