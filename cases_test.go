package casus_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"casus.dev/casus"
	"casus.dev/casus/article"
	"casus.dev/casus/event"
	"casus.dev/casus/ontology"
)

// caseLine is one expected event: a date or none, actors, recipients, type,
// mode, modality and the words that the trigger must touch.
var caseLine = regexp.MustCompile(`^(?:(\d{4}(?:-\d\d){0,2}) )?(\S+) -> (\S+) ([A-Z]+) (\S+) (\w+) "(.+?)"(?: (new|again|background))?$`)

// TestCases codes the articles of testdata/cases. A case is an article section
// with the day of publication and an events section with one line an event, in
// any order; an empty one means that nothing must be found. docs/coding.md
// describes the form.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	c, err := casus.New(casus.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".txtar"), func(t *testing.T) {
			raw, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			runCases(t, c, txtar.Parse(raw).Files)
		})
	}
}

func runCases(t *testing.T, c *casus.Coder, files []txtar.File) {
	t.Helper()
	for i := 0; i+1 < len(files); i += 2 {
		name, day, _ := strings.Cut(files[i].Name, " ")
		if name != "article" || files[i+1].Name != "events" {
			t.Fatalf("section %d: %q and %q, want article DATE and events", i, files[i].Name, files[i+1].Name)
		}
		published, err := article.ParseDate(day)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.TrimSpace(string(files[i].Data))
		rep, err := c.Read(context.Background(), article.Article{Text: text, Published: published})
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		for l := range strings.SplitSeq(string(files[i+1].Data), "\n") {
			if l = strings.TrimSpace(l); l != "" {
				want = append(want, l)
			}
		}
		if problems := compareCase(rep, want); len(problems) > 0 {
			t.Errorf("%s\n  %s", text, strings.Join(problems, "\n  "))
		}
	}
}

// compareCase matches the events of rep with the expected lines, one to one.
func compareCase(rep *event.Report, want []string) []string {
	var problems []string
	used := make([]bool, len(rep.Events))
	for _, l := range want {
		m := caseLine.FindStringSubmatch(l)
		if m == nil {
			return []string{"bad line: " + l}
		}
		if _, ok := ontology.TypeOf(m[4]); !ok {
			return []string{"no such type: " + l}
		}
		i := slices.IndexFunc(rep.Events, func(e event.Event) bool { return !used[indexOf(rep, e.ID)] && caseMatches(rep, &e, m) })
		if i < 0 {
			problems = append(problems, "missing "+l)
			continue
		}
		used[i] = true
	}
	for i := range rep.Events {
		if !used[i] {
			problems = append(problems, "extra   "+caseOf(rep, &rep.Events[i]))
		}
	}
	return problems
}

func indexOf(rep *event.Report, id string) int {
	return slices.IndexFunc(rep.Events, func(e event.Event) bool { return e.ID == id })
}

func caseMatches(rep *event.Report, e *event.Event, m []string) bool {
	if e.Type != m[4] || string(e.Modality) != m[6] || m[5] != "*" && e.Mode != strings.TrimPrefix(m[5], "-") {
		return false
	}
	if m[1] != "" && (e.Date == nil || e.Date.Value != m[1]) {
		return false
	}
	if m[8] != "" && m[8] != standingOf(e) {
		return false
	}
	return codesMatch(rep, e.Actors, m[2]) && codesMatch(rep, e.Recipients, m[3]) && touches(rep, e, m[7])
}

// standingOf says how an event stands to the rest of its report: "again" where it
// repeats another, "background", else "new".
func standingOf(e *event.Event) string {
	switch {
	case e.SameAs != "":
		return "again"
	case e.Background:
		return "background"
	}
	return "new"
}

// codesMatch compares actor codes with a list such as "KEN,IGOUNO": a code may
// be cut short ("KEN" for "KENGOV"), "-" is none and "*" any.
func codesMatch(rep *event.Report, ids []string, want string) bool {
	switch want {
	case "*":
		return true
	case "-":
		return len(ids) == 0
	}
	list := strings.Split(want, ",")
	got := codesOf(rep, ids)
	if len(got) != len(list) {
		return false
	}
	for _, w := range list {
		i := slices.IndexFunc(got, func(g string) bool { return g != "" && strings.HasPrefix(g, w) })
		if i < 0 {
			return false
		}
		got = slices.Delete(got, i, i+1)
	}
	return true
}

func codesOf(rep *event.Report, ids []string) []string {
	var out []string
	for _, id := range ids {
		for i := range rep.Actors {
			if rep.Actors[i].ID == id {
				out = append(out, rep.Actors[i].Code)
			}
		}
	}
	return out
}

func touches(rep *event.Report, e *event.Event, words string) bool {
	for at := 0; ; {
		i := strings.Index(rep.Text[at:], words)
		if i < 0 {
			return false
		}
		at += i
		for _, r := range e.Trigger {
			if r.Start < at+len(words) && at < r.End {
				return true
			}
		}
		at += len(words)
	}
}

func caseOf(rep *event.Report, e *event.Event) string {
	var words []string
	for _, r := range e.Trigger {
		words = append(words, rep.Text[r.Start:r.End])
	}
	codes := func(ids []string) string {
		if len(ids) == 0 {
			return "-"
		}
		return strings.Join(codesOf(rep, ids), ",")
	}
	day := ""
	if e.Date != nil {
		day = e.Date.Value + " "
	}
	return fmt.Sprintf("%s%s -> %s %s %s %s %q (%s)", day, codes(e.Actors), codes(e.Recipients), e.Type, e.Mode, e.Modality, strings.Join(words, " "), e.Why)
}
