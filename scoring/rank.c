#include "scoring/rank.h"

#include <stdlib.h>

enum { COVERAGE_BITS = 10, INDEX_BITS = 29, COVERAGE_AND_INDEX = COVERAGE_BITS + INDEX_BITS };

_Static_assert(WEIGHT_SUM < 1 << COVERAGE_BITS, "a coverage has room in an order");
_Static_assert(STANDING_OPEN <= 1 << (64 - COVERAGE_AND_INDEX - 1), "a standing has room in an order");

/* The documented order as one number: standing, then coverage, then the smaller index. */
static uint64_t
order_of(uint32_t standing, int32_t coverage, uint32_t index)
{
	return (uint64_t)standing << COVERAGE_AND_INDEX | (uint64_t)coverage << INDEX_BITS |
		((1U << INDEX_BITS) - 1 - index);
}

static bool
tied(uint64_t a, uint64_t b)
{
	return a >> COVERAGE_AND_INDEX == b >> COVERAGE_AND_INDEX;
}

/* Of two structs that begin with their order; no two orders of one list are equal. */
static int
larger_first(const void *a, const void *b)
{
	return *(const uint64_t *)a < *(const uint64_t *)b ? 1 : -1;
}

/* Ties of a list that is in order. */
static void
flag_ties(struct ranked *at, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (tied(at[i - 1].order, at[i].order)) {
			at[i - 1].flags |= BIT(FLAG_TIE);
			at[i].flags |= BIT(FLAG_TIE);
		}
}

static void
put_in_order(struct ranked *at, size_t n)
{
	if (n > 1)
		qsort(at, n, sizeof(*at), larger_first);
	for (size_t i = 0; i < n; i++)
		at[i].place = (uint32_t)i;
	flag_ties(at, n);
}

static uint32_t
flags_of(const struct model *m, uint32_t project, uint32_t known)
{
	const struct score_project *w = &m->projects[project];
	uint32_t                    flags = 0;

	if (m->cities[w->city].label_flips && (known & BIT(PART_QUADRANT)) != 0)
		flags |= BIT(FLAG_THRESHOLD);
	if (w->inferred)
		flags |= BIT(FLAG_INFERRED_NEEDS);
	return flags;
}

static int32_t
coverage_of(const struct model *m, const struct sheet *s, uint32_t project)
{
	int32_t coverage = 0;

	for (int i = 0; i < PARTS; i++)
		if ((s->known[project] & BIT(i)) != 0)
			coverage += m->policy->weight[i];
	return coverage;
}

static uint32_t
best_of_city(const struct model *m, const struct sheet *s, const uint32_t *standing, uint32_t city)
{
	uint32_t best = m->city_projects[m->city_first[city]];

	for (uint32_t i = m->city_first[city] + 1; i < m->city_first[city + 1]; i++) {
		uint32_t one = m->city_projects[i];

		/* They come in the order of their ids, so of equal ones the first stays. */
		if (standing[one] > standing[best] ||
		    (standing[one] == standing[best] && coverage_of(m, s, one) > coverage_of(m, s, best)))
			best = one;
	}
	return best;
}

size_t
rank_cities(const struct model *m, const struct sheet *s, uint32_t *standing, struct ranked_city *cities)
{
	size_t n = 0;

	sheet_standings(s, m->policy->weight, standing);
	for (uint32_t city = 0; city < m->city_count; city++) {
		uint32_t best;

		if (m->city_first[city] == m->city_first[city + 1])
			continue;
		best = best_of_city(m, s, standing, city);
		cities[n++] = (struct ranked_city){ .city = city, .best = best, .standing = standing[best],
			.order = order_of(standing[best], coverage_of(m, s, best), city),
			.flags = flags_of(m, best, s->known[best]) };
	}
	if (n > 1)
		qsort(cities, n, sizeof(*cities), larger_first);
	for (size_t i = 1; i < n; i++)
		if (tied(cities[i - 1].order, cities[i].order)) {
			cities[i - 1].flags |= BIT(FLAG_TIE);
			cities[i].flags |= BIT(FLAG_TIE);
		}
	return n;
}

size_t
rank_projects(const struct model *m, const struct sheet *s, const uint32_t *standing, uint32_t city,
	struct ranked *out)
{
	size_t n = 0;

	for (uint32_t i = m->city_first[city]; i < m->city_first[city + 1]; i++) {
		uint32_t one = m->city_projects[i];

		out[n] = (struct ranked){ .what = one, .project = one,
			.score = sheet_score(s, m->policy->weight, one), .flags = flags_of(m, one, s->known[one]) };
		out[n].order = order_of(standing[one], out[n].score.coverage, one);
		n++;
	}
	put_in_order(out, n);
	return n;
}

/* A partner by the project it fits best; of equals, by the one with the smaller id. */
static struct ranked
best_project(const struct model *m, const struct score_partner *partner, const uint32_t *projects, size_t count)
{
	struct ranked best = { 0 };

	for (size_t i = 0; i < count; i++) {
		struct score s = score_pair(m, partner, projects[i]);
		uint64_t     order = order_of(sheet_standing(&s), s.coverage, projects[i]);

		if (order > best.order)
			best = (struct ranked){ .order = order, .project = projects[i], .score = s,
				.flags = flags_of(m, projects[i], s.known) };
	}
	return best;
}

void
rank_partners(const struct model *m, const struct score_partner *const *partners, size_t count,
	const uint32_t *projects, size_t project_count, struct ranked *out)
{
	for (size_t i = 0; i < count; i++) {
		out[i] = best_project(m, partners[i], projects, project_count);
		out[i].what = (uint32_t)i;
		out[i].order = order_of(sheet_standing(&out[i].score), out[i].score.coverage, out[i].what);
	}
	put_in_order(out, count);
}
