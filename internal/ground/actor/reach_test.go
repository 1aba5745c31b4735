package actor

import (
	"slices"
	"strings"
	"testing"
	"time"

	"casus.dev/casus/event"
)

// TestReachOfTheTables counts what the tables claim to hold: organisations and
// groups, and the heads and ministers of states since 1990.
func TestReachOfTheTables(t *testing.T) {
	g := newTest(t).g
	igos, armed, ngos := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for i := range g.things {
		x := &g.things[i]
		switch {
		case strings.HasPrefix(x.code, "IGO"):
			igos[x.name] = true
		case strings.HasPrefix(x.code, "NGO") || x.sector == "NGO":
			ngos[x.name] = true
		case x.kind == event.Group && slices.Contains([]string{"REB", "UAF", "PRM", "CRM"}, x.sector), strings.HasPrefix(x.code, "IMG"), strings.HasPrefix(x.code, "ISM"):
			armed[x.name+x.country] = true
		}
	}
	t.Logf("%d intergovernmental bodies, %d armed groups, %d NGOs", len(igos), len(armed), len(ngos))
	if len(igos) < 250 || len(armed) < 400 || len(ngos) < 300 {
		t.Errorf("%d intergovernmental bodies, %d armed groups, %d NGOs; want 250, 400, 300", len(igos), len(armed), len(ngos))
	}
	// The share of states and years in which one holder is known; not every state
	// has a prime minister or a minister of each kind.
	for _, c := range []struct {
		office string
		least  float64
	}{{"president", 0.88}, {"premier", 0.69}, {"foreign", 0.65}, {"defence", 0.30}, {"interior", 0.16}} {
		held, asked := reach(g, offices[c.office])
		t.Logf("%s: %d of %d", c.office, held, asked)
		if float64(held) < c.least*float64(asked) {
			t.Errorf("%s: %d of %d, want %.2f of them", c.office, held, asked, c.least)
		}
	}
}

// reach counts the states in every third June since 1992, and those of them of
// which a holder of an office is known; who reigns stands for a president.
func reach(g *gazetteer, class officeClass) (held, asked int) {
	for i := range g.states {
		s := &g.states[i]
		for year := 1992; year <= 2025 && s.status == "state"; year += 3 {
			on := dayOf(time.Date(year, time.June, 30, 0, 0, 0, 0, time.UTC))
			if !s.when.holds(on) {
				continue
			}
			asked++
			_, _, ok := g.officeHolder(s.iso3, class, "", on)
			for _, reigns := range []officeClass{monarch, supreme} {
				_, _, reigning := g.officeHolder(s.iso3, reigns, "", on)
				ok = ok || class == president && reigning
			}
			if ok {
				held++
			}
		}
	}
	return held, asked
}
