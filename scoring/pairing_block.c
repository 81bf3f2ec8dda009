/*
 * Why a minimum is not reached: the sets that stand in its way.
 *
 * To bring a set one pairing more, others would have to move, as in
 * pairing_search.c: nodes on one side fill, nodes on the other shed. Here no
 * price is asked; a step is open unless it would cost what may not be given
 * up: a pin, a city's only partner, another minimum. The list is best, so the
 * steps from a set that is short lead nowhere; where they end is the answer.
 *
 * A set can be short for two reasons: what is around it is full (it could not
 * carry more, whoever came), or nobody is left to come. The first is looked for
 * upwards from the full set around it, the second downwards from the set.
 */
#include <stdlib.h>
#include <string.h>

#include "scoring/pairing_report.h"

struct walk {
	const struct pairing_flow  *f;
	const struct pairing_terms *t;
	const struct pairing_watch *watch;
	bool      fill_partners;	/* the side that fills: partners' or projects' */
	uint32_t *reached, reached_count, looked;	/* in order; those before `looked` have been left */
	uint8_t  *seen, *why;		/* by node; why: 1 << pairing_block_reason */
	uint32_t *group;		/* by node: union-find */
	int32_t  *score;
	uint8_t  *fresh;		/* by project: fills, and no partner has been asked yet */
	bool      any_fresh;
};

static uint32_t
group_of(struct walk *w, uint32_t v)
{
	while (w->group[v] != v)
		v = w->group[v] = w->group[w->group[v]];
	return v;
}

static void
join(struct walk *w, uint32_t a, uint32_t b)
{
	a = group_of(w, a);
	b = group_of(w, b);
	if (a < b)
		w->group[b] = a;
	else
		w->group[a] = b;
}

static void
reach(struct walk *w, uint32_t v, uint32_t from)
{
	join(w, v, from);
	if (w->seen[v])
		return;
	w->seen[v] = 1;
	w->reached[w->reached_count++] = v;
}

static void
blame(struct walk *w, uint32_t v, uint32_t from, enum pairing_block_reason reason)
{
	w->why[v] |= (uint8_t)(1u << reason);
	join(w, v, from);
}

/* The other end of a pair that may be made; where none has room, what leaves none. */
static void
reach_end(struct walk *w, uint32_t v, uint32_t from)
{
	if (w->t->node[v].room) {
		reach(w, v, from);
		return;
	}
	while (w->t->node[v].max > 0)
		v = w->t->node[v].parent;
	blame(w, v, from, PAIRING_BLOCK_FULL);
}

static bool
fills(const struct walk *w, uint32_t v)
{
	return w->t->node[v].partner_side == w->fill_partners;
}

static void
shed(struct walk *w, uint32_t v)
{
	const struct pairing_node *node = w->t->node;

	if (w->f->load[v] < node[v].max)
		reach(w, node[v].parent, v);
	else
		blame(w, v, v, PAIRING_BLOCK_FULL);
	if (v >= w->t->first_city) {
		for (uint32_t k = w->f->child_first[v]; k < w->f->child_first[v + 1]; k++) {
			uint32_t c = w->f->child[k];

			if (w->f->load[c] > node[c].min)
				reach(w, c, v);
			else if (w->f->load[c] > 0 && (w->why[c] & 1u << PAIRING_BLOCK_SHORT) == 0)
				blame(w, c, v, PAIRING_BLOCK_NEEDS);
		}
		return;
	}
	for (uint32_t e = w->f->taken_of[v]; e != PAIRING_NONE;) {
		const struct pairing_edge *edge = &w->f->edge[e];
		bool partner = v < w->t->first_project;
		uint32_t other = partner ? w->t->first_project + edge->project : edge->partner;

		if ((edge->flags & EDGE_PINNED) != 0)
			blame(w, v, v, PAIRING_BLOCK_PINNED);
		else
			reach(w, other, v);
		e = partner ? edge->next_of_partner : edge->next_of_project;
	}
}

/* The pairs of a partner that may be made and are not. */
static void
read_row(struct walk *w, uint32_t partner)
{
	pairing_row(w->t, partner, w->score);
	for (uint32_t e = w->f->taken_of[partner]; e != PAIRING_NONE; e = w->f->edge[e].next_of_partner)
		w->score[w->t->project_row[w->f->edge[e].project]] = PAIRING_BLOCKED;
}

static void
take_any_project(struct walk *w, uint32_t v)
{
	bool alone = w->f->taken_of[v] == PAIRING_NONE;

	read_row(w, v);
	for (uint32_t j = 0; j < w->t->projects; j++)
		if (w->score[w->t->project_row[j]] != PAIRING_BLOCKED) {
			reach_end(w, w->t->first_project + j, v);
			alone = false;
		}
	if (alone)
		blame(w, v, v, PAIRING_BLOCK_ALONE);
}

