package statement_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"

	"casus.dev/casus/event"
	"casus.dev/casus/internal/extract/statement"
	"casus.dev/casus/nlp"
)

// tree reads the trees of a golden file.
func tree(t testing.TB, name string) *nlp.Doc {
	t.Helper()
	a, err := txtar.ParseFile("testdata/" + name + ".txtar")
	if err != nil {
		t.Fatal(err)
	}
	d, err := nlp.ReadCoNLLU(bytes.NewReader(a.Files[0].Data))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// actorsOf returns one actor for each name, mentioned wherever it stands.
func actorsOf(d *nlp.Doc, kind event.ActorKind, names ...string) []event.Actor {
	var out []event.Actor
	for i, name := range names {
		a := event.Actor{ID: fmt.Sprintf("a%d", i+1), Name: name, Kind: kind}
		for from := 0; ; {
			k := strings.Index(d.Text[from:], name)
			if k < 0 {
				break
			}
			r := nlp.Range{Start: from + k, End: from + k + len(name)}
			words := d.SpanOf(r)
			a.Mentions = append(a.Mentions, event.Mention{Span: r, Words: words, Head: d.HeadOf(words)})
			from = r.End
		}
		out = append(out, a)
	}
	return out
}

func finder(t testing.TB) *statement.Finder {
	t.Helper()
	f, err := statement.Load()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestSpeakerIsResolved(t *testing.T) {
	d := tree(t, "direct")
	actors := actorsOf(d, event.Person, "Ana Petrova", "Sofia")
	found := finder(t).Find(d, actors, nil)
	if len(found) == 0 {
		t.Fatal("no statements")
	}
	if got := found[0].Speaker.Actor; got != "a1" {
		t.Errorf("speaker of the first statement = %q, want a1", got)
	}
	// "she told reporters": the speaker of the statement before.
	for _, s := range found {
		if len(s.Speaker.Spans) > 0 && d.Slice(s.Speaker.Spans[0]) == "she" && s.Speaker.Actor != "a1" {
			t.Errorf("speaker of %q = %q, want a1", d.Slice(s.Content[0]), s.Speaker.Actor)
		}
	}
}

func TestAddressee(t *testing.T) {
	d := tree(t, "indirect")
	actors := actorsOf(d, event.Organisation, "the council", "investigators", "The general")
	rules, err := statement.Rules()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"urged": "a1", "told": "a2"}
	for _, s := range rules.Find(d, actors, nil) {
		if a, ok := want[d.Slice(s.Cue[0])]; ok {
			if s.Addressee != a {
				t.Errorf("addressee of %q = %q, want %q", d.Slice(s.Cue[0]), s.Addressee, a)
			}
			delete(want, d.Slice(s.Cue[0]))
		}
	}
	if len(want) > 0 {
		t.Errorf("no statements with the cues %v", want)
	}
}

func TestTimeOfTheCue(t *testing.T) {
	d := tree(t, "mixed")
	at := strings.Index(d.Text, "Monday")
	r := nlp.Range{Start: at, End: at + len("Monday")}
	words := d.SpanOf(r)
	for _, s := range finder(t).Find(d, nil, []event.Time{{ID: "t1", Span: r, Words: words, Head: words.Start}}) {
		if s.Time != "" {
			t.Errorf("statement %q has the time of another sentence", d.Slice(s.Content[0]))
		}
	}
}

func TestNestedReportsHaveACarrier(t *testing.T) {
	d := tree(t, "nested")
	rules, err := statement.Rules()
	if err != nil {
		t.Fatal(err)
	}
	found := rules.Find(d, nil, nil)
	ids := map[string]bool{}
	for _, s := range found {
		ids[s.ID] = true
	}
	nested := 0
	for _, s := range found {
		for _, v := range s.Via {
			nested++
			if !ids[v] || v == s.ID {
				t.Errorf("%s goes via %s", s.ID, v)
			}
		}
	}
	if nested != 2 {
		t.Errorf("%d carriers, want 2", nested)
	}
}

func TestWithoutTrees(t *testing.T) {
	d := nlp.New("He said no.")
	if got := finder(t).Find(d, nil, nil); got == nil || len(got) != 0 {
		t.Errorf("Find = %v, want an empty list", got)
	}
}

// FuzzFind builds a text with any trees and holds each statement to spans
// inside the text and on the borders of characters, to roles that never
// overlap, and to ids in order.
func FuzzFind(f *testing.F) {
	f.Add("He said “we go” and she warned that it was late .", []byte{1, 255, 4, 1, 7, 3})
	f.Add("According to Kenya , the port declined to comment on it .", []byte{9, 2, 2, 250, 1})
	f.Add("“ MAYOR : “ we have “ said yes ” no water said", []byte{3, 0, 1})
	find, err := statement.Load()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string, bytes []byte) {
		if len(text) > 2000 || len(bytes) == 0 {
			return
		}
		d := anyDoc(strings.ToValidUTF8(text, "?"), bytes)
		if err := d.Check(); err != nil {
			t.Fatal(err)
		}
		for i, s := range find.Find(d, nil, nil) {
			if s.ID != fmt.Sprintf("s%d", i+1) {
				t.Fatalf("statement %d has the id %s", i, s.ID)
			}
			var all []nlp.Range
			for _, list := range [][]nlp.Range{s.Speaker.Spans, s.Cue, s.Content} {
				for _, r := range list {
					if r.Start < 0 || r.Start >= r.End || r.End > len(d.Text) || !utf8.RuneStart(d.Text[r.Start]) || r.End < len(d.Text) && !utf8.RuneStart(d.Text[r.End]) {
						t.Fatalf("span %v of a text of %d bytes", r, len(d.Text))
					}
					for _, o := range all {
						if o.Overlaps(r) {
							t.Fatalf("spans %v and %v of %s overlap", o, r, s.ID)
						}
					}
					all = append(all, r)
				}
			}
			if len(s.Cue) == 0 || len(s.Content) == 0 {
				t.Fatalf("%s has no cue or no content", s.ID)
			}
		}
	})
}

