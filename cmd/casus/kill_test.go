package main

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"casus.dev/casus/internal/keep/store"
)

// killed is how often TestKilledIngestIsResumed kills, unless $CASUS_TEST_KILLS
// says otherwise: fifty take a minute on two idle cores.
const killed = 5

// reams writes n records: new ones, copies that another paper prints, the very
// same again, a later text at a known address, and one in another language.
func reams(t *testing.T, n int) string {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	for i := range n {
		rec := map[string]string{"id": fmt.Sprint("r", i), "publisher": fmt.Sprint("Paper ", i%7), "published": fmt.Sprintf("2024-03-%02d", 1+i%28), "url": fmt.Sprintf("https://paper.example/%d", i), "text": paragraph(7, i)}
		switch {
		case i%10 == 4:
			rec["text"] = paragraph(7, i-3) + " Readers may write to the editor."
		case i%10 == 6:
			rec["text"], rec["url"] = paragraph(7, i-2), ""
		case i%10 == 8:
			rec["url"] = fmt.Sprintf("https://paper.example/%d", i-7)
		case i%50 == 9:
			rec["text"] = "Le gouvernement a annoncé mardi que les négociations avec ses voisins reprendraient la semaine prochaine à Genève, selon un porte-parole."
		}
		if err := enc.Encode(rec); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "reams.jsonl")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestKilledIngestIsResumed kills the program that ingests with SIGKILL at
// random moments, from its start to its end, and starts it again: the file must
// hold the rows of an undisturbed run, all of them and no other.
func TestKilledIngestIsResumed(t *testing.T) {
	kills := killed
	if v := os.Getenv("CASUS_TEST_KILLS"); v != "" {
		n, err := strconv.Atoi(v)
		if err != nil {
			t.Fatal(err)
		}
		kills = n
	}
	program, err := exec.LookPath("casus") // this test's binary, see TestMain
	if err != nil {
		t.Fatal(err)
	}
	input, dir := reams(t, 260), t.TempDir()
	// ingest reports whether the program was killed before it ended.
	ingest := func(db string, after time.Duration) bool {
		cmd := exec.CommandContext(t.Context(), program, "ingest", "--db", db, input)
		var log bytes.Buffer
		cmd.Stderr = &log
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if after > 0 {
			defer time.AfterFunc(after, func() { cmd.Process.Kill() }).Stop() //nolint:errcheck // it may have ended
		}
		err := cmd.Wait()
		if err != nil && (after == 0 || cmd.ProcessState.ExitCode() != -1) {
			t.Fatalf("ingest: %v\n%s", err, log.String())
		}
		return err != nil
	}
	start := time.Now()
	whole := filepath.Join(dir, "whole.db")
	ingest(whole, 0)
	took := time.Since(start)
	want := rowsOf(t, whole)
	r := rand.New(rand.NewPCG(50, 9))
	files, early := 0, 0
	for n := 0; n < kills; {
		files++
		db := filepath.Join(dir, fmt.Sprintf("killed%d.db", files))
		for {
			if n >= kills {
				ingest(db, 0)
				break
			}
			if !ingest(db, time.Duration(1+r.Int64N(int64(took)))) {
				break
			}
			if n++; documents(t, db) == 0 {
				early++
			}
		}
		if diff := cmp.Diff(want, rowsOf(t, db)); diff != "" {
			t.Fatalf("after %d kills the resumed file differs (-undisturbed +resumed):\n%.4000s", n, diff)
		}
	}
	t.Logf("%d kills over %d files, %d of them before the first documents were stored; an undisturbed run took %v", kills, files, early, took.Round(time.Millisecond))
}

// documents counts the documents of a file, which may not be there yet.
func documents(t *testing.T, path string) (n int) {
	t.Helper()
	raw, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	if err := raw.QueryRowContext(t.Context(), `SELECT COUNT(*) FROM documents`).Scan(&n); err != nil {
		return 0
	}
	return n
}

// rowsOf returns every row of every table of a sound file, by table. The parts
// of the full-text indexes are left out: they are cut by transactions, but the
// words that they find are in.
func rowsOf(t *testing.T, path string) map[string][]string {
	t.Helper()
	s, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	faults, err := s.Verify(t.Context(), nil)
	if err != nil || len(faults) > 0 {
		t.Fatalf("%s: %v, %v", path, faults, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	raw, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	asked := map[string]string{"words of kenya": `SELECT rowid FROM words WHERE words MATCH 'kenya'`, "words of said": `SELECT rowid FROM words WHERE words MATCH 'said'`}
	for _, r := range cellsOf(t, raw, `SELECT name FROM sqlite_schema WHERE type = 'table'`) {
		name := strings.Trim(r, "[]")
		if strings.Contains(name, "words") || name == "goose_db_version" || name == "sqlite_sequence" {
			continue
		}
		asked[name] = `SELECT * FROM ` + name
	}
	out := map[string][]string{}
	for _, name := range slices.Sorted(maps.Keys(asked)) {
		out[name] = cellsOf(t, raw, asked[name])
	}
	if len(out["documents"]) == 0 || len(out["events"]) == 0 || len(out["strips"]) == 0 || len(out["former"]) == 0 || len(out["words of said"]) == 0 {
		t.Fatalf("%s holds %d documents, %d events, %d strips, %d former texts", path, len(out["documents"]), len(out["events"]), len(out["strips"]), len(out["former"]))
	}
	return out
}

func cellsOf(t *testing.T, raw *sql.DB, text string) []string {
	t.Helper()
	rows, err := raw.QueryContext(t.Context(), text)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for rows.Next() {
		cells, to := make([]any, len(columns)), make([]any, len(columns))
		for i := range cells {
			to[i] = &cells[i]
		}
		if err := rows.Scan(to...); err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprint(cells))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}
