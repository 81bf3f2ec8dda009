#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <sys/socket.h>

#include <event2/event.h>

#include "engine/listener.h"

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
	int                gone, empty;
	bool               time_is_up;
};

struct client {
	int    fd;
	char   got[65536];
	size_t length;
	bool   ended;
};

static void
answer(struct stage *s, struct exchange *x, const char *text)
{
	struct buffer *body = buffer_new(exchange_mem(x));

	(void)s;
	buffer_text(body, text);
	exchange_reply(x, 200, &(struct exchange_header){ "X-Test", "a\r\nb: c" }, 1, body);
}

static void
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

static void
on_gone(void *ctx)
{
	((struct stage *)ctx)->gone++;
}

static void
on_empty(void *ctx)
{
	((struct stage *)ctx)->empty++;
}

static void
on_time_up(evutil_socket_t fd, short what, void *ctx)
{
	(void)fd;
	(void)what;
	((struct stage *)ctx)->time_is_up = true;
}

static struct stage *
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

static void
stage_close(struct stage *s)
{
	listener_free(s->listener);
	event_base_free(s->base);
	arena_free(s->mem);
}

static struct client *
client_new(struct stage *s)
{
	struct client     *c = arena_alloc(s->mem, sizeof(*c));
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)listener_port(s->listener)) };

	inet_pton(AF_INET, "127.0.0.1", &to.sin_addr);
	c->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	ck_assert_int_eq(connect(c->fd, (const struct sockaddr *)&to, sizeof(to)), 0);
	return c;
}

static void
client_send(struct client *c, const char *text)
{
	ck_assert_int_eq(send(c->fd, text, strlen(text), MSG_NOSIGNAL), (ssize_t)strlen(text));
}

