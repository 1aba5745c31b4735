package tensor

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func random(r *rand.Rand, rows, cols int) Mat {
	m := New(rows, cols)
	for i := range m.Data {
		m.Data[i] = float32(r.NormFloat64())
	}
	return m
}

func TestProductsHaveTheSameBitsInEveryKernel(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 60 {
		m, k, n := 1+r.IntN(40), 1+r.IntN(70), 1+r.IntN(90)
		a, at, b, c := random(r, m, k), random(r, k, m), random(r, k, n), random(r, m, n)
		var p Packed
		p.Pack(b)
		for _, acc := range []bool{false, true} {
			want, wantT := New(m, n), New(m, n)
			mul(Portable, want, a.Data, m, k, a.Stride, 1, &p, from(c, acc))
			mul(Portable, wantT, at.Data, m, k, 1, at.Stride, &p, from(c, acc))
			for _, l := range Levels()[1:] {
				got, gotT := New(m, n), New(m, n)
				mul(l, got, a.Data, m, k, a.Stride, 1, &p, from(c, acc))
				mul(l, gotT, at.Data, m, k, 1, at.Stride, &p, from(c, acc))
				for i := range got.Data {
					if math.Float32bits(got.Data[i]) != math.Float32bits(want.Data[i]) {
						t.Fatalf("%v %dx%dx%d: element %d is %v, portable %v", l, m, k, n, i, got.Data[i], want.Data[i])
					}
					if math.Float32bits(gotT.Data[i]) != math.Float32bits(wantT.Data[i]) {
						t.Fatalf("%v %dx%dx%d transposed: element %d is %v, portable %v", l, m, k, n, i, gotT.Data[i], wantT.Data[i])
					}
				}
			}
		}
	}
}

func TestHalfProductsAreClose(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 2))
	for range 60 {
		m, k, n := 1+r.IntN(80), 1+r.IntN(90), 1+r.IntN(90)
		a, at, b, bt, c := random(r, m, k), random(r, k, m), random(r, k, n), random(r, n, k), random(r, m, n)
		run := func() []Mat {
			var p, q Packed
			p.Pack(b)
			q.PackT(bt)
			out := []Mat{New(m, n), Of(m, n, slices.Clone(c.Data)), New(m, n), New(m, n)}
			Mul(out[0], a, &p, false)
			Mul(out[1], a, &q, true)
			MulT(out[2], at, &p, false)
			MulBias(out[3], a, &p, c.Row(0))
			return out
		}
		want := run()
		if !UseHalf(true) {
			t.Skip("the processor has no tiles of bfloat16")
		}
		got := run()
		UseHalf(false)
		for x := range want {
			for i, v := range want[x].Data {
				if d := math.Abs(float64(v - got[x].Data[i])); d > 0.03*math.Sqrt(float64(k)) {
					t.Fatalf("product %d, %dx%dx%d: element %d is %v, want about %v", x, m, k, n, i, got[x].Data[i], v)
				}
			}
		}
	}
}

func TestPackTransposed(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	b := random(r, 37, 21)
	bt := New(21, 37)
	for i := range 37 {
		for j := range 21 {
			bt.Data[j*37+i] = b.Data[i*21+j]
		}
	}
	var p, q Packed
	p.PackT(b)
	q.Pack(bt)
	for i := range p.data {
		if p.data[i] != q.data[i] {
			t.Fatalf("element %d: %v, want %v", i, p.data[i], q.data[i])
		}
	}
}

func BenchmarkMul(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, s := range [][3]int{{512, 192, 512}, {32, 128, 512}, {192, 512, 512}} {
		x, y, z := random(r, s[0], s[1]), random(r, s[1], s[2]), New(s[0], s[2])
		var p Packed
		p.Pack(y)
		b.Run("half", func(b *testing.B) {
			if !UseHalf(true) {
				b.Skip("the processor has no tiles of bfloat16")
			}
			defer UseHalf(false)
			var p Packed
			p.Pack(y)
			for b.Loop() {
				Mul(z, x, &p, false)
			}
			b.ReportMetric(2*float64(s[0]*s[1]*s[2])*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
		})
		b.Run("", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Mul(z, x, &p, false)
			}
			b.ReportMetric(2*float64(s[0]*s[1]*s[2])*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
		})
	}
}
