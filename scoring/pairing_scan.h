/*
 * Pricing every pair: one pass over all rows, which finds the pairs that the
 * prices of the flow say are worth looking at. When it finds none, the list is
 * proven the best one over all pairs. No row is kept.
 */
#ifndef SCORING_PAIRING_SCAN_H
#define SCORING_PAIRING_SCAN_H

#include "scoring/pairing_flow.h"

struct scan_limits {
	uint32_t per_project, per_partner;	/* keep that many of the best of each */
	bool     first;			/* whatever their slack; else only pairs without slack */
};

struct pairing_found {
	struct pairing_edge *edge;	/* the caller frees it */
	uint32_t             count;
	bool                 violates;	/* one of them has slack < 0, or some were left for the next pass */
	bool                 stopped;
};

/*
 * With `first`, pairs that are pinned or stood in the earlier list are found
 * whatever the limits; without, the flow must have them already.
 */
struct pairing_found pairing_scan(const struct pairing_flow *f, const struct scan_limits *limits,
	const struct pairing_watch *watch);

#endif
