/*
 * A solved pairing list as a message: its lines with their reasons, who is
 * left over and why, what could not be kept.
 */
#include <string.h>

#include "engine/explain.h"
#include "engine/pairing.h"
#include "engine/tell.h"

enum { ALTERNATES = 3, NEAREST = 8 };

static const struct partner *
partner_at(const struct pairing_job *job, uint32_t index)
{
	return catalogue_at(job->view->catalogue, RECORD_PARTNER, index);
}

static struct pair_view
pair_of(const struct pairing_job *job, uint32_t partner, uint32_t project)
{
	return (struct pair_view){ job->view, partner_at(job, partner), &job->view->partners[partner], project };
}

static struct sentence
name_partner(const struct pairing_job *job, uint32_t index)
{
	const struct partner *p = partner_at(job, index);

	return either_name(p->name_en, p->name_ko);
}

static struct sentence
name_city(const struct pairing_job *job, uint32_t index)
{
	const struct city *c = catalogue_at(job->view->catalogue, RECORD_CITY, index);

	return either_name(c->name_en, c->name_ko);
}

/* A project by its city and its title. */
static struct sentence
name_project(const struct pairing_job *job, uint32_t index)
{
	const struct project_brief *b = brief_project(job->mem, job->view, index);
	struct sentence             city = name_city(job, job->view->model.projects[index].city);

	return (struct sentence){
		arena_printf(job->mem, "%s: %s", city.en, b->title_en),
		arena_printf(job->mem, "%s: %s", city.ko, b->title_ko),
	};
}

static struct sentence
name_quota(const struct pairing_job *job, uint32_t index)
{
	const struct quota_rule *rule = (const struct quota_rule *)job->request->quotas.items + index;
	const struct word       *group = &quota_group_vocab.words[rule->group];

	return (struct sentence){
		arena_printf(job->mem, "%s %s", group->en, rule->id),
		arena_printf(job->mem, "%s %s", group->ko, rule->id),
	};
}

static struct sentence
name_set(const struct pairing_job *job, enum pairing_set set, uint32_t which)
{
	switch (set) {
	case PAIRING_SET_PARTNER:
		return name_partner(job, which);
	case PAIRING_SET_PROJECT:
		return name_project(job, which);
	case PAIRING_SET_CITY:
		return name_city(job, which);
	case PAIRING_SET_QUOTA:
		break;
	}
	return name_quota(job, which);
}

static struct sentence
number(const struct pairing_job *job, int64_t n)
{
	return both_languages(arena_printf(job->mem, "%lld", (long long)n));
}

static struct sentence
points(const struct pairing_job *job, int64_t score)
{
	return both_languages(shown_score(job->mem, score));
}

static struct list
tell_alternates(const struct pairing_job *job, const struct pairing_alternate *nearest, uint32_t count,
	uint32_t project)
{
	struct alternate_line *lines = arena_alloc(job->mem, ALTERNATES * sizeof(*lines));
	struct list            out = { .items = lines };

	for (uint32_t i = 0; i < count && out.count < ALTERNATES; i++)
		if (nearest[i].project == project)
			lines[out.count++] = (struct alternate_line){
				.partner.at = brief_partner(job->mem, partner_at(job, nearest[i].partner)),
				.score = nearest[i].score,
				.shown = shown_score(job->mem, nearest[i].score),
			};
	return out;
}

