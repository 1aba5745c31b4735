package syntax

import (
	"math"

	"casus.dev/casus/internal/grammar"
	"casus.dev/casus/internal/tensor"
)

// A window is a run of words that is read as one sentence.
type window struct{ start, end int }

// scratch is the memory of one call of Annotate.
type scratch struct {
	r     *Reader
	forms map[string]int32 // form -> row of vectors
	buf   []uint32
	vec   []float32
	known tensor.Bytes // vectors of forms seen

	batch  []window // longest first
	n      int
	start  []int    // first row of each window
	steps  []int    // first packed row of each step, and the end
	order  [2][]int // packed row -> row
	x      tensor.Bytes
	in     tensor.Bytes
	out    [2]tensor.Bytes
	hidden []uint8
	cells  []float32
	gates  []float32
	unit   []float32 // a scale of UnitScale for every row

	mlp    []float32
	part   tensor.Bytes
	tags   []float32
	names  []float32
	bent   []float32
	gov    []float32
	arcs   []float32
	rels   []float32
	heads  []int32
	pack   tensor.Packed
	dec    grammar.Decoder
	tagger grammar.NameDecoder
	picks  []uint8
	all    []float32 // scores of name tags by word of the document

	memory   map[string]int32 // capitalised form -> its memory
	memories []memory
	chances  [][kinds]float32 // of each capitalised word
	recalled []int32          // memory of each word, or -1
}

// mostForms bounds the vectors that a scratch keeps; news repeats its words.
const mostForms = 1 << 13

func (r *Reader) newScratch() *scratch {
	return &scratch{r: r, forms: map[string]int32{}, vec: make([]float32, r.shape.Word+r.shape.Parts)}
}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/4)
	}
	return s[:n]
}

func size(b *tensor.Bytes, rows, cols int) {
	b.Rows, b.Cols = rows, cols
	b.Data, b.Scales = grow(b.Data, rows*cols), grow(b.Scales, rows)
}

// begin lays out a batch of windows, the longest first.
func (s *scratch) begin(batch []window) {
	s.batch, s.n = batch, 0
	s.start = s.start[:0]
	for _, w := range batch {
		s.start = append(s.start, s.n)
		s.n += w.end - w.start
	}
	s.steps, s.order[0], s.order[1] = s.steps[:0], s.order[0][:0], s.order[1][:0]
	for t, live := 0, len(batch); ; t++ {
		for live > 0 && batch[live-1].end-batch[live-1].start <= t {
			live--
		}
		s.steps = append(s.steps, len(s.order[0]))
		if live == 0 {
			break
		}
		for k := range live {
			s.order[0] = append(s.order[0], s.start[k]+t)
			s.order[1] = append(s.order[1], s.start[k]+batch[k].end-batch[k].start-1-t)
		}
	}
	for len(s.unit) < s.n+len(batch) {
		s.unit = append(s.unit, tensor.UnitScale())
	}
}

// embed fills s.x with the vectors of the words' forms.
func (s *scratch) embed(form func(i int) string) {
	cols := len(s.vec)
	size(&s.x, s.n, cols)
	i := 0
	for _, w := range s.batch {
		for k := w.start; k < w.end; k++ {
			row := s.form(form(k))
			copy(s.x.Row(i), s.known.Data[row*cols:(row+1)*cols])
			s.x.Scales[i] = s.known.Scales[row]
			i++
		}
	}
}

// form returns the row of a form in s.known.
func (s *scratch) form(form string) int {
	if row, ok := s.forms[form]; ok {
		return int(row)
	}
	if len(s.forms) == mostForms {
		clear(s.forms)
		s.known.Data, s.known.Scales = s.known.Data[:0], s.known.Scales[:0]
	}
	r := s.r
	key := grammar.Key(form)
	copy(s.vec, r.word.Row(int(r.rows[key])))
	sum := s.vec[r.shape.Word:]
	clear(sum)
	s.buf = grammar.AppendKnown(grammar.Parts(s.buf[:0], form), r.known[key])
	for _, b := range s.buf {
		for j, v := range r.parts.Row(int(b)) {
			sum[j] += v
		}
	}
	scale := float32(1 / math.Sqrt(float64(max(len(s.buf), 1))))
	for j := range sum {
		sum[j] *= scale
	}
	row := len(s.known.Scales)
	s.known.Data = append(s.known.Data, make([]uint8, len(s.vec))...)
	s.known.Scales = append(s.known.Scales, tensor.ToBytes(s.known.Data[row*len(s.vec):], s.vec))
	s.forms[form] = int32(row)
	return row
}

// encode runs the layers and returns the words' vectors, in bytes of UnitScale.
func (s *scratch) encode() *tensor.Bytes {
	in := &s.x
	for l := range s.r.layers {
		out := &s.out[l%2]
		size(out, s.n, 2*s.r.shape.Hidden)
		copy(out.Scales, s.unit)
		for d := range 2 {
			s.direction(&s.r.layers[l][d], d, in, out)
		}
		in = out
	}
	return in
}

