/* What cannot be had is named, with what stands in its way. */
#include <check.h>
#include <stdlib.h>

#include "tests/pairing_case.h"
#include "tests/suite.h"

/* Everybody may be paired with everybody, and carries one. */
static void
make_plain(struct pairing_case *c, uint32_t partners, uint32_t projects)
{
	memset(c, 0, sizeof(*c));
	c->problem.partner_count = partners;
	c->problem.project_count = projects;
	c->problem.city_count = projects;
	for (uint32_t i = 0; i < partners; i++) {
		snprintf(c->id[i], sizeof(c->id[0]), "partner%u", i);
		c->partner[i] = (struct pairing_partner){ .max = 1, .kind = PAIRING_NONE, .country = PAIRING_NONE };
	}
	for (uint32_t j = 0; j < projects; j++) {
		snprintf(c->id[CASE_PARTNERS + j], sizeof(c->id[0]), "project%u", j);
		snprintf(c->id[CASE_PARTNERS + CASE_PROJECTS + j], sizeof(c->id[0]), "city%u", j);
		c->project[j] = (struct pairing_project){ .city = j, .slots = 1 };
		c->city[j].country = PAIRING_NONE;
		for (uint32_t i = 0; i < partners; i++)
			c->score[i][j] = 100;
	}
	case_link(c);
}

static void
add_quota(struct pairing_case *c, enum pairing_group group, uint32_t index, uint32_t min, uint32_t max)
{
	c->quota[c->problem.quota_count++] = (struct pairing_quota){ group, index, min, max };
}

static void
expect_blocker(const struct pairing_result *r, uint32_t block, enum pairing_block_reason reason,
	enum pairing_set set, uint32_t which)
{
	for (uint32_t k = 0; k < r->blocks[block].count; k++) {
		const struct pairing_blocker *b = &r->blockers[r->blocks[block].first + k];

		if (b->reason == reason && b->set == set && b->which == which)
			return;
	}
	ck_abort_msg("no blocker with reason %d in set %d, row %u", reason, set, which);
}

START_TEST(two_cities_share_the_only_partner_they_accept)
{
	struct pairing_case c;
	struct pairing_result *r;

	make_plain(&c, 3, 3);
	for (uint32_t i = 1; i < 3; i++)
		c.score[i][0] = c.score[i][1] = PAIRING_BLOCKED;
	r = pairing_solve(&c.problem);
	ck_assert_uint_eq(r->answer.sum.cities, 2);
	ck_assert_uint_eq(r->short_count, 1);
	ck_assert_int_eq(r->shorts[0].set, PAIRING_SET_CITY);
	ck_assert_uint_eq(r->block_count, 1);
	expect_blocker(r, 0, PAIRING_BLOCK_SHORT, PAIRING_SET_CITY, r->shorts[0].which);
	expect_blocker(r, 0, PAIRING_BLOCK_NEEDS, PAIRING_SET_CITY, 1 - r->shorts[0].which);
	expect_blocker(r, 0, PAIRING_BLOCK_FULL, PAIRING_SET_PARTNER, 0);
	ck_assert_uint_eq(r->blocks[0].count, 3);
	pairing_free(r);
}
END_TEST

START_TEST(city_that_nobody_may_serve_stands_alone)
{
	struct pairing_case c;
	struct pairing_result *r;

	make_plain(&c, 2, 2);
	c.score[0][1] = c.score[1][1] = PAIRING_BLOCKED;
	r = pairing_solve(&c.problem);
	ck_assert_uint_eq(r->short_count, 1);
	expect_blocker(r, r->shorts[0].block, PAIRING_BLOCK_SHORT, PAIRING_SET_CITY, 1);
	expect_blocker(r, r->shorts[0].block, PAIRING_BLOCK_ALONE, PAIRING_SET_PROJECT, 1);
	ck_assert_uint_eq(r->blocks[0].count, 2);
	pairing_free(r);
}
END_TEST

