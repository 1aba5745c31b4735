package nlp_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"casus.dev/casus/nlp"
)

const small = `# newpar
# sent_id = 1
# text = Don't "go", Kyiv.
1-2	Don't	_	_	_	_	_	_	_	_
1	Do	do	AUX	VB	Mood=Imp|VerbForm=Fin	4	aux	_	_
2	n't	not	PART	RB	Polarity=Neg	4	advmod	_	_
3	"	"	PUNCT	` + "``" + `	_	4	punct	_	SpaceAfter=No
4	go	go	VERB	VB	Mood=Imp|VerbForm=Fin	0	root	_	SpaceAfter=No
5	"	"	PUNCT	''	_	4	punct	_	SpaceAfter=No
6	,	,	PUNCT	,	_	4	punct	_	_
7	Kyiv	Kyiv	PROPN	NNP	Number=Sing	4	vocative	_	NE=B-GPE|SpaceAfter=No
8	.	.	PUNCT	.	_	4	punct	_	_

`

func TestReadCoNLLU(t *testing.T) {
	d, err := nlp.ReadCoNLLU(strings.NewReader(small))
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Check(); err != nil {
		t.Fatal(err)
	}
	if got, want := d.Form(1), "n't"; got != want {
		t.Errorf("Form(1) = %q, want %q", got, want)
	}
	if len(d.Names) != 1 || d.SpanText(d.Names[0].Span) != "Kyiv" {
		t.Errorf("Names = %v, want Kyiv", d.Names)
	}
	if got := d.Subtree(3); got != (nlp.Span{Start: 0, End: 8}) {
		t.Errorf("Subtree(3) = %v, want the sentence", got)
	}
	var out bytes.Buffer
	if err := nlp.WriteCoNLLU(&out, d); err != nil {
		t.Fatal(err)
	}
	again, err := nlp.ReadCoNLLU(&out)
	if err != nil {
		t.Fatal(err)
	}
	if again.Text != d.Text || again.Len() != d.Len() || len(again.Multi) != 1 {
		t.Errorf("round trip: %q with %d words, want %q with %d", again.Text, again.Len(), d.Text, d.Len())
	}
}

func TestReadCoNLLUErrors(t *testing.T) {
	for name, in := range map[string]string{
		"columns": "1\ta\n\n",
		"number":  "2\ta\t_\t_\t_\t_\t_\t_\t_\t_\n\n",
		"head":    "1\ta\t_\t_\t_\t_\t7\tdep\t_\t_\n\n",
		"tag":     "1\ta\t_\tFOO\t_\t_\t_\t_\t_\t_\n\n",
		"multi":   "1-9\ta\t_\t_\t_\t_\t_\t_\t_\t_\n1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n\n",
	} {
		if _, err := nlp.ReadCoNLLU(strings.NewReader(in)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestCheckFindsCycles(t *testing.T) {
	d := &nlp.Doc{
		Text: "a b c", Words: []nlp.Range{{Start: 0, End: 1}, {Start: 2, End: 3}, {Start: 4, End: 5}},
		Sents: []nlp.Sentence{{Span: nlp.Span{Start: 0, End: 3}, Range: nlp.Range{Start: 0, End: 5}}},
		Head:  []int32{nlp.Root, 2, 1}, Rel: []nlp.Rel{"root", "dep", "dep"},
	}
	if err := d.Check(); err == nil {
		t.Error("Check() = nil for a cycle")
	}
	d.Head[1] = 0
	if err := d.Check(); err != nil {
		t.Errorf("Check() = %v for a tree", err)
	}
}

func TestNestedNamesComeBack(t *testing.T) {
	row := func(id int, form, misc string) string {
		return fmt.Sprintf("%d\t%s\t_\t_\t_\t_\t_\t_\t_\t%s\n", id, form, misc)
	}
	in := row(1, "the", "Nest=B-PER;B-ORG;B-GPE") + row(2, "UN", "Nest=I-PER;I-ORG") + row(3, "chief", "Nest=I-PER") + row(4, "Ann", "Nest=I-PER;B-PER") +
		row(5, "saw", "_") + row(6, "Bank", "Nest=B-ORG") + row(7, "England", "Nest=I-ORG;B-GPE") + row(8, "Rome", "Nest=B-GPE;I-GPE") + "\n"
	d, err := nlp.ReadCoNLLU(strings.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	name := func(from, to int, label string) nlp.Name {
		return nlp.Name{Span: nlp.Span{Start: from, End: to}, Label: label}
	}
	want := []nlp.Name{
		name(0, 4, "PER"), name(0, 2, "ORG"), name(0, 1, "GPE"), name(3, 4, "PER"),
		name(5, 7, "ORG"), name(6, 7, "GPE"), name(7, 8, "GPE"), // the second GPE of "Rome" has its words, and goes
	}
	if !slices.Equal(d.Nested, want) {
		t.Errorf("read %v, want %v", d.Nested, want)
	}
	if err := d.Check(); err != nil {
		t.Error(err)
	}
	var out bytes.Buffer
	if err := nlp.WriteCoNLLU(&out, d); err != nil {
		t.Fatal(err)
	}
	again, err := nlp.ReadCoNLLU(&out)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(again.Nested, want) {
		t.Errorf("read back %v, want %v", again.Nested, want)
	}
}

func TestCheckFindsCrossingNames(t *testing.T) {
	d, err := nlp.ReadCoNLLU(strings.NewReader(small))
	if err != nil {
		t.Fatal(err)
	}
	d.Nested = []nlp.Name{{Span: nlp.Span{Start: 0, End: 2}, Label: "ORG"}, {Span: nlp.Span{Start: 1, End: 3}, Label: "GPE"}}
	if err := d.Check(); !errors.Is(err, nlp.ErrEntity) {
		t.Errorf("Check() = %v for crossing names", err)
	}
}

func FuzzReadCoNLLU(f *testing.F) {
	f.Add(small)
	f.Add("1\ta b\t_\t_\t_\t_\t0\troot\t_\t_\n")
	f.Fuzz(func(t *testing.T, in string) {
		d, err := nlp.ReadCoNLLU(strings.NewReader(in))
		if err != nil {
			return
		}
		d.Head, d.Rel = nil, nil // a file may hold anything but a tree
		if err := d.Check(); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := nlp.WriteCoNLLU(&out, d); err != nil {
			t.Fatal(err)
		}
		again, err := nlp.ReadCoNLLU(&out)
		if err != nil {
			t.Fatalf("cannot read back: %v\n%s", err, out.String())
		}
		if again.Len() != d.Len() {
			t.Fatalf("%d words, then %d", d.Len(), again.Len())
		}
	})
}
