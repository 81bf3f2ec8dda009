#include "engine/pairing.h"

#include <string.h>

#include "engine/digest.h"

enum { KEPT_MAX = 1 << 20 };	/* scores that are kept: 4 MiB of them */

/* A pair's place in the request, so that a wrong rule is named. */
static const char *
rule_at(struct arena *mem, const char *list, size_t index, const char *member)
{
	return arena_printf(mem, "/%s/%zu/%s", list, index, member);
}

static uint32_t
find(const struct pairing_job *job, enum record_kind kind, const char *id)
{
	return (uint32_t)catalogue_find(job->view->catalogue, kind, id);
}

/* Projects of a city that can be paired: its open ones, or its inferred needs. */
static size_t
open_projects(const struct view *v, uint32_t city, uint32_t *first)
{
	size_t n = 0;

	for (uint32_t i = v->model.project_count; i-- > 0;)
		if (v->model.projects[i].city == city && v->model.projects[i].open && v->model.projects[i].valid) {
			*first = i;
			n++;
		}
	return n;
}

static bool
prepare_pins(struct pairing_job *job, struct problem *p)
{
	const struct list      *rules = &job->request->pins;
	const struct pair_rule *rule = rules->items;
	struct pairing_pair    *pins = arena_alloc(job->mem, rules->count * sizeof(*pins));
	bool                    ok = true;

	job->problem.pins = (struct pairing_pairs){ .at = pins, .count = rules->count };
	for (size_t i = 0; i < rules->count; i++) {
		size_t   n;
		uint32_t city;

		pins[i].partner = find(job, RECORD_PARTNER, rule[i].partner);
		if (rule[i].project != NULL) {
			pins[i].project = find(job, RECORD_PROJECT, rule[i].project);
			continue;
		}
		city = find(job, RECORD_CITY, rule[i].city);
		n = open_projects(job->view, city, &pins[i].project);
		if (n != 1)
			ok = problem_at(p, rule_at(job->mem, "pins", i, "city"), SAY_PIN_WHICH_PROJECT, rule[i].city,
				DIGITS((int64_t)n));
	}
	return ok;
}

static void
prepare_bans(struct pairing_job *job)
{
	const struct list      *rules = &job->request->bans;
	const struct pair_rule *rule = rules->items;
	const struct model     *m = &job->view->model;
	size_t                  room = 0;
	struct pairing_pair    *bans;

	for (size_t i = 0; i < rules->count; i++)
		room += rule[i].project != NULL ? 1 : m->project_count;
	bans = arena_alloc(job->mem, room * sizeof(*bans));
	job->problem.bans.at = bans;
	for (size_t i = 0; i < rules->count; i++) {
		uint32_t partner = find(job, RECORD_PARTNER, rule[i].partner);

		if (rule[i].project != NULL) {
			bans[job->problem.bans.count++] = (struct pairing_pair){ partner,
				find(job, RECORD_PROJECT, rule[i].project) };
			continue;
		}
		for (uint32_t k = 0; k < m->project_count; k++)
			if (m->projects[k].city == find(job, RECORD_CITY, rule[i].city))
				bans[job->problem.bans.count++] = (struct pairing_pair){ partner, k };
	}
}

/*
 * Of a replaced list, what is no longer there cannot be kept, and is no change either; pairs
 * that were asked for say exactly which project they mean.
 */
static bool
prepare_earlier(struct pairing_job *job, struct problem *p)
{
	const struct list      *rules = &job->request->earlier;
	const struct pair_rule *rule = rules->items;
	struct pairing_pair    *pairs = arena_alloc(job->mem, rules->count * sizeof(*pairs));
	size_t                  count = 0;
	bool                    ok = true;

	for (size_t i = 0; i < rules->count; i++) {
		long     partner = catalogue_find(job->view->catalogue, RECORD_PARTNER, rule[i].partner);
		long     place = catalogue_find(job->view->catalogue, rule[i].project != NULL ? RECORD_PROJECT : RECORD_CITY,
			rule[i].project != NULL ? rule[i].project : rule[i].city);
		uint32_t project = (uint32_t)place;
		size_t   n = place < 0 ? 0 : rule[i].project != NULL ? 1 : open_projects(job->view, (uint32_t)place, &project);

		if (partner >= 0 && n == 1)
			pairs[count++] = (struct pairing_pair){ (uint32_t)partner, project };
		else if (job->request->replaces == NULL && rule[i].city != NULL)
			ok = problem_at(p, rule_at(job->mem, "earlier", i, "city"), SAY_PIN_WHICH_PROJECT, rule[i].city,
				DIGITS((int64_t)n));
	}
	job->problem.earlier = (struct pairing_pairs){ .at = pairs, .count = count };
	return ok;
}

/* Countries of partners are numbered by their letters, as in the view; those of cities too. */
static uint32_t
country_group(uint16_t number)
{
	return number == NOBODY ? PAIRING_NONE : number;
}

