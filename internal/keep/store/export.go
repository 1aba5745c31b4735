package store

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/internal/query"
)

// Item is an event with its whole record and the counts of its cluster.
type Item struct {
	Row    EventRow
	Report *event.Report // shared by the items of one document; its text only in mode full
	Event  *event.Event
	// Counts over the cluster of the event: mentions, articles, independent sources.
	Mentions, Articles, Sources int
	First                       bool // whether it is the earliest member of its cluster
}

// Items yields the events of q in the order in which they came in. In mode
// none there are no records, and it yields nothing.
func (s *Store) Items(ctx context.Context, q query.Query) iter.Seq2[Item, error] {
	b := builder{kind: "e"}
	b.terms(q)
	text := `WITH size AS (SELECT y.cluster AS c, COUNT(*) AS m, COUNT(DISTINCT y.document) AS a, COUNT(DISTINCT z.grp || z.origin) AS s, MIN(y.id) AS first
		  FROM events y JOIN documents z ON z.id = y.document WHERE y.cluster IS NOT NULL AND y.status <> 'rejected' GROUP BY y.cluster)
		SELECT x.id, d.doc, x.eid, x.day, x.date, x.basis, x.evidence, COALESCE(x.cluster, 0), x.status, d.url, d.publisher, d.published, d.grp,
		COALESCE(size.m, 1), COALESCE(size.a, 1), COALESCE(size.s, 1), COALESCE(size.first, x.id) = x.id
		FROM events x JOIN documents d ON d.id = x.document LEFT JOIN size ON size.c = x.cluster
		WHERE x.status <> 'rejected' AND d.record IS NOT NULL` + b.sql() + ` ORDER BY x.id`
	return func(yield func(Item, error) bool) {
		var rep *event.Report
		err := s.each(ctx, b, text, func(rows *sql.Rows) (bool, error) {
			var it Item
			r := &it.Row
			if err := rows.Scan(&r.ID, &r.Doc, &r.Event, &r.Day, &r.Date, &r.Basis, &r.Evidence, &r.Cluster, &r.Status, &r.URL, &r.Publisher, &r.Published, &r.Group,
				&it.Mentions, &it.Articles, &it.Sources, &it.First); err != nil {
				return false, err
			}
			if rep == nil || rep.ID != r.Doc {
				var err error
				if rep, err = s.Report(ctx, r.Doc); err != nil {
					return false, err
				}
			}
			it.Report = rep
			for i := range rep.Events {
				if rep.Events[i].ID == r.Event {
					it.Event = &rep.Events[i]
				}
			}
			if it.Event == nil {
				return false, fmt.Errorf("event %s of %s is not in its record", r.Event, strings.TrimPrefix(r.Doc, "sha256:"))
			}
			return yield(it, nil), nil
		})
		if err != nil {
			yield(Item{}, err)
		}
	}
}
