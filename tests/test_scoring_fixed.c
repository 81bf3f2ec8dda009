#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "scoring/fixed.h"
#include "tests/suite.h"

/* Off by less than two units of the last place of Q16. */
static void
expect_near(double exact, int64_t fixed, const char *what, double at)
{
	if (!(fabs(exact * FIXED_ONE - (double)fixed) < 2.0))
		ck_abort_msg("%s(%.17g): %.17g is not %lld", what, at, exact * FIXED_ONE, (long long)fixed);
}

START_TEST(logarithm_is_exact_to_two_units)
{
	int64_t milli = 1;

	/* Every size of number, unevenly spaced: 1.07 times and one more, up to 2^62. */
	for (; milli < INT64_C(1) << 62; milli += milli / 15 + 1)
		expect_near(log((double)milli / 1000.0), fixed_ln_milli(milli), "ln", (double)milli);
	expect_near(log((double)INT64_MAX / 1000.0), fixed_ln_milli(INT64_MAX), "ln", (double)INT64_MAX);
}
END_TEST

START_TEST(logarithm_of_one_is_zero)
{
	ck_assert_int_eq(fixed_ln_milli(1000), 0);
}
END_TEST

START_TEST(logarithm_never_falls)
{
	for (int64_t milli = 1; milli < 300000; milli++)
		if (fixed_ln_milli(milli) > fixed_ln_milli(milli + 1))
			ck_abort_msg("falls after %lld", (long long)milli);
}
END_TEST

START_TEST(exponential_is_exact_to_two_units)
{
	for (int64_t x = 0; x < 14 * FIXED_ONE; x += 7)
		expect_near(exp(-(double)x / FIXED_ONE), fixed_exp_minus(x), "exp-", (double)x);
}
END_TEST

START_TEST(exponential_never_rises)
{
	for (int64_t x = 0; x < 13 * FIXED_ONE; x++)
		if (fixed_exp_minus(x) < fixed_exp_minus(x + 1))
			ck_abort_msg("rises after %lld", (long long)x);
}
END_TEST

START_TEST(exponential_starts_at_one_and_ends_at_zero)
{
	ck_assert_int_eq(fixed_exp_minus(0), FIXED_ONE);
	ck_assert_int_eq(fixed_exp_minus(12 * FIXED_ONE), 0);
	ck_assert_int_eq(fixed_exp_minus(INT64_MAX), 0);
}
END_TEST

START_TEST(root_is_the_largest_whole_number_below)
{
	static const uint64_t roots[] = { 0, 1, 2, 3, 7, 255, 65535, 65536, 4000000000, UINT32_MAX };

	for (size_t i = 0; i < sizeof(roots) / sizeof(roots[0]); i++) {
		uint64_t square = roots[i] * roots[i];

		ck_assert_uint_eq(fixed_sqrt(square), roots[i]);
		ck_assert_uint_eq(fixed_sqrt(square + 2 * roots[i]), roots[i]);
		if (square > 0)
			ck_assert_uint_eq(fixed_sqrt(square - 1), roots[i] - 1);
	}
	ck_assert_uint_eq(fixed_sqrt(UINT64_MAX), UINT32_MAX);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("scoring_fixed");
	TCase *t = tcase_create("fixed point against libm");

	tcase_set_timeout(t, 60);
	tcase_add_test(t, logarithm_is_exact_to_two_units);
	tcase_add_test(t, logarithm_of_one_is_zero);
	tcase_add_test(t, logarithm_never_falls);
	tcase_add_test(t, exponential_is_exact_to_two_units);
	tcase_add_test(t, exponential_never_rises);
	tcase_add_test(t, exponential_starts_at_one_and_ends_at_zero);
	tcase_add_test(t, root_is_the_largest_whole_number_below);
	suite_add_tcase(s, t);
	return suite_run(s);
}
