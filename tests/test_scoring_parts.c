#include <check.h>
#include <math.h>

#include "tests/scoring_profiles.h"
#include "tests/suite.h"

/* A small world that a test can reckon in its head: one city, one project, a handful of nodes. */
enum { MOBILITY, TRANSIT, ROADS, WASTE_WORK, NODES };
enum { TRANSPORT, ENERGY, INDUSTRIES };

static struct policy        policy;
static struct model         m;
static struct score_city    towns[2];
static struct score_project work;
static struct score_partner p;
static struct tags          implied[NODES];
static int16_t              alike[NODES * NODES], sectors_alike[INDUSTRIES * INDUSTRIES];

static void
setup(void)
{
	static const uint16_t parents[NODES] = { NOBODY, MOBILITY, MOBILITY, NOBODY };
	static const uint16_t no_parents[INDUSTRIES] = { NOBODY, NOBODY };

	policy = policy_2018;
	memset(implied, 0, sizeof(implied));
	memset(towns, 0, sizeof(towns));
	work = (struct score_project){ .open = true, .valid = true };
	p = (struct score_partner){ .country = NOBODY };
	tag(&implied[TRANSIT], TRANSPORT, PART_MAX);
	tree_build(&policy, NODES, parents, implied, alike);
	tree_build(&policy, INDUSTRIES, no_parents, NULL, sectors_alike);
	m = (struct model){ .policy = &policy, .categories = { NODES, alike, parents },
		.sectors = { INDUSTRIES, sectors_alike, no_parents }, .sectors_of_category = implied,
		.cities = towns, .city_count = 2, .projects = &work, .project_count = 1 };
	towns[0].place = place_of(3000000, 5000000);
	quadrant_membership(&policy, 3000000, 5000000, towns[0].membership);
}

static int32_t
part(enum part which)
{
	return score_pair(&m, &p, 0).part[which];
}

static bool
known(enum part which)
{
	return (score_pair(&m, &p, 0).known & BIT(which)) != 0;
}

static void
expect_unknown(enum part which)
{
	ck_assert(!known(which));
	ck_assert_int_eq(part(which), policy.neutral[which]);
}

START_TEST(tree_knows_itself_parents_and_siblings)
{
	ck_assert_int_eq(alike[TRANSIT * NODES + TRANSIT], PART_MAX);
	ck_assert_int_eq(alike[TRANSIT * NODES + MOBILITY], policy.similar_parent);
	ck_assert_int_eq(alike[MOBILITY * NODES + TRANSIT], policy.similar_parent);
	ck_assert_int_eq(alike[TRANSIT * NODES + ROADS], policy.similar_sibling);
	ck_assert_int_eq(alike[TRANSIT * NODES + WASTE_WORK], 0);
}
END_TEST

START_TEST(nodes_that_imply_one_sector_are_siblings)
{
	static const uint16_t parents[NODES] = { NOBODY, NOBODY, NOBODY, NOBODY };

	tag(&implied[WASTE_WORK], TRANSPORT, PART_MAX / 2);
	tree_build(&policy, NODES, parents, implied, alike);
	ck_assert_int_eq(alike[TRANSIT * NODES + WASTE_WORK], policy.similar_sibling);
	ck_assert_int_eq(alike[TRANSIT * NODES + ROADS], 0);
}
END_TEST

START_TEST(nothing_stated_is_neutral_everywhere)
{
	struct score s = score_pair(&m, &p, 0);
	int32_t      total = 0;

	for (int i = 0; i < PARTS; i++) {
		ck_assert_int_eq(s.part[i], policy.neutral[i]);
		total += policy.weight[i] * policy.neutral[i];
	}
	ck_assert_uint_eq(s.known, 0);
	ck_assert_int_eq(s.coverage, 0);
	ck_assert_int_eq(s.total, total);
}
END_TEST

START_TEST(category_is_the_weighted_best)
{
	tag(&p.categories, TRANSIT, 8000);
	expect_unknown(PART_CATEGORY);
	tag(&work.categories, TRANSIT, 10000);
	ck_assert_int_eq(part(PART_CATEGORY), 8000);
	tag(&work.categories, WASTE_WORK, 5000);
	ck_assert_int_eq(part(PART_CATEGORY), 5333);
	tag(&p.categories, WASTE_WORK, 10000);
	ck_assert_int_eq(part(PART_CATEGORY), 8667);
}
END_TEST

