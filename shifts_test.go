package casus_test

import (
	"strings"
	"testing"

	"casus.dev/casus/event"
)

// TestShifts codes the sentences of testdata/shifts: each has the name of the
// actor whose position changes before a tab, "-" where none does.
func TestShifts(t *testing.T) {
	n := 0
	ledgerLines(t, "shifts/reversals.txt", 2, func(rep *event.Report, want []string) {
		n++
		var got []string
		for _, s := range rep.Shifts {
			got = append(got, actorName(rep, s.Actor))
		}
		if have := strings.Join(append(got, "-")[:max(1, len(got))], ", "); have != want[0] {
			t.Errorf("%s\n  shifts of %s, want %s", rep.Text, have, want[0])
		}
	})
	if n < 40 {
		t.Errorf("%d sentences, want 40 at least", n)
	}
}
