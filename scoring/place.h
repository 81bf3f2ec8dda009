/*
 * How alike two places are: near each other in (ln GDP, ln density).
 */
#ifndef SCORING_PLACE_H
#define SCORING_PLACE_H

#include "scoring/score.h"

/* From facts in thousandths; a place lacking one of them (0 or less) is not known. */
struct place place_of(int64_t gdp_milli, int64_t density_milli);

/* Euclidean distance, Q16; both places are known. */
int32_t place_distance(struct place a, struct place b);

/* exp(-distance / scale), 0..PART_MAX; the policy's place_unknown when either is not known. */
int32_t place_likeness(const struct policy *policy, struct place a, struct place b);

#endif
