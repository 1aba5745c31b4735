#include "textflag.h"

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
DATA cellConst<>+44(SB)/4, $87.0
DATA cellConst<>+48(SB)/4, $-87.0
DATA cellConst<>+52(SB)/4, $-1.0
DATA cellConst<>+56(SB)/4, $-2.0
DATA cellConst<>+60(SB)/4, $2.0
GLOBL cellConst<>(SB), RODATA, $64

// EXP replaces X by e^X; T, N and P are scratch.
#define EXP(X, T, N, P) \
	VMINPS Z27, X, X; \
	VMAXPS Z28, X, X; \
	VMULPS Z16, X, T; \
	VADDPS Z17, T, T; \
	VSUBPS Z17, T, N; \
	VMULPS Z18, N, P; \
	VSUBPS P, X, X; \
	VMULPS Z19, N, P; \
	VSUBPS P, X, X; \
	VMULPS Z20, X, P; \
	VADDPS Z21, P, P; \
	VMULPS X, P, P; \
	VADDPS Z22, P, P; \
	VMULPS X, P, P; \
	VADDPS Z23, P, P; \
	VMULPS X, P, P; \
	VADDPS Z24, P, P; \
	VMULPS X, P, P; \
	VADDPS Z25, P, P; \
	VMULPS X, P, P; \
	VMULPS X, P, P; \
	VADDPS X, P, P; \
	VADDPS Z26, P, P; \
	VPSLLD $23, T, T; \
	VPADDD T, P, X

#define SIGMOID(X, T, N, P) \
	VMULPS Z29, X, X; \
	EXP(X, T, N, P); \
	VADDPS Z26, X, X; \
	VDIVPS X, Z26, X

#define TANH(X, T, N, P) \
	VMULPS Z30, X, X; \
	EXP(X, T, N, P); \
	VADDPS Z26, X, X; \
	VDIVPS X, Z31, X; \
	VSUBPS Z26, X, X

// func cellRow512(n int, gates *float32, stride int, prev, next, squash, hidden *float32)
TEXT ·cellRow512(SB), NOSPLIT, $0-56
	MOVQ n+0(FP), CX
	MOVQ gates+8(FP), SI
	MOVQ stride+16(FP), R8
	MOVQ prev+24(FP), DI
	MOVQ next+32(FP), DX
	MOVQ squash+40(FP), BX
	MOVQ hidden+48(FP), R9
	LEAQ (R8)(R8*2), R11
	LEAQ cellConst<>(SB), AX
	VBROADCASTSS 0(AX), Z16
	VBROADCASTSS 4(AX), Z17
	VBROADCASTSS 8(AX), Z18
	VBROADCASTSS 12(AX), Z19
	VBROADCASTSS 16(AX), Z20
	VBROADCASTSS 20(AX), Z21
	VBROADCASTSS 24(AX), Z22
	VBROADCASTSS 28(AX), Z23
	VBROADCASTSS 32(AX), Z24
	VBROADCASTSS 36(AX), Z25
	VBROADCASTSS 40(AX), Z26
	VBROADCASTSS 44(AX), Z27
	VBROADCASTSS 48(AX), Z28
	VBROADCASTSS 52(AX), Z29
	VBROADCASTSS 56(AX), Z30
	VBROADCASTSS 60(AX), Z31
units:
	SUBQ $16, CX
	JLT  done
	VMOVUPS (SI), Z0
	VMOVUPS (SI)(R8*1), Z1
	VMOVUPS (SI)(R8*2), Z2
	VMOVUPS (SI)(R11*1), Z3
	SIGMOID(Z0, Z4, Z5, Z6)
	SIGMOID(Z1, Z7, Z8, Z9)
	SIGMOID(Z2, Z4, Z5, Z6)
	TANH(Z3, Z7, Z8, Z9)
	VMOVUPS Z0, (SI)
	VMOVUPS Z1, (SI)(R8*1)
	VMOVUPS Z2, (SI)(R8*2)
	VMOVUPS Z3, (SI)(R11*1)
	VMOVUPS (DI), Z10
	VMULPS Z10, Z1, Z10
	VMULPS Z3, Z0, Z11
	VADDPS Z11, Z10, Z10
	VMOVUPS Z10, (DX)
	TANH(Z10, Z4, Z5, Z6)
	VMOVUPS Z10, (BX)
	VMULPS Z10, Z2, Z2
	VMOVUPS Z2, (R9)
	ADDQ $64, SI
	ADDQ $64, DI
	ADDQ $64, DX
	ADDQ $64, BX
	ADDQ $64, R9
	JMP  units
