#include "engine/loader.h"

#include <stdlib.h>
#include <sys/queue.h>

#include <event2/event.h>

#include "build/queries.h"
#include "engine/catalogue.h"
#include "engine/db.h"
#include "engine/log.h"
#include "engine/view.h"

struct waiter {
	void               (*fn)(void *ctx, bool ok);
	void                *ctx;
	STAILQ_ENTRY(waiter) entry;
};

STAILQ_HEAD(waiters, waiter);

struct loader {
	struct db        *db;
	struct catalogue *catalogue;	/* NULL before the first */
	struct arena     *mem;		/* of the load under way, or NULL */
	bool              again;	/* something changed since that load began */
	bool              closing;
	bool              stale;	/* a load failed since the newest catalogue */
	long              listens, asked_at;	/* db_state.listens when the catalogue, and the load under way, began */
	struct event     *retry;
	struct waiters    served;	/* by the load under way */
	struct waiters    next;		/* by the one after it */
};

static void load(struct loader *l);

/* A waiter may ask for the next load while it is told of this one, so the list is taken off first. */
static void
tell(struct waiters *list, bool ok)
{
	struct waiters told = STAILQ_HEAD_INITIALIZER(told);
	struct waiter *w;

	STAILQ_CONCAT(&told, list);
	while ((w = STAILQ_FIRST(&told)) != NULL) {
		STAILQ_REMOVE_HEAD(&told, entry);
		w->fn(w->ctx, ok);
		free(w);
	}
}

static struct catalogue *
make_catalogue(struct loader *l, const PGresult *rows)
{
	int                   n = PQntuples(rows);
	struct catalogue     *c;
	struct catalogue_row *row = arena_alloc(l->mem, (size_t)n * sizeof(*row));

	for (int i = 0; i < n; i++)
		row[i] = (struct catalogue_row){
			.kind = PQgetvalue(rows, i, 0), .kind_length = (size_t)PQgetlength(rows, i, 0),
			.document = PQgetvalue(rows, i, 2), .length = (size_t)PQgetlength(rows, i, 2),
		};
	c = catalogue_make(row, (size_t)n);
	if (c != NULL)	/* before anyone sees it: what the API shows of a city under the first policy */
		view_fill_cities(c);
	return c;
}

static void
on_rows(void *ctx, PGresult *rows, const struct problem *p)
{
	struct loader    *l = ctx;
	struct catalogue *fresh = rows == NULL ? NULL : make_catalogue(l, rows);

	(void)p;
	PQclear(rows);
	arena_free(l->mem);
	l->mem = NULL;
	if (fresh != NULL) {
		catalogue_release(l->catalogue);
		l->catalogue = fresh;
		l->listens = l->asked_at;
		log_info("catalogue snapshot=%.16s partners=%zu", fresh->snapshot,
			fresh->records[RECORD_PARTNER].count);
	}
	l->stale = fresh == NULL;
	tell(&l->served, fresh != NULL);
	if (l->closing) {
		/* No load follows, so those who wait for it hear so while the database can still be asked in vain. */
		tell(&l->next, false);
		return;
	}
	if (l->again)
		load(l);
	else if (fresh == NULL)
		event_add(l->retry, &(struct timeval){ .tv_sec = 1 });
}

static void
load(struct loader *l)
{
	l->again = false;
	event_del(l->retry);
	STAILQ_CONCAT(&l->served, &l->next);
	l->mem = arena_new();
	l->asked_at = db_state(l->db).listens;
	db_ask(l->db, l->mem, &db_system, &sql_catalogue_load, NULL, 0, on_rows, l);
}

static void
on_hint(void *ctx)
{
	struct loader *l = ctx;

	if (l->mem != NULL)
		l->again = true;
	else
		load(l);
}

static void
on_retry(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	on_hint(arg);
}

struct loader *
loader_open(struct event_base *base, struct db *db)
{
	struct loader *l = calloc(1, sizeof(*l));

	if (l == NULL)
		abort();
	l->db = db;
	l->retry = evtimer_new(base, on_retry, l);
	STAILQ_INIT(&l->served);
	STAILQ_INIT(&l->next);
	db_listen(db, "catalogue", on_hint, l);
	return l;
}

void
loader_stop(struct loader *l)
{
	l->closing = true;
}

void
loader_close(struct loader *l)
{
	catalogue_release(l->catalogue);
	event_free(l->retry);
	free(l);
}

struct catalogue *
loader_catalogue(const struct loader *l)
{
	struct db_state db = db_state(l->db);

	return l->stale || !db.listening || db.listens != l->listens ? NULL : l->catalogue;
}

void
loader_await(struct loader *l, void (*fn)(void *ctx, bool ok), void *ctx)
{
	struct waiter *w = malloc(sizeof(*w));

	if (w == NULL)
		abort();
	*w = (struct waiter){ .fn = fn, .ctx = ctx };
	STAILQ_INSERT_TAIL(&l->next, w, entry);
	on_hint(l);
}
