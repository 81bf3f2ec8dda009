/*
 * Small pairing problems for tests: made from a seed, every kind of constraint
 * now and then, and solved by trying every list.
 */
#ifndef TESTS_PAIRING_CASE_H
#define TESTS_PAIRING_CASE_H

#include <stdio.h>
#include <string.h>

#include "scoring/pairing.h"

enum { CASE_PARTNERS = 5, CASE_PROJECTS = 5, CASE_CITIES = 4, CASE_QUOTAS = 5, CASE_MARKS = 4, CASE_PAIRS = 11 };

struct pairing_case {
	struct pairing_problem problem;
	struct pairing_partner partner[CASE_PARTNERS];
	struct pairing_project project[CASE_PROJECTS];
	struct pairing_city    city[CASE_CITIES];
	struct pairing_quota   quota[CASE_QUOTAS];
	struct pairing_pair    pin[CASE_MARKS], ban[CASE_MARKS], earlier[CASE_MARKS];
	int32_t score[CASE_PARTNERS][CASE_PROJECTS];
	char    id[CASE_PARTNERS + CASE_PROJECTS + CASE_CITIES][24];
};

struct case_random {
	uint64_t state;
};

static inline uint32_t
case_next(struct case_random *r, uint32_t below)
{
	uint64_t x = r->state += UINT64_C(0x9e3779b97f4a7c15);

	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return (uint32_t)((x ^ x >> 31) % below);
}

static inline bool
case_chance(struct case_random *r, uint32_t percent)
{
	return case_next(r, 100) < percent;
}

static inline void
case_score_row(void *ctx, uint32_t partner, int32_t *scores)
{
	const struct pairing_case *c = ctx;

	memcpy(scores, c->score[partner], c->problem.project_count * sizeof(*scores));
}

/* Points the problem at the case's own rows: needed again after a copy. */
static inline void
case_link(struct pairing_case *c)
{
	struct pairing_problem *p = &c->problem;

	p->partners = c->partner;
	p->projects = c->project;
	p->cities = c->city;
	p->quotas = c->quota;
	p->pins.at = c->pin;
	p->bans.at = c->ban;
	p->earlier.at = c->earlier;
	p->score_row = case_score_row;
	p->ctx = c;
	for (uint32_t i = 0; i < p->partner_count; i++)
		c->partner[i].id = c->id[i];
	for (uint32_t j = 0; j < p->project_count; j++)
		c->project[j].id = c->id[CASE_PARTNERS + j];
	for (uint32_t k = 0; k < p->city_count; k++)
		c->city[k].id = c->id[CASE_PARTNERS + CASE_PROJECTS + k];
}

static inline uint32_t
case_random_pairs(struct case_random *r, const struct pairing_problem *p, struct pairing_pair *at, uint32_t percent)
{
	uint32_t count = 0;

	if (p->partner_count == 0 || p->project_count == 0 || !case_chance(r, percent))
		return 0;
	count = 1 + case_next(r, CASE_MARKS);
	for (uint32_t k = 0; k < count; k++)
		at[k] = (struct pairing_pair){ case_next(r, p->partner_count), case_next(r, p->project_count) };
	return count;
}

static inline bool
case_has(const struct pairing_pairs *pairs, uint32_t partner, uint32_t project)
{
	for (size_t k = 0; k < pairs->count; k++)
		if (pairs->at[k].partner == partner && pairs->at[k].project == project)
			return true;
	return false;
}

static inline bool
case_may(const struct pairing_case *c, uint32_t i, uint32_t j)
{
	const struct pairing_problem *p = &c->problem;

	return c->score[i][j] != PAIRING_BLOCKED && !case_has(&p->bans, i, j) &&
		(c->score[i][j] >= p->floor || case_has(&p->pins, i, j));
}

static inline uint32_t
case_max(struct case_random *r)
{
	static const uint32_t max[] = { 0, 1, 1, 1, 2, 2, 3, 9 };

	return max[case_next(r, 8)];
}

