/*
 * GET /v1/pairing-lists/{id}/why-not: what kept a pair out of a list, exactly,
 * and the smallest change that would have brought it in.
 */
#include "engine/basis.h"
#include "engine/routes.h"
#include "engine/tell.h"
#include "proto/pairing_answer.h"

/* The pair in the list's own data; what came later was not known then. */
static enum step
find_pair(struct request *r)
{
	const struct why_query *asked = r->query;
	const struct catalogue *c = r->basis;
	const char             *place = asked->project != NULL ? asked->project : asked->city;
	bool                    known = catalogue_find(c, asked->project != NULL ? RECORD_PROJECT : RECORD_CITY, place) >= 0;

	if (known && catalogue_find(c, RECORD_PARTNER, asked->partner) >= 0)
		return STEP_NEXT;
	r->problem.code = PROBLEM_BAD_QUERY;
	problem_at(&r->problem, !known ? asked->project != NULL ? "project" : "city" : "partner", SAY_WHY_NOT_KNOWN_THEN,
		!known ? place : asked->partner);
	return req_failed(r);
}

static const struct amount_line *
amount_line(struct arena *mem, const struct pairing_amount *a)
{
	struct amount_line *line = arena_alloc(mem, sizeof(*line));

	*line = (struct amount_line){ a->pins, a->cities, a->minimums, a->score, a->tie };
	return line;
}

static struct list
tell_pairs(const struct pairing_job *job, const struct pairing_pair *pairs, uint32_t count)
{
	uint32_t         kept = count < PAIRING_CHAIN_MAX ? count : PAIRING_CHAIN_MAX;
	struct why_pair *lines = arena_alloc(job->mem, kept * sizeof(*lines));

	for (uint32_t i = 0; i < kept; i++)
		lines[i] = (struct why_pair){
			.partner.at = brief_partner(job->mem, pairing_view_of(job, pairs[i].partner, 0).profile),
			.city = brief_city(job->view, job->view->model.projects[pairs[i].project].city),
			.project = brief_project(job->view, pairs[i].project),
		};
	return (struct list){ .items = lines, .count = kept };
}

static struct sentence
name_pairs(const struct pairing_job *job, const struct pairing_pair *pairs, uint32_t count)
{
	struct sentence out = both_languages("");

	for (uint32_t i = 0; i < count && i < PAIRING_CHAIN_MAX; i++)
		out = pairing_join(job->mem, out, ", ", pairing_name_pair(job, pairs[i].partner, pairs[i].project));
	return count <= PAIRING_CHAIN_MAX ? out : pairing_join(job->mem, out, ", ", both_languages("..."));
}

