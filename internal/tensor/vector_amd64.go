//go:build !purego

package tensor

//go:noescape
func add512(n int, x, y *float32)

//go:noescape
func times512(n int, x, y *float32)

//go:noescape
func adam512(n int, w, grad, m, v *float32, a *Adam)

//go:noescape
func cellBack512(n int, gates *float32, stride int, before, squash, dh, dc, dgates *float32)
