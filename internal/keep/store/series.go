package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"

	"casus.dev/casus/internal/query"
)

// Step is the length of a period of a series.
type Step string

// The steps.
const (
	ByDay   Step = "day"
	ByMonth Step = "month"
	ByYear  Step = "year"
)

// chars is how much of YYYY-MM-DD names a period.
func (st Step) chars() int {
	switch st {
	case ByYear:
		return 4
	case ByMonth:
		return 7
	case ByDay:
	}
	return 10
}

// Point is one period of a series. The four kinds of count are kept apart:
// mentions are events as single articles tell them, articles tell at least
// one, sources are independent ones, and events are clusters of reports.
type Point struct {
	Period    string  `json:"period"`
	Mentions  int     `json:"mentions"`
	Articles  int     `json:"articles"`
	Sources   int     `json:"sources"`
	Events    int     `json:"events"`
	Quads     [4]int  `json:"quads"`     // mentions by quad class
	Goldstein float64 `json:"goldstein"` // mean over mentions
}

// Timeline returns the series of the events of q that count (see Counts),
// without periods that have none.
func (s *Store) Timeline(ctx context.Context, q query.Query, step Step) ([]Point, error) {
	b, err := s.plan(ctx, "e", q)
	if err != nil {
		return nil, err
	}
	from := b.from("events", false)
	text := `SELECT substr(x.day, 1, ` + strconv.Itoa(step.chars()) + `) AS p, COUNT(*), COUNT(DISTINCT x.document), COUNT(DISTINCT d.grp || d.origin), COUNT(DISTINCT x.cluster),
		SUM(x.quad = 1), SUM(x.quad = 2), SUM(x.quad = 3), SUM(x.quad = 4), COALESCE(AVG(x.goldstein), 0)` + from + `
		AND x.modality = 'actual' AND x.same_as = '' AND x.background = 0 AND x.status IN ('machine', 'corrected') AND x.day <> ''` + b.sql() + ` GROUP BY p ORDER BY p`
	var out []Point
	err = s.each(ctx, b, text, func(rows *sql.Rows) (bool, error) {
		var p Point
		err := rows.Scan(&p.Period, &p.Mentions, &p.Articles, &p.Sources, &p.Events, &p.Quads[0], &p.Quads[1], &p.Quads[2], &p.Quads[3], &p.Goldstein)
		out = append(out, p)
		return err == nil, err
	})
	return out, err
}

// Dyad is one period of a pair of parties, from the roll-up.
type Dyad struct {
	Period    string  `json:"period"`
	Actor     string  `json:"actor"`
	Recipient string  `json:"recipient"`
	Type      string  `json:"type,omitempty"`
	Quad      int     `json:"quad"`
	Mentions  int     `json:"mentions"`
	Goldstein float64 `json:"goldstein"` // sum over mentions
}

// Dyads returns the roll-up of what actor did to recipient by period and type;
// an empty party stands for every one.
func (s *Store) Dyads(ctx context.Context, actor, recipient string, step Step) ([]Dyad, error) {
	b := builder{kind: "e", args: []any{step.chars()}}
	if actor != "" {
		b.add("actor = ?", actor)
	}
	if recipient != "" {
		b.add("recipient = ?", recipient)
	}
	var out []Dyad
	err := s.each(ctx, b, `SELECT substr(day, 1, ?) AS p, actor, recipient, type, quad, SUM(mentions), SUM(goldstein) / 10.0 FROM dyads WHERE day <> ''`+b.sql()+` GROUP BY p, actor, recipient, type, quad ORDER BY p, actor, recipient, type`,
		func(rows *sql.Rows) (bool, error) {
			var d Dyad
			err := rows.Scan(&d.Period, &d.Actor, &d.Recipient, &d.Type, &d.Quad, &d.Mentions, &d.Goldstein)
			out = append(out, d)
			return err == nil, err
		})
	return out, err
}

// Covered returns the periods in which at least one document was read: in
// these a pair without events has a true zero, in others it is unknown.
func (s *Store) Covered(ctx context.Context, step Step) (map[string]int, error) {
	out := map[string]int{}
	err := s.each(ctx, builder{args: []any{step.chars()}}, `SELECT substr(day, 1, ?) AS p, SUM(documents) FROM coverage GROUP BY p`, func(rows *sql.Rows) (bool, error) {
		var p string
		var n int
		err := rows.Scan(&p, &n)
		out[p] = n
		return err == nil, err
	})
	return out, err
}

// Totals counts what is in the file; each kind of count on its own.
type Totals struct {
	Documents  int            `json:"documents"` // articles, exact repetitions not counted
	Skipped    map[string]int `json:"skipped,omitempty"`
	Sources    int            `json:"sources"`  // groups of near-duplicates by origin
	Mentions   int            `json:"mentions"` // events as articles tell them
	Events     int            `json:"events"`   // clusters
	Statements int            `json:"statements"`
	First      string         `json:"first,omitempty"`
	Last       string         `json:"last,omitempty"`
}

// Totals returns the counts of the file.
func (s *Store) Totals(ctx context.Context) (Totals, error) {
	t := Totals{Skipped: map[string]int{}}
	err := s.db.QueryRowContext(ctx, `SELECT (SELECT COUNT(*) FROM documents WHERE skipped = ''), (SELECT COUNT(DISTINCT grp || origin) FROM documents WHERE skipped = ''),
		(SELECT COUNT(*) FROM events WHERE status <> 'rejected'), (SELECT COUNT(*) FROM clusters), (SELECT COUNT(*) FROM statements WHERE status <> 'rejected'),
		(SELECT COALESCE(MIN(published), '') FROM documents WHERE published <> ''), (SELECT COALESCE(MAX(published), '') FROM documents)`).
		Scan(&t.Documents, &t.Sources, &t.Mentions, &t.Events, &t.Statements, &t.First, &t.Last)
	if err != nil {
		return t, fmt.Errorf("store: %w", err)
	}
	err = s.each(ctx, builder{}, `SELECT skipped, COUNT(*) FROM documents WHERE skipped <> '' GROUP BY skipped`, func(rows *sql.Rows) (bool, error) {
		var why string
		var n int
		err := rows.Scan(&why, &n)
		t.Skipped[why] = n
		return err == nil, err
	})
	return t, err
}
