package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strconv"

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
	{"groups are led by their earliest article", `SELECT 'document ' || id FROM documents WHERE grp > id`},
	{"items have their shapes", `SELECT 'event ' || x.id FROM events x LEFT JOIN shapes s ON s.id = x.shape LEFT JOIN spots p ON p.id = x.spot
		WHERE (s.item, s.type, s.mode, s.contexts, s.cameo, s.quad, s.goldstein, s.modality, s.background, s.again, s.status, p.place, p.country)
		IS NOT ('e', x.type, x.mode, x.contexts, x.cameo, x.quad, x.goldstein, x.modality, x.background, x.same_as <> '', x.status, x.place, x.country)
		UNION ALL SELECT 'statement ' || x.id FROM statements x LEFT JOIN shapes s ON s.id = x.shape WHERE (s.item, s.status, s.stance, s.kind) IS NOT ('s', x.status, x.stance, x.kind)`},
	{"roles belong to an item", `SELECT kind || item FROM roles WHERE (kind = 'e' AND item NOT IN (SELECT id FROM events)) OR (kind = 's' AND item NOT IN (SELECT id FROM statements))`},
	{"words belong to an item", `SELECT rowid FROM words WHERE (rowid % 2 = 0 AND rowid/2 NOT IN (SELECT id FROM events)) OR (rowid % 2 = 1 AND (rowid-1)/2 NOT IN (SELECT id FROM statements))`},
	{"words of the ledger belong to it", `SELECT rowid FROM ledger_words WHERE rowid NOT IN (SELECT id FROM ledger)`},
	{"every passage is indexed", `SELECT 'event ' || id FROM events WHERE evidence <> '' AND 2*id NOT IN (SELECT rowid FROM words)
		UNION ALL SELECT 'statement ' || id FROM statements WHERE evidence <> '' AND 2*id+1 NOT IN (SELECT rowid FROM words)
		UNION ALL SELECT 'ledger ' || id FROM ledger WHERE evidence <> '' AND id NOT IN (SELECT rowid FROM ledger_words)`},
	{"clusters have members", `SELECT id FROM clusters WHERE id NOT IN (SELECT cluster FROM events WHERE cluster IS NOT NULL)`},
	{"same_as names an event of the document", `SELECT x.id FROM events x WHERE x.same_as <> '' AND NOT EXISTS (SELECT 1 FROM events y WHERE y.document = x.document AND y.eid = x.same_as)`},
	{"skipped documents hold nothing", `SELECT id FROM documents WHERE skipped <> '' AND (id IN (SELECT document FROM events) OR id IN (SELECT document FROM statements))`},
	{"forgotten documents are gone", `SELECT doc FROM documents WHERE doc IN (SELECT hash FROM tombstones WHERE kind = 'document')`},
	{"replaced texts are gone from their address", `SELECT d.doc FROM former f JOIN documents d ON d.doc = f.doc AND d.url = f.url`},
	{"coverage is the number of documents", `SELECT day || ' ' || publisher FROM (SELECT published AS day, publisher, COUNT(*) AS n FROM documents WHERE published <> '' GROUP BY 1, 2
		UNION ALL SELECT day, publisher, -documents FROM coverage) GROUP BY day, publisher HAVING SUM(n) <> 0`},
	// Sums and roll-up are laid on one heap, where they must cancel out: linear.
	{"the roll-up is the sum of its events", `SELECT day || ' ' || a || ' ' || r || ' ' || type FROM (` + told + `
		UNION ALL SELECT day, actor, recipient, type, -mentions, -goldstein FROM dyads) GROUP BY day, a, r, type HAVING SUM(n) <> 0 OR SUM(g) <> 0`},
	{"near-duplicates are looked up by living documents", `SELECT document FROM bands WHERE document NOT IN (SELECT id FROM documents)`},
}

// maxFaults is how many places of a fault are told.
const maxFaults = 10

// Fault is a broken invariant of a file.
type Fault struct {
	What  string
	Where string
}

// Verify checks every invariant of the file and returns what is broken, at
// most ten places each. The records are read back too. seen, which may be nil,
// is told what is checked and what share of the whole, of 1, has been. It takes
// linear time.
func (s *Store) Verify(ctx context.Context, seen func(what string, share float64)) ([]Fault, error) {
	if seen == nil {
		seen = func(string, float64) {}
	}
	var out []Fault
	var ok string
	seen("the file is whole", 0)
	if err := s.db.QueryRowContext(ctx, `PRAGMA integrity_check(1)`).Scan(&ok); err != nil {
		return nil, fmt.Errorf("store: verify: %w", err)
	}
	if ok != "ok" {
		out = append(out, Fault{"integrity", ok})
	}
	const whole, rows = 0.4, 0.2 // shares of the time that a file of 100,000 articles took
	for i, c := range checks {
		seen(c.what, whole+rows*float64(i)/float64(len(checks)))
		err := s.each(ctx, builder{}, `SELECT * FROM (`+c.query+`) LIMIT `+strconv.Itoa(maxFaults), func(rows *sql.Rows) (bool, error) {
			var where string
			err := rows.Scan(&where)
			out = append(out, Fault{c.what, where})
			return err == nil, err
		})
		if err != nil {
			return nil, fmt.Errorf("store: verify: %s: %w", c.what, err)
		}
	}
	strips, err := s.verifyStrips(ctx)
	out = append(out, strips...)
	if err != nil {
		return out, err
	}
	records, err := s.verifyRecords(ctx, func(share float64) { seen("records can be read back", whole+rows+(1-whole-rows)*share) })
	return append(out, records...), err
}

// outline is what is checked of a record; the rest is only read.
type outline struct {
	Schema     string
	ID         string
	Events     []struct{ ID string }
	Statements []struct{ ID string }
}

// verifyRecords reads every record back and compares it with its rows.
func (s *Store) verifyRecords(ctx context.Context, seen func(share float64)) ([]Fault, error) {
	var n int
	if err := s.db.QueryRowContext(ctx, `SELECT COUNT(*) FROM documents`).Scan(&n); err != nil {
		return nil, fmt.Errorf("store: verify: %w", err)
	}
	var out []Fault
	done := 0
	var raw []byte
	err := s.each(ctx, builder{}, `SELECT id, doc, record, (SELECT COUNT(*) FROM events WHERE document = d.id), (SELECT COUNT(*) FROM statements WHERE document = d.id)
		FROM documents d WHERE record IS NOT NULL AND skipped = '' ORDER BY id`, func(rows *sql.Rows) (bool, error) {
		var id int64
		var doc string
		var blob []byte
		var events, statements int
		if err := rows.Scan(&id, &doc, &blob, &events, &statements); err != nil {
			return false, err
		}
		if done++; done%256 == 0 {
			seen(float64(done) / float64(n))
		}
		var o outline
		var err error
		if raw, err = s.codec.dec.DecodeAll(blob, raw[:0]); err == nil {
			err = json.Unmarshal(raw, &o)
		}
		switch {
		case err != nil:
			out = append(out, Fault{"record can be read", fmt.Sprintf("document %d: %v", id, err)})
		case o.Schema != event.SchemaName:
			out = append(out, Fault{"record has the known schema", doc})
		case o.ID != doc:
			out = append(out, Fault{"record is of its document", doc})
		case len(o.Events) != events || len(o.Statements) != statements:
			out = append(out, Fault{"record has its rows", doc})
		}
		return len(out) < maxFaults, nil
	})
	return out, err
}
