#include "engine/request.h"

#include <assert.h>
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <sodium.h>

#include "engine/address.h"
#include "build/queries.h"
#include "engine/admin.h"
#include "engine/exchange.h"
#include "engine/enter.h"
#include "engine/loader.h"
#include "engine/log.h"
#include "engine/once.h"
#include "engine/phase.h"
#include "engine/routes.h"
#include "engine/view_wait.h"
#include "engine/worker.h"
#include "proto/header.h"
#include "proto/json.h"

static void
free_result(void *result)
{
	PQclear(result);
}

static int64_t
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

enum { HEADERS_MAX = 20 };

static const char *
quoted(struct arena *mem, const char *s)
{
	char *text = arena_alloc(mem, strlen(s) + 3);

	stpcpy(stpcpy(stpcpy(text, "\""), s), "\"");
	return text;
}

/* The headers of the answer; returns how many. */
static size_t
write_headers(struct request *r, int status, const char *type, struct exchange_header *headers)
{
	size_t n = 0;

	if (type != NULL)
		headers[n++] = (struct exchange_header){ "Content-Type", type };
	if (r->etag != NULL)
		headers[n++] = (struct exchange_header){ "ETag", quoted(r->mem, r->etag) };
	if (r->location != NULL)
		headers[n++] = (struct exchange_header){ "Location", r->location };
	if (r->link != NULL)
		headers[n++] = (struct exchange_header){ "Link", r->link };
	if (status == 401)
		headers[n++] = (struct exchange_header){ "WWW-Authenticate", "Bearer" };
	if (status == 405 || (r->http->method == METHOD_OPTIONS && status == 204))
		headers[n++] = (struct exchange_header){ "Allow", enter_allowed(r) };
	if (r->retry_after > 0 || status == 503 || r->problem.code == PROBLEM_TOO_MANY)
		headers[n++] = (struct exchange_header){ "Retry-After",
			arena_printf(r->mem, "%ld", r->retry_after > 0 ? r->retry_after : 2) };
	if (r->route != NULL && r->route->csv)
		headers[n++] = (struct exchange_header){ "Vary", "Accept" };
	/* One browser may be several people's, one after the other. */
	if (r->caller != NULL && r->route != NULL && !r->route->file && !r->route->stream)
		headers[n++] = (struct exchange_header){ "Cache-Control", "private, no-cache" };
	for (const struct exchange_header *h = r->headers; h != NULL && h->name != NULL; h++) {
		assert(n < HEADERS_MAX);
		headers[n++] = *h;
	}
	return n;
}

/* Every request has this line, so it is put together without printf. */
static void
log_request(const struct request *r, int status, int64_t us)
{
	const char *const pieces[] = {
		"request id=", DIGITS(r->id), " token=", r->caller == NULL ? "-" : r->caller->token,
		" method=", method_names[r->http->method], " path=", r->route == NULL ? "-" : r->route->path,
		" status=", DIGITS(status), " problem=", problem_name(r->problem.code), " us=", DIGITS(us),
	};
	char  line[500];
	char *at = line;

	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		size_t n = strnlen(pieces[i], (size_t)(line + sizeof(line) - at));

		memcpy(at, pieces[i], n);
		at += n;
	}
	log_text(LEVEL_INFO, line, (size_t)(at - line));
}

/* The request ends here; its answer may still be on its way. */
static void
settle(struct request *r, int status)
{
	int64_t us = now_us() - r->started;

	log_request(r, status, us);
	admin_count_request(status, (long)us);
	catalogue_release(r->catalogue);
	catalogue_release(r->basis);
	r->catalogue = r->basis = NULL;
	arena_free(r->asking);
	r->asking = NULL;
	r->service->running--;
}

/* The request's memory is the exchange's, so nothing of `r` may be touched after exchange_reply(). */
static void
req_send(struct request *r, int status, const char *type, const struct buffer *body)
{
	struct exchange_header headers[HEADERS_MAX];
	size_t                 n = write_headers(r, status, body == NULL ? NULL : type, headers);

	settle(r, status);
	exchange_reply(r->exchange, status, headers, n, body);
}

bool
req_stream(struct request *r, const char *type)
{
	struct exchange_header headers[HEADERS_MAX + 1];
	size_t                 n = write_headers(r, r->route->status, type, headers);

	headers[n++] = (struct exchange_header){ "Cache-Control", "no-store" };
	settle(r, r->route->status);
	return exchange_stream(r->exchange, r->route->status, headers, n);
}

