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

// builder makes the FROM and WHERE clauses of a query from whitelisted columns;
// values travel as arguments only.
type builder struct {
	kind  string // e or s: which roles and words are meant
	drive *side  // the part that is looked up first, nil to go by day
	where []string
	args  []any
	err   error
}

func (b *builder) add(cond string, args ...any) {
	b.where = append(b.where, cond)
	b.args = append(b.args, args...)
}

// columns of events and statements (alias x) and of documents (alias d).
var columns = map[string]map[query.Field]string{
	"e": {query.Type: "x.type", query.Mode: "x.mode", query.Modality: "x.modality", query.Quad: "x.quad", query.Place: "x.place", query.Country: "x.country", query.Source: "d.publisher", query.Document: "d.doc"},
	"s": {query.Stance: "x.stance", query.Kind: "x.kind", query.Source: "d.publisher", query.Document: "d.doc"},
}

func (b *builder) terms(q query.Query) {
	for _, t := range q {
		not := ""
		if t.Not {
			not = "NOT "
		}
		var alt []string
		var args []any
		for _, v := range t.Values {
			cond, a := b.cond(t.Field, v)
			alt = append(alt, cond)
			args = append(args, a...)
		}
		b.add(not+"("+strings.Join(alt, " OR ")+")", args...)
	}
}

func (b *builder) cond(f query.Field, v string) (cond string, args []any) {
	switch f {
	case query.Text:
		odd := 0
		if b.kind == "s" {
			odd = 1
		}
		return "x.id IN (SELECT (rowid-?)/2 FROM words WHERE words MATCH ? AND rowid % 2 = ?)", []any{odd, phrase(v), odd}
	case query.Actor:
		return b.role("A", v)
	case query.Recipient:
		return b.role("R", v)
	case query.Party:
		a, aa := b.role("A", v)
		r, ra := b.role("R", v)
		return a + " OR " + r, append(aa, ra...)
	case query.Since:
		day, _ := query.Day(v, false)
		return "x.day >= ?", []any{day}
	case query.Until:
		day, _ := query.Day(v, true)
		return "x.day <= ?", []any{day}
	case query.Confidence:
		x, _ := strconv.ParseFloat(v, 64)
		return "x.confidence >= ?", []any{x}
	case query.CAMEO:
		if b.kind == "e" {
			return "substr(x.cameo, 1, ?) = ?", []any{len(v), v}
		}
	case query.Context:
		if b.kind == "e" {
			return "instr(' ' || x.contexts || ' ', ?) > 0", []any{" " + v + " "}
		}
	case query.Background:
		if b.kind == "e" {
			return "x.background = ?", []any{v == "yes"}
		}
	default: // the plain columns below
	}
	col, ok := columns[b.kind][f]
	if !ok {
		b.err = fmt.Errorf("store: query: field %s does not apply here", f)
		return "0", nil
	}
	return col + " = ? COLLATE NOCASE", []any{v}
}

// role is the condition that v takes part on a side.
func (b *builder) role(who, v string) (cond string, args []any) {
	p := side{b.kind, who, v}
	cond, args = p.probe("r")
	return "EXISTS (SELECT 1 FROM roles r WHERE r.item = x.id AND " + cond + ")", args
}

// side is a part in an item: who (A or R) is v, a country (RUS), a code or its
// beginning (RUSGOV, IGONATO) or a name.
type side struct{ kind, who, v string }

// cond is the condition on a row of roles under an alias.
func (p side) cond(alias string) (cond string, args []any) {
	switch {
	case !isCode(p.v):
		cond, args = "@.kind = ? AND @.side = ? AND @.name = ? COLLATE NOCASE", []any{p.kind, p.who, p.v}
	case len(p.v) == len("RUS"):
		cond, args = "@.kind = ? AND @.side = ? AND @.party = ?", []any{p.kind, p.who, p.v}
	default:
		cond, args = "@.kind = ? AND @.side = ? AND @.party IN (?, substr(?, 1, 3)) AND substr(@.code, 1, ?) = ?", []any{p.kind, p.who, p.v, p.v, len(p.v), p.v}
	}
	return strings.ReplaceAll(cond, "@", alias), args
}

// probe is cond for a row whose item is known: the signs keep the planner from
// looking parts up by party or name instead of by item.
func (p side) probe(alias string) (cond string, args []any) {
	cond, args = p.cond(alias)
	return strings.NewReplacer(alias+".party", "+"+alias+".party", alias+".name", "+"+alias+".name").Replace(cond), args
}

// Bounds of what is looked up by part: more rows than that are gone through by
// day, where a page of them is found soon.
const (
	maxDriven = 60_000 // of an actor or a recipient
	maxParty  = 3_000  // of both sides
)

