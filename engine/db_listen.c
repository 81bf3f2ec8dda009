#include "engine/db_listen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <event2/event.h>

#include "engine/db_link.h"
#include "engine/log.h"

struct listener {
	struct link  link;
	char        *channel;
	void       (*on_hint)(void *ctx);
	void        *ctx;
	bool         asking;	/* a statement is on its way */
	bool         hears;	/* LISTEN has been confirmed */
	struct event timer;	/* asking: the deadline; else: when to ask for a sign of life */
};

static void
ask(struct listener *l, const char *statement)
{
	struct timeval wait = link_ms(l->link.wait_ms);

	if (PQsendQuery(l->link.pg, statement) != 1) {
		link_drop(&l->link, PQerrorMessage(l->link.pg));
		return;
	}
	l->asking = true;
	evtimer_add(&l->timer, &wait);
	link_flush(&l->link);
}

static void
listener_on_up(void *ctx)
{
	struct listener *l = ctx;
	char            *channel = PQescapeIdentifier(l->link.pg, l->channel, strlen(l->channel));
	char             statement[160];

	if (channel == NULL) {
		link_drop(&l->link, PQerrorMessage(l->link.pg));
		return;
	}
	snprintf(statement, sizeof(statement), "listen %s", channel);
	PQfreemem(channel);
	ask(l, statement);
}

static void
listener_on_down(void *ctx)
{
	struct listener *l = ctx;

	l->asking = l->hears = false;
	evtimer_del(&l->timer);
}

/* False after dropping the link. */
static bool
take_results(struct listener *l, bool *hint)
{
	struct timeval quiet = link_ms(l->link.wait_ms);
	PGresult      *r;
	ExecStatusType status;

	while (l->asking && !PQisBusy(l->link.pg)) {
		r = PQgetResult(l->link.pg);
		if (r == NULL) {
			l->asking = false;
			evtimer_add(&l->timer, &quiet);
			*hint = *hint || !l->hears;	/* deaf until now */
			l->hears = true;
			break;
		}
		status = PQresultStatus(r);
		PQclear(r);
		if (status != PGRES_COMMAND_OK && status != PGRES_EMPTY_QUERY) {
			link_drop(&l->link, PQerrorMessage(l->link.pg));
			return false;
		}
	}
	return true;
}

static void
listener_on_input(void *ctx)
{
	struct listener *l = ctx;
	bool             hint = false;
	PGnotify        *n;

	if (!link_flush(&l->link) || !take_results(l, &hint))
		return;
	PQisBusy(l->link.pg);	/* parses what came without being asked for */
	while ((n = PQnotifies(l->link.pg)) != NULL) {
		hint = true;
		PQfreemem(n);
	}
	if (hint)
		l->on_hint(l->ctx);
}

static void
listener_on_timer(evutil_socket_t fd, short what, void *arg)
{
	struct listener *l = arg;

	(void)fd;
	(void)what;
	if (l->asking)
		link_drop(&l->link, "the listener got no sign of life");
	else
		ask(l, "");
}

static const struct link_owner listener_owner = { listener_on_up, listener_on_input, listener_on_down };

struct listener *
listener_open(struct event_base *base, struct server *server, long wait_ms,
	const char *channel, void (*on_hint)(void *ctx), void *ctx)
{
	struct listener *l = calloc(1, sizeof(*l));

	if (l == NULL || (l->channel = strdup(channel)) == NULL)
		abort();
	l->on_hint = on_hint;
	l->ctx = ctx;
	evtimer_assign(&l->timer, base, listener_on_timer, l);
	link_open(&l->link, base, server, wait_ms, &listener_owner, l);
	return l;
}

void
listener_close(struct listener *l)
{
	if (l == NULL)
		return;
	evtimer_del(&l->timer);
	link_close(&l->link);
	free(l->channel);
	free(l);
}

bool
listener_hears(const struct listener *l)
{
	return l != NULL && l->hears;
}