static void
req_send_problem(struct request *r)
{
	struct buffer *b = buffer_new(r->mem);

	r->etag = r->location = r->link = NULL;
	r->headers = NULL;
	problem_print(b, &r->problem, r->lang);
	req_send(r, problem_status(r->problem.code), "application/problem+json", b);
}

/* A step that is done has answered, or has left a problem to answer with. */
static void
req_run(struct request *r)
{
	while (*r->next != NULL) {
		step_fn *step = *r->next++;

		switch (step(r)) {
		case STEP_NEXT:
			break;
		case STEP_WAIT:
		case STEP_DONE:
			return;
		}
	}
	req_fail(r, PROBLEM_INTERNAL, SAY_NO_ANSWER);
}

/*
 * A connection that breaks during a write leaves unknown whether it was carried out. One that carries
 * the client's key is simply asked again: where it was, the database gives the answer that was stored.
 */
struct retry {
	const struct query *query;
	const char        **args;
	int                 nargs;
	struct arena       *mem;
};

/* Later than this its answer would come too late. */
enum { AGAIN_US = 1500000 };

static void on_answer(void *ctx, PGresult *rows, const struct problem *p);

static void
note_again(struct request *r, struct arena *mem, const struct query *q, const char *const *args, int nargs)
{
	r->retry = NULL;
	for (int i = 0; i < nargs && r->key != NULL; i++)
		if (args[i] == r->key) {
			r->keyed = true;
			r->retry = arena_alloc(mem, sizeof(*r->retry));
			*r->retry = (struct retry){ q, arena_alloc(mem, (size_t)nargs * sizeof(*args)), nargs, mem };
			for (int k = 0; k < nargs; k++)
				r->retry->args[k] = args[k] == NULL ? NULL : arena_strdup(mem, args[k]);
			return;
		}
}

static bool
may_ask_again(const struct request *r, const struct problem *p)
{
	return r->retry != NULL && p->detail.say == SAY_DB_LOST && now_us() - r->started < AGAIN_US;
}

static void
ask_again(struct request *r)
{
	const struct retry *again = r->retry;
	struct asker        asker = { r->caller->token, r->address };

	log_info("request id=%llu looks whether its write was carried out", (unsigned long long)r->id);
	r->question = db_ask(r->service->db, again->mem, &asker, again->query, again->args, again->nargs, on_answer, r);
}

static void
on_answer(void *ctx, PGresult *rows, const struct problem *p)
{
	struct request *r = ctx;

	r->question = NULL;
	if (rows == NULL && may_ask_again(r, p)) {
		ask_again(r);
		return;
	}
	if (rows == NULL) {
		r->problem = *p;
		req_send_problem(r);
		return;
	}
	r->rows = arena_own(r->asking != NULL ? r->asking : r->mem, rows, free_result);
	req_run(r);
}

enum step
req_ask(struct request *r, const struct query *q, const char *const *args, int nargs)
{
	struct asker asker = { r->caller == NULL ? db_anyone.as : r->caller->token, r->address };

	note_again(r, r->mem, q, args, nargs);
	r->question = db_ask(r->service->db, r->mem, &asker, q, args, nargs, on_answer, r);
	return STEP_WAIT;
}

enum step
req_ask_in(struct request *r, struct arena *mem, const struct query *q, const char *const *args, int nargs)
{
	struct asker asker = { r->caller->token, r->address };

	arena_free(r->asking);
	note_again(r, mem, q, args, nargs);
	r->asking = mem;
	r->question = db_ask(r->service->db, mem, &asker, q, args, nargs, on_answer, r);
	return STEP_WAIT;
}

enum step
req_ask_as_system(struct request *r, const struct query *q, const char *const *args, int nargs)
{
	struct asker asker = { db_system.as, r->address };

	r->retry = NULL;
	r->question = db_ask(r->service->db, r->mem, &asker, q, args, nargs, on_answer, r);
	return STEP_WAIT;
}

static void
on_refreshed(void *ctx, bool ok)
{
	struct request *r = ctx;

	/*
	 * What was written is committed either way, so a catalogue that does not follow
	 * yet is no reason to tell the client otherwise.
	 */
	if (!ok)
		log_warn("request id=%llu answered before the catalogue followed", (unsigned long long)r->id);
	req_run(r);
}

enum step
req_refresh(struct request *r)
{
	loader_await(r->service->loader, on_refreshed, r);
	return STEP_WAIT;
}

void
req_go_on(void *request, bool ok)
{
	if (ok)
		req_run(request);
	else
		req_fail(request, PROBLEM_DATABASE, SAY_DATABASE_AWAY);
}

