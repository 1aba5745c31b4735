package statement

import (
	"math"
	"slices"
)

// weights hold the weights of features by their keys: a table of cells in
// which a feature stands at its place or, where that is taken, in the next free
// cell. The place of a key is the key multiplied by an odd number, which loses
// nothing and spreads what is alike.
//
// A cell has the place in its upper half and in its lower half four weights, a
// byte each, raised by 128: those of the labels behind the first, less that of
// the first, since only differences decide. An empty cell is 0.
type weights struct {
	cells []uint64
	slots uint64 // cells at which a search can begin: twice as many as features, so that it is short
}

const (
	spread     = 0x9E3779B1
	gather     = 0x0E8B2F51 // spread * gather = 1 modulo 1<<32
	lanes      = 4
	raised     = 128
	maxLabels  = lanes + 1
	laneMask   = 0x00FF00FF00FF00FF
	fullLanes  = 256 // features that the lanes of one sum hold
	cellsOfKey = 2
)

// newWeights returns the weights of distinct keys in the order of their
// places; those of keys[i] are rows[i], each raised.
func newWeights(places, rows []uint32) *weights {
	n := cellsOfKey*len(places) + 1
	t := &weights{cells: make([]uint64, n+1), slots: uint64(n)}
	for i, p := range places {
		at := uint64(p) * t.slots >> 32 // grows with the place
		for t.cells[at] != 0 {
			at++
			if at == uint64(len(t.cells)-1) { // the last cell stays empty: a search ends there
				t.cells = append(t.cells, 0)
			}
		}
		t.cells[at] = uint64(p)<<32 | uint64(rows[i])
	}
	return t
}

// row packs the weights of a feature, in units of scale, less that of the first label.
func row(w []float32, scale float32) uint32 {
	var out uint32
	for y := range lanes {
		x := float64(0)
		if y+1 < len(w) {
			x = math.Round(float64(w[y+1]-w[0]) / float64(scale))
		}
		out |= uint32(max(-127, min(127, int(x)))+raised) << (8 * y)
	}
	return out
}

// emptyRow is that of a feature without weight.
const emptyRow = raised<<24 | raised<<16 | raised<<8 | raised

// sorted returns all places in ascending order and their rows.
func (t *weights) sorted() (places, rows []uint32) {
	var cells []uint64
	for _, c := range t.cells {
		if c != 0 {
			cells = append(cells, c)
		}
	}
	slices.Sort(cells)
	for _, c := range cells {
		places, rows = append(places, uint32(c>>32)), append(rows, uint32(c))
	}
	return places, rows
}

// look is a search for a feature: its place, and what stands in the first cell.
type look struct {
	cell uint64
	at   uint32
	key  uint32 // the place
}

// add sets emit, of n labels a word, to the sums of the weights of the features
// of each word, keys[at[t]:at[t+1]] for word t. It goes over them twice, since most of
// the time is that of waiting for memory: loads that do not depend on each
// other are waited for together.
func (t *weights) add(emit []float32, n int, keys []uint32, at []int32, looks []look) []look {
	for w := 0; w+1 < len(at); w += wordsAtOnce {
		last := min(w+wordsAtOnce, len(at)-1)
		some := keys[at[w]:at[last]]
		looks = grow(looks, len(some))
		for i, k := range some {
			place := k * spread
			slot := uint64(place) * t.slots >> 32
			looks[i] = look{t.cells[slot], uint32(slot), place}
		}
		for x := w; x < last; x++ {
			t.addWord(emit[x*n:(x+1)*n], looks[at[x]-at[w]:at[x+1]-at[w]])
		}
	}
	return looks
}

// wordsAtOnce bounds the words whose features are looked up together: those of eight fill
// a third of a first cache of 32 KiB.
const wordsAtOnce = 8

// addWord sets emit to the sums of the weights of the features searched for.
func (t *weights) addWord(emit []float32, looks []look) {
	var sum [lanes]int32
	for len(looks) > fullLanes {
		t.sum(&sum, looks[:fullLanes])
		looks = looks[fullLanes:]
	}
	t.sum(&sum, looks)
	emit[0] = 0
	for y := 1; y < len(emit); y++ {
		emit[y] = float32(sum[y-1])
	}
}

// sum adds the weights of at most fullLanes features.
func (t *weights) sum(sum *[lanes]int32, looks []look) {
	var all uint64 // four sums of 16 bits
	n := int32(0)
	for i := range looks {
		l := &looks[i]
		cell, at := l.cell, l.at
		for cell != 0 {
			if uint32(cell>>32) == l.key {
				w := cell & math.MaxUint32
				w = (w | w<<16) & 0x0000FFFF0000FFFF
				all += (w | w<<8) & laneMask
				n++
				break
			}
			at++
			cell = t.cells[at]
		}
	}
	for y := range sum {
		sum[y] += int32(all>>(16*y)&0xFFFF) - raised*n
	}
}
