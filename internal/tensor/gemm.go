// Package tensor is the arithmetic of the learned models and the one reader
// and writer of their weights.
//
// Matrices are float32 in row order. Every product is summed in the order of
// its inner dimension, one fused multiply-add after the other, so that each
// element has the same bits in every kernel: the assembly for AVX-512, AVX2 and
// NEON, and the portable Go, which rounds each step as the fused
// instruction does. Products of 8-bit integers are exact.
package tensor

import (
	"math"
	"slices"
	"sync"
	"unsafe"
)

// Level names a set of kernels.
type Level uint8

// The kernel sets, from the slowest.
const (
	Portable Level = iota // Go alone
	NEON                  // arm64
	Dot                   // arm64 with products of bytes (FEAT_DotProd)
	AVX2                  // amd64 with AVX2 and FMA
	AVX512                // amd64 with AVX-512 F, DQ, BW, VL and VNNI
	AMX                   // AVX512 and tiles of bytes and bfloat16
)

// String returns the set's name.
func (l Level) String() string {
	return [...]string{"portable", "neon", "dot", "avx2", "avx512", "amx"}[l]
}

// level is what the processor has; tests lower it through Use.
var level = detect() //nolint:gochecknoglobals // a fact about the machine, found once

// Best returns the kernels in use.
func Best() Level { return level }

// Levels returns the kernel sets that the processor can run, Portable first and
// the best last.
func Levels() []Level {
	best := detect()
	n := 1
	for n < len(kernels) && kernels[n] <= best {
		n++
	}
	return kernels[:n]
}

const (
	tileRows   = 8
	panelWidth = 32 // columns of a packed panel
)

// Mat is a matrix view: element (i, j) is Data[i*Stride+j].
type Mat struct {
	Rows, Cols, Stride int
	Data               []float32
}

// New returns a zero matrix.
func New(rows, cols int) Mat { return Mat{rows, cols, cols, make([]float32, rows*cols)} }

// Of returns data as a matrix.
func Of(rows, cols int, data []float32) Mat { return Mat{rows, cols, cols, data[:rows*cols]} }

// Row returns row i. It aliases m.
func (m Mat) Row(i int) []float32 { return m.Data[i*m.Stride : i*m.Stride+m.Cols] }

// Slice returns rows [i, j) of m. It aliases m.
func (m Mat) Slice(i, j int) Mat {
	if i == j {
		return Mat{0, m.Cols, m.Stride, nil}
	}
	return Mat{j - i, m.Cols, m.Stride, m.Data[i*m.Stride : (j-1)*m.Stride+m.Cols]}
}

// Columns returns columns [i, j) of m. It aliases m.
func (m Mat) Columns(i, j int) Mat {
	if m.Rows == 0 {
		return Mat{0, j - i, m.Stride, nil}
	}
	return Mat{m.Rows, j - i, m.Stride, m.Data[i : (m.Rows-1)*m.Stride+j]}
}

// Packed is the right side of a product in panels of 32 columns, the last
// filled with zeros.
type Packed struct {
	K, N int
	data []float32
	half []uint16 // in its place while products are in bfloat16
}

// coarse tells whether products of float32 are taken in bfloat16.
var coarse bool //nolint:gochecknoglobals // a choice for the whole process, set before any work

// UseHalf lets Mul, MulT and MulBias round their factors to bfloat16 and
// multiply tiles, several times as fast, where the processor can (AMX); it
// returns whether it can. It is for training alone, must not be called while
// kernels run, and what was packed before must be packed again. Results differ
// from those of all other kernels.
func UseHalf(on bool) bool {
	coarse = on && detect() == AMX
	return coarse
}

var halfSpares = sync.Pool{New: func() any { return new([]uint16) }} //nolint:gochecknoglobals // holds no state

// half returns x rounded to bfloat16, ties to even.
func half(x float32) uint16 {
	b := math.Float32bits(x)
	return uint16((b + 0x7fff + b>>16&1) >> 16)
}

// Pack lays b out for MulInto, reusing p's memory.
func (p *Packed) Pack(b Mat) {
	if coarse {
		p.packHalf(b, false)
		return
	}
	p.reset(b.Rows, b.Cols)
	for j := 0; j < b.Cols; j += panelWidth {
		w := min(panelWidth, b.Cols-j)
		panel := p.data[j*b.Rows:]
		for k := range b.Rows {
			copy(panel[k*panelWidth:k*panelWidth+w], b.Data[k*b.Stride+j:])
		}
	}
}

// PackT lays the transpose of b out for MulInto, reusing p's memory.
func (p *Packed) PackT(b Mat) {
	if coarse {
		p.packHalf(b, true)
		return
	}
	p.reset(b.Cols, b.Rows)
	for j := range b.Rows {
		panel := p.data[j/panelWidth*panelWidth*b.Cols+j%panelWidth:]
		row := b.Row(j)
		for k, v := range row {
			panel[k*panelWidth] = v
		}
	}
}

func (p *Packed) reset(k, n int) {
	p.K, p.N = k, n
	size := (n + panelWidth - 1) / panelWidth * panelWidth * k
	if cap(p.data) < size {
		p.data = make([]float32, size)
		return
	}
	p.data = p.data[:size]
	if n%panelWidth != 0 {
		clear(p.data[n/panelWidth*panelWidth*k:])
	}
}

// Mul sets c = a·b, or c += a·b if acc.
func Mul(c, a Mat, b *Packed, acc bool) {
	mul(level, c, a.Data, a.Rows, a.Cols, a.Stride, 1, b, from(c, acc))
}

