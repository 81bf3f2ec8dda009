/* Lists too large to try everything prove themselves, with every kind of constraint on. */
#include <check.h>

#include "tests/pairing_sets.h"
#include "tests/suite.h"

static const struct {
	enum pairing_set_kind kind;
	uint32_t partners, projects;
} sizes[] = {
	{ SET_MODEL, 500, 400 }, { SET_NOISE, 400, 500 }, { SET_DUP, 450, 450 }, { SET_COMMON, 420, 400 },
	{ SET_MODEL, 1500, 310 }, { SET_COMMON, 310, 1200 }, { SET_DUP, 40, 51 }, { SET_COMMON, 1, 700 },
	{ SET_NOISE, 700, 1 },
};

enum { SIZES = sizeof(sizes) / sizeof(*sizes) };

static void
expect_proven(const struct pairing_problem *p, const struct pairing_result *r)
{
	struct pairing_verdict v;

	ck_assert_int_eq(r->status, PAIRING_SOLVED);
	v = pairing_verify(p, &r->answer);
	ck_assert_msg(v.flaw == PAIRING_PROVEN, "flaw %d: pair %u-%u, set %d row %u", v.flaw, v.partner, v.project,
		v.set, v.which);
}

START_TEST(list_of_any_size_is_proven)
{
	struct pairing_set_made *s = set_make(sizes[_i].kind, sizes[_i].partners, sizes[_i].projects);
	struct pairing_result   *r = pairing_solve(&s->problem);

	expect_proven(&s->problem, r);
	pairing_free(r);
	set_free(s);
}
END_TEST

/* Quotas, minimums, pins, bans, a floor and the earlier list, all at once. */
START_TEST(constraints_of_any_size_are_proven)
{
	struct pairing_set_made *s = set_make(sizes[_i].kind, sizes[_i].partners, sizes[_i].projects);
	struct pairing_problem  *p = &s->problem;
	struct pairing_pair      pin[20], ban[300], earlier[400];
	struct pairing_quota     quota[40];
	struct pairing_result   *r;

	for (uint32_t k = 0; k < 400; k++) {
		struct pairing_pair pair = { set_mix(k, 20) % p->partner_count, set_mix(k, 21) % p->project_count };

		earlier[k] = pair;
		if (k < 300)
			ban[k] = (struct pairing_pair){ pair.partner, (pair.project + k % 3) % p->project_count };
		if (k % 20 == 0)
			pin[k / 20] = (struct pairing_pair){ set_mix(k, 22) % p->partner_count, pair.project };
	}
	for (uint32_t q = 0; q < 40; q++) {
		if (q < 10)
			quota[q] = (struct pairing_quota){ PAIRING_CITY_COUNTRY, q, 5 * q, 20 + 10 * q };
		else if (q < 17)
			quota[q] = (struct pairing_quota){ PAIRING_PARTNER_KIND, q - 10, q % 3 == 0 ? 90 : 0, 60 + q };
		else
			quota[q] = (struct pairing_quota){ PAIRING_CITY, q * 5 % p->city_count, q % 4, 1 + q % 3 };
	}
	for (uint32_t i = 0; i < p->partner_count; i += 9)
		s->partner[i].min = 1 + i % 2;
	p->pins = (struct pairing_pairs){ pin, 20 };
	p->bans = (struct pairing_pairs){ ban, 300 };
	p->earlier = (struct pairing_pairs){ earlier, 400 };
	p->change_price = 300000;
	p->floor = 100000;
	p->quotas = quota;
	p->quota_count = 40;
	r = pairing_solve(p);
	expect_proven(p, r);
	pairing_free(r);
	set_free(s);
}
END_TEST

struct stopped {
	struct pairing_set_made *set;
	uint32_t asked, left;
};

static void
rows_of_set(void *ctx, uint32_t partner, int32_t *scores)
{
	set_score_row(((struct stopped *)ctx)->set, partner, scores);
}

static bool
stop_after(void *ctx, int permille)
{
	struct stopped *s = ctx;

	ck_assert_int_ge(permille, 0);
	ck_assert_int_le(permille, 1000);
	s->asked++;
	return s->left-- == 0;
}

static enum pairing_status
solve_until(struct stopped *s, uint32_t after)
{
	struct pairing_problem p = s->set->problem;
	struct pairing_result *r;
	enum pairing_status status;

	p.score_row = rows_of_set;
	p.ctx = s;
	p.progress = stop_after;
	s->asked = 0;
	s->left = after;
	r = pairing_solve(&p);
	status = r->status;
	ck_assert(status == PAIRING_SOLVED || r->answer.made_count == 0);
	pairing_free(r);
	return status;
}

/* Wherever it is stopped, it stops cleanly: the sanitizers watch. */
START_TEST(work_can_be_stopped_anywhere)
{
	struct stopped s = { .set = set_make(SET_COMMON, 400, 330) };
	uint32_t often;

	ck_assert_int_eq(solve_until(&s, UINT32_MAX), PAIRING_SOLVED);
	often = s.asked;
	ck_assert_uint_gt(often, 10);
	for (uint32_t after = 0; after < often; after++) {
		ck_assert_int_eq(solve_until(&s, after), PAIRING_STOPPED);
		ck_assert_uint_eq(s.asked, after + 1);
	}
	set_free(s.set);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("pairing size");
	TCase *size = tcase_create("size");

	tcase_set_timeout(size, 60);
	tcase_add_loop_test(size, list_of_any_size_is_proven, 0, SIZES);
	tcase_add_loop_test(size, constraints_of_any_size_are_proven, 0, SIZES);
	tcase_add_test(size, work_can_be_stopped_anywhere);
	suite_add_tcase(suite, size);
	return suite_run(suite);
}
