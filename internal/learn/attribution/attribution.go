// Package attribution trains the model of package statement: two linear-chain
// conditional random fields over hashed features, one that tags cues, one
// that tags, for each cue, the words of its source and its content.
//
// Both learn by stochastic gradient with AdaGrad rates. Features seen fewer
// than three times are left out, 40 % of the features of each word are dropped
// at random in each pass, and the weights of the passes after the second are
// averaged: the annotation has many words seen once and annotators who
// differ, and without this the chains learn them by heart. The data are those
// of PolNeAR (Newell, Margolin and Ruths 2018) in JSON Lines.
package attribution

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"casus.dev/casus/internal/extract/statement"
	"casus.dev/casus/nlp"
)

// Document is one annotated article. Offsets are code points of Text.
type Document struct {
	ID           string        `json:"id"`
	Text         string        `json:"text"`
	Attributions []Attribution `json:"attributions"`
}

// Attribution is one annotated statement: pairs of code points.
type Attribution struct {
	Source  [][2]int `json:"source"`
	Cue     [][2]int `json:"cue"`
	Content [][2]int `json:"content"`
}

// maxLine bounds a line of the data; the longest article of PolNeAR is 90 kB.
const maxLine = 16 << 20

// Read reads documents in JSON Lines.
func Read(r io.Reader) ([]Document, error) {
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 0, 1<<20), maxLine)
	var out []Document
	for line := 1; sc.Scan(); line++ {
		if len(sc.Bytes()) == 0 {
			continue
		}
		var d Document
		if err := json.Unmarshal(sc.Bytes(), &d); err != nil {
			return nil, fmt.Errorf("attribution: line %d: %w", line, err)
		}
		if d.Text == "" {
			return nil, fmt.Errorf("attribution: line %d: %w", line, errors.New("no text"))
		}
		out = append(out, d)
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("attribution: %w", err)
	}
	return out, nil
}

// Align returns the attributions of doc as words of d, which holds its text.
// A word belongs to a span that it overlaps. Attributions without cue or
// without content are left out.
func Align(d *nlp.Doc, doc *Document) []statement.Attribution {
	at := make([]int, 0, len(doc.Text)+1) // code point -> byte
	for i := range doc.Text {
		at = append(at, i)
	}
	at = append(at, len(doc.Text))
	words := func(pairs [][2]int) []nlp.Span {
		var out []nlp.Span
		for _, p := range pairs {
			if p[0] < 0 || p[1] >= len(at) || p[0] >= p[1] {
				continue
			}
			s := d.SpanOf(nlp.Range{Start: at[p[0]], End: at[p[1]]})
			if s.Len() <= 0 {
				continue
			}
			if n := len(out); n > 0 && s.Start <= out[n-1].End && s.Start >= out[n-1].Start {
				out[n-1].End = max(out[n-1].End, s.End)
				continue
			}
			out = append(out, s)
		}
		return out
	}
	var out []statement.Attribution
	for _, a := range doc.Attributions {
		cue := words(a.Cue)
		g := statement.Attribution{Source: words(a.Source), Content: words(a.Content)}
		if len(cue) == 0 || len(g.Content) == 0 {
			continue
		}
		g.Cue = cue[0]
		if e := d.Sents[d.SentOf(g.Cue.Start)].Span.End; g.Cue.End > e {
			g.Cue.End = e
		}
		out = append(out, g)
	}
	return out
}

// CodePoints returns the byte range r of text in code points.
func CodePoints(text string, r nlp.Range) [2]int {
	from := utf8.RuneCountInString(text[:r.Start])
	return [2]int{from, from + utf8.RuneCountInString(text[r.Start:r.End])}
}
