#include "scoring/needs.h"

#include <string.h>

#include "scoring/fixed.h"
#include "scoring/part.h"
#include "scoring/place.h"

/* Beside what a city states itself, all that it borrows is a quarter of one stated category: a guess. */
enum { BORROWED_BESIDE_OWN = PART_MAX / 4 };

/* Inserts or raises, keeping the order of nodes; a full list drops what comes last. */
static void
tags_raise(struct tags *tags, uint16_t node, int32_t value)
{
	uint16_t i = 0, last;

	if (value <= 0)
		return;
	while (i < tags->count && tags->at[i].node < node)
		i++;
	if (i < tags->count && tags->at[i].node == node) {
		if (tags->at[i].value < value)
			tags->at[i].value = (uint16_t)value;
		return;
	}
	if (i == TAGS_MAX)
		return;
	last = tags->count < TAGS_MAX ? tags->count++ : TAGS_MAX - 1;
	memmove(&tags->at[i + 1], &tags->at[i], (size_t)(last - i) * sizeof(tags->at[0]));
	tags->at[i] = (struct tag){ .node = node, .value = (uint16_t)value };
}

static bool
can_lend(const struct score_project *w)
{
	return w->open && w->valid && !w->inferred;
}

/* A list of the nearest cities, nearest first; of equally near ones, the smaller number first. */
struct nearest {
	struct neighbour *at;
	size_t            count, most;
};

static void
consider(struct nearest *near, uint16_t city, int32_t distance)
{
	size_t i;

	if (near->count < near->most)
		near->count++;
	else if (near->most == 0 || near->at[near->count - 1].distance_milli < distance
	    || (near->at[near->count - 1].distance_milli == distance && near->at[near->count - 1].city < city))
		return;
	for (i = near->count - 1; i > 0; i--) {
		if (near->at[i - 1].distance_milli < distance
		    || (near->at[i - 1].distance_milli == distance && near->at[i - 1].city < city))
			break;
		near->at[i] = near->at[i - 1];
	}
	near->at[i] = (struct neighbour){ .city = city, .distance_milli = distance };
}

/* Shares fall with distance, exp(-distance / scale), and sum to PART_MAX by largest remainder. */
static void
share_out(const struct policy *policy, struct nearest *near)
{
	int64_t weight[NEIGHBOURS_MAX], sum = 0;
	int32_t left = PART_MAX;

	for (size_t i = 0; i < near->count; i++) {
		/* One more than nothing: cities that are all far away lend in equal parts. */
		weight[i] = 1 + fixed_exp_minus((int64_t)near->at[i].distance_milli * FIXED_ONE / policy->place_scale_milli);
		sum += weight[i];
	}
	for (size_t i = 0; i < near->count; i++) {
		near->at[i].share = (int32_t)(weight[i] * PART_MAX / sum);
		weight[i] = weight[i] * PART_MAX % sum;
		left -= near->at[i].share;
	}
	for (; left > 0; left--) {
		size_t most = 0;

		for (size_t i = 1; i < near->count; i++)
			if (weight[i] > weight[most])
				most = i;
		near->at[most].share++;
		weight[most] = -1;
	}
}

static bool
city_can_lend(const struct model *m, uint32_t city)
{
	for (uint32_t row = m->city_first[city]; row < m->city_first[city + 1]; row++)
		if (can_lend(&m->projects[m->city_projects[row]]))
			return true;
	return false;
}

static void
find_nearest(const struct model *m, uint16_t city, struct nearest *near)
{
	struct place here = m->cities[city].place;

	for (uint32_t c = 0; c < m->city_count && here.known; c++) {
		struct place there = m->cities[c].place;

		if (c != city && there.known && city_can_lend(m, c))
			consider(near, (uint16_t)c, (int32_t)(((int64_t)place_distance(here, there) * 1000 + FIXED_ONE / 2) / FIXED_ONE));
	}
	if (near->count > 0)
		share_out(m->policy, near);
}

/* What neighbours lend, summed exactly before it is divided, so that the order of rows is not seen. */
struct loan {
	uint16_t node[TAGS_MAX * NEIGHBOURS_MAX];
	int64_t  value[TAGS_MAX * NEIGHBOURS_MAX];
	size_t   count;
	int64_t  support[SUPPORTS];
};

static void
lend_category(struct loan *loan, uint16_t node, int64_t value)
{
	size_t i = 0;

	while (i < loan->count && loan->node[i] != node)
		i++;
	if (i == TAGS_MAX * NEIGHBOURS_MAX)
		return;
	if (i == loan->count) {
		loan->node[i] = node;
		loan->value[i] = 0;
		loan->count++;
	}
	loan->value[i] += value;
}

