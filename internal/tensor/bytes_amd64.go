//go:build !purego

package tensor

//go:noescape
func byteTile512(k int, a *uint8, stride int, b *int8, rowScale, colScale *float32, sums *int32, c *float32, ldc int, base *float32, ldbase int)

//go:noescape
func byteRow512(k int, a *uint8, b *int8, rowScale, colScale *float32, sums *int32, c, base *float32)

//go:noescape
func greatestWide(n int, x *float32) float32

//go:noescape
func toBytesWide(n int, out *uint8, x *float32, inv float32)

//go:noescape
func cellBytes512(n int, gates *float32, stride int, cells *float32, hidden *uint8)

//go:noescape
func byteTile2x32(k int, a *uint8, stride int, b *int8, rowScale, colScale, c *float32, ldc int, base *float32, ldbase int)

//go:noescape
func cellBytes256(n int, gates *float32, stride int, cells *float32, hidden *uint8)

//go:noescape
func leakyWide(n int, x *float32, slope float32)

// wide returns how many of n elements greatestWide, toBytesWide and leakyWide
// take.
func wide(level Level, n int) int {
	if level == Portable {
		return 0
	}
	return n / 16 * 16
}

// cellBytesRow runs the units of one row that the assembly takes and returns
// how many they are.
func cellBytesRow(level Level, h int, gates, cells *float32, hidden *uint8) int {
	switch level {
	case AVX512, AMX:
		cellBytes512(h/16*16, gates, h*4, cells, hidden)
		return h / 16 * 16
	case AVX2:
		cellBytes256(h/8*8, gates, h*4, cells, hidden)
		return h / 8 * 8
	default: // no assembly for the others
		return 0
	}
}

// byteTile computes h rows, at most 8, of one panel. If h is odd it may compute
// one more.
func byteTile(level Level, h, k int, a *uint8, stride int, b *int8, rowScale, colScale *float32, sums *int32, c *float32, ldc int, base *float32, ldbase int) {
	if level == AVX2 {
		for r := 0; r < h; r += 2 {
			byteTile2x32(k, offset(a, r*stride), stride, b, offset(rowScale, r), colScale,
				offset(c, r*ldc), ldc*4, offset(base, r*ldbase), ldbase*4)
		}
		return
	}
	if h > 3 {
		byteTile512(k, a, stride, b, rowScale, colScale, sums, c, ldc*4, base, ldbase*4)
		return
	}
	for r := range h {
		byteRow512(k, offset(a, r*stride), b, offset(rowScale, r), colScale, sums, offset(c, r*ldc), offset(base, r*ldbase))
	}
}
