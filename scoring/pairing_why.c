/*
 * Why not this pair: what it would cost, exactly, and what would bring it.
 *
 * Were the pair a must, the list would lose its slack, and what it costs the
 * project to let another pair go, and the partner to find room. The prices are
 * canonical: from the root a way that costs nothing leads to every node. So the
 * partner's room is free once the root is reached, and only the project's way
 * out has to be found. It meets few partners; only their rows are priced.
 */
#include <stdlib.h>
#include <string.h>

#include "scoring/pairing_flow.h"
#include "scoring/pairing_scan.h"

struct asked {
	struct pairing_terms terms;
	struct pairing_flow  flow;
	int32_t *score;		/* by project row */
	uint8_t *priced;	/* by partner: its row is in the flow as far as needed */
};

static bool
open_asked(struct asked *q, const struct pairing_problem *p, const struct pairing_answer *a)
{
	uint32_t crossing[2];

	if (pairing_terms_make(p, &q->terms, crossing) != PAIRING_SOLVED)
		return false;
	pairing_flow_open(&q->flow, &q->terms);
	q->score = pairing_alloc(q->terms.projects, sizeof(*q->score));
	q->priced = pairing_alloc(q->terms.partners, 1);
	return pairing_flow_restore(&q->flow, a);
}

static void
close_asked(struct asked *q)
{
	free(q->score);
	free(q->priced);
	pairing_flow_close(&q->flow);
	pairing_terms_free(&q->terms);
}

static struct pairing_edge
edge_of(const struct pairing_terms *t, uint32_t i, uint32_t j, int32_t score)
{
	uint32_t marks = pairing_marks_of(t, i, j);

	return (struct pairing_edge){ .partner = i, .project = j, .worth = pairing_worth(t, i, j, score),
		.flags = EDGE_ADDED | ((marks & MARK_PIN) != 0 ? EDGE_PINNED : 0) |
			((marks & MARK_EARLIER) != 0 ? EDGE_EARLIER : 0) };
}

static bool
is_made(const struct pairing_flow *f, uint32_t i, uint32_t j)
{
	for (uint32_t e = f->taken_of[i]; e != PAIRING_NONE; e = f->edge[e].next_of_partner)
		if (f->edge[e].project == j)
			return true;
	return false;
}

/* What is left of the row of the partner: pairs whose slack a way of this length could use. */
static void
price_row(struct asked *q, uint32_t i, wide within)
{
	const struct pairing_terms *t = &q->terms;
	struct pairing_edge *more = pairing_alloc(t->projects, sizeof(*more));
	uint32_t count = 0;

	pairing_row(t, i, q->score);
	for (uint32_t e = q->flow.edge_first[i]; e < q->flow.edge_first[i + 1]; e++)
		q->score[t->project_row[q->flow.edge[e].project]] = PAIRING_BLOCKED;
	for (uint32_t j = 0; j < t->projects; j++) {
		int32_t score = q->score[t->project_row[j]];

		if (score == PAIRING_BLOCKED || !t->node[t->first_project + j].room)
			continue;
		more[count] = edge_of(t, i, j, score);
		if (pairing_edge_slack(&q->flow, &more[count]) < within)
			count++;
	}
	pairing_flow_note(&q->flow, more, count);
	free(more);
}

/* A way over few pairs is at most too long; rows of the partners near by make it exact. */
static void
find_way_out(struct asked *q, uint32_t i, uint32_t j, struct pairing_way *way)
{
	bool priced_one;

	do {
		priced_one = false;
		pairing_flow_way_out(&q->flow, j, i, way);
		for (uint32_t k = 0; k < q->flow.settled_count; k++) {
			uint32_t v = q->flow.settled[k];

			if (v >= q->terms.partners || q->priced[v])
				continue;
			price_row(q, v, way->cost - q->flow.visit[v].distance);
			q->priced[v] = 1;
			priced_one = true;
		}
	} while (priced_one);
}

/* From the root to the partner; over tight pairs that may still have to be found. */
static void
find_way_in(struct asked *q, uint32_t i, struct pairing_way *way)
{
	const struct pairing_watch watch = { q->terms.problem, 0, 1000 };
	const struct scan_limits   limits = { .per_project = 16, .per_partner = 16, .alike = UINT32_MAX };
	struct pairing_seen  seen;
	struct pairing_found found;

	/* The scan knows no marks. */
	for (uint32_t k = 0; k < q->terms.partners; k++)
		if (q->terms.node[k].room && q->terms.mark_first[k] < q->terms.mark_first[k + 1])
			price_row(q, k, 1);
	if (pairing_flow_way_in(&q->flow, i, way))
		return;
	pairing_seen_open(&q->flow, &seen);
	pairing_seen_nothing(&q->flow, &seen);
	do {
		found = pairing_scan_rest(&q->flow, &limits, &seen, &watch);
		for (uint32_t k = 0; k < found.count; k++)
			found.edge[k].flags |= EDGE_ADDED;
		pairing_flow_note(&q->flow, found.edge, found.count);
		free(found.edge);
	} while (!pairing_flow_way_in(&q->flow, i, way) && found.count > 0 && !found.stopped);
	pairing_seen_close(&seen);
}

