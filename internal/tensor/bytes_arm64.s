//go:build !purego

#include "textflag.h"

// The assembler knows few instructions on vectors of floating point, and no
// product of bytes: these are their codes. Lanes are four of 32 bits.
#define FMUL(d, n, m) WORD $(0x6E20DC00 | (m)<<16 | (n)<<5 | (d))
#define FADD(d, n, m) WORD $(0x4E20D400 | (m)<<16 | (n)<<5 | (d))
#define FSUB(d, n, m) WORD $(0x4EA0D400 | (m)<<16 | (n)<<5 | (d))
#define FDIV(d, n, m) WORD $(0x6E20FC00 | (m)<<16 | (n)<<5 | (d))
#define FMIN(d, n, m) WORD $(0x4EA0C400 | (m)<<16 | (n)<<5 | (d)) /* FMINNM */
#define FMAX(d, n, m) WORD $(0x4E20C400 | (m)<<16 | (n)<<5 | (d)) /* FMAXNM */
#define FNEG(d, n) WORD $(0x6EA0F800 | (n)<<5 | (d))
#define FABS(d, n) WORD $(0x4EA0F800 | (n)<<5 | (d))
#define BELOW(d, n) WORD $(0x4EA0E800 | (n)<<5 | (d)) /* FCMLT with 0 */
#define FMAXV(d, n) WORD $(0x6E30C800 | (n)<<5 | (d)) /* FMAXNMV, across the lanes */
#define TOFLOAT(d, n) WORD $(0x4E21D800 | (n)<<5 | (d)) /* SCVTF */
#define TOINT(d, n) WORD $(0x4E21A800 | (n)<<5 | (d)) /* FCVTNS, ties to even */
#define HALVE32(d, n) WORD $(0x0E612800 | (n)<<5 | (d)) /* XTN, 32 bits to 16 */
#define HALVE16(d, n) WORD $(0x0E212800 | (n)<<5 | (d)) /* XTN, 16 bits to 8 */
#define SDOT(d, n, m) WORD $(0x4E809400 | (m)<<16 | (n)<<5 | (d))
#define SMULL(d, n, m) WORD $(0x0E20C000 | (m)<<16 | (n)<<5 | (d))
#define SMULL2(d, n, m) WORD $(0x4E20C000 | (m)<<16 | (n)<<5 | (d))
#define SADALP(d, n) WORD $(0x4E606800 | (n)<<5 | (d))

// DOTS adds the products of one row's four bytes, all around v, to its sums.
#define DOTS(v, s0, s1, s2, s3) \
	SDOT(s0, 0, v); \
	SDOT(s1, 1, v); \
	SDOT(s2, 2, v); \
	SDOT(s3, 3, v)

// OUT takes the sums s0 to s3 of one row to c: times the row's and the columns'
// scales, plus base. The columns' scales are in V20 to V23.
#define OUT(s0, s1, s2, s3) \
	VLD1R.P 4(R4), [V28.S4]; \
	TOFLOAT(s0, s0); \
	TOFLOAT(s1, s1); \
	TOFLOAT(s2, s2); \
	TOFLOAT(s3, s3); \
	VLD1 (R8), [V24.S4, V25.S4, V26.S4, V27.S4]; \
	FMUL(s0, s0, 28); \
	FMUL(s1, s1, 28); \
	FMUL(s2, s2, 28); \
	FMUL(s3, s3, 28); \
	FMUL(s0, s0, 20); \
	FMUL(s1, s1, 21); \
	FMUL(s2, s2, 22); \
	FMUL(s3, s3, 23); \
	FADD(s0, s0, 24); \
	FADD(s1, s1, 25); \
	FADD(s2, s2, 26); \
	FADD(s3, s3, 27); \
	ADD R9, R8

// func byteDot4x16(k int, a *uint8, stride int, b *int8, rowScale, colScale *float32, c *float32, ldc int, base *float32, ldbase int)
// Four rows of a times 16 of the 32 columns of a panel, plus base. The bytes of
// a become signed, so that Zero has no share in the sums.
TEXT ·byteDot4x16(SB), NOSPLIT, $0-80
	MOVD k+0(FP), R0
	MOVD a+8(FP), R1
	MOVD stride+16(FP), R2
	MOVD b+24(FP), R3
	MOVD rowScale+32(FP), R4
	MOVD colScale+40(FP), R5
	MOVD c+48(FP), R6
	MOVD ldc+56(FP), R7
	MOVD base+64(FP), R8
	MOVD ldbase+72(FP), R9
	ADD R2, R1, R10
	ADD R2, R10, R11
	ADD R2, R11, R12
	VMOVI $128, V29.B16
	VEOR V4.B16, V4.B16, V4.B16
	VEOR V5.B16, V5.B16, V5.B16
	VEOR V6.B16, V6.B16, V6.B16
	VEOR V7.B16, V7.B16, V7.B16
	VEOR V8.B16, V8.B16, V8.B16
	VEOR V9.B16, V9.B16, V9.B16
	VEOR V10.B16, V10.B16, V10.B16
	VEOR V11.B16, V11.B16, V11.B16
	VEOR V12.B16, V12.B16, V12.B16
	VEOR V13.B16, V13.B16, V13.B16
	VEOR V14.B16, V14.B16, V14.B16
	VEOR V15.B16, V15.B16, V15.B16
	VEOR V16.B16, V16.B16, V16.B16
	VEOR V17.B16, V17.B16, V17.B16
	VEOR V18.B16, V18.B16, V18.B16
	VEOR V19.B16, V19.B16, V19.B16
