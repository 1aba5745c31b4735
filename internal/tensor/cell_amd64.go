package tensor

// cellWidth returns how many units an assembly step takes; 0: there is none.
func cellWidth(level Level) int {
	if level == AVX512 {
		return 16
	}
	return 0
}

//go:noescape
func cellRow512(n int, gates *float32, stride int, prev, next, squash, hidden *float32)

func cellRow(_ Level, n int, gates *float32, h int, prev, next, squash, hidden *float32) {
	cellRow512(n, gates, h*4, prev, next, squash, hidden)
}
