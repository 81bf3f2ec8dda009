#include "scoring/pairing_terms.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "scoring/pairing_tree.h"

void *
pairing_alloc(size_t count, size_t size)
{
	void *made = calloc(count > 0 ? count : 1, size);

	if (made == NULL)
		abort();
	return made;
}

bool
pairing_watch_stops(const struct pairing_watch *w, uint32_t done, uint32_t total)
{
	if (done % 64 != 0 || w->problem->progress == NULL)
		return false;
	return w->problem->progress(w->problem->ctx,
		w->from + (int)((uint64_t)(w->to - w->from) * done / (total > 0 ? total : 1)));
}

/* --- lots */

/*
 * FNV-1a over the bytes of the id, then a mix: near ids must not have near lots.
 * A lot favours nobody, unlike the alphabet, and it makes nearly every optimum
 * unique, so that ties cost no time.
 */
static uint64_t
lot_of_id(const char *id)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (; *id != '\0'; id++)
		h = (h ^ (unsigned char)*id) * UINT64_C(0x100000001b3);
	h = (h ^ h >> 31) * UINT64_C(0x94d049bb133111eb);
	return h ^ h >> 30;
}

uint32_t
pairing_tie(const char *partner_id, const char *project_id)
{
	return pairing_lot(lot_of_id(partner_id), lot_of_id(project_id));
}

/* --- canonical order */

static int
compare(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

static int
by_partner_id(const void *a, const void *b, void *problem)
{
	const struct pairing_partner *at = ((const struct pairing_problem *)problem)->partners;

	return strcmp(at[*(const uint32_t *)a].id, at[*(const uint32_t *)b].id);
}

static int
by_city_id(const void *a, const void *b, void *problem)
{
	const struct pairing_city *at = ((const struct pairing_problem *)problem)->cities;

	return strcmp(at[*(const uint32_t *)a].id, at[*(const uint32_t *)b].id);
}

static int
by_city_and_project_id(const void *a, const void *b, void *problem)
{
	const struct pairing_project *at = ((const struct pairing_problem *)problem)->projects;
	const struct pairing_project *x = &at[*(const uint32_t *)a], *y = &at[*(const uint32_t *)b];

	if (x->city != y->city)
		return by_city_id(&x->city, &y->city, problem);
	return strcmp(x->id, y->id);
}

static int
by_what_it_says(const void *a, const void *b, void *terms)
{
	const struct pairing_terms *t = terms;
	const struct pairing_quota *x = &t->problem->quotas[*(const uint32_t *)a];
	const struct pairing_quota *y = &t->problem->quotas[*(const uint32_t *)b];
	bool     city = x->group == PAIRING_CITY && y->group == PAIRING_CITY;
	uint32_t xi = city ? t->city_of_row[x->index] : x->index;
	uint32_t yi = city ? t->city_of_row[y->index] : y->index;
	int      order = compare(x->group, y->group);

	order = order != 0 ? order : compare(xi, yi);
	order = order != 0 ? order : compare(x->min, y->min);
	return order != 0 ? order : compare(x->max, y->max);
}

static uint32_t *
rows_sorted(uint32_t count, int (*order)(const void *, const void *, void *), void *ctx)
{
	uint32_t *row = pairing_alloc(count, sizeof(*row));

	for (uint32_t i = 0; i < count; i++)
		row[i] = i;
	qsort_r(row, count, sizeof(*row), order, ctx);
	return row;
}

static uint32_t *
inverse(const uint32_t *row, uint32_t count)
{
	uint32_t *of_row = pairing_alloc(count, sizeof(*of_row));

	for (uint32_t i = 0; i < count; i++)
		of_row[row[i]] = i;
	return of_row;
}

static void
number_rows(struct pairing_terms *t)
{
	const struct pairing_problem *p = t->problem;
	void *order_by = (void *)(uintptr_t)p;

	t->partners = p->partner_count;
	t->projects = p->project_count;
	t->cities = p->city_count;
	t->quotas = p->quota_count;
	t->partner_row = rows_sorted(t->partners, by_partner_id, order_by);
	t->partner_of_row = inverse(t->partner_row, t->partners);
	t->city_row = rows_sorted(t->cities, by_city_id, order_by);
	t->city_of_row = inverse(t->city_row, t->cities);
	for (uint32_t j = 0; j < t->projects; j++)
		assert(p->projects[j].city < t->cities);
	t->project_row = rows_sorted(t->projects, by_city_and_project_id, order_by);
	t->project_of_row = inverse(t->project_row, t->projects);
	for (uint32_t q = 0; q < t->quotas; q++)
		assert(p->quotas[q].group != PAIRING_CITY || p->quotas[q].index < t->cities);
	t->quota_row = rows_sorted(t->quotas, by_what_it_says, t);

	t->partner_lot = pairing_alloc(t->partners, sizeof(*t->partner_lot));
	for (uint32_t i = 0; i < t->partners; i++)
		t->partner_lot[i] = lot_of_id(p->partners[t->partner_row[i]].id);
	t->project_lot = pairing_alloc(t->projects, sizeof(*t->project_lot));
	for (uint32_t j = 0; j < t->projects; j++)
		t->project_lot[j] = lot_of_id(p->projects[t->project_row[j]].id);
}

/* --- marks */

struct mark_row {
	uint32_t partner, project, flags;
};

static int
by_pair(const void *a, const void *b)
{
	const struct mark_row *x = a, *y = b;
	int order = compare(x->partner, y->partner);

	return order != 0 ? order : compare(x->project, y->project);
}

static void
collect_marks(struct pairing_terms *t)
{
	const struct pairing_problem *p = t->problem;
	const struct {
		const struct pairing_pairs *pairs;
		uint32_t                    flag;
	} lists[] = { { &p->pins, MARK_PIN }, { &p->bans, MARK_BAN }, { &p->earlier, MARK_EARLIER } };
	size_t total = p->pins.count + p->bans.count + p->earlier.count, count = 0;
	struct mark_row *rows = pairing_alloc(total, sizeof(*rows));

	for (size_t l = 0; l < sizeof(lists) / sizeof(*lists); l++)
		for (size_t k = 0; k < lists[l].pairs->count; k++) {
			struct pairing_pair pair = lists[l].pairs->at[k];

			assert(pair.partner < t->partners && pair.project < t->projects);
			rows[count++] = (struct mark_row){ t->partner_of_row[pair.partner],
				t->project_of_row[pair.project], lists[l].flag };
		}
	qsort(rows, total, sizeof(*rows), by_pair);

	t->mark = pairing_alloc(total, sizeof(*t->mark));
	t->mark_first = pairing_alloc((size_t)t->partners + 1, sizeof(*t->mark_first));
	count = 0;
	for (size_t k = 0; k < total; k++) {
		if (k > 0 && by_pair(&rows[k - 1], &rows[k]) == 0) {
			t->mark[count - 1].flags |= rows[k].flags;
			continue;
		}
		t->mark[count++] = (struct pairing_mark){ rows[k].project, rows[k].flags };
		t->mark_first[rows[k].partner + 1]++;
	}
	for (uint32_t i = 0; i < t->partners; i++)
		t->mark_first[i + 1] += t->mark_first[i];
	free(rows);
}

uint32_t
pairing_marks_of(const struct pairing_terms *t, uint32_t partner, uint32_t project)
{
	size_t low = t->mark_first[partner], high = t->mark_first[partner + 1];

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (t->mark[middle].project == project)
			return t->mark[middle].flags;
		if (t->mark[middle].project < project)
			low = middle + 1;
		else
			high = middle;
	}
	return 0;
}

