package place_test

import (
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"casus.dev/casus/event"
	"casus.dev/casus/internal/ground/place"
	"casus.dev/casus/nlp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// found writes places as "words=name grain country division", one a line.
func found(d *nlp.Doc, places []event.Place) string {
	var b strings.Builder
	for _, p := range places {
		line := fmt.Sprintf("%s=%s %s %s", d.Slice(p.Span), p.Name, p.Grain, p.Country)
		if p.Grain == event.GrainAdmin2 || p.Grain == event.GrainCity && p.Country == "USA" || p.Country == "FRA" {
			line += " " + p.Admin1
		}
		b.WriteString(strings.TrimSpace(line) + "\n")
	}
	return b.String()
}

// TestGolden reads each sentence alone.
func TestGolden(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	g := load(t)
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			ar, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for i := 0; i+1 < len(ar.Files); i += 2 {
				in, want := string(ar.Files[i].Data), string(ar.Files[i+1].Data)
				d := read(t, strings.TrimSpace(in), false)
				got := found(d, g.Find(d, nil, ""))
				if *update {
					ar.Files[i+1].Data = []byte(got)
				} else if got != want {
					t.Errorf("%s\n got %s\nwant %s", in, got, want)
				}
			}
			if *update {
				if err := os.WriteFile(path, txtar.Format(ar), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func TestFindLeavesOutMetonyms(t *testing.T) {
	g := load(t)
	d := read(t, "Moscow said that shells fell in Moscow.", false)
	actors := []event.Actor{{ID: "a1", Name: "Government of Russia", Kind: event.Government, Country: "RUS", Mentions: []event.Mention{{Kind: event.ByMetonym, Words: nlp.Span{Start: 0, End: 1}}}}}
	places := g.Find(d, actors, "")
	if len(places) != 1 || places[0].Words.Start != 6 || places[0].Country != "RUS" || places[0].ID != "pl1" {
		t.Errorf("Find = %+v, want the second Moscow", places)
	}
}

// A place under attack stands for its country; so does the seat of a body of
// many countries for that body, but only the former is a place of action.
func TestPlacesUnderAttackAreFound(t *testing.T) {
	g := load(t)
	d := read(t, "Brussels deplored the shelling of Aleppo.", false)
	actors := []event.Actor{
		{ID: "a1", Name: "European Union", Kind: event.Organisation, Code: "IGOEUR", Mentions: []event.Mention{{Kind: event.ByMetonym, Words: nlp.Span{Start: 0, End: 1}}}},
		{ID: "a2", Name: "Syria", Kind: event.State, Country: "SYR", Mentions: []event.Mention{{Kind: event.ByMetonym, Words: nlp.Span{Start: 5, End: 6}}}},
	}
	if places := g.Find(d, actors, ""); len(places) != 1 || places[0].Country != "SYR" {
		t.Errorf("Find = %+v, want Aleppo alone", places)
	}
}

// The verbs of taking and destroying have places as their objects, also small
// ones that nothing else tells of.
func TestPlacesThatAreTakenAreFound(t *testing.T) {
	g := load(t)
	for text, want := range map[string]string{
		"Rebels seized Goma on Monday.": "Goma COD",
		"Islamists besieged Timbuktu.":  "Timbuktu MLI",
		"Fighters captured Bunagana.":   "Bunagana COD",
		"The film pleased Bunagana.":    "",
	} {
		var got []string
		for _, p := range g.Find(read(t, text, true), nil, "") {
			got = append(got, p.Name+" "+p.Country)
		}
		if s := strings.Join(got, ", "); s != want {
			t.Errorf("%s: %q, want %q", text, s, want)
		}
	}
}

func TestFindTakesThePublisherAsNear(t *testing.T) {
	g := load(t)
	const text = "A man was hurt in Richmond."
	for publisher, want := range map[string]string{"": "Virginia", "Sydney Morning Herald": "Victoria", "London Evening Star": "England"} {
		d := read(t, text, false)
		places := g.Find(d, nil, publisher)
		if len(places) != 1 {
			t.Fatalf("%s: Find = %+v, want one place", publisher, places)
		}
		if publisher == "" && places[0].Country != "USA" || publisher == "Sydney Morning Herald" && places[0].Country != "AUS" || publisher == "London Evening Star" && places[0].Country != "GBR" {
			t.Errorf("%s: %s, %s, want %s", publisher, places[0].Admin1, places[0].Country, want)
		}
	}
}

func TestDataIsTheBuildOfTheReadme(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("data", "gazetteer.bin"))
	if err != nil {
		t.Fatal(err)
	}
	const most = 10_000_000 // bytes that may be embedded
	if len(data) > most {
		t.Errorf("gazetteer.bin has %d bytes, at most %d", len(data), most)
	}
	readme, err := os.ReadFile(filepath.Join("data", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(data)
	if h := hex.EncodeToString(sum[:]); !strings.Contains(string(readme), h) {
		t.Errorf("data/README.md does not name %s, the hash of gazetteer.bin", h)
	}
}

func FuzzFind(f *testing.F) {
	f.Add("KYIV, Ukraine (Agency) - Paris, Texas; St. Mary's; Port-au-Prince, U.S. D.C., the Côte d'Ivoire and 'Ayn al 'Arab.")
	f.Add("A, B, C, Ill. (Kursk) region of of the Of City of -- Russian soil South Korean capital of Seoul")
	g, err := place.Load()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d := read(t, strings.ToValidUTF8(text, "?"), false)
		last := 0
		for _, p := range g.Find(d, nil, text) {
			if p.Words.Start < last || p.Words.Len() <= 0 || p.Words.End > d.Len() || !p.Words.Has(p.Head) {
				t.Fatalf("words %v, head %d after %d", p.Words, p.Head, last)
			}
			last = p.Words.End
			if p.Lat == nil || p.Lon == nil || *p.Lat < -90 || *p.Lat > 90 || *p.Lon < -180 || *p.Lon > 180 || p.Name == "" || p.Grain == "" {
				t.Fatalf("place %+v", p)
			}
		}
	})
}

const benchText = "KYIV, Ukraine (Agency) - Ukraine launched an offensive in Russia's Kursk region in August, and shells fell on Belgorod. " +
	"The president met ministers of Germany and France in Paris. North Korean troops were seen near the border. " +
	"The move marks a departure from months of hesitation. The opposition in Warsaw declined to comment. " +
	"Two divisions have been sent from Rostov-on-Don to the Donbas, where Bakhmut and Avdiivka were taken. "

func BenchmarkFind(b *testing.B) {
	g := load(b)
	d := read(b, benchText, false)
	b.SetBytes(int64(len(benchText)))
	b.ReportAllocs()
	for b.Loop() {
		g.Find(d, nil, "")
	}
	b.ReportMetric(float64(len(d.Sents)*b.N)/b.Elapsed().Seconds(), "sentences/s")
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		load(b)
	}
}

func TestFindIsSafeForConcurrentUse(t *testing.T) {
	g := load(t)
	d := read(t, benchText, false)
	want := found(d, g.Find(d, nil, ""))
	results := make(chan string)
	for range 8 {
		d := read(t, benchText, false)
		go func() { results <- found(d, g.Find(d, nil, "")) }()
	}
	for range 8 {
		if got := <-results; got != want {
			t.Errorf("got %s\nwant %s", got, want)
		}
	}
}
