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
