#include "scoring/pairing_report.h"

#include <stdlib.h>

enum pairing_set
pairing_set_of(const struct pairing_terms *t, uint32_t node, uint32_t *row)
{
	if (node < t->first_project) {
		*row = t->partner_row[node];
		return PAIRING_SET_PARTNER;
	}
	if (node < t->first_city) {
		*row = t->project_row[node - t->first_project];
		return PAIRING_SET_PROJECT;
	}
	if (node < t->first_quota) {
		*row = t->city_row[node - t->first_city];
		return PAIRING_SET_CITY;
	}
	*row = t->quota_row[node - t->first_quota];
	return PAIRING_SET_QUOTA;
}

/* --- the list */

static void
tell_pair(const struct pairing_flow *f, const struct pairing_edge *e, struct pairing_answer *a)
{
	const struct pairing_terms *t = f->terms;
	struct pairing_made *m = &a->made[a->made_count++];

	m->partner = t->partner_row[e->partner];
	m->project = t->project_row[e->project];
	m->pinned = (e->flags & EDGE_PINNED) != 0;
	m->kept = (e->flags & EDGE_EARLIER) != 0;
	m->score = (int32_t)(e->worth >> t->score_shift);
	a->sum.score += m->score;
}

static void
add_up(const struct pairing_flow *f, struct pairing_answer *a)
{
	const struct pairing_terms *t = f->terms;
	uint32_t kept = 0, earlier = 0;

	for (uint32_t v = 0; v < t->root; v++) {
		if (v >= t->first_city && v < t->first_quota)
			a->sum.cities += f->load[v] > 0;
		else if (f->load[v] < t->node[v].min)
			a->sum.shortfall += t->node[v].min - f->load[v];
	}
	for (uint32_t k = 0; k < a->made_count; k++)
		kept += a->made[k].kept;
	for (size_t k = 0; k < t->mark_first[t->partners]; k++)
		earlier += (t->mark[k].flags & MARK_EARLIER) != 0;
	a->sum.changes = earlier - kept;
	a->sum.change_cost = a->sum.changes * t->problem->change_price;
}

void
pairing_report_answer(const struct pairing_flow *f, struct pairing_answer *a)
{
	const struct pairing_terms *t = f->terms;
	uint32_t count = 0;

	for (uint32_t e = 0; e < f->edges; e++)
		count += (f->edge[e].flags & EDGE_TAKEN) != 0;
	a->made = pairing_alloc(count, sizeof(*a->made));
	for (uint32_t k = 0; k < f->edges; k++)
		if ((f->edge[f->project_edge[k]].flags & EDGE_TAKEN) != 0)
			tell_pair(f, &f->edge[f->project_edge[k]], a);
	add_up(f, a);

	a->prices.partner = pairing_alloc(t->partners, sizeof(*a->prices.partner));
	a->prices.project = pairing_alloc(t->projects, sizeof(*a->prices.project));
	a->prices.city = pairing_alloc(t->cities, sizeof(*a->prices.city));
	a->prices.quota = pairing_alloc(t->quotas, sizeof(*a->prices.quota));
	for (uint32_t v = 0; v < t->root; v++) {
		struct pairing_amount *of_set[] = {
			[PAIRING_SET_PARTNER] = a->prices.partner, [PAIRING_SET_PROJECT] = a->prices.project,
			[PAIRING_SET_CITY] = a->prices.city, [PAIRING_SET_QUOTA] = a->prices.quota,
		};
		uint32_t row;
		enum pairing_set set = pairing_set_of(t, v, &row);

		of_set[set][row] = pairing_amount_of(t, t->node[v].room ? pairing_own_price(f, v) : 0);
	}
	a->seal = pairing_seal_of(t, a);
}

/* --- pins that are not in it */

struct pin {
	uint32_t partner, project;
	bool     banned, blocked, kept;
};

static int
by_project_then_partner(const void *a, const void *b)
{
	const struct pin *x = a, *y = b;

	if (x->project != y->project)
		return x->project < y->project ? -1 : 1;
	return (x->partner > y->partner) - (x->partner < y->partner);
}

