/*
 * What the API does with tokens: list, make, revoke and renew them. A secret is
 * in the answer that makes it and nowhere else, so a repeated request is told
 * which token it made, without what opens it.
 */
#include <stdlib.h>

#include "build/queries.h"
#include "engine/once.h"
#include "engine/page.h"
#include "engine/routes.h"
#include "engine/secret.h"
#include "engine/uuid.h"

/* GET /v1/tokens: of those that the database shows to the caller. */

static enum step
ask_tokens(struct request *r)
{
	const struct access_query *q = r->query;
	const char                *after;

	if (!page_after(r, q->cursor, &after))
		return req_failed(r);
	return req_ask(r, &sql_token_all, ARGS(q->user, q->kind < 0 ? NULL : token_kind_vocab.words[q->kind].id,
		q->state < 0 ? NULL : token_state_vocab.words[q->state].id, after, DIGITS(q->limit + 1)));
}

static enum step
reply_tokens(struct request *r)
{
	const struct access_query *q = r->query;

	return page_reply(r, &token_message, q->limit);
}

step_fn *const token_list[] = { ask_tokens, reply_tokens, NULL };

/* What has been made: the token, and its secret if it was made just now. */
struct made {
	struct secret secret;
	struct token *token;
};

static struct made *
begin_making(struct request *r)
{
	struct made *m = r->state = arena_alloc(r->mem, sizeof(*m));

	m->secret = secret_make(r->mem);
	return m;
}

static enum step
read_made(struct request *r)
{
	struct made *m = r->state;

	m->token = req_document(r, &token_message, req_text(r, 0, "answer"));
	if (m->token == NULL)
		return STEP_DONE;
	if (*req_text(r, 0, "replayed") == 'f')
		m->token->secret = m->secret.text;
	return req_refresh(r);
}

static enum step
reply_made(struct request *r)
{
	const struct made *m = r->state;

	return req_reply(r, m->token);
}

/* POST /v1/tokens */

static enum step
make_token(struct request *r)
{
	struct made   *m = begin_making(r);
	struct buffer *b = buffer_new(r->mem);

	message_print(b, &token_request_message, r->body);
	return req_ask(r, &sql_token_make, ARGS(uuid_v7(r->mem), b->at, m->secret.hash, m->secret.prefix, ONCE(r)));
}

step_fn *const token_make[] = { make_token, read_made, reply_made, NULL };

/* POST /v1/tokens/{id}/rotate */

static enum step
rotate(struct request *r)
{
	const struct rotation *in = r->body;
	struct made           *m = begin_making(r);

	return req_ask(r, &sql_token_rotate, ARGS(r->arg, uuid_v7(r->mem), m->secret.hash, m->secret.prefix,
		DIGITS(in->grace_minutes), ONCE(r)));
}

step_fn *const token_rotate[] = { rotate, read_made, reply_made, NULL };

/* POST /v1/tokens/{id}/revoke */

static enum step
revoke(struct request *r)
{
	return req_ask(r, &sql_token_close, ARGS(r->arg, ONCE(r)));
}

static enum step
read_revoked(struct request *r)
{
	struct token *t = r->state = req_document(r, &token_message, req_text(r, 0, "answer"));

	return t == NULL ? STEP_DONE : req_refresh(r);
}

static enum step
reply_revoked(struct request *r)
{
	return req_reply(r, r->state);
}

step_fn *const token_revoke[] = { revoke, read_revoked, reply_revoked, NULL };
