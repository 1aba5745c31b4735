package actor

import "testing"

func TestEmbeddedTablesHaveNoFault(t *testing.T) {
	r, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Faults() {
		t.Error(f.Error())
	}
	g := r.g
	t.Logf("%d states, %d things, %d persons, %d roles, %d aliases; %s", len(g.states), len(g.things), len(g.persons), len(g.roles), len(g.aliases), r.Version())
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := New(Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
