package network

import (
	"math"
	"math/rand/v2"
	"slices"

	"casus.dev/casus/internal/learn/corpus"
	"casus.dev/casus/internal/tensor"
)

// Drop holds the shares of elements that are set to zero in training.
type Drop struct {
	Word   float64 // word vectors, as if the word were unknown; more for rare words
	Input  float64
	Layer  float64 // between layers, one mask a sentence
	Recur  float64 // on the way back into a layer, one mask a sentence
	Hidden float64 // in the heads
}

// A worker runs sentences through the network and collects gradients. It owns
// its memory.
type worker struct {
	net   *Net
	types []corpus.Type
	drop  Drop
	train bool
	rng   *rand.Rand

	grad    [][]float32 // by parameter
	touched [2][]int32  // rows of word and parts
	seen    [2][]bool
	index   map[*Param]int

	arena []float32
	used  int
	need  int // elements taken for this batch
	pk    tensor.Packed

	batch  []*corpus.Example // longest first
	n      int               // words
	start  []int             // first row of each sentence, sentence by sentence
	steps  []int             // first packed row of each step, and the end
	order  [2][]int          // packed row -> sentence row, forwards and backwards
	x      tensor.Mat
	xmask  []float32
	keep   []float32 // per word: 0 if its own vector was dropped
	states [][2]*state
	outs   []tensor.Mat // output of each layer, after dropout
	masks  [][]float32
	loss   Losses
}

// state is what one direction of one layer leaves for its gradient.
type state struct {
	in, gates, cells, squash, hidden, masked tensor.Mat
	mask                                     []float32 // per sentence
}

func newWorker(n *Net, types []corpus.Type, drop Drop) *worker {
	w := &worker{net: n, types: types, drop: drop, index: map[*Param]int{}}
	for i, p := range n.Params {
		w.index[p] = i
	}
	return w
}

// needGradients makes room for gradients.
func (w *worker) needGradients() {
	for _, p := range w.net.Params {
		w.grad = append(w.grad, make([]float32, len(p.W)))
	}
	w.seen = [2][]bool{make([]bool, w.net.word.Rows), make([]bool, w.net.parts.Rows)}
}

func (w *worker) g(p *Param) tensor.Mat { return tensor.Of(p.Rows, p.Cols, w.grad[w.index[p]]) }

// alloc returns a matrix of the arena that lives until the next batch; its
// content is undefined.
func (w *worker) alloc(rows, cols int) tensor.Mat {
	size := rows * cols
	if w.need += size; w.used+size > len(w.arena) {
		w.arena, w.used = make([]float32, max(size, 1<<22)), 0
	}
	m := tensor.Of(rows, cols, w.arena[w.used:w.used+size])
	w.used += size
	return m
}

func (w *worker) zeros(rows, cols int) tensor.Mat {
	m := w.alloc(rows, cols)
	clear(m.Data)
	return m
}

// mask returns n elements that are 0 with probability p, else 1/(1-p).
func (w *worker) mask(n int, p float64) []float32 {
	m := w.alloc(1, n).Data
	scale := float32(1 / (1 - p))
	bound := uint32(p * (1 << 16))
	for i := 0; i < n; i += 4 {
		bits := w.rng.Uint64()
		for j := i; j < min(i+4, n); j++ {
			m[j] = scale
			if uint32(bits&0xffff) < bound {
				m[j] = 0
			}
			bits >>= 16
		}
	}
	return m
}

// begin lays out a batch, which must be ordered by length, the longest first.
func (w *worker) begin(batch []*corpus.Example) {
	if w.need > len(w.arena) {
		w.arena = make([]float32, w.need+w.need/4)
	}
	w.batch, w.n, w.used, w.need = batch, 0, 0, 0
	w.start = w.start[:0]
	for _, e := range batch {
		w.start = append(w.start, w.n)
		w.n += len(e.Tokens)
	}
	w.steps, w.order[0], w.order[1] = w.steps[:0], w.order[0][:0], w.order[1][:0]
	for t, live := 0, len(batch); ; t++ {
		for live > 0 && len(batch[live-1].Tokens) <= t {
			live--
		}
		w.steps = append(w.steps, len(w.order[0]))
		if live == 0 {
			break
		}
		for s := range live {
			w.order[0] = append(w.order[0], w.start[s]+t)
			w.order[1] = append(w.order[1], w.start[s]+len(batch[s].Tokens)-1-t)
		}
	}
}

