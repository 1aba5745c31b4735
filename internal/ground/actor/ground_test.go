package actor

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

var update = flag.Bool("update", false, "rewrite golden files")

// testDay is a day on which the tables are full.
var testDay = time.Date(2023, 6, 1, 0, 0, 0, 0, time.UTC)

func readSentences(tb testing.TB) *nlp.Doc {
	tb.Helper()
	f, err := os.Open(filepath.Join("testdata", "sentences.conllu"))
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	d, err := nlp.ReadCoNLLU(f)
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

func newTest(tb testing.TB) *Resolver {
	tb.Helper()
	r, err := New(Options{})
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// TestGroundGolden holds the actors of sentences of our own: each line is a
// mention, its kind and the code and name of its actor.
func TestGroundGolden(t *testing.T) {
	d := readSentences(t)
	actors, _ := newTest(t).Ground(d, testDay)
	checkActors(t, d, actors)
	lines := make([][]string, len(d.Sents))
	names := map[string]string{}
	for _, a := range actors {
		names[a.ID] = a.Name
	}
	for _, a := range actors {
		for _, m := range a.Mentions {
			s := d.SentOf(m.Words.Start)
			line := fmt.Sprintf("  %s [%s] %s %s %q", m.Kind, d.SpanText(m.Words), a.Code, a.Kind, a.Name)
			if a.For != "" {
				line += " for " + names[a.For]
			}
			lines[s] = append(lines[s], line)
		}
	}
	var b bytes.Buffer
	for i, s := range d.Sents {
		fmt.Fprintln(&b, d.Slice(s.Range))
		for _, l := range lines[i] {
			fmt.Fprintln(&b, l)
		}
	}
	name := filepath.Join("testdata", "sentences.want")
	if *update {
		if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), b.String()); d != "" {
		t.Error(d)
	}
}

// checkActors checks what every answer of Ground must keep.
func checkActors(t *testing.T, d *nlp.Doc, actors []event.Actor) {
	t.Helper()
	ids := map[string]bool{}
	last := -1
	for i, a := range actors {
		if want := fmt.Sprintf("a%d", i+1); a.ID != want {
			t.Fatalf("actor %d has id %q, want %q", i, a.ID, want)
		}
		ids[a.ID] = true
		if len(a.Mentions) == 0 || a.Name == "" || a.Kind == "" || a.Basis == "" {
			t.Fatalf("actor without mention, name, kind or basis: %+v", a)
		}
		if first := a.Mentions[0].Words.Start; first < last {
			t.Fatalf("actor %s begins at word %d, after one that begins at %d", a.ID, first, last)
		} else {
			last = first
		}
		for _, m := range a.Mentions {
			if m.Words.Len() <= 0 || m.Words.End > d.Len() || !m.Words.Has(m.Head) || m.Span != d.RangeOf(m.Words) || m.Kind == "" {
				t.Fatalf("%s: bad mention %+v", a.Name, m)
			}
		}
	}
	for _, a := range actors {
		if a.For != "" && (!ids[a.For] || a.For == a.ID) {
			t.Fatalf("%s speaks for %q", a.Name, a.For)
		}
	}
}

// TestGroundByDay tells who a name and an office mean on a day.
func TestGroundByDay(t *testing.T) {
	r := newTest(t)
	for _, c := range []struct{ text, day, name, code string }{
		{"the British prime minister", "2016-07-12", "David Cameron", "GBRGOV"},
		{"the British prime minister", "2016-07-14", "Theresa May", "GBRGOV"},
		{"Vladimir Putin", "2009-01-01", "Vladimir Putin", "RUSGOV"},
		{"Angela Merkel", "2023-01-01", "Angela Merkel", "DEUELI"},
		{"Taliban", "2019-01-01", "Taliban", "AFGREB"},
		{"Taliban", "2022-01-01", "Taliban", "AFGGOV"},
		{"former French President Nicolas Sarkozy", "2015-01-01", "Nicolas Sarkozy", "FRAELI"},
		{"President Bush", "1991-02-01", "George H. W. Bush", "USAGOV"},
		{"President Bush", "2003-03-20", "George W. Bush", "USAGOV"},
	} {
		on, err := time.Parse(time.DateOnly, c.day)
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Resolve(c.text, "", on); got.Name != c.name || got.Code != c.code {
			t.Errorf("Resolve(%q, %s) = %q %s, want %q %s", c.text, c.day, got.Name, got.Code, c.name, c.code)
		}
	}
}

// TestGroundFollowsLinks gives pronouns to the actor of their antecedent.
func TestGroundFollowsLinks(t *testing.T) {
	d := tree(t, `1	Tokyo	_	PROPN	_	_	2	nsubj	_	_
2	protested	protest	VERB	_	_	0	root	_	_
3	.	_	PUNCT	_	_	2	punct	_	_

1	It	it	PRON	_	_	2	nsubj	_	_
2	recalled	recall	VERB	_	_	0	root	_	_
3	its	its	PRON	_	_	4	nmod:poss	_	_
4	ambassador	ambassador	NOUN	_	_	2	obj	_	_

`)
	one := func(i int) nlp.Span { return nlp.Span{Start: i, End: i + 1} }
	d.Links = []nlp.Link{{Span: one(3), Antecedent: one(0), Reason: "pronoun"}, {Span: one(5), Antecedent: one(0), Reason: "pronoun"}}
	actors, _ := newTest(t).Ground(d, testDay)
	checkActors(t, d, actors)
	if len(actors) != 2 || len(actors[0].Mentions) != 3 || actors[0].Code != "JPNGOV" || actors[1].Code != "JPNGOV" || actors[1].Role != "ambassador" {
		t.Errorf("actors = %+v, want Tokyo with three mentions and its ambassador", actors)
	}
}

// tree reads a CoNLL-U snippet.
func tree(t *testing.T, conllu string) *nlp.Doc {
	t.Helper()
	d, err := nlp.ReadCoNLLU(strings.NewReader(conllu))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestGroundInCapitals(t *testing.T) {
	d := wordsOf("WHO WANTS TO HELP CANADA")
	actors, _ := newTest(t).Ground(d, testDay)
	if len(actors) != 1 || actors[0].Code != "CAN" {
		t.Errorf("actors = %+v, want Canada alone", actors)
	}
}

// A headline may end with the capital where something happens.
func TestGroundCapitalAtTheEnd(t *testing.T) {
	d := tree(t, `1	Envoys	envoy	NOUN	_	_	2	nsubj	_	_
2	met	meet	VERB	_	_	0	root	_	_
3	in	in	ADP	_	_	4	case	_	_
4	Tokyo	_	PROPN	_	_	2	obl	_	_

`)
	actors, _ := newTest(t).Ground(d, testDay)
	checkActors(t, d, actors)
	for _, a := range actors {
		if a.Country == "JPN" {
			t.Errorf("actors = %+v, want no Japan: Tokyo is a place here", actors)
		}
	}
}

func TestGroundWarnsOfAnOldGazetteer(t *testing.T) {
	r := newTest(t)
	if _, w := r.Ground(nlp.New(""), time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC)); len(w) != 1 || !strings.Contains(w[0], "newest record") {
		t.Errorf("warnings = %q, want one about the newest record", w)
	}
	if _, w := r.Ground(nlp.New(""), testDay); len(w) != 0 {
		t.Errorf("warnings = %q, want none", w)
	}
}

func TestOverlayAddsAndWins(t *testing.T) {
	const people = "name\taliases\tcountry\tsector\toffice\tstart\tend\tsource\nMara Ollin\tOllin\tNOR\tGOV\tForeign Minister\t2023-01-01\t\tx\n"
	const roles = "phrase\tplural\tsector\tclass\toffice\nbeach warden\t\tCOP\tperson\t\n"
	r, err := New(Options{Overlays: []Table{{"people.tsv", []byte(people)}, {"roles.tsv", []byte(roles)}}})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{"Mara Ollin": "NORGOV", "Norwegian beach wardens": "NORCOP"} {
		if got := r.Resolve(text, "", testDay); got.Code != want {
			t.Errorf("Resolve(%q) = %s, want %s", text, got.Code, want)
		}
	}
}

func TestShow(t *testing.T) {
	r := newTest(t)
	list := r.Show("Merkel", time.Date(2017, 4, 1, 0, 0, 0, 0, time.UTC))
	if len(list) == 0 || list[0].Name != "Angela Merkel" || !list[0].InForce || list[0].Code != "DEUGOV" || list[0].File == "" || list[0].Line == 0 {
		t.Errorf("Show(Merkel) = %+v, want the chancellor first", list)
	}
	if list := r.Show("Qwertzuiop", testDay); len(list) != 0 {
		t.Errorf("Show(Qwertzuiop) = %v, want nothing", list)
	}
}

func FuzzGround(f *testing.F) {
	r, err := New(Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Add("Polish President Andrzej Duda, a friend of the UN's, met US-backed rebels' spokesman for France and German and")
	f.Add("spokesman for spokesman for spokesman for the head of the head of the head of Iran")
	f.Fuzz(func(t *testing.T, text string) {
		d := wordsOf(strings.ToValidUTF8(text, "?"))
		if err := d.Check(); err != nil {
			t.Fatal(err)
		}
		actors, _ := r.Ground(d, testDay)
		checkActors(t, d, actors)
		r.Resolve(d.Text, text, testDay)
	})
}

func BenchmarkGround(b *testing.B) {
	r := newTest(b)
	d := readSentences(b)
	d.SentOf(0)
	b.ReportAllocs()
	for b.Loop() {
		r.Ground(d, testDay)
	}
	b.ReportMetric(float64(b.N)*float64(len(d.Sents))/b.Elapsed().Seconds(), "sentences/s")
}