START_TEST(country_at_its_maximum_blocks_a_city)
{
	struct pairing_case c;
	struct pairing_result *r;

	make_plain(&c, 3, 2);
	c.city[0].country = c.city[1].country = 0;
	add_quota(&c, PAIRING_CITY_COUNTRY, 0, 0, 1);
	r = pairing_solve(&c.problem);
	ck_assert_uint_eq(r->answer.made_count, 1);
	ck_assert_uint_eq(r->short_count, 1);
	expect_blocker(r, r->shorts[0].block, PAIRING_BLOCK_FULL, PAIRING_SET_QUOTA, 0);
	expect_blocker(r, r->shorts[0].block, PAIRING_BLOCK_NEEDS, PAIRING_SET_CITY, 1 - r->shorts[0].which);
	pairing_free(r);
}
END_TEST

START_TEST(minimums_beyond_reach_say_by_how_much)
{
	struct pairing_case c;
	struct pairing_result *r;

	make_plain(&c, 4, 2);
	for (uint32_t i = 0; i < 3; i++)
		c.partner[i].kind = 0;
	add_quota(&c, PAIRING_PARTNER_KIND, 0, 3, 9);
	c.partner[3].min = 1;
	r = pairing_solve(&c.problem);
	ck_assert_uint_eq(r->answer.sum.shortfall, 2);
	ck_assert_uint_ge(r->short_count, 1);
	for (uint32_t k = 0; k < r->short_count; k++) {
		ck_assert_uint_ne(r->shorts[k].block, PAIRING_NONE);
		expect_blocker(r, r->shorts[k].block, PAIRING_BLOCK_FULL, PAIRING_SET_PROJECT, 0);
		expect_blocker(r, r->shorts[k].block, PAIRING_BLOCK_FULL, PAIRING_SET_PROJECT, 1);
	}
	pairing_free(r);
}
END_TEST

START_TEST(pin_that_takes_the_only_partner_is_named)
{
	struct pairing_case c;
	struct pairing_result *r;

	make_plain(&c, 1, 2);
	c.pin[0] = (struct pairing_pair){ 0, 1 };
	c.problem.pins.count = 1;
	r = pairing_solve(&c.problem);
	ck_assert_uint_eq(r->answer.made_count, 1);
	ck_assert(r->answer.made[0].pinned);
	ck_assert_uint_eq(r->pin_fault_count, 0);
	expect_blocker(r, r->shorts[0].block, PAIRING_BLOCK_PINNED, PAIRING_SET_PARTNER, 0);
	pairing_free(r);
}
END_TEST

START_TEST(pin_that_cannot_be_kept_is_named_with_its_reason)
{
	struct pairing_case c;
	struct pairing_result *r;
	enum pairing_pin_reason reason[4];

	make_plain(&c, 3, 4);
	c.score[0][0] = PAIRING_BLOCKED;
	c.pin[0] = (struct pairing_pair){ 0, 0 };	/* a gate */
	c.pin[1] = c.ban[0] = (struct pairing_pair){ 1, 1 };
	c.pin[2] = (struct pairing_pair){ 2, 2 };	/* the partner carries one */
	c.pin[3] = (struct pairing_pair){ 2, 3 };
	c.problem.pins.count = 4;
	c.problem.bans.count = 1;
	r = pairing_solve(&c.problem);
	ck_assert_uint_eq(r->pin_fault_count, 3);
	for (uint32_t k = 0; k < 3; k++)
		reason[r->pin_faults[k].pair.partner] = r->pin_faults[k].reason;
	ck_assert_int_eq(reason[0], PAIRING_PIN_BLOCKED);
	ck_assert_int_eq(reason[1], PAIRING_PIN_BANNED);
	ck_assert_int_eq(reason[2], PAIRING_PIN_PARTNER);
	ck_assert_uint_eq(r->pin_faults[2].which, 2);
	ck_assert_uint_eq(r->pin_faults[2].pins, 2);
	ck_assert_uint_eq(r->pin_faults[2].max, 1);
	pairing_free(r);
}
END_TEST