START_TEST(category_counts_likeness)
{
	tag(&p.categories, ROADS, 10000);
	tag(&work.categories, TRANSIT, 10000);
	ck_assert_int_eq(part(PART_CATEGORY), policy.similar_sibling);
	tag(&p.categories, MOBILITY, 10000);
	ck_assert_int_eq(part(PART_CATEGORY), policy.similar_parent);
}
END_TEST

START_TEST(category_that_is_only_inferred_is_half_unknown)
{
	tag(&p.categories, TRANSIT, 8000);
	tag(&work.categories, TRANSIT, 5000);
	ck_assert_int_eq(part(PART_CATEGORY), 4000 + policy.neutral[PART_CATEGORY] / 2);
}
END_TEST

START_TEST(category_that_meets_nothing_is_known_and_zero)
{
	tag(&p.categories, WASTE_WORK, 10000);
	tag(&work.categories, TRANSIT, 10000);
	ck_assert(known(PART_CATEGORY));
	ck_assert_int_eq(part(PART_CATEGORY), 0);
}
END_TEST

START_TEST(sector_is_the_best_single_meeting)
{
	tag(&p.sectors, TRANSPORT, 6000);
	expect_unknown(PART_SECTOR);
	tag(&towns[0].sectors, ENERGY, 10000);
	ck_assert_int_eq(part(PART_SECTOR), 0);
	tag(&towns[0].sectors, TRANSPORT, 8000);
	ck_assert_int_eq(part(PART_SECTOR), 4800);
	tag(&p.sectors, ENERGY, 4000);
	ck_assert_int_eq(part(PART_SECTOR), 4800);
}
END_TEST

START_TEST(sector_follows_from_a_category_at_less)
{
	tag(&p.categories, TRANSIT, 10000);
	tag(&towns[0].sectors, TRANSPORT, 10000);
	ck_assert_int_eq(part(PART_SECTOR), policy.implied_sector);
	tag(&p.sectors, TRANSPORT, 10000);
	ck_assert_int_eq(part(PART_SECTOR), PART_MAX);
}
END_TEST

START_TEST(quadrant_is_the_membership_in_the_targets)
{
	expect_unknown(PART_QUADRANT);
	p.quadrants = BIT(QUADRANT_DENSE_EMERGING);
	ck_assert_int_eq(part(PART_QUADRANT), towns[0].membership[QUADRANT_DENSE_EMERGING]);
	p.quadrants = BIT(QUADRANTS) - 1;
	ck_assert_int_eq(part(PART_QUADRANT), PART_MAX);
}
END_TEST

START_TEST(quadrant_of_a_reference_adds)
{
	struct score_reference r = { .category = ROADS, .city = NOBODY };
	int32_t                neutral = policy.neutral[PART_QUADRANT], may_add = PART_MAX - policy.target_share;

	p.references = &r;
	p.reference_count = 1;
	/* A place without known facts says nothing. */
	expect_unknown(PART_QUADRANT);
	memcpy(r.membership, towns[0].membership, sizeof(r.membership));
	ck_assert_int_eq(part(PART_QUADRANT), neutral + (PART_MAX - neutral) * may_add / PART_MAX);
	p.quadrants = BIT(QUADRANT_LOW_DENSITY_DEVELOPED);
	ck_assert_int_ge(part(PART_QUADRANT), may_add);
	ck_assert_int_lt(part(PART_QUADRANT), may_add + 500);
}
END_TEST

START_TEST(quadrant_of_a_reference_elsewhere_takes_nothing)
{
	struct score_reference r = { .category = ROADS, .city = NOBODY, .membership = { [QUADRANT_DENSE_DEVELOPED] = PART_MAX } };
	int32_t                before;

	p.quadrants = BIT(QUADRANT_DENSE_EMERGING);
	before = part(PART_QUADRANT);
	p.references = &r;
	p.reference_count = 1;
	ck_assert_int_ge(part(PART_QUADRANT), before);
}
END_TEST

START_TEST(support_is_the_share_of_what_is_required)
{
	p.support = BIT(SUPPORT_ADVISORY);
	expect_unknown(PART_SUPPORT);
	work.support[SUPPORT_ADVISORY] = 5000;
	work.support[SUPPORT_FINANCE] = 10000;
	ck_assert_int_eq(part(PART_SUPPORT), 3333);
	p.support |= BIT(SUPPORT_FINANCE) | BIT(SUPPORT_TRAINING);
	ck_assert_int_eq(part(PART_SUPPORT), PART_MAX);
	p.support = BIT(SUPPORT_TRAINING);
	ck_assert_int_eq(part(PART_SUPPORT), 0);
	p.support = 0;
	expect_unknown(PART_SUPPORT);
}
END_TEST

