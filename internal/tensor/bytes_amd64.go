package tensor

//go:noescape
func byteTile512(k int, a *uint8, stride int, b *int8, rowScale, colScale *float32, sums *int32, c *float32, ldc int)

//go:noescape
func byteRow512(k int, a *uint8, b *int8, rowScale, colScale *float32, sums *int32, c *float32)

//go:noescape
func greatest512(n int, x *float32) float32

//go:noescape
func toBytes512(n int, out *uint8, x *float32, inv float32)

//go:noescape
func cellBytes512(n int, gates *float32, stride int, cells *float32, hidden *uint8)

// byteTile computes h rows, at most 8, of one panel.
func byteTile(_ Level, h, k int, a *uint8, stride int, b *int8, rowScale, colScale *float32, sums *int32, c *float32, ldc int) {
	if h > 3 {
		byteTile512(k, a, stride, b, rowScale, colScale, sums, c, ldc*4)
		return
	}
	for r := range h {
		byteRow512(k, offset(a, r*stride), b, offset(rowScale, r), colScale, sums, offset(c, r*ldc))
	}
}