static void
fill(struct walk *w, uint32_t v)
{
	const struct pairing_node *node = w->t->node;
	bool is_short = (w->why[v] & 1u << PAIRING_BLOCK_SHORT) != 0;

	if (is_short && w->f->load[v] >= node[v].max) {
		blame(w, v, v, PAIRING_BLOCK_FULL);
		return;
	}
	if (w->f->load[v] > node[v].min)
		reach(w, node[v].parent, v);
	else if (w->f->load[v] > 0 && !is_short)
		blame(w, v, v, PAIRING_BLOCK_NEEDS);
	if (v < w->t->first_project) {
		take_any_project(w, v);
	} else if (v < w->t->first_city) {
		w->fresh[v - w->t->first_project] = 1;
		w->any_fresh = true;
	}
	for (uint32_t k = w->f->child_first[v]; k < w->f->child_first[v + 1]; k++) {
		uint32_t c = w->f->child[k];

		if (node[c].room && w->f->load[c] < node[c].max)
			reach(w, c, v);
		else
			blame(w, c, v, PAIRING_BLOCK_FULL);
	}
}

/* Rows go by partner, so projects that look for partners are served together. */
static bool
ask_all_partners(struct walk *w)
{
	uint8_t *asking = pairing_alloc(w->t->projects, 1);
	bool     stopped = false;

	memcpy(asking, w->fresh, w->t->projects);
	memset(w->fresh, 0, w->t->projects);
	w->any_fresh = false;
	for (uint32_t i = 0; i < w->t->partners && !stopped; i++) {
		read_row(w, i);
		for (uint32_t j = 0; j < w->t->projects; j++)
			if (asking[j] != 0 && w->score[w->t->project_row[j]] != PAIRING_BLOCKED) {
				reach_end(w, i, w->t->first_project + j);
				asking[j] = 2;
			}
		stopped = pairing_watch_stops(w->watch, i, w->t->partners);
	}
	for (uint32_t j = 0; j < w->t->projects; j++)
		if (asking[j] == 1 && w->f->taken_of[w->t->first_project + j] == PAIRING_NONE)
			blame(w, w->t->first_project + j, w->t->first_project + j, PAIRING_BLOCK_ALONE);
	free(asking);
	return !stopped;
}

static bool
walk_on(struct walk *w)
{
	for (;;) {
		while (w->looked < w->reached_count) {
			uint32_t v = w->reached[w->looked++];

			if (v == w->t->root)
				continue;
			if (fills(w, v))
				fill(w, v);
			else
				shed(w, v);
		}
		if (!w->any_fresh)
			break;
		if (!ask_all_partners(w))
			return false;
	}

	/* A full child does not stand in the way of its parent if it lacks a pairing itself. */
	for (uint32_t k = 0; k < w->reached_count; k++)
		if (fills(w, w->reached[k]) && (w->why[w->reached[k]] & 1u << PAIRING_BLOCK_SHORT) == 0)
			w->why[w->reached[k]] &= (uint8_t)~(1u << PAIRING_BLOCK_FULL);
	return true;
}

static void
open_walk(struct walk *w, const struct pairing_flow *f, const struct pairing_watch *watch, bool fill_partners)
{
	const struct pairing_terms *t = f->terms;

	*w = (struct walk){ .f = f, .t = t, .watch = watch, .fill_partners = fill_partners };
	w->reached = pairing_alloc(t->nodes, sizeof(*w->reached));
	w->seen = pairing_alloc(t->nodes, 1);
	w->why = pairing_alloc(t->nodes, 1);
	w->group = pairing_alloc(t->nodes, sizeof(*w->group));
	w->score = pairing_alloc(t->projects, sizeof(*w->score));
	w->fresh = pairing_alloc(t->projects, 1);
	for (uint32_t v = 0; v < t->nodes; v++)
		w->group[v] = v;
}

static void
close_walk(struct walk *w)
{
	free(w->reached);
	free(w->seen);
	free(w->why);
	free(w->group);
	free(w->score);
	free(w->fresh);
}

/* --- telling */

/* The next free element; grows at powers of two. */
static void *
grow(void *at, uint32_t *count, size_t size)
{
	if ((*count & (*count - 1)) == 0) {
		at = realloc(at, (*count > 0 ? (size_t)*count * 2 : 1) * size);
		if (at == NULL)
			abort();
	}
	++*count;
	return at;
}

static void
tell_blocker(struct pairing_result *r, const struct walk *w, uint32_t v, enum pairing_block_reason reason)
{
	struct pairing_blocker *b;

	r->blockers = grow(r->blockers, &r->blocker_count, sizeof(*r->blockers));
	b = &r->blockers[r->blocker_count - 1];
	b->reason = reason;
	b->set = pairing_set_of(w->t, v, &b->which);
	b->min = w->t->node[v].min;
	b->max = w->t->node[v].max;
	b->got = w->f->load[v];
}

/* Blockers as people read them: cities, projects, partners, quotas. */
static uint32_t
node_in_order(const struct pairing_terms *t, uint32_t k)
{
	if (k < t->cities)
		return t->first_city + k;
	if (k < t->cities + t->projects)
		return t->first_project + k - t->cities;
	if (k < t->cities + t->projects + t->partners)
		return k - t->cities - t->projects;
	return k;
}

