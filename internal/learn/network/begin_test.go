package network

import (
	"bytes"
	"strings"
	"testing"

	"casus.dev/casus/internal/annotate/syntax"
	"casus.dev/casus/internal/grammar"
	"casus.dev/casus/nlp"
)

// model returns what tr exports.
func model(t *testing.T, tr *Trainer) []byte {
	t.Helper()
	tr.Pairs = []string{"NOUN\t\t", "VERB\t\t", "PROPN\t\t"}
	tr.Set.Inv.Feats[1] = []string{""} // tiny has no sentence of the second scheme
	var b bytes.Buffer
	if err := tr.Export(&b, Scores{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestBeginGoesOnFromAModel(t *testing.T) {
	tr := tiny()
	if err := tr.Run(t.Context(), clock, nil); err != nil {
		t.Fatal(err)
	}
	net, inv, err := Begin(bytes.NewReader(model(t, tr)), []string{"poland\tl"})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(inv.Words, " "), strings.Join(tr.Set.Inv.Words, " "); got != want {
		t.Errorf("the words are %q, want %q", got, want)
	}
	for i, p := range net.Params {
		old := tr.Net.Params[i]
		var top float32
		for _, v := range old.W {
			top = max(top, v, -v)
		}
		for k, v := range old.W {
			// 4 bits are as coarse as a seventh of the greatest element.
			if d := p.W[k] - v; d > top/7 || d < -top/7 {
				t.Fatalf("%s[%d] is %v, want about %v", p.Name, k, p.W[k], v)
			}
		}
		for _, v := range p.W[len(old.W):] {
			if v != 0 {
				t.Errorf("%s has a new row with %v, want 0", p.Name, v)
			}
		}
	}
	if got, want := net.parts.Rows, grammar.Buckets+grammar.Known; got != want {
		t.Errorf("%d rows of parts, want %d", got, want)
	}
	if _, _, err := Begin(strings.NewReader("no model"), nil); err == nil {
		t.Error("Begin took a text for a model")
	}
	var ckpt bytes.Buffer
	if err := tr.Save(&ckpt); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Begin(&ckpt, nil); err == nil {
		t.Error("Begin took a checkpoint for a model")
	}
}

// TestReaderSeesKnownNames gives "poland" a kind whose row is huge: the reader
// must read the sentence otherwise than without it.
func TestReaderSeesKnownNames(t *testing.T) {
	read := func(known []string) string {
		tr := tiny()
		net, inv, err := Begin(bytes.NewReader(model(t, tr)), known)
		if err != nil {
			t.Fatal(err)
		}
		for i := range net.Shape.Parts {
			net.parts.Mat().Row(grammar.Buckets + 11)[i] = 50 * float32(i%3-1)
		}
		tr.Net, tr.Set.Inv = net, inv
		r, err := syntax.Read(bytes.NewReader(model(t, tr)))
		if err != nil {
			t.Fatal(err)
		}
		d, err := nlp.ReadCoNLLU(strings.NewReader("1\tPoland\t_\t_\t_\t_\t0\troot\t_\t_\n2\tfell\t_\t_\t_\t_\t1\tdep\t_\t_\n\n"))
		if err != nil {
			t.Fatal(err)
		}
		m, err := r.Vectors(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, v := range m.Data {
			b.WriteString(string(rune('m' + int(10*v))))
		}
		return b.String()
	}
	with, without := read([]string{"poland\tl"}), read([]string{"france\tl"})
	if with == without {
		t.Error("the kinds of a known name change nothing")
	}
}
