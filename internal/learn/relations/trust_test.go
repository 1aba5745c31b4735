package relations

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"casus.dev/casus/internal/extract/coder"
)

// known returns cases whose signal "good" tells whether they are right, nine
// times in ten, and a source that is right twice as often.
func known(n int) []Case {
	var out []Case
	for i := range n {
		good := i%2 == 0
		c := Case{Signals: []coder.Signal{{Name: "one", Value: 1}}, Right: good != (i%10 == 9), Group: string(rune('a' + i%26)), Source: Wild}
		if good {
			c.Signals = append(c.Signals, coder.Signal{Name: "good", Value: 1})
		}
		out = append(out, c)
		out = append(out, Case{Signals: []coder.Signal{{Name: "one", Value: 1}}, Right: true, Group: "z", Source: "other"})
	}
	return out
}

func TestFitTrustIsCalibrated(t *testing.T) {
	w := FitTrust(known(400), TrustOptions{L2: 0.1})
	good := w.Probability([]coder.Signal{{Name: "one", Value: 1}, {Name: "good", Value: 1}})
	bad := w.Probability([]coder.Signal{{Name: "one", Value: 1}})
	if good < 0.93 || bad < 0.12 || bad > 0.3 {
		t.Errorf("a good one gets %.2f, a bad one %.2f, want 1.0 and 0.2: another source must not count", good, bad)
	}
	again, err := coder.ReadTrust("x", TrustText(w))
	if err != nil || len(again) != len(w) {
		t.Fatalf("%d weights of %d survive: %v", len(again), len(w), err)
	}
	if TrustText(FitTrust(known(400), TrustOptions{L2: 0.1})) != TrustText(w) {
		t.Error("the same cases give other weights")
	}
}

func TestCrossTrustKeepsGroupsWhole(t *testing.T) {
	// each group has a signal of its own that tells all about it: of no use to the others
	var cases []Case
	for g := range 20 {
		for range 5 {
			name := string(rune('a' + g))
			cases = append(cases, Case{Signals: []coder.Signal{{Name: name, Value: 1}}, Right: g%2 == 0, Group: name, Source: Wild})
		}
	}
	for i, p := range CrossTrust(cases, 5, 1, TrustOptions{}) {
		if p != 0.5 {
			t.Fatalf("case %d gets %.2f from its own group", i, p)
		}
	}
}

func TestReadVerdictsNamesTheLine(t *testing.T) {
	path := filepath.Join(t.TempDir(), "v.tsv")
	if err := os.WriteFile(path, []byte("# head\na\tb\t1\tAID\t-\t-\t1\na\tb\tx\tAID\t-\t-\t1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadVerdicts(path); err == nil || !strings.Contains(err.Error(), ":3:") {
		t.Errorf("got %v, want an error that names line 3", err)
	}
}

func TestJoinWords(t *testing.T) {
	got := joinWords(strings.Fields(`Chad 's envoy said : " We wo n't go " , and left ( at 5 % ) .`))
	if want := `Chad's envoy said: "We won't go", and left (at 5%).`; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}
