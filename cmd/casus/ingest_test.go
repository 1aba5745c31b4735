package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"casus.dev/casus/internal/keep/store"
)

// interrupting gives records and ends a context after the first hundred.
type interrupting struct {
	n    int
	stop func()
}

// Read gives one record.
func (r *interrupting) Read(p []byte) (int, error) {
	if r.n++; r.n > 100 {
		r.stop()
	}
	if r.n > 200 {
		return 0, io.EOF
	}
	return copy(p, fmt.Sprintf(`{"id":"%d","text":"Kenya expelled %d Somali diplomats on Tuesday."}`+"\n", r.n, r.n)), nil
}

func TestInterruptedIngestFailsNothing(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	path := filepath.Join(t.TempDir(), "c.db")
	cmd := newIngestCommand(func(string) string { return "" })
	var out, log bytes.Buffer
	cmd.SetIn(&interrupting{stop: stop})
	cmd.SetOut(&out)
	cmd.SetErr(&log)
	cmd.SilenceUsage = true
	cmd.SetArgs([]string{"--db", path, "--input", "jsonl", "-"})
	if err := cmd.ExecuteContext(ctx); !errors.Is(err, context.Canceled) {
		t.Fatalf("ingest = %v, want context.Canceled", err)
	}
	var added int
	if _, err := fmt.Sscanf(out.String(), path+": %d added", &added); err != nil || strings.Contains(out.String()+log.String(), "failed") {
		t.Errorf("ingest printed %q, %q (%v)", out.String(), log.String(), err)
	}
	s, err := store.Open(t.Context(), path, store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if got, err := s.Totals(t.Context()); err != nil || got.Documents != added || added == 0 {
		t.Errorf("%d articles in the file (%v), %d were told", got.Documents, err, added)
	}
}
