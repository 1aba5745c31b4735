package ledger

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// sample returns the parsed sentences of testdata and an empty report of them.
func sample(t testing.TB) (*nlp.Doc, *event.Report) {
	t.Helper()
	r, err := os.Open("testdata/ledger.conllu")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	d, err := nlp.ReadCoNLLU(r)
	if err != nil {
		t.Fatal(err)
	}
	return d, &event.Report{Text: d.Text, Published: "2025-03-01"}
}

// span returns the n-th place of s in the text.
func span(t testing.TB, d *nlp.Doc, s string) nlp.Range {
	t.Helper()
	i := strings.Index(d.Text, s)
	if i < 0 {
		t.Fatalf("no %q in the sample", s)
	}
	return nlp.Range{Start: i, End: i + len(s)}
}

// actor adds an actor mentioned by name, wherever the name stands.
func actor(d *nlp.Doc, rep *event.Report, name string, kind event.ActorKind, country string) string {
	a := event.Actor{ID: fmt.Sprintf("a%d", len(rep.Actors)+1), Name: name, Kind: kind, Country: country}
	for from := 0; ; {
		i := strings.Index(d.Text[from:], name)
		if i < 0 {
			break
		}
		r := nlp.Range{Start: from + i, End: from + i + len(name)}
		w := d.SpanOf(r)
		a.Mentions = append(a.Mentions, event.Mention{Span: r, Words: w, Head: d.HeadOf(w)})
		from = r.End
	}
	rep.Actors = append(rep.Actors, a)
	return a.ID
}

// says adds a statement.
func says(t testing.TB, d *nlp.Doc, rep *event.Report, speaker, cue, content string, stance event.Stance) {
	t.Helper()
	c := span(t, d, content)
	at := strings.LastIndex(d.Text[:c.Start], cue)
	r := nlp.Range{Start: at, End: at + len(cue)}
	rep.Statements = append(rep.Statements, event.Statement{
		ID: fmt.Sprintf("s%d", len(rep.Statements)+1), Kind: event.Indirect, Class: event.Speech, Speaker: event.Speaker{Actor: speaker},
		Cue: []nlp.Range{r}, Content: []nlp.Range{c}, Stance: stance, CueHead: d.SpanOf(r).End - 1,
	})
}

func text(d *nlp.Doc, ranges []nlp.Range) string {
	var out []string
	for _, r := range ranges {
		out = append(out, d.Slice(r))
	}
	return strings.Join(out, " … ")
}

