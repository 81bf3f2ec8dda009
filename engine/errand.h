/*
 * PostgreSQL asked from a thread of its own, which waits for the answers: for work that is
 * one long transaction, such as an import.
 *
 * It is not used by the event loop. Waiting ends when the errand is called
 * off, so that a cancelled job stops in the middle of a statement too.
 */
#ifndef ENGINE_ERRAND_H
#define ENGINE_ERRAND_H

#include <stdatomic.h>
#include <stdbool.h>

#include <libpq-fe.h>

#include "engine/db.h"
#include "engine/db_server.h"

struct errand {
	PGconn            *pg;
	const atomic_bool *off;		/* set by the loop: it is called off */
	bool               refused;	/* by PostgreSQL, which would refuse it again; else what failed may pass */
	char               why[200];	/* its words */
};

/* False when no connection can be had; the caller closes it either way. */
bool errand_open(struct errand *e, const struct server *server, const atomic_bool *off);
void errand_close(struct errand *e);	/* what was not committed is not stored */

/* Asks and waits. The caller clears the result. NULL: it failed, was refused or called off. */
PGresult *errand_ask(struct errand *e, const struct query *q, const char *const *args, int nargs);

/* The same in bytes instead of text. */
PGresult *errand_ask_bytes(struct errand *e, const struct query *q, const char *const *args, int nargs);

/* The same row by row: each is told, and gone, before the next one comes. False as soon as a call says false. */
bool errand_each(struct errand *e, const struct query *q, const char *const *args, int nargs,
	bool (*row)(void *ctx, const PGresult *row), void *ctx);

/* For an answer that holds nothing of interest. */
bool errand_tell(struct errand *e, const struct query *q, const char *const *args, int nargs);

/*
 * In two halves, so that something else can be done meanwhile: each errand_send() is followed by errand_take(), or
 * by errand_wait(), for an answer that holds nothing of interest.
 */
bool      errand_send(struct errand *e, const struct query *q, const char *const *args, int nargs);
PGresult *errand_take(struct errand *e);
bool      errand_wait(struct errand *e);

#endif
