/*
 * A solved pairing list as a message: its lines with their reasons, who is
 * left over and why.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/explain.h"
#include "engine/pairing.h"
#include "engine/tell.h"

enum { ALTERNATES = 3, NEAREST = 8, SETTLED_MAX = 1024 };

/* A partner that could come to a city, and what the list would lose by it. */
struct candidate {
	struct pairing_alternate at;
	struct pairing_why       why;
	bool                     settled;	/* `why` is known */
	uint32_t                 turn;		/* by gap, then id */
};

static int
compare_numbers(int64_t x, int64_t y)
{
	return x < y ? -1 : x > y;
}

/* What is settled stands by its exact loss; the rest follows in the order of the gaps. */
static int
compare_candidates(const void *a, const void *b)
{
	const struct candidate      *x = a, *y = b;
	const struct pairing_amount *p = &x->why.loss, *q = &y->why.loss;
	int order = compare_numbers(y->settled, x->settled);

	if (order == 0 && x->settled) {
		order = compare_numbers(p->pins, q->pins);
		order = order != 0 ? order : compare_numbers(p->cities, q->cities);
		order = order != 0 ? order : compare_numbers(p->minimums, q->minimums);
		order = order != 0 ? order : compare_numbers(p->score, q->score);
		order = order != 0 ? order : compare_numbers(p->tie, q->tie);
	}
	return order != 0 ? order : compare_numbers(x->turn, y->turn);
}

/*
 * The nearest partners of every city. What each would cost is exact as long as there are
 * not very many; then the gaps, which are never larger, have to do.
 */
static struct candidate *
find_candidates(const struct pairing_job *job, uint32_t *counts)
{
	uint32_t                  cities = job->problem.city_count, left = SETTLED_MAX;
	struct pairing_alternate *nearest = arena_alloc(job->mem, (size_t)cities * NEAREST * sizeof(*nearest));
	struct candidate         *out = arena_alloc(job->mem, (size_t)cities * NEAREST * sizeof(*out));

	pairing_alternates(&job->problem, &job->result->answer, NEAREST, nearest, counts);
	for (uint32_t c = 0; c < cities; c++) {
		struct candidate *of_city = &out[(size_t)c * NEAREST];

		for (uint32_t i = 0; i < counts[c]; i++) {
			of_city[i] = (struct candidate){ .at = nearest[(size_t)c * NEAREST + i], .turn = i };
			if (cities > SETTLED_MAX / NEAREST || left == 0)
				continue;
			left--;
			of_city[i].settled = true;
			of_city[i].why = pairing_why_not(&job->problem, &job->result->answer, of_city[i].at.partner,
				of_city[i].at.project);
		}
		qsort(of_city, counts[c], sizeof(*of_city), compare_candidates);
	}
	return out;
}

static bool
is_only_score(const struct pairing_amount *a)
{
	return a->pins == 0 && a->cities == 0 && a->minimums == 0;
}

static struct list
tell_alternates(const struct pairing_job *job, const struct candidate *of_city, uint32_t count)
{
	struct alternate_line *lines = arena_alloc(job->mem, ALTERNATES * sizeof(*lines));
	struct list            out = { .items = lines };

	for (uint32_t i = 0; i < count && out.count < ALTERNATES; i++) {
		const struct pairing_alternate *a = &of_city[i].at;

		lines[out.count++] = (struct alternate_line){
			.partner.at = brief_partner(job->mem, pairing_view_of(job, a->partner, 0).profile),
			.project = brief_project(job->view, a->project),
			.score = a->score,
			.shown = shown_score(job->mem, a->score),
			.loss = { .known = of_city[i].settled && is_only_score(&of_city[i].why.loss),
				.value = of_city[i].why.loss.score },
		};
	}
	return out;
}

static bool
is_dropped(const struct pairing_why *why, const struct pairing_made *made)
{
	for (uint32_t i = 0; i < why->dropped_count && i < PAIRING_CHAIN_MAX; i++)
		if (why->dropped[i].partner == made->partner && why->dropped[i].project == made->project)
			return true;
	return false;
}

/* Would the line make way for this one at no loss but of the lot? Without the exact loss, its gap tells. */
static bool
ties_with(const struct candidate *c, const struct pairing_made *made)
{
	const struct pairing_amount *a = c->settled ? &c->why.loss : &c->at.gap;

	return is_only_score(a) && a->score == 0 &&
		(c->settled ? is_dropped(&c->why, made) : made->project == c->at.project);
}

static bool
hangs_on_a_tie(const struct pairing_job *job, const struct candidate *all, const uint32_t *counts,
	const struct pairing_made *made)
{
	uint32_t city = job->view->model.projects[made->project].city;

	for (uint32_t i = 0; i < counts[city]; i++)
		if (ties_with(&all[(size_t)city * NEAREST + i], made))
			return true;
	return false;
}

uint32_t
pairing_flags(const struct pairing_job *job, uint32_t project, const struct score *score)
{
	const struct model *m = &job->view->model;
	bool                flips = m->cities[m->projects[project].city].label_flips;

	return (flips && (score->known & BIT(PART_QUADRANT)) ? BIT(FLAG_THRESHOLD) : 0) |
		(m->projects[project].inferred ? BIT(FLAG_INFERRED_NEEDS) : 0);
}

