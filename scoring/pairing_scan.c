#include "scoring/pairing_scan.h"

#include <stdlib.h>
#include <string.h>

/* So many scores are compared at once, which compilers turn into a few instructions. */
enum { BLOCK = 16 };

/*
 * Prices in whole scores are kept within FAR, so that sums fit. Whatever they
 * are, ANY beside one lets every score pass, and NEVER beside one or beside ANY none.
 */
enum { FAR = 1 << 29, ANY = -FAR - FAR / 2, NEVER = 2 * FAR };

/* Less than anything is worth. */
#define NOTHING (-((wide)1 << 124))

struct candidate {
	wide     slack;
	uint32_t partner, project;
	int32_t  score, level;		/* level: the slack in whole scores */
};

/* The best `size` of some candidates: a heap with the worst on top. */
struct best {
	struct candidate *at;
	uint32_t          size, count;
	bool              crowded;	/* some were turned away though others have more slack: */
	wide              least;	/* the least slack of those */
};

struct scan {
	const struct pairing_flow *f;
	const struct pairing_terms *t;
	bool              first;	/* nothing is known yet */
	uint32_t          alike;	/* of those that only their lots tell apart, keep no more */
	const wide       *guide;	/* prices by node */
	wide              level;	/* taken off the partners' prices and put on the projects', to keep both small */
	int32_t          *score;	/* by project row, filled up to whole blocks */
	int32_t          *bar;		/* by project row: its price, plus what its best candidates ask */
	int32_t          *price;	/* by project row */
	struct best      *project;	/* by project; they share `candidates` */
	struct candidate *candidates;
	struct best       row;		/* of the partner at hand */
	struct pairing_found found, *reserve;
};

static bool
precedes(const struct candidate *a, const struct candidate *b)
{
	if (a->slack != b->slack)
		return a->slack < b->slack;
	if (a->partner != b->partner)
		return a->partner < b->partner;
	return a->project < b->project;
}

/* A better one in the place of one that is kept. */
static void
best_replace(struct best *b, uint32_t at, const struct candidate *c)
{
	for (;;) {
		uint32_t worse = at * 2 + 1;

		if (worse + 1 < b->count && precedes(&b->at[worse], &b->at[worse + 1]))
			worse++;
		if (worse >= b->count || !precedes(c, &b->at[worse]))
			break;
		b->at[at] = b->at[worse];
		at = worse;
	}
	b->at[at] = *c;
}

static void
best_offer(struct best *b, const struct candidate *c)
{
	uint32_t at;

	if (b->count < b->size) {
		for (at = b->count++; at > 0 && precedes(&b->at[(at - 1) / 2], c); at = (at - 1) / 2)
			b->at[at] = b->at[(at - 1) / 2];
		b->at[at] = *c;
		return;
	}
	if (b->size > 0 && precedes(c, &b->at[0]))
		best_replace(b, 0, c);
}

/* The same, but of those that only their lots tell apart no more than `alike`. */
static void
best_offer_varied(struct best *b, const struct candidate *c, uint32_t alike)
{
	uint32_t count = 0, worst = 0;
	wide     turned_away = c->slack;

	if (alike < b->size)
		for (uint32_t k = 0; k < b->count; k++)
			if (b->at[k].level == c->level && (count++ == 0 || precedes(&b->at[worst], &b->at[k])))
				worst = k;
	if (count < alike) {
		best_offer(b, c);
		return;
	}
	if (precedes(c, &b->at[worst])) {
		turned_away = b->at[worst].slack;
		best_replace(b, worst, c);
	}
	if (!b->crowded || turned_away < b->least)
		b->least = turned_away;
	b->crowded = true;
}

static wide
guide_of(const struct scan *s, uint32_t node)
{
	return node < s->t->first_project ? s->guide[node] - s->level : s->guide[node] + s->level;
}

/* The price in whole scores, rounded down. */
static int32_t
in_scores(const struct scan *s, wide price)
{
	wide scores = price >> s->t->score_shift;

	if (scores > FAR)
		return FAR;
	return scores < -FAR ? -FAR : (int32_t)scores;
}

static void
keep(struct pairing_found *found, const struct pairing_edge *e)
{
	if (found->count == found->room) {
		found->room = found->room * 2 + 256;
		found->edge = realloc(found->edge, found->room * sizeof(*found->edge));
		if (found->edge == NULL)
			abort();
	}
	found->edge[found->count++] = *e;
}

