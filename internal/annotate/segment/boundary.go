package segment

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"unicode"
	"unicode/utf8"

	"casus.dev/casus/nlp"
)

//go:embed data/boundary.bin
var boundaryData []byte

// The file of weights: "casbnd1\n", the scale as float32, then one signed byte
// for each of the hashed features.
const (
	magic      = "casbnd1\n"
	tableBits  = 16
	tableSize  = 1 << tableBits
	headerSize = len(magic) + 4
)

var errWeights = errors.New("segment: broken boundary weights")

// weights are those of a logistic regression over hashed features.
type weights struct {
	scale float32
	table []int8
}

func readWeights(b []byte) (*weights, error) {
	if len(b) != headerSize+tableSize || string(b[:len(magic)]) != magic {
		return nil, errWeights
	}
	w := &weights{scale: float32frombits(binary.LittleEndian.Uint32(b[len(magic):])), table: make([]int8, tableSize)}
	for i, c := range b[headerSize:] {
		w.table[i] = int8(c)
	}
	return w, nil
}

// shape is what a word looks like.
type shape uint8

const (
	noWord shape = iota // beyond the line
	small
	capital  // Word
	capitals // WORD
	letter   // I, A
	digits
	mixed  // 20th, iPhone
	final  // . ! ? ...
	closer // " ) ]
	opener
	comma
	colon
	semicolon
	dash
	dotted  // Mr. U.S.
	address // http://, a@b
	other
)

func shapeOf(s string) shape {
	c, n := utf8.DecodeRuneInString(s)
	switch {
	case isWordRune(c):
		return wordShape(s, c, n)
	case c == '.' || c == '!' || c == '?' || c == '…':
		return final
	}
	switch c {
	case '"', '\'', ')', ']', '}', '”', '’', '»':
		if s == "'s" || s == "’s" || len(s) > n && isWordRune(firstRune(s[n:])) {
			return small // a clitic
		}
		return closer
	case '(', '[', '{', '“', '‘', '«':
		return opener
	case ',':
		return comma
	case ':':
		return colon
	case ';':
		return semicolon
	case '-', '–', '—', '*', '=', '_', '~':
		return dash
	}
	return other
}

func wordShape(s string, c rune, n int) shape {
	if len(s) > 1 && s[len(s)-1] == '.' {
		return dotted
	}
	lower, upper, digit := 0, 0, 0
	for i, k := range s {
		switch {
		case i > maxLookup:
		case k == '@' || k == '/':
			if !isDigit(c) {
				return address
			}
		case isDigit(k):
			digit++
		case isUpper(k):
			upper++
		case unicode.IsLetter(k):
			lower++
		}
	}
	switch {
	case lower+upper == 0:
		return digits
	case digit > 0:
		return mixed
	case upper == 0:
		return small
	case len(s) == n:
		return letter
	case lower == 0:
		return capitals
	case isUpper(c):
		return capital
	}
	return mixed
}

// scanner looks at the gaps between the words of one line.
type scanner struct {
	doc      *nlp.Doc
	base     int // position of the line's first word
	hash     []uint32
	shapes   []shape
	toFinal  []uint8 // words to the next final mark, at most 255
	inMulti  []bool  // no sentence ends after this word: its token goes on
	start    int     // first word of the sentence in hand, as all positions below counted from base
	brackets int
	quotes   int
	caps     int // capitalised words of the sentence in hand
	finals   int // final marks of the line
	feats    [numFeatures]uint32
}

// reset prepares s for the words of span, one line. multi holds all
// multiword tokens so far.
func (s *scanner) reset(doc *nlp.Doc, span nlp.Span, multi []nlp.Span) {
	s.doc, s.base, s.start, s.brackets, s.quotes, s.caps, s.finals = doc, span.Start, 0, 0, 0, 0, 0
	n := span.Len()
	if cap(s.hash) < n {
		s.hash, s.shapes = make([]uint32, n+n/4), make([]shape, n+n/4)
		s.toFinal, s.inMulti = make([]uint8, n+n/4), make([]bool, n+n/4)
	}
	s.hash, s.shapes, s.toFinal, s.inMulti = s.hash[:n], s.shapes[:n], s.toFinal[:n], s.inMulti[:n]
	for i := range n {
		w := doc.Text[doc.Words[span.Start+i].Start:doc.Words[span.Start+i].End]
		s.hash[i], s.shapes[i], s.inMulti[i] = hashWord(w), shapeOf(w), false
		if s.shapes[i] == final {
			s.finals++
		}
	}
	s.orient()
	far := uint8(255)
	for i := n - 1; i >= 0; i-- {
		if s.shapes[i] == final {
			far = 0
		} else if far < 255 {
			far++
		}
		s.toFinal[i] = far
	}
	for k := len(multi) - 1; k >= 0 && multi[k].Start >= span.Start; k-- {
		for i := multi[k].Start; i < multi[k].End-1; i++ {
			s.inMulti[i-span.Start] = true
		}
	}
}

// orient tells straight quotation marks that open from those that close: by
// the white space around them, else in turn.
func (s *scanner) orient() {
	open := false
	for i := range s.shapes {
		if s.shapes[i] != closer && s.shapes[i] != other {
			continue
		}
		switch w := s.doc.Words[s.base+i]; s.doc.Text[w.Start:w.End] {
		case `"`, "'", "''", "``", "`":
			before := i == 0 || s.gap(i-1) > 0 || s.shapes[i-1] == opener || s.shapes[i-1] == dash
			after := i+1 == len(s.shapes) || s.gap(i) > 0
			opens := before && (!after || !open)
			s.shapes[i] = closer
			if opens {
				s.shapes[i] = opener
			}
			open = opens
		}
	}
}

