/* The pairing list is the best one, always the same one, and proves itself. */
#include <check.h>
#include <stdlib.h>

#include "tests/pairing_case.h"
#include "tests/suite.h"

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

/* --- the order of rows */

static void
shuffle(struct case_random *r, uint32_t *at, uint32_t count)
{
	for (uint32_t k = 0; k < count; k++)
		at[k] = k;
	for (uint32_t k = count; k > 1; k--) {
		uint32_t other = case_next(r, k), kept = at[k - 1];

		at[k - 1] = at[other];
		at[other] = kept;
	}
}

/* Where each row went. */
struct places {
	uint32_t partner[CASE_PARTNERS], project[CASE_PROJECTS], city[CASE_CITIES], quota[CASE_QUOTAS];
};

static void
move_pairs(struct case_random *r, struct pairing_pair *pair, size_t count, const struct places *to)
{
	uint32_t order[CASE_MARKS];
	struct pairing_pair old[CASE_MARKS];

	shuffle(r, order, (uint32_t)count);
	memcpy(old, pair, sizeof(old));
	for (size_t k = 0; k < count; k++)
		pair[order[k]] = (struct pairing_pair){ to->partner[old[k].partner], to->project[old[k].project] };
}

static void
move_rows(struct case_random *r, const struct pairing_case *from, struct pairing_case *c, struct places *to)
{
	const struct pairing_problem *p = &from->problem;

	*c = *from;
	shuffle(r, to->partner, p->partner_count);
	shuffle(r, to->project, p->project_count);
	shuffle(r, to->city, p->city_count);
	shuffle(r, to->quota, p->quota_count);
	for (uint32_t i = 0; i < p->partner_count; i++) {
		c->partner[to->partner[i]] = from->partner[i];
		memcpy(c->id[to->partner[i]], from->id[i], sizeof(c->id[0]));
		for (uint32_t j = 0; j < p->project_count; j++)
			c->score[to->partner[i]][to->project[j]] = from->score[i][j];
	}
	for (uint32_t j = 0; j < p->project_count; j++) {
		c->project[to->project[j]] = from->project[j];
		c->project[to->project[j]].city = to->city[from->project[j].city];
		memcpy(c->id[CASE_PARTNERS + to->project[j]], from->id[CASE_PARTNERS + j], sizeof(c->id[0]));
	}
	for (uint32_t k = 0; k < p->city_count; k++) {
		c->city[to->city[k]] = from->city[k];
		memcpy(c->id[CASE_PARTNERS + CASE_PROJECTS + to->city[k]], from->id[CASE_PARTNERS + CASE_PROJECTS + k],
			sizeof(c->id[0]));
	}
	for (uint32_t q = 0; q < p->quota_count; q++) {
		c->quota[to->quota[q]] = from->quota[q];
		if (from->quota[q].group == PAIRING_CITY)
			c->quota[to->quota[q]].index = to->city[from->quota[q].index];
	}
	move_pairs(r, c->pin, p->pins.count, to);
	move_pairs(r, c->ban, p->bans.count, to);
	move_pairs(r, c->earlier, p->earlier.count, to);
	case_link(c);
}

static void
expect_same_price(const struct pairing_amount *a, const struct pairing_amount *b)
{
	ck_assert_mem_eq(a, b, sizeof(*a));
}

static void
expect_same(const struct pairing_case *c, const struct pairing_result *a, const struct pairing_result *b,
	const struct places *to)
{
	ck_assert_int_eq(a->status, b->status);
	if (a->status != PAIRING_SOLVED)
		return;
	ck_assert_uint_eq(a->answer.made_count, b->answer.made_count);
	for (uint32_t k = 0; k < a->answer.made_count; k++) {
		ck_assert_uint_eq(to->partner[a->answer.made[k].partner], b->answer.made[k].partner);
		ck_assert_uint_eq(to->project[a->answer.made[k].project], b->answer.made[k].project);
	}
	for (uint32_t i = 0; i < c->problem.partner_count; i++)
		expect_same_price(&a->answer.prices.partner[i], &b->answer.prices.partner[to->partner[i]]);
	for (uint32_t j = 0; j < c->problem.project_count; j++)
		expect_same_price(&a->answer.prices.project[j], &b->answer.prices.project[to->project[j]]);
	for (uint32_t k = 0; k < c->problem.city_count; k++)
		expect_same_price(&a->answer.prices.city[k], &b->answer.prices.city[to->city[k]]);
	ck_assert_uint_eq(a->answer.seal, b->answer.seal);
	ck_assert_uint_eq(a->short_count, b->short_count);
	ck_assert_uint_eq(a->blocker_count, b->blocker_count);
	ck_assert_uint_eq(a->pin_fault_count, b->pin_fault_count);
	for (uint32_t k = 0; k < a->blocker_count; k++)
		ck_assert_int_eq(a->blockers[k].reason, b->blockers[k].reason);
}

START_TEST(order_of_rows_does_not_matter)
{
	for (uint64_t seed = 100000; seed < 101500; seed++) {
		struct case_random r = { seed };
		struct pairing_case c, moved;
		struct pairing_result *a, *b;
		struct places to;

		case_make(&c, seed);
		move_rows(&r, &c, &moved, &to);
		a = pairing_solve(&c.problem);
		b = pairing_solve(&moved.problem);
		expect_same(&c, a, b, &to);
		pairing_free(a);
		pairing_free(b);
	}
}
END_TEST

/* --- ties that even the lots leave */

