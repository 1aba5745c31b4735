package syntax

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"strings"
	"sync"
	"testing"

	"casus.dev/casus/internal/tensor"
	"casus.dev/casus/nlp"
)

func load(tb testing.TB) *Reader {
	tb.Helper()
	r, err := Load()
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// doc returns a Doc over sentences of words parted by spaces.
func doc(sentences ...string) *nlp.Doc {
	d := nlp.New(strings.Join(sentences, "\n"))
	at := 0
	for _, s := range sentences {
		first, from := len(d.Words), at
		for w := range strings.SplitSeq(s, " ") {
			d.Words = append(d.Words, nlp.Range{Start: at, End: at + len(w)})
			at += len(w) + 1
		}
		d.Sents = append(d.Sents, nlp.Sentence{
			Span: nlp.Span{Start: first, End: len(d.Words)}, Range: nlp.Range{Start: from, End: at - 1},
		})
	}
	return d
}

var news = []string{
	"Poland expelled three Russian diplomats on Monday .",
	"The United States and its allies have imposed new sanctions on Iran , the State Department said .",
	"\" We will not negotiate under fire , \" Foreign Minister Anna Kowalska told reporters in Warsaw .",
	"Protesters who had gathered outside the parliament were dispersed by police with tear gas .",
	"Talks .",
}

func TestAnnotateReadsNews(t *testing.T) {
	r := load(t)
	d := doc(news...)
	if err := r.Annotate(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	if err := d.Check(); err != nil {
		t.Fatal(err)
	}
	want := []struct {
		word  int
		pos   nlp.UPOS
		lemma string
		head  int
		rel   nlp.Rel
	}{
		{0, nlp.PROPN, "Poland", 1, "nsubj"},
		{1, nlp.VERB, "expel", nlp.Root, "root"},
		{3, nlp.ADJ, "Russian", 4, "amod"},
		{4, nlp.NOUN, "diplomat", 1, "obj"},
	}
	for _, w := range want {
		if d.UPOS[w.word] != w.pos || d.Lemma[w.word] != w.lemma || int(d.Head[w.word]) != w.head || d.Rel[w.word] != w.rel {
			t.Errorf("%s: %v %q head %d %s, want %v %q head %d %s", d.Form(w.word), d.UPOS[w.word], d.Lemma[w.word], d.Head[w.word], d.Rel[w.word], w.pos, w.lemma, w.head, w.rel)
		}
	}
	found := map[string]string{}
	for _, n := range d.Names {
		found[d.SpanText(n.Span)] = n.Label
	}
	for text, label := range map[string]string{"Russian": "NORP", "Anna Kowalska": "PER", "Warsaw": "LOC"} {
		if got := strings.ReplaceAll(found[text], "GPE", "LOC"); got != label {
			t.Errorf("name %q is %q, want %q (all: %v)", text, got, label, found)
		}
	}
}

// layers returns what Annotate adds, for comparison.
func layers(d *nlp.Doc) []any {
	return []any{d.UPOS, d.XPOS, d.Feats, d.Lemma, d.Head, d.Rel, d.Names}
}

func TestResultsDoNotDependOnCompanyOrWorkers(t *testing.T) {
	r := load(t)
	words := strings.Fields(strings.Join(news, " "))
	rnd := rand.New(rand.NewPCG(1, 1))
	var sentences []string
	for range 60 {
		s := make([]string, 1+rnd.IntN(60))
		for i := range s {
			s[i] = words[rnd.IntN(len(words))]
		}
		sentences = append(sentences, strings.Join(s, " "))
	}
	all := doc(sentences...)
	if err := r.Annotate(t.Context(), all); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for k := range sentences {
		wg.Go(func() {
			one := doc(sentences[k])
			if err := r.Annotate(t.Context(), one); err != nil {
				t.Error(err)
				return
			}
			at := all.Sents[k].Span
			for i := range one.Words {
				j := at.Start + i
				head := int(one.Head[i])
				if head != nlp.Root {
					head += at.Start
				}
				if one.UPOS[i] != all.UPOS[j] || one.Feats[i] != all.Feats[j] || one.Lemma[i] != all.Lemma[j] || head != int(all.Head[j]) || one.Rel[i] != all.Rel[j] {
					t.Errorf("sentence %d, word %d: read another way alone", k, i)
				}
			}
		})
	}
	wg.Wait()
}

func TestKernelsGiveTheSameReading(t *testing.T) {
	r := load(t)
	best := tensor.Best()
	var want []any
	for _, l := range tensor.Levels() {
		tensor.Use(l)
		d := doc(news...)
		err := r.Annotate(t.Context(), d)
		tensor.Use(best)
		if err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want = layers(d)
		} else if !reflect.DeepEqual(layers(d), want) {
			t.Errorf("%v reads otherwise than portable Go", l)
		}
	}
}

func TestLongSentencesBecomeOneTree(t *testing.T) {
	r := load(t)
	d := doc(strings.TrimSpace(strings.Repeat("the minister , who resigned , said that ", 150)), "Talks failed .")
	if err := r.Annotate(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	if err := d.Check(); err != nil {
		t.Error(err)
	}
}

func TestEmptyDoc(t *testing.T) {
	d := nlp.New("")
	if err := load(t).Annotate(t.Context(), d); err != nil {
		t.Error(err)
	}
	if err := d.Check(); err != nil {
		t.Error(err)
	}
}

func TestReadRefusesOtherFiles(t *testing.T) {
	model, err := os.ReadFile("data/reader.model")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Read(strings.NewReader("no model")); !errors.Is(err, tensor.ErrFormat) {
		t.Errorf("error %v for another file, want ErrFormat", err)
	}
	if _, err := Read(bytes.NewReader(model[:len(model)-1])); !errors.Is(err, tensor.ErrChecksum) {
		t.Errorf("error %v for a cut file, want ErrChecksum", err)
	}
	model[len(model)/2] ^= 1
	if _, err := Read(bytes.NewReader(model)); !errors.Is(err, tensor.ErrChecksum) {
		t.Errorf("error %v for a damaged file, want ErrChecksum", err)
	}
}

func TestModelIsSmall(t *testing.T) {
	const most = 11 << 20
	if len(embedded) > most {
		t.Errorf("the model has %d bytes, more than %d", len(embedded), most)
	}
}

func FuzzAnnotate(f *testing.F) {
	r := load(f)
	f.Add("Poland expelled three diplomats .")
	f.Add("\xff\xfe ∑ 💣 ’’ \u00a0x")
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(strings.ReplaceAll(text, "\n", " "), "?")
		d := doc(strings.Split(text, ".")...)
		for i := range d.Sents {
			if d.Sents[i].Span.Len() == 0 {
				return
			}
		}
		if err := r.Annotate(t.Context(), d); err != nil {
			t.Fatal(err)
		}
		if err := d.Check(); err != nil {
			t.Fatal(err)
		}
	})
}

func BenchmarkAnnotate(b *testing.B) {
	r := load(b)
	var sentences []string
	for i := range 10 {
		for _, s := range news[:4] {
			sentences = append(sentences, s+fmt.Sprintf(" He met envoys from %d countries in Geneva .", i))
		}
	}
	d := doc(sentences...)
	b.ReportAllocs()
	b.SetBytes(int64(len(d.Text)))
	for b.Loop() {
		if err := r.Annotate(b.Context(), d); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(d.Sents)*b.N)/b.Elapsed().Seconds(), "sentences/s")
	b.ReportMetric(float64(d.Len()*b.N)/b.Elapsed().Seconds(), "words/s")
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		load(b)
	}
}
