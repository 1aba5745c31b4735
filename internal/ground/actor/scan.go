package actor

import (
	"unicode"
	"unicode/utf8"

	"casus.dev/casus/internal/trie"
	"casus.dev/casus/nlp"
)

// atom is a piece of a word by which names are matched.
type atom struct {
	word        int32
	tok         int32
	shape       shape
	first, last bool // of its word
}

// segment is a run of words that the gazetteer has.
type segment struct {
	span     nlp.Span
	from, to int32 // its aliases are scan.vals[from:to]
}

// scan is one Doc with what the gazetteer has for its words. It belongs to one
// call of Ground.
type scan struct {
	g     *gazetteer
	d     *nlp.Doc
	on    day
	atoms []atom
	segs  []segment
	segAt []int32 // segment that starts at a word, or -1
	vals  []int32
	buf   []byte

	person []int32 // name of label PER that covers the word, or -1
	named  []int32 // name that starts at the word, or -1
	sent   nlp.Span
	met    map[int32]bool  // things named so far, beyond doubt
	seen   map[string]bool // countries named so far, beyond doubt
	blown  map[string]bool // names of storms, folded
	items  []item
	founds []found
	shout  bool // the sentence is in capitals throughout
	bare   bool // a phrase without a sentence around it

	nests []nlp.Name // names and mentions that may hold each other; nil: they are not asked for
}

func newScan(g *gazetteer, d *nlp.Doc, on day) *scan {
	n := d.Len()
	s := &scan{g: g, d: d, on: on, atoms: make([]atom, 0, n+n/8), segAt: make([]int32, n), met: map[int32]bool{}, seen: map[string]bool{}, blown: map[string]bool{}}
	for i := range s.segAt {
		s.segAt[i] = -1
	}
	for i := range n {
		s.addAtoms(i)
	}
	if len(d.Names) > 0 {
		both := make([]int32, 2*n)
		for i := range both {
			both[i] = -1
		}
		s.person, s.named = both[:n], both[n:]
		for k, name := range d.Names {
			if s.named[name.Span.Start] < 0 {
				s.named[name.Span.Start] = int32(k)
			}
			if name.Label == "PER" {
				for i := name.Span.Start; i < name.Span.End; i++ {
					if s.person[i] < 0 {
						s.person[i] = int32(k)
					}
				}
			}
		}
	}
	return s
}

// addAtoms cuts word i. A hyphen written without spaces is left out, so that
// "Jong-un" matches however it was cut into words.
func (s *scan) addAtoms(i int) {
	d := s.d
	w := d.Words[i]
	text := d.Text[w.Start:w.End]
	if isHyphen(text) && i > 0 && i+1 < d.Len() && d.Words[i-1].End == w.Start && d.Words[i+1].Start == w.End {
		return
	}
	start := len(s.atoms)
	if plainWord(text) {
		s.atom(text, i)
	} else {
		eachPiece(text, func(piece string) { s.atom(piece, i) })
	}
	if len(s.atoms) == start {
		s.atoms = append(s.atoms, atom{word: trie.None, tok: int32(i)})
	}
	s.atoms[start].first = true
	s.atoms[len(s.atoms)-1].last = true
}

func (s *scan) atom(piece string, i int) {
	a := atom{word: trie.None, tok: int32(i)}
	if piece == possessive || isPossessive(piece) {
		s.buf = append(s.buf[:0], possessive...)
	} else {
		s.buf, a.shape = fold(s.buf[:0], piece)
	}
	if len(s.buf) == 0 {
		return
	}
	a.word = s.g.names.Word(s.buf)
	s.atoms = append(s.atoms, a)
}

func isHyphen(s string) bool { return s == "-" || s == "\u2010" || s == "\u2011" || s == "–" }

func plainWord(s string) bool {
	for i := range len(s) {
		if c := s[i]; !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9') {
			return false
		}
	}
	return true
}

