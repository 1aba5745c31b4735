package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"casus.dev/casus/event"
)

// Outcome says what became of a report that was put.
type Outcome uint8

// The outcomes.
const (
	Added    Outcome = iota // a new article
	Repeated                // the very same article was there; the sighting is noted
	Near                    // a new article that nearly repeats another: one source
	Updated                 // a new text at a known address: it replaces the old one
	Refused                 // the document was forgotten
	Recoded                 // the same text coded by another version
)

var outcomeNames = [...]string{"added", "repeated", "near-duplicate", "updated", "forgotten", "recoded"}

// String returns the outcome's name.
func (o Outcome) String() string { return outcomeNames[o] }

// Known reports whether the article with this id is in the file, or was at this
// address before a later text took its place, so that it need not be coded again.
func (s *Store) Known(ctx context.Context, doc, url string) (bool, error) {
	var n int
	err := s.db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM documents WHERE doc = ?1) OR EXISTS (SELECT 1 FROM former WHERE url = ?2 AND doc = ?1)
		OR EXISTS (SELECT 1 FROM tombstones WHERE kind = 'document' AND hash = ?1)`, doc, Canonical(url)).Scan(&n)
	if err != nil {
		return false, fmt.Errorf("store: %w", err)
	}
	return n != 0, nil
}

// Put stores reports in one transaction, in order, and returns what became of
// each. Putting a report twice changes nothing. A report with Skipped text
// (see Skip) holds no events.
func (s *Store) Put(ctx context.Context, reports ...*event.Report) ([]Outcome, error) {
	out := make([]Outcome, 0, len(reports))
	err := s.write(ctx, func(w *writer) error {
		for _, r := range reports {
			o, err := w.put(r, "")
			if err != nil {
				return fmt.Errorf("store: put %s: %w", r.Ref, err)
			}
			out = append(out, o)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// Skip notes an article that was seen and not coded, and why.
func (s *Store) Skip(ctx context.Context, r *event.Report, why string) (Outcome, error) {
	var o Outcome
	err := s.write(ctx, func(w *writer) (err error) {
		o, err = w.put(r, why)
		return err
	})
	return o, err
}

// sight notes an address at which a document was seen, unless it is its own.
// ?1 is the document's row, or 0 to find it by its id ?5.
const sight = `INSERT OR IGNORE INTO sightings SELECT id, ?2, ?3, ?4 FROM documents
	WHERE (id = ?1 OR ?1 = 0 AND doc = ?5) AND NOT (url = ?2 AND ref = ?3 AND publisher = ?4)`

// writer writes rows inside one transaction.
type writer struct {
	ctx   context.Context //nolint:containedctx // lives for one transaction
	tx    *sql.Tx
	mode  Mode
	codec *codec
	stmts map[string]*sql.Stmt // closed with the transaction

	lists   map[string]int64 // numbers of rows of the lists behind strips
	touched map[int64]bool   // strips whose rows have changed

	rejected map[string]bool // statements of the report at hand, see statementStatus
}

func (s *Store) writer(ctx context.Context, tx *sql.Tx) *writer {
	return &writer{ctx: ctx, tx: tx, mode: s.mode, codec: s.codec, stmts: map[string]*sql.Stmt{}, lists: map[string]int64{}, touched: map[int64]bool{}}
}

// stmt prepares a statement once a transaction.
func (w *writer) stmt(q string) (*sql.Stmt, error) {
	if st, ok := w.stmts[q]; ok {
		return st, nil
	}
	st, err := w.tx.PrepareContext(w.ctx, q)
	if err != nil {
		return nil, fmt.Errorf("%w in %.60s", err, q)
	}
	w.stmts[q] = st
	return st, nil
}

func (w *writer) exec(q string, args ...any) (sql.Result, error) {
	st, err := w.stmt(q)
	if err != nil {
		return nil, err
	}
	return st.ExecContext(w.ctx, args...)
}

func (w *writer) insert(q string, args ...any) (int64, error) {
	r, err := w.exec(q, args...)
	if err != nil {
		return 0, err
	}
	return r.LastInsertId()
}

// one scans a single row; it returns false if there is none.
func (w *writer) one(q string, args []any, dst ...any) (bool, error) {
	st, err := w.stmt(q)
	if err != nil {
		return false, err
	}
	err = st.QueryRowContext(w.ctx, args...).Scan(dst...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

func (w *writer) put(r *event.Report, skipped string) (Outcome, error) {
	if gone, err := w.forgotten("document", r.ID); err != nil || gone {
		return Refused, err
	}
	if err := w.suppress(r); err != nil {
		return Added, err
	}
	var id, run int64
	known, err := w.one(`SELECT id, run FROM documents WHERE doc = ?`, []any{r.ID}, &id, &run)
	if err != nil {
		return Added, err
	}
	if !known {
		old, err := w.one(`SELECT 1 FROM former WHERE url = ? AND doc = ?`, []any{Canonical(r.URL), r.ID}, new(int))
		if err != nil || old {
			return Repeated, err
		}
	}
	now, err := w.run(r.Coder)
	if err != nil {
		return Added, err
	}
	outcome := Added
	switch {
	case known && run == now:
		_, err := w.exec(sight, id, Canonical(r.URL), r.Ref, r.Publisher, r.ID)
		return Repeated, err
	case known:
		outcome = Recoded
		if err := w.remove(id); err != nil {
			return outcome, err
		}
	case r.URL != "":
		old, err := w.replace(Canonical(r.URL))
		if err != nil {
			return outcome, err
		}
		if old {
			outcome = Updated
		}
	}
	if err := w.correct(r); err != nil {
		return outcome, err
	}
	near, err := w.document(r, now, skipped)
	if err == nil && near && outcome == Added {
		outcome = Near
	}
	return outcome, err
}

// replace takes out the article that stands at an address, and reports whether
// there was one.
func (w *writer) replace(url string) (bool, error) {
	var id int64
	if ok, err := w.one(`SELECT id FROM documents WHERE url = ?`, []any{url}, &id); err != nil || !ok {
		return false, err
	}
	if _, err := w.exec(`INSERT OR IGNORE INTO former SELECT url, doc FROM documents WHERE id = ?`, id); err != nil {
		return false, err
	}
	return true, w.remove(id)
}

func (w *writer) run(v event.Version) (int64, error) {
	var id int64
	ok, err := w.one(`SELECT id FROM runs WHERE program = ? AND model = ? AND lexicon = ? AND gazetteer = ?`, []any{v.Version, v.Model, v.Lexicon, v.Gazetteer}, &id)
	if err != nil || ok {
		return id, err
	}
	return w.insert(`INSERT INTO runs (program, model, lexicon, gazetteer) VALUES (?, ?, ?, ?)`, v.Version, v.Model, v.Lexicon, v.Gazetteer)
}

// document writes r and all that depends on it, and reports whether it nearly
// repeats an earlier article.
func (w *writer) document(r *event.Report, run int64, skipped string) (near bool, err error) {
	sig := sign(r.Text)
	grp, err := w.group(sig)
	if err != nil {
		return false, err
	}
	record, err := w.codec.pack(r, w.mode)
	if err != nil {
		return false, err
	}
	id, err := w.insert(`INSERT INTO documents (doc, run, ref, url, title, publisher, origin, published, published_basis, updated, updated_basis, language, bytes, sentences, grp, skipped, signature, record)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		r.ID, run, r.Ref, Canonical(r.URL), r.Title, r.Publisher, origin(r), r.Published, r.PubBasis, r.Updated, r.UpdBasis, r.Language, len(r.Text), len(r.Sentences), grp, skipped, sig.bytes(), record)
	if err != nil {
		return false, err
	}
	w.touch(id)
	for _, name := range []string{r.Publisher, origin(r)} {
		if _, err := w.outlet(name); err != nil {
			return false, err
		}
	}
	if grp == 0 {
		if _, err := w.exec(`UPDATE documents SET grp = id WHERE id = ?`, id); err != nil {
			return false, err
		}
	}
	for b, h := range sig.bands() {
		if _, err := w.exec(`INSERT OR IGNORE INTO bands VALUES (?, ?, ?)`, b, h, id); err != nil {
			return false, err
		}
	}
	if r.Published != "" {
		if _, err := w.exec(`INSERT INTO coverage VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET documents = documents + 1`, r.Published, r.Publisher); err != nil {
			return false, err
		}
	}
	if skipped != "" {
		return grp != 0, nil
	}
	return grp != 0, newRowWriter(w, r, id).all()
}

