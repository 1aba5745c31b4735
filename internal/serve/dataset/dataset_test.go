package dataset_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"casus.dev/casus/article"
	"casus.dev/casus/event"
	"casus.dev/casus/internal/keep/store"
	"casus.dev/casus/internal/serve/dataset"
	"casus.dev/casus/nlp"
)

// sample returns a database of three articles: two that report one act of two
// states against a third, and one with a threat that is only planned and an
// act without a known author.
func sample(t *testing.T) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "c.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	g, lat, lon := -10.0, 15.5, 32.5
	for i, lead := range []string{
		"Norland and Sudland shelled the port of Estmark at dawn, the harbour master wrote in a long letter to the insurers.",
		"=Estmark: guns of Norland\tand Sudland hit the harbour on Monday and burned the customs house, two captains reported.",
		"The council said that armed men attacked a bridge, and that Norland will perhaps close the frontier in the spring.",
	} {
		r := &event.Report{
			Schema: event.SchemaName, ID: article.ID(lead), Ref: strconv.Itoa(i), Publisher: []string{"Wire", "Post", "Post"}[i], Published: fmt.Sprintf("2024-03-0%d", 4+i), Text: lead, URL: fmt.Sprintf("https://example.org/%d", i),
			Sentences: []event.Sentence{{Span: nlp.Range{Start: 0, End: len(lead)}}},
			Actors: []event.Actor{
				{ID: "a1", Name: "Norway", Country: "NOR", Code: "NOR"}, {ID: "a2", Name: "Sweden", Country: "SWE", Code: "SWE"}, {ID: "a3", Name: "Estonia", Country: "EST", Code: "EST"},
			},
			Places: []event.Place{{ID: "pl1", Name: "Tallinn", Country: "EST", Grain: event.GrainCity, Lat: &lat, Lon: &lon, GeoNameID: 588409}},
			Events: []event.Event{{
				ID: "e1", Type: "ASSAULT", Mode: "heavy-weapons", CAMEO: "194", Quad: 4, Goldstein: &g, Actors: []string{"a1", "a2"}, Recipients: []string{"a3"},
				Trigger: []nlp.Range{{Start: 4, End: 12}}, Modality: event.Actual, Confidence: 0.9, Place: "pl1", Date: &event.When{Value: "2024-03-04", Grain: event.GrainDay, Basis: "text"},
			}},
		}
		if i == 2 {
			r.Events[0].Actors, r.Events[0].Recipients, r.Events[0].Place = nil, nil, ""
			r.Events = append(r.Events, event.Event{ID: "e2", Type: "SANCTION", CAMEO: "163", Quad: 4, Actors: []string{"a1"}, Trigger: []nlp.Range{{Start: 60, End: 67}}, Modality: event.Planned})
		}
		if _, err := s.Put(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func write(t *testing.T, s *store.Store, as string, opt dataset.Options) (dir string, rows int) {
	t.Helper()
	dir = t.TempDir()
	n, err := dataset.Write(t.Context(), s.Items(t.Context(), nil), as, dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	return dir, n
}

func lines(t *testing.T, file string) [][]string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for l := range strings.SplitSeq(strings.TrimSuffix(string(b), "\n"), "\n") {
		out = append(out, strings.Split(l, "\t"))
	}
	return out
}

func TestTablesHaveThePublishedColumns(t *testing.T) {
	s := sample(t)
	for as, want := range map[string]struct{ columns, rows int }{"polecat": {40, 3}, "gdelt": {61, 3}, "gdelt-mentions": {16, 3}, "icews": {20, 5}} {
		dir, n := write(t, s, as, dataset.Options{})
		got := lines(t, filepath.Join(dir, "events.tsv"))
		if n != want.rows || len(got) != n+1 {
			t.Errorf("%s: %d rows, %d lines, want %d rows", as, n, len(got), want.rows)
		}
		ids := map[string]bool{}
		for i, row := range got {
			if len(row) != want.columns {
				t.Errorf("%s: line %d has %d cells, want %d", as, i+1, len(row), want.columns)
			}
			if as != "gdelt-mentions" && ids[row[0]] {
				t.Errorf("%s: id %s stands twice", as, row[0])
			}
			ids[row[0]] = true
		}
	}
}

func TestGDELTCountsReportsOfOneAct(t *testing.T) {
	dir, _ := write(t, sample(t), "gdelt", dataset.Options{NoHeader: true})
	row := lines(t, filepath.Join(dir, "events.tsv"))[0]
	if row[1] != "20240304" || row[5] != "NOR" || row[15] != "EST" || row[26] != "194" || row[31] != "2" || row[32] != "2" || row[33] != "2" {
		t.Errorf("row = %q, want one event of two articles and sources", row)
	}
}

func TestNativeRoundTrips(t *testing.T) {
	s := sample(t)
	dir, n := write(t, s, "parquet", dataset.Options{})
	rows, err := parquet.ReadFile[dataset.Native](filepath.Join(dir, "events.parquet"))
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != n || n != 4 || rows[0].ActorCodes != "NOR;SWE" || rows[0].Goldstein == nil || *rows[0].Goldstein != -10 || rows[3].Modality != "planned" {
		t.Errorf("Parquet gives %d rows, first %+v", len(rows), rows[0])
	}
	dir, _ = write(t, s, "csv", dataset.Options{Spreadsheet: true})
	f, err := os.Open(filepath.Join(dir, "events.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	cells, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for i, name := range cells[0] {
		at[name] = i
	}
	if got := cells[2][at["evidence"]]; !strings.HasPrefix(got, "'=") {
		t.Errorf("evidence %q is not guarded", got)
	}
	if got := cells[1][at["goldstein"]]; got != "-10" {
		t.Errorf("goldstein %q: a guard touched a number", got)
	}
	for i := range cells[1:] {
		if cells[i+1][at["event_id"]] != strconv.FormatInt(rows[i].EventID, 10) || cells[i+1][at["type"]] != rows[i].Type {
			t.Errorf("row %d: CSV and Parquet differ", i)
		}
	}
}

func TestDataPackageDescribesTheFile(t *testing.T) {
	for _, as := range dataset.Formats() {
		dir, _ := write(t, sample(t), as, dataset.Options{Version: "test"})
		b, err := os.ReadFile(filepath.Join(dir, "datapackage.json"))
		if err != nil {
			t.Fatal(err)
		}
		var p struct {
			Resources []struct {
				Path   string
				Bytes  int64
				Schema struct {
					Fields []struct{ Name, Description string }
				}
			}
		}
		if err := json.Unmarshal(b, &p); err != nil {
			t.Fatal(err)
		}
		st, err := os.Stat(filepath.Join(dir, p.Resources[0].Path))
		want := int64(0) // readers of data packages count no bytes of Parquet, and take a figure for wrong
		if err == nil && as != "parquet" {
			want = st.Size()
		}
		if err != nil || want != p.Resources[0].Bytes {
			t.Errorf("%s: package says %d bytes, file has %v", as, p.Resources[0].Bytes, st)
		}
		for _, f := range p.Resources[0].Schema.Fields {
			if f.Name == "" || f.Description == "" {
				t.Errorf("%s: column %+v is not described", as, f)
			}
		}
	}
}

func TestGeoJSONIsValid(t *testing.T) {
	dir, n := write(t, sample(t), "geojson", dataset.Options{})
	b, err := os.ReadFile(filepath.Join(dir, "events.geojson"))
	if err != nil {
		t.Fatal(err)
	}
	var c struct {
		Type     string
		Features []struct {
			Geometry *struct{ Coordinates []float64 }
		}
	}
	if err := json.Unmarshal(b, &c); err != nil {
		t.Fatal(err)
	}
	if c.Type != "FeatureCollection" || len(c.Features) != n || c.Features[0].Geometry.Coordinates[0] != 32.5 || c.Features[3].Geometry != nil {
		t.Errorf("GeoJSON has %d features of %d", len(c.Features), n)
	}
}

func TestUnknownFormat(t *testing.T) {
	if _, err := dataset.Write(t.Context(), sample(t).Items(t.Context(), nil), "xls", t.TempDir(), dataset.Options{}); err == nil {
		t.Error("no error for an unknown format")
	}
}

func TestPanelTellsZeroFromGap(t *testing.T) {
	s := sample(t)
	dir := t.TempDir()
	n, err := dataset.WritePanel(t.Context(), s, "dyad-day", dir, dataset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(dir, "panel.csv"))
	if err != nil {
		t.Fatal(err)
	}
	// Two pairs, three days that were read: the fourth of March has the act.
	if n != 6 || !strings.Contains(string(b), "2024-03-04,NOR,EST,1,0,0,0,2,2,-20,-10\n") || !strings.Contains(string(b), "2024-03-06,SWE,EST,1,0,0,0,0,0,0,\n") || strings.Contains(string(b), "2024-03-07") {
		t.Errorf("%d rows:\n%s", n, b)
	}
}
