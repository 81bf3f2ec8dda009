#include <check.h>
#include <math.h>

#include "tests/scoring_network.h"
#include "tests/suite.h"

static int64_t
gdp_of(int i)
{
	return countries_2018[country(cities_2018[i].country)].gdp_milli;
}

START_TEST(label_is_the_published_one)
{
	enum quadrant q = quadrant_label(&policy_2018, gdp_of(_i), cities_2018[_i].density_milli);

	ck_assert_str_eq(quadrant_vocab.words[q].id, cities_2018[_i].quadrant);
}
END_TEST

START_TEST(label_flips_where_the_action_plans_differ)
{
	static const char *const dense_by_plan[] = { "chonburi", "johor_bahru", "makassar", "mandalay" };
	size_t flips = 0;

	for (int i = 0; i < CITIES_2018; i++) {
		int64_t plan = cities_2018[i].plan_density_milli;

		if (plan == 0 || quadrant_label(&policy_2018, gdp_of(i), plan)
		    == quadrant_label(&policy_2018, gdp_of(i), cities_2018[i].density_milli))
			continue;
		ck_assert_uint_lt(flips, COUNT(dense_by_plan));
		ck_assert_str_eq(cities_2018[i].id, dense_by_plan[flips++]);
	}
	ck_assert_uint_eq(flips, COUNT(dense_by_plan));
}
END_TEST

START_TEST(value_on_a_line_is_not_above_it)
{
	int64_t gdp = policy_2018.gdp_threshold_milli, density = policy_2018.density_threshold_milli;

	ck_assert_int_eq(quadrant_label(&policy_2018, gdp, density), QUADRANT_LOW_DENSITY_EMERGING);
	ck_assert_int_eq(quadrant_label(&policy_2018, gdp + 1, density), QUADRANT_LOW_DENSITY_DEVELOPED);
	ck_assert_int_eq(quadrant_label(&policy_2018, gdp, density + 1), QUADRANT_DENSE_EMERGING);
	ck_assert_int_eq(quadrant_label(&policy_2018, gdp + 1, density + 1), QUADRANT_DENSE_DEVELOPED);
}
END_TEST

static double
above(int64_t value, int64_t threshold)
{
	double d = log((double)value / (double)threshold);

	return 1.0 / (1.0 + exp(-d / (policy_2018.softness_milli / 1000.0)));
}

START_TEST(membership_is_the_logistic_of_the_distance)
{
	double  developed = above(gdp_of(_i), policy_2018.gdp_threshold_milli);
	double  dense = above(cities_2018[_i].density_milli, policy_2018.density_threshold_milli);
	double  exact[QUADRANTS] = { developed * dense, (1 - developed) * dense, developed * (1 - dense),
		(1 - developed) * (1 - dense) };
	int32_t m[QUADRANTS], sum = 0;

	quadrant_membership(&policy_2018, gdp_of(_i), cities_2018[_i].density_milli, m);
	for (int q = 0; q < QUADRANTS; q++) {
		/* Rounding by largest remainder moves a share by less than one; the logarithms add a little. */
		ck_assert_double_le(fabs(exact[q] * PART_MAX - m[q]), 1.5);
		ck_assert_int_ge(m[q], 0);
		sum += m[q];
	}
	ck_assert_int_eq(sum, PART_MAX);
}
END_TEST

START_TEST(membership_on_both_lines_is_a_quarter_each)
{
	int32_t m[QUADRANTS];

	quadrant_membership(&policy_2018, policy_2018.gdp_threshold_milli, policy_2018.density_threshold_milli, m);
	for (int q = 0; q < QUADRANTS; q++)
		ck_assert_int_eq(m[q], PART_MAX / 4);
}
END_TEST

START_TEST(membership_sums_to_the_whole_everywhere)
{
	for (int64_t gdp = 1; gdp < INT64_C(1000000000); gdp = gdp * 9 / 7 + 1) {
		for (int64_t density = 1; density < INT64_C(1000000000); density = density * 11 / 7 + 1) {
			int32_t m[QUADRANTS];

			quadrant_membership(&policy_2018, gdp, density, m);
			ck_assert_int_eq(m[0] + m[1] + m[2] + m[3], PART_MAX);
		}
	}
}
END_TEST

START_TEST(membership_without_softness_is_the_label)
{
	struct policy hard = policy_2018;
	int32_t       m[QUADRANTS];

	hard.softness_milli = 0;
	quadrant_membership(&hard, gdp_of(_i), cities_2018[_i].density_milli, m);
	for (int q = 0; q < QUADRANTS; q++)
		ck_assert_int_eq(m[q], q == (int)quadrant_label(&hard, gdp_of(_i), cities_2018[_i].density_milli) ? PART_MAX : 0);
}
END_TEST

START_TEST(membership_grows_with_density)
{
	int32_t before = 0;

	for (int64_t density = 1000; density < 100000000; density += density / 8 + 1) {
		int32_t m[QUADRANTS], dense;

		quadrant_membership(&policy_2018, 5000000, density, m);
		dense = m[QUADRANT_DENSE_DEVELOPED] + m[QUADRANT_DENSE_EMERGING];
		/* The two are rounded apart, so their sum may waver by one. */
		ck_assert_int_ge(dense, before - 1);
		before = dense;
	}
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("scoring_quadrant");
	TCase *t = tcase_create("grid and memberships");

	tcase_add_loop_test(t, label_is_the_published_one, 0, CITIES_2018);
	tcase_add_test(t, label_flips_where_the_action_plans_differ);
	tcase_add_test(t, value_on_a_line_is_not_above_it);
	tcase_add_loop_test(t, membership_is_the_logistic_of_the_distance, 0, CITIES_2018);
	tcase_add_test(t, membership_on_both_lines_is_a_quarter_each);
	tcase_add_test(t, membership_sums_to_the_whole_everywhere);
	tcase_add_loop_test(t, membership_without_softness_is_the_label, 0, CITIES_2018);
	tcase_add_test(t, membership_grows_with_density);
	suite_add_tcase(s, t);
	return suite_run(s);
}
