package casus_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const module = "casus.dev/casus"

// floors is the plan of the house: a package imports only packages of lower
// floors. The longest prefix of a folder counts.
var floors = map[string]int{
	"nlp":      0, // words
	"article":  0,
	"ontology": 0,

	"event": 1, // results

	"internal/grammar": 1, // of words: shared by what reads and what learns

	"internal/tensor":       2, // machinery
	"internal/trie":         2,
	"internal/query":        2,
	"internal/learn/corpus": 2, // reads treebanks for all that learn

	"internal/acquire":  3, // stations
	"internal/annotate": 3,
	"internal/extract":  3,
	"internal/ground":   3,
	"internal/keep":     3,
	"internal/learn":    3,
	"internal/measure":  3,

	".": 4, // the whole road

	"internal/serve": 5, // surfaces and drivers
	"internal/work":  5,

	"cmd": 6,
}

// Stations do not know each other, but what trains a station's model may
// import the station, and what scores may import what it scores.
var mayImportStations = []string{"internal/learn", "internal/measure"}

// floor returns the floor of a folder and the part of the plan that it is in.
func floor(folder string) (level int, part string) {
	for part = folder; part != "." || folder == "."; part = path.Dir(part) {
		if level, ok := floors[part]; ok {
			return level, part
		}
		if part == "." {
			break
		}
	}
	return -1, ""
}

// TestImportsFollowThePlan reads the imports of every file that is compiled
// into the program and names each one that breaks the plan.
func TestImportsFollowThePlan(t *testing.T) {
	files := 0
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir():
			if base := d.Name(); name != "." && (strings.HasPrefix(base, ".") || base == "testdata" || base == "tools") {
				return filepath.SkipDir
			}
			return nil
		case !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		files++
		checkFile(t, filepath.ToSlash(name))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 20 {
		t.Errorf("read %d files: the test does not see the module", files)
	}
}

func checkFile(t *testing.T, name string) {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), filepath.FromSlash(name), nil, parser.ImportsOnly)
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	folder := path.Dir(name)
	level, part := floor(folder)
	if level < 0 {
		t.Errorf("%s: the plan has no floor for %s", name, folder)
		return
	}
	for _, spec := range f.Imports {
		target, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if target == "C" {
			t.Errorf("%s: cgo", name)
		}
		if target != module && !strings.HasPrefix(target, module+"/") {
			continue
		}
		to := strings.TrimPrefix(strings.TrimPrefix(target, module), "/")
		if to == "" {
			to = "."
		}
		toLevel, toPart := floor(to)
		if problem := breaks(folder, part, level, to, toPart, toLevel); problem != "" {
			t.Errorf("%s (floor %d) imports %s (floor %d): %s", name, level, target, toLevel, problem)
		}
	}
}

// breaks says why one import breaks the plan, "" if it does not.
func breaks(folder, part string, level int, to, toPart string, toLevel int) string {
	sub := station(folder) == station(to) // parts of one station, such as its generator of tables
	switch {
	case toLevel < 0:
		return "the plan has no floor for it"
	case toLevel < level, sub:
		return ""
	case toLevel > level:
		return "a higher floor"
	}
	for _, p := range mayImportStations {
		if part == p && toPart != p {
			return ""
		}
	}
	if part == "cmd" {
		return ""
	}
	return "packages of one floor do not know each other"
}

// station returns the first three elements of a folder: internal/ground/place.
func station(folder string) string {
	parts := strings.SplitN(folder, "/", 4)
	return strings.Join(parts[:min(len(parts), 3)], "/")
}

// TestPlanFindsBreaches holds the test itself: each line is an import and
// whether the plan allows it.
func TestPlanFindsBreaches(t *testing.T) {
	for _, c := range []struct {
		from, to string
		allowed  bool
	}{
		{"internal/extract/coder", "internal/ground/actor", false},
		{"internal/extract/coder", "internal/extract/statement", false},
		{"internal/extract/coder", "event", true},
		{"internal/extract/coder", ".", false},
		{"internal/learn/network", "internal/annotate/syntax", true},
		{"internal/learn/network", "internal/learn/attribution", false},
		{"internal/ground/place/build", "internal/ground/place/gazette", true},
		{"nlp", "event", false},
		{".", "internal/ground/actor", true},
		{".", "internal/serve/export", false},
		{"internal/serve/export", ".", true},
		{"cmd/casus", "internal/work", true},
	} {
		level, part := floor(c.from)
		toLevel, toPart := floor(c.to)
		problem := breaks(c.from, part, level, c.to, toPart, toLevel)
		if (problem == "") != c.allowed {
			t.Errorf("%s -> %s: %q, want allowed %v", c.from, c.to, problem, c.allowed)
		}
	}
}
