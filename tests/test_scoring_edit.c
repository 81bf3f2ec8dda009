#include <check.h>

#include "tests/scoring_profiles.h"
#include "tests/scoring_random.h"
#include "tests/suite.h"

static struct network      network;
static const struct model *m;
static struct profile      profile;
static struct listed_city  cities[CITIES_2018];
static struct ranked       projects[PROJECTS_MOST];

static void
setup(void)
{
	m = network_make(&network, &policy_2018);
}

static struct score_partner *
use(int which)
{
	profile_make(&profile, &network, &profiles[which]);
	return &profile.partner;
}

/* The place and the score of the city of `what`. */
static struct ranked
ranked_city_of(const struct score_partner *p, uint32_t what)
{
	static struct listed_city order[CITIES_2018];
	static struct ranked      all[PROJECTS_MOST];
	size_t                    n = rank_all(m, p, order, all), i = 0;

	while (i < n && order[i].city != m->projects[what].city)
		i++;
	ck_assert_uint_lt(i, n);
	return all[order[i].best];
}

/* Makes the edit and sees that it does what it says, for anyone who asks for the whole ranking again. */
static void
expect_to_lift(const struct score_partner *p, struct edit e, uint32_t what, uint32_t above)
{
	static struct edited edited;
	struct score         before = score_pair(m, p, what);
	struct ranked        after;

	ck_assert(edit_apply(m, p, e, m->projects[what].city, &edited));
	after = ranked_city_of(&edited.partner, what);
	ck_assert_uint_eq(after.score.gates, 0);
	ck_assert_int_eq(after.score.total - before.total, e.gain);
	if (before.gates == 0) {
		ck_assert_int_gt(e.gain, 0);
		ck_assert_uint_lt(after.place, ranked_city_of(&edited.partner, above).place);
		/* By its own score, and not because the edit has shut the other one out. */
		ck_assert_int_gt(after.score.total, score_pair(m, &edited.partner, above).total);
	}
}

START_TEST(edit_lifts_each_city_over_the_one_above)
{
	static struct random_profile r;
	uint64_t                     seed = 7;
	unsigned                     kinds = 0, found = 0, asked = 0;

	random_budgets(&network, &seed);
	for (int k = 0; k < 60; k++) {
		size_t n;

		random_profile(&r, &network, &seed);
		n = rank_all(m, &r.partner, cities, projects);
		for (size_t c = 1; c < n; c++) {
			uint32_t    what = projects[cities[c].best].what, above = projects[cities[c - 1].best].what;
			struct edit e = smallest_edit(m, &r.partner, what, above);

			asked++;
			if (e.kind == EDIT_NONE)
				continue;
			expect_to_lift(&r.partner, e, what, above);
			kinds |= BIT(e.kind);
			found++;
		}
	}
	/* Mostly there is one, and it is not always the same. */
	ck_assert_uint_gt(found * 10, asked * 8);
	ck_assert_uint_eq(kinds & (BIT(EDIT_CATEGORY) | BIT(EDIT_SECTOR) | BIT(EDIT_SUPPORT) | BIT(EDIT_QUADRANT)
		| BIT(EDIT_WANT_COUNTRY) | BIT(EDIT_TICKET)),
		BIT(EDIT_CATEGORY) | BIT(EDIT_SECTOR) | BIT(EDIT_SUPPORT) | BIT(EDIT_QUADRANT)
		| BIT(EDIT_WANT_COUNTRY) | BIT(EDIT_TICKET));
}
END_TEST

START_TEST(wish_comes_before_skill)
{
	/* Both are in Cambodia, so naming the country lifts both; naming the city does it, before more support would. */
	const struct score_partner *p = use(WASTE);
	uint32_t                    what = project("siem_reap_city_centre_waste"), above = project("battambang_solid_liquid_waste");
	struct edit                 e;

	profile.partner.wanted_countries.count = 0;
	ck_assert_int_lt(score_pair(m, p, what).total, score_pair(m, p, above).total);
	e = smallest_edit(m, p, what, above);
	ck_assert_int_eq(e.kind, EDIT_WANT_CITY);
	ck_assert_uint_eq(e.node, city("siem_reap"));
	expect_to_lift(p, e, what, above);
}
END_TEST