// MulT sets c = aᵀ·b, or c += aᵀ·b if acc.
func MulT(c, a Mat, b *Packed, acc bool) {
	mul(level, c, a.Data, a.Cols, a.Rows, 1, a.Stride, b, from(c, acc))
}

// MulBias sets c = a·b + bias, the same bias for every row.
func MulBias(c, a Mat, b *Packed, bias []float32) {
	mul(level, c, a.Data, a.Rows, a.Cols, a.Stride, 1, b, Mat{Rows: c.Rows, Cols: c.Cols, Data: bias[:c.Cols]})
}

// from returns what a product is added to: c or, as an empty matrix, zero.
func from(c Mat, acc bool) Mat {
	if acc {
		return c
	}
	return Mat{}
}

// spares are buffers for the last rows of a product, filled up to a whole tile.
var spares = sync.Pool{New: func() any { return new([]float32) }} //nolint:gochecknoglobals // holds no state

func mul(level Level, c Mat, a []float32, rows, k, ras, cas int, b *Packed, base Mat) {
	if rows != c.Rows || k != b.K || c.Cols != b.N {
		panic("tensor: shapes of a product do not agree")
	}
	if rows == 0 || c.Cols == 0 {
		return
	}
	if coarse && k > 0 {
		mulHalf(c, a, rows, k, ras, cas, b, base)
		return
	}
	if level == Portable || k == 0 {
		mulPortable(c, a, ras, cas, b, base)
		return
	}
	full := rows / tileRows * tileRows
	var spare []float32
	if full < rows {
		box, _ := spares.Get().(*[]float32) // the pool holds nothing else
		defer spares.Put(box)
		spare = lastRows(box, a, full, rows, k, ras, cas)
	}
	for j := 0; j < b.N; j += panelWidth {
		panel := &b.data[j*k]
		for i := 0; i < rows; i += tileRows {
			ap, rs, cs, h := &a[i*ras:][0], ras, cas, tileRows
			if i >= full {
				ap, rs, cs, h = &spare[0], 1, tileRows, rows-i
			}
			if w := b.N - j; w < panelWidth || h < tileRows {
				partTile(level, k, ap, rs, cs, panel, c, base, i, j, h, min(w, panelWidth))
				continue
			}
			var add *float32
			if base.Data != nil {
				add = &base.Data[i*base.Stride+j]
			}
			tile(level, k, ap, rs, cs, panel, &c.Data[i*c.Stride+j], c.Stride, add, base.Stride)
		}
	}
}

// lastRows copies the rows from full on as the columns of a whole tile.
func lastRows(box *[]float32, a []float32, full, rows, k, ras, cas int) []float32 {
	if len(*box) < tileRows*k {
		*box = make([]float32, tileRows*k)
	}
	for i := full; i < rows; i++ {
		for x := range k {
			(*box)[x*tileRows+i-full] = a[i*ras+x*cas]
		}
	}
	return *box
}

// partTile computes the h by w elements of c at (i, j), which fill no tile,
// beside c.
func partTile(level Level, k int, a *float32, ras, cas int, panel *float32, c, base Mat, i, j, h, w int) {
	var buf [tileRows * panelWidth]float32
	var add *float32
	if base.Data != nil {
		for r := range h {
			copy(buf[r*panelWidth:r*panelWidth+w], base.Data[(i+r)*base.Stride+j:])
		}
		add = &buf[0]
	}
	tile(level, k, a, ras, cas, panel, &buf[0], panelWidth, add, panelWidth)
	for r := range h {
		copy(c.Data[(i+r)*c.Stride+j:(i+r)*c.Stride+j+w], buf[r*panelWidth:])
	}
}

func mulPortable(c Mat, a []float32, ras, cas int, b *Packed, base Mat) {
	for i := range c.Rows {
		row := c.Row(i)
		if base.Data == nil {
			clear(row)
		} else {
			copy(row, base.Data[i*base.Stride:i*base.Stride+c.Cols])
		}
		for j := 0; j < b.N; j += panelWidth {
			out := row[j:min(j+panelWidth, b.N)]
			panel := b.data[j*b.K:]
			for k := range b.K {
				x := float64(a[i*ras+k*cas])
				for n, y := range panel[k*panelWidth : k*panelWidth+len(out)] {
					out[n] = fma(x, float64(y), out[n])
				}
			}
		}
	}
}

// fma returns x·y+z rounded once to float32, for x and y that are float32
// values. Their product is exact in float64; the sum is rounded to odd there,
// so that the second rounding sees on which side of a tie it lies.
func fma(x, y float64, z float32) float32 {
	p, w := float64(x*y), float64(z) // converted, so that no sum below is fused with it
	s := p + w
	if math.IsInf(s, 0) || math.IsNaN(s) {
		return float32(s)
	}
	v := s - p
	e := (p - (s - v)) + (w - v)
	if bits := math.Float64bits(s); e != 0 && bits&1 == 0 {
		if (e > 0) == (s > 0) {
			bits++
		} else {
			bits--
		}
		s = math.Float64frombits(bits)
	}
	return float32(s)
}

// offset returns the address n elements after p.
func offset[T any](p *T, n int) *T {
	return (*T)(unsafe.Add(unsafe.Pointer(p), n*int(unsafe.Sizeof(*p))))
}

// Use sets the kernels to l or, if the processor lacks them, to the best that
// it has. It is for tests and must not be called while kernels run.
func Use(l Level) {
	for level = Portable; l > Portable; l-- {
		if slices.Contains(Levels(), l) {
			level = l
			return
		}
	}
}
