package network

import (
	"math"
	"math/rand/v2"
	"testing"

	"casus.dev/casus/internal/learn/corpus"
)

// small returns a tiny network, forms and a batch that uses every head.
func small() (*Net, []corpus.Type, []*corpus.Example) {
	s := Shape{
		Word: 3, Parts: 4, Hidden: 5, Layers: 2, Tag: 6, Name: 4, Arc: 5, Rel: 4, Vocabulary: 6, Buckets: 9,
		UPOS: 3, XPOS: 4, Feats: [2]int{3, 2}, Scripts: 4, Rels: 5, NameTags: 7, Seed: 3,
	}
	r := rand.New(rand.NewPCG(4, 4))
	types := make([]corpus.Type, 7)
	for i := range types {
		types[i] = corpus.Type{Word: int32(r.IntN(6)), Parts: []uint32{uint32(r.IntN(9)), uint32(r.IntN(9)), uint32(r.IntN(9))}}
	}
	var batch []*corpus.Example
	for k, n := range []int{5, 4, 4, 1} {
		e := &corpus.Example{Scheme: k % 2, Tree: k != 2, Named: k != 1, Weight: 1 + float32(k)/2}
		for i := range n {
			e.Tokens = append(e.Tokens, corpus.Token{
				Type: int32(r.IntN(7)), UPOS: int32(r.IntN(3)), XPOS: int32(r.IntN(4)), Script: int32(r.IntN(5)) - 1,
				Feats: int32(r.IntN(2)), Head: int32(i) - 1, Rel: int32(r.IntN(5)), Name: uint16(1 + r.IntN(126)), Trust: 0.7,
			})
		}
		batch = append(batch, e)
	}
	return New(s), types, batch
}

func total(l Losses) float64 { return l.Tags + l.Arc + l.Rel + l.Name }

func TestGradients(t *testing.T) {
	for _, drop := range []Drop{{}, {0.3, 0.3, 0.3, 0.3, 0.3}} {
		net, types, batch := small()
		for _, p := range net.Params {
			for i := range p.W {
				p.W[i] *= 2
			}
		}
		w := newWorker(net, types, drop)
		w.needGradients()
		w.train = drop != Drop{}
		loss := func() float64 {
			w.rng = rand.New(rand.NewPCG(1, 1))
			net.pack(true)
			w.learn(batch, 1)
			return total(w.loss)
		}
		loss()
		for k, p := range net.Params {
			got := append([]float32(nil), w.grad[k]...)
			worst := 0.0
			for i := range p.W {
				const step = 1e-3
				old := p.W[i]
				p.W[i] = old + step
				up := loss()
				p.W[i] = old - step
				down := loss()
				p.W[i] = old
				want := (up - down) / (2 * step)
				worst = max(worst, math.Abs(want-float64(got[i]))/(0.1+math.Abs(want)))
			}
			if worst > 0.03 {
				t.Errorf("drop %v: gradient of %s is off by %.3f", drop, p.Name, worst)
			}
			for i := range w.grad {
				clear(w.grad[i])
			}
			loss()
		}
	}
}
