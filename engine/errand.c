#include "engine/errand.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/* LOOK_MS bounds how long it goes on after it was called off. */
enum { LOOK_MS = 100, CONNECT_MS = 10000, SILENCE_MS = 600000 };

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Until the socket is ready; false when the errand is called off or it takes too long. */
static bool
await(const struct errand *e, short events, int64_t deadline)
{
	struct pollfd socket = { .fd = PQsocket(e->pg), .events = events };

	while (!atomic_load(e->off) && now_ms() < deadline) {
		int ready = poll(&socket, 1, LOOK_MS);

		if (ready > 0)
			return true;
		if (ready < 0 && errno != EINTR)
			return false;
	}
	return false;
}

static bool
connect_to(struct errand *e, const struct server *server, size_t host)
{
	PostgresPollingStatusType status = PGRES_POLLING_WRITING;
	int64_t                   deadline = now_ms() + CONNECT_MS;

	e->pg = server_connect(server, host);
	while (status != PGRES_POLLING_OK) {
		if (status == PGRES_POLLING_FAILED || PQstatus(e->pg) == CONNECTION_BAD ||
		    !await(e, status == PGRES_POLLING_READING ? POLLIN : POLLOUT, deadline))
			return false;
		status = PQconnectPoll(e->pg);
	}
	return true;
}

bool
errand_open(struct errand *e, const struct server *server, const atomic_bool *off)
{
	*e = (struct errand){ .off = off };
	for (size_t host = 0; host < server_hosts(server); host++) {
		if (connect_to(e, server, host))
			return true;
		errand_close(e);
	}
	return false;
}

/* A statement that runs still would hold its locks until it notices. */
static void
stop_statement(struct errand *e)
{
	char      error[256];
	PGcancel *cancel = PQtransactionStatus(e->pg) == PQTRANS_ACTIVE ? PQgetCancel(e->pg) : NULL;

	if (cancel == NULL)
		return;
	PQcancel(cancel, error, sizeof(error));
	PQfreeCancel(cancel);
}

void
errand_close(struct errand *e)
{
	if (e->pg == NULL)
		return;
	stop_statement(e);
	PQfinish(e->pg);
	e->pg = NULL;
}

/* Classes of errors after which the same may be tried again: the connection, resources, the operator, a deadlock. */
static bool
may_pass(const char *state)
{
	static const char *const classes[] = { "08", "53", "57", "40", "55", "25", "58" };

	for (size_t i = 0; i < sizeof(classes) / sizeof(*classes); i++)
		if (strncmp(state, classes[i], 2) == 0)
			return true;
	return false;
}

static void
note_refusal(struct errand *e, const PGresult *result)
{
	const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	const char *words = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);

	e->refused = state != NULL && !may_pass(state);
	snprintf(e->why, sizeof(e->why), "%s", words == NULL ? "" : words);
}

/* The next result, when all of it is there; NULL at the end, or with `broken` set. */
static PGresult *
next_result(struct errand *e, bool *broken)
{
	while (PQisBusy(e->pg))
		if (!await(e, POLLIN, now_ms() + SILENCE_MS) || PQconsumeInput(e->pg) != 1) {
			*broken = true;
			return NULL;
		}
	return PQgetResult(e->pg);
}

static bool
is_failure(const PGresult *r)
{
	return PQresultStatus(r) != PGRES_TUPLES_OK && PQresultStatus(r) != PGRES_COMMAND_OK &&
		PQresultStatus(r) != PGRES_SINGLE_TUPLE;
}

/* The answer to what was sent; of several results the last, or the first that is an error. */
PGresult *
errand_take(struct errand *e)
{
	PGresult *answer = NULL, *next;
	bool      broken = false;

	while ((next = next_result(e, &broken)) != NULL) {
		PQclear(answer);
		answer = next;
	}
	if (answer != NULL && !broken && is_failure(answer))
		note_refusal(e, answer);
	if (answer != NULL && (broken || is_failure(answer))) {
		PQclear(answer);
		return NULL;
	}
	return answer;
}

static bool
send_query(struct errand *e, const struct query *q, const char *const *args, int nargs, int bytes)
{
	assert(nargs == q->params);
	return !atomic_load(e->off) && PQsendQueryParams(e->pg, q->text, nargs, NULL, args, NULL, NULL, bytes) == 1;
}

bool
errand_send(struct errand *e, const struct query *q, const char *const *args, int nargs)
{
	return send_query(e, q, args, nargs, 0);
}

bool
errand_wait(struct errand *e)
{
	PGresult *answer = errand_take(e);

	PQclear(answer);
	return answer != NULL;
}

PGresult *
errand_ask(struct errand *e, const struct query *q, const char *const *args, int nargs)
{
	return send_query(e, q, args, nargs, 0) ? errand_take(e) : NULL;
}

PGresult *
errand_ask_bytes(struct errand *e, const struct query *q, const char *const *args, int nargs)
{
	return send_query(e, q, args, nargs, 1) ? errand_take(e) : NULL;
}

bool
errand_each(struct errand *e, const struct query *q, const char *const *args, int nargs,
	bool (*row)(void *ctx, const PGresult *row), void *ctx)
{
	bool      good = send_query(e, q, args, nargs, 1) && PQsetSingleRowMode(e->pg) == 1, broken = false;
	PGresult *next;

	/* What comes after a row that was not taken is not told any more, but read, or the connection could not go on. */
	while ((next = next_result(e, &broken)) != NULL) {
		if (is_failure(next)) {
			note_refusal(e, next);
			good = false;
		} else if (good && PQresultStatus(next) == PGRES_SINGLE_TUPLE) {
			good = row(ctx, next);
		}
		PQclear(next);
	}
	return good && !broken;
}

bool
errand_tell(struct errand *e, const struct query *q, const char *const *args, int nargs)
{
	return errand_send(e, q, args, nargs) && errand_wait(e);
}