static void
run_work(void *ctx)
{
	struct request *r = ctx;

	r->work(r);
}

static void
on_worked(void *ctx)
{
	req_run(ctx);
}

enum step
req_hash(struct request *r, void (*work)(struct request *r))
{
	r->work = work;
	if (!worker_do(r->service->hasher, run_work, on_worked, r))
		return req_fail_later(r, 1, SAY_SIGN_IN_BUSY);
	return STEP_WAIT;
}

enum step
req_work(struct request *r, void (*work)(struct request *r))
{
	r->work = work;
	if (!worker_do(r->service->worker, run_work, on_worked, r))
		return req_fail(r, PROBLEM_BUSY, SAY_WORKER_BUSY);
	return STEP_WAIT;
}

enum step
req_view(struct request *r, struct catalogue *c, size_t policy, const char *as_of)
{
	enum view_wait wait = view_await(c, policy, as_of, r->service->worker, on_worked, r);

	if (wait == VIEW_REFUSED)
		return req_fail(r, PROBLEM_BUSY, SAY_WORKER_BUSY);
	return wait == VIEW_THERE ? STEP_NEXT : STEP_WAIT;
}

/* --- answers kept for an Idempotency-Key where the flow keeps none itself: it has changed nothing */

static bool
may_keep(const struct request *r)
{
	return r->key != NULL && r->caller != NULL && r->http->method == METHOD_POST && !r->route->secret &&
		!r->route->upload;
}

static void
send_kept(struct request *r, const PGresult *rows)
{
	struct buffer *b = buffer_new(r->mem);

	buffer_add(b, PQgetvalue(rows, 0, 1), (size_t)PQgetlength(rows, 0, 1));
	req_send(r, atoi(PQgetvalue(rows, 0, 0)), "application/json", b);
}

static void
on_kept(void *ctx, PGresult *rows, const struct problem *p)
{
	struct request *r = ctx;

	if (rows == NULL) {
		r->problem = *p;
		req_send_problem(r);
		return;
	}
	arena_own(r->mem, rows, free_result);
	send_kept(r, rows);
}

static enum step
keep(struct request *r, int status, const struct buffer *bytes)
{
	const struct asker asker = { r->caller->token, r->address };

	db_ask(r->service->db, r->mem, &asker, &sql_once_keep, ARGS(DIGITS(status), bytes->at, ONCE(r)), on_kept, r);
	return STEP_DONE;
}

/* What was looked for before the flow began. */
static void
on_looked(void *ctx, PGresult *rows, const struct problem *p)
{
	struct request *r = ctx;

	if (rows != NULL && PQntuples(rows) == 0) {
		PQclear(rows);
		req_run(r);
	} else {
		on_kept(ctx, rows, p);
	}
}

static void
look(struct request *r)
{
	const struct asker asker = { r->caller->token, r->address };

	db_ask(r->service->db, r->mem, &asker, &sql_once_look, ARGS(ONCE(r)), on_looked, r);
}

enum step
req_reply_bytes(struct request *r, int status, const char *type, const struct buffer *bytes)
{
	bool        reads = r->http->method == METHOD_GET || r->http->method == METHOD_HEAD;
	const char *given = reads ? http_header(r->http, "if-none-match") : NULL;

	if (may_keep(r) && !r->keyed && status / 100 == 2 && bytes != NULL)
		return keep(r, status, bytes);
	/* Only what was read before can be unchanged: a write is answered with what it did. */
	if (status == 200 && r->etag != NULL && given != NULL && header_names_tag(given, r->etag))
		req_send(r, 304, NULL, NULL);
	else
		req_send(r, status, type, bytes);
	return STEP_DONE;
}

enum step
req_reply_status(struct request *r, int status, const void *answer)
{
	struct buffer *b;
	int64_t        begun;

	if (r->http->method != METHOD_GET && r->http->method != METHOD_HEAD && req_prefers(r, "return=minimal")) {
		req_send(r, status == 200 ? 204 : status, NULL, NULL);
		return STEP_DONE;
	}
	begun = phase_begin();
	b = exchange_body(r->exchange);
	message_print(b, r->route->gives, answer);
	phase_end(PHASE_PRINT, begun);
	return req_reply_bytes(r, status, "application/json", b);
}

enum step
req_reply(struct request *r, const void *answer)
{
	return req_reply_status(r, r->route->status, answer);
}

