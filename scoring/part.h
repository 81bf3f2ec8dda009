/*
 * The parts of a score, for those who score, rank, edit and explain; others take score.h.
 *
 * A part is one function. It works out the value and, when asked, notes the
 * evidence on the way, so an explanation cannot tell another story than the
 * score.
 */
#ifndef SCORING_PART_H
#define SCORING_PART_H

#include "scoring/score.h"

enum { PART_UNKNOWN = -1 };

struct pair {
	const struct model         *m;
	const struct policy        *policy;
	const struct score_partner *partner;
	const struct score_project *project;
	const struct score_city    *city;
	uint32_t                    number;	/* of the project in the model */
};

struct pair pair_of(const struct model *m, const struct score_partner *p, uint32_t project);

/* Where evidence goes; room for EVIDENCE_MAX. */
struct notes {
	struct evidence *at;
	size_t           count;
	enum part        part;
};

/* Notes one piece of evidence; nothing to do when `notes` is NULL. */
void note(struct notes *notes, struct evidence e);

/* 0..PART_MAX, or PART_UNKNOWN when the data is missing. `notes` may be NULL. */
typedef int32_t part_fn(const struct pair *pair, struct notes *notes);

part_fn part_category, part_sector, part_quadrant, part_support, part_track_record, part_relevance,
	part_preference, part_scale;

/* One row for each part, in the order of enum part. */
extern part_fn *const part_table[PARTS];

/* a x b where both are 0..PART_MAX, rounded. */
static inline int32_t
part_times(int64_t a, int64_t b)
{
	return (int32_t)((a * b + PART_MAX / 2) / PART_MAX);
}

/* The share that n is of `of` (> 0), as 0..PART_MAX, rounded. */
static inline int32_t
part_share(int64_t n, int64_t of)
{
	return (int32_t)((n * PART_MAX + of / 2) / of);
}

static inline int32_t
tree_similarity(const struct tree *t, uint16_t a, uint16_t b)
{
	return t->similarity[(size_t)a * t->count + b];
}

/*
 * What parts are made of, for tables_fill.c: many pairs share these, and they are worked out once.
 */

/* The part, of a text_likeness(). */
int32_t relevance_of(int32_t likeness);

/* How much two places share of the grid: the sum of the smaller memberships. */
int32_t same_quadrants(const int32_t a[QUADRANTS], const int32_t b[QUADRANTS]);

/*
 * `aimed` is the city's membership in the targeted quadrants, `like` the most it shares with a reference;
 * PART_UNKNOWN: there is none whose place is known.
 */
int32_t quadrant_of_pair(const struct policy *policy, uint32_t quadrants, int32_t aimed, int32_t like);

/* An amount on the log scale; an end that is left open (<= 0) lies beyond all amounts. */
int32_t amount_from(int64_t usd), amount_to(int64_t usd);

/* Of a budget and a ticket on that scale. */
int32_t scale_of(int32_t low, int32_t high, int32_t from, int32_t to);

/* What a reference earns for the project before it is asked how near its place is; 0: nothing. */
int32_t reference_worth(const struct pair *pair, uint32_t i, uint16_t *theirs);

/* `value`: of the strongest references, strongest first. */
int32_t track_record_of(const struct policy *policy, const int32_t *value, size_t n);

/* How strongly a sector of the partner meets one of a city. */
static inline int32_t
sector_met(const struct tree *sectors, uint16_t node, int32_t strength, struct tag theirs)
{
	return part_times(strength, part_times(theirs.value, tree_similarity(sectors, node, theirs.node)));
}

/* How strongly a category of the partner stands for a sector that it implies. */
static inline int32_t
sector_implied(const struct policy *policy, struct tag category, struct tag implies)
{
	return part_times(part_times(category.value, implies.value), policy->implied_sector);
}

/* Whether `number` is in the sorted set. */
bool numbers_have(struct numbers set, uint16_t number);
bool indexes_have(struct indexes set, uint32_t index);

/* Mask of the gates that this pair fails. */
uint32_t gates_failed(const struct pair *pair);

#endif