/* How much a project is about what the city itself states; all of it, when the city states nothing. */
static int32_t
about(const struct model *m, const struct score_project *w, const struct tags *own)
{
	int32_t most = own->count == 0 ? PART_MAX : 0;

	for (uint16_t i = 0; i < own->count; i++) {
		for (uint16_t j = 0; j < w->categories.count; j++) {
			int32_t met = part_times(w->categories.at[j].value,
				tree_similarity(&m->categories, own->at[i].node, w->categories.at[j].node));

			most = met > most ? met : most;
		}
	}
	return most;
}

/*
 * A neighbour's share is split over its open projects: many small ones do not
 * outvote a city with one. Categories are split evenly. Support comes from
 * those projects that are about what the city itself states: a city that wants
 * public transport needs what transport projects need.
 */
static void
lend(const struct model *m, const struct neighbour *from, const struct tags *own, struct loan *loan)
{
	enum { FINE = 1 << 12 };
	int64_t lending = 0;

	for (uint32_t row = m->city_first[from->city]; row < m->city_first[from->city + 1]; row++)
		lending += can_lend(&m->projects[m->city_projects[row]]);
	for (uint32_t row = m->city_first[from->city]; row < m->city_first[from->city + 1]; row++) {
		const struct score_project *w = &m->projects[m->city_projects[row]];

		if (!can_lend(w))
			continue;
		for (uint16_t t = 0; t < w->categories.count; t++)
			lend_category(loan, w->categories.at[t].node,
				(int64_t)from->share * w->categories.at[t].value * FINE / lending);
		for (int s = 0; s < SUPPORTS; s++)
			loan->support[s] += (int64_t)from->share * part_times(w->support[s], about(m, w, own)) * FINE / lending;
	}
}

static void
borrow_categories(const struct loan *loan, struct tags *out)
{
	int64_t sum = 0, may_weigh = out->count > 0 ? BORROWED_BESIDE_OWN : PART_MAX;

	for (size_t i = 0; i < loan->count; i++)
		sum += loan->value[i];
	for (size_t i = 0; i < loan->count; i++)
		tags_raise(out, loan->node[i], (int32_t)(loan->value[i] * may_weigh / sum));
}

static void
borrow_support(const struct loan *loan, int32_t out[SUPPORTS])
{
	int64_t largest = 0;

	for (int s = 0; s < SUPPORTS; s++)
		if (loan->support[s] > largest)
			largest = loan->support[s];
	for (int s = 0; s < SUPPORTS; s++)
		out[s] = largest > 0 ? part_share(loan->support[s], largest) : 0;
}

size_t
needs_infer(const struct model *m, uint16_t city, struct score_project *out, struct neighbour from[NEIGHBOURS_MAX])
{
	const struct tags *own = &m->cities[city].stated_categories;
	int32_t            most = m->policy->neighbours;
	struct nearest     near = { .at = from, .most = most < NEIGHBOURS_MAX ? (size_t)most : NEIGHBOURS_MAX };
	struct loan        loan = { .count = 0 };

	*out = (struct score_project){ .city = city, .inferred = true, .open = true, .valid = true };
	for (uint16_t i = 0; i < own->count; i++)
		tags_raise(&out->categories, own->at[i].node, own->at[i].value);
	find_nearest(m, city, &near);
	for (size_t i = 0; i < near.count; i++)
		lend(m, &from[i], own, &loan);
	borrow_categories(&loan, &out->categories);
	borrow_support(&loan, out->support);
	return near.count;
}

static void
imply_sectors(const struct model *m, const struct tags *categories, struct tags *sectors)
{
	for (uint16_t i = 0; i < categories->count; i++) {
		const struct tags *implies = &m->sectors_of_category[categories->at[i].node];

		for (uint16_t j = 0; j < implies->count; j++)
			tags_raise(sectors, implies->at[j].node, part_times(m->policy->implied_sector,
				part_times(categories->at[i].value, implies->at[j].value)));
	}
}

struct tags
needs_sectors(const struct model *m, uint16_t city)
{
	const struct score_city *c = &m->cities[city];
	struct tags              sectors = { .count = 0 };

	for (uint16_t i = 0; i < c->stated_sectors.count; i++)
		tags_raise(&sectors, c->stated_sectors.at[i].node,
			part_times(m->policy->stated_sector, c->stated_sectors.at[i].value));
	imply_sectors(m, &c->stated_categories, &sectors);
	for (uint32_t row = m->city_first[city]; row < m->city_first[city + 1]; row++) {
		const struct score_project *w = &m->projects[m->city_projects[row]];

		if (w->inferred)
			continue;
		imply_sectors(m, &w->categories, &sectors);
		for (uint16_t j = 0; j < w->sectors.count; j++)
			tags_raise(&sectors, w->sectors.at[j].node,
				part_times(m->policy->implied_sector, w->sectors.at[j].value));
	}
	return sectors;
}
