#include <check.h>
#include <string.h>

#include "proto/json.h"
#include "proto/problem.h"
#include "tests/proto_given.h"
#include "tests/suite.h"

static const char *
printed(enum lang lang)
{
	struct buffer *b = buffer_new(mem);

	problem_print(b, &problem, lang);
	return b->at;
}

START_TEST(problem_row_is_complete)
{
	const char *name = problem_name((enum problem_code)_i);

	ck_assert_ptr_nonnull(name);
	ck_assert_uint_eq(strspn(name, "abcdefghijklmnopqrstuvwxyz-"), strlen(name));
	ck_assert_int_ge(problem_status((enum problem_code)_i), 400);
	ck_assert_int_lt(problem_status((enum problem_code)_i), 600);
	for (int lang = 0; lang < LANGS; lang++) {
		ck_assert_ptr_nonnull(problem_title((enum problem_code)_i, (enum lang)lang));
		ck_assert_str_ne(problem_title((enum problem_code)_i, (enum lang)lang), "");
	}
	ck_assert_str_ne(problem_title((enum problem_code)_i, LANG_EN), problem_title((enum problem_code)_i, LANG_KO));
	for (int j = 0; j < _i; j++)
		ck_assert_str_ne(name, problem_name((enum problem_code)j));
}
END_TEST

START_TEST(no_problem_is_200)
{
	ck_assert_int_eq(problem_status(PROBLEM_NONE), 200);
}
END_TEST

START_TEST(first_problem_stays)
{
	ck_assert(!problem_set(&problem, PROBLEM_STALE, SAY_REQUIRED));
	ck_assert(!problem_set(&problem, PROBLEM_INTERNAL, SAY_STANDS_TWICE, "x"));
	ck_assert_int_eq(problem.code, PROBLEM_STALE);
	ck_assert_int_eq(problem.detail.say, SAY_REQUIRED);
}
END_TEST

START_TEST(problem_prints_in_the_asked_language)
{
	problem_set(&problem, PROBLEM_NOT_FOUND, SAY_UNKNOWN_NAME, "a\"b", say_both(mem, "city", "도시"));
	ck_assert_str_eq(printed(LANG_EN), "{\"type\":\"urn:twinning:problem:not-found\","
		"\"title\":\"There is no such thing\",\"status\":404,\"code\":\"not-found\","
		"\"detail\":\"\\\"a\\\"b\\\" names no city\"}");
	ck_assert_str_eq(printed(LANG_KO), "{\"type\":\"urn:twinning:problem:not-found\","
		"\"title\":\"찾는 대상이 없습니다\",\"status\":404,\"code\":\"not-found\","
		"\"detail\":\"\\\"a\\\"b\\\"에 해당하는 도시가 없습니다\"}");
}
END_TEST

START_TEST(wrong_members_are_listed)
{
	ck_assert(!problem_at(&problem, "/sectors/1", SAY_REQUIRED));
	problem_at(&problem, "", SAY_STANDS_TWICE, "x");
	ck_assert_int_eq(problem.code, PROBLEM_BAD_FIELD);
	ck_assert_str_eq(strstr(printed(LANG_EN), "\"detail\":"), "\"detail\":\"See errors for each thing to mend.\","
		"\"errors\":[{\"pointer\":\"/sectors/1\",\"code\":\"required\",\"detail\":\"is required\"},"
		"{\"pointer\":\"\",\"code\":\"stands-twice\",\"detail\":\"\\\"x\\\" stands twice\"}]}");
}
END_TEST

START_TEST(wrong_parameter_is_called_so)
{
	problem.code = PROBLEM_BAD_QUERY;
	problem_at(&problem, "limit", SAY_MUST_BE_INTEGER);
	ck_assert_int_eq(problem.code, PROBLEM_BAD_QUERY);
	ck_assert_ptr_nonnull(strstr(printed(LANG_EN), "{\"parameter\":\"limit\",\"code\":\"must-be-integer\""));
}
END_TEST

START_TEST(what_is_not_kept_is_counted)
{
	struct problem_field last;

	for (int i = 0; i < PROBLEM_FIELDS; i++)
		problem_at(&problem, "/a", SAY_REQUIRED);
	ck_assert_ptr_null(strstr(printed(LANG_EN), "\"more\""));
	last = problem.field[PROBLEM_FIELDS - 1];
	for (int i = 0; i < 5; i++)
		problem_at(&problem, "/b", SAY_REQUIRED);
	ck_assert_uint_eq(problem.fields, PROBLEM_FIELDS + 5);
	ck_assert_ptr_eq(problem.field[PROBLEM_FIELDS - 1].at, last.at);
	ck_assert_ptr_nonnull(strstr(printed(LANG_EN), "],\"more\":5}"));
}
END_TEST

/* Whatever a client sent and we quote back. */
START_TEST(printed_problem_is_json)
{
	const char *text;

	problem_at(&problem, "/\"\\\n", SAY_STANDS_TWICE, "\x01\x1f\"\\\x7f한");
	text = printed(LANG_KO);
	ck_assert_ptr_nonnull(json_read(text, strlen(text), mem, &(struct problem){ .mem = mem }));
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("problem");
	TCase *t = tcase_create("problems");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, problem_row_is_complete, PROBLEM_NONE + 1, PROBLEM_CODES);
	tcase_add_test(t, no_problem_is_200);
	tcase_add_test(t, first_problem_stays);
	tcase_add_test(t, problem_prints_in_the_asked_language);
	tcase_add_test(t, wrong_members_are_listed);
	tcase_add_test(t, wrong_parameter_is_called_so);
	tcase_add_test(t, what_is_not_kept_is_counted);
	tcase_add_test(t, printed_problem_is_json);
	suite_add_tcase(s, t);
	return suite_run(s);
}
