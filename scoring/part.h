/*
 * The parts of a score, for score.c and explain.c alone.
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

/* Whether `number` is in the sorted set. */
bool numbers_have(struct numbers set, uint16_t number);
bool indexes_have(struct indexes set, uint32_t index);

/* Mask of the gates that this pair fails. */
uint32_t gates_failed(const struct pair *pair);

#endif
