/*
 * The proof of a list, as its document carries it: written beside a solved
 * list, and read back without the solver.
 */
#include "engine/pairing.h"

#include <stdlib.h>
#include <string.h>

static bool
is_zero(const struct pairing_amount *a)
{
	return a->pins == 0 && a->cities == 0 && a->minimums == 0 && a->score == 0 && a->tie == 0;
}

/* What a price of each set is named by. */
static const char *
id_of(const struct pairing_job *job, enum pairing_set set, uint32_t which)
{
	switch (set) {
	case PAIRING_SET_PARTNER:
		return job->problem.partners[which].id;
	case PAIRING_SET_PROJECT:
		return job->problem.projects[which].id;
	case PAIRING_SET_CITY:
		return job->problem.cities[which].id;
	case PAIRING_SET_QUOTA:
		break;
	}
	return arena_printf(job->mem, "%u", which);
}

/* The four tables of prices, in one row each. */
struct price_table {
	uint32_t               count;
	struct pairing_amount *price;
	struct list           *lines;
};

static void
price_tables(const struct pairing_problem *p, struct pairing_prices *prices, struct certificate *c,
	struct price_table out[4])
{
	out[PAIRING_SET_PARTNER] = (struct price_table){ p->partner_count, prices->partner, &c->partners };
	out[PAIRING_SET_PROJECT] = (struct price_table){ p->project_count, prices->project, &c->projects };
	out[PAIRING_SET_CITY] = (struct price_table){ p->city_count, prices->city, &c->cities };
	out[PAIRING_SET_QUOTA] = (struct price_table){ p->quota_count, prices->quota, &c->quotas };
}

const struct certificate *
pairing_certify(const struct pairing_job *job)
{
	struct certificate   *c = arena_alloc(job->mem, sizeof(*c));
	struct pairing_prices prices = job->result->answer.prices;
	struct price_table    tables[4];

	price_tables(&job->problem, &prices, c, tables);
	for (int set = 0; set < 4; set++) {
		struct price_line *lines = arena_alloc(job->mem, tables[set].count * sizeof(*lines));

		tables[set].lines->items = lines;
		for (uint32_t i = 0; i < tables[set].count; i++) {
			const struct pairing_amount *a = &tables[set].price[i];

			if (!is_zero(a))
				lines[tables[set].lines->count++] = (struct price_line){
					id_of(job, (enum pairing_set)set, i), a->pins, a->cities, a->minimums,
					a->score, a->tie };
		}
	}
	c->seal = arena_printf(job->mem, "%016llx", (unsigned long long)job->result->answer.seal);
	return c;
}

struct list
pairing_pairs_of(struct arena *mem, const struct pairing_list *list)
{
	const struct pairing_line *line = list->pairings.items;
	struct pair_rule          *pairs = arena_alloc(mem, list->pairings.count * sizeof(*pairs));

	for (size_t i = 0; i < list->pairings.count; i++) {
		const struct project_brief *project = line[i].project.at;

		pairs[i] = (struct pair_rule){
			.partner = ((const struct partner_brief *)line[i].partner.at)->id,
			.project = project->id,
			.city = project->id != NULL ? NULL : ((const struct city_brief *)line[i].city.at)->id,
		};
	}
	return (struct list){ .items = pairs, .count = list->pairings.count };
}

/* The row that an id of the document names; PAIRING_NONE when none does. */
static uint32_t
row_of(const struct pairing_job *job, enum pairing_set set, const char *id)
{
	const struct catalogue *c = job->view->catalogue;
	long                    found = -1;
	uint32_t                inferred;

	switch (set) {
	case PAIRING_SET_PARTNER:
		found = catalogue_find(c, RECORD_PARTNER, id);
		break;
	case PAIRING_SET_PROJECT:
		if (*id == '@') {
			inferred = view_inferred(job->view, id + 1);
			return inferred == NOBODY ? PAIRING_NONE : inferred;
		}
		found = catalogue_find(c, RECORD_PROJECT, id);
		break;
	case PAIRING_SET_CITY:
		found = catalogue_find(c, RECORD_CITY, id);
		break;
	case PAIRING_SET_QUOTA:
		for (uint32_t i = 0; i < job->problem.quota_count; i++)
			if (strcmp(id_of(job, set, i), id) == 0)
				return i;
		break;
	}
	/* A name that is not the id itself would be another price under the same sum. */
	return found < 0 || strcmp(id_of(job, set, (uint32_t)found), id) != 0 ? PAIRING_NONE : (uint32_t)found;
}

