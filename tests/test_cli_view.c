/* What reaches eyes and spreadsheets: widths, cuts, wraps, and nothing that a terminal would obey. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/cli/match_cmd.h"
#include "engine/cli/view.h"
#include "tests/suite.h"

static struct cli c;
static char      *text;
static size_t     length;
static FILE      *out;

static void
set_up(void)
{
	c = (struct cli){ .mem = arena_new(), .lang = LANG_KO };
	out = open_memstream(&text, &length);
}

static void
tear_down(void)
{
	fclose(out);
	free(text);
	arena_free(c.mem);
}

static cJSON *
parse(const char *json)
{
	cJSON *tree = cJSON_Parse(json);

	ck_assert_ptr_nonnull(tree);
	return arena_own(c.mem, tree, (void (*)(void *))cJSON_Delete);
}

static const char *
written(void)
{
	fflush(out);
	return text;
}

static const struct {
	const char *s;
	size_t      width;
} widths[] = {
	{ "", 0 }, { "Ha Noi", 6 }, { "하노이", 6 }, { "Hà Nội", 6 },
	{ "e\xcc\x81", 1 },	/* a letter and the accent above it */
	{ "a\tb", 3 }, { "\xff", 1 },
};

START_TEST(widths_are_those_of_the_terminal)
{
	ck_assert_uint_eq(view_width(widths[_i].s), widths[_i].width);
}
END_TEST

static const struct column columns[] = {
	{ "id", SAY_CLI_COL_ID, "id", SHOW_TEXT, NULL },
	{ "name", SAY_CLI_COL_NAME, "name_*", SHOW_TEXT, NULL },
	{ "score", SAY_CLI_COL_SCORE, "score", SHOW_SCORE, NULL },
	{ NULL, SAY_NOTHING, NULL, SHOW_TEXT, NULL }
};

START_TEST(columns_line_up_under_hangul)
{
	view_table(&c, columns, parse("[{\"id\":\"ha_noi\",\"name_ko\":\"하노이\",\"score\":7432000},"
		"{\"id\":\"x\",\"name_en\":\"Phuket City\",\"name_ko\":null,\"score\":500}]"), out, 0);
	ck_assert_str_eq(written(),
		"ID      이름          점수\n"
		"ha_noi  하노이       74.32\n"
		"x       Phuket City   0.00\n");
}
END_TEST

START_TEST(a_terminal_cuts_texts_but_never_ids)
{
	c.width = 30;
	view_table(&c, columns, parse("[{\"id\":\"battambang_solid_waste\",\"name_ko\":\"고체와 액체 폐기물 관리\",\"score\":0}]"), out, 0);
	ck_assert_ptr_nonnull(strstr(written(), "battambang_solid_waste  고체와 …"));
}
END_TEST

START_TEST(nothing_a_terminal_obeys_gets_through)
{
	view_table(&c, columns, parse("[{\"id\":\"x\",\"name_ko\":\"a\\u001b[2Jb\\u009bc\\u202ed\\ne\",\"score\":0}]"), out, 0);
	view_paragraph(&c, "\033]0;title\007", 0, out);
	for (const char *s = written(); *s != '\0'; s++)
		ck_assert(*s == '\n' || (unsigned char)*s >= ' ');
	ck_assert_ptr_null(strstr(text, "\xc2\x9b"));
	ck_assert_ptr_null(strstr(text, "\xe2\x80\xae"));
}
END_TEST

START_TEST(paragraphs_wrap_between_words)
{
	c.width = 20;
	view_paragraph(&c, "대중교통이 스마트시티와 만납니다.", 4, out);
	ck_assert_str_eq(written(), "대중교통이\n    스마트시티와\n    만납니다.\n");
}
END_TEST

START_TEST(in_a_pipe_nothing_is_wrapped)
{
	view_paragraph(&c, "one two three four five six seven eight nine ten", 4, out);
	ck_assert_str_eq(written(), "one two three four five six seven eight nine ten\n");
}
END_TEST

static const struct {
	const char *name, *cell;
} cells[] = {
	{ "=1+1", "'=1+1" }, { "+82", "'+82" }, { "@x", "'@x" }, { "＝1", "'＝1" }, { "-5", "-5" }, { "-x", "'-x" },
	{ "a,b", "\"a,b\"" }, { "a\\\"b", "\"a\"\"b\"" }, { "a\\nb", "\"a\nb\"" }, { "=a,b", "\"'=a,b\"" }, { "plain", "plain" },
};

START_TEST(csv_is_quoted_and_no_formula_survives)
{
	view_csv_row(&c, columns, parse(arena_printf(c.mem, "{\"id\":\"%s\",\"name_ko\":\"n\",\"score\":1}", cells[_i].name)), out);
	ck_assert_str_eq(written(), arena_printf(c.mem, "%s,n,1\n", cells[_i].cell));
}
END_TEST

static const struct {
	const char *given;
	int64_t     score;	/* -1: refused */
} scores[] = {
	{ "0", 0 }, { "60", 6000000 }, { "60.5", 6050000 }, { "74.32", 7432000 }, { "100", 10000000 },
	{ "0.00001", 1 }, { "100.1", -1 }, { "-1", -1 }, { "", -1 }, { "1e1", -1 }, { "60.", 6000000 }, { "6O", -1 },
};

START_TEST(scores_are_read_digit_by_digit)
{
	int64_t score;

	c.given[OPT_FLOOR] = (struct texts){ .at = (const char *[]){ scores[_i].given }, .count = 1 };
	if (scores[_i].score < 0) {
		ck_assert(!match_score(&c, OPT_FLOOR, &score));
		return;
	}
	ck_assert(match_score(&c, OPT_FLOOR, &score));
	ck_assert_int_eq(score, scores[_i].score);
}
END_TEST

START_TEST(scores_are_shown_with_two_digits)
{
	ck_assert_str_eq(view_score(&c, 10000000), "100.00");
	ck_assert_str_eq(view_score(&c, 7432999), "74.32");
	ck_assert_str_eq(view_score(&c, 999), "0.00");
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("cli_view");
	TCase *t = tcase_create("view");

	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_loop_test(t, widths_are_those_of_the_terminal, 0, sizeof(widths) / sizeof(widths[0]));
	tcase_add_test(t, columns_line_up_under_hangul);
	tcase_add_test(t, a_terminal_cuts_texts_but_never_ids);
	tcase_add_test(t, nothing_a_terminal_obeys_gets_through);
	tcase_add_test(t, paragraphs_wrap_between_words);
	tcase_add_test(t, in_a_pipe_nothing_is_wrapped);
	tcase_add_loop_test(t, csv_is_quoted_and_no_formula_survives, 0, sizeof(cells) / sizeof(cells[0]));
	tcase_add_loop_test(t, scores_are_read_digit_by_digit, 0, sizeof(scores) / sizeof(scores[0]));
	tcase_add_test(t, scores_are_shown_with_two_digits);
	suite_add_tcase(s, t);
	return suite_run(s);
}
