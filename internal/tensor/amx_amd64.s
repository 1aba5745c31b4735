//go:build !purego

#include "textflag.h"

// The assembler does not know AMX; the instructions stand as bytes, with their
// names behind them.

DATA tileConfig<>+0(SB)/8, $0x1
DATA tileConfig<>+8(SB)/8, $0x0
DATA tileConfig<>+16(SB)/8, $0x40004000400040
DATA tileConfig<>+24(SB)/8, $0x40004000400040
DATA tileConfig<>+32(SB)/8, $0x0
DATA tileConfig<>+40(SB)/8, $0x0
DATA tileConfig<>+48(SB)/8, $0x1010101010101010
DATA tileConfig<>+56(SB)/8, $0x0
GLOBL tileConfig<>(SB), RODATA, $64

// func amxTiles(blocks, k int, a *uint16, lda int, b *uint16, c *float32, ldc int, base *float32, ldbase int)
// blocks times 32 rows of a (row stride lda bytes) times one panel of 32 columns
// of b, plus base (row stride ldbase bytes; nil: zero), into c (row stride ldc
// bytes). k counts steps of 32.
TEXT ·amxTiles(SB), NOSPLIT, $0-72
	LEAQ tileConfig<>(SB), AX
	BYTE $0xc4; BYTE $0xe2; BYTE $0x78; BYTE $0x49; BYTE $0x00 // LDTILECFG (AX)
	MOVQ a+16(FP), R8
	MOVQ lda+24(FP), AX
	MOVQ c+40(FP), R9
	MOVQ ldc+48(FP), R10
	MOVQ base+56(FP), R11
	MOVQ ldbase+64(FP), R12
	MOVQ $64, CX
blocks:
	TESTQ R11, R11
	JZ   zero
	BYTE $0xc4; BYTE $0x82; BYTE $0x7b; BYTE $0x4b; BYTE $0x04; BYTE $0x23 // TILELOADD T0, (R11)(R12*1)
	LEAQ 64(R11), DI
	BYTE $0xc4; BYTE $0xa2; BYTE $0x7b; BYTE $0x4b; BYTE $0x0c; BYTE $0x27 // TILELOADD T1, (DI)(R12*1)
	MOVQ R12, DX
	SHLQ $4, DX
	ADDQ R11, DX
	BYTE $0xc4; BYTE $0xa2; BYTE $0x7b; BYTE $0x4b; BYTE $0x14; BYTE $0x22 // TILELOADD T2, (DX)(R12*1)
	LEAQ 64(DX), DI
	BYTE $0xc4; BYTE $0xa2; BYTE $0x7b; BYTE $0x4b; BYTE $0x1c; BYTE $0x27 // TILELOADD T3, (DI)(R12*1)
	MOVQ R12, DX
	SHLQ $5, DX
	ADDQ DX, R11
	JMP  run
zero:
	BYTE $0xc4; BYTE $0xe2; BYTE $0x7b; BYTE $0x49; BYTE $0xc0 // TILEZERO T0
	BYTE $0xc4; BYTE $0xe2; BYTE $0x7b; BYTE $0x49; BYTE $0xc8 // TILEZERO T1
	BYTE $0xc4; BYTE $0xe2; BYTE $0x7b; BYTE $0x49; BYTE $0xd0 // TILEZERO T2
	BYTE $0xc4; BYTE $0xe2; BYTE $0x7b; BYTE $0x49; BYTE $0xd8 // TILEZERO T3
run:
	MOVQ R8, SI
	MOVQ AX, DI
	SHLQ $4, DI
	ADDQ SI, DI
	MOVQ b+32(FP), BX
	LEAQ 1024(BX), DX
	MOVQ k+8(FP), R13
