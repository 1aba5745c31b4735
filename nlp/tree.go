package nlp

import (
	"iter"
	"slices"
	"strings"
)

// Children yields the dependents of word i from left to right.
// It scans the sentence: cost grows with the sentence's length.
func (d *Doc) Children(i int) iter.Seq[int] {
	return func(yield func(int) bool) {
		s := d.Sents[d.SentOf(i)].Span
		for j := s.Start; j < s.End; j++ {
			if int(d.Head[j]) == i && !yield(j) {
				return
			}
		}
	}
}

// Child returns the first dependent of word i with one of the relations, and
// whether there is one. A relation without subtype also matches its subtypes.
func (d *Doc) Child(i int, rels ...Rel) (int, bool) {
	for j := range d.Children(i) {
		if slices.ContainsFunc(rels, d.Rel[j].Is) {
			return j, true
		}
	}
	return 0, false
}

// ChildrenOf returns the dependents of word i with one of the relations, from
// left to right. A relation without subtype also matches its subtypes.
func (d *Doc) ChildrenOf(i int, rels ...Rel) []int {
	var out []int
	for j := range d.Children(i) {
		if slices.ContainsFunc(rels, d.Rel[j].Is) {
			out = append(out, j)
		}
	}
	return out
}

// SentRoot returns the root of the sentence of word i.
func (d *Doc) SentRoot(i int) int {
	for d.Head[i] != Root {
		i = int(d.Head[i])
	}
	return i
}

// Dominates reports whether word a is b or an ancestor of b.
func (d *Doc) Dominates(a, b int) bool {
	for b != Root {
		if a == b {
			return true
		}
		b = int(d.Head[b])
	}
	return false
}

// Subtree returns the smallest span that covers word i and all its
// descendants. In a tree with crossing edges it may cover other words too.
func (d *Doc) Subtree(i int) Span {
	s := d.Sents[d.SentOf(i)].Span
	out := Span{i, i + 1}
	for j := s.Start; j < s.End; j++ {
		if (j < out.Start || j >= out.End) && d.Dominates(i, j) {
			out.Start, out.End = min(out.Start, j), max(out.End, j+1)
		}
	}
	return out
}

// HeadOf returns the word of s whose head lies outside s, the first if there
// are several, or s.Start where heads are unknown.
func (d *Doc) HeadOf(s Span) int {
	if d.Head == nil {
		return s.Start
	}
	for i := s.Start; i < s.End; i++ {
		if h := int(d.Head[i]); h == Root || !s.Has(h) {
			return i
		}
	}
	return s.Start
}

// Lower returns the lemma of word i in lower case, or its form where lemmas
// are unknown.
func (d *Doc) Lower(i int) string {
	if d.Lemma != nil {
		return strings.ToLower(d.Lemma[i])
	}
	return strings.ToLower(d.Form(i))
}
