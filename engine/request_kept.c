/*
 * Answers that are kept for an Idempotency-Key where the flow keeps none itself: it has changed nothing.
 */
#include <stdlib.h>

#include "build/queries.h"
#include "engine/once.h"
#include "engine/request_parts.h"
#include "engine/routes.h"

bool
kept_may(const struct request *r)
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
	arena_own(r->mem, rows, req_free_rows);
	send_kept(r, rows);
}

enum step
kept_store(struct request *r, int status, const struct buffer *bytes)
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

void
kept_look(struct request *r)
{
	const struct asker asker = { r->caller->token, r->address };

	db_ask(r->service->db, r->mem, &asker, &sql_once_look, ARGS(ONCE(r)), on_looked, r);
}
