package trie

import (
	"math/bits"
	"slices"
)

// vocabulary numbers tokens: a hash table with open addressing over one run of
// bytes, which costs no allocation for each token.
type vocabulary struct {
	slots []int32  // number+1 of a token, 0 is free
	ends  []uint32 // token n is text[ends[n-1]:ends[n]]
	sums  []uint32 // hashes of the tokens
	text  []byte
}

func (v *vocabulary) init(n int) {
	v.slots = make([]int32, 1<<bits.Len(uint(max(n, 8))*3/2))
	v.ends = make([]uint32, 0, n)
	v.sums = make([]uint32, 0, n)
	v.text = make([]byte, 0, 8*n)
}

// own copies what a reader of the vocabulary may still use, so that tokens can
// be added.
func (v *vocabulary) own() {
	v.slots, v.ends = slices.Clone(v.slots), slices.Clone(v.ends)
	v.sums, v.text = slices.Clone(v.sums), slices.Clone(v.text)
}

// index fills the hash table of a vocabulary that has its tokens alone.
func (v *vocabulary) index() {
	n := len(v.ends)
	v.slots = make([]int32, 1<<bits.Len(uint(max(n, 8))*3/2))
	v.sums = make([]uint32, n)
	for id := range v.sums {
		v.sums[id] = hash(v.token(int32(id)))
		v.take(v.sums[id], int32(id))
	}
}

// hash is FNV-1a, 32 bits.
func hash(w []byte) uint32 {
	h := uint32(2166136261)
	for _, c := range w {
		h = (h ^ uint32(c)) * 16777619
	}
	return h ^ h>>15
}

func (v *vocabulary) token(id int32) []byte {
	start := uint32(0)
	if id > 0 {
		start = v.ends[id-1]
	}
	return v.text[start:v.ends[id]]
}

// get returns the number of a token, or None.
func (v *vocabulary) get(w []byte) int32 {
	h := hash(w)
	mask := uint32(len(v.slots) - 1)
	for i := h & mask; v.slots[i] != 0; i = (i + 1) & mask {
		if id := v.slots[i] - 1; v.sums[id] == h && string(v.token(id)) == string(w) {
			return id
		}
	}
	return None
}

// put adds a token that is not there and returns its number.
func (v *vocabulary) put(w []byte) int32 {
	if 3*(len(v.ends)+1) > 2*len(v.slots) {
		v.slots = make([]int32, 2*len(v.slots))
		for id, h := range v.sums {
			v.take(h, int32(id))
		}
	}
	id := int32(len(v.ends))
	v.text = append(v.text, w...)
	v.ends = append(v.ends, uint32(len(v.text)))
	v.sums = append(v.sums, hash(w))
	v.take(v.sums[id], id)
	return id
}

// take gives a token the first free slot of its hash.
func (v *vocabulary) take(h uint32, id int32) {
	mask := uint32(len(v.slots) - 1)
	i := h & mask
	for v.slots[i] != 0 {
		i = (i + 1) & mask
	}
	v.slots[i] = id + 1
}
