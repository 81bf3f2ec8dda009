/*
 * Statements that share a flush: none is answered before one that began after its commit has ended well.
 *
 * What flushes here is a statement that waits for a lock which the test holds, and counts.
 */
#include "tests/engine_db.h"

#include <time.h>

enum { MANY = 200 };

static const struct query write = { "write", "insert into thing (id) values ($1::bigint) returning id", 1, 301, true };
static const struct query none = { "none", "select 1 where $1 = ''", 1, 302, true };
static const struct query wrong = { "wrong", "select 1 / $1::int", 1, 303, true };
static const struct query commit = { "commit", "select $1 || current_setting('synchronous_commit') as said", 1, 304, true };
static const struct query commit_alone = { "commit_alone", "select $1 || current_setting('synchronous_commit') as said", 1, 305, false };
static const struct query enter = { "enter", "select $1, $2", 2, 306, false };
static const struct query enter_sharing = { "enter_sharing", "select $1, $2, set_config('synchronous_commit', 'off', true)",
	2, 307, false };

static const struct query flush = { "flush", "set application_name = 'flusher'; select pg_advisory_lock_shared(7);"
	"insert into flushed default values; select pg_advisory_unlock_shared(7)", 0, 308, false };
static const struct query broken = { "broken", "select 1 / 0", 0, 309, false };

static void
open_flushing(const struct query *how, long wait_ms)
{
	const struct db_settings settings = { .conninfo = "", .connections = 2, .wait_ms = wait_ms, .enter = &enter,
		.enter_sharing = &enter_sharing, .flush = how };

	by_hand("drop table if exists flushed");
	by_hand("create table flushed (n serial)");
	db = db_open(base, &settings);
	AWAIT(db_state(db).connected == 2);
}

static bool
flush_waits(void)
{
	return strcmp(by_hand("select count(*) from pg_locks where locktype = 'advisory' and not granted"), "1") == 0;
}

