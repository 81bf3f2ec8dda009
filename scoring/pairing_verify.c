/*
 * The proof of a list, read without the solver.
 *
 * Let the price of a node be the sum of the set prices from it up to the root.
 * The list is a best one if
 *
 *  (1) it is allowed: pairs may be made, no set carries more than its maximum;
 *  (2) each pair of the list is worth at least the prices of its two ends, every
 *      other pair that may be made at most that;
 *  (3) a set that is not full asks no more than minus what one more earns it, and
 *      no set asks less than minus what one less would lose it.
 *
 * For then no list can be better: whatever it makes, (2) and (3) pay for it at
 * most as much as for this one. The amounts keep the objectives apart (see
 * weigh() in pairing_terms.c), so this proves all of them at once.
 *
 * Two more things make the list and its prices the only ones. A step is tight
 * where (2) or (3) holds with equality; steps go from a node to the next one
 * that could give way to it. (4) From the root, tight steps lead to every node:
 * no price can be lower on the projects' side, nor higher on the partners'.
 * (5) No ring of tight steps makes a pair that is not in the list, without
 * touching a pair before it: no equal list precedes this one.
 */
#include <stdlib.h>
#include <string.h>

#include "scoring/pairing_terms.h"

struct arc {
	uint32_t from, to;
	uint32_t project, partner;	/* of a pair; PAIRING_NONE for a step between sets */
};

struct proof {
	const struct pairing_terms  *t;
	const struct pairing_answer *a;
	struct pairing_verdict       verdict;
	uint32_t   *load;
	wide       *own, *price;
	size_t     *made_of;	/* by partner: where its pairs begin in `pair` */
	uint32_t   *pair;	/* indexes into a->made, by partner */
	struct arc *arc;	/* tight steps, by `from` */
	size_t      arcs, arc_room, *arc_first;
	struct arc *open;	/* tight pairs that are not made, by project, then partner */
	size_t      opens, open_room;
	uint32_t   *reached, reached_count;
	uint8_t    *seen;
};

static bool
fail_pair(struct proof *v, enum pairing_flaw flaw, uint32_t partner_row, uint32_t project_row)
{
	v->verdict = (struct pairing_verdict){ flaw, partner_row, project_row, PAIRING_SET_PARTNER, PAIRING_NONE };
	return false;
}

static bool
fail_node(struct proof *v, enum pairing_flaw flaw, uint32_t node)
{
	const struct pairing_terms *t = v->t;

	v->verdict = (struct pairing_verdict){ flaw, PAIRING_NONE, PAIRING_NONE, PAIRING_SET_PARTNER, PAIRING_NONE };
	if (node < t->first_project) {
		v->verdict.which = t->partner_row[node];
	} else if (node < t->first_city) {
		v->verdict.set = PAIRING_SET_PROJECT;
		v->verdict.which = t->project_row[node - t->first_project];
	} else if (node < t->first_quota) {
		v->verdict.set = PAIRING_SET_CITY;
		v->verdict.which = t->city_row[node - t->first_city];
	} else if (node < t->root) {
		v->verdict.set = PAIRING_SET_QUOTA;
		v->verdict.which = t->quota_row[node - t->first_quota];
	}
	return false;
}

/* --- (1), but for the scores */

static bool
check_pairs(struct proof *v)
{
	const struct pairing_terms *t = v->t;
	uint64_t before = 0;

	for (uint32_t k = 0; k < v->a->made_count; k++) {
		const struct pairing_made *m = &v->a->made[k];
		uint32_t i, j, flags;
		uint64_t place;

		if (m->partner >= t->partners || m->project >= t->projects)
			return fail_pair(v, PAIRING_FLAW_PAIR, m->partner, m->project);
		i = t->partner_of_row[m->partner];
		j = t->project_of_row[m->project];
		place = (uint64_t)j << 32 | i;
		flags = pairing_marks_of(t, i, j);
		if ((k > 0 && place <= before) || m->pinned != ((flags & MARK_PIN) != 0) ||
			m->kept != ((flags & MARK_EARLIER) != 0))
			return fail_pair(v, PAIRING_FLAW_PAIR, m->partner, m->project);
		before = place;
		for (uint32_t n = i; n != t->root; n = t->node[n].parent)
			v->load[n]++;
		for (uint32_t n = t->first_project + j; n != t->root; n = t->node[n].parent)
			v->load[n]++;
		v->made_of[i + 1]++;
	}
	for (uint32_t n = 0; n < t->root; n++)
		if (v->load[n] > t->node[n].max)
			return fail_node(v, PAIRING_FLAW_FULL, n);
	return true;
}

