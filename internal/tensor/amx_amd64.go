//go:build !purego

package tensor

import (
	"syscall"
	"unsafe"
)

//go:noescape
func amxTiles(blocks, k int, a *uint16, lda int, b *uint16, c *float32, ldc int, base *float32, ldbase int)

//go:noescape
func halves512(n int, out *uint16, x *float32)

//go:noescape
func pairs512(n int, out *uint32, x, y *float32)

//go:noescape
func amxBytes(panels, k int, a *uint8, lda int, b *int8, panel, rows int, rowScale, colScale *float32, sums *int32, c *float32, ldc int, base *float32, ldbase int, spare *int32)

// detectTiles reports whether the processor multiplies tiles, of bfloat16 and of
// bytes, and the system lets this process use them.
func detectTiles() bool {
	const bf16, tile, int8s = 1 << 22, 1 << 24, 1 << 25
	if _, _, _, d := cpuid(7, 0); d&bf16 == 0 || d&tile == 0 || d&int8s == 0 {
		return false
	}
	const archPrctl, reqPerm, tileData = 158, 0x1023, 18
	_, _, errno := syscall.RawSyscall(archPrctl, reqPerm, tileData, 0)
	return errno == 0
}

// Tiles are 16 rows of 64 bytes; the kernel takes blocks of two by two.
const (
	tileBlock = 32 // rows, columns and depth of a block
	blockSize = tileBlock * tileBlock
)

// packHalf lays b (or its transpose) out in panels of 32 columns, steps of 32
// rows, and in each two tiles of 16 columns whose rows hold pairs of b's rows.
func (p *Packed) packHalf(b Mat, transpose bool) {
	k, n := b.Rows, b.Cols
	if transpose {
		k, n = n, k
	}
	p.K, p.N, p.data = k, n, p.data[:0]
	steps, panels := (k+tileBlock-1)/tileBlock, (n+tileBlock-1)/tileBlock
	if size := steps * panels * blockSize; cap(p.half) < size {
		p.half = make([]uint16, size)
	} else {
		p.half = p.half[:size]
		clear(p.half)
	}
	words := unsafe.Slice((*uint32)(unsafe.Pointer(unsafe.SliceData(p.half))), len(p.half)/2)
	if transpose {
		packPairsT(words, b, steps)
		return
	}
	var zero [16]float32
	for j := 0; j < n; j += 16 {
		w := min(16, n-j)
		at := words[j/tileBlock*steps*blockSize/2+j%tileBlock/16*256:]
		for x := 0; x < k; x += 2 {
			out := at[x/tileBlock*blockSize/2+x%tileBlock/2*16:]
			r0, r1 := b.Data[x*b.Stride+j:], zero[:]
			if x+1 < k {
				r1 = b.Data[(x+1)*b.Stride+j:]
			}
			if w == 16 {
				pairs512(16, &out[0], &r0[0], &r1[0])
				continue
			}
			for i := range w {
				out[i] = uint32(half(r0[i])) | uint32(half(r1[i]))<<16
			}
		}
	}
}

func packPairsT(words []uint32, b Mat, steps int) {
	row := make([]uint16, (b.Cols+tileBlock-1)/tileBlock*tileBlock)
	for j := range b.Rows {
		toHalves(row, b.Row(j))
		at := words[j/tileBlock*steps*blockSize/2+j%tileBlock/16*256+j%16:]
		for x := 0; x < b.Cols; x += 2 {
			at[x/tileBlock*blockSize/2+x%tileBlock/2*16] = uint32(row[x]) | uint32(row[x+1])<<16
		}
	}
}

// toHalves rounds x to bfloat16; the rest of out stays as it is.
func toHalves(out []uint16, x []float32) {
	at := len(x) / 16 * 16
	if at > 0 {
		halves512(at, &out[0], &x[0])
	}
	for i := at; i < len(x); i++ {
		out[i] = half(x[i])
	}
}

