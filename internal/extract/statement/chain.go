package statement

import (
	"math"
	"slices"

	"casus.dev/casus/internal/tensor"
)

// Chain is a linear-chain conditional random field over hashed features.
// It is safe for concurrent use.
type Chain struct {
	labels  int
	trans   []float32 // trans[from*labels+to]
	start   []float32
	scale   float32
	weights *weights
	odds    []float64 // e to the power of trans and, behind it, of start
}

// NewChain returns a chain of n labels with the transition weights trans
// ([from*n+to]) and start, and with the feature weights w, each of n values.
// Those of a feature count less that of its first label, rounded to 8 bits of the
// largest absolute value; they are clipped there. illegal lists
// the transitions {from, to} that never happen; from -1 is the start.
func NewChain(n int, trans, start []float32, w map[uint32][]float32, illegal [][2]int) *Chain {
	c := &Chain{labels: n, trans: trans, start: start}
	c.forbid(illegal)
	var top float32
	for _, x := range w {
		for _, y := range x {
			top = max(top, float32(math.Abs(float64(y-x[0]))))
		}
	}
	c.scale = top / 127
	if c.scale == 0 {
		c.scale = 1
	}
	cells := make([]uint64, 0, len(w))
	for k, x := range w {
		if r := row(x, c.scale); r != emptyRow {
			cells = append(cells, uint64(k*spread)<<32|uint64(r))
		}
	}
	slices.Sort(cells)
	places, rows := make([]uint32, len(cells)), make([]uint32, len(cells))
	for i, x := range cells {
		places[i], rows[i] = uint32(x>>32), uint32(x)
	}
	c.weights = newWeights(places, rows)
	return c
}

func (c *Chain) forbid(illegal [][2]int) {
	for _, t := range illegal {
		if t[0] < 0 {
			c.start[t[1]] = impossible
			continue
		}
		c.trans[t[0]*c.labels+t[1]] = impossible
	}
	for _, w := range slices.Concat(c.trans, c.start) {
		c.odds = append(c.odds, tensor.Exp64(float64(w)))
	}
}

// impossible is the weight of a transition that never happens.
const impossible = -1e4

// lattice is the scratch memory of a Chain.
type lattice struct {
	emit, alpha []float32
	from        []uint8
	path        []uint8
	keys        []uint32 // of the features of all words: those of word t are keys[at[t]:at[t+1]]
	at          []int32
	looks       []look
	p           []float32 // of marginals, and what they are made of
	a, b, e     []float64
}

// reset makes l ready for the features of another run of words.
func (l *lattice) reset() { l.keys, l.at = l.keys[:0], append(l.at[:0], 0) }

// word ends the features of a word.
func (l *lattice) word() { l.at = append(l.at, int32(len(l.keys))) }

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n*3/2)
	}
	return s[:n]
}

// emissions fills l.emit with the sums of the weights of l.keys and returns the
// number of words.
func (c *Chain) emissions(l *lattice) int {
	n := len(l.at) - 1
	l.emit = grow(l.emit, n*c.labels)
	l.looks = c.weights.add(l.emit, c.labels, l.keys, l.at, l.looks)
	return n
}

// viterbi returns the best labels of the n words whose emissions (in units of
// scale) stand in l.emit. The result is valid until the next call.
func (c *Chain) viterbi(l *lattice, n int) []uint8 {
	L := c.labels
	l.alpha, l.from, l.path = grow(l.alpha, n*L), grow(l.from, n*L), grow(l.path, n)
	for t := range n {
		for y := range L {
			e := float32(l.emit[t*L+y] * c.scale)
			if t == 0 {
				l.alpha[y] = c.start[y] + e
				continue
			}
			best, from := float32(math.Inf(-1)), 0
			for x := range L {
				if s := l.alpha[(t-1)*L+x] + c.trans[x*L+y]; s > best {
					best, from = s, x
				}
			}
			l.alpha[t*L+y], l.from[t*L+y] = best+e, uint8(from)
		}
	}
	if n == 0 {
		return l.path
	}
	best := 0
	for y := range L {
		if l.alpha[(n-1)*L+y] > l.alpha[(n-1)*L+best] {
			best = y
		}
	}
	for t := n - 1; t >= 0; t-- {
		l.path[t] = uint8(best)
		best = int(l.from[t*L+best])
	}
	return l.path
}

