package syntax

import (
	"strings"
	"testing"

	"casus.dev/casus/nlp"
)

func TestAgree(t *testing.T) {
	const conllu = `1	Ministers	minister	NOUN	_	Number=Plur	5	nsubj	_	_
2	who	who	PRON	_	PronType=Rel	3	nsubj	_	_
3	met	meet	VERB	_	Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin	1	acl:relcl	_	_
4	there	there	ADV	_	_	3	advmod	_	_
5	left	leave	VERB	_	Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin	0	root	_	_
6	and	and	CCONJ	_	_	7	cc	_	_
7	said	say	VERB	_	Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin	5	conj	_	_
8	it	it	PRON	_	Number=Sing|Person=3|PronType=Prs	9	nsubj	_	_
9	was	be	VERB	_	Mood=Ind|Number=Sing|Person=1|Tense=Past|VerbForm=Fin	7	ccomp	_	_

`
	d, err := nlp.ReadCoNLLU(strings.NewReader(conllu))
	if err != nil {
		t.Fatal(err)
	}
	agree(d, d.Sents[0].Span)
	for i, want := range map[int]string{2: "Plur", 4: "Plur", 6: "Plur", 8: "Sing"} {
		if got := d.Feats[i].Get("Number"); got != want {
			t.Errorf("%s: number %s, want %s", d.Form(i), got, want)
		}
	}
	if got := d.Feats[8].Get("Person"); got != "1" {
		t.Errorf("was: person %s; a form that shows its person must not change", got)
	}
}

func TestPerfectOfOneClause(t *testing.T) {
	const conllu = `1	Japan	Japan	PROPN	_	_	7	nsubj	_	_
2	which	which	PRON	_	PronType=Rel	3	nsubj	_	_
3	had	have	VERB	_	Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin	1	acl:relcl	_	_
4	at	at	ADP	_	_	5	case	_	_
5	first	first	ADV	_	_	3	obl	_	_
6	refused	refuse	VERB	_	Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin	1	acl:relcl	_	_
7	agreed	agree	VERB	_	Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin	0	root	_	_

1	She	she	PRON	_	_	2	nsubj	_	_
2	had	have	VERB	_	Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin	0	root	_	_
3	doubts	doubt	NOUN	_	_	2	obj	_	_
4	raised	raise	VERB	_	Tense=Past|VerbForm=Part	3	acl	_	_

`
	d, err := nlp.ReadCoNLLU(strings.NewReader(conllu))
	if err != nil {
		t.Fatal(err)
	}
	for i := range d.Sents {
		perfect(d, d.Sents[i].Span)
	}
	if err := d.Check(); err != nil {
		t.Fatal(err)
	}
	if d.Rel[2] != "aux" || d.Head[2] != 5 || d.UPOS[2] != nlp.AUX || d.Head[1] != 5 || d.Head[4] != 5 || d.Head[5] != 0 {
		t.Errorf("had: %s of %d; which: of %d; refused: of %d", d.Rel[2], d.Head[2], d.Head[1], d.Head[5])
	}
	if d.Rel[8] != "root" || d.UPOS[8] != nlp.VERB {
		t.Errorf("a had with an object became %s", d.Rel[8])
	}
}

func TestIrregularVerbs(t *testing.T) {
	r := load(t)
	for form, want := range map[string]string{
		"swore": "swear", "fled": "flee", "overthrew": "overthrow", "withheld": "withhold", "retook": "retake", "found": "", "expelled": "", "cut": "cut",
	} {
		if got := r.irregularVerb(form); got != want {
			t.Errorf("lemma of %q is %q, want %q", form, got, want)
		}
	}
}
