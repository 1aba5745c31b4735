package statement

import (
	"slices"
	"strings"
	"testing"

	"casus.dev/casus/event"
)

func TestCuesTable(t *testing.T) {
	cues, err := readCues(cuesTable)
	if err != nil {
		t.Fatal(err)
	}
	if len(cues) < 400 {
		t.Errorf("%d cues, want 400 at least", len(cues))
	}
	classes := []event.CueClass{event.Speech, event.Belief, event.Intention}
	stances := []event.Stance{"", event.Support, event.Oppose, event.Cautious, event.Neutral, event.Declines}
	for k, e := range cues {
		if !slices.Contains(classes, e.class) || !slices.Contains(stances, e.stance) || len(e.frames) == 0 || !strings.ContainsRune("VNA", rune(k.pos)) || k.lemma != strings.ToLower(k.lemma) {
			t.Errorf("%v: entry %+v", k, e)
		}
	}
	for _, lemma := range []string{"say", "warn", "accuse", "describe", "decline"} {
		if cues[wordKey{lemma, 'V'}] == nil {
			t.Errorf("no entry for %q", lemma)
		}
	}
}

func TestTablesRefuse(t *testing.T) {
	if _, err := readCues("say\tV\tspeech\n"); err == nil {
		t.Error("readCues took a row of three columns")
	}
	if _, _, err := readTone("good\tsupport\t9\n"); err == nil {
		t.Error("readTone took the weight 9")
	}
	if _, err := readClasses("good\tV\n"); err == nil {
		t.Error("readClasses took a row of two columns")
	}
	if tone, phrases, err := readTone(toneTable); err != nil || tone["breakthrough"].stance != event.Support || tone["reckless"].stance != event.Oppose || len(phrases) == 0 {
		t.Errorf("tone table: %v", err)
	}
}
