/*
 * What the API does with jobs: queue one, list them, show, watch, cancel and repeat one.
 */
#include <string.h>

#include "build/queries.h"
#include "engine/exchange.h"
#include "engine/job_watch.h"
#include "engine/once.h"
#include "engine/page.h"
#include "engine/pairing.h"
#include "engine/routes.h"
#include "engine/texts.h"
#include "engine/uuid.h"
#include "proto/job.h"
#include "proto/json.h"
#include "proto/list_query.h"

static enum step
answer_job(struct request *r, int status, const struct job *job)
{
	struct buffer *b = buffer_new(r->mem);

	r->location = status == 202 ? arena_printf(r->mem, "/v1/jobs/%s", job->id) : NULL;
	message_print(b, &job_message, job);
	return req_reply_bytes(r, status, "application/json", b);
}

/* POST /v1/pairing-lists with Prefer: respond-async, and POST /v1/jobs/{id}/rerun */

struct queued {
	const struct pairing_request *asked;
	const char                   *again_of;
	const struct buffer          *snapshot;	/* NULL: the database is known to hold it */
};

static enum step
queue(struct request *r, const struct pairing_request *asked, const char *again_of)
{
	struct queued *q = r->state = arena_alloc(r->mem, sizeof(*q));

	*q = (struct queued){ .asked = asked, .again_of = again_of };
	return STEP_NEXT;
}

static enum step
queue_asked(struct request *r)
{
	return queue(r, r->body, NULL);
}

static void
print_snapshot(struct request *r)
{
	((struct queued *)r->state)->snapshot = catalogue_text(r->catalogue, r->mem);
}

/* A snapshot travels once: what the database is known to hold is only named. */
static enum step
write_snapshot(struct request *r)
{
	return r->catalogue->stored ? STEP_NEXT : req_work(r, print_snapshot);
}

static enum step
enqueue(struct request *r)
{
	const struct queued *q = r->state;
	struct buffer       *request = buffer_new(r->mem);

	message_print_client(request, &pairing_request_message, q->asked);
	return req_ask(r, &sql_job_enqueue, ARGS(uuid_v7(r->mem), job_kind_vocab.words[JOB_PAIRING_LIST].id,
		request->at, r->catalogue->snapshot, q->snapshot == NULL ? NULL : q->snapshot->at, q->again_of,
		ONCE(r)));
}

static enum step
reply_queued(struct request *r)
{
	const struct job *job = req_document(r, &job_message, req_text(r, 0, "answer"));

	if (job == NULL)
		return STEP_DONE;
	/* Of a repeated request the answer names an older snapshot. */
	if (strcmp(job->snapshot, r->catalogue->snapshot) == 0)
		r->catalogue->stored = true;
	return answer_job(r, 202, job);
}

step_fn *const pairing_list_queue[] = { texts_of_all, queue_asked, write_snapshot, enqueue, reply_queued, NULL };

/* GET /v1/jobs */

static enum step
ask_jobs(struct request *r)
{
	const struct list_query *query = r->query;
	const char              *after = query->cursor == NULL ? NULL : cursor_read(r->mem, query->cursor);

	if (query->cursor != NULL && after == NULL) {
		r->problem.code = PROBLEM_BAD_QUERY;
		problem_at(&r->problem, "cursor", SAY_MUST_BE_CURSOR);
		return req_failed(r);
	}
	return req_ask(r, &sql_job_all, ARGS(query->state < 0 ? NULL : job_state_vocab.words[query->state].id,
		after, DIGITS(query->limit + 1)));
}

static enum step
reply_jobs(struct request *r)
{
	const struct list_query *query = r->query;
	size_t                   n = (size_t)req_rows(r), shown = n > (size_t)query->limit ? n - 1 : n;
	struct job              *jobs = arena_alloc(r->mem, shown * sizeof(*jobs));
	struct page              page = { .items = { .items = jobs, .count = shown } };

	for (size_t i = 0; i < shown; i++) {
		const struct job *job = req_document(r, &job_entry_message, req_text(r, (int)i, "document"));

		if (job == NULL)
			return STEP_DONE;
		jobs[i] = *job;
	}
	if (shown < n)
		page.next = cursor_make(r->mem, jobs[shown - 1].id);
	page_link(r, page.next);
	return req_reply(r, &page);
}

step_fn *const job_list[] = { ask_jobs, reply_jobs, NULL };

/* GET /v1/jobs/{id} */