static bool
is_taken(const struct pairing_flow *f, uint32_t partner, uint32_t project)
{
	for (uint32_t e = f->taken_of[partner]; e != PAIRING_NONE; e = f->edge[e].next_of_partner)
		if (f->edge[e].project == project)
			return true;
	return false;
}

static uint32_t
collect_pins(const struct pairing_flow *f, struct pin *pin)
{
	const struct pairing_terms *t = f->terms;
	int32_t *score = pairing_alloc(t->projects, sizeof(*score));
	uint32_t count = 0;

	for (uint32_t i = 0; i < t->partners; i++) {
		bool scored = false;

		for (size_t k = t->mark_first[i]; k < t->mark_first[i + 1]; k++) {
			const struct pairing_mark *m = &t->mark[k];

			if ((m->flags & MARK_PIN) == 0)
				continue;
			if (!scored)
				pairing_row(t, i, score);
			scored = true;
			pin[count++] = (struct pin){ i, m->project, .banned = (m->flags & MARK_BAN) != 0,
				.blocked = score[t->project_row[m->project]] == PAIRING_BLOCKED,
				.kept = is_taken(f, i, m->project) };
		}
	}
	free(score);
	qsort(pin, count, sizeof(*pin), by_project_then_partner);
	return count;
}

static void
tell_fault(const struct pairing_flow *f, struct pairing_result *r, const struct pin *pin,
	enum pairing_pin_reason reason, uint32_t which, uint32_t pins, uint32_t max)
{
	r->pin_faults = realloc(r->pin_faults, (r->pin_fault_count + 1) * sizeof(*r->pin_faults));
	if (r->pin_faults == NULL)
		abort();
	r->pin_faults[r->pin_fault_count++] = (struct pairing_pin_fault){
		.pair = { f->terms->partner_row[pin->partner], f->terms->project_row[pin->project] },
		.reason = reason, .which = which, .pins = pins, .max = max };
}

/*
 * Were every set wide enough for its pins, all pins would be kept, for pins come
 * first. So a pin that is not has a set on its way that is too narrow.
 */
static void
tell_narrow_sets(const struct pairing_flow *f, struct pairing_result *r, const struct pin *pin,
	const uint32_t *pins, uint32_t from)
{
	static const enum pairing_pin_reason reasons[] = {
		[PAIRING_SET_PARTNER] = PAIRING_PIN_PARTNER, [PAIRING_SET_PROJECT] = PAIRING_PIN_PROJECT,
		[PAIRING_SET_CITY] = PAIRING_PIN_QUOTA, [PAIRING_SET_QUOTA] = PAIRING_PIN_QUOTA,
	};

	for (uint32_t v = from; v != f->terms->root; v = f->terms->node[v].parent)
		if (pins[v] > f->terms->node[v].max) {
			uint32_t row;
			enum pairing_set set = pairing_set_of(f->terms, v, &row);

			tell_fault(f, r, pin, reasons[set], row, pins[v], f->terms->node[v].max);
		}
}

void
pairing_report_pins(const struct pairing_flow *f, struct pairing_result *r)
{
	const struct pairing_terms *t = f->terms;
	struct pin *pin = pairing_alloc(t->problem->pins.count, sizeof(*pin));
	uint32_t   *pins = pairing_alloc(t->nodes, sizeof(*pins)), count = collect_pins(f, pin);

	for (uint32_t k = 0; k < count; k++)
		if (!pin[k].banned && !pin[k].blocked) {
			for (uint32_t v = pin[k].partner; v != t->root; v = t->node[v].parent)
				pins[v]++;
			for (uint32_t v = t->first_project + pin[k].project; v != t->root; v = t->node[v].parent)
				pins[v]++;
		}
	for (uint32_t k = 0; k < count; k++) {
		if (pin[k].banned)
			tell_fault(f, r, &pin[k], PAIRING_PIN_BANNED, PAIRING_NONE, 0, 0);
		else if (pin[k].blocked)
			tell_fault(f, r, &pin[k], PAIRING_PIN_BLOCKED, PAIRING_NONE, 0, 0);
		else if (!pin[k].kept) {
			tell_narrow_sets(f, r, &pin[k], pins, pin[k].partner);
			tell_narrow_sets(f, r, &pin[k], pins, t->first_project + pin[k].project);
		}
	}
	free(pins);
	free(pin);
}