/* Each price once, in the order of the rows, and none that is zero: there is one way to write them. */
static bool
recall_prices(const struct pairing_job *job, struct certificate *c, struct pairing_prices *prices, struct problem *p)
{
	struct price_table tables[4];

	prices->partner = arena_alloc(job->mem, job->problem.partner_count * sizeof(*prices->partner));
	prices->project = arena_alloc(job->mem, job->problem.project_count * sizeof(*prices->project));
	prices->city = arena_alloc(job->mem, job->problem.city_count * sizeof(*prices->city));
	prices->quota = arena_alloc(job->mem, job->problem.quota_count * sizeof(*prices->quota));
	price_tables(&job->problem, prices, c, tables);
	for (int set = 0; set < 4; set++) {
		const struct price_line *line = tables[set].lines->items;
		uint32_t                 next = 0;

		for (size_t i = 0; i < tables[set].lines->count; i++) {
			uint32_t              row = row_of(job, (enum pairing_set)set, line[i].id);
			struct pairing_amount a = { line[i].pins, line[i].cities, line[i].minimums, line[i].score,
				line[i].tie };

			if (row == PAIRING_NONE || row < next || is_zero(&a))
				return problem_set(p, PROBLEM_CONFLICT, SAY_VERIFY_PRICE_ROW, line[i].id);
			next = row + 1;
			tables[set].price[row] = a;
		}
	}
	return true;
}

static bool
recall_pairs(const struct pairing_job *job, const struct pairing_list *list, struct pairing_answer *a,
	struct problem *p)
{
	const struct pairing_line *line = list->pairings.items;
	struct pairing_made       *made = arena_alloc(job->mem, list->pairings.count * sizeof(*made));

	for (size_t i = 0; i < list->pairings.count; i++) {
		const struct partner_brief *partner = line[i].partner.at;
		const struct city_brief    *city = line[i].city.at;
		const struct project_brief *project = line[i].project.at;
		const char                 *id = project->id != NULL ? project->id :
			arena_printf(job->mem, "@%s", city->id);

		made[i] = (struct pairing_made){
			.partner = row_of(job, PAIRING_SET_PARTNER, partner->id),
			.project = row_of(job, PAIRING_SET_PROJECT, id),
			.score = (int32_t)line[i].score, .pinned = line[i].pinned, .kept = line[i].kept,
		};
		if (made[i].partner == PAIRING_NONE)
			return problem_set(p, PROBLEM_CONFLICT, SAY_VERIFY_NAMES, partner->id);
		if (made[i].project == PAIRING_NONE ||
		    strcmp(job->problem.cities[job->problem.projects[made[i].project].city].id, city->id) != 0)
			return problem_set(p, PROBLEM_CONFLICT, SAY_VERIFY_NAMES, id);
	}
	a->made = made;
	a->made_count = (uint32_t)list->pairings.count;
	return true;
}

bool
pairing_recall(struct pairing_job *job, const struct pairing_list *list, struct problem *p)
{
	struct pairing_result       *r = arena_alloc(job->mem, sizeof(*r));
	const struct pairing_totals *totals = list->totals.at;
	struct certificate          *c = arena_alloc(job->mem, sizeof(*c));
	char                        *end;

	if (list->certificate.at == NULL || totals == NULL)
		return problem_set(p, PROBLEM_CONFLICT, SAY_VERIFY_NO_CERTIFICATE);
	*c = *(const struct certificate *)list->certificate.at;
	r->answer.sum = (struct pairing_sum){
		.cities = (uint32_t)totals->cities_covered, .shortfall = (uint64_t)totals->shortfall,
		.score = totals->score, .changes = (uint32_t)totals->changes, .change_cost = totals->change_cost,
	};
	r->answer.seal = strtoull(c->seal, &end, 16);
	if (*end != '\0')
		return problem_set(p, PROBLEM_CONFLICT, SAY_FLAW_SEAL);
	if (!recall_pairs(job, list, &r->answer, p) || !recall_prices(job, c, &r->answer.prices, p))
		return false;
	job->result = r;
	return true;
}
