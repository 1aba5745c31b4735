package segment

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"casus.dev/casus/nlp"
)

// annotate segments text and checks what must hold of any result.
func annotate(t *testing.T, s *Segmenter, text string) *nlp.Doc {
	t.Helper()
	d := nlp.New(text)
	if err := s.Annotate(t.Context(), d); err != nil {
		t.Fatalf("Annotate(%.60q): %v", text, err)
	}
	checkCover(t, d)
	return d
}

// checkCover fails unless d.Check passes, d's text is covered but for white
// space, and no word holds white space or half a character.
func checkCover(t *testing.T, d *nlp.Doc) {
	t.Helper()
	if err := d.Check(); err != nil {
		t.Fatalf("Check after Annotate(%.60q): %v", d.Text, err)
	}
	at, valid := 0, utf8.ValidString(d.Text)
	for i, w := range d.Words {
		if w.Len() == 0 {
			t.Fatalf("word %d of %.60q is empty", i, d.Text)
		}
		if gap := strings.TrimFunc(d.Text[at:w.Start], isSpace); gap != "" {
			t.Fatalf("%q before word %d of %.60q is in no word", gap, i, d.Text)
		}
		if form := d.Text[w.Start:w.End]; valid && (!utf8.ValidString(form) || strings.ContainsFunc(form, isSpace)) {
			t.Fatalf("word %d of %.60q is %q", i, d.Text, form)
		}
		at = w.End
	}
	if rest := strings.TrimFunc(d.Text[at:], isSpace); rest != "" {
		t.Fatalf("%.60q after the last word of %.60q is in no word", rest, d.Text)
	}
}

// tokens writes the words of d, "|" inside multiword tokens, " " between tokens.
func tokens(d *nlp.Doc) string {
	var b strings.Builder
	m := 0
	for i, w := range d.Words {
		for m < len(d.Multi) && d.Multi[m].End <= i {
			m++
		}
		if i > 0 {
			if m < len(d.Multi) && d.Multi[m].Start < i && i < d.Multi[m].End {
				b.WriteByte('|')
			} else {
				b.WriteByte(' ')
			}
		}
		b.WriteString(d.Slice(w))
	}
	return b.String()
}