static void
prepare_partners(struct pairing_job *job)
{
	const struct catalogue     *c = job->view->catalogue;
	const struct capacity_rule *rule = job->request->capacities.items;
	size_t                      n = catalogue_count(c, RECORD_PARTNER);
	struct pairing_partner     *partners = arena_alloc(job->mem, n * sizeof(*partners));

	for (size_t i = 0; i < n; i++) {
		const struct partner *p = catalogue_at(c, RECORD_PARTNER, i);

		partners[i] = (struct pairing_partner){
			.id = p->id, .max = (uint32_t)p->capacity, .kind = (uint32_t)p->kind,
			.country = country_group(view_partner(job->view, i)->country),
		};
	}
	for (size_t i = 0; i < job->request->capacities.count; i++) {
		struct pairing_partner *one = &partners[find(job, RECORD_PARTNER, rule[i].partner)];

		one->min = (uint32_t)rule[i].min.value;
		if (rule[i].max.known)
			one->max = (uint32_t)rule[i].max.value;
	}
	job->problem.partners = partners;
	job->problem.partner_count = (uint32_t)n;
}

static void
prepare_network(struct pairing_job *job)
{
	const struct catalogue *c = job->view->catalogue;
	const struct model     *m = &job->view->model;
	struct pairing_project *projects = arena_alloc(job->mem, m->project_count * sizeof(*projects));
	struct pairing_city    *cities = arena_alloc(job->mem, m->city_count * sizeof(*cities));

	for (uint32_t i = 0; i < m->city_count; i++)
		cities[i] = (struct pairing_city){
			.id = catalogue_id(c, RECORD_CITY, i), .country = country_group(m->cities[i].country) };
	for (uint32_t i = 0; i < m->project_count; i++) {
		const struct project *real = i < job->view->real_projects ? catalogue_at(c, RECORD_PROJECT, i) : NULL;

		/* No id of a project begins so: the inferred needs of a city stand under its own id. */
		projects[i] = (struct pairing_project){
			.id = real != NULL ? real->id : arena_printf(job->mem, "@%s", cities[m->projects[i].city].id),
			.city = m->projects[i].city,
			.slots = real != NULL ? (uint32_t)real->slots : 1,
		};
	}
	job->problem.projects = projects;
	job->problem.project_count = m->project_count;
	job->problem.cities = cities;
	job->problem.city_count = m->city_count;
}

/* What a quota's id names in its group; PAIRING_NONE when it names nothing. */
static uint32_t
quota_index(const struct pairing_job *job, const struct quota_rule *rule)
{
	const char *id = rule->id;
	long        found;

	switch ((enum quota_group)rule->group) {
	case QUOTA_CITY:
		found = catalogue_find(job->view->catalogue, RECORD_CITY, id);
		return found < 0 ? PAIRING_NONE : (uint32_t)found;
	case QUOTA_COUNTRY:
		found = catalogue_find(job->view->catalogue, RECORD_COUNTRY, id);
		return found < 0 ? PAIRING_NONE :
			view_country_number(catalogue_id(job->view->catalogue, RECORD_COUNTRY, (size_t)found));
	case QUOTA_PARTNER_KIND:
		found = vocab_find(&partner_kind_vocab, id);
		return found < 0 ? PAIRING_NONE : (uint32_t)found;
	case QUOTA_PARTNER_COUNTRY:
		return strlen(id) == 2 && id[0] >= 'A' && id[0] <= 'Z' && id[1] >= 'A' && id[1] <= 'Z' ?
			view_country_number(id) : PAIRING_NONE;
	}
	return PAIRING_NONE;
}

static bool
prepare_quotas(struct pairing_job *job, struct problem *p)
{
	static const enum pairing_group group_of[] = {
		[QUOTA_CITY] = PAIRING_CITY, [QUOTA_COUNTRY] = PAIRING_CITY_COUNTRY,
		[QUOTA_PARTNER_KIND] = PAIRING_PARTNER_KIND, [QUOTA_PARTNER_COUNTRY] = PAIRING_PARTNER_COUNTRY,
	};
	const struct list       *rules = &job->request->quotas;
	const struct quota_rule *rule = rules->items;
	struct pairing_quota    *quotas = arena_alloc(job->mem, rules->count * sizeof(*quotas));
	bool                     ok = true;

	for (size_t i = 0; i < rules->count; i++) {
		quotas[i] = (struct pairing_quota){
			.group = group_of[rule[i].group], .index = quota_index(job, &rule[i]),
			.min = (uint32_t)rule[i].min.value,
			.max = rule[i].max.known ? (uint32_t)rule[i].max.value : UINT32_MAX,
		};
		if (quotas[i].index == PAIRING_NONE)
			ok = problem_at(p, rule_at(job->mem, "quotas", i, "id"), SAY_UNKNOWN_NAME, rule[i].id,
				quota_group_vocab.words[rule[i].group].en);
	}
	job->problem.quotas = quotas;
	job->problem.quota_count = (uint32_t)rules->count;
	return ok;
}

