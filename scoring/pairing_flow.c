#include "scoring/pairing_flow.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static void
list_children(struct pairing_flow *f)
{
	const struct pairing_terms *t = f->terms;
	uint32_t *next = pairing_alloc(t->nodes, sizeof(*next));

	f->child = pairing_alloc(t->nodes, sizeof(*f->child));
	f->child_first = pairing_alloc((size_t)t->nodes + 1, sizeof(*f->child_first));
	for (uint32_t v = 0; v < t->root; v++)
		f->child_first[t->node[v].parent + 1]++;
	for (uint32_t v = 0; v < t->nodes; v++) {
		f->child_first[v + 1] += f->child_first[v];
		next[v] = f->child_first[v];
	}
	for (uint32_t v = 0; v < t->root; v++)
		f->child[next[t->node[v].parent]++] = v;
	free(next);
}

/* Nobody is paired yet: a set that wants pairings pays for the first, all else is free. */
static void
price_empty(struct pairing_flow *f)
{
	const struct pairing_terms *t = f->terms;
	uint32_t *reached = pairing_alloc(t->nodes, sizeof(*reached)), count = 0;

	reached[count++] = t->root;
	for (uint32_t k = 0; k < count; k++)
		for (uint32_t c = f->child_first[reached[k]]; c < f->child_first[reached[k] + 1]; c++) {
			uint32_t v = f->child[c];

			f->price[v] = f->price[reached[k]] - (t->node[v].room ? pairing_gain(&t->node[v], 0) : 0);
			reached[count++] = v;
		}
	free(reached);
}

void
pairing_flow_open(struct pairing_flow *f, const struct pairing_terms *t)
{
	*f = (struct pairing_flow){ .terms = t };
	f->price = pairing_alloc(t->nodes, sizeof(*f->price));
	f->load = pairing_alloc(t->nodes, sizeof(*f->load));
	list_children(f);
	price_empty(f);
	f->edge_first = pairing_alloc((size_t)t->partners + 1, sizeof(*f->edge_first));
	f->project_edge_first = pairing_alloc((size_t)t->projects + 1, sizeof(*f->project_edge_first));
	f->taken_of = pairing_alloc(t->first_city, sizeof(*f->taken_of));
	f->visit = pairing_alloc(t->nodes, sizeof(*f->visit));
	f->settled = pairing_alloc(t->nodes, sizeof(*f->settled));
}

void
pairing_flow_close(struct pairing_flow *f)
{
	void *all[] = { f->price, f->load, f->child, f->child_first, f->edge, f->edge_first, f->project_edge,
		f->project_edge_first, f->taken_of, f->visit, f->settled, f->heap, f->level };

	for (size_t k = 0; k < sizeof(all) / sizeof(*all); k++)
		free(all[k]);
	*f = (struct pairing_flow){ 0 };
}

/* --- taking and dropping */

void
pairing_flow_take(struct pairing_flow *f, uint32_t edge)
{
	struct pairing_edge *e = &f->edge[edge];
	uint32_t *of_partner = &f->taken_of[e->partner];
	uint32_t *of_project = &f->taken_of[f->terms->first_project + e->project];

	e->flags |= EDGE_TAKEN;
	e->next_of_partner = *of_partner;
	*of_partner = edge;
	e->next_of_project = *of_project;
	*of_project = edge;
}

void
pairing_flow_drop(struct pairing_flow *f, uint32_t edge)
{
	struct pairing_edge *e = &f->edge[edge];
	uint32_t *at;

	e->flags &= ~(uint32_t)EDGE_TAKEN;
	for (at = &f->taken_of[e->partner]; *at != edge; at = &f->edge[*at].next_of_partner)
		continue;
	*at = e->next_of_partner;
	for (at = &f->taken_of[f->terms->first_project + e->project]; *at != edge; at = &f->edge[*at].next_of_project)
		continue;
	*at = e->next_of_project;
}

/* --- more pairs */

static bool
precedes(const struct pairing_edge *a, const struct pairing_edge *b)
{
	return a->partner != b->partner ? a->partner < b->partner : a->project < b->project;
}

