package main

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"casus.dev/casus/internal/serve/export"
	"casus.dev/casus/nlp"
)

// arc is a drawn edge of a tree: lines from and to, counted from the top,
// from < to, and the column in which it runs, counted from the words.
type arc struct {
	from, to, column int
	up               bool // the arrow points at from
}

// drawTree draws the tree of one sentence of d: a line for each word with the
// arcs on its left, an arrowhead at each dependent, and behind the word its
// relation, tag and lemma. Nothing of the text gets out as a control character.
func drawTree(w io.Writer, d *nlp.Doc, sentence int) error {
	s := d.Sents[sentence].Span
	arcs := layArcs(d, s)
	width := 0
	for _, a := range arcs {
		width = max(width, a.column+1)
	}
	forms, rels := 0, 4
	for i := s.Start; i < s.End; i++ {
		forms, rels = max(forms, utf8.RuneCountInString(export.Plain(d.Form(i)))), max(rels, len(d.Rel[i]))
	}
	b := bufio.NewWriter(w)
	for i := s.Start; i < s.End; i++ {
		fmt.Fprintf(b, "%s %-*s  %-*s", arcLine(arcs, i-s.Start, width), forms, export.Plain(d.Form(i)), rels, d.Rel[i])
		if d.UPOS != nil {
			fmt.Fprintf(b, "  %-5s", d.UPOS[i])
		}
		if d.Lemma != nil {
			fmt.Fprintf(b, "  %s", export.Plain(d.Lemma[i]))
		}
		b.WriteByte('\n')
	}
	if err := b.Flush(); err != nil {
		return fmt.Errorf("draw tree: %w", err)
	}
	return nil
}

// layArcs gives each edge the innermost column that is free along it, the
// short edges first.
func layArcs(d *nlp.Doc, s nlp.Span) []arc {
	var arcs []arc
	for i := s.Start; i < s.End; i++ {
		if h := int(d.Head[i]); h != nlp.Root {
			arcs = append(arcs, arc{from: min(h, i) - s.Start, to: max(h, i) - s.Start, up: i < h})
		}
	}
	slices.SortStableFunc(arcs, func(a, b arc) int { return cmp.Compare(a.to-a.from, b.to-b.from) })
	for k := range arcs {
		for used := true; used; {
			used = false
			for _, o := range arcs[:k] {
				if o.column == arcs[k].column && o.from <= arcs[k].to && arcs[k].from <= o.to {
					arcs[k].column++
					used = true
				}
			}
		}
	}
	return arcs
}

// arcLine draws the arcs that pass or touch a line, from the outermost column
// to the words.
func arcLine(arcs []arc, line, width int) string {
	out := []rune(fmt.Sprintf("%*s", 2*width+1, ""))
	for _, a := range arcs {
		at := 2 * (width - 1 - a.column)
		switch {
		case line > a.from && line < a.to:
			if out[at] == ' ' {
				out[at] = '│'
			} else {
				out[at] = '┼'
			}
		case line == a.from || line == a.to:
			corner := '┌'
			if line == a.to {
				corner = '└'
			}
			if out[at] == '─' {
				corner = map[rune]rune{'┌': '┬', '└': '┴'}[corner]
			}
			out[at] = corner
			for x := at + 1; x < len(out); x++ {
				switch out[x] {
				case ' ':
					out[x] = '─'
				case '│':
					out[x] = '┼'
				case '┌':
					out[x] = '┬'
				case '└':
					out[x] = '┴'
				}
			}
			if (line == a.from) == a.up {
				out[len(out)-1] = '>'
			}
		}
	}
	return string(out)
}
