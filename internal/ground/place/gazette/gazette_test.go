package gazette_test

import (
	"bytes"
	"errors"
	"fmt"
	"testing"

	"casus.dev/casus/internal/ground/place/gazette"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"São Paulo": "sao paulo", "Saint-Étienne": "st etienne", "St. Louis": "st louis", "Mount Pleasant": "mt pleasant", "Fort Worth": "ft worth",
		"N'Djamena": "ndjamena", "‘Ayn al ‘Arab": "ayn al arab", "The Hague": "hague", "U.S.": "us", "Łódź": "lodz", "Diyarbakır": "diyarbakir", "  Rio   Grande ": "rio grande", "": "",
	} {
		if got := string(gazette.Fold(nil, in)); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

// write packs two places of one name.
func write(t *testing.T) []byte {
	t.Helper()
	records := []gazette.Record{
		{Name: "Ruritania", Kind: gazette.Country, Country: 0, Admin1: gazette.None, Admin2: gazette.None, Lat: 48.5, Lon: -19.25, Code: "RUR"},
		{Name: "Strelsau", Kind: gazette.City, Country: 0, Admin1: gazette.None, Admin2: gazette.None, Lat: 48.1234, Lon: 19, Population: 250000, Seat: gazette.Capital, ID: 7},
	}
	var b bytes.Buffer
	if err := gazette.Write(&b, records, []gazette.Name{{Folded: "ruritania", Record: 0}, {Folded: "strelsau", Record: 1}, {Folded: "ruritania", Record: 1}}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWriteOpen(t *testing.T) {
	f, err := gazette.Open(write(t))
	if err != nil {
		t.Fatal(err)
	}
	got := f.Lookup(nil, []byte("ruritania"))
	if len(got) != 2 || got[0] != 0 || got[1] != 1 || len(f.Lookup(nil, []byte("zenda"))) != 0 {
		t.Errorf("Lookup(ruritania) = %v, want 0 and 1", got)
	}
	city, country := f.Record(1), f.Record(0)
	if city.Name != "Strelsau" || city.Lat != 48.1234 || city.ID != 7 || city.Seat != gazette.Capital || city.Country != 0 || city.Admin1 != gazette.None {
		t.Errorf("Record(1) = %+v", city)
	}
	if city.Population < 240000 || city.Population > 260000 {
		t.Errorf("population %d, want 250000 within 4 %%", city.Population)
	}
	if country.Code != "RUR" || country.Lon != -19.25 {
		t.Errorf("Record(0) = %+v", country)
	}
}

// TestManyBlocks packs more records than a block has, so that each is read from
// its own.
func TestManyBlocks(t *testing.T) {
	const many = 1000
	var records []gazette.Record
	for i := range many {
		records = append(records, gazette.Record{Name: fmt.Sprint("Place ", i), Kind: gazette.City, Country: gazette.None, Admin1: gazette.None, Admin2: i, Lat: float64(i) / 100, Lon: -float64(i) / 50, ID: i << 12})
	}
	var b bytes.Buffer
	if err := gazette.Write(&b, records, nil); err != nil {
		t.Fatal(err)
	}
	f, err := gazette.Open(b.Bytes())
	if err != nil || f.Len() != many {
		t.Fatalf("Open: %v, %d records", err, f.Len())
	}
	for i := many - 1; i >= 0; i-- {
		if got := f.Record(i); got != records[i] {
			t.Fatalf("Record(%d) = %+v, want %+v", i, got, records[i])
		}
	}
}

func TestWriteRefuses(t *testing.T) {
	for what, r := range map[string]gazette.Record{
		"an empty name":     {Kind: gazette.City, Country: gazette.None, Admin1: gazette.None, Admin2: gazette.None},
		"a parent too high": {Name: "X", Kind: gazette.City, Country: 9, Admin1: gazette.None, Admin2: gazette.None},
		"a country's code":  {Name: "X", Kind: gazette.Country, Country: 0, Admin1: gazette.None, Admin2: gazette.None, Code: "X"},
	} {
		if err := gazette.Write(&bytes.Buffer{}, []gazette.Record{r}, nil); err == nil {
			t.Errorf("%s: no error", what)
		}
	}
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte("CGAZ0004"))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := gazette.Open(data)
		if err != nil {
			if !errors.Is(err, gazette.ErrFormat) {
				t.Fatalf("error %v, want ErrFormat", err)
			}
			return
		}
		if file.Len() < 0 {
			t.Fatal("negative length")
		}
	})
}
