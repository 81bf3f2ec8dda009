#include <check.h>

#include "scoring/tables.h"
#include "tests/scoring_large.h"
#include "tests/scoring_profiles.h"
#include "tests/suite.h"

enum { SEED = 20180708, NETWORKS = 40, DRAWS = 60, MORE_REFERENCES = 70, SET = 6 };

static struct network network;

/* One profile with all that a form can hold; it points into itself. */
static struct {
	struct random_profile  r;
	struct score_reference references[MORE_REFERENCES];
	uint16_t               countries[SET], cities[SET], not_countries[SET], not_cities[SET];
	uint32_t               conflicts[SET], declined[SET];
} drawn;

/* Terms of projects that the data of 2018 does not have. */
static void
draw_terms(uint64_t *seed)
{
	static uint16_t excluded[PROJECTS_MOST][2];

	random_budgets(&network, seed);
	for (uint32_t i = 0; i < network.model.project_count; i++) {
		struct score_project *w = &network.projects[i];

		w->preferred_kinds = draw(seed, 3) == 0 ? draw(seed, 1 << (PARTNER_DIALOGUE_PARTNER + 1)) : 0;
		w->excluded_kinds = draw(seed, 4) == 0 ? draw(seed, 1 << (PARTNER_DIALOGUE_PARTNER + 1)) : 0;
		excluded[i][0] = (uint16_t)draw(seed, COUNTRIES_2018);
		excluded[i][1] = (uint16_t)(excluded[i][0] + 1 + draw(seed, 3));
		w->excluded_countries = (struct numbers){ excluded[i], draw(seed, 3) };
		w->open = w->open && draw(seed, 8) != 0;
		w->valid = draw(seed, 8) != 0;
		switch (draw(seed, 6)) {
		case 0: w->budget_min = 0; break;
		case 1: w->budget_max = 0; break;
		case 2: w->budget_min = w->budget_max = 0; break;
		case 3: w->budget_max = w->budget_min; break;
		case 4: w->categories.count = 0; break;
		case 5: w->text.weight = draw(seed, 2) == 0 ? NULL : w->text.weight; break;
		}
		if (draw(seed, 9) == 0)
			w->text.count = 0;
	}
	for (uint32_t c = 0; c < CITIES_2018; c++)
		if (draw(seed, 9) == 0)
			network.cities[c].sectors.count = 0;
	for (uint32_t c = 0; c < CITIES_2018; c++)
		if (draw(seed, 12) == 0)
			network.cities[c].place.known = false;
}

static struct numbers
draw_numbers(uint64_t *seed, uint16_t *at, uint32_t below)
{
	uint32_t count = 0;

	for (uint32_t n = draw(seed, below); n < below && count < SET; n += 1 + draw(seed, below / 2))
		at[count++] = (uint16_t)n;
	return (struct numbers){ at, draw(seed, 2) == 0 ? 0 : count };
}

static struct indexes
draw_indexes(uint64_t *seed, uint32_t *at, uint32_t below)
{
	uint32_t count = 0;

	for (uint32_t n = draw(seed, below); n < below && count < SET; n += 1 + draw(seed, below / 2))
		at[count++] = n;
	return (struct indexes){ at, count };
}

/* References beside those of the data: in places of their own, and more of them than tables take. */
static void
draw_references(uint64_t *seed)
{
	struct score_partner *p = &drawn.r.partner;
	uint32_t              more = draw(seed, 12) == 0 ? 50 + draw(seed, MORE_REFERENCES - 54) : draw(seed, 3);

	memcpy(drawn.references, p->references, p->reference_count * sizeof(*p->references));
	for (uint32_t i = 0; i < more; i++) {
		struct score_reference *r = &drawn.references[p->reference_count++];

		random_reference(&network, seed, r);
		if (draw(seed, 5) == 0)
			r->category = NOBODY;
		if (draw(seed, 3) == 0) {
			r->city = NOBODY;
			r->place = place_of(1000000 + draw(seed, 50000000), 1000 + draw(seed, 9000000));
		}
	}
	p->references = drawn.references;
}