static struct pairing_pair
pair_of(const struct asked *q, uint32_t edge)
{
	const struct pairing_edge *e = &q->flow.edge[edge];

	return (struct pairing_pair){ q->terms.partner_row[e->partner], q->terms.project_row[e->project] };
}

static void
tell_way(const struct asked *q, const struct pairing_way *way, struct pairing_why *why)
{
	for (uint32_t k = 0; k < way->dropped_count; k++)
		if (why->dropped_count++ < PAIRING_CHAIN_MAX && k < PAIRING_CHAIN_MAX)
			why->dropped[why->dropped_count - 1] = pair_of(q, way->dropped[k]);
	for (uint32_t k = 0; k < way->added_count; k++)
		if (why->added_count++ < PAIRING_CHAIN_MAX && k < PAIRING_CHAIN_MAX)
			why->added[why->added_count - 1] = pair_of(q, way->added[k]);
}

/* Both halves are told at once: the edges move when more are noted. */
static void
outbid(struct asked *q, uint32_t i, uint32_t j, struct pairing_why *why)
{
	const struct pairing_terms *t = &q->terms;
	struct pairing_edge pair = edge_of(t, i, j, why->score);
	struct pairing_way  out, in = { .cost = 0 };
	wide slack = pairing_edge_slack(&q->flow, &pair), loss;

	why->reason = PAIRING_WHY_OUTBID;
	why->gap = pairing_amount_of(t, slack);
	find_way_out(q, i, j, &out);
	loss = slack + out.cost;
	why->loss = pairing_amount_of(t, loss);
	why->rise = why->loss.pins != 0 || why->loss.cities != 0 || why->loss.minimums != 0 ? -1 :
		(int64_t)(loss >> t->score_shift) + 1;
	if (why->rise > PAIRING_SCORE_MAX - why->score)
		why->rise = -1;
	tell_way(q, &out, why);
	if (!out.to_partner) {
		find_way_in(q, i, &in);
		tell_way(q, &in, why);
	}
}

/* Fills all but what an OUTBID pair needs a search for. */
static void
look_at(const struct asked *q, uint32_t i, uint32_t j, int32_t raw, int32_t may, struct pairing_why *why)
{
	const struct pairing_terms *t = &q->terms;
	uint32_t marks = pairing_marks_of(t, i, j);

	*why = (struct pairing_why){ .partner = t->partner_row[i], .project = t->project_row[j], .score = raw, .rise = -1 };
	why->partner_price = pairing_amount_of(t, q->flow.price[i]);
	why->project_price = pairing_amount_of(t, q->flow.price[t->first_project + j]);
	if (is_made(&q->flow, i, j))
		why->reason = PAIRING_WHY_PAIRED;
	else if ((marks & MARK_BAN) != 0)
		why->reason = PAIRING_WHY_BANNED;
	else if (raw == PAIRING_BLOCKED)
		why->reason = PAIRING_WHY_BLOCKED;
	else if (!t->node[i].room || !t->node[t->first_project + j].room)
		why->reason = PAIRING_WHY_NO_ROOM;
	else if (may == PAIRING_BLOCKED)
		why->reason = PAIRING_WHY_FLOOR;
	else
		why->reason = PAIRING_WHY_OUTBID;
}

static int32_t *
raw_row(const struct asked *q, uint32_t i)
{
	const struct pairing_problem *p = q->terms.problem;
	int32_t *raw = pairing_alloc(q->terms.projects, sizeof(*raw));

	p->score_row(p->ctx, q->terms.partner_row[i], raw);
	return raw;
}

struct pairing_why
pairing_why_not(const struct pairing_problem *p, const struct pairing_answer *a, uint32_t partner, uint32_t project)
{
	struct pairing_why why = { .partner = partner, .project = project, .rise = -1 };
	struct asked q;

	if (open_asked(&q, p, a)) {
		uint32_t i = q.terms.partner_of_row[partner], j = q.terms.project_of_row[project];
		int32_t *raw = raw_row(&q, i);

		pairing_row(&q.terms, i, q.score);
		look_at(&q, i, j, raw[project], q.score[project], &why);
		if (why.reason == PAIRING_WHY_OUTBID)
			outbid(&q, i, j, &why);
		free(raw);
	}
	close_asked(&q);
	return why;
}

/* The nearer of two projects of a city: made, then the least gap, then the highest score. */
static bool
is_nearer(const struct asked *q, const struct pairing_why *a, const struct pairing_why *b)
{
	static const int order[] = {
		[PAIRING_WHY_PAIRED] = 0, [PAIRING_WHY_OUTBID] = 1, [PAIRING_WHY_NO_ROOM] = 2,
		[PAIRING_WHY_FLOOR] = 3, [PAIRING_WHY_BANNED] = 4, [PAIRING_WHY_BLOCKED] = 5,
	};
	const struct pairing_terms *t = &q->terms;
	wide gap[2];

	if (a->reason != b->reason)
		return order[a->reason] < order[b->reason];
	if (a->reason != PAIRING_WHY_OUTBID)
		return a->score > b->score;
	for (int k = 0; k < 2; k++) {
		const struct pairing_why *why = k == 0 ? a : b;
		struct pairing_edge e = edge_of(t, t->partner_of_row[why->partner], t->project_of_row[why->project], why->score);

		gap[k] = pairing_edge_slack(&q->flow, &e);
	}
	return gap[0] < gap[1];
}

