//go:build !purego

package tensor

//go:noescape
func byteDot4x16(k int, a *uint8, stride int, b *int8, rowScale, colScale, c *float32, ldc int, base *float32, ldbase int)

//go:noescape
func bytePairs2x16(k int, a *uint8, stride int, b *int8, rowScale, colScale, c *float32, ldc int, base *float32, ldbase int)

//go:noescape
func greatestWide(n int, x *float32) float32

//go:noescape
func toBytesWide(n int, out *uint8, x *float32, inv float32)

//go:noescape
func leakyWide(n int, x *float32, slope float32)

//go:noescape
func cellBytesWide(n int, gates *float32, stride int, cells *float32, hidden *uint8)

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
	if level == Portable {
		return 0
	}
	cellBytesWide(h/4*4, gates, h*4, cells, hidden)
	return h / 4 * 4
}

// byteTile computes h rows, at most 8, of one panel. It may compute up to three
// more, but not beyond 8.
func byteTile(level Level, h, k int, a *uint8, stride int, b *int8, rowScale, colScale *float32, _ *int32, c *float32, ldc int, base *float32, ldbase int) {
	kernel, rows := bytePairs2x16, 2
	if level == Dot {
		kernel, rows = byteDot4x16, 4
	}
	for r := 0; r < h; r += rows {
		for half := 0; half < panelWidth; half += 16 {
			kernel(k, offset(a, r*stride), stride, offset(b, half*group), offset(rowScale, r), offset(colScale, half),
				offset(c, r*ldc+half), ldc*4, offset(base, r*ldbase+half), ldbase*4)
		}
	}
}
