package statement

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"casus.dev/casus/nlp"
)

var token = regexp.MustCompile(`[\p{L}\p{N}]+(?:['’][\p{L}]+)?|[^\s]`)

// plain returns text as a Doc of words and sentences without trees: a line is
// a paragraph, a stop ends a sentence.
func plain(text string) *nlp.Doc {
	d := nlp.New(text)
	par, from := 0, 0
	for line := range strings.Lines(text) {
		start := len(d.Words)
		for _, m := range token.FindAllStringIndex(line, -1) {
			d.Words = append(d.Words, nlp.Range{Start: from + m[0], End: from + m[1]})
		}
		from += len(line)
		for i := start; i < len(d.Words); i++ {
			stop := strings.ContainsAny(d.Form(i), ".!?") && (i+1 == len(d.Words) || !isQuoteMark(d.Form(i+1)))
			if stop || i+1 == len(d.Words) {
				s := nlp.Span{Start: start, End: i + 1}
				d.Sents = append(d.Sents, nlp.Sentence{Span: s, Range: d.RangeOf(s), Paragraph: par})
				start = i + 1
			}
		}
		par++
	}
	return d
}

func TestFindQuotations(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"straight":          {`He said "no way" and left.`, []string{`"no way"`}},
		"curly":             {`“We are ready,” she said. “All of us.”`, []string{`“We are ready,”`, `“All of us.”`}},
		"guillemets":        {`«Never again» was the slogan.`, []string{`«Never again»`}},
		"nested":            {`“He told me “go now” and left,” she said.`, []string{`“He told me “go now” and left,”`}},
		"single":            {`The minister called it 'a great day' for all.`, []string{`'a great day'`}},
		"apostrophes":       {`The states' rights and Kenya's ports weren't named.`, nil},
		"taken up again":    {"“First we wait.\n“Then we act,” he said.", []string{`“First we wait.`, `“Then we act,”`}},
		"never closed":      {"He said “this has no end. It goes on.\nNobody knows.", []string{`“this has no end.`}},
		"closes nothing":    {`It ended” there.`, nil},
		"opened twice":      {`He said "one thing. She said "another thing" later.`, []string{`"one thing.`, `"another thing"`}},
		"inches":            {`A 12" gun was found near "the old fort" today.`, []string{`"the old fort"`}},
		"two pairs":         {`"Yes" and "no" are words.`, []string{`"Yes"`, `"no"`}},
		"mixed marks":       {`She called it “a farce".`, []string{`“a farce"`}},
		"typewriter quotes": {"He said ``we stay'' twice.", []string{"``we stay''"}},
	} {
		t.Run(name, func(t *testing.T) {
			d := plain(c.text)
			var got []string
			for _, q := range findQuotations(d) {
				got = append(got, d.SpanText(q.words))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("findQuotations(%q) (-want +got):\n%s", c.text, diff)
			}
		})
	}
}

func TestQuotationContinues(t *testing.T) {
	d := plain("“First we wait.\n“Then we act,” he said.\n“Other words.”")
	q := findQuotations(d)
	if len(q) != 3 || q[1].continues != 0 || q[0].continues != -1 || q[2].continues != -1 {
		t.Errorf("continues = %+v, want the second to go on with the first only", q)
	}
}

// FuzzFindQuotations holds quotations to be ordered, apart, inside the words
// and never empty.
func FuzzFindQuotations(f *testing.F) {
	f.Add(`“a “b” c" d ' e ’ f`)
	f.Add("\"\n\"x\n“y ``z''")
	f.Fuzz(func(t *testing.T, text string) {
		if !strings.Contains(text, "\xff") {
			text = strings.ToValidUTF8(text, "?")
		}
		d := plain(text)
		end := 0
		for _, q := range findQuotations(d) {
			if q.words.Start < end || q.words.End > d.Len() || q.inner.Len() <= 0 || !q.words.Contains(q.inner) {
				t.Fatalf("quotation %+v after %d of %d words", q, end, d.Len())
			}
			if d.Sents[d.SentOf(q.words.Start)].Paragraph != d.Sents[d.SentOf(q.words.End-1)].Paragraph {
				t.Fatalf("quotation %+v crosses paragraphs", q)
			}
			end = q.words.End
		}
	})
}