func (s *scratch) direction(p *direction, d int, in, out *tensor.Bytes) {
	h, live := s.r.shape.Hidden, len(s.batch)
	size(&s.in, s.n, in.Cols)
	s.gates, s.cells = grow(s.gates, s.n*4*h), grow(s.cells, live*h)
	s.hidden = grow(s.hidden, (live+s.n)*h)
	for i, from := range s.order[d] {
		copy(s.in.Row(i), in.Row(from))
		s.in.Scales[i] = in.Scales[from]
	}
	gates := tensor.Of(s.n, 4*h, s.gates)
	tensor.MulBytesBias(gates, s.in.Data, in.Cols, s.in.Scales, p.wx, p.bias)
	clear(s.cells)
	for i := range s.hidden[:live*h] {
		s.hidden[i] = tensor.Zero
	}
	prev := 0
	for t := range len(s.steps) - 1 {
		a, b := s.steps[t], s.steps[t+1]
		g := gates.Slice(a, b)
		tensor.MulBytes(g, s.hidden[prev*h:], h, s.unit, p.wh)
		prev = live + a
		tensor.CellBytes(b-a, h, g.Data, s.cells, s.hidden[prev*h:(live+b)*h])
	}
	for i, to := range s.order[d] {
		copy(out.Row(to)[d*h:(d+1)*h], s.hidden[(live+i)*h:(live+i+1)*h])
	}
}

// slope is what the hidden layer of the heads lets through below zero.
const slope = float32(0.1)

// score runs the heads on the encoder's result: tags, names, and the vectors
// that arcs and relations are read from.
func (s *scratch) score(top *tensor.Bytes) {
	r := s.r
	wide := r.mlp.N
	s.mlp = grow(s.mlp, s.n*wide)
	hidden := tensor.Of(s.n, wide, s.mlp)
	tensor.MulBytesBias(hidden, top.Data, top.Cols, top.Scales, r.mlp, r.mlpBias)
	tensor.MulBytes(hidden.Columns(0, r.mlpX.N), s.x.Data, s.x.Cols, s.x.Scales, r.mlpX)
	tensor.Leaky(s.mlp, slope)
	at := r.shape.Tag
	s.tags = s.affine(s.tags, hidden.Columns(0, at), r.tags, r.tagsBias)
	s.names = s.affine(s.names, hidden.Columns(at, at+r.shape.Name), r.name, r.nameBias)
	at += r.shape.Name
	s.bent = s.affine(s.bent, hidden.Columns(at, at+r.shape.Arc), r.arc, r.noBias)
}

// affine returns x·p plus bias, one row for each row of x.
func (s *scratch) affine(out []float32, x tensor.Mat, p *tensor.ByteMat, bias []float32) []float32 {
	out = grow(out, x.Rows*p.N)
	size(&s.part, x.Rows, x.Cols)
	for i := range x.Rows {
		s.part.Scales[i] = tensor.ToBytes(s.part.Row(i), x.Row(i))
	}
	tensor.MulBytesBias(tensor.Of(x.Rows, p.N, out), s.part.Data, x.Cols, s.part.Scales, p, bias)
	return out
}

// attach finds the tree of window k. The heads are rows of the batch, -1 for
// the root.
func (s *scratch) attach(k int) {
	r, n := s.r, s.batch[k].end-s.batch[k].start
	start, d, wide := s.start[k], r.shape.Arc, r.mlp.N
	at := r.shape.Tag + r.shape.Name + d
	s.gov = grow(s.gov, (n+1)*d)
	copy(s.gov, r.rootArc)
	for i := range n {
		copy(s.gov[(i+1)*d:(i+2)*d], s.mlp[(start+i)*wide+at:])
	}
	gov := tensor.Of(n+1, d, s.gov)
	s.arcs = grow(s.arcs, n*(n+1))
	arcs := tensor.Of(n, n+1, s.arcs)
	for j := range n + 1 {
		var b float32
		for x, v := range gov.Row(j) {
			b += float32(v * r.arcHead[x])
		}
		arcs.Data[j] = b
	}
	for i := 1; i < n; i++ {
		copy(arcs.Row(i), arcs.Row(0))
	}
	s.pack.PackT(gov)
	tensor.Mul(arcs, tensor.Of(n, d, s.bent[start*d:]), &s.pack, true)
	heads := s.heads[start : start+n]
	s.dec.Heads(s.arcs, n, heads)
	for i := range heads {
		if heads[i] >= 0 {
			heads[i] += int32(start)
		}
	}
}

// relate scores the relations of all words to their heads.
func (s *scratch) relate() {
	r, d, wide := s.r, s.r.shape.Rel, s.r.mlp.N
	at := r.shape.Tag + r.shape.Name + 2*r.shape.Arc
	s.gov = grow(s.gov, s.n*3*d)
	for i := range s.n {
		dep := s.mlp[i*wide+at : i*wide+at+d]
		gov := r.rootRel
		if h := int(s.heads[i]); h >= 0 {
			gov = s.mlp[h*wide+at+d : h*wide+at+2*d]
		}
		row := s.gov[i*3*d : (i+1)*3*d]
		copy(row[d:], dep)
		copy(row[2*d:], gov)
		for j, v := range dep {
			row[j] = v * gov[j]
		}
	}
	s.rels = s.affine(s.rels, tensor.Of(s.n, 3*d, s.gov), r.rel, r.relBias)
}