/* Turned around, the score of a pin is safe from the floor (and so is a gate: it stays below it). */
static void
turn_pins(const struct pairing_terms *t, uint32_t partner, int32_t *scores)
{
	for (size_t k = t->mark_first[partner]; k < t->mark_first[partner + 1]; k++)
		if ((t->mark[k].flags & MARK_PIN) != 0) {
			int32_t *score = &scores[t->project_row[t->mark[k].project]];

			if (*score != PAIRING_BLOCKED)
				*score = PAIRING_BLOCKED - 1 - *score;
		}
}

void
pairing_row(const struct pairing_terms *t, uint32_t partner, int32_t *scores)
{
	int32_t floor = t->problem->floor;

	t->problem->score_row(t->problem->ctx, t->partner_row[partner], scores);
	if (floor > 0) {
		turn_pins(t, partner, scores);
		for (uint32_t j = 0; j < t->projects; j++)
			scores[j] = scores[j] < floor && scores[j] > PAIRING_BLOCKED ? PAIRING_BLOCKED : scores[j];
		turn_pins(t, partner, scores);
	}
	for (size_t k = t->mark_first[partner]; k < t->mark_first[partner + 1]; k++)
		if ((t->mark[k].flags & MARK_BAN) != 0)
			scores[t->project_row[t->mark[k].project]] = PAIRING_BLOCKED;
}

wide
pairing_worth_marked(const struct pairing_terms *t, uint32_t partner, uint32_t project, int32_t score)
{
	uint32_t flags = pairing_marks_of(t, partner, project);
	wide     worth = pairing_worth(t, partner, project, score);

	if ((flags & MARK_EARLIER) != 0)
		worth += (wide)t->problem->change_price << t->score_shift;
	if ((flags & MARK_PIN) != 0)
		worth += (wide)1 << t->pin_shift;
	return worth;
}