static void
draw_profile(uint64_t *seed)
{
	struct score_partner *p = &drawn.r.partner;
	uint32_t              count = network.model.project_count;

	random_profile(&drawn.r, &network, seed);
	draw_references(seed);
	p->judged = draw(seed, 2) == 0;
	p->verified = draw(seed, 2) == 0;
	p->expired = draw(seed, 2) == 0;
	p->country = draw(seed, 2) == 0 ? NOBODY : (uint16_t)draw(seed, COUNTRIES_2018);
	p->wanted_countries = draw_numbers(seed, drawn.countries, COUNTRIES_2018);
	p->wanted_cities = draw_numbers(seed, drawn.cities, CITIES_2018);
	p->excluded_countries = draw_numbers(seed, drawn.not_countries, COUNTRIES_2018);
	p->excluded_cities = draw_numbers(seed, drawn.not_cities, CITIES_2018);
	p->conflicts = draw_indexes(seed, drawn.conflicts, count);
	p->declined = draw_indexes(seed, drawn.declined, count);
	if (draw(seed, 4) == 0)
		p->ticket_min = 0;
	if (draw(seed, 4) == 0)
		p->ticket_max = 0;
}

static void
check_rows(const struct model *m, const struct sheet *s, const struct score_partner *p)
{
	uint32_t open_cities = 0;

	for (uint32_t i = 0; i < m->project_count; i++) {
		struct score one = score_pair(m, p, i), read = columns_score(&s->rows, m->policy->weight, m->row[i]);

		for (int k = 0; k < PARTS; k++)
			ck_assert_msg(read.part[k] == one.part[k], "project %u, %s: %d, not %d", i, part_vocab.words[k].id,
				read.part[k], one.part[k]);
		ck_assert_uint_eq(read.known, one.known);
		ck_assert_uint_eq(read.gates, one.gates);
	}
	for (uint32_t i = m->project_count; i % BAND != 0; i++)
		ck_assert_uint_ne(*columns_gates(&s->rows, i), 0);
	for (uint32_t c = 0; c < m->city_count; c++) {
		bool open = false;

		for (uint32_t row = m->city_first[c]; row < m->city_first[c + 1]; row++)
			open = open || *columns_gates(&s->rows, row) == 0;
		open_cities += open;
	}
	ck_assert_uint_eq(s->open_cities, open_cities);
}

/* Profile after profile by the same tables: nothing of one is left for the next. */
START_TEST(tables_fill_a_sheet_with_what_score_pair_says)
{
	uint64_t            seed = SEED + (uint64_t)_i;
	struct policy       policy = policy_2018;
	const struct model *m;
	void               *sheet_memory, *memory;
	struct tables      *t;
	struct sheet        s;

	policy.softness_milli = draw(&seed, 3) == 0 ? 0 : policy.softness_milli;
	policy.neutral[draw(&seed, PARTS)] = (int32_t)draw(&seed, PART_MAX + 1);
	m = network_make(&network, &policy);
	draw_terms(&seed);
	sheet_memory = malloc(sheet_bytes(m));
	memory = malloc(tables_bytes(m));
	memset(memory, 0xa5, tables_bytes(m));
	memset(sheet_memory, 0xa5, sheet_bytes(m));
	t = tables_in(memory, m);
	s = sheet_in(sheet_memory, m);
	for (int k = 0; k < DRAWS; k++) {
		draw_profile(&seed);
		tables_fill(t, &s, &drawn.r.partner);
		check_rows(m, &s, &drawn.r.partner);
	}
	free(memory);
	free(sheet_memory);
}
END_TEST

/* Those of the examples, whose texts are sentences in two languages. */
START_TEST(tables_know_the_profiles_of_the_article)
{
	static struct profile profile;
	const struct model   *m = network_make(&network, &policy_2018);
	void                 *sheet_memory = malloc(sheet_bytes(m)), *memory = malloc(tables_bytes(m));
	struct tables        *t = tables_in(memory, m);
	struct sheet          s = sheet_in(sheet_memory, m);

	for (int k = 0; k < PROFILES; k++) {
		const struct score_partner *p = profile_make(&profile, &network, &profiles[k]);

		tables_fill(t, &s, p);
		check_rows(m, &s, p);
	}
	free(memory);
	free(sheet_memory);
}
END_TEST