static enum step
ask_job(struct request *r)
{
	return req_ask(r, &sql_job_by_id, ARGS(r->arg));
}

/* NULL after failing the request. */
static const struct job *
find_job(struct request *r)
{
	if (req_rows(r) > 0)
		return req_document(r, &job_message, req_text(r, 0, "document"));
	req_missing(r, job_message.word, r->arg);
	return NULL;
}

static enum step
reply_job(struct request *r)
{
	const struct job *job = find_job(r);

	return job == NULL ? STEP_DONE : req_reply(r, job);
}

step_fn *const job_show[] = { ask_job, reply_job, NULL };

/* POST /v1/jobs/{id}/cancel */

static enum step
ask_cancel(struct request *r)
{
	const struct job *job = find_job(r);

	if (job == NULL)
		return STEP_DONE;
	if (job->state == JOB_DONE || job->state == JOB_FAILED)
		return req_fail(r, PROBLEM_CONFLICT, SAY_JOB_ENDED_ALREADY, job->id);
	return req_ask(r, &sql_job_cancel, ARGS(r->arg, ONCE(r)));
}

static enum step
reply_cancelled(struct request *r)
{
	const struct job *job = req_document(r, &job_message, req_text(r, 0, "answer"));

	return job == NULL ? STEP_DONE : req_reply(r, job);
}

step_fn *const job_cancel[] = { ask_job, ask_cancel, reply_cancelled, NULL };

/* POST /v1/jobs/{id}/rerun */

/* As a client would send it today, so that what is gone since is named. NULL after setting r->problem. */
static struct pairing_request *
read_again(struct request *r, const struct pairing_request *before)
{
	struct pairing_request *asked = arena_alloc(r->mem, sizeof(*asked));
	struct buffer          *b = buffer_new(r->mem);
	struct names            names = catalogue_names(r->catalogue);
	cJSON                  *json;

	message_print_client(b, &pairing_request_message, before);
	json = json_read(b->at, b->length, r->mem, &r->problem);
	return json != NULL && message_parse(&pairing_request_message, json, FROM_CLIENT, &names, r->mem, asked,
		&r->problem) ? asked : NULL;
}

static enum step
read_job_again(struct request *r)
{
	const struct job       *job = find_job(r);
	struct pairing_request *asked;

	if (job == NULL)
		return STEP_DONE;
	if (job->kind != JOB_PAIRING_LIST)
		return req_fail(r, PROBLEM_CONFLICT, SAY_IMPORT_NO_JOB_AGAIN, job->id);
	if (!job_ended(job))
		return req_fail(r, PROBLEM_CONFLICT, SAY_JOB_RUNS_STILL, job->id);
	asked = read_again(r, job->request.at);
	if (asked == NULL)
		return req_failed(r);
	r->state = asked;
	return req_view(r, r->catalogue, pairing_policy(r->catalogue, asked), pairing_day(r->catalogue, asked));
}

static enum step
queue_again(struct request *r)
{
	const struct job             *job = find_job(r);
	const struct pairing_request *asked = r->state;
	struct pairing_job            trial = { .mem = r->mem, .request = asked };

	if (job == NULL)
		return STEP_DONE;
	trial.view = pairing_view(r->catalogue, asked, r->mem);
	if (!pairing_prepare(&trial, &r->problem))
		return req_failed(r);
	return queue(r, asked, job->id);
}

step_fn *const job_rerun[] = {
	ask_job, read_job_again, texts_of_all, queue_again, write_snapshot, enqueue, reply_queued, NULL
};

/* GET /v1/jobs/{id}/events */

static enum step
stream_events(struct request *r)
{
	struct service   *service = r->service;
	struct exchange  *x = r->exchange;
	const struct job *job = find_job(r);
	const char       *last;
	int               role;

	if (job == NULL)
		return STEP_DONE;
	role = r->caller->role;	/* a stream that has begun knows its caller no more */
	last = http_header(r->http, "last-event-id");
	/* Browsers come back by themselves; 204 tells them that it is over. */
	if (job_ended(job) && last != NULL && strcmp(last, JOB_WATCH_END) == 0)
		return req_reply_bytes(r, 204, NULL, NULL);
	if (r->http->method == METHOD_HEAD)
		return req_reply_bytes(r, 200, "text/event-stream", buffer_new(r->mem));
	job_watch_add(service->jobs, x, job, r->shown, role, !req_stream(r, "text/event-stream"));
	return STEP_DONE;
}

step_fn *const job_events[] = { ask_job, stream_events, NULL };