static bool
check_sum(struct proof *v)
{
	const struct pairing_terms *t = v->t;
	struct pairing_sum sum = { 0 };

	for (uint32_t k = 0; k < v->a->made_count; k++) {
		sum.score += v->a->made[k].score;
		sum.changes -= v->a->made[k].kept;
	}
	for (size_t k = 0; k < t->mark_first[t->partners]; k++)
		sum.changes += (t->mark[k].flags & MARK_EARLIER) != 0;
	sum.change_cost = sum.changes * t->problem->change_price;
	for (uint32_t n = 0; n < t->root; n++) {
		bool city = n >= t->first_city && n < t->first_quota;

		sum.cities += city && v->load[n] > 0;
		sum.shortfall += !city && v->load[n] < t->node[n].min ? t->node[n].min - v->load[n] : 0;
	}
	if (sum.cities != v->a->sum.cities || sum.shortfall != v->a->sum.shortfall ||
		sum.score != v->a->sum.score || sum.changes != v->a->sum.changes ||
		sum.change_cost != v->a->sum.change_cost)
		return fail_pair(v, PAIRING_FLAW_SUM, PAIRING_NONE, PAIRING_NONE);
	return true;
}

static void
sort_by_partner(struct proof *v)
{
	const struct pairing_terms *t = v->t;
	size_t *next = pairing_alloc(t->partners, sizeof(*next));

	for (uint32_t i = 0; i < t->partners; i++) {
		v->made_of[i + 1] += v->made_of[i];
		next[i] = v->made_of[i];
	}
	for (uint32_t k = 0; k < v->a->made_count; k++)
		v->pair[next[t->partner_of_row[v->a->made[k].partner]]++] = k;
	free(next);
}

/* --- (3) */

static const struct pairing_amount *
price_at(const struct proof *v, uint32_t n)
{
	const struct pairing_terms *t = v->t;

	if (n < t->first_project)
		return &v->a->prices.partner[t->partner_row[n]];
	if (n < t->first_city)
		return &v->a->prices.project[t->project_row[n - t->first_project]];
	if (n < t->first_quota)
		return &v->a->prices.city[t->city_row[n - t->first_city]];
	return &v->a->prices.quota[t->quota_row[n - t->first_quota]];
}

static bool
check_prices(struct proof *v)
{
	const struct pairing_terms *t = v->t;
	const wide far = (wide)1 << 124;

	for (uint32_t n = 0; n < t->root; n++) {
		const struct pairing_node *node = &t->node[n];
		wide *own = &v->own[n];

		if (!pairing_amount_read(t, price_at(v, n), own))
			return fail_node(v, PAIRING_FLAW_PRICE, n);
		if (!node->room && *own != 0)
			return fail_node(v, PAIRING_FLAW_PRICE, n);
		if (node->room && v->load[n] < node->max && *own > -pairing_gain(node, v->load[n]))
			return fail_node(v, PAIRING_FLAW_PRICE, n);
		if (node->room && *own < -pairing_loss(node, v->load[n]))
			return fail_node(v, PAIRING_FLAW_PRICE, n);
	}
	for (uint32_t n = 0; n < t->root; n++)
		for (uint32_t up = n; up != t->root; up = t->node[up].parent) {
			v->price[n] += v->own[up];
			if (v->price[n] > far || v->price[n] < -far)
				return fail_node(v, PAIRING_FLAW_PRICE, n);
		}
	return true;
}

/* --- (2) */

static void
note_arc(struct arc **at, size_t *count, size_t *room, struct arc a)
{
	if (*count == *room) {
		*room = *room * 2 + 256;
		*at = realloc(*at, *room * sizeof(**at));
		if (*at == NULL)
			abort();
	}
	(*at)[(*count)++] = a;
}