static void
client_reset(struct client *c)
{
	struct linger now = { .l_onoff = 1, .l_linger = 0 };

	setsockopt(c->fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
	close(c->fd);
}

static void
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
static bool
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

static bool
has_got(struct stage *s, struct client *c, const char *text)
{
	(void)s;
	client_take(c);
	return strstr(c->got, text) != NULL;
}

static bool
has_ended(struct stage *s, struct client *c, const char *text)
{
	(void)s;
	(void)text;
	client_take(c);
	return c->ended;
}

static bool
was_asked(struct stage *s, struct client *c, const char *count)
{
	(void)c;
	return s->asked_count == atoi(count);
}

static bool
was_gone(struct stage *s, struct client *c, const char *count)
{
	(void)c;
	return s->gone == atoi(count);
}

static bool
was_empty(struct stage *s, struct client *c, const char *text)
{
	(void)c;
	(void)text;
	return s->empty > 0;
}

static bool
never(struct stage *s, struct client *c, const char *text)
{
	(void)s;
	(void)c;
	(void)text;
	return false;
}

#define soon(s, holds, c, text) ck_assert(until(s, PATIENCE_MS, holds, c, text))
#define a_moment_passes(s) (void)until(s, MOMENT_MS, never, NULL, NULL)

START_TEST(an_answer_may_come_later)
{
	struct stage  *s = stage_open("127.0.0.1", listener_limits_default);
	struct client *c = client_new(s);

	client_send(c, GET);
	soon(s, was_asked, NULL, "1");
	a_moment_passes(s);
	ck_assert_uint_eq(c->length, 0);
	answer(s, s->asked[0], "late");
	soon(s, has_got, c, "\r\n\r\nlate");
	client_send(c, GET);
	soon(s, was_asked, NULL, "2");
	answer(s, s->asked[1], "later");
	soon(s, has_got, c, "\r\n\r\nlater");
	close(c->fd);
	stage_close(s);
}
END_TEST

START_TEST(requests_sent_ahead_wait_their_turn)
{
	struct stage  *s = stage_open("127.0.0.1", listener_limits_default);
	struct client *c = client_new(s);

	client_send(c, GET GET);
	soon(s, was_asked, NULL, "1");
	client_send(c, GET);
	a_moment_passes(s);
	ck_assert_int_eq(s->asked_count, 1);
	answer(s, s->asked[0], "one");
	soon(s, was_asked, NULL, "2");
	answer(s, s->asked[1], "two");
	soon(s, was_asked, NULL, "3");
	answer(s, s->asked[2], "three");
	soon(s, has_got, c, "three");
	ck_assert(strstr(c->got, "one") < strstr(c->got, "two"));
	ck_assert_int_eq(s->gone, 0);
	close(c->fd);
	stage_close(s);
}
END_TEST

START_TEST(a_reset_is_told_and_the_answer_dropped)
{
	struct stage  *s = stage_open("127.0.0.1", listener_limits_default);
	struct client *quiet = client_new(s), *eager = client_new(s);

	client_send(quiet, GET);
	soon(s, was_asked, NULL, "1");
	client_send(eager, GET);
	soon(s, was_asked, NULL, "2");
	for (int i = 0; i < 2; i++)
		exchange_on_gone(s->asked[i], on_gone, s);
	client_reset(quiet);
	soon(s, was_gone, NULL, "1");
	/* Behind bytes that nobody has read, too. */
	client_send(eager, GET);
	a_moment_passes(s);
	client_reset(eager);
	soon(s, was_gone, NULL, "2");
	ck_assert_int_eq(listener_connections(s->listener), 0);
	for (int i = 0; i < 2; i++)
		answer(s, s->asked[i], "nobody reads this");
	stage_close(s);
}
END_TEST

START_TEST(a_closed_half_is_told_once_and_answered_all_the_same)
{
	struct listener_limits limits = listener_limits_default;
	struct stage          *s;
	struct client         *c;

	limits.half_close_ms = 20;
	s = stage_open("127.0.0.1", limits);
	c = client_new(s);
	client_send(c, GET GET);
	shutdown(c->fd, SHUT_WR);
	soon(s, was_asked, NULL, "1");
	exchange_on_gone(s->asked[0], on_gone, s);
	soon(s, was_gone, NULL, "1");
	a_moment_passes(s);
	ck_assert_int_eq(s->gone, 1);
	answer(s, s->asked[0], "one");
	soon(s, was_asked, NULL, "2");
	answer(s, s->asked[1], "two");
	soon(s, has_got, c, "two");
	soon(s, has_ended, c, NULL);
	close(c->fd);
	stage_close(s);
}
END_TEST

static void
answer_when_gone(void *ctx)
{
	struct stage *s = ctx;

	s->gone++;
	answer(s, s->asked[s->asked_count - 1], "gone");
}

START_TEST(who_is_told_may_answer)
{
	struct listener_limits limits = listener_limits_default;
	struct stage          *s;
	struct client         *reset, *half;

	limits.half_close_ms = 20;
	s = stage_open("127.0.0.1", limits);
	reset = client_new(s);
	client_send(reset, GET);
	soon(s, was_asked, NULL, "1");
	exchange_on_gone(s->asked[0], answer_when_gone, s);
	client_reset(reset);
	soon(s, was_gone, NULL, "1");
	half = client_new(s);
	client_send(half, GET);
	soon(s, was_asked, NULL, "2");
	exchange_on_gone(s->asked[1], answer_when_gone, s);
	shutdown(half->fd, SHUT_WR);
	soon(s, has_got, half, "gone");
	ck_assert_int_eq(s->gone, 2);
	close(half->fd);
	stage_close(s);
}
END_TEST

START_TEST(a_long_answer_arrives_whole)
{
	enum { LONG = 20000000 };
	struct stage  *s = stage_open("127.0.0.1", listener_limits_default);
	struct client *c = client_new(s);
	struct buffer *body;

	client_send(c, GET);
	soon(s, was_asked, NULL, "1");
	body = buffer_new(exchange_mem(s->asked[0]));
	buffer_end(body, (char *)memset(buffer_room(body, LONG), 'x', LONG) + LONG);
	buffer_text(body, "the end");
	exchange_reply(s->asked[0], 200, NULL, 0, body);
	soon(s, has_got, c, "the end");
	close(c->fd);
	stage_close(s);
}
END_TEST

START_TEST(a_value_cannot_begin_a_header)
{
	struct stage  *s = stage_open("127.0.0.1", listener_limits_default);
	struct client *c = client_new(s);

	s->at_once = true;
	client_send(c, GET);
	soon(s, has_got, c, "127.0.0.1");
	ck_assert_ptr_nonnull(strstr(c->got, "\r\nX-Test: a  b: c\r\n"));
	close(c->fd);
	stage_close(s);
}
END_TEST

START_TEST(clients_beyond_the_cap_wait)
{
	struct listener_limits limits = listener_limits_default;
	struct stage          *s;
	struct client         *c[3];

	limits.connections = 2;
	s = stage_open("127.0.0.1", limits);
	for (int i = 0; i < 3; i++) {
		c[i] = client_new(s);
		client_send(c[i], GET);
	}
	soon(s, was_asked, NULL, "2");
	a_moment_passes(s);
	ck_assert_int_eq(s->asked_count, 2);
	ck_assert_int_eq(listener_connections(s->listener), 2);
	answer(s, s->asked[0], "one");
	answer(s, s->asked[1], "two");
	soon(s, has_got, c[0], "one");
	close(c[0]->fd);
	soon(s, was_asked, NULL, "3");
	answer(s, s->asked[2], "three");
	soon(s, has_got, c[2], "three");
	close(c[1]->fd);
	close(c[2]->fd);
	stage_close(s);
}
END_TEST

START_TEST(who_is_silent_makes_room)
{
	struct listener_limits limits = listener_limits_default;
	struct stage          *s;
	struct client         *silent, *waiting, *next;

	limits.connections = 2;
	s = stage_open("127.0.0.1", limits);
	silent = client_new(s);
	waiting = client_new(s);
	client_send(waiting, GET);
	soon(s, was_asked, NULL, "1");
	next = client_new(s);
	client_send(next, GET);
	soon(s, was_asked, NULL, "2");
	soon(s, has_ended, silent, NULL);
	answer(s, s->asked[0], "one");
	answer(s, s->asked[1], "two");
	soon(s, has_got, waiting, "one");
	soon(s, has_got, next, "two");
	close(silent->fd);
	close(waiting->fd);
	close(next->fd);
	stage_close(s);
}
END_TEST

START_TEST(running_out_of_descriptors_is_survived)
{
	struct stage  *s = stage_open("127.0.0.1", listener_limits_default);
	struct client *turned_away = client_new(s), *served;
	struct rlimit  before, none;
	int            lowest = open("/dev/null", O_RDONLY | O_CLOEXEC);

	s->at_once = true;
	close(lowest);
	getrlimit(RLIMIT_NOFILE, &before);
	none = before;
	none.rlim_cur = (rlim_t)lowest;
	ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &none), 0);
	soon(s, has_ended, turned_away, NULL);
	ck_assert_int_eq(listener_connections(s->listener), 0);
	ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &before), 0);
	served = client_new(s);
	client_send(served, GET);
	soon(s, has_got, served, "127.0.0.1");
	close(turned_away->fd);
	close(served->fd);
	stage_close(s);
}
END_TEST