static void
tell_pairings(struct pairing_job *job)
{
	const struct pairing_answer *answer = &job->result->answer;
	const struct model          *m = &job->view->model;
	struct pairing_line         *lines = arena_alloc(job->mem, answer->made_count * sizeof(*lines));
	struct pairing_alternate    *nearest = arena_alloc(job->mem, m->city_count * NEAREST * sizeof(*nearest));
	uint32_t                    *counts = arena_alloc(job->mem, m->city_count * sizeof(*counts));

	pairing_alternates(&job->problem, answer, NEAREST, nearest, counts);
	for (uint32_t i = 0; i < answer->made_count; i++) {
		const struct pairing_made *made = &answer->made[i];
		struct pair_view           pair = pair_of(job, made->partner, made->project);
		struct score               score = score_pair(m, pair.partner, made->project);
		struct sentence            reason = explain_reason(job->mem, &pair, &score);
		uint32_t                   city = m->projects[made->project].city;

		lines[i] = (struct pairing_line){
			.number = i + 1,
			.city.at = brief_city(job->mem, job->view, city),
			.project.at = brief_project(job->mem, job->view, made->project),
			.partner.at = brief_partner(job->mem, pair.profile),
			.score = made->score,
			.shown = shown_score(job->mem, made->score),
			.coverage = score.coverage,
			.pinned = made->pinned,
			.flags = (m->cities[city].label_flips && (score.known & BIT(PART_QUADRANT)) ?
					BIT(FLAG_THRESHOLD) : 0) |
				(m->projects[made->project].inferred ? BIT(FLAG_INFERRED_NEEDS) : 0),
			.reason_en = reason.en,
			.reason_ko = reason.ko,
			.parts = explain_parts(job->mem, &pair, &score),
			.alternates = tell_alternates(job, &nearest[city * NEAREST], counts[city], made->project),
		};
	}
	job->list.pairings = (struct list){ .items = lines, .count = answer->made_count };
}

/* The names of some blockers of a block, joined: "A, B". */
static struct sentence
name_blockers(const struct pairing_job *job, const struct pairing_block *block, enum pairing_set set, bool full)
{
	struct sentence out = both_languages("");

	for (uint32_t i = 0; i < block->count; i++) {
		const struct pairing_blocker *b = &job->result->blockers[block->first + i];
		struct sentence               name;

		if (b->set != set || (b->reason == PAIRING_BLOCK_FULL) != full || b->reason == PAIRING_BLOCK_ALONE)
			continue;
		name = name_set(job, b->set, b->which);
		out.en = arena_printf(job->mem, "%s%s%s", out.en, *out.en == '\0' ? "" : ", ", name.en);
		out.ko = arena_printf(job->mem, "%s%s%s", out.ko, *out.ko == '\0' ? "" : ", ", name.ko);
	}
	return out;
}

static void
tell_uncovered(struct pairing_job *job)
{
	const struct pairing_result *r = job->result;
	struct left_over            *lines = arena_alloc(job->mem, r->short_count * sizeof(*lines));

	job->list.uncovered.items = lines;
	for (uint32_t i = 0; i < r->short_count; i++) {
		const struct pairing_short *s = &r->shorts[i];
		struct sentence             full, why;

		if (s->set != PAIRING_SET_CITY)
			continue;
		full = name_blockers(job, &r->blocks[s->block], PAIRING_SET_PARTNER, true);
		why = *full.en == '\0' ?
			TELL(job->mem, SAY_UNCOVERED_ALONE, name_city(job, s->which)) :
			TELL(job->mem, SAY_UNCOVERED_FULL,
				name_blockers(job, &r->blocks[s->block], PAIRING_SET_CITY, false), full);
		lines[job->list.uncovered.count++] = (struct left_over){
			.city.at = brief_city(job->mem, job->view, s->which), .en = why.en, .ko = why.ko };
	}
}