// mulHalf is mul in bfloat16.
func mulHalf(c Mat, a []float32, rows, k, ras, cas int, b *Packed, base Mat) {
	depth := (k + tileBlock - 1) / tileBlock * tileBlock
	high := (rows + tileBlock - 1) / tileBlock * tileBlock
	box, _ := halfSpares.Get().(*[]uint16) // the pool holds nothing else
	defer halfSpares.Put(box)
	if len(*box) < high*depth {
		*box = make([]uint16, high*depth)
	}
	left := (*box)[:high*depth]
	if cas == 1 {
		for i := range rows {
			toHalves(left[i*depth:(i+1)*depth], a[i*ras:i*ras+k])
			clear(left[i*depth+k : (i+1)*depth])
		}
	} else {
		transposeHalves(left, a, rows, k, cas, depth)
	}
	clear(left[rows*depth:])
	var buf, from [blockSize]float32
	full := rows / tileBlock
	steps := depth / tileBlock
	for j := 0; j < b.N; j += tileBlock {
		w := min(tileBlock, b.N-j)
		panel := &b.half[j/tileBlock*steps*blockSize]
		done := 0
		if w == tileBlock && full > 0 {
			var add *float32
			if base.Data != nil {
				add = &base.Data[j]
			}
			amxTiles(full, steps, &left[0], depth*2, panel, &c.Data[j], c.Stride*4, add, base.Stride*4)
			done = full
		}
		for i := done * tileBlock; i < rows; i += tileBlock {
			h := min(tileBlock, rows-i)
			var add *float32
			if base.Data != nil {
				for r := range h {
					copy(from[r*tileBlock:r*tileBlock+w], base.Data[(i+r)*base.Stride+j:])
				}
				add = &from[0]
			}
			amxTiles(1, steps, &left[i*depth], depth*2, panel, &buf[0], tileBlock*4, add, tileBlock*4)
			for r := range h {
				copy(c.Data[(i+r)*c.Stride+j:(i+r)*c.Stride+j+w], buf[r*tileBlock:])
			}
		}
	}
}

// transposeHalves writes a, whose columns are the rows of the product, as rows.
func transposeHalves(out []uint16, a []float32, rows, k, stride, depth int) {
	const block = 16
	for i := 0; i < rows; i += block {
		h := min(block, rows-i)
		for x := range k {
			col := a[x*stride+i : x*stride+i+h]
			for r, v := range col {
				out[(i+r)*depth+x] = half(v)
			}
		}
		for r := range h {
			clear(out[(i+r)*depth+k : (i+r+1)*depth])
		}
	}
}

// bytePad is what the rows of a ByteMat are filled up to with zeros: the bytes
// that a step of the tile kernel takes from each row of a.
const bytePad = 64

// mulByteTiles is mulBytes for up to 32 rows at once. Where the rows of a end
// between two steps it reads on into the next row, against weights of zero.
func mulByteTiles(c Mat, a []uint8, stride int, scales []float32, b *ByteMat, base Mat) {
	var sums [tileBlock * tileBlock]int32
	var spare [tileBlock * mostSpare]uint8
	var out [tileBlock * panelWidth]float32
	steps := (b.K + bytePad - 1) / bytePad
	full := b.N / panelWidth
	for i := 0; i < c.Rows; i += tileBlock {
		h := min(tileBlock, c.Rows-i)
		rows, step := a[i*stride:], stride
		if (tileBlock-1)*stride+steps*bytePad > len(rows) {
			for r := range h {
				copy(spare[r*b.K:(r+1)*b.K], rows[r*stride:])
			}
			rows, step = spare[:], b.K
		}
		if full > 0 {
			amxBytes(full, steps, &rows[0], step, &b.data[0], panelWidth*b.depth, h, &scales[i], &b.scales[0], &b.sums[0],
				&c.Data[i*c.Stride], c.Stride*4, &base.Data[i*base.Stride], base.Stride*4, &sums[0])
		}
		if j := full * panelWidth; j < b.N {
			w := b.N - j
			for r := range h {
				copy(out[r*panelWidth:r*panelWidth+w], base.Data[(i+r)*base.Stride+j:])
			}
			amxBytes(1, steps, &rows[0], step, &b.data[j*b.depth], 0, h, &scales[i], &b.scales[j], &b.sums[j],
				&out[0], panelWidth*4, &out[0], panelWidth*4, &sums[0])
			for r := range h {
				copy(c.Data[(i+r)*c.Stride+j:(i+r)*c.Stride+j+w], out[r*panelWidth:])
			}
		}
	}
}
