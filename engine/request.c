#include "engine/request.h"

#include <string.h>
#include <time.h>

#include "engine/address.h"
#include "engine/enter.h"
#include "engine/exchange.h"
#include "engine/loader.h"
#include "engine/log.h"
#include "engine/phase.h"
#include "engine/request_parts.h"
#include "engine/routes.h"
#include "engine/view_wait.h"
#include "engine/worker.h"
#include "proto/header.h"
#include "proto/json.h"

void
req_free_rows(void *rows)
{
	PQclear(rows);
}

int64_t
req_now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* A step that is done has answered, or has left a problem to answer with. */
void
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
	return r->retry != NULL && p->detail.say == SAY_DB_LOST && req_now_us() - r->started < AGAIN_US;
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
	r->rows = arena_own(r->asking != NULL ? r->asking : r->mem, rows, req_free_rows);
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
	if (kept_may(r) && !r->route->recalls)
		kept_look(r);
	else
		req_run(r);
}
