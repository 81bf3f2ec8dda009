/*
 * The cheapest way to mend a node: a shortest path over reduced costs.
 *
 * A node that holds one pairing more than it carries upwards has to shed one:
 * carry one more, have a child carry one less, or drop a taken pair. Dropping
 * leaves the other end with one less than it carries: on the other side nodes
 * have to fill: carry one less, have a child carry one more, or take another
 * pair, which makes its other end shed. So on each side all do the same. The
 * path ends at the root, or at a node to which that is welcome.
 *
 * Prices move with it: what had to shed becomes dearer, what had to fill
 * cheaper, by as much as they are nearer than the end (Dijkstra with
 * potentials), so all reduced costs stay >= 0.
 */
#include <assert.h>
#include <stdlib.h>

#include "scoring/pairing_flow.h"

enum goal {
	RELIEVE,	/* stop at the root, or where the opposite is wanted */
	PRICES,		/* never stop: go on through the root to every node */
	TIES,		/* stop at `target`, go through the root, and only where it costs nothing */
};

struct search {
	struct pairing_flow *f;
	enum goal goal;
	uint32_t target;
	const struct pairing_edge *lock;	/* TIES: what comes no later than this pair stays as it is */
	bool     shed_partners;		/* the side that sheds: partners' or projects' */
	wide     now;			/* the distance that is being settled */
	bool     ended;			/* an end is known: */
	wide     end;			/* how far */
	uint32_t end_node, end_from, end_by;
};

static void
heap_push(struct pairing_flow *f, wide distance, uint32_t node)
{
	uint32_t at = f->heap_count++;

	if (f->heap_count > f->heap_size) {
		f->heap_size = f->heap_size * 2 + 64;
		f->heap = realloc(f->heap, f->heap_size * sizeof(*f->heap));
		if (f->heap == NULL)
			abort();
	}
	while (at > 0) {
		uint32_t up = (at - 1) / 4;

		if (f->heap[up].distance <= distance)
			break;
		f->heap[at] = f->heap[up];
		at = up;
	}
	f->heap[at] = (struct flow_heap_entry){ distance, node };
}

static struct flow_heap_entry
heap_pop(struct pairing_flow *f)
{
	struct flow_heap_entry top = f->heap[0], last = f->heap[--f->heap_count];
	uint32_t at = 0;

	for (;;) {
		uint32_t first = at * 4 + 1, best = first;

		if (first >= f->heap_count)
			break;
		for (uint32_t c = first + 1; c < first + 4 && c < f->heap_count; c++)
			if (f->heap[c].distance < f->heap[best].distance)
				best = c;
		if (last.distance <= f->heap[best].distance)
			break;
		f->heap[at] = f->heap[best];
		at = best;
	}
	if (f->heap_count > 0)
		f->heap[at] = last;
	return top;
}

static void
level_push(struct pairing_flow *f, uint32_t node)
{
	if (f->level_count == f->level_size) {
		f->level_size = f->level_size * 2 + 64;
		f->level = realloc(f->level, f->level_size * sizeof(*f->level));
		if (f->level == NULL)
			abort();
	}
	f->level[f->level_count++] = node;
}

static bool
sheds(const struct search *s, uint32_t node)
{
	return s->f->terms->node[node].partner_side == s->shed_partners;
}

static bool
is_end(const struct search *s, uint32_t node)
{
	switch (s->goal) {
	case RELIEVE:
		if (node == s->f->terms->root)
			return true;
		return s->f->visit[node].surplus != 0 && sheds(s, node) == (s->f->visit[node].surplus < 0);
	case TIES:
		return node == s->target;
	case PRICES:
		break;
	}
	return false;
}

static void
reach(struct search *s, uint32_t node, uint32_t from, uint32_t by, wide cost)
{
	struct pairing_flow *f = s->f;
	struct flow_visit   *visit = &f->visit[node];
	wide distance = s->now + cost;

	if ((s->ended && distance >= s->end) || (s->goal == TIES && cost != 0))
		return;
	if (visit->seen >= f->stamp && visit->distance <= distance)
		return;
	if (is_end(s, node)) {
		s->ended = true;
		s->end = distance;
		s->end_node = node;
		s->end_from = from;
		s->end_by = by;
		return;
	}
	visit->seen = f->stamp;
	visit->distance = distance;
	visit->from = from;
	visit->by = by;
	if (cost == 0)
		level_push(f, node);
	else
		heap_push(f, distance, node);
}

static void
shed_up(struct search *s, uint32_t v)
{
	const struct pairing_node *n = &s->f->terms->node[v];

	if (s->f->load[v] < n->max)
		reach(s, n->parent, v, PAIRING_NONE, -(pairing_gain(n, s->f->load[v]) + pairing_own_price(s->f, v)));
}

