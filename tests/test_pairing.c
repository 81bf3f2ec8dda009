/* The pairing list is the best one, always the same one, and proves itself. */
#include <check.h>
#include <stdlib.h>

#include "tests/pairing_case.h"

enum { CASES = 6000, CASES_A_TEST = 500 };

static void
expect_best(const struct pairing_case *c, const struct pairing_result *r, const struct case_best *best, uint64_t seed)
{
	const struct pairing_answer *a = &r->answer;
	struct case_value value;
	uint32_t list = 0, at = 0;
	int64_t  score = 0;

	for (uint32_t k = 0; k < best->pairs && at < a->made_count; k++)
		if (best->pair[k].partner == a->made[at].partner && best->pair[k].project == a->made[at].project) {
			score += c->score[best->pair[k].partner][best->pair[k].project];
			list |= 1u << k;
			at++;
		}
	ck_assert_msg(at == a->made_count, "case %lu: a pair that may not be made, or out of order", seed);
	ck_assert_msg(case_weigh(c, best->pair, best->pairs, list, &value), "case %lu: a list that is not allowed", seed);
	ck_assert_msg(case_compare(&value, &best->value) == 0, "case %lu: not the best: list %x, best %x", seed, list, best->list);
	ck_assert_msg(list == best->list, "case %lu: list %x precedes %x", seed, best->list, list);
	ck_assert_int_eq(a->sum.cities, value.cities);
	ck_assert_int_eq((int64_t)a->sum.shortfall, value.shortfall);
	ck_assert_int_eq(a->sum.score, score);
}

START_TEST(list_is_the_best_of_all)
{
	uint64_t from = (uint64_t)_i * CASES_A_TEST;

	for (uint64_t seed = from; seed < from + CASES_A_TEST; seed++) {
		struct pairing_case c;
		struct case_best    best;
		struct pairing_result *r;

		case_make(&c, seed);
		r = pairing_solve(&c.problem);
		if (r->status == PAIRING_SOLVED) {
			struct pairing_verdict verdict = pairing_verify(&c.problem, &r->answer);

			ck_assert(case_try_all(&c, NULL, &best));
			expect_best(&c, r, &best, seed);
			ck_assert_msg(verdict.flaw == PAIRING_PROVEN, "case %lu: flaw %d, partner %u, project %u, set %d %u",
				seed, verdict.flaw, verdict.partner, verdict.project, verdict.set, verdict.which);
		} else {
			ck_assert_int_eq(r->status, PAIRING_CROSSED);
		}
		pairing_free(r);
	}
}
END_TEST

int
main(void)
{
	Suite   *suite = suite_create("pairing");
	TCase   *best = tcase_create("best");
	SRunner *runner = srunner_create(suite);
	int      failed;

	tcase_add_loop_test(best, list_is_the_best_of_all, 0, CASES / CASES_A_TEST);
	suite_add_tcase(suite, best);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? 0 : 1;
}