done:
	VZEROUPPER
	RET

// func cellBytes512(n int, gates *float32, stride int, cells *float32, hidden *uint8)
TEXT ·cellBytes512(SB), NOSPLIT, $0-40
	MOVQ n+0(FP), CX
	MOVQ gates+8(FP), SI
	MOVQ stride+16(FP), R8
	MOVQ cells+24(FP), DI
	MOVQ hidden+32(FP), R9
	LEAQ (R8)(R8*2), R11
	LEAQ cellConst<>(SB), AX
	VBROADCASTSS 0(AX), Z16
	VBROADCASTSS 4(AX), Z17
	VBROADCASTSS 8(AX), Z18
	VBROADCASTSS 12(AX), Z19
	VBROADCASTSS 16(AX), Z20
	VBROADCASTSS 20(AX), Z21
	VBROADCASTSS 24(AX), Z22
	VBROADCASTSS 28(AX), Z23
	VBROADCASTSS 32(AX), Z24
	VBROADCASTSS 36(AX), Z25
	VBROADCASTSS 40(AX), Z26
	VBROADCASTSS 44(AX), Z27
	VBROADCASTSS 48(AX), Z28
	VBROADCASTSS 52(AX), Z29
	VBROADCASTSS 56(AX), Z30
	VBROADCASTSS 60(AX), Z31
	MOVL $0x42fe0000, AX
	VPBROADCASTD AX, Z14
	MOVL $128, AX
	VPBROADCASTD AX, Z15
units:
	SUBQ $16, CX
	JLT  done
	VMOVUPS (SI), Z0
	VMOVUPS (SI)(R8*1), Z1
	VMOVUPS (SI)(R8*2), Z2
	VMOVUPS (SI)(R11*1), Z3
	SIGMOID(Z0, Z4, Z5, Z6)
	SIGMOID(Z1, Z7, Z8, Z9)
	SIGMOID(Z2, Z4, Z5, Z6)
	TANH(Z3, Z7, Z8, Z9)
	VMOVUPS (DI), Z10
	VMULPS Z10, Z1, Z10
	VMULPS Z3, Z0, Z11
	VADDPS Z11, Z10, Z10
	VMOVUPS Z10, (DI)
	TANH(Z10, Z4, Z5, Z6)
	VMULPS Z10, Z2, Z2
	VMULPS Z14, Z2, Z2
	VCVTPS2DQ Z2, Z2
	VPADDD Z15, Z2, Z2
	VPMOVDB Z2, (R9)
	ADDQ $64, SI
	ADDQ $64, DI
	ADDQ $16, R9
	JMP  units
done:
	VZEROUPPER
	RET

