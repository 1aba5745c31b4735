package statement_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"casus.dev/casus/event"
	"casus.dev/casus/internal/extract/statement"
	"casus.dev/casus/nlp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// line shows a statement as "source | cue | content | kind class stance via".
func line(d *nlp.Doc, s *event.Statement) string {
	words := func(ranges []nlp.Range) string {
		var out []string
		for _, r := range ranges {
			out = append(out, strings.Join(strings.Fields(d.Slice(r)), " "))
		}
		return strings.Join(out, " … ")
	}
	out := fmt.Sprintf("%s | %s | %s | %s %s %s", words(s.Speaker.Spans), words(s.Cue), words(s.Content), s.Kind, s.Class, s.Stance)
	if len(s.Via) > 0 {
		out += " via " + strings.Join(s.Via, ",")
	}
	return out
}

// TestGolden holds the rules to what they find in small trees.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) < 7 {
		t.Fatalf("%d golden files, %v", len(files), err)
	}
	f, err := statement.Rules()
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil || len(a.Files) != 2 {
				t.Fatalf("%v, %d sections, want in and want", err, len(a.Files))
			}
			d, err := nlp.ReadCoNLLU(bytes.NewReader(a.Files[0].Data))
			if err != nil {
				t.Fatal(err)
			}
			var got strings.Builder
			found := f.Find(d, nil, nil)
			for i := range found {
				fmt.Fprintln(&got, line(d, &found[i]))
			}
			if *update {
				a.Files[1].Data = []byte(got.String())
				if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(a.Files[1].Data), got.String()); diff != "" {
				t.Errorf("statements of %s (-want +got):\n%s", file, diff)
			}
		})
	}
}
