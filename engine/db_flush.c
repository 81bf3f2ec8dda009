#include "engine/db_flush.h"

#include <stdlib.h>

#include <event2/event.h>
#include <event2/event_struct.h>

#include "engine/db.h"
#include "engine/db_link.h"
#include "engine/log.h"

TAILQ_HEAD(waits, flush_wait);

struct flusher {
	struct link         link;
	const struct query *flush;
	struct waits        next;	/* for the flush that is not sent yet */
	struct waits        served;	/* by the one that is */
	bool                asking;
	bool                failed;	/* it was answered with an error */
	struct event        turn;	/* made active when one may be sent: who waits since this turn of the loop shares it */
	struct event        silence;	/* runs while asking */
};

static void
tell(struct flusher *f, bool flushed)
{
	struct flush_wait *w;

	while ((w = TAILQ_FIRST(&f->served)) != NULL) {
		TAILQ_REMOVE(&f->served, w, entry);
		w->fn(w->ctx, flushed);
	}
}

static void
flusher_on_turn(evutil_socket_t fd, short what, void *arg)
{
	struct flusher    *f = arg;
	struct timeval     wait = link_ms(f->link.wait_ms);
	struct flush_wait *w;

	(void)fd;
	(void)what;
	if (f->asking || f->link.state != LINK_UP || TAILQ_EMPTY(&f->next))
		return;
	if (PQsendQuery(f->link.pg, f->flush->text) != 1) {
		link_drop(&f->link, PQerrorMessage(f->link.pg));
		return;
	}
	f->asking = true;
	f->failed = false;
	TAILQ_FOREACH(w, &f->next, entry)
		w->served = true;
	TAILQ_CONCAT(&f->served, &f->next, entry);
	evtimer_add(&f->silence, &wait);
	link_flush(&f->link);
}

static void
flusher_on_up(void *ctx)
{
	struct flusher *f = ctx;

	event_active(&f->turn, EV_TIMEOUT, 0);
}

static void
flusher_on_input(void *ctx)
{
	struct flusher *f = ctx;
	PGresult       *r;
	ExecStatusType  status;

	if (!link_flush(&f->link))
		return;
	while (f->asking && !PQisBusy(f->link.pg)) {
		r = PQgetResult(f->link.pg);
		status = PQresultStatus(r);
		if (r == NULL) {
			f->asking = false;
			evtimer_del(&f->silence);
			tell(f, !f->failed);
			event_active(&f->turn, EV_TIMEOUT, 0);
		} else if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
			f->failed = true;
			log_warn("database flush failed sqlstate=%s", PQresultErrorField(r, PG_DIAG_SQLSTATE));
		}
		PQclear(r);
	}
	/* A connection that could not do it may be one to a server that has become another's standby. */
	if (!f->asking && f->failed)
		link_drop(&f->link, "left, for a new one may do better");
}

static void
flusher_on_down(void *ctx)
{
	struct flusher *f = ctx;

	f->asking = f->failed = false;
	evtimer_del(&f->silence);
	tell(f, false);
}

static void
flusher_on_silence(evutil_socket_t fd, short what, void *arg)
{
	struct flusher *f = arg;

	(void)fd;
	(void)what;
	link_drop(&f->link, "no flush in time");
}

static const struct link_owner flusher_owner = { flusher_on_up, flusher_on_input, flusher_on_down };

struct flusher *
flusher_open(struct event_base *base, struct server *server, long wait_ms, const struct query *flush)
{
	struct flusher *f;

	if (flush == NULL)
		return NULL;
	f = calloc(1, sizeof(*f));
	if (f == NULL)
		abort();
	f->flush = flush;
	TAILQ_INIT(&f->next);
	TAILQ_INIT(&f->served);
	event_assign(&f->turn, base, -1, 0, flusher_on_turn, f);
	evtimer_assign(&f->silence, base, flusher_on_silence, f);
	link_open(&f->link, base, server, wait_ms, &flusher_owner, f);
	return f;
}

void
flusher_close(struct flusher *f)
{
	if (f == NULL)
		return;
	link_close(&f->link);
	TAILQ_CONCAT(&f->served, &f->next, entry);
	tell(f, false);
	event_del(&f->turn);
	evtimer_del(&f->silence);
	free(f);
}

void
flusher_await(struct flusher *f, struct flush_wait *w)
{
	w->served = false;
	TAILQ_INSERT_TAIL(&f->next, w, entry);
	event_active(&f->turn, EV_TIMEOUT, 0);
}

void
flusher_forget(struct flusher *f, struct flush_wait *w)
{
	TAILQ_REMOVE(w->served ? &f->served : &f->next, w, entry);
}