static void
check_cities(const struct ranked_city *some, const struct ranked_city *others, size_t n, size_t count)
{
	ck_assert_uint_eq(n, count);
	for (size_t i = 0; i < n; i++) {
		ck_assert_uint_eq(some[i].order, others[i].order);
		ck_assert_uint_eq(some[i].city, others[i].city);
		ck_assert_uint_eq(some[i].best, others[i].best);
		ck_assert_uint_eq(some[i].standing, others[i].standing);
		ck_assert_uint_eq(some[i].flags, others[i].flags);
	}
}

/*
 * More cities than are looked at together, more places than are kept, and texts of which many rows have
 * a word; what a city stands on is the same however the sheet was filled.
 */
START_TEST(tables_know_a_large_network)
{
	enum { PROJECTS = 700, CITIES = 90, PROFILES_DRAWN = 40, TEXT = 1024 };
	static struct large          large;
	static struct random_profile r;
	static uint32_t              grams[TEXT];
	struct ranked_city           by_tables[2 * CITIES], by_pairs[2 * CITIES];
	const struct model          *m = large_make(&large, PROJECTS, CITIES);
	void                        *memory[3] = { malloc(sheet_bytes(m)), malloc(sheet_bytes(m)), malloc(tables_bytes(m)) };
	struct sheet                 s = sheet_in(memory[0], m), plain = sheet_in(memory[1], m);
	struct tables               *t = tables_in(memory[2], m);
	uint64_t                     seed = SEED;

	for (int k = 0; k < PROFILES_DRAWN; k++) {
		size_t n;

		large_profile(&r, &large, &seed, grams, TEXT);
		tables_fill(t, &s, &r.partner);
		check_rows(m, &s, &r.partner);
		sheet_fill(&plain, m, &r.partner);
		rank_keep(m, &s);
		n = rank_cities(m, &s, RANK_ALL, by_tables);
		ck_assert_uint_eq(n, m->listed_cities);
		check_cities(by_tables, by_pairs, n, rank_cities(m, &plain, RANK_ALL, by_pairs));
	}
	for (int i = 0; i < 3; i++)
		free(memory[i]);
	large_free(&large);
}
END_TEST

/* On some parts only, so that much stands level. */
static void
draw_weights(uint64_t *seed, struct policy *policy)
{
	int some = draw(seed, 2) == 0 ? 2 : 4;

	memset(policy->weight, 0, sizeof(policy->weight));
	for (int i = 0; i < some; i++)
		policy->weight[draw(seed, PARTS)] += WEIGHT_SUM / some;
}

static void
draw_terms_of_large(uint64_t *seed, struct large *large)
{
	for (uint32_t i = 0; i < large->model.project_count; i++) {
		struct score_project *w = &large->projects[i];

		w->preferred_kinds = draw(seed, 3) == 0 ? draw(seed, 1 << (PARTNER_DIALOGUE_PARTNER + 1)) : 0;
		w->excluded_kinds = draw(seed, 4) == 0 ? draw(seed, 1 << (PARTNER_DIALOGUE_PARTNER + 1)) : 0;
		w->text.count = draw(seed, 9) == 0 ? 0 : w->text.count;
	}
}

/* What may shut out, or be wished for; seldom so much that no city is left. */
static void
draw_wishes(uint64_t *seed, struct score_partner *p, const struct model *m)
{
	p->judged = draw(seed, 2) == 0;
	p->verified = draw(seed, 5) != 0;
	p->wanted_countries = draw_numbers(seed, drawn.countries, COUNTRIES_2018);
	p->wanted_cities = draw_numbers(seed, drawn.cities, m->city_count);
	p->excluded_countries = draw_numbers(seed, drawn.not_countries, COUNTRIES_2018);
	p->conflicts = draw(seed, 6) == 0 ? draw_indexes(seed, drawn.conflicts, m->project_count) : (struct indexes){ 0 };
	p->text.count = draw(seed, 6) == 0 ? 0 : p->text.count;
}

/* Some references are of places that are no member's, some of members about which too little is known. */
static void
move_references(uint64_t *seed, struct score_partner *p)
{
	memcpy(drawn.references, p->references, p->reference_count * sizeof(*p->references));
	for (uint32_t i = 0; i < p->reference_count; i++) {
		struct score_reference *r = &drawn.references[i];

		switch (draw(seed, 4)) {
		case 0:
			r->city = NOBODY;
			r->place = place_of(1000000 + draw(seed, 50000000), 1000 + draw(seed, 9000000));
			break;
		case 1:
			r->place.known = false;
			break;
		}
	}
	p->references = drawn.references;
}

