package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"casus.dev/casus/internal/ground/place/gazette"
)

func TestBrokenRowsAreNamedAndLeftOut(t *testing.T) {
	path := filepath.Join(t.TempDir(), "countries.tsv")
	rows := []string{
		"# a comment",
		"RU\tRUS\tRussia\t60\t100\tMoscow\t\tRussian",
		"XX\tXXX\tNowhere\t95\t10\t\t\t",
		"XY\tXYZ\ttoo few",
		"ABC\tAB\tBackwards\t1\t1\t\t\t",
		"RU\tRUS\tRussia\t60\t100\tMoscow\t\tRussian",
	}
	if err := os.WriteFile(path, []byte(strings.Join(rows, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	b := builder{country: map[string]int{}, iso3: map[string]int{}, capital: map[int]string{}}
	b.countries(path)
	if len(b.records) != 1 || b.records[0].Name != "Russia" || len(b.index) != 1 {
		t.Errorf("records %v, index %v, want Russia alone", b.records, b.index)
	}
	for i, want := range []string{":3: no point on the earth: 95, 10", ":4: 3 columns, want 8", ":5: no ISO 3166 codes: ABC, AB", ":6: second row of RUS"} {
		if i >= len(b.faults) || !strings.HasSuffix(b.faults[i].Error(), path+want) {
			t.Errorf("faults %v, want %q as number %d", b.faults, want, i+1)
		}
	}
}

func TestTownsOfTheNews(t *testing.T) {
	path := filepath.Join(t.TempDir(), "towns.tsv")
	rows := []string{
		"BO\t04\tEl Alto\t-16.5\t-68.16\t940000\tAlto",
		"BO\t99\tNowhere\t-16.5\t-68.16\t1\t",
		"BO\t04\tNobody\t-16.5\t-68.16\tmany\t",
		"BO\t04\tOutside\t-99\t-68.16\t1\t",
	}
	if err := os.WriteFile(path, []byte(strings.Join(rows, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	b := builder{country: map[string]int{"BO": 3}, admin1: map[string]int{"BO.04": 7}}
	b.towns(path)
	if len(b.records) != 1 || b.records[0].Admin1 != 7 || b.records[0].Country != 3 || b.records[0].Population != 940000 || len(b.index) != 2 {
		t.Errorf("records %+v, index %v, want El Alto alone, with two names", b.records, b.index)
	}
	for i, want := range []string{":2: no division BO.99", ":3: no number of inhabitants: many", ":4: no point on the earth: -99, -68.16"} {
		if i >= len(b.faults) || !strings.HasSuffix(b.faults[i].Error(), path+want) {
			t.Errorf("faults %v, want %q as number %d", b.faults, want, i+1)
		}
	}
}

func TestBare(t *testing.T) {
	for in, want := range map[string]string{
		"Kursk Oblast": "Kursk", "Province of Zambales": "Zambales", "State of Berlin": "Berlin", "District of Columbia": "District of Columbia",
		"Mexico City": "Mexico City", "North Region": "North Region", "Donetsk": "Donetsk", "Muhafazat Hadramaout": "Hadramaout",
	} {
		if got := bare(in); got != want {
			t.Errorf("bare(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestRenamedCitiesAreJoined(t *testing.T) {
	old := city{Record: gazette.Record{Name: "Kiev", Lat: 50.45, Lon: 30.52, Population: 2797553, ID: 703448}, country: "UA"}
	at := map[string][]int{cell("UA", old.Lat, old.Lon): {0}}
	row := city{Record: gazette.Record{Name: "Kyiv", Lat: 50.46, Lon: 30.53}, country: "UA", admin1: "12"}
	first := []city{old}
	if i := nearest(first, at, row, nil); i != gazette.None {
		t.Errorf("nearest = %d for another name 1.5 km away, want none at first", i)
	}
	if i := nearest(first, at, row, []bool{false}); i != 0 {
		t.Fatalf("nearest = %d among what is left, want 0", i)
	}
	var names []string
	join(&first[0], &names, row)
	if first[0].Name != "Kyiv" || first[0].ID != 703448 || first[0].admin1 != "12" || len(names) != 1 || names[0] != "Kiev" {
		t.Errorf("joined %+v, names %v", first[0], names)
	}
}

func TestMiddleLeavesOutWhatIsFiledWrongly(t *testing.T) {
	values := []float64{100}
	for i := range 40 {
		values = append(values, 119+float64(i)/20)
	}
	if got := middle(values); got < 119.5 || got > 120.5 {
		t.Errorf("middle = %.2f with one value far off, want about 120", got)
	}
	if got := middle([]float64{7}); got != 7 {
		t.Errorf("middle of 7 = %.2f", got)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte{4, 0x08, 0x0e, 0x48, 0x05})
	f.Fuzz(func(t *testing.T, data []byte) {
		cities, err := decode(data)
		if err == nil && len(data) > 0 && len(cities) == 0 {
			t.Fatal("bytes without a city and without an error")
		}
	})
}
