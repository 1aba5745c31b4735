package actor

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
)

// TestPackedTablesAreThoseOfTheTables fails where a table, or how tables are
// read, was changed without "go generate ./internal/ground/actor".
func TestPackedTablesAreThoseOfTheTables(t *testing.T) {
	want, err := Pack()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, []byte(packed)) {
		t.Fatal("data/gazetteer.bin is not what the tables give: run go generate ./internal/ground/actor")
	}
	tables, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	sum, err := tablesSum()
	if err != nil {
		t.Fatal(err)
	}
	got, err := unpack(packed, sum)
	if err != nil || got == nil {
		t.Fatalf("unpack = %v, %v", got, err)
	}
	read := load(tables)
	if !bytes.Equal(got.names.Append(nil), read.names.Append(nil)) {
		t.Error("the packed names are not those that were read")
	}
	got.names, read.names = nil, nil
	if !reflect.DeepEqual(got, read) {
		t.Error("the packed tables are not those that were read")
	}
}

func TestPackedTablesOfOthersArePassedOver(t *testing.T) {
	sum, err := tablesSum()
	if err != nil {
		t.Fatal(err)
	}
	if g, err := unpack(packed, sum+1); g != nil || err != nil {
		t.Errorf("unpack for other tables = %v, %v, want nothing", g, err)
	}
}

func TestBrokenPackedTablesAreRefused(t *testing.T) {
	sum, err := tablesSum()
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{0, 5, 11, 12, 13, 1000, len(packed) / 2, len(packed) - 1} {
		if g, err := unpack(packed[:n], sum); err == nil {
			t.Errorf("unpack of %d bytes of %d = %v, want an error", n, len(packed), g)
		}
	}
	if _, err := unpack(packed+"x", sum); err == nil {
		t.Error("unpack with a byte too many: no error")
	}
}

func TestPackRefusesABrokenRow(t *testing.T) {
	_, err := pack([]Table{{"t.tsv", []byte("name\taliases\tkind\tcountry\tsector\tcode\tstart\tend\tsource\nGrey Guard\t\tarmy\tFRA\tMIL\t\t\t\tx\n")}}, 0)
	if err == nil || !strings.Contains(err.Error(), `t.tsv:2: kind "army" is unknown`) {
		t.Errorf("Pack = %v, want the file, line and reason", err)
	}
}

// TestOverlayOnPackedTables holds an overlay read after the packed tables
// against one read after the tables themselves.
func TestOverlayOnPackedTables(t *testing.T) {
	overlay := Table{"user.tsv", []byte("name\taliases\tcountry\tsector\toffice\tstart\tend\tsource\n" +
		"Angela Merkel\tMutti\tDEU\tPTY\tHonorary Chair of the Lantern Party\t2022\t\tx\nAda Vernholm\t\tFRX\tGOV\tPresident\t2024\t\tx\n")}
	tables, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	r, err := New(Options{Overlays: []Table{overlay}})
	if err != nil {
		t.Fatal(err)
	}
	want := load(append(tables, overlay))
	if !reflect.DeepEqual(r.g.persons, want.persons) || len(r.g.aliases) != len(want.aliases) || !reflect.DeepEqual(r.g.faults, want.faults) {
		t.Errorf("%d persons, %d aliases, faults %v; want %d, %d, %v", len(r.g.persons), len(r.g.aliases), r.g.faults, len(want.persons), len(want.aliases), want.faults)
	}
	if len(r.Faults()) != 1 {
		t.Errorf("Faults = %v, want the country of line 3", r.Faults())
	}
}

func BenchmarkNewFromTables(b *testing.B) {
	tables, err := Embedded()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		load(tables)
	}
}