func TestNumberAt(t *testing.T) {
	for in, want := range map[string]string{
		"12,000": "12000", "1.5 million": "1.5e+06", "two dozen": "24", "twenty-one": "21", "twenty one": "21", "a hundred": "100", "half a million": "500000",
		"three hundred and five": "305", "two thousand fifty": "2050", "61bn": "6.1e+10", "40 to 50": "40-50", "two to three million": "2e+06-3e+06", "hundreds of thousands": "200000+", "tens of thousands": "20000+",
		"dozens": "24+", "5,000 plus": "5000+", "1,5": "", "green": "", "F": "", "12e5": "", "3 hundred": "300",
	} {
		d := nlp.New(in)
		from := 0
		for w := range strings.FieldsSeq(in) {
			i := from + strings.Index(in[from:], w)
			d.Words = append(d.Words, nlp.Range{Start: i, End: i + len(w)})
			from = i + len(w)
		}
		d.Sents = []nlp.Sentence{{Span: nlp.Span{End: d.Len()}, Range: nlp.Range{End: len(in)}}}
		p := &page{d: d}
		got := ""
		if n, ok := p.numberAt(0, d.Len()); ok {
			got = fmt.Sprint(n.low)
			if n.high > n.low {
				got += "-" + fmt.Sprint(n.high)
			}
			if n.open {
				got += "+"
			}
			if n.words.End != d.Len() {
				got += " and more words"
			}
		}
		if got != want {
			t.Errorf("numberAt(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestClaims(t *testing.T) {
	d, rep := sample(t)
	day := span(t, d, "2019")
	rep.Times = []event.Time{{ID: "t1", Span: day, Words: d.SpanOf(day)}}
	New().Fill(d, rep)
	var got []string
	for _, c := range rep.Claims {
		low, high := "-", "-"
		if c.Low != nil {
			low = fmt.Sprint(*c.Low)
		}
		if c.High != nil {
			high = fmt.Sprint(*c.High)
		}
		got = append(got, fmt.Sprintf("%s | %s %s | %s | %s", d.Slice(c.Span), low, high, c.Hedge, c.Unit))
	}
	want := []string{
		"At least 40 people | 40 - | at least | people",
		"between 12 and 15 houses | 12 15 | between | houses",
		"up to $2.5 billion | - 2.5e+09 | up to | USD",
		"about 8 percent | 8 8 | about | percent",
		"two dozen firms | 24 24 |  | firms",
		"Dozens of soldiers | 24 - | dozens of | soldiers",
		"some 300 rebels | 300 300 | some | rebels",
		"more than 90 | 90 - | more than | people",
		"six F-16 jets | 6 6 |  | jets",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("claims (-want +got):\n%s", diff)
	}
}

func TestThreats(t *testing.T) {
	d, rep := sample(t)
	chad, sudan := actor(d, rep, "Chad", event.State, "TCD"), actor(d, rep, "Sudan", event.State, "SDN")
	kremlin, minister := actor(d, rep, "The Kremlin", event.Government, "RUS"), actor(d, rep, "The minister", event.Person, "")
	agency := actor(d, rep, "The agency", event.Organisation, "")
	says(t, d, rep, chad, "threatened", "to close the border if Sudan did not release the drivers", event.Oppose)
	says(t, d, rep, kremlin, "warned", "that any attack on the convoy would lead to war", event.Neutral)
	says(t, d, rep, minister, "vowed", "to retaliate", event.Support)
	says(t, d, rep, agency, "warned", "that cholera could spread", event.Cautious)
	New().Fill(d, rep)
	var got []string
	for _, h := range rep.Threats {
		got = append(got, fmt.Sprintf("%s %s>%s if %q then %q", h.Statement, h.Speaker, h.Addressee, text(d, h.Condition), text(d, h.Consequence)))
	}
	want := []string{
		fmt.Sprintf(`s1 %s>%s if "Sudan did not release the drivers" then "close the border"`, chad, sudan),
		fmt.Sprintf(`s2 %s> if "any attack on the convoy" then "war"`, kremlin),
		fmt.Sprintf(`s3 %s> if "" then "retaliate"`, minister),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("threats (-want +got):\n%s", diff)
	}
	for _, s := range rep.Statements[:3] {
		if s.Stance != event.Oppose {
			t.Errorf("stance of the threat %s = %s, want oppose", s.ID, s.Stance)
		}
	}
}

func TestShifts(t *testing.T) {
	d, rep := sample(t)
	sweden, ghana, oslo := actor(d, rep, "Sweden", event.State, "SWE"), actor(d, rep, "Ghana", event.State, "GHA"), actor(d, rep, "Oslo", event.Government, "NOR")
	New().Fill(d, rep)
	var got []string
	for _, h := range rep.Shifts {
		got = append(got, h.Actor+" from "+h.From+" to "+h.To)
	}
	want := []string{sweden + " from its opposition to ", ghana + " from months of refusing to allowed the inspectors in"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("shifts (-want +got):\n%s", diff)
	}
	_ = oslo
}

func TestEquipment(t *testing.T) {
	d, rep := sample(t)
	actor(d, rep, "Norway", event.State, "NOR")
	actor(d, rep, "Ukraine", event.State, "UKR")
	New().Fill(d, rep)
	var got []string
	for _, q := range rep.Equipment {
		got = append(got, fmt.Sprintf("%s %s %s, supplier %s: %s", q.ID, q.Name, q.Kind, q.Supplier, text(d, q.Mentions)))
	}
	want := []string{
		"eq1 F-16 fighter aircraft, supplier NOR: F-16", "eq2 Leopard 2 tank, supplier : Leopard 2", "eq3 Patriot air defence system, supplier : Patriot",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("equipment (-want +got):\n%s", diff)
	}
}

func TestAboutTheDeedBefore(t *testing.T) {
	d, rep := sample(t)
	oslo := actor(d, rep, "Oslo", event.Government, "NOR")
	drop := span(t, d, "dropped")
	rep.Events = []event.Event{{ID: "e1", Type: "CONCEDE", Actors: []string{oslo}, Trigger: []nlp.Range{drop}, Modality: event.Actual, Head: d.SpanOf(drop).Start}}
	says(t, d, rep, oslo, "marks", "The move", event.Support)
	rep.Statements[0].Cue = []nlp.Range{span(t, d, "marks")}
	New().Fill(d, rep)
	if got := rep.Statements[0].About; got != "e1" {
		t.Errorf("about = %q, want e1", got)
	}
	if len(rep.Positions) != 1 || rep.Positions[0].Issue != "e1" || rep.Positions[0].Date != "2025-03-01" {
		t.Errorf("positions = %+v, want one on e1 on the day of publication", rep.Positions)
	}
	k := slices.IndexFunc(rep.Shifts, func(h event.Shift) bool { return h.Issue == "e1" })
	if k < 0 || rep.Shifts[k].Actor != oslo || rep.Shifts[k].From != "the policy that Oslo had defended" {
		t.Errorf("shifts = %+v, want Oslo's reversal of its policy", rep.Shifts)
	}
}

func TestEquipmentTable(t *testing.T) {
	seen := map[string]string{}
	for line := range strings.Lines(equipmentTable) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		cols := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(cols) != 4 || cols[0] == "" || cols[1] == "" || len(cols[2]) != 3 {
			t.Fatalf("row %q", line)
		}
		for v := range strings.SplitSeq(cols[3], ";") {
			if other, ok := seen[v]; ok {
				t.Errorf("%q names %s and %s", v, other, cols[0])
			}
			seen[v] = cols[0]
		}
	}
	if len(seen) < 250 {
		t.Errorf("%d names, want 250 at least", len(seen))
	}
}

func TestEmptyReportHasEmptyLists(t *testing.T) {
	d, rep := sample(t)
	New().Fill(d, rep)
	if rep.Threats == nil || rep.Positions == nil || rep.Shifts == nil || rep.Claims == nil || rep.Equipment == nil {
		t.Error("a list is nil: it would be null in JSON")
	}
}

// FuzzFill gives the ledger the sample with other heads, tags and statements:
// all its spans lie in the text on the borders of characters, and its ids exist.
func FuzzFill(f *testing.F) {
	f.Add([]byte{1, 2, 3}, uint16(20), uint16(90))
	f.Add([]byte{200, 7}, uint16(300), uint16(420))
	keeper := New()
	f.Fuzz(func(t *testing.T, draw []byte, from, to uint16) {
		d, rep := sample(t)
		at := 0
		next := func(n int) int {
			if len(draw) == 0 {
				return 0
			}
			at++
			return (int(draw[at%len(draw)]) + at) % n
		}
		for _, s := range d.Sents {
			for i := s.Span.Start; i < s.Span.End && len(draw) > 1; i++ {
				if next(3) > 0 {
					continue
				}
				d.UPOS[i] = nlp.UPOS(1 + next(nlp.NumUPOS-1))
				if h := s.Span.Start + next(s.Span.Len()); d.Head[i] != nlp.Root && !d.Dominates(i, h) {
					d.Head[i] = int32(h)
				}
			}
		}
		a := actor(d, rep, "Chad", event.State, "TCD")
		lo, hi := int(min(from, to))%d.Len(), int(max(from, to))%d.Len()
		if lo < hi {
			rep.Statements = []event.Statement{{
				ID: "s1", Speaker: event.Speaker{Actor: a}, Cue: []nlp.Range{d.Words[lo]}, Content: []nlp.Range{d.RangeOf(nlp.Span{Start: lo + 1, End: hi + 1})},
				Stance: event.Neutral, CueHead: lo,
			}}
		}
		keeper.Fill(d, rep)
		check := func(what string, ranges ...nlp.Range) {
			for _, r := range ranges {
				if r.Start < 0 || r.Start >= r.End || r.End > len(d.Text) || !utf8.RuneStart(d.Text[r.Start]) {
					t.Fatalf("%s: span %v", what, r)
				}
			}
		}
		for _, c := range rep.Claims {
			check("claim", c.Span)
			if c.Low != nil && c.High != nil && *c.Low > *c.High {
				t.Fatalf("claim from %v to %v", *c.Low, *c.High)
			}
		}
		for _, h := range rep.Threats {
			check("threat", slices.Concat(h.Condition, h.Consequence)...)
			if h.Statement != "s1" {
				t.Fatalf("threat of statement %q", h.Statement)
			}
		}
		for _, h := range rep.Shifts {
			check("shift", h.Evidence...)
		}
		for _, q := range rep.Equipment {
			check("equipment", q.Mentions...)
		}
	})
}

func BenchmarkFill(b *testing.B) {
	d, rep := sample(b)
	k := New()
	b.SetBytes(int64(len(d.Text)))
	for b.Loop() {
		k.Fill(d, rep)
	}
	b.ReportMetric(float64(len(d.Sents))*float64(b.N)/b.Elapsed().Seconds(), "sentences/s")
}
