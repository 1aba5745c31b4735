//go:build !purego

package tensor

import "golang.org/x/sys/cpu"

//go:noescape
func gemm4x16(k int, a *float32, ras, cas int, b, c *float32, ldc int, base *float32, ldbase int)

// kernels are the sets that there is assembly for.
var kernels = []Level{Portable, NEON, Dot} //nolint:gochecknoglobals // a table

// detect returns the widest kernels that the processor allows. Every one of
// this architecture has NEON.
func detect() Level {
	if cpu.ARM64.HasASIMDDP {
		return Dot
	}
	return NEON
}

// tile computes one full tile of eight rows and panelWidth columns; base may be
// nil.
func tile(_ Level, k int, a *float32, ras, cas int, b, c *float32, ldc int, base *float32, ldbase int) {
	for r := 0; r < tileRows; r += 4 {
		ar := offset(a, r*ras)
		for half := 0; half < panelWidth; half += 16 {
			from := base
			if base != nil {
				from = offset(base, r*ldbase+half)
			}
			gemm4x16(k, ar, ras*4, cas*4, offset(b, half), offset(c, r*ldc+half), ldc*4, from, ldbase*4)
		}
	}
}
