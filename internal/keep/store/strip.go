package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
)

// A strip holds what counts and filters ask of the events (or statements) of
// 64 articles in a row, in a few bytes each, so that a question that no index
// answers reads some megabytes instead of every row. It is a function of the
// rows and is made anew, in the same transaction, when one of them changes.
//
// Hot, what every count needs, is varints: the first cluster; then, of each
// article that has items, its place in the strip, its day, publisher, origin
// and group, the number of items, and of each item its day from the article's,
// its shape and its cluster from the last (0: none). What only some filters
// need stands apart, in the same order: who, the cast of each item; and the rest,
// its id from the last, its spot and its confidence.
const (
	stripDocs = 64
	saidStrip = 1 << 40 // what is added to the number of a strip of statements
)

// ordinal is a day as a number: months and years are its quotients by 32 and
// 384. It is 0 for what is no day, which comes before all.
func ordinal(day string) int32 {
	if len(day) != len("2006-01-02") || day[4] != '-' || day[7] != '-' {
		return 0
	}
	n := func(s string) (v int32) {
		for _, c := range []byte(s) {
			if c < '0' || c > '9' {
				return math.MinInt32 / 1000
			}
			v = 10*v + int32(c-'0')
		}
		return v
	}
	y, m, d := n(day[:4]), n(day[5:7]), n(day[8:])
	if y < 0 || m < 1 || m > 12 || d < 1 || d > 31 {
		return 0
	}
	return (12*y+m-1)*32 + d
}

// period names the period that an ordinal lies in, by its first chars letters.
func period(ord int32, chars int) string {
	return fmt.Sprintf("%04d-%02d-%02d", ord/384, ord/32%12+1, ord%32)[:chars]
}

// intern returns the number of a row of one of the lists, and adds it if it is
// new. find and add take the same arguments.
func (w *writer) intern(find, add string, args ...any) (int64, error) {
	key := fmt.Sprintln(append([]any{add[:len("INSERT INTO s")]}, args...)...)
	if id, ok := w.lists[key]; ok {
		return id, nil
	}
	var id int64
	ok, err := w.one(find, args, &id)
	if err == nil && !ok {
		id, err = w.insert(add, args...)
	}
	if err == nil {
		w.lists[key] = id
	}
	return id, err
}

func (w *writer) spot(place, country string) (int64, error) {
	return w.intern(`SELECT id FROM spots WHERE place = ? AND country = ?`, `INSERT INTO spots (place, country) VALUES (?, ?)`, place, country)
}

func (w *writer) code(party, code string) (int64, error) {
	return w.intern(`SELECT id FROM codes WHERE party = ? AND code = ?`, `INSERT INTO codes (party, code) VALUES (?, ?)`, party, code)
}

func (w *writer) outlet(name string) (int64, error) {
	return w.intern(`SELECT id FROM outlets WHERE name = ?`, `INSERT INTO outlets (name) VALUES (?)`, name)
}

