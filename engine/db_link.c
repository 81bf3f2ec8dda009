#include "engine/db_link.h"

#include <string.h>
#include <time.h>

#include <event2/event.h>

#include "engine/db_server.h"
#include "engine/log.h"

enum { PAUSE_LEAST_MS = 100, PAUSE_MOST_MS = 2000 };

static void link_on_connect(evutil_socket_t fd, short what, void *arg);
static void link_on_socket(evutil_socket_t fd, short what, void *arg);

struct timeval
link_ms(long ms)
{
	return (struct timeval){ .tv_sec = ms / 1000, .tv_usec = ms % 1000 * 1000 };
}

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void
start_timer(struct link *l, long ms)
{
	struct timeval wait = link_ms(ms);

	evtimer_add(&l->timer, &wait);
}

static void
unwatch(struct link *l)
{
	event_del(&l->readable);
	event_del(&l->writable);
}

static void
watch(struct link *l, short what, event_callback_fn fn)
{
	unwatch(l);
	event_assign(&l->readable, l->base, PQsocket(l->pg), EV_READ | EV_PERSIST, fn, l);
	event_assign(&l->writable, l->base, PQsocket(l->pg), EV_WRITE, fn, l);
	if (what & EV_READ)
		event_add(&l->readable, NULL);
	if (what & EV_WRITE)
		event_add(&l->writable, NULL);
}

/* A notice may quote what a client sent, so only its kind is told. */
static void
on_notice(void *arg, const PGresult *r)
{
	const char *severity = PQresultErrorField(r, PG_DIAG_SEVERITY_NONLOCALIZED);
	const char *state = PQresultErrorField(r, PG_DIAG_SQLSTATE);

	(void)arg;
	if (severity != NULL && state != NULL && (strcmp(severity, "WARNING") == 0 || strcmp(severity, "FATAL") == 0))
		log_warn("database severity=%s sqlstate=%s", severity, state);
}

static void
connect_now(struct link *l)
{
	l->state = LINK_CONNECTING;
	l->pg = server_connect(l->server, l->host);
	PQsetNoticeReceiver(l->pg, on_notice, NULL);
	if (PQstatus(l->pg) == CONNECTION_BAD) {
		link_drop(l, PQerrorMessage(l->pg));
		return;
	}
	start_timer(l, l->wait_ms);
	watch(l, EV_WRITE, link_on_connect);
}

static void
enter_up(struct link *l)
{
	evtimer_del(&l->timer);
	PQsetnonblocking(l->pg, 1);
	l->state = LINK_UP;
	l->up_since = now_ms();
	server_is_well(l->server);
	watch(l, EV_READ, link_on_socket);
	l->owner->on_up(l->ctx);
}

static void
link_on_connect(evutil_socket_t fd, short what, void *arg)
{
	struct link *l = arg;

	(void)fd;
	(void)what;
	/* PQconnectPoll may open another socket under the same number: a kept event would wait for the old one. */
	unwatch(l);
	switch (PQconnectPoll(l->pg)) {
	case PGRES_POLLING_READING:
		watch(l, EV_READ, link_on_connect);
		break;
	case PGRES_POLLING_WRITING:
		watch(l, EV_WRITE, link_on_connect);
		break;
	case PGRES_POLLING_OK:
		enter_up(l);
		break;
	default:
		link_drop(l, PQerrorMessage(l->pg));
	}
}

static void
link_on_socket(evutil_socket_t fd, short what, void *arg)
{
	struct link *l = arg;

	(void)fd;
	if ((what & EV_READ) && PQconsumeInput(l->pg) != 1)
		link_drop(l, PQerrorMessage(l->pg));
	else
		l->owner->on_input(l->ctx);
}

static void
link_on_timer(evutil_socket_t fd, short what, void *arg)
{
	struct link *l = arg;

	(void)fd;
	(void)what;
	if (l->state == LINK_DOWN) {
		connect_now(l);
		return;
	}
	l->host++;	/* this one is silent */
	link_drop(l, "no connection in time");
}

void
link_drop(struct link *l, const char *why)
{
	enum link_state was = l->state;

	if (why != NULL && was == LINK_UP)
		log_warn("database connection lost: %s", why);
	else if (why != NULL)
		server_complain(l->server, why);
	/* One that held for a while was good: then something has only just happened to the server. */
	if (was == LINK_UP && now_ms() - l->up_since > PAUSE_MOST_MS)
		l->pause_ms = PAUSE_LEAST_MS;
	unwatch(l);
	PQfinish(l->pg);
	l->pg = NULL;
	l->state = LINK_DOWN;
	start_timer(l, l->pause_ms);
	l->pause_ms = l->pause_ms * 2 > PAUSE_MOST_MS ? PAUSE_MOST_MS : l->pause_ms * 2;
	if (was == LINK_UP)
		l->owner->on_down(l->ctx);
}

bool
link_flush(struct link *l)
{
	switch (PQflush(l->pg)) {
	case 0:
		event_del(&l->writable);
		return true;
	case 1:
		event_add(&l->writable, NULL);
		return true;
	default:
		link_drop(l, PQerrorMessage(l->pg));
		return false;
	}
}

void
link_open(struct link *l, struct event_base *base, struct server *server, long wait_ms,
	const struct link_owner *owner, void *ctx)
{
	*l = (struct link){ .base = base, .server = server, .owner = owner, .ctx = ctx,
		.wait_ms = wait_ms, .pause_ms = PAUSE_LEAST_MS };
	event_assign(&l->readable, base, -1, 0, link_on_socket, l);
	event_assign(&l->writable, base, -1, 0, link_on_socket, l);
	/* The first pause is none, but it is the loop that ends it: nobody else calls the owner. */
	evtimer_assign(&l->timer, base, link_on_timer, l);
	start_timer(l, 0);
}

void
link_close(struct link *l)
{
	unwatch(l);
	evtimer_del(&l->timer);
	PQfinish(l->pg);
	l->pg = NULL;
	l->state = LINK_DOWN;
}