// embed fills w.x with the words' vectors.
func (w *worker) embed() {
	s := &w.net.Shape
	w.x = w.zeros(w.n, s.In())
	w.keep = w.alloc(1, w.n).Data
	i := 0
	for _, e := range w.batch {
		for k := range e.Tokens {
			typ := &w.types[e.Tokens[k].Type]
			w.keep[i] = 1
			if w.train && w.rng.Float64() < w.drop.Word*(1+4/float64(2+typ.Count))/2 {
				w.keep[i] = 0
			}
			row := w.x.Row(i)
			if w.keep[i] != 0 {
				copy(row, w.net.word.Mat().Row(int(typ.Word)))
			} else {
				copy(row, w.net.word.W[:s.Word])
			}
			out := row[s.Word:]
			for _, b := range typ.Parts {
				tensor.Add(out, w.net.parts.W[int(b)*s.Parts:(int(b)+1)*s.Parts])
			}
			scale := PartScale(len(typ.Parts))
			for j := range out {
				out[j] *= scale
			}
			i++
		}
	}
	if w.train {
		w.xmask = w.mask(len(w.x.Data), w.drop.Input)
		tensor.Times(w.x.Data, w.xmask)
	}
}

// PartScale returns the factor of the sum of n parts.
func PartScale(n int) float32 { return float32(1 / math.Sqrt(float64(max(n, 1)))) }

// encode runs the layers. The result has a row for each word.
func (w *worker) encode() tensor.Mat {
	n := w.net
	w.states, w.outs, w.masks = w.states[:0], w.outs[:0], w.masks[:0]
	in := w.x
	for l := range n.layers {
		out := w.alloc(w.n, 2*n.Shape.Hidden)
		var both [2]*state
		for d := range 2 {
			both[d] = w.direction(n.layers[l][d], d, in, out.Columns(d*n.Shape.Hidden, (d+1)*n.Shape.Hidden))
		}
		w.states = append(w.states, both)
		if w.train {
			w.masks = append(w.masks, w.spread(w.mask(len(w.batch)*out.Cols, w.drop.Layer), out.Cols))
			tensor.Times(out.Data, w.masks[l])
		}
		w.outs = append(w.outs, out)
		in = out
	}
	return in
}

// spread repeats the row of each sentence for each of its words.
func (w *worker) spread(rows []float32, cols int) []float32 {
	m := w.alloc(w.n, cols)
	for s, e := range w.batch {
		for i := range e.Tokens {
			copy(m.Row(w.start[s]+i), rows[s*cols:(s+1)*cols])
		}
	}
	return m.Data
}

// direction runs one direction of a layer and scatters its output into out.
func (w *worker) direction(p direction, d int, in, out tensor.Mat) *state {
	h, live := w.net.Shape.Hidden, len(w.batch)
	st := &state{
		in: w.alloc(w.n, in.Cols), gates: w.alloc(w.n, 4*h), cells: w.alloc(live+w.n, h),
		squash: w.alloc(w.n, h), hidden: w.alloc(w.n, h), masked: w.alloc(live+w.n, h),
	}
	for i, from := range w.order[d] {
		copy(st.in.Row(i), in.Row(from))
	}
	tensor.MulBias(st.gates, st.in, &p.wx.forward, p.b.W)
	clear(st.cells.Data[:live*h])
	clear(st.masked.Data[:live*h])
	if w.train {
		st.mask = w.mask(live*h, w.drop.Recur)
	}
	prev := 0
	for t := range len(w.steps) - 1 {
		a, b := w.steps[t], w.steps[t+1]
		rows := b - a
		gates := st.gates.Slice(a, b)
		tensor.Mul(gates, st.masked.Slice(prev, prev+rows), &p.wh.forward, true)
		at := live + a
		tensor.Cell(rows, h, gates.Data, st.cells.Data[prev*h:], st.cells.Data[at*h:(at+rows)*h], st.squash.Data[a*h:], st.hidden.Data[a*h:])
		copy(st.masked.Data[at*h:(at+rows)*h], st.hidden.Data[a*h:b*h])
		if st.mask != nil {
			tensor.Times(st.masked.Data[at*h:(at+rows)*h], st.mask)
		}
		prev = at
	}
	for i, to := range w.order[d] {
		copy(out.Row(to), st.hidden.Row(i))
	}
	return st
}

