/*
 * Reasons why a pair is shut out, whatever its score. Sector is never one.
 */
#include "scoring/part.h"

static bool
partner_not_verified(const struct pair *pair)
{
	return pair->partner->judged && !pair->partner->verified;
}

static bool
partner_expired(const struct pair *pair)
{
	return pair->partner->judged && pair->partner->expired;
}

static bool
project_not_open(const struct pair *pair)
{
	return !pair->project->open;
}

static bool
project_out_of_validity(const struct pair *pair)
{
	return !pair->project->valid;
}

static bool
country_excluded(const struct pair *pair)
{
	return numbers_have(pair->partner->excluded_countries, pair->city->country);
}

static bool
city_excluded(const struct pair *pair)
{
	return numbers_have(pair->partner->excluded_cities, pair->project->city);
}

static bool
partner_country_excluded(const struct pair *pair)
{
	return pair->partner->country != NOBODY
		&& numbers_have(pair->project->excluded_countries, pair->partner->country);
}

static bool
partner_kind_excluded(const struct pair *pair)
{
	return (pair->project->excluded_kinds & BIT(pair->partner->kind)) != 0;
}

/* A declared conflict names a real project; inferred needs may be declined, as they stand in the model. */
static bool
conflict(const struct pair *pair)
{
	return indexes_have(pair->partner->conflicts, pair->number);
}

static bool
declined(const struct pair *pair)
{
	return indexes_have(pair->partner->declined, pair->number);
}

static bool
ticket_too_small(const struct pair *pair)
{
	return pair->partner->ticket_max > 0 && pair->partner->ticket_max < pair->project->budget_min;
}

static bool (*const shuts[GATES])(const struct pair *) = {
	[GATE_PARTNER_NOT_VERIFIED]     = partner_not_verified,
	[GATE_PARTNER_EXPIRED]          = partner_expired,
	[GATE_PROJECT_NOT_OPEN]         = project_not_open,
	[GATE_PROJECT_OUT_OF_VALIDITY]  = project_out_of_validity,
	[GATE_COUNTRY_EXCLUDED]         = country_excluded,
	[GATE_CITY_EXCLUDED]            = city_excluded,
	[GATE_PARTNER_COUNTRY_EXCLUDED] = partner_country_excluded,
	[GATE_PARTNER_KIND_EXCLUDED]    = partner_kind_excluded,
	[GATE_CONFLICT]                 = conflict,
	[GATE_DECLINED]                 = declined,
	[GATE_TICKET_TOO_SMALL]         = ticket_too_small,
};

uint32_t
gates_failed(const struct pair *pair)
{
	uint32_t failed = 0;

	for (int g = 0; g < GATES; g++)
		if (shuts[g](pair))
			failed |= BIT(g);
	return failed;
}
