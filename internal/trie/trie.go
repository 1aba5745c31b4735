// Package trie finds names in a run of tokens.
//
// A [Builder] takes token sequences, each with a value of the caller's; the
// [Trie] it builds is walked token by token from any position, so that finding
// the longest name that starts at a word costs the length of that name,
// however many names there are. Tokens are interned to small numbers first:
// what counts as the same token (letter case, accents) is the caller's affair.
package trie

import (
	"iter"
	"math/bits"
)

// None is the number of a token or node that the trie does not have.
const None = -1

// Root is the node where every walk begins.
const Root = 0

// Builder collects token sequences. NewBuilder makes one.
type Builder struct {
	words vocabulary
	edges table
	nodes int32
	pairs []pair
}

type pair struct{ node, value int32 }

// NewBuilder returns a Builder with room for about n sequences.
func NewBuilder(n int) *Builder {
	b := &Builder{nodes: 1, pairs: make([]pair, 0, n)}
	b.words.init(n)
	b.edges.init(2 * n)
	return b
}

// Word returns the number of a token, adding it if it is new. The bytes are
// copied.
func (b *Builder) Word(w []byte) int32 {
	if id := b.words.get(w); id != None {
		return id
	}
	return b.words.put(w)
}

// Add puts value at the end of the sequence words. A sequence may have many
// values; they keep the order in which they were added. Empty sequences are
// ignored.
func (b *Builder) Add(words []int32, value int32) {
	if len(words) == 0 {
		return
	}
	node := int32(Root)
	for _, w := range words {
		next := b.edges.get(key(node, w))
		if next == None {
			next = b.nodes
			b.nodes++
			b.edges.put(key(node, w), next)
		}
		node = next
	}
	b.pairs = append(b.pairs, pair{node, value})
}

// Build returns the trie. The Builder must not be used afterwards.
func (b *Builder) Build() *Trie {
	t := &Trie{words: b.words, edges: b.edges, first: make([]int32, b.nodes+1), values: make([]int32, len(b.pairs))}
	for _, p := range b.pairs {
		t.first[p.node+1]++
	}
	for i := 1; i < len(t.first); i++ {
		t.first[i] += t.first[i-1]
	}
	at := append([]int32(nil), t.first...)
	for _, p := range b.pairs {
		t.values[at[p.node]] = p.value
		at[p.node]++
	}
	return t
}

// Trie maps token sequences to values. It is safe for concurrent use.
type Trie struct {
	words  vocabulary
	edges  table
	first  []int32 // values of node n are values[first[n]:first[n+1]]
	values []int32
}

// Word returns the number of a token, or None. It does not keep w.
func (t *Trie) Word(w []byte) int32 { return t.words.get(w) }

// Next returns the node that follows node by the token word, or None.
func (t *Trie) Next(node, word int32) int32 {
	if word < 0 {
		return None
	}
	return t.edges.get(key(node, word))
}

// Values returns the values of the sequence that ends at node. The slice
// belongs to the trie.
func (t *Trie) Values(node int32) []int32 { return t.values[t.first[node]:t.first[node+1]] }

// Shared yields the values of every sequence that has more than one, in no
// particular order of sequences.
func (t *Trie) Shared() iter.Seq[[]int32] {
	return func(yield func([]int32) bool) {
		for n := range len(t.first) - 1 {
			if v := t.Values(int32(n)); len(v) > 1 && !yield(v) {
				return
			}
		}
	}
}

func key(node, word int32) uint64 { return uint64(uint32(node))<<32 | uint64(uint32(word)) }

// table is a hash table with open addressing from edge to node; a load of a
// hundred thousand edges takes a third of the time of a built-in map.
type table struct {
	keys  []uint64 // key+1; 0 is free
	nodes []int32
	n     int
	shift uint
}

func (t *table) init(n int) {
	size := 1 << bits.Len(uint(max(n, 8))*3/2)
	t.keys, t.nodes = make([]uint64, size), make([]int32, size)
	t.shift = uint(64 - bits.TrailingZeros(uint(size)))
	t.n = 0
}

func (t *table) slot(k uint64) int { return int((k * 0x9E3779B97F4A7C15) >> t.shift) }

func (t *table) get(k uint64) int32 {
	mask := len(t.keys) - 1
	for i := t.slot(k + 1); t.keys[i] != 0; i = (i + 1) & mask {
		if t.keys[i] == k+1 {
			return t.nodes[i]
		}
	}
	return None
}

func (t *table) put(k uint64, node int32) {
	if 4*(t.n+1) > 3*len(t.keys) {
		old := *t
		t.init(2 * len(old.keys))
		for i, k := range old.keys {
			if k != 0 {
				t.put(k-1, old.nodes[i])
			}
		}
	}
	mask := len(t.keys) - 1
	i := t.slot(k + 1)
	for t.keys[i] != 0 {
		i = (i + 1) & mask
	}
	t.keys[i], t.nodes[i] = k+1, node
	t.n++
}