static void
score_partner_row(const struct view *v, uint32_t partner, int32_t *scores)
{
	for (uint32_t i = 0; i < v->model.project_count; i++) {
		struct score s = score_pair(&v->model, view_partner(v, partner), i);

		scores[i] = s.gates != 0 ? PAIRING_BLOCKED : s.total;
	}
}

/* As the solver asks for it, a partner's whole row; in small problems it is asked for again and again. */
static void
score_row(void *ctx, uint32_t partner, int32_t *scores)
{
	struct pairing_job *job = ctx;
	size_t              n = job->problem.project_count;
	int32_t            *kept;

	if (job->scores == NULL) {
		score_partner_row(job->view, partner, scores);
		return;
	}
	kept = &job->scores[partner * n];
	if (!job->scored[partner])
		score_partner_row(job->view, partner, kept);
	job->scored[partner] = true;
	memcpy(scores, kept, n * sizeof(*scores));
}

static void
prepare_scores(struct pairing_job *job)
{
	size_t pairs = (size_t)job->problem.partner_count * job->problem.project_count;

	if (pairs > KEPT_MAX)
		return;
	job->scores = arena_alloc(job->mem, pairs * sizeof(*job->scores));
	job->scored = arena_alloc(job->mem, job->problem.partner_count * sizeof(*job->scored));
}

static bool
on_progress(void *ctx, int permille)
{
	struct pairing_progress *progress = ((const struct pairing_job *)ctx)->progress;

	if (permille > atomic_load(&progress->permille))
		atomic_store(&progress->permille, permille);
	return atomic_load(&progress->stop);
}

size_t
pairing_policy(const struct catalogue *c, const struct pairing_request *asked)
{
	return asked->policy == NULL ? 0 : (size_t)catalogue_find(c, RECORD_POLICY, asked->policy);
}

const char *
pairing_day(const struct catalogue *c, const struct pairing_request *asked)
{
	const struct meeting *meeting = catalogue_at(c, RECORD_MEETING,
		(size_t)catalogue_find(c, RECORD_MEETING, asked->meeting));

	return asked->as_of != NULL ? asked->as_of : meeting->date_start;
}

const struct view *
pairing_view(struct catalogue *c, const struct pairing_request *asked, struct arena *mem)
{
	return view_of(c, pairing_policy(c, asked), pairing_day(c, asked), mem);
}

bool
pairing_prepare(struct pairing_job *job, struct problem *p)
{
	bool pins, quotas, earlier;

	job->problem = (struct pairing_problem){
		.floor = (int32_t)job->request->floor, .change_price = job->request->change_price,
		.score_row = score_row, .ctx = job,
		.progress = job->progress == NULL ? NULL : on_progress,
	};
	prepare_partners(job);
	prepare_network(job);
	prepare_scores(job);
	prepare_bans(job);
	pins = prepare_pins(job, p);
	earlier = prepare_earlier(job, p);
	quotas = prepare_quotas(job, p);
	return pins && earlier && quotas;
}

/* Both are named, each at its place. */
static bool
refuse_crossing(const struct pairing_job *job, struct problem *p)
{
	const uint32_t *crossing = job->result->crossing;

	for (int i = 0; i < 2; i++) {
		struct sentence one = pairing_name_quota(job, crossing[i]), other = pairing_name_quota(job, crossing[1 - i]);

		problem_at(p, rule_at(job->mem, "quotas", crossing[i], "group"), SAY_QUOTAS_CROSS,
			say_both(job->mem, one.en, one.ko), say_both(job->mem, other.en, other.ko),
			DIGITS(crossing[1 - i]));
	}
	return false;
}

bool
pairing_accepted(const struct pairing_job *job, struct problem *p)
{
	switch (job->result->status) {
	case PAIRING_SOLVED:
		return true;
	case PAIRING_CROSSED:
		return refuse_crossing(job, p);
	case PAIRING_TOO_LARGE:
	case PAIRING_STOPPED:
		break;
	}
	return problem_set(p, PROBLEM_BAD_FIELD, SAY_LIST_TOO_LARGE);
}

static void
free_result(void *result)
{
	pairing_free(result);
}

void
pairing_compute(struct pairing_job *job)
{
	job->result = arena_own(job->mem, pairing_solve(&job->problem), free_result);
	if (job->result->status != PAIRING_SOLVED)
		return;
	if (job->progress != NULL)
		atomic_store(&job->progress->telling, true);
	pairing_tell(job);
	job->canonical = buffer_new(job->mem);
	message_print_client(job->canonical, &pairing_list_message, &job->list);
	job->list.digest = digest_of(job->mem, job->canonical);
	job->list.state = -1;
}