// backEncode adds the gradients of the layers, given that of their result, and
// those of the words' vectors, given further gradients of w.x in dx.
func (w *worker) backEncode(dout, dx tensor.Mat) {
	n := w.net
	for l, layer := range slices.Backward(n.layers) {
		if w.train {
			tensor.Times(dout.Data, w.masks[l])
		}
		din := dx
		if l > 0 {
			din = w.zeros(w.n, 2*n.Shape.Hidden)
		}
		for d := range 2 {
			w.backDirection(layer[d], d, w.states[l][d], dout.Columns(d*n.Shape.Hidden, (d+1)*n.Shape.Hidden), din)
		}
		dout = din
	}
	w.backEmbed(dx)
}

func (w *worker) backDirection(p direction, d int, st *state, dout, din tensor.Mat) {
	h, live := w.net.Shape.Hidden, len(w.batch)
	dgates := w.alloc(w.n, 4*h)
	dh, dc := w.zeros(live, h), w.zeros(live, h)
	before := w.alloc(w.n, h)
	for t := len(w.steps) - 2; t >= 0; t-- {
		a, b := w.steps[t], w.steps[t+1]
		rows := b - a
		prev := 0
		if t > 0 {
			prev = live + w.steps[t-1]
		}
		copy(before.Data[a*h:b*h], st.masked.Data[prev*h:])
		for r := range rows {
			tensor.Add(dh.Row(r), dout.Row(w.order[d][a+r]))
			tensor.CellBack(st.gates.Row(a+r), st.cells.Row(prev+r), st.squash.Row(a+r), dh.Row(r), dc.Row(r), dgates.Row(a+r))
		}
		back := dh.Slice(0, rows)
		tensor.Mul(back, dgates.Slice(a, b), &p.wh.backward, false)
		if st.mask != nil {
			tensor.Times(back.Data, st.mask)
		}
	}
	w.pk.Pack(dgates)
	tensor.MulT(w.g(p.wh), before, &w.pk, true)
	tensor.MulT(w.g(p.wx), st.in, &w.pk, true)
	sumRows(w.g(p.b).Data, dgates)
	dpacked := w.alloc(w.n, st.in.Cols)
	tensor.Mul(dpacked, dgates, &p.wx.backward, false)
	for i, to := range w.order[d] {
		tensor.Add(din.Row(to), dpacked.Row(i))
	}
}

func (w *worker) backEmbed(dx tensor.Mat) {
	s := &w.net.Shape
	if w.train {
		tensor.Times(dx.Data, w.xmask)
	}
	gw, gp := w.g(w.net.word), w.g(w.net.parts)
	i := 0
	for _, e := range w.batch {
		for k := range e.Tokens {
			typ := &w.types[e.Tokens[k].Type]
			row := dx.Row(i)
			own := int32(0)
			if w.keep[i] != 0 {
				own = typ.Word
			}
			w.touch(0, own)
			tensor.Add(gw.Row(int(own)), row[:s.Word])
			part := row[s.Word:]
			scale := PartScale(len(typ.Parts))
			for j := range part {
				part[j] *= scale
			}
			for _, b := range typ.Parts {
				w.touch(1, int32(b))
				tensor.Add(gp.Row(int(b)), part)
			}
			i++
		}
	}
}

func (w *worker) touch(table int, row int32) {
	if !w.seen[table][row] {
		w.seen[table][row] = true
		w.touched[table] = append(w.touched[table], row)
	}
}

func sumRows(out []float32, m tensor.Mat) {
	for i := range m.Rows {
		tensor.Add(out, m.Row(i))
	}
}