/* Runs the loop until the server says so: nothing tells the loop of it. */
#define POLL(condition)							\
	do {								\
		time_t until_ = time(NULL) + PATIENCE_SECONDS;		\
									\
		while (!(condition)) {					\
			ck_assert_msg(time(NULL) < until_, "waited for: %s", #condition);	\
			event_base_loop(base, EVLOOP_NONBLOCK);		\
		}							\
	} while (0)

/* Asks while the flush is held up; returns when what was asked is stored and waits for it. */
static void
ask_and_be_held(struct reply *r, const char *id)
{
	by_hand("select pg_advisory_lock(7)");
	ask(r, &write, id);
	POLL(flush_waits());
	ck_assert_str_eq(by_hand("select count(*) from thing"), "1");
	ck_assert_int_eq(r->order, 0);
}

START_TEST(nothing_is_answered_before_the_flush)
{
	struct reply held = { 0 }, other = { 0 };

	open_flushing(&flush, 5000);
	ask_and_be_held(&held, "1");
	ask(&other, &echo, "meanwhile");
	AWAIT(other.order > 0);
	ck_assert_int_eq(held.order, 0);
	ck_assert(!db_withdraw(held.question));
	by_hand("select pg_advisory_unlock(7)");
	AWAIT(held.order > 0);
	ck_assert_int_eq(held.code, PROBLEM_NONE);
	ck_assert_str_eq(held.text, "1");
}
END_TEST

START_TEST(who_comes_during_a_flush_waits_for_the_next)
{
	struct reply held = { 0 }, late = { 0 };

	open_flushing(&flush, 5000);
	ask_and_be_held(&held, "1");
	ask(&late, &write, "2");
	POLL(strcmp(by_hand("select count(*) from thing"), "2") == 0);
	by_hand("select pg_advisory_unlock(7)");
	AWAIT(late.order > 0);
	ck_assert_int_eq(held.order, 1);
	ck_assert_str_eq(by_hand("select count(*) from flushed"), "2");
}
END_TEST

START_TEST(many_share_one)
{
	static struct reply replies[MANY];
	char                id[16];

	memset(replies, 0, sizeof(replies));
	open_flushing(&flush, 20000);
	ask_and_be_held(&replies[0], "0");
	for (int i = 1; i < MANY; i++) {
		snprintf(id, sizeof(id), "%d", i);
		ask(&replies[i], &write, id);
	}
	POLL(atoi(by_hand("select count(*) from thing")) == MANY);
	/* All but the first have been stored while its flush is held up; their answers have come when the pool is idle. */
	POLL(db_state(db).asked == 0);
	by_hand("select pg_advisory_unlock(7)");
	AWAIT(answers == MANY);
	ck_assert_str_eq(by_hand("select count(*) from flushed"), "2");
}
END_TEST

START_TEST(what_tells_nothing_is_not_held_up)
{
	struct reply empty = { 0 }, refused = { 0 };

	open_flushing(&flush, 5000);
	by_hand("select pg_advisory_lock(7)");
	ask(&empty, &none, "x");
	ask(&refused, &wrong, "0");
	AWAIT(answers == 2);
	ck_assert_int_eq(empty.code, PROBLEM_NONE);
	ck_assert_int_eq(refused.code, PROBLEM_BAD_FIELD);
	by_hand("select pg_advisory_unlock(7)");
}
END_TEST

START_TEST(only_who_shares_commits_without_waiting)
{
	struct reply shares = { 0 }, alone = { 0 };

	open_flushing(&flush, 5000);
	ask(&shares, &commit, "");
	ask(&alone, &commit_alone, "");
	AWAIT(answers == 2);
	ck_assert_str_eq(shares.text, "off");
	ck_assert_str_eq(alone.text, "on");
}
END_TEST

START_TEST(a_flush_that_fails_leaves_it_unknown)
{
	struct reply r = { 0 };

	open_flushing(&broken, 5000);
	ask(&r, &write, "1");
	AWAIT(r.order > 0);
	ck_assert_int_eq(r.code, PROBLEM_DATABASE);
	ck_assert_int_eq(r.say, SAY_DB_LOST);
	ck_assert_str_eq(by_hand("select count(*) from thing"), "1");
}
END_TEST

START_TEST(so_does_a_flush_that_is_lost_and_the_next_is_made_anew)
{
	struct reply held = { 0 }, next = { 0 };

	open_flushing(&flush, 5000);
	ask_and_be_held(&held, "1");
	by_hand("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'flusher'");
	AWAIT(held.order > 0);
	ck_assert_int_eq(held.say, SAY_DB_LOST);
	by_hand("select pg_advisory_unlock(7)");
	ask(&next, &write, "2");
	AWAIT(next.order > 0);
	ck_assert_int_eq(next.code, PROBLEM_NONE);
}
END_TEST

START_TEST(a_flush_that_takes_too_long_is_not_waited_for)
{
	struct reply r = { 0 };

	open_flushing(&flush, 400);
	ask_and_be_held(&r, "1");
	AWAIT(r.order > 0);
	ck_assert(r.code == PROBLEM_SLOW_DATABASE || r.say == SAY_DB_LOST);
	by_hand("select pg_advisory_unlock(7)");
}
END_TEST

START_TEST(closing_answers_who_waits_for_a_flush)
{
	struct reply held = { 0 };

	open_flushing(&flush, 5000);
	ask_and_be_held(&held, "1");
	db_close(db);
	db = NULL;
	ck_assert_int_eq(held.order, 1);
	ck_assert_int_eq(held.say, SAY_DB_CLOSING);
	by_hand("select pg_advisory_unlock(7)");
}
END_TEST

int
main(void)
{
	Suite   *s = suite_create("engine_db_flush");
	TCase   *t = tcase_create("db");
	SRunner *runner;
	int      failed;

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, nothing_is_answered_before_the_flush);
	tcase_add_test(t, who_comes_during_a_flush_waits_for_the_next);
	tcase_add_test(t, many_share_one);
	tcase_add_test(t, what_tells_nothing_is_not_held_up);
	tcase_add_test(t, only_who_shares_commits_without_waiting);
	tcase_add_test(t, a_flush_that_fails_leaves_it_unknown);
	tcase_add_test(t, so_does_a_flush_that_is_lost_and_the_next_is_made_anew);
	tcase_add_test(t, a_flush_that_takes_too_long_is_not_waited_for);
	tcase_add_test(t, closing_answers_who_waits_for_a_flush);
	suite_add_tcase(s, t);
	runner = srunner_create(s);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
