/*
 * What people change of the network: cities, projects and meetings; and new
 * policies, which never change.
 *
 * Which kind of record a route is about stands in its row, so one flow serves
 * all. Every write is one statement, followed by a catalogue that holds it; the
 * answer is taken from there, because a city shows more than its row does.
 */
#include <string.h>

#include "build/queries.h"
#include "engine/loader.h"
#include "engine/once.h"
#include "engine/routes.h"
#include "engine/uuid.h"
#include "proto/json.h"

static const struct query *const creates[RECORDS] = {
	[RECORD_PROJECT] = &sql_project_create, [RECORD_MEETING] = &sql_meeting_create,
	[RECORD_POLICY] = &sql_policy_create,
};

static const struct query *const saves[RECORDS] = {
	[RECORD_CITY] = &sql_city_save, [RECORD_PROJECT] = &sql_project_save, [RECORD_MEETING] = &sql_meeting_save,
};

/* What a city's officer may say of its project; the rest is the Centre's. */
static const char *const officers[] = {
	"title_en", "title_ko", "slots", "categories", "sectors", "support", "preferred_kinds", "excluded_kinds",
	"excluded_countries", "budget_min", "budget_max", "other_needs", "note",
};

static enum record_kind
kind_of(const struct request *r)
{
	return (enum record_kind)r->route->record;
}

static const char *
client_text(struct request *r, const void *record)
{
	struct buffer *b = buffer_new(r->mem);

	message_print_client(b, record_message(kind_of(r)), record);
	return b->at;
}

/* The newest data there is; what the request began with, and its caller stands in, may be older. */
static const struct catalogue *
newest(struct request *r)
{
	struct catalogue *c = loader_catalogue(r->service->loader);

	if (c == NULL)
		return r->basis != NULL ? r->basis : r->catalogue;
	catalogue_release(r->basis);
	return r->basis = catalogue_hold(c);
}

/* The write's answer, read from a catalogue that holds it; the id stands in r->state. */

static enum step
reply_record(struct request *r)
{
	const struct catalogue *c = newest(r);
	enum record_kind        kind = kind_of(r);
	long                    found = catalogue_find(c, kind, r->state);

	if (found < 0)
		return req_missing(r, record_message(kind)->word, r->state);
	if (r->route->status == 201)
		r->location = arena_printf(r->mem, "%s/%s", r->route->path, catalogue_id(c, kind, (size_t)found));
	r->etag = record_tag(r->mem, c, kind, (size_t)found);
	return req_reply(r, catalogue_at(c, kind, (size_t)found));
}

static enum step
refresh(struct request *r)
{
	return req_refresh(r);
}

/* POST /v1/projects, /v1/meetings, /v1/policies */

static enum step
create(struct request *r)
{
	const char *id = kind_of(r) == RECORD_POLICY ? ((const struct policy_document *)r->body)->id : uuid_v7(r->mem);

	return req_ask(r, creates[kind_of(r)], ARGS(id, client_text(r, r->body), ONCE(r)));
}

static enum step
read_created(struct request *r)
{
	cJSON *document = json_read_own(req_text(r, 0, "answer"), strlen(req_text(r, 0, "answer")), r->mem, &r->problem);

	if (document == NULL)
		return req_failed(r);
	r->state = cJSON_GetObjectItemCaseSensitive(document, "id")->valuestring;
	return req_refresh(r);
}

step_fn *const record_create[] = { create, read_created, reply_record, NULL };

/*
 * PATCH: applied to the version that If-Match names; the database refuses it when another has
 * come since. Another process may have stored that version a moment ago.
 */

static int64_t
version_at(const struct catalogue *c, enum record_kind kind, long found)
{
	const struct field *version = message_field(record_message(kind), "version");

	return found < 0 ? 0 :
		*(const int64_t *)(const void *)((const char *)catalogue_at(c, kind, (size_t)found) + version->offset);
}

static enum step
await_version(struct request *r)
{
	long found = catalogue_find(r->catalogue, kind_of(r), r->arg);

	return r->version > version_at(r->catalogue, kind_of(r), found) ? req_refresh(r) : STEP_NEXT;
}

/* Each member that is not the officer's to change is named. */
static bool
may_change(struct request *r)
{
	const cJSON *member;

	if (r->caller->role != ROLE_CITY)
		return true;
	cJSON_ArrayForEach(member, r->json) {
		bool theirs = false;

		for (size_t i = 0; i < sizeof(officers) / sizeof(*officers); i++)
			theirs = theirs || strcmp(officers[i], member->string) == 0;
		if (!theirs)
			problem_at(&r->problem, arena_printf(r->mem, "/%s", member->string), SAY_OFFICE_ONLY);
	}
	return r->problem.code == PROBLEM_NONE;
}

/* The record as the patch makes it; NULL after setting r->problem. */
static const void *
patched(struct request *r, const struct catalogue *c, const void *before)
{
	const struct message *m = record_message(kind_of(r));
	struct names          names = catalogue_names(c);
	const char           *text = client_text(r, before);
	cJSON                *json = json_read_own(text, strlen(text), r->mem, &r->problem);
	void                 *after = arena_alloc(r->mem, m->size);

	json = json == NULL ? NULL : json_merge_patch(json, r->json, r->mem);
	return json != NULL && message_parse(m, json, FROM_CLIENT, &names, r->mem, after, &r->problem) ? after : NULL;
}

static enum step
patch(struct request *r)
{
	const struct catalogue *c = newest(r);
	enum record_kind        kind = kind_of(r);
	long                    found = catalogue_find(c, kind, r->arg);
	const void             *before, *after;

	if (found < 0)
		return req_missing(r, record_message(kind)->word, r->arg);
	if (r->version != 0 && r->version != version_at(c, kind, found))
		return req_fail(r, PROBLEM_STALE, SAY_STALE);
	before = catalogue_at(c, kind, (size_t)found);
	after = may_change(r) ? patched(r, c, before) : NULL;
	if (after != NULL && kind == RECORD_PROJECT &&
	    strcmp(((const struct project *)before)->city, ((const struct project *)after)->city) != 0)
		problem_at(&r->problem, "/city", SAY_NOT_TO_MOVE);
	if (r->problem.code != PROBLEM_NONE)
		return req_failed(r);
	r->state = arena_strdup(r->mem, catalogue_id(c, kind, (size_t)found));
	return req_ask(r, saves[kind], ARGS(r->state, DIGITS(version_at(c, kind, found)), client_text(r, after)));
}

step_fn *const record_patch[] = { await_version, patch, refresh, reply_record, NULL };
