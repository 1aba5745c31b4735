package actor

import (
	"cmp"
	"slices"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

func sortMentions(m []event.Mention) {
	slices.SortStableFunc(m, func(a, b event.Mention) int {
		return cmp.Or(cmp.Compare(a.Words.Start, b.Words.Start), cmp.Compare(b.Words.End, a.Words.End))
	})
}

// sortActors orders actors by first mention; of two in the same words the one
// that was found first comes first.
func sortActors(order []int32, actors []event.Actor) {
	slices.SortStableFunc(order, func(a, b int32) int {
		x, y := actors[a].Mentions[0].Words, actors[b].Mentions[0].Words
		return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(y.End, x.End), cmp.Compare(a, b))
	})
}

// wordsOf cuts a phrase into words at spaces and around punctuation, for text
// that no reader has seen.
func wordsOf(text string) *nlp.Doc {
	d := nlp.New(text)
	start := -1
	flush := func(end int) {
		if start >= 0 && end > start {
			w := text[start:end]
			if stem, ok := cutPossessive(w); ok {
				d.Words = append(d.Words, nlp.Range{Start: start, End: start + len(stem)})
				if start+len(stem) < end {
					d.Words = append(d.Words, nlp.Range{Start: start + len(stem), End: end})
				}
			} else {
				d.Words = append(d.Words, nlp.Range{Start: start, End: end})
			}
		}
		start = -1
	}
	for i, r := range text {
		switch r {
		case ' ', '\t', '\n', '\u00a0':
			flush(i)
		case ',', ';', ':', '(', ')', '"', '“', '”', '?', '!':
			flush(i)
			d.Words = append(d.Words, nlp.Range{Start: i, End: i + len(string(r))})
		default:
			if start < 0 {
				start = i
			}
		}
	}
	flush(len(text))
	if n := len(d.Words); n > 0 {
		d.Sents = []nlp.Sentence{{Span: nlp.Span{Start: 0, End: n}, Range: nlp.Range{Start: 0, End: len(text)}}}
	}
	return d
}

// withArticle returns a country's name as it stands after "of".
func withArticle(name string) string {
	for _, end := range [...]string{"States", "Kingdom", "Emirates", "Netherlands", "Philippines", "Islands", "Republic", "Union", "Bahamas", "Maldives", "Comoros"} {
		if strings.HasSuffix(name, end) {
			return "the " + name
		}
	}
	if strings.Contains(name, "Republic of") {
		return "the " + name
	}
	return name
}
