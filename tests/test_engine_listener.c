#include <fcntl.h>
#include <sys/resource.h>

#include "tests/engine_stage.h"

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

static struct client *
client_of_six(struct stage *s)
{
	struct client      *c = arena_alloc(s->mem, sizeof(*c));
	struct sockaddr_in6 to = { .sin6_family = AF_INET6, .sin6_port = htons((uint16_t)listener_port(s->listener)),
		.sin6_addr = IN6ADDR_LOOPBACK_INIT };

	c->fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
	ck_assert_int_eq(connect(c->fd, (const struct sockaddr *)&to, sizeof(to)), 0);
	return c;
}

static bool
are_open(struct stage *s, struct client *c, const char *count)
{
	(void)c;
	return listener_connections(s->listener) == atol(count);
}

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

/* One that leaves makes room for another; another address is no concern of theirs. */
START_TEST(an_address_has_only_so_many_connections)
{
	struct listener_limits limits = listener_limits_default;
	struct stage          *s;
	struct client         *c[2], *refused, *other, *next;

	limits.per_address = 2;
	s = stage_open("::", limits);
	s->at_once = true;
	for (int i = 0; i < 2; i++) {
		c[i] = client_new(s);
		client_send(c[i], GET);
		soon(s, has_got, c[i], "127.0.0.1");
	}
	refused = client_new(s);
	soon(s, has_got, refused, "HTTP/1.1 200 OK\r\n");	/* which is how this stage says anything */
	soon(s, has_ended, refused, NULL);
	ck_assert_int_eq(listener_connections(s->listener), 2);
	other = client_of_six(s);
	client_send(other, GET);
	soon(s, has_got, other, "\r\n\r\n::1");
	close(c[0]->fd);
	soon(s, are_open, NULL, "2");
	next = client_new(s);
	client_send(next, GET);
	soon(s, has_got, next, "127.0.0.1");
	ck_assert(!next->ended);
	close(c[1]->fd);
	close(refused->fd);
	close(other->fd);
	close(next->fd);
	stage_close(s);
}
END_TEST

START_TEST(a_late_answer_is_given_up_once)
{
	struct listener_limits limits = listener_limits_default;
	struct stage          *s;
	struct client         *c;

	limits.answer_ms = 50;
	s = stage_open("127.0.0.1", limits);
	c = client_new(s);
	client_send(c, "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n" GET);
	soon(s, was_asked, NULL, "1");
	exchange_on_gone(s->asked[0], on_gone, s);
	soon(s, has_got, c, "Connection: close\r\n\r\n");
	soon(s, has_ended, c, NULL);
	ck_assert_int_eq(s->gone, 1);
	ck_assert_int_eq(s->asked_count, 1);	/* what was sent ahead goes with the connection */
	answer(s, s->asked[0], "nobody reads this");
	a_moment_passes(s);
	ck_assert_ptr_null(strstr(strstr(c->got, "HTTP/1.1") + 1, "HTTP/1.1"));
	ck_assert_str_eq(strstr(c->got, "\r\n\r\n"), "\r\n\r\n");	/* to HEAD even this has no body */
	close(c->fd);
	stage_close(s);
}
END_TEST

START_TEST(a_late_answer_may_come_from_within_being_given_up)
{
	struct listener_limits limits = listener_limits_default;
	struct stage          *s;
	struct client         *c;

	limits.answer_ms = 50;
	s = stage_open("127.0.0.1", limits);
	c = client_new(s);
	client_send(c, GET);
	soon(s, was_asked, NULL, "1");
	exchange_on_gone(s->asked[0], answer_when_gone, s);
	soon(s, has_ended, c, NULL);
	ck_assert_ptr_null(strstr(c->got, "gone"));
	close(c->fd);
	stage_close(s);
}
END_TEST

START_TEST(other_limits_hold_from_the_next_request_on)
{
	struct listener_limits limits = listener_limits_default, fewer = limits;
	struct stage          *s = stage_open("127.0.0.1", limits);
	struct client         *begun = client_new(s), *later = client_new(s);

	client_send(begun, "PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc");
	a_moment_passes(s);
	fewer.http.body = 2;
	listener_set_limits(s->listener, &fewer);
	client_send(begun, "de\r\n0\r\n\r\n");
	soon(s, was_asked, NULL, "1");
	ck_assert_uint_eq(exchange_request(s->asked[0])->body_length, 5);
	answer(s, s->asked[0], "taken");
	soon(s, has_got, begun, "taken");
	client_send(later, "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n");
	soon(s, has_ended, later, NULL);
	ck_assert_int_eq(s->asked_count, 1);
	close(begun->fd);
	close(later->fd);
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
	Suite *suite = suite_create("listener");
	TCase *t = tcase_create("exchanges");

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
	tcase_add_test(t, an_address_has_only_so_many_connections);
	tcase_add_test(t, a_late_answer_is_given_up_once);
	tcase_add_test(t, a_late_answer_may_come_from_within_being_given_up);
	tcase_add_test(t, other_limits_hold_from_the_next_request_on);
	tcase_add_test(t, running_out_of_descriptors_is_survived);
	tcase_add_test(t, a_graceful_stop_lets_answers_finish);
	tcase_add_test(t, an_empty_listener_stops_at_once);
	tcase_add_test(t, an_exchange_may_outlive_its_listener);
	tcase_add_test(t, both_families_are_served);
	tcase_add_test(t, a_port_is_shared_only_when_asked);
	suite_add_tcase(suite, t);
	return suite_run(suite);
}
