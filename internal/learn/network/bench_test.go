package network

import (
	"math/rand/v2"
	"testing"

	"casus.dev/casus/internal/grammar"
	"casus.dev/casus/internal/learn/corpus"
	"casus.dev/casus/internal/tensor"
)

// BenchmarkLearn runs one worker's half of a batch of the published size.
func BenchmarkLearn(b *testing.B) {
	b.Run("float32", benchmarkLearn)
	b.Run("bfloat16", func(b *testing.B) {
		if !tensor.UseHalf(true) {
			b.Skip("the processor has no tiles of bfloat16")
		}
		defer tensor.UseHalf(false)
		benchmarkLearn(b)
	})
}

func benchmarkLearn(b *testing.B) {
	b.Helper()
	s := Shape{
		Word: 128, Parts: 96, Hidden: 160, Layers: 2, Tag: 128, Name: 64, Arc: 96, Rel: 96, Vocabulary: 30000, Buckets: 1 << 15,
		UPOS: 17, XPOS: 49, Feats: [2]int{185, 145}, Scripts: 296, Rels: 51, NameTags: grammar.NameTags, Seed: 1,
	}
	r := rand.New(rand.NewPCG(1, 1))
	types := make([]corpus.Type, 5000)
	for i := range types {
		types[i] = corpus.Type{Word: int32(r.IntN(s.Vocabulary)), Parts: make([]uint32, 22)}
		for j := range types[i].Parts {
			types[i].Parts[j] = uint32(r.IntN(s.Buckets))
		}
	}
	var batch []*corpus.Example
	words := 0
	for n := 24; words < 800; n-- {
		e := &corpus.Example{Tree: true, Named: true, Weight: 1}
		for i := range max(n, 16) {
			e.Tokens = append(e.Tokens, corpus.Token{
				Type: int32(r.IntN(5000)), UPOS: int32(r.IntN(17)), XPOS: int32(r.IntN(49)), Script: int32(r.IntN(296)),
				Feats: int32(r.IntN(100)), Head: int32(i) - 1, Rel: int32(r.IntN(51)), Name: 1, Trust: 1,
			})
		}
		words += len(e.Tokens)
		batch = append(batch, e)
	}
	net := New(s)
	w := newWorker(net, types, Defaults().Drop)
	w.needGradients()
	w.train, w.rng = true, r
	net.pack(true)
	b.ReportAllocs()
	for b.Loop() {
		w.learn(batch, 1e-3)
	}
	b.ReportMetric(float64(words*b.N)/b.Elapsed().Seconds(), "words/s")
}
