/*
 * Answers that come about over time: in pieces, bounded, and told of a client that leaves.
 */
#include "tests/engine_stage.h"

/* UNTAKEN_MOST: pieces; what the kernel holds for a client that takes nothing would be megabytes if it were let. */
enum { PIECE = 1000, PIECES_MOST = 50000, UNTAKEN_MOST = 1000 };

static const struct exchange_header headers[] = { { "Content-Type", "text/event-stream" } };

/* A client whose request is answered by a stream that has just begun. */
static struct client *
begin(struct stage *s, const char *request)
{
	struct client *c = client_new(s);

	client_send(c, request);
	soon(s, was_asked, NULL, "1");
	exchange_on_gone(s->asked[0], on_gone, s);
	ck_assert(exchange_stream(s->asked[0], 200, headers, 1));
	return c;
}

static bool
send_text(struct stage *s, const char *text)
{
	return exchange_send(s->asked[0], text, strlen(text));
}

/* Until the client has left so much untaken that no more goes in, to the kernel neither. */
static int
fill(struct stage *s)
{
	char piece[PIECE];
	int  n = 0, before;

	memset(piece, 'x', sizeof(piece));
	do {
		before = n;
		while (n < PIECES_MOST && exchange_send(s->asked[0], piece, sizeof(piece)))
			n++;
		a_moment_passes(s);
	} while (n > before && s->gone == 0);
	return n;
}

START_TEST(a_stream_comes_in_pieces_and_the_connection_goes_on)
{
	struct stage  *s = stage_open("127.0.0.1", listener_limits_default);
	struct client *c = begin(s, GET);

	soon(s, has_got, c, "Transfer-Encoding: chunked\r\n\r\n");
	ck_assert_ptr_null(strstr(c->got, "Content-Length"));
	ck_assert(send_text(s, "one"));
	soon(s, has_got, c, "\r\n\r\n3\r\none\r\n");
	client_send(c, GET);	/* waits for its turn */
	a_moment_passes(s);
	ck_assert_int_eq(s->asked_count, 1);
	ck_assert(send_text(s, "and two"));
	ck_assert(send_text(s, "three"));
	exchange_end(s->asked[0]);
	soon(s, has_got, c, "3\r\none\r\n7\r\nand two\r\n5\r\nthree\r\n0\r\n\r\n");
	soon(s, was_asked, NULL, "2");
	answer(s, s->asked[1], "next");
	soon(s, has_got, c, "\r\n\r\nnext");
	ck_assert_int_eq(s->gone, 0);
	close(c->fd);
	stage_close(s);
}
END_TEST

START_TEST(a_stream_over_http_1_0_ends_with_its_connection)
{
	struct stage  *s = stage_open("127.0.0.1", listener_limits_default);
	struct client *c = begin(s, "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");

	ck_assert(send_text(s, "plain"));
	soon(s, has_got, c, "\r\n\r\nplain");
	ck_assert_ptr_null(strstr(c->got, "chunked"));
	ck_assert(!c->ended);
	exchange_end(s->asked[0]);
	soon(s, has_ended, c, NULL);
	ck_assert_str_eq(strstr(c->got, "\r\n\r\n"), "\r\n\r\nplain");
	close(c->fd);
	stage_close(s);
}
END_TEST

START_TEST(a_client_that_takes_nothing_gets_no_longer_queue)
{
	struct stage  *s = stage_open("127.0.0.1", listener_limits_default);
	struct client *c = begin(s, GET);

	ck_assert_int_lt(fill(s), UNTAKEN_MOST);
	/* It reads after all: what was taken comes whole, and there is room again. */
	for (int i = 0; i < PIECES_MOST && !send_text(s, "room"); i++) {
		client_take(c);
		event_base_loop(s->base, EVLOOP_NONBLOCK);
	}
	exchange_end(s->asked[0]);
	soon(s, has_got, c, "x\r\n4\r\nroom\r\n0\r\n\r\n");
	ck_assert_int_eq(s->gone, 0);
	close(c->fd);
	stage_close(s);
}
END_TEST

static void
on_room(void *ctx)
{
	++*(int *)ctx;
}

