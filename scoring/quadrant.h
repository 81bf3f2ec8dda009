/*
 * Where a city sits on the grid of wealth and density.
 *
 * Wealth is the GDP per capita of its country in USD, density is people per
 * km2; both come in thousandths, as integers. A value above the policy's
 * threshold is developed, or dense; a value on it is not (the 2018 article
 * says "greater than" and is silent about equality).
 */
#ifndef SCORING_QUADRANT_H
#define SCORING_QUADRANT_H

#include <stdint.h>

#include "scoring/policy.h"

enum quadrant quadrant_label(const struct policy *policy, int64_t gdp_milli, int64_t density_milli);

/*
 * Soft membership in all four. With d = ln(value / threshold), m = 1 / (1 + exp(-d / s)),
 * s from the policy (0 = hard); dense-developed = m_gdp x m_density, and so on.
 * Rounded once, by largest remainder, so that the four sum to PART_MAX.
 */
void quadrant_membership(const struct policy *policy, int64_t gdp_milli, int64_t density_milli,
	int32_t membership[QUADRANTS]);

#endif
