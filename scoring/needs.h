/*
 * What a city needs, worked out from its projects, or, for a city without an
 * open project, from the cities nearest to it in (ln GDP, ln density). The model
 * is one by model_index(), at least of its real projects.
 */
#ifndef SCORING_NEEDS_H
#define SCORING_NEEDS_H

#include "scoring/score.h"

enum { NEIGHBOURS_MAX = 8 };

struct neighbour {
	uint16_t city;
	int32_t  distance_milli;	/* in (ln GDP, ln density) x 1000 */
	int32_t  share;			/* of the inferred needs, 0..PART_MAX; the shares sum to PART_MAX */
};

/*
 * Needs of `city`, which has no open project among `projects`: its own stated
 * categories first, the rest from its nearest cities that have open projects,
 * nearer ones counting more; the support required from those of their projects
 * that are about what the city itself states. Fills `out`
 * (inferred = true, open, valid) and `from`, nearest first; returns the number
 * of neighbours. A city without known facts has none.
 */
size_t needs_infer(const struct model *m, uint16_t city, struct score_project *out,
	struct neighbour from[NEIGHBOURS_MAX]);

/*
 * Priority sectors of `city`, by number: the stated ones (x stated_sector), and
 * those that its own projects, whatever their stage, and its stated categories
 * imply (x implied_sector). Needs lent by neighbours are not its priorities.
 */
struct tags needs_sectors(const struct model *m, uint16_t city);

#endif