static inline void
case_make(struct pairing_case *c, uint64_t seed)
{
	struct case_random r = { seed * 7919 };
	struct pairing_problem *p = &c->problem;
	uint32_t levels = case_chance(&r, 50) ? 2 + case_next(&r, 3) : 100000, pairs = 0;
	uint32_t blocked = case_next(&r, 60);

	memset(c, 0, sizeof(*c));
	p->partner_count = case_next(&r, CASE_PARTNERS + 1);
	p->project_count = case_next(&r, CASE_PROJECTS + 1);
	p->city_count = 1 + case_next(&r, CASE_CITIES);
	p->quota_count = case_chance(&r, 60) ? case_next(&r, CASE_QUOTAS + 1) : 0;
	for (uint32_t k = 0; k < CASE_PARTNERS + CASE_PROJECTS + CASE_CITIES; k++)
		snprintf(c->id[k], sizeof(c->id[k]), "%c%u", 'a' + (char)case_next(&r, 26), k);
	for (uint32_t i = 0; i < p->partner_count; i++) {
		c->partner[i].max = case_max(&r);
		c->partner[i].min = case_chance(&r, 25) ? case_next(&r, 3) : 0;
		c->partner[i].kind = case_chance(&r, 80) ? case_next(&r, 2) : PAIRING_NONE;
		c->partner[i].country = case_chance(&r, 80) ? case_next(&r, 3) : PAIRING_NONE;
	}
	for (uint32_t k = 0; k < p->city_count; k++)
		c->city[k].country = case_chance(&r, 80) ? case_next(&r, 2) : PAIRING_NONE;
	for (uint32_t j = 0; j < p->project_count; j++) {
		c->project[j].city = case_next(&r, p->city_count);
		c->project[j].slots = case_max(&r);
	}
	for (uint32_t q = 0; q < p->quota_count; q++) {
		static const uint32_t groups[] = { 0, 2, 2, 3 };

		c->quota[q].group = (enum pairing_group)case_next(&r, 4);
		c->quota[q].index = case_next(&r, c->quota[q].group == PAIRING_CITY ? p->city_count : groups[c->quota[q].group]);
		c->quota[q].max = case_max(&r);
		c->quota[q].min = case_chance(&r, 50) ? case_next(&r, 4) : 0;
	}
	for (uint32_t i = 0; i < p->partner_count; i++)
		for (uint32_t j = 0; j < p->project_count; j++) {
			bool may = !case_chance(&r, blocked) && pairs < CASE_PAIRS;

			c->score[i][j] = may ? (int32_t)case_next(&r, levels) : PAIRING_BLOCKED;
			pairs += may;
		}
	p->pins.count = case_random_pairs(&r, p, c->pin, 25);
	p->bans.count = case_random_pairs(&r, p, c->ban, 25);
	p->earlier.count = case_random_pairs(&r, p, c->earlier, 25);
	p->change_price = case_chance(&r, 70) ? case_next(&r, 5) : PAIRING_CHANGE_PRICE_MAX;
	p->floor = case_chance(&r, 20) ? (int32_t)case_next(&r, levels) : 0;
	case_link(c);
}

/* --- every list there is */

struct case_value {
	int64_t pins, cities, shortfall, worth, tie;
};

struct case_best {
	struct pairing_pair pair[CASE_PAIRS];	/* all that may be made, by city id, project id, partner id */
	uint32_t            pairs;
	uint32_t            list;		/* bit k: pair k */
	struct case_value   value;
};

static inline uint32_t
case_count(const struct pairing_case *c, const struct pairing_pair *pair, uint32_t pairs, uint32_t list,
	const struct pairing_quota *q)
{
	uint32_t count = 0;

	for (uint32_t k = 0; k < pairs; k++) {
		const struct pairing_partner *partner = &c->partner[pair[k].partner];
		uint32_t city = c->project[pair[k].project].city;
		uint32_t of[] = { city, c->city[city].country, partner->kind, partner->country };

		count += (list >> k & 1) != 0 && of[q->group] == q->index;
	}
	return count;
}

