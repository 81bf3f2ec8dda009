/* A proof holds for its list and for nothing else; the answers around a list are exact. */
#include <check.h>
#include <stdlib.h>

#include "tests/pairing_case.h"
#include "tests/suite.h"

enum { FROM = 20000, CASES = 1200 };

static void
expect_refused(const struct pairing_problem *p, const struct pairing_answer *a, const char *what, uint64_t seed)
{
	ck_assert_msg(pairing_verify(p, a).flaw != PAIRING_PROVEN, "case %lu: proven with %s", seed, what);
}

/* --- prices */

static void
alter_price(const struct pairing_case *c, struct pairing_answer *a, struct pairing_amount *price, uint64_t seed)
{
	int64_t *member[] = { &price->pins, &price->cities, &price->minimums, &price->score, &price->tie };
	uint64_t seal = a->seal;

	for (size_t k = 0; k < sizeof(member) / sizeof(*member); k++)
		for (int by = -1; by <= 1; by += 2) {
			*member[k] += by;
			expect_refused(&c->problem, a, "another price", seed);
			a->seal = pairing_seal(&c->problem, a);
			expect_refused(&c->problem, a, "another price, sealed again", seed);
			a->seal = seal;
			*member[k] -= by;
		}
}

START_TEST(no_other_price_is_accepted)
{
	for (uint64_t seed = FROM; seed < FROM + CASES / 4; seed++) {
		struct pairing_case c;
		struct pairing_result *r;
		struct pairing_prices *prices;

		case_make(&c, seed);
		r = pairing_solve(&c.problem);
		prices = &r->answer.prices;
		if (r->status == PAIRING_SOLVED) {
			for (uint32_t i = 0; i < c.problem.partner_count; i++)
				alter_price(&c, &r->answer, &prices->partner[i], seed);
			for (uint32_t j = 0; j < c.problem.project_count; j++)
				alter_price(&c, &r->answer, &prices->project[j], seed);
			for (uint32_t k = 0; k < c.problem.city_count; k++)
				alter_price(&c, &r->answer, &prices->city[k], seed);
			for (uint32_t q = 0; q < c.problem.quota_count; q++)
				alter_price(&c, &r->answer, &prices->quota[q], seed);
		}
		pairing_free(r);
	}
}
END_TEST

/* --- pairs */

static uint32_t
count_kept(const struct pairing_answer *a)
{
	uint32_t kept = 0;

	for (uint32_t k = 0; k < a->made_count; k++)
		kept += a->made[k].kept;
	return kept;
}

/* Marks, totals and seal as a forger would write them. */
static void
forge(const struct pairing_case *c, struct pairing_answer *a, uint32_t earlier)
{
	const struct pairing_problem *p = &c->problem;
	struct pairing_pair pair[CASE_PARTNERS * CASE_PROJECTS];
	struct pairing_sum sum = { 0 };
	struct case_value value;

	for (uint32_t k = 0; k < a->made_count; k++) {
		struct pairing_made *m = &a->made[k];

		pair[k] = (struct pairing_pair){ m->partner, m->project };
		m->pinned = case_has(&p->pins, m->partner, m->project);
		m->kept = case_has(&p->earlier, m->partner, m->project);
		m->score = c->score[m->partner][m->project];
		sum.score += m->score;
	}
	case_weigh(c, pair, a->made_count, (1u << a->made_count) - 1, &value);
	sum.cities = (uint32_t)value.cities;
	sum.shortfall = (uint64_t)value.shortfall;
	sum.changes = earlier - count_kept(a);
	sum.change_cost = sum.changes * p->change_price;
	a->sum = sum;
	a->seal = pairing_seal(p, a);
}

