/*
 * What the API does with sources: list them, and store one.
 */
#include "build/queries.h"
#include "engine/once.h"
#include "engine/page.h"
#include "engine/routes.h"
#include "proto/list_query.h"

/* GET /v1/sources */

static enum step
ask_sources(struct request *r)
{
	const struct list_query *q = r->query;
	const char              *after;

	if (!page_after(r, q->cursor, &after))
		return req_failed(r);
	return req_ask(r, &sql_source_all, ARGS(after, DIGITS(q->limit + 1)));
}

static enum step
reply_sources(struct request *r)
{
	const struct list_query *q = r->query;

	return page_reply(r, &source_message, q->limit);
}

step_fn *const source_list[] = { ask_sources, reply_sources, NULL };

/* POST /v1/sources */

static enum step
store(struct request *r)
{
	const struct source_record *s = r->body;
	struct buffer              *b = buffer_new(r->mem);

	message_print_client(b, &source_message, s);
	return req_ask(r, &sql_source_create, ARGS(s->id, b->at, ONCE(r)));
}

static enum step
reply_stored(struct request *r)
{
	const struct source_record *s = req_document(r, &source_message, req_text(r, 0, "answer"));

	return s == NULL ? STEP_DONE : req_reply(r, s);
}

step_fn *const source_create[] = { store, reply_stored, NULL };
