package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"casus.dev/casus/event"
)

// remove deletes a document and all that depends on it, and takes it out of
// the roll-ups. It looks at the document's own rows only, however large the
// file is.
func (w *writer) remove(id int64) error {
	if err := w.rows(`SELECT id FROM documents WHERE grp = (SELECT grp FROM documents WHERE id = ?1) OR id = ?1`, []any{id}, func(rows *sql.Rows) error {
		var member int64
		err := rows.Scan(&member)
		w.touch(member) // its group may change
		return err
	}); err != nil {
		return err
	}
	if err := w.uncount(id); err != nil {
		return err
	}
	var signed []byte
	var clusters string
	if _, err := w.one(`SELECT signature, (SELECT json_group_array(DISTINCT cluster) FROM events WHERE document = ?1 AND cluster IS NOT NULL) FROM documents WHERE id = ?1`, []any{id}, &signed, &clusters); err != nil {
		return err
	}
	for b, h := range readSignature(signed).bands() {
		if _, err := w.exec(`DELETE FROM bands WHERE band = ? AND hash = ? AND document = ?`, b, h, id); err != nil {
			return err
		}
	}
	for _, q := range []string{
		`DELETE FROM words WHERE rowid IN (SELECT 2*id FROM events WHERE document = ?1 UNION SELECT 2*id+1 FROM statements WHERE document = ?1)`,
		`DELETE FROM ledger_words WHERE rowid IN (SELECT id FROM ledger WHERE document = ?1)`,
		`DELETE FROM roles WHERE kind = 'e' AND item IN (SELECT id FROM events WHERE document = ?1)`,
		`DELETE FROM roles WHERE kind = 's' AND item IN (SELECT id FROM statements WHERE document = ?1)`,
		`UPDATE coverage SET documents = documents - 1 WHERE (day, publisher) = (SELECT published, publisher FROM documents WHERE id = ?1)`,
		// Another member stands for the group from now on.
		`UPDATE documents SET grp = (SELECT MIN(id) FROM documents WHERE grp = ?1 AND id <> ?1) WHERE grp = ?1 AND id <> ?1`,
		`DELETE FROM documents WHERE id = ?1`,
	} {
		if _, err := w.exec(q, id); err != nil {
			return err
		}
	}
	if _, err := w.exec(`DELETE FROM coverage WHERE documents <= 0`); err != nil {
		return err
	}
	_, err := w.exec(`DELETE FROM clusters WHERE id IN (SELECT value FROM json_each(?)) AND NOT EXISTS (SELECT 1 FROM events WHERE cluster = clusters.id)`, clusters)
	return err
}

// told is what the roll-up sums: a row for every pair of different parties of
// every event that counts, with its Goldstein score in tenths. Parts are looked
// up by their primary key, the unary pluses keep the planner to it.
const told = `SELECT e.day AS day, COALESCE(a.party, '') AS a, COALESCE(r.party, '') AS r, e.type AS type, 1 AS n, CAST(ROUND(10 * COALESCE(e.goldstein, 0)) AS INTEGER) AS g FROM events e
	LEFT JOIN roles a ON a.kind = 'e' AND a.item = e.id AND a.side = 'A' AND +a.party <> '' AND NOT EXISTS (SELECT 1 FROM roles b WHERE b.kind = 'e' AND b.item = e.id AND b.side = 'A' AND b.n < a.n AND +b.party = a.party)
	LEFT JOIN roles r ON r.kind = 'e' AND r.item = e.id AND r.side = 'R' AND +r.party <> '' AND NOT EXISTS (SELECT 1 FROM roles b WHERE b.kind = 'e' AND b.item = e.id AND b.side = 'R' AND b.n < r.n AND +b.party = r.party)
	WHERE e.modality = 'actual' AND e.same_as = '' AND e.background = 0 AND e.status IN ('machine', 'corrected')`

// uncount takes the events of a document out of the roll-up of dyads.
func (w *writer) uncount(id int64) error {
	if _, err := w.exec(`UPDATE dyads SET mentions = mentions - s.n, goldstein = goldstein - s.g
		FROM (SELECT day, a, r, type, SUM(n) AS n, SUM(g) AS g FROM (`+told+` AND e.document = ?1) GROUP BY day, a, r, type) s
		WHERE dyads.actor = s.a AND dyads.recipient = s.r AND dyads.day = s.day AND dyads.type = s.type`, id); err != nil {
		return err
	}
	_, err := w.exec(`DELETE FROM dyads WHERE mentions <= 0`)
	return err
}