static void
keep_best(struct scan *s, const struct best *b)
{
	for (uint32_t k = 0; k < b->count; k++) {
		const struct candidate *c = &b->at[k];

		s->found.violates |= c->slack < 0;
		keep(s->first || c->slack <= 0 ? &s->found : s->reserve,
			&(struct pairing_edge){ .partner = c->partner, .project = c->project,
				.worth = pairing_worth(s->t, c->partner, c->project, c->score) });
	}
}

/* Pairs that the problem names are looked at whatever they score, and no second time. */
static void
set_marked_aside(struct scan *s, uint32_t i)
{
	for (size_t k = s->t->mark_first[i]; k < s->t->mark_first[i + 1]; k++) {
		const struct pairing_mark *m = &s->t->mark[k];
		struct pairing_edge e = { .partner = i, .project = m->project };
		int32_t *score = &s->score[s->t->project_row[m->project]];

		if ((m->flags & (MARK_PIN | MARK_EARLIER)) == 0 || *score == PAIRING_BLOCKED)
			continue;
		if (s->t->node[i].room && s->t->node[s->t->first_project + m->project].room) {
			e.worth = pairing_worth(s->t, i, m->project, *score);
			e.flags = ((m->flags & MARK_PIN) != 0 ? EDGE_PINNED : 0) |
				((m->flags & MARK_EARLIER) != 0 ? EDGE_EARLIER : 0);
			keep(&s->found, &e);
		}
		*score = PAIRING_BLOCKED;
	}
}

static void
set_known_aside(struct scan *s, uint32_t i)
{
	for (uint32_t e = s->f->edge_first[i]; e < s->f->edge_first[i + 1]; e++)
		s->score[s->t->project_row[s->f->edge[e].project]] = PAIRING_BLOCKED;
}

static bool
any_passes(const int32_t *score, const int32_t *bar, int32_t price, int32_t floor)
{
	int32_t passes = 0;

	for (int k = 0; k < BLOCK; k++) {
		int32_t low = bar[k] + price;

		passes |= score[k] >= (low > floor ? low : floor);
	}
	return passes != 0;
}

static void
look_closely(struct scan *s, uint32_t i, uint32_t row)
{
	uint32_t j = s->t->project_of_row[row];
	struct candidate c = { .partner = i, .project = j, .score = s->score[row] };
	struct best *b = &s->project[j];

	c.slack = guide_of(s, i) + guide_of(s, s->t->first_project + j) - pairing_worth(s->t, i, j, c.score);
	c.level = in_scores(s, c.slack);
	best_offer_varied(b, &c, s->alike);
	if (b->count == b->size && b->size > 0)
		s->bar[row] = in_scores(s, guide_of(s, s->t->first_project + j) - b->at[0].slack);
}

static void
look_for_partner(struct scan *s, uint32_t i, uint32_t row)
{
	uint32_t j = s->t->project_of_row[row];
	struct candidate c = { .partner = i, .project = j, .score = s->score[row] };

	c.slack = guide_of(s, i) + guide_of(s, s->t->first_project + j) - pairing_worth(s->t, i, j, c.score);
	c.level = in_scores(s, c.slack);
	if (c.slack <= 0 || s->first)
		best_offer_varied(&s->row, &c, s->alike);
}

/* What the best project of the sample would gain the partner. */
static void
guess_partner(struct scan *s, struct pairing_seen *seen, uint32_t i)
{
	int32_t gain = 0;

	for (uint32_t k = 0; k < seen->sample_count; k++) {
		uint32_t row = seen->sample[k];

		if (s->score[row] - s->price[row] > gain)
			gain = s->score[row] - s->price[row];
	}
	seen->guide[i] = (wide)gain << s->t->score_shift;
}

static void
scan_row(struct scan *s, struct pairing_seen *seen, uint32_t i)
{
	int32_t own, bar;

	pairing_row(s->t, i, s->score);
	if (s->first)
		guess_partner(s, seen, i);
	own = in_scores(s, guide_of(s, i));
	if (s->first)
		set_marked_aside(s, i);
	else
		set_known_aside(s, i);
	for (uint32_t from = 0; from < s->t->projects; from += BLOCK)
		if (any_passes(&s->score[from], &s->bar[from], own, 0))
			for (uint32_t row = from; row < from + BLOCK && row < s->t->projects; row++)
				if (s->score[row] >= 0 && s->score[row] >= s->bar[row] + own)
					look_closely(s, i, row);
	if (s->row.size == 0)
		return;
	s->row.count = 0;
	bar = s->first ? ANY : own;
	for (uint32_t from = 0; from < s->t->projects; from += BLOCK)
		if (any_passes(&s->score[from], &s->price[from], bar, 0))
			for (uint32_t row = from; row < from + BLOCK && row < s->t->projects; row++)
				if (s->score[row] >= 0 && s->score[row] >= s->price[row] + bar) {
					look_for_partner(s, i, row);
					if (s->row.count == s->row.size)
						bar = in_scores(s, guide_of(s, i) - s->row.at[0].slack);
				}
	keep_best(s, &s->row);
}

