package store_test

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"casus.dev/casus/event"
	"casus.dev/casus/internal/keep/store"
	"casus.dev/casus/internal/query"
)

// mixed returns a record of several events and statements in which everything
// that a query may ask for differs, and sometimes is missing.
func mixed(r *rand.Rand, n int) *event.Report {
	rep := report(n/3, fmt.Sprint("Paper ", r.IntN(5)), fmt.Sprintf("2024-%02d-%02d", 1+r.IntN(6), 1+r.IntN(28)), "KEN", "SOM", "accused") // every third is new, the others nearly repeat it
	rep.Text += fmt.Sprintf(" Edition %d.", n)
	rep.ID = fmt.Sprintf("sha256:%064x", n)
	if r.IntN(3) == 0 {
		rep.Credit = []string{fmt.Sprint("Wire ", r.IntN(2))}
	}
	rep.Actors = nil
	states := []string{"KEN", "SOM", "FRA", ""}
	for i := range 6 {
		a := event.Actor{ID: fmt.Sprint("a", i), Name: fmt.Sprint("Person ", r.IntN(4)), Kind: event.Person, Country: states[r.IntN(4)], Sector: "GOV"}
		if a.Code = a.Country + "GOV"; r.IntN(5) == 0 {
			a.Country, a.Code = "", "IGONATO"
		}
		rep.Actors = append(rep.Actors, a)
	}
	rep.Places = []event.Place{{ID: "pl1", Name: "Mombasa", Country: "KEN"}, {ID: "pl2", Name: "Lyon", Country: "FRA"}}
	proto, said := rep.Events[0], rep.Statements[0]
	rep.Events, rep.Statements = nil, nil
	who := func() []string { return []string{fmt.Sprint("a", r.IntN(6)), fmt.Sprint("a", r.IntN(6))}[:r.IntN(3)] }
	for i := range r.IntN(6) {
		e := proto
		e.ID, e.Type, e.Mode, e.CAMEO, e.Quad = fmt.Sprint("e", i+1), []string{"ACCUSE", "AID", "ASSAULT"}[r.IntN(3)], []string{"", "disapprove"}[r.IntN(2)], []string{"112", "07", ""}[r.IntN(3)], 1+r.IntN(4)
		e.Actors, e.Recipients, e.Place = who(), who(), []string{"", "pl1", "pl2"}[r.IntN(3)]
		e.Contexts = [][]string{nil, {"military"}, {"legal", "military"}}[r.IntN(3)]
		e.Modality = []event.Modality{event.Actual, event.Actual, event.Actual, event.Planned}[r.IntN(4)]
		e.Background, e.Confidence = r.IntN(6) == 0, float64(r.IntN(1000))/999
		if g := float64(r.IntN(201)-100) / 10; r.IntN(4) > 0 {
			e.Goldstein = &g
		} else {
			e.Goldstein = nil
		}
		switch {
		case i > 0 && r.IntN(4) == 0:
			e.SameAs = "e1"
		case r.IntN(8) == 0:
			e.Method = "llm"
		case r.IntN(7) == 0:
			e.Date = &event.When{Value: []string{"1453-05-29", "2024-02", "2024-03-01/2024-03-09"}[r.IntN(3)], Basis: "text"}
		}
		rep.Events = append(rep.Events, e)
	}
	for i := range r.IntN(4) {
		s := said
		s.ID, s.Kind, s.Stance, s.Confidence = fmt.Sprint("s", i+1), []event.StatementKind{event.Direct, event.Indirect}[r.IntN(2)], []event.Stance{event.Support, event.Oppose}[r.IntN(2)], float64(r.IntN(100))/100
		s.Speaker.Actor, s.Addressee = fmt.Sprint("a", r.IntN(6)), []string{"", fmt.Sprint("a", r.IntN(6))}[r.IntN(2)]
		rep.Statements = append(rep.Statements, s)
	}
	if r.IntN(20) == 0 {
		rep.Published = ""
	}
	return rep
}

// part is the condition that an event has a party.
func part(side, cond string) string {
	return `EXISTS (SELECT 1 FROM roles r WHERE r.kind = 'e' AND r.item = x.id AND r.side IN (` + side + `) AND ` + cond + `)`
}

