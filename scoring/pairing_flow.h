/*
 * The best list over the pairs looked at so far, kept best as more are added.
 *
 * A pair is taken or not; a node carries as many pairings as are taken below
 * it. Every node has a price (that of all it uses up to the root). At all times,
 * over the pairs that were added,
 *
 *	not taken:  worth <= price of partner + price of project	(slack >= 0)
 *	taken:      worth >= price of partner + price of project
 *	not full:   own price <= -gain of one more
 *	always:     own price >= -loss of one less
 *
 * where a node's own price is its price less its parent's. That is optimality
 * (complementary slackness), so the list is the best one after every step.
 */
#ifndef SCORING_PAIRING_FLOW_H
#define SCORING_PAIRING_FLOW_H

#include "scoring/pairing_terms.h"

enum edge_flag { EDGE_ADDED = 1, EDGE_TAKEN = 2, EDGE_PINNED = 4, EDGE_EARLIER = 8 };

struct pairing_edge {
	uint32_t partner, project;		/* canonical; a node of a project is first_project + project */
	int64_t  worth;				/* of its score and lot; its flags weigh too */
	uint32_t flags;
	uint32_t next_of_partner, next_of_project;	/* taken ones; PAIRING_NONE ends */
};

struct flow_heap_entry {
	wide     distance;
	uint32_t node;
};

/* What a search notes at a node; side by side, for it touches nodes at random. */
struct flow_visit {
	wide     distance;
	uint32_t seen;		/* stamp: even when reached, odd when settled */
	uint32_t from, by;	/* the node before, and by which edge */
	int32_t  surplus;	/* pairings held beyond those carried upwards; 0 when at rest */
};

struct pairing_flow {
	const struct pairing_terms *terms;
	wide     *price;		/* by node */
	uint32_t *load;
	uint32_t *child, *child_first;	/* nodes + 1 */

	struct pairing_edge *edge;	/* by partner, then project */
	uint32_t  edges;
	uint32_t *edge_first;		/* partners + 1 */
	uint32_t *project_edge, *project_edge_first;	/* edges by project, then partner */
	uint32_t *taken_of;		/* by node of a partner or project: the first taken edge */

	/* One search: see pairing_search.c. */
	struct flow_visit *visit;	/* by node */
	uint32_t *settled, settled_count, stamp;
	struct flow_heap_entry *heap;
	uint32_t  heap_count, heap_size;
	uint32_t *level, level_count, level_size;	/* nodes at the distance that is being settled */
};

void pairing_flow_open(struct pairing_flow *f, const struct pairing_terms *t);
void pairing_flow_close(struct pairing_flow *f);

/*
 * Takes in pairs that it does not have yet, in any order, and makes the list the
 * best one again. False: progress() stopped it.
 */
bool pairing_flow_extend(struct pairing_flow *f, const struct pairing_edge *more, uint32_t count,
	const struct pairing_watch *watch);

/*
 * Begins with these pairs and the partners' prices of a guess: whoever has a
 * price carries all it can, and looks for it afterwards. False: progress()
 * stopped it.
 */
bool pairing_flow_begin(struct pairing_flow *f, const struct pairing_edge *first, uint32_t count,
	const wide *guess, const struct pairing_watch *watch);

/* Prices that are lowest on the projects' side: the canonical ones for the pairs at hand. */
void pairing_flow_settle_prices(struct pairing_flow *f);

/* Among equally good lists over the pairs at hand, the one that has the first pair in which they differ. */
void pairing_flow_settle_ties(struct pairing_flow *f);

/* By partner, then project. */
void pairing_edges_sort(const struct pairing_terms *t, struct pairing_edge *edge, uint32_t count);

static inline wide
pairing_edge_worth(const struct pairing_flow *f, const struct pairing_edge *e)
{
	wide worth = e->worth;

	if ((e->flags & (EDGE_PINNED | EDGE_EARLIER)) == 0)
		return worth;
	if ((e->flags & EDGE_PINNED) != 0)
		worth += (wide)1 << f->terms->pin_shift;
	if ((e->flags & EDGE_EARLIER) != 0)
		worth += (wide)f->terms->problem->change_price << f->terms->score_shift;
	return worth;
}

static inline wide
pairing_edge_slack(const struct pairing_flow *f, const struct pairing_edge *e)
{
	return f->price[e->partner] + f->price[f->terms->first_project + e->project] - pairing_edge_worth(f, e);
}

/* What a node asks for itself. */
static inline wide
pairing_own_price(const struct pairing_flow *f, uint32_t node)
{
	return f->price[node] - f->price[f->terms->node[node].parent];
}

/* --- for pairing_why.c: ways that are only looked at */

/* Which pairs a way drops and adds: edges; true counts, only the first are kept. */
struct pairing_way {
	wide     cost;
	bool     to_partner;	/* it ends at the partner, not at the root */
	uint32_t dropped[PAIRING_CHAIN_MAX], added[PAIRING_CHAIN_MAX], dropped_count, added_count;
};

/* The cheapest way for the project to shed one pair, up to the root or the partner; f->settled are the nodes nearer. */
bool pairing_flow_way_out(struct pairing_flow *f, uint32_t project, uint32_t partner, struct pairing_way *way);

/* A way that costs nothing from the root to the partner, over the pairs at hand; adds to `way`. */
bool pairing_flow_way_in(struct pairing_flow *f, uint32_t partner, struct pairing_way *way);

/* The flow that an answer came from, with the pairs of its list only. False: prices out of range. */
bool pairing_flow_restore(struct pairing_flow *f, const struct pairing_answer *a);

/* Takes in pairs that are added later, or have slack >= 0 and EDGE_ADDED. */
void pairing_flow_note(struct pairing_flow *f, const struct pairing_edge *more, uint32_t count);

/* Adds what was noted and has no EDGE_ADDED. False: progress() stopped it. */
bool pairing_flow_add_noted(struct pairing_flow *f, const struct pairing_watch *watch);

/* --- within the flow: pairing_search.c, pairing_begin.c */

void pairing_flow_take(struct pairing_flow *f, uint32_t edge);
void pairing_flow_drop(struct pairing_flow *f, uint32_t edge);

/* The node holds more than it carries, or less: mends one pairing of it the cheapest way. */
void pairing_flow_relieve(struct pairing_flow *f, uint32_t node);

#endif