static void
open_scan(struct scan *s, const struct scan_limits *limits)
{
	size_t whole = ((size_t)s->t->projects + BLOCK - 1) / BLOCK * BLOCK, each = limits->per_project;

	s->candidates = pairing_alloc(s->t->projects * each, sizeof(*s->candidates));
	s->score = pairing_alloc(whole, sizeof(*s->score));
	s->bar = pairing_alloc(whole, sizeof(*s->bar));
	s->price = pairing_alloc(whole, sizeof(*s->price));
	memset(s->score, 0xff, whole * sizeof(*s->score));
	s->project = pairing_alloc(s->t->projects, sizeof(*s->project));
	for (uint32_t j = 0; j < s->t->projects; j++) {
		uint32_t v = s->t->first_project + j, row = s->t->project_row[j];

		s->project[j] = (struct best){ .at = &s->candidates[j * each], .size = limits->per_project };
		s->price[row] = s->t->node[v].room ? in_scores(s, guide_of(s, v)) : NEVER;
		s->bar[row] = s->t->node[v].room ? ANY : NEVER;
	}
	s->row.at = pairing_alloc(limits->per_partner, sizeof(*s->row.at));
	s->row.size = limits->per_partner;
}

static int
by_price(const void *a, const void *b)
{
	wide x = *(const wide *)a, y = *(const wide *)b;

	return (x > y) - (x < y);
}

/* Where partners are few and cities wait for one, all prices are as high as a city; what tells them apart is not. */
static wide
middle_price(const struct scan *s)
{
	wide *price = pairing_alloc(s->t->partners, sizeof(*price)), middle = 0;

	if (s->t->partners > 0) {
		memcpy(price, s->guide, s->t->partners * sizeof(*price));
		qsort(price, s->t->partners, sizeof(*price), by_price);
		middle = price[s->t->partners / 2];
	}
	free(price);
	return middle;
}

/* A pair may be among the best of both its partner and its project, or come out of the reserve as well. */
static void
keep_once(const struct pairing_terms *t, struct pairing_found *found)
{
	uint32_t count = 0;

	pairing_edges_sort(t, found->edge, found->count);
	for (uint32_t k = 0; k < found->count; k++)
		if (k == 0 || found->edge[k - 1].partner != found->edge[k].partner ||
			found->edge[k - 1].project != found->edge[k].project)
			found->edge[count++] = found->edge[k];
	found->count = count;
}

static void
close_scan(struct scan *s)
{
	free(s->candidates);
	free(s->project);
	free(s->row.at);
	free(s->score);
	free(s->bar);
	free(s->price);
}

/* What was not kept of a project has at least the slack of the worst that was, but for those that were turned away. */
static wide
bound_of(const struct scan *s, uint32_t j)
{
	const struct best *b = &s->project[j];
	wide price = s->guide[s->t->first_project + j], bound = b->crowded ? price - b->least : NOTHING;

	if (b->count == b->size && price - b->at[0].slack > bound)
		bound = price - b->at[0].slack;
	return bound;
}

static void
remember(struct scan *s, struct pairing_seen *seen)
{
	for (uint32_t j = 0; j < s->t->projects; j++) {
		wide bound = bound_of(s, j);

		keep_best(s, &s->project[j]);
		if (bound > seen->bound[j])
			seen->bound[j] = bound;
	}
	keep_once(s->t, &s->found);
	if (s->row.size > 0)
		keep_once(s->t, s->reserve);
}

struct pairing_found
pairing_scan_all(const struct pairing_flow *f, const struct scan_limits *limits, struct pairing_seen *seen,
	const struct pairing_watch *watch)
{
	struct scan s = { .f = f, .t = f->terms, .alike = limits->alike, .first = !seen->passed, .reserve = &seen->reserve,
		.guide = seen->passed ? f->price : seen->guide };

	s.level = s.first ? 0 : middle_price(&s);
	open_scan(&s, limits);
	for (uint32_t j = 0; j < s.t->projects; j++)
		seen->bound[j] = NOTHING;
	seen->reserve.count = 0;
	for (uint32_t i = 0; i < s.t->partners && !s.found.stopped; i++) {
		if (s.t->node[i].room)
			scan_row(&s, seen, i);
		s.found.stopped = pairing_watch_stops(watch, i, s.t->partners);
	}
	remember(&s, seen);
	if (!s.first)
		memcpy(seen->guide, f->price, s.t->nodes * sizeof(*seen->guide));
	seen->passed = true;
	close_scan(&s);
	return s.found;
}

