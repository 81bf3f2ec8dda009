#include "engine/loader.h"

#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>

#include <event2/event.h>

#include "build/queries.h"
#include "engine/catalogue_fetch.h"
#include "engine/catalogue_partner.h"
#include "engine/chores.h"
#include "engine/log.h"
#include "engine/own_partners.h"
#include "engine/view.h"
#include "engine/worker.h"

/*
 * While changes come one after the other they are taken in every PAUSE_MS, together; the first of them, and
 * what somebody waits for, at once.
 * FETCH_MS bounds one statement that reads everything; what a client waits for is bounded elsewhere.
 * Texts that all were asked for are asked for again, so they stay for WHOLE_S. What is
 * made of partners waits for CARDS_S, so that much of it is stored together.
 */
enum { PAUSE_MS = 10, FETCH_MS = 600000, RETRY_S = 1, SLIM_S = 1, WHOLE_S = 600, CARDS_S = 2 };

struct waiter {
	void               (*fn)(void *ctx, bool ok);
	void                *ctx;
	STAILQ_ENTRY(waiter) entry;
};

STAILQ_HEAD(waiters, waiter);

/*
 * Where the next catalogue comes from: from what has changed, which the loop asks for; from everything
 * there is, which the thread does; or from the last one, without what can be had again.
 */
enum load_kind { LOAD_SINCE, LOAD_ALL, LOAD_SLIM };

/* One question for changes, up to the catalogue that comes of it. */
struct load {
	struct loader        *loader;
	enum load_kind        kind;
	struct arena         *mem;
	struct catalogue     *from;	/* held; NULL: everything is asked for */
	long                  asked_at;	/* db_state.listens */
	struct own_partners   own;	/* whose documents are not asked for */
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
	struct server    *server;	/* for the thread's own connections */
	atomic_bool       off;		/* they are called off */
	size_t            keep;		/* bytes of profiles */
	struct worker    *worker;	/* makes catalogues */
	struct chores    *chores;	/* NULL when closing */
	struct catalogue *catalogue;	/* NULL before the first */
	char             *position;	/* up to which it holds every change */
	struct load      *load;		/* under way, or NULL */
	bool              again;	/* something changed since that one began */
	bool              all;		/* the next one asks for everything */
	struct own_partners own;	/* stored since the last load began */
	bool              closing;
	bool              stale;	/* a load failed since the newest catalogue */
	long              listens;	/* db_state.listens when the catalogue was asked for */
	struct event     *soon, *retry, *pause, *slim, *cards;
	time_t            whole;	/* when all texts were last asked for */
	struct waiters    served;	/* by the load under way */
	struct waiters    next;		/* by the one after it */
};

static void begin(struct loader *l, enum load_kind kind);

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
	own_partners_free(&load->own);
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
	if (l->closing || l->load != NULL)	/* somebody who was told has asked for the next already */
		return;
	if (!STAILQ_EMPTY(&l->next) || (l->again && !ok))
		begin(l, LOAD_SINCE);
	else if (ok)
		event_add(l->pause, &(struct timeval){ .tv_usec = PAUSE_MS * 1000 });
	else
		event_add(l->retry, &(struct timeval){ .tv_sec = RETRY_S });
}

/* At its time, if it is not to come sooner. */
static void
remind(struct event *timer, int seconds)
{
	if (!event_pending(timer, EV_TIMEOUT, NULL))
		event_add(timer, &(struct timeval){ .tv_sec = seconds });
}

void
loader_tidy(struct loader *l)
{
	if (!l->closing && partners_unpacked() > l->keep)
		remind(l->slim, SLIM_S);
}

static void
keep_position(struct loader *l, const char *position)
{
	char *kept = must_have(strdup(position));

	free(l->position);
	l->position = kept;
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
		remind(l->cards, CARDS_S);
		loader_tidy(l);
	}
	if ((made != NULL && load->kind != LOAD_SLIM) || l->listens != load->asked_at)
		log_info("catalogue snapshot=%.16s changes=%zu partners=%zu", l->catalogue->snapshot, load->count,
			catalogue_count(l->catalogue, RECORD_PARTNER));
	keep_position(l, load->position);
	l->listens = load->asked_at;
	end(l, true);
}

/* What follows from it, before anybody sees it. */
static void
fill(struct load *load)
{
	if (load->made == NULL || (load->from != NULL && load->made->network == load->from->network))
		return;
	view_fill_cities(load->made);
	view_prepare(load->made, &load->wanted);
}

