package coref_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"casus.dev/casus/internal/annotate/coref"
	"casus.dev/casus/nlp"
)

// conllu makes CoNLL-U of sentences whose lines are: form, lemma, tag,
// features, head, relation, name tag.
func conllu(sentences ...string) string {
	var b strings.Builder
	for _, s := range sentences {
		for i, line := range strings.Split(strings.TrimSpace(s), "\n") {
			f := strings.Fields(line)
			misc := "_"
			if len(f) > 6 {
				misc = "NE=" + f[6]
			}
			b.WriteString(strings.Join([]string{strconv.Itoa(i + 1), f[0], f[1], f[2], "_", f[3], f[4], f[5], "_", misc}, "\t") + "\n")
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func doc(t testing.TB, sentences ...string) *nlp.Doc {
	t.Helper()
	d, err := nlp.ReadCoNLLU(strings.NewReader(conllu(sentences...)))
	if err != nil {
		t.Fatal(err)
	}
	if err := coref.New().Annotate(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	if err := d.Check(); err != nil {
		t.Fatal(err)
	}
	return d
}

func links(d *nlp.Doc) string {
	var out []string
	for _, l := range d.Links {
		out = append(out, d.SpanText(l.Span)+" <- "+d.SpanText(l.Antecedent)+" ("+l.Reason+")")
	}
	return strings.Join(out, "; ")
}

const (
	met = `
President president PROPN Number=Sing 3 compound
Maria Maria PROPN Number=Sing 3 compound B-PER
Novak Novak PROPN Number=Sing 4 nsubj I-PER
met meet VERB Tense=Past 0 root
Pavel Pavel PROPN Number=Sing 4 obj B-PER
Horak Horak PROPN Number=Sing 5 flat I-PER
. . PUNCT _ 4 punct`
	sheSaid = `
She she PRON Case=Nom|Gender=Fem|Number=Sing|Person=3|PronType=Prs 2 nsubj
said say VERB Tense=Past 0 root
he he PRON Case=Nom|Gender=Masc|Number=Sing|Person=3|PronType=Prs 5 nsubj
had have AUX _ 5 aux
agreed agree VERB _ 2 ccomp
. . PUNCT _ 2 punct`
	roleSaid = `
The the DET Definite=Def|PronType=Art 2 det
president president NOUN Number=Sing 3 nsubj
praised praise VERB Tense=Past 0 root
Horak Horak PROPN Number=Sing 3 obj B-PER
. . PUNCT _ 3 punct`
	quoted = `
“ “ PUNCT _ 4 punct
I I PRON Case=Nom|Number=Sing|Person=1|PronType=Prs 4 nsubj
will will AUX _ 4 aux
go go VERB _ 8 ccomp
, , PUNCT _ 4 punct
” ” PUNCT _ 4 punct
Novak Novak PROPN Number=Sing 8 nsubj B-PER
said say VERB Tense=Past 0 root
. . PUNCT _ 8 punct`
)

func TestLinks(t *testing.T) {
	for _, c := range []struct {
		name string
		in   []string
		want string
	}{
		{"pronouns by gender", []string{met, sheSaid}, "She <- Maria Novak (pronoun); he <- Pavel Horak (pronoun)"},
		{"role and short name", []string{met, roleSaid}, "The president <- Maria Novak (role); Horak <- Pavel Horak (short-name)"},
		{"first person in a quotation", []string{met, quoted}, "I <- Maria Novak (quoted-first-person); Novak <- Maria Novak (short-name)"},
		{"no antecedent, no link", []string{sheSaid}, ""},
	} {
		if got := links(doc(t, c.in...)); got != c.want {
			t.Errorf("%s: links = %q, want %q", c.name, got, c.want)
		}
	}
}

func BenchmarkAnnotate(b *testing.B) {
	d := doc(b, slices.Repeat([]string{met, sheSaid, roleSaid, quoted}, 20)...)
	r := coref.New()
	b.ReportAllocs()
	for b.Loop() {
		if err := r.Annotate(b.Context(), d); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(d.Sents)*b.N)/b.Elapsed().Seconds(), "sentences/s")
}