// anyDoc returns the words of text with trees, tags and paragraphs drawn from
// dice; every tree is well formed.
func anyDoc(text string, dice []byte) *nlp.Doc {
	d := nlp.New(text)
	at := 0
	draw := func(n int) int {
		at++
		return int(dice[at%len(dice)]+byte(at)) % n
	}
	rels := []nlp.Rel{"nsubj", "obj", "ccomp", "xcomp", "advcl", "obl", "nmod", "case", "mark", "conj", "parataxis", "acl:relcl", "aux", "punct", "appos", "nsubj:pass"}
	from := 0
	for w := range strings.FieldsSeq(text) {
		i := from + strings.Index(text[from:], w)
		d.Words = append(d.Words, nlp.Range{Start: i, End: i + len(w)})
		from = i + len(w)
	}
	n := len(d.Words)
	d.UPOS, d.Head, d.Rel, d.Lemma = make([]nlp.UPOS, n), make([]int32, n), make([]nlp.Rel, n), make([]string, n)
	for start, par := 0, 0; start < n; par += draw(2) {
		s := nlp.Span{Start: start, End: min(n, start+3+draw(9))}
		d.Sents = append(d.Sents, nlp.Sentence{Span: s, Range: d.RangeOf(s), Paragraph: par, Kind: nlp.Kind(draw(3))})
		for i := s.Start; i < s.End; i++ {
			d.UPOS[i], d.Rel[i], d.Lemma[i] = nlp.UPOS(1+draw(nlp.NumUPOS-1)), rels[draw(len(rels))], strings.ToLower(d.Form(i))
			d.Head[i] = nlp.Root
			if i > s.Start {
				d.Head[i] = int32(s.Start + draw(i-s.Start)) // an earlier word: no cycle
			} else {
				d.Rel[i] = "root"
			}
		}
		start = s.End
	}
	return d
}