// The constants again, eight times each, for AVX2.
DATA cellWide<>+0(SB)/4, $1.44269504088896341
DATA cellWide<>+4(SB)/4, $1.44269504088896341
DATA cellWide<>+8(SB)/4, $1.44269504088896341
DATA cellWide<>+12(SB)/4, $1.44269504088896341
DATA cellWide<>+16(SB)/4, $1.44269504088896341
DATA cellWide<>+20(SB)/4, $1.44269504088896341
DATA cellWide<>+24(SB)/4, $1.44269504088896341
DATA cellWide<>+28(SB)/4, $1.44269504088896341
DATA cellWide<>+32(SB)/4, $12582912.0
DATA cellWide<>+36(SB)/4, $12582912.0
DATA cellWide<>+40(SB)/4, $12582912.0
DATA cellWide<>+44(SB)/4, $12582912.0
DATA cellWide<>+48(SB)/4, $12582912.0
DATA cellWide<>+52(SB)/4, $12582912.0
DATA cellWide<>+56(SB)/4, $12582912.0
DATA cellWide<>+60(SB)/4, $12582912.0
DATA cellWide<>+64(SB)/4, $0.693359375
DATA cellWide<>+68(SB)/4, $0.693359375
DATA cellWide<>+72(SB)/4, $0.693359375
DATA cellWide<>+76(SB)/4, $0.693359375
DATA cellWide<>+80(SB)/4, $0.693359375
DATA cellWide<>+84(SB)/4, $0.693359375
DATA cellWide<>+88(SB)/4, $0.693359375
DATA cellWide<>+92(SB)/4, $0.693359375
DATA cellWide<>+96(SB)/4, $-2.12194440e-4
DATA cellWide<>+100(SB)/4, $-2.12194440e-4
DATA cellWide<>+104(SB)/4, $-2.12194440e-4
DATA cellWide<>+108(SB)/4, $-2.12194440e-4
DATA cellWide<>+112(SB)/4, $-2.12194440e-4
DATA cellWide<>+116(SB)/4, $-2.12194440e-4
DATA cellWide<>+120(SB)/4, $-2.12194440e-4
DATA cellWide<>+124(SB)/4, $-2.12194440e-4
DATA cellWide<>+128(SB)/4, $1.9875691500e-4
DATA cellWide<>+132(SB)/4, $1.9875691500e-4
DATA cellWide<>+136(SB)/4, $1.9875691500e-4
DATA cellWide<>+140(SB)/4, $1.9875691500e-4
DATA cellWide<>+144(SB)/4, $1.9875691500e-4
DATA cellWide<>+148(SB)/4, $1.9875691500e-4
DATA cellWide<>+152(SB)/4, $1.9875691500e-4
DATA cellWide<>+156(SB)/4, $1.9875691500e-4
DATA cellWide<>+160(SB)/4, $1.3981999507e-3
DATA cellWide<>+164(SB)/4, $1.3981999507e-3
DATA cellWide<>+168(SB)/4, $1.3981999507e-3
DATA cellWide<>+172(SB)/4, $1.3981999507e-3
DATA cellWide<>+176(SB)/4, $1.3981999507e-3
DATA cellWide<>+180(SB)/4, $1.3981999507e-3
DATA cellWide<>+184(SB)/4, $1.3981999507e-3
DATA cellWide<>+188(SB)/4, $1.3981999507e-3
DATA cellWide<>+192(SB)/4, $8.3334519073e-3
DATA cellWide<>+196(SB)/4, $8.3334519073e-3
DATA cellWide<>+200(SB)/4, $8.3334519073e-3
DATA cellWide<>+204(SB)/4, $8.3334519073e-3
DATA cellWide<>+208(SB)/4, $8.3334519073e-3
DATA cellWide<>+212(SB)/4, $8.3334519073e-3
DATA cellWide<>+216(SB)/4, $8.3334519073e-3
DATA cellWide<>+220(SB)/4, $8.3334519073e-3
DATA cellWide<>+224(SB)/4, $4.1665795894e-2
DATA cellWide<>+228(SB)/4, $4.1665795894e-2
DATA cellWide<>+232(SB)/4, $4.1665795894e-2
DATA cellWide<>+236(SB)/4, $4.1665795894e-2
DATA cellWide<>+240(SB)/4, $4.1665795894e-2
DATA cellWide<>+244(SB)/4, $4.1665795894e-2
DATA cellWide<>+248(SB)/4, $4.1665795894e-2
DATA cellWide<>+252(SB)/4, $4.1665795894e-2
DATA cellWide<>+256(SB)/4, $1.6666665459e-1
DATA cellWide<>+260(SB)/4, $1.6666665459e-1
DATA cellWide<>+264(SB)/4, $1.6666665459e-1
DATA cellWide<>+268(SB)/4, $1.6666665459e-1
DATA cellWide<>+272(SB)/4, $1.6666665459e-1
DATA cellWide<>+276(SB)/4, $1.6666665459e-1
DATA cellWide<>+280(SB)/4, $1.6666665459e-1
DATA cellWide<>+284(SB)/4, $1.6666665459e-1
DATA cellWide<>+288(SB)/4, $5.0000001201e-1
DATA cellWide<>+292(SB)/4, $5.0000001201e-1
DATA cellWide<>+296(SB)/4, $5.0000001201e-1
DATA cellWide<>+300(SB)/4, $5.0000001201e-1
DATA cellWide<>+304(SB)/4, $5.0000001201e-1
DATA cellWide<>+308(SB)/4, $5.0000001201e-1
DATA cellWide<>+312(SB)/4, $5.0000001201e-1
DATA cellWide<>+316(SB)/4, $5.0000001201e-1
DATA cellWide<>+320(SB)/4, $1.0
DATA cellWide<>+324(SB)/4, $1.0
DATA cellWide<>+328(SB)/4, $1.0
DATA cellWide<>+332(SB)/4, $1.0
DATA cellWide<>+336(SB)/4, $1.0
DATA cellWide<>+340(SB)/4, $1.0
DATA cellWide<>+344(SB)/4, $1.0
DATA cellWide<>+348(SB)/4, $1.0
DATA cellWide<>+352(SB)/4, $87.0
DATA cellWide<>+356(SB)/4, $87.0
DATA cellWide<>+360(SB)/4, $87.0
DATA cellWide<>+364(SB)/4, $87.0
DATA cellWide<>+368(SB)/4, $87.0
DATA cellWide<>+372(SB)/4, $87.0
DATA cellWide<>+376(SB)/4, $87.0
DATA cellWide<>+380(SB)/4, $87.0
DATA cellWide<>+384(SB)/4, $-87.0
DATA cellWide<>+388(SB)/4, $-87.0
DATA cellWide<>+392(SB)/4, $-87.0
DATA cellWide<>+396(SB)/4, $-87.0
DATA cellWide<>+400(SB)/4, $-87.0
DATA cellWide<>+404(SB)/4, $-87.0
DATA cellWide<>+408(SB)/4, $-87.0
DATA cellWide<>+412(SB)/4, $-87.0
DATA cellWide<>+416(SB)/4, $-1.0
DATA cellWide<>+420(SB)/4, $-1.0
DATA cellWide<>+424(SB)/4, $-1.0
DATA cellWide<>+428(SB)/4, $-1.0
DATA cellWide<>+432(SB)/4, $-1.0
DATA cellWide<>+436(SB)/4, $-1.0
DATA cellWide<>+440(SB)/4, $-1.0
DATA cellWide<>+444(SB)/4, $-1.0
DATA cellWide<>+448(SB)/4, $-2.0
DATA cellWide<>+452(SB)/4, $-2.0
DATA cellWide<>+456(SB)/4, $-2.0
DATA cellWide<>+460(SB)/4, $-2.0
DATA cellWide<>+464(SB)/4, $-2.0
DATA cellWide<>+468(SB)/4, $-2.0
DATA cellWide<>+472(SB)/4, $-2.0
DATA cellWide<>+476(SB)/4, $-2.0
DATA cellWide<>+480(SB)/4, $2.0
DATA cellWide<>+484(SB)/4, $2.0
DATA cellWide<>+488(SB)/4, $2.0
DATA cellWide<>+492(SB)/4, $2.0
DATA cellWide<>+496(SB)/4, $2.0
DATA cellWide<>+500(SB)/4, $2.0
DATA cellWide<>+504(SB)/4, $2.0
DATA cellWide<>+508(SB)/4, $2.0
DATA cellWide<>+512(SB)/4, $127.0
DATA cellWide<>+516(SB)/4, $127.0
DATA cellWide<>+520(SB)/4, $127.0
DATA cellWide<>+524(SB)/4, $127.0
DATA cellWide<>+528(SB)/4, $127.0
DATA cellWide<>+532(SB)/4, $127.0
DATA cellWide<>+536(SB)/4, $127.0
DATA cellWide<>+540(SB)/4, $127.0
DATA cellWide<>+544(SB)/4, $128
DATA cellWide<>+548(SB)/4, $128
DATA cellWide<>+552(SB)/4, $128
DATA cellWide<>+556(SB)/4, $128
DATA cellWide<>+560(SB)/4, $128
DATA cellWide<>+564(SB)/4, $128
DATA cellWide<>+568(SB)/4, $128
DATA cellWide<>+572(SB)/4, $128
GLOBL cellWide<>(SB), RODATA, $576

