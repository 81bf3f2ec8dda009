/*
 * What the API does with matches: the cities of a partner or of a profile that
 * is not stored, the partners of a project or a city.
 *
 * All of it is answered from the catalogue.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/explain.h"
#include "engine/page.h"
#include "engine/part_lines.h"
#include "engine/phase.h"
#include "engine/report_routes.h"
#include "engine/routes.h"
#include "engine/texts.h"
#include "engine/told.h"
#include "proto/match.h"
#include "scoring/rank.h"

static size_t
asked_policy(const struct request *r)
{
	const struct match_query *query = r->query;

	return query->policy == NULL ? 0 : (size_t)catalogue_find(r->catalogue, RECORD_POLICY, query->policy);
}

/*
 * The view a question asks for: its policy and its day, or the first policy and today, which stays
 * the day of this request while its view is made.
 */
static enum step
want_view(struct request *r)
{
	struct match_query *query = r->query;

	if (query->as_of == NULL)
		query->as_of = req_today(r);
	return req_view(r, r->catalogue, asked_policy(r), query->as_of);
}

/* Of a flow that has wanted it. */
static const struct view *
asked_view(struct request *r)
{
	const struct match_query *query = r->query;

	return view_of(r->catalogue, asked_policy(r), query->as_of, r->mem);
}

/* Whether {id} names a record; else the request has failed. */
static enum step
want_view_of(struct request *r, enum record_kind kind)
{
	if (catalogue_find(r->catalogue, kind, r->arg) < 0)
		return req_missing(r, record_message(kind)->word, r->arg);
	return want_view(r);
}

static struct match_list
empty_list(const struct view *v)
{
	return (struct match_list){ .policy = v->document->id, .snapshot = v->catalogue->snapshot, .as_of = v->as_of };
}

/* A cursor is the place of the last entry of the page before. -1 after failing. */
static int64_t
first_place(struct request *r)
{
	const struct match_query *query = r->query;
	const char               *text = query->cursor == NULL ? "0" : cursor_read(r->mem, query->cursor);
	char                     *end;
	int64_t                   place = text == NULL ? -1 : strtoll(text, &end, 10);

	if (text != NULL && place >= 0 && *end == '\0' && *text != '\0')
		return place;
	r->problem.code = PROBLEM_BAD_QUERY;
	problem_at(&r->problem, "cursor", SAY_MUST_BE_CURSOR);
	return -1;
}

/* One snapshot, policy and day always give these bytes. */
static const char *
tag_of(struct arena *mem, const struct match_list *list)
{
	enum { OF_SNAPSHOT = 24 };
	char *tag = arena_alloc(mem, OF_SNAPSHOT + strlen(list->policy) + strlen(list->as_of) + 3), *at;

	at = stpcpy((char *)memcpy(tag, list->snapshot, OF_SNAPSHOT) + OF_SNAPSHOT, "-");
	at = stpcpy(stpcpy(at, list->policy), "-");
	strcpy(at, list->as_of);
	return tag;
}

static enum step
reply_list(struct request *r, struct match_list *list, int64_t last_place, bool more)
{
	if (r->route->types != NULL) {	/* it goes on to become a report */
		r->state = arena_alloc(r->mem, sizeof(*list));
		*(struct match_list *)r->state = *list;
		return STEP_NEXT;
	}
	if (more) {
		list->next = cursor_make(r->mem, DIGITS(last_place));
		page_link(r, list->next);
	}
	/* Beside a body they are not all. */
	if (r->body == NULL)
		r->etag = tag_of(r->mem, list);
	return req_reply(r, list);
}

static bool
has_category(const struct tags *tags, uint16_t category)
{
	for (size_t i = 0; i < tags->count; i++)
		if (tags->at[i].node == category)
			return true;
	return false;
}

static bool
any_project_has(const struct view *v, uint32_t city, const char *category)
{
	const struct model *m = &v->model;
	uint16_t            node = (uint16_t)catalogue_find(v->catalogue, RECORD_CATEGORY, category);

	for (uint32_t i = m->city_first[city]; i < m->city_first[city + 1]; i++)
		if (has_category(&m->projects[m->city_projects[i]].categories, node))
			return true;
	return false;
}

