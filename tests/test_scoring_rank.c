#include <check.h>

#include "tests/scoring_profiles.h"
#include "tests/scoring_random.h"
#include "tests/suite.h"

static struct network      network;
static const struct model *m;
static struct profile      profile;
static struct listed_city  cities[CITIES_2018];
static struct ranked       projects[PROJECTS_MOST];
static size_t              city_count, open_count;

static void
setup(void)
{
	m = network_make(&network, &policy_2018);
}

static const struct score_partner *
rank(int which)
{
	const struct score_partner *p = profile_make(&profile, &network, &profiles[which]);

	city_count = rank_all(m, p, cities, projects);
	return p;
}

/* From 1; CITIES_2018 + 1 when the city is not in the list. */
static size_t
place_in_list(const char *id)
{
	for (size_t i = 0; i < city_count; i++)
		if (cities[i].city == city(id))
			return i + 1;
	return CITIES_2018 + 1;
}

/*
 * The pairings that ASEAN Talks 2018-05 argues for, and with each the reasons it
 * gives, as parts that stand out: well above what silence would give.
 */
static const struct {
	int         profile;
	const char *city;
	enum part   reasons[3];
	int         reason_count;
} examples[] = {
	/* Crowded, still growing, and public transport is its problem. */
	{ TOPIS, "manila", { PART_CATEGORY, PART_QUADRANT, PART_SECTOR }, 3 },
	/* A tourist island that wants to be safe, and a project about CCTV. */
	{ CCTV, "phuket", { PART_CATEGORY, PART_QUADRANT, PART_RELEVANCE }, 3 },
	/* Smart grid and waste to energy. */
	{ YUSA, "chonburi", { PART_CATEGORY, PART_SECTOR, PART_RELEVANCE }, 3 },
};

START_TEST(pairing_of_the_article_is_among_the_first_three)
{
	const struct ranked *best;

	rank(examples[_i].profile);
	ck_assert_uint_le(place_in_list(examples[_i].city), 3);
	best = &projects[cities[place_in_list(examples[_i].city) - 1].best];
	ck_assert_uint_eq(best->score.gates, 0);
	for (int k = 0; k < examples[_i].reason_count; k++) {
		enum part part = examples[_i].reasons[k];

		ck_assert_uint_ne(best->score.known & BIT(part), 0);
		ck_assert_msg(best->score.part[part] >= 2 * policy_2018.neutral[part] || best->score.part[part] >= 9000,
			"%s is only %d", part_vocab.words[part].id, best->score.part[part]);
	}
}
END_TEST

/* A model that only fits its own numbers would lose the examples when one of them moves by a fifth. */
START_TEST(pairing_of_the_article_does_not_hang_on_one_number)
{
	struct policy   p;
	struct {
		const char *name;
		int32_t    *number;
	} each[] = {
		{ "softness", &p.softness_milli }, { "target_share", &p.target_share },
		{ "similar_parent", &p.similar_parent }, { "similar_sibling", &p.similar_sibling },
		{ "stated_sector", &p.stated_sector }, { "implied_sector", &p.implied_sector },
		{ "place_scale", &p.place_scale_milli }, { "place_unknown", &p.place_unknown },
		{ "half years", &p.recency_half_years }, { "category", &p.neutral[PART_CATEGORY] },
		{ "sector", &p.neutral[PART_SECTOR] }, { "quadrant", &p.neutral[PART_QUADRANT] },
		{ "support", &p.neutral[PART_SUPPORT] }, { "track record", &p.neutral[PART_TRACK_RECORD] },
		{ "relevance", &p.neutral[PART_RELEVANCE] },
	};

	for (size_t i = 0; i < COUNT(each); i++) {
		for (int32_t percent = 80; percent <= 120; percent += 40) {
			p = policy_2018;
			*each[i].number = *each[i].number * percent / 100;
			m = network_make(&network, &p);
			rank(examples[_i].profile);
			ck_assert_msg(place_in_list(examples[_i].city) <= 3, "%s at %d%%: %s is number %zu",
				each[i].name, percent, examples[_i].city, place_in_list(examples[_i].city));
		}
	}
}
END_TEST

static const struct {
	int         profile;
	const char *city;
	size_t      within;
} expected[] = {
	{ WATER, "kuching", 2 },		/* it has worked there, on water */
	{ WATER, "vientiane", 3 },
	{ WASTE, "kota_kinabalu", 3 },		/* it has worked there, on waste */
	{ WASTE, "battambang", 3 },
	{ WASTE, "siem_reap", 3 },
	{ EDUCATION, "banyuwangi", 2 },
	{ EDUCATION, "nay_pyi_taw", 2 },
	{ HOUSING, "yangon", 2 },
	{ HOUSING, "nay_pyi_taw", 2 },
	{ KOREAN_ONLY, "cebu_city", 3 },	/* signals and CCTV: traffic control */
	{ KOREAN_ONLY, "da_nang", 3 },
};

