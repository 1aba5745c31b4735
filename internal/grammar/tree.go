package grammar

import "math"

// A Decoder finds best trees. It keeps its scratch memory between calls and
// belongs to one goroutine.
type Decoder struct {
	heads, color []int32
	score        []float64
	cyc          cycles
}

// Heads finds the tree over n words with one root. scores has n rows of n+1
// values: the score of the root (column 0) or of word j (column j+1) as head of
// word i. out[i] becomes the head's position or -1 for the root. Where the
// best head of every word already makes one tree it is taken; else the best
// tree is found by the algorithm of Chu and Liu (1965) and Edmonds (1967).
func (d *Decoder) Heads(scores []float32, n int, out []int32) {
	if n == 0 {
		return
	}
	roots := 0
	for i := range n {
		row := scores[i*(n+1) : (i+1)*(n+1)]
		best := -1
		for j, s := range row {
			if j != i+1 && (best < 0 || s > row[best]) {
				best = j
			}
		}
		out[i] = int32(best) - 1
		if best == 0 {
			roots++
		}
	}
	if roots == 1 && d.reachesRoot(out[:n]) {
		return
	}
	d.best(scores, n, out)
}

// reachesRoot reports whether heads has no cycle.
func (d *Decoder) reachesRoot(heads []int32) bool {
	d.color = resize(d.color, len(heads))
	clear(d.color)
	for i := range heads {
		j := int32(i)
		for j >= 0 && d.color[j] == 0 {
			d.color[j] = int32(i) + 1
			j = heads[j]
		}
		if j >= 0 && d.color[j] == int32(i)+1 {
			return false
		}
	}
	return true
}

// best runs Chu-Liu-Edmonds. One root is had by a penalty on every edge from
// the root that outweighs any sum of differences between other edges.
func (d *Decoder) best(scores []float32, n int, out []int32) {
	m := n + 1
	d.score = resize(d.score, m*m)
	lo, hi := math.Inf(1), math.Inf(-1)
	for i := range n {
		for j := range m {
			if j != i+1 {
				s := float64(scores[i*m+j])
				if s != s || math.IsInf(s, 0) {
					s = -1e9
				}
				lo, hi = min(lo, s), max(hi, s)
			}
		}
	}
	penalty := float64((hi-lo)*float64(n)) + 1
	for i := range n {
		for j := range m {
			s := float64(scores[i*m+j])
			if s != s || math.IsInf(s, 0) {
				s = -1e9
			}
			if j == 0 {
				s -= penalty
			}
			d.score[j*m+i+1] = s
		}
	}
	d.heads = resize(d.heads, m)
	d.cyc.run(d.score, m, d.heads)
	for i := range n {
		out[i] = d.heads[i+1] - 1
	}
}

func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}
