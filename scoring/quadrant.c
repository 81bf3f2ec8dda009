#include "scoring/quadrant.h"

#include "scoring/fixed.h"

enum quadrant
quadrant_label(const struct policy *policy, int64_t gdp_milli, int64_t density_milli)
{
	if (gdp_milli > policy->gdp_threshold_milli)
		return density_milli > policy->density_threshold_milli
			? QUADRANT_DENSE_DEVELOPED : QUADRANT_LOW_DENSITY_DEVELOPED;
	return density_milli > policy->density_threshold_milli
		? QUADRANT_DENSE_EMERGING : QUADRANT_LOW_DENSITY_EMERGING;
}

/* 1 / (1 + exp(-ln(value / threshold) / s)), 0..FIXED_ONE. */
static int64_t
membership_above(int64_t value, int64_t threshold, int32_t softness_milli)
{
	int64_t d, tail;

	if (value <= 0 || threshold <= 0 || softness_milli <= 0)
		return value > threshold ? FIXED_ONE : 0;
	d = (int64_t)fixed_ln_milli(value) - fixed_ln_milli(threshold);
	tail = fixed_exp_minus((d < 0 ? -d : d) * 1000 / softness_milli);
	/* Computed on the side of the larger half and mirrored, so that swapping the sides swaps the shares. */
	tail = (tail * FIXED_ONE + (FIXED_ONE + tail) / 2) / (FIXED_ONE + tail);
	return d < 0 ? tail : FIXED_ONE - tail;
}

void
quadrant_membership(const struct policy *policy, int64_t gdp_milli, int64_t density_milli,
	int32_t membership[QUADRANTS])
{
	const int64_t whole = (int64_t)FIXED_ONE * FIXED_ONE;
	int64_t       developed = membership_above(gdp_milli, policy->gdp_threshold_milli, policy->softness_milli);
	int64_t       dense = membership_above(density_milli, policy->density_threshold_milli, policy->softness_milli);
	int64_t       exact[QUADRANTS] = {
		[QUADRANT_DENSE_DEVELOPED]       = developed * dense,
		[QUADRANT_DENSE_EMERGING]        = (FIXED_ONE - developed) * dense,
		[QUADRANT_LOW_DENSITY_DEVELOPED] = developed * (FIXED_ONE - dense),
		[QUADRANT_LOW_DENSITY_EMERGING]  = (FIXED_ONE - developed) * (FIXED_ONE - dense),
	};
	int32_t left = PART_MAX;

	for (int q = 0; q < QUADRANTS; q++) {
		membership[q] = (int32_t)(exact[q] * PART_MAX / whole);
		exact[q] = exact[q] * PART_MAX % whole;
		left -= membership[q];
	}
	/* What rounding down left over goes to the largest remainders; of equal ones, to the first quadrant. */
	for (; left > 0; left--) {
		int most = 0;

		for (int q = 1; q < QUADRANTS; q++)
			if (exact[q] > exact[most])
				most = q;
		membership[most]++;
		exact[most] = -1;
	}
}