START_TEST(specialist_meets_the_cities_that_look_for_it)
{
	rank(expected[_i].profile);
	ck_assert_msg(place_in_list(expected[_i].city) <= expected[_i].within, "%s: %s is number %zu",
		profiles[expected[_i].profile].name, expected[_i].city, place_in_list(expected[_i].city));
}
END_TEST

START_TEST(empty_profile_ties_everywhere_and_keeps_the_order_of_ids)
{
	rank(EMPTY);
	ck_assert_uint_eq(city_count, CITIES_2018);
	for (uint32_t i = 0; i < city_count; i++) {
		ck_assert_uint_eq(cities[i].city, i);
		ck_assert_uint_ne(cities[i].flags & BIT(FLAG_TIE), 0);
		ck_assert_int_eq(projects[cities[i].best].score.coverage, 0);
		/* Nothing of it hangs on where a city stands. */
		ck_assert_uint_eq(cities[i].flags & BIT(FLAG_THRESHOLD), 0);
	}
}
END_TEST

static bool
may_follow(const struct ranked *a, const struct ranked *b)
{
	if ((a->score.gates == 0) != (b->score.gates == 0))
		return a->score.gates == 0;
	if (a->score.total != b->score.total)
		return a->score.total > b->score.total;
	return a->score.coverage >= b->score.coverage;
}

START_TEST(list_is_complete_and_in_order)
{
	bool     seen[PROJECTS_MOST] = { false };
	uint32_t next = 0;

	rank(_i);
	ck_assert_uint_eq(city_count, CITIES_2018);
	for (size_t c = 0; c < city_count; c++) {
		ck_assert_uint_eq(cities[c].first, next);
		ck_assert_uint_eq(cities[c].best, next);
		if (c > 0)
			ck_assert(may_follow(&projects[cities[c - 1].best], &projects[cities[c].best]));
		for (uint32_t i = 0; i < cities[c].count; i++, next++) {
			ck_assert_uint_eq(projects[next].place, c);
			ck_assert_uint_eq(m->projects[projects[next].what].city, cities[c].city);
			ck_assert(!seen[projects[next].what]);
			seen[projects[next].what] = true;
			if (i > 0)
				ck_assert(may_follow(&projects[next - 1], &projects[next]));
		}
	}
	ck_assert_uint_eq(next, m->project_count);
}
END_TEST

START_TEST(city_without_an_open_project_stands_on_inferred_needs)
{
	const struct listed_city *manila;

	rank(TOPIS);
	manila = &cities[place_in_list("manila") - 1];
	ck_assert_uint_ne(manila->flags & BIT(FLAG_INFERRED_NEEDS), 0);
	ck_assert_uint_eq(manila->count, 2);
	ck_assert(m->projects[projects[manila->best].what].inferred);
	/* The placeholder of the article stands below it, shut out. */
	ck_assert_uint_eq(projects[manila->first + 1].what, project("manila_pending"));
	ck_assert_uint_eq(projects[manila->first + 1].score.gates, BIT(GATE_PROJECT_NOT_OPEN));
	for (size_t c = 0; c < city_count; c++)
		ck_assert_int_eq((cities[c].flags & BIT(FLAG_INFERRED_NEEDS)) != 0, &cities[c] == manila);
}
END_TEST

START_TEST(label_that_depends_on_the_source_is_flagged)
{
	rank(CCTV);
	for (size_t c = 0; c < city_count; c++)
		ck_assert_int_eq((cities[c].flags & BIT(FLAG_THRESHOLD)) != 0, network.cities[cities[c].city].label_flips);
	ck_assert_uint_ne(cities[place_in_list("chonburi") - 1].flags & BIT(FLAG_THRESHOLD), 0);
}
END_TEST

START_TEST(what_a_gate_shuts_out_stands_last)
{
	static uint16_t             thailand;
	const struct score_partner *p = profile_make(&profile, &network, &profiles[CCTV]);

	thailand = country("TH");
	profile.partner.excluded_countries = (struct numbers){ &thailand, 1 };
	city_count = rank_all(m, p, cities, projects);
	for (size_t c = 0; c < city_count; c++)
		ck_assert_int_eq(m->cities[cities[c].city].country == thailand, c >= city_count - 3);
	/* Among themselves they keep their order, and their scores. */
	ck_assert_uint_eq(cities[city_count - 3].city, city("phuket"));
	ck_assert_int_gt(projects[cities[city_count - 3].best].score.total, projects[cities[0].best].score.total);
}
END_TEST

