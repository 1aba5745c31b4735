package tensor

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func randomBytes(r *rand.Rand, k, n int) *ByteMat {
	columns, scales := make([]byte, k*n), make([]float32, n)
	for i := range columns {
		columns[i] = byte(int8(r.IntN(255) - 127))
	}
	for i := range scales {
		scales[i] = r.Float32()
	}
	b, err := NewByteMat(k, n, columns, scales)
	if err != nil {
		panic(err)
	}
	return b
}

func TestByteProductsHaveTheSameBitsInEveryKernel(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 80 {
		rows, k, n := 1+r.IntN(20), 4*(1+r.IntN(160)), 1+r.IntN(90)
		b, c := randomBytes(r, k, n), random(r, rows, n)
		a, scales := make([]uint8, rows*k), make([]float32, rows)
		for i := range a {
			a[i] = uint8(r.IntN(256))
		}
		for i := range scales {
			scales[i] = r.Float32()
		}
		want := Of(rows, n, slices.Clone(c.Data))
		mulBytes(Portable, want, a, k, scales, b, want)
		for _, l := range Levels()[1:] {
			got := Of(rows, n, slices.Clone(c.Data))
			mulBytes(l, got, a, k, scales, b, got)
			for i := range got.Data {
				if math.Float32bits(got.Data[i]) != math.Float32bits(want.Data[i]) {
					t.Fatalf("%v %dx%dx%d: element %d is %v, portable %v", l, rows, k, n, i, got.Data[i], want.Data[i])
				}
			}
		}
	}
}

func TestNewByteMatRejectsWhatTheKernelsCannotMultiply(t *testing.T) {
	columns := []byte{1, 2, 3, 4, 5, 6, Zero, 8}
	if _, err := NewByteMat(4, 2, columns, make([]float32, 2)); err == nil || !strings.Contains(err.Error(), "weight 2 of column 1") {
		t.Errorf("got %v for a weight of -128", err)
	}
	if _, err := NewByteMat(3, 2, columns, make([]float32, 2)); err == nil {
		t.Error("columns of three weights were taken")
	}
}

func TestToBytesAndCellBytesHaveTheSameBitsInEveryKernel(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	for range 200 {
		x := random(r, 1, 1+r.IntN(80)).Data
		want, got := make([]uint8, len(x)), make([]uint8, len(x))
		ws := toBytes(Portable, want, x)
		rows, h := 1+r.IntN(4), 1+r.IntN(50)
		gates, cells := random(r, rows, 4*h), random(r, rows, h)
		wantCells, wantHidden := slices.Clone(cells.Data), make([]uint8, rows*h)
		cellBytes(Portable, rows, h, slices.Clone(gates.Data), wantCells, wantHidden)
		for _, l := range Levels()[1:] {
			if gs := toBytes(l, got, x); gs != ws || !slices.Equal(got, want) {
				t.Fatalf("%v: %v of scale %v, portable %v of scale %v", l, got, gs, want, ws)
			}
			gotCells, gotHidden := slices.Clone(cells.Data), make([]uint8, rows*h)
			cellBytes(l, rows, h, slices.Clone(gates.Data), gotCells, gotHidden)
			if !slices.Equal(gotHidden, wantHidden) || !slices.Equal(gotCells, wantCells) {
				t.Fatalf("%v: cells %v, hidden %v, portable %v, %v", l, gotCells, gotHidden, wantCells, wantHidden)
			}
		}
	}
}

func TestCellBytesIsCell(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 2))
	const rows, h = 40, 48
	gates, cells := random(r, rows, 4*h), random(r, rows, h)
	for i := range gates.Data {
		gates.Data[i] *= 12
	}
	next, squash, hidden := make([]float32, rows*h), make([]float32, rows*h), make([]float32, rows*h)
	Cell(rows, h, slices.Clone(gates.Data), cells.Data, next, squash, hidden)
	got := make([]uint8, rows*h)
	CellBytes(rows, h, gates.Data, cells.Data, got)
	for i := range got {
		if d := math.Abs(float64(cells.Data[i] - next[i])); d > 1e-5 {
			t.Fatalf("cell %d is %v, want %v", i, cells.Data[i], next[i])
		}
		if d := math.Abs(float64(int(got[i])-Zero) - 127*float64(hidden[i])); d > 0.51 {
			t.Fatalf("output %d is %d, want %v", i, got[i], 127*hidden[i]+Zero)
		}
	}
}

func BenchmarkMulBytes(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, s := range [][3]int{{512, 192, 640}, {32, 160, 640}, {1, 160, 640}} {
		m := randomBytes(r, s[1], s[2])
		a, scales, c := make([]uint8, s[0]*s[1]), make([]float32, s[0]), New(s[0], s[2])
		b.Run("", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				MulBytes(c, a, s[1], scales, m)
			}
			b.ReportMetric(float64(s[0]*s[1]*s[2])*float64(b.N)/b.Elapsed().Seconds()/1e9, "GMAC/s")
		})
	}
}

func TestLeaky(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	x := random(r, 1, 53).Data
	want := slices.Clone(x)
	for i, v := range want {
		if v < 0 {
			want[i] = v * 0.1
		}
	}
	Leaky(x, 0.1)
	if !slices.Equal(x, want) {
		t.Errorf("got %v, want %v", x, want)
	}
}
