package main

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestReadmeShowsWhatTheProgramPrints compares the README's first block with
// the output of its command; -update writes it.
func TestReadmeShowsWhatTheProgramPrints(t *testing.T) {
	const command = "$ go run ./cmd/casus code testdata/articles/atacms.txt\n"
	t.Chdir("../..")
	b, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(b), command)
	shown, after, closed := strings.Cut(rest, "```")
	if !ok || !closed {
		t.Fatalf("README.md has no block with %q", command)
	}
	got, errs, code := casusRun(t, "", "code", "testdata/articles/atacms.txt")
	if code != exitDone || errs != "" {
		t.Fatalf("exit code %d: %s", code, errs)
	}
	if *update {
		if err := os.WriteFile("README.md", []byte(before+command+got+"```"+after), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(shown, got); diff != "" {
		t.Errorf("-README +program:\n%s", diff)
	}
}
