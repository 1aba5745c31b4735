package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

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

	sum float64 // of Goldstein
}

// toldShape is the condition on a shape that its mentions count (see Counts).
const toldShape = " AND x.modality = 'actual' AND x.again = 0 AND x.background = 0 AND x.status IN ('machine', 'corrected')"

// Timeline returns the series of the events of q that count (see Counts),
// without periods that have none.
func (s *Store) Timeline(ctx context.Context, q query.Query, step Step) ([]Point, error) {
	f, err := s.filterOf(ctx, "e", q, toldShape)
	if err != nil {
		return nil, err
	}
	var out []Point
	n := step.ordinals()
	err = s.tallies(ctx, f, func(it *found) int32 { return it.day / n }, func(key int32, p Point) {
		p.Period = period(key*n, step.chars())
		out = append(out, p)
	})
	return out, err
}

// Dyad is one period of a pair of parties and a type. Counts are as in Point.
type Dyad struct {
	Period    string  `json:"period"`
	Actor     string  `json:"actor"`
	Recipient string  `json:"recipient"`
	Type      string  `json:"type,omitempty"`
	Quad      int     `json:"quad"`
	Mentions  int     `json:"mentions"`
	Articles  int     `json:"articles,omitempty"` // of Dyad; not of Dyads
	Sources   int     `json:"sources,omitempty"`
	Events    int     `json:"events,omitempty"`
	Goldstein float64 `json:"goldstein"` // sum over mentions
}

// Dyad returns what actor did to recipient by period and type.
func (s *Store) Dyad(ctx context.Context, actor, recipient string, step Step) ([]Dyad, error) {
	f, err := s.filterOf(ctx, "e", query.Query{{Field: query.Actor, Values: []string{actor}}, {Field: query.Recipient, Values: []string{recipient}}}, toldShape)
	if err != nil {
		return nil, err
	}
	var kinds []string // in the order of the alphabet
	for _, l := range f.looks {
		if l.wanted {
			kinds = append(kinds, l.label())
		}
	}
	slices.Sort(kinds)
	kinds = slices.Compact(kinds)
	number := map[string]int32{}
	for i, k := range kinds {
		number[k] = int32(i)
	}
	var out []Dyad
	n, m := step.ordinals(), int32(len(kinds)) //nolint:gosec // some dozens
	err = s.tallies(ctx, f, func(it *found) int32 { return it.day/n*m + number[f.looks[it.shape].label()] + 1 }, func(key int32, p Point) {
		kind, quad, _ := strings.Cut(kinds[(key-1)%m], " ")
		d := Dyad{Period: period((key-1)/m*n, step.chars()), Actor: actor, Recipient: recipient, Type: kind, Mentions: p.Mentions, Articles: p.Articles, Sources: p.Sources, Events: p.Events, Goldstein: p.sum}
		d.Quad, _ = strconv.Atoi(quad)
		out = append(out, d)
	})
	return out, err
}

// Dyads returns the roll-up of what all did to all by period and type.
func (s *Store) Dyads(ctx context.Context, step Step) ([]Dyad, error) {
	var out []Dyad
	err := s.each(ctx, builder{args: []any{step.chars()}}, `SELECT substr(day, 1, ?) AS p, actor, recipient, type, quad, SUM(mentions), SUM(goldstein) / 10.0 FROM dyads WHERE day <> '' GROUP BY p, actor, recipient, type, quad ORDER BY p, actor, recipient, type`,
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

// CoveredPeriods returns the periods of Covered, without counts: it looks up one
// row a period, however many publishers and days there are.
func (s *Store) CoveredPeriods(ctx context.Context, step Step) (map[string]bool, error) {
	out := map[string]bool{}
	err := s.each(ctx, builder{args: []any{step.chars()}}, `WITH RECURSIVE d(day) AS (SELECT MIN(day) FROM coverage UNION ALL SELECT (SELECT MIN(day) FROM coverage WHERE day > substr(d.day, 1, ?1) || 'z') FROM d WHERE day IS NOT NULL)
		SELECT substr(day, 1, ?1) FROM d WHERE day IS NOT NULL`, func(rows *sql.Rows) (bool, error) {
		var p string
		err := rows.Scan(&p)
		out[p] = true
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