// asked are queries of events, with what they mean in SQL.
var asked = map[string]string{
	``:                                         `1`,
	`type:AID`:                                 `x.type = 'AID'`,
	`-type:AID,ACCUSE`:                         `x.type NOT IN ('AID', 'ACCUSE')`,
	`quad:4 modality:planned`:                  `x.quad = 4 AND x.modality = 'planned'`,
	`cameo:11 mode:DISAPPROVE`:                 `x.cameo LIKE '11%' AND x.mode = 'disapprove'`,
	`context:military background:no`:           `x.contexts LIKE '%military%' AND x.background = 0`,
	`confidence:0.5`:                           `x.confidence >= 0.5`,
	`-confidence:0.25`:                         `x.confidence < 0.25`,
	`country:FRA`:                              `x.country = 'FRA'`,
	`place:mombasa,Lyon`:                       `x.place IN ('Mombasa', 'Lyon')`,
	`since:2024-03 until:2024-04-10`:           `x.day BETWEEN '2024-03-01' AND '2024-04-10'`,
	`since:2024-03,2024-05`:                    `x.day >= '2024-03-01'`,
	`-since:2024-03`:                           `x.day < '2024-03-01'`,
	`until:1500`:                               `x.day <= '1500-12-31'`,
	`source:"paper 1"`:                         `d.publisher = 'Paper 1'`,
	`source:"Paper 1","Paper 2" type:AID`:      `d.publisher IN ('Paper 1', 'Paper 2') AND x.type = 'AID'`,
	`source:nobody`:                            `0`,
	`doc:sha256:` + fmt.Sprintf("%064x", 4):    `d.doc = 'sha256:` + fmt.Sprintf("%064x", 4) + `'`,
	`-doc:sha256:` + fmt.Sprintf("%064x", 4):   `d.doc <> 'sha256:` + fmt.Sprintf("%064x", 4) + `'`,
	`actor:KEN recipient:SOM`:                  part(`'A'`, `r.party = 'KEN'`) + ` AND ` + part(`'R'`, `r.party = 'SOM'`),
	`party:IGONATO`:                            part(`'A', 'R'`, `r.code LIKE 'IGONATO%'`),
	`actor:KENGOV,"person 2"`:                  part(`'A'`, `(r.code LIKE 'KENGOV%' OR r.name = 'Person 2')`),
	`-party:FRA confidence:0.1`:                `NOT ` + part(`'A', 'R'`, `r.party = 'FRA'`) + ` AND x.confidence >= 0.1`,
	`recipient:"Person 1" actor:"Person 1"`:    part(`'R'`, `r.name = 'Person 1'`) + ` AND ` + part(`'A'`, `r.name = 'Person 1'`),
	`actor:ZZZ`:                                `0`,
	`grain "order 3" type:ACCUSE`:              `x.evidence LIKE '%order 3.%' AND x.type = 'ACCUSE'`,
	`-"order 3" quad:2`:                        `x.evidence NOT LIKE '%order 3.%' AND x.quad = 2`,
	`grain party:KEN confidence:0.3`:           part(`'A', 'R'`, `r.party = 'KEN'`) + ` AND x.confidence >= 0.3`,
	`type:ASSAULT country:KEN confidence:0.99`: `x.type = 'ASSAULT' AND x.country = 'KEN' AND x.confidence >= 0.99`,
}

