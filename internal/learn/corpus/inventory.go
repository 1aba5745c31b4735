package corpus

import (
	"slices"
	"strings"

	"casus.dev/casus/internal/grammar"
)

// An Inventory numbers the words and labels that a model knows.
type Inventory struct {
	Words   []string // keys with vectors of their own; Words[0] stands for all others
	UPOS    []string
	XPOS    []string
	Feats   [2][]string // per scheme
	Scripts []string
	Rels    []string
	Known   []string // words of known names and their kinds; see grammar.KnownTable

	known map[string]string

	word, upos, xpos, script, rel map[string]int32
	feats                         [2]map[string]int32
}

// rare is the count below which a lemma script or a set of features is no class.
const rare = 2

// Take builds the inventory of sentences: every label that stands in at least
// two places, every key that stands in at least minWord. Extra words are added
// in their order.
func Take(sents []Sentence, minWord int, extra []string) *Inventory {
	words, upos, xpos := map[string]int{}, map[string]int{}, map[string]int{}
	scripts, rels := map[string]int{}, map[string]int{}
	feats := [2]map[string]int{{}, {}}
	for i := range sents {
		s := &sents[i]
		for j := range s.Words {
			w := &s.Words[j]
			words[grammar.Key(w.Form)]++
			if !s.Tree {
				continue
			}
			upos[w.UPOS]++
			xpos[w.XPOS]++
			feats[s.Scheme][w.Feats]++
			scripts[grammar.Script(w.Form, w.Lemma)]++
			rels[w.Rel]++
		}
	}
	inv := &Inventory{
		Words: append([]string{" "}, common(words, minWord)...),
		UPOS:  common(upos, 1), XPOS: common(xpos, 1),
		Feats:   [2][]string{common(feats[0], rare), common(feats[1], rare)},
		Scripts: common(scripts, rare), Rels: common(rels, rare),
	}
	have := map[string]bool{}
	for _, w := range inv.Words {
		have[w] = true
	}
	for _, w := range extra {
		if !have[w] {
			have[w] = true
			inv.Words = append(inv.Words, w)
		}
	}
	inv.Index()
	return inv
}

// Index prepares inv for lookups after its lists were set.
func (inv *Inventory) Index() {
	inv.known = grammar.KnownTable(inv.Known)
	inv.word, inv.upos, inv.xpos = number(inv.Words), number(inv.UPOS), number(inv.XPOS)
	inv.script, inv.rel = number(inv.Scripts), number(inv.Rels)
	inv.feats = [2]map[string]int32{number(inv.Feats[0]), number(inv.Feats[1])}
}

func common(counts map[string]int, least int) []string {
	var out []string
	for k, n := range counts {
		if n >= least {
			out = append(out, k)
		}
	}
	slices.SortFunc(out, func(a, b string) int {
		if counts[a] != counts[b] {
			return counts[b] - counts[a]
		}
		return strings.Compare(a, b)
	})
	return out
}

func number(list []string) map[string]int32 {
	m := make(map[string]int32, len(list))
	for i, s := range list {
		m[s] = int32(i)
	}
	return m
}

func find(m map[string]int32, s string) int32 {
	if i, ok := m[s]; ok {
		return i
	}
	return Open
}

// A Token is a word in numbers. Labels are Open where unknown.
type Token struct {
	Type               int32 // position in Set.Types
	UPOS, XPOS, Script int32
	Feats, Head, Rel   int32 // Head is -1 for the root
	Name               uint16
	Trust              float32
}

// An Example is a sentence in numbers.
type Example struct {
	Tokens      []Token
	Scheme      int
	Tree, Named bool
	Weight      float32
}

// A Type is a form: the row of its word vector and the buckets of its parts.
type Type struct {
	Form  string
	Word  int32
	Parts []uint32
	Count int // in training, by key
}

// A Set holds the forms of all examples made with it.
type Set struct {
	Inv   *Inventory
	Types []Type
	of    map[string]int32
	count map[int32]int
}

// NewSet returns an empty Set over inv.
func NewSet(inv *Inventory) *Set {
	return &Set{Inv: inv, of: map[string]int32{}, count: map[int32]int{}}
}

// Add numbers sents. Counts of words are kept if train.
func (s *Set) Add(sents []Sentence, weight float32, train bool) []Example {
	out := make([]Example, 0, len(sents))
	for i := range sents {
		from := &sents[i]
		e := Example{Scheme: from.Scheme, Tree: from.Tree, Named: from.Named, Weight: weight, Tokens: make([]Token, len(from.Words))}
		for j := range from.Words {
			e.Tokens[j] = s.token(&from.Words[j], from)
			if train {
				s.count[s.Types[e.Tokens[j].Type].Word]++
			}
		}
		out = append(out, e)
	}
	for i := range s.Types {
		s.Types[i].Count = s.count[s.Types[i].Word]
	}
	return out
}

func (s *Set) token(w *Word, from *Sentence) Token {
	id, ok := s.of[w.Form]
	if !ok {
		id = int32(len(s.Types))
		s.of[w.Form] = id
		key := grammar.Key(w.Form)
		s.Types = append(s.Types, Type{
			Form: w.Form, Word: max(0, find(s.Inv.word, key)), Parts: grammar.AppendKnown(grammar.Parts(nil, w.Form), s.Inv.known[key]),
		})
	}
	t := Token{Type: id, UPOS: Open, XPOS: Open, Script: Open, Feats: Open, Head: int32(w.Head), Rel: Open, Name: w.Name, Trust: w.Trust}
	if from.Tree {
		t.UPOS, t.XPOS = find(s.Inv.upos, w.UPOS), find(s.Inv.xpos, w.XPOS)
		t.Script = find(s.Inv.script, grammar.Script(w.Form, w.Lemma))
		t.Feats, t.Rel = find(s.Inv.feats[from.Scheme], w.Feats), find(s.Inv.rel, w.Rel)
	}
	return t
}
