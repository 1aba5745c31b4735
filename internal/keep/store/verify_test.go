package store_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"strconv"
	"testing"

	"casus.dev/casus/event"
	"casus.dev/casus/internal/keep/store"
)

// TestVerifyFindsWhatIsBroken breaks one invariant at a time behind the
// store's back.
func TestVerifyFindsWhatIsBroken(t *testing.T) {
	for what, harm := range map[string]string{
		"foreign keys":                                      `UPDATE documents SET run = 99`,
		"groups have a living head":                         `UPDATE documents SET grp = 99 WHERE id = 2`,
		"roles belong to an item":                           `INSERT INTO roles VALUES (99, 'e', 'A', 0, 'KEN', 'KEN', 'Kenya', '2024-03-04')`,
		"words belong to an item":                           `INSERT INTO words (rowid, evidence) VALUES (198, 'nothing')`,
		"words of the ledger belong to it":                  `INSERT INTO ledger_words (rowid, evidence) VALUES (99, 'nothing')`,
		"every passage is indexed":                          `DELETE FROM words WHERE rowid = 2`,
		"clusters have members":                             `INSERT INTO clusters (key, first, place) VALUES ('AID KEN SOM', '2024-03-04', '')`,
		"same_as names an event of the document":            `UPDATE events SET same_as = 'e9' WHERE id = 1`,
		"skipped documents hold nothing":                    `UPDATE documents SET skipped = 'language fr' WHERE id = 1`,
		"forgotten documents are gone":                      `INSERT INTO tombstones SELECT 'document', doc, '2024-04-01' FROM documents WHERE id = 1`,
		"coverage is the number of documents":               `UPDATE coverage SET documents = documents + 1`,
		"the roll-up is the sum of its events":              `UPDATE dyads SET goldstein = goldstein + 1`,
		"near-duplicates are looked up by living documents": `INSERT INTO bands VALUES (0, 1, 99)`,
		"groups are led by their earliest article":          `UPDATE documents SET grp = 2 WHERE id = 1`,
		"items have their shapes":                           `UPDATE events SET type = 'AID' WHERE id = 1`,
		"strips are of their rows":                          `UPDATE events SET confidence = 0.123456789 WHERE id = 1`,
		"replaced texts are gone from their address":        `INSERT INTO former SELECT url, doc FROM documents WHERE id = 1`,
		"record can be read":                                `UPDATE documents SET record = x'00' WHERE id = 1`,
		"record is of its document":                         `UPDATE documents SET record = (SELECT record FROM documents WHERE id = 2) WHERE id = 1`,
		"record has its rows":                               `DELETE FROM statements WHERE id = 1`,
	} {
		path := filepath.Join(t.TempDir(), "c.db")
		s, err := store.Open(t.Context(), path, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		put(t, s, report(1, "Wire", "2024-03-04", "KEN", "SOM", "accused"), report(2, "Post", "2024-06-01", "FRA", "DEU", "blamed"))
		verify(t, s)
		raw, err := sql.Open("sqlite", path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := raw.ExecContext(t.Context(), harm); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		faults, err := s.Verify(t.Context(), nil)
		if err != nil {
			t.Errorf("%s: %v", what, err)
		}
		found := false
		for _, f := range faults {
			found = found || f.What == what
		}
		if !found {
			t.Errorf("Verify = %v, want a fault in %q", faults, what)
		}
		if err := raw.Close(); err != nil {
			t.Error(err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

// filled returns a file of n articles.
func filled(b *testing.B, n int) *store.Store {
	b.Helper()
	s := open(b, store.ModeSpans)
	var batch []*event.Report
	for i := range n {
		batch = append(batch, report(i, "Wire", fmt.Sprintf("2024-%02d-%02d", 1+i%12, 1+i%28), "KEN", "SOM", "accused"))
		if len(batch) == 200 || i == n-1 {
			put(b, s, batch...)
			batch = batch[:0]
		}
	}
	return s
}

// The cost of an article must not grow with the file.
func BenchmarkVerify(b *testing.B) {
	for _, n := range []int{500, 5000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			s := filled(b, n)
			for b.Loop() {
				verify(b, s)
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "µs/article")
		})
	}
}

func BenchmarkReplace(b *testing.B) {
	for _, n := range []int{500, 5000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			s := filled(b, n)
			k := 0
			for b.Loop() {
				k++
				r := report(k%n, "Wire", fmt.Sprintf("2024-%02d-%02d", 1+k%n%12, 1+k%n%28), "KEN", "SOM", "accused")
				r.Coder.Model = fmt.Sprint("m", k/n+2)
				put(b, s, r)
			}
		})
	}
}
