//go:build !purego

package tensor

//go:noescape
func gemm8x32(k int, a *float32, ras, cas int, b, c *float32, ldc int, base *float32, ldbase int)

//go:noescape
func gemm4x16(k int, a *float32, ras, cas int, b, c *float32, ldc int, base *float32, ldbase int)

func cpuid(eax, ecx uint32) (a, b, c, d uint32)

func xgetbv() (a, d uint32)

// kernels are the sets that there is assembly for.
var kernels = []Level{Portable, AVX2, AVX512, AMX}

// detect returns the widest kernels that the processor and its system allow.
func detect() Level {
	const fma, osxsave, avx = 1 << 12, 1 << 27, 1 << 28
	if top, _, _, _ := cpuid(0, 0); top < 7 {
		return Portable
	}
	_, _, c, _ := cpuid(1, 0)
	if c&fma == 0 || c&osxsave == 0 || c&avx == 0 {
		return Portable
	}
	state, _ := xgetbv()
	_, b, c7, _ := cpuid(7, 0)
	const avx2, f, dq, bw, vl, vnni = 1 << 5, 1 << 16, 1 << 17, 1 << 30, 1 << 31, 1 << 11
	if state&6 != 6 || b&avx2 == 0 {
		return Portable
	}
	const wide, tiles = f | dq | bw | vl, 3 << 17
	if state&0xe6 == 0xe6 && b&wide == wide && c7&vnni != 0 {
		if state&tiles == tiles && detectTiles() {
			return AMX
		}
		return AVX512
	}
	return AVX2
}

// tile computes one full tile of eight rows and panelWidth columns; base may be
// nil.
func tile(level Level, k int, a *float32, ras, cas int, b, c *float32, ldc int, base *float32, ldbase int) {
	if level >= AVX512 {
		gemm8x32(k, a, ras*4, cas*4, b, c, ldc*4, base, ldbase*4)
		return
	}
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
