//go:build (!amd64 && !arm64) || purego

package tensor

// kernels are the sets that there is assembly for: none.
var kernels = []Level{Portable} //nolint:gochecknoglobals // a table

// detect returns Portable: there is assembly for amd64 and arm64 only.
func detect() Level { return Portable }

func tile(Level, int, *float32, int, int, *float32, *float32, int, *float32, int) {}