START_TEST(a_graceful_stop_lets_answers_finish)
{
	struct stage  *s = stage_open("127.0.0.1", listener_limits_default);
	struct client *idle = client_new(s), *busy = client_new(s);

	client_send(busy, GET GET);
	soon(s, was_asked, NULL, "1");
	listener_stop_accepting(s->listener, on_empty, s);
	soon(s, has_ended, idle, NULL);
	a_moment_passes(s);
	ck_assert_int_eq(s->empty, 0);
	answer(s, s->asked[0], "last");
	soon(s, has_got, busy, "Connection: close\r\n\r\nlast");
	soon(s, has_ended, busy, NULL);
	close(busy->fd);
	soon(s, was_empty, NULL, NULL);
	a_moment_passes(s);
	ck_assert_int_eq(s->empty, 1);
	ck_assert_int_eq(s->asked_count, 1);
	close(idle->fd);
	stage_close(s);
}
END_TEST

START_TEST(an_empty_listener_stops_at_once)
{
	struct stage *s = stage_open("127.0.0.1", listener_limits_default);

	listener_stop_accepting(s->listener, on_empty, s);
	ck_assert_int_eq(s->empty, 0);
	soon(s, was_empty, NULL, NULL);
	stage_close(s);
}
END_TEST

START_TEST(an_exchange_may_outlive_its_listener)
{
	struct stage  *s = stage_open("127.0.0.1", listener_limits_default);
	struct client *c = client_new(s);

	client_send(c, GET);
	soon(s, was_asked, NULL, "1");
	exchange_on_gone(s->asked[0], on_gone, s);
	listener_free(s->listener);
	s->listener = NULL;
	ck_assert_int_eq(s->gone, 1);
	ck_assert_str_eq(exchange_peer(s->asked[0]), "127.0.0.1");
	answer(s, s->asked[0], "nobody reads this");
	close(c->fd);
	stage_close(s);
}
END_TEST

