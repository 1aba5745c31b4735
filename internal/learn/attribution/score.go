package attribution

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"casus.dev/casus/event"
	"casus.dev/casus/internal/extract/statement"
	"casus.dev/casus/nlp"
)

// Ratio counts what precision and recall need.
type Ratio struct{ Right, Found, Gold int }

// F1 returns the harmonic mean of precision and recall in [0, 1].
func (r Ratio) F1() float64 {
	if r.Found+r.Gold == 0 {
		return 0
	}
	return 2 * float64(r.Right) / float64(r.Found+r.Gold)
}

// String returns precision, recall and F1 in per cent.
func (r Ratio) String() string {
	share := func(n int) float64 { return 100 * float64(r.Right) / float64(max(1, n)) }
	return fmt.Sprintf("%.1f/%.1f/%.1f", share(r.Found), share(r.Gold), 100*r.F1())
}

// Score compares found attributions with gold ones, word by word, punctuation
// apart.
type Score struct {
	Half   Ratio // the content's Dice is 0.5 or more and the sources share a word, or both are empty
	Exact  Ratio // content and source have the same words
	Direct Ratio // Half, of direct quotations
	Cue    Ratio // the cue has the same words
}

// String returns one line.
func (s Score) String() string {
	return fmt.Sprintf("link50 %v  exact %v  direct %v  cue %v", s.Half, s.Exact, s.Direct, s.Cue)
}

type item struct {
	source, cue, content map[int]bool
	direct               bool
}

// Add adds the counts of one document.
func (s *Score) Add(d *nlp.Doc, found []event.Statement, gold []statement.Attribution) {
	spans := func(ranges []nlp.Range) []nlp.Span {
		var out []nlp.Span
		for _, r := range ranges {
			out = append(out, d.SpanOf(r))
		}
		return out
	}
	var sys, ref []item
	for i := range found {
		f := &found[i]
		if len(f.Via) > 0 {
			continue // the data have the outermost ones only
		}
		it := newItem(d, statement.Attribution{Source: spans(f.Speaker.Spans), Content: spans(f.Content)})
		it.cue, it.direct = wordsOf(d, spans(f.Cue)), f.Kind == event.Direct
		sys = append(sys, it)
	}
	for _, g := range gold {
		it := newItem(d, g)
		it.direct = statement.Quoted(d, g.Content) >= 0.9
		ref = append(ref, it)
	}
	s.add(sys, ref)
}

func newItem(d *nlp.Doc, a statement.Attribution) item {
	return item{source: wordsOf(d, a.Source), cue: wordsOf(d, []nlp.Span{a.Cue}), content: wordsOf(d, a.Content)}
}

// wordsOf returns the words of spans that hold a letter or a digit.
func wordsOf(d *nlp.Doc, spans []nlp.Span) map[int]bool {
	out := map[int]bool{}
	for _, sp := range spans {
		for i := sp.Start; i < sp.End; i++ {
			if strings.ContainsFunc(d.Form(i), func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
				out[i] = true
			}
		}
	}
	return out
}

// pair is a gold item i and a found item j with how far their words agree.
type pair struct {
	dice, cue, source float64
	i, j              int
}

// right reports whether the contents agree by half and the sources share a
// word or are both empty.
func (p pair) right(sys, ref []item) bool {
	return p.dice >= 0.5 && (p.source > 0 || len(ref[p.i].source)+len(sys[p.j].source) == 0)
}

// align pairs items one to one, those whose contents agree most first.
func align(sys, ref []item) []pair {
	var pairs []pair
	for i := range ref {
		for j := range sys {
			if p := (pair{dice(ref[i].content, sys[j].content), dice(ref[i].cue, sys[j].cue), dice(ref[i].source, sys[j].source), i, j}); p.dice > 0 {
				pairs = append(pairs, p)
			}
		}
	}
	slices.SortFunc(pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.dice, a.dice), cmp.Compare(b.cue, a.cue), cmp.Compare(b.source, a.source), a.i-b.i, a.j-b.j)
	})
	usedI, usedJ := map[int]bool{}, map[int]bool{}
	var out []pair
	for _, p := range pairs {
		if !usedI[p.i] && !usedJ[p.j] {
			usedI[p.i], usedJ[p.j] = true, true
			out = append(out, p)
		}
	}
	return out
}

func (s *Score) add(sys, ref []item) {
	for _, r := range []*Ratio{&s.Half, &s.Exact, &s.Cue} {
		r.Found += len(sys)
		r.Gold += len(ref)
	}
	for _, x := range sys {
		s.Direct.Found += count(x.direct)
	}
	for _, x := range ref {
		s.Direct.Gold += count(x.direct)
	}
	for _, p := range align(sys, ref) {
		g, f := ref[p.i], sys[p.j]
		right := p.right(sys, ref)
		s.Half.Right += count(right)
		s.Direct.Right += count(right && g.direct)
		s.Exact.Right += count(p.dice == 1 && (p.source == 1 || len(g.source)+len(f.source) == 0))
		s.Cue.Right += count(p.cue == 1)
	}
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

func dice(a, b map[int]bool) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	n := 0
	for k := range a {
		if b[k] {
			n++
		}
	}
	return 2 * float64(n) / float64(len(a)+len(b))
}
