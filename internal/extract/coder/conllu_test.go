package coder

import (
	"slices"
	"strings"
	"testing"

	"casus.dev/casus/nlp"
)

var names = map[string]string{
	"kenya": "KEN", "somalia": "SOM", "somali": "SOM", "chad": "TCD", "libya": "LBY", "niger": "NER", "nato": "IGONATO", "okello": "KENGOV", "he": "KENGOV",
}

// parse reads sentences of the short form "form/lemma/UPOS/XPOS/feats/head/rel",
// one word a field; "_" is empty.
func parse(tb testing.TB, sents ...string) *nlp.Doc {
	tb.Helper()
	var b strings.Builder
	for _, s := range sents {
		for i, f := range strings.Fields(s) {
			c := strings.Split(f, "/")
			if len(c) != 7 {
				tb.Fatalf("%q has %d parts, want 7", f, len(c))
			}
			b.WriteString(strings.Join([]string{itoa(i + 1), c[0], c[1], c[2], c[3], c[4], c[5], c[6], "_", "_"}, "\t") + "\n")
		}
		b.WriteByte('\n')
	}
	d, err := nlp.ReadCoNLLU(strings.NewReader(b.String()))
	if err != nil {
		tb.Fatal(err)
	}
	if err := d.Check(); err != nil {
		tb.Fatal(err)
	}
	return d
}

func itoa(n int) string {
	if n >= 10 {
		return itoa(n/10) + string(rune('0'+n%10))
	}
	return string(rune('0' + n))
}

const (
	active   = "Kenya/Kenya/PROPN/NNP/_/2/nsubj expelled/expel/VERB/VBD/Mood=Ind|Tense=Past|VerbForm=Fin/0/root the/the/DET/DT/_/5/det Somali/Somali/ADJ/JJ/_/5/amod ambassador/ambassador/NOUN/NN/_/2/obj"
	passive  = "The/the/DET/DT/_/3/det Somali/Somali/ADJ/JJ/_/3/amod ambassador/ambassador/NOUN/NN/_/5/nsubj:pass was/be/AUX/VBD/_/5/aux:pass expelled/expel/VERB/VBN/Tense=Past|VerbForm=Part/0/root by/by/ADP/IN/_/7/case Kenya/Kenya/PROPN/NNP/_/5/obl:agent"
	control  = "Kenya/Kenya/PROPN/NNP/_/2/nsubj plans/plan/VERB/VBZ/Tense=Pres|VerbForm=Fin/0/root to/to/PART/TO/_/4/mark attack/attack/VERB/VB/VerbForm=Inf/2/xcomp Somalia/Somalia/PROPN/NNP/_/4/obj"
	urged    = "NATO/NATO/PROPN/NNP/_/2/nsubj urged/urge/VERB/VBD/Tense=Past|VerbForm=Fin/0/root Kenya/Kenya/PROPN/NNP/_/2/obj to/to/PART/TO/_/5/mark attack/attack/VERB/VB/VerbForm=Inf/2/xcomp Somalia/Somalia/PROPN/NNP/_/5/obj"
	relative = "Kenya/Kenya/PROPN/NNP/_/6/nsubj ,/,/PUNCT/,/_/4/punct which/which/PRON/WDT/PronType=Rel/4/nsubj attacked/attack/VERB/VBD/Tense=Past|VerbForm=Fin/1/acl:relcl Somalia/Somalia/PROPN/NNP/_/4/obj apologised/apologise/VERB/VBD/Tense=Past|VerbForm=Fin/0/root"
	both     = "Chad/Chad/PROPN/NNP/_/4/nsubj and/and/CCONJ/CC/_/3/cc Libya/Libya/PROPN/NNP/_/1/conj signed/sign/VERB/VBD/Tense=Past|VerbForm=Fin/0/root a/a/DET/DT/_/6/det treaty/treaty/NOUN/NN/_/4/obj"
	light    = "Kenya/Kenya/PROPN/NNP/_/2/nsubj launched/launch/VERB/VBD/Tense=Past|VerbForm=Fin/0/root an/a/DET/DT/_/4/det attack/attack/NOUN/NN/_/2/obj on/on/ADP/IN/_/6/case Somalia/Somalia/PROPN/NNP/_/4/nmod"
	nominal  = "Kenya/Kenya/PROPN/NNP/_/3/nmod:poss 's/'s/PART/POS/_/1/case attack/attack/NOUN/NN/_/6/nsubj on/on/ADP/IN/_/5/case Somalia/Somalia/PROPN/NNP/_/3/nmod surprised/surprise/VERB/VBD/Tense=Past|VerbForm=Fin/0/root observers/observer/NOUN/NNS/_/6/obj"
	denied   = "Kenya/Kenya/PROPN/NNP/_/2/nsubj denied/deny/VERB/VBD/Tense=Past|VerbForm=Fin/0/root that/that/SCONJ/IN/_/6/mark it/it/PRON/PRP/_/6/nsubj had/have/AUX/VBD/_/6/aux attacked/attack/VERB/VBN/Tense=Past|VerbForm=Part/2/ccomp Somalia/Somalia/PROPN/NNP/_/6/obj"
	never    = "Kenya/Kenya/PROPN/NNP/_/3/nsubj never/never/ADV/RB/_/3/advmod attacked/attack/VERB/VBD/Tense=Past|VerbForm=Fin/0/root Somalia/Somalia/PROPN/NNP/_/3/obj"
	doubted  = "If/if/SCONJ/IN/_/3/mark Kenya/Kenya/PROPN/NNP/_/3/nsubj attacks/attack/VERB/VBZ/Tense=Pres|VerbForm=Fin/7/advcl Somalia/Somalia/PROPN/NNP/_/3/obj ,/,/PUNCT/,/_/3/punct will/will/AUX/MD/_/7/aux happen/happen/VERB/VB/VerbForm=Inf/0/root much/much/ADV/RB/_/7/advmod"
	forces   = "Kenya/Kenya/PROPN/NNP/_/2/nsubj accused/accuse/VERB/VBD/Tense=Past|VerbForm=Fin/0/root Somalia/Somalia/PROPN/NNP/_/2/obj of/of/SCONJ/IN/_/5/mark arming/arm/VERB/VBG/VerbForm=Ger/2/advcl rebels/rebel/NOUN/NNS/_/5/obj"
	saying   = "Kenya/Kenya/PROPN/NNP/_/2/nsubj said/say/VERB/VBD/Tense=Past|VerbForm=Fin/0/root nothing/nothing/PRON/NN/_/2/obj about/about/ADP/IN/_/5/case Somalia/Somalia/PROPN/NNP/_/2/obl"
)

