/*
 * The pool of connections: what is asked is answered, once, in order, and rightly.
 */
#include "tests/engine_db.h"

enum { MANY = 500 };

static const struct query divide = { "divide", "select 10 / $1::int", 1, 2, false };
static const struct query later = { "later", "select id from made_later", 0, 63, false };
static const struct query promise = { "promise", "insert into promise (id) values ($1::bigint) returning id", 1, 64, false };
static const struct query rest = { "rest", "select pg_sleep($1::float8)", 1, 200, false };
static const struct query fail = { "fail", "select fail($1)", 1, 201, false };
static const struct query setting = { "setting", "select current_setting($1) as said", 1, 203, false };
static const struct query prepared = { "prepared",
	"select count(*) as said from pg_prepared_statements where name = $1", 1, 204, false };

/* Names the asker, or refuses who is called "nobody". */
static const struct query enter = { "enter", "select enter($1, $2)", 2, 210, false };
static const struct query whoami = { "whoami",
	"select current_setting('test.as', true) || '@' || current_setting('test.from', true) as said, $1::text", 1, 211, false };

static void
open_named(void)
{
	by_hand("create or replace function enter(who text, whence text) returns void language plpgsql as $$ begin "
		"if who = 'nobody' then raise exception 'no' using errcode = 'TW401'; end if; "
		"perform set_config('test.as', who, true), set_config('test.from', coalesce(whence, '-'), true); end $$");
	db = db_open(base, &(struct db_settings){ .conninfo = "", .connections = 1, .wait_ms = 5000, .enter = &enter });
	AWAIT(db_state(db).connected == 1);
}

static void
ask_as(struct reply *r, const char *as, const char *from, const struct query *q, const char *arg)
{
	db_ask(db, mem, &(struct asker){ as, from }, q, ARGS(arg), on_answer, r);
}

START_TEST(a_question_is_asked_for_somebody)
{
	struct reply r[3] = { 0 };

	open_named();
	ask_as(&r[0], "ann", "192.0.2.1", &whoami, "");
	ask_as(&r[1], "bob", NULL, &whoami, "");
	ask(&r[2], &whoami, "");
	AWAIT(answers == 3);
	ck_assert_str_eq(r[0].text, "ann@192.0.2.1");
	ck_assert_str_eq(r[1].text, "bob@-");
	ck_assert_str_eq(r[2].text, "system@-");
}
END_TEST

START_TEST(who_is_refused_takes_no_statement_from_others)
{
	struct reply r[4] = { 0 };

	open_named();
	/* The first to use a statement prepares it; those that follow on the wire rely on that. */
	ask_as(&r[0], "nobody", NULL, &store, "1");
	ask_as(&r[1], "ann", NULL, &store, "2");
	ask_as(&r[2], "ann", NULL, &divide, "0");
	ask_as(&r[3], "nobody", NULL, &whoami, "");
	AWAIT(answers == 4);
	ck_assert_int_eq(r[0].code, PROBLEM_NO_TOKEN);
	ck_assert_int_eq(r[1].code, PROBLEM_NONE);
	ck_assert_int_eq(r[2].code, PROBLEM_BAD_FIELD);
	ck_assert_int_eq(r[3].code, PROBLEM_NO_TOKEN);
	ck_assert_str_eq(by_hand("select string_agg(id::text, ' ') from thing"), "2");
}
END_TEST

START_TEST(an_answer_comes_later_and_once)
{
	struct reply r = { 0 };

	open_with("", 1, 5000);
	ask(&r, &echo, "hello");
	ck_assert_int_eq(r.order, 0);
	ck_assert_int_eq(db_state(db).queued, 1);
	AWAIT(r.order > 0);
	ck_assert_int_eq(r.code, PROBLEM_NONE);
	ck_assert_str_eq(r.text, "hello");
	ck_assert_int_eq(db_state(db).queued, 0);
	ck_assert_int_eq(db_state(db).asked, 0);
}
END_TEST

START_TEST(an_absent_argument_is_null)
{
	struct reply r = { 0 };

	open_db(1, 5000);
	ask(&r, &echo, NULL);
	AWAIT(r.order > 0);
	ck_assert_str_eq(r.text, "NULL");
}
END_TEST

