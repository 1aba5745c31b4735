// Package nlp holds a text and what is known of its words.
//
// A [Doc] owns one text, which never changes after it is read, and parallel
// layers over its words: Lemma[i], UPOS[i], Head[i] and Rel[i] speak of word i.
// A nil layer has not been computed. A [Range] counts bytes of the text and a
// [Span] counts words; they are two types, so that mixing them does not
// compile. Words are the syntactic words of Universal Dependencies, version 2:
// "don't" is one token and two words. Labels are those of UD English
// (universaldependencies.org/guidelines.html).
//
// Annotation is done by steps ([Step]) that declare which layers they need and
// which they add; [NewPipeline] refuses an order in which a need is not met.
package nlp

import (
	"encoding/json"
	"errors"
	"fmt"
)

// Range is the half-open interval [Start, End) of bytes of a text in UTF-8.
// It is written as [start, end] in JSON.
type Range struct{ Start, End int }

// Len returns the number of bytes in r.
func (r Range) Len() int { return r.End - r.Start }

// Contains reports whether s lies inside r.
func (r Range) Contains(s Range) bool { return r.Start <= s.Start && s.End <= r.End }

// Overlaps reports whether r and s share at least one byte.
func (r Range) Overlaps(s Range) bool { return r.Start < s.End && s.Start < r.End }

// MarshalJSON writes r as [start, end].
func (r Range) MarshalJSON() ([]byte, error) {
	return fmt.Appendf(nil, "[%d,%d]", r.Start, r.End), nil
}

// UnmarshalJSON reads [start, end].
func (r *Range) UnmarshalJSON(b []byte) error {
	var pair []int
	if err := json.Unmarshal(b, &pair); err != nil {
		return fmt.Errorf("nlp: range: %w", err)
	}
	if len(pair) != 2 || pair[0] > pair[1] {
		return fmt.Errorf("nlp: range %s is no [start, end]", b)
	}
	r.Start, r.End = pair[0], pair[1]
	return nil
}

// Span is the half-open interval [Start, End) of words of a Doc.
type Span struct{ Start, End int }

// Len returns the number of words in s.
func (s Span) Len() int { return s.End - s.Start }

// Has reports whether word i lies inside s.
func (s Span) Has(i int) bool { return s.Start <= i && i < s.End }

// Overlaps reports whether s and t share at least one word.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Contains reports whether t lies inside s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Kind tells what a sentence is in its article. Only body sentences assert
// something in the reporter's voice.
type Kind uint8

// The kinds of sentence.
const (
	Body        Kind = iota // running text
	Heading                 // title or section heading
	Caption                 // words under or beside a picture
	Credit                  // origin of the text: "Source: ...", "Reporting by ..."
	Boilerplate             // navigation, advertising, rights, "Comments"
)

var kindNames = [...]string{"body", "heading", "caption", "credit", "boilerplate"}

// String returns the kind's name as it stands in the record.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return fmt.Sprintf("Kind(%d)", k)
}

// MarshalText writes the kind's name.
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads a kind's name.
func (k *Kind) UnmarshalText(b []byte) error {
	for i, n := range kindNames {
		if n == string(b) {
			*k = Kind(i)
			return nil
		}
	}
	return fmt.Errorf("nlp: %q is no kind of sentence", b)
}

// Sentence is a run of words of one kind. Paragraph counts from 0 and grows at
// each blank line or hard line break between blocks of text.
type Sentence struct {
	Span      Span
	Range     Range
	Kind      Kind
	Paragraph int
}

// Name is a named entity: a run of words inside one sentence.
// Labels: PER, ORG, LOC, GPE, NORP (demonyms, adherents), EQP (weapon
// systems, ships, aircraft), MISC.
type Name struct {
	Span  Span
	Label string
}

// Link says that the words of Span speak of what an earlier (or, for a
// cataphor, later) mention named. Reason is the rule that made the link:
// pronoun, role, acronym, short-name, apposition, quoted-first-person,
// quoted-second-person, relative.
type Link struct {
	Span       Span
	Antecedent Span
	Reason     string
}

// Root is the head of the root of a sentence.
const Root = -1