func TestConstructions(t *testing.T) {
	c := newCoder(t)
	for _, tc := range []struct {
		name, sent string
		want       []string
	}{
		{"active", active, []string{`KEN -> SOM SANCTION expel actual "expelled"`}},
		{"passive", passive, []string{`KEN -> SOM SANCTION expel actual "expelled"`}},
		{"control", control, []string{`KEN -> SOM ASSAULT - planned "attack"`}},
		{"object control", urged, []string{`IGONATO -> KEN REQUEST - actual "urged"`, `KEN -> SOM ASSAULT - demanded "attack"`}},
		{"relative clause", relative, []string{`KEN -> SOM ASSAULT - actual "attacked"`, `KEN -> - SUPPORT - actual "apologised"`}},
		{"reciprocal", both, []string{`TCD,LBY -> - AGREE - actual "signed treaty"`}},
		{"light verb", light, []string{`KEN -> SOM ASSAULT - actual "launched attack"`}},
		{"nominal", nominal, []string{`KEN -> SOM ASSAULT - actual "attack"`}},
		{"negation", never, []string{`KEN -> SOM ASSAULT - negated "attacked"`}},
		{"condition", doubted, []string{`KEN -> SOM ASSAULT - conditional "attacks"`}},
		{"speech alone", saying, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d := parse(t, tc.sent)
			rep := ground(d, names)
			var got []string
			for _, e := range c.Code(d, rep) {
				got = append(got, line(rep, d, &e))
			}
			if !slices.Equal(got, tc.want) {
				t.Errorf("%s\n got %q\nwant %q", d.Text, got, tc.want)
			}
		})
	}
}

func TestDeniedAndAccused(t *testing.T) {
	c := newCoder(t)
	for sent, want := range map[string][]string{denied: {"REJECT actual", "ASSAULT denied"}, forces: {"ACCUSE actual"}} {
		d := parse(t, sent)
		rep := ground(d, map[string]string{"kenya": "KEN", "somalia": "SOM", "it": "KEN", "rebels": "SOMREB"})
		var got []string
		for _, e := range c.Code(d, rep) {
			got = append(got, e.Type+" "+string(e.Modality))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", d.Text, got, want)
		}
	}
}