static void
fill_up(struct search *s, uint32_t v)
{
	const struct pairing_node *n = &s->f->terms->node[v];

	if (s->f->load[v] > 0)
		reach(s, n->parent, v, PAIRING_NONE, pairing_loss(n, s->f->load[v]) + pairing_own_price(s->f, v));
}

static void
shed_down(struct search *s, uint32_t v)
{
	struct pairing_flow *f = s->f;

	/* An empty child leads nowhere, but its price must not fall behind. */
	for (uint32_t k = f->child_first[v]; k < f->child_first[v + 1]; k++) {
		uint32_t c = f->child[k];

		if (f->terms->node[c].room && sheds(s, c))
			reach(s, c, v, PAIRING_NONE,
				pairing_loss(&f->terms->node[c], f->load[c]) + pairing_own_price(f, c));
	}
}

static void
fill_down(struct search *s, uint32_t v)
{
	struct pairing_flow *f = s->f;

	for (uint32_t k = f->child_first[v]; k < f->child_first[v + 1]; k++) {
		uint32_t c = f->child[k];

		if (f->terms->node[c].room && !sheds(s, c) && f->load[c] < f->terms->node[c].max)
			reach(s, c, v, PAIRING_NONE,
				-(pairing_gain(&f->terms->node[c], f->load[c]) + pairing_own_price(f, c)));
	}
}

static bool
is_locked(const struct search *s, const struct pairing_edge *e)
{
	if (s->lock == NULL)
		return false;
	if (e->project != s->lock->project)
		return e->project < s->lock->project;
	return e->partner <= s->lock->partner;
}

static void
drop_pairs(struct search *s, uint32_t v)
{
	struct pairing_flow *f = s->f;
	bool partner = v < f->terms->first_project;

	for (uint32_t e = f->taken_of[v]; e != PAIRING_NONE;) {
		const struct pairing_edge *edge = &f->edge[e];

		if (!is_locked(s, edge))
			reach(s, partner ? f->terms->first_project + edge->project : edge->partner, v, e,
				-pairing_edge_slack(f, edge));
		e = partner ? edge->next_of_partner : edge->next_of_project;
	}
}

/* Most are too far away: those need no closer look. */
static inline void
take_pair(struct search *s, uint32_t v, uint32_t other, uint32_t e)
{
	const struct pairing_edge *edge = &s->f->edge[e];
	wide cost;

	if ((edge->flags & (EDGE_ADDED | EDGE_TAKEN)) != EDGE_ADDED || is_locked(s, edge))
		return;
	cost = pairing_edge_slack(s->f, edge);
	if (!s->ended || s->now + cost < s->end)
		reach(s, other, v, e, cost);
}

static void
take_pairs(struct search *s, uint32_t v)
{
	struct pairing_flow *f = s->f;

	if (v < f->terms->first_project) {
		for (uint32_t e = f->edge_first[v]; e < f->edge_first[v + 1]; e++)
			take_pair(s, v, f->terms->first_project + f->edge[e].project, e);
	} else {
		uint32_t j = v - f->terms->first_project;

		for (uint32_t k = f->project_edge_first[j]; k < f->project_edge_first[j + 1]; k++)
			take_pair(s, v, f->edge[f->project_edge[k]].partner, f->project_edge[k]);
	}
}

static void
leave(struct search *s, uint32_t v)
{
	bool leaf = v < s->f->terms->first_city;

	if (v == s->f->terms->root) {
		shed_down(s, v);
		fill_down(s, v);
	} else if (sheds(s, v)) {
		shed_up(s, v);
		if (leaf)
			drop_pairs(s, v);
		else
			shed_down(s, v);
	} else {
		fill_up(s, v);
		if (leaf)
			take_pairs(s, v);
		else
			fill_down(s, v);
	}
}

/* The next node in order of distance, or false when none is nearer than the end. */
static bool
next_node(struct search *s, uint32_t *node)
{
	struct pairing_flow *f = s->f;

	for (;;) {
		if (s->ended && s->end <= s->now)
			return false;
		if (f->level_count > 0) {
			*node = f->level[--f->level_count];
			if (f->visit[*node].distance == s->now)
				return true;
			continue;
		}
		if (f->heap_count == 0 || (s->ended && s->end <= f->heap[0].distance))
			return false;
		struct flow_heap_entry top = heap_pop(f);

		if (f->visit[top.node].distance == top.distance) {
			s->now = top.distance;
			*node = top.node;
			return true;
		}
	}
}