static void
make(void *ctx)
{
	struct load *load = ctx;

	load->made = load->kind == LOAD_SLIM ? catalogue_slim(load->from) :
		catalogue_make(load->from, load->row, load->count);
	fill(load);
}

static void
fetch(void *ctx)
{
	struct load   *load = ctx;
	struct errand  e;
	struct fetched got = { 0 };

	if (errand_open(&e, load->loader->server, &load->loader->off))
		catalogue_fetch(&e, &got);
	errand_close(&e);
	load->made = got.catalogue;
	load->count = got.count;
	load->position = arena_own(load->mem, got.position, free);
	fill(load);
}

static void
on_made(void *ctx)
{
	struct load *load = ctx;

	if (load->made != NULL || load->kind == LOAD_SLIM)
		show(load->loader, load->made);
	else
		end(load->loader, false);
}

static void
use_thread(struct loader *l, void (*run)(void *load))
{
	struct load *load = l->load;

	load->wanted = view_wanted(load->from != NULL ? load->from : l->catalogue, load->mem);
	load->on_thread = !l->closing && worker_do(l->worker, run, on_made, load);
	if (!load->on_thread)
		end(l, false);
}

/* Of a partner that is still as this process has stored it there is an entry, but no document. */
static bool
is_own(const PGresult *rows, int i)
{
	return PQgetisnull(rows, i, 2) && !PQgetisnull(rows, i, 3);
}

/*
 * One row says up to where the others go: no position there means that nobody knows any more what
 * has changed since. The others are records as they are now, without a document when they are gone.
 */
static void
read_rows(struct load *load, const PGresult *rows)
{
	int  n = PQntuples(rows);
	bool known = true;

	load->row = arena_alloc(load->mem, (size_t)n * sizeof(*load->row));
	for (int i = 0; i < n; i++) {
		struct catalogue_row row = {
			.kind = PQgetvalue(rows, i, 0), .kind_length = (size_t)PQgetlength(rows, i, 0),
			.id = PQgetvalue(rows, i, 1),
			.document = PQgetisnull(rows, i, 2) ? NULL : PQgetvalue(rows, i, 2),
			.length = (size_t)PQgetlength(rows, i, 2),
			.kept = !PQgetisnull(rows, i, 3),
			.seq = strtoll(PQgetvalue(rows, i, 3), NULL, 10),
		};

		if (is_own(rows, i)) {
			row.profile = own_partners_find(&load->own, row.seq, row.id);
			known = known && row.profile != NULL;	/* else the server was given another history */
		}
		if (strcmp(row.kind, "position") != 0)
			load->row[load->count++] = row;
		else if (!PQgetisnull(rows, i, 1))
			load->position = row.id;
	}
	if (!known)
		load->position = NULL;
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
	if (load->position != NULL && load->count == 0) {
		show(l, NULL);
	} else if (load->position != NULL) {
		use_thread(l, make);
	} else if (rows != NULL && !l->closing) {
		/* Nobody knows what has changed: those who wait for this one are served by one that reads it all. */
		load_free(load);
		l->all = true;
		begin(l, LOAD_ALL);
	} else {
		end(l, false);
	}
}

static void
begin(struct loader *l, enum load_kind kind)
{
	struct arena *mem = arena_new();
	struct load  *load = l->load = arena_alloc(mem, sizeof(*load));

	load->loader = l;
	load->mem = mem;
	load->asked_at = kind == LOAD_SLIM ? l->listens : db_state(l->db).listens;
	load->kind = l->all || l->catalogue == NULL ? LOAD_ALL : kind;
	load->from = load->kind == LOAD_ALL ? NULL : catalogue_hold(l->catalogue);
	if (load->kind == LOAD_SLIM) {
		load->position = l->position;
		use_thread(l, make);
		return;
	}
	load->own = own_partners_take(&l->own);
	l->again = l->all = false;
	event_del(l->retry);
	event_del(l->pause);
	STAILQ_CONCAT(&l->served, &l->next);
	if (load->kind == LOAD_ALL)
		use_thread(l, fetch);
	else
		db_ask(l->db, mem, &db_system, &sql_catalogue_since,
			ARGS(l->position, own_partners_entries(&load->own, mem)), on_rows, l);
}

static void
on_hint(void *ctx)
{
	struct loader *l = ctx;

	if (l->load != NULL || event_pending(l->pause, EV_TIMEOUT, NULL))
		l->again = true;
	else
		begin(l, LOAD_SINCE);
}

static void
on_pause(evutil_socket_t fd, short what, void *arg)
{
	struct loader *l = arg;

	(void)fd;
	(void)what;
	if (l->again && l->load == NULL)
		begin(l, LOAD_SINCE);
}