func hashWord(w string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(w) && i < maxLookup; i++ {
		c := w[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		} else if c >= '0' && c <= '9' {
			c = '0'
		}
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

// boundary reports whether a sentence ends after word i of the Doc. It is
// called for the words of the line in order.
func (s *scanner) boundary(i int, w *weights) bool {
	i -= s.base
	s.pass(i)
	if !s.candidate(i) {
		return false
	}
	if !s.starts(i) {
		s.features(i)
		sum := int32(0)
		for _, f := range s.feats {
			sum += int32(w.table[f])
		}
		if sum <= 0 {
			return false
		}
	}
	s.begin(i + 1)
	return true
}

// starts reports whether word i is an abbreviation with its stop and the next
// word one that is capitalised at the start of sentences only: "in the U.S.
// The". The treebanks have too few of these to learn from.
func (s *scanner) starts(i int) bool {
	if s.shape(i) != dotted || s.shape(i+1) != capital || s.brackets > 0 || i-s.start < 2 {
		return false
	}
	low := lowered(s.text(i))
	return low != "" && !neverLast[low] && abbreviations[low[:len(low)-1]] != titled && starters[s.text(i+1)]
}

// pass counts word i into the sentence in hand.
func (s *scanner) pass(i int) {
	switch s.shapes[i] {
	case capital, capitals:
		s.caps++
	case opener:
		if c := s.doc.Text[s.doc.Words[s.base+i].Start]; c == '(' || c == '[' || c == '{' {
			s.brackets++
		} else {
			s.quotes++
		}
	case closer:
		if c := s.doc.Text[s.doc.Words[s.base+i].Start]; c == ')' || c == ']' || c == '}' {
			s.brackets = max(0, s.brackets-1)
		} else {
			s.quotes = max(0, s.quotes-1)
		}
	default: // no other word opens or closes anything
	}
}

// begin starts a sentence at word i.
func (s *scanner) begin(i int) { s.start, s.caps, s.brackets, s.quotes = i, 0, 0, 0 }

// candidate reports whether a sentence could end after word i: at white space,
// or after a mark that ends one.
func (s *scanner) candidate(i int) bool {
	if i+1 >= len(s.shapes) || s.inMulti[i] {
		return false
	}
	if s.gap(i) > 0 {
		return true
	}
	switch s.shapes[i] {
	case final:
		return s.shapes[i+1] != closer && s.shapes[i+1] != comma && s.shapes[i+1] != final
	case closer, dash, dotted, other, address:
		return true
	default: // words and commas end a sentence at white space only
		return false
	}
}

// gap returns the bytes between words i and i+1.
func (s *scanner) gap(i int) int {
	return s.doc.Words[s.base+i+1].Start - s.doc.Words[s.base+i].End
}

func (s *scanner) shape(i int) shape {
	if i < 0 || i >= len(s.shapes) {
		return noWord
	}
	return s.shapes[i]
}

func (s *scanner) word(i int) uint32 {
	if i < 0 || i >= len(s.hash) {
		return 1
	}
	return s.hash[i]
}

// numFeatures is the number of features of a gap.
const numFeatures = 24

func bucket(n int) uint32 {
	switch {
	case n < 6:
		return uint32(n)
	case n < 10:
		return 6
	case n < 16:
		return 7
	case n < 30:
		return 8
	case n < 60:
		return 9
	}
	return 10
}

// features fills s.feats with the features of the gap after word i.
func (s *scanner) features(i int) {
	e := i // last word before the marks that close
	for e > s.start && e > i-3 && s.shapes[e] == closer {
		e--
	}
	class := uint32(s.shape(e))
	if e != i {
		class += 32
	}
	n, k := i+1, 0
	add := func(id, a, b uint32) {
		h := (id*0x9E3779B1 ^ class*0x85EBCA6B) + a*0xC2B2AE35
		h = (h ^ h>>15) * 0x27D4EB2F
		h = (h + b) * 0x165667B1
		h ^= h >> 16
		s.feats[k] = h & (tableSize - 1)
		k++
	}
	next, after := uint32(s.shape(n)), uint32(s.shape(n+1))
	length, rest := bucket(i+1-s.start), bucket(len(s.shapes)-n)
	gap := uint32(min(s.gap(i), 2))
	inside := uint32(min(s.brackets, 1)*2 + min(s.quotes, 1))
	capsAhead := uint32(0)
	for j := n; j < n+5; j++ {
		if c := s.shape(j); c == capital || c == capitals || c == letter {
			capsAhead++
		}
	}
	add(1, 0, gap)
	add(2, s.word(i), 0)
	add(3, s.word(n), 0)
	add(4, s.word(i), s.word(n))
	add(5, uint32(s.shape(i-1)), next)
	add(6, s.word(e), next)
	add(7, s.word(e-1), next)
	add(8, s.word(e-1), s.word(e))
	add(9, s.word(n), s.word(n+1))
	add(10, next, after)
	add(11, length, rest)
	add(12, length, next)
	add(13, inside, next)
	add(14, uint32(min(s.finals, 2)), bucket(len(s.shapes)))
	add(15, gap, next)
	add(16, s.word(s.start), next)
	add(17, uint32(s.shape(e-1)), after)
	add(18, bucket(int(s.toFinal[n])), length)
	add(19, bucket(s.caps), length)
	add(20, capsAhead, bucket(int(s.toFinal[n])))
	add(21, s.word(i-1), s.word(i))
	add(22, uint32(s.shape(s.start)), uint32(s.shape(e-1))<<5|next)
	add(23, uint32(s.shape(i-2))<<5|uint32(s.shape(i-1)), next<<5|after)
	add(24, s.word(s.start), s.word(i))
}
