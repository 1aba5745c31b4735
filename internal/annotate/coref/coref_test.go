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
	quotedRole = `
“ “ PUNCT _ 4 punct
I I PRON Case=Nom|Number=Sing|Person=1|PronType=Prs 4 nsubj
will will AUX _ 4 aux
go go VERB _ 9 ccomp
, , PUNCT _ 4 punct
” ” PUNCT _ 4 punct
the the DET Definite=Def|PronType=Art 8 det
president president NOUN Number=Sing 9 nsubj
said say VERB Tense=Past 0 root
. . PUNCT _ 9 punct`
	toTown = `
They they PRON Case=Nom|Number=Plur|Person=3|PronType=Prs 2 nsubj
blamed blame VERB Tense=Past 0 root
Horak Horak PROPN Number=Sing 2 obj B-GPE
. . PUNCT _ 2 punct`
	lawyer = `
Her she PRON Case=Gen|Gender=Fem|Number=Sing|Person=3|Poss=Yes|PronType=Prs 2 nmod:poss
lawyer lawyer NOUN Number=Sing 7 nsubj
, , PUNCT _ 4 punct
Eva Eva PROPN Number=Sing 2 appos B-PER
Brandt Brandt PROPN Number=Sing 4 flat I-PER
, , PUNCT _ 4 punct
left leave VERB Tense=Past 0 root
. . PUNCT _ 7 punct`
	lawyerSpoke = `
She she PRON Case=Nom|Gender=Fem|Number=Sing|Person=3|PronType=Prs 2 nsubj
waited wait VERB Tense=Past 0 root
. . PUNCT _ 2 punct`
	built = `
Malia Malia PROPN Number=Sing 2 nsubj B-GPE
built build VERB Tense=Past 0 root
a a DET Definite=Ind|PronType=Art 4 det
dam dam NOUN Number=Sing 2 obj
. . PUNCT _ 2 punct`
	damBroke = `
The the DET Definite=Def|PronType=Art 2 det
dam dam NOUN Number=Sing 3 nsubj
broke break VERB Tense=Past 0 root
. . PUNCT _ 3 punct`
	countryPaid = `
The the DET Definite=Def|PronType=Art 2 det
country country NOUN Number=Sing 3 nsubj
paid pay VERB Tense=Past 0 root
. . PUNCT _ 3 punct`
	itSaid = `
It it PRON Case=Nom|Gender=Neut|Number=Sing|Person=3|PronType=Prs 2 nsubj
said say VERB Tense=Past 0 root
it it PRON Case=Nom|Gender=Neut|Number=Sing|Person=3|PronType=Prs 5 nsubj
was be AUX _ 5 cop
hard hard ADJ Degree=Pos 2 ccomp
to to PART _ 7 mark
wait wait VERB _ 5 csubj
. . PUNCT _ 2 punct`
	toldReporters = `
Novak Novak PROPN Number=Sing 2 nsubj B-PER
told tell VERB Tense=Past 0 root
reporters reporter NOUN Number=Plur 2 obj
they they PRON Case=Nom|Number=Plur|Person=3|PronType=Prs 5 nsubj
left leave VERB Tense=Past 2 ccomp
. . PUNCT _ 2 punct`
	primeMinister = `
The the DET Definite=Def|PronType=Art 3 det
prime prime ADJ Degree=Pos 3 amod
president president NOUN Number=Sing 4 nsubj
left leave VERB Tense=Past 0 root
. . PUNCT _ 4 punct`
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
		{"who speaks stands behind the quotation", []string{met, quotedRole}, "I <- Maria Novak (quoted-first-person); the president <- Maria Novak (role)"},
		{"a surname that looks like a place", []string{met, toTown}, "Horak <- Pavel Horak (short-name)"},
		{"a noun before its name is no other person", []string{met, lawyer, lawyerSpoke}, "Her <- Maria Novak (pronoun); Her lawyer <- Eva Brandt (apposition); She <- Eva Brandt (pronoun)"},
		{"another role with the same noun", []string{met, primeMinister}, ""},
		{"a thing by its noun", []string{built, damBroke}, "The dam <- a dam (role)"},
		{"a country that has done something", []string{built, countryPaid}, "The country <- Malia (role)"},
		{"things do not speak, and it may be empty", []string{built, damBroke, itSaid}, "The dam <- a dam (role); It <- Malia (pronoun)"},
		{"those who are told are not those spoken of", []string{toldReporters}, ""},
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
