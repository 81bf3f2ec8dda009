#include "scoring/pairing_flow.h"

#include <stdlib.h>

/*
 * Beginning with a guess at the partners' prices.
 *
 * Sets between partner or project and root are taken to be neither full nor
 * short: they ask nothing. Then every project's price follows from its pairs,
 * and what a node carries follows from its price. Nothing is taken yet, so
 * most nodes carry what they do not hold; mending them one by one is short
 * work where the guess was good.
 */

/* A minimum or maximum beyond this is not begun with, but grown into. */
enum { CARRY_MOST = 1000 };

static bool
grows(const struct pairing_flow *f, uint32_t v)
{
	const struct pairing_terms *t = f->terms;
	uint32_t others = v < t->first_project ? t->projects : t->partners;

	if (v >= t->first_city)
		return t->node[v].min > t->first_city + CARRY_MOST;
	return t->node[v].max > others || t->node[v].max > CARRY_MOST;
}

/* Parents come after their children. */
static uint32_t *
upwards(const struct pairing_flow *f)
{
	uint32_t nodes = f->terms->nodes, *order = pairing_alloc(nodes, sizeof(*order)), at = nodes, next = nodes;

	for (order[--at] = f->terms->root; next > at;) {
		uint32_t v = order[--next];

		for (uint32_t k = f->child_first[v]; k < f->child_first[v + 1]; k++)
			order[--at] = f->child[k];
	}
	return order;
}

static void
price_sets(struct pairing_flow *f, const uint32_t *order, const wide *guess)
{
	const struct pairing_terms *t = f->terms;

	for (uint32_t k = t->nodes - 1; k-- > 0;) {
		uint32_t v = order[k];
		const struct pairing_node *n = &t->node[v];
		wide parent = f->price[n->parent], empty = n->room ? parent - pairing_gain(n, 0) : parent;

		if (v >= t->first_city)
			f->price[v] = grows(f, v) ? empty : parent;
		else
			f->price[v] = v < t->partners && n->room && !grows(f, v) && guess[v] > empty ? guess[v] : empty;
	}
}

static void
price_projects(struct pairing_flow *f)
{
	const struct pairing_terms *t = f->terms;

	for (uint32_t j = 0; j < t->projects; j++) {
		uint32_t v = t->first_project + j;

		if (grows(f, v))
			continue;
		for (uint32_t k = f->project_edge_first[j]; k < f->project_edge_first[j + 1]; k++) {
			struct pairing_edge *e = &f->edge[f->project_edge[k]];

			if (pairing_edge_slack(f, e) < 0)
				f->price[v] -= pairing_edge_slack(f, e);
			e->flags |= EDGE_ADDED;
		}
	}
}

/* What a set that holds so many carries at its price. */
static uint32_t
load_of_set(const struct pairing_node *n, wide own, uint32_t holds)
{
	uint32_t load = holds;

	if (own == 0 && load < n->min)
		load = n->min;
	if (own < 0 && load > n->min)
		load = n->min;
	return load < n->max ? load : n->max;
}

static uint32_t
load_of_leaf(const struct pairing_node *n, wide own)
{
	uint32_t load = 0;

	if (own > 0)
		load = n->max;
	else if (n->min > 0 && own > -n->reward)
		load = n->min;
	return load < n->max ? load : n->max;
}

static void
load_nodes(struct pairing_flow *f, const uint32_t *order)
{
	const struct pairing_terms *t = f->terms;

	for (uint32_t k = 0; k < t->nodes - 1; k++) {
		uint32_t v = order[k];
		const struct pairing_node *n = &t->node[v];
		wide own = pairing_own_price(f, v);

		if (!n->room)
			continue;
		f->load[v] = v < t->first_city ? load_of_leaf(n, own) : load_of_set(n, own, (uint32_t)f->visit[v].surplus);
		f->visit[v].surplus -= (int32_t)f->load[v];
		f->visit[n->parent].surplus += (int32_t)f->load[v];
	}
	f->visit[t->root].surplus = 0;
}

bool
pairing_flow_begin(struct pairing_flow *f, const struct pairing_edge *first, uint32_t count, const wide *guess,
	const struct pairing_watch *watch)
{
	const struct pairing_terms *t = f->terms;
	uint32_t *order = upwards(f), mended = 0;
	bool      stopped = false;

	pairing_flow_note(f, first, count);
	price_sets(f, order, guess);
	price_projects(f);
	load_nodes(f, order);

	/* Sets that hold too much first, from below: afterwards an empty node has nothing beneath it. */
	for (uint32_t k = 0; k < t->nodes - 1; k++)
		while (f->visit[order[k]].surplus > 0)
			pairing_flow_relieve(f, order[k]);
	free(order);

	/* Projects look for partners first: most find one that looks for them. */
	for (uint32_t k = 0; k < t->root && !stopped; k++) {
		uint32_t v = k < t->projects ? t->first_project + k : k < t->first_city ? k - t->projects : k;

		while (f->visit[v].surplus != 0 && !stopped) {
			pairing_flow_relieve(f, v);
			stopped = pairing_watch_stops(watch, mended++, 2 * t->first_city);
		}
	}
	return !stopped && pairing_flow_add_noted(f, watch);
}