steps:
	BYTE $0xc4; BYTE $0xe2; BYTE $0x7b; BYTE $0x4b; BYTE $0x24; BYTE $0x06 // TILELOADD T4, (SI)(AX*1)
	BYTE $0xc4; BYTE $0xe2; BYTE $0x7b; BYTE $0x4b; BYTE $0x34; BYTE $0x0b // TILELOADD T6, (BX)(CX*1)
	BYTE $0xc4; BYTE $0xe2; BYTE $0x7b; BYTE $0x4b; BYTE $0x3c; BYTE $0x0a // TILELOADD T7, (DX)(CX*1)
	BYTE $0xc4; BYTE $0xe2; BYTE $0x7b; BYTE $0x4b; BYTE $0x2c; BYTE $0x07 // TILELOADD T5, (DI)(AX*1)
	BYTE $0xc4; BYTE $0xe2; BYTE $0x4a; BYTE $0x5c; BYTE $0xc4 // TDPBF16PS T0, T4, T6
	BYTE $0xc4; BYTE $0xe2; BYTE $0x42; BYTE $0x5c; BYTE $0xcc // TDPBF16PS T1, T4, T7
	BYTE $0xc4; BYTE $0xe2; BYTE $0x4a; BYTE $0x5c; BYTE $0xd5 // TDPBF16PS T2, T5, T6
	BYTE $0xc4; BYTE $0xe2; BYTE $0x42; BYTE $0x5c; BYTE $0xdd // TDPBF16PS T3, T5, T7
	ADDQ $64, SI
	ADDQ $64, DI
	ADDQ $2048, BX
	ADDQ $2048, DX
	DECQ R13
	JNZ  steps
	BYTE $0xc4; BYTE $0x82; BYTE $0x7a; BYTE $0x4b; BYTE $0x04; BYTE $0x11 // TILESTORED (R9)(R10*1), T0
	LEAQ 64(R9), DI
	BYTE $0xc4; BYTE $0xa2; BYTE $0x7a; BYTE $0x4b; BYTE $0x0c; BYTE $0x17 // TILESTORED (DI)(R10*1), T1
	MOVQ R10, DX
	SHLQ $4, DX
	ADDQ R9, DX
	BYTE $0xc4; BYTE $0xa2; BYTE $0x7a; BYTE $0x4b; BYTE $0x14; BYTE $0x12 // TILESTORED (DX)(R10*1), T2
	LEAQ 64(DX), DI
	BYTE $0xc4; BYTE $0xa2; BYTE $0x7a; BYTE $0x4b; BYTE $0x1c; BYTE $0x17 // TILESTORED (DI)(R10*1), T3
	MOVQ R10, DX
	SHLQ $5, DX
	ADDQ DX, R9
	MOVQ AX, DX
	SHLQ $5, DX
	ADDQ DX, R8
	DECQ blocks+0(FP)
	JNZ  blocks
	BYTE $0xc4; BYTE $0xe2; BYTE $0x78; BYTE $0x49; BYTE $0xc0 // TILERELEASE
	RET

// ROUND rounds the float32 elements of X to the nearest 16 upper bits, ties to
// even; Z29 holds 0x7fff and Z30 1 in each element.
#define ROUND(X, T) \
	VPSRLD $16, X, T; \
	VPANDD Z30, T, T; \
	VPADDD Z29, T, T; \
	VPADDD T, X, X; \
	VPSRLD $16, X, X

// func halves512(n int, out *uint16, x *float32)
TEXT ·halves512(SB), NOSPLIT, $0-24
	MOVQ n+0(FP), CX
	MOVQ out+8(FP), DI
	MOVQ x+16(FP), SI
	MOVL $0x7fff, AX
	VPBROADCASTD AX, Z29
	MOVL $1, AX
	VPBROADCASTD AX, Z30
each:
	VMOVDQU32 (SI), Z0
	ROUND(Z0, Z1)
	VPMOVDW Z0, (DI)
	ADDQ $64, SI
	ADDQ $32, DI
	SUBQ $16, CX
	JNZ  each
	VZEROUPPER
	RET

// func pairs512(n int, out *uint32, x, y *float32)
// Joins elements of two rows, that of x in the lower half.
TEXT ·pairs512(SB), NOSPLIT, $0-32
	MOVQ n+0(FP), CX
	MOVQ out+8(FP), DI
	MOVQ x+16(FP), SI
	MOVQ y+24(FP), DX
	MOVL $0x7fff, AX
	VPBROADCASTD AX, Z29
	MOVL $1, AX
	VPBROADCASTD AX, Z30
join:
	VMOVDQU32 (SI), Z0
	VMOVDQU32 (DX), Z2
	ROUND(Z0, Z1)
	ROUND(Z2, Z3)
	VPSLLD $16, Z2, Z2
	VPORD Z2, Z0, Z0
	VMOVDQU32 Z0, (DI)
	ADDQ $64, SI
	ADDQ $64, DX
	ADDQ $64, DI
	SUBQ $16, CX
	JNZ  join
	VZEROUPPER
	RET

// func amxBytes(panels, k int, a *uint8, lda int, b *int8, panel int, rows int, rowScale, colScale *float32, sums *int32, c *float32, ldc int, base *float32, ldbase int, spare *int32)
// 32 rows of a (row stride lda) times panels of 32 columns of b (panel bytes
// apart): of the first rows of the sums the share of Zero is taken away, they
// are multiplied by the row's and the columns' scales, added to base and
// written to c. k counts steps of 64; ldc and ldbase are in bytes; spare holds
// 32 rows of 32 sums.
TEXT ·amxBytes(SB), NOSPLIT, $0-120
	LEAQ tileConfig<>(SB), AX
	BYTE $0xc4; BYTE $0xe2; BYTE $0x78; BYTE $0x49; BYTE $0x00 // LDTILECFG (AX)
