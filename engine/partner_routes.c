/*
 * What the API does with partners: store, show, change, and put through review.
 *
 * Every write is one statement, after which it is known how the partner then is,
 * and is followed by a catalogue that holds it, so that the writer's next read
 * sees it.
 */
#include <stdlib.h>
#include <string.h>

#include "build/queries.h"
#include "engine/loader.h"
#include "engine/once.h"
#include "engine/routes.h"
#include "engine/texts.h"
#include "engine/uuid.h"
#include "proto/json.h"
#include "proto/registration.h"
#include "proto/utf8.h"

static enum step
reply_partner(struct request *r, const struct partner *p)
{
	r->etag = arena_printf(r->mem, "v%lld", (long long)p->version);
	return req_reply(r, p);
}

/* GET /v1/partners/{id} */

static enum step
show(struct request *r)
{
	long found = catalogue_find(r->catalogue, RECORD_PARTNER, r->arg);

	if (found < 0)
		return req_missing(r, partner_message.word, r->arg);
	return reply_partner(r, catalogue_at(r->catalogue, RECORD_PARTNER, (size_t)found));
}

step_fn *const partner_show[] = { texts_ask, texts_take, show, NULL };

/* The answer of a write: the partner as it is now. */

static enum step
read_document(struct request *r, const char *column)
{
	void *partner = req_document(r, &partner_message, req_text(r, 0, column));

	if (partner == NULL)
		return STEP_DONE;
	r->state = partner;
	return req_refresh(r);
}

static enum step
read_written(struct request *r)
{
	return read_document(r, "answer");
}

static enum step
reply_written(struct request *r)
{
	return reply_partner(r, r->state);
}

static bool
has_good_number(struct request *r, const struct partner *profile)
{
	return registration_accept(profile->country, profile->registration_number, &r->problem);
}

/* POST /v1/partners. What is sent is what is stored, so only the answer of an earlier time comes back. */

static enum step
store(struct request *r)
{
	const struct partner *p = partner_first(r->mem, uuid_v7(r->mem), r->body);
	struct buffer        *document = buffer_new(r->mem);

	if (!has_good_number(r, p))
		return req_failed(r);
	message_print(document, &partner_message, p);
	r->state = (void *)(uintptr_t)p;
	return req_ask(r, &sql_partner_create, ARGS(document->at, ONCE(r)));
}

static enum step
take_created(struct request *r)
{
	if (*req_text(r, 0, "replayed") != 'f')
		return read_written(r);
	loader_add_own(r->service->loader, strtoll(req_text(r, 0, "entry"), NULL, 10), r->state);
	return req_refresh(r);
}

static enum step
reply_created(struct request *r)
{
	const struct partner *p = r->state;

	r->location = arena_printf(r->mem, "/v1/partners/%s", p->id);
	return reply_partner(r, p);
}

step_fn *const partner_create[] = { store, take_created, reply_created, NULL };

/* PUT /v1/partners/{id} */

static enum step
save(struct request *r, const struct partner *profile)
{
	return req_ask(r, &sql_partner_save, ARGS(r->arg, r->version == 0 ? NULL : DIGITS(r->version),
		partner_print_profile(r->mem, profile)->at));
}

static enum step
replace(struct request *r)
{
	return has_good_number(r, r->body) ? save(r, r->body) : req_failed(r);
}

static enum step
read_saved(struct request *r)
{
	return read_document(r, "document");
}

step_fn *const partner_replace[] = { replace, read_saved, reply_written, NULL };

/*
 * PATCH /v1/partners/{id}: the patch is applied to the profile of the version
 * that If-Match names; the database refuses it when another has come since.
 * Another process may have stored that version a moment ago.
 */
static enum step
await_version(struct request *r)
{
	long    found = catalogue_find(r->catalogue, RECORD_PARTNER, r->arg);
	int64_t known = found < 0 ? 0 :
		((const struct partner *)catalogue_at(r->catalogue, RECORD_PARTNER, (size_t)found))->version;

	return r->version > known ? req_refresh(r) : STEP_NEXT;
}

static enum step
hold_newest(struct request *r)
{
	struct catalogue *newest = loader_catalogue(r->service->loader);

	r->basis = catalogue_hold(newest != NULL ? newest : r->catalogue);
	return STEP_NEXT;
}

static bool
has_number_of(const struct partner *after, const struct partner *before)
{
	return same_text(after->country, before->country) &&
		same_text(after->registration_number, before->registration_number);
}

static enum step
patch(struct request *r)
{
	struct catalogue     *c = r->basis;
	long                  found = catalogue_find(c, RECORD_PARTNER, r->arg);
	const struct partner *before;
	struct partner       *after = arena_alloc(r->mem, sizeof(*after));
	struct names          names = catalogue_names(c);
	const struct buffer  *text;
	cJSON                *json;

	if (found < 0)
		return req_missing(r, partner_message.word, r->arg);
	before = catalogue_at(c, RECORD_PARTNER, (size_t)found);
	if (r->version != 0 && r->version != before->version)
		return req_fail(r, PROBLEM_STALE, SAY_STALE);
	r->version = before->version;
	text = partner_print_profile(r->mem, before);
	json = json_read(text->at, text->length, r->mem, &r->problem);
	json = json == NULL ? NULL : json_merge_patch(json, r->json, r->mem);
	if (json == NULL || !message_parse(&partner_message, json, FROM_CLIENT, &names, r->mem, after, &r->problem))
		return req_failed(r);
	/* One that was stored before numbers were looked at does not stand in the way of other changes. */
	return has_number_of(after, before) || has_good_number(r, after) ? save(r, after) : req_failed(r);
}

step_fn *const partner_patch[] = { await_version, hold_newest, texts_ask, texts_take, patch, read_saved, reply_written, NULL };

/* POST /v1/partners/{id}/submit and so on */

static enum step
move(struct request *r, const char *action)
{
	const struct term *term = r->body;

	return req_ask(r, &sql_partner_move, ARGS(r->arg, r->version == 0 ? NULL : DIGITS(r->version), action,
		term == NULL ? NULL : term->valid_to, ONCE(r)));
}

static enum step
submit(struct request *r)
{
	return move(r, "submit");
}

static enum step
verify(struct request *r)
{
	return move(r, "verify");
}

static enum step
suspend(struct request *r)
{
	return move(r, "suspend");
}

static enum step
renew(struct request *r)
{
	return move(r, "renew");
}

step_fn *const partner_submit[] = { submit, read_written, reply_written, NULL };
step_fn *const partner_verify[] = { verify, read_written, reply_written, NULL };
step_fn *const partner_suspend[] = { suspend, read_written, reply_written, NULL };
step_fn *const partner_renew[] = { renew, read_written, reply_written, NULL };
