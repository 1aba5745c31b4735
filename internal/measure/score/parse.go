package score

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ErrText says that gold and system annotate different texts.
var ErrText = errors.New("score: the texts differ")

// A Measure is one figure: F1 in percent, rounded to two places, or a count.
type Measure struct {
	Name  string
	Value float64
	Count bool
}

// String returns the value with at least one decimal, or as a whole number.
func (m Measure) String() string {
	if m.Count {
		return strconv.Itoa(int(m.Value))
	}
	s := strings.TrimRight(strconv.FormatFloat(m.Value, 'f', 2, 64), "0")
	if strings.HasSuffix(s, ".") {
		s += "0"
	}
	return s
}

// functional are the relations that CLAS leaves out.
var functional = map[string]bool{
	"aux": true, "cop": true, "mark": true, "det": true, "clf": true, "case": true, "cc": true, "punct": true,
}

// place is where a word stands in the text without white space: the code
// points of its token, and which word of the token it is.
type place struct{ start, end, index int }

type parsedWord struct {
	at   place
	cols [10]string
	head int // position among all words, -1 for the root
}

type parsed struct {
	text  []rune
	words []parsedWord
	ends  map[int]bool // where sentences end
}

// Parse compares CoNLL-U annotations of the same text, as the CoNLL 2018
// shared task does: words are aligned by their characters, white space aside.
// It returns, in this order, F1 of Sentences, Words, UPOS, UFeats, Lemmas,
// UAS, LAS and CLAS (relations without subtypes), LASfull (with them), the
// number of gold words, and NE where the gold has names (exact spans of the
// BIO labels "NE=" in MISC, GPE counted as LOC). It returns ErrText if the
// texts differ.
func Parse(gold, system io.Reader) ([]Measure, error) {
	g, err := readParsed(gold)
	if err != nil {
		return nil, fmt.Errorf("score: gold: %w", err)
	}
	s, err := readParsed(system)
	if err != nil {
		return nil, fmt.Errorf("score: system: %w", err)
	}
	if !slices.Equal(g.text, s.text) {
		n := 0
		for n < min(len(g.text), len(s.text)) && g.text[n] == s.text[n] {
			n++
		}
		return nil, fmt.Errorf("%w at character %d: gold %q, system %q", ErrText, n, g.excerpt(n), s.excerpt(n))
	}
	return compare(g, s), nil
}

func (p *parsed) excerpt(n int) string { return string(p.text[n:min(n+30, len(p.text))]) }

// pair is an aligned word: its positions in gold and system.
type pair struct{ g, s int }

func compare(g, s *parsed) []Measure {
	at := make(map[place]int, len(s.words))
	for i := range s.words {
		at[s.words[i].at] = i
	}
	toGold := map[int]int{}
	var both []pair
	for i := range g.words {
		if j, ok := at[g.words[i].at]; ok {
			both = append(both, pair{i, j})
			toGold[j] = i
		}
	}
	f1 := func(ok, ng, ns int) float64 {
		if ng+ns == 0 {
			return 0
		}
		v, _ := strconv.ParseFloat(strconv.FormatFloat(200*float64(ok)/float64(ng+ns), 'f', 2, 64), 64)
		return v
	}
	share := func(pairs []pair, same func(a, b *parsedWord) bool) float64 {
		n := 0
		for _, p := range pairs {
			if same(&g.words[p.g], &s.words[p.s]) {
				n++
			}
		}
		return f1(n, len(g.words), len(s.words))
	}
	column := func(c int) func(a, b *parsedWord) bool {
		return func(a, b *parsedWord) bool { return a.cols[c] == b.cols[c] }
	}
	arcs := sameHeads(g, s, both, toGold)
	ends := 0
	for e := range g.ends {
		if s.ends[e] {
			ends++
		}
	}
	content := 0
	for _, p := range arcs {
		if r := g.words[p.g].rel(); r == s.words[p.s].rel() && !functional[r] {
			content++
		}
	}
	out := []Measure{
		{Name: "Sentences", Value: f1(ends, len(g.ends), len(s.ends))},
		{Name: "Words", Value: f1(len(both), len(g.words), len(s.words))},
		{Name: "UPOS", Value: share(both, column(3))},
		{Name: "UFeats", Value: share(both, func(a, b *parsedWord) bool { return a.feats() == b.feats() })},
		{Name: "Lemmas", Value: share(both, column(2))},
		{Name: "UAS", Value: f1(len(arcs), len(g.words), len(s.words))},
		{Name: "LAS", Value: share(arcs, func(a, b *parsedWord) bool { return a.rel() == b.rel() })},
		{Name: "LASfull", Value: share(arcs, column(7))},
		{Name: "CLAS", Value: f1(content, g.content(), s.content())},
		{Name: "words", Value: float64(len(g.words)), Count: true},
	}
	if ng := g.names(); len(ng) > 0 {
		ns, right := s.names(), 0
		for n := range ng {
			if ns[n] {
				right++
			}
		}
		out = append(out, Measure{Name: "NE", Value: f1(right, len(ng), len(ns))})
	}
	return out
}

// sameHeads returns the aligned words whose heads are aligned.
func sameHeads(g, s *parsed, both []pair, toGold map[int]int) []pair {
	var out []pair
	for _, p := range both {
		hg, hs := g.words[p.g].head, s.words[p.s].head
		if hg < 0 || hs < 0 {
			if hg < 0 && hs < 0 {
				out = append(out, p)
			}
			continue
		}
		if a, ok := toGold[hs]; ok && a == hg {
			out = append(out, p)
		}
	}
	return out
}