/* --- amounts */

static int
bits_above(uint64_t n)
{
	int bits = 0;

	for (; n > 0; n >>= 1)
		bits++;
	return bits;
}

/*
 * An exchange that improves a list goes round a simple cycle: it makes at most
 * one new pair per partner and project, and drops at most as many; it touches
 * each minimum, each city and each pin once. A part of the number that is more
 * than twice as wide as that never outweighs the part above it, and the better
 * list by the number is the better list by the objectives in their order.
 * (Gains are concave, so a list that no cycle improves is the best.)
 */
static bool
weigh(struct pairing_terms *t)
{
	uint64_t highest = (uint64_t)PAIRING_SCORE_MAX + (uint64_t)t->problem->change_price;
	uint32_t pairs = t->partners < t->projects ? t->partners : t->projects;
	uint64_t minimums = 0;
	int      end;

	for (uint32_t v = 0; v < t->nodes; v++)
		minimums += t->node[v].min > 0;
	t->score_shift = PAIRING_TIE_BITS + bits_above(pairs) + 1;
	t->short_shift = t->score_shift + bits_above(highest) + bits_above(pairs) + 1;
	t->cover_shift = t->short_shift + bits_above(minimums) + 1;
	t->pin_shift = t->cover_shift + bits_above(t->cities) + 1;
	end = t->pin_shift + bits_above(t->problem->pins.count) + 1;

	for (uint32_t v = 0; v < t->root; v++)
		if (t->node[v].min > 0)
			t->node[v].reward = (wide)1 << (v >= t->first_city && v < t->first_quota ?
				t->cover_shift : t->short_shift);
	return end <= 122 && t->score_shift + bits_above(PAIRING_SCORE_MAX) <= 62;
}

/* The digit nearest to zero on top of `shift`; takes it off `w`. */
static int64_t
take_digit(wide *w, int shift)
{
	wide half = (wide)1 << (shift - 1);
	wide digit = (*w + half) >> shift;

	*w -= digit * ((wide)1 << shift);
	return (int64_t)digit;
}

struct pairing_amount
pairing_amount_of(const struct pairing_terms *t, wide w)
{
	struct pairing_amount a;

	a.pins = take_digit(&w, t->pin_shift);
	a.cities = take_digit(&w, t->cover_shift);
	a.minimums = take_digit(&w, t->short_shift);
	a.score = take_digit(&w, t->score_shift);
	a.tie = (int64_t)w;
	return a;
}

static bool
within(int64_t n, int bits)
{
	return bits >= 63 || (n < INT64_C(1) << bits && n > -(INT64_C(1) << bits));
}

bool
pairing_amount_read(const struct pairing_terms *t, const struct pairing_amount *a, wide *w)
{
	struct pairing_amount again;

	if (!within(a->pins, 122 - t->pin_shift) || !within(a->cities, 122 - t->cover_shift) ||
		!within(a->minimums, 122 - t->short_shift))
		return false;
	*w = a->pins * ((wide)1 << t->pin_shift) + a->cities * ((wide)1 << t->cover_shift) +
		a->minimums * ((wide)1 << t->short_shift) + a->score * ((wide)1 << t->score_shift) + a->tie;
	again = pairing_amount_of(t, *w);
	return a->pins == again.pins && a->cities == again.cities && a->minimums == again.minimums &&
		a->score == again.score && a->tie == again.tie;
}

/* --- making */

enum pairing_status
pairing_terms_make(const struct pairing_problem *p, struct pairing_terms *t, uint32_t crossing[2])
{
	enum pairing_status status = PAIRING_SOLVED;

	assert(p->change_price >= 0 && p->change_price <= PAIRING_CHANGE_PRICE_MAX);
	*t = (struct pairing_terms){ .problem = p };
	number_rows(t);
	if (!pairing_plant_tree(t, crossing))
		status = PAIRING_CROSSED;
	else if (!weigh(t))
		status = PAIRING_TOO_LARGE;
	else
		collect_marks(t);
	if (status != PAIRING_SOLVED)
		pairing_terms_free(t);
	return status;
}

void
pairing_terms_free(struct pairing_terms *t)
{
	free(t->partner_row);
	free(t->project_row);
	free(t->city_row);
	free(t->quota_row);
	free(t->partner_of_row);
	free(t->project_of_row);
	free(t->city_of_row);
	free(t->partner_lot);
	free(t->project_lot);
	free(t->node);
	free(t->mark);
	free(t->mark_first);
	*t = (struct pairing_terms){ 0 };
}
