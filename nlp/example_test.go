package nlp_test

import (
	"fmt"
	"strings"

	"casus.dev/casus/nlp"
)

// Trees are read as CoNLL-U; heads are positions in the Doc.
func ExampleReadCoNLLU() {
	doc, err := nlp.ReadCoNLLU(strings.NewReader("# text = Talks began.\n" +
		"1\tTalks\ttalk\tNOUN\tNNS\t_\t2\tnsubj\t_\t_\n" +
		"2\tbegan\tbegin\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No\n" +
		"3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	subject, _ := doc.Child(1, "nsubj")
	fmt.Println(doc.Form(subject), doc.Words[subject], doc.Rel[subject], doc.Form(int(doc.Head[subject])), doc.Check())
	// Output: Talks {0 5} nsubj began <nil>
}

// Names are flat; what lies inside a name, or around it, is in Nested.
func ExampleDoc_nested() {
	doc, err := nlp.ReadCoNLLU(strings.NewReader("# text = Kenya's Foreign Ministry\n" +
		"1\tKenya\tKenya\tPROPN\tNNP\t_\t4\tnmod:poss\t_\tNE=B-GPE|Nest=B-ORG;B-GPE|SpaceAfter=No\n" +
		"2\t's\t's\tPART\tPOS\t_\t1\tcase\t_\tNest=I-ORG\n" +
		"3\tForeign\tForeign\tADJ\tJJ\t_\t4\tamod\t_\tNE=B-ORG|Nest=I-ORG;B-ORG\n" +
		"4\tMinistry\tMinistry\tPROPN\tNNP\t_\t0\troot\t_\tNE=I-ORG|Nest=I-ORG;I-ORG\n\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, n := range doc.Nested {
		fmt.Println(n.Label, doc.SpanText(n.Span))
	}
	// Output:
	// ORG Kenya's Foreign Ministry
	// GPE Kenya
	// ORG Foreign Ministry
}