static bool
would_lift(const struct score_partner *p, struct edit e, uint32_t what, uint32_t above)
{
	static struct edited edited;
	struct score         then, now = score_pair(m, p, what);

	if (!edit_apply(m, p, e, m->projects[what].city, &edited))
		return false;
	then = score_pair(m, &edited.partner, what);
	return then.gates == 0 && then.total > now.total && then.total > score_pair(m, &edited.partner, above).total;
}

/* What takes less effort than any claim of skill, in the order of effort. */
static size_t
light_edits(uint16_t here, struct edit out[])
{
	size_t n = 0;

	out[n++] = (struct edit){ .kind = EDIT_WANT_COUNTRY, .node = m->cities[here].country };
	out[n++] = (struct edit){ .kind = EDIT_WANT_CITY, .node = here };
	for (uint16_t q = 0; q < QUADRANTS; q++)
		out[n++] = (struct edit){ .kind = EDIT_QUADRANT, .node = q };
	return n;
}

START_TEST(no_lighter_edit_would_do)
{
	static struct random_profile r;
	uint64_t                     seed = 11;
	unsigned                     heavy = 0;

	for (int k = 0; k < 40; k++) {
		size_t n;

		random_profile(&r, &network, &seed);
		n = rank_all(m, &r.partner, cities, projects);
		for (size_t c = 1; c < n; c++) {
			uint32_t    what = projects[cities[c].best].what, above = projects[cities[c - 1].best].what;
			struct edit e = smallest_edit(m, &r.partner, what, above), light[2 + QUADRANTS];
			size_t      count = light_edits(m->projects[what].city, light);

			for (size_t i = 0; i < count && light[i].kind != e.kind; i++)
				ck_assert(!would_lift(&r.partner, light[i], what, above));
			if (e.kind == EDIT_CATEGORY || e.kind == EDIT_SECTOR) {
				heavy++;
				/* Skill is raised no further than needed. */
				if (--e.to > e.from)
					ck_assert(!would_lift(&r.partner, e, what, above));
			}
		}
	}
	ck_assert_uint_gt(heavy, 20);
}
END_TEST

START_TEST(nothing_to_change_for_the_first)
{
	ck_assert_int_eq(smallest_edit(m, use(CCTV), project("phuket_eagle_eyes_cctv"), NO_PROJECT_ABOVE).kind, EDIT_NONE);
}
END_TEST

START_TEST(exclusion_of_ones_own_is_lifted)
{
	struct score_partner *p = use(CCTV);
	uint16_t              excluded[] = { country("ID"), country("TH") }, phuket = city("phuket");
	uint32_t              what = project("phuket_eagle_eyes_cctv"), above = project("ha_noi_intelligent_operations_center");
	struct edit           e;

	p->excluded_countries = (struct numbers){ excluded, 2 };
	e = smallest_edit(m, p, what, above);
	ck_assert_int_eq(e.kind, EDIT_ALLOW_COUNTRY);
	ck_assert_uint_eq(e.node, country("TH"));
	expect_to_lift(p, e, what, above);

	p->excluded_countries.count = 0;
	p->excluded_cities = (struct numbers){ &phuket, 1 };
	e = smallest_edit(m, p, what, NO_PROJECT_ABOVE);
	ck_assert_int_eq(e.kind, EDIT_ALLOW_CITY);
	ck_assert_uint_eq(e.node, phuket);

	/* Two exclusions are two edits, and no single one will do. */
	p->excluded_countries = (struct numbers){ excluded, 2 };
	ck_assert_int_eq(smallest_edit(m, p, what, above).kind, EDIT_NONE);
}
END_TEST

START_TEST(gate_of_others_cannot_be_edited)
{
	struct score_partner *p = use(CCTV);
	uint32_t              declined[] = { project("phuket_eagle_eyes_cctv") };

	p->declined = (struct indexes){ declined, 1 };
	ck_assert_int_eq(smallest_edit(m, p, declined[0], project("ha_noi_smart_tourism")).kind, EDIT_NONE);
}
END_TEST

START_TEST(ticket_is_stretched_to_the_budget)
{
	struct score_partner *p = use(CCTV);
	uint32_t              what = project("phuket_eagle_eyes_cctv");
	struct edit           e;

	p->ticket_min = 1000;
	p->ticket_max = 50000;
	network.projects[what].budget_min = 100000;
	network.projects[what].budget_max = 400000;
	ck_assert_uint_eq(score_pair(m, p, what).gates, BIT(GATE_TICKET_TOO_SMALL));
	e = smallest_edit(m, p, what, NO_PROJECT_ABOVE);
	ck_assert_int_eq(e.kind, EDIT_TICKET);
	ck_assert_int_eq(e.from, 1000);
	ck_assert_int_eq(e.to, 400000);
	expect_to_lift(p, e, what, what);
}
END_TEST

