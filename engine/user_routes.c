/*
 * What the API does with users: list, show, store, change, and give a password.
 */
#include <stdlib.h>
#include <string.h>

#include "build/queries.h"
#include "engine/cookie.h"
#include "engine/exchange.h"
#include "engine/once.h"
#include "engine/page.h"
#include "engine/password.h"
#include "engine/routes.h"
#include "engine/uuid.h"
#include "proto/json.h"

static const char *
user_text(struct request *r, const struct user *u)
{
	struct buffer *b = buffer_new(r->mem);

	message_print_client(b, &user_message, u);
	return b->at;
}

static enum step
reply_user(struct request *r, const char *document)
{
	const struct user *u = req_document(r, &user_message, document);

	if (u == NULL)
		return STEP_DONE;
	r->etag = arena_printf(r->mem, "v%lld", (long long)u->version);
	if (r->route->status == 201)
		r->location = arena_printf(r->mem, "/v1/users/%s", u->id);
	return req_reply(r, u);
}

/* GET /v1/users */

static enum step
ask_users(struct request *r)
{
	const struct access_query *q = r->query;
	const char                *after;

	if (!page_after(r, q->cursor, &after))
		return req_failed(r);
	return req_ask(r, &sql_user_all, ARGS(q->q, q->role < 0 ? NULL : role_vocab.words[q->role].id,
		q->state < 0 ? NULL : user_state_vocab.words[q->state].id, after, DIGITS(q->limit + 1)));
}

static enum step
reply_users(struct request *r)
{
	const struct access_query *q = r->query;

	return page_reply(r, &user_message, q->limit);
}

step_fn *const user_list[] = { ask_users, reply_users, NULL };

/* GET /v1/users/{id} */

static enum step
ask_user(struct request *r)
{
	return req_ask(r, &sql_user_by_id, ARGS(r->arg));
}

static enum step
show(struct request *r)
{
	if (req_rows(r) == 0)
		return req_missing(r, user_message.word, r->arg);
	return reply_user(r, req_text(r, 0, "document"));
}

step_fn *const user_show[] = { ask_user, show, NULL };

/* POST /v1/users */

static enum step
store(struct request *r)
{
	return req_ask(r, &sql_user_create, ARGS(uuid_v7(r->mem), user_text(r, r->body), ONCE(r)));
}

static enum step
reply_stored(struct request *r)
{
	return reply_user(r, req_text(r, 0, "answer"));
}

step_fn *const user_create[] = { store, reply_stored, NULL };

/* PATCH /v1/users/{id} */

static enum step
patch(struct request *r)
{
	struct names       names = catalogue_names(r->catalogue);
	struct user       *after = arena_alloc(r->mem, sizeof(*after));
	const struct user *before;
	const char        *text;
	cJSON             *json;

	if (req_rows(r) == 0)
		return req_missing(r, user_message.word, r->arg);
	before = req_document(r, &user_message, req_text(r, 0, "document"));
	if (before == NULL)
		return STEP_DONE;
	if (r->version != 0 && r->version != before->version)
		return req_fail(r, PROBLEM_STALE, SAY_STALE);
	text = user_text(r, before);
	json = json_read(text, strlen(text), r->mem, &r->problem);
	json = json == NULL ? NULL : json_merge_patch(json, r->json, r->mem);
	if (json == NULL || !message_parse(&user_message, json, FROM_CLIENT, &names, r->mem, after, &r->problem))
		return req_failed(r);
	return req_ask(r, &sql_user_save, ARGS(r->arg, DIGITS(before->version), user_text(r, after), r->caller->token));
}

static enum step
read_saved(struct request *r)
{
	r->state = (void *)(uintptr_t)req_text(r, 0, "document");
	return req_refresh(r);
}

static enum step
reply_saved(struct request *r)
{
	return reply_user(r, r->state);
}

step_fn *const user_patch[] = { ask_user, patch, read_saved, reply_saved, NULL };

/*
 * POST /v1/users/{id}/password: one's own takes the one so far, so that who finds
 * an unlocked screen does not take the account over. It is no place to guess either.
 */
struct change {
	const char *hash;	/* so far; NULL: there is none, or it does not matter */
	const char *current, *password;
	bool        right;
	const char *rehashed;
};

static bool
is_own(const struct request *r)
{
	return r->caller->user != NULL && strcmp(r->caller->user, r->arg) == 0;
}

static enum step
begin_change(struct request *r)
{
	return req_ask(r, &sql_user_password_begin, ARGS(r->arg, is_own(r) ? "true" : "false"));
}

static void
hash_password(struct request *r)
{
	struct change *c = r->state;

	c->right = c->hash == NULL || password_fits(c->hash, c->current);
	if (c->right)
		c->rehashed = password_hash(r->mem, c->password);
}

static enum step
check_change(struct request *r)
{
	const struct new_password *in = r->body;
	struct change             *c = r->state = arena_alloc(r->mem, sizeof(*c));
	long                       wait = atol(req_text(r, 0, "wait"));

	if (wait > 0)
		return req_fail_later(r, wait, SAY_SIGN_IN_WAIT);
	c->hash = req_text(r, 0, "hash");
	c->password = password_text(r->mem, in->password);
	c->current = in->current == NULL ? NULL : password_text(r->mem, in->current);
	if (c->hash != NULL && c->current == NULL)
		problem_at(&r->problem, "/current", SAY_REQUIRED);
	if (strcasecmp(in->password, req_text(r, 0, "email")) == 0)
		problem_at(&r->problem, "/password", SAY_PASSWORD_IS_NAME);
	if (r->problem.code != PROBLEM_NONE)
		return req_failed(r);
	return req_hash(r, hash_password);
}

static enum step
save_password(struct request *r)
{
	const struct change *c = r->state;

	if (!c->right) {
		problem_at(&r->problem, "/current", SAY_PASSWORD_WRONG);
		return req_failed(r);
	}
	return req_ask(r, &sql_user_password_save, ARGS(r->arg, c->rehashed));
}

step_fn *const user_password[] = { begin_change, check_change, save_password, read_saved, reply_saved, NULL };