dots:
	VLD1 (R3), [V0.B16, V1.B16, V2.B16, V3.B16]
	VLD1R.P 4(R1), [V24.S4]
	VLD1R.P 4(R10), [V25.S4]
	VLD1R.P 4(R11), [V26.S4]
	VLD1R.P 4(R12), [V27.S4]
	VEOR V29.B16, V24.B16, V24.B16
	VEOR V29.B16, V25.B16, V25.B16
	VEOR V29.B16, V26.B16, V26.B16
	VEOR V29.B16, V27.B16, V27.B16
	DOTS(24, 4, 5, 6, 7)
	DOTS(25, 8, 9, 10, 11)
	DOTS(26, 12, 13, 14, 15)
	DOTS(27, 16, 17, 18, 19)
	ADD $128, R3
	SUBS $4, R0
	BNE dots
	VLD1 (R5), [V20.S4, V21.S4, V22.S4, V23.S4]
	OUT(4, 5, 6, 7)
	VST1 [V4.S4, V5.S4, V6.S4, V7.S4], (R6)
	ADD R7, R6
	OUT(8, 9, 10, 11)
	VST1 [V8.S4, V9.S4, V10.S4, V11.S4], (R6)
	ADD R7, R6
	OUT(12, 13, 14, 15)
	VST1 [V12.S4, V13.S4, V14.S4, V15.S4], (R6)
	ADD R7, R6
	OUT(16, 17, 18, 19)
	VST1 [V16.S4, V17.S4, V18.S4, V19.S4], (R6)
	RET

// PAIRS adds the products of one row's four bytes, all around v, and of four
// columns, b, to lo and hi: two sums for each column.
#define PAIRS(v, b, lo, hi) \
	SMULL(26, b, v); \
	SMULL2(27, b, v); \
	SADALP(lo, 26); \
	SADALP(hi, 27)

// func bytePairs2x16(k int, a *uint8, stride int, b *int8, rowScale, colScale *float32, c *float32, ldc int, base *float32, ldbase int)
// As byteDot4x16 for two rows, without its instruction.
TEXT ·bytePairs2x16(SB), NOSPLIT, $0-80
	MOVD k+0(FP), R0
	MOVD a+8(FP), R1
	MOVD stride+16(FP), R2
	MOVD b+24(FP), R3
	MOVD rowScale+32(FP), R4
	MOVD colScale+40(FP), R5
	MOVD c+48(FP), R6
	MOVD ldc+56(FP), R7
	MOVD base+64(FP), R8
	MOVD ldbase+72(FP), R9
	ADD R2, R1, R10
	VMOVI $128, V29.B16
	VEOR V4.B16, V4.B16, V4.B16
	VEOR V5.B16, V5.B16, V5.B16
	VEOR V6.B16, V6.B16, V6.B16
	VEOR V7.B16, V7.B16, V7.B16
	VEOR V8.B16, V8.B16, V8.B16
	VEOR V9.B16, V9.B16, V9.B16
	VEOR V10.B16, V10.B16, V10.B16
	VEOR V11.B16, V11.B16, V11.B16
	VEOR V12.B16, V12.B16, V12.B16
	VEOR V13.B16, V13.B16, V13.B16
	VEOR V14.B16, V14.B16, V14.B16
	VEOR V15.B16, V15.B16, V15.B16
	VEOR V16.B16, V16.B16, V16.B16
	VEOR V17.B16, V17.B16, V17.B16
	VEOR V18.B16, V18.B16, V18.B16
	VEOR V19.B16, V19.B16, V19.B16
