package tensor

import (
	"fmt"
	"math"
)

// Zero is the byte that stands for 0 in rows of bytes: b means (b-128)·scale.
const Zero = 128

// unitScale is the scale of values in [-1, 1], such as the output of Cell.
const unitScale = float32(1) / 127

// UnitScale returns the scale of the bytes that CellBytes gives.
func UnitScale() float32 { return unitScale }

const group = 4 // bytes of one row that a step of the kernel multiplies at once

// ByteMat is the right side of a product of bytes: K×N weights of 8 bits, a
// scale for each column, in panels of 32 columns and groups of 4 rows.
type ByteMat struct {
	K, N   int
	depth  int // K filled up with zeros
	data   []int8
	scales []float32 // per column, filled up to whole panels
	sums   []int32   // per column: 128 times its sum, the share of Zero
}

// NewByteMat packs n columns of k weights each, as a weights file holds them:
// column after column. k must be a multiple of 4, and no weight -128, whose
// absolute value is no signed byte: AVX2's kernel moves signs over to weights.
func NewByteMat(k, n int, columns []byte, scales []float32) (*ByteMat, error) {
	if k%group != 0 || len(columns) < k*n || len(scales) != n {
		return nil, fmt.Errorf("tensor: %d columns of %d weights do not fit", n, k)
	}
	wide := (n + panelWidth - 1) / panelWidth * panelWidth
	depth := (k + bytePad - 1) / bytePad * bytePad
	b := &ByteMat{K: k, N: n, depth: depth, data: make([]int8, wide*depth), scales: make([]float32, wide), sums: make([]int32, wide)}
	copy(b.scales, scales)
	for j := range n {
		panel := b.data[j/panelWidth*panelWidth*depth:]
		for x, v := range columns[j*k : (j+1)*k] {
			if v == Zero {
				return nil, fmt.Errorf("tensor: weight %d of column %d is -128", x, j)
			}
			panel[x/group*panelWidth*group+j%panelWidth*group+x%group] = int8(v)
			b.sums[j] += Zero * int32(int8(v))
		}
	}
	return b, nil
}

// Bytes is a matrix of bytes with a scale for each row.
type Bytes struct {
	Rows, Cols int
	Data       []uint8
	Scales     []float32
}

// Row returns row i. It aliases b.
func (b *Bytes) Row(i int) []uint8 { return b.Data[i*b.Cols : (i+1)*b.Cols] }

// MulBytes sets c += a·b, where row i of a stands at a[i*stride] and counts
// scales[i] a step.
func MulBytes(c Mat, a []uint8, stride int, scales []float32, b *ByteMat) {
	mulBytes(level, c, a, stride, scales, b, c)
}

// MulBytesBias sets c = a·b + bias, the same bias for every row.
func MulBytesBias(c Mat, a []uint8, stride int, scales []float32, b *ByteMat, bias []float32) {
	mulBytes(level, c, a, stride, scales, b, Mat{Rows: c.Rows, Cols: c.Cols, Data: bias[:c.Cols]})
}

func mulBytes(level Level, c Mat, a []uint8, stride int, scales []float32, b *ByteMat, base Mat) {
	if c.Cols != b.N || len(scales) < c.Rows {
		panic("tensor: shapes of a product of bytes do not agree")
	}
	if c.Rows == 0 {
		return
	}
	_ = a[(c.Rows-1)*stride+b.K-1]
	if level == Portable {
		mulBytesPortable(c, a, stride, scales, b, base)
		return
	}
	if level == AMX && c.Rows >= tileRows && b.K <= mostSpare-bytePad {
		mulByteTiles(c, a, stride, scales, b, base)
		return
	}
	mulByteRows(level, c, a, stride, scales, b, base)
}

// mulByteRows is mulBytes in tiles of eight rows.
func mulByteRows(level Level, c Mat, a []uint8, stride int, scales []float32, b *ByteMat, base Mat) {
	var out [tileRows * panelWidth]float32
	var spare [tileRows * mostSpare]uint8
	var few [tileRows]float32
	for i := 0; i < c.Rows; i += tileRows {
		h := min(tileRows, c.Rows-i)
		rows, step, sc := a[i*stride:], stride, scales[i:]
		if h < tileRows {
			if b.K > mostSpare {
				rest := Mat{c.Rows - i, c.Cols, base.Stride, base.Data[i*base.Stride:]}
				mulBytesPortable(c.Slice(i, c.Rows), rows, stride, sc, b, rest)
				return
			}
			for r := range h {
				copy(spare[r*b.K:(r+1)*b.K], rows[r*stride:])
			}
			copy(few[:], sc[:h])
			rows, step, sc = spare[:], b.K, few[:]
		}
		for j := 0; j < b.N; j += panelWidth {
			w := min(panelWidth, b.N-j)
			panel := &b.data[j*b.depth]
			if h == tileRows && w == panelWidth {
				byteTile(level, h, b.K, &rows[0], step, panel, &sc[0], &b.scales[j], &b.sums[j], &c.Data[i*c.Stride+j], c.Stride,
					&base.Data[i*base.Stride+j], base.Stride)
				continue
			}
			for r := range h {
				copy(out[r*panelWidth:r*panelWidth+w], base.Data[(i+r)*base.Stride+j:])
			}
			byteTile(level, h, b.K, &rows[0], step, panel, &sc[0], &b.scales[j], &b.sums[j], &out[0], panelWidth, &out[0], panelWidth)
			for r := range h {
				copy(c.Data[(i+r)*c.Stride+j:(i+r)*c.Stride+j+w], out[r*panelWidth:])
			}
		}
	}
}

