package casus_test

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"casus.dev/casus"
	"casus.dev/casus/article"
	"casus.dev/casus/event"
)

// ledgerLines calls check with the record of the text that ends each line of a
// file under testdata, and with what stands before it, parted by tabs.
func ledgerLines(t *testing.T, file string, columns int, check func(rep *event.Report, want []string)) {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	c, err := casus.New(casus.Options{})
	if err != nil {
		t.Fatal(err)
	}
	published, err := article.ParseDate("2025-06-12")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(raw)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		cols := strings.Split(strings.TrimSpace(line), "\t")
		if len(cols) != columns {
			t.Fatalf("%d columns in %q, want %d", len(cols), line, columns)
		}
		rep, err := c.Read(t.Context(), article.Article{Text: cols[columns-1], Published: published})
		if err != nil {
			t.Fatal(err)
		}
		check(rep, cols[:columns-1])
		n++
	}
	if n < 4 {
		t.Errorf("%s: %d lines, want 4 at least", file, n)
	}
}

func actorName(rep *event.Report, id string) string {
	k := slices.IndexFunc(rep.Actors, func(a event.Actor) bool { return a.ID == id })
	if k < 0 {
		return ""
	}
	return rep.Actors[k].Name
}

func TestThreats(t *testing.T) {
	ledgerLines(t, "ledger/threats.txt", 2, func(rep *event.Report, want []string) {
		got := "-"
		if len(rep.Threats) > 0 {
			got = actorName(rep, rep.Threats[0].Speaker)
		}
		if got != want[0] {
			t.Errorf("%s\n  threat of %s, want %s", rep.Text, got, want[0])
		}
	})
}

func TestEquipment(t *testing.T) {
	ledgerLines(t, "ledger/equipment.txt", 5, func(rep *event.Report, want []string) {
		if len(rep.Equipment) != 1 {
			t.Fatalf("%s\n  %d systems, want one", rep.Text, len(rep.Equipment))
		}
		q := rep.Equipment[0]
		var limits []string
		for _, r := range q.Limits {
			limits = append(limits, rep.Text[r.Start:r.End])
		}
		for k, got := range []string{q.Name, q.Supplier, q.Holder, strings.Join(limits, "; ")} {
			if got == "" {
				got = "-"
			}
			if got != want[k] {
				t.Errorf("%s\n  %s, want %s", rep.Text, got, want[k])
			}
		}
	})
}

func TestClaims(t *testing.T) {
	figure := func(x *float64) string {
		if x == nil {
			return "-"
		}
		return strconv.FormatFloat(*x, 'f', -1, 64)
	}
	ledgerLines(t, "ledger/claims.txt", 4, func(rep *event.Report, want []string) {
		if len(rep.Claims) != 1 {
			t.Fatalf("%s\n  %d claims, want one", rep.Text, len(rep.Claims))
		}
		c := rep.Claims[0]
		if got := []string{figure(c.Low), figure(c.High), c.Unit}; !slices.Equal(got, want) {
			t.Errorf("%s\n  %v, want %v", rep.Text, got, want)
		}
	})
}

// TestSpokenStatements has one statement a line: cue, stance, speaker.
func TestSpokenStatements(t *testing.T) {
	ledgerLines(t, "ledger/statements.txt", 4, func(rep *event.Report, want []string) {
		if len(rep.Statements) == 0 {
			t.Fatalf("%s\n  no statement", rep.Text)
		}
		s := rep.Statements[0]
		got := []string{actorName(rep, s.Speaker.Actor), rep.Text[s.Cue[0].Start:s.Cue[0].End], string(s.Stance)}
		if !slices.Equal(got, want) {
			t.Errorf("%s\n  %q, want %q", rep.Text, got, want)
		}
	})
}
