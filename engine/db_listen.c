#include "engine/db_listen.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <event2/event.h>

#include "engine/db_link.h"
#include "engine/log.h"

enum { CHANNELS_MAX = 4 };

struct channel {
	char  *name;
	void (*on_hint)(void *ctx);
	void  *ctx;
	bool   heard;	/* LISTEN has been confirmed */
	bool   hint;	/* to be told */
};

struct hearer {
	struct link    link;
	struct channel channels[CHANNELS_MAX];
	size_t         count, asked;	/* channels, and how many the statement on its way names */
	bool           asking;	/* a statement is on its way */
	bool           hears;	/* LISTEN has been confirmed */
	long           listens;	/* how often it has been */
	struct event   timer;	/* asking: the deadline; else: when to ask for a sign of life */
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
	char           statement[CHANNELS_MAX * 160] = "";
	size_t         n = 0;

	for (size_t i = 0; i < l->count; i++) {
		char *name = PQescapeIdentifier(l->link.pg, l->channels[i].name, strlen(l->channels[i].name));

		if (name == NULL) {
			link_drop(&l->link, PQerrorMessage(l->link.pg));
			return;
		}
		n += (size_t)snprintf(statement + n, sizeof(statement) - n, "listen %s;", name);
		PQfreemem(name);
	}
	l->asked = l->count;
	ask(l, statement);
}

static void
hearer_on_down(void *ctx)
{
	struct hearer *l = ctx;

	l->asking = l->hears = false;
	for (size_t i = 0; i < l->count; i++)
		l->channels[i].heard = false;
	l->asked = 0;
	evtimer_del(&l->timer);
}

static void
mark(struct hearer *l, const char *channel)
{
	for (size_t i = 0; i < l->count; i++)
		l->channels[i].hint |= strcmp(channel, l->channels[i].name) == 0;
}

/* What was not heard until now may have said anything. */
static void
confirm(struct hearer *l)
{
	for (size_t i = 0; i < l->asked; i++) {
		l->channels[i].hint |= !l->channels[i].heard;
		l->channels[i].heard = true;
	}
	l->listens += !l->hears;
	l->hears = true;
	if (l->asked < l->count)
		hearer_on_up(l);
}

/* False after dropping the link. */
static bool
take_results(struct hearer *l)
{
	struct timeval quiet = link_ms(l->link.wait_ms);
	PGresult      *r;
	ExecStatusType status;

	while (l->asking && !PQisBusy(l->link.pg)) {
		r = PQgetResult(l->link.pg);
		if (r == NULL) {
			l->asking = false;
			evtimer_add(&l->timer, &quiet);
			confirm(l);
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
	PGnotify      *n;

	if (!link_flush(&l->link) || !take_results(l))
		return;
	PQisBusy(l->link.pg);	/* parses what came without being asked for */
	while ((n = PQnotifies(l->link.pg)) != NULL) {
		mark(l, n->relname);
		PQfreemem(n);
	}
	for (size_t i = 0; i < l->count; i++)
		if (l->channels[i].hint) {
			l->channels[i].hint = false;
			l->channels[i].on_hint(l->channels[i].ctx);
		}
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
hearer_open(struct event_base *base, struct server *server, long wait_ms)
{
	struct hearer *l = calloc(1, sizeof(*l));

	if (l == NULL)
		abort();
	evtimer_assign(&l->timer, base, hearer_on_timer, l);
	link_open(&l->link, base, server, wait_ms, &hearer_owner, l);
	return l;
}

void
hearer_add(struct hearer *l, const char *channel, void (*on_hint)(void *ctx), void *ctx)
{
	assert(l->count < CHANNELS_MAX);
	l->channels[l->count] = (struct channel){ .name = strdup(channel), .on_hint = on_hint, .ctx = ctx };
	if (l->channels[l->count++].name == NULL)
		abort();
	if (l->link.state == LINK_UP && !l->asking)
		hearer_on_up(l);
}

void
hearer_close(struct hearer *l)
{
	if (l == NULL)
		return;
	evtimer_del(&l->timer);
	link_close(&l->link);
	for (size_t i = 0; i < l->count; i++)
		free(l->channels[i].name);
	free(l);
}

bool
hearer_hears(const struct hearer *l)
{
	return l != NULL && l->hears;
}

long
hearer_listens(const struct hearer *l)
{
	return l == NULL ? 0 : l->listens;
}
