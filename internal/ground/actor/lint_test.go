package actor

import (
	"slices"
	"strings"
	"testing"
)

func TestLintOfEmbeddedTables(t *testing.T) {
	tables, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	faults, err := Lint(tables)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range faults {
		t.Error(f.Error())
	}
}

func TestLintNamesFileLineAndReason(t *testing.T) {
	const people = "# as-of: 2025-12\nname\taliases\tcountry\tsector\toffice\tstart\tend\tsource\n"
	const bodies = "# as-of: 2025-12\nname\taliases\tkind\tcountry\tsector\tcode\tstart\tend\tsource\n"
	for _, c := range []struct{ name, data, want string }{
		{"date", people + "Ada Vern\t\tFRA\tGOV\tPresident\t2024-13-45\t\tx\n", `t.tsv:3: start: "2024-13-45" is no date (want YYYY-MM-DD, YYYY-MM or YYYY)`},
		{"order", people + "Ada Vern\t\tFRA\tGOV\tPresident\t2024\t2019\tx\n", "t.tsv:3: ends on 2019, before it starts on 2024"},
		{"sector", people + "Ada Vern\t\tFRA\tGVO\tPresident\t2024\t\tx\n", `t.tsv:3: sector "GVO" is not PLOVER's`},
		{"country", people + "Ada Vern\t\tFRX\tGOV\tPresident\t2024\t\tx\n", `t.tsv:3: country "FRX" is in no table of countries`},
		{"kind", bodies + "Grey Guard\t\tarmy\tFRA\tMIL\t\t\t\tx\n", `t.tsv:3: kind "army" is unknown`},
		{"nothing", bodies + "Grey Guard\t\tgroup\t\t\t\t\t\tx\n", "t.tsv:3: neither country nor sector nor code"},
		{"code", bodies + "Grey Guard\t\tgroup\t\t\tgg\t\t\tx\n", `t.tsv:3: code "gg" is not made of capital letters and digits, three or more`},
		{"header", "a\tb\nc\td\n", `t.tsv:1: no header of a known table: "a\tb"`},
		{"empty", people + "\t\tFRA\tGOV\tPresident\t2024\t\tx\n", "t.tsv:3: first column is empty"},
		{
			"overlap", people + "Ada Vern\t\tFRA\tGOV\tEnvoy\t2010\t2015\tx\nAda Vern\t\tFRA\tGOV\tEnvoy\t2012\t2019\tx\n",
			"t.tsv:4: Ada Vern is Envoy from 2012 to 2019, and again in line 3 of t.tsv from 2010 to 2015",
		},
		{
			"two", people + "Ada Vern\t\tFRA\tGOV\tPresident\t2010-01-01\t2015-01-01\tx\nBo Larsen\t\tFRA\tGOV\tPresident\t2012-01-01\t2019-01-01\tx\n",
			"t.tsv:4: Bo Larsen and Ada Vern (t.tsv:3) are both President of FRA in the same time",
		},
		{"twice", bodies + "Grey Guard\t\tgroup\tFRA\tREB\t\t\t\tx\nGrey Guard\t\tgroup\tFRA\tREB\t\t\t\tx\n", "t.tsv:4: Grey Guard already stands in t.tsv:3"},
	} {
		t.Run(c.name, func(t *testing.T) {
			faults, err := Lint([]Table{{"t.tsv", []byte(c.data)}})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range faults {
				got = append(got, f.Error())
			}
			if !slices.Contains(got, c.want) {
				t.Errorf("Lint = %s, want %s", strings.Join(got, " | "), c.want)
			}
		})
	}
}

func TestBrokenRowIsLeftOutAndTheRestKept(t *testing.T) {
	const data = "name\taliases\tkind\tcountry\tsector\tcode\tstart\tend\tsource\n" +
		"Grey Guard\t\tarmy\tFRA\tMIL\t\t\t\tx\nBlue Guard\t\tgroup\tFRA\tREB\t\t\t\tx\n"
	r, err := New(Options{Overlays: []Table{{"user.tsv", []byte(data)}}})
	if err != nil {
		t.Fatal(err)
	}
	if f := r.Faults(); len(f) != 1 || f[0].File != "user.tsv" || f[0].Line != 2 {
		t.Errorf("Faults = %v, want one in line 2 of user.tsv", f)
	}
	if got := r.Resolve("Blue Guard", "", testDay); got.Code != "FRAREB" {
		t.Errorf("Resolve(Blue Guard) = %q, want FRAREB", got.Code)
	}
}