/* MAX - (MAX - n) x (1 - v) for one reference of value v, 0..1. */
static int32_t
earned(double v)
{
	double n = policy.neutral[PART_TRACK_RECORD];

	return (int32_t)lround(PART_MAX - (PART_MAX - n) * (1 - v));
}

static void
expect_about(int32_t got, int32_t want)
{
	ck_assert_int_le(abs(got - want), 2);
}

START_TEST(track_record_is_earned_by_each_reference)
{
	struct score_reference r[2] = { { .category = TRANSIT, .city = 0, .year = policy.reference_year } };

	tag(&work.categories, TRANSIT, 10000);
	expect_unknown(PART_TRACK_RECORD);
	p.references = r;
	p.reference_count = 1;
	/* The same work in the very city, this year. */
	ck_assert_int_eq(part(PART_TRACK_RECORD), PART_MAX);
	/* Next year's counts as this year's. */
	r[0].year++;
	ck_assert_int_eq(part(PART_TRACK_RECORD), PART_MAX);
	r[0].year = policy.reference_year - policy.recency_half_years;
	expect_about(part(PART_TRACK_RECORD), earned(0.5));
	r[0].year = 0;
	expect_about(part(PART_TRACK_RECORD), earned(0.5));
	r[1] = r[0];
	p.reference_count = 2;
	expect_about(part(PART_TRACK_RECORD), earned(0.75));
}
END_TEST

START_TEST(track_record_counts_place_and_category)
{
	struct score_reference r = { .category = TRANSIT, .city = NOBODY, .year = policy.reference_year };

	tag(&work.categories, TRANSIT, 10000);
	tag(&work.categories, WASTE_WORK, 5000);
	p.references = &r;
	p.reference_count = 1;
	expect_about(part(PART_TRACK_RECORD), earned(policy.place_unknown / 10000.0));
	/* Twice as rich and half as dense: ln 2 away on both axes. */
	r.place = place_of(6000000, 2500000);
	expect_about(part(PART_TRACK_RECORD), earned(exp(-sqrt(2) * log(2) * 1000 / policy.place_scale_milli)));
	r.place = towns[0].place;
	ck_assert_int_eq(part(PART_TRACK_RECORD), PART_MAX);
	r.category = ROADS;
	expect_about(part(PART_TRACK_RECORD), earned(policy.similar_sibling / 10000.0));
	r.category = WASTE_WORK;
	expect_about(part(PART_TRACK_RECORD), earned(0.5));
}
END_TEST

START_TEST(track_record_elsewhere_is_known_and_harmless)
{
	struct score_reference r = { .category = WASTE_WORK, .city = 0, .year = policy.reference_year };

	tag(&work.categories, TRANSIT, 10000);
	p.references = &r;
	p.reference_count = 1;
	ck_assert(known(PART_TRACK_RECORD));
	ck_assert_int_eq(part(PART_TRACK_RECORD), policy.neutral[PART_TRACK_RECORD]);
}
END_TEST

START_TEST(track_record_takes_any_number_of_references)
{
	enum { MANY = 40 };
	struct score_reference r[MANY];
	int32_t                before = policy.neutral[PART_TRACK_RECORD];

	tag(&work.categories, TRANSIT, 10000);
	p.references = r;
	for (uint32_t i = 0; i < MANY; i++) {
		r[i] = (struct score_reference){ .category = TRANSIT, .city = NOBODY, .year = 1970 + (int32_t)i };
		p.reference_count = i + 1;
		ck_assert_int_ge(part(PART_TRACK_RECORD), before);
		before = part(PART_TRACK_RECORD);
	}
	ck_assert_int_gt(before, 8000);
	ck_assert_int_le(before, PART_MAX);
}
END_TEST

START_TEST(preference_is_the_mean_of_the_sides_that_have_one)
{
	static const uint16_t here[] = { 0 }, elsewhere[] = { 1 };

	towns[1].country = 1;
	expect_unknown(PART_PREFERENCE);
	p.wanted_countries = (struct numbers){ elsewhere, 1 };
	ck_assert_int_eq(part(PART_PREFERENCE), 0);
	p.wanted_countries = (struct numbers){ here, 1 };
	ck_assert_int_eq(part(PART_PREFERENCE), PART_MAX);
	/* Where cities are named, the country alone is less. */
	p.wanted_cities = (struct numbers){ elsewhere, 1 };
	ck_assert_int_eq(part(PART_PREFERENCE), policy.similar_parent);
	p.wanted_cities = (struct numbers){ here, 1 };
	ck_assert_int_eq(part(PART_PREFERENCE), PART_MAX);
	work.preferred_kinds = BIT(PARTNER_UNIVERSITY);
	p.kind = PARTNER_INVESTOR;
	ck_assert_int_eq(part(PART_PREFERENCE), PART_MAX / 2);
	p.kind = PARTNER_UNIVERSITY;
	ck_assert_int_eq(part(PART_PREFERENCE), PART_MAX);
}
END_TEST

