#include "engine/listener.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "engine/connection.h"
#include "engine/log.h"

const struct listener_limits listener_limits_default = {
	.http = HTTP_LIMITS_DEFAULT,
	.connections = 4096, .per_address = 1000,
	.head_ms = 15000, .body_ms = 30000, .answer_ms = 30000, .idle_ms = 75000, .write_ms = 30000,
	.farewell_ms = 1000, .half_close_ms = 2000, .linger_ms = 3000, .linger_bytes = 16777216,
};

enum {
	BACKLOG = 1024,
	UNSENT_BYTES = 131072,	/* as much as most answers have; the kernel would take megabytes for each slow reader */
	ACCEPTS_AT_ONCE = 32,	/* then those who are connected have their turn */
	EVICT_AFTER_MS = 1000,	/* a younger connection may have a request under way */
	LONGEST_TICK_MS = 500,
	CROWDED_QUIET_MS = 10000,
};

int64_t
listener_now(void)
{
	struct timespec t;

	/* Good to some milliseconds, and no system call. */
	clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static char *
put_number(char *at, int n, int digits)
{
	for (int i = digits - 1; i >= 0; i--, n /= 10)
		at[i] = (char)('0' + n % 10);
	return at + digits;
}

/* By hand: strftime() would speak the locale's language. */
const char *
listener_date(struct listener *l)
{
	static const char days[][4] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
	static const char months[][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep",
		"Oct", "Nov", "Dec" };
	time_t    now = time(NULL);
	struct tm t;
	char     *at = l->date;

	if (now == l->date_at)
		return l->date;
	l->date_at = now;
	gmtime_r(&now, &t);
	at = stpcpy(at, "Date: ");
	at = stpcpy(stpcpy(at, days[t.tm_wday]), ", ");
	at = stpcpy(put_number(at, t.tm_mday, 2), " ");
	at = stpcpy(stpcpy(at, months[t.tm_mon]), " ");
	at = stpcpy(put_number(at, t.tm_year + 1900, 4), " ");
	at = stpcpy(put_number(at, t.tm_hour, 2), ":");
	at = stpcpy(put_number(at, t.tm_min, 2), ":");
	stpcpy(put_number(at, t.tm_sec, 2), " GMT\r\n");
	return l->date;
}

static void
accept_more(struct listener *l, bool more)
{
	if (l->accepting == more)
		return;
	l->accepting = more;
	for (struct door *d = l->doors; d < l->doors + DOORS; d++) {
		if (d->fd >= 0 && more)
			event_add(&d->acceptable, NULL);
		else if (d->fd >= 0)
			event_del(&d->acceptable);
	}
}

/* When full, who has been silent longest makes room. */
static bool
has_room(struct listener *l)
{
	struct connection *oldest = TAILQ_FIRST(&l->idle);

	if (l->connections < l->settings.limits.connections)
		return true;
	if (oldest == NULL ||
	    oldest->deadline - l->settings.limits.idle_ms + EVICT_AFTER_MS > listener_now())
		return false;
	connection_close(oldest);
	return true;
}

/*
 * Out of descriptors: the client in the queue would wake us again and again,
 * for nothing. The reserve lets us take it and turn it away.
 */
static void
turn_away(struct door *d)
{
	struct listener *l = d->listener;
	int              fd;

	if (!l->complained)
		log_warn("no descriptor for a new client: %s", strerror(errno));
	l->complained = true;
	if (l->reserve >= 0)
		close(l->reserve);
	fd = accept4(d->fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (fd >= 0)
		close(fd);
	l->reserve = open("/dev/null", O_RDONLY | O_CLOEXEC);
	accept_more(l, false);
}

static bool
is_crowded(struct listener *l, const struct guest *guest)
{
	if (guest->connections <= l->settings.limits.per_address)
		return false;
	if (l->crowded_until <= listener_now()) {
		log_warn("an address has all of its %ld connections and is refused more",
			l->settings.limits.per_address);
		l->crowded_until = listener_now() + CROWDED_QUIET_MS;
	}
	return true;
}

static void
on_acceptable(evutil_socket_t listening, short what, void *arg)
{
	struct door            *d = arg;
	struct listener        *l = d->listener;
	struct sockaddr_storage peer;
	struct guest           *guest;

	(void)what;
	for (int i = 0; i < ACCEPTS_AT_ONCE; i++) {
		socklen_t size = sizeof(peer);
		int       fd;

		if (!has_room(l)) {
			accept_more(l, false);
			return;
		}
		fd = accept4(listening, (struct sockaddr *)&peer, &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
		if (fd < 0 && (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)) {
			turn_away(d);
			return;
		}
		if (fd < 0 && errno == EAGAIN)
			return;
		if (fd < 0)
			continue;	/* that client has left already */
		l->complained = false;
		l->connections++;
		guest = guests_enter(l->guests, &peer);
		connection_accept(l, fd, d->tls, &peer, guest, is_crowded(l, guest));
	}
}

static void
on_tick(evutil_socket_t fd, short what, void *arg)
{
	struct listener   *l = arg;
	struct connection *c;
	int64_t            now = listener_now();

	(void)fd;
	(void)what;
	TAILQ_FOREACH(c, &l->idle, link) {
		if (c->deadline > now)
			break;
		connection_expire(c);
	}
	TAILQ_FOREACH(c, &l->busy, link)
		if (c->deadline != 0 && c->deadline <= now)
			connection_expire(c);
	if (!l->draining)
		accept_more(l, true);
	if (l->draining && l->connections == 0 && l->on_empty != NULL) {
		void (*on_empty)(void *ctx) = l->on_empty;

		l->on_empty = NULL;
		on_empty(l->on_empty_ctx);	/* which may free the listener */
	}
}

void
listener_forget(struct listener *l)
{
	l->connections--;
	if (!l->draining)
		accept_more(l, true);
	else if (l->connections == 0)
		/* Not from here: whoever closed the connection still uses the listener. */
		event_active(&l->tick, EV_TIMEOUT, 1);
}

/* A quarter of the shortest wait, so that none lasts much longer than said. */
static void
start_tick(struct listener *l)
{
	const struct listener_limits *limits = &l->settings.limits;
	const long     waits[] = { limits->head_ms, limits->body_ms, limits->idle_ms, limits->write_ms,
		limits->answer_ms, limits->farewell_ms, limits->half_close_ms, limits->linger_ms };
	long           ms = LONGEST_TICK_MS;
	struct timeval every;

	for (size_t i = 0; i < sizeof(waits) / sizeof(waits[0]); i++)
		if (waits[i] / 4 < ms)
			ms = waits[i] / 4 + 1;
	every = (struct timeval){ ms / 1000, ms % 1000 * 1000 };
	event_add(&l->tick, &every);
}

static int
open_socket(const struct addrinfo *to, bool reuse_port)
{
	const int yes = 1, no = 0, unsent = UNSENT_BYTES;
	int       fd = socket(to->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
	/* Those it accepts inherit it: an answer leaves at once, in whatever pieces it is written. */
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
	setsockopt(fd, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &unsent, sizeof(unsent));
	if (to->ai_family == AF_INET6)
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof(no));
	if ((!reuse_port || setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &yes, sizeof(yes)) == 0) &&
	    bind(fd, to->ai_addr, to->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0)
		return fd;
	close(fd);
	return -1;
}

int
listener_socket(const char *address, int port, bool reuse_port, struct problem *p)
{
	const struct addrinfo how = { .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE,
		.ai_socktype = SOCK_STREAM };
	struct addrinfo *to;
	int              error = getaddrinfo(address, DIGITS(port), &how, &to), fd;

	if (error != 0) {
		problem_set(p, PROBLEM_INTERNAL, SAY_LISTEN_FAILED, address, DIGITS(port),
			gai_strerror(error));
		return -1;
	}
	fd = open_socket(to, reuse_port);
	if (fd < 0)
		problem_set(p, PROBLEM_INTERNAL, SAY_LISTEN_FAILED, address, DIGITS(port),
			strerror(errno));
	freeaddrinfo(to);
	return fd;
}

int
listener_socket_port(int fd)
{
	struct sockaddr_storage at = { 0 };
	socklen_t               size = sizeof(at);

	getsockname(fd, (struct sockaddr *)&at, &size);
	/* The port stands at the same place in both families. */
	return ntohs(((const struct sockaddr_in *)(const void *)&at)->sin_port);
}

static bool
open_door(struct listener *l, enum which_door which, const char *address, int port, struct problem *p)
{
	struct door *d = &l->doors[which];

	d->fd = l->settings.sockets != NULL ? l->settings.sockets[which] :
		listener_socket(address, port, l->settings.reuse_port, p);
	if (d->fd < 0)
		return false;
	d->port = listener_socket_port(d->fd);
	event_assign(&d->acceptable, l->base, d->fd, EV_READ | EV_PERSIST, on_acceptable, d);
	return true;
}

struct listener *
listener_open(struct event_base *base, const struct listener_settings *settings, struct problem *p)
{
	struct listener *l = must_have(calloc(1, sizeof(*l)));

	l->base = base;
	l->settings = *settings;
	l->guests = guests_new();
	l->reserve = open("/dev/null", O_RDONLY | O_CLOEXEC);
	TAILQ_INIT(&l->idle);
	TAILQ_INIT(&l->busy);
	event_assign(&l->tick, l->base, -1, EV_PERSIST, on_tick, l);
	l->doors[DOOR_CLEAR] = (struct door){ .listener = l, .fd = -1 };
	l->doors[DOOR_TLS] = (struct door){ .listener = l, .fd = -1, .tls = settings->tls };
	if (!open_door(l, DOOR_CLEAR, settings->address, settings->port, p) ||
	    (settings->tls != NULL && !open_door(l, DOOR_TLS, settings->tls_address, settings->tls_port, p))) {
		listener_free(l);
		return NULL;
	}
	accept_more(l, true);
	start_tick(l);
	return l;
}

int
listener_port(const struct listener *l)
{
	return l->doors[DOOR_CLEAR].port;
}

int
listener_tls_port(const struct listener *l)
{
	return l->doors[DOOR_TLS].port;
}

void
listener_set_limits(struct listener *l, const struct listener_limits *limits)
{
	l->settings.limits = *limits;
	start_tick(l);
}

long
listener_connections(const struct listener *l)
{
	return l->connections;
}

static void
stop_listening(struct listener *l)
{
	accept_more(l, false);
	for (struct door *d = l->doors; d < l->doors + DOORS; d++) {
		if (d->fd >= 0)
			close(d->fd);
		d->fd = -1;
	}
	l->draining = true;
}

void
listener_stop_accepting(struct listener *l, void (*on_empty)(void *ctx), void *ctx)
{
	int64_t            until = listener_now() + l->settings.limits.farewell_ms;
	struct connection *c;

	stop_listening(l);
	l->on_empty = on_empty;
	l->on_empty_ctx = ctx;
	TAILQ_FOREACH(c, &l->idle, link)
		if (c->deadline > until)
			c->deadline = until;
	if (l->connections == 0)
		event_active(&l->tick, EV_TIMEOUT, 1);
}

void
listener_free(struct listener *l)
{
	if (l == NULL)
		return;
	stop_listening(l);
	l->on_empty = NULL;
	while (!TAILQ_EMPTY(&l->idle))
		connection_close(TAILQ_FIRST(&l->idle));
	while (!TAILQ_EMPTY(&l->busy))
		connection_close(TAILQ_FIRST(&l->busy));
	event_del(&l->tick);
	if (l->reserve >= 0)
		close(l->reserve);
	guests_free(l->guests);
	arena_free(l->spare);
	for (int i = 0; i < ROOMS; i++)
		free(l->room[i].at);
	free(l);
}