/* Two partners whose lots for two projects differ by the same: any exchange between them is a tie. */
static void
find_equal_lots(struct pairing_case *c)
{
	static int32_t first[2 * PAIRING_TIE_MAX + 1];
	char id[24];

	memset(first, 0xff, sizeof(first));
	for (int32_t n = 0;; n++) {
		int32_t *other;

		snprintf(id, sizeof(id), "p%06d", n);
		other = &first[(int32_t)pairing_tie(id, c->id[CASE_PARTNERS]) -
			(int32_t)pairing_tie(id, c->id[CASE_PARTNERS + 1]) + PAIRING_TIE_MAX];
		if (*other >= 0) {
			snprintf(c->id[0], sizeof(c->id[0]), "p%06d", *other);
			memcpy(c->id[1], id, sizeof(id));
			return;
		}
		*other = n;
	}
}

START_TEST(first_pair_that_differs_decides_the_last_tie)
{
	struct pairing_case c = { .problem = { .partner_count = 2, .project_count = 2, .city_count = 2 } };

	strcpy(c.id[CASE_PARTNERS], "x");
	strcpy(c.id[CASE_PARTNERS + 1], "y");
	strcpy(c.id[CASE_PARTNERS + CASE_PROJECTS], _i % 2 == 0 ? "a" : "c");
	strcpy(c.id[CASE_PARTNERS + CASE_PROJECTS + 1], "b");
	for (uint32_t k = 0; k < 2; k++) {
		c.project[k] = (struct pairing_project){ .city = k, .slots = 1 };
		c.city[k].country = PAIRING_NONE;
		c.partner[k] = (struct pairing_partner){ .max = 1, .kind = PAIRING_NONE, .country = PAIRING_NONE };
	}
	find_equal_lots(&c);
	if (_i / 2 == 1) {
		char kept[24];

		memcpy(kept, c.id[0], sizeof(kept));
		memcpy(c.id[0], c.id[1], sizeof(kept));
		memcpy(c.id[1], kept, sizeof(kept));
	}
	case_link(&c);

	struct pairing_result *r = pairing_solve(&c.problem);
	struct case_best best;

	ck_assert(case_try_all(&c, NULL, &best));
	ck_assert_uint_eq(r->answer.made_count, 2);
	expect_best(&c, r, &best, 0);
	ck_assert_int_eq(pairing_verify(&c.problem, &r->answer).flaw, PAIRING_PROVEN);

	/* The other list is as good, and has the same prices; only its order gives it away. */
	uint32_t partner = r->answer.made[0].partner;

	r->answer.made[0].partner = r->answer.made[1].partner;
	r->answer.made[1].partner = partner;
	r->answer.seal = pairing_seal(&c.problem, &r->answer);
	ck_assert_int_eq(pairing_verify(&c.problem, &r->answer).flaw, PAIRING_FLAW_TIE);
	pairing_free(r);
}
END_TEST

/* --- quotas that cross; stopping */

START_TEST(quotas_that_cross_are_named)
{
	struct pairing_case c;
	struct pairing_result *r;

	case_make(&c, 1);
	c.problem = (struct pairing_problem){ .partner_count = 3, .project_count = 1, .city_count = 1, .quota_count = 3,
		.change_price = 0 };
	for (uint32_t i = 0; i < 3; i++) {
		c.partner[i] = (struct pairing_partner){ .max = 1, .kind = i == 0, .country = i == 2 };
		c.score[i][0] = 1;
	}
	c.project[0] = (struct pairing_project){ .slots = 3 };
	c.city[0].country = 0;
	c.quota[0] = (struct pairing_quota){ PAIRING_CITY, 0, 0, 2 };
	c.quota[1] = (struct pairing_quota){ PAIRING_PARTNER_COUNTRY, 0, 0, 1 };
	c.quota[2] = (struct pairing_quota){ PAIRING_PARTNER_KIND, 0, 0, 1 };
	case_link(&c);
	r = pairing_solve(&c.problem);
	ck_assert_int_eq(r->status, PAIRING_CROSSED);
	ck_assert_uint_eq(r->crossing[0] + r->crossing[1], 3);
	ck_assert_uint_ne(r->crossing[0], r->crossing[1]);
	ck_assert_int_eq(pairing_verify(&c.problem, &r->answer).flaw, PAIRING_FLAW_QUOTAS);
	pairing_free(r);

	/* The same quotas nest when all of the kind are from the country. */
	c.partner[2].country = 0;
	r = pairing_solve(&c.problem);
	ck_assert_int_eq(r->status, PAIRING_SOLVED);
	ck_assert_uint_eq(r->answer.made_count, 1);
	pairing_free(r);
}
END_TEST

static bool
stop_at_once(void *ctx, int permille)
{
	(void)ctx;
	ck_assert_int_ge(permille, 0);
	ck_assert_int_le(permille, 1000);
	return true;
}

START_TEST(work_stops_when_asked)
{
	struct pairing_case c;
	struct pairing_result *r;

	case_make(&c, 7);
	ck_assert_uint_gt(c.problem.partner_count, 0);
	c.problem.progress = stop_at_once;
	r = pairing_solve(&c.problem);
	ck_assert_int_eq(r->status, PAIRING_STOPPED);
	pairing_free(r);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("pairing");
	TCase *best = tcase_create("best");

	tcase_add_loop_test(best, list_is_the_best_of_all, 0, CASES / CASES_A_TEST);
	tcase_add_test(best, order_of_rows_does_not_matter);
	tcase_add_loop_test(best, first_pair_that_differs_decides_the_last_tie, 0, 4);
	tcase_add_test(best, quotas_that_cross_are_named);
	tcase_add_test(best, work_stops_when_asked);
	suite_add_tcase(suite, best);
	return suite_run(suite);
}