static bool
is_made(const struct pairing_result *r, const struct pairing_pair *pair)
{
	for (uint32_t k = 0; k < r->answer.made_count; k++)
		if (r->answer.made[k].partner == pair->partner && r->answer.made[k].project == pair->project)
			return true;
	return false;
}

/* Over random cases: each pin is in the list or named; each short set is explained; raising what is full helps nobody else. */
START_TEST(nothing_is_dropped_in_silence)
{
	for (uint64_t seed = 30000; seed < 32000; seed++) {
		struct pairing_case c;
		struct pairing_result *r;

		case_make(&c, seed);
		r = pairing_solve(&c.problem);
		for (size_t k = 0; k < c.problem.pins.count && r->status == PAIRING_SOLVED; k++) {
			bool named = false;

			for (uint32_t f = 0; f < r->pin_fault_count; f++)
				named |= memcmp(&r->pin_faults[f].pair, &c.pin[k], sizeof(c.pin[k])) == 0;
			ck_assert_msg(named != is_made(r, &c.pin[k]), "case %lu, pin %zu", seed, k);
		}
		for (uint32_t k = 0; k < r->short_count; k++) {
			ck_assert_msg(r->shorts[k].block < r->block_count, "case %lu: short %u unexplained", seed, k);
			ck_assert_uint_lt(r->shorts[k].got, r->shorts[k].need);
			expect_blocker(r, r->shorts[k].block, PAIRING_BLOCK_SHORT, r->shorts[k].set, r->shorts[k].which);
		}
		pairing_free(r);
	}
}
END_TEST

/*
 * The block is the whole reason: with all maximums as they are outside it, a set
 * stays short even if every other set may carry as much as it likes.
 */
START_TEST(what_is_outside_a_block_does_not_matter)
{
	uint32_t tried = 0;

	for (uint64_t seed = 30000; seed < 34000; seed++) {
		struct pairing_case c, wide;
		struct pairing_result *r, *again;
		bool fixed[4][CASE_PARTNERS + CASE_PROJECTS] = { { false } };

		case_make(&c, seed);
		r = pairing_solve(&c.problem);
		if (r->status == PAIRING_SOLVED && r->short_count == 1 && r->shorts[0].set == PAIRING_SET_CITY) {
			for (uint32_t k = 0; k < r->blocker_count; k++)
				fixed[r->blockers[k].set][r->blockers[k].which] |= r->blockers[k].reason == PAIRING_BLOCK_FULL;
			wide = c;
			for (uint32_t i = 0; i < c.problem.partner_count; i++)
				wide.partner[i].max += fixed[PAIRING_SET_PARTNER][i] ? 0 : 3;
			for (uint32_t j = 0; j < c.problem.project_count; j++)
				wide.project[j].slots += fixed[PAIRING_SET_PROJECT][j] ? 0 : 3;
			for (uint32_t q = 0; q < c.problem.quota_count; q++)
				wide.quota[q].max += fixed[PAIRING_SET_QUOTA][q] ? 0 : 3;
			wide.problem.earlier.count = 0;
			case_link(&wide);
			again = pairing_solve(&wide.problem);
			if (r->pin_fault_count == 0)
				ck_assert_msg(again->answer.sum.cities <= r->answer.sum.cities, "case %lu", seed);
			tried++;
			pairing_free(again);
		}
		pairing_free(r);
	}
	ck_assert_uint_gt(tried, 100);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("pairing block");
	TCase *block = tcase_create("block");

	tcase_add_test(block, two_cities_share_the_only_partner_they_accept);
	tcase_add_test(block, city_that_nobody_may_serve_stands_alone);
	tcase_add_test(block, country_at_its_maximum_blocks_a_city);
	tcase_add_test(block, minimums_beyond_reach_say_by_how_much);
	tcase_add_test(block, pin_that_takes_the_only_partner_is_named);
	tcase_add_test(block, pin_that_cannot_be_kept_is_named_with_its_reason);
	tcase_add_test(block, nothing_is_dropped_in_silence);
	tcase_add_test(block, what_is_outside_a_block_does_not_matter);
	suite_add_tcase(suite, block);
	return suite_run(suite);
}
