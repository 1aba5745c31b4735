//go:build unix

package store_test

import (
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"casus.dev/casus/internal/keep/store"
)

// TestFullDisk lets a process put documents until the system refuses to let
// its files grow. The fault must be told, and what was accepted must be sound
// and complete when there is room again.
func TestFullDisk(t *testing.T) {
	if path := os.Getenv("CASUS_TEST_FULL"); path != "" {
		signal.Ignore(syscall.SIGXFSZ) // a write beyond the limit returns an error instead
		limit := syscall.Rlimit{Cur: 900 << 10, Max: 900 << 10}
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
			t.Fatal(err)
		}
		s, err := store.Open(t.Context(), path, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for n := range 10 * victims {
			if _, err := s.Put(t.Context(), report(n, "Wire", "2024-03-04", "KEN", "SOM", "accused")); err != nil {
				t.Fatalf("document %d: %v", n, err)
			}
		}
		return
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "full.db")
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestFullDisk$") //nolint:gosec // this very test
	cmd.Env = append(os.Environ(), "CASUS_TEST_FULL="+path)
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || !strings.Contains(string(out), "store: ") {
		t.Fatalf("the process ended with %v:\n%s", err, out)
	}
	s, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	verify(t, s)
	had := len(events(t, s, ""))
	if had == 0 || had >= 10*victims {
		t.Errorf("%d documents were accepted, want some and not all", had)
	}
	for n := range had + 10 {
		want := store.Repeated
		if n >= had {
			want = store.Near
		}
		if got := put(t, s, report(n, "Wire", "2024-03-04", "KEN", "SOM", "accused"))[0]; got != want && n > 0 {
			t.Errorf("document %d: %v, want %v", n, got, want)
		}
	}
	verify(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}