START_TEST(one_connection_answers_in_order)
{
	static struct reply r[MANY];
	char                text[16];

	memset(r, 0, sizeof(r));
	open_db(1, 20000);
	for (int i = 0; i < MANY; i++) {
		snprintf(text, sizeof(text), "%d", i);
		ask(&r[i], &echo, text);
	}
	AWAIT(r[0].order > 0);
	ck_assert_int_gt(db_state(db).asked + db_state(db).queued, 0);
	AWAIT(answers == MANY);
	for (int i = 0; i < MANY; i++) {
		ck_assert_int_eq(r[i].order, i + 1);
		ck_assert_int_eq(atoi(r[i].text), i);
	}
}
END_TEST

START_TEST(several_connections_share_the_work)
{
	static struct reply r[MANY];
	struct reply        l = { 0 };
	char                text[16];
	bool                other = false;

	memset(r, 0, sizeof(r));
	open_db(3, 20000);
	by_hand("select pg_advisory_lock(1)");
	ask(&l, &lock, NULL);
	AWAIT(db_state(db).asked == 1);
	for (int i = 0; i < MANY; i++) {
		snprintf(text, sizeof(text), "%d", i);
		ask(&r[i], &echo, text);
	}
	/* Some share the wire of the one that waits for the lock; all others need not wait. */
	AWAIT(db_state(db).queued == 0 && db_state(db).asked <= 16);
	by_hand("select pg_advisory_unlock(1)");
	AWAIT(answers == MANY + 1);
	for (int i = 0; i < MANY; i++) {
		ck_assert_int_eq(atoi(r[i].text), i);
		other = other || r[i].pid != r[0].pid;
	}
	ck_assert(other);
}
END_TEST

START_TEST(a_statement_is_prepared_once)
{
	struct reply r[3] = { 0 }, n = { 0 };

	open_db(1, 5000);
	for (int i = 0; i < 3; i++)
		ask(&r[i], &echo, "x");
	ask(&n, &prepared, "echo");
	AWAIT(n.order > 0);
	ck_assert_int_eq(r[2].code, PROBLEM_NONE);
	ck_assert_str_eq(n.text, "1");
}
END_TEST

START_TEST(one_that_fails_takes_no_other_with_it)
{
	struct reply r[5] = { 0 };

	open_db(1, 5000);
	ask(&r[0], &store, "1");
	ask(&r[1], &divide, "0");
	ask(&r[2], &store, "2");
	ask(&r[3], &store, "1");
	ask(&r[4], &divide, "5");
	AWAIT(answers == 5);
	ck_assert_int_eq(r[0].code, PROBLEM_NONE);
	ck_assert_int_eq(r[1].code, PROBLEM_BAD_FIELD);
	ck_assert_int_eq(r[2].code, PROBLEM_NONE);
	ck_assert_int_eq(r[3].code, PROBLEM_CONFLICT);
	ck_assert_str_eq(r[4].text, "2");
	ck_assert_str_eq(by_hand("select count(*) from thing"), "2");
}
END_TEST

START_TEST(a_statement_that_cannot_be_prepared_may_be_asked_again)
{
	struct reply r[3] = { 0 };

	open_db(1, 5000);
	ask(&r[0], &later, NULL);
	ask(&r[1], &store, "1");
	AWAIT(answers == 2);
	ck_assert_int_eq(r[0].code, PROBLEM_INTERNAL);
	ck_assert_int_eq(r[1].code, PROBLEM_NONE);
	by_hand("create table made_later as select 7 as id");
	ask(&r[2], &later, NULL);
	AWAIT(answers == 3);
	ck_assert_str_eq(r[2].text, "7");
}
END_TEST

START_TEST(a_table_that_changed_shape_is_met_with_a_new_connection)
{
	struct reply r[3] = { 0 };

	open_db(1, 5000);
	by_hand("create table made_later as select 7 as id");
	ask(&r[0], &later, NULL);
	AWAIT(answers == 1);
	by_hand("alter table made_later alter id type text");
	ask(&r[1], &later, NULL);
	AWAIT(answers == 2);
	ck_assert_int_eq(r[1].code, PROBLEM_DATABASE);
	ask(&r[2], &later, NULL);
	AWAIT(answers == 3);
	ck_assert_str_eq(r[2].text, "7");
}
END_TEST

START_TEST(rows_are_no_answer_before_the_commit)
{
	struct reply r[3] = { 0 };

	open_db(1, 5000);
	ask(&r[0], &promise, "1");
	ask(&r[1], &promise, "1");
	ask(&r[2], &promise, "2");
	AWAIT(answers == 3);
	ck_assert_int_eq(r[0].code, PROBLEM_NONE);
	ck_assert_int_eq(r[1].code, PROBLEM_CONFLICT);
	ck_assert_int_eq(r[2].code, PROBLEM_NONE);
	ck_assert_str_eq(by_hand("select count(*) from promise"), "2");
}
END_TEST