panels:
	BYTE $0xc4; BYTE $0xe2; BYTE $0x7b; BYTE $0x49; BYTE $0xc0 // TILEZERO T0
	BYTE $0xc4; BYTE $0xe2; BYTE $0x7b; BYTE $0x49; BYTE $0xc8 // TILEZERO T1
	BYTE $0xc4; BYTE $0xe2; BYTE $0x7b; BYTE $0x49; BYTE $0xd0 // TILEZERO T2
	BYTE $0xc4; BYTE $0xe2; BYTE $0x7b; BYTE $0x49; BYTE $0xd8 // TILEZERO T3
	MOVQ k+8(FP), R13
	MOVQ a+16(FP), SI
	MOVQ lda+24(FP), AX
	MOVQ b+32(FP), BX
	MOVQ spare+112(FP), R9
	MOVQ $128, CX
	MOVQ $128, R10
	LEAQ 64(BX), DX
	MOVQ AX, DI
	SHLQ $4, DI
	ADDQ SI, DI
bytes:
	BYTE $0xc4; BYTE $0xe2; BYTE $0x7b; BYTE $0x4b; BYTE $0x24; BYTE $0x06 // TILELOADD T4, (SI)(AX*1)
	BYTE $0xc4; BYTE $0xe2; BYTE $0x7b; BYTE $0x4b; BYTE $0x34; BYTE $0x0b // TILELOADD T6, (BX)(CX*1)
	BYTE $0xc4; BYTE $0xe2; BYTE $0x7b; BYTE $0x4b; BYTE $0x3c; BYTE $0x0a // TILELOADD T7, (DX)(CX*1)
	BYTE $0xc4; BYTE $0xe2; BYTE $0x7b; BYTE $0x4b; BYTE $0x2c; BYTE $0x07 // TILELOADD T5, (DI)(AX*1)
	BYTE $0xc4; BYTE $0xe2; BYTE $0x49; BYTE $0x5e; BYTE $0xc4 // TDPBUSD T0, T4, T6
	BYTE $0xc4; BYTE $0xe2; BYTE $0x41; BYTE $0x5e; BYTE $0xcc // TDPBUSD T1, T4, T7
	BYTE $0xc4; BYTE $0xe2; BYTE $0x49; BYTE $0x5e; BYTE $0xd5 // TDPBUSD T2, T5, T6
	BYTE $0xc4; BYTE $0xe2; BYTE $0x41; BYTE $0x5e; BYTE $0xdd // TDPBUSD T3, T5, T7
	ADDQ $64, SI
	ADDQ $64, DI
	ADDQ $2048, BX
	ADDQ $2048, DX
	DECQ R13
	JNZ  bytes
	BYTE $0xc4; BYTE $0x82; BYTE $0x7a; BYTE $0x4b; BYTE $0x04; BYTE $0x11 // TILESTORED (R9)(R10*1), T0
	LEAQ 64(R9), DI
	BYTE $0xc4; BYTE $0xa2; BYTE $0x7a; BYTE $0x4b; BYTE $0x0c; BYTE $0x17 // TILESTORED (DI)(R10*1), T1
	LEAQ 2048(R9), DI
	BYTE $0xc4; BYTE $0xa2; BYTE $0x7a; BYTE $0x4b; BYTE $0x14; BYTE $0x17 // TILESTORED (DI)(R10*1), T2
	LEAQ 2112(R9), DI
	BYTE $0xc4; BYTE $0xa2; BYTE $0x7a; BYTE $0x4b; BYTE $0x1c; BYTE $0x17 // TILESTORED (DI)(R10*1), T3
	MOVQ rows+48(FP), CX
	MOVQ rowScale+56(FP), R13
	MOVQ colScale+64(FP), R11
	MOVQ sums+72(FP), R12
	MOVQ c+80(FP), DX
	MOVQ ldc+88(FP), R10
	MOVQ base+96(FP), AX
	MOVQ ldbase+104(FP), BX
	VMOVDQU32 (R12), Z2
	VMOVDQU32 64(R12), Z3
	VMOVUPS (R11), Z4
	VMOVUPS 64(R11), Z5
scale:
	VMOVDQU32 (R9), Z0
	VMOVDQU32 64(R9), Z1
	VBROADCASTSS (R13), Z12
	VPSUBD Z2, Z0, Z0
	VPSUBD Z3, Z1, Z1
	VCVTDQ2PS Z0, Z0
	VCVTDQ2PS Z1, Z1
	VMULPS Z12, Z0, Z0
	VMULPS Z12, Z1, Z1
	VMULPS Z4, Z0, Z0
	VMULPS Z5, Z1, Z1
	VADDPS (AX), Z0, Z0
	VADDPS 64(AX), Z1, Z1
	VMOVUPS Z0, (DX)
	VMOVUPS Z1, 64(DX)
	ADDQ $128, R9
	ADDQ $4, R13
	ADDQ R10, DX
	ADDQ BX, AX
	DECQ CX
	JNZ  scale
	MOVQ panel+40(FP), AX
	ADDQ AX, b+32(FP)
	ADDQ $128, colScale+64(FP)
	ADDQ $128, sums+72(FP)
	ADDQ $128, c+80(FP)
	ADDQ $128, base+96(FP)
	DECQ panels+0(FP)
	JNZ  panels
	BYTE $0xc4; BYTE $0xe2; BYTE $0x78; BYTE $0x49; BYTE $0xc0 // TILERELEASE
	VZEROUPPER
	RET
