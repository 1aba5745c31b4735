package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"

	"casus.dev/casus/event"
)

// Reports yields the stored records in the order in which they came in; in
// mode spans their text is empty.
func (s *Store) Reports(ctx context.Context) iter.Seq2[*event.Report, error] {
	return func(yield func(*event.Report, error) bool) {
		err := s.each(ctx, builder{}, `SELECT record FROM documents WHERE record IS NOT NULL AND skipped = '' ORDER BY id`, func(rows *sql.Rows) (bool, error) {
			var blob []byte
			if err := rows.Scan(&blob); err != nil {
				return false, err
			}
			r, err := s.codec.unpack(blob)
			if err != nil {
				return false, err
			}
			return yield(r, nil), nil
		})
		if err != nil {
			yield(nil, err)
		}
	}
}

// Report returns the stored record of a document, ErrNotFound if there is none.
func (s *Store) Report(ctx context.Context, doc string) (*event.Report, error) {
	var blob []byte
	err := s.db.QueryRowContext(ctx, `SELECT record FROM documents WHERE doc = ? AND record IS NOT NULL`, doc).Scan(&blob)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("%w: record of document %q", ErrNotFound, doc)
	}
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	return s.codec.unpack(blob)
}

// checks are invariants of a file: each query returns what breaks it.
var checks = []struct{ what, query string }{
	{"foreign keys", `SELECT "table" || ' row ' || rowid FROM pragma_foreign_key_check`},
	{"groups have a living head", `SELECT 'document ' || id FROM documents WHERE grp NOT IN (SELECT id FROM documents)`},
	{"roles belong to an item", `SELECT kind || item FROM roles WHERE (kind = 'e' AND item NOT IN (SELECT id FROM events)) OR (kind = 's' AND item NOT IN (SELECT id FROM statements))`},
	{"words belong to an item", `SELECT rowid FROM words WHERE (rowid % 2 = 0 AND rowid/2 NOT IN (SELECT id FROM events)) OR (rowid % 2 = 1 AND (rowid-1)/2 NOT IN (SELECT id FROM statements))`},
	{"clusters have members", `SELECT id FROM clusters WHERE id NOT IN (SELECT cluster FROM events WHERE cluster IS NOT NULL)`},
	{"same_as names an event of the document", `SELECT x.id FROM events x WHERE x.same_as <> '' AND NOT EXISTS (SELECT 1 FROM events y WHERE y.document = x.document AND y.eid = x.same_as)`},
	{"skipped documents hold nothing", `SELECT id FROM documents WHERE skipped <> '' AND (id IN (SELECT document FROM events) OR id IN (SELECT document FROM statements))`},
	{"forgotten documents are gone", `SELECT doc FROM documents WHERE doc IN (SELECT hash FROM tombstones WHERE kind = 'document')`},
	{"coverage is the number of documents", `SELECT published || ' ' || publisher FROM (SELECT published, publisher, COUNT(*) AS n FROM documents WHERE published <> '' GROUP BY 1, 2)
		EXCEPT SELECT day || ' ' || publisher FROM coverage c WHERE documents = (SELECT COUNT(*) FROM documents WHERE published = c.day AND publisher = c.publisher)`},
	{"the roll-up is the sum of its events", `WITH counted AS (SELECT id, day, type FROM events WHERE modality = 'actual' AND same_as = '' AND background = 0 AND status IN ('machine', 'corrected')),
		a AS (SELECT DISTINCT item, party FROM roles WHERE kind = 'e' AND side = 'A' AND party <> ''), r AS (SELECT DISTINCT item, party FROM roles WHERE kind = 'e' AND side = 'R' AND party <> ''),
		sums AS (SELECT day, type, COALESCE(a.party, '') AS ap, COALESCE(r.party, '') AS rp, COUNT(*) AS n FROM counted LEFT JOIN a ON a.item = counted.id LEFT JOIN r ON r.item = counted.id GROUP BY 1, 2, 3, 4)
		SELECT day || ' ' || ap || ' ' || rp || ' ' || type FROM (SELECT day, type, ap, rp, n FROM sums EXCEPT SELECT day, type, actor, recipient, mentions FROM dyads)
		UNION ALL SELECT day || ' ' || actor || ' ' || recipient || ' ' || type FROM (SELECT day, type, actor, recipient, mentions FROM dyads EXCEPT SELECT day, type, ap, rp, n FROM sums)`},
}

// Fault is a broken invariant of a file.
type Fault struct {
	What  string
	Where string
}

// Verify checks every invariant of the file and returns what is broken, at
// most ten places each. The records are read back too.
func (s *Store) Verify(ctx context.Context) ([]Fault, error) {
	var out []Fault
	var ok string
	if err := s.db.QueryRowContext(ctx, `PRAGMA integrity_check(1)`).Scan(&ok); err != nil {
		return nil, fmt.Errorf("store: verify: %w", err)
	}
	if ok != "ok" {
		out = append(out, Fault{"integrity", ok})
	}
	for _, c := range checks {
		err := s.each(ctx, builder{}, `SELECT * FROM (`+c.query+`) LIMIT 10`, func(rows *sql.Rows) (bool, error) {
			var where string
			err := rows.Scan(&where)
			out = append(out, Fault{c.what, where})
			return err == nil, err
		})
		if err != nil {
			return nil, fmt.Errorf("store: verify: %s: %w", c.what, err)
		}
	}
	for r, err := range s.Reports(ctx) {
		if err != nil {
			return nil, fmt.Errorf("store: verify: record: %w", err)
		}
		if r.Schema != event.SchemaName {
			out = append(out, Fault{"record has the known schema", r.ID})
		}
	}
	return out, nil
}
