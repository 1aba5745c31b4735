package provenance_test

import (
	"slices"
	"testing"

	"casus.dev/casus/event"
	"casus.dev/casus/internal/ground/provenance"
	"casus.dev/casus/nlp"
)

// doc makes a Doc of sentences of one word each; only ranges and kinds count.
func doc(kinds []nlp.Kind, sentences ...string) *nlp.Doc {
	d := &nlp.Doc{}
	for i, s := range sentences {
		at := len(d.Text)
		d.Text += s + "\n"
		d.Words = append(d.Words, nlp.Range{Start: at, End: at + len(s)})
		d.Sents = append(d.Sents, nlp.Sentence{Span: nlp.Span{Start: i, End: i + 1}, Range: nlp.Range{Start: at, End: at + len(s)}, Kind: kinds[i]})
	}
	return d
}

func TestDatelines(t *testing.T) {
	for text, want := range map[string]struct{ agency, place string }{
		"KYIV, Nov 18 (Reuters) -":       {"Reuters", "pl1"},
		"LA PAZ (Andes Wire) -":          {"Andes Wire", "pl1"},
		"JERUSALEM —":                    {"", "pl1"},
		"UNITED NATIONS, Jan. 3 (AP) --": {"AP", "pl1"},
	} {
		d := doc([]nlp.Kind{nlp.Heading, nlp.Body, nlp.Body}, "A title", text, "The text begins.")
		line, _ := provenance.Find(d, []event.Place{{ID: "pl1", Span: nlp.Range{Start: 8, End: 10}}})
		if line == nil || line.Agency != want.agency || line.Place != want.place || d.Slice(line.Span) != text {
			t.Errorf("Find(%q) = %+v, want %+v", text, line, want)
		}
	}
	for _, text := range []string{"The army withdrew on Monday.", "“Never again” -", "Peace talks -"} {
		if line, _ := provenance.Find(doc([]nlp.Kind{nlp.Body}, text), nil); line != nil {
			t.Errorf("Find(%q) = %+v, want none", text, line)
		}
	}
}

func TestCredits(t *testing.T) {
	for text, want := range map[string][]string{
		"Source: Euronews":                             {"Euronews"},
		"(Reuters)":                                    {"Reuters"},
		"Sources: AFP, AP and Sample Wire.":            {"AFP", "AP", "Sample Wire"},
		"This article was first published by The Post": {"The Post"},
		"Reporting by M. Ceban; editing by T. Holm":    nil,
	} {
		_, got := provenance.Find(doc([]nlp.Kind{nlp.Credit}, text), nil)
		if !slices.Equal(got, want) {
			t.Errorf("Find(%q) = %q, want %q", text, got, want)
		}
	}
}
