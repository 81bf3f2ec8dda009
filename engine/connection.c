#include "engine/connection.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "engine/log.h"
#include "engine/phase.h"

enum { WRITE_BYTES_PER_MS = 64 };

static void on_event(evutil_socket_t fd, short what, void *arg);

static void
set_watch(struct connection *c, enum watch watch)
{
	static const short events[] = {
		[WATCH_READ]  = EV_READ | EV_PERSIST,
		[WATCH_WRITE] = EV_WRITE | EV_PERSIST,
		[WATCH_GONE]  = EV_READ | EV_CLOSED | EV_PERSIST | EV_ET,
		[WATCH_ROOM]  = EV_READ | EV_WRITE | EV_CLOSED | EV_PERSIST | EV_ET,
	};

	if (c->watch == watch)
		return;
	if (c->watch != WATCH_NOTHING)
		event_del(&c->event);
	c->watch = watch;
	if (watch == WATCH_NOTHING)
		return;
	event_assign(&c->event, c->listener->base, c->wire.fd, events[watch], on_event, c);
	event_add(&c->event, NULL);
}

/* The one place where the state changes, and with it the list and the deadline. 0 = no deadline. */
static void
enter(struct connection *c, enum connection_state state, long deadline_ms)
{
	struct listener *l = c->listener;

	if ((state == CONNECTION_IDLE) != (c->state == CONNECTION_IDLE)) {
		TAILQ_REMOVE(c->state == CONNECTION_IDLE ? &l->idle : &l->busy, c, link);
		TAILQ_INSERT_TAIL(state == CONNECTION_IDLE ? &l->idle : &l->busy, c, link);
	}
	c->state = state;
	c->deadline = deadline_ms == 0 ? 0 : listener_now() + deadline_ms;
}

static void
let_go(struct exchange *x)
{
	void (*on_gone)(void *ctx) = x->on_gone;

	x->on_gone = NULL;
	if (on_gone != NULL)
		on_gone(x->on_gone_ctx);
}

static void
end(struct connection *c)
{
	struct listener *l = c->listener;

	TAILQ_REMOVE(c->state == CONNECTION_IDLE ? &l->idle : &l->busy, c, link);
	guests_leave(l->guests, c->guest);
	free(c->held);
	free(c);
	listener_forget(l);
}

void
connection_close(struct connection *c)
{
	struct exchange *x = c->exchange;
	bool             asked = c->state == CONNECTION_ASKED || c->state == CONNECTION_STREAMING;

	if (c->state == CONNECTION_CLOSED)
		return;
	set_watch(c, WATCH_NOTHING);
	wire_close(&c->wire);
	enter(c, CONNECTION_CLOSED, 0);
	c->exchange = NULL;
	if (!c->running)
		end(c);
	if (asked) {
		/* The exchange goes on without us until it is answered. */
		x->connection = NULL;
		let_go(x);
	} else if (x != NULL)
		arena_free(x->mem);
}

static void
ask(struct connection *c)
{
	enter(c, CONNECTION_ASKED, c->listener->settings.limits.answer_ms);
	c->answer_by = c->deadline;
	c->listener->settings.on_request(c->listener->settings.ctx, c->exchange);
}

static void
say_continue(struct connection *c)
{
	static char  text[] = "HTTP/1.1 100 Continue\r\n\r\n";
	struct iovec all = { text, sizeof(text) - 1 };
	ssize_t      sent = wire_write(&c->wire, &all, 1);

	/* Half of it would garble the answer; none does no harm, the client waits a while and sends. */
	if ((sent > 0 && (size_t)sent < all.iov_len) || (sent < 0 && c->wire.ssl != NULL))
		connection_close(c);
}

/* Gives bytes to the request being read; returns how many were used. */
static size_t
take(struct connection *c, const char *bytes, size_t n)
{
	const struct listener_limits *limits = &c->listener->settings.limits;
	enum http_state               before, after;
	size_t                        used;
	int64_t                       begun;

	if (c->exchange == NULL)
		c->exchange = exchange_new(c);
	before = http_parser_state(c->exchange->parser);
	begun = phase_begin();
	used = http_parser_feed(c->exchange->parser, bytes, n);
	phase_end(PHASE_READ, begun);
	after = http_parser_state(c->exchange->parser);
	if (after == HTTP_DONE || after == HTTP_FAILED) {
		ask(c);
		return used;
	}
	if (before != after && after == HTTP_HEAD)
		enter(c, CONNECTION_READING, limits->head_ms);
	else if (before != after && after == HTTP_BODY)
		enter(c, CONNECTION_READING, limits->body_ms +
			(long)(http_parser_large(c->exchange->parser) / WRITE_BYTES_PER_MS));
	if (http_parser_wants_continue(c->exchange->parser))
		say_continue(c);
	return used;
}

