package score_test

import (
	"errors"
	"strings"
	"testing"

	"casus.dev/casus/internal/measure/score"
	"casus.dev/casus/nlp"
)

const corefText = "Ana Reis met Jo Pell . She thanked him . It rained ."

// corefDoc makes a Doc of corefText whose words stand between blanks.
func corefDoc(links ...nlp.Link) *nlp.Doc {
	d := nlp.New(corefText)
	at := 0
	for f := range strings.FieldsSeq(corefText) {
		i := at + strings.Index(corefText[at:], f)
		d.Words = append(d.Words, nlp.Range{Start: i, End: i + len(f)})
		at = i + len(f)
	}
	d.Links = links
	return d
}

func corefMention(words string) score.CorefMention {
	i := strings.Index(corefText, words)
	return score.CorefMention{Start: i, End: i + len(words), Words: words}
}

func corefGold() *score.CorefGold {
	ana, jo, she, him := corefMention("Ana Reis"), corefMention("Jo Pell"), corefMention("She"), corefMention("him")
	return &score.CorefGold{
		ID: "own", Text: corefText,
		Entities: []score.CorefEntity{
			{ID: "A", Mentions: []score.CorefMention{ana, she}},
			{ID: "J", Mentions: []score.CorefMention{jo, him}},
		},
		Links: []score.CorefLink{
			{CorefMention: she, Kind: "pronoun", Antecedent: ana, Entity: "A"},
			{CorefMention: him, Kind: "pronoun", Antecedent: jo, Entity: "J"},
		},
		None: []score.CorefMention{corefMention("It")},
	}
}

func TestCoref(t *testing.T) {
	var (
		ana, jo  = nlp.Span{Start: 0, End: 2}, nlp.Span{Start: 3, End: 5}
		she, him = nlp.Span{Start: 6, End: 7}, nlp.Span{Start: 8, End: 9}
		it       = nlp.Span{Start: 10, End: 11}
		thanked  = nlp.Span{Start: 7, End: 8}
		link     = func(a, b nlp.Span) nlp.Link { return nlp.Link{Span: a, Antecedent: b, Reason: "pronoun"} }
		row      = func(p, r, f int) score.CorefRow {
			return score.CorefRow{Kind: "all", Predicted: p, Right: r, Gold: 2, Found: f}
		}
	)
	for _, c := range []struct {
		name    string
		links   []nlp.Link
		want    score.CorefRow
		uncoded int
	}{
		{"nothing predicted", nil, row(0, 0, 0), 0},
		{"both right", []nlp.Link{link(she, ana), link(him, jo)}, row(2, 2, 2), 0},
		{"one wrong", []nlp.Link{link(she, jo), link(him, jo)}, row(2, 1, 1), 0},
		{"a link where nothing is taken up", []nlp.Link{link(it, jo)}, row(1, 0, 0), 0},
		{"a first mention linked to another entity", []nlp.Link{link(jo, ana)}, row(1, 0, 0), 0},
		{"a first mention linked to its own entity", []nlp.Link{link(ana, she)}, row(0, 0, 0), 0},
		{"words that are not coded", []nlp.Link{link(thanked, jo)}, row(0, 0, 0), 1},
		{"a chain over words that are not coded", []nlp.Link{link(thanked, ana), link(she, thanked)}, row(1, 1, 1), 1},
		{"a part of the name", []nlp.Link{link(she, nlp.Span{Start: 1, End: 2})}, row(1, 1, 1), 0},
		{"a circle", []nlp.Link{link(thanked, thanked), link(she, thanked)}, row(1, 0, 0), 1},
	} {
		var s score.CorefScore
		if err := s.Add(corefGold(), corefDoc(c.links...)); err != nil {
			t.Fatal(err)
		}
		rows := s.Rows()
		if got := rows[len(rows)-1]; got != c.want || s.Uncoded != c.uncoded {
			t.Errorf("%s: %+v and %d uncoded, want %+v and %d", c.name, got, s.Uncoded, c.want, c.uncoded)
		}
		if wrong := rows[len(rows)-1]; len(s.Mistakes) < 2-wrong.Found {
			t.Errorf("%s: %d mistakes listed, want at least %d", c.name, len(s.Mistakes), 2-wrong.Found)
		}
	}
}

func TestCorefGoldIsChecked(t *testing.T) {
	for name, spoil := range map[string]func(*score.CorefGold){
		"other words":         func(g *score.CorefGold) { g.None[0].Words = "Us" },
		"beyond the text":     func(g *score.CorefGold) { g.Entities[0].Mentions[0].End = 900 },
		"another entity":      func(g *score.CorefGold) { g.Links[0].Entity = "J" },
		"its own antecedent":  func(g *score.CorefGold) { g.Links[0].Antecedent = g.Links[0].CorefMention },
		"no antecedent known": func(g *score.CorefGold) { g.Links[0].Antecedent = corefMention("met") },
	} {
		g := corefGold()
		spoil(g)
		var s score.CorefScore
		if err := s.Add(g, corefDoc()); !errors.Is(err, score.ErrCoref) {
			t.Errorf("%s: error %v, want %v", name, err, score.ErrCoref)
		}
	}
	g := corefGold()
	g.Text += " "
	var s score.CorefScore
	if err := s.Add(g, corefDoc()); !errors.Is(err, score.ErrText) {
		t.Errorf("another text: error %v, want %v", err, score.ErrText)
	}
}
