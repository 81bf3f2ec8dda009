/*
 * The seal: one number over all that a list rests on, in canonical order.
 */
#include <string.h>

#include "scoring/pairing_terms.h"

static void
stir(uint64_t *h, uint64_t word)
{
	*h = (*h ^ word) * UINT64_C(0x9e3779b97f4a7c15);
	*h ^= *h >> 32;
}

static void
stir_id(uint64_t *h, const char *id)
{
	for (; *id != '\0'; id++)
		*h = (*h ^ (unsigned char)*id) * UINT64_C(0x100000001b3);
	stir(h, 0);
}

static void
stir_amount(uint64_t *h, const struct pairing_amount *a)
{
	stir(h, (uint64_t)a->pins);
	stir(h, (uint64_t)a->cities);
	stir(h, (uint64_t)a->minimums);
	stir(h, (uint64_t)a->score);
	stir(h, (uint64_t)a->tie);
}

static void
stir_constraints(uint64_t *h, const struct pairing_terms *t)
{
	const struct pairing_problem *p = t->problem;

	for (uint32_t i = 0; i < t->partners; i++) {
		const struct pairing_partner *partner = &p->partners[t->partner_row[i]];

		stir_id(h, partner->id);
		stir(h, (uint64_t)partner->min << 32 | partner->max);
		stir(h, (uint64_t)partner->kind << 32 | partner->country);
	}
	for (uint32_t j = 0; j < t->projects; j++) {
		const struct pairing_project *project = &p->projects[t->project_row[j]];

		stir_id(h, project->id);
		stir(h, (uint64_t)t->city_of_row[project->city] << 32 | project->slots);
	}
	for (uint32_t c = 0; c < t->cities; c++) {
		stir_id(h, p->cities[t->city_row[c]].id);
		stir(h, p->cities[t->city_row[c]].country);
	}
	for (uint32_t q = 0; q < t->quotas; q++) {
		const struct pairing_quota *quota = &p->quotas[t->quota_row[q]];

		stir(h, (uint64_t)quota->group << 32 |
			(quota->group == PAIRING_CITY ? t->city_of_row[quota->index] : quota->index));
		stir(h, (uint64_t)quota->min << 32 | quota->max);
	}
	for (uint32_t i = 0; i < t->partners; i++)
		for (size_t k = t->mark_first[i]; k < t->mark_first[i + 1]; k++) {
			stir(h, (uint64_t)i << 32 | t->mark[k].project);
			stir(h, t->mark[k].flags);
		}
	stir(h, (uint64_t)p->change_price);
	stir(h, (uint64_t)(int64_t)p->floor);
}

uint64_t
pairing_seal_of(const struct pairing_terms *t, const struct pairing_answer *a)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	stir_constraints(&h, t);
	for (uint32_t k = 0; k < a->made_count; k++) {
		const struct pairing_made *m = &a->made[k];

		stir(&h, (uint64_t)t->partner_of_row[m->partner] << 32 | t->project_of_row[m->project]);
		stir(&h, (uint64_t)(uint32_t)m->score << 2 | (uint64_t)m->pinned << 1 | m->kept);
	}
	for (uint32_t i = 0; i < t->partners; i++)
		stir_amount(&h, &a->prices.partner[t->partner_row[i]]);
	for (uint32_t j = 0; j < t->projects; j++)
		stir_amount(&h, &a->prices.project[t->project_row[j]]);
	for (uint32_t c = 0; c < t->cities; c++)
		stir_amount(&h, &a->prices.city[t->city_row[c]]);
	for (uint32_t q = 0; q < t->quotas; q++)
		stir_amount(&h, &a->prices.quota[t->quota_row[q]]);
	stir(&h, a->sum.cities);
	stir(&h, a->sum.shortfall);
	stir(&h, (uint64_t)a->sum.score);
	stir(&h, a->sum.changes);
	stir(&h, (uint64_t)a->sum.change_cost);
	return h;
}

uint64_t
pairing_seal(const struct pairing_problem *p, const struct pairing_answer *a)
{
	struct pairing_terms t;
	uint32_t crossing[2];
	uint64_t seal;

	if (pairing_terms_make(p, &t, crossing) != PAIRING_SOLVED)
		return 0;
	seal = pairing_seal_of(&t, a);
	pairing_terms_free(&t);
	return seal;
}
