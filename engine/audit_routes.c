/*
 * What the API tells of the audit, and of persons: what is kept of one, and forgetting it.
 */
#include <stdlib.h>
#include <string.h>

#include "build/queries.h"
#include "engine/once.h"
#include "engine/page.h"
#include "engine/routes.h"
#include "proto/audit.h"
#include "proto/network.h"

/* GET /v1/audit */

static enum step
ask_entries(struct request *r)
{
	const struct audit_query *q = r->query;
	const char               *at = q->cursor == NULL ? NULL : cursor_read(r->mem, q->cursor);

	if (q->cursor != NULL && (at == NULL || at[strspn(at, "0123456789")] != '\0' || strlen(at) > 18)) {
		r->problem.code = PROBLEM_BAD_QUERY;
		problem_at(&r->problem, "cursor", SAY_MUST_BE_CURSOR);
		return req_failed(r);
	}
	if (at == NULL && q->since.known)
		at = arena_printf(r->mem, "%s", DIGITS(q->since.value));
	return req_ask(r, q->since.known ? &sql_audit_since : &sql_audit_newest,
		ARGS(q->kind, q->id, q->actor, q->from, q->to, at, DIGITS(q->limit + 1)));
}

static int64_t
number(const struct request *r, int row, const char *column)
{
	return strtoll(req_text(r, row, column), NULL, 10);
}

static struct maybe
maybe_number(const struct request *r, int row, const char *column)
{
	bool known = req_text(r, row, column) != NULL;

	return (struct maybe){ known, known ? number(r, row, column) : 0 };
}

static struct audit_entry
entry_of(const struct request *r, int row)
{
	return (struct audit_entry){
		.seq = number(r, row, "seq"), .at_us = number(r, row, "at_us"), .at = req_text(r, row, "at"),
		.token = req_text(r, row, "token"), .user = req_text(r, row, "user"), .role = req_text(r, row, "role"),
		.name = req_text(r, row, "name"), .from = req_text(r, row, "from"), .kind = req_text(r, row, "kind"),
		.id = req_text(r, row, "id"), .action = req_text(r, row, "action"),
		.before = req_text(r, row, "before"), .after = req_text(r, row, "after"),
		.salt = req_text(r, row, "salt"), .before_digest = req_text(r, row, "before_digest"),
		.after_digest = req_text(r, row, "after_digest"), .hash = req_text(r, row, "hash"),
		.erased = maybe_number(r, row, "erased"),
	};
}

static enum step
reply_entries(struct request *r)
{
	const struct audit_query *q = r->query;
	size_t                    n = (size_t)req_rows(r), shown = n > (size_t)q->limit ? n - 1 : n;
	struct audit_entry       *entries = arena_alloc(r->mem, shown * sizeof(*entries));
	struct page               page = { .items = { .items = entries, .count = shown } };

	for (size_t i = 0; i < shown; i++)
		entries[i] = entry_of(r, (int)i);
	if (shown < n)
		page.next = cursor_make(r->mem, DIGITS(entries[shown - 1].seq));
	page_link(r, page.next);
	return req_reply(r, &page);
}

step_fn *const audit_list[] = { ask_entries, reply_entries, NULL };

/* GET /v1/audit/head */

static enum step
ask_head(struct request *r)
{
	return req_ask(r, &sql_audit_head, NULL, 0);
}

static enum step
reply_head(struct request *r)
{
	struct audit_head head = { .hash = NULL };

	if (req_rows(r) > 0) {
		head.seq = maybe_number(r, 0, "seq");
		head.hash = req_text(r, 0, "hash");
	}
	return req_reply(r, &head);
}

step_fn *const audit_head_show[] = { ask_head, reply_head, NULL };

/* GET /v1/persons */

static enum step
ask_places(struct request *r)
{
	return req_ask(r, &sql_person_places, ARGS(((const struct person_query *)r->query)->email));
}

static enum step
reply_places(struct request *r)
{
	size_t               n = (size_t)req_rows(r);
	struct person_place *places = arena_alloc(r->mem, n * sizeof(*places));
	struct person        person = {
		.email = ((const struct person_query *)r->query)->email, .places = { .items = places, .count = n },
	};

	for (size_t i = 0; i < n; i++)
		places[i] = (struct person_place){ req_text(r, (int)i, "place"), req_text(r, (int)i, "id"),
			req_text(r, (int)i, "document") };
	return req_reply(r, &person);
}

step_fn *const person_show[] = { ask_places, reply_places, NULL };

/* POST /v1/persons/erase */

static enum step
ask_erase(struct request *r)
{
	return req_ask(r, &sql_person_erase, ARGS(((const struct person_query *)r->body)->email, ONCE(r)));
}

/* Partners show it no more. */
static enum step
follow_erased(struct request *r)
{
	r->state = req_document(r, &person_erased_message, req_text(r, 0, "answer"));
	return r->state == NULL ? STEP_DONE : req_refresh(r);
}

static enum step
reply_erased(struct request *r)
{
	return req_reply(r, r->state);
}

step_fn *const person_erase[] = { ask_erase, follow_erased, reply_erased, NULL };
