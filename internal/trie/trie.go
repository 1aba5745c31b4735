// Package trie finds names in a run of tokens.
//
// A [Builder] takes token sequences, each with a value of the caller's; the
// [Trie] it builds is walked token by token from any position, so that finding
// the longest name that starts at a word costs the length of that name,
// however many names there are. Tokens are interned to small numbers first:
// what counts as the same token (letter case, accents) is the caller's affair.
package trie

import (
	"cmp"
	"iter"
	"math/bits"
	"slices"
)

// None is the number of a token or node that the trie does not have.
const None = -1

// Root is the node where every walk begins.
const Root = 0

// Builder collects token sequences. NewBuilder makes one, [Trie.Builder] one
// that goes on from a trie.
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
	t := &Trie{words: b.words}
	was := t.grow(b)
	is := make([]int32, len(was))
	for n, old := range was {
		is[old] = int32(n)
	}
	t.first, t.values = make([]int32, len(was)+1), make([]int32, len(b.pairs))
	for _, p := range b.pairs {
		t.first[is[p.node]+1]++
	}
	for i := 1; i < len(t.first); i++ {
		t.first[i] += t.first[i-1]
	}
	at := append([]int32(nil), t.first...)
	for _, p := range b.pairs {
		n := is[p.node]
		t.values[at[n]] = p.value
		at[n]++
	}
	t.index()
	return t
}

// grow numbers the nodes of b anew, those of one depth after those of the one
// above, the children of one node side by side in the order of their tokens.
// It fills kids and token, and returns the old number of each node.
func (t *Trie) grow(b *Builder) (was []int32) {
	token := make([]int32, b.nodes) // by old number
	kids := make([][]int32, b.nodes)
	for i, k := range b.edges.keys {
		if k == 0 {
			continue
		}
		node, parent := b.edges.nodes[i], (k-1)>>32
		token[node] = int32(uint32(k - 1))
		kids[parent] = append(kids[parent], node)
	}
	was = make([]int32, 1, b.nodes)
	t.token = append(make([]int32, 0, b.nodes), None)
	t.kids = append(make([]int32, 0, b.nodes+1), 1)
	for n := 0; n < len(was); n++ {
		list := kids[was[n]]
		slices.SortFunc(list, func(x, y int32) int { return cmp.Compare(token[x], token[y]) })
		for _, k := range list {
			was = append(was, k)
			t.token = append(t.token, token[k])
		}
		t.kids = append(t.kids, int32(len(was)))
	}
	return was
}

// Trie maps token sequences to values. It is safe for concurrent use.
type Trie struct {
	words  vocabulary
	top    []int32 // node that follows Root, by token
	kids   []int32 // the children of node n are the nodes from kids[n] to kids[n+1]
	token  []int32 // that leads to a node; those of the children of one node ascend
	first  []int32 // values of node n are values[first[n]:first[n+1]]
	values []int32
}

// index fills top.
func (t *Trie) index() {
	t.top = make([]int32, len(t.words.ends))
	for i := range t.top {
		t.top[i] = None
	}
	for n := t.kids[Root]; n < t.kids[Root+1]; n++ {
		t.top[t.token[n]] = n
	}
}

// Word returns the number of a token, or None. It does not keep w.
func (t *Trie) Word(w []byte) int32 { return t.words.get(w) }

// Next returns the node that follows node by the token word, or None.
func (t *Trie) Next(node, word int32) int32 {
	if word < 0 {
		return None
	}
	if node == Root {
		return t.top[word]
	}
	from, to := t.kids[node], t.kids[node+1]
	if i, ok := slices.BinarySearch(t.token[from:to], word); ok {
		return from + int32(i)
	}
	return None
}

// Builder returns a builder that holds what t holds.
func (t *Trie) Builder() *Builder {
	nodes := len(t.token)
	b := &Builder{words: t.words, nodes: int32(nodes), pairs: make([]pair, 0, len(t.values))}
	b.words.own()
	b.edges.init(nodes)
	for n := range nodes {
		for k := t.kids[n]; k < t.kids[n+1]; k++ {
			b.edges.put(key(int32(n), t.token[k]), k)
		}
		for _, v := range t.Values(int32(n)) {
			b.pairs = append(b.pairs, pair{int32(n), v})
		}
	}
	return b
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