/* An IPv4 client of an IPv6 socket has its IPv4 name. */
START_TEST(both_families_are_served)
{
	struct stage  *s = stage_open("::", listener_limits_default);
	struct client *c = client_new(s);

	s->at_once = true;
	client_send(c, GET);
	soon(s, has_got, c, "\r\n\r\n127.0.0.1");
	close(c->fd);
	stage_close(s);
}
END_TEST

START_TEST(a_port_is_shared_only_when_asked)
{
	struct stage            *s = stage_open("127.0.0.1", listener_limits_default);
	struct problem           p = { .mem = s->mem }, q = { .mem = s->mem }, none = { .mem = s->mem };
	struct listener_settings taken = { .address = "127.0.0.1", .port = listener_port(s->listener),
		.limits = listener_limits_default, .on_request = on_request };
	struct listener_settings unknown = { .address = "localhost", .limits = listener_limits_default };
	struct listener_settings shared = { .address = "127.0.0.1", .reuse_port = true,
		.limits = listener_limits_default, .on_request = on_request };
	struct listener         *first, *second;

	ck_assert_ptr_null(listener_open(s->base, &taken, &p));
	ck_assert_int_eq(p.detail.say, SAY_LISTEN_FAILED);
	ck_assert_ptr_null(listener_open(s->base, &unknown, &q));
	ck_assert_int_eq(q.detail.say, SAY_LISTEN_FAILED);
	first = listener_open(s->base, &shared, &none);
	ck_assert_ptr_nonnull(first);
	shared.port = listener_port(first);
	second = listener_open(s->base, &shared, &none);
	ck_assert_ptr_nonnull(second);
	listener_free(first);
	listener_free(second);
	stage_close(s);
}
END_TEST

int
main(void)
{
	Suite   *suite = suite_create("listener");
	TCase   *t = tcase_create("exchanges");
	SRunner *runner;
	int      failed;

	tcase_set_timeout(t, 60);
	tcase_add_test(t, an_answer_may_come_later);
	tcase_add_test(t, requests_sent_ahead_wait_their_turn);
	tcase_add_test(t, a_reset_is_told_and_the_answer_dropped);
	tcase_add_test(t, a_closed_half_is_told_once_and_answered_all_the_same);
	tcase_add_test(t, who_is_told_may_answer);
	tcase_add_test(t, a_long_answer_arrives_whole);
	tcase_add_test(t, a_value_cannot_begin_a_header);
	tcase_add_test(t, clients_beyond_the_cap_wait);
	tcase_add_test(t, who_is_silent_makes_room);
	tcase_add_test(t, running_out_of_descriptors_is_survived);
	tcase_add_test(t, a_graceful_stop_lets_answers_finish);
	tcase_add_test(t, an_empty_listener_stops_at_once);
	tcase_add_test(t, an_exchange_may_outlive_its_listener);
	tcase_add_test(t, both_families_are_served);
	tcase_add_test(t, a_port_is_shared_only_when_asked);
	suite_add_tcase(suite, t);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
