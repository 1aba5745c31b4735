// Package network trains the reader: a two-way recurrent encoder over word
// vectors with heads for tags, features, lemmas, trees and names. The forward
// pass and the gradients are written out by hand; a test compares every
// gradient with finite differences.
//
// A run can be repeated to the byte: chance comes from the seed and the number
// of the step, both workers take fixed halves of each batch, and their
// gradients are added in a fixed order.
package network

import (
	"math"
	"math/rand/v2"

	"casus.dev/casus/internal/tensor"
)

// A Param is one matrix that is learned.
type Param struct {
	Name       string
	Rows, Cols int
	Sparse     bool // a table of which a batch touches few rows
	W          []float32
	Pace       float32 // factor of the step size

	m, v, avg []float32
	forward   tensor.Packed
	backward  tensor.Packed
}

// Mat returns the weights as a matrix.
func (p *Param) Mat() tensor.Mat { return tensor.Of(p.Rows, p.Cols, p.W) }

func (n *Net) param(name string, rows, cols int, scale float64, sparse bool) *Param {
	p := &Param{Name: name, Rows: rows, Cols: cols, Sparse: sparse, Pace: 1, W: make([]float32, rows*cols)}
	r := rand.New(rand.NewPCG(n.Shape.Seed, uint64(len(n.Params))))
	for i := range p.W {
		p.W[i] = float32((2*r.Float64() - 1) * scale)
	}
	n.Params = append(n.Params, p)
	return p
}

// glorot is the bound of Glorot and Bengio (2010) for uniform weights.
func glorot(in, out int) float64 { return math.Sqrt(6 / float64(in+out)) }

func (n *Net) dense(name string, rows, cols int) *Param {
	return n.param(name, rows, cols, glorot(rows, cols), false)
}

// Shape is the size of a network.
type Shape struct {
	Word, Parts int // widths of the word's own vector and of the sum of its parts
	Hidden      int // per direction
	Layers      int
	Tag, Name   int // widths of the hidden layers of the heads
	Arc, Rel    int
	Vocabulary  int
	Buckets     int
	Known       int // kinds of known names; their rows follow the buckets
	UPOS, XPOS  int
	Feats       [2]int
	Scripts     int
	Rels        int
	NameTags    int
	Seed        uint64
}

// In returns the width of a word's vector.
func (s *Shape) In() int { return s.Word + s.Parts }

// heads returns where the hidden layer of each head begins: tags, names, arc
// dependents, arc heads, relation dependents, relation heads, and the end.
func (s *Shape) heads() [7]int {
	at := [7]int{0, s.Tag, s.Tag + s.Name}
	at[3] = at[2] + s.Arc
	at[4] = at[3] + s.Arc
	at[5] = at[4] + s.Rel
	at[6] = at[5] + s.Rel
	return at
}

// tags returns where the classes of each tag begin: UPOS, XPOS, features of
// both schemes, lemma scripts, and the end.
func (s *Shape) tags() [6]int {
	at := [6]int{0, s.UPOS}
	at[2] = at[1] + s.XPOS
	at[3] = at[2] + s.Feats[0]
	at[4] = at[3] + s.Feats[1]
	at[5] = at[4] + s.Scripts
	return at
}

type direction struct{ wx, wh, b *Param }

// A Net is the network's weights.
type Net struct {
	Shape  Shape
	Params []*Param

	word, parts           *Param
	layers                [][2]direction
	mlp, mlpX, mlpB       *Param
	tags, tagsB           *Param
	name, nameB           *Param
	arc, arcHead, rootArc *Param
	rel, relB, rootRel    *Param
}

// New returns a network with random weights.
func New(s Shape) *Net {
	n := &Net{Shape: s}
	n.word = n.param("word", s.Vocabulary, s.Word, 0.15, true)
	n.parts = n.param("parts", s.Buckets+s.Known, s.Parts, 0.5, true)
	in := s.In()
	for l := range s.Layers {
		var both [2]direction
		for d, side := range []string{"f", "b"} {
			id := string(rune('0'+l)) + side
			both[d] = direction{
				n.dense("wx"+id, in, 4*s.Hidden), n.dense("wh"+id, s.Hidden, 4*s.Hidden),
				n.param("bias"+id, 1, 4*s.Hidden, 0, false),
			}
			for j := s.Hidden; j < 2*s.Hidden; j++ {
				both[d].b.W[j] = 1 // gates that remember at first learn faster
			}
		}
		n.layers = append(n.layers, both)
		in = 2 * s.Hidden
	}
	h, t := s.heads(), s.tags()
	n.mlp, n.mlpB = n.dense("mlp", in, h[6]), n.param("mlpbias", 1, h[6], 0, false)
	n.mlpX = n.dense("mlpx", s.In(), h[2])
	n.tags, n.tagsB = n.dense("tags", s.Tag, t[5]), n.param("tagsbias", 1, t[5], 0, false)
	n.name, n.nameB = n.dense("name", s.Name, s.NameTags), n.param("namebias", 1, s.NameTags, 0, false)
	n.arc, n.arcHead = n.param("arc", s.Arc, s.Arc, 0.05, false), n.param("archead", 1, s.Arc, 0.05, false)
	n.rootArc = n.param("rootarc", 1, s.Arc, 0.1, false)
	n.rel, n.relB = n.dense("rel", 3*s.Rel, s.Rels), n.param("relbias", 1, s.Rels, 0, false)
	n.rootRel = n.param("rootrel", 1, s.Rel, 0.1, false)
	return n
}

// pack lays the dense weights out for products.
func (n *Net) pack(backward bool) {
	for _, p := range n.Params {
		if p.Sparse || p.Rows == 1 {
			continue
		}
		p.forward.Pack(p.Mat())
		if backward {
			p.backward.PackT(p.Mat())
		}
	}
}
