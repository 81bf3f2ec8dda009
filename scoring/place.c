#include "scoring/place.h"

#include "scoring/fixed.h"
#include "scoring/part.h"

struct place
place_of(int64_t gdp_milli, int64_t density_milli)
{
	struct place p = { .known = gdp_milli > 0 && density_milli > 0 };

	if (p.known) {
		p.ln_gdp = fixed_ln_milli(gdp_milli);
		p.ln_density = fixed_ln_milli(density_milli);
	}
	return p;
}

int32_t
place_distance(struct place a, struct place b)
{
	int64_t gdp = (int64_t)a.ln_gdp - b.ln_gdp, density = (int64_t)a.ln_density - b.ln_density;

	return (int32_t)fixed_sqrt((uint64_t)(gdp * gdp + density * density));
}

int32_t
place_likeness(const struct policy *policy, struct place a, struct place b)
{
	if (!a.known || !b.known)
		return policy->place_unknown;
	return part_share(fixed_exp_minus((int64_t)place_distance(a, b) * 1000 / policy->place_scale_milli), FIXED_ONE);
}