/* False: the list is not allowed. */
static inline bool
case_weigh(const struct pairing_case *c, const struct pairing_pair *pair, uint32_t pairs, uint32_t list,
	struct case_value *v)
{
	const struct pairing_problem *p = &c->problem;
	uint32_t of_partner[CASE_PARTNERS] = { 0 }, of_project[CASE_PROJECTS] = { 0 }, of_city[CASE_CITIES] = { 0 };

	*v = (struct case_value){ 0 };
	for (uint32_t k = 0; k < pairs; k++) {
		uint32_t i = pair[k].partner, j = pair[k].project;

		if ((list >> k & 1) == 0)
			continue;
		of_partner[i]++;
		of_project[j]++;
		of_city[c->project[j].city]++;
		v->pins += case_has(&p->pins, i, j);
		v->worth += c->score[i][j] + (case_has(&p->earlier, i, j) ? p->change_price : 0);
		v->tie += pairing_tie(c->partner[i].id, c->project[j].id);
	}
	for (uint32_t i = 0; i < p->partner_count; i++) {
		if (of_partner[i] > c->partner[i].max)
			return false;
		v->shortfall += of_partner[i] < c->partner[i].min ? c->partner[i].min - of_partner[i] : 0;
	}
	for (uint32_t j = 0; j < p->project_count; j++)
		if (of_project[j] > c->project[j].slots)
			return false;
	for (uint32_t k = 0; k < p->city_count; k++)
		v->cities += of_city[k] > 0;
	for (uint32_t q = 0; q < p->quota_count; q++) {
		uint32_t count = case_count(c, pair, pairs, list, &c->quota[q]);

		if (count > c->quota[q].max)
			return false;
		v->shortfall += count < c->quota[q].min ? c->quota[q].min - count : 0;
	}
	return true;
}

static inline int
case_compare(const struct case_value *a, const struct case_value *b)
{
	int64_t by[] = { a->pins - b->pins, a->cities - b->cities, b->shortfall - a->shortfall,
		a->worth - b->worth, a->tie - b->tie };

	for (size_t k = 0; k < sizeof(by) / sizeof(*by); k++)
		if (by[k] != 0)
			return by[k] > 0 ? 1 : -1;
	return 0;
}

static inline int
case_order(const struct pairing_case *c, struct pairing_pair a, struct pairing_pair b)
{
	int order = strcmp(c->city[c->project[a.project].city].id, c->city[c->project[b.project].city].id);

	order = order != 0 ? order : strcmp(c->project[a.project].id, c->project[b.project].id);
	return order != 0 ? order : strcmp(c->partner[a.partner].id, c->partner[b.partner].id);
}

/* `must`: a pair that has to be in it, or NULL. False: no list has it. */
static inline bool
case_try_all(const struct pairing_case *c, const struct pairing_pair *must, struct case_best *best)
{
	bool found = false;

	*best = (struct case_best){ .pairs = 0 };
	for (uint32_t i = 0; i < c->problem.partner_count; i++)
		for (uint32_t j = 0; j < c->problem.project_count; j++) {
			struct pairing_pair pair = { i, j };
			uint32_t at;

			if (!case_may(c, i, j))
				continue;
			for (at = best->pairs++; at > 0 && case_order(c, best->pair[at - 1], pair) > 0; at--)
				best->pair[at] = best->pair[at - 1];
			best->pair[at] = pair;
		}
	for (uint32_t list = 0; list < 1u << best->pairs; list++) {
		struct case_value value;
		bool has = must == NULL;
		int  order;

		for (uint32_t k = 0; k < best->pairs && !has; k++)
			has = (list >> k & 1) != 0 && best->pair[k].partner == must->partner &&
				best->pair[k].project == must->project;
		if (!has || !case_weigh(c, best->pair, best->pairs, list, &value))
			continue;
		order = found ? case_compare(&value, &best->value) : 1;
		/* Of equal ones, the one that has the first pair in which they differ: the lowest bit. */
		if (order > 0 || (order == 0 && ((list ^ best->list) & -(list ^ best->list) & list) != 0)) {
			best->list = list;
			best->value = value;
		}
		found = true;
	}
	return found;
}

#endif