START_TEST(reference_is_the_last_resort)
{
	/* All that can be stated is stated: only work done would help. */
	struct score_partner *p = use(WATER);
	static const uint16_t all_countries[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 };
	static const char *const sectors[] = { "industry_water", "industry_public_welfare" };
	uint32_t              what = project("vientiane_drainage_system"), above = project("johor_bahru_urban_water_blueprint");
	struct edit           e;

	p->support = BIT(SUPPORTS) - 1;
	p->quadrants = BIT(QUADRANTS) - 1;
	p->wanted_countries = (struct numbers){ all_countries, COUNT(all_countries) };
	p->sectors.count = 0;
	for (size_t i = 0; i < COUNT(sectors); i++)
		tag(&p->sectors, sector(sectors[i]), PART_MAX);
	network.projects[what].text.count = 0;
	network.projects[above].text.count = 0;
	memset(network.projects[above].support, 0, sizeof(network.projects[above].support));
	network.projects[above].support[SUPPORT_FINANCE] = PART_MAX;
	ck_assert_int_lt(score_pair(m, p, what).total, score_pair(m, p, above).total);
	e = smallest_edit(m, p, what, above);
	ck_assert_int_eq(e.kind, EDIT_REFERENCE);
	ck_assert_uint_eq(e.node, category("water_system"));
	expect_to_lift(p, e, what, above);
}
END_TEST

START_TEST(edit_that_changes_nothing_cannot_be_made)
{
	static struct edited  out;
	struct score_partner *p = use(WASTE);
	uint16_t              here = city("siem_reap");

	ck_assert(!edit_apply(m, p, (struct edit){ .kind = EDIT_NONE }, here, &out));
	ck_assert(!edit_apply(m, p, (struct edit){ .kind = EDIT_WANT_COUNTRY, .node = country("KH") }, here, &out));
	ck_assert(!edit_apply(m, p, (struct edit){ .kind = EDIT_ALLOW_COUNTRY, .node = country("KH") }, here, &out));
	ck_assert(!edit_apply(m, p, (struct edit){ .kind = EDIT_SUPPORT, .node = SUPPORT_TECHNOLOGY }, here, &out));
	ck_assert(!edit_apply(m, p, (struct edit){ .kind = EDIT_QUADRANT, .node = QUADRANT_LOW_DENSITY_EMERGING }, here, &out));
}
END_TEST

START_TEST(edited_lists_stay_sorted)
{
	static struct edited  out;
	struct score_partner *p = use(WASTE);

	for (uint16_t c = 0; c < COUNTRIES_2018; c++) {
		if (!edit_apply(m, p, (struct edit){ .kind = EDIT_WANT_COUNTRY, .node = c }, 0, &out))
			continue;
		ck_assert_uint_eq(out.partner.wanted_countries.count, 3);
		for (uint32_t i = 1; i < 3; i++)
			ck_assert_uint_lt(out.partner.wanted_countries.at[i - 1], out.partner.wanted_countries.at[i]);
	}
	ck_assert_uint_eq(p->wanted_countries.count, 2);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("scoring_edit");
	TCase *t = tcase_create("what would change it");

	tcase_set_timeout(t, 120);
	tcase_add_checked_fixture(t, setup, NULL);
	tcase_add_test(t, edit_lifts_each_city_over_the_one_above);
	tcase_add_test(t, wish_comes_before_skill);
	tcase_add_test(t, no_lighter_edit_would_do);
	tcase_add_test(t, nothing_to_change_for_the_first);
	tcase_add_test(t, exclusion_of_ones_own_is_lifted);
	tcase_add_test(t, gate_of_others_cannot_be_edited);
	tcase_add_test(t, ticket_is_stretched_to_the_budget);
	tcase_add_test(t, reference_is_the_last_resort);
	tcase_add_test(t, edit_that_changes_nothing_cannot_be_made);
	tcase_add_test(t, edited_lists_stay_sorted);
	suite_add_tcase(s, t);
	return suite_run(s);
}