// erase is write for what must leave no trace: what is deleted is overwritten,
// also in the pages of the file that nothing uses any more, in the full-text
// indexes and in the log. It takes time that grows with the file.
func (s *Store) erase(ctx context.Context, f func(*writer) error) error {
	if err := s.write(ctx, func(w *writer) error {
		if _, err := w.tx.ExecContext(ctx, `PRAGMA secure_delete = 1`); err != nil {
			return fmt.Errorf("store: forget: %w", err)
		}
		if err := f(w); err != nil {
			return err
		}
		for _, q := range []string{
			`INSERT INTO words (words) VALUES ('optimize')`,
			`INSERT INTO ledger_words (ledger_words) VALUES ('optimize')`,
			`DELETE FROM outlets WHERE name NOT IN (SELECT publisher FROM documents UNION SELECT origin FROM documents)`,
			`DELETE FROM spots WHERE id NOT IN (SELECT spot FROM events)`,
		} {
			if _, err := w.tx.ExecContext(ctx, q); err != nil {
				return fmt.Errorf("store: forget: %w", err)
			}
		}
		return nil
	}); err != nil {
		return err
	}
	// What earlier transactions left in free pages goes with the file's rewriting.
	for _, q := range []string{`VACUUM`, `PRAGMA wal_checkpoint(TRUNCATE)`} {
		if _, err := s.db.ExecContext(ctx, q); err != nil {
			return fmt.Errorf("store: forget: it is done, but others use the file, which may still hold traces; do it again: %w", err)
		}
	}
	return nil
}

// ForgetDocument erases an article by its id or address and leaves a
// tombstone, so that it is not taken in again. It returns ErrNotFound if no
// such article is there; the tombstone stands all the same.
func (s *Store) ForgetDocument(ctx context.Context, what, day string) error {
	return s.erase(ctx, func(w *writer) error {
		var id int64
		doc, url := what, ""
		ok, err := w.one(`SELECT id, doc, url FROM documents WHERE doc = ? OR (url <> '' AND url = ?)`, []any{what, Canonical(what)}, &id, &doc, &url)
		if err != nil {
			return fmt.Errorf("store: forget: %w", err)
		}
		if !ok {
			return fmt.Errorf("%w: document %q", ErrNotFound, what)
		}
		if err := w.remove(id); err != nil {
			return fmt.Errorf("store: forget: %w", err)
		}
		if _, err := w.exec(`DELETE FROM corrections WHERE doc = ?`, doc); err != nil {
			return fmt.Errorf("store: forget: %w", err)
		}
		for _, q := range []string{`INSERT OR IGNORE INTO tombstones SELECT 'document', doc, ?2 FROM former WHERE url = ?1 AND doc NOT IN (SELECT doc FROM documents)`, `DELETE FROM former WHERE url = ?1`} {
			if _, err := w.tx.ExecContext(w.ctx, q, url, day); err != nil {
				return fmt.Errorf("store: forget: %w", err)
			}
		}
		_, err = w.exec(`INSERT OR IGNORE INTO tombstones VALUES ('document', ?, ?)`, doc, day)
		return err
	})
}

// ForgetPerson erases a person: its actors, statements and parts in events,
// and every passage that names it. Only a hash of the name stays, so that the
// person is not taken in again. It returns the number of articles changed.
func (s *Store) ForgetPerson(ctx context.Context, name, day string) (int, error) {
	n := 0
	err := s.erase(ctx, func(w *writer) error {
		if _, err := w.exec(`INSERT OR IGNORE INTO tombstones VALUES ('person', ?, ?)`, nameHash(name), day); err != nil {
			return err
		}
		ids, err := w.documentsWith(name)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if err := w.rewrite(id); err != nil {
				return err
			}
		}
		n = len(ids)
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("store: forget: %w", err)
	}
	return n, nil
}

// documentsWith returns the documents in which name takes part or is named.
func (w *writer) documentsWith(name string) ([]int64, error) {
	st, err := w.stmt(`
		SELECT e.document FROM roles r JOIN events e ON e.id = r.item WHERE r.kind = 'e' AND r.name = ?1 COLLATE NOCASE
		UNION SELECT s.document FROM roles r JOIN statements s ON s.id = r.item WHERE r.kind = 's' AND r.name = ?1 COLLATE NOCASE
		UNION SELECT document FROM ledger WHERE actor = ?1 COLLATE NOCASE
		UNION SELECT e.document FROM words JOIN events e ON words.rowid = 2*e.id WHERE words MATCH ?2
		UNION SELECT s.document FROM words JOIN statements s ON words.rowid = 2*s.id+1 WHERE words MATCH ?2
		ORDER BY 1`)
	if err != nil {
		return nil, err
	}
	rows, err := st.QueryContext(w.ctx, name, phrase(name))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var ids []int64
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}

