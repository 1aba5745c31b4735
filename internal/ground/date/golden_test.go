package date_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"casus.dev/casus/internal/annotate/segment"
	"casus.dev/casus/internal/ground/date"
	"casus.dev/casus/nlp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestGolden reads whole reports, each followed by its times.
func TestGolden(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	for _, path := range paths {
		ar, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i+1 < len(ar.Files); i += 2 {
			d := nlp.New(strings.TrimSpace(string(ar.Files[i].Data)))
			if err := segment.New().Annotate(t.Context(), d); err != nil {
				t.Fatal(err)
			}
			var got strings.Builder
			for _, x := range date.New().Find(d, monday) {
				fmt.Fprintf(&got, "%s=%s %s\n", x.Text, x.Value, x.Grain)
			}
			if *update {
				ar.Files[i+1].Data = []byte(got.String())
			} else if want := string(ar.Files[i+1].Data); got.String() != want {
				t.Errorf("%s: %s\n got %s\nwant %s", path, ar.Files[i].Name, got.String(), want)
			}
		}
		if *update {
			if err := os.WriteFile(path, txtar.Format(ar), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}
