/*
 * A policy: every threshold, weight and value that an officer may argue about.
 *
 * A policy is named, numbered and immutable, and its id stands in every
 * answer. What scoring/ fixes by itself is only the form of a part, in the
 * comment at the part. Parts and shares are 0..10000, weights sum to
 * WEIGHT_SUM.
 */
#ifndef SCORING_POLICY_H
#define SCORING_POLICY_H

#include <stdint.h>

#include "scoring/vocab.h"

enum { PART_MAX = 10000, WEIGHT_SUM = 1000, SCORE_MAX = PART_MAX * WEIGHT_SUM };

struct policy {
	int32_t weight[PARTS];		/* sum: WEIGHT_SUM */
	int32_t neutral[PARTS];		/* the value of a part without data, 0..PART_MAX */

	int64_t gdp_threshold_milli;	/* USD per capita x 1000; above it an economy is developed */
	int64_t density_threshold_milli;	/* people per km2 x 1000; above it a city is dense */
	int32_t softness_milli;		/* s of the logistic membership x 1000; 0 = hard labels */

	int32_t target_share;		/* quadrant: how much stated targets count beside references, 0..PART_MAX */
	int32_t similar_parent;		/* similarity of a node and its parent, 0..PART_MAX */
	int32_t similar_sibling;	/* of two children of one parent */
	int32_t stated_sector;		/* weight of a sector that a city states itself, 0..PART_MAX */
	int32_t implied_sector;		/* of one that only its projects imply */

	int32_t place_scale_milli;	/* distance in (ln GDP, ln density) at which similarity falls to 1/e, x 1000 */
	int32_t place_unknown;		/* similarity of a place whose facts are not known, 0..PART_MAX */
	int32_t reference_year;		/* the year that recency counts back from */
	int32_t recency_half_years;	/* a reference this old counts half */
	int32_t neighbours;		/* how many nearest cities lend their needs to one without a project */
};

/* Policy "2018-1": the grid of ASEAN Talks 2018-05, with the weights of the design. */
extern const struct policy policy_2018;

#endif