static bool
is_wanted_standing(const struct match_query *query, uint32_t standing)
{
	bool open = standing >= STANDING_OPEN;

	return (query->blocked || open) && standing - (open ? STANDING_OPEN : 0) >= query->min_score;
}

/* What a question leaves of a ranking. */
static bool
is_wanted(const struct match_query *query, const struct view *v, const struct ranked_city *ranked)
{
	const struct city       *c = catalogue_at(v->catalogue, RECORD_CITY, ranked->city);
	const struct score_city *city = &v->model.cities[ranked->city];

	if (query->country != NULL && strcmp(query->country, c->country) != 0)
		return false;
	if (query->quadrant >= 0 && (!city->place.known || query->quadrant != (int)city->label))
		return false;
	if (query->category != NULL && !any_project_has(v, ranked->city, query->category))
		return false;
	return is_wanted_standing(query, ranked->standing);
}

/* The same of the partners of a project or a city. */
static bool
is_wanted_partner(const struct match_query *query, const struct partner *p, const struct score *best)
{
	if (query->country != NULL && (p->country == NULL || strcmp(query->country, p->country) != 0))
		return false;
	return (query->kind < 0 || query->kind == p->kind) && is_wanted_standing(query, standing_of(best));
}

/* What one answer is made of. */
struct answer {
	struct arena             *mem;
	const struct match_query *query;
	struct part_lines         lines;
};

static struct answer
answer_to(const struct request *r, const struct view *v)
{
	return (struct answer){ r->mem, r->query, { .mem = r->mem, .policy = &v->policy } };
}

/* The parts of a score as far as they are asked for. */
static struct list
tell_parts(struct answer *a, const struct pair_view *pair, const struct score *score)
{
	if (!a->query->explain)
		return (struct list){ 0 };
	return a->query->evidence ? explain_parts(a->mem, pair, score) : part_lines_tell(&a->lines, score);
}

static struct list
parts_of(struct answer *a, const struct pair_view *pair, const struct score *score)
{
	const struct subject of = { a->query->evidence ? TELL_PARTS : TELL_NUMBERS, pair->project, 0, pair->number };
	struct list          parts = { 0 };

	if (!a->query->explain || told_list(a->mem, pair->view, &of, &parts))
		return parts;
	return told_keep_list(a->mem, pair->view, &of, &part_line_message, tell_parts(a, pair, score));
}

/* `line` is empty. */
static void
tell_project(struct match_project *line, struct arena *mem, const struct pair_view *pair, const struct score *score)
{
	line->project = brief_project(pair->view, pair->project);
	line->score = score->total;
	line->coverage = score->coverage;
	line->blocked = score->gates != 0;
	if (score->gates != 0)
		line->gates = explain_gates(mem, pair, score->gates);
}

static struct match
match_line(struct answer *a, const struct pair_view *pair, const struct ranked *ranked)
{
	const struct view *v = pair->view;

	return (struct match){
		.rank = ranked->place + 1,
		.city = brief_city(v, v->model.projects[pair->project].city),
		.project = brief_project(v, pair->project),
		.score = ranked->score.total,
		.shown = shown_score(a->mem, ranked->score.total),
		.coverage = ranked->score.coverage,
		.blocked = ranked->score.gates != 0,
		.flags = ranked->flags,
		.gates = explain_gates(a->mem, pair, ranked->score.gates),
		.parts = parts_of(a, pair, &ranked->score),
		.inferred_from = explain_neighbours(a->mem, v, pair->project),
	};
}

/* One partner against every project, and what is asked about it. */
struct matching {
	const struct view          *view;
	const struct partner       *profile;
	const struct score_partner *partner;
	uint64_t                    number;	/* of a stored partner (view.h), else 0 */
	struct sheet                sheet;	/* of a stored one; else it is filled as the cities are ranked */
	struct answer              *answer;
};

static struct pair_view
pair_of(const struct matching *of, uint32_t project)
{
	return (struct pair_view){ of->view, of->profile, of->partner, project, of->number };
}

/* Numbers say nothing of the project, so like scores are told once. */
static bool
are_told_alike(const struct match_query *query, const struct score *a, const struct score *b)
{
	return !query->evidence && a->known == b->known && memcmp(a->part, b->part, sizeof(a->part)) == 0;
}

