/*
 * What becomes of a list and of its pairings: propose, approve, announce,
 * withdraw; and the dated stages. The database decides what follows what.
 */
#include <stdlib.h>
#include <string.h>

#include "build/queries.h"
#include "engine/once.h"
#include "engine/page.h"
#include "engine/routes.h"
#include "engine/texts.h"
#include "proto/list_query.h"
#include "proto/pairing_list.h"

static enum step
move(struct request *r, const char *action)
{
	return req_ask(r, &sql_pairing_list_move,
		ARGS(r->arg, action, ((const struct list_note *)r->body)->note, ONCE(r)));
}

static enum step
propose(struct request *r)
{
	return move(r, "propose");
}

static enum step
approve(struct request *r)
{
	return move(r, "approve");
}

static enum step
announce(struct request *r)
{
	return move(r, "announce");
}

static enum step
withdraw(struct request *r)
{
	return move(r, "withdraw");
}

static enum step
reply_moved(struct request *r)
{
	const void *list = req_document(r, &pairing_list_message, req_text(r, 0, "answer"));

	return list == NULL ? STEP_DONE : req_reply(r, list);
}

step_fn *const list_propose[] = { propose, reply_moved, NULL };
step_fn *const list_approve[] = { approve, reply_moved, NULL };
step_fn *const list_announce[] = { announce, reply_moved, NULL };
step_fn *const list_withdraw[] = { withdraw, reply_moved, NULL };

/* GET /v1/proposals */

static enum step
ask_proposals(struct request *r)
{
	const struct list_query *q = r->query;
	const char              *after;

	if (!page_after(r, q->cursor, &after))
		return req_failed(r);
	return req_ask(r, &sql_proposal_all, ARGS(after, DIGITS(q->limit + 1)));
}

static enum step
reply_proposals(struct request *r)
{
	return page_reply(r, &proposal_message, ((const struct list_query *)r->query)->limit);
}

step_fn *const proposal_list[] = { ask_proposals, reply_proposals, NULL };

/* POST /v1/pairing-lists/{id}/pairings/{number}/stages */

/* The side that the caller speaks for; -1: any. */
static int
side_of(const struct caller *who)
{
	return who->role == ROLE_COMPANY ? SIDE_PARTNER : who->role == ROLE_CITY ? SIDE_CITY : -1;
}

/* A side answers for itself, and does nothing else. */
static enum step
ask_line(struct request *r)
{
	struct stage_request *asked = r->body;
	int                   side = side_of(r->caller);
	char                 *end;
	long                  number = strtol(r->number, &end, 10);

	if (*end != '\0' || r->number[0] < '0' || r->number[0] > '9' || number < 1 || number > INT32_MAX)
		return req_missing(r, pairing_line_message.word, r->number);
	if (stage_is_answer(asked->stage) && asked->side < 0)
		asked->side = side;
	if (stage_is_answer(asked->stage) && asked->side < 0) {
		problem_at(&r->problem, "/side", SAY_STAGE_WHOSE);
		return req_failed(r);
	}
	if (side >= 0 && asked->side != side)
		return req_fail(r, PROBLEM_FORBIDDEN, SAY_STAGE_OWN_SIDE);
	if (side >= 0)
		return req_ask(r, &sql_proposal_by_number, ARGS(r->arg, r->number));
	r->next++;	/* the office needs no proposal */
	return STEP_NEXT;
}

static enum step
check_line(struct request *r)
{
	const char *mine = r->caller->role == ROLE_COMPANY ? r->caller->partner : r->caller->city;

	if (req_rows(r) == 0 ||
	    strcmp(req_text(r, 0, r->caller->role == ROLE_COMPANY ? "partner" : "city"), mine) != 0)
		return req_missing(r, pairing_line_message.word, r->number);
	return STEP_NEXT;
}

static enum step
add_stage(struct request *r)
{
	const struct stage_request *asked = r->body;

	return req_ask(r, &sql_pairing_stage_add, ARGS(r->arg, r->number,
		pairing_stage_vocab.words[asked->stage].id,
		asked->side < 0 ? NULL : pairing_side_vocab.words[asked->side].id,
		asked->date, asked->reason, asked->note, ONCE(r)));
}

/* A decline shuts the pair out from now on, so the writer's next question must know of it. */
static enum step
follow(struct request *r)
{
	const struct stage_request *asked = r->body;
	void                       *staged = req_document(r, &staged_pairing_message, req_text(r, 0, "answer"));

	if (staged == NULL)
		return STEP_DONE;
	r->state = staged;
	return asked->stage == STAGE_DECLINED ? req_refresh(r) : STEP_NEXT;
}

static enum step
reply_stage(struct request *r)
{
	return req_reply(r, r->state);
}

step_fn *const pairing_stage_add[] = { ask_line, check_line, add_stage, follow, reply_stage, NULL };

/* GET /v1/snapshots/{digest}: the bytes that its digest names */

static void
print_snapshot(struct request *r)
{
	r->state = catalogue_text(r->catalogue, r->mem);
}

/* A rehearsal rests on the data of today, which nobody may have stored. */
static bool
is_of_today(const struct request *r)
{
	return strcmp(r->arg, r->catalogue->snapshot) == 0;
}

static enum step
want_texts(struct request *r)
{
	return is_of_today(r) ? texts_of_all(r) : STEP_NEXT;
}

static enum step
ask_snapshot(struct request *r)
{
	r->etag = r->arg;
	return is_of_today(r) ? req_work(r, print_snapshot) :
		req_ask(r, &sql_snapshot_by_digest, ARGS(r->arg));
}

static enum step
reply_snapshot(struct request *r)
{
	struct buffer *b = r->state;

	if (b == NULL && req_rows(r) == 0)
		return req_missing(r, SAY_WORD_SNAPSHOT, r->arg);
	if (b == NULL) {
		b = buffer_new(r->mem);
		buffer_text(b, req_text(r, 0, "document"));
	}
	return req_reply_bytes(r, 200, "application/x-ndjson", b);
}

step_fn *const snapshot_show[] = { want_texts, ask_snapshot, reply_snapshot, NULL };