/* What the list would lose: the first objective that is touched says it. */
static struct sentence
tell_loss(const struct pairing_job *job, const struct pairing_why *why)
{
	const struct {
		int64_t  amount;
		enum say say;
	} rows[] = {
		{ why->loss.pins, SAY_WHY_LOSES_PIN }, { why->loss.cities, SAY_WHY_LOSES_CITY },
		{ why->loss.minimums, SAY_WHY_LOSES_MINIMUM },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (rows[i].amount != 0)
			return TELL(job->mem, rows[i].say, pairing_number(job, rows[i].amount));
	return why->loss.score == 0 ? tell(job->mem, SAY_WHY_LOSES_TIE, NULL) :
		TELL(job->mem, SAY_WHY_LOSES, pairing_points(job, why->loss.score));
}

static struct sentence
tell_outbid(const struct pairing_job *job, const struct pairing_why *why)
{
	struct sentence out = TELL(job->mem, why->gap.score > 0 ? SAY_WHY_IS_OUTBID : SAY_WHY_IS_WEIGHED,
		pairing_name_partner(job, why->partner), pairing_name_project(job, why->project),
		pairing_points(job, why->score), pairing_points(job, why->gap.score));

	out = pairing_join(job->mem, out, " ", tell_loss(job, why));
	if (why->dropped_count > 0)
		out = pairing_join(job->mem, out, " ", TELL(job->mem, SAY_WHY_DROPS,
			name_pairs(job, why->dropped, why->dropped_count)));
	if (why->added_count > 0)
		out = pairing_join(job->mem, out, " ", TELL(job->mem, SAY_WHY_ADDS,
			name_pairs(job, why->added, why->added_count)));
	return out;
}

static struct sentence
tell_why(const struct pairing_job *job, const struct pairing_why *why, const struct list *gates, int64_t score)
{
	struct sentence partner = pairing_name_partner(job, why->partner);
	struct sentence project = pairing_name_project(job, why->project);
	struct sentence all = both_languages("");

	switch (why->reason) {
	case PAIRING_WHY_PAIRED:
		return TELL(job->mem, SAY_WHY_IS_PAIRED, partner, project);
	case PAIRING_WHY_BANNED:
		return TELL(job->mem, SAY_WHY_IS_BANNED, partner, project);
	case PAIRING_WHY_BLOCKED:
		for (size_t i = 0; i < gates->count; i++) {
			const struct gate_line *gate = (const struct gate_line *)gates->items + i;

			all = pairing_join(job->mem, all, " ", (struct sentence){ gate->en, gate->ko });
		}
		return TELL(job->mem, SAY_WHY_IS_SHUT, partner, project, all);
	case PAIRING_WHY_FLOOR:
		return TELL(job->mem, SAY_WHY_IS_LOW, partner, project, pairing_points(job, score),
			pairing_points(job, job->problem.floor));
	case PAIRING_WHY_NO_ROOM:
		return TELL(job->mem, SAY_WHY_IS_FULL, partner, project);
	case PAIRING_WHY_OUTBID:
		break;
	}
	return tell_outbid(job, why);
}

static struct sentence
tell_change(const struct pairing_job *job, const struct pairing_why *why, int64_t score)
{
	switch (why->reason) {
	case PAIRING_WHY_PAIRED:
		return tell(job->mem, SAY_CHANGE_NOTHING, NULL);
	case PAIRING_WHY_BANNED:
		return tell(job->mem, SAY_CHANGE_LIFT_BAN, NULL);
	case PAIRING_WHY_BLOCKED:
		return tell(job->mem, SAY_CHANGE_OPEN_GATE, NULL);
	case PAIRING_WHY_FLOOR:
		return TELL(job->mem, SAY_CHANGE_LOWER_FLOOR, pairing_points(job, score));
	case PAIRING_WHY_NO_ROOM:
		return tell(job->mem, SAY_CHANGE_MORE_ROOM, NULL);
	case PAIRING_WHY_OUTBID:
		break;
	}
	return why->rise < 0 ? tell(job->mem, SAY_CHANGE_PIN_ONLY, NULL) :
		TELL(job->mem, SAY_CHANGE_RISE, pairing_points_up(job, why->rise));
}

static struct why_not *
tell_answer(const struct pairing_job *job, const struct pairing_why *why)
{
	struct why_not  *out = arena_alloc(job->mem, sizeof(*out));
	struct pair_view pair = pairing_view_of(job, why->partner, why->project);
	struct score     score = score_pair(&job->view->model, pair.partner, why->project);
	bool             priced = why->reason == PAIRING_WHY_OUTBID;
	struct sentence  said, change;

	*out = (struct why_not){
		.partner.at = brief_partner(job->mem, pair.profile),
		.city = brief_city(job->view, job->view->model.projects[why->project].city),
		.project = brief_project(job->view, why->project),
		.reason = (int)why->reason,
		.score = score.total,
		.shown = shown_score(job->mem, score.total),
		.gates = explain_gates(job->mem, &pair, score.gates),
		.partner_price.at = amount_line(job->mem, &why->partner_price),
		.project_price.at = amount_line(job->mem, &why->project_price),
		.gap.at = priced ? amount_line(job->mem, &why->gap) : NULL,
		.loss.at = priced ? amount_line(job->mem, &why->loss) : NULL,
		.rise = { .known = priced && why->rise >= 0, .value = why->rise },
		.dropped = tell_pairs(job, why->dropped, why->dropped_count),
		.added = tell_pairs(job, why->added, why->added_count),
	};
	said = tell_why(job, why, &out->gates, score.total);
	change = tell_change(job, why, score.total);
	out->en = said.en;
	out->ko = said.ko;
	out->change_en = change.en;
	out->change_ko = change.ko;
	return out;
}

static void
explain(struct request *r)
{
	struct basis           *b = r->state;
	const struct why_query *asked = r->query;
	const struct catalogue *c = r->basis;
	uint32_t                partner = (uint32_t)catalogue_find(c, RECORD_PARTNER, asked->partner);
	struct pairing_why      why;

	if (asked->project != NULL)
		why = pairing_why_not(&b->job.problem, &b->job.result->answer, partner,
			(uint32_t)catalogue_find(c, RECORD_PROJECT, asked->project));
	else
		pairing_why_not_city(&b->job.problem, &b->job.result->answer, partner,
			(uint32_t)catalogue_find(c, RECORD_CITY, asked->city), &why);
	b->answer = tell_answer(&b->job, &why);
}

static enum step
work(struct request *r)
{
	return req_work(r, explain);
}

static enum step
reply(struct request *r)
{
	return req_reply(r, ((const struct basis *)r->state)->answer);
}

step_fn *const list_why_not[] = { basis_ask, basis_read, basis_hold, basis_view, basis_prepare, find_pair, work, reply, NULL };