func (w *parsedWord) rel() string {
	r, _, _ := strings.Cut(w.cols[7], ":")
	return r
}

func (w *parsedWord) feats() string {
	list := slices.DeleteFunc(strings.Split(w.cols[5], "|"), func(f string) bool { return f == "_" })
	slices.Sort(list)
	return strings.Join(list, "|")
}

func (p *parsed) content() int {
	n := 0
	for i := range p.words {
		if !functional[p.words[i].rel()] {
			n++
		}
	}
	return n
}

type nameSpan struct {
	start, end int
	label      string
}

// names returns the spans of "NE=" labels.
func (p *parsed) names() map[nameSpan]bool {
	found := map[nameSpan]bool{}
	var cur *nameSpan
	closeName := func() {
		if cur != nil {
			found[*cur] = true
		}
		cur = nil
	}
	for i := range p.words {
		tag := "O"
		for m := range strings.SplitSeq(p.words[i].cols[9], "|") {
			if v, ok := strings.CutPrefix(m, "NE="); ok {
				tag = strings.ReplaceAll(v, "GPE", "LOC")
				break
			}
		}
		label := tag[min(2, len(tag)):]
		if cur != nil && (tag == "O" || strings.HasPrefix(tag, "B-") || label != cur.label) {
			closeName()
		}
		if tag != "O" {
			if cur == nil {
				cur = &nameSpan{p.words[i].at.start, p.words[i].at.end, label}
			}
			cur.end = p.words[i].at.end
		}
	}
	closeName()
	return found
}

// parsedReader collects the rows of one sentence.
type parsedReader struct {
	out  parsed
	rows [][10]string
	mwt  map[int][3]string // first word -> first, last, form
}

func readParsed(r io.Reader) (*parsed, error) {
	br := bufio.NewReader(r)
	if magic, _ := br.Peek(2); len(magic) == 2 && magic[0] == 0x1f && magic[1] == 0x8b {
		z, err := gzip.NewReader(br)
		if err != nil {
			return nil, err
		}
		br = bufio.NewReader(z)
	}
	p := parsedReader{out: parsed{ends: map[int]bool{}}, mwt: map[int][3]string{}}
	sc := bufio.NewScanner(br)
	sc.Buffer(nil, 1<<24)
	for n := 1; sc.Scan(); n++ {
		line := sc.Text()
		if line == "" {
			if err := p.flush(); err != nil {
				return nil, err
			}
			continue
		}
		if line[0] == '#' {
			continue
		}
		c := strings.Split(line, "\t")
		if len(c) != 10 {
			return nil, fmt.Errorf("line %d: %d columns, want 10", n, len(c))
		}
		if strings.Contains(c[0], ".") {
			continue
		}
		if a, b, ok := strings.Cut(c[0], "-"); ok {
			first, err := strconv.Atoi(a)
			if err != nil {
				return nil, fmt.Errorf("line %d: bad range %q", n, c[0])
			}
			p.mwt[first] = [3]string{a, b, c[1]}
			continue
		}
		p.rows = append(p.rows, [10]string(c))
	}
	if err := sc.Err(); err != nil {
		return nil, err
	}
	return &p.out, p.flush()
}

func (p *parsedReader) flush() error {
	if len(p.rows) == 0 {
		return nil
	}
	base, last, start, first := len(p.out.words), 0, 0, 0
	for i, c := range p.rows {
		head, err := strconv.Atoi(c[6])
		if err != nil || head < 0 || head > len(p.rows) {
			return fmt.Errorf("head %q of word %q", c[6], c[1])
		}
		w := parsedWord{cols: c, head: base + head - 1}
		if head == 0 {
			w.head = -1
		}
		if m, ok := p.mwt[i+1]; ok {
			if last, err = strconv.Atoi(m[1]); err != nil {
				return fmt.Errorf("range %s-%s", m[0], m[1])
			}
			start, first = len(p.out.text), i
			p.write(m[2])
		}
		if i < last {
			w.at = place{start, len(p.out.text), i - first}
		} else {
			w.at.start = len(p.out.text)
			p.write(c[1])
			w.at.end = len(p.out.text)
		}
		p.out.words = append(p.out.words, w)
	}
	p.out.ends[len(p.out.text)] = true
	p.rows = p.rows[:0]
	clear(p.mwt)
	return nil
}

// write appends form without its white space.
func (p *parsedReader) write(form string) {
	for len(form) > 0 {
		r, n := utf8.DecodeRuneInString(form)
		if !unicode.IsSpace(r) && (r < 0x1c || r > 0x1f) {
			p.out.text = append(p.out.text, r)
		}
		form = form[n:]
	}
}

// ParseFiles is Parse for files, compressed with gzip or not.
func ParseFiles(gold, system string) ([]Measure, error) {
	g, err := os.Open(gold)
	if err != nil {
		return nil, fmt.Errorf("score: %w", err)
	}
	defer g.Close()
	s, err := os.Open(system)
	if err != nil {
		return nil, fmt.Errorf("score: %w", err)
	}
	defer s.Close()
	return Parse(g, s)
}

// Line returns measures as eval/parse.py prints them: names and values, two
// spaces between them.
func Line(measures []Measure) string {
	parts := make([]string, len(measures))
	for i, m := range measures {
		parts[i] = m.Name + " " + m.String()
	}
	return strings.Join(parts, "  ")
}

// JSON returns measures as one JSON object in their order.
func JSON(measures []Measure) string {
	parts := make([]string, len(measures))
	for i, m := range measures {
		parts[i] = strconv.Quote(m.Name) + ": " + m.String()
	}
	return "{" + strings.Join(parts, ", ") + "}"
}