/* Which nodes stand in the way, by group: a list through `next`, in reading order. */
struct members {
	uint32_t *first, *next, *block;
};

static void
open_members(struct members *m, struct walk *w)
{
	uint32_t nodes = w->t->nodes;

	m->first = pairing_alloc(nodes, sizeof(*m->first));
	m->next = pairing_alloc(nodes, sizeof(*m->next));
	m->block = pairing_alloc(nodes, sizeof(*m->block));
	memset(m->first, 0xff, nodes * sizeof(*m->first));
	memset(m->block, 0xff, nodes * sizeof(*m->block));
	for (uint32_t k = w->t->root; k-- > 0;) {
		uint32_t v = node_in_order(w->t, k), group;

		if (w->why[v] == 0)
			continue;
		group = group_of(w, v);
		m->next[v] = m->first[group];
		m->first[group] = v;
	}
}

static void
close_members(struct members *m)
{
	free(m->first);
	free(m->next);
	free(m->block);
}

static uint32_t
block_of(struct pairing_result *r, struct walk *w, struct members *m, uint32_t group)
{
	struct pairing_block *b;

	if (m->block[group] != PAIRING_NONE)
		return m->block[group];
	r->blocks = grow(r->blocks, &r->block_count, sizeof(*r->blocks));
	b = &r->blocks[r->block_count - 1];
	b->first = r->blocker_count;
	for (uint32_t v = m->first[group]; v != PAIRING_NONE; v = m->next[v])
		for (int reason = 0; reason <= PAIRING_BLOCK_PINNED; reason++)
			if ((w->why[v] & 1 << reason) != 0)
				tell_blocker(r, w, v, (enum pairing_block_reason)reason);
	b->count = r->blocker_count - b->first;
	return m->block[group] = r->block_count - 1;
}

/* --- both ways */

/* The nearest set around the node that is full, or PAIRING_NONE. */
static uint32_t
full_around(const struct pairing_flow *f, uint32_t v)
{
	for (v = f->terms->node[v].parent; v != f->terms->root; v = f->terms->node[v].parent)
		if (f->load[v] >= f->terms->node[v].max)
			return v;
	return PAIRING_NONE;
}

/* Walks from all that are short on one side, and says which of them the walk explains. */
static bool
explain(const struct pairing_flow *f, struct pairing_result *r, const struct pairing_watch *watch,
	const uint32_t *short_node, bool partners, bool upwards)
{
	struct walk    w;
	struct members m;
	bool           going;

	open_walk(&w, f, watch, partners != upwards);
	for (uint32_t k = 0; k < r->short_count; k++) {
		uint32_t v = short_node[k], from = upwards ? full_around(f, v) : v;

		if (r->shorts[k].block != PAIRING_NONE || from == PAIRING_NONE ||
			f->terms->node[v].partner_side != partners)
			continue;
		w.why[v] |= 1u << PAIRING_BLOCK_SHORT;
		reach(&w, from, v);
	}
	going = walk_on(&w);
	open_members(&m, &w);
	for (uint32_t k = 0; k < r->short_count && going; k++) {
		uint32_t v = short_node[k];

		if (r->shorts[k].block == PAIRING_NONE && (w.why[v] & 1u << PAIRING_BLOCK_SHORT) != 0 &&
			(!upwards || group_of(&w, v) != group_of(&w, f->terms->root)))
			r->shorts[k].block = block_of(r, &w, &m, group_of(&w, v));
	}
	close_members(&m);
	close_walk(&w);
	return going;
}

static uint32_t
collect_shorts(const struct pairing_flow *f, struct pairing_result *r, uint32_t *short_node)
{
	const struct pairing_terms *t = f->terms;
	const uint32_t ranges[][2] = {
		{ t->first_city, t->first_quota }, { 0, t->partners }, { t->first_quota, t->root },
	};

	for (size_t k = 0; k < sizeof(ranges) / sizeof(*ranges); k++)
		for (uint32_t v = ranges[k][0]; v < ranges[k][1]; v++) {
			struct pairing_short *s;

			if (f->load[v] >= t->node[v].min)
				continue;
			short_node[r->short_count] = v;
			r->shorts = grow(r->shorts, &r->short_count, sizeof(*r->shorts));
			s = &r->shorts[r->short_count - 1];
			s->set = pairing_set_of(t, v, &s->which);
			s->need = t->node[v].min;
			s->got = f->load[v];
			s->block = PAIRING_NONE;
		}
	return r->short_count;
}

bool
pairing_report_shorts(const struct pairing_flow *f, struct pairing_result *r, const struct pairing_watch *watch)
{
	uint32_t *short_node = pairing_alloc(f->terms->nodes, sizeof(*short_node));
	bool      going = true;

	if (collect_shorts(f, r, short_node) > 0)
		for (int way = 0; way < 4 && going; way++)
			going = explain(f, r, watch, short_node, way >= 2, way % 2 == 0);
	free(short_node);
	return going;
}