static void
linger(struct connection *c)
{
	wire_finish(&c->wire);
	c->linger_left = c->listener->settings.limits.linger_bytes;
	enter(c, CONNECTION_LINGERING, c->listener->settings.limits.linger_ms);
}

static void
finish_answer(struct connection *c)
{
	exchange_done(c->exchange, c->listener);
	c->exchange = NULL;
	if (c->turned_away)
		connection_close(c);
	else if (c->closing || c->listener->draining)
		linger(c);
	else
		enter(c, CONNECTION_IDLE, c->listener->settings.limits.idle_ms);
}

/* Writes what it can. False when the client has to read first. */
static bool
write_out(struct connection *c)
{
	while (c->out[0].iov_len + c->out[1].iov_len > 0) {
		int64_t begun = phase_begin();
		ssize_t sent = wire_write(&c->wire, c->out, 2);

		phase_end(PHASE_WRITE, begun);
		if (sent < 0 && errno == EINTR)
			continue;
		if (sent < 0 && errno == EAGAIN && !c->turned_away)
			return false;
		if (sent < 0 && c->state == CONNECTION_STREAMING) {
			/* Whoever sends is not told from within: the deadline closes it. */
			c->out[0].iov_len = 0;
			c->deadline = listener_now();
			return false;
		}
		if (sent < 0) {
			connection_close(c);
			return true;
		}
		for (int i = 0; i < 2; i++) {
			size_t part = (size_t)sent < c->out[i].iov_len ? (size_t)sent : c->out[i].iov_len;

			if (part > 0)
				c->out[i].iov_base = (char *)c->out[i].iov_base + part;
			c->out[i].iov_len -= part;
			sent -= (ssize_t)part;
		}
	}
	if (c->state == CONNECTION_STREAMING) {
		c->deadline = c->half_closed ? listener_now() : 0;
		if (c->exchange->on_room != NULL)
			c->exchange->on_room(c->exchange->on_room_ctx);
		return false;
	}
	finish_answer(c);
	return true;
}

/* Keeps what was sent ahead until its turn comes; it is bounded by one read. */
static void
hold(struct connection *c, const char *bytes, size_t n)
{
	if (c->held != NULL && n > 0) {
		c->held_from = c->held_to - n;
		return;
	}
	free(c->held);
	c->held = NULL;
	if (n == 0)
		return;
	c->held = must_have(malloc(n));
	memcpy(c->held, bytes, n);
	c->held_from = 0;
	c->held_to = n;
}

static void
watch_for_state(struct connection *c)
{
	switch (c->state) {
	case CONNECTION_GREETING:
	case CONNECTION_IDLE:
	case CONNECTION_READING:
		set_watch(c, c->wire.turned ? WATCH_WRITE : WATCH_READ);
		break;
	case CONNECTION_LINGERING:
		set_watch(c, WATCH_READ);
		break;
	case CONNECTION_WRITING:
		set_watch(c, c->wire.turned ? WATCH_READ : WATCH_WRITE);
		break;
	case CONNECTION_STREAMING:
		set_watch(c, c->out[0].iov_len > 0 ? WATCH_ROOM : WATCH_GONE);
		break;
	case CONNECTION_ASKED:	/* an answer mostly comes before the client does anything: leave the event */
	case CONNECTION_CLOSED:
		break;
	}
}

/*
 * Goes on as far as it can with the bytes given, which are the held ones or
 * were just read. The request layer may answer at once; the answer is written
 * from here, not from within that call, so that a thousand requests in one
 * piece are a loop and not a recursion.
 */
static void
run(struct connection *c, const char *bytes, size_t n)
{
	bool more = true;

	c->running = true;
	while (more) {
		if (c->state == CONNECTION_WRITING || c->state == CONNECTION_STREAMING) {
			more = write_out(c);
		} else if (n > 0 && (c->state == CONNECTION_IDLE || c->state == CONNECTION_READING)) {
			size_t used = take(c, bytes, n);

			bytes += used;
			n -= used;
		} else
			more = false;
	}
	c->running = false;
	if (c->state == CONNECTION_CLOSED) {
		end(c);
		return;
	}
	hold(c, bytes, c->state == CONNECTION_LINGERING ? 0 : n);
	watch_for_state(c);
}