/* The most that a pair of any project may be worth beyond the project's price and its partner's at the last whole pass. */
static wide
reach_of_projects(const struct pairing_flow *f, const struct pairing_seen *seen)
{
	const struct pairing_terms *t = f->terms;
	wide most = NOTHING;

	for (uint32_t j = 0; j < t->projects; j++)
		if (t->node[t->first_project + j].room && seen->bound[j] - f->price[t->first_project + j] > most)
			most = seen->bound[j] - f->price[t->first_project + j];
	return most;
}

static bool
may_hold_more(const struct pairing_flow *f, const struct pairing_seen *seen, uint32_t i, wide reach)
{
	return f->terms->node[i].room && f->price[i] - seen->guide[i] <= reach;
}

uint32_t
pairing_scan_rows_left(const struct pairing_flow *f, const struct pairing_seen *seen)
{
	wide     reach = reach_of_projects(f, seen);
	uint32_t count = 0;

	for (uint32_t i = 0; i < f->terms->partners; i++)
		count += may_hold_more(f, seen, i, reach);
	return count;
}

/* What is found there leaves it. */
static void
find_in_reserve(struct scan *s, struct pairing_seen *seen)
{
	uint32_t left = 0;

	for (uint32_t k = 0; k < seen->reserve.count; k++) {
		const struct pairing_edge *e = &seen->reserve.edge[k];
		wide slack = pairing_edge_slack(s->f, e);

		s->found.violates |= slack < 0;
		if (slack <= 0)
			keep(&s->found, e);
		else
			seen->reserve.edge[left++] = *e;
	}
	seen->reserve.count = left;
}

/* Rows that are read again say it anew. */
static void
leave_to_rows(const struct pairing_flow *f, struct pairing_seen *seen, wide reach)
{
	uint32_t left = 0;

	for (uint32_t k = 0; k < seen->reserve.count; k++)
		if (!may_hold_more(f, seen, seen->reserve.edge[k].partner, reach))
			seen->reserve.edge[left++] = seen->reserve.edge[k];
	seen->reserve.count = left;
}

struct pairing_found
pairing_scan_rest(const struct pairing_flow *f, const struct scan_limits *limits, struct pairing_seen *seen,
	const struct pairing_watch *watch)
{
	struct scan s = { .f = f, .t = f->terms, .alike = limits->alike, .guide = f->price, .reserve = &seen->reserve };
	wide reach = reach_of_projects(f, seen);

	find_in_reserve(&s, seen);
	if (s.found.violates)
		return s.found;
	leave_to_rows(f, seen, reach);
	s.level = middle_price(&s);
	open_scan(&s, limits);
	for (uint32_t i = 0; i < s.t->partners && !s.found.stopped; i++) {
		if (may_hold_more(f, seen, i, reach)) {
			scan_row(&s, seen, i);
			seen->guide[i] = f->price[i];
		}
		s.found.stopped = pairing_watch_stops(watch, i, s.t->partners);
	}
	remember(&s, seen);
	close_scan(&s);
	return s.found;
}

void
pairing_seen_open(const struct pairing_flow *f, struct pairing_seen *seen)
{
	*seen = (struct pairing_seen){ .passed = false };
	seen->guide = pairing_alloc(f->terms->nodes, sizeof(*seen->guide));
	seen->bound = pairing_alloc(f->terms->projects, sizeof(*seen->bound));
}

void
pairing_seen_close(struct pairing_seen *seen)
{
	free(seen->guide);
	free(seen->bound);
	free(seen->reserve.edge);
	free(seen->sample);
	*seen = (struct pairing_seen){ .passed = false };
}

void
pairing_seen_nothing(const struct pairing_flow *f, struct pairing_seen *seen)
{
	const struct pairing_terms *t = f->terms;

	memcpy(seen->guide, f->price, t->nodes * sizeof(*seen->guide));
	memcpy(seen->bound, &f->price[t->first_project], t->projects * sizeof(*seen->bound));
	seen->passed = true;
}