// rewrite writes a stored document anew, without the persons that are
// forgotten.
func (w *writer) rewrite(id int64) error {
	var blob []byte
	var run int64
	var skipped string
	if _, err := w.one(`SELECT record, run, skipped FROM documents WHERE id = ?`, []any{id}, &blob, &run, &skipped); err != nil {
		return err
	}
	if blob == nil {
		return w.remove(id)
	}
	r, err := w.codec.unpack(blob)
	if err != nil {
		return err
	}
	if r.Text == "" {
		return w.redact(id, r)
	}
	if err := w.remove(id); err != nil {
		return err
	}
	if err := w.suppress(r); err != nil {
		return err
	}
	if err := w.correct(r); err != nil {
		return err
	}
	_, err = w.document(r, run, skipped)
	return err
}

// redact takes the forgotten persons out of the rows of a document whose text
// is not kept: rows that rest on them go, and their names are blanked in the
// passages of the others.
func (w *writer) redact(id int64, r *event.Report) error {
	gone, names, err := w.persons(r)
	if err != nil || len(gone) == 0 {
		return err
	}
	w.touch(id)
	if err := w.uncount(id); err != nil {
		return err
	}
	drop(r, gone)
	events, statements := []string{}, []string{} // not nil: in SQL nothing is outside of null
	for i := range r.Events {
		events = append(events, r.Events[i].ID)
	}
	for i := range r.Statements {
		statements = append(statements, r.Statements[i].ID)
	}
	if err := w.redactTable("events", "eid", "e", 0, id, events, names); err != nil {
		return err
	}
	if err := w.redactTable("statements", "sid", "s", 1, id, statements, names); err != nil {
		return err
	}
	if _, err := w.exec(`DELETE FROM ledger_words WHERE rowid IN (SELECT id FROM ledger WHERE document = ?)`, id); err != nil {
		return err
	}
	for _, name := range names {
		if _, err := w.exec(`DELETE FROM ledger WHERE document = ? AND actor = ?`, id, name); err != nil {
			return err
		}
		if _, err := w.exec(`UPDATE ledger SET evidence = REPLACE(evidence, ?, '[…]') WHERE document = ?`, name, id); err != nil {
			return err
		}
	}
	if _, err := w.exec(`INSERT INTO ledger_words (rowid, evidence) SELECT id, evidence FROM ledger WHERE document = ? AND evidence <> ''`, id); err != nil {
		return err
	}
	rows := newRowWriter(w, r, id)
	for i := range r.Events {
		shape, err := w.eventShape(&r.Events[i]) // it may have become the first to tell
		if err != nil {
			return err
		}
		if _, err := w.exec(`UPDATE events SET same_as = ?, shape = ? WHERE document = ? AND eid = ?`, r.Events[i].SameAs, shape, id, r.Events[i].ID); err != nil {
			return err
		}
		if e := &r.Events[i]; Counts(e) && statusOf(e) != "rejected" {
			day, _, _ := rows.dayOf(e)
			if err := rows.dyads(e, day, 1); err != nil {
				return err
			}
		}
	}
	r.Title = blank(r.Title, names)
	packed, err := w.codec.pack(r, w.mode)
	if err != nil {
		return err
	}
	_, err = w.exec(`UPDATE documents SET record = ?, title = ? WHERE id = ?`, packed, r.Title, id)
	return err
}

// blank takes names out of a title.
func blank(title string, names []string) string {
	for _, name := range names {
		title = strings.ReplaceAll(title, name, "[…]")
	}
	return title
}

