/*
 * What the API does with pairing lists: build one, list them, show one.
 */
#include <string.h>

#include "build/queries.h"
#include "engine/basis.h"
#include "engine/document_routes.h"
#include "engine/once.h"
#include "engine/page.h"
#include "engine/pairing.h"
#include "engine/routes.h"
#include "engine/texts.h"
#include "engine/uuid.h"
#include "proto/list_query.h"

/* POST /v1/pairing-lists */

static enum step
ask_earlier(struct request *r)
{
	const struct pairing_request *asked = r->body;

	if (asked->replaces != NULL && asked->earlier.count > 0) {
		problem_at(&r->problem, "/earlier", SAY_EARLIER_OR_REPLACES);
		return req_failed(r);
	}
	if (asked->replaces != NULL)
		return req_ask(r, &sql_pairing_list_by_id, ARGS(asked->replaces));
	r->next++;	/* nothing to read */
	return STEP_NEXT;
}

static enum step
read_earlier(struct request *r)
{
	struct pairing_request    *asked = r->body;
	const struct pairing_list *list;

	if (req_rows(r) == 0) {
		problem_at(&r->problem, "/replaces", SAY_LIST_NO_SUCH_EARLIER, asked->replaces);
		return req_failed(r);
	}
	list = req_document(r, &pairing_list_message, req_text(r, 0, "document"));
	if (list == NULL)
		return STEP_DONE;
	/* When it is announced, the earlier one is withdrawn. */
	if (strcmp(list->meeting, asked->meeting) != 0) {
		problem_at(&r->problem, "/replaces", SAY_LIST_OTHER_MEETING, asked->replaces, list->meeting);
		return req_failed(r);
	}
	asked->earlier = pairing_pairs_of(r->mem, list);
	return STEP_NEXT;
}

static enum step
want_view(struct request *r)
{
	return req_view(r, r->catalogue, pairing_policy(r->catalogue, r->body), pairing_day(r->catalogue, r->body));
}

static enum step
prepare(struct request *r)
{
	const struct pairing_request *asked = r->body;
	struct pairing_job           *job = r->state = arena_alloc(r->mem, sizeof(*job));

	job->mem = r->mem;
	job->request = asked;
	job->view = pairing_view(r->catalogue, asked, r->mem);
	if (!pairing_prepare(job, &r->problem))
		return req_failed(r);
	/* A dry run is answered at once: there is nothing to come back for. */
	if (!asked->dry_run && req_prefers(r, "respond-async"))
		r->next = pairing_list_queue;
	return STEP_NEXT;
}

static void
compute(struct request *r)
{
	const struct pairing_request *asked = r->body;
	struct pairing_job           *job = r->state;

	pairing_compute(job);
	if (!asked->dry_run)
		job->snapshot = catalogue_text(r->catalogue, r->mem);
}

static enum step
work(struct request *r)
{
	return req_work(r, compute);
}

static enum step
store(struct request *r)
{
	const struct pairing_request *asked = r->body;
	struct pairing_job           *job = r->state;

	if (!pairing_accepted(job, &r->problem))
		return req_failed(r);
	if (asked->dry_run)
		return req_reply_status(r, 200, &job->list);
	return req_ask(r, &sql_pairing_list_store, ARGS(uuid_v7(r->mem), job->canonical->at,
		job->snapshot->at, ONCE(r)));
}

static enum step
reply_stored(struct request *r)
{
	const struct pairing_list *list = req_document(r, &pairing_list_message, req_text(r, 0, "answer"));

	if (list == NULL)
		return STEP_DONE;
	r->location = arena_printf(r->mem, "/v1/pairing-lists/%s", list->id);
	return req_reply(r, list);
}

step_fn *const pairing_list_create[] = {
	ask_earlier, read_earlier, want_view, texts_of_all, prepare, work, store, reply_stored, NULL
};

/* GET /v1/pairing-lists */

static enum step
ask_lists(struct request *r)
{
	const struct list_query *query = r->query;
	const char              *after = query->cursor == NULL ? NULL : cursor_read(r->mem, query->cursor);

	if (query->cursor != NULL && after == NULL) {
		r->problem.code = PROBLEM_BAD_QUERY;
		problem_at(&r->problem, "cursor", SAY_MUST_BE_CURSOR);
		return req_failed(r);
	}
	return req_ask(r, &sql_pairing_list_all, ARGS(after, DIGITS(query->limit + 1)));
}

static enum step
reply_lists(struct request *r)
{
	const struct list_query   *query = r->query;
	size_t                     n = (size_t)req_rows(r), shown = n > (size_t)query->limit ? n - 1 : n;
	struct pairing_list_entry *entries = arena_alloc(r->mem, shown * sizeof(*entries));
	struct page                page = { .items = { .items = entries, .count = shown } };

	for (size_t i = 0; i < shown; i++) {
		int row = (int)i;

		entries[i] = (struct pairing_list_entry){
			.id = req_text(r, row, "id"), .meeting = req_text(r, row, "meeting"),
			.policy = req_text(r, row, "policy"), .snapshot = req_text(r, row, "snapshot"),
			.as_of = req_text(r, row, "as_of"),
			.state = vocab_find(&list_state_vocab, req_text(r, row, "state")),
			.digest = req_text(r, row, "digest"), .created = req_text(r, row, "created"),
			.replaces = req_text(r, row, "replaces"),
		};
	}
	if (shown < n)
		page.next = cursor_make(r->mem, entries[shown - 1].id);
	page_link(r, page.next);
	return req_reply(r, &page);
}

step_fn *const pairing_list_list[] = { ask_lists, reply_lists, NULL };

/* GET /v1/pairing-lists/{id}; as CSV it is the document of that format */

static enum step
ask_list(struct request *r)
{
	return req_wants_csv(r) ? STEP_NEXT : req_ask(r, &sql_pairing_list_by_id, ARGS(r->arg));
}

static enum step
reply_list(struct request *r)
{
	const struct pairing_list *list;

	if (req_wants_csv(r))
		return STEP_NEXT;
	if (req_rows(r) == 0)
		return req_missing(r, pairing_list_message.word, r->arg);
	list = req_document(r, &pairing_list_message, req_text(r, 0, "document"));
	if (list == NULL)
		return STEP_DONE;
	/* The digest, and what may be added: events, which carry the state, and stages. */
	r->etag = arena_printf(r->mem, "%.24s-%zu-%zu", list->digest, list->events.count, list->stages.count);
	return req_reply(r, list);
}

step_fn *const pairing_list_show[] = {
	ask_list, reply_list, basis_ask, basis_read, basis_hold, document_write, document_reply, NULL
};
