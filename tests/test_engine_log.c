/*
 * The log: one line a fact, whatever a client has sent.
 */
#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/log.h"
#include "proto/utf8.h"
#include "tests/suite.h"

#define COUNT(table) (int)(sizeof(table) / sizeof(*table))

static char written[32768];

/* Puts `fd` in the place of standard error while one line is written. */
static void
write_to(int fd, void (*log)(const char *fmt, ...), const char *text)
{
	int before = dup(STDERR_FILENO);

	ck_assert_int_ge(before, 0);
	dup2(fd, STDERR_FILENO);
	log("%s", text);
	dup2(before, STDERR_FILENO);
	close(before);
}

static const char *
line_of(void (*log)(const char *fmt, ...), const char *text)
{
	int     ends[2];
	ssize_t n;

	ck_assert_int_eq(pipe(ends), 0);
	write_to(ends[1], log, text);
	close(ends[1]);
	n = read(ends[0], written, sizeof(written) - 1);
	ck_assert_int_ge(n, 0);
	written[n] = '\0';
	close(ends[0]);
	return written;
}

static void
setup(void)
{
	log_limit(LEVEL_DEBUG);
}

START_TEST(a_line_begins_with_its_level)
{
	ck_assert_str_eq(line_of(log_error, "a=1"), "<3>error a=1\n");
	ck_assert_str_eq(line_of(log_warn, "a=1"), "<4>warn a=1\n");
	ck_assert_str_eq(line_of(log_info, "a=1"), "<6>info a=1\n");
	ck_assert_str_eq(line_of(log_debug, "a=1"), "<7>debug a=1\n");
}
END_TEST

START_TEST(a_terminal_gets_no_number)
{
	char    line[256];
	ssize_t n;
	int     person = posix_openpt(O_RDWR | O_NOCTTY), terminal;

	ck_assert_int_ge(person, 0);
	ck_assert_int_eq(grantpt(person), 0);
	ck_assert_int_eq(unlockpt(person), 0);
	terminal = open(ptsname(person), O_RDWR | O_NOCTTY);
	ck_assert_int_ge(terminal, 0);
	write_to(terminal, log_warn, "hello");
	n = read(person, line, sizeof(line) - 1);
	ck_assert_int_gt(n, 0);
	line[n] = '\0';
	ck_assert_str_eq(line, "warn hello\r\n");
	close(terminal);
	close(person);
}
END_TEST

START_TEST(what_is_beyond_the_limit_is_not_written)
{
	log_limit(LEVEL_WARN);
	ck_assert_str_eq(line_of(log_info, "x"), "");
	ck_assert_str_eq(line_of(log_debug, "x"), "");
	ck_assert_str_eq(line_of(log_warn, "x"), "<4>warn x\n");
	ck_assert_str_eq(line_of(log_error, "x"), "<3>error x\n");
}
END_TEST

static const struct {
	const char *sent, *line;
} texts[] = {
	{ "two\nlines\r\n<3>error forged", "<6>info two lines  <3>error forged\n" },
	{ "as libpq ends it\n", "<6>info as libpq ends it\n" },
	{ "\x1b[31mred\x07", "<6>info  [31mred \n" },
	{ "del\x7f", "<6>info del \n" },
	{ "c1 \xc2\x9b" "31m", "<6>info c1  31m\n" },
	{ "separators \xe2\x80\xa8 \xe2\x80\xa9", "<6>info separators    \n" },
	{ "bad \xff\xc0\xaf\xed\xa0\x80", "<6>info bad ??????\n" },
	{ "cut \xe2\x82", "<6>info cut ??\n" },
	{ "하노이 → Hà Nội", "<6>info 하노이 → Hà Nội\n" },
	{ "", "<6>info \n" },
};

START_TEST(nothing_in_a_line_ends_it_or_steers_a_terminal)
{
	ck_assert_str_eq(line_of(log_info, texts[_i].sent), texts[_i].line);
}
END_TEST

START_TEST(a_long_line_is_cut_and_says_so)
{
	char   text[6000];
	size_t length;

	for (size_t i = 0; i + 3 < sizeof(text); i += 3)
		memcpy(text + i, "가", 3);
	text[sizeof(text) - 3] = '\0';
	line_of(log_info, text);
	length = strlen(written);
	ck_assert_int_lt((int)length, 2100);
	ck_assert_str_eq(written + length - 5, " ...\n");
	ck_assert(strchr(written, '\n') == written + length - 1);
	ck_assert(utf8_valid(written, length));
}
END_TEST

static int woken;

static void
wake(void *ctx)
{
	++*(int *)ctx;
}

/* What is written while `say` runs, with the log holding; log_flush() is up to `say`. */
static const char *
while_held(void (*say)(void))
{
	int     ends[2], before = dup(STDERR_FILENO);
	ssize_t n;

	ck_assert_int_eq(pipe(ends), 0);
	ck_assert_int_eq(fcntl(ends[0], F_SETFL, O_NONBLOCK), 0);
	dup2(ends[1], STDERR_FILENO);
	woken = 0;
	log_hold(wake, &woken);
	say();
	n = read(ends[0], written, sizeof(written) - 1);
	log_hold(NULL, NULL);
	dup2(before, STDERR_FILENO);
	written[n > 0 ? n : 0] = '\0';
	close(before);
	close(ends[0]);
	close(ends[1]);
	return written;
}

static void
say_two(void)
{
	log_info("one");
	log_debug("two");
}

static void
say_two_and_flush(void)
{
	say_two();
	log_flush();
}

static void
say_one_that_matters(void)
{
	say_two();
	log_warn("three");
}

static void
say_too_much(void)
{
	char text[1000] = "";

	memset(text, 'x', sizeof(text) - 1);
	for (int i = 0; i < 20; i++)
		log_info("%s", text);
}

START_TEST(lines_of_requests_are_held_until_the_loop_has_turned)
{
	ck_assert_str_eq(while_held(say_two), "");
	ck_assert_int_eq(woken, 1);
	ck_assert_str_eq(while_held(say_two_and_flush), "<6>info one\n<7>debug two\n");
	ck_assert_str_eq(while_held(say_one_that_matters), "<6>info one\n<7>debug two\n<4>warn three\n");
	/* What no longer fits goes out by itself, in whole lines. */
	ck_assert_uint_gt(strlen(while_held(say_too_much)), 1000);
	ck_assert(written[strlen(written) - 1] == '\n');
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("engine_log");
	TCase *t = tcase_create("log");

	tcase_add_checked_fixture(t, setup, NULL);
	tcase_add_test(t, a_line_begins_with_its_level);
	tcase_add_test(t, a_terminal_gets_no_number);
	tcase_add_test(t, what_is_beyond_the_limit_is_not_written);
	tcase_add_loop_test(t, nothing_in_a_line_ends_it_or_steers_a_terminal, 0, COUNT(texts));
	tcase_add_test(t, a_long_line_is_cut_and_says_so);
	tcase_add_test(t, lines_of_requests_are_held_until_the_loop_has_turned);
	suite_add_tcase(s, t);
	return suite_run(s);
}