/* A city's projects, best first. */
static struct list
tell_projects(const struct matching *of, uint32_t city)
{
	struct answer        *a = of->answer;
	const struct model   *m = &of->view->model;
	size_t                count = m->city_first[city + 1] - m->city_first[city];
	struct ranked        *ranked = arena_alloc(a->mem, count * sizeof(*ranked));
	struct match_project *lines = arena_alloc(a->mem, count * sizeof(*lines));

	rank_projects(m, &of->sheet, city, ranked);
	for (size_t i = 0; i < count; i++) {
		struct pair_view pair = pair_of(of, ranked[i].what);

		tell_project(&lines[i], a->mem, &pair, &ranked[i].score);
		if (i > 1 && are_told_alike(a->query, &ranked[i - 1].score, &ranked[i].score))
			lines[i].parts = lines[i - 1].parts;
		else if (i > 0)	/* those of the best one stand with the city */
			lines[i].parts = tell_parts(a, &pair, &ranked[i].score);
	}
	return (struct list){ .items = lines, .count = count };
}

static struct list
projects_of(const struct matching *of, uint32_t city)
{
	const struct match_query *query = of->answer->query;
	struct arena             *mem = of->answer->mem;
	const enum telling        telling = !query->explain ? TELL_PROJECTS :
		query->evidence ? TELL_PROJECTS_PARTS : TELL_PROJECTS_NUMBERS;
	const struct subject      what = { telling, city, 0, of->number };
	struct list               projects;

	if (told_list(mem, of->view, &what, &projects))
		return projects;
	return told_keep_list(mem, of->view, &what, &match_project_message, tell_projects(of, city));
}

/* What would lift a city above the one before it, or let it in. */
static struct object
change_of(const struct matching *of, const struct ranked_city *cities, size_t place)
{
	struct arena             *mem = of->answer->mem;
	const struct ranked_city *city = &cities[place];
	struct pair_view          pair = pair_of(of, city->best);
	uint32_t                  above = place == 0 || city->standing < STANDING_OPEN ? NO_PROJECT_ABOVE :
		cities[place - 1].best;
	const struct subject      what = { TELL_CHANGE, city->best, above, of->number };
	struct object             change;
	struct edit               edit;

	if (told_object(mem, of->view, &what, &change))
		return change;
	edit = rank_smallest_edit(&of->view->model, &of->sheet, of->partner, city->best, above);
	return told_keep_object(mem, of->view, &what, &change_line_message,
		explain_change(mem, &pair, &edit, above));
}

static struct match
city_line(const struct matching *of, const struct ranked_city *cities, size_t place)
{
	const struct model       *m = &of->view->model;
	const struct ranked_city *city = &cities[place];
	const struct ranked       best = { .place = (uint32_t)place, .flags = city->flags,
		.score = columns_score(&of->sheet.rows, m->policy->weight, m->row[city->best]) };
	struct pair_view          pair = pair_of(of, city->best);
	struct match              line = match_line(of->answer, &pair, &best);

	line.projects = projects_of(of, city->city);
	if (of->answer->query->explain && of->answer->query->evidence)
		line.change = change_of(of, cities, place);
	return line;
}

/* Whether something but gates can leave a city out, so that all must be looked at to count what is left. */
static bool
asks_for_some(const struct match_query *query)
{
	return query->country != NULL || query->quadrant >= 0 || query->category != NULL || query->min_score > 0;
}