static const struct {
	const char *what;
	int64_t     ticket_min, ticket_max, budget_min, budget_max;
	int32_t     expect;	/* -1: unknown */
} scales[] = {
	{ "no ticket",               0, 0, 10, 100, -1 },
	{ "no budget",               10, 100, 0, 0, -1 },
	{ "same",                    10, 1000, 10, 1000, 10000 },
	{ "wider ticket",            1, 100000, 10, 1000, 10000 },
	{ "half of it, by the log",  100, 1000, 10, 1000, 7500 },
	{ "touching above",          1000, 5000, 10, 1000, 5000 },
	{ "touching below",          1, 10, 10, 1000, 5000 },
	{ "one amount",              50, 50, 10, 1000, 5000 },
	{ "budget of one amount",    10, 1000, 500, 500, 10000 },
	{ "both one amount",         500, 500, 500, 500, 10000 },
	{ "apart",                   2000, 3000, 10, 1000, 0 },
	{ "ticket open above",       10, 0, 10, 1000, 10000 },
	{ "ticket open below",       0, 100, 10, 1000, 7500 },
	{ "budget open above",       0, 100, 100, 0, 5000 },
	{ "beyond 32 bits",          INT64_C(1000000000000), INT64_C(100000000000000), INT64_C(10000000000000), INT64_C(1000000000000000), 7500 },
	{ "the largest amounts",     INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX, 10000 },
};

START_TEST(scale_is_the_share_of_the_budget_that_the_ticket_covers)
{
	p.ticket_min = scales[_i].ticket_min;
	p.ticket_max = scales[_i].ticket_max;
	work.budget_min = scales[_i].budget_min;
	work.budget_max = scales[_i].budget_max;
	if (scales[_i].expect < 0)
		expect_unknown(PART_SCALE);
	else
		ck_assert_msg(abs(part(PART_SCALE) - scales[_i].expect) <= 1, "%s: %d", scales[_i].what, part(PART_SCALE));
}
END_TEST

static const uint16_t here[] = { 0 };
static const struct numbers only_here = { here, 1 };
static const uint32_t first[] = { 0 };
static const struct indexes only_first = { first, 1 };

static void shut_not_verified(void)       { p.judged = true; }
static void shut_expired(void)            { p.judged = p.verified = p.expired = true; }
static void shut_not_open(void)           { work.open = false; }
static void shut_out_of_validity(void)    { work.valid = false; }
static void shut_country(void)            { p.excluded_countries = only_here; }
static void shut_city(void)               { p.excluded_cities = only_here; }
static void shut_partner_country(void)    { p.country = 0; work.excluded_countries = only_here; }
static void shut_partner_kind(void)       { p.kind = PARTNER_CITY; work.excluded_kinds = BIT(PARTNER_CITY); }
static void shut_conflict(void)           { p.conflicts = only_first; }
static void shut_declined(void)           { p.declined = only_first; }
static void shut_ticket(void)             { p.ticket_min = 1; p.ticket_max = 99; work.budget_min = 100; }

static void (*const shut[GATES])(void) = {
	[GATE_PARTNER_NOT_VERIFIED] = shut_not_verified,     [GATE_PARTNER_EXPIRED] = shut_expired,
	[GATE_PROJECT_NOT_OPEN] = shut_not_open,             [GATE_PROJECT_OUT_OF_VALIDITY] = shut_out_of_validity,
	[GATE_COUNTRY_EXCLUDED] = shut_country,              [GATE_CITY_EXCLUDED] = shut_city,
	[GATE_PARTNER_COUNTRY_EXCLUDED] = shut_partner_country, [GATE_PARTNER_KIND_EXCLUDED] = shut_partner_kind,
	[GATE_CONFLICT] = shut_conflict,                     [GATE_DECLINED] = shut_declined,
	[GATE_TICKET_TOO_SMALL] = shut_ticket,
};

START_TEST(gate_shuts_by_itself)
{
	ck_assert_uint_eq(score_pair(&m, &p, 0).gates, 0);
	shut[_i]();
	ck_assert_uint_eq(score_pair(&m, &p, 0).gates, BIT(_i));
}
END_TEST