/* Moves edges from one array to the other, by one end; equal ones stay in order. `next` has room for one more than ends. */
static void
spread(const struct pairing_edge *from, struct pairing_edge *to, uint32_t count, bool by_partner, uint32_t *next, uint32_t ends)
{
	memset(next, 0, ((size_t)ends + 1) * sizeof(*next));
	for (uint32_t k = 0; k < count; k++)
		next[(by_partner ? from[k].partner : from[k].project) + 1]++;
	for (uint32_t v = 0; v < ends; v++)
		next[v + 1] += next[v];
	for (uint32_t k = 0; k < count; k++)
		to[next[by_partner ? from[k].partner : from[k].project]++] = from[k];
}

void
pairing_edges_sort(const struct pairing_terms *t, struct pairing_edge *edge, uint32_t count)
{
	struct pairing_edge *other;
	uint32_t *next, sorted = 1;

	while (sorted < count && !precedes(&edge[sorted], &edge[sorted - 1]))
		sorted++;
	if (sorted >= count)
		return;
	other = pairing_alloc(count, sizeof(*other));
	next = pairing_alloc((size_t)(t->partners > t->projects ? t->partners : t->projects) + 1, sizeof(*next));
	spread(edge, other, count, false, next, t->projects);
	spread(other, edge, count, true, next, t->partners);
	free(other);
	free(next);
}

static void
merge(struct pairing_flow *f, const struct pairing_edge *more, uint32_t count)
{
	struct pairing_edge *sorted = pairing_alloc(count, sizeof(*sorted));
	struct pairing_edge *all = pairing_alloc((size_t)f->edges + count, sizeof(*all));
	uint32_t old = 0, new = 0;

	memcpy(sorted, more, count * sizeof(*sorted));
	pairing_edges_sort(f->terms, sorted, count);
	for (uint32_t e = 0; e < f->edges + count; e++)
		if (new == count || (old < f->edges && precedes(&f->edge[old], &sorted[new])))
			all[e] = f->edge[old++];
		else
			all[e] = sorted[new++];
	for (uint32_t e = 1; e < f->edges + count; e++)
		assert(precedes(&all[e - 1], &all[e]));	/* a pair that came twice could be taken twice */
	free(sorted);
	free(f->edge);
	f->edge = all;
	f->edges += count;
}

static void
index_edges(struct pairing_flow *f)
{
	const struct pairing_terms *t = f->terms;
	uint32_t *next = pairing_alloc(t->projects, sizeof(*next));

	memset(f->edge_first, 0, ((size_t)t->partners + 1) * sizeof(*f->edge_first));
	memset(f->project_edge_first, 0, ((size_t)t->projects + 1) * sizeof(*f->project_edge_first));
	memset(f->taken_of, 0xff, t->first_city * sizeof(*f->taken_of));
	free(f->project_edge);
	f->project_edge = pairing_alloc(f->edges, sizeof(*f->project_edge));
	for (uint32_t e = 0; e < f->edges; e++) {
		f->edge_first[f->edge[e].partner + 1]++;
		f->project_edge_first[f->edge[e].project + 1]++;
	}
	for (uint32_t i = 0; i < t->partners; i++)
		f->edge_first[i + 1] += f->edge_first[i];
	for (uint32_t j = 0; j < t->projects; j++) {
		f->project_edge_first[j + 1] += f->project_edge_first[j];
		next[j] = f->project_edge_first[j];
	}
	for (uint32_t e = 0; e < f->edges; e++) {
		f->project_edge[next[f->edge[e].project]++] = e;
		if ((f->edge[e].flags & EDGE_TAKEN) != 0)
			pairing_flow_take(f, e);
	}
	free(next);
}

/* The pair of the project that is not yet added and has least slack, or PAIRING_NONE. */
static uint32_t
next_to_add(const struct pairing_flow *f, uint32_t project)
{
	uint32_t best = PAIRING_NONE;
	wide     least = 0;

	for (uint32_t k = f->project_edge_first[project]; k < f->project_edge_first[project + 1]; k++) {
		const struct pairing_edge *e = &f->edge[f->project_edge[k]];

		if ((e->flags & EDGE_ADDED) == 0 && (best == PAIRING_NONE || pairing_edge_slack(f, e) < least)) {
			best = f->project_edge[k];
			least = pairing_edge_slack(f, e);
		}
	}
	return best;
}

