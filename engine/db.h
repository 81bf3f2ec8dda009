/*
 * Asks PostgreSQL without waiting for it.
 *
 * db_ask() queues a question for a small pool of connections and returns at
 * once. The answer function is called later, from the event loop, exactly once
 * per question, and never before db_ask() has returned.
 *
 * Every question is one statement in a transaction of its own, with the naming
 * of its asker before it; several travel on one connection in pipeline mode, each
 * followed by a Sync, so that one that fails takes no other with it. Statements that must be atomic together
 * are a function of the database.
 *
 * What a statement has stored is on disk when it is answered. Where many write at once they would wait
 * for each other: an entry of the audit is appended under a lock that is held until the commit is over.
 * So questions that are alike, and wait anyway, become one statement in one transaction: each parameter
 * is then an array, and each question has a row of the answer. When that fails each is asked again alone.
 */
#ifndef ENGINE_DB_H
#define ENGINE_DB_H

#include <stdbool.h>

#include <libpq-fe.h>

#include "proto/arena.h"
#include "proto/problem.h"

struct event_base;
struct db;
struct question;

/*
 * On whose behalf a question is asked. It is named to PostgreSQL at the head of the
 * question's transaction, and what is not theirs is then not there, whatever the
 * statement says: sql/migrations/0013_row_security.sql.
 */
struct asker {
	const char *as;		/* the id of a token, or "anyone" */
	const char *from;	/* the address it calls from, or NULL */
};

extern const struct asker db_system;	/* the daemon's own work: sees all */
extern const struct asker db_anyone;	/* who has shown no token: sees nothing */

/* One statement of sql/queries, compiled in by sql/embed.awk. */
struct query {
	const char *name;
	const char *text;
	int         params;
	int         index;	/* 0 .. QUERY_COUNT-1: its place in a connection's list of prepared ones */
	bool        gathers;	/* takes arrays, and answers a row for each of their elements: "-- Gathers." in its file */
};

/*
 * `rows` is NULL when the question failed, and `p` says why. The result belongs
 * to the callee.
 */
typedef void db_answer_fn(void *ctx, PGresult *rows, const struct problem *p);

struct db_settings {
	const char *conninfo;		/* has passed db_check() */
	long        connections;
	long        wait_ms;		/* for a whole question: in the queue and on the wire; and for connecting */
	const char         *role;	/* to serve as, whatever login the string names; NULL: as that login */
	const struct query *enter;	/* names the asker (as, from); NULL: it is not named */
};

/*
 * Whether a connection string can be used: it is one, holds no password, and
 * leads to a socket or an address, not to a name that would have to be looked up.
 */
bool db_check(const char *conninfo, struct problem *p);

struct db *db_open(struct event_base *base, const struct db_settings *settings);

/* Waits for nothing: what is still asked is answered with PROBLEM_DATABASE first. Not from an answer. */
void       db_close(struct db *db);

/*
 * A question fails within wait_ms: in the queue with PROBLEM_BUSY, on the wire
 * with PROBLEM_SLOW_DATABASE; a connection that is silent for so long is closed.
 * While none is up questions fail soon, with PROBLEM_DATABASE. What was on the
 * wire when a connection broke is not asked again: it may have been carried out.
 *
 * The question, its parameters and its place in the queue live in `mem`, which
 * must last until the answer. ARGS() writes the last two arguments.
 */
struct question *db_ask(struct db *db, struct arena *mem, const struct asker *asker, const struct query *q,
	const char *const *args, int nargs, db_answer_fn *answer, void *ctx);

/* Takes a question back if it still waits for a connection; then it gets no answer. */
bool db_withdraw(struct question *q);

/*
 * Listens on a channel over a connection that all channels share. on_hint() is called when a
 * notification arrives, and whenever the connection was made anew: then anything may have
 * happened meanwhile, so the listener must read the truth.
 */
void db_listen(struct db *db, const char *channel, void (*on_hint)(void *ctx), void *ctx);

/* For health and metrics. */
struct db_state {
	long connections, connected, queued, asked;	/* asked: on the wire now */
	bool listening;
	long listens;	/* how often listening began: what was loaded before the last time may be old */
};
struct db_state db_state(const struct db *db);

#define ARGS(...)						\
	(const char *const[]){ __VA_ARGS__ },			\
	(int)(sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *))

#endif
