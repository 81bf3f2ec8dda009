/*
 * What a list could not keep, in words: pins, minimums, cities without a
 * partner; and what stands in the way of them, by name and by rule.
 */
#include "engine/pairing.h"
#include "engine/tell.h"

#define NONE_YET both_languages("")

static const struct pairing_blocker *
blocker_at(const struct pairing_job *job, const struct pairing_block *block, uint32_t i)
{
	return &job->result->blockers[block->first + i];
}

static bool
needs(const struct pairing_blocker *b)
{
	return b->reason == PAIRING_BLOCK_SHORT || b->reason == PAIRING_BLOCK_NEEDS;
}

/* "Battambang, Siem Reap need 3 pairings in all and get 2": when several cities (projects, partners) share it. */
static struct sentence
tell_needs(const struct pairing_job *job, const struct pairing_block *block, enum pairing_set set)
{
	struct sentence names = NONE_YET;
	uint32_t        n = 0;
	int64_t         min = 0, got = 0;

	for (uint32_t i = 0; i < block->count; i++) {
		const struct pairing_blocker *b = blocker_at(job, block, i);

		if (!needs(b) || b->set != set)
			continue;
		n++;
		min += b->min;
		got += b->got;
		names = pairing_join(job->mem, names, ", ", pairing_name_set(job, b->set, b->which));
	}
	return n < 2 ? NONE_YET :
		TELL(job->mem, SAY_BLOCK_NEED, names, pairing_number(job, min), pairing_number(job, got));
}

/* Who could serve, and is full. */
static struct sentence
tell_servers(const struct pairing_job *job, const struct pairing_block *block)
{
	struct sentence names = NONE_YET, out = NONE_YET;
	uint32_t        n = 0;
	int64_t         max = 0;

	for (uint32_t i = 0; i < block->count; i++) {
		const struct pairing_blocker *b = blocker_at(job, block, i);
		struct sentence               name;

		if (b->reason != PAIRING_BLOCK_FULL && b->reason != PAIRING_BLOCK_PINNED)
			continue;
		name = pairing_name_set(job, b->set, b->which);
		if (b->reason == PAIRING_BLOCK_PINNED) {
			out = pairing_join(job->mem, out, " ", TELL(job->mem, SAY_BLOCK_PINNED, name));
		} else if (b->set == PAIRING_SET_QUOTA) {
			out = pairing_join(job->mem, out, " ",
				TELL(job->mem, SAY_BLOCK_FULL, name, pairing_number(job, b->max)));
		} else {
			names = pairing_join(job->mem, names, ", ", name);
			max += b->max;
			n++;
		}
	}
	if (n > 0)
		return pairing_join(job->mem, TELL(job->mem, SAY_BLOCK_ONLY, names, pairing_number(job, max)), " ", out);
	return *out.en != '\0' ? out : tell(job->mem, SAY_BLOCK_NOBODY, NULL);
}

struct outsiders {
	uint32_t all, gated, banned, low, empty;
	uint32_t gates;		/* which ones */
};

static bool
is_banned(const struct pairing_job *job, uint32_t partner, uint32_t project)
{
	const struct pairing_pairs *bans = &job->problem.bans;

	for (size_t i = 0; i < bans->count; i++)
		if (bans->at[i].partner == partner && bans->at[i].project == project)
			return true;
	return false;
}

/* Is the project one of those that need somebody: itself, or its city? */
static bool
is_in_need(const struct pairing_job *job, const struct pairing_block *block, uint32_t project)
{
	for (uint32_t i = 0; i < block->count; i++) {
		const struct pairing_blocker *b = blocker_at(job, block, i);

		if (needs(b) && ((b->set == PAIRING_SET_CITY && b->which == job->view->model.projects[project].city) ||
		    (b->set == PAIRING_SET_PROJECT && b->which == project)))
			return true;
	}
	return false;
}

/* What keeps a partner out of all that needs it: the mildest of its reasons counts. */
static void
count_outsider(const struct pairing_job *job, const uint32_t *projects, size_t count, uint32_t partner,
	struct outsiders *out)
{
	const struct model *m = &job->view->model;
	uint32_t            gates = 0;
	bool                low = false, banned = false;

	out->all++;
	if (job->problem.partners[partner].max == 0) {
		out->empty++;
		return;
	}
	for (size_t i = 0; i < count; i++) {
		struct score s = score_pair(m, view_partner(job->view, partner), projects[i]);

		gates |= s.gates;
		if (s.gates == 0 && is_banned(job, partner, projects[i]))
			banned = true;
		else if (s.gates == 0 && s.total < job->problem.floor)
			low = true;
	}
	if (low) {
		out->low++;
	} else if (banned) {
		out->banned++;
	} else if (gates != 0) {
		out->gated++;
		out->gates |= gates;
	}
}

