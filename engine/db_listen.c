#include "engine/db_listen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <event2/event.h>

#include "engine/db_link.h"
#include "engine/log.h"

struct hearer {
	struct link  link;
	char        *channel;
	void       (*on_hint)(void *ctx);
	void        *ctx;
	bool         asking;	/* a statement is on its way */
	bool         hears;	/* LISTEN has been confirmed */
	struct event timer;	/* asking: the deadline; else: when to ask for a sign of life */
};

static void
ask(struct hearer *l, const char *statement)
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
hearer_on_up(void *ctx)
{
	struct hearer *l = ctx;
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
hearer_on_down(void *ctx)
{
	struct hearer *l = ctx;

	l->asking = l->hears = false;
	evtimer_del(&l->timer);
}

/* False after dropping the link. */
static bool
take_results(struct hearer *l, bool *hint)
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
hearer_on_input(void *ctx)
{
	struct hearer *l = ctx;
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
hearer_on_timer(evutil_socket_t fd, short what, void *arg)
{
	struct hearer *l = arg;

	(void)fd;
	(void)what;
	if (l->asking)
		link_drop(&l->link, "the listener got no sign of life");
	else
		ask(l, "");
}

static const struct link_owner hearer_owner = { hearer_on_up, hearer_on_input, hearer_on_down };

struct hearer *
hearer_open(struct event_base *base, struct server *server, long wait_ms,
	const char *channel, void (*on_hint)(void *ctx), void *ctx)
{
	struct hearer *l = calloc(1, sizeof(*l));

	if (l == NULL || (l->channel = strdup(channel)) == NULL)
		abort();
	l->on_hint = on_hint;
	l->ctx = ctx;
	evtimer_assign(&l->timer, base, hearer_on_timer, l);
	link_open(&l->link, base, server, wait_ms, &hearer_owner, l);
	return l;
}

void
hearer_close(struct hearer *l)
{
	if (l == NULL)
		return;
	evtimer_del(&l->timer);
	link_close(&l->link);
	free(l->channel);
	free(l);
}

bool
hearer_hears(const struct hearer *l)
{
	return l != NULL && l->hears;
}