// Doc is one text and its annotation. The zero value is an empty text without
// layers. A Doc is owned by one goroutine.
type Doc struct {
	Text  string
	Words []Range    // byte range of each word; ordered, never overlapping
	Forms []string   // nil, or the word's form where it is not Text[range] ("" = as in the text)
	Multi []Span     // surface tokens of more than one word ("don't", "Russia's" is not one)
	Sents []Sentence // ordered; together they cover all words

	UPOS  []UPOS
	XPOS  []string
	Feats []Feats
	Lemma []string
	Head  []int32 // absolute position of the head in the Doc, Root for a root
	Rel   []Rel
	Names []Name // flat: ordered by Span.Start, none overlaps another
	// Nested are names within names, and the longer mentions that hold them: in
	// "Russia's Foreign Ministry" the whole (ORG) and "Russia" (GPE). They are
	// ordered by Span.Start, outer before inner, and none crosses another.
	Nested []Name
	Links  []Link // ordered by Span.Start

	sentOf []int32
}

// New returns a Doc over text without layers.
func New(text string) *Doc { return &Doc{Text: text} }

// Len returns the number of words.
func (d *Doc) Len() int { return len(d.Words) }

// Form returns word i as written, or its UD form where that differs.
func (d *Doc) Form(i int) string {
	if d.Forms != nil && d.Forms[i] != "" {
		return d.Forms[i]
	}
	return d.Text[d.Words[i].Start:d.Words[i].End]
}

// Slice returns the text of r.
func (d *Doc) Slice(r Range) string { return d.Text[r.Start:r.End] }

// RangeOf returns the bytes from the first to the last word of s.
func (d *Doc) RangeOf(s Span) Range {
	if s.Len() <= 0 {
		return Range{}
	}
	return Range{d.Words[s.Start].Start, d.Words[s.End-1].End}
}

// SpanOf returns the words that overlap r.
func (d *Doc) SpanOf(r Range) Span {
	lo := searchWords(d.Words, r.Start)
	hi := lo
	for hi < len(d.Words) && d.Words[hi].Start < r.End {
		hi++
	}
	return Span{lo, hi}
}

// SpanText returns the text from the first to the last word of s.
func (d *Doc) SpanText(s Span) string { return d.Slice(d.RangeOf(s)) }

