#include "textflag.h"

#define STEP(R, LO, HI) \
	VPDPBUSD Z0, R, LO; \
	VPDPBUSD Z1, R, HI

// out takes the sums LO and HI of one row to c: minus the share of Zero, times
// the row's and the columns' scales, plus what c holds.
#define OUT(LO, HI) \
	VBROADCASTSS (R13), Z12; \
	VPSUBD Z2, LO, LO; \
	VPSUBD Z3, HI, HI; \
	VCVTDQ2PS LO, LO; \
	VCVTDQ2PS HI, HI; \
	VMULPS Z12, LO, LO; \
	VMULPS Z12, HI, HI; \
	VMULPS Z4, LO, LO; \
	VMULPS Z5, HI, HI; \
	VADDPS (DX), LO, LO; \
	VADDPS 64(DX), HI, HI; \
	VMOVUPS LO, (DX); \
	VMOVUPS HI, 64(DX); \
	ADDQ $4, R13; \
	ADDQ R10, DX

// func byteTile512(k int, a *uint8, stride int, b *int8, rowScale, colScale *float32, sums *int32, c *float32, ldc int)
// Eight rows of a times a panel of 32 columns. k counts bytes; ldc is in bytes.
TEXT ·byteTile512(SB), NOSPLIT, $0-72
	MOVQ k+0(FP), CX
	MOVQ a+8(FP), SI
	MOVQ stride+16(FP), R8
	MOVQ b+24(FP), DI
	MOVQ rowScale+32(FP), R13
	MOVQ colScale+40(FP), R11
	MOVQ sums+48(FP), R12
	MOVQ c+56(FP), DX
	MOVQ ldc+64(FP), R10
	VMOVDQU32 (R12), Z2
	VMOVDQU32 64(R12), Z3
	VMOVUPS (R11), Z4
	VMOVUPS 64(R11), Z5
	LEAQ (R8)(R8*2), R9
	LEAQ (SI)(R8*4), BX
	VPXORD Z16, Z16, Z16
	VPXORD Z17, Z17, Z17
	VPXORD Z18, Z18, Z18
	VPXORD Z19, Z19, Z19
	VPXORD Z20, Z20, Z20
	VPXORD Z21, Z21, Z21
	VPXORD Z22, Z22, Z22
	VPXORD Z23, Z23, Z23
	VPXORD Z24, Z24, Z24
	VPXORD Z25, Z25, Z25
	VPXORD Z26, Z26, Z26
	VPXORD Z27, Z27, Z27
	VPXORD Z28, Z28, Z28
	VPXORD Z29, Z29, Z29
	VPXORD Z30, Z30, Z30
	VPXORD Z31, Z31, Z31
loop:
	VMOVDQU32 (DI), Z0
	VMOVDQU32 64(DI), Z1
	VPBROADCASTD (SI), Z6
	VPBROADCASTD (SI)(R8*1), Z7
	VPBROADCASTD (SI)(R8*2), Z8
	VPBROADCASTD (SI)(R9*1), Z9
	STEP(Z6, Z16, Z17)
	STEP(Z7, Z18, Z19)
	STEP(Z8, Z20, Z21)
	STEP(Z9, Z22, Z23)
	VPBROADCASTD (BX), Z6
	VPBROADCASTD (BX)(R8*1), Z7
	VPBROADCASTD (BX)(R8*2), Z8
	VPBROADCASTD (BX)(R9*1), Z9
	STEP(Z6, Z24, Z25)
	STEP(Z7, Z26, Z27)
	STEP(Z8, Z28, Z29)
	STEP(Z9, Z30, Z31)
	ADDQ $4, SI
	ADDQ $4, BX
	ADDQ $128, DI
	SUBQ $4, CX
	JNZ  loop
	OUT(Z16, Z17)
	OUT(Z18, Z19)
	OUT(Z20, Z21)
	OUT(Z22, Z23)
	OUT(Z24, Z25)
	OUT(Z26, Z27)
	OUT(Z28, Z29)
	OUT(Z30, Z31)
	VZEROUPPER
	RET

// func byteRow512(k int, a *uint8, b *int8, rowScale, colScale *float32, sums *int32, c *float32)
// One row of a times a panel of 32 columns.
TEXT ·byteRow512(SB), NOSPLIT, $0-56
	MOVQ k+0(FP), CX
	MOVQ a+8(FP), SI
	MOVQ b+16(FP), DI
	MOVQ rowScale+24(FP), R13
	MOVQ colScale+32(FP), R11
	MOVQ sums+40(FP), R12
	MOVQ c+48(FP), DX
	XORQ R10, R10
	VMOVDQU32 (R12), Z2
	VMOVDQU32 64(R12), Z3
	VMOVUPS (R11), Z4
	VMOVUPS 64(R11), Z5
	VPXORD Z16, Z16, Z16
	VPXORD Z17, Z17, Z17
row:
	VMOVDQU32 (DI), Z0
	VMOVDQU32 64(DI), Z1
	VPBROADCASTD (SI), Z6
	STEP(Z6, Z16, Z17)
	ADDQ $4, SI
	ADDQ $128, DI
	SUBQ $4, CX
	JNZ  row
	OUT(Z16, Z17)
	VZEROUPPER
	RET

// func greatest512(n int, x *float32) float32
// The greatest absolute value of n elements, a multiple of 16.
TEXT ·greatest512(SB), NOSPLIT, $0-20
	MOVQ n+0(FP), CX
	MOVQ x+8(FP), SI
	VPXORD Z0, Z0, Z0
	MOVL $0x7fffffff, AX
	VPBROADCASTD AX, Z1
more:
	VPANDD (SI), Z1, Z2
	VMAXPS Z2, Z0, Z0
	ADDQ $64, SI
	SUBQ $16, CX
	JNZ  more
	VEXTRACTF64X4 $1, Z0, Y1
	VMAXPS Y1, Y0, Y0
	VEXTRACTF128 $1, Y0, X1
	VMAXPS X1, X0, X0
	VPSHUFD $0x4e, X0, X1
	VMAXPS X1, X0, X0
	VPSHUFD $0xb1, X0, X1
	VMAXPS X1, X0, X0
	VMOVSS X0, ret+16(FP)
	VZEROUPPER
	RET

// func toBytes512(n int, out *uint8, x *float32, inv float32)
TEXT ·toBytes512(SB), NOSPLIT, $0-28
	MOVQ n+0(FP), CX
	MOVQ out+8(FP), DI
	MOVQ x+16(FP), SI
	VBROADCASTSS inv+24(FP), Z1
	MOVL $128, AX
	VPBROADCASTD AX, Z2
next:
	VMULPS (SI), Z1, Z0
	VCVTPS2DQ Z0, Z0
	VPADDD Z2, Z0, Z0
	VPMOVDB Z0, (DI)
	ADDQ $64, SI
	ADDQ $16, DI
	SUBQ $16, CX
	JNZ  next
	VZEROUPPER
	RET
