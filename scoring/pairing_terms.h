/*
 * The terms of a pairing list: what a pair is worth, which sets count pairings,
 * and which number weighs what. The solver and the checker share this, and
 * nothing else.
 *
 * Everything is numbered in canonical order here: partners by id, projects by
 * (city id, project id), cities by id, quotas by what they say. So nothing
 * after this point can depend on the order of rows.
 *
 * Every set that counts pairings is a node, and the nodes are a tree:
 *
 *	root -- [country] -- [kind] -- partner ==pair== project -- city -- [city quota] -- [country] -- root
 *
 * A node is below its parent, and a pairing counts in every node on both ways to
 * the root. Quotas that nest give such a tree; quotas that cross do not.
 */
#ifndef SCORING_PAIRING_TERMS_H
#define SCORING_PAIRING_TERMS_H

#include "scoring/pairing.h"

/* All of the objective in one number: tie, score, minimums, cities, pins from the lowest bits up. */
__extension__ typedef __int128 wide;

enum pairing_mark_flag { MARK_PIN = 1, MARK_BAN = 2, MARK_EARLIER = 4 };

/* What the problem says about one pair. */
struct pairing_mark {
	uint32_t project;	/* canonical */
	uint32_t flags;
};

struct pairing_node {
	uint32_t parent;
	uint32_t min, max;	/* a city has min 1: its coverage */
	bool     room;		/* it and all above it have max > 0 */
	bool     partner_side;	/* below the root on the partners' side */
	wide     reward;	/* for each of the first `min` pairings */
};

struct pairing_terms {
	const struct pairing_problem *problem;
	uint32_t  partners, projects, cities, quotas;
	uint32_t *partner_row, *project_row, *city_row, *quota_row;	/* canonical -> row */
	uint32_t *partner_of_row, *project_of_row, *city_of_row;	/* row -> canonical */
	uint64_t *partner_lot, *project_lot;				/* see pairing_tie() */

	/* Nodes: partners, projects, cities, quotas, root; in this order, each in canonical order. */
	struct pairing_node *node;
	uint32_t nodes, root, first_project, first_city, first_quota;

	struct pairing_mark *mark;		/* by partner, then project; a pair once */
	size_t              *mark_first;	/* partners + 1 */

	int score_shift, short_shift, cover_shift, pin_shift;	/* where each part of a wide begins */
};

/* `crossing` is set for PAIRING_CROSSED. On PAIRING_SOLVED the caller frees *t with pairing_terms_free(). */
enum pairing_status pairing_terms_make(const struct pairing_problem *p, struct pairing_terms *t,
	uint32_t crossing[2]);
void pairing_terms_free(struct pairing_terms *t);

/* Zeroed; ends the process when there is no memory. The caller frees it. */
void *pairing_alloc(size_t count, size_t size);

/* A phase of the work, as a share of the whole. */
struct pairing_watch {
	const struct pairing_problem *problem;
	int from, to;		/* per mille */
};

/* True: somebody asks to stop. Asks on every 64th step. */
bool pairing_watch_stops(const struct pairing_watch *w, uint32_t done, uint32_t total);

/* What one more pairing in the node earns, and what one less would lose. */
static inline wide
pairing_gain(const struct pairing_node *n, uint32_t load)
{
	return load < n->min ? n->reward : 0;
}

/* An empty node counts as if it held one: no price need ever be lower than that. */
static inline wide
pairing_loss(const struct pairing_node *n, uint32_t load)
{
	return load <= n->min && n->min > 0 ? n->reward : 0;
}

/* What is said about a pair: flags of pairing_mark_flag. */
uint32_t pairing_marks_of(const struct pairing_terms *t, uint32_t partner, uint32_t project);

/* Scores of a partner by project *row*; PAIRING_BLOCKED for what gates, bans or the floor forbid. */
void pairing_row(const struct pairing_terms *t, uint32_t partner, int32_t *scores);

static inline uint32_t
pairing_lot(uint64_t partner, uint64_t project)
{
	uint64_t x = (partner ^ (project << 32 | project >> 32)) * UINT64_C(0x9e3779b97f4a7c15);

	x = (x ^ x >> 29) * UINT64_C(0xbf58476d1ce4e5b9);
	return (uint32_t)((x >> 32) % PAIRING_TIE_MAX) + 1;
}

/* Score and lot in one number; an unmarked pair. */
static inline int64_t
pairing_worth(const struct pairing_terms *t, uint32_t partner, uint32_t project, int32_t score)
{
	return ((int64_t)score << t->score_shift) +
		pairing_lot(t->partner_lot[partner], t->project_lot[project]);
}

/* The same with what its marks add. */
wide pairing_worth_marked(const struct pairing_terms *t, uint32_t partner, uint32_t project, int32_t score);

uint64_t pairing_seal_of(const struct pairing_terms *t, const struct pairing_answer *a);

struct pairing_amount pairing_amount_of(const struct pairing_terms *t, wide w);

/* False: out of range, or not the way pairing_amount_of() says it. */
bool pairing_amount_read(const struct pairing_terms *t, const struct pairing_amount *a, wide *w);

#endif
