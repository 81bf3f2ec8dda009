/*
 * What the tests of the listener share: a listener, clients that it cannot tell
 * from real ones, and a loop that runs until what is awaited has come.
 */
#ifndef TESTS_ENGINE_STAGE_H
#define TESTS_ENGINE_STAGE_H

#include <check.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <sys/socket.h>

#include <event2/event.h>

#include "engine/listener.h"
#include "tests/suite.h"

#define GET "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

enum { ASKED_MAX = 8, PATIENCE_MS = 5000, MOMENT_MS = 60 };

/* A listener, the requests it has handed over, and the loop, which runs only inside until(). */
struct stage {
	struct event_base *base;
	struct listener   *listener;
	struct arena      *mem;
	bool               at_once;	/* answer from within on_request() */
	struct exchange   *asked[ASKED_MAX];
	int                asked_count;
	int                gone, empty, room;
	bool               time_is_up;
};

struct client {
	int    fd;
	char   got[65536];
	size_t length;
	bool   ended;
};

static inline void
answer(struct stage *s, struct exchange *x, const char *text)
{
	struct buffer *body = buffer_new(exchange_mem(x));

	(void)s;
	buffer_text(body, text);
	exchange_reply(x, 200, &(struct exchange_header){ "X-Test", "a\r\nb: c" }, 1, body);
}

static inline void
on_request(void *ctx, struct exchange *x)
{
	struct stage *s = ctx;

	if (s->at_once || exchange_problem(x) != NULL) {
		answer(s, x, exchange_peer(x));
		return;
	}
	ck_assert_int_lt(s->asked_count, ASKED_MAX);
	s->asked[s->asked_count++] = x;
}

static inline void
on_gone(void *ctx)
{
	((struct stage *)ctx)->gone++;
}

static inline void
on_empty(void *ctx)
{
	((struct stage *)ctx)->empty++;
}

static inline void
on_time_up(evutil_socket_t fd, short what, void *ctx)
{
	(void)fd;
	(void)what;
	((struct stage *)ctx)->time_is_up = true;
}

static inline struct stage *
stage_open(const char *address, struct listener_limits limits)
{
	struct listener_settings settings = { .address = address, .limits = limits, .on_request = on_request };
	struct arena            *mem = arena_new();
	struct problem           p = { .mem = mem };
	struct stage            *s = arena_alloc(mem, sizeof(*s));

	s->mem = mem;
	s->base = event_base_new();
	settings.ctx = s;
	s->listener = listener_open(s->base, &settings, &p);
	ck_assert_ptr_nonnull(s->listener);
	return s;
}

static inline void
stage_close(struct stage *s)
{
	listener_free(s->listener);
	event_base_free(s->base);
	arena_free(s->mem);
}

static inline struct client *
client_new(struct stage *s)
{
	struct client     *c = arena_alloc(s->mem, sizeof(*c));
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)listener_port(s->listener)) };

	inet_pton(AF_INET, "127.0.0.1", &to.sin_addr);
	c->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	ck_assert_int_eq(connect(c->fd, (const struct sockaddr *)&to, sizeof(to)), 0);
	return c;
}

static inline void
client_send(struct client *c, const char *text)
{
	ck_assert_int_eq(send(c->fd, text, strlen(text), MSG_NOSIGNAL), (ssize_t)strlen(text));
}

static inline void
client_reset(struct client *c)
{
	struct linger now = { .l_onoff = 1, .l_linger = 0 };

	setsockopt(c->fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
	close(c->fd);
}

static inline void
client_take(struct client *c)
{
	ssize_t n;

	do {
		if (c->length == sizeof(c->got) - 1)
			c->length = 0;	/* only the end of a long answer is looked at */
		n = recv(c->fd, c->got + c->length, sizeof(c->got) - 1 - c->length, MSG_DONTWAIT);
		if (n == 0 || (n < 0 && errno != EAGAIN))
			c->ended = true;
		if (n > 0)
			c->length += (size_t)n;
	} while (n > 0);
	c->got[c->length] = '\0';
}

/* Runs the loop until the claim holds or the time is up; then says whether it holds. */
static inline bool
until(struct stage *s, long ms, bool (*holds)(struct stage *s, struct client *c, const char *text),
	struct client *c, const char *text)
{
	struct timeval wait = { ms / 1000, ms % 1000 * 1000 }, blink = { 0, 2000 };
	struct event  *end = event_new(s->base, -1, 0, on_time_up, s);
	struct event  *often = event_new(s->base, -1, EV_PERSIST, on_time_up, &(struct stage){ 0 });

	s->time_is_up = false;
	event_add(end, &wait);
	event_add(often, &blink);
	while (!s->time_is_up && !holds(s, c, text))
		event_base_loop(s->base, EVLOOP_ONCE);
	event_free(end);
	event_free(often);
	return holds(s, c, text);
}

static inline bool
has_got(struct stage *s, struct client *c, const char *text)
{
	(void)s;
	client_take(c);
	return strstr(c->got, text) != NULL;
}

static inline bool
has_ended(struct stage *s, struct client *c, const char *text)
{
	(void)s;
	(void)text;
	client_take(c);
	return c->ended;
}

static inline bool
was_asked(struct stage *s, struct client *c, const char *count)
{
	(void)c;
	return s->asked_count == atoi(count);
}

static inline bool
was_gone(struct stage *s, struct client *c, const char *count)
{
	(void)c;
	return s->gone == atoi(count);
}

static inline bool
was_empty(struct stage *s, struct client *c, const char *text)
{
	(void)c;
	(void)text;
	return s->empty > 0;
}

static inline bool
never(struct stage *s, struct client *c, const char *text)
{
	(void)s;
	(void)c;
	(void)text;
	return false;
}

#define soon(s, holds, c, text) ck_assert(until(s, PATIENCE_MS, holds, c, text))
#define a_moment_passes(s) (void)until(s, MOMENT_MS, never, NULL, NULL)

#endif