/* The cities of one profile. */
static enum step
reply_matches(struct request *r, struct matching of)
{
	const struct match_query *query = r->query;
	const struct view        *v = of.view;
	const struct model       *m = &v->model;
	struct answer             answer = answer_to(r, v);
	struct ranked_city       *cities;
	struct match_list         list = empty_list(v);
	size_t                    n, room, places;
	struct match             *matches;
	int64_t                   from = first_place(r);
	int64_t                   begun;
	bool                      some = asks_for_some(query), more = false;

	if (from < 0)
		return req_failed(r);
	of.answer = &answer;
	begun = phase_begin();
	/* Those that a gate shuts out stand last: without another wish the first places are the answer. */
	places = some || (uint64_t)from > m->listed_cities ? RANK_ALL : (size_t)(from + query->limit);
	cities = arena_alloc(r->mem, rank_room(m, places) * sizeof(*cities));
	n = of.number != 0 ? rank_cities(m, &of.sheet, places, cities) :
		view_rank(v, of.partner, places, cities, &of.sheet);
	phase_end(PHASE_RANK, begun);
	room = (size_t)query->limit < n ? (size_t)query->limit : n;
	list.partner.at = of.profile->id == NULL ? NULL : brief_partner(r->mem, of.profile);
	list.matches.items = matches = arena_alloc(r->mem, room * sizeof(*matches));
	for (size_t i = 0; i < n; i++) {
		if (!is_wanted(query, v, &cities[i]))
			continue;
		list.total++;
		if ((int64_t)i < from)
			continue;
		if (list.matches.count == room) {
			more = true;
			continue;
		}
		matches[list.matches.count++] = city_line(&of, cities, i);
	}
	if (!some) {
		list.total = query->blocked ? m->listed_cities : of.sheet.open_cities;
		more = from + (int64_t)list.matches.count < list.total;
	}
	return reply_list(r, &list, list.matches.count == 0 ? 0 : matches[list.matches.count - 1].rank, more);
}

/* GET /v1/partners/{id}/matches */

static enum step
want_partner_view(struct request *r)
{
	return want_view_of(r, RECORD_PARTNER);
}

static enum step
match_partner(struct request *r)
{
	size_t             found = (size_t)catalogue_find(r->catalogue, RECORD_PARTNER, r->arg);
	const struct view *v = asked_view(r);

	return reply_matches(r, (struct matching){
		.view = v, .profile = catalogue_at(r->catalogue, RECORD_PARTNER, found),
		.partner = view_partner(v, found), .number = view_number(v, found), .sheet = view_sheet(v, found) });
}

step_fn *const partner_matches[] = { want_partner_view, texts_ask, texts_take, match_partner, NULL };
step_fn *const partner_report[] = {
	report_query, want_partner_view, texts_ask, texts_take, match_partner, report_write, report_reply, NULL
};

/* POST /v1/matches */

static enum step
match_profile(struct request *r)
{
	const struct match_request *body = r->body;
	const struct partner       *profile = body->profile.at;
	const struct view          *v = asked_view(r);
	struct score_partner        partner = view_profile(v, r->mem, profile);

	if (body->weights.at != NULL)
		v = view_with_weights(r->mem, v, body->weights.at);
	return reply_matches(r, (struct matching){ .view = v, .profile = profile, .partner = &partner });
}

step_fn *const profile_matches[] = { want_view, match_profile, NULL };

/* GET /v1/projects/{id}/candidates, GET /v1/cities/{id}/candidates */

/* Leaves the projects of the category that is asked for; how many there are. */
static size_t
keep_category(const struct match_query *query, const struct view *v, uint32_t *projects, size_t count)
{
	uint16_t node;
	size_t   kept = 0;

	if (query->category == NULL)
		return count;
	node = (uint16_t)catalogue_find(v->catalogue, RECORD_CATEGORY, query->category);
	for (size_t i = 0; i < count; i++)
		if (has_category(&v->model.projects[projects[i]].categories, node))
			projects[kept++] = projects[i];
	return kept;
}

/* So many pairs are ranked at once; more would keep other clients waiting. */
enum { PAIRS_AT_ONCE = 2048 };

struct candidates {
	const struct view  *view;
	struct match_list   list;
	uint32_t           *projects;
	size_t              project_count;
	int64_t             from;	/* the first place that is asked for */
	bool                some;	/* more than gates can leave a partner out, so that all must be looked at */
	struct ranked      *ranked;
	size_t              places, count, open_count;
	const struct score_partner **partners;	/* all of them */
	size_t              partner_count;
	int64_t             took;	/* to rank them, in nanoseconds */
};

static void
rank_candidates(struct request *r)
{
	struct candidates *all = r->state;
	int64_t            begun = phase_begin();

	for (size_t i = 0; i < all->partner_count; i++)
		all->partners[i] = view_partner(all->view, i);
	all->count = rank_partners(&all->view->model, all->partners, all->partner_count, all->projects, all->project_count,
		all->places, all->ranked, &all->open_count);
	all->took = phase_begin() - begun;
}

