package statement

import (
	"encoding/binary"
	"slices"
)

// weights hold the weights of features by their keys. A key is multiplied by
// an odd number, which loses nothing: its upper half names a bucket and its
// lower half, the tag, tells the features of a bucket apart.
type weights struct {
	labels int
	starts []uint32 // of each bucket in cells; one more than the buckets
	cells  []byte   // tag, then one byte for each label; the last is followed by slack
}

const (
	buckets  = 1 << 16
	spread   = 0x9E3779B1
	gather   = 0x0E8B2F51 // spread * gather = 1 modulo 1<<32
	slack    = 8          // bytes, so that the weights of a cell can be read as one word
	tagBytes = 2
)

// newWeights returns the weights of distinct keys; those of keys[i] are
// w[i*labels:(i+1)*labels].
func newWeights(labels int, keys []uint32, w []int8) *weights {
	order := make([]uint64, len(keys)) // place in the table, then position in keys
	for i, k := range keys {
		order[i] = uint64(k*spread)<<32 | uint64(i)
	}
	slices.Sort(order)
	t := &weights{labels: labels, starts: make([]uint32, buckets+1)}
	t.cells = make([]byte, 0, len(keys)*t.stride()+slack)
	next := 0
	for _, o := range order {
		for ; next <= int(o>>48); next++ {
			t.starts[next] = uint32(len(t.cells))
		}
		t.cells = binary.LittleEndian.AppendUint16(t.cells, uint16(o>>32))
		for _, x := range w[int(uint32(o))*labels:][:labels] {
			t.cells = append(t.cells, byte(x))
		}
	}
	for ; next <= buckets; next++ {
		t.starts[next] = uint32(len(t.cells))
	}
	t.cells = append(t.cells, make([]byte, slack)...)
	return t
}

func (t *weights) stride() int { return tagBytes + t.labels }

// sorted returns all keys in ascending order and their weights, as newWeights
// takes them.
func (t *weights) sorted() (keys []uint32, w []int8) {
	type cell struct {
		key uint32
		at  int
	}
	var cells []cell
	for b := range uint32(buckets) {
		for at := int(t.starts[b]); at < int(t.starts[b+1]); at += t.stride() {
			cells = append(cells, cell{(b<<16 | uint32(binary.LittleEndian.Uint16(t.cells[at:]))) * gather, at})
		}
	}
	slices.SortFunc(cells, func(a, b cell) int { return int(int64(a.key) - int64(b.key)) })
	for _, c := range cells {
		keys = append(keys, c.key)
		for _, x := range t.cells[c.at+tagBytes:][:t.labels] {
			w = append(w, int8(x))
		}
	}
	return keys, w
}

// place is the bucket where the cell of a feature may stand, and its first cell.
type place struct {
	first    uint64
	from, to uint32
	tag      uint32
}

// add adds to the sums of n labels, beginning at sums[t*n] for word t, the
// weights of its features, keys[at[t]:at[t+1]]. It goes over them three times,
// since nearly all of the time is that of waiting for memory: loads that do not depend
// on each other are waited for together.
func (t *weights) add(sums []float32, keys []uint32, at []int32, places []place) []place {
	for w := 0; w+1 < len(at); w += wordsAtOnce {
		last := min(w+wordsAtOnce, len(at)-1)
		some := keys[at[w]:at[last]]
		places = grow(places, len(some))
		for i, k := range some {
			h := k * spread
			b := h >> 16
			places[i] = place{from: t.starts[b], to: t.starts[b+1], tag: h & 0xFFFF}
		}
		for i := range places {
			places[i].first = binary.LittleEndian.Uint64(t.cells[places[i].from:])
		}
		for x := w; x < last; x++ {
			t.addWord(sums[x*t.labels:(x+1)*t.labels], places[at[x]-at[w]:at[x+1]-at[w]])
		}
	}
	return places
}

// wordsAtOnce bounds the words whose features are looked up together: those of eight fill
// a third of a first cache of 32 KiB.
const wordsAtOnce = 8

// addWord adds the weights of the features at places to sums.
func (t *weights) addWord(sums []float32, places []place) {
	stride := uint32(t.stride())
	var a, b, c, d, e int32
	for i := range places {
		p := &places[i]
		cell := p.first
		for at := p.from; at < p.to; {
			if uint32(cell&0xFFFF) == p.tag {
				a += int32(int8(cell >> 16))
				b += int32(int8(cell >> 24))
				c += int32(int8(cell >> 32))
				d += int32(int8(cell >> 40))
				e += int32(int8(cell >> 48))
				break
			}
			at += stride
			cell = binary.LittleEndian.Uint64(t.cells[at:])
		}
	}
	all := [maxLabels]int32{a, b, c, d, e}
	for y := range sums {
		sums[y] += float32(all[y])
	}
}

// maxLabels is how many labels a chain can have: a cell is read as one word.
const maxLabels = 5
