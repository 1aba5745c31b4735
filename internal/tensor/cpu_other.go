//go:build !amd64

package tensor

// detect returns Portable: there is assembly for amd64 only.
func detect() Level { return Portable }

// tile reports that there is no kernel for this processor.
func tile(Level, int, *float32, int, int, *float32, []float32, int, int) bool { return false }