func TestWords(t *testing.T) {
	s := New()
	for _, c := range []struct{ in, want string }{
		{"US-supplied missiles", "US - supplied missiles"},
		{"anti-ship, pre-war, e-mail, co-workers, non-Arab", "anti-ship , pre-war , e-mail , co-workers , non-Arab"},
		{"al-Qaeda's leader", "al - Qaeda|'s leader"},
		{"Russia's and Russia’s", "Russia|'s and Russia|’s"},
		{"We don't, won’t and can't.", "We do|n't , wo|n’t and ca|n't ."},
		{"couldn't've", "could|n't|'ve"},
		{"I'm sure they'll say we've", "I|'m sure they|'ll say we|'ve"},
		{"cannot", "can|not"},
		{"the workers' party", "the workers|' party"},
		{"'the workers' said", "' the workers ' said"},
		{"O'Neill's horses", "O'Neill|'s horses"},
		{"Qur'an and Sana'a", "Qur'an and Sana'a"},
		{"in the '90s and 1990s", "in the '90s and 1990s"},
		{"at 5 a.m. in the U.S. on Jan. 5.", "at 5 a.m. in the U.S. on Jan. 5 ."},
		{"Gen. J. R. Smith met Sen. Lee.", "Gen. J. R. Smith met Sen. Lee ."},
		{"No. 5 said no. Then", "No. 5 said no . Then"},
		{"$1.5bn, €2,000 and 3.5%", "$ 1.5 bn , € 2,000 and 3.5 %"},
		{"US$5m and C$3", "US$ 5 m and C$ 3"},
		{"20th, 5:30pm, 10:00-11:00", "20th , 5:30 pm , 10:00 - 11:00"},
		{"9/11 on 11/28/2000, 1/2", "9/11 on 11/28/2000 , 1 / 2"},
		{"call 713-853-3989 on 2024-11-18, pages 3-4", "call 713-853-3989 on 2024-11-18 , pages 3 - 4"},
		{"wait... what?! No…", "wait ... what ?! No …"},
		{"and/or", "and / or"},
		{"see https://example.org/a_(b)?c=d.", "see https://example.org/a_(b)?c=d ."},
		{"mail a.b@example.org, or www.example.com!", "mail a.b@example.org , or www.example.com !"},
		{"@handle and #hashtag, # 1", "@handle and #hashtag , # 1"},
		{"AT&T and B&B", "AT&T and B&B"},
		{"the end.The start", "the end . The start"},
		{"“Yes,” she said. ‘No’", "“ Yes , ” she said . ‘ No ’"},
		{"``quoted'' --", "`` quoted '' --"},
		{"F-16s, S-300 and T-72", "F - 16s , S - 300 and T - 72"},
		{"Café Zürich naïve", "Café Zürich naïve"},
		{"a\u00a0b\u200bc\ufeff", "a b c"},
		{"its a pity but its core", "it|s a pity but its core"},
		{"((((((((", "(((((((("},
		{"((a))", "( ( a ) )"},
		{"", ""},
		{" \n\t ", ""},
		{"\xff\xfe bad", "\xff \xfe bad"},
		{"👍🏽 ok", "👍🏽 ok"},
	} {
		if got := tokens(annotate(t, s, c.in)); got != c.want {
			t.Errorf("words of %q = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestSentences(t *testing.T) {
	s := New()
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"He left. She stayed.", []string{"He left.", "She stayed."}},
		{"Mr. Smith met Gen. Lee in Washington, D.C. on Monday.", []string{"Mr. Smith met Gen. Lee in Washington, D.C. on Monday."}},
		{"George W. Bush spoke. No one heard.", []string{"George W. Bush spoke.", "No one heard."}},
		{"Troops will leave the U.S. The minister said so.", []string{"Troops will leave the U.S.", "The minister said so."}},
		{`"We are done," he said. "Go home."`, []string{`"We are done," he said.`, `"Go home."`}},
		{`He said: "It is over." Then he left.`, []string{`He said: "It is over."`, "Then he left."}},
		{"“Stop!” she cried. ‘Never.’", []string{"“Stop!” she cried.", "‘Never.’"}},
		{"Prices rose 3.5 percent. Oil fell.", []string{"Prices rose 3.5 percent.", "Oil fell."}},
		{"KYIV, Nov 18 (Reuters) - Russia fired missiles.", []string{"KYIV, Nov 18 (Reuters) -", "Russia fired missiles."}},
		{"ADDIS ABABA, Ethiopia, Nov. 18 (AP) — Talks failed.", []string{"ADDIS ABABA, Ethiopia, Nov. 18 (AP) —", "Talks failed."}},
		{"One line\nAnother line", []string{"One line", "Another line"}},
		{"the end\r\n\r\nA start", []string{"the end", "A start"}},
		{
			"The minister told reporters in the capital on Monday that\nhis government would not accept the terms of the deal that\nthe other side had offered. He left.",
			[]string{"The minister told reporters in the capital on Monday that\nhis government would not accept the terms of the deal that\nthe other side had offered.", "He left."},
		},
	} {
		d := annotate(t, s, c.in)
		var got []string
		for _, x := range d.Sents {
			got = append(got, d.Slice(x.Range))
		}
		if strings.Join(got, "¶") != strings.Join(c.want, "¶") {
			t.Errorf("sentences of %q = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestKindsOfLines(t *testing.T) {
	s := New()
	const before, after = "The talks ended on Monday without a result.\n", "\nBoth sides left the city the same day."
	for _, c := range []struct {
		line string
		want nlp.Kind
	}{
		{"Reactions from Key Players", nlp.Heading},
		{"What happens now", nlp.Heading},
		{"CORRECTION:", nlp.Heading},
		{"The army has sent four brigades to the northern border", nlp.Body},
		{"The minister said:", nlp.Body},
		{"Putin is in Moscow.", nlp.Body},
		{"• Two tanks", nlp.Body},
		{"The army has sent four brigades to the border with its northern neighbour this week and more are to follow", nlp.Body},
		{"Source: Euronews", nlp.Credit},
		{"(Reporting by Ann Lee in Kyiv; Editing by Bo van der Li)", nlp.Credit},
		{"Reporting by the network has shown that the army lied.", nlp.Body},
		{"By Ann Lee and Bo Li", nlp.Credit},
		{"By Monday the army had left.", nlp.Body},
		{"Associated Press writer Ann Lee contributed to this report.", nlp.Credit},
		{"FILE PHOTO: Soldiers near the border", nlp.Caption},
		{"Soldiers near the border. REUTERS/Ann Lee", nlp.Caption},
		{"Photo: Ann Lee", nlp.Caption},
		{"Photos show the damage.", nlp.Body},
		{"Read more: What we know so far", nlp.Boilerplate},
		{"Sign up for our newsletter", nlp.Boilerplate},
		{"Advertisement", nlp.Boilerplate},
		{"Copyright 2024 Example Press. All rights reserved.", nlp.Boilerplate},
		{"Copyright law protects the text.", nlp.Body},
		{"© 2024 Example", nlp.Boilerplate},
		{"* * *", nlp.Boilerplate},
		{"width:100px;", nlp.Boilerplate},
	} {
		d := annotate(t, s, before+c.line+after)
		if got := d.Sents[1].Kind; got != c.want {
			t.Errorf("kind of %q = %v, want %v", c.line, got, c.want)
		}
		if d.Sents[0].Kind != nlp.Body || d.Sents[len(d.Sents)-1].Kind != nlp.Body {
			t.Errorf("the sentences around %q are no body", c.line)
		}
	}
}

func TestOneLineIsBody(t *testing.T) {
	d := annotate(t, New(), "US Troops Leave Iraq")
	if d.Sents[0].Kind != nlp.Body {
		t.Errorf("kind = %v, want body: there is no text that it could be the heading of", d.Sents[0].Kind)
	}
}

func TestAnnotateStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := New().Annotate(ctx, nlp.New("A text.")); !errors.Is(err, context.Canceled) {
		t.Errorf("Annotate = %v, want %v", err, context.Canceled)
	}
}

// hostile texts that once made segmenters slow or greedy.
func hostile(n int) map[string]string {
	return map[string]string{
		"letters":     strings.Repeat("a", n),
		"brackets":    strings.Repeat("(", n),
		"stops":       strings.Repeat("a.", n/2),
		"hyphens":     strings.Repeat("ab-", n/3),
		"apostrophes": strings.Repeat("a'", n/2),
		"urls":        strings.Repeat("www.!", n/5),
		"lines":       strings.Repeat("a\n", n/2),
		"blank lines": strings.Repeat("\n", n),
		"wrapped":     strings.Repeat(strings.Repeat("word ", 13)+"\n", n/66),
		"digits":      strings.Repeat("1-", n/2),
		"words":       strings.Repeat("The cat. ", n/9),
		"marks":       strings.Repeat("\u0301", n/2),
		"invalid":     strings.Repeat("\xe2\x80", n/2),
		"quotes":      strings.Repeat("\"'", n/2),
	}
}

func TestHostileTexts(t *testing.T) {
	s := New()
	for name, text := range hostile(1 << 20) {
		t.Run(name, func(t *testing.T) { annotate(t, s, text) })
	}
}

func TestBoundaryWeightsAreThoseOfTheirReadme(t *testing.T) {
	readme, err := os.ReadFile("data/README.md")
	if err != nil {
		t.Fatal(err)
	}
	if sum := fmt.Sprintf("%x", sha256.Sum256(boundaryData)); !strings.Contains(string(readme), sum) {
		t.Errorf("data/README.md does not name the hash %s of boundary.bin", sum)
	}
	if _, err := readWeights(boundaryData[1:]); !errors.Is(err, errWeights) {
		t.Errorf("readWeights of a broken file = %v, want %v", err, errWeights)
	}
}

func TestTrainIsRepeatable(t *testing.T) {
	text := "One came. Two left. Mr. Three stayed. Four?"
	ends := map[int]bool{9: true, 19: true, 37: true, 43: true}
	a := Train([]Sample{{text, ends}}, TrainOptions{Seed: 7})
	b := Train([]Sample{{text, ends}}, TrainOptions{Seed: 7})
	if string(a) != string(b) {
		t.Error("two runs with one seed differ")
	}
	w, err := readWeights(a)
	if err != nil {
		t.Fatal(err)
	}
	d := annotate(t, &Segmenter{weights: w}, text)
	if len(d.Sents) != 4 {
		t.Errorf("%d sentences in the text that it was trained on, want 4", len(d.Sents))
	}
}

func FuzzAnnotate(f *testing.F) {
	for _, text := range hostile(60) {
		f.Add(text)
	}
	f.Add("KYIV, Nov 18 (Reuters) - Don't go.\n\nBy Ann Lee\n\nIt’s over… (AP)")
	s := New()
	f.Fuzz(func(t *testing.T, text string) { annotate(t, s, text) })
}

func BenchmarkAnnotate(b *testing.B) {
	text, err := os.ReadFile("testdata/bench.txt")
	if err != nil {
		b.Fatal(err)
	}
	s := New()
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	sentences := 0
	for b.Loop() {
		d := nlp.New(string(text))
		if err := s.Annotate(b.Context(), d); err != nil {
			b.Fatal(err)
		}
		sentences += len(d.Sents)
	}
	b.ReportMetric(float64(sentences)/b.Elapsed().Seconds(), "sentences/s")
}