pairs:
	VLD1 (R3), [V0.B16, V1.B16, V2.B16, V3.B16]
	VLD1R.P 4(R1), [V24.S4]
	VLD1R.P 4(R10), [V25.S4]
	VEOR V29.B16, V24.B16, V24.B16
	VEOR V29.B16, V25.B16, V25.B16
	PAIRS(24, 0, 4, 5)
	PAIRS(24, 1, 6, 7)
	PAIRS(24, 2, 8, 9)
	PAIRS(24, 3, 10, 11)
	PAIRS(25, 0, 12, 13)
	PAIRS(25, 1, 14, 15)
	PAIRS(25, 2, 16, 17)
	PAIRS(25, 3, 18, 19)
	ADD $128, R3
	SUBS $4, R0
	BNE pairs
	VADDP V5.S4, V4.S4, V4.S4
	VADDP V7.S4, V6.S4, V5.S4
	VADDP V9.S4, V8.S4, V6.S4
	VADDP V11.S4, V10.S4, V7.S4
	VADDP V13.S4, V12.S4, V12.S4
	VADDP V15.S4, V14.S4, V13.S4
	VADDP V17.S4, V16.S4, V14.S4
	VADDP V19.S4, V18.S4, V15.S4
	VLD1 (R5), [V20.S4, V21.S4, V22.S4, V23.S4]
	OUT(4, 5, 6, 7)
	VST1 [V4.S4, V5.S4, V6.S4, V7.S4], (R6)
	ADD R7, R6
	OUT(12, 13, 14, 15)
	VST1 [V12.S4, V13.S4, V14.S4, V15.S4], (R6)
	RET

// func greatestWide(n int, x *float32) float32
// The greatest absolute value of n elements, a multiple of 16.
TEXT ·greatestWide(SB), NOSPLIT, $0-20
	MOVD n+0(FP), R0
	MOVD x+8(FP), R1
	VEOR V0.B16, V0.B16, V0.B16
	VEOR V1.B16, V1.B16, V1.B16
more:
	VLD1.P 64(R1), [V4.S4, V5.S4, V6.S4, V7.S4]
	FABS(4, 4)
	FABS(5, 5)
	FABS(6, 6)
	FABS(7, 7)
	FMAX(0, 0, 4)
	FMAX(1, 1, 5)
	FMAX(0, 0, 6)
	FMAX(1, 1, 7)
	SUBS $16, R0
	BNE more
	FMAX(0, 0, 1)
	FMAXV(0, 0)
	FMOVS F0, ret+16(FP)
	RET

// func toBytesWide(n int, out *uint8, x *float32, inv float32)
TEXT ·toBytesWide(SB), NOSPLIT, $0-28
	MOVD n+0(FP), R0
	MOVD out+8(FP), R1
	MOVD x+16(FP), R2
	MOVWU inv+24(FP), R3
	VDUP R3, V30.S4
	VMOVI $128, V29.B16
next:
	VLD1.P 64(R2), [V0.S4, V1.S4, V2.S4, V3.S4]
	FMUL(0, 0, 30)
	FMUL(1, 1, 30)
	FMUL(2, 2, 30)
	FMUL(3, 3, 30)
	TOINT(0, 0)
	TOINT(1, 1)
	TOINT(2, 2)
	TOINT(3, 3)
	VUZP1 V1.H8, V0.H8, V0.H8
	VUZP1 V3.H8, V2.H8, V2.H8
	VUZP1 V2.B16, V0.B16, V0.B16
	VADD V29.B16, V0.B16, V0.B16
	VST1.P [V0.B16], 16(R1)
	SUBS $16, R0
	BNE next
	RET

// func leakyWide(n int, x *float32, slope float32)
TEXT ·leakyWide(SB), NOSPLIT, $0-20
	MOVD n+0(FP), R0
	MOVD x+8(FP), R1
	MOVWU slope+16(FP), R3
	VDUP R3, V30.S4
again:
	VLD1 (R1), [V0.S4, V1.S4, V2.S4, V3.S4]
	FMUL(4, 0, 30)
	FMUL(5, 1, 30)
	FMUL(6, 2, 30)
	FMUL(7, 3, 30)
	BELOW(16, 0)
	BELOW(17, 1)
	BELOW(18, 2)
	BELOW(19, 3)
	VBIT V16.B16, V4.B16, V0.B16
	VBIT V17.B16, V5.B16, V1.B16
	VBIT V18.B16, V6.B16, V2.B16
	VBIT V19.B16, V7.B16, V3.B16
	VST1.P [V0.S4, V1.S4, V2.S4, V3.S4], 64(R1)
	SUBS $16, R0
	BNE again
	RET

DATA cellConst<>+0(SB)/4, $1.44269504088896341
DATA cellConst<>+4(SB)/4, $12582912.0
DATA cellConst<>+8(SB)/4, $0.693359375
DATA cellConst<>+12(SB)/4, $-2.12194440e-4
DATA cellConst<>+16(SB)/4, $1.9875691500e-4
DATA cellConst<>+20(SB)/4, $1.3981999507e-3
DATA cellConst<>+24(SB)/4, $8.3334519073e-3
DATA cellConst<>+28(SB)/4, $4.1665795894e-2
DATA cellConst<>+32(SB)/4, $1.6666665459e-1
DATA cellConst<>+36(SB)/4, $5.0000001201e-1
DATA cellConst<>+40(SB)/4, $1.0
DATA cellConst<>+44(SB)/4, $25.0
DATA cellConst<>+48(SB)/4, $-25.0
DATA cellConst<>+52(SB)/4, $-2.0
DATA cellConst<>+56(SB)/4, $127.0
DATA cellConst<>+60(SB)/4, $128
GLOBL cellConst<>(SB), RODATA, $64

