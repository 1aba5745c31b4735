package tensor

import "math"

// Cell runs one step of a long short-term memory for rows sequences at once.
// gates has, in each row, the sums for the input, forget and output gates and
// the candidate, each of width h; they are replaced by their values. prev, next
// and hidden hold rows of width h: the cells before and after, and the output;
// squash gets tanh of the cells after. prev may be next.
func Cell(rows, h int, gates, prev, next, squash, hidden []float32) {
	cell(level, rows, h, gates, prev, next, squash, hidden)
}

func cell(level Level, rows, h int, gates, prev, next, squash, hidden []float32) {
	if rows == 0 {
		return
	}
	_, _, _, _, _ = gates[rows*4*h-1], prev[rows*h-1], next[rows*h-1], squash[rows*h-1], hidden[rows*h-1]
	w := cellWidth(level)
	for r := range rows {
		g := gates[r*4*h:]
		at := 0
		if w > 0 {
			at = h / w * w
			cellRow(level, at, &g[0], h, &prev[r*h], &next[r*h], &squash[r*h], &hidden[r*h])
		}
		for j := at; j < h; j++ {
			in, forget, out := Sigmoid(g[j]), Sigmoid(g[h+j]), Sigmoid(g[2*h+j])
			cand := Tanh(g[3*h+j])
			c := float32(forget*prev[r*h+j]) + float32(in*cand)
			s := Tanh(c)
			g[j], g[h+j], g[2*h+j], g[3*h+j] = in, forget, out, cand
			next[r*h+j], squash[r*h+j], hidden[r*h+j] = c, s, float32(out*s)
		}
	}
}

// The exponential is 2^n · p(r) with n the nearest integer to x/ln 2 and p the
// minimax polynomial of Cephes' expf; every operation is rounded alone, as in
// the assembly.
const (
	log2e  = 1.44269504088896341
	ln2hi  = 0.693359375
	ln2lo  = -2.12194440e-4
	magic  = 12582912 // 1.5·2^23: adding it rounds to an integer in the low bits
	expMax = 87.0
	exp0   = 1.9875691500e-4
	exp1   = 1.3981999507e-3
	exp2   = 8.3334519073e-3
	exp3   = 4.1665795894e-2
	exp4   = 1.6666665459e-1
	exp5   = 5.0000001201e-1
)

// Exp returns e to the x, for x kept within [-87, 87].
func Exp(x float32) float32 {
	if x > expMax {
		x = expMax
	}
	if x < -expMax {
		x = -expMax
	}
	t := float32(float32(x*log2e) + magic)
	n := float32(t - magic)
	r := float32(x - float32(n*ln2hi))
	r = float32(r - float32(n*ln2lo))
	p := float32(float32(exp0)*r) + exp1
	p = float32(p*r) + exp2
	p = float32(p*r) + exp3
	p = float32(p*r) + exp4
	p = float32(p*r) + exp5
	p = float32(float32(p*r)*r) + r
	p = float32(p + 1)
	return math.Float32frombits(math.Float32bits(p) + math.Float32bits(t)<<23)
}

// Sigmoid returns 1/(1+e^-x).
func Sigmoid(x float32) float32 { return float32(1 / float32(1+Exp(-x))) }

// Tanh returns the hyperbolic tangent of x.
func Tanh(x float32) float32 {
	return float32(float32(2/float32(1+Exp(float32(-2*x)))) - 1)
}