static void
on_soon(evutil_socket_t fd, short what, void *arg)
{
	struct loader *l = arg;

	(void)fd;
	(void)what;
	if (l->load == NULL && !STAILQ_EMPTY(&l->next))
		begin(l, LOAD_SINCE);
}

static void
on_retry(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	on_hint(arg);
}

/* What was asked for by all stays a while, whatever it takes. */
static void
on_slim(evutil_socket_t fd, short what, void *arg)
{
	struct loader *l = arg;
	time_t         since = time(NULL) - l->whole;

	(void)fd;
	(void)what;
	if (l->catalogue == NULL || partners_unpacked() <= l->keep)
		return;
	if (since < WHOLE_S)
		remind(l->slim, (int)(WHOLE_S - since));
	else if (l->load != NULL || l->stale)	/* which it would hide */
		remind(l->slim, SLIM_S);
	else
		begin(l, LOAD_SLIM);
}

/* --- chores */

static void
on_chore(void *ctx)
{
	loader_tidy(ctx);
}

void
loader_keeps_whole(struct loader *l)
{
	l->whole = time(NULL);
}

bool
loader_complete(struct loader *l, struct catalogue *c, bool texts, void (*fn)(void *ctx, bool ok), void *ctx)
{
	return l->chores != NULL &&
		chores_await(l->chores, c, texts ? catalogue_fetch_texts : catalogue_fetch_grams, fn, ctx);
}

static void
on_cards(evutil_socket_t fd, short what, void *arg)
{
	struct loader *l = arg;

	(void)fd;
	(void)what;
	if (l->chores != NULL && !chores_leave(l->chores, l->catalogue, catalogue_store))
		remind(l->cards, CARDS_S);
}

struct loader *
loader_open(struct event_base *base, struct db *db, const struct db_settings *settings, size_t keep)
{
	struct loader *l = must_have(calloc(1, sizeof(*l)));

	l->db = db;
	l->server = server_new(settings->conninfo, settings->role, FETCH_MS);
	atomic_init(&l->off, false);
	l->keep = keep;
	l->worker = worker_open(base, 1);
	l->chores = chores_open(base, l->server, &l->off, on_chore, l);
	l->soon = evtimer_new(base, on_soon, l);
	l->retry = evtimer_new(base, on_retry, l);
	l->pause = evtimer_new(base, on_pause, l);
	l->slim = evtimer_new(base, on_slim, l);
	l->cards = evtimer_new(base, on_cards, l);
	STAILQ_INIT(&l->served);
	STAILQ_INIT(&l->next);
	db_listen(db, "catalogue", on_hint, l);
	return l;
}

void
loader_stop(struct loader *l)
{
	struct chores *chores = l->chores;

	l->closing = true;
	l->chores = NULL;	/* who is told of the last ones may not begin another */
	atomic_store(&l->off, true);
	worker_close(l->worker);
	chores_close(chores);
	if (l->load != NULL && l->load->on_thread)
		end(l, false);
	else if (l->load == NULL)
		tell(&l->next, false);
}

void
loader_close(struct loader *l)
{
	catalogue_release(l->catalogue);
	own_partners_free(&l->own);
	event_free(l->soon);
	event_free(l->retry);
	event_free(l->pause);
	event_free(l->slim);
	event_free(l->cards);
	server_free(l->server);
	free(l->position);
	free(l);
}

struct catalogue *
loader_catalogue(const struct loader *l)
{
	struct db_state db = db_state(l->db);

	return l->stale || !db.listening || db.listens != l->listens ? NULL : l->catalogue;
}

bool
loader_is_reading(const struct loader *l)
{
	return loader_catalogue(l) == NULL && l->load != NULL && db_state(l->db).listening;
}

void
loader_await(struct loader *l, void (*fn)(void *ctx, bool ok), void *ctx)
{
	struct waiter *w = must_have(malloc(sizeof(*w)));

	*w = (struct waiter){ .fn = fn, .ctx = ctx };
	STAILQ_INSERT_TAIL(&l->next, w, entry);
	/* What was stored together is told together, and taken in by one load. When closing it is told at once, of none. */
	if (l->closing && l->load == NULL)
		begin(l, LOAD_SINCE);
	else if (!l->closing)
		event_active(l->soon, EV_TIMEOUT, 0);
}

void
loader_add_own(struct loader *l, int64_t entry, const struct partner *p)
{
	own_partners_add(&l->own, entry, p);
}
