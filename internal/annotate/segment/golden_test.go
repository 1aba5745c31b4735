package segment

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"casus.dev/casus/nlp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestGolden compares the sentences of testdata/*.txtar: section "in" is the
// text; in "want" each line is kind, paragraph and words of one sentence, with
// "|" inside multiword tokens.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	s := New()
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			arc, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if len(arc.Files) != 2 || arc.Files[0].Name != "in" || arc.Files[1].Name != "want" {
				t.Fatal(`want the sections "in" and "want"`)
			}
			d := annotate(t, s, string(arc.Files[0].Data))
			got := render(d)
			if *update {
				arc.Files[1].Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(arc), 0o600); err != nil {
					t.Fatal(err)
				}
				return
			}
			if want := string(arc.Files[1].Data); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

func render(d *nlp.Doc) string {
	all := strings.Split(tokens(d), " ")
	var b strings.Builder
	at := 0
	for _, s := range d.Sents {
		n := 0
		for words := 0; words < s.Span.Len(); n++ {
			words += countWords(d, s.Span.Start+words)
		}
		fmt.Fprintf(&b, "%s %d: %s\n", s.Kind, s.Paragraph, strings.Join(all[at:at+n], " "))
		at += n
	}
	return b.String()
}

// countWords returns the words of the token that begins with word i.
func countWords(d *nlp.Doc, i int) int {
	for _, m := range d.Multi {
		if m.Start == i {
			return m.Len()
		}
	}
	return 1
}
