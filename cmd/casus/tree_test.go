package main

import (
	"strings"
	"testing"

	"casus.dev/casus/nlp"
)

func TestDrawTree(t *testing.T) {
	const conllu = `1	Poland	Poland	PROPN	_	_	2	nsubj	_	_
2	expelled	expel	VERB	_	_	0	root	_	_
3	two	two	NUM	_	_	5	nummod	_	_
4	Russian	Russian	ADJ	_	_	5	amod	_	_
5	diplomats	diplomat	NOUN	_	_	2	obj	_	SpaceAfter=No
6	.	.	PUNCT	_	_	2	punct	_	_

`
	d, err := nlp.ReadCoNLLU(strings.NewReader(conllu))
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	if err := drawTree(&got, d, 0); err != nil {
		t.Fatal(err)
	}
	const want = `
      ┌─> Poland     nsubj   PROPN  Poland
┌─┬───┴── expelled   root    VERB   expel
│ │ ┌───> two        nummod  NUM    two
│ │ │ ┌─> Russian    amod    ADJ    Russian
│ └─┴─┴─> diplomats  obj     NOUN   diplomat
└───────> .          punct   PUNCT  .
`
	if "\n"+got.String() != want {
		t.Errorf("got\n%s\nwant%s", got.String(), want)
	}
}
