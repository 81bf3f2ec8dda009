/*
 * Logarithm and exponential in fixed point, the same bits everywhere.
 *
 * Numbers are Q16: 65536 is 1.0. Integer arithmetic only, so no compiler,
 * flag or library can change a result.
 */
#ifndef SCORING_FIXED_H
#define SCORING_FIXED_H

#include <stdint.h>

enum { FIXED_ONE = 65536 };

/* ln(milli / 1000) for milli > 0. */
int32_t fixed_ln_milli(int64_t milli);

/* exp(-x) for x >= 0; 0 when too small to hold. */
int32_t fixed_exp_minus(int64_t x);

/* floor(sqrt(n)). */
uint32_t fixed_sqrt(uint64_t n);

#endif
