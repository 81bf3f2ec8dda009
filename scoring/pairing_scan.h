/*
 * Pricing every pair: one pass over all rows, which finds the pairs that the
 * prices of the flow say are worth looking at. When it finds none, the list is
 * proven the best one over all pairs. No row is kept.
 */
#ifndef SCORING_PAIRING_SCAN_H
#define SCORING_PAIRING_SCAN_H

#include "scoring/pairing_flow.h"

struct scan_limits {
	uint32_t per_project, per_partner;	/* keep that many of the best of each; */
	uint32_t alike;				/* and of those that only their lots tell apart no more than so many */
};

struct pairing_found {
	struct pairing_edge *edge;	/* whoever has it frees it */
	uint32_t             count, room;
	bool                 violates;	/* one of them has slack < 0, or some were left for the next pass */
	bool                 stopped;
};

/*
 * What earlier passes leave behind. Of the pairs that were neither found nor put
 * into the reserve, none is worth more than guide[partner] + bound[project]. So
 * as prices move, only rows whose partner's price fell by too much need be read
 * again; when there is none, the list is proven without another pass.
 */
struct pairing_seen {
	bool  passed;			/* there was a whole pass */
	wide *guide;			/* by node: the prices when the row was read; before the first pass, a guess */
	wide *bound;			/* by project */
	struct pairing_found reserve;	/* the nearest pairs that had slack */
	uint32_t            *sample;	/* rows of the projects that the guess for partners rests on */
	uint32_t             sample_count;
};

void pairing_seen_open(const struct pairing_flow *f, struct pairing_seen *seen);
void pairing_seen_close(struct pairing_seen *seen);

/* For the first pass: pairing_guide.c. False: progress() stopped it. */
bool pairing_guess(const struct pairing_flow *f, struct pairing_seen *seen, const struct pairing_watch *watch);

/* Every row. The first time pairs that are pinned or stood in the earlier list are found too. */
struct pairing_found pairing_scan_all(const struct pairing_flow *f, const struct scan_limits *limits,
	struct pairing_seen *seen, const struct pairing_watch *watch);

/* The reserve, and if nothing there has slack < 0 the rows that may hold such a pair; finds only pairs without slack. */
struct pairing_found pairing_scan_rest(const struct pairing_flow *f, const struct scan_limits *limits,
	struct pairing_seen *seen, const struct pairing_watch *watch);

/* How many rows pairing_scan_rest() would read. */
uint32_t pairing_scan_rows_left(const struct pairing_flow *f, const struct pairing_seen *seen);

/* As if a whole pass had left every pair for later. */
void pairing_seen_nothing(const struct pairing_flow *f, struct pairing_seen *seen);

#endif