static bool
check_row(struct proof *v, uint32_t i, int32_t *score)
{
	const struct pairing_terms *t = v->t;

	pairing_row(t, i, score);
	for (size_t k = v->made_of[i]; k < v->made_of[i + 1]; k++) {
		const struct pairing_made *m = &v->a->made[v->pair[k]];
		uint32_t j = t->project_of_row[m->project];
		wide     slack;

		if (score[m->project] == PAIRING_BLOCKED)
			return fail_pair(v, PAIRING_FLAW_NOT_ALLOWED, m->partner, m->project);
		if (score[m->project] != m->score)
			return fail_pair(v, PAIRING_FLAW_SCORE, m->partner, m->project);
		slack = v->price[i] + v->price[t->first_project + j] - pairing_worth_marked(t, i, j, m->score);
		if (slack > 0)
			return fail_pair(v, PAIRING_FLAW_BETTER_PAIR, m->partner, m->project);
		if (slack == 0)
			note_arc(&v->arc, &v->arcs, &v->arc_room,
				(struct arc){ t->first_project + j, i, j, i });
		score[m->project] = PAIRING_BLOCKED;
	}
	if (!t->node[i].room)
		return true;
	for (uint32_t row = 0; row < t->projects; row++) {
		uint32_t j = t->project_of_row[row], n = t->first_project + j;
		wide     slack;

		if (score[row] == PAIRING_BLOCKED || !t->node[n].room)
			continue;
		slack = v->price[i] + v->price[n] - pairing_worth(t, i, j, score[row]);
		if (t->mark_first[i] < t->mark_first[i + 1])
			slack += pairing_worth(t, i, j, score[row]) - pairing_worth_marked(t, i, j, score[row]);
		if (slack > 0)
			continue;
		if (slack < 0)
			return fail_pair(v, PAIRING_FLAW_BETTER_PAIR, t->partner_row[i], row);
		note_arc(&v->arc, &v->arcs, &v->arc_room, (struct arc){ i, n, j, i });
		note_arc(&v->open, &v->opens, &v->open_room, (struct arc){ i, n, j, i });
	}
	return true;
}

static bool
check_rows(struct proof *v)
{
	struct pairing_watch watch = { v->t->problem, 0, 1000 };
	int32_t *score = pairing_alloc(v->t->projects, sizeof(*score));
	bool     good = true;

	for (uint32_t i = 0; i < v->t->partners && good; i++) {
		good = check_row(v, i, score);
		if (good && pairing_watch_stops(&watch, i, v->t->partners))
			good = fail_pair(v, PAIRING_FLAW_STOPPED, PAIRING_NONE, PAIRING_NONE);
	}
	free(score);
	return good;
}

/* --- (4) and (5) */

static int
by_from(const void *a, const void *b)
{
	const struct arc *x = a, *y = b;

	return (x->from > y->from) - (x->from < y->from);
}

static int
by_project_then_partner(const void *a, const void *b)
{
	const struct arc *x = a, *y = b;

	if (x->project != y->project)
		return x->project < y->project ? -1 : 1;
	return (x->partner > y->partner) - (x->partner < y->partner);
}

static void
note_set_arcs(struct proof *v)
{
	const struct pairing_terms *t = v->t;

	for (uint32_t n = 0; n < t->root; n++) {
		const struct pairing_node *node = &t->node[n];
		bool partners = t->node[n].partner_side;
		bool more = v->load[n] < node->max && v->own[n] == -pairing_gain(node, v->load[n]);
		bool less = v->own[n] == -pairing_loss(node, v->load[n]);
		struct arc up = { n, node->parent, PAIRING_NONE, PAIRING_NONE };
		struct arc down = { node->parent, n, PAIRING_NONE, PAIRING_NONE };

		if (!node->room)
			continue;
		if (partners ? less && v->load[n] > 0 : more)
			note_arc(&v->arc, &v->arcs, &v->arc_room, up);
		if (partners ? more : less)
			note_arc(&v->arc, &v->arcs, &v->arc_room, down);
	}
}

