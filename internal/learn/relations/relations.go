// Package relations trains the judge of package coder: which PLOVER relation a
// sentence asserts between two given actors.
//
// The model is a multinomial logistic regression over hashed features, trained
// by AdaGrad with a fixed seed. Training is deterministic: the same examples
// in the same order give the same weights.
package relations

import (
	"math"
	"math/rand/v2"
	"slices"

	"casus.dev/casus/internal/extract/coder"
)

// Example is one relation: hashed features (sorted, distinct), the label's
// position in coder.Labels, and how much it counts.
type Example struct {
	Features []uint32
	Label    int
	Weight   float64
	Group    int // sentences of one group stay in one fold
}

// Options of Train. The zero value is what the embedded weights are trained with.
type Options struct {
	Epochs int     // 0 means 30
	Rate   float64 // 0 means 0.5
	L2     float64 // 0 means 3e-4
	Seed   uint64
	MinDF  int // 0 means 2: rarer features are dropped
}

func (o Options) fill() Options {
	if o.Epochs == 0 {
		o.Epochs = 30
	}
	if o.Rate == 0 {
		o.Rate = 0.5
	}
	if o.L2 == 0 {
		o.L2 = 3e-4
	}
	if o.MinDF == 0 {
		o.MinDF = 2
	}
	return o
}

// Train returns the weights that fit the examples.
func Train(examples []Example, opt Options) *coder.Weights {
	opt = opt.fill()
	k := len(coder.Labels)
	keys := vocabulary(examples, opt.MinDF)
	index := make(map[uint32]int, len(keys))
	for i, f := range keys {
		index[f] = i
	}
	rows := make([][]int32, len(examples))
	for i, e := range examples {
		for _, f := range e.Features {
			if j, ok := index[f]; ok {
				rows[i] = append(rows[i], int32(j))
			}
		}
	}
	w, g := make([]float64, (len(keys)+1)*k), make([]float64, (len(keys)+1)*k)
	sum := make([]float64, len(w))
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	rng := rand.New(rand.NewPCG(opt.Seed, 1))
	averaged := 0
	z := make([]float64, k)
	bias := len(keys)
	for epoch := range opt.Epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			step(w, g, z, rows[i], bias, &examples[i], opt)
		}
		if epoch >= opt.Epochs/2 {
			averaged++
			for i, v := range w {
				sum[i] += v
			}
		}
	}
	for i := range sum {
		sum[i] /= float64(averaged)
	}
	return quantise(keys, sum, k)
}

// step takes one example into account.
func step(w, g, z []float64, row []int32, bias int, e *Example, opt Options) {
	k := len(z)
	norm := 1 / math.Sqrt(float64(max(len(e.Features), 1)))
	copy(z, w[bias*k:bias*k+k])
	for _, f := range row {
		for j := range k {
			z[j] += norm * w[int(f)*k+j]
		}
	}
	top, total := slices.Max(z), 0.0
	for j := range z {
		z[j] = math.Exp(z[j] - top)
		total += z[j]
	}
	for j := range z {
		z[j] /= total
		if j == e.Label {
			z[j]--
		}
		z[j] *= e.Weight
	}
	update := func(at int, scale float64) {
		for j := range k {
			d := z[j]*scale + opt.L2*w[at*k+j]
			g[at*k+j] += d * d
			w[at*k+j] -= opt.Rate * d / (math.Sqrt(g[at*k+j]) + 1e-8)
		}
	}
	for _, f := range row {
		update(int(f), norm)
	}
	update(bias, 1)
}

// vocabulary returns the features that stand in at least minDF examples, sorted.
func vocabulary(examples []Example, minDF int) []uint32 {
	df := map[uint32]int{}
	for _, e := range examples {
		for _, f := range e.Features {
			df[f]++
		}
	}
	var keys []uint32
	for f, n := range df {
		if n >= minDF {
			keys = append(keys, f)
		}
	}
	slices.Sort(keys)
	return keys
}

// quantise rounds the weights of each label to 8 bits.
func quantise(keys []uint32, w []float64, k int) *coder.Weights {
	out := &coder.Weights{Key: keys, Value: make([]int8, len(keys)*k), Scale: make([]float32, k), Bias: make([]float32, k)}
	for j := range k {
		top := 0.0
		for i := range keys {
			top = max(top, math.Abs(w[i*k+j]))
		}
		if top == 0 {
			top = 1
		}
		out.Scale[j] = float32(top / 127)
		out.Bias[j] = float32(w[len(keys)*k+j])
		for i := range keys {
			out.Value[i*k+j] = int8(math.Round(w[i*k+j] / top * 127))
		}
	}
	return out
}
