/*
 * Logarithm bit by bit, exponential by its series: nothing to look up, and
 * every intermediate value fits 64 bits, so there is one possible answer.
 */
#include "scoring/fixed.h"

#include <assert.h>

enum { LOG_BITS = 24, EXP_TERMS = 10 };

static const uint64_t LN2_Q32 = UINT64_C(2977044472);		/* ln 2 x 2^32 */
static const int64_t  LN1000_Q56 = INT64_C(497756225606248465);	/* ln 1000 x 2^56 */

/* log2(n), LOG_BITS after the point: squaring the mantissa yields one bit of its logarithm. */
static uint64_t
log2_bits(uint64_t n)
{
	int      whole = 63 - __builtin_clzll(n);
	uint64_t mantissa = whole >= 31 ? n >> (whole - 31) : n << (31 - whole);
	uint64_t bits = (uint64_t)whole;

	for (int i = 0; i < LOG_BITS; i++) {
		mantissa = mantissa * mantissa >> 31;
		bits <<= 1;
		if (mantissa >> 32 != 0) {
			mantissa >>= 1;
			bits |= 1;
		}
	}
	return bits;
}

int32_t
fixed_ln_milli(int64_t milli)
{
	enum { SHIFT = LOG_BITS + 32 - 16 };
	const int64_t half = INT64_C(1) << (SHIFT - 1);
	int64_t       ln;

	assert(milli > 0);
	ln = (int64_t)(log2_bits((uint64_t)milli) * LN2_Q32) - LN1000_Q56;
	/* Shifting a negative number is not the same everywhere. */
	return (int32_t)(ln >= 0 ? (ln + half) >> SHIFT : -((-ln + half) >> SHIFT));
}

int32_t
fixed_exp_minus(int64_t x)
{
	uint64_t rest, halvings, sum = UINT64_C(1) << 32;

	assert(x >= 0);
	if (x >= 12 * FIXED_ONE)
		return 0;
	rest = (uint64_t)x << 16;
	halvings = rest / LN2_Q32;
	rest %= LN2_Q32;
	/* 1 - r/1 (1 - r/2 (1 - r/3 ...)), with r below ln 2, so no step goes below zero. */
	for (uint64_t i = EXP_TERMS; i > 0; i--)
		sum = (UINT64_C(1) << 32) - (rest / i * sum >> 32);
	return (int32_t)((sum + (UINT64_C(1) << (15 + halvings))) >> (16 + halvings));
}

uint32_t
fixed_sqrt(uint64_t n)
{
	uint64_t root = 0, bit = UINT64_C(1) << 62;

	while (bit > n)
		bit >>= 2;
	for (; bit != 0; bit >>= 2) {
		if (n >= root + bit) {
			n -= root + bit;
			root = (root >> 1) + bit;
		} else {
			root >>= 1;
		}
	}
	return (uint32_t)root;
}
