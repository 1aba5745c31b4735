package coder

import (
	"strings"
	"testing"
)

// TestLexiconBreadth counts the lemmas that the tables know: heads of patterns
// with their particles, light verbs, and the verbs, nouns and adjectives that
// change a modality. -v prints the counts.
func TestLexiconBreadth(t *testing.T) {
	lx, err := loadLexicon()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]bool{}
	add := func(kind string, m map[string][]*pattern) {
		heads := map[string]bool{}
		for head, list := range m {
			for _, p := range list {
				heads[strings.Join(append([]string{head}, p.extra...), "_")] = true
			}
		}
		t.Logf("%-10s %d", kind, len(heads))
		for h := range heads {
			all[kind[:1]+" "+h] = true
		}
	}
	add("verbs", lx.verbs)
	add("nouns", lx.nouns)
	add("adjectives", lx.adjs)
	for h := range lx.support {
		all["v "+h] = true
	}
	for h := range lx.opNouns {
		all["n "+h] = true
	}
	for h := range lx.opAdjs {
		all["a "+h] = true
	}
	for h, list := range lx.operators {
		for _, p := range list {
			all["v "+strings.Join(append([]string{h}, p.extra...), "_")] = true
		}
	}
	t.Logf("%-10s %d", "all", len(all))
	if len(all) < 1500 {
		t.Errorf("the tables know %d lemmas, want 1,500 or more", len(all))
	}
}
