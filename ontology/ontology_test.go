package ontology_test

import (
	"testing"

	"casus.dev/casus/ontology"
)

func TestTypes(t *testing.T) {
	quads := map[int]int{}
	for _, typ := range ontology.Types() {
		quads[typ.Quad]++
		if conflict := typ.Quad > 2; conflict != (typ.Score <= 0) {
			t.Errorf("%s: quad %d and score %g disagree", typ.Name, typ.Quad, typ.Score)
		}
	}
	if got, want := quads, (map[int]int{1: 4, 2: 3, 3: 4, 4: 5}); got[1] != want[1] || got[2] != want[2] || got[3] != want[3] || got[4] != want[4] {
		t.Errorf("types by quad class = %v, want %v", got, want)
	}
	if n := len(ontology.Contexts()); n != 37 {
		t.Errorf("%d contexts, want 37", n)
	}
}

func TestCodesAgreeWithTypes(t *testing.T) {
	last := ""
	for _, c := range ontology.Codes() {
		if c.Code <= last {
			t.Errorf("code %s stands after %s", c.Code, last)
		}
		last = c.Code
		if c.Type == "" {
			continue
		}
		if !ontology.HasMode(c.Type, c.Mode) {
			t.Errorf("%s: %s has no mode %q", c.Code, c.Type, c.Mode)
		}
		for _, ctx := range c.Context {
			if !ontology.IsContext(ctx) {
				t.Errorf("%s: %q is no context", c.Code, ctx)
			}
		}
	}
}

func TestGoldstein(t *testing.T) {
	for _, c := range []struct {
		code  string
		table ontology.Table
		want  float64
	}{
		{"112", ontology.GDELT, -2},
		{"016", ontology.GDELT, -2},
		{"016", ontology.ICEWS, -5},
		{"016", ontology.Phoenix, 3.4},
		{"190", "", -10},
		{"163", ontology.GDELT, -8},
		{"163", ontology.Phoenix, -6.5},
		{"1951", ontology.GDELT, -10},
	} {
		if got, ok := ontology.Goldstein(c.code, c.table); !ok || got != c.want {
			t.Errorf("Goldstein(%s, %q) = %g, %t, want %g", c.code, c.table, got, ok, c.want)
		}
	}
	if _, ok := ontology.Goldstein("99", ontology.GDELT); ok {
		t.Error("Goldstein(99) found a score for a code that does not exist")
	}
}
