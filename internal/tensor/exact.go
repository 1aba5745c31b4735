package tensor

import "math"

// The functions of package math are assembly on some processors and fuse sums
// with products on others, so their last bit differs. What reaches the output
// takes these instead: float64 with every operation rounded alone.

// Bits of ln 2: ln2High has so few that its product with an exponent is exact.
const (
	ln2High = 6.93147180369123816490e-01
	ln2Low  = 1.90821492927058770002e-10
)

// Exp64 returns e to the x, right to some units of the last place.
func Exp64(x float64) float64 {
	switch {
	case math.IsNaN(x):
		return x
	case x > 709.78:
		return math.Inf(1)
	case x < -745.13:
		return 0
	}
	n := math.RoundToEven(float64(x * math.Log2E))
	r := float64(x-float64(n*ln2High)) - float64(n*ln2Low)
	const terms = 14 // of Taylor's series; |r| < 0.35
	p := 1.0
	for k := terms; k > 0; k-- {
		p = float64(float64(p*r)/float64(k)) + 1
	}
	return math.Ldexp(p, int(n))
}

// Log64 returns the natural logarithm of x, right to some units of the last
// place.
func Log64(x float64) float64 {
	switch {
	case math.IsNaN(x) || math.IsInf(x, 1):
		return x
	case x == 0:
		return math.Inf(-1)
	case x < 0:
		return math.NaN()
	}
	frac, exp := math.Frexp(x)
	if frac < math.Sqrt2/2 {
		frac, exp = frac*2, exp-1
	}
	s := float64((frac - 1) / (frac + 1))
	z := float64(s * s)
	const terms = 13 // of the series of the inverse hyperbolic tangent; |s| < 0.18
	p := 0.0
	for k := terms; k >= 0; k-- {
		p = float64(p*z) + float64(1/float64(2*k+1))
	}
	n := float64(exp)
	return float64(n*ln2High) + float64(float64(2*float64(s*p))+float64(n*ln2Low))
}

// Cos64 returns the cosine of x, which lies within ±π.
func Cos64(x float64) float64 {
	const terms = 15 // of Taylor's series
	z, p := float64(x*x), 1.0
	for k := terms; k > 0; k-- {
		p = 1 - float64(float64(p*z)/float64(2*k*(2*k-1)))
	}
	return p
}