// shape takes the columns of shapes from item to kind.
func (w *writer) shape(columns ...any) (int64, error) {
	return w.intern(`SELECT id FROM shapes WHERE item = ? AND type = ? AND mode = ? AND contexts = ? AND cameo = ? AND quad = ? AND COALESCE(goldstein, 1000) = COALESCE(?, 1000)
		AND modality = ? AND background = ? AND again = ? AND status = ? AND stance = ? AND kind = ?`,
		`INSERT INTO shapes (item, type, mode, contexts, cameo, quad, goldstein, modality, background, again, status, stance, kind) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, columns...)
}

// touch notes that the rows of a document change.
func (w *writer) touch(document int64) { w.touched[document/stripDocs] = true }

// restrip makes the strips of all that was touched.
func (w *writer) restrip() error {
	for _, n := range slices.Sorted(maps.Keys(w.touched)) {
		for _, kind := range []string{"e", "s"} {
			st, err := w.strip(kind, n)
			if err != nil {
				return fmt.Errorf("store: strip %d: %w", n, err)
			}
			id := stripID(kind, n)
			if st.items == 0 {
				_, err = w.exec(`DELETE FROM strips WHERE id = ?`, id)
			} else {
				_, err = w.exec(`INSERT INTO strips VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET first = excluded.first, last = excluded.last, hot = excluded.hot, who = excluded.who, rest = excluded.rest`, id, st.first, st.last, st.hot, st.who, st.rest)
			}
			if err != nil {
				return fmt.Errorf("store: strip %d: %w", n, err)
			}
		}
	}
	clear(w.touched)
	return nil
}

func stripID(kind string, n int64) int64 {
	if kind == "s" {
		return saidStrip + n
	}
	return n
}

// strip is a row of strips in the making.
type strip struct {
	items       int
	first, last int32
	hot         []byte
	who, rest   []byte
}

// item is what a strip holds of an event or a statement.
type item struct {
	document, id, shape, spot, cluster int64
	cast                               int64
	day                                int32
	confidence                         float64
	parts                              []string // "A7": code 7 is an actor, "R7": a recipient
}

// strip makes strip n of a kind from the rows.
func (w *writer) strip(kind string, n int64) (strip, error) {
	st := strip{first: math.MaxInt32}
	items, err := w.items(kind, n*stripDocs, n*stripDocs+stripDocs-1)
	if err != nil || len(items) == 0 {
		return st, err
	}
	st.items = len(items)
	var cluster, last int64
	for _, it := range items {
		if cluster = it.cluster; cluster != 0 {
			break
		}
	}
	st.hot = binary.AppendUvarint(st.hot, uint64(cluster)) //nolint:gosec // rowids are positive
	for len(items) > 0 {
		doc := items[0].document
		k := 0
		for k < len(items) && items[k].document == doc {
			k++
		}
		day, err := w.stripDocument(&st, doc, doc-n*stripDocs, k)
		if err != nil {
			return st, err
		}
		for _, it := range items[:k] {
			st.hot = appendUvarints(st.hot, zigzag(int64(it.day-day)), uint64(it.shape)) //nolint:gosec // as above
			switch {
			case kind == "s":
			case it.cluster == 0:
				st.hot = append(st.hot, 0)
			default:
				st.hot = binary.AppendUvarint(st.hot, 1+zigzag(it.cluster-cluster))
				cluster = it.cluster
			}
			st.add(&it, kind, last)
			last = it.id
			st.first, st.last = min(st.first, it.day), max(st.last, it.day)
		}
		items = items[k:]
	}
	return st, nil
}

// stripDocument adds a document with k items and returns its day.
func (w *writer) stripDocument(st *strip, id, at int64, k int) (int32, error) {
	var published string
	var publisher, origin, grp int64
	ok, err := w.one(`SELECT published, (SELECT id FROM outlets WHERE name = d.publisher), (SELECT id FROM outlets WHERE name = d.origin), grp FROM documents d WHERE id = ?`, []any{id}, &published, &publisher, &origin, &grp)
	if err != nil || !ok {
		return 0, errors.Join(err, fmt.Errorf("document %d", id))
	}
	day := ordinal(published)
	st.hot = appendUvarints(st.hot, uint64(at), uint64(day), uint64(publisher), uint64(origin), zigzag(id-grp), uint64(k)) //nolint:gosec // as above
	return day, nil
}

// scale is how fine a confidence is kept in a varint; one that it does not
// hold exactly follows in eight bytes.
const scale = 10_000

// add adds to what is not hot of a strip.
func (st *strip) add(it *item, kind string, last int64) {
	st.who = binary.AppendUvarint(st.who, uint64(it.cast)) //nolint:gosec // rowids are positive
	st.rest = binary.AppendUvarint(st.rest, zigzag(it.id-last))
	if kind == "e" {
		st.rest = binary.AppendUvarint(st.rest, uint64(it.spot)) //nolint:gosec // as above
	}
	if n := math.Round(it.confidence * scale); n >= 0 && n <= scale && n/scale == it.confidence {
		st.rest = binary.AppendUvarint(st.rest, 1+uint64(n))
	} else {
		st.rest = binary.LittleEndian.AppendUint64(append(st.rest, 0), math.Float64bits(it.confidence))
	}
}

func appendUvarints(b []byte, vs ...uint64) []byte {
	for _, v := range vs {
		b = binary.AppendUvarint(b, v)
	}
	return b
}

func zigzag(v int64) uint64 { return uint64(v<<1) ^ uint64(v>>63) } //nolint:gosec // the bits are meant

// items reads the events or statements of documents from lo to hi, in order.
func (w *writer) items(kind string, lo, hi int64) ([]item, error) {
	of, from := `SELECT document, id, shape, spot, COALESCE(cluster, 0), day, confidence FROM events`, "events"
	if kind == "s" {
		of, from = `SELECT document, id, shape, 0, 0, day, confidence FROM statements`, "statements"
	}
	var items []item
	at := map[int64]int{}
	err := w.rows(of+` WHERE document BETWEEN ? AND ? ORDER BY document, id`, []any{lo, hi}, func(rows *sql.Rows) error {
		var it item
		var day string
		err := rows.Scan(&it.document, &it.id, &it.shape, &it.spot, &it.cluster, &day, &it.confidence)
		it.day = ordinal(day)
		at[it.id] = len(items)
		items = append(items, it)
		return err
	})
	if err != nil {
		return nil, err
	}
	// The signs and CROSS JOIN keep the planner to the keys.
	err = w.rows(`SELECT r.item, r.side || c.id FROM `+from+` x CROSS JOIN roles r ON r.kind = ? AND r.item = x.id LEFT JOIN codes c ON c.party = r.party AND c.code = r.code
		WHERE x.document BETWEEN ? AND ? ORDER BY +x.id, r.side, r.n`, []any{kind, lo, hi}, func(rows *sql.Rows) error {
		var id int64
		var part string
		err := rows.Scan(&id, &part)
		if err == nil {
			it := &items[at[id]]
			it.parts = append(it.parts, part)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	for i := range items {
		if items[i].cast, err = w.castOf(items[i].parts); err != nil {
			return nil, err
		}
	}
	return items, nil
}

// castOf returns the number of who takes part, in any order.
func (w *writer) castOf(parts []string) (int64, error) {
	slices.Sort(parts)
	parts = slices.Compact(parts)
	key := strings.Join(parts, " ")
	if id, ok := w.lists["cast "+key]; ok {
		return id, nil
	}
	var id int64
	ok, err := w.one(`SELECT id FROM casts WHERE parts = ?`, []any{key}, &id)
	if err == nil && !ok {
		id, err = w.insert(`INSERT INTO casts (parts) VALUES (?)`, key)
		for _, p := range parts {
			if err == nil {
				_, err = w.exec(`INSERT INTO cast_codes VALUES (?, ?, ?)`, p[:1], p[1:], id)
			}
		}
	}
	if err == nil {
		w.lists["cast "+key] = id
	}
	return id, err
}

// rows gives the rows of a query to f.
func (w *writer) rows(q string, args []any, f func(*sql.Rows) error) error {
	st, err := w.stmt(q)
	if err != nil {
		return err
	}
	rows, err := st.QueryContext(w.ctx, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// write runs f in a transaction and makes the strips of what it changed.
func (s *Store) write(ctx context.Context, f func(*writer) error) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		w := s.writer(ctx, tx)
		if err := f(w); err != nil {
			return err
		}
		return w.restrip()
	})
}

// stripAll makes the strips of a file that was written before there were any.
func (s *Store) stripAll(ctx context.Context) error {
	var done bool
	if err := s.db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM settings WHERE name = 'strips')`).Scan(&done); err != nil || done {
		return err
	}
	return s.inTx(ctx, func(tx *sql.Tx) error {
		w := s.writer(ctx, tx)
		var last int64
		if _, err := w.one(`SELECT COALESCE(MAX(id), -1) FROM documents`, nil, &last); err != nil {
			return err
		}
		for n := int64(0); n <= last/stripDocs && last >= 0; n++ {
			w.touched[n] = true
		}
		if err := w.restrip(); err != nil {
			return err
		}
		_, err := w.exec(`INSERT OR IGNORE INTO settings VALUES ('strips', '1')`)
		return err
	})
}