// TestScanGivesWhatTheRowsSay asks everything of a file that has been written
// to in every way, by strips and by plain SQL over the rows.
func TestScanGivesWhatTheRowsSay(t *testing.T) {
	path := filepath.Join(t.TempDir(), "c.db")
	s, err := store.Open(t.Context(), path, store.Options{Mode: store.ModeFull})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	raw, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	r := rand.New(rand.NewPCG(7, 7))
	const n = 240
	for i := 0; i < n; {
		var batch []*event.Report
		for k := 1 + r.IntN(40); k > 0 && i < n; k-- {
			batch = append(batch, mixed(r, i))
			i++
		}
		put(t, s, batch...)
	}
	agree(t, s, raw)
	for i := range 40 { // articles that lead groups go, and others are coded anew
		doc := fmt.Sprintf("sha256:%064x", 3*i+r.IntN(2))
		if i%4 == 0 {
			if err := s.ForgetDocument(t.Context(), doc, "2024-08-01"); err != nil {
				t.Fatal(err)
			}
			continue
		}
		again, err := s.Report(t.Context(), doc)
		if err != nil {
			t.Fatal(err)
		}
		if len(again.Events) > 0 && i%4 == 1 {
			if err := s.Correct(t.Context(), store.Correction{Doc: doc, Kind: "event", Target: store.TargetOf(&again.Events[0]), Field: "type", Value: "AID", Author: "ada", Made: "2024-08-01"}); err != nil {
				t.Fatal(err)
			}
			continue
		}
		again.Coder.Model = "m2"
		put(t, s, again)
	}
	if _, err := s.ForgetPerson(t.Context(), "Person 3", "2024-08-01"); err != nil {
		t.Fatal(err)
	}
	verify(t, s)
	agree(t, s, raw)
}

func agree(t *testing.T, s *store.Store, raw *sql.DB) {
	t.Helper()
	const counts = `x.modality = 'actual' AND x.same_as = '' AND x.background = 0 AND x.status IN ('machine', 'corrected') AND x.day <> ''`
	const from = ` FROM events x JOIN documents d ON d.id = x.document WHERE x.status <> 'rejected' AND `
	for text, cond := range asked {
		q, err := query.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		for step, chars := range map[store.Step]int{store.ByDay: 10, store.ByMonth: 7, store.ByYear: 4} {
			got, err := s.Timeline(t.Context(), q, step)
			if err != nil {
				t.Fatalf("%s: %v", text, err)
			}
			var have []string
			for _, p := range got {
				have = append(have, fmt.Sprintf("%s %d %d %d %d %v %.6f", p.Period, p.Mentions, p.Articles, p.Sources, p.Events, p.Quads, p.Goldstein+1e-9))
			}
			want := column(t, raw, fmt.Sprintf(`SELECT printf('%%s %%d %%d %%d %%d [%%d %%d %%d %%d] %%.6f', substr(x.day, 1, %d), COUNT(*), COUNT(DISTINCT x.document), COUNT(DISTINCT d.grp || ' ' || d.origin),
				COUNT(DISTINCT x.cluster), SUM(x.quad = 1), SUM(x.quad = 2), SUM(x.quad = 3), SUM(x.quad = 4), COALESCE(SUM(x.goldstein) / COUNT(x.goldstein), 0) + 1e-9)`, chars)+from+counts+` AND `+cond+fmt.Sprintf(` GROUP BY substr(x.day, 1, %d) ORDER BY 1`, chars))
			if diff := cmp.Diff(want, have); diff != "" {
				t.Errorf("timeline of %s by %s (-rows +strips):\n%s", text, step, diff)
			}
		}
		for _, limit := range []int{5, 0} {
			var have []string
			for e, err := range s.Events(t.Context(), q, limit) {
				if err != nil {
					t.Fatalf("%s: %v", text, err)
				}
				have = append(have, strconv.FormatInt(e.ID, 10))
			}
			want := column(t, raw, `SELECT x.id`+from+cond+` ORDER BY x.day DESC, x.id DESC`+limited(limit))
			if diff := cmp.Diff(want, have); diff != "" {
				t.Errorf("%d events of %s (-rows +strips):\n%s", limit, text, diff)
			}
			arts, err := s.Articles(t.Context(), q, limit)
			if err != nil {
				t.Fatalf("%s: %v", text, err)
			}
			have = nil
			for _, a := range arts {
				have = append(have, fmt.Sprint(a.Doc, " ", a.Events))
			}
			if text != "" { // which asks for articles without events too
				if diff := cmp.Diff(column(t, raw, `SELECT d.doc || ' ' || COUNT(*)`+from+cond+` GROUP BY d.id ORDER BY d.published DESC, d.id DESC`+limited(limit)), have); diff != "" {
					t.Errorf("%d articles of %s (-rows +strips):\n%s", limit, text, diff)
				}
			}
		}
	}
	agreeDyad(t, s, raw, counts)
	for text, cond := range map[string]string{
		`stance:OPPOSE kind:direct`: `x.stance = 'oppose' AND x.kind = 'direct'`, `confidence:0.5 speaker:KEN`: `x.confidence >= 0.5 AND ` + strings.ReplaceAll(part(`'A'`, `r.party = 'KEN'`), "'e'", "'s'"),
		`addressee:SOM stance:support`: `x.stance = 'support' AND ` + strings.ReplaceAll(part(`'R'`, `r.party = 'SOM'`), "'e'", "'s'"), `grain stance:oppose since:2024-03`: `x.stance = 'oppose' AND x.day >= '2024-03-01'`,
	} {
		q, err := query.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		for _, limit := range []int{5, 0} {
			var have []string
			for st, err := range s.Statements(t.Context(), q, limit) {
				if err != nil {
					t.Fatalf("%s: %v", text, err)
				}
				have = append(have, strconv.FormatInt(st.ID, 10))
			}
			if diff := cmp.Diff(column(t, raw, `SELECT x.id FROM statements x JOIN documents d ON d.id = x.document WHERE `+cond+` ORDER BY x.day DESC, x.id DESC`+limited(limit)), have); diff != "" {
				t.Errorf("%d statements of %s (-rows +strips):\n%s", limit, text, diff)
			}
		}
	}
}