// plan chooses what is looked up first, and writes the conditions of q.
func (s *Store) plan(ctx context.Context, kind string, q query.Query) (builder, error) {
	b := builder{kind: kind}
	least, driver := maxDriven, -1
	parts := map[int]side{} // short enough to be listed, by term
	for i, t := range q {
		if t.Not || len(t.Values) != 1 || t.Field != query.Actor && t.Field != query.Recipient {
			continue
		}
		p := side{kind, "A", t.Values[0]}
		if t.Field == query.Recipient {
			p.who = "R"
		}
		n, err := s.size(ctx, p, maxDriven)
		if err != nil {
			return b, err
		}
		if n < maxDriven {
			parts[i] = p
		}
		if n < least {
			least, driver, b.drive = n, i, &p
		}
	}
	for i, t := range q {
		p, listed := parts[i]
		switch {
		case i == driver:
		case listed:
			// Both lists are read in the order of an index; probing row by row
			// would read a page each.
			cond, args := p.cond("r")
			b.add("k.item IN (SELECT r.item FROM roles r WHERE "+cond+")", args...)
		case t.Field == query.Party:
			if err := s.party(ctx, &b, t); err != nil {
				return b, err
			}
		default:
			b.terms(query.Query{t})
		}
	}
	return b, b.err
}

// size counts the rows of a part, up to a bound.
func (s *Store) size(ctx context.Context, p side, bound int) (n int, err error) {
	cond, args := p.cond("r")
	err = s.db.QueryRowContext(ctx, `SELECT COUNT(*) FROM (SELECT 1 FROM roles r WHERE `+cond+` LIMIT ?)`, append(args, bound)...).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("store: query: %w", err)
	}
	return n, nil
}

// party adds a condition on either side: as a list where it is short.
func (s *Store) party(ctx context.Context, b *builder, t query.Term) error {
	total := 0
	for _, v := range t.Values {
		for _, who := range []string{"A", "R"} {
			n, err := s.size(ctx, side{b.kind, who, v}, maxParty)
			if err != nil {
				return err
			}
			total += n
		}
	}
	if total >= maxParty || t.Not {
		b.terms(query.Query{t})
		return nil
	}
	var alt []string
	var all []any
	for _, v := range t.Values {
		for _, who := range []string{"A", "R"} {
			cond, args := side{b.kind, who, v}.cond("r")
			alt = append(alt, "SELECT r.item FROM roles r WHERE "+cond)
			all = append(all, args...)
		}
	}
	b.add("x.id IN ("+strings.Join(alt, " UNION ")+")", all...)
	return nil
}

// from is the FROM clause over a table (alias x) and its documents (alias d).
func (b *builder) from(table string) string {
	if b.drive == nil {
		return " FROM " + table + " x JOIN documents d ON d.id = x.document WHERE 1"
	}
	cond, args := b.drive.cond("k")
	first, more := b.drive.probe("j")
	b.args = append(append(append([]any(nil), args...), b.args...), more...)
	// An item with two fitting parts is given once; that is asked last, of the
	// rows that are left. CROSS JOIN keeps the order.
	b.where = append(b.where, "NOT EXISTS (SELECT 1 FROM roles j WHERE j.item = x.id AND j.n < k.n AND "+first+")")
	return " FROM roles k CROSS JOIN " + table + " x ON x.id = k.item CROSS JOIN documents d ON d.id = x.document WHERE " + cond
}

// latest is the order of a page: the latest first.
func (b *builder) latest() string {
	if b.drive == nil {
		return " ORDER BY x.day DESC, x.id DESC"
	}
	return " ORDER BY k.day DESC, k.item DESC"
}

func isCode(v string) bool {
	if len(v) < 3 {
		return false
	}
	for _, c := range []byte(v) {
		if c < 'A' || c > 'Z' {
			return false
		}
	}
	return true
}

// phrase quotes v for full-text search: it is always a phrase, never syntax.
func phrase(v string) string { return `"` + strings.ReplaceAll(v, `"`, `""`) + `"` }

// Events yields the events of a query, the latest first, at most limit (0: all).
func (s *Store) Events(ctx context.Context, q query.Query, limit int) iter.Seq2[EventRow, error] {
	b, err := s.plan(ctx, "e", q)
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
	b, err := s.plan(ctx, "s", q)
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
	b.add(`EXISTS (SELECT 1 FROM events e WHERE e.document = x.document AND (e.eid = x.about OR e.same_as = x.about)
		AND (e.id = ?1 OR e.cluster = (SELECT cluster FROM events WHERE id = ?1)))`, id)
	var out []StatementRow
	for r, err := range s.statements(ctx, b, " ORDER BY x.stance, x.day, x.id", 0) {
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
}