/*
 * A pair that is worth more than its prices is taken at once; then both its ends
 * hold one too many. The first relief may settle the second.
 */
static void
add(struct pairing_flow *f, uint32_t edge)
{
	uint32_t partner = f->edge[edge].partner;
	uint32_t project = f->terms->first_project + f->edge[edge].project;

	f->edge[edge].flags |= EDGE_ADDED;
	if (pairing_edge_slack(f, &f->edge[edge]) >= 0)
		return;
	pairing_flow_take(f, edge);
	f->visit[partner].surplus = f->visit[project].surplus = 1;
	pairing_flow_relieve(f, project);
	if (f->visit[partner].surplus != 0)
		pairing_flow_relieve(f, partner);
}

void
pairing_flow_note(struct pairing_flow *f, const struct pairing_edge *more, uint32_t count)
{
	if (count > 0)
		merge(f, more, count);
	index_edges(f);
}

bool
pairing_flow_add_noted(struct pairing_flow *f, const struct pairing_watch *watch)
{
	uint32_t added = 0, count = 0;

	for (uint32_t e = 0; e < f->edges; e++)
		count += (f->edge[e].flags & EDGE_ADDED) == 0;
	for (uint32_t j = 0; j < f->terms->projects; j++)
		for (uint32_t e; (e = next_to_add(f, j)) != PAIRING_NONE; added++) {
			add(f, e);
			if (pairing_watch_stops(watch, added, count))
				return false;
		}
	return true;
}

bool
pairing_flow_extend(struct pairing_flow *f, const struct pairing_edge *more, uint32_t count,
	const struct pairing_watch *watch)
{
	pairing_flow_note(f, more, count);
	return pairing_flow_add_noted(f, watch);
}


/* --- from an answer */

static bool
restore_prices(struct pairing_flow *f, const struct pairing_prices *prices)
{
	const struct pairing_terms *t = f->terms;
	wide *own = pairing_alloc(t->nodes, sizeof(*own));
	bool  good = true;

	for (uint32_t v = 0; v < t->root && good; v++) {
		const struct pairing_amount *a =
			v < t->first_project ? &prices->partner[t->partner_row[v]] :
			v < t->first_city ? &prices->project[t->project_row[v - t->first_project]] :
			v < t->first_quota ? &prices->city[t->city_row[v - t->first_city]] :
			&prices->quota[t->quota_row[v - t->first_quota]];

		good = pairing_amount_read(t, a, &own[v]);
	}
	for (uint32_t v = 0; v < t->root && good; v++) {
		f->price[v] = 0;
		for (uint32_t up = v; up != t->root; up = t->node[up].parent)
			f->price[v] += own[up];
	}
	free(own);
	return good;
}

bool
pairing_flow_restore(struct pairing_flow *f, const struct pairing_answer *a)
{
	const struct pairing_terms *t = f->terms;
	struct pairing_edge *made = pairing_alloc(a->made_count, sizeof(*made));

	for (uint32_t k = 0; k < a->made_count; k++) {
		uint32_t i = t->partner_of_row[a->made[k].partner], j = t->project_of_row[a->made[k].project];

		made[k] = (struct pairing_edge){ .partner = i, .project = j,
			.worth = pairing_worth(t, i, j, a->made[k].score),
			.flags = EDGE_ADDED | EDGE_TAKEN | (a->made[k].pinned ? EDGE_PINNED : 0) |
				(a->made[k].kept ? EDGE_EARLIER : 0) };
		for (uint32_t v = i; v != t->root; v = t->node[v].parent)
			f->load[v]++;
		for (uint32_t v = t->first_project + j; v != t->root; v = t->node[v].parent)
			f->load[v]++;
	}
	pairing_flow_note(f, made, a->made_count);
	free(made);
	return restore_prices(f, &a->prices);
}
