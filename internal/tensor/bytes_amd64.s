//go:build !purego

#include "textflag.h"

#define STEP(R, LO, HI) \
	VPDPBUSD Z0, R, LO; \
	VPDPBUSD Z1, R, HI

// out takes the sums LO and HI of one row to c: minus the share of Zero, times
// the row's and the columns' scales, plus what AX points at.
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
	VADDPS (AX), LO, LO; \
	VADDPS 64(AX), HI, HI; \
	VMOVUPS LO, (DX); \
	VMOVUPS HI, 64(DX); \
	ADDQ $4, R13; \
	ADDQ BX, AX; \
	ADDQ R10, DX

// func byteTile512(k int, a *uint8, stride int, b *int8, rowScale, colScale *float32, sums *int32, c *float32, ldc int, base *float32, ldbase int)
// Eight rows of a times a panel of 32 columns, plus base. k counts bytes; ldc and
// ldbase are in bytes.
TEXT ·byteTile512(SB), NOSPLIT, $0-88
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
	MOVQ base+72(FP), AX
	MOVQ ldbase+80(FP), BX
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

// func byteRow512(k int, a *uint8, b *int8, rowScale, colScale *float32, sums *int32, c, base *float32)
// One row of a times a panel of 32 columns, plus base.
TEXT ·byteRow512(SB), NOSPLIT, $0-64
	MOVQ k+0(FP), CX
	MOVQ a+8(FP), SI
	MOVQ b+16(FP), DI
	MOVQ rowScale+24(FP), R13
	MOVQ colScale+32(FP), R11
	MOVQ sums+40(FP), R12
	MOVQ c+48(FP), DX
	MOVQ base+56(FP), AX
	XORQ R10, R10
	XORQ BX, BX
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

// func greatestWide(n int, x *float32) float32
// The greatest absolute value of n elements, a multiple of 16.
TEXT ·greatestWide(SB), NOSPLIT, $0-20
	MOVQ n+0(FP), CX
	MOVQ x+8(FP), SI
	VPXOR Y0, Y0, Y0
	VPXOR Y3, Y3, Y3
	VPCMPEQD Y1, Y1, Y1
	VPSRLD $1, Y1, Y1 // all but the sign
more:
	VPAND (SI), Y1, Y2
	VPAND 32(SI), Y1, Y4
	VMAXPS Y2, Y0, Y0
	VMAXPS Y4, Y3, Y3
	ADDQ $64, SI
	SUBQ $16, CX
	JNZ  more
	VMAXPS Y3, Y0, Y0
	VEXTRACTF128 $1, Y0, X1
	VMAXPS X1, X0, X0
	VPSHUFD $0x4e, X0, X1
	VMAXPS X1, X0, X0
	VPSHUFD $0xb1, X0, X1
	VMAXPS X1, X0, X0
	VMOVSS X0, ret+16(FP)
	VZEROUPPER
	RET

// func toBytesWide(n int, out *uint8, x *float32, inv float32)
TEXT ·toBytesWide(SB), NOSPLIT, $0-28
	MOVQ n+0(FP), CX
	MOVQ out+8(FP), DI
	MOVQ x+16(FP), SI
	VBROADCASTSS inv+24(FP), Y1
	VPCMPEQD Y2, Y2, Y2
	VPSRLD $24, Y2, Y3 // 255
	VPSRLD $31, Y2, Y2
	VPSLLD $7, Y2, Y2 // Zero
next:
	VMULPS (SI), Y1, Y0
	VMULPS 32(SI), Y1, Y4
	VCVTPS2DQ Y0, Y0
	VCVTPS2DQ Y4, Y4
	VPADDD Y2, Y0, Y0
	VPADDD Y2, Y4, Y4
	VPAND Y3, Y0, Y0
	VPAND Y3, Y4, Y4
	VPACKSSDW Y4, Y0, Y0 // 0-3 8-11 4-7 12-15
	VPERMQ $0xd8, Y0, Y0
	VEXTRACTI128 $1, Y0, X4
	VPACKUSWB X4, X0, X0
	VMOVDQU X0, (DI)
	ADDQ $64, SI
	ADDQ $16, DI
	SUBQ $16, CX
	JNZ  next
	VZEROUPPER
	RET