// marginals returns p[t*labels+y], the probability of label y at word t. The
// result is valid until the next call.
func (c *Chain) marginals(l *lattice, n int) []float32 {
	L := c.labels
	l.p, l.a, l.b, l.e = grow(l.p, n*L), grow(l.a, n*L), grow(l.b, n*L), grow(l.e, n*L)
	p, a, b, e := l.p, l.a, l.b, l.e
	for t := range n {
		top := math.Inf(-1)
		for y := range L {
			e[t*L+y] = float64(l.emit[t*L+y] * c.scale)
			top = max(top, e[t*L+y])
		}
		for y := range L {
			if e[t*L+y] -= top; e[t*L+y] == 0 {
				e[t*L+y] = 1 // one label of each word
				continue
			}
			e[t*L+y] = tensor.Exp64(e[t*L+y])
		}
	}
	tr, st := c.odds[:L*L], c.odds[L*L:]
	for t := range n {
		sum := 0.0
		for y := range L {
			s := st[y]
			if t > 0 {
				s = 0
				for x := range L {
					s += float64(a[(t-1)*L+x] * tr[x*L+y])
				}
			}
			a[t*L+y] = float64(s * e[t*L+y])
			sum += a[t*L+y]
		}
		normalise(a[t*L:t*L+L], sum)
	}
	for t := n - 1; t >= 0; t-- {
		sum := 0.0
		for x := range L {
			s := 1.0
			if t < n-1 {
				s = 0
				for y := range L {
					s += float64(float64(tr[x*L+y]*e[(t+1)*L+y]) * b[(t+1)*L+y])
				}
			}
			b[t*L+x] = s
			sum += s
		}
		normalise(b[t*L:t*L+L], sum)
		sum = 0
		for y := range L {
			sum += float64(a[t*L+y] * b[t*L+y])
		}
		for y := range L {
			p[t*L+y] = 0
			if sum > 0 {
				p[t*L+y] = float32(a[t*L+y] * b[t*L+y] / sum)
			}
		}
	}
	return p
}

func normalise(x []float64, sum float64) {
	if sum > 0 {
		for i := range x {
			x[i] /= sum
		}
	}
}

// hashString is FNV-1a.
func hashString(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

// The functions mix1 to mix6 combine a template and that many parts into the key
// of a feature, which is never 0. They are written out so that they are inlined.

func mixStart(template uint32) uint64 { return uint64(template)*0x9E3779B97F4A7C15 + 0x1234567 }

func mixIn(h uint64, p uint32) uint64 {
	h = (h ^ uint64(p)) * 0xFF51AFD7ED558CCD
	return h ^ h>>32
}

func mixEnd(h uint64) uint32 { return max(1, uint32(h^h>>29)) }

func mix1(template, a uint32) uint32 {
	return mixEnd(mixIn(mixStart(template), a))
}

func mix2(template, a, b uint32) uint32 {
	return mixEnd(mixIn(mixIn(mixStart(template), a), b))
}

func mix3(template, a, b, c uint32) uint32 {
	return mixEnd(mixIn(mixIn(mixIn(mixStart(template), a), b), c))
}

func mix4(template, a, b, c, d uint32) uint32 {
	return mixEnd(mixIn(mixIn(mixIn(mixIn(mixStart(template), a), b), c), d))
}

func mix5(template, a, b, c, d, e uint32) uint32 {
	return mixEnd(mixIn(mixIn(mixIn(mixIn(mixIn(mixStart(template), a), b), c), d), e))
}

func mix6(template, a, b, c, d, e, f uint32) uint32 {
	return mixEnd(mixIn(mixIn(mixIn(mixIn(mixIn(mixIn(mixStart(template), a), b), c), d), e), f))
}