static bool
has_room(struct stage *s, struct client *c, const char *times)
{
	(void)s;
	client_take(c);
	return s->room >= atoi(times);
}

START_TEST(who_was_refused_is_told_when_there_is_room)
{
	struct stage  *s = stage_open("127.0.0.1", listener_limits_default);
	struct client *c = begin(s, GET);

	exchange_on_room(s->asked[0], on_room, &s->room);
	ck_assert(send_text(s, "one"));
	ck_assert_int_eq(s->room, 1);	/* the kernel has taken it at once */
	fill(s);
	s->room = 0;
	a_moment_passes(s);
	ck_assert_int_eq(s->room, 0);
	soon(s, has_room, c, "1");
	ck_assert(send_text(s, "room"));
	exchange_end(s->asked[0]);
	soon(s, has_got, c, "x\r\n4\r\nroom\r\n0\r\n\r\n");
	close(c->fd);
	stage_close(s);
}
END_TEST

START_TEST(a_client_that_leaves_a_stream_is_noticed)
{
	for (int how = 0; how < 3; how++) {
		struct stage  *s = stage_open("127.0.0.1", listener_limits_default);
		struct client *c = begin(s, GET);

		ck_assert(send_text(s, "one"));
		soon(s, has_got, c, "one");
		if (how == 0)
			close(c->fd);
		else if (how == 1)
			client_reset(c);
		else
			shutdown(c->fd, SHUT_WR);	/* who only listens has nothing else to close it for */
		soon(s, was_gone, NULL, "1");
		ck_assert(send_text(s, "to nobody"));
		exchange_end(s->asked[0]);
		ck_assert_int_eq((int)listener_connections(s->listener), 0);
		stage_close(s);
	}
}
END_TEST

START_TEST(a_client_that_takes_nothing_for_long_is_let_go)
{
	struct listener_limits limits = listener_limits_default;
	struct stage          *s;
	struct client         *c;

	limits.write_ms = 50;
	s = stage_open("127.0.0.1", limits);
	c = begin(s, GET);
	a_moment_passes(s);
	ck_assert_int_eq(s->gone, 0);	/* nothing was sent, so nothing is late */
	fill(s);
	soon(s, was_gone, NULL, "1");
	exchange_end(s->asked[0]);
	close(c->fd);
	stage_close(s);
}
END_TEST

START_TEST(a_client_that_left_before_the_stream_is_known)
{
	struct stage  *s = stage_open("127.0.0.1", listener_limits_default);
	struct client *c = client_new(s);

	client_send(c, GET);
	soon(s, was_asked, NULL, "1");
	exchange_on_gone(s->asked[0], on_gone, s);
	client_reset(c);
	soon(s, was_gone, NULL, "1");
	ck_assert(!exchange_stream(s->asked[0], 200, headers, 1));
	exchange_end(s->asked[0]);
	stage_close(s);
}
END_TEST

START_TEST(a_listener_that_stops_waits_for_its_streams)
{
	struct stage  *s = stage_open("127.0.0.1", listener_limits_default);
	struct client *c = begin(s, GET);

	listener_stop_accepting(s->listener, on_empty, s);
	ck_assert(send_text(s, "last"));
	soon(s, has_got, c, "last");
	ck_assert_int_eq(s->empty, 0);
	exchange_end(s->asked[0]);
	soon(s, has_ended, c, NULL);
	close(c->fd);
	soon(s, was_empty, NULL, NULL);
	stage_close(s);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("stream");
	TCase *t = tcase_create("stream");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, a_stream_comes_in_pieces_and_the_connection_goes_on);
	tcase_add_test(t, a_stream_over_http_1_0_ends_with_its_connection);
	tcase_add_test(t, a_client_that_takes_nothing_gets_no_longer_queue);
	tcase_add_test(t, who_was_refused_is_told_when_there_is_room);
	tcase_add_test(t, a_client_that_leaves_a_stream_is_noticed);
	tcase_add_test(t, a_client_that_takes_nothing_for_long_is_let_go);
	tcase_add_test(t, a_client_that_left_before_the_stream_is_known);
	tcase_add_test(t, a_listener_that_stops_waits_for_its_streams);
	suite_add_tcase(s, t);
	return suite_run(s);
}
