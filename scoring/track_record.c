/*
 * What earlier work is worth for a project.
 */
#include "scoring/fixed.h"
#include "scoring/part.h"
#include "scoring/place.h"

static const int64_t LN2_Q16 = 45426;

/* Halves with every half-life; a year that is not stated counts as one half-life ago. */
static int32_t
recency(const struct policy *policy, int32_t year)
{
	int64_t age = policy->reference_year - year;

	if (year <= 0)
		age = policy->recency_half_years;
	if (age <= 0)
		return PART_MAX;
	return part_share(fixed_exp_minus(age * LN2_Q16 / policy->recency_half_years), FIXED_ONE);
}

/* The project's category that a reference fits best: similarity x weight, of the largest weight. */
static int32_t
fitting_category(const struct pair *pair, uint16_t category, uint16_t *theirs)
{
	const struct tags *wanted = &pair->project->categories;
	int32_t            largest = 0, best = 0;

	for (uint16_t i = 0; i < wanted->count; i++)
		if (wanted->at[i].value > largest)
			largest = wanted->at[i].value;
	for (uint16_t i = 0; i < wanted->count; i++) {
		int64_t alike = tree_similarity(&pair->m->categories, category, wanted->at[i].node);
		int32_t fits = 0;

		if (alike > 0 && largest > 0)
			fits = part_share(alike * wanted->at[i].value, (int64_t)PART_MAX * largest);
		if (fits > best || (fits == best && fits > 0 && wanted->at[i].node < *theirs)) {
			best = fits;
			*theirs = wanted->at[i].node;
		}
	}
	return best;
}

int32_t
reference_worth(const struct pair *pair, uint32_t i, uint16_t *theirs)
{
	const struct score_reference *r = &pair->partner->references[i];
	int32_t                       fits = r->category == NOBODY ? 0 : fitting_category(pair, r->category, theirs);

	return fits == 0 ? 0 : part_times(fits, recency(pair->policy, r->year));
}

static struct evidence
weigh(const struct pair *pair, uint32_t i)
{
	const struct score_reference *r = &pair->partner->references[i];
	struct evidence               e = { .kind = EVIDENCE_REFERENCE, .reference = i, .theirs = NOBODY, .mine = r->category };

	e.value = reference_worth(pair, i, &e.theirs);
	if (e.value > 0 && (r->city == NOBODY || r->city != pair->project->city))
		e.value = part_times(e.value, place_likeness(pair->policy, r->place, pair->city->place));
	return e;
}

/* Keeps `counted` sorted, strongest first; equal ones in the order of the profile. */
static size_t
keep(struct evidence counted[REFERENCES_COUNTED], size_t n, struct evidence e)
{
	size_t i = n;

	if (n == REFERENCES_COUNTED) {
		if (e.value <= counted[n - 1].value)
			return n;
		i = n - 1;
	} else {
		n++;
	}
	for (; i > 0 && counted[i - 1].value < e.value; i--)
		counted[i] = counted[i - 1];
	counted[i] = e;
	return n;
}

/*
 * MAX - (MAX - n) x product of (1 - v / MAX), n the neutral value: a reference
 * takes away a share v of what is still missing, so more of them never hurt
 * and never add up to more than MAX. v = category similarity x place
 * likeness (in the very city: MAX) x recency.
 */
int32_t
track_record_of(const struct policy *policy, const int32_t *value, size_t n)
{
	enum { FINE = 1 << 16 };
	int64_t missing = (int64_t)(PART_MAX - policy->neutral[PART_TRACK_RECORD]) * FINE;

	/* In the order of strength: what rounding drops must not depend on the order of the profile. */
	for (size_t i = 0; i < n; i++)
		missing = missing * (PART_MAX - value[i]) / PART_MAX;
	return PART_MAX - (int32_t)((missing + FINE / 2) / FINE);
}

int32_t
part_track_record(const struct pair *pair, struct notes *notes)
{
	struct evidence counted[REFERENCES_COUNTED];
	int32_t         value[REFERENCES_COUNTED];
	size_t          n = 0;

	if (pair->partner->reference_count == 0 || pair->project->categories.count == 0)
		return PART_UNKNOWN;
	for (uint32_t i = 0; i < pair->partner->reference_count; i++) {
		struct evidence e = weigh(pair, i);

		if (e.value > 0)
			n = keep(counted, n, e);
	}
	for (size_t i = 0; i < n; i++) {
		value[i] = counted[i].value;
		note(notes, counted[i]);
	}
	return track_record_of(pair->policy, value, n);
}
