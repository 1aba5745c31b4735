package tensor

import "math"

// Add adds y to x.
func Add(x, y []float32) {
	y = y[:len(x)]
	at := 0
	if level >= AVX512 && len(x) >= 16 {
		at = len(x) / 16 * 16
		add512(at, &x[0], &y[0])
	}
	for i := at; i < len(x); i++ {
		x[i] += y[i]
	}
}

// Times multiplies x by y, element by element.
func Times(x, y []float32) {
	y = y[:len(x)]
	at := 0
	if level >= AVX512 && len(x) >= 16 {
		at = len(x) / 16 * 16
		times512(at, &x[0], &y[0])
	}
	for i := at; i < len(x); i++ {
		x[i] *= y[i]
	}
}

// Adam holds the factors of one step of Adam (Kingma and Ba, 2015).
type Adam struct {
	Scale      float32 // of the gradient
	Mean, Var  float32 // shares of the new value in the running means: 1-β₁, 1-β₂
	Rate, Tiny float32 // step size and what keeps the divisor from zero
}

// Step moves the weights w against the gradient g, updates the running means m
// and v, and clears g.
func (a *Adam) Step(w, g, m, v []float32) {
	n := len(w)
	g, m, v = g[:n], m[:n], v[:n]
	at := 0
	if level >= AVX512 && n >= 16 {
		at = n / 16 * 16
		adam512(at, &w[0], &g[0], &m[0], &v[0], a)
	}
	for i := at; i < n; i++ {
		d := float32(g[i] * a.Scale)
		m[i] += float32(a.Mean * float32(d-m[i]))
		v[i] += float32(a.Var * float32(float32(d*d)-v[i]))
		root := float32(math.Sqrt(float64(v[i])))
		w[i] -= float32(float32(a.Rate*m[i]) / float32(root+a.Tiny))
		g[i] = 0
	}
}

// CellBack turns the gradient dh of one row's output of Cell, and dc of its
// cells, into that of the sums that its gates came from, and dc into that of
// the cells before. gates, before and squash are as Cell left them.
func CellBack(gates, before, squash, dh, dc, dgates []float32) {
	h := len(dh)
	_, _, _, _, _ = gates[4*h-1], before[h-1], squash[h-1], dc[h-1], dgates[4*h-1]
	at := 0
	if level >= AVX512 && h >= 16 {
		at = h / 16 * 16
		cellBack512(at, &gates[0], h*4, &before[0], &squash[0], &dh[0], &dc[0], &dgates[0])
	}
	for j := at; j < h; j++ {
		i, f, o, c, s, g := gates[j], gates[h+j], gates[2*h+j], gates[3*h+j], squash[j], dh[j]
		d := dc[j] + float32(float32(g*o)*float32(1-float32(s*s)))
		dgates[j] = float32(float32(d*c) * float32(i-float32(i*i)))
		dgates[h+j] = float32(float32(d*before[j]) * float32(f-float32(f*f)))
		dgates[2*h+j] = float32(float32(g*s) * float32(o-float32(o*o)))
		dgates[3*h+j] = float32(float32(d*i) * float32(1-float32(c*c)))
		dc[j] = float32(d * f)
	}
}
