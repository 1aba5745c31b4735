package score

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const goldConllu = `# text = Poland's ministers can't agree.
1-2	Poland's	_	_	_	_	_	_	_	_
1	Poland	Poland	PROPN	NNP	Number=Sing	3	nmod:poss	_	NE=B-GPE
2	's	's	PART	POS	_	1	case	_	_
3	ministers	minister	NOUN	NNS	Number=Plur	6	nsubj	_	_
4-5	can't	_	_	_	_	_	_	_	_
4	ca	can	AUX	MD	VerbForm=Fin	6	aux	_	_
5	n't	not	PART	RB	Polarity=Neg	6	advmod	_	_
6	agree	agree	VERB	VB	VerbForm=Inf	0	root	_	SpaceAfter=No
7	.	.	PUNCT	.	_	6	punct	_	_

1	Angela	Angela	PROPN	NNP	Number=Sing	3	nsubj	_	NE=B-PER
2	Merkel	Merkel	PROPN	NNP	Number=Sing	1	flat	_	NE=I-PER
3	left	leave	VERB	VBD	Tense=Past|VerbForm=Fin	0	root	_	_

`

const systemConllu = `1-2	Poland's	_	_	_	_	_	_	_	_
1	Poland	Poland	PROPN	NNP	Number=Sing	3	nmod	_	NE=B-LOC
2	's	's	PART	POS	_	1	case	_	_
3	ministers	minister	NOUN	NNS	Number=Plur	5	obj	_	_
4	can't	can	AUX	MD	VerbForm=Fin	5	aux	_	_
5	agree	agree	NOUN	VB	_	0	root	_	_
6	.	.	PUNCT	.	_	3	punct	_	_
7	Angela	Angela	PROPN	NNP	Number=Sing	9	nsubj	_	NE=B-PER
8	Merkel	Merkel	PROPN	NNP	Number=Sing	7	flat	_	NE=B-PER
9	left	leave	VERB	VBD	VerbForm=Fin|Tense=Past	5	parataxis	_	_

`

func TestParseCountsWordsByCharacters(t *testing.T) {
	got, err := Parse(strings.NewReader(goldConllu), strings.NewReader(systemConllu))
	if err != nil {
		t.Fatal(err)
	}
	const want = "Sentences 66.67  Words 94.74  UPOS 84.21  UFeats 84.21  Lemmas 94.74  UAS 73.68  LAS 63.16  LASfull 52.63  CLAS 61.54  words 10  NE 40.0"
	if s := Line(got); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
	_, err = Parse(strings.NewReader(goldConllu), strings.NewReader(goldConllu[:len(goldConllu)-200]))
	if !errors.Is(err, ErrText) {
		t.Errorf("error %v for another text, want ErrText", err)
	}
}

// TestParsePrintsWhatTheReferenceScorerPrints runs where ../shared is.
func TestParsePrintsWhatTheReferenceScorerPrints(t *testing.T) {
	script, err := filepath.Abs("../../../../shared/eval/parse.py")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(script); err != nil {
		t.Skip("../shared/eval/parse.py is not at hand")
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not at hand")
	}
	dir := t.TempDir()
	gold, system := filepath.Join(dir, "gold.conllu"), filepath.Join(dir, "system.conllu")
	for path, text := range map[string]string{gold: goldConllu, system: systemConllu} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, files := range [][2]string{{gold, system}, {gold, gold}, {system, gold}} {
		ms, err := ParseFiles(files[0], files[1])
		if err != nil {
			t.Fatal(err)
		}
		for _, form := range []struct {
			args []string
			got  string
		}{{nil, Line(ms)}, {[]string{"--json"}, JSON(ms)}} {
			want, err := exec.CommandContext(t.Context(), python, append([]string{script, files[0], files[1]}, form.args...)...).Output()
			if err != nil {
				t.Fatalf("parse.py: %v", err)
			}
			if w := strings.TrimSpace(string(want)); form.got != w {
				t.Errorf("got  %s\nwant %s", form.got, w)
			}
		}
	}
}

func FuzzReadParsed(f *testing.F) {
	f.Add(goldConllu)
	f.Add(systemConllu)
	f.Fuzz(func(t *testing.T, text string) {
		ms, err := Parse(strings.NewReader(text), strings.NewReader(text))
		if err != nil {
			return
		}
		for _, m := range ms {
			if !m.Count && (m.Value < 0 || m.Value > 100) {
				t.Errorf("%s is %v", m.Name, m.Value)
			}
		}
	})
}
