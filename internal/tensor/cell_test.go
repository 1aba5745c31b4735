package tensor

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestCellHasTheSameBitsInEveryKernel(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 9))
	for range 40 {
		rows, h := 1+r.IntN(9), 1+r.IntN(70)
		gates, prev := random(r, rows, 4*h), random(r, rows, h)
		for i := range gates.Data {
			gates.Data[i] *= 10
			if r.IntN(50) == 0 {
				gates.Data[i] *= 100
			}
		}
		run := func(l Level) [][]float32 {
			out := [][]float32{append([]float32(nil), gates.Data...), make([]float32, rows*h), make([]float32, rows*h), make([]float32, rows*h)}
			cell(l, rows, h, out[0], prev.Data, out[1], out[2], out[3])
			return out
		}
		want := run(Portable)
		for _, l := range Levels()[1:] {
			for k, got := range run(l) {
				for i := range got {
					if math.Float32bits(got[i]) != math.Float32bits(want[k][i]) {
						t.Fatalf("%v: output %d, element %d is %v, portable %v", l, k, i, got[i], want[k][i])
					}
				}
			}
		}
	}
}

func TestFunctionsAreClose(t *testing.T) {
	for x := float32(-30); x < 30; x += 0.0137 {
		if got, want := Tanh(x), math.Tanh(float64(x)); math.Abs(float64(got)-want) > 3e-7 {
			t.Fatalf("Tanh(%v) = %v, want %v", x, got, want)
		}
		if got, want := Sigmoid(x), 1/(1+math.Exp(-float64(x))); math.Abs(float64(got)-want) > 3e-7 {
			t.Fatalf("Sigmoid(%v) = %v, want %v", x, got, want)
		}
		if got, want := Exp(x), math.Exp(float64(x)); math.Abs(float64(got)-want) > 1e-6*want {
			t.Fatalf("Exp(%v) = %v, want %v", x, got, want)
		}
	}
}
