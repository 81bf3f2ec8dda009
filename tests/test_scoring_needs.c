#include <check.h>

#include "tests/scoring_network.h"
#include "tests/suite.h"

static struct network        network;
static struct score_project *needs;	/* Manila's, inferred */
static struct neighbour     *from;
static size_t                from_count;

static void
setup(void)
{
	network_make(&network, &policy_2018);
	needs = &network.projects[PROJECTS_2018];
	from = network.from[PROJECTS_2018];
	from_count = network.from_count[PROJECTS_2018];
}

static int32_t
value_of(const struct tags *tags, uint16_t node)
{
	for (uint16_t i = 0; i < tags->count; i++)
		if (tags->at[i].node == node)
			return tags->at[i].value;
	return 0;
}

START_TEST(only_manila_needs_to_be_inferred)
{
	ck_assert_uint_eq(network.model.project_count, PROJECTS_2018 + 1);
	ck_assert_uint_eq(needs->city, city("manila"));
	ck_assert(needs->inferred && needs->open && needs->valid);
	ck_assert_uint_eq(needs->text.count, 0);
	ck_assert_int_eq(needs->budget_max, 0);
}
END_TEST

START_TEST(neighbours_are_the_nearest_in_wealth_and_density)
{
	static const char *const nearest[] = { "yangon", "bangkok", "vientiane", "kuala_lumpur", "jakarta" };

	ck_assert_uint_eq(from_count, COUNT(nearest));
	for (size_t i = 0; i < from_count; i++)
		ck_assert_uint_eq(from[i].city, city(nearest[i]));
	/* All of them as dense and as emerging as Manila is. */
	for (size_t i = 0; i < from_count; i++)
		ck_assert_int_eq(network.cities[from[i].city].label, QUADRANT_DENSE_EMERGING);
}
END_TEST

START_TEST(nearer_neighbours_lend_more)
{
	int32_t sum = from[0].share;

	for (size_t i = 1; i < from_count; i++) {
		ck_assert_int_le(from[i - 1].distance_milli, from[i].distance_milli);
		ck_assert_int_ge(from[i - 1].share, from[i].share);
		sum += from[i].share;
	}
	ck_assert_int_eq(sum, PART_MAX);
	ck_assert_int_gt(from[0].share, from[from_count - 1].share);
}
END_TEST

START_TEST(what_the_city_states_comes_first)
{
	int32_t borrowed = 0, own = value_of(&needs->categories, category("public_transportation"));

	ck_assert_int_eq(own, PART_MAX);
	for (uint16_t i = 0; i < needs->categories.count; i++) {
		if (i > 0)
			ck_assert_uint_lt(needs->categories.at[i - 1].node, needs->categories.at[i].node);
		borrowed += needs->categories.at[i].value;
	}
	borrowed -= own;
	ck_assert_int_gt(borrowed, 0);
	ck_assert_int_le(borrowed, PART_MAX / 4);
	/* Yangon's three projects are construction, Chonburi is no neighbour. */
	ck_assert_int_gt(value_of(&needs->categories, category("construction")), 0);
	ck_assert_int_eq(value_of(&needs->categories, category("sustainable_energy")), 0);
}
END_TEST

START_TEST(support_follows_the_neighbours_projects_of_that_kind)
{
	/* Transport projects of the neighbours ask for advice, then finance and technology; nobody for construction. */
	ck_assert_int_eq(needs->support[SUPPORT_ADVISORY], PART_MAX);
	ck_assert_int_gt(needs->support[SUPPORT_FINANCE], needs->support[SUPPORT_TECHNOLOGY]);
	ck_assert_int_gt(needs->support[SUPPORT_TECHNOLOGY], 0);
	ck_assert_int_eq(needs->support[SUPPORT_CONSTRUCTION], 0);
}
END_TEST

START_TEST(city_that_states_nothing_borrows_everything)
{
	struct score_project out;
	struct neighbour     near[NEIGHBOURS_MAX];
	int32_t              sum = 0;

	network.cities[city("manila")].stated_categories.count = 0;
	ck_assert_uint_eq(needs_infer(&network.model, city("manila"), &out, near), from_count);
	for (uint16_t i = 0; i < out.categories.count; i++)
		sum += out.categories.at[i].value;
	ck_assert_int_le(sum, PART_MAX);
	ck_assert_int_gt(sum, PART_MAX - 10);
	ck_assert_int_gt(out.support[SUPPORT_FINANCE], 0);
}
END_TEST

