/*
 * Questions that are alike and wait at the same time are asked as one, and each hears only of itself.
 */
#include "tests/engine_db.h"

enum { MANY = 200, MOST = 64 };	/* as many as one statement takes */

/* Says in which transaction each was stored. While the test holds lock 7 it waits. */
static const struct query keep = { "keep", "with held as materialized (select pg_advisory_xact_lock_shared(7)), "
	"made as (insert into thing (id) select x::bigint from held, unnest($1::text[]) x returning id) "
	"select x as said, pg_current_xact_id()::text from unnest($1::text[]) with ordinality u (x, n) "
	"where (select count(*) from made) > 0 order by n", 1, 401, true };
static const struct query repeat = { "repeat", "select x as said, cardinality($1::text[]) from held(), "
	"unnest($1::text[]) with ordinality u (x, n) order by n", 1, 402, true };
static const struct query enter = { "enter", "select set_config('test.as', $1, true), set_config('test.from', coalesce($2, '-'), true)",
	2, 403, false };
static const struct query whoami = { "whoami", "select x || current_setting('test.as') || '@' || current_setting('test.from'), "
	"cardinality($1::text[]) from held(), unnest($1::text[]) with ordinality u (x, n) order by n", 1, 404, true };

static struct reply r[MANY];

static void
open_gathering(long connections, long wait_ms)
{
	memset(r, 0, sizeof(r));
	by_hand("create or replace function held() returns void language sql as 'select pg_advisory_xact_lock_shared(7)'");
	open_db(connections, wait_ms);
	by_hand("select pg_advisory_lock(7)");
}

static void
let_go(void)
{
	by_hand("select pg_advisory_unlock(7)");
}

static void
ask_numbers(int from, int to)
{
	char id[16];

	for (int i = from; i < to; i++) {
		snprintf(id, sizeof(id), "%d", i);
		ask(&r[i], &keep, id);
	}
}

/* The first is on its way, alone; the others gather behind it. */
static void
ask_behind_one(int count)
{
	ask_numbers(0, 1);
	AWAIT(db_state(db).asked == 1);
	ask_numbers(1, count);
}

START_TEST(who_waits_is_asked_together)
{
	open_gathering(4, 20000);
	ask_behind_one(MANY);
	ck_assert_int_eq(db_state(db).queued, MANY - 1);
	let_go();
	AWAIT(answers == MANY);
	for (int i = 0; i < MANY; i++) {
		ck_assert_int_eq(r[i].code, PROBLEM_NONE);
		ck_assert_int_eq(r[i].order, i + 1);
		ck_assert_int_eq(atoi(r[i].text), i);
		ck_assert_int_eq(r[i].pid != r[i == 0 ? 0 : i - 1].pid, i % MOST == 1);
	}
	ck_assert_int_eq(atoi(by_hand("select count(*) from thing")), MANY);
}
END_TEST

START_TEST(others_pass_by)
{
	struct reply other = { 0 };

	open_gathering(2, 20000);
	ask_behind_one(MANY);
	ask(&other, &echo, "meanwhile");
	AWAIT(other.order > 0);
	ck_assert_int_eq(answers, 1);
	let_go();
	AWAIT(answers == MANY + 1);
}
END_TEST

START_TEST(one_that_fails_takes_no_other_with_it)
{
	open_gathering(2, 20000);
	ask_behind_one(10);
	ask(&r[10], &keep, "5");
	ask(&r[11], &keep, "wrong");
	ask(&r[12], &keep, "12");
	let_go();
	AWAIT(answers == 13);
	for (int i = 0; i < 13; i++)
		ck_assert_int_eq(r[i].code, i == 10 ? PROBLEM_CONFLICT : i == 11 ? PROBLEM_BAD_FIELD : PROBLEM_NONE);
	ck_assert_str_eq(by_hand("select string_agg(id::text, ' ' order by id) from thing"), "0 1 2 3 4 5 6 7 8 9 12");
}
END_TEST

START_TEST(texts_come_as_they_are)
{
	static const char *const texts[] = { "", "NULL", "a\"b", "c\\d", "{e,f}", "상수도 \xf0\x9f\x9a\xb0", NULL, " g\n" };

	open_gathering(1, 20000);
	ask(&r[0], &repeat, "first");
	AWAIT(db_state(db).asked == 1);
	for (int i = 0; i < COUNT(texts); i++)
		ask(&r[i + 1], &repeat, texts[i]);
	let_go();
	AWAIT(answers == COUNT(texts) + 1);
	for (int i = 0; i < COUNT(texts); i++) {
		ck_assert_str_eq(r[i + 1].text, texts[i] == NULL ? "NULL" : texts[i]);
		ck_assert_int_eq(r[i + 1].pid, COUNT(texts));
	}
}
END_TEST