func agreeDyad(t *testing.T, s *store.Store, raw *sql.DB, counts string) {
	t.Helper()
	got, err := s.Dyad(t.Context(), "KEN", "SOM", store.ByMonth)
	if err != nil {
		t.Fatal(err)
	}
	var have []string
	for _, d := range got {
		have = append(have, fmt.Sprintf("%s %s %d %d %d %d %d %.1f", d.Period, d.Type, d.Quad, d.Mentions, d.Articles, d.Sources, d.Events, d.Goldstein))
	}
	want := column(t, raw, `SELECT printf('%s %s %d %d %d %d %d %.1f', substr(x.day, 1, 7), x.type, x.quad, COUNT(*), COUNT(DISTINCT x.document), COUNT(DISTINCT d.grp || ' ' || d.origin), COUNT(DISTINCT x.cluster), COALESCE(SUM(x.goldstein), 0))
		FROM events x JOIN documents d ON d.id = x.document WHERE `+counts+` AND `+part(`'A'`, `r.party = 'KEN'`)+` AND `+part(`'R'`, `r.party = 'SOM'`)+` GROUP BY substr(x.day, 1, 7), x.type, x.quad ORDER BY 1`)
	if diff := cmp.Diff(want, have); diff != "" || len(want) == 0 {
		t.Errorf("dyad (-rows +strips):\n%s", diff)
	}
}

func limited(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(" LIMIT ", n)
}

func column(t *testing.T, raw *sql.DB, text string) []string {
	t.Helper()
	rows, err := raw.QueryContext(t.Context(), text)
	if err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestCoveredPeriodsAreThoseOfCovered(t *testing.T) {
	s := open(t, store.ModeSpans)
	for i, day := range []string{"2023-12-31", "2024-01-01", "2024-01-31", "2024-03-04", "2024-03-04", "2026-07-09"} {
		put(t, s, report(i, fmt.Sprint("Paper ", i), day, "KEN", "SOM", "accused"))
	}
	for _, step := range []store.Step{store.ByDay, store.ByMonth, store.ByYear} {
		want, err := s.Covered(t.Context(), step)
		if err != nil || len(want) < 3 {
			t.Fatalf("Covered by %s = %v, %v", step, want, err)
		}
		got, err := s.CoveredPeriods(t.Context(), step)
		if err != nil || len(got) != len(want) {
			t.Errorf("CoveredPeriods by %s = %v, %v, want those of %v", step, got, err, want)
		}
		for p := range want {
			if !got[p] {
				t.Errorf("CoveredPeriods by %s lacks %s", step, p)
			}
		}
	}
}
