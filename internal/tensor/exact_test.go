package tensor

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestExactFunctionsAreClose(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	near := func(name string, x, got, want, least float64) {
		t.Helper()
		if math.Abs(got-want) > 1e-15*max(math.Abs(want), least) {
			t.Fatalf("%s(%v) = %v, want %v", name, x, got, want)
		}
	}
	for range 20000 {
		x := 60 * (r.Float64() - 0.5)
		near("Exp64", x, Exp64(x), math.Exp(x), 0)
		y := math.Exp(10 * x)
		near("Log64", y, Log64(y), math.Log(y), 1)
		z := 2 * math.Pi * (r.Float64() - 0.5)
		near("Cos64", z, Cos64(z), math.Cos(z), 1)
	}
}

func TestExactFunctionsAtTheEdges(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for _, c := range []struct{ got, want float64 }{
		{Exp64(0), 1},
		{Exp64(inf), inf},
		{Exp64(-inf), 0},
		{Exp64(nan), nan},
		{Log64(1), 0},
		{Log64(0), -inf},
		{Log64(inf), inf},
		{Log64(-1), nan},
		{Log64(nan), nan},
		{Cos64(0), 1},
	} {
		if c.got != c.want && !(math.IsNaN(c.got) && math.IsNaN(c.want)) {
			t.Errorf("got %v, want %v", c.got, c.want)
		}
	}
}

// The bits below were computed once; they must be the same on every processor.
func TestExactFunctionsHaveTheSameBits(t *testing.T) {
	h := uint64(14695981039346656037)
	for i := range 5000 {
		x := float64(i-2500) / 97
		for _, v := range []float64{Exp64(x), Log64(float64(x*x) + 0.001), Cos64(x / 10)} {
			h = (h ^ math.Float64bits(v)) * 1099511628211
		}
	}
	if want := uint64(0x579b15ba271dfe97); h != want {
		t.Errorf("bits %#x, want %#x", h, want)
	}
}

func TestUseTakesWhatTheProcessorHas(t *testing.T) {
	best := Best()
	defer Use(best)
	for _, l := range Levels() {
		if Use(l); Best() != l {
			t.Errorf("Use(%v) took %v", l, Best())
		}
	}
	if Use(AMX); Best() != best {
		t.Errorf("the best kernels are %v, want %v", Best(), best)
	}
}