/* Of ann there are two with one address, of bob one that has none. */
START_TEST(each_is_asked_for_its_own_asker)
{
	static const struct asker askers[] = { { "ann", "192.0.2.1" }, { "bob", NULL }, { "ann", "192.0.2.1" }, { "ann", "192.0.2.2" },
		{ "bob", "192.0.2.1" } };
	static const char *const said[] = { "0ann@192.0.2.1", "1bob@-", "2ann@192.0.2.1", "3ann@192.0.2.2", "4bob@192.0.2.1" };
	struct reply             first = { 0 };
	char                     number[16];

	by_hand("create or replace function held() returns void language sql as 'select pg_advisory_xact_lock_shared(7)'");
	memset(r, 0, sizeof(r));
	db = db_open(base, &(struct db_settings){ .conninfo = "", .connections = 1, .wait_ms = 20000, .enter = &enter });
	AWAIT(db_state(db).connected == 1);
	by_hand("select pg_advisory_lock(7)");
	ask(&first, &whoami, "-");
	AWAIT(db_state(db).asked == 1);
	for (int i = 0; i < COUNT(askers); i++) {
		snprintf(number, sizeof(number), "%d", i);
		db_ask(db, mem, &askers[i], &whoami, ARGS(number), on_answer, &r[i]);
	}
	let_go();
	AWAIT(answers == COUNT(askers) + 1);
	for (int i = 0; i < COUNT(askers); i++) {
		ck_assert_str_eq(r[i].text, said[i]);
		ck_assert_int_eq(r[i].pid, i == 0 || i == 2 ? 2 : 1);
	}
}
END_TEST

START_TEST(what_is_together_is_large_only_so_far)
{
	enum { LARGE = 400000 };
	char *large = malloc(LARGE + 1);

	memset(large, 'x', LARGE);
	large[LARGE] = '\0';
	open_gathering(1, 20000);
	ask(&r[0], &repeat, "first");
	AWAIT(db_state(db).asked == 1);
	for (int i = 1; i <= 4; i++)
		ask(&r[i], &repeat, i == 4 ? "small" : large);
	free(large);
	let_go();
	AWAIT(answers == 5);
	ck_assert_int_eq(r[1].pid, 3);	/* two large ones, and the small one, which still finds room */
	ck_assert_int_eq(r[2].pid, 3);
	ck_assert_int_eq(r[3].pid, 1);
	ck_assert_int_eq(r[4].pid, 3);
}
END_TEST

/* Some on the wire, some in the queue; what the server still does for them, nobody waits for. */
START_TEST(who_is_late_is_given_up_and_the_connection_lives)
{
	open_gathering(1, 400);
	ask_numbers(0, 3);
	AWAIT(db_state(db).asked == 1);
	ask_numbers(3, 6);
	AWAIT(answers == 6);
	for (int i = 0; i < 6; i++)
		ck_assert(r[i].code == PROBLEM_SLOW_DATABASE || r[i].code == PROBLEM_BUSY);
	let_go();
	AWAIT(db_state(db).asked == 0);
	ask_numbers(6, 8);
	AWAIT(answers == 8);
	ck_assert_int_eq(r[7].code, PROBLEM_NONE);
	ck_assert_str_eq(by_hand("select string_agg(id::text, ' ' order by id) from thing where id > 5"), "6 7");
}
END_TEST

START_TEST(who_waits_can_be_taken_back)
{
	open_gathering(1, 20000);
	ask_behind_one(4);
	ck_assert(!db_withdraw(r[0].question));
	ck_assert(db_withdraw(r[2].question));
	let_go();
	AWAIT(answers == 3);
	ck_assert_int_eq(r[2].order, 0);
	ck_assert_str_eq(by_hand("select string_agg(id::text, ' ' order by id) from thing"), "0 1 3");
}
END_TEST

START_TEST(what_is_lost_on_the_way_is_not_asked_again)
{
	open_gathering(1, 20000);
	ask_numbers(0, 3);
	AWAIT(db_state(db).asked == 1);
	by_hand("select count(pg_terminate_backend(pid)) from pg_stat_activity where pid <> pg_backend_pid() and usename is not null");
	AWAIT(answers == 3);
	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(r[i].code, PROBLEM_DATABASE);
	let_go();
	ask_numbers(3, 4);
	AWAIT(answers == 4);
	ck_assert_str_eq(by_hand("select string_agg(id::text, ' ') from thing"), "3");
}
END_TEST

START_TEST(closing_answers_all_of_them)
{
	open_gathering(1, 20000);
	ask_numbers(0, 2);
	AWAIT(db_state(db).asked == 1);
	ask_numbers(2, 4);
	db_close(db);
	db = NULL;
	ck_assert_int_eq(answers, 4);
	for (int i = 0; i < 4; i++)
		ck_assert_int_eq(r[i].code, PROBLEM_DATABASE);
	let_go();
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("engine_db_gather");
	TCase *t = tcase_create("gather");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, who_waits_is_asked_together);
	tcase_add_test(t, others_pass_by);
	tcase_add_test(t, one_that_fails_takes_no_other_with_it);
	tcase_add_test(t, texts_come_as_they_are);
	tcase_add_test(t, each_is_asked_for_its_own_asker);
	tcase_add_test(t, what_is_together_is_large_only_so_far);
	tcase_add_test(t, who_is_late_is_given_up_and_the_connection_lives);
	tcase_add_test(t, who_waits_can_be_taken_back);
	tcase_add_test(t, what_is_lost_on_the_way_is_not_asked_again);
	tcase_add_test(t, closing_answers_all_of_them);
	suite_add_tcase(s, t);
	return suite_run(s);
}