static struct sentence
name_gates(const struct pairing_job *job, uint32_t gates)
{
	struct sentence out = NONE_YET;

	for (int g = 0; g < GATES; g++)
		if (gates & BIT(g))
			out = pairing_join(job->mem, out, ", ",
				(struct sentence){ gate_vocab.words[g].en, gate_vocab.words[g].ko });
	return out;
}

static struct sentence
tell_outsiders(const struct pairing_job *job, const struct outsiders *out)
{
	const struct {
		enum say say;
		uint32_t count;
	} rows[] = {
		{ SAY_BLOCK_GATES, out->gated }, { SAY_BLOCK_BANS, out->banned }, { SAY_BLOCK_FLOOR, out->low },
		{ SAY_BLOCK_EMPTY, out->empty },
	};
	struct sentence all = NONE_YET;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (rows[i].count > 0)
			all = pairing_join(job->mem, all, ", ", TELL(job->mem, rows[i].say,
				pairing_number(job, rows[i].count), name_gates(job, out->gates)));
	return *all.en == '\0' ? all :
		TELL(job->mem, out->all == job->problem.partner_count ? SAY_BLOCK_ALL : SAY_BLOCK_OTHERS,
			pairing_number(job, out->all), all);
}

/* Why nobody else comes: by the rule that keeps each of the others out. */
static struct sentence
tell_others(const struct pairing_job *job, const struct pairing_block *block)
{
	uint32_t        *projects = arena_alloc(job->mem, job->problem.project_count * sizeof(*projects));
	size_t           count = 0;
	struct outsiders out = { 0 };

	for (uint32_t i = 0; i < job->problem.project_count; i++)
		if (is_in_need(job, block, i))
			projects[count++] = i;
	for (uint32_t i = 0; i < job->problem.partner_count && count > 0; i++) {
		bool serves = false;

		for (uint32_t k = 0; k < block->count; k++)
			serves = serves || (blocker_at(job, block, k)->set == PAIRING_SET_PARTNER &&
				blocker_at(job, block, k)->which == i);
		if (!serves)
			count_outsider(job, projects, count, i, &out);
	}
	return tell_outsiders(job, &out);
}

static struct sentence
tell_block(const struct pairing_job *job, const struct pairing_block *block)
{
	struct sentence out = tell_needs(job, block, PAIRING_SET_CITY);

	if (*out.en == '\0')
		out = tell_needs(job, block, PAIRING_SET_PARTNER);
	out = pairing_join(job->mem, out, " ", tell_servers(job, block));
	return pairing_join(job->mem, out, " ", tell_others(job, block));
}

static struct sentence
tell_pin_fault(const struct pairing_job *job, const struct pairing_pin_fault *f)
{
	struct sentence  partner = pairing_name_partner(job, f->pair.partner);
	struct sentence  project = pairing_name_project(job, f->pair.project);
	struct pair_view pair = pairing_view_of(job, f->pair.partner, f->pair.project);
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
		return TELL(job->mem, SAY_PIN_CAPACITY, partner, project, partner, pairing_number(job, f->max));
	case PAIRING_PIN_PROJECT:
		return TELL(job->mem, SAY_PIN_CAPACITY, partner, project, project, pairing_number(job, f->max));
	case PAIRING_PIN_QUOTA:
		break;
	}
	return TELL(job->mem, SAY_PIN_CAPACITY, partner, project, pairing_name_quota(job, f->which),
		pairing_number(job, f->max));
}

/* Cities without a partner have a place of their own; all else is a problem. */
void
pairing_tell_shorts(struct pairing_job *job)
{
	const struct pairing_result *r = job->result;
	struct sentence             *blocks = arena_alloc(job->mem, r->block_count * sizeof(*blocks));
	struct left_over            *cities = arena_alloc(job->mem, r->short_count * sizeof(*cities));
	struct sentence             *problems = arena_alloc(job->mem,
		(r->pin_fault_count + r->short_count) * sizeof(*problems));

	job->list.uncovered.items = cities;
	job->list.problems.items = problems;
	for (uint32_t i = 0; i < r->block_count; i++)
		blocks[i] = tell_block(job, &r->blocks[i]);
	for (uint32_t i = 0; i < r->pin_fault_count; i++)
		problems[job->list.problems.count++] = tell_pin_fault(job, &r->pin_faults[i]);
	for (uint32_t i = 0; i < r->short_count; i++) {
		const struct pairing_short *s = &r->shorts[i];
		struct sentence             who = pairing_name_set(job, s->set, s->which), why;

		why = s->set == PAIRING_SET_CITY ? TELL(job->mem, SAY_SHORT_CITY, who) :
			TELL(job->mem, SAY_SHORT_OF, who, pairing_number(job, s->need), pairing_number(job, s->got));
		why = pairing_join(job->mem, why, " ", blocks[s->block]);
		if (s->set == PAIRING_SET_CITY)
			cities[job->list.uncovered.count++] = (struct left_over){
				.city = brief_city(job->view, s->which), .en = why.en, .ko = why.ko };
		else
			problems[job->list.problems.count++] = why;
	}
}