START_TEST(gates_are_all_reported)
{
	for (int i = 0; i < GATES; i++)
		shut[i]();
	p.verified = false;
	ck_assert_uint_eq(score_pair(&m, &p, 0).gates, BIT(GATES) - 1);
}
END_TEST

START_TEST(gate_passes_at_its_edge)
{
	p.ticket_max = work.budget_min = 100;
	p.judged = p.verified = true;
	ck_assert_uint_eq(score_pair(&m, &p, 0).gates, 0);
	/* A profile that is only tried out has no state to judge. */
	p.judged = p.verified = false;
	p.expired = true;
	ck_assert_uint_eq(score_pair(&m, &p, 0).gates, 0);
	/* A partner without a country is of none that could be excluded. */
	work.excluded_countries = only_here;
	ck_assert_uint_eq(score_pair(&m, &p, 0).gates, 0);
}
END_TEST

START_TEST(gate_leaves_the_score_alone)
{
	struct score open, closed;

	tag(&p.categories, TRANSIT, 10000);
	tag(&work.categories, TRANSIT, 10000);
	open = score_pair(&m, &p, 0);
	p.declined = only_first;
	closed = score_pair(&m, &p, 0);
	ck_assert_uint_ne(closed.gates, 0);
	ck_assert_int_eq(open.total, closed.total);
}
END_TEST

START_TEST(sector_is_never_a_gate)
{
	tag(&p.sectors, ENERGY, 10000);
	tag(&towns[0].sectors, TRANSPORT, 10000);
	ck_assert_int_eq(part(PART_SECTOR), 0);
	ck_assert_uint_eq(score_pair(&m, &p, 0).gates, 0);
}
END_TEST

START_TEST(words_are_complete_and_stand_once)
{
	static const struct vocab *const all[] = { &partner_kind_vocab, &support_vocab, &quadrant_vocab,
		&partner_state_vocab, &project_stage_vocab, &part_vocab, &gate_vocab, &flag_vocab };

	for (size_t v = 0; v < COUNT(all); v++) {
		int n = 0;

		for (; all[v]->words[n].id != NULL; n++) {
			ck_assert_int_eq(vocab_find(all[v], all[v]->words[n].id), n);
			ck_assert_uint_gt(strlen(all[v]->words[n].en), 0);
			ck_assert_uint_gt(strlen(all[v]->words[n].ko), 0);
		}
		ck_assert_int_ge(n, 3);
		ck_assert_int_le(n, 32);
		ck_assert_int_eq(vocab_find(all[v], "nonsense"), -1);
	}
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("scoring_parts");
	TCase *t = tcase_create("parts and gates");

	tcase_add_checked_fixture(t, setup, NULL);
	tcase_add_test(t, tree_knows_itself_parents_and_siblings);
	tcase_add_test(t, nodes_that_imply_one_sector_are_siblings);
	tcase_add_test(t, nothing_stated_is_neutral_everywhere);
	tcase_add_test(t, category_is_the_weighted_best);
	tcase_add_test(t, category_counts_likeness);
	tcase_add_test(t, category_that_is_only_inferred_is_half_unknown);
	tcase_add_test(t, category_that_meets_nothing_is_known_and_zero);
	tcase_add_test(t, sector_is_the_best_single_meeting);
	tcase_add_test(t, sector_follows_from_a_category_at_less);
	tcase_add_test(t, quadrant_is_the_membership_in_the_targets);
	tcase_add_test(t, quadrant_of_a_reference_adds);
	tcase_add_test(t, quadrant_of_a_reference_elsewhere_takes_nothing);
	tcase_add_test(t, support_is_the_share_of_what_is_required);
	tcase_add_test(t, track_record_is_earned_by_each_reference);
	tcase_add_test(t, track_record_counts_place_and_category);
	tcase_add_test(t, track_record_elsewhere_is_known_and_harmless);
	tcase_add_test(t, track_record_takes_any_number_of_references);
	tcase_add_test(t, preference_is_the_mean_of_the_sides_that_have_one);
	tcase_add_loop_test(t, scale_is_the_share_of_the_budget_that_the_ticket_covers, 0, COUNT(scales));
	tcase_add_loop_test(t, gate_shuts_by_itself, 0, GATES);
	tcase_add_test(t, gates_are_all_reported);
	tcase_add_test(t, gate_passes_at_its_edge);
	tcase_add_test(t, gate_leaves_the_score_alone);
	tcase_add_test(t, sector_is_never_a_gate);
	tcase_add_test(t, words_are_complete_and_stand_once);
	suite_add_tcase(s, t);
	return suite_run(s);
}
