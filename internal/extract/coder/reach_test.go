package coder

import (
	"testing"

	"casus.dev/casus/ontology"
)

// TestEveryModeAndContext holds the tables to the ontology: each context has
// words, each type a pattern, and each mode a pattern or a weapon that makes it.
func TestEveryModeAndContext(t *testing.T) {
	lx, err := loadLexicon()
	if err != nil {
		t.Fatal(err)
	}
	modes, contexts, types := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, m := range []map[string][]*pattern{lx.verbs, lx.nouns, lx.adjs} {
		for _, list := range m {
			for _, p := range list {
				modes[p.typ+" "+p.mode], types[p.typ] = true, true
			}
		}
	}
	for _, r := range lx.modes {
		modes[r.typ+" "+r.mode] = true
	}
	for _, m := range contentModes {
		modes[m.speech+" "+m.mode] = true
	}
	modes["COERCE martial-law"] = modes["COERCE curfew"]
	for _, list := range lx.contexts {
		for _, c := range list {
			contexts[c] = true
		}
	}
	for _, c := range ontology.Contexts() {
		if !contexts[c] {
			t.Errorf("no word shows the context %s", c)
		}
	}
	for _, typ := range ontology.Types() {
		if !types[typ.Name] {
			t.Errorf("no pattern of type %s", typ.Name)
		}
		for _, m := range typ.Modes {
			if !modes[typ.Name+" "+m.Name] {
				t.Errorf("no pattern or weapon yields %s %s", typ.Name, m.Name)
			}
		}
	}
}
