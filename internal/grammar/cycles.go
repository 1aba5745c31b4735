package grammar

import "math"

// cycles is the scratch memory of the spanning tree search. Contraction keeps
// to one matrix: a contracted cycle lives on in its first member, so the whole
// takes O(n³) time at worst and O(n²) where few cycles arise.
type cycles struct {
	alive   []bool
	into    []int32 // best head of each live node
	from    []int32 // for edge (h, d): true endpoints, as h*m+d
	stack   []contraction
	members []int32
	mark    []int32
	memory  []int32 // of contractions
	used    int
}

// contraction remembers a cycle (in members[lo:hi], the first its stand-in)
// with the edges, by true endpoints, that closed it.
type contraction struct {
	lo, hi int
	edges  []int32
	enter  []int32 // members' copy of incoming edges: enter[k*m+h]
}

// run finds the best tree over nodes 0..m-1 rooted in 0; score[h*m+d] is the
// edge from h to d. heads[d] gets the head of d.
func (c *cycles) run(score []float64, m int, heads []int32) {
	c.alive = resize(c.alive, m)
	c.into = resize(c.into, m)
	c.mark = resize(c.mark, m)
	c.from = resize(c.from, m*m)
	c.stack, c.members, c.used = c.stack[:0], c.members[:0], 0
	for i := range m {
		c.alive[i] = true
	}
	for e := range c.from {
		c.from[e] = int32(e)
	}
	for d := 1; d < m; d++ {
		c.into[d] = c.bestInto(score, m, d)
	}
	for {
		lo, hi := c.findCycle(m)
		if hi == lo {
			break
		}
		c.contract(score, m, lo, hi)
	}
	for d := 1; d < m; d++ {
		heads[d] = -1
	}
	heads[0] = -1
	for d := 1; d < m; d++ {
		if c.alive[d] {
			e := c.from[int(c.into[d])*m+d]
			heads[int(e)%m] = e / int32(m)
		}
	}
	// Open the cycles, the last first: the member that the chosen edge enters
	// keeps that edge, the others their edges of the cycle.
	for s := len(c.stack) - 1; s >= 0; s-- {
		k := &c.stack[s]
		entered := c.entered(k, m, heads)
		for x := range k.edges {
			if x != entered {
				e := k.edges[x]
				heads[int(e)%m] = e / int32(m)
			}
		}
	}
}

// entered finds which member of k the edge into k's stand-in enters.
func (c *cycles) entered(k *contraction, m int, heads []int32) int {
	for x := range k.edges {
		for h := range m {
			e := k.enter[x*m+h]
			if e >= 0 && heads[int(e)%m] == e/int32(m) {
				return x
			}
		}
	}
	return 0
}

func (c *cycles) bestInto(score []float64, m, d int) int32 {
	best, at := math.Inf(-1), int32(-1)
	for h := range m {
		if h != d && c.alive[h] && (at < 0 || score[h*m+d] > best) {
			best, at = score[h*m+d], int32(h)
		}
	}
	return at
}

// findCycle appends the members of one cycle to c.members.
func (c *cycles) findCycle(m int) (lo, hi int) {
	clear(c.mark)
	for i := 1; i < m; i++ {
		j := i
		for j > 0 && c.alive[j] && c.mark[j] == 0 {
			c.mark[j] = int32(i)
			j = int(c.into[j])
		}
		if j > 0 && c.alive[j] && c.mark[j] == int32(i) {
			lo = len(c.members)
			c.members = append(c.members, int32(j))
			for k := int(c.into[j]); k != j; k = int(c.into[k]) {
				c.members = append(c.members, int32(k))
			}
			return lo, len(c.members)
		}
	}
	return 0, 0
}

// contract makes the first member of a cycle stand for all of it.
func (c *cycles) contract(score []float64, m, lo, hi int) {
	members := c.members[lo:hi]
	inside := make(map[int32]bool, len(members))
	gain := make([]float64, len(members))
	for x, d := range members {
		inside[d] = true
		gain[x] = score[int(c.into[d])*m+int(d)]
	}
	c.stack = append(c.stack, c.remember(m, lo, hi, inside))
	for h := range m {
		if c.alive[h] && !inside[int32(h)] {
			c.joinEdges(score, m, h, members, gain)
		}
	}
	for _, d := range members[1:] {
		c.alive[d] = false
	}
	rep := int(members[0])
	for d := 1; d < m; d++ {
		switch {
		case !c.alive[d]:
		case d == rep:
			c.into[d] = c.bestInto(score, m, d)
		case inside[c.into[d]]:
			c.into[d] = int32(rep) // its best edge came from a member and now comes from the stand-in
		}
	}
}

// remember notes a cycle and the edges that may enter it.
func (c *cycles) remember(m, lo, hi int, inside map[int32]bool) contraction {
	k := contraction{lo: lo, hi: hi, edges: c.take(hi - lo)[:0], enter: c.take((hi - lo) * m)[:0]}
	for _, d := range c.members[lo:hi] {
		k.edges = append(k.edges, c.from[int(c.into[d])*m+int(d)])
		for h := range m {
			e := int32(-1)
			if c.alive[h] && !inside[int32(h)] {
				e = c.from[h*m+int(d)]
			}
			k.enter = append(k.enter, e)
		}
	}
	return k
}

// take returns n elements that live until the next search.
func (c *cycles) take(n int) []int32 {
	if c.used+n > len(c.memory) {
		c.memory, c.used = make([]int32, max(2*len(c.memory), n, 1<<10)), 0
	}
	c.used += n
	return c.memory[c.used-n : c.used : c.used]
}

// joinEdges gives the stand-in of members the best of their edges from and to
// node h. An edge that enters counts what it gains over the edge of the cycle
// that it replaces.
func (c *cycles) joinEdges(score []float64, m, h int, members []int32, gain []float64) {
	rep := int(members[0])
	inBest, inAt := math.Inf(-1), int32(-1)
	outBest, outAt := math.Inf(-1), int32(-1)
	for x, d := range members {
		if s := score[h*m+int(d)] - gain[x]; inAt < 0 || s > inBest {
			inBest, inAt = s, c.from[h*m+int(d)]
		}
		if s := score[int(d)*m+h]; h != 0 && (outAt < 0 || s > outBest) {
			outBest, outAt = s, c.from[int(d)*m+h]
		}
	}
	score[h*m+rep], c.from[h*m+rep] = inBest, inAt
	if h != 0 {
		score[rep*m+h], c.from[rep*m+h] = outBest, outAt
	}
}