START_TEST(partners_of_a_project_are_ranked)
{
	static struct profile       made[PROFILES];
	const struct score_partner *at[PROFILES];
	struct ranked               out[PROFILES];
	static const struct {
		const char *project;
		uint32_t    first;
	} best[] = {
		{ "phuket_eagle_eyes_cctv", CCTV }, { "chonburi_smart_grid", YUSA },
		{ "vientiane_sustainable_transport_plan", TOPIS }, { "kuching_integrated_flood_management", WATER },
		{ "nay_pyi_taw_affordable_housing", HOUSING }, { "siem_reap_city_centre_waste", WASTE },
	};

	for (int k = 0; k < PROFILES; k++)
		at[k] = profile_make(&made[k], &network, &profiles[k]);
	for (size_t b = 0; b < COUNT(best); b++) {
		uint32_t one = project(best[b].project);

		ck_assert_uint_eq(rank_partners(m, at, PROFILES, &one, 1, RANK_ALL, out, &open_count), PROFILES);
		ck_assert_msg(out[0].what == best[b].first, "%s: %s", best[b].project, profiles[out[0].what].name);
		for (uint32_t i = 0; i < PROFILES; i++) {
			ck_assert_uint_eq(out[i].place, i);
			ck_assert_uint_eq(out[i].project, one);
			if (i > 0)
				ck_assert(may_follow(&out[i - 1], &out[i]));
		}
	}
}
END_TEST

START_TEST(partners_of_a_city_stand_on_the_project_they_fit_best)
{
	static struct profile made[2];
	struct score_partner  partners[2] = {
		*profile_make(&made[0], &network, &profiles[WASTE]), *profile_make(&made[1], &network, &profiles[TOPIS]) };
	uint32_t              of_city[] = { project("kota_kinabalu_integrated_solid_waste"),
		project("kota_kinabalu_integrated_public_transport") };
	struct ranked         out[2];

	rank_partners(m, (const struct score_partner *const[]){ &partners[0], &partners[1] }, 2, of_city, 2, RANK_ALL, out, &open_count);
	for (int i = 0; i < 2; i++) {
		struct score other = score_pair(m, &partners[out[i].what], of_city[out[i].what]);

		ck_assert_uint_eq(out[i].project, of_city[out[i].what]);
		ck_assert_mem_eq(&other, &out[i].score, sizeof(other));
	}
	/* Of projects that fit alike, the one with the smaller id counts, in whatever order they are given. */
	partners[0] = (struct score_partner){ .country = NOBODY };
	rank_partners(m, (const struct score_partner *const[]){ &partners[0] }, 1, of_city, 2, RANK_ALL, out, &open_count);
	ck_assert_uint_eq(out[0].project, of_city[1]);
	ck_assert_uint_lt(of_city[1], of_city[0]);
}
END_TEST

START_TEST(equal_partners_stand_in_the_order_of_ids)
{
	enum { MANY = 1000 };
	static struct score_partner        partners[MANY];
	static const struct score_partner *at[MANY];
	static struct ranked               out[MANY];
	uint32_t                    one = project("phuket_eagle_eyes_cctv");

	for (uint32_t i = 0; i < MANY; i++) {
		partners[i] = (struct score_partner){ .country = NOBODY, .support = i % 3 == 0 ? BIT(SUPPORT_TECHNOLOGY) : 0 };
		at[i] = &partners[i];
	}
	rank_partners(m, at, MANY, &one, 1, RANK_ALL, out, &open_count);
	for (uint32_t i = 0; i < MANY; i++) {
		bool offers = i < (MANY + 2) / 3;

		ck_assert_uint_eq(out[i].what % 3 == 0, offers);
		ck_assert_uint_ne(out[i].flags & BIT(FLAG_TIE), 0);
		if (i > 0 && offers == (i - 1 < (MANY + 2) / 3))
			ck_assert_uint_lt(out[i - 1].what, out[i].what);
	}
}
END_TEST

enum { CANDIDATES = 60, DRAWS_OF_CANDIDATES = 150 };

/* What a partner stands on, by looking at every pair. */
static struct ranked
best_by_looking(const struct score_partner *p, const uint32_t *of, size_t count, bool *open)
{
	struct ranked best = { 0 };

	*open = false;
	for (size_t i = 0; i < count; i++) {
		struct ranked one = { .project = of[i], .score = score_pair(m, p, of[i]) };

		*open = *open || one.score.gates == 0;
		if (i == 0 || !may_follow(&best, &one) || (may_follow(&one, &best) && one.project < best.project))
			best = one;
	}
	return best;
}