#define EXP256(X, T, N, P) \
	VMINPS 352(AX), X, X; \
	VMAXPS 384(AX), X, X; \
	VMULPS 0(AX), X, T; \
	VADDPS 32(AX), T, T; \
	VSUBPS 32(AX), T, N; \
	VMULPS 64(AX), N, P; \
	VSUBPS P, X, X; \
	VMULPS 96(AX), N, P; \
	VSUBPS P, X, X; \
	VMULPS 128(AX), X, P; \
	VADDPS 160(AX), P, P; \
	VMULPS X, P, P; \
	VADDPS 192(AX), P, P; \
	VMULPS X, P, P; \
	VADDPS 224(AX), P, P; \
	VMULPS X, P, P; \
	VADDPS 256(AX), P, P; \
	VMULPS X, P, P; \
	VADDPS 288(AX), P, P; \
	VMULPS X, P, P; \
	VMULPS X, P, P; \
	VADDPS X, P, P; \
	VADDPS 320(AX), P, P; \
	VPSLLD $23, T, T; \
	VPADDD T, P, X

#define SIGMOID256(X, T, N, P) \
	VMULPS 416(AX), X, X; \
	EXP256(X, T, N, P); \
	VADDPS 320(AX), X, X; \
	VMOVUPS 320(AX), P; \
	VDIVPS X, P, X