// EXP replaces x, kept within ±25, by e^x; t, n and p are scratch, T is t again.
#define EXP(x, t, n, p, T, X, P) \
	FMIN(x, x, 27); \
	FMAX(x, x, 28); \
	FMUL(t, x, 16); \
	FADD(t, t, 17); \
	FSUB(n, t, 17); \
	FMUL(p, n, 18); \
	FSUB(x, x, p); \
	FMUL(p, n, 19); \
	FSUB(x, x, p); \
	FMUL(p, x, 20); \
	FADD(p, p, 21); \
	FMUL(p, p, x); \
	FADD(p, p, 22); \
	FMUL(p, p, x); \
	FADD(p, p, 23); \
	FMUL(p, p, x); \
	FADD(p, p, 24); \
	FMUL(p, p, x); \
	FADD(p, p, 25); \
	FMUL(p, p, x); \
	FMUL(p, p, x); \
	FADD(p, p, x); \
	FADD(p, p, 26); \
	VSHL $23, T, T; \
	VADD T, P, X

// func cellBytesWide(n int, gates *float32, stride int, cells *float32, hidden *uint8)
// CellBytes for n units of one row, a multiple of 4; stride is in bytes.
TEXT ·cellBytesWide(SB), NOSPLIT, $0-40
	MOVD n+0(FP), R0
	MOVD gates+8(FP), R1
	MOVD stride+16(FP), R2
	MOVD cells+24(FP), R3
	MOVD hidden+32(FP), R4
	ADD R2, R1, R5
	ADD R2, R5, R6
	ADD R2, R6, R7
	MOVD $cellConst<>(SB), R8
	VLD1R.P 4(R8), [V16.S4]
	VLD1R.P 4(R8), [V17.S4]
	VLD1R.P 4(R8), [V18.S4]
	VLD1R.P 4(R8), [V19.S4]
	VLD1R.P 4(R8), [V20.S4]
	VLD1R.P 4(R8), [V21.S4]
	VLD1R.P 4(R8), [V22.S4]
	VLD1R.P 4(R8), [V23.S4]
	VLD1R.P 4(R8), [V24.S4]
	VLD1R.P 4(R8), [V25.S4]
	VLD1R.P 4(R8), [V26.S4]
	VLD1R.P 4(R8), [V27.S4]
	VLD1R.P 4(R8), [V28.S4]
	VLD1R.P 4(R8), [V29.S4]
	VLD1R.P 4(R8), [V30.S4]
	VLD1R.P 4(R8), [V31.S4]
units:
	SUBS $4, R0
	BLT done
	VLD1.P 16(R1), [V0.S4]
	VLD1.P 16(R5), [V1.S4]
	VLD1.P 16(R6), [V2.S4]
	VLD1.P 16(R7), [V3.S4]
	FNEG(0, 0)
	FNEG(1, 1)
	FNEG(2, 2)
	FMUL(3, 3, 29)
	EXP(0, 4, 5, 6, V4.S4, V0.S4, V6.S4)
	EXP(1, 7, 8, 9, V7.S4, V1.S4, V9.S4)
	EXP(2, 4, 5, 6, V4.S4, V2.S4, V6.S4)
	EXP(3, 7, 8, 9, V7.S4, V3.S4, V9.S4)
	FADD(0, 0, 26)
	FADD(1, 1, 26)
	FADD(2, 2, 26)
	FADD(4, 3, 26)
	FSUB(3, 26, 3)
	FMUL(0, 0, 4)
	VLD1 (R3), [V10.S4]
	FMUL(10, 10, 0)
	FMUL(3, 3, 1)
	FADD(10, 10, 3)
	FMUL(1, 1, 0)
	FDIV(10, 10, 1)
	VST1.P [V10.S4], 16(R3)
	FMUL(10, 10, 29)
	EXP(10, 4, 5, 6, V4.S4, V10.S4, V6.S4)
	FADD(4, 10, 26)
	FSUB(10, 26, 10)
	FMUL(2, 2, 4)
	FDIV(2, 10, 2)
	FMUL(2, 2, 30)
	TOINT(2, 2)
	VADD V31.S4, V2.S4, V2.S4
	HALVE32(2, 2)
	HALVE16(2, 2)
	VMOV V2.S[0], R9
	MOVW R9, (R4)
	ADD $4, R4
	B units
done:
	RET
