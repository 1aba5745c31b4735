package tensor

import (
	"math"
	"math/rand/v2"
	"testing"
)

// sameAtEveryLevel runs f with all kernel sets and compares what it returns.
func sameAtEveryLevel(t *testing.T, f func() [][]float32) {
	t.Helper()
	best := Best()
	defer Use(best)
	Use(Portable)
	want := f()
	for _, l := range Levels()[1:] {
		Use(l)
		for k, got := range f() {
			for i := range got {
				if math.Float32bits(got[i]) != math.Float32bits(want[k][i]) {
					t.Fatalf("%v: output %d, element %d is %v, portable %v", l, k, i, got[i], want[k][i])
				}
			}
		}
	}
}

func TestVectorsHaveTheSameBitsInEveryKernel(t *testing.T) {
	for seed := range uint64(50) {
		sameAtEveryLevel(t, func() [][]float32 {
			r := rand.New(rand.NewPCG(seed, 1))
			n := 1 + r.IntN(60)
			x, y := random(r, 1, n).Data, random(r, 1, n).Data
			Add(x, y)
			Times(y, x)
			w, g, m, v := random(r, 1, n).Data, random(r, 1, n).Data, random(r, 1, n).Data, random(r, 1, n).Data
			for i := range v {
				v[i] *= v[i]
			}
			a := Adam{Scale: 0.7, Mean: 0.1, Var: 0.02, Rate: 3e-3, Tiny: 1e-8}
			a.Step(w, g, m, v)
			gates, dgates := random(r, 1, 4*n).Data, make([]float32, 4*n)
			dc := random(r, 1, n).Data
			CellBack(gates, random(r, 1, n).Data, random(r, 1, n).Data, random(r, 1, n).Data, dc, dgates)
			return [][]float32{x, y, w, g, m, v, dc, dgates}
		})
	}
}