// mostSpare is the widest row of bytes of which a few can be copied aside.
const mostSpare = 640

func mulBytesPortable(c Mat, a []uint8, stride int, scales []float32, b *ByteMat, base Mat) {
	for i := range c.Rows {
		x, row, scale := a[i*stride:i*stride+b.K], c.Row(i), scales[i]
		from := base.Data[i*base.Stride:][:c.Cols]
		for j := 0; j < b.N; j += panelWidth {
			var acc [panelWidth]int32
			panel := b.data[j*b.depth : j*b.depth+panelWidth*b.K]
			for k := 0; k < b.K; k += group {
				x0, x1, x2, x3 := int32(x[k]), int32(x[k+1]), int32(x[k+2]), int32(x[k+3])
				w := panel[k*panelWidth : (k+group)*panelWidth]
				for n := range acc {
					v := w[n*group : n*group+group : n*group+group]
					acc[n] += x0*int32(v[0]) + x1*int32(v[1]) + x2*int32(v[2]) + x3*int32(v[3])
				}
			}
			for n := range min(panelWidth, b.N-j) {
				v := float32(float32(acc[n]-b.sums[j+n]) * scale)
				row[j+n] = from[j+n] + float32(v*b.scales[j+n])
			}
		}
	}
}

// ToBytes writes x as bytes and returns the scale, the greatest absolute value
// over 127.
func ToBytes(out []uint8, x []float32) float32 {
	return toBytes(level, out, x)
}

func toBytes(level Level, out []uint8, x []float32) float32 {
	if len(x) == 0 {
		return 0
	}
	_ = out[len(x)-1]
	at, top := wide(level, len(x)), float32(0)
	if at > 0 {
		top = greatestWide(at, &x[0])
	}
	for _, v := range x[at:] {
		if v = math.Float32frombits(math.Float32bits(v) &^ (1 << 31)); v > top {
			top = v
		}
	}
	if !(top > 0) || top > math.MaxFloat32 {
		for i := range x {
			out[i] = Zero
		}
		return 0
	}
	inv := float32(127 / top)
	if at > 0 {
		toBytesWide(at, &out[0], &x[0], inv)
	}
	for i, v := range x[at:] {
		out[at+i] = toByte(float32(v * inv))
	}
	return float32(top * unitScale)
}

// toByte rounds v, which lies within ±127.5, to the nearest integer, ties to even.
func toByte(v float32) uint8 {
	return uint8(int32(math.Float32bits(float32(v+magic)))-0x4B400000+Zero) & 0xff
}

// CellBytes is Cell for reading alone: cells are replaced and the output is
// written as bytes of UnitScale. gates are used up.
func CellBytes(rows, h int, gates, cells []float32, hidden []uint8) {
	cellBytes(level, rows, h, gates, cells, hidden)
}

func cellBytes(level Level, rows, h int, gates, cells []float32, hidden []uint8) {
	if rows == 0 {
		return
	}
	_, _, _ = gates[rows*4*h-1], cells[rows*h-1], hidden[rows*h-1]
	for r := range rows {
		g := gates[r*4*h:]
		at := cellBytesRow(level, h, &g[0], &cells[r*h], &hidden[r*h])
		for j := at; j < h; j++ {
			// The fractions of Cell, with e = 1+exp(-x) of each gate, brought
			// under one bar: two divisions in place of five.
			in, forget, out := float32(1+expNear(-g[j])), float32(1+expNear(-g[h+j])), float32(1+expNear(-g[2*h+j]))
			cand := expNear(float32(-2 * g[3*h+j]))
			in = float32(in * float32(1+cand))
			c := float32(cells[r*h+j]*in) + float32(float32(1-cand)*forget)
			c = float32(c / float32(forget*in))
			cells[r*h+j] = c
			s := expNear(float32(-2 * c))
			hidden[r*h+j] = toByte(float32(float32(float32(1-s)/float32(out*float32(1+s))) * 127))
		}
	}
}

// expNear is Exp for x kept within ±25, so that the product of three of its
// values stays finite.
func expNear(x float32) float32 { return Exp(max(min(x, 25), -25)) }

// Leaky multiplies the negative elements of x by slope, which is at most 1.
func Leaky(x []float32, slope float32) {
	at := wide(level, len(x))
	if at > 0 {
		leakyWide(at, &x[0], slope)
	}
	for i, v := range x[at:] {
		if v < 0 {
			x[at+i] = float32(v * slope)
		}
	}
}