static const struct {
	const char       *state;
	enum problem_code code;
	enum say          say;
} states[] = {
	{ "TW404", PROBLEM_NOT_FOUND, SAY_DB_NOT_FOUND },
	{ "TW409", PROBLEM_CONFLICT, SAY_DB_STATE },
	{ "TW412", PROBLEM_STALE, SAY_DB_STALE },
	{ "TW422", PROBLEM_KEY_REUSED, SAY_DB_KEY_REUSED },
	{ "23505", PROBLEM_CONFLICT, SAY_DB_TWICE },
	{ "23503", PROBLEM_BAD_FIELD, SAY_DB_NO_SUCH_THING },
	{ "22P05", PROBLEM_BAD_FIELD, SAY_DB_BAD_VALUE },
	{ "22021", PROBLEM_BAD_FIELD, SAY_DB_BAD_VALUE },
	{ "57014", PROBLEM_SLOW_DATABASE, SAY_DB_STOPPED },
	{ "57P03", PROBLEM_DATABASE, SAY_DB_AWAY },
	{ "40P01", PROBLEM_BUSY, SAY_DB_BUSY },
	{ "53100", PROBLEM_BUSY, SAY_DB_FULL },
	{ "25006", PROBLEM_DATABASE, SAY_DB_AWAY },
	{ "23514", PROBLEM_INTERNAL, SAY_DB_INTERNAL },
	{ "TW999", PROBLEM_INTERNAL, SAY_DB_INTERNAL },
};

START_TEST(what_postgresql_says_becomes_a_problem)
{
	struct reply r = { 0 };

	open_db(1, 5000);
	ask(&r, &fail, states[_i].state);
	AWAIT(r.order > 0);
	ck_assert_msg(r.code == states[_i].code && r.say == states[_i].say, "%s became %s",
		states[_i].state, problem_name(r.code));
}
END_TEST

START_TEST(a_question_is_taken_back_while_it_waits)
{
	struct reply r[20] = { 0 };

	open_db(1, 5000);
	by_hand("select pg_advisory_lock(1)");
	for (int i = 0; i < 20; i++)
		ask(&r[i], i == 0 ? &lock : &echo, "x");
	AWAIT(db_state(db).asked == 16);
	ck_assert_int_eq(db_state(db).queued, 4);
	ck_assert(!db_withdraw(r[0].question));
	ck_assert(!db_withdraw(r[15].question));
	ck_assert(db_withdraw(r[17].question));
	by_hand("select pg_advisory_unlock(1)");
	AWAIT(answers == 19);
	ck_assert_int_eq(r[17].order, 0);
	ck_assert_int_eq(db_state(db).queued, 0);
}
END_TEST

START_TEST(a_question_that_waits_too_long_in_the_queue_fails_alone)
{
	struct reply r[18] = { 0 };

	open_db(1, 3000);
	by_hand("select pg_advisory_lock(1)");
	for (int i = 0; i < 18; i++)
		ask(&r[i], i < 16 ? &lock : &echo, "x");
	AWAIT(r[17].order > 0);
	ck_assert_int_eq(r[17].code, PROBLEM_BUSY);
	ck_assert_int_eq(r[17].say, SAY_DB_BUSY);
	ck_assert_int_eq(db_state(db).connected, 1);
}
END_TEST

START_TEST(a_slow_statement_ends_on_the_server_and_the_connection_lives)
{
	struct reply r[3] = { 0 };

	open_db(1, 3000);
	ask(&r[0], &echo, "x");
	AWAIT(answers == 1);
	ask(&r[1], &rest, DIGITS(2 * PATIENCE_SECONDS));
	AWAIT(answers == 2);
	ck_assert_int_eq(r[1].code, PROBLEM_SLOW_DATABASE);
	/* It ended there: what is asked next on the same connection is answered. */
	ask(&r[2], &echo, "x");
	AWAIT(answers == 3);
	ck_assert_int_eq(r[2].pid, r[0].pid);
}
END_TEST

