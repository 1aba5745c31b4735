package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"math"
	"strings"

	"casus.dev/casus/internal/query"
)

// LedgerRow is a threat, claim, position or shift as queries give it.
type LedgerRow struct {
	Kind      string          `json:"kind"`
	Doc       string          `json:"doc"`
	Actor     string          `json:"actor,omitempty"`
	Party     string          `json:"party,omitempty"`
	Day       string          `json:"day"`
	Evidence  string          `json:"evidence,omitempty"`
	Body      json.RawMessage `json:"body"`
	URL       string          `json:"url,omitempty"`
	Publisher string          `json:"publisher,omitempty"`
}

// Ledger returns the entries of one kind (threat, claim, position, shift),
// the latest first. It returns an error for a field of q that speaks of events.
func (s *Store) Ledger(ctx context.Context, kind string, q query.Query, limit int) ([]LedgerRow, error) {
	b := builder{kind: "l"}
	b.add("x.kind = ?", kind)
	for _, t := range q {
		var alt []string
		var args []any
		for _, v := range t.Values {
			cond, a, ok := ledgerCond(t.Field, v)
			if !ok {
				return nil, fmt.Errorf("store: query: field %s does not apply to a %s", t.Field, kind)
			}
			alt, args = append(alt, cond), append(args, a...)
		}
		not := ""
		if t.Not {
			not = "NOT "
		}
		b.add(not+"("+strings.Join(alt, " OR ")+")", args...)
	}
	var out []LedgerRow
	err := s.each(ctx, b, `SELECT x.kind, d.doc, x.actor, x.party, x.day, x.evidence, x.body, d.url, d.publisher FROM ledger x JOIN documents d ON d.id = x.document WHERE 1`+b.sql()+` ORDER BY x.day DESC, x.id DESC`+limited(limit),
		func(rows *sql.Rows) (bool, error) {
			var r LedgerRow
			var body string
			err := rows.Scan(&r.Kind, &r.Doc, &r.Actor, &r.Party, &r.Day, &r.Evidence, &body, &r.URL, &r.Publisher)
			r.Body = json.RawMessage(body)
			out = append(out, r)
			return err == nil, err
		})
	return out, err
}

func ledgerCond(f query.Field, v string) (cond string, args []any, ok bool) {
	switch f {
	case query.Actor, query.Party:
		if isCode(v) {
			return "x.party = substr(?, 1, 3) OR x.party = ?", []any{v, v}, true
		}
		return "x.actor = ? COLLATE NOCASE", []any{v}, true
	case query.Since:
		day, _ := query.Day(v, false)
		return "x.day >= ?", []any{day}, true
	case query.Until:
		day, _ := query.Day(v, true)
		return "x.day <= ?", []any{day}, true
	case query.Source:
		return "d.publisher = ? COLLATE NOCASE", []any{v}, true
	case query.Document:
		return "d.doc = ?", []any{v}, true
	case query.Text:
		return "x.id IN (SELECT rowid FROM ledger_words WHERE ledger_words MATCH ?)", []any{phrase(v)}, true
	default:
		return "", nil, false
	}
}

// Counterpart is a party that an actor dealt with.
type Counterpart struct {
	Party     string  `json:"party"`
	Did       int     `json:"did"`      // mentions of what the actor did to it
	Received  int     `json:"received"` // mentions of what it did to the actor
	Goldstein float64 `json:"goldstein"`
}

// Counterparts returns with whom a party had most to do.
func (s *Store) Counterparts(ctx context.Context, party string, limit int) ([]Counterpart, error) {
	var out []Counterpart
	err := s.each(ctx, builder{args: []any{party, party}}, `
		SELECT p, SUM(did), SUM(got), SUM(g) / 10.0 FROM (
		  SELECT recipient AS p, SUM(mentions) AS did, 0 AS got, SUM(goldstein) AS g FROM dyads WHERE actor = ? AND recipient <> '' GROUP BY recipient
		  UNION ALL SELECT actor, 0, SUM(mentions), SUM(goldstein) FROM dyads WHERE recipient = ? AND actor <> '' GROUP BY actor)
		GROUP BY p ORDER BY SUM(did) + SUM(got) DESC, p`+limited(limit),
		func(rows *sql.Rows) (bool, error) {
			var c Counterpart
			err := rows.Scan(&c.Party, &c.Did, &c.Received, &c.Goldstein)
			out = append(out, c)
			return err == nil, err
		})
	return out, err
}

// ArticleRow is an article as queries give it.
type ArticleRow struct {
	Doc       string `json:"doc"`
	Ref       string `json:"ref"`
	URL       string `json:"url,omitempty"`
	Title     string `json:"title,omitempty"`
	Publisher string `json:"publisher,omitempty"`
	Origin    string `json:"origin,omitempty"`
	Published string `json:"published,omitempty"`
	PubBasis  string `json:"published_basis,omitempty"`
	Updated   string `json:"updated,omitempty"`
	UpdBasis  string `json:"updated_basis,omitempty"`
	Language  string `json:"language,omitempty"`
	Group     int64  `json:"group"`
	Events    int    `json:"events"`
	Skipped   string `json:"skipped,omitempty"`
}

// Articles returns the articles that hold an event of q, the latest first.
func (s *Store) Articles(ctx context.Context, q query.Query, limit int) ([]ArticleRow, error) {
	const shown = `SELECT d.id, d.doc, d.ref, d.url, d.title, d.publisher, d.origin, d.published, d.published_basis, d.updated, d.updated_basis, d.language, d.grp, d.skipped FROM documents d `
	const latest = ` ORDER BY d.published DESC, d.id DESC`
	if len(q) == 0 {
		return s.articles(ctx, builder{}, shown+latest+limited(limit), nil)
	}
	f, err := s.filterOf(ctx, "e", q, "")
	if err != nil {
		return nil, err
	}
	top := topmost{limit: limit}
	var last ranked
	err = s.scan(ctx, f, needs{}, func(it *found) {
		if it.document != last.id && last.n > 0 {
			top.add(last)
			last.n = 0
		}
		last = ranked{it.published, it.document, last.n + 1}
	})
	if err != nil {
		return nil, err
	}
	if last.n > 0 {
		top.add(last)
	}
	hits := map[int64]int{}
	var ids []int64
	for _, r := range top.sorted() {
		hits[r.id] = r.n
		ids = append(ids, r.id)
	}
	return s.articles(ctx, builder{args: []any{numbers(ids)}}, shown+`WHERE d.id IN (SELECT value FROM json_each(?))`+latest, hits)
}

// articles reads articles with the number of their events in hits, all if nil.
func (s *Store) articles(ctx context.Context, b builder, text string, hits map[int64]int) ([]ArticleRow, error) {
	var out []ArticleRow
	err := s.each(ctx, b, text, func(rows *sql.Rows) (bool, error) {
		var r ArticleRow
		var id int64
		err := rows.Scan(&id, &r.Doc, &r.Ref, &r.URL, &r.Title, &r.Publisher, &r.Origin, &r.Published, &r.PubBasis, &r.Updated, &r.UpdBasis, &r.Language, &r.Group, &r.Skipped)
		if err == nil && hits != nil {
			r.Events = hits[id]
		} else if err == nil {
			r.Events, err = s.count(ctx, math.MaxInt32, "events x WHERE x.document = ? AND x.status <> 'rejected'", id)
		}
		out = append(out, r)
		return err == nil, err
	})
	return out, err
}