START_TEST(no_other_list_is_accepted)
{
	for (uint64_t seed = FROM; seed < FROM + CASES; seed++) {
		struct pairing_case c;
		struct pairing_result *r;
		struct pairing_made made[CASE_PARTNERS * CASE_PROJECTS], *real;
		struct pairing_answer a;
		uint32_t earlier;

		case_make(&c, seed);
		r = pairing_solve(&c.problem);
		if (r->status != PAIRING_SOLVED) {
			pairing_free(r);
			continue;
		}
		real = r->answer.made;
		earlier = r->answer.sum.changes + count_kept(&r->answer);
		for (uint32_t k = 0; k < r->answer.made_count; k++) {
			a = r->answer;
			a.made = made;

			/* one pair less */
			memcpy(made, real, k * sizeof(*made));
			memcpy(&made[k], &real[k + 1], (a.made_count - k - 1) * sizeof(*made));
			a.made_count--;
			expect_refused(&c.problem, &a, "a pair less", seed);
			forge(&c, &a, earlier);
			expect_refused(&c.problem, &a, "a pair less, forged", seed);

			/* another partner */
			for (uint32_t i = 0; i < c.problem.partner_count; i++) {
				if (i == real[k].partner)
					continue;
				a = r->answer;
				a.made = made;
				memcpy(made, real, a.made_count * sizeof(*made));
				made[k].partner = i;
				expect_refused(&c.problem, &a, "another partner", seed);
				forge(&c, &a, earlier);
				expect_refused(&c.problem, &a, "another partner, forged", seed);
			}

			/* another score, other marks */
			a = r->answer;
			a.made = made;
			memcpy(made, real, a.made_count * sizeof(*made));
			made[k].score++;
			a.sum.score++;
			a.seal = pairing_seal(&c.problem, &a);
			expect_refused(&c.problem, &a, "another score", seed);
			made[k] = real[k];
			a.sum.score--;
			made[k].pinned = !made[k].pinned;
			a.seal = pairing_seal(&c.problem, &a);
			expect_refused(&c.problem, &a, "another mark", seed);
		}
		pairing_free(r);
	}
}
END_TEST

/* --- constraints and totals */

START_TEST(no_other_constraint_is_accepted)
{
	for (uint64_t seed = FROM; seed < FROM + CASES; seed++) {
		struct pairing_case c, other;
		struct pairing_result *r;
		struct pairing_sum *sum;

		case_make(&c, seed);
		r = pairing_solve(&c.problem);
		if (r->status != PAIRING_SOLVED) {
			pairing_free(r);
			continue;
		}
		for (uint32_t q = 0; q < c.problem.quota_count; q++)
			for (int member = 0; member < 2; member++) {
				other = c;
				*(member == 0 ? &other.quota[q].min : &other.quota[q].max) += 1;
				case_link(&other);
				expect_refused(&other.problem, &r->answer, "another quota", seed);
			}
		for (uint32_t i = 0; i < c.problem.partner_count; i++) {
			other = c;
			other.partner[i].max++;
			case_link(&other);
			expect_refused(&other.problem, &r->answer, "another capacity", seed);
		}
		other = c;
		other.problem.floor++;
		case_link(&other);
		expect_refused(&other.problem, &r->answer, "another floor", seed);
		sum = &r->answer.sum;
		sum->cities++;
		expect_refused(&c.problem, &r->answer, "more cities", seed);
		sum->cities--;
		sum->shortfall++;
		expect_refused(&c.problem, &r->answer, "more shortfall", seed);
		sum->shortfall--;
		sum->score++;
		expect_refused(&c.problem, &r->answer, "more score", seed);
		sum->score--;
		ck_assert_int_eq(pairing_verify(&c.problem, &r->answer).flaw, PAIRING_PROVEN);
		pairing_free(r);
	}
}
END_TEST

/* --- why not */

static void
expect_loss(const struct case_value *best, const struct case_value *forced, const struct pairing_why *why, uint64_t seed)
{
	const int64_t want[] = { best->pins - forced->pins, best->cities - forced->cities,
		forced->shortfall - best->shortfall, best->worth - forced->worth, best->tie - forced->tie };
	const int64_t got[] = { why->loss.pins, why->loss.cities, why->loss.minimums, why->loss.score, why->loss.tie };

	for (size_t k = 0; k < sizeof(want) / sizeof(*want); k++)
		ck_assert_msg(want[k] == got[k], "case %lu, %u-%u: part %zu of the loss is %ld, not %ld", seed,
			why->partner, why->project, k, got[k], want[k]);
}

static bool
is_in_list(const struct pairing_problem *p, uint32_t partner, uint32_t project)
{
	struct pairing_result *r = pairing_solve(p);
	bool found = false;

	for (uint32_t k = 0; k < r->answer.made_count; k++)
		found |= r->answer.made[k].partner == partner && r->answer.made[k].project == project;
	pairing_free(r);
	return found;
}

static void
expect_rise(const struct pairing_case *c, const struct pairing_why *why, uint64_t seed)
{
	struct pairing_case risen = *c;
	int32_t *score = &risen.score[why->partner][why->project];

	case_link(&risen);
	if (why->rise < 0) {
		ck_assert(why->loss.pins > 0 || why->loss.cities > 0 || why->loss.minimums > 0 ||
			why->loss.score >= PAIRING_SCORE_MAX - *score);
		return;
	}
	*score += (int32_t)why->rise;
	ck_assert_msg(is_in_list(&risen.problem, why->partner, why->project), "case %lu: the rise is too small", seed);
	*score -= 1;
	ck_assert_msg(!is_in_list(&risen.problem, why->partner, why->project), "case %lu: a smaller rise would do", seed);
}

