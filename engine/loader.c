#include "engine/loader.h"

#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>

#include <event2/event.h>

#include "build/queries.h"
#include "engine/catalogue.h"
#include "engine/db.h"
#include "engine/log.h"
#include "engine/view.h"
#include "engine/worker.h"

/* So many rows are taken in at once; more would keep clients waiting, and are taken in on the thread. */
enum { ROWS_AT_ONCE = 32 };

struct waiter {
	void               (*fn)(void *ctx, bool ok);
	void                *ctx;
	STAILQ_ENTRY(waiter) entry;
};

STAILQ_HEAD(waiters, waiter);

/* One question for changes, up to the catalogue that comes of it. */
struct load {
	struct loader        *loader;
	struct arena         *mem;
	struct catalogue     *from;	/* held; NULL: everything is asked for */
	long                  asked_at;	/* db_state.listens */
	PGresult             *rows;
	struct catalogue_row *row;
	size_t                count;
	const char           *position;	/* up to which the rows go; NULL: unknown */
	bool                  on_thread;
	struct list           wanted;	/* views to be made with it */
	struct catalogue     *made;
};

struct loader {
	struct db        *db;
	struct worker    *worker;
	struct catalogue *catalogue;	/* NULL before the first */
	char             *position;	/* up to which it holds every change */
	struct load      *load;		/* under way, or NULL */
	bool              again;	/* something changed since that one began */
	bool              all;		/* the next one asks for everything */
	bool              closing;
	bool              stale;	/* a load failed since the newest catalogue */
	long              listens;	/* db_state.listens when the catalogue was asked for */
	struct event     *retry;
	struct waiters    served;	/* by the load under way */
	struct waiters    next;		/* by the one after it */
};

static void begin(struct loader *l);

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

static void
load_free(struct load *load)
{
	PQclear(load->rows);
	catalogue_release(load->from);
	arena_free(load->mem);
}

/* What has been asked for is there, or cannot be had. */
static void
end(struct loader *l, bool ok)
{
	load_free(l->load);
	l->load = NULL;
	l->stale = !ok;
	tell(&l->served, ok);
	/*
	 * When closing no load follows, so those who wait for it hear so while the database can still be
	 * asked in vain. After a failure the next may fail as late as this one did, and they have waited
	 * as long already; what is stale is shown to nobody meanwhile.
	 */
	if (!ok || l->closing)
		tell(&l->next, false);
	if (l->closing)
		return;
	if (l->again)
		begin(l);
	else if (!ok)
		event_add(l->retry, &(struct timeval){ .tv_sec = 1 });
}

/* What was made takes the place of what there is; NULL: nothing has changed, and that is as good. */
static void
show(struct loader *l, struct catalogue *made)
{
	struct load *load = l->load;

	if (made != NULL) {
		if (load->from != NULL)
			view_inherit(made, load->from);
		catalogue_release(l->catalogue);
		l->catalogue = made;
	}
	if (made != NULL || l->listens != load->asked_at)
		log_info("catalogue snapshot=%.16s changes=%zu partners=%zu", l->catalogue->snapshot, load->count,
			catalogue_count(l->catalogue, RECORD_PARTNER));
	free(l->position);
	l->position = strdup(load->position);
	if (l->position == NULL)
		abort();
	l->listens = load->asked_at;
	end(l, true);
}

/* On the thread, or on the loop when it takes no time. */
static void
make(void *ctx)
{
	struct load *load = ctx;

	load->made = catalogue_make(load->from, load->row, load->count);
	if (load->made == NULL || (load->from != NULL && load->made->network == load->from->network))
		return;
	view_fill_cities(load->made);
	view_prepare(load->made, &load->wanted);
}

static void
on_made(void *ctx)
{
	struct load *load = ctx;

	if (load->made != NULL)
		show(load->loader, load->made);
	else
		end(load->loader, false);
}

static void
take_in(struct loader *l)
{
	struct load *load = l->load;

	if (load->from != NULL && load->count == 0) {
		show(l, NULL);
	} else if (load->from != NULL && load->count <= ROWS_AT_ONCE && catalogue_is_light(load->row, load->count)) {
		make(load);
		on_made(load);
	} else {
		load->wanted = view_wanted(load->from, load->mem);
		load->on_thread = !l->closing && worker_do(l->worker, make, on_made, load);
		if (!load->on_thread)
			end(l, false);
	}
}

/*
 * One row says up to where the others go: no position there means that nobody knows any more what
 * has changed since. The others are records as they are now, without a document when they are gone.
 */
static void
read_rows(struct load *load, const PGresult *rows)
{
	int n = PQntuples(rows);

	load->row = arena_alloc(load->mem, (size_t)n * sizeof(*load->row));
	for (int i = 0; i < n; i++) {
		struct catalogue_row row = {
			.kind = PQgetvalue(rows, i, 0), .kind_length = (size_t)PQgetlength(rows, i, 0),
			.id = PQgetvalue(rows, i, 1),
			.document = PQgetisnull(rows, i, 2) ? NULL : PQgetvalue(rows, i, 2),
			.length = (size_t)PQgetlength(rows, i, 2),
		};

		if (strcmp(row.kind, "position") != 0)
			load->row[load->count++] = row;
		else if (!PQgetisnull(rows, i, 1))
			load->position = row.id;
	}
}

static void
on_rows(void *ctx, PGresult *rows, const struct problem *p)
{
	struct loader *l = ctx;
	struct load   *load = l->load;

	(void)p;
	load->rows = rows;
	if (rows != NULL)
		read_rows(load, rows);
	if (load->position != NULL) {
		take_in(l);
	} else if (rows != NULL && load->from != NULL && !l->closing) {
		/* Nobody knows what has changed: those who wait for this one are served by one that reads it all. */
		load_free(load);
		l->all = true;
		begin(l);
	} else {
		end(l, false);
	}
}

static void
begin(struct loader *l)
{
	struct arena *mem = arena_new();
	struct load  *load = l->load = arena_alloc(mem, sizeof(*load));

	load->loader = l;
	load->mem = mem;
	load->asked_at = db_state(l->db).listens;
	load->from = l->all || l->catalogue == NULL ? NULL : catalogue_hold(l->catalogue);
	l->again = l->all = false;
	event_del(l->retry);
	STAILQ_CONCAT(&l->served, &l->next);
	if (load->from == NULL)
		db_ask(l->db, mem, &db_system, &sql_catalogue_load, NULL, 0, on_rows, l);
	else
		db_ask(l->db, mem, &db_system, &sql_catalogue_since, ARGS(l->position), on_rows, l);
}

static void
on_hint(void *ctx)
{
	struct loader *l = ctx;

	if (l->load != NULL)
		l->again = true;
	else
		begin(l);
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
	l->worker = worker_open(base, 1);
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
	worker_close(l->worker);
	if (l->load != NULL && l->load->on_thread)	/* the thread never came to it */
		end(l, false);
}

void
loader_close(struct loader *l)
{
	catalogue_release(l->catalogue);
	event_free(l->retry);
	free(l->position);
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