static void
run_held(struct connection *c)
{
	if (c->held == NULL)
		run(c, NULL, 0);
	else
		run(c, c->held + c->held_from, c->held_to - c->held_from);
}

void
connection_answer(struct connection *c)
{
	size_t length = c->out[0].iov_len + c->out[1].iov_len;

	enter(c, CONNECTION_WRITING,
		c->listener->settings.limits.write_ms + (long)(length / WRITE_BYTES_PER_MS));
	if (!c->running)
		run_held(c);
}

/* A client that takes nothing is given as long as for an answer, counted from when it began to fall behind. */
void
connection_stream(struct connection *c)
{
	if (c->state != CONNECTION_STREAMING)
		enter(c, CONNECTION_STREAMING, 0);
	if (c->deadline == 0)
		c->deadline = listener_now() + c->listener->settings.limits.write_ms;
	if (!c->running)
		run_held(c);
}

/* What failed before there was a request is answered like one that failed. */
static void
ask_at_once(struct connection *c)
{
	c->running = true;
	ask(c);
	run_held(c);
}

static void
read_in(struct connection *c)
{
	char   *in = c->listener->in;
	ssize_t n = c->state == CONNECTION_LINGERING ? wire_drop(&c->wire, in, READ_SIZE) :
		wire_read(&c->wire, in, READ_SIZE);

	if (n < 0 && (errno == EAGAIN || errno == EINTR)) {
		watch_for_state(c);
		return;
	}
	if (n == 0 && c->state == CONNECTION_READING) {
		/* It may have closed only its half, and read on. */
		http_parser_cut_short(c->exchange->parser);
		ask_at_once(c);
	} else if (n <= 0)
		connection_close(c);
	else if (c->state != CONNECTION_LINGERING)
		run(c, in, (size_t)n);
	else if ((size_t)n > c->linger_left)
		connection_close(c);
	else
		c->linger_left -= (size_t)n;
}

/*
 * The request layer is at work and the client does something. What it sends
 * waits; only its end is of interest. A close of its half may mean that it has
 * left or that it has nothing more to ask: it gets its answer either way.
 */
static void
look_for_end(struct connection *c, short what)
{
	int       error = 0;
	socklen_t size = sizeof(error);

	if (c->watch != WATCH_GONE) {
		set_watch(c, WATCH_GONE);	/* and at once we are called again, with what it is */
		return;
	}
	if (getsockopt(c->wire.fd, SOL_SOCKET, SO_ERROR, &error, &size) != 0 || error != 0)
		connection_close(c);
	else if ((what & EV_CLOSED) != 0 && !c->half_closed) {
		c->half_closed = true;
		enter(c, CONNECTION_ASKED, c->listener->settings.limits.half_close_ms);
		if (c->deadline > c->answer_by)
			c->deadline = c->answer_by;
	}
}

/* Of a stream's client nothing more is wanted than to be there, so its end is the end. */
static void
look_at_stream(struct connection *c, short what)
{
	int       error = 0;
	socklen_t size = sizeof(error);

	if ((what & EV_CLOSED) != 0 || getsockopt(c->wire.fd, SOL_SOCKET, SO_ERROR, &error, &size) != 0 || error != 0)
		connection_close(c);
	else if ((what & EV_WRITE) != 0)
		run_held(c);
}

static void
refuse(struct connection *c, enum problem_code code, enum say say, long limit)
{
	c->exchange = exchange_new(c);
	http_parser_refuse(c->exchange->parser, NULL, code, say, limit);
	ask_at_once(c);
}

/*
 * The answer has not come in time. What was asked for may still be done, and
 * its exchange goes on without us; the client is told that we do not know.
 */
static void
give_up(struct connection *c)
{
	struct exchange *late = c->exchange;

	c->exchange = exchange_new(c);
	http_parser_refuse(c->exchange->parser, exchange_request(late), PROBLEM_LATE, SAY_HTTP_LATE,
		c->listener->settings.limits.answer_ms);
	late->connection = NULL;
	let_go(late);	/* which may be its end */
	ask_at_once(c);
}

