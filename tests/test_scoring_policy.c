#include <check.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scoring/policy.h"
#include "tests/suite.h"

/* The policies as the database gets them; the tests run from the top of the tree. */
static const char STORED[] = "sql/reference/50_policy.csv";

enum { CELLS = 32, CELL = 4096 };

/* Reads one line of CSV; a cell in quotes may hold commas. Returns how many cells there are. */
static int
read_row(FILE *in, char cells[CELLS][CELL])
{
	bool   quoted = false;
	int    n = 0, c;
	size_t length = 0;

	while ((c = fgetc(in)) != EOF && (quoted || c != '\n')) {
		if (c == '"') {
			quoted = !quoted;
		} else if (c == ',' && !quoted) {
			cells[n++][length] = '\0';
			length = 0;
			ck_assert_int_lt(n, CELLS);
		} else if (length < CELL - 1) {
			cells[n][length++] = (char)c;
		}
	}
	cells[n][length] = '\0';
	return c == EOF && n == 0 && length == 0 ? 0 : n + 1;
}

/* "category:240;sector:160;..." against the numbers of each part. */
static void
expect_parts(const char *list, const int32_t part[PARTS])
{
	char expect[CELL] = "";

	for (int i = 0; i < PARTS; i++)
		sprintf(expect + strlen(expect), "%s%s:%d", i == 0 ? "" : ";", part_vocab.words[i].id, part[i]);
	ck_assert_str_eq(list, expect);
}

/* Whether `name` is a number of the policy; then its value. */
static bool
number_of(const struct policy *p, const char *name, int64_t *out)
{
	const struct {
		const char *name;
		int64_t     number;
	} all[] = {
		{ "gdp_threshold_milli", p->gdp_threshold_milli }, { "density_threshold_milli", p->density_threshold_milli },
		{ "softness_milli", p->softness_milli }, { "target_share", p->target_share },
		{ "similar_parent", p->similar_parent }, { "similar_sibling", p->similar_sibling },
		{ "stated_sector", p->stated_sector }, { "implied_sector", p->implied_sector },
		{ "place_scale_milli", p->place_scale_milli }, { "place_unknown", p->place_unknown },
		{ "reference_year", p->reference_year }, { "recency_half_years", p->recency_half_years },
		{ "neighbours", p->neighbours },
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		if (strcmp(all[i].name, name) == 0) {
			*out = all[i].number;
			return true;
		}
	}
	return false;
}

START_TEST(stored_policies_of_2018_are_the_one_that_is_tested)
{
	static char head[CELLS][CELL], row[CELLS][CELL];
	FILE       *in = fopen(STORED, "r");
	int         columns, rows = 0;

	ck_assert_ptr_nonnull(in);
	columns = read_row(in, head);
	while (read_row(in, row) == columns) {
		int compared = 0;

		if (strncmp(row[0], "2018-", 5) != 0)
			continue;
		rows++;
		for (int i = 0; i < columns; i++) {
			int64_t number;

			if (strcmp(head[i], "weights") == 0) {
				expect_parts(row[i], policy_2018.weight);
				compared++;
			} else if (strcmp(head[i], "neutral") == 0) {
				expect_parts(row[i], policy_2018.neutral);
				compared++;
			} else if (number_of(&policy_2018, head[i], &number)) {
				ck_assert_msg(strtoll(row[i], NULL, 10) == number, "%s of %s is %s, not %lld",
					head[i], row[0], row[i], (long long)number);
				compared++;
			}
		}
		ck_assert_int_eq(compared, 15);
	}
	fclose(in);
	ck_assert_int_ge(rows, 1);
}
END_TEST

START_TEST(weights_sum_to_the_whole)
{
	int32_t sum = 0;

	for (int i = 0; i < PARTS; i++) {
		ck_assert_int_ge(policy_2018.neutral[i], 0);
		ck_assert_int_le(policy_2018.neutral[i], PART_MAX);
		sum += policy_2018.weight[i];
	}
	ck_assert_int_eq(sum, WEIGHT_SUM);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("scoring_policy");
	TCase *t = tcase_create("policy 2018-1");

	tcase_add_test(t, stored_policies_of_2018_are_the_one_that_is_tested);
	tcase_add_test(t, weights_sum_to_the_whole);
	suite_add_tcase(s, t);
	return suite_run(s);
}
