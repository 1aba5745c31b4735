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

// mended returns the sentences of CoNLL-U after a rule has gone over each.
func mended(t *testing.T, conllu string, rule func(*nlp.Doc, nlp.Span)) *nlp.Doc {
	t.Helper()
	d, err := nlp.ReadCoNLLU(strings.NewReader(conllu))
	if err != nil {
		t.Fatal(err)
	}
	for i := range d.Sents {
		rule(d, d.Sents[i].Span)
	}
	if err := d.Check(); err != nil {
		t.Fatal(err)
	}
	return d
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
	d := mended(t, conllu, perfect)
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

func TestAnonymousGivesTheClauseToTheVerb(t *testing.T) {
	const conllu = `1	Officials	official	NOUN	_	_	2	nsubj	_	_
2	said	say	VERB	_	_	0	root	_	_
3	on	on	ADP	_	_	4	case	_	_
4	condition	condition	NOUN	_	_	2	obl	_	_
5	of	of	ADP	_	_	6	case	_	_
6	anonymity	anonymity	NOUN	_	_	4	nmod	_	_
7	that	that	PRON	_	PronType=Rel	9	mark	_	_
8	he	he	PRON	_	_	9	nsubj	_	_
9	fled	flee	VERB	_	_	6	acl:relcl	_	_

1	They	they	PRON	_	_	2	nsubj	_	_
2	won	win	VERB	_	_	0	root	_	_
3	an	a	DET	_	_	4	det	_	_
4	anonymity	anonymity	NOUN	_	_	2	obj	_	_
5	that	that	PRON	_	PronType=Rel	7	obj	_	_
6	he	he	PRON	_	_	7	nsubj	_	_
7	sought	seek	VERB	_	_	4	acl:relcl	_	_

`
	d := mended(t, conllu, anonymous)
	if d.Head[8] != 1 || d.Rel[8] != "ccomp" || d.UPOS[6] != nlp.SCONJ {
		t.Errorf("fled: %s of %d; that: %v", d.Rel[8], d.Head[8], d.UPOS[6])
	}
	if d.Rel[15] != "acl:relcl" {
		t.Errorf("a relative clause became %s", d.Rel[15])
	}
}

func TestLabelIsAName(t *testing.T) {
	for form, lemma := range map[string]string{"LAVROV": "LAVROV", "REPORTER": "reporter", "Note": "note"} {
		d, err := nlp.ReadCoNLLU(strings.NewReader("1\t" + form + "\t" + lemma + "\tNOUN\t_\t_\t0\troot\t_\t_\n2\t:\t:\tPUNCT\t_\t_\t3\tpunct\t_\t_\n3\tNo\tno\tINTJ\t_\t_\t1\tparataxis\t_\t_\n\n"))
		if err != nil {
			t.Fatal(err)
		}
		label(d, d.Sents[0].Span)
		if got, want := d.UPOS[0] == nlp.PROPN, form == "LAVROV"; got != want {
			t.Errorf("%s is a name: %v, want %v", form, got, want)
		}
	}
}

func TestInvertedSubject(t *testing.T) {
	const conllu = `1	"	"	PUNCT	_	_	3	punct	_	_
2	They	they	PRON	_	_	3	nsubj	_	_
3	lied	lie	VERB	_	_	6	ccomp	_	_
4	,	,	PUNCT	_	_	3	punct	_	_
5	"	"	PUNCT	_	_	3	punct	_	_
6	said	say	VERB	_	_	0	root	_	_
7	the	the	DET	_	_	8	det	_	_
8	senator	senator	NOUN	_	_	6	iobj	_	_

1	They	they	PRON	_	_	2	nsubj	_	_
2	told	tell	VERB	_	_	0	root	_	_
3	the	the	DET	_	_	4	det	_	_
4	senator	senator	NOUN	_	_	2	iobj	_	_

`
	d := mended(t, conllu, inverted)
	if d.Rel[7] != "nsubj" || d.Rel[11] != "iobj" {
		t.Errorf("the senator is %s behind the quotation, %s where he is told", d.Rel[7], d.Rel[11])
	}
}