static void
tell_pairings(struct pairing_job *job)
{
	const struct pairing_answer *answer = &job->result->answer;
	const struct model          *m = &job->view->model;
	struct pairing_line         *lines = arena_alloc(job->mem, answer->made_count * sizeof(*lines));
	uint32_t                    *counts = arena_alloc(job->mem, m->city_count * sizeof(*counts));
	const struct candidate      *candidates = find_candidates(job, counts);

	for (uint32_t i = 0; i < answer->made_count; i++) {
		const struct pairing_made *made = &answer->made[i];
		struct pair_view           pair = pairing_view_of(job, made->partner, made->project);
		struct score               score = score_pair(m, pair.partner, made->project);
		struct sentence            reason = explain_reason(job->mem, &pair, &score);
		uint32_t                   city = m->projects[made->project].city;

		lines[i] = (struct pairing_line){
			.number = i + 1,
			.city = brief_city(job->view, city),
			.project = brief_project(job->view, made->project),
			.partner.at = brief_partner(job->mem, pair.profile),
			.score = made->score,
			.shown = shown_score(job->mem, made->score),
			.coverage = score.coverage,
			.pinned = made->pinned,
			.kept = made->kept,
			.flags = pairing_flags(job, made->project, &score) |
				(hangs_on_a_tie(job, candidates, counts, made) ? BIT(FLAG_TIE) : 0),
			.reason_en = reason.en,
			.reason_ko = reason.ko,
			.parts = explain_parts(job->mem, &pair, &score),
			.alternates = tell_alternates(job, &candidates[(size_t)city * NEAREST], counts[city]),
		};
	}
	job->list.pairings = (struct list){ .items = lines, .count = answer->made_count };
}

/* Where a partner scores most, among what no gate shuts or, if all is shut, among all. */
static uint32_t
best_project(const struct pairing_job *job, uint32_t partner, struct score *best)
{
	const struct model *m = &job->view->model;
	uint32_t            at = 0;

	*best = score_pair(m, view_partner(job->view, partner), 0);
	for (uint32_t i = 1; i < m->project_count; i++) {
		struct score s = score_pair(m, view_partner(job->view, partner), i);

		if ((s.gates == 0) != (best->gates == 0) ? s.gates == 0 : s.total > best->total) {
			*best = s;
			at = i;
		}
	}
	return at;
}

static struct sentence
why_unpaired(const struct pairing_job *job, uint32_t partner)
{
	struct score       best;
	uint32_t           project = best_project(job, partner, &best);
	struct pair_view   pair = pairing_view_of(job, partner, project);
	struct pairing_why why;

	if (job->problem.partners[partner].max == 0)
		return tell(job->mem, SAY_UNPAIRED_FULL, NULL);
	if (best.gates != 0) {
		struct list             gates = explain_gates(job->mem, &pair, best.gates);
		const struct gate_line *first = gates.items;

		return TELL(job->mem, SAY_UNPAIRED_SHUT, pairing_name_project(job, project),
			{ first->en, first->ko });
	}
	if (best.total < job->request->floor)
		return TELL(job->mem, SAY_UNPAIRED_LOW, pairing_name_project(job, project), pairing_points(job, best.total));
	why = pairing_why_not(&job->problem, &job->result->answer, partner, project);
	if (why.rise < 0)
		return TELL(job->mem, SAY_UNPAIRED_NEVER, pairing_name_project(job, project), pairing_points(job, best.total));
	return TELL(job->mem, SAY_UNPAIRED_OUTBID, pairing_name_project(job, project), pairing_points(job, best.total),
		pairing_points_up(job, why.rise));
}

static void
tell_unpaired(struct pairing_job *job)
{
	const struct pairing_answer *answer = &job->result->answer;
	uint32_t                     n = job->problem.partner_count;
	bool                        *paired = arena_alloc(job->mem, n * sizeof(*paired));
	struct left_over            *lines = arena_alloc(job->mem, n * sizeof(*lines));

	for (uint32_t i = 0; i < answer->made_count; i++)
		paired[answer->made[i].partner] = true;
	job->list.unpaired.items = lines;
	for (uint32_t i = 0; i < n; i++) {
		struct sentence why;

		/* Drafts and profiles under review never came into question. */
		if (paired[i] || !view_partner(job->view, i)->verified)
			continue;
		why = why_unpaired(job, i);
		lines[job->list.unpaired.count++] = (struct left_over){
			.partner.at = brief_partner(job->mem, pairing_view_of(job, i, 0).profile), .en = why.en, .ko = why.ko };
	}
}

void
pairing_tell(struct pairing_job *job)
{
	struct pairing_request *asked = arena_alloc(job->mem, sizeof(*asked));
	struct pairing_totals  *totals = arena_alloc(job->mem, sizeof(*totals));

	/* A rehearsal and the list itself are the same list. */
	*asked = *job->request;
	asked->dry_run = false;
	asked->policy = job->view->document->id;
	asked->as_of = job->view->as_of;
	*totals = (struct pairing_totals){
		.cities = job->view->model.city_count,
		.cities_covered = job->result->answer.sum.cities,
		.pairings = job->result->answer.made_count,
		.score = job->result->answer.sum.score,
		.shortfall = (int64_t)job->result->answer.sum.shortfall,
		.changes = job->result->answer.sum.changes,
		.change_cost = job->result->answer.sum.change_cost,
	};
	job->list = (struct pairing_list){
		.state = -1,
		.meeting = asked->meeting,
		.policy = asked->policy,
		.snapshot = job->view->catalogue->snapshot,
		.as_of = asked->as_of,
		.constraints.at = asked,
		.totals.at = totals,
		.certificate.at = pairing_certify(job),
	};
	tell_pairings(job);
	tell_unpaired(job);
	pairing_tell_shorts(job);
}