START_TEST(a_late_answer_is_given_up_and_the_connection_lives)
{
	struct reply r[4] = { 0 };

	/* The first rest ends in time. The second does not, but neither is it stopped, nor the connection left. */
	open_db(1, 3000);
	ask(&r[0], &echo, "x");
	ask(&r[1], &rest, "1.5");
	ask(&r[2], &rest, "2.25");
	AWAIT(r[2].order > 0);
	ck_assert_int_eq(r[1].code, PROBLEM_NONE);
	ck_assert_int_eq(r[2].code, PROBLEM_SLOW_DATABASE);
	ck_assert_int_eq(r[2].say, SAY_DB_LATE);
	ask(&r[3], &echo, "y");
	AWAIT(r[3].order > 0);
	ck_assert_str_eq(r[3].text, "y");
	ck_assert_int_eq(r[3].pid, r[0].pid);
}
END_TEST

static const struct {
	const char *name, *value;
} settings[] = {
	{ "statement_timeout", "4500ms" },
	{ "TimeZone", "UTC" },
	{ "DateStyle", "ISO, MDY" },
	{ "jit", "off" },
	{ "client_encoding", "UTF8" },
	{ "application_name", "twinningd" },
	{ "work_mem", "5MB" },	/* what the operator's own options say stays */
};

START_TEST(a_connection_has_our_settings_and_the_operators)
{
	struct reply r = { 0 };

	open_with("options='-c work_mem=5MB'", 1, 5000);
	ask(&r, &setting, settings[_i].name);
	AWAIT(answers == 1);
	ck_assert_str_eq(r.text, settings[_i].value);
}
END_TEST

static const struct {
	const char *conninfo;
	enum say    say;	/* SAY_NOTHING: it is fine */
} conninfos[] = {
	{ "dbname=twinning", SAY_NOTHING },
	{ "host=/run/postgresql dbname=twinning", SAY_NOTHING },
	{ "host=10.0.0.1,::1 target_session_attrs=read-write", SAY_NOTHING },
	{ "postgresql://127.0.0.1:5433/twinning", SAY_NOTHING },
	{ "host=db.example hostaddr=10.0.0.1", SAY_NOTHING },
	{ "host=db.example", SAY_DB_HOST_NAME },
	{ "host=10.0.0.1,localhost", SAY_DB_HOST_NAME },
	{ "host=10.0.0.1 password=secret", SAY_DB_PASSWORD },
	{ "postgresql://me:secret@127.0.0.1/twinning", SAY_DB_PASSWORD },
	{ "hots=10.0.0.1", SAY_DB_CONNINFO },
	{ "twinning", SAY_DB_CONNINFO },
};

START_TEST(a_connection_string_is_checked)
{
	struct problem p = { .mem = mem };

	ck_assert_int_eq(db_check(conninfos[_i].conninfo, &p), conninfos[_i].say == SAY_NOTHING);
	ck_assert_msg(p.detail.say == conninfos[_i].say, "%s", conninfos[_i].conninfo);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("engine_db");
	TCase *t = tcase_create("db");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, an_answer_comes_later_and_once);
	tcase_add_test(t, a_question_is_asked_for_somebody);
	tcase_add_test(t, who_is_refused_takes_no_statement_from_others);
	tcase_add_test(t, an_absent_argument_is_null);
	tcase_add_test(t, one_connection_answers_in_order);
	tcase_add_test(t, several_connections_share_the_work);
	tcase_add_test(t, a_statement_is_prepared_once);
	tcase_add_test(t, one_that_fails_takes_no_other_with_it);
	tcase_add_test(t, a_statement_that_cannot_be_prepared_may_be_asked_again);
	tcase_add_test(t, a_table_that_changed_shape_is_met_with_a_new_connection);
	tcase_add_test(t, rows_are_no_answer_before_the_commit);
	tcase_add_loop_test(t, what_postgresql_says_becomes_a_problem, 0, COUNT(states));
	tcase_add_test(t, a_question_is_taken_back_while_it_waits);
	tcase_add_test(t, a_question_that_waits_too_long_in_the_queue_fails_alone);
	tcase_add_test(t, a_slow_statement_ends_on_the_server_and_the_connection_lives);
	tcase_add_test(t, a_late_answer_is_given_up_and_the_connection_lives);
	tcase_add_loop_test(t, a_connection_has_our_settings_and_the_operators, 0, COUNT(settings));
	tcase_add_loop_test(t, a_connection_string_is_checked, 0, COUNT(conninfos));
	suite_add_tcase(s, t);
	return suite_run(s);
}
