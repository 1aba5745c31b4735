package actor_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"casus.dev/casus/internal/annotate/segment"
	"casus.dev/casus/internal/annotate/syntax"
	"casus.dev/casus/internal/ground/actor"
	"casus.dev/casus/nlp"
)

// nestText returns the nested names of text as "ORG(GPE(Russia)'s Foreign Ministry)".
func nestText(t *testing.T, p *nlp.Pipeline, text string) string {
	t.Helper()
	d := nlp.New(text)
	if err := p.Annotate(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	if err := d.Check(); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for i := range d.Len() {
		for _, n := range slices.Backward(d.Nested) {
			if n.Span.End == i {
				b.WriteByte(')')
			}
		}
		if i > 0 && d.Words[i].Start > d.Words[i-1].End {
			b.WriteByte(' ')
		}
		for _, n := range d.Nested {
			if n.Span.Start == i {
				b.WriteString(n.Label + "(")
			}
		}
		b.WriteString(d.Slice(d.Words[i]))
	}
	return b.String()
}

func nestPipeline(t testing.TB) *nlp.Pipeline {
	t.Helper()
	reader, err := syntax.Load()
	if err != nil {
		t.Fatal(err)
	}
	r, err := actor.New(actor.Options{})
	if err != nil {
		t.Fatal(err)
	}
	p, err := nlp.NewPipeline(segment.New(), reader, r.Nester())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestNamesWithinNames(t *testing.T) {
	p := nestPipeline(t)
	for _, want := range []string{
		"ORG(GPE(Russia)'s ORG(Foreign Ministry)) rejected the charge.",
		"PER(ORG(GPE(US) Treasury) Secretary PER(Janet Yellen)) arrived in Beijing on Monday.",
		"The ORG(Bank of GPE(England)) raised its rate.",
		"ORG(GPE(Kyiv) police) detained two men on Friday.",
		"PER(ORG(NATO) Secretary General PER(Mark Rutte)) met the ministers.",
		"The PER(NORP(French) foreign minister PER(Anne Leroux)) will visit Kenya.",
		"The ORG(court in GPE(Lyon)) freed the engineer.",
	} {
		text := strings.NewReplacer("ORG(", "", "GPE(", "", "PER(", "", "NORP(", "", ")", "").Replace(want)
		if got := nestText(t, p, text); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

// TestNestedNamesOnGUM counts names inside names as GUM marks them: mentions of
// persons, organisations and places whose head is a proper noun. A name of ours
// is right if GUM has a mention of its words and kind inside another mention.
func TestNestedNamesOnGUM(t *testing.T) {
	open := func(name string) *gzip.Reader {
		f, err := os.Open(filepath.Join("..", "..", "..", "..", "shared", "data", filepath.FromSlash(name)))
		if err != nil {
			t.Skipf("needs the data beside the repository: %v", err)
		}
		t.Cleanup(func() { f.Close() })
		z, err := gzip.NewReader(f)
		if err != nil {
			t.Fatal(err)
		}
		return z
	}
	gold, err := nlp.ReadCoNLLU(open("ud/gum-dev.conllu.gz"))
	if err != nil {
		t.Fatal(err)
	}
	reader, err := syntax.Load()
	if err != nil {
		t.Fatal(err)
	}
	r, err := actor.New(actor.Options{})
	if err != nil {
		t.Fatal(err)
	}
	d := &nlp.Doc{Text: gold.Text, Words: gold.Words, Forms: gold.Forms, Multi: gold.Multi, Sents: gold.Sents}
	for _, step := range []nlp.Step{reader, r.Nester()} {
		if err := step.Annotate(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.Check(); err != nil {
		t.Fatal(err)
	}
	kinds := map[string]string{"person": "PER", "organization": "ORG", "place": "LOC", "PER": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC"}
	var ours, right, theirs, found int
	lines := bufio.NewScanner(open("ner/gum-dev-mentions.jsonl.gz"))
	lines.Buffer(nil, 1<<20)
	for s := 0; lines.Scan(); s++ {
		var row struct {
			Mentions [][3]json.RawMessage // first word, last word, kind
			Tokens   []string
		}
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		base := d.Sents[s].Span
		if base.Len() != len(row.Tokens) {
			t.Fatalf("sentence %d has %d words here and %d there", s, base.Len(), len(row.Tokens))
		}
		var mentions, all []nlp.Name
		for _, m := range row.Mentions {
			var first, last int
			var name string
			if err := errors.Join(json.Unmarshal(m[0], &first), json.Unmarshal(m[1], &last), json.Unmarshal(m[2], &name)); err != nil {
				t.Fatal(err)
			}
			span := nlp.Span{Start: base.Start + first, End: base.Start + last + 1}
			if span.Len() > 1 && gold.UPOS[span.Start] == nlp.DET {
				span.Start++
			}
			kind := kinds[name]
			all = append(all, nlp.Name{Span: span, Label: kind})
			if kind != "" && gold.UPOS[gold.HeadOf(span)] == nlp.PROPN {
				mentions = append(mentions, nlp.Name{Span: span, Label: kind})
			}
		}
		inside := func(n nlp.Name, list []nlp.Name) bool {
			return slices.ContainsFunc(list, func(o nlp.Name) bool { return o.Span.Contains(n.Span) && o.Span != n.Span && kinds[o.Label] != "" })
		}
		own := func(n nlp.Name) bool { // GUM has a title and a name as one mention
			return n.Label == "PER" && slices.ContainsFunc(d.Nested, func(o nlp.Name) bool { return o.Label == "PER" && o.Span.Contains(n.Span) && o.Span != n.Span })
		}
		var mine []nlp.Name
		for _, n := range d.Nested {
			if base.Has(n.Span.Start) && kinds[n.Label] != "" && inside(n, d.Nested) && !own(n) {
				mine = append(mine, nlp.Name{Span: n.Span, Label: kinds[n.Label]})
			}
		}
		for _, n := range mine {
			ours++
			if slices.Contains(all, n) && slices.ContainsFunc(all, func(o nlp.Name) bool { return o.Span.Contains(n.Span) && o.Span != n.Span }) {
				right++
			} else if testing.Verbose() {
				t.Logf("not in GUM: %s %q in %q", n.Label, d.SpanText(n.Span), d.Slice(d.Sents[s].Range))
			}
		}
		for _, n := range mentions {
			if !inside(n, mentions) {
				continue
			}
			theirs++
			if slices.Contains(mine, n) {
				found++
			} else if testing.Verbose() {
				t.Logf("missed: %s %q in %q", n.Label, d.SpanText(n.Span), d.Slice(d.Sents[s].Range))
			}
		}
	}
	p, q := float64(right)/float64(ours), float64(found)/float64(theirs)
	t.Logf("GUM dev, names inside names: precision %.3f of %d, recall %.3f of %d", p, ours, q, theirs)
	if p < 0.6 || q < 0.15 {
		t.Errorf("precision %.3f, recall %.3f", p, q)
	}
}