START_TEST(city_without_known_facts_has_no_neighbours)
{
	struct score_project out;
	struct neighbour     near[NEIGHBOURS_MAX];

	network.cities[city("manila")].place.known = false;
	ck_assert_uint_eq(needs_infer(&network.model, city("manila"), &out, near), 0);
	ck_assert_uint_eq(out.categories.count, 1);
	ck_assert_int_eq(out.support[SUPPORT_ADVISORY], 0);
	/* Nor is it one. */
	ck_assert_uint_gt(needs_infer(&network.model, city("cebu_city"), &out, near), 0);
	for (size_t i = 0; i < from_count; i++)
		ck_assert_uint_ne(near[i].city, city("manila"));
}
END_TEST

START_TEST(only_open_projects_lend)
{
	struct score_project out;
	struct neighbour     near[NEIGHBOURS_MAX];
	size_t               n;

	for (uint32_t i = 0; i < PROJECTS_2018; i++) {
		if (network.projects[i].city == city("yangon"))
			network.projects[i].open = false;
		if (network.projects[i].city == city("bangkok"))
			network.projects[i].valid = false;
	}
	n = needs_infer(&network.model, city("manila"), &out, near);
	ck_assert_uint_eq(n, from_count);
	for (size_t i = 0; i < n; i++) {
		ck_assert_uint_ne(near[i].city, city("yangon"));
		ck_assert_uint_ne(near[i].city, city("bangkok"));
		/* An inferred project is a guess already and lends nothing. */
		ck_assert_uint_ne(near[i].city, city("manila"));
	}
	ck_assert_uint_eq(near[0].city, city("vientiane"));
}
END_TEST

START_TEST(policy_says_how_many_lend)
{
	struct score_project out;
	struct neighbour     near[NEIGHBOURS_MAX];

	for (int32_t most = 0; most <= 20; most++) {
		size_t n, expect = most < NEIGHBOURS_MAX ? (size_t)most : NEIGHBOURS_MAX;

		network.policy.neighbours = most;
		n = needs_infer(&network.model, city("manila"), &out, near);
		ck_assert_uint_eq(n, expect);
		for (size_t i = 1; i < n; i++)
			ck_assert_int_le(near[i - 1].distance_milli, near[i].distance_milli);
	}
}
END_TEST

START_TEST(equally_near_cities_stand_in_the_order_of_ids)
{
	struct score_project out;
	struct neighbour     near[NEIGHBOURS_MAX];

	for (int i = 0; i < CITIES_2018; i++)
		network.cities[i].place = network.cities[0].place;
	ck_assert_uint_eq(needs_infer(&network.model, city("manila"), &out, near), from_count);
	for (uint16_t i = 0; i < from_count; i++) {
		ck_assert_uint_eq(near[i].city, i);
		ck_assert_int_eq(near[i].share, PART_MAX / (int32_t)from_count);
	}
}
END_TEST

START_TEST(sectors_of_a_city_are_stated_or_implied)
{
	struct tags s = needs_sectors(&network.model, city("makassar"));

	/* Home care is health, by half a weight; both projects are e-governance, which serves public welfare. */
	ck_assert_int_eq(value_of(&s, sector("industry_health_care")), policy_2018.implied_sector / 2);
	ck_assert_int_eq(value_of(&s, sector("industry_public_welfare")), policy_2018.implied_sector);
	ck_assert_uint_eq(s.count, 2);
	tag(&network.cities[city("makassar")].stated_sectors, sector("industry_health_care"), PART_MAX);
	s = needs_sectors(&network.model, city("makassar"));
	ck_assert_int_eq(value_of(&s, sector("industry_health_care")), policy_2018.stated_sector);
}
END_TEST

START_TEST(borrowed_needs_are_no_priorities)
{
	struct tags s = needs_sectors(&network.model, city("manila"));

	ck_assert_uint_eq(s.count, 1);
	ck_assert_uint_eq(s.at[0].node, sector("industry_transport"));
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("scoring_needs");
	TCase *t = tcase_create("needs that are inferred");

	tcase_add_checked_fixture(t, setup, NULL);
	tcase_add_test(t, only_manila_needs_to_be_inferred);
	tcase_add_test(t, neighbours_are_the_nearest_in_wealth_and_density);
	tcase_add_test(t, nearer_neighbours_lend_more);
	tcase_add_test(t, what_the_city_states_comes_first);
	tcase_add_test(t, support_follows_the_neighbours_projects_of_that_kind);
	tcase_add_test(t, city_that_states_nothing_borrows_everything);
	tcase_add_test(t, city_without_known_facts_has_no_neighbours);
	tcase_add_test(t, only_open_projects_lend);
	tcase_add_test(t, policy_says_how_many_lend);
	tcase_add_test(t, equally_near_cities_stand_in_the_order_of_ids);
	tcase_add_test(t, sectors_of_a_city_are_stated_or_implied);
	tcase_add_test(t, borrowed_needs_are_no_priorities);
	suite_add_tcase(s, t);
	return suite_run(s);
}
