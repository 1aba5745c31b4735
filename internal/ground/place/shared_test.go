package place_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"casus.dev/casus/event"
	"casus.dev/casus/internal/annotate/segment"
	"casus.dev/casus/internal/annotate/syntax"
	"casus.dev/casus/internal/ground/place"
	"casus.dev/casus/nlp"
)

// goldDoc is a text with its toponyms: offsets in code points.
type goldDoc struct {
	ID       string
	Text     string
	Toponyms []struct {
		Start, End         int
		Lat, Lon           *coordinate
		Name, Phrase, Type string
	}
}

// coordinate is a number, or a number in a string.
type coordinate float64

func (c *coordinate) UnmarshalJSON(b []byte) error {
	var v float64
	if _, err := fmt.Sscanf(strings.Trim(string(b), `"`), "%g", &v); err != nil {
		return fmt.Errorf("coordinate %s: %w", b, err)
	}
	*c = coordinate(v)
	return nil
}

// TestToponyms scores Find on the sets that lie beside the repository: a
// toponym is found if a place overlaps it and lies within 161 km.
func TestToponyms(t *testing.T) {
	full := os.Getenv("CASUS_PLACE_WORDS") == ""
	for _, c := range []struct {
		name string
		f1   float64
	}{{"geovirus", 0.83}, {"geowebnews", 0.71}, {"lgl", 0.64}} {
		t.Run(c.name, func(t *testing.T) {
			docs := readGold(t, filepath.Join("..", "..", "..", "..", "shared", "data", "geo", c.name+".jsonl.gz"))
			g := load(t)
			var sc score
			for i, gold := range docs {
				if testing.Short() && i%5 != 0 {
					continue
				}
				sc.add(gold, g.Find(read(t, gold.Text, full), nil, ""))
			}
			p, r := float64(sc.near)/float64(max(1, sc.system)), float64(sc.near)/float64(max(1, sc.gold))
			f1 := 2 * p * r / (p + r)
			sort.Float64s(sc.km)
			t.Logf("gold %d system %d recall %.4f acc161 %.4f median_km %.1f f161 %.4f", sc.gold, sc.system, float64(sc.hit)/float64(sc.gold), float64(sc.near)/float64(sc.hit), sc.km[len(sc.km)/2], f1)
			if f1 < c.f1 {
				t.Errorf("f161 %.4f, want %.2f", f1, c.f1)
			}
			if path := os.Getenv("CASUS_PLACE_ERRORS"); path != "" {
				if err := os.WriteFile(path+"."+c.name, []byte(strings.Join(sc.log, "\n")), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func load(tb testing.TB) *place.Gazetteer {
	tb.Helper()
	g, err := place.Load()
	if err != nil {
		tb.Fatal(err)
	}
	return g
}

var reader *syntax.Reader

// read annotates a text: its words, and with full its tree and names too.
func read(tb testing.TB, text string, full bool) *nlp.Doc {
	tb.Helper()
	d := nlp.New(text)
	if err := segment.New().Annotate(tb.Context(), d); err != nil {
		tb.Fatal(err)
	}
	if !full {
		return d
	}
	if reader == nil {
		r, err := syntax.Load()
		if err != nil {
			tb.Fatal(err)
		}
		reader = r
	}
	if err := reader.Annotate(tb.Context(), d); err != nil {
		tb.Fatal(err)
	}
	return d
}

type score struct {
	gold, system, hit, near int
	km                      []float64
	log                     []string
}

func (sc *score) add(g goldDoc, found []event.Place) {
	at := byteOffsets(g.Text)
	sc.system += len(found)
	note := func(kind string, a, b int, more string) {
		around := g.Text[max(0, a-50):a] + "[" + g.Text[a:b] + "]" + g.Text[b:min(len(g.Text), b+40)]
		sc.log = append(sc.log, kind+" "+g.ID+" "+strings.Join(strings.Fields(around), " ")+" | "+more)
	}
	used := map[int]bool{}
	for _, x := range g.Toponyms {
		a, b := at[x.Start], at[x.End]
		for i, p := range found {
			if p.Span.Start < b && a < p.Span.End {
				used[i] = true
			}
		}
		if x.Lat == nil || x.Lon == nil || strings.Contains(strings.ToLower(x.Type), "demonym") || x.Name != "" && x.Phrase != "" && !strings.EqualFold(first4(x.Name), first4(x.Phrase)) {
			continue
		}
		sc.gold++
		hit := -1
		for i, p := range found {
			if p.Span.Start < b && a < p.Span.End {
				hit = i
				break
			}
		}
		if hit < 0 {
			note("MISS", a, b, x.Type)
			continue
		}
		sc.hit++
		km := km(float64(*x.Lat), float64(*x.Lon), *found[hit].Lat, *found[hit].Lon)
		sc.km = append(sc.km, km)
		if km <= 161 {
			sc.near++
		} else {
			note("FAR", a, b, fmt.Sprintf("%.0f km, %s %s %s %s, gold %.1f %.1f", km, found[hit].Name, found[hit].Admin1, found[hit].Country, found[hit].Grain, *x.Lat, *x.Lon))
		}
	}
	for i, p := range found {
		if !used[i] {
			note("EXTRA", p.Span.Start, p.Span.End, fmt.Sprintf("%s %s %s %s", p.Name, p.Admin1, p.Country, p.Grain))
		}
	}
}

func first4(s string) string {
	r := []rune(s)
	return string(r[:min(4, len(r))])
}

func km(a, b, c, d float64) float64 {
	const rad = math.Pi / 180
	h := math.Pow(math.Sin((c-a)*rad/2), 2) + math.Cos(a*rad)*math.Cos(c*rad)*math.Pow(math.Sin((d-b)*rad/2), 2)
	return 12742 * math.Asin(min(1, math.Sqrt(h)))
}

func byteOffsets(text string) []int {
	out := make([]int, 0, len(text)+1)
	for i := range text {
		out = append(out, i)
	}
	return append(out, len(text))
}

func readGold(t *testing.T, path string) []goldDoc {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Skipf("the set is not beside the repository: %v", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var docs []goldDoc
	sc := bufio.NewScanner(z)
	sc.Buffer(nil, 16<<20)
	for sc.Scan() {
		var g goldDoc
		if err := json.Unmarshal(sc.Bytes(), &g); err != nil {
			t.Fatal(err)
		}
		docs = append(docs, g)
	}
	if err := sc.Err(); err != nil {
		t.Fatal(err)
	}
	return docs
}