// group returns the group of the earliest article that sig nearly repeats, 0
// if there is none.
func (w *writer) group(sig signature) (int64, error) {
	for b, h := range sig.bands() {
		if grp, err := w.groupInBand(sig, b, h); err != nil || grp != 0 {
			return grp, err
		}
	}
	return 0, nil
}

func (w *writer) groupInBand(sig signature, band int, hash int64) (best int64, err error) {
	st, err := w.stmt(`SELECT d.grp, d.signature FROM bands b JOIN documents d ON d.id = b.document WHERE b.band = ? AND b.hash = ? ORDER BY d.id LIMIT 20`)
	if err != nil {
		return 0, err
	}
	rows, err := st.QueryContext(w.ctx, band, hash)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() {
		var grp int64
		var other []byte
		if err := rows.Scan(&grp, &other); err != nil {
			return 0, err
		}
		if (best == 0 || grp < best) && sig.overlap(readSignature(other)) >= sameArticle {
			best = grp
		}
	}
	return best, rows.Err()
}

// origin is who first told the report: the agency that the text credits, else
// its publisher.
func origin(r *event.Report) string {
	switch {
	case len(r.Credit) > 0:
		return r.Credit[0]
	case r.Dateline != nil && r.Dateline.Agency != "":
		return r.Dateline.Agency
	}
	return r.Publisher
}

func (w *writer) forgotten(kind, what string) (bool, error) {
	var n int
	_, err := w.one(`SELECT COUNT(*) FROM tombstones WHERE kind = ? AND hash = ?`, []any{kind, what}, &n)
	return n > 0, err
}

// nameHash is what a tombstone keeps of a name.
func nameHash(name string) string {
	h := sha256.Sum256([]byte(strings.ToLower(strings.Join(strings.Fields(name), " "))))
	return hex.EncodeToString(h[:])
}

// Sight notes that an article that is in the file was seen again.
func (s *Store) Sight(ctx context.Context, r *event.Report) (Outcome, error) {
	out := Repeated
	err := s.write(ctx, func(w *writer) error {
		if gone, err := w.forgotten("document", r.ID); err != nil || gone {
			out = Refused
			return err
		}
		_, err := w.exec(sight, 0, Canonical(r.URL), r.Ref, r.Publisher, r.ID)
		return err
	})
	return out, err
}
