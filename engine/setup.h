/*
 * What the operator's commands (migrate, load, token) share: a connection that
 * waits for its answers, and failing with a sentence.
 *
 * Nothing here is used while the daemon serves.
 */
#ifndef ENGINE_SETUP_H
#define ENGINE_SETUP_H

#include <libpq-fe.h>

#include "engine/db.h"
#include "proto/problem.h"

/* A file of sql/, compiled in by sql/embed.awk. The arrays are in the order of the names and end with a NULL name. */
struct embedded {
	const char *name;	/* without the directory */
	const char *text;
};
extern const struct embedded migrations[], functions[], reference[];

/* NULL after filling `p`. */
PGconn *setup_connect(const char *conninfo, struct problem *p);

/* Goes on as the owner of the tables. False after filling `p`. */
bool setup_become_owner(PGconn *pg, struct problem *p);

/* Both. */
PGconn *setup_connect_owner(const char *conninfo, struct problem *p);

/* The caller clears the result. NULL after filling `p`, which then names `doing`. */
PGresult *setup_ask(PGconn *pg, const struct query *q, const char *const *args, int nargs,
	const char *doing, struct problem *p);

/* For an answer that holds nothing of interest. */
bool setup_tell(PGconn *pg, const struct query *q, const char *const *args, int nargs,
	const char *doing, struct problem *p);

/* Statements without parameters; several are one transaction unless one has begun. */
bool setup_run(PGconn *pg, const char *text, const char *doing, struct problem *p);

/* Prints the rows of a statement without parameters: columns as it names them, parted by tabs. */
bool setup_list(PGconn *pg, const struct query *q, const char *doing, struct problem *p);

/* False, with PostgreSQL's own words in `p`. */
bool setup_refused(const PGconn *pg, const PGresult *result, const char *doing, struct problem *p);

/* One sentence on standard output, or a failure on standard error, in the operator's language. */
void setup_say(struct arena *mem, enum say say, ...);
const char *setup_text(struct arena *mem, enum say say);	/* one that takes nothing */
int  setup_fail(const struct problem *p);	/* EXIT_FAILURE */

#endif
