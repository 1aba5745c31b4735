package corpus

import (
	"os"
	"path/filepath"
	"testing"

	"casus.dev/casus/internal/grammar"
)

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestReadTreesTakesNamesAndTrust(t *testing.T) {
	path := write(t, "a.conllu", "# sent_id = s1\n"+
		"1-2\tPoland's\t_\t_\t_\t_\t_\t_\t_\t_\n"+
		"1\tPoland\tPoland\tPROPN\tNNP\tNumber=Sing\t3\tnmod:poss\t_\tNE=B-GPE|P=0.90\n"+
		"2\t's\t's\tPART\tPOS\t_\t1\tcase\t_\tP=0.50\n"+
		"2.1\tx\tx\tX\t_\t_\t_\t_\t_\t_\n"+
		"3\tplan\tplan\tNOUN\tNN\tNumber=Sing\t0\troot\t_\t_\n\n")
	sents, err := ReadTrees(path, 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	if len(sents) != 1 || len(sents[0].Words) != 3 || !sents[0].Named || sents[0].ID != "s1" {
		t.Fatalf("got %+v", sents)
	}
	w := sents[0].Words
	if w[0].Name != tagsOf("B", "GPE") || w[0].Trust != 0.9 || w[0].Head != 2 || w[2].Head != -1 || w[2].Trust != 1 {
		t.Errorf("got %+v", w)
	}
	if _, err := ReadTrees(write(t, "b.conllu", "1\tx\n\n"), 0, 100); err == nil {
		t.Error("a line of two columns was read")
	}
}

func TestReadNamesLeavesOpenWhatTheSchemeDoesNotTell(t *testing.T) {
	path := write(t, "a.bio", "American\tB-GPE\nenvoys\tO\nmet\tO\nMonday\tB-TIM\nin\tO\nNew\tB-LOC\nYork\tI-LOC\n\n")
	sents, err := ReadNames(path, Schemes["gmb-voa"], 100)
	if err != nil {
		t.Fatal(err)
	}
	w := sents[0].Words
	outside := uint16(1<<grammar.Outside) | tagsOf("B", "EQP", "MISC") | tagsOf("I", "EQP", "MISC")
	want := []uint16{tagsOf("B", "NORP"), outside, outside, outside, outside, tagsOf("B", "LOC", "GPE"), tagsOf("I", "LOC", "GPE")}
	for i := range want {
		if w[i].Name != want[i] {
			t.Errorf("%s: tags %015b, want %015b", w[i].Form, w[i].Name, want[i])
		}
	}
	if _, err := ReadNames(write(t, "b.bio", "x\tB-FOO\n\n"), Schemes["gmb-voa"], 100); err == nil {
		t.Error("an unknown label was read")
	}
}

func TestTitlesAreNoPartsOfNames(t *testing.T) {
	path := write(t, "a.bio", "Prime\tB-PER\nMinister\tI-PER\nTony\tI-PER\nBlair\tI-PER\nPresident\tB-PER\nleft\tO\n\n")
	sents, err := ReadNames(path, Schemes["gmb-voa"], 100)
	if err != nil {
		t.Fatal(err)
	}
	want := []uint16{1, 1, tagsOf("B", "PER"), tagsOf("I", "PER"), 1}
	for i, w := range want {
		if got := sents[0].Words[i].Name; got != w {
			t.Errorf("%s: tags %015b, want %015b", sents[0].Words[i].Form, got, w)
		}
	}
}

func TestLexiconFixesWhatIsFixed(t *testing.T) {
	s := Sentence{Words: []Word{
		{Form: "went", UPOS: "VERB", Lemma: "go"},
		{Form: "left", UPOS: "VERB", Lemma: "leave"},
		{Form: "left", UPOS: "ADJ", Lemma: "left"},
		{Form: "'s", UPOS: "AUX", Lemma: "be"},
		{Form: "'s", UPOS: "AUX", Lemma: "have"},
		{Form: "plan", UPOS: "NOUN", Lemma: "plan"},
	}}
	got := Lexicon([]Sentence{s})
	want := []string{"left\tVERB\tleave", "went\tVERB\tgo"}
	if len(got) != len(want) || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestLowerNames(t *testing.T) {
	person := exact("B-PER")
	named := Sentence{ID: "a", Tree: true, Named: true, Words: []Word{{Form: "Anna", Name: person}, {Form: "Left", Name: 1 << grammar.Outside}}}
	plain := Sentence{ID: "b", Named: true, Words: []Word{{Form: "Gone", Name: 1 << grammar.Outside}}}
	unmarked := Sentence{ID: "c", Words: []Word{{Form: "Anna", Name: person}}}
	got := LowerNames([]Sentence{plain, named}, []Sentence{unmarked})
	if len(got) != 1 || got[0].ID != "a" || got[0].Tree || !got[0].Named {
		t.Fatalf("got %+v, want sentence a alone, with names and without a tree", got)
	}
	if w := got[0].Words; w[0].Form != "anna" || w[0].Name != person || w[1].Form != "left" {
		t.Errorf("got %+v, want the words in lower case with their names", w)
	}
	if named.Words[0].Form != "Anna" {
		t.Error("the sentence itself was changed")
	}
}
