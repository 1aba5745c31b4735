//go:build !purego

package tensor

// cellWidth returns how many units an assembly step takes; 0: there is none.
func cellWidth(level Level) int {
	switch level {
	case AVX512, AMX:
		return 16
	case AVX2:
		return 8
	default: // no assembly for the others
		return 0
	}
}

//go:noescape
func cellRow512(n int, gates *float32, stride int, prev, next, squash, hidden *float32)

//go:noescape
func cellRow256(n int, gates *float32, stride int, prev, next, squash, hidden *float32)

func cellRow(level Level, n int, gates *float32, h int, prev, next, squash, hidden *float32) {
	if level == AVX2 {
		cellRow256(n, gates, h*4, prev, next, squash, hidden)
		return
	}
	cellRow512(n, gates, h*4, prev, next, squash, hidden)
}