// searchWords returns the first word that ends after byte pos.
func searchWords(words []Range, pos int) int {
	lo, hi := 0, len(words)
	for lo < hi {
		m := int(uint(lo+hi) >> 1)
		if words[m].End <= pos {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}

// SentOf returns the position in Sents of the sentence of word i.
func (d *Doc) SentOf(i int) int {
	if len(d.sentOf) != len(d.Words) {
		d.sentOf = make([]int32, len(d.Words))
		for s, sent := range d.Sents {
			for w := sent.Span.Start; w < sent.Span.End; w++ {
				d.sentOf[w] = int32(s)
			}
		}
	}
	return int(d.sentOf[i])
}

// Errors of Check. Each is wrapped with the position of the fault.
var (
	ErrRange  = errors.New("nlp: range out of order or outside the text")
	ErrLayer  = errors.New("nlp: layer has another length than the words")
	ErrCover  = errors.New("nlp: sentences do not cover the words")
	ErrTree   = errors.New("nlp: not a tree with one root")
	ErrEntity = errors.New("nlp: name or link outside a sentence")
)

// Check returns nil if the layers agree with each other: words ordered and
// inside the text, sentences that cover them, every computed layer as long as
// the words, one tree with one root in every sentence, names and links inside
// the Doc. It takes linear time.
func (d *Doc) Check() error {
	last := 0
	for i, w := range d.Words {
		// Words of one surface token may be empty only in the treebank's own forms.
		if w.Start < last || w.End < w.Start || w.End > len(d.Text) {
			return fmt.Errorf("%w: word %d %v", ErrRange, i, w)
		}
		last = w.End
	}
	if err := d.checkSents(); err != nil {
		return err
	}
	n := len(d.Words)
	for _, l := range []struct {
		name string
		n    int
		nil  bool
	}{
		{"Forms", len(d.Forms), d.Forms == nil},
		{"UPOS", len(d.UPOS), d.UPOS == nil},
		{"XPOS", len(d.XPOS), d.XPOS == nil},
		{"Feats", len(d.Feats), d.Feats == nil},
		{"Lemma", len(d.Lemma), d.Lemma == nil},
		{"Head", len(d.Head), d.Head == nil},
		{"Rel", len(d.Rel), d.Rel == nil},
	} {
		if !l.nil && l.n != n {
			return fmt.Errorf("%w: %s has %d for %d words", ErrLayer, l.name, l.n, n)
		}
	}
	if d.Head != nil {
		for i := range d.Sents {
			if err := d.checkTree(d.Sents[i].Span); err != nil {
				return err
			}
		}
	}
	return d.checkEntities()
}

func (d *Doc) checkSents() error {
	at, end := 0, 0
	for i, s := range d.Sents {
		if s.Span.Start != at || s.Span.End <= s.Span.Start || s.Span.End > len(d.Words) {
			return fmt.Errorf("%w: sentence %d has words %v, want a start of %d", ErrCover, i, s.Span, at)
		}
		if s.Range.Start < end || s.Range.End > len(d.Text) || !s.Range.Contains(d.RangeOf(s.Span)) {
			return fmt.Errorf("%w: sentence %d %v", ErrRange, i, s.Range)
		}
		at, end = s.Span.End, s.Range.End
	}
	if d.Sents != nil && at != len(d.Words) {
		return fmt.Errorf("%w: %d of %d", ErrCover, at, len(d.Words))
	}
	for i, m := range d.Multi {
		if m.Start < 0 || m.End > len(d.Words) || m.Len() < 2 || (i > 0 && m.Start < d.Multi[i-1].End) {
			return fmt.Errorf("%w: multiword token %d %v", ErrRange, i, m)
		}
	}
	return nil
}

func (d *Doc) checkTree(s Span) error {
	roots := 0
	state := make([]uint8, s.Len()) // 0 unseen, 1 on the path, 2 reaches the root
	for i := s.Start; i < s.End; i++ {
		h := int(d.Head[i])
		if h == Root {
			roots++
		} else if !s.Has(h) || h == i {
			return fmt.Errorf("%w: word %d has head %d", ErrTree, i, h)
		}
	}
	if roots != 1 {
		return fmt.Errorf("%w: %d roots in words %v", ErrTree, roots, s)
	}
	for i := s.Start; i < s.End; i++ {
		j := i
		for j != Root && state[j-s.Start] == 0 {
			state[j-s.Start] = 1
			j = int(d.Head[j])
		}
		if j != Root && state[j-s.Start] == 1 {
			return fmt.Errorf("%w: cycle at word %d", ErrTree, j)
		}
		for j = i; j != Root && state[j-s.Start] == 1; j = int(d.Head[j]) {
			state[j-s.Start] = 2
		}
	}
	return nil
}

func (d *Doc) checkEntities() error {
	n := len(d.Words)
	for i, e := range d.Names {
		if e.Span.Start < 0 || e.Span.Len() <= 0 || e.Span.End > n || d.SentOf(e.Span.Start) != d.SentOf(e.Span.End-1) {
			return fmt.Errorf("%w: name %d %v", ErrEntity, i, e.Span)
		}
		if i > 0 && e.Span.Start < d.Names[i-1].Span.Start {
			return fmt.Errorf("%w: name %d out of order", ErrEntity, i)
		}
	}
	if err := d.checkNested(); err != nil {
		return err
	}
	for i, l := range d.Links {
		if l.Span.Start < 0 || l.Span.Len() <= 0 || l.Span.End > n || l.Antecedent.Start < 0 || l.Antecedent.Len() <= 0 || l.Antecedent.End > n {
			return fmt.Errorf("%w: link %d %v", ErrEntity, i, l.Span)
		}
	}
	return nil
}

func (d *Doc) checkNested() error {
	var open []Span // from the outermost to the innermost that holds the place
	for i, e := range d.Nested {
		s := e.Span
		if s.Start < 0 || s.Len() <= 0 || s.End > len(d.Words) || d.SentOf(s.Start) != d.SentOf(s.End-1) {
			return fmt.Errorf("%w: nested name %d %v", ErrEntity, i, s)
		}
		if i > 0 && s.Start < d.Nested[i-1].Span.Start {
			return fmt.Errorf("%w: nested name %d out of order", ErrEntity, i)
		}
		for len(open) > 0 && open[len(open)-1].End <= s.Start {
			open = open[:len(open)-1]
		}
		if len(open) > 0 && (open[len(open)-1] == s || !open[len(open)-1].Contains(s)) {
			return fmt.Errorf("%w: nested name %d %v is not inside %v", ErrEntity, i, s, open[len(open)-1])
		}
		open = append(open, s)
	}
	return nil
}