func TestFoldNone(t *testing.T) {
	d := parse(t, "NATO/NATO/PROPN/NNP/_/2/nsubj promised/promise/VERB/VBD/Tense=Past|VerbForm=Fin/0/root weapons/weapon/NOUN/NNS/_/2/obj to/to/ADP/IN/_/5/case Kenya/Kenya/PROPN/NNP/_/2/obl")
	for fold, want := range map[string]string{"plover": "AGREE actual", "none": "AID planned"} {
		c, err := New(Options{Fold: fold})
		if err != nil {
			t.Fatal(err)
		}
		events := c.Code(d, ground(d, names))
		if len(events) != 1 {
			t.Fatalf("fold %s: %d events, want 1", fold, len(events))
		}
		e := events[0]
		if got := e.Type + " " + string(e.Modality); got != want {
			t.Errorf("fold %s = %s, want %s", fold, got, want)
		}
		if fold == "none" && (e.Raw == nil || e.Raw.Type != "AGREE") {
			t.Errorf("fold none keeps %+v, want the AGREE", e.Raw)
		}
	}
	if _, err := New(Options{Fold: "half"}); err == nil {
		t.Error("New accepts the folding half")
	}
}

func TestHeadingsYieldNothing(t *testing.T) {
	d := parse(t, active)
	d.Sents[0].Kind = nlp.Heading
	if got := newCoder(t).Code(d, ground(d, names)); len(got) != 0 {
		t.Errorf("a heading yields %v", got)
	}
}

func TestLexiconIsBroad(t *testing.T) {
	c := newCoder(t)
	heads := map[string]bool{}
	for _, m := range []map[string][]*pattern{c.lx.verbs, c.lx.nouns, c.lx.adjs, c.lx.operators} {
		for _, list := range m {
			for _, p := range list {
				heads[strings.Join(append([]string{p.head}, p.extra...), " ")] = true
			}
		}
	}
	for w := range c.lx.support {
		heads[w] = true
	}
	if len(heads) < 1200 {
		t.Errorf("the lexicon knows %d heads, want at least 1200", len(heads))
	}
}

func TestUncoded(t *testing.T) {
	d := parse(t, "Kenya/Kenya/PROPN/NNP/_/2/nsubj tickled/tickle/VERB/VBD/Tense=Past|VerbForm=Fin/0/root Somalia/Somalia/PROPN/NNP/_/2/obj", active)
	gaps, met := newCoder(t).Uncoded(d, ground(d, names))
	if len(gaps) != 1 || gaps[0].Word != "tickle" || gaps[0].Reason != "not in the lexicon" {
		t.Errorf("Uncoded = %+v, want tickle alone", gaps)
	}
	if len(met) != 2 || met[0].Known || !met[1].Known {
		t.Errorf("Uncoded met %+v, want an unknown verb and a known one", met)
	}
}

func FuzzCode(f *testing.F) {
	for _, s := range []string{active, passive, control, urged, relative, both, light, nominal, denied, never, doubted, forces} {
		f.Add(s, uint8(0), uint8(0))
	}
	c := newCoder(f)
	f.Fuzz(func(t *testing.T, sent string, word, head uint8) {
		var rows strings.Builder
		for i, w := range strings.Fields(sent) {
			p := strings.Split(w, "/")
			if len(p) != 7 {
				return
			}
			rows.WriteString(strings.Join([]string{itoa(i + 1), p[0], p[1], p[2], p[3], p[4], p[5], p[6], "_", "_"}, "\t") + "\n")
		}
		d, err := nlp.ReadCoNLLU(strings.NewReader(rows.String() + "\n"))
		if err != nil || d.Len() == 0 || d.Head == nil || d.UPOS == nil {
			return
		}
		d.Head[int(word)%d.Len()] = int32(int(head) % d.Len())
		if d.Check() != nil {
			return
		}
		rep := ground(d, names)
		for _, e := range c.Code(d, rep) {
			if len(e.Trigger) == 0 || e.Trigger[len(e.Trigger)-1].End > len(d.Text) || e.Quad < 1 || e.Quad > 4 || e.Confidence <= 0 || e.Confidence > 1 {
				t.Fatalf("%+v", e)
			}
		}
	})
}

func BenchmarkCode(b *testing.B) {
	sents := []string{active, passive, control, urged, relative, both, light, nominal, denied, never, doubted, forces}
	d := parse(b, sents...)
	rep := ground(d, names)
	c := newCoder(b)
	b.ReportAllocs()
	for b.Loop() {
		c.Code(d, rep)
	}
	b.ReportMetric(float64(len(sents)*b.N)/b.Elapsed().Seconds(), "sentences/s")
}