static void
sort_arcs(struct proof *v)
{
	if (v->arcs > 0)
		qsort(v->arc, v->arcs, sizeof(*v->arc), by_from);
	if (v->opens > 0)
		qsort(v->open, v->opens, sizeof(*v->open), by_project_then_partner);
	v->arc_first = pairing_alloc((size_t)v->t->nodes + 1, sizeof(*v->arc_first));
	for (size_t k = 0; k < v->arcs; k++)
		v->arc_first[v->arc[k].from + 1]++;
	for (uint32_t n = 0; n < v->t->nodes; n++)
		v->arc_first[n + 1] += v->arc_first[n];
}

/* Follows tight steps; `after`: only pairs that come after this one. */
static void
follow(struct proof *v, uint32_t start, const struct arc *after)
{
	memset(v->seen, 0, v->t->nodes);
	v->reached_count = 0;
	v->seen[start] = 1;
	v->reached[v->reached_count++] = start;
	for (uint32_t k = 0; k < v->reached_count; k++)
		for (size_t a = v->arc_first[v->reached[k]]; a < v->arc_first[v->reached[k] + 1]; a++) {
			const struct arc *arc = &v->arc[a];

			if (v->seen[arc->to] || (after != NULL && arc->project != PAIRING_NONE &&
				by_project_then_partner(arc, after) <= 0))
				continue;
			v->seen[arc->to] = 1;
			v->reached[v->reached_count++] = arc->to;
		}
}

static bool
check_only_one(struct proof *v)
{
	const struct pairing_terms *t = v->t;

	note_set_arcs(v);
	sort_arcs(v);
	follow(v, t->root, NULL);
	for (uint32_t n = 0; n < t->root; n++)
		if (t->node[n].room && !v->seen[n])
			return fail_node(v, PAIRING_FLAW_PRICE, n);
	for (size_t k = 0; k < v->opens; k++) {
		follow(v, v->open[k].to, &v->open[k]);
		if (v->seen[v->open[k].from])
			return fail_pair(v, PAIRING_FLAW_TIE, t->partner_row[v->open[k].partner],
				t->project_row[v->open[k].project]);
	}
	return true;
}

static bool
check_seal(struct proof *v)
{
	if (pairing_seal_of(v->t, v->a) != v->a->seal)
		return fail_pair(v, PAIRING_FLAW_SEAL, PAIRING_NONE, PAIRING_NONE);
	return true;
}

struct pairing_verdict
pairing_verify(const struct pairing_problem *p, const struct pairing_answer *a)
{
	struct pairing_terms t;
	struct proof v = { .t = &t, .a = a,
		.verdict = { PAIRING_PROVEN, PAIRING_NONE, PAIRING_NONE, PAIRING_SET_PARTNER, PAIRING_NONE } };
	uint32_t crossing[2];

	if (pairing_terms_make(p, &t, crossing) != PAIRING_SOLVED) {
		v.verdict.flaw = PAIRING_FLAW_QUOTAS;
		return v.verdict;
	}
	v.load = pairing_alloc(t.nodes, sizeof(*v.load));
	v.own = pairing_alloc(t.nodes, sizeof(*v.own));
	v.price = pairing_alloc(t.nodes, sizeof(*v.price));
	v.made_of = pairing_alloc((size_t)t.partners + 1, sizeof(*v.made_of));
	v.pair = pairing_alloc(a->made_count, sizeof(*v.pair));
	v.reached = pairing_alloc(t.nodes, sizeof(*v.reached));
	v.seen = pairing_alloc(t.nodes, 1);
	if (check_pairs(&v) && check_sum(&v) && check_prices(&v)) {
		sort_by_partner(&v);
		if (check_rows(&v) && check_only_one(&v))
			check_seal(&v);
	}
	free(v.load);
	free(v.own);
	free(v.price);
	free(v.made_of);
	free(v.pair);
	free(v.arc);
	free(v.arc_first);
	free(v.open);
	free(v.reached);
	free(v.seen);
	pairing_terms_free(&t);
	return v.verdict;
}