/* Where a partner scores most, among what no gate shuts or, if all is shut, among all. */
static uint32_t
best_project(const struct pairing_job *job, uint32_t partner, struct score *best)
{
	const struct model *m = &job->view->model;
	uint32_t            at = 0;

	*best = score_pair(m, &job->view->partners[partner], 0);
	for (uint32_t i = 1; i < m->project_count; i++) {
		struct score s = score_pair(m, &job->view->partners[partner], i);

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
	struct pair_view   pair = pair_of(job, partner, project);
	struct pairing_why why;

	if (job->problem.partners[partner].max == 0)
		return tell(job->mem, SAY_UNPAIRED_FULL, NULL);
	if (best.gates != 0) {
		struct list             gates = explain_gates(job->mem, &pair, best.gates);
		const struct gate_line *first = gates.items;

		return TELL(job->mem, SAY_UNPAIRED_SHUT, name_project(job, project),
			{ first->en, first->ko });
	}
	if (best.total < job->request->floor)
		return TELL(job->mem, SAY_UNPAIRED_LOW, name_project(job, project), points(job, best.total));
	why = pairing_why_not(&job->problem, &job->result->answer, partner, project);
	if (why.rise < 0)
		return TELL(job->mem, SAY_UNPAIRED_NEVER, name_project(job, project), points(job, best.total));
	return TELL(job->mem, SAY_UNPAIRED_OUTBID, name_project(job, project), points(job, best.total),
		points(job, why.rise));
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
		if (paired[i] || !job->view->partners[i].verified)
			continue;
		why = why_unpaired(job, i);
		lines[job->list.unpaired.count++] = (struct left_over){
			.partner.at = brief_partner(job->mem, partner_at(job, i)), .en = why.en, .ko = why.ko };
	}
}

static struct sentence
tell_pin_fault(const struct pairing_job *job, const struct pairing_pin_fault *f)
{
	struct sentence  partner = name_partner(job, f->pair.partner), project = name_project(job, f->pair.project);
	struct pair_view pair = pair_of(job, f->pair.partner, f->pair.project);
	struct score     score;
	struct list      gates;

	switch (f->reason) {
	case PAIRING_PIN_BANNED:
		return TELL(job->mem, SAY_PIN_BANNED, partner, project);
	case PAIRING_PIN_BLOCKED:
		score = score_pair(&job->view->model, pair.partner, pair.project);
		gates = explain_gates(job->mem, &pair, score.gates);
		return TELL(job->mem, SAY_PIN_SHUT, partner, project,
			{ ((struct gate_line *)gates.items)->en, ((struct gate_line *)gates.items)->ko });
	case PAIRING_PIN_PARTNER:
		return TELL(job->mem, SAY_PIN_CAPACITY, partner, project, partner, number(job, f->max));
	case PAIRING_PIN_PROJECT:
		return TELL(job->mem, SAY_PIN_CAPACITY, partner, project, project, number(job, f->max));
	case PAIRING_PIN_QUOTA:
		break;
	}
	return TELL(job->mem, SAY_PIN_CAPACITY, partner, project, name_quota(job, f->which), number(job, f->max));
}

static void
tell_problems(struct pairing_job *job)
{
	const struct pairing_result *r = job->result;
	struct sentence             *lines = arena_alloc(job->mem, (r->pin_fault_count + r->short_count) * sizeof(*lines));
	size_t                       n = 0;

	for (uint32_t i = 0; i < r->pin_fault_count; i++)
		lines[n++] = tell_pin_fault(job, &r->pin_faults[i]);
	for (uint32_t i = 0; i < r->short_count; i++) {
		const struct pairing_short *s = &r->shorts[i];

		if (s->set != PAIRING_SET_CITY)	/* uncovered cities have a place of their own */
			lines[n++] = TELL(job->mem, SAY_SHORT_OF, name_set(job, s->set, s->which),
				number(job, s->need), number(job, s->got));
	}
	job->list.problems = (struct list){ .items = lines, .count = n };
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
	};
	job->list = (struct pairing_list){
		.state = -1,
		.meeting = asked->meeting,
		.policy = asked->policy,
		.snapshot = job->view->catalogue->snapshot,
		.as_of = asked->as_of,
		.constraints.at = asked,
		.totals.at = totals,
	};
	tell_pairings(job);
	tell_uncovered(job);
	tell_unpaired(job);
	tell_problems(job);
}