// redactTable keeps the rows of a table whose ids are listed, without names.
func (w *writer) redactTable(table, column, kind string, odd int, id int64, keep, names []string) error {
	list, err := json.Marshal(keep)
	if err != nil {
		return err
	}
	for _, name := range names {
		if _, err := w.exec(`DELETE FROM roles WHERE kind = ? AND name = ? AND item IN (SELECT id FROM `+table+` WHERE document = ?)`, kind, name, id); err != nil {
			return err
		}
		if _, err := w.exec(`UPDATE `+table+` SET evidence = REPLACE(evidence, ?, '[…]') WHERE document = ?`, name, id); err != nil {
			return err
		}
	}
	for _, q := range []string{
		`DELETE FROM words WHERE rowid IN (SELECT 2*id+?1 FROM ` + table + ` WHERE document = ?2)`,
		`DELETE FROM roles WHERE kind = '` + kind + `' AND item IN (SELECT id FROM ` + table + ` WHERE document = ?2 AND ` + column + ` NOT IN (SELECT value FROM json_each(?3)))`,
		`DELETE FROM ` + table + ` WHERE document = ?2 AND ` + column + ` NOT IN (SELECT value FROM json_each(?3))`,
		`INSERT INTO words (rowid, evidence) SELECT 2*id+?1, evidence FROM ` + table + ` WHERE document = ?2 AND evidence <> ''`,
	} {
		args := []any{odd, id}
		if strings.Contains(q, "?3") {
			args = append(args, string(list))
		}
		if _, err := w.tx.ExecContext(w.ctx, q, args...); err != nil {
			return fmt.Errorf("%w in %.50s", err, q)
		}
	}
	return nil
}

// persons returns the actors of r that are forgotten, by id, and the names
// that they go by: the full name first, then the last word of it.
func (w *writer) persons(r *event.Report) (gone map[string]bool, names []string, err error) {
	gone = map[string]bool{}
	for _, a := range r.Actors {
		hit, err := w.forgotten("person", nameHash(a.Name))
		if err != nil {
			return nil, nil, err
		}
		if a.Kind != event.Person || !hit {
			continue
		}
		gone[a.ID] = true
		names = append(names, a.Name)
		if f := strings.Fields(a.Name); len(f) > 1 {
			names = append(names, f[len(f)-1])
		}
	}
	return gone, names, nil
}

// suppress takes the persons out of r that are forgotten: their mentions are
// blanked in the text, and what they said or did is dropped.
func (w *writer) suppress(r *event.Report) error {
	gone, names, err := w.persons(r)
	if err != nil || len(gone) == 0 {
		return err
	}
	r.Title = blank(r.Title, names)
	text := []byte(r.Text)
	for _, a := range r.Actors {
		if !gone[a.ID] {
			continue
		}
		for _, m := range a.Mentions {
			for i := m.Span.Start; i < m.Span.End && i < len(text); i++ {
				text[i] = '.'
			}
		}
	}
	r.Text = string(text)
	drop(r, gone)
	return nil
}

// drop takes out everything in r that rests on the actors that are gone.
func drop(r *event.Report, gone map[string]bool) {
	isGone := func(id string) bool { return gone[id] }
	r.Actors = slices.DeleteFunc(slices.Clone(r.Actors), func(a event.Actor) bool { return gone[a.ID] })
	r.Statements = slices.DeleteFunc(slices.Clone(r.Statements), func(s event.Statement) bool { return gone[s.Speaker.Actor] })
	r.Threats = slices.DeleteFunc(slices.Clone(r.Threats), func(t event.Threat) bool { return gone[t.Speaker] })
	r.Claims = slices.DeleteFunc(slices.Clone(r.Claims), func(c event.Claim) bool { return gone[c.Asserter] || gone[c.About] })
	r.Positions = slices.DeleteFunc(slices.Clone(r.Positions), func(p event.Position) bool { return gone[p.Actor] })
	r.Shifts = slices.DeleteFunc(slices.Clone(r.Shifts), func(s event.Shift) bool { return gone[s.Actor] })
	events := r.Events[:0:0]
	heirs := map[string]string{} // of a dropped event: the next that repeats it
	for _, e := range r.Events {
		had := len(e.Actors) + len(e.Recipients)
		e.Actors = slices.DeleteFunc(slices.Clone(e.Actors), isGone)
		e.Recipients = slices.DeleteFunc(slices.Clone(e.Recipients), isGone)
		first, told := e.SameAs, e.SameAs != ""
		if heir, dropped := heirs[first]; dropped {
			first = heir
		}
		if had > 0 && len(e.Actors)+len(e.Recipients) == 0 {
			heirs[e.ID] = first
			continue
		}
		if told && first == "" { // from now on it is the first to tell
			heirs[e.SameAs] = e.ID
		}
		e.SameAs = first
		e.Evidence = slices.DeleteFunc(slices.Clone(e.Evidence), func(v event.Evidence) bool { return v.Field == "actor" || v.Field == "recipient" })
		events = append(events, e)
	}
	r.Events = events
}