bool
pairing_why_not_city(const struct pairing_problem *p, const struct pairing_answer *a, uint32_t partner, uint32_t city,
	struct pairing_why *why)
{
	struct asked q;
	bool found = false;

	*why = (struct pairing_why){ .partner = partner, .project = PAIRING_NONE, .rise = -1 };
	if (open_asked(&q, p, a)) {
		uint32_t i = q.terms.partner_of_row[partner], c = q.terms.first_city + q.terms.city_of_row[city];
		int32_t *raw = raw_row(&q, i);

		pairing_row(&q.terms, i, q.score);
		for (uint32_t j = 0; j < q.terms.projects; j++) {
			uint32_t row = q.terms.project_row[j];
			struct pairing_why next;

			if (q.terms.node[q.terms.first_project + j].parent != c)
				continue;
			look_at(&q, i, j, raw[row], q.score[row], &next);
			if (!found || is_nearer(&q, &next, why))
				*why = next;
			found = true;
		}
		if (found && why->reason == PAIRING_WHY_OUTBID)
			outbid(&q, i, q.terms.project_of_row[why->project], why);
		free(raw);
	}
	close_asked(&q);
	return found;
}

/* --- alternates */

struct nearest {
	wide     slack;
	uint32_t partner, project;	/* canonical; PAIRING_NONE: none */
	int32_t  score;
};

/* Rows come in the order of the partners' ids, so an equal one stays behind. */
static void
offer(struct nearest *of_city, uint32_t *count, uint32_t each, const struct nearest *n)
{
	uint32_t at;

	if (*count == each && (each == 0 || of_city[each - 1].slack <= n->slack))
		return;
	for (at = *count < each ? (*count)++ : each - 1; at > 0 && of_city[at - 1].slack > n->slack; at--)
		of_city[at] = of_city[at - 1];
	of_city[at] = *n;
}

/* The partner's nearest project in each city; none in a city that it is paired with. */
static void
nearest_of_row(struct asked *q, uint32_t i, struct nearest *nearest)
{
	const struct pairing_terms *t = &q->terms;

	pairing_row(t, i, q->score);
	for (uint32_t c = 0; c < t->cities; c++)
		nearest[c] = (struct nearest){ .partner = i, .project = PAIRING_NONE };
	for (uint32_t j = 0; j < t->projects; j++) {
		int32_t score = q->score[t->project_row[j]];
		struct nearest *n = &nearest[t->node[t->first_project + j].parent - t->first_city];
		struct pairing_edge e;
		wide slack;

		if (score == PAIRING_BLOCKED || !t->node[t->first_project + j].room)
			continue;
		e = edge_of(t, i, j, score);
		slack = pairing_edge_slack(&q->flow, &e);
		if (n->project == PAIRING_NONE || slack < n->slack)
			*n = (struct nearest){ slack, i, j, score };
	}
	for (uint32_t e = q->flow.taken_of[i]; e != PAIRING_NONE; e = q->flow.edge[e].next_of_partner)
		nearest[t->node[t->first_project + q->flow.edge[e].project].parent - t->first_city].project = PAIRING_NONE;
}

bool
pairing_alternates(const struct pairing_problem *p, const struct pairing_answer *a, uint32_t each,
	struct pairing_alternate *out, uint32_t *counts)
{
	struct pairing_watch watch = { p, 0, 1000 };
	struct nearest *best, *row;
	uint32_t *count;
	struct asked q;
	bool good = open_asked(&q, p, a);

	best = pairing_alloc((size_t)q.terms.cities * each, sizeof(*best));
	row = pairing_alloc(q.terms.cities, sizeof(*row));
	count = pairing_alloc(q.terms.cities, sizeof(*count));
	for (uint32_t i = 0; i < q.terms.partners && good; i++) {
		if (q.terms.node[i].room) {
			nearest_of_row(&q, i, row);
			for (uint32_t c = 0; c < q.terms.cities; c++)
				if (row[c].project != PAIRING_NONE)
					offer(&best[(size_t)c * each], &count[c], each, &row[c]);
		}
		good = !pairing_watch_stops(&watch, i, q.terms.partners);
	}
	for (uint32_t c = 0; c < q.terms.cities && good; c++) {
		uint32_t city = q.terms.city_row[c];

		counts[city] = count[c];
		for (uint32_t k = 0; k < count[c]; k++) {
			const struct nearest *n = &best[(size_t)c * each + k];

			out[(size_t)city * each + k] = (struct pairing_alternate){ q.terms.partner_row[n->partner],
				q.terms.project_row[n->project], n->score, pairing_amount_of(&q.terms, n->slack) };
		}
	}
	free(best);
	free(row);
	free(count);
	close_asked(&q);
	return good;
}