#define TANH256(X, T, N, P) \
	VMULPS 448(AX), X, X; \
	EXP256(X, T, N, P); \
	VADDPS 320(AX), X, X; \
	VMOVUPS 480(AX), P; \
	VDIVPS X, P, X; \
	VSUBPS 320(AX), X, X

// GATES256 reads the gates at SI and turns the cells Y8 into the next: Y0 to
// Y3 get the gates, Y8 the cells and Y9 their tanh.
#define GATES256 \
	VMOVUPS (SI), Y0; \
	VMOVUPS (SI)(R8*1), Y1; \
	VMOVUPS (SI)(R8*2), Y2; \
	VMOVUPS (SI)(R11*1), Y3; \
	SIGMOID256(Y0, Y4, Y5, Y6); \
	SIGMOID256(Y1, Y7, Y10, Y11); \
	SIGMOID256(Y2, Y4, Y5, Y6); \
	TANH256(Y3, Y7, Y10, Y11); \
	VMULPS Y8, Y1, Y8; \
	VMULPS Y3, Y0, Y9; \
	VADDPS Y9, Y8, Y8; \
	VMOVAPS Y8, Y9; \
	TANH256(Y9, Y4, Y5, Y6)

// func cellRow256(n int, gates *float32, stride int, prev, next, squash, hidden *float32)
TEXT ·cellRow256(SB), NOSPLIT, $0-56
	MOVQ n+0(FP), CX
	MOVQ gates+8(FP), SI
	MOVQ stride+16(FP), R8
	MOVQ prev+24(FP), DI
	MOVQ next+32(FP), DX
	MOVQ squash+40(FP), BX
	MOVQ hidden+48(FP), R9
	LEAQ (R8)(R8*2), R11
	LEAQ cellWide<>(SB), AX
units:
	SUBQ $8, CX
	JLT  done
	VMOVUPS (DI), Y8
	GATES256
	VMOVUPS Y0, (SI)
	VMOVUPS Y1, (SI)(R8*1)
	VMOVUPS Y2, (SI)(R8*2)
	VMOVUPS Y3, (SI)(R11*1)
	VMOVUPS Y8, (DX)
	VMOVUPS Y9, (BX)
	VMULPS Y9, Y2, Y2
	VMOVUPS Y2, (R9)
	ADDQ $32, SI
	ADDQ $32, DI
	ADDQ $32, DX
	ADDQ $32, BX
	ADDQ $32, R9
	JMP  units
done:
	VZEROUPPER
	RET

// func cellBytes256(n int, gates *float32, stride int, cells *float32, hidden *uint8)
TEXT ·cellBytes256(SB), NOSPLIT, $0-40
	MOVQ n+0(FP), CX
	MOVQ gates+8(FP), SI
	MOVQ stride+16(FP), R8
	MOVQ cells+24(FP), DI
	MOVQ hidden+32(FP), R9
	LEAQ (R8)(R8*2), R11
	LEAQ cellWide<>(SB), AX
units:
	SUBQ $8, CX
	JLT  done
	VMOVUPS (DI), Y8
	GATES256
	VMOVUPS Y8, (DI)
	VMULPS Y9, Y2, Y2
	VMULPS 512(AX), Y2, Y2
	VCVTPS2DQ Y2, Y2
	VPADDD 544(AX), Y2, Y2
	VEXTRACTI128 $1, Y2, X3
	VPACKUSDW X3, X2, X2
	VPACKUSWB X2, X2, X2
	VMOVQ X2, (R9)
	ADDQ $32, SI
	ADDQ $32, DI
	ADDQ $8, R9
	JMP  units
done:
	VZEROUPPER
	RET