static void
on_deadline(struct connection *c)
{
	const struct listener_limits *limits = &c->listener->settings.limits;

	switch (c->state) {
	case CONNECTION_READING:
		http_parser_late(c->exchange->parser,
			http_parser_state(c->exchange->parser) == HTTP_BODY ? limits->body_ms : limits->head_ms);
		ask_at_once(c);
		break;
	case CONNECTION_ASKED:
		if (c->deadline >= c->answer_by) {
			give_up(c);
		} else {
			c->deadline = c->answer_by;
			let_go(c->exchange);
		}
		break;
	case CONNECTION_GREETING:
	case CONNECTION_IDLE:
	case CONNECTION_STREAMING:
	case CONNECTION_WRITING:
	case CONNECTION_LINGERING:
		connection_close(c);
		break;
	case CONNECTION_CLOSED:
		break;
	}
}

static void
greet(struct connection *c)
{
	switch (wire_greet(&c->wire)) {
	case GREETING_DONE:
		enter(c, CONNECTION_IDLE, c->listener->settings.limits.idle_ms);
		break;
	case GREETING_WAITS:
		break;
	case GREETING_IN_CLEAR:
		refuse(c, PROBLEM_BAD_REQUEST, SAY_HTTP_WANTS_TLS, 0);
		return;
	case GREETING_FAILED:
		log_debug("peer=%s the handshake of TLS failed", c->peer);
		connection_close(c);
		return;
	}
	watch_for_state(c);
}

static void
on_event(evutil_socket_t fd, short what, void *arg)
{
	struct connection *c = arg;

	(void)fd;
	if ((what & EV_TIMEOUT) != 0 && c->deadline != 0 && c->deadline <= listener_now()) {
		on_deadline(c);
		return;
	}
	if ((what & ~EV_TIMEOUT) == 0)
		return;
	switch (c->state) {
	case CONNECTION_GREETING:
		greet(c);
		break;
	case CONNECTION_IDLE:
	case CONNECTION_READING:
	case CONNECTION_LINGERING:
		read_in(c);
		break;
	case CONNECTION_ASKED:
		look_for_end(c, what);
		break;
	case CONNECTION_STREAMING:
		look_at_stream(c, what);
		break;
	case CONNECTION_WRITING:
		run_held(c);
		break;
	case CONNECTION_CLOSED:
		break;
	}
}

/*
 * Through the event, because what follows may close any connection, and the
 * caller is walking along a list of them.
 */
void
connection_expire(struct connection *c)
{
	event_active(&c->event, EV_TIMEOUT, 1);
}

static void
name_peer(struct connection *c, const struct sockaddr_storage *peer)
{
	static const char mapped[] = "::ffff:";	/* IPv4 through an IPv6 socket */

	if (peer->ss_family == AF_INET)
		inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)peer)->sin_addr,
			c->peer, sizeof(c->peer));
	else if (peer->ss_family == AF_INET6)
		inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)(const void *)peer)->sin6_addr,
			c->peer, sizeof(c->peer));
	if (strncmp(c->peer, mapped, sizeof(mapped) - 1) == 0 && strchr(c->peer, '.') != NULL)
		memmove(c->peer, c->peer + sizeof(mapped) - 1, strlen(c->peer) - sizeof(mapped) + 2);
}

void
connection_accept(struct listener *l, int fd, const struct tls *tls, const struct sockaddr_storage *peer,
	struct guest *guest, bool crowded)
{
	struct connection *c = must_have(calloc(1, sizeof(*c)));

	c->listener = l;
	c->guest = guest;
	c->state = CONNECTION_GREETING;
	name_peer(c, peer);
	TAILQ_INSERT_TAIL(&l->busy, c, link);
	wire_open(&c->wire, fd, crowded ? NULL : tls);
	if (crowded) {
		c->turned_away = true;
		if (tls != NULL)
			connection_close(c);	/* nothing can be said before a handshake, which is what costs */
		else
			refuse(c, PROBLEM_TOO_MANY, SAY_HTTP_CROWDED, l->settings.limits.per_address);
		return;
	}
	if (tls != NULL)
		enter(c, CONNECTION_GREETING, l->settings.limits.head_ms);
	else
		enter(c, CONNECTION_IDLE, l->settings.limits.idle_ms);
	watch_for_state(c);
}
