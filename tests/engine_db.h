/*
 * What the tests of the database pool share: statements, a PostgreSQL of their
 * own (with_postgres.sh), and a loop that runs until what is awaited has come.
 */
#ifndef TESTS_ENGINE_DB_H
#define TESTS_ENGINE_DB_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <event2/event.h>

#include "engine/db.h"
#include "engine/log.h"
#include "tests/suite.h"

enum { PATIENCE_SECONDS = 30 };

/* Statements as sql/embed.awk would make them. Numbers far apart, to see that the list of prepared ones grows. */
static const struct query echo = { "echo", "select $1::text as said, pg_backend_pid() as pid", 1, 0, false };
static const struct query store = { "store", "insert into thing (id) values ($1::bigint) returning id", 1, 1, false };
static const struct query lock = { "lock", "select pg_advisory_xact_lock(1)", 0, 3, false };

static struct event_base *base;
static struct arena      *mem;
static struct db         *db;
static PGconn            *hand;	/* what the test itself does to the server */
static int                answers;

struct reply {
	struct question  *question;
	int               order;	/* 0: none yet; else how many had come by then, with this one */
	enum problem_code code;
	enum say          say;
	char              text[64];	/* the first cell */
	long              pid;		/* the second, if there is one */
	struct reply     *again;	/* ask `echo` once more with this one */
};

static inline void
on_answer(void *ctx, PGresult *rows, const struct problem *p)
{
	struct reply *r = ctx;

	ck_assert_int_eq(r->order, 0);
	r->order = ++answers;
	r->code = p->code;
	r->say = p->detail.say;
	ck_assert_int_eq(rows == NULL, p->code != PROBLEM_NONE);
	if (rows != NULL && PQntuples(rows) > 0)
		snprintf(r->text, sizeof(r->text), "%s", PQgetisnull(rows, 0, 0) ? "NULL" : PQgetvalue(rows, 0, 0));
	if (rows != NULL && PQnfields(rows) > 1)
		r->pid = atol(PQgetvalue(rows, 0, 1));
	PQclear(rows);
	if (r->again != NULL)
		db_ask(db, mem, &db_system, &echo, ARGS("again"), on_answer, r->again);
}

static inline void
ask(struct reply *r, const struct query *q, const char *arg)
{
	if (q->params == 0)
		r->question = db_ask(db, mem, &db_system, q, NULL, 0, on_answer, r);
	else
		r->question = db_ask(db, mem, &db_system, q, ARGS(arg), on_answer, r);
}

static inline void
on_patience(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	ck_abort_msg("waited %d s for: %s", PATIENCE_SECONDS, (const char *)arg);
}

/* Runs the loop until the condition holds. */
#define AWAIT(condition)								\
	do {										\
		struct timeval most_ = { .tv_sec = PATIENCE_SECONDS };			\
		char           what_[] = #condition;					\
		struct event  *patience_ = evtimer_new(base, on_patience, what_);	\
											\
		evtimer_add(patience_, &most_);						\
		while (!(condition))							\
			event_base_loop(base, EVLOOP_ONCE);				\
		event_free(patience_);							\
	} while (0)

/* Does at once, over the test's own connection; the first cell of the answer. */
static inline const char *
by_hand(const char *statement)
{
	static char first[64];
	PGresult   *r = PQexec(hand, statement);

	ck_assert_msg(PQresultStatus(r) == PGRES_TUPLES_OK || PQresultStatus(r) == PGRES_COMMAND_OK,
		"%s: %s", statement, PQerrorMessage(hand));
	first[0] = '\0';
	if (PQntuples(r) > 0)
		snprintf(first, sizeof(first), "%s", PQgetvalue(r, 0, 0));
	PQclear(r);
	return first;
}

static inline void
open_with(const char *conninfo, long connections, long wait_ms)
{
	const struct db_settings settings = { .conninfo = conninfo, .connections = connections, .wait_ms = wait_ms };

	db = db_open(base, &settings);
}

static inline void
open_db(long connections, long wait_ms)
{
	open_with("", connections, wait_ms);
	AWAIT(db_state(db).connected == connections);
}

static inline void
connect_hand(void)
{
	hand = PQconnectdb("application_name=hand");
	ck_assert_msg(PQstatus(hand) == CONNECTION_OK, "%s", PQerrorMessage(hand));
	PQclear(PQexec(hand, "set client_min_messages = error"));
}

static inline void
setup(void)
{
	answers = 0;
	base = event_base_new();
	mem = arena_new();
	log_limit(LEVEL_ERROR);
	connect_hand();
	by_hand("drop table if exists thing, promise, made_later");
	by_hand("create table thing (id bigint primary key)");
	by_hand("create table promise (id bigint unique deferrable initially deferred)");
	by_hand("create or replace function fail(state text) returns void language plpgsql as "
		"$$ begin raise exception 'so it is' using errcode = state; end $$");
}

static inline void
teardown(void)
{
	if (db != NULL)
		db_close(db);
	db = NULL;
	PQfinish(hand);
	arena_free(mem);
	event_base_free(base);
}

#define COUNT(table) (int)(sizeof(table) / sizeof(*table))

#endif