/* Settles all nodes nearer than the end. A node may come up twice at one distance; the stamp tells. */
static void
run(struct search *s, uint32_t start)
{
	struct pairing_flow *f = s->f;
	uint32_t v;

	if (f->stamp >= UINT32_MAX - 4) {
		for (v = 0; v < f->terms->nodes; v++)
			f->visit[v].seen = 0;
		f->stamp = 0;
	}
	f->stamp += 2;
	f->heap_count = f->level_count = f->settled_count = 0;
	f->visit[start].seen = f->stamp;
	f->visit[start].distance = 0;
	level_push(f, start);
	while (next_node(s, &v)) {
		if (f->visit[v].seen == f->stamp + 1)
			continue;
		f->visit[v].seen = f->stamp + 1;
		f->settled[f->settled_count++] = v;
		leave(s, v);
	}
}

static void
move_prices(struct search *s)
{
	struct pairing_flow *f = s->f;

	for (uint32_t k = 0; k < f->settled_count; k++) {
		uint32_t v = f->settled[k];

		if (v != f->terms->root)
			f->price[v] += sheds(s, v) ? s->end - f->visit[v].distance : f->visit[v].distance - s->end;
	}
}

static void
step(struct search *s, uint32_t from, uint32_t to, uint32_t by)
{
	struct pairing_flow *f = s->f;

	if (by != PAIRING_NONE && sheds(s, from))
		pairing_flow_drop(f, by);
	else if (by != PAIRING_NONE)
		pairing_flow_take(f, by);
	else if (from != f->terms->root && f->terms->node[from].parent == to)
		f->load[from] += sheds(s, from) ? 1 : UINT32_MAX;
	else
		f->load[to] += sheds(s, to) ? UINT32_MAX : 1;
}

static void
walk_back(struct search *s, uint32_t start)
{
	struct pairing_flow *f = s->f;

	step(s, s->end_from, s->end_node, s->end_by);
	for (uint32_t v = s->end_from; v != start; v = f->visit[v].from)
		step(s, f->visit[v].from, v, f->visit[v].by);
}

void
pairing_flow_relieve(struct pairing_flow *f, uint32_t node)
{
	bool sheds_one = f->visit[node].surplus > 0;
	struct search s = { .f = f, .goal = RELIEVE,
		.shed_partners = f->terms->node[node].partner_side == sheds_one };

	run(&s, node);
	assert(s.ended);	/* what was taken can be dropped again */
	move_prices(&s);
	walk_back(&s, node);
	f->visit[node].surplus += sheds_one ? -1 : 1;
	if (s.end_node != f->terms->root)
		f->visit[s.end_node].surplus += sheds(&s, s.end_node) ? 1 : -1;
}

void
pairing_flow_settle_prices(struct pairing_flow *f)
{
	struct search s = { .f = f, .goal = PRICES, .shed_partners = false };

	run(&s, f->terms->root);
	move_prices(&s);
}

void
pairing_flow_settle_ties(struct pairing_flow *f)
{
	uint32_t first_project = f->terms->first_project;

	for (uint32_t k = 0; k < f->edges; k++) {
		struct pairing_edge *e = &f->edge[f->project_edge[k]];
		struct search s = { .f = f, .goal = TIES, .target = e->partner, .lock = e };

		if ((e->flags & EDGE_TAKEN) != 0 || pairing_edge_slack(f, e) != 0)
			continue;
		run(&s, first_project + e->project);
		if (s.ended) {
			walk_back(&s, first_project + e->project);
			pairing_flow_take(f, f->project_edge[k]);
		}
	}
}

/* --- for pairing_why.c */

static void
note_way(const struct search *s, uint32_t start, struct pairing_way *way)
{
	const struct pairing_flow *f = s->f;
	uint32_t from = s->end_from, by = s->end_by;

	for (;;) {
		if (by != PAIRING_NONE && (f->edge[by].flags & EDGE_TAKEN) != 0 && way->dropped_count++ < PAIRING_CHAIN_MAX)
			way->dropped[way->dropped_count - 1] = by;
		if (by != PAIRING_NONE && (f->edge[by].flags & EDGE_TAKEN) == 0 && way->added_count++ < PAIRING_CHAIN_MAX)
			way->added[way->added_count - 1] = by;
		if (from == start)
			return;
		by = f->visit[from].by;
		from = f->visit[from].from;
	}
}

bool
pairing_flow_way_out(struct pairing_flow *f, uint32_t project, uint32_t partner, struct pairing_way *way)
{
	struct search s = { .f = f, .goal = RELIEVE, .shed_partners = false };
	uint32_t start = f->terms->first_project + project;

	f->visit[partner].surplus = 1;
	run(&s, start);
	f->visit[partner].surplus = 0;
	*way = (struct pairing_way){ .cost = s.end, .to_partner = s.end_node == partner };
	if (s.ended)
		note_way(&s, start, way);
	return s.ended;
}

bool
pairing_flow_way_in(struct pairing_flow *f, uint32_t partner, struct pairing_way *way)
{
	struct search s = { .f = f, .goal = TIES, .target = partner, .shed_partners = false };

	run(&s, f->terms->root);
	if (s.ended)
		note_way(&s, f->terms->root, way);
	return s.ended;
}