// PART2 adds to A0 and A1 the products of 32 bytes of weights at OFF, eight
// columns, and four bytes of two rows: their values in Y12 and Y13, the absolute
// ones in Y0 and Y1. Pairs of products fit 16 bits: 128·127·2 < 2¹⁵.
#define PART2(OFF, A0, A1) \
	VMOVDQU OFF(DI), Y3; \
	VPSIGNB Y12, Y3, Y2; \
	VPSIGNB Y13, Y3, Y3; \
	VPMADDUBSW Y2, Y0, Y2; \
	VPMADDUBSW Y3, Y1, Y3; \
	VPMADDWD Y14, Y2, Y2; \
	VPMADDWD Y14, Y3, Y3; \
	VPADDD Y2, A0, A0; \
	VPADDD Y3, A1, A1

// OUT8 takes the sums A of eight columns of one row to c.
#define OUT8(OFF, A) \
	VCVTDQ2PS A, A; \
	VMULPS Y12, A, A; \
	VMULPS OFF(R11), A, A; \
	VADDPS OFF(AX), A, A; \
	VMOVUPS A, OFF(DX)

// func byteTile2x32(k int, a *uint8, stride int, b *int8, rowScale, colScale *float32, c *float32, ldc int, base *float32, ldbase int)
// Two rows of a times a panel of 32 columns, plus base, without VNNI: the sign of
// a goes over to the weights, so that a product of unsigned and signed bytes
// gives it exactly. No weight is -128.
TEXT ·byteTile2x32(SB), NOSPLIT, $0-80
	MOVQ k+0(FP), CX
	MOVQ a+8(FP), SI
	MOVQ stride+16(FP), R8
	MOVQ b+24(FP), DI
	MOVQ rowScale+32(FP), R13
	MOVQ colScale+40(FP), R11
	MOVQ c+48(FP), DX
	MOVQ ldc+56(FP), R10
	MOVQ base+64(FP), AX
	MOVQ ldbase+72(FP), BX
	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
	VPXOR Y6, Y6, Y6
	VPXOR Y7, Y7, Y7
	VPXOR Y8, Y8, Y8
	VPXOR Y9, Y9, Y9
	VPXOR Y10, Y10, Y10
	VPXOR Y11, Y11, Y11
	VPCMPEQW Y14, Y14, Y14
	VPSRLW $15, Y14, Y14 // ones
	VPCMPEQB Y15, Y15, Y15
	VPABSB Y15, Y15
	VPSLLW $7, Y15, Y15 // Zero in every byte
quads:
	VPBROADCASTD (SI), Y12
	VPBROADCASTD (SI)(R8*1), Y13
	VPXOR Y15, Y12, Y12
	VPXOR Y15, Y13, Y13
	VPABSB Y12, Y0
	VPABSB Y13, Y1
	PART2(0, Y4, Y8)
	PART2(32, Y5, Y9)
	PART2(64, Y6, Y10)
	PART2(96, Y7, Y11)
	ADDQ $4, SI
	ADDQ $128, DI
	SUBQ $4, CX
	JNZ  quads
	VBROADCASTSS (R13), Y12
	OUT8(0, Y4)
	OUT8(32, Y5)
	OUT8(64, Y6)
	OUT8(96, Y7)
	ADDQ R10, DX
	ADDQ BX, AX
	VBROADCASTSS 4(R13), Y12
	OUT8(0, Y8)
	OUT8(32, Y9)
	OUT8(64, Y10)
	OUT8(96, Y11)
	VZEROUPPER
	RET

// func leakyWide(n int, x *float32, slope float32)
TEXT ·leakyWide(SB), NOSPLIT, $0-20
	MOVQ n+0(FP), CX
	MOVQ x+8(FP), SI
	VBROADCASTSS slope+16(FP), Y1
again:
	VMOVUPS (SI), Y0
	VMOVUPS 32(SI), Y2
	VMULPS Y1, Y0, Y3
	VMULPS Y1, Y2, Y4
	VBLENDVPS Y0, Y3, Y0, Y0
	VBLENDVPS Y2, Y4, Y2, Y2
	VMOVUPS Y0, (SI)
	VMOVUPS Y2, 32(SI)
	ADDQ $64, SI
	SUBQ $16, CX
	JNZ  again
	VZEROUPPER
	RET