/* What the answer says would change gives the list that has the pair. */
static void
expect_exchange(const struct pairing_case *c, const struct pairing_answer *a, const struct pairing_why *why,
	const struct case_best *forced, uint64_t seed)
{
	const struct pairing_pairs dropped = { why->dropped, why->dropped_count };
	uint32_t list = 0;
	struct case_value value;

	for (uint32_t k = 0; k < forced->pairs; k++) {
		struct pairing_pair pair = forced->pair[k];
		bool in = pair.partner == why->partner && pair.project == why->project;

		for (uint32_t m = 0; m < a->made_count; m++)
			in |= a->made[m].partner == pair.partner && a->made[m].project == pair.project &&
				!case_has(&dropped, pair.partner, pair.project);
		for (uint32_t m = 0; m < why->added_count; m++)
			in |= why->added[m].partner == pair.partner && why->added[m].project == pair.project;
		list |= (uint32_t)in << k;
	}
	ck_assert_msg(case_weigh(c, forced->pair, forced->pairs, list, &value) &&
		case_compare(&value, &forced->value) == 0, "case %lu: the exchange for %u-%u is not the best",
		seed, why->partner, why->project);
}

START_TEST(why_not_is_exact)
{
	for (uint64_t seed = FROM; seed < FROM + CASES; seed++) {
		struct pairing_case c;
		struct case_best best, forced;
		struct pairing_result *r;

		case_make(&c, seed);
		r = pairing_solve(&c.problem);
		case_try_all(&c, NULL, &best);
		for (uint32_t i = 0; i < c.problem.partner_count && r->status == PAIRING_SOLVED; i++)
			for (uint32_t j = 0; j < c.problem.project_count; j++) {
				struct pairing_why why = pairing_why_not(&c.problem, &r->answer, i, j);
				bool can = case_try_all(&c, &(struct pairing_pair){ i, j }, &forced);

				ck_assert_int_eq(can, why.reason == PAIRING_WHY_OUTBID || why.reason == PAIRING_WHY_PAIRED);
				if (why.reason != PAIRING_WHY_OUTBID)
					continue;
				expect_loss(&best.value, &forced.value, &why, seed);
				expect_exchange(&c, &r->answer, &why, &forced, seed);
				if (seed % 4 == 0)
					expect_rise(&c, &why, seed);
			}
		pairing_free(r);
	}
}
END_TEST

START_TEST(alternates_are_the_nearest_others)
{
	for (uint64_t seed = FROM; seed < FROM + CASES / 4; seed++) {
		struct pairing_alternate out[CASE_CITIES * 2];
		uint32_t count[CASE_CITIES];
		struct pairing_case c;
		struct pairing_result *r;

		case_make(&c, seed);
		r = pairing_solve(&c.problem);
		if (r->status == PAIRING_SOLVED)
			ck_assert(pairing_alternates(&c.problem, &r->answer, 2, out, count));
		for (uint32_t k = 0; k < c.problem.city_count && r->status == PAIRING_SOLVED; k++) {
			uint32_t others = 0;

			for (uint32_t i = 0; i < c.problem.partner_count; i++) {
				struct pairing_why why;

				if (!pairing_why_not_city(&c.problem, &r->answer, i, k, &why) || why.reason != PAIRING_WHY_OUTBID)
					continue;
				others++;
				if (count[k] > 0 && out[k * 2].partner == i)
					ck_assert_mem_eq(&out[k * 2].gap, &why.gap, sizeof(why.gap));
			}
			ck_assert_uint_eq(count[k], others < 2 ? others : 2);
		}
		pairing_free(r);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("pairing proof");
	TCase *proof = tcase_create("proof"), *why = tcase_create("why");

	tcase_add_test(proof, no_other_price_is_accepted);
	tcase_add_test(proof, no_other_list_is_accepted);
	tcase_add_test(proof, no_other_constraint_is_accepted);
	suite_add_tcase(suite, proof);
	tcase_add_test(why, why_not_is_exact);
	tcase_add_test(why, alternates_are_the_nearest_others);
	suite_add_tcase(suite, why);
	return suite_run(suite);
}