static enum step
rank(struct request *r)
{
	const struct match_query *query = r->query;
	struct candidates        *all = r->state;

	all->from = first_place(r);
	if (all->from < 0)
		return req_failed(r);
	all->some = query->country != NULL || query->kind >= 0 || query->min_score > 0;
	all->project_count = keep_category(query, all->view, all->projects, all->project_count);
	all->partner_count = all->project_count == 0 ? 0 : catalogue_count(r->catalogue, RECORD_PARTNER);
	all->places = all->some || (uint64_t)all->from > all->partner_count ? RANK_ALL : (size_t)(all->from + query->limit);
	all->ranked = arena_alloc(r->mem, rank_partners_room(all->partner_count, all->places) * sizeof(*all->ranked));
	all->partners = arena_alloc(r->mem, all->partner_count * sizeof(struct score_partner *));
	if (all->partner_count * all->project_count > PAIRS_AT_ONCE)
		return req_work(r, rank_candidates);
	rank_candidates(r);
	return STEP_NEXT;
}

static enum step
reply_candidates(struct request *r)
{
	const struct match_query *query = r->query;
	struct candidates        *all = r->state;
	const struct view        *v = all->view;
	struct answer             answer = answer_to(r, v);
	struct match_list        *list = &all->list;
	size_t                    room = (size_t)query->limit < all->count ? (size_t)query->limit : all->count;
	struct match             *matches = arena_alloc(r->mem, room * sizeof(*matches));
	bool                      more = false;

	phase_took(PHASE_RANK, all->took);
	list->matches.items = matches;
	for (size_t i = 0; i < all->count; i++) {
		const struct ranked  *one = &all->ranked[i];
		const struct partner *p = catalogue_at(r->catalogue, RECORD_PARTNER, one->what);
		struct pair_view      pair = { v, p, all->partners[one->what], one->project, view_number(v, one->what) };

		if (!is_wanted_partner(query, p, &one->score))
			continue;
		list->total++;
		if ((int64_t)i < all->from)
			continue;
		if (list->matches.count == room) {
			more = true;
			continue;
		}
		matches[list->matches.count] = match_line(&answer, &pair, one);
		matches[list->matches.count++].partner.at = brief_partner(r->mem, p);
	}
	if (!all->some) {
		list->total = (int64_t)(query->blocked ? all->partner_count : all->open_count);
		more = all->from + (int64_t)list->matches.count < list->total;
	}
	return reply_list(r, list, list->matches.count == 0 ? 0 : matches[list->matches.count - 1].rank, more);
}

static struct candidates *
asked_candidates(struct request *r, size_t room)
{
	struct candidates *all = r->state = arena_alloc(r->mem, sizeof(*all));

	all->view = asked_view(r);
	all->list = empty_list(all->view);
	all->projects = arena_alloc(r->mem, (room > 0 ? room : all->view->model.project_count) * sizeof(uint32_t));
	return all;
}

static enum step
want_project_view(struct request *r)
{
	return want_view_of(r, RECORD_PROJECT);
}

static enum step
find_project(struct request *r)
{
	size_t             found = (size_t)catalogue_find(r->catalogue, RECORD_PROJECT, r->arg);
	struct candidates *all = asked_candidates(r, 1);

	all->projects[all->project_count++] = (uint32_t)found;
	all->list.project = catalogue_id(r->catalogue, RECORD_PROJECT, found);
	return STEP_NEXT;
}

step_fn *const project_candidates[] = { want_project_view, grams_of_all, find_project, rank, reply_candidates, NULL };

static enum step
want_city_view(struct request *r)
{
	return want_view_of(r, RECORD_CITY);
}

static enum step
find_city(struct request *r)
{
	size_t              found = (size_t)catalogue_find(r->catalogue, RECORD_CITY, r->arg);
	struct candidates  *all = asked_candidates(r, 0);
	const struct model *m = &all->view->model;

	for (uint32_t row = m->city_first[found]; row < m->city_first[found + 1]; row++)
		all->projects[all->project_count++] = m->city_projects[row];
	all->list.city = catalogue_id(r->catalogue, RECORD_CITY, found);
	return STEP_NEXT;
}

step_fn *const city_candidates[] = { want_city_view, grams_of_all, find_city, rank, reply_candidates, NULL };
step_fn *const city_report[] = {
	report_query, want_city_view, grams_of_all, find_city, rank, reply_candidates, report_write, report_reply, NULL
};
