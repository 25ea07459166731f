#include "go_asm.h"
#include "textflag.h"

// One step is eight words of every set: what is left after a check is counted beside the
// next. Z0 to Z5 add up the counts of wideSift, Z6 is who is left.

#define CHECK(with) VPANDQ (with)(DI*1), Z6, Z6
#define COUNT(sum)  VPOPCNTQ Z6, Z7; VPADDQ Z7, sum, sum

// func siftWide(s *wideSift, times int)
TEXT ·siftWide(SB), NOSPLIT, $0-16
	MOVQ   s+0(FP), DI
	MOVQ   times+8(FP), CX
	MOVQ   wideSift_people(DI), R8
	MOVQ   wideSift_product(DI), R9
	MOVQ   wideSift_broker(DI), R10
	MOVQ   wideSift_bounded(DI), R11
	MOVQ   wideSift_roomy(DI), R12
	MOVQ   wideSift_reach(DI), R13
	MOVQ   wideSift_more(DI), AX
	MOVQ   wideSift_specialists(DI), BX
	MOVQ   wideSift_fit(DI), SI
	MOVQ   wideSift_within(DI), DX
	VPXORQ Z0, Z0, Z0
	VPXORQ Z1, Z1, Z1
	VPXORQ Z2, Z2, Z2
	VPXORQ Z3, Z3, Z3
	VPXORQ Z4, Z4, Z4
	VPXORQ Z5, Z5, Z5
	XORQ   DI, DI

step:
	VMOVDQU64 (R8)(DI*1), Z6
	CHECK(R9)
	COUNT(Z0)
	CHECK(R10)
	COUNT(Z1)
	CHECK(R11)
	COUNT(Z2)
	CHECK(R12)
	COUNT(Z3)
	VMOVDQU64 Z6, (SI)(DI*1)
	CHECK(R13)
	CHECK(AX)
	COUNT(Z4)
	VMOVDQU64 Z6, (DX)(DI*1)
	CHECK(BX)
	COUNT(Z5)
	ADDQ   $64, DI
	DECQ   CX
	JNZ    step

	MOVQ      s+0(FP), DI
	VMOVDQU64 Z0, (wideSift_counts+0)(DI)
	VMOVDQU64 Z1, (wideSift_counts+64)(DI)
	VMOVDQU64 Z2, (wideSift_counts+128)(DI)
	VMOVDQU64 Z3, (wideSift_counts+192)(DI)
	VMOVDQU64 Z4, (wideSift_counts+256)(DI)
	VMOVDQU64 Z5, (wideSift_counts+320)(DI)
	VZEROUPPER
	RET

// func canCountWide() bool
TEXT ·canCountWide(SB), NOSPLIT, $0-1
	MOVB $0, ret+0(FP)

	// Leaf 7 tells of what is asked for below.
	XORL  AX, AX
	XORL  CX, CX
	CPUID
	CMPL  AX, $7
	JLT   no

	// Leaf 1: XGETBV may be asked (bit 27), and whether the system keeps all of Z0 to Z31.
	MOVL  $1, AX
	XORL  CX, CX
	CPUID
	BTL   $27, CX
	JCC   no
	XORL  CX, CX
	XGETBV
	ANDL  $0xe6, AX
	CMPL  AX, $0xe6
	JNE   no

	// Leaf 7: AVX512F (bit 16 of BX) and AVX512_VPOPCNTDQ (bit 14 of CX).
	MOVL  $7, AX
	XORL  CX, CX
	CPUID
	BTL   $16, BX
	JCC   no
	BTL   $14, CX
	JCC   no
	MOVB $1, ret+0(FP)

no:
	RET