static void
check_candidates(const struct score_partner *const *at, const uint32_t *of, size_t of_count, size_t places)
{
	struct ranked whole[CANDIDATES], first[CANDIDATES];
	size_t        open = 0, n;

	ck_assert_uint_eq(rank_partners(m, at, CANDIDATES, of, of_count, RANK_ALL, whole, &open_count), CANDIDATES);
	for (size_t i = 0; i < CANDIDATES; i++) {
		bool          is_open;
		struct ranked best = best_by_looking(at[whole[i].what], of, of_count, &is_open);

		open += is_open;
		ck_assert_uint_eq(whole[i].project, best.project);
		ck_assert_mem_eq(&whole[i].score, &best.score, sizeof(best.score));
		if (i > 0)
			ck_assert(may_follow(&whole[i - 1], &whole[i]) &&
				(!may_follow(&whole[i], &whole[i - 1]) || whole[i - 1].what < whole[i].what));
	}
	ck_assert_uint_eq(open_count, open);
	n = rank_partners(m, at, CANDIDATES, of, of_count, places, first, &open_count);
	ck_assert_uint_eq(n, places < CANDIDATES ? places : CANDIDATES);
	ck_assert_uint_eq(open_count, open);
	for (size_t i = 0; i < n; i++) {
		ck_assert_uint_eq(first[i].what, whole[i].what);
		ck_assert_uint_eq(first[i].project, whole[i].project);
		ck_assert_uint_eq(first[i].place, i);
		ck_assert_uint_eq(first[i].flags, whole[i].flags);
		ck_assert_mem_eq(&first[i].score, &whole[i].score, sizeof(first[i].score));
	}
}

/* Who is let go before all its parts are worked out changes no place, score, tie or flag. */
START_TEST(first_candidates_are_those_of_the_whole_list)
{
	static struct random_profile r[CANDIDATES];
	const struct score_partner  *at[CANDIDATES];
	struct policy                policy = policy_2018;
	uint64_t                     seed = 2018 + (uint64_t)_i;
	uint32_t                     of[8];

	/* With weights on some parts only, and neutral values that many share, much stands level. */
	memset(policy.weight, 0, sizeof(policy.weight));
	for (int left = WEIGHT_SUM; left > 0; left -= WEIGHT_SUM / 4)
		policy.weight[draw(&seed, PARTS)] += WEIGHT_SUM / 4;
	m = network_make(&network, &policy);
	random_budgets(&network, &seed);
	for (uint32_t i = 0; i < m->project_count; i++)
		network.projects[i].excluded_kinds = draw(&seed, 2) == 0 ? draw(&seed, 1 << (PARTNER_DIALOGUE_PARTNER + 1)) : 0;
	for (size_t k = 0; k < CANDIDATES; k++) {
		random_profile(&r[k], &network, &seed);
		at[k] = k % 3 == 0 && k > 0 ? at[k - 1] : &r[k].partner;
	}
	for (size_t i = 0, from = draw(&seed, m->project_count); i < COUNT(of); i++)
		of[i] = (uint32_t)(from + i) % m->project_count;
	check_candidates(at, of, 1 + draw(&seed, COUNT(of)), draw(&seed, CANDIDATES + 2));
}
END_TEST

START_TEST(nothing_to_rank_is_fine)
{
	struct model none = *m;
	uint32_t     index[4 * (CITIES_2018 + CATEGORIES_2018)];

	none.project_count = 0;
	ck_assert_uint_le(model_index_bytes(&none), sizeof(index));
	model_index(&none, index);
	ck_assert_uint_eq(rank_all(&none, profile_make(&profile, &network, &profiles[TOPIS]), cities, projects), 0);
	ck_assert_uint_eq(rank_partners(m, NULL, 0, NULL, 0, 10, NULL, &open_count), 0);
	ck_assert_uint_eq(open_count, 0);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("scoring_rank");
	TCase *t = tcase_create("rankings, and the examples of the article");

	tcase_add_checked_fixture(t, setup, NULL);
	tcase_add_loop_test(t, pairing_of_the_article_is_among_the_first_three, 0, COUNT(examples));
	tcase_add_loop_test(t, pairing_of_the_article_does_not_hang_on_one_number, 0, COUNT(examples));
	tcase_add_loop_test(t, specialist_meets_the_cities_that_look_for_it, 0, COUNT(expected));
	tcase_add_test(t, empty_profile_ties_everywhere_and_keeps_the_order_of_ids);
	tcase_add_loop_test(t, list_is_complete_and_in_order, 0, PROFILES);
	tcase_add_test(t, city_without_an_open_project_stands_on_inferred_needs);
	tcase_add_test(t, label_that_depends_on_the_source_is_flagged);
	tcase_add_test(t, what_a_gate_shuts_out_stands_last);
	tcase_add_test(t, partners_of_a_project_are_ranked);
	tcase_add_test(t, partners_of_a_city_stand_on_the_project_they_fit_best);
	tcase_add_test(t, equal_partners_stand_in_the_order_of_ids);
	tcase_add_loop_test(t, first_candidates_are_those_of_the_whole_list, 0, DRAWS_OF_CANDIDATES);
	tcase_add_test(t, nothing_to_rank_is_fine);
	suite_add_tcase(s, t);
	return suite_run(s);
}
