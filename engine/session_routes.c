/*
 * A browser's session: opened with a password, carried by a cookie, closed by
 * signing out or by itself; and who asks.
 *
 * Whoever fails learns nothing: neither the words, nor the time, nor the wait
 * after several failures tell whether there is such a user.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "build/queries.h"
#include "engine/address.h"
#include "engine/admin.h"
#include "engine/cookie.h"
#include "engine/enter.h"
#include "engine/exchange.h"
#include "engine/password.h"
#include "engine/routes.h"
#include "engine/secret.h"
#include "engine/uuid.h"

enum { SEEN_SECONDS = 60 };

/* What a sign-in carries from step to step. */
struct attempt {
	const char    *user, *hash;	/* NULL: nobody */
	const char    *password;
	bool           right;
	const char    *rehashed;	/* with today's work; NULL: as it is */
	struct secret  secret;
	struct me      me;
};

/* Ends with a row of nothing. */
static const struct exchange_header *
cookie_header(struct request *r, const char *secret, long seconds)
{
	struct exchange_header *headers = arena_alloc(r->mem, 2 * sizeof(*headers));

	headers[0] = (struct exchange_header){ "Set-Cookie", cookie_set(r->mem, r->http, secret, seconds) };
	return headers;
}

/* POST /v1/sessions */

static enum step
begin_attempt(struct request *r)
{
	const struct sign_in *in = r->body;
	struct attempt       *a = r->state = arena_alloc(r->mem, sizeof(*a));

	/* Nobody is to be signed in as somebody else without noticing. */
	if (!cookie_same_origin(r->http, true))
		return req_fail(r, PROBLEM_CROSS_SITE, SAY_CROSS_SITE);
	a->password = password_text(r->mem, in->password);
	return req_ask_as_system(r, &sql_sign_in_begin, ARGS(in->email, address_household(r->mem, r->address)));
}

static void
compare_password(struct request *r)
{
	struct attempt *a = r->state;

	a->right = password_fits(a->hash, a->password);
	if (a->right && password_is_old(a->hash))
		a->rehashed = password_hash(r->mem, a->password);
}

static enum step
compare(struct request *r)
{
	struct attempt *a = r->state;
	long            wait = atol(req_text(r, 0, "wait"));

	if (wait > 0) {
		admin_count_sign_in(SIGN_IN_DELAYED);
		return req_fail_later(r, wait, SAY_SIGN_IN_WAIT);
	}
	a->user = req_text(r, 0, "id");
	a->hash = req_text(r, 0, "hash");
	return req_hash(r, compare_password);
}

static enum step
refuse(struct request *r)
{
	admin_count_sign_in(SIGN_IN_WRONG);
	return req_fail(r, PROBLEM_WRONG_SIGN_IN, SAY_WRONG_SIGN_IN);
}

static enum step
open_session(struct request *r)
{
	struct attempt *a = r->state;

	if (!a->right)
		return refuse(r);
	a->secret = secret_make(r->mem);
	return req_ask_as_system(r, &sql_session_open, ARGS(a->user, a->hash, a->rehashed, address_household(r->mem, r->address),
		uuid_v7(r->mem), a->secret.hash, a->secret.prefix, DIGITS(r->service->session_seconds),
		DIGITS(r->service->session_idle_seconds)));
}

static struct me
me_of(const struct token *t)
{
	return (struct me){
		.token = t->id, .kind = t->kind, .scope = t->scope, .expires = t->expires, .role = t->role,
		.partner = t->partner, .city = t->city, .user = t->user,
	};
}

static enum step
read_session(struct request *r)
{
	struct attempt     *a = r->state;
	const char         *document = req_text(r, 0, "document");
	const struct token *t;

	if (document == NULL)	/* the password was changed while we compared */
		return refuse(r);
	t = req_document(r, &token_message, document);
	if (t == NULL)
		return STEP_DONE;
	admin_count_sign_in(SIGN_IN_DONE);
	a->me = me_of(t);
	return req_refresh(r);
}

static enum step
reply_session(struct request *r)
{
	struct attempt *a = r->state;

	r->location = "/v1/sessions/current";
	r->headers = cookie_header(r, a->secret.text, r->service->session_seconds);
	return req_reply(r, &a->me);
}

step_fn *const session_open[] = { begin_attempt, compare, open_session, read_session, reply_session, NULL };

/* DELETE /v1/sessions/current */

static enum step
close_session(struct request *r)
{
	if (r->caller->kind != TOKEN_SESSION)
		return req_fail(r, PROBLEM_CONFLICT, SAY_NOT_A_SESSION);
	return req_ask(r, &sql_token_close, ARGS(r->caller->token, NULL, r->caller->token, NULL, NULL));
}

static enum step
refresh(struct request *r)
{
	return req_refresh(r);
}

static enum step
reply_closed(struct request *r)
{
	r->headers = cookie_header(r, "", 0);
	return req_reply_bytes(r, r->route->status, NULL, NULL);
}

step_fn *const session_close[] = { close_session, refresh, reply_closed, NULL };

/* Before the flow of a route, about once a minute */

static enum step
ask_alive(struct request *r)
{
	return req_ask(r, &sql_session_use, ARGS(r->caller->token));
}

static enum step
go_on(struct request *r)
{
	if (*req_text(r, 0, "alive") != 't')
		return req_fail(r, PROBLEM_NO_TOKEN, SAY_SESSION_OVER);
	touch_note(&r->service->sessions, r->caller->token, time(NULL) + SEEN_SECONDS);
	r->rows = NULL;
	r->next = r->route->flow;
	return STEP_NEXT;
}

step_fn *const session_goes_on[] = { ask_alive, go_on, NULL };

/* Whose token is unknown here: the database knows of those that other processes make. */

static enum step
ask_known(struct request *r)
{
	return req_ask_as_system(r, &sql_token_known, ARGS(r->shown));
}

static enum step
await_known(struct request *r)
{
	return *req_text(r, 0, "known") == 't' ? req_refresh(r) : req_fail(r, PROBLEM_NO_TOKEN, SAY_NO_TOKEN);
}

static enum step
enter_again(struct request *r)
{
	catalogue_release(r->catalogue);
	r->catalogue = NULL;
	r->rows = NULL;
	r->again = true;
	return enter(r) ? STEP_NEXT : req_failed(r);
}

step_fn *const newcomer_enters[] = { ask_known, await_known, enter_again, NULL };

/* GET /v1/me */

static enum step
ask_me(struct request *r)
{
	return req_ask(r, &sql_token_by_id, ARGS(r->caller->token));
}

static enum step
show_me(struct request *r)
{
	const struct token *t;
	struct me           me;

	if (req_rows(r) == 0)
		return req_fail(r, PROBLEM_NO_TOKEN, SAY_NO_TOKEN);
	t = req_document(r, &token_message, req_text(r, 0, "document"));
	if (t == NULL)
		return STEP_DONE;
	me = me_of(t);
	return req_reply(r, &me);
}

step_fn *const me_show[] = { ask_me, show_me, NULL };