// match finds the segments of all sentences: the longest name from each word,
// from left to right.
func (s *scan) match() {
	names := s.g.names
	sent := 0
	for i := 0; i < len(s.atoms); {
		a := s.atoms[i]
		if !a.first {
			i++
			continue
		}
		for sent+1 < len(s.d.Sents) && int(a.tok) >= s.d.Sents[sent].Span.End {
			sent++
		}
		limit := s.d.Len()
		if len(s.d.Sents) > 0 {
			limit = s.d.Sents[sent].Span.End
		}
		node, bestEnd := int32(trie.Root), i
		from := len(s.vals)
		for j := i; j < len(s.atoms) && int(s.atoms[j].tok) < limit; j++ {
			if node = names.Next(node, s.atoms[j].word); node == trie.None {
				break
			}
			if !s.atoms[j].last {
				continue
			}
			mark := len(s.vals)
			for _, v := range names.Values(node) {
				if s.fits(&s.g.aliases[v], i, j) {
					s.vals = append(s.vals, v)
				}
			}
			if len(s.vals) > mark {
				s.vals = append(s.vals[:from], s.vals[mark:]...)
				bestEnd = j + 1
			}
		}
		if bestEnd == i {
			i++
			continue
		}
		s.segAt[a.tok] = int32(len(s.segs))
		s.segs = append(s.segs, segment{nlp.Span{Start: int(a.tok), End: int(s.atoms[bestEnd-1].tok) + 1}, int32(from), int32(len(s.vals))})
		i = bestEnd
	}
}

// fits reports whether atoms i to j are written as the alias asks.
func (s *scan) fits(a *alias, i, j int) bool {
	want := a.shape
	for k := i; k <= j && want != 0; k++ {
		if shape(want&3) > s.atoms[k].shape {
			return false
		}
		want >>= 2
	}
	return true
}

// form returns word i.
func (s *scan) form(i int) string {
	w := s.d.Words[i]
	return s.d.Text[w.Start:w.End]
}

// low returns word i folded. The bytes last until the next call.
func (s *scan) low(i int) []byte {
	s.buf, _ = fold(s.buf[:0], s.form(i))
	return s.buf
}

// is reports whether word i folds to one of the words.
func (s *scan) is(i int, set map[string]bool) bool {
	return i >= 0 && i < s.d.Len() && set[string(s.low(i))]
}

// word reports whether word i is w, in any case.
func (s *scan) word(i int, w string) bool {
	if i < 0 || i >= s.d.Len() {
		return false
	}
	f := s.form(i)
	if len(f) != len(w) {
		return false
	}
	for k := range len(w) {
		c := f[k]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != w[k] {
			return false
		}
	}
	return true
}

// tag returns the part of speech of word i, NoPOS where it is not known.
func (s *scan) tag(i int) nlp.UPOS {
	if s.d.UPOS == nil || i < 0 || i >= s.d.Len() {
		return nlp.NoPOS
	}
	return s.d.UPOS[i]
}

// rel returns the relation of word i, "" where it is not known.
func (s *scan) rel(i int) nlp.Rel {
	if s.d.Rel == nil || i < 0 || i >= s.d.Len() {
		return ""
	}
	return s.d.Rel[i]
}

// head returns the head of word i, Root where it is not known.
func (s *scan) head(i int) int {
	if s.d.Head == nil || i < 0 || i >= s.d.Len() {
		return nlp.Root
	}
	return int(s.d.Head[i])
}

// capitalised reports whether word i begins with a capital letter.
func (s *scan) capitalised(i int) bool {
	if i < 0 || i >= s.d.Len() {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s.form(i))
	return unicode.IsUpper(r)
}

// letters reports whether word i has a letter.
func (s *scan) letters(i int) bool {
	for _, r := range s.form(i) {
		if unicode.IsLetter(r) {
			return true
		}
	}
	return false
}

// isComma reports whether word i is a comma or a dash between words.
func (s *scan) isComma(i int) bool {
	if i < 0 || i >= s.d.Len() {
		return false
	}
	switch s.form(i) {
	case ",", "–", "—", "--":
		return true
	}
	return false
}

// whole returns all words.
func (s *scan) whole() nlp.Span { return nlp.Span{Start: 0, End: s.d.Len()} }
