package network

import (
	"math"
	"sync"

	"casus.dev/casus/internal/tensor"
)

// Rate holds the settings of the optimiser, Adam (Kingma and Ba, 2015), with
// averaged weights.
type Rate struct {
	Peak    float64 // step size after warming up
	Warm    int     // steps until then
	Floor   float64 // share of Peak at the last step
	Beta2   float64
	Clip    float64 // greatest norm of a gradient
	Average float64 // decay of the averaged weights, per step
}

const (
	beta1   = 0.9
	epsilon = 1e-8

	// averageEvery is how many steps pass between two updates of the averaged
	// weights, which touch every row of the tables.
	averageEvery = 8
)

// at returns the step size of step t of all: a ramp, then a half cosine.
func (r *Rate) at(t, all int) float64 {
	if t < r.Warm {
		return r.Peak * float64(t+1) / float64(r.Warm)
	}
	x := min(1, float64(t-r.Warm)/float64(max(1, all-r.Warm)))
	return r.Peak * (r.Floor + (1-r.Floor)*0.5*(1+math.Cos(math.Pi*x)))
}

// merge adds the gradients of the second worker to those of the first, clears
// them, and returns the norm of the sum.
func merge(a, b *worker) float64 {
	norms := make([]float64, len(a.grad))
	halves(len(a.grad), func(k int) {
		p := a.net.Params[k]
		ga, gb := a.grad[k], b.grad[k]
		if p.Sparse {
			return
		}
		norms[k] = mergeRange(ga, gb)
	})
	for table := range 2 {
		p := a.net.Params[table]
		for _, row := range b.touched[table] {
			b.seen[table][row] = false
			a.touch(table, row)
			lo, hi := int(row)*p.Cols, int(row+1)*p.Cols
			tensor.Add(a.grad[table][lo:hi], b.grad[table][lo:hi])
			clear(b.grad[table][lo:hi])
		}
		b.touched[table] = b.touched[table][:0]
		for _, row := range a.touched[table] {
			for _, v := range a.grad[table][int(row)*p.Cols : int(row+1)*p.Cols] {
				norms[table] += float64(v) * float64(v)
			}
		}
	}
	sum := 0.0
	for _, n := range norms {
		sum += n
	}
	return math.Sqrt(sum)
}

func mergeRange(a, b []float32) float64 {
	sum := 0.0
	b = b[:len(a)]
	for i, v := range b {
		a[i] += v
		b[i] = 0
		sum += float64(a[i]) * float64(a[i])
	}
	return sum
}

// halves calls f for 0..n-1 on two goroutines.
func halves(n int, f func(int)) {
	var wg sync.WaitGroup
	for half := range 2 {
		wg.Go(func() {
			for k := half; k < n; k += 2 {
				f(k)
			}
		})
	}
	wg.Wait()
}

// update moves the weights against the gradient in w and clears it. t counts
// from 1.
func (n *Net) update(w *worker, t int, size, norm float64, r *Rate) {
	scale := float32(1)
	if norm > r.Clip {
		scale = float32(r.Clip / norm)
	}
	lr := float32(size * math.Sqrt(1-math.Pow(r.Beta2, float64(t))) / (1 - math.Pow(beta1, float64(t))))
	halves(len(n.Params), func(k int) {
		p, g := n.Params[k], w.grad[k]
		if p.m == nil {
			p.m, p.v = make([]float32, len(p.W)), make([]float32, len(p.W))
			p.avg = append([]float32(nil), p.W...)
		}
		a := tensor.Adam{Scale: scale, Mean: 1 - beta1, Var: float32(1 - r.Beta2), Rate: lr * p.Pace, Tiny: epsilon}
		if !p.Sparse {
			a.Step(p.W, g, p.m, p.v)
		} else {
			for _, row := range w.touched[k] {
				w.seen[k][row] = false
				lo, hi := int(row)*p.Cols, int(row+1)*p.Cols
				a.Step(p.W[lo:hi], g[lo:hi], p.m[lo:hi], p.v[lo:hi])
			}
			w.touched[k] = w.touched[k][:0]
		}
		if t%averageEvery == 0 {
			decay := min(r.Average, float64(t)/float64(t+100))
			mix := float32(1 - math.Pow(decay, averageEvery))
			for i, v := range p.W {
				p.avg[i] += mix * (v - p.avg[i])
			}
		}
	})
}

// Average exchanges the weights with their average; a second call undoes it.
func (n *Net) Average() {
	for _, p := range n.Params {
		if p.avg != nil {
			p.W, p.avg = p.avg, p.W
		}
	}
}