// verifyStrips makes every strip again and compares.
func (s *Store) verifyStrips(ctx context.Context) ([]Fault, error) {
	var out []Fault
	err := s.in(ctx, &sql.TxOptions{ReadOnly: true}, func(tx *sql.Tx) error {
		w := s.writer(ctx, tx)
		var last int64
		if _, err := w.one(`SELECT COALESCE(MAX(id), -1) FROM documents`, nil, &last); err != nil {
			return err
		}
		made := 0
		for n := int64(0); n <= last/stripDocs && last >= 0 && len(out) < maxFaults; n++ {
			for _, kind := range []string{"e", "s"} {
				want, err := w.strip(kind, n)
				if err != nil {
					return err
				}
				var have strip
				ok, err := w.one(`SELECT first, last, hot, who, rest FROM strips WHERE id = ?`, []any{stripID(kind, n)}, &have.first, &have.last, &have.hot, &have.who, &have.rest)
				switch {
				case err != nil:
					return err
				case ok != (want.items > 0), ok && (have.first != want.first || have.last != want.last || !bytes.Equal(have.hot, want.hot) || !bytes.Equal(have.who, want.who) || !bytes.Equal(have.rest, want.rest)):
					out = append(out, Fault{"strips are of their rows", fmt.Sprintf("documents %d to %d", n*stripDocs, (n+1)*stripDocs-1)})
				case ok:
					made++
				}
			}
		}
		var n int
		if _, err := w.one(`SELECT COUNT(*) FROM strips`, nil, &n); err != nil {
			return err
		}
		if n != made && len(out) == 0 {
			out = append(out, Fault{"strips are of their rows", fmt.Sprintf("%d strips without documents", n-made)})
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("store: verify: %w", err)
	}
	return out, nil
}