enum step
req_failed(struct request *r)
{
	req_send_problem(r);
	return STEP_DONE;
}

enum step
req_fail(struct request *r, enum problem_code code, enum say say, ...)
{
	va_list args;

	if (r->problem.code == PROBLEM_NONE) {
		r->problem.code = code;
		va_start(args, say);
		r->problem.detail = say_vmake(r->mem, say, args);
		va_end(args);
	}
	return req_failed(r);
}

enum step
req_missing(struct request *r, enum say word, const char *id)
{
	return req_fail(r, PROBLEM_NOT_FOUND, SAY_NO_SUCH_RECORD,
		say_both(r->mem, say_row(word, LANG_EN), say_row(word, LANG_KO)), id);
}

enum step
req_fail_later(struct request *r, long seconds, enum say say)
{
	r->retry_after = seconds;
	return req_fail(r, PROBLEM_TOO_MANY, say, DIGITS(seconds));
}

int
req_rows(const struct request *r)
{
	return PQntuples(r->rows);
}

const char *
req_text(const struct request *r, int row, const char *column)
{
	int i = PQfnumber(r->rows, column);

	if (i < 0)	/* a slip in our own SQL: loud in every test, harmless in use */
		log_error("no column \"%s\" in the answer", column);
	return i < 0 || PQgetisnull(r->rows, row, i) ? NULL : PQgetvalue(r->rows, row, i);
}

void *
req_document(struct request *r, const struct message *m, const char *text)
{
	void           *out = arena_alloc(r->mem, m->size);
	struct problem  p = { .mem = r->mem };
	cJSON          *json = json_read_own(text, strlen(text), r->mem, &p);

	if (json != NULL && message_parse(m, json, FROM_STORE, NULL, r->mem, out, &p))
		return out;
	log_error("request id=%llu: a stored %s cannot be read: %s", (unsigned long long)r->id, m->name,
		p.fields > 0 ? p.field[0].at : "");
	req_fail(r, PROBLEM_INTERNAL, SAY_NO_ANSWER);
	return NULL;
}

bool
req_wants_csv(const struct request *r)
{
	const char *accept = http_header(r->http, "accept");

	return r->route->csv && header_wants(accept, "text/csv") > header_wants(accept, "application/json");
}

bool
req_prefers(const struct request *r, const char *preference)
{
	return header_prefers(http_header(r->http, "prefer"), preference);
}

const char *
req_today(const struct request *r)
{
	enum { DAY = 24 * 60 * 60 };
	struct today *today = &r->service->today;
	time_t        now = time(NULL), since = now - now % DAY;

	if (since != today->since) {
		struct tm day;

		gmtime_r(&now, &day);
		strftime(today->text, sizeof(today->text), "%Y-%m-%d", &day);
		today->since = since;
	}
	return arena_strdup(r->mem, today->text);
}

/*
 * Nobody waits for the answer any more. A read that has not reached the
 * database is taken back, so that it does not hold up the others. A write goes
 * on: the client may have left without knowing whether it was stored.
 */
static void
on_gone(void *ctx)
{
	struct request *r = ctx;

	if (r->http->method == METHOD_GET && r->question != NULL && db_withdraw(r->question))
		req_fail(r, PROBLEM_CLIENT_GONE, SAY_CLIENT_GONE);
}

void
req_on_request(void *service, struct exchange *x)
{
	struct service *s = service;
	struct arena   *mem = exchange_mem(x);
	struct request *r = arena_alloc(mem, sizeof(*r));
	int64_t         begun = phase_begin();
	bool            entered;

	*r = (struct request){
		.id = ++s->last_id, .mem = mem, .service = s, .exchange = x,
		.http = exchange_request(x), .started = begun / 1000, .problem = { .mem = mem },
	};
	s->running++;
	r->address = address_of_client(mem, r->http, exchange_peer(x), s->proxies);
	r->lang = header_lang(http_header(r->http, "accept-language"));
	if (exchange_problem(x) != NULL)
		r->problem = *exchange_problem(x);
	else if (r->http->method == METHOD_OPTIONS && (strcmp(r->http->path, "*") == 0 || enter_find_route(r))) {
		req_send(r, 204, NULL, NULL);
		return;
	}
	entered = r->problem.code == PROBLEM_NONE && enter(r);
	phase_end(PHASE_ROUTE, begun);
	if (!entered) {
		req_failed(r);
		return;
	}
	exchange_on_gone(x, on_gone, r);
	if (may_keep(r) && !r->route->recalls)
		look(r);
	else
		req_run(r);
}
