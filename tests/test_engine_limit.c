/*
 * How often somebody may ask.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include <sodium.h>

#include "engine/limit.h"
#include "tests/suite.h"

#define SECOND INT64_C(1000000)
#define START  (1000 * SECOND)

static struct limit *l;

static void
setup(void)
{
	ck_assert_int_ge(sodium_init(), 0);
	l = limit_open();
}

static void
teardown(void)
{
	limit_close(l);
}

START_TEST(without_a_limit_everything_passes)
{
	for (int i = 0; i < 100000; i++)
		ck_assert_int_eq(limit_take(l, "a", START), 0);
	ck_assert_uint_eq(limit_refused(l), 0);
}
END_TEST

START_TEST(a_minute_s_worth_passes_at_once_and_no_more)
{
	limit_set(l, 120);
	for (int i = 0; i < 120; i++)
		ck_assert_int_eq(limit_take(l, "a", START), 0);
	ck_assert_int_eq(limit_take(l, "a", START), 1);
	ck_assert_int_eq(limit_take(l, "b", START), 0);
	ck_assert_uint_eq(limit_refused(l), 1);
}
END_TEST

START_TEST(time_brings_them_back_steadily)
{
	limit_set(l, 60);
	for (int i = 0; i < 60; i++)
		limit_take(l, "a", START);
	ck_assert_int_gt(limit_take(l, "a", START + SECOND / 2), 0);
	ck_assert_int_eq(limit_take(l, "a", START + SECOND), 0);
	ck_assert_int_gt(limit_take(l, "a", START + SECOND), 0);
	for (int i = 0; i < 10; i++)
		ck_assert_int_eq(limit_take(l, "a", START + 11 * SECOND), 0);
	ck_assert_int_gt(limit_take(l, "a", START + 11 * SECOND), 0);
}
END_TEST

START_TEST(the_wait_that_is_told_is_enough)
{
	long wait;

	limit_set(l, 3);
	for (int i = 0; i < 3; i++)
		limit_take(l, "a", START);
	wait = limit_take(l, "a", START);
	ck_assert_int_ge(wait, 20);
	ck_assert_int_gt(limit_take(l, "a", START + (wait - 2) * SECOND), 0);
	ck_assert_int_eq(limit_take(l, "a", START + wait * SECOND), 0);
}
END_TEST

START_TEST(who_is_refused_is_not_held_back_further)
{
	limit_set(l, 60);
	for (int i = 0; i < 60 + 1000; i++)
		limit_take(l, "a", START);
	ck_assert_int_eq(limit_take(l, "a", START + SECOND), 0);
}
END_TEST

START_TEST(rest_does_not_add_up_beyond_a_minute)
{
	int passed = 0;

	limit_set(l, 60);
	limit_take(l, "a", START);
	for (int i = 0; i < 1000; i++)
		passed += limit_take(l, "a", START + 3600 * SECOND) == 0;
	ck_assert_int_eq(passed, 60);
}
END_TEST

/* More strangers than there are buckets: nobody is refused who has not asked. */
START_TEST(a_crowd_finds_room)
{
	char name[16];

	limit_set(l, 1);
	for (int i = 0; i < 100000; i++) {
		snprintf(name, sizeof(name), "%d", i);
		ck_assert_int_eq(limit_take(l, name, START + i), 0);
	}
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("engine_limit");
	TCase *t = tcase_create("limit");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, without_a_limit_everything_passes);
	tcase_add_test(t, a_minute_s_worth_passes_at_once_and_no_more);
	tcase_add_test(t, time_brings_them_back_steadily);
	tcase_add_test(t, the_wait_that_is_told_is_enough);
	tcase_add_test(t, who_is_refused_is_not_held_back_further);
	tcase_add_test(t, rest_does_not_add_up_beyond_a_minute);
	tcase_add_test(t, a_crowd_finds_room);
	suite_add_tcase(s, t);
	return suite_run(s);
}
