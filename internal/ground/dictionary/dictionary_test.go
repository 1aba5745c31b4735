package dictionary_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"casus.dev/casus/internal/ground/dictionary"
)

const actors = `<!-- a comment -->
# another
VENDIA_  [VEN]
+VENDIAN_
+REPUBLIC_OF_VENDIA_
MARA_OLLIN_	; from a list
+PRESIDENT_OLLIN
	[VENGOV >140608]
	[VENOPP 20100101-140608]
	[VENELI]
GREY_GUARD [VENPRM >20000230][VENPRM]
+BROKEN
ORPHAN_NAME
LAST_BLOCK [IGOUNO 920101 - 961231]
`

func TestReadActors(t *testing.T) {
	var got []dictionary.Actor
	var faults []string
	for a, err := range dictionary.ReadActors(strings.NewReader(actors), "x.actors") {
		if err != nil {
			faults = append(faults, err.Error())
			continue
		}
		got = append(got, a)
	}
	want := []dictionary.Actor{
		{Phrases: []string{"VENDIA", "VENDIAN", "REPUBLIC OF VENDIA"}, Codes: []dictionary.Restriction{{Code: "VEN"}}, Line: 3},
		{Phrases: []string{"MARA OLLIN", "PRESIDENT OLLIN"}, Codes: []dictionary.Restriction{{Code: "VENGOV", From: 20140608}, {Code: "VENOPP", From: 20100101, To: 20140608}, {Code: "VENELI"}}, Line: 6},
		{Phrases: []string{"GREY GUARD", "BROKEN"}, Codes: []dictionary.Restriction{{Code: "VENPRM"}}, Line: 11},
		{Phrases: []string{"LAST BLOCK"}, Codes: []dictionary.Restriction{{Code: "IGOUNO", From: 19920101, To: 19961231}}, Line: 14},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if want := []string{`x.actors:11: "20000230" is no day of the calendar`, `x.actors:13: "ORPHAN NAME" has no code`}; !slices.Equal(faults, want) {
		t.Errorf("faults = %q, want %q", faults, want)
	}
}

func TestActorOn(t *testing.T) {
	for a, err := range dictionary.ReadActors(strings.NewReader(actors), "x") {
		if err != nil || a.Phrases[0] != "MARA OLLIN" {
			continue
		}
		for day, want := range map[int]string{20140608: "VENGOV", 20140607: "VENOPP", 20091231: "VENELI"} {
			if got := a.On(day); got != want {
				t.Errorf("On(%d) = %q, want %q", day, got, want)
			}
		}
	}
}

func TestBrokenRestrictionsAreNamed(t *testing.T) {
	for in, want := range map[string]string{
		"A [VEN 20241345-20250101]\n": `x:1: "20241345" is no day of the calendar`,
		"A [VEN 20250101-20240101]\n": `x:1: ends on 20240101, before its start on 20250101`,
		"A [VEN\n":                    `x:1: bracket is not closed: "[VEN"`,
		"+A [VEN]\n":                  `x:1: synonym or code before any phrase`,
		"A [VE]\n":                    `x:1: "VE" is no code`,
		"A [VEN > 2004017]\n":         `x:1: "2004017" is no date (want YYYYMMDD or YYMMDD)`,
	} {
		var first string
		for _, err := range dictionary.ReadActors(strings.NewReader(in), "x") {
			if err != nil && first == "" {
				first = err.Error()
			}
		}
		if first != want {
			t.Errorf("%q: fault %q, want %q", in, first, want)
		}
	}
}

func TestCommentsOfSeveralLinesAndLongLines(t *testing.T) {
	in := "A_A [VEN]\n<!-- one\nB_B [VEN]\n-->\nC_C [VEN 20100101-20100101] <!-- [XXX]\n" + strings.Repeat("x", 2<<20) + "\nD_D [VEN]\n<!-- open\nE_E [VEN]\n"
	var got, faults []string
	for a, err := range dictionary.ReadActors(strings.NewReader(in), "x") {
		if err != nil {
			faults = append(faults, err.Error())
			continue
		}
		got = append(got, a.Phrases[0])
		if a.Line == 5 && a.Codes[0].To != 20100102 {
			t.Errorf("a term of one day ends before %d, want 20100102", a.Codes[0].To)
		}
	}
	if want := []string{"A A", "C C", "D D"}; !slices.Equal(got, want) {
		t.Errorf("blocks %q, want %q", got, want)
	}
	if want := []string{"x:6: line is longer than 1048576 bytes", "x:8: the comment is not closed: all that follows is lost"}; !slices.Equal(faults, want) {
		t.Errorf("faults = %q, want %q", faults, want)
	}
}

func TestReadAgents(t *testing.T) {
	const in = `!FOLK! = MAN, WOMAN
!LOOP! = A!LOOP!
LIGHTHOUSE_KEEPER [~GOV] # a tail
DEPUTY  {DEPUTIES} [~LEG]
CLERGY {} [~REL]
AID_BODY [NGO~]
FERRY!FOLK! [~BUS]
!NONE!_X [~GOV]
NO_CODE
`
	var got []dictionary.Agent
	var faults []string
	for a, err := range dictionary.ReadAgents(strings.NewReader(in), "x") {
		if err != nil {
			faults = append(faults, err.Error())
			continue
		}
		got = append(got, a)
	}
	want := []dictionary.Agent{
		{Phrase: "LIGHTHOUSE KEEPER", Plural: "LIGHTHOUSE KEEPERS", Code: "GOV", Line: 3},
		{Phrase: "DEPUTY", Plural: "DEPUTIES", Code: "LEG", Line: 4},
		{Phrase: "CLERGY", Code: "REL", Line: 5},
		{Phrase: "AID BODY", Plural: "AID BODIES", Code: "NGO", Prefix: true, Line: 6},
		{Phrase: "FERRYMAN", Code: "BUS", Line: 7},
		{Phrase: "FERRYWOMAN", Code: "BUS", Line: 7},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if want := []string{"x:2: set !LOOP! contains itself", "x:8: set !NONE! is not defined before this line", "x:9: no code in brackets"}; !slices.Equal(faults, want) {
		t.Errorf("faults = %q, want %q", faults, want)
	}
}

func TestSplit(t *testing.T) {
	for in, want := range map[string][3]string{
		"USAGOVMIL": {"USA", "GOV", ""}, "USA": {"USA", "", "USA"}, "IGOUNO": {"", "", "IGOUNO"}, "ROMOPP": {"ROU", "OPP", ""},
		"AFGELI": {"AFG", "ELI", ""}, "---": {"", "", ""}, "REB": {"", "REB", ""}, "PSEHMSMIL": {"PSE", "MIL", ""}, "GUYMED": {"GUY", "JRN", ""},
	} {
		c, s, code := dictionary.Split(in)
		if got := [3]string{c, s, code}; got != want {
			t.Errorf("Split(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestNoBlockIsLost reads the public dictionaries, where they are at hand, and
// counts their phrases.
func TestNoBlockIsLost(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "..", "shared", "data", "dictionaries")
	for name, want := range map[string]int{"Phoenix.Countries.actors.txt": 25900, "Phoenix.International.actors.txt": 7900, "Phoenix.MilNonState.actors.txt": 1790} {
		f, err := os.Open(filepath.Join(dir, name))
		if err != nil {
			t.Skipf("needs the dictionaries beside the repository: %v", err)
		}
		defer f.Close()
		phrases, blocks, faults := 0, 0, 0
		for a, err := range dictionary.ReadActors(f, name) {
			if err != nil {
				faults++
				continue
			}
			blocks++
			phrases += len(a.Phrases)
		}
		t.Logf("%s: %d blocks, %d phrases, %d faults", name, blocks, phrases, faults)
		if phrases < want-200 || faults > 150 {
			t.Errorf("%s: %d phrases and %d faults, want about %d phrases", name, phrases, faults, want)
		}
	}
}

func TestTable(t *testing.T) {
	var b bytes.Buffer
	w := dictionary.NewTable(&b)
	for a, err := range dictionary.ReadActors(strings.NewReader("LANTERN_LEAGUE [MEASOC]\nSOUTHERN_SEAS [SEA]\n"+actors), "x") {
		if err == nil && (a.Phrases[0] == "MARA OLLIN" || a.Line < 3) {
			w.Actor(a, "test")
		}
	}
	for a, err := range dictionary.ReadAgents(strings.NewReader("DEPUTY {DEPUTIES} [~LEG]\n"), "x") {
		if err == nil {
			w.Agent(a)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	want := "name\taliases\tkind\tcountry\tsector\tcode\tstart\tend\tsource\n" +
		"Lantern League\t\torganisation\t\tSOC\t\t\t\ttest\n" +
		"Southern Seas\t\torganisation\t\t\tSEA\t\t\ttest\n" +
		"name\taliases\tcountry\tsector\toffice\tstart\tend\tsource\n" +
		"Mara Ollin\tPresident Ollin\tVEN\tGOV\tgovernment official\t2014-06-08\t\ttest\n" +
		"Mara Ollin\tPresident Ollin\tVEN\tOPP\topposition figure\t2010-01-01\t2014-06-07\ttest\n" +
		"phrase\tplural\tsector\tclass\toffice\n" +
		"deputy\tdeputies\tLEG\tperson\t\n"
	if d := cmp.Diff(want, b.String()); d != "" {
		t.Error(d)
	}
}

// dump is a tiny dump of our own: a country, an office, its holder, a line that
// is no entity, one without claims, and a holder named for all languages, of
// whose dates one is none.
const dump = `[
{"id":"Q1","labels":{"en":{"value":"Vendia"}},"claims":{"P298":[{"mainsnak":{"datavalue":{"value":"VND"}}}]}},
{"id":"Q3","labels":{"en":{"value":"Mara Ollin"}},"aliases":{"en":[{"value":"M. Ollin"}]},"claims":{"P31":[{"mainsnak":{"datavalue":{"value":{"id":"Q5"}}}}],"P39":[{"rank":"normal","mainsnak":{"datavalue":{"value":{"id":"Q2"}}},"qualifiers":{"P580":[{"datavalue":{"value":{"time":"+2014-06-08T00:00:00Z","precision":11}}}],"P582":[{"datavalue":{"value":{"time":"+2019-00-00T00:00:00Z","precision":9}}}]}},{"rank":"normal","mainsnak":{"datavalue":{"value":{"id":"Q99"}}}}]}},
not json,
{"id":"Q2","labels":{"en":{"value":"Senator of Vendia"}},"claims":{"P1001":[{"mainsnak":{"datavalue":{"value":{"id":"Q1"}}}}],"P279":[{"mainsnak":{"datavalue":{"value":{"id":"Q4164871"}}}}]}},
{"id":"Q7","labels":[],"aliases":[],"claims":[]},
{"id":"Q8","labels":{"mul":{"value":"Bo Larsen"}},"claims":{"P31":[{"mainsnak":{"datavalue":{"value":{"id":"Q5"}}}}],"P39":[{"mainsnak":{"datavalue":{"value":{"id":"Q2"}}}},{"mainsnak":{"datavalue":{"value":{"id":"Q2"}}},"qualifiers":{"P580":[{"datavalue":{"value":{"time":"+2024-13-45T00:00:00Z","precision":11}}}]}}]}}
]
`

func TestReadPeople(t *testing.T) {
	p := dictionary.ReadPositions(strings.NewReader(dump), "dump")
	var got []dictionary.Person
	var faults []string
	for person, err := range dictionary.ReadPeople(strings.NewReader(dump), "dump", p) {
		if err != nil {
			faults = append(faults, err.Error())
			continue
		}
		got = append(got, person)
	}
	want := []dictionary.Person{
		{Name: "Mara Ollin", Aliases: []string{"M. Ollin"}, Country: "VND", Sector: "LEG", Office: "Senator of Vendia", Start: "2014-06-08", End: "2019", Line: 3},
		{Name: "Bo Larsen", Country: "VND", Sector: "LEG", Office: "Senator of Vendia", Line: 7},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if len(faults) != 2 || !strings.HasPrefix(faults[0], "dump:4: no JSON") || faults[1] != `dump:7: Senator of Vendia of Bo Larsen: "2024-13-45" is no date` {
		t.Errorf("faults = %q, want one in line 4 and one in line 7", faults)
	}
}

func FuzzReadActors(f *testing.F) {
	f.Add(actors)
	f.Add("A [VEN\n+B [X]\n\t[VENGOV <20")
	f.Fuzz(func(t *testing.T, in string) {
		for a, err := range dictionary.ReadActors(strings.NewReader(in), "x") {
			if err != nil {
				continue
			}
			if len(a.Phrases) == 0 || len(a.Codes) == 0 {
				t.Fatalf("block without phrase or code: %+v", a)
			}
			for _, c := range a.Codes {
				if len(c.Code) < 3 || c.To != 0 && c.From != 0 && c.To <= c.From {
					t.Fatalf("bad code %+v", c)
				}
			}
		}
	})
}

func FuzzReadAgents(f *testing.F) {
	f.Add("!A! = B, C\nX!A! [~GOV]\n")
	f.Fuzz(func(t *testing.T, in string) {
		for a, err := range dictionary.ReadAgents(strings.NewReader(in), "x") {
			if err == nil && (a.Phrase == "" && !strings.Contains(in, "!") || len(a.Code) < 3) {
				t.Fatalf("bad agent %+v", a)
			}
		}
	})
}