static void
check_same_rows(const struct model *m, uint32_t city, const struct sheet *some, const struct sheet *others)
{
	for (uint32_t row = m->city_first[city]; row < m->city_first[city + 1]; row++) {
		struct score one = columns_score(&some->rows, m->policy->weight, row);
		struct score same = columns_score(&others->rows, m->policy->weight, row);

		ck_assert_mem_eq(&one, &same, sizeof(one));
	}
}

/* Few places and many: the list, and the rows that it stands on, are those of a sheet that is filled. */
START_TEST(the_first_cities_are_those_of_a_whole_sheet)
{
	enum { PROJECTS = 900, CITIES = 150, PROFILES_DRAWN = 18, TEXT = 1024 };
	static const size_t          places[] = { 1, 2, 3, 4, 5, 6, 8, 10, 15, 40, RANK_PLACES_MOST, RANK_ALL };
	static struct large          large;
	static struct random_profile r;
	static uint32_t              grams[TEXT];
	struct ranked_city           first[2 * CITIES], of_all[2 * CITIES];
	struct model                 m = *large_make(&large, PROJECTS, CITIES);
	struct policy                policy = *m.policy;
	uint64_t                     seed = SEED + (uint64_t)_i;
	/* The first is cleared for valgrind, to which the rows of a band that is read whole are one. */
	void                        *memory[3] = { calloc(1, sheet_bytes(&m)), malloc(sheet_bytes(&m)), malloc(tables_bytes(&m)) };
	struct sheet                 s = sheet_in(memory[0], &m), whole = sheet_in(memory[1], &m);
	struct tables               *t;

	draw_terms_of_large(&seed, &large);
	t = tables_in(memory[2], &large.model);
	m.policy = &policy;
	for (int k = 0; k < PROFILES_DRAWN; k++) {
		large_profile(&r, &large, &seed, grams, TEXT);
		draw_wishes(&seed, &r.partner, &m);
		move_references(&seed, &r.partner);
		sheet_fill(&whole, &m, &r.partner);
		for (size_t i = 0; i < COUNT(places); i++) {
			size_t n = tables_rank(t, &s, &r.partner, &m, places[i], first);

			check_cities(first, of_all, n, rank_cities(&m, &whole, places[i], of_all));
			ck_assert_uint_eq(s.open_cities, whole.open_cities);
			for (size_t city = 0; city < n; city++)
				check_same_rows(&m, first[city].city, &s, &whole);
		}
		draw_weights(&seed, &policy);
	}
	for (int i = 0; i < 3; i++)
		free(memory[i]);
	large_free(&large);
}
END_TEST

START_TEST(tables_of_nothing_are_fine)
{
	struct model        none = *network_make(&network, &policy_2018);
	static uint32_t     index[4 * (CITIES_2018 + CATEGORIES_2018)];
	struct profile      profile;
	struct ranked_city  cities[1];
	void               *memory, *sheet_memory;
	struct sheet        s;

	none.project_count = 0;
	model_index(&none, index);
	memory = malloc(tables_bytes(&none));
	sheet_memory = malloc(sheet_bytes(&none) + 1);
	s = sheet_in(sheet_memory, &none);
	tables_fill(tables_in(memory, &none), &s, profile_make(&profile, &network, &profiles[TOPIS]));
	ck_assert_uint_eq(s.open_cities, 0);
	ck_assert_uint_eq(rank_cities(&none, &s, 10, cities), 0);
	ck_assert_uint_eq(tables_rank(tables_in(memory, &none), &s, &profile.partner, &none, 10, cities), 0);
	free(memory);
	free(sheet_memory);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("scoring_tables");
	TCase *t = tcase_create("sheets filled by tables");

	tcase_add_loop_test(t, tables_fill_a_sheet_with_what_score_pair_says, 0, NETWORKS);
	tcase_add_test(t, tables_know_the_profiles_of_the_article);
	tcase_add_test(t, tables_know_a_large_network);
	tcase_add_loop_test(t, the_first_cities_are_those_of_a_whole_sheet, 0, NETWORKS / 4);
	tcase_add_test(t, tables_of_nothing_are_fine);
	suite_add_tcase(s, t);
	return suite_run(s);
}
