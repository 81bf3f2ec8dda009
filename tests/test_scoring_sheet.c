#include <check.h>

#include "tests/scoring_profiles.h"
#include "tests/scoring_random.h"
#include "tests/suite.h"

enum { DRAWS = 100, SEED = 20180708, ROWS_MOST = 5 * BAND };

static struct network      network;
static const struct model *m;

static void
setup(void)
{
	uint64_t seed = SEED;

	m = network_make(&network, &policy_2018);
	random_budgets(&network, &seed);
}

START_TEST(sheet_holds_what_score_pair_says)
{
	static struct random_profile r;
	uint64_t                     seed = SEED;
	void                        *memory = malloc(sheet_bytes(m));
	struct sheet                 s = sheet_in(memory, m);

	for (int k = 0; k < DRAWS; k++) {
		random_profile(&r, &network, &seed);
		sheet_fill(&s, m, &r.partner);
		for (uint32_t i = 0; i < m->project_count; i++) {
			struct score one = score_pair(m, &r.partner, i);
			struct score read = columns_score(&s.rows, m->policy->weight, m->row[i]);

			ck_assert_mem_eq(&one, &read, sizeof(one));
		}
	}
	free(memory);
}
END_TEST

/* Weights that sum to WEIGHT_SUM, with zeros and with one that takes all among them. */
static void
draw_weights(uint64_t *seed, int32_t weight[PARTS])
{
	int32_t left = WEIGHT_SUM;

	for (int k = 0; k < PARTS - 1; k++) {
		weight[k] = (int32_t)draw(seed, 3) == 0 ? 0 : (int32_t)draw(seed, (uint32_t)left + 1);
		left -= weight[k];
	}
	weight[PARTS - 1] = left;
}

/* So few values that many rows stand level, and the largest there is among them. */
static void
draw_rows(uint64_t *seed, struct columns *c)
{
	uint32_t values = draw(seed, 2) == 0 ? 3 : PART_MAX + 1;

	for (uint32_t i = 0; i < c->count; i++) {
		for (int k = 0; k < PARTS; k++)
			*columns_part(c, (enum part)k, i) = (int16_t)(draw(seed, 4) == 0 ? PART_MAX : draw(seed, values));
		*columns_gates(c, i) = (uint16_t)(draw(seed, 2) == 0 ? 0 : draw(seed, 1 << GATES));
		c->known[i] = (uint8_t)draw(seed, 1 << PARTS);
	}
	columns_pad(c);
}

/* Every length up to some bands, so that the end falls everywhere in one. */
START_TEST(standings_are_the_same_by_every_path)
{
	uint64_t       seed = SEED + (uint64_t)_i;
	uint32_t       count = (uint32_t)_i + 1;
	void          *memory = malloc(columns_bytes(count));
	struct columns c = columns_in(memory, count);
	int32_t        weight[PARTS];

	memset(memory, 0xff, columns_bytes(count));
	draw_weights(&seed, weight);
	draw_rows(&seed, &c);
	for (uint32_t row = 0; row < count; row++) {
		struct score one = columns_score(&c, weight, row);
		uint32_t     fast[BAND], plain[BAND];

		band_standings(&c.band[row / BAND], weight, fast);
		band_standings_portable(&c.band[row / BAND], weight, plain);
		ck_assert_mem_eq(fast, plain, sizeof(fast));
		ck_assert_uint_eq(plain[row % BAND], standing_of(&one));
		ck_assert_uint_eq(plain[row % BAND] >= STANDING_OPEN, one.gates == 0);
	}
	free(memory);
}
END_TEST

static uint32_t
next_by_looking(const struct columns *c, const int32_t weight[PARTS], uint32_t from, uint32_t least)
{
	for (; from < c->count; from++) {
		struct score one = columns_score(c, weight, from);

		if (standing_of(&one) >= least)
			break;
	}
	return from;
}

/* Asked for what a row has, for one less and for one more; from every row. */
START_TEST(next_row_is_found_by_every_path)
{
	uint64_t       seed = SEED + (uint64_t)_i;
	uint32_t       count = (uint32_t)_i + 1;
	void          *memory = malloc(columns_bytes(count));
	struct columns c = columns_in(memory, count);
	int32_t        weight[PARTS];

	memset(memory, 0xff, columns_bytes(count));
	draw_weights(&seed, weight);
	draw_rows(&seed, &c);
	for (uint32_t from = 0; from <= count; from++) {
		struct score some = columns_score(&c, weight, draw(&seed, count));

		for (uint32_t least = standing_of(&some) == 0 ? 0 : standing_of(&some) - 1; least <= standing_of(&some) + 1; least++) {
			uint32_t there = next_by_looking(&c, weight, from, least);

			ck_assert_uint_eq(columns_next(&c, weight, from, least), there);
			ck_assert_uint_eq(columns_next_portable(&c, weight, from, least), there);
		}
		ck_assert_uint_eq(columns_next(&c, weight, from, 0), from);
		ck_assert_uint_eq(columns_next_portable(&c, weight, from, 0), from);
	}
	free(memory);
}
END_TEST

/* A model that is all cities and projects: what a ranking reads beside a sheet. */
enum { DRAWN_CITIES = 60, DRAWN_PROJECTS = 400, MODELS = 1200 };

static struct {
	struct model         model;
	struct policy        policy;
	struct score_city    cities[DRAWN_CITIES];
	struct score_project projects[DRAWN_PROJECTS];
	uint32_t             index[4 * (DRAWN_PROJECTS + DRAWN_CITIES)];
	int64_t              memory[8 * DRAWN_PROJECTS];
	struct sheet         sheet;
} drawn;

static void
draw_model(uint64_t *seed)
{
	uint32_t projects = draw(seed, 4) == 0 ? draw(seed, 40) : draw(seed, DRAWN_PROJECTS + 1);

	drawn.policy = policy_2018;
	draw_weights(seed, drawn.policy.weight);
	drawn.model = (struct model){ .policy = &drawn.policy, .cities = drawn.cities, .city_count = 1 + draw(seed, DRAWN_CITIES),
		.projects = drawn.projects, .project_count = projects, .categories = { .count = 3 } };
	for (uint32_t i = 0; i < drawn.model.city_count; i++)
		drawn.cities[i].label_flips = draw(seed, 2) == 0;
	for (uint32_t i = 0; i < projects; i++) {
		drawn.projects[i] = (struct score_project){ .city = (uint16_t)draw(seed, drawn.model.city_count),
			.inferred = draw(seed, 9) == 0 };
		tag(&drawn.projects[i].categories, (uint16_t)draw(seed, 3), PART_MAX);
	}
	ck_assert_uint_le(model_index_bytes(&drawn.model), sizeof(drawn.index));
	model_index(&drawn.model, drawn.index);
	ck_assert_uint_le(sheet_bytes(&drawn.model), sizeof(drawn.memory));
	drawn.sheet = sheet_in(drawn.memory, &drawn.model);
	draw_rows(seed, &drawn.sheet.rows);
	sheet_finish(&drawn.sheet, &drawn.model);
}

START_TEST(every_project_has_a_row_of_its_city)
{
	uint64_t seed = SEED;

	for (int k = 0; k < DRAWS; k++) {
		const struct model *d = &drawn.model;
		uint32_t            row = 0, listed = 0;

		draw_model(&seed);
		for (uint32_t c = 0; c < d->city_count; c++) {
			ck_assert_uint_eq(d->city_first[c], row);
			listed += d->city_first[c] < d->city_first[c + 1];
			for (; row < d->city_first[c + 1]; row++) {
				const struct score_project *one = &d->projects[d->city_projects[row]];

				ck_assert_uint_eq(one->city, c);
				ck_assert_uint_eq(d->row[d->city_projects[row]], row);
				/* Those about the same stand together. */
				if (row > d->city_first[c])
					ck_assert_uint_le(d->projects[d->city_projects[row - 1]].categories.at[0].node,
						one->categories.at[0].node);
			}
		}
		ck_assert_uint_eq(row, d->project_count);
		ck_assert_uint_eq(listed, d->listed_cities);
	}
}
END_TEST

/* The documented order, said once more. */
static bool
stands_before(const struct ranked_city *a, const struct ranked_city *b)
{
	const struct columns *rows = &drawn.sheet.rows;
	const int32_t        *weight = drawn.policy.weight;
	struct score          x = columns_score(rows, weight, drawn.model.row[a->best]);
	struct score          y = columns_score(rows, weight, drawn.model.row[b->best]);

	if ((x.gates == 0) != (y.gates == 0))
		return x.gates == 0;
	if (x.total != y.total)
		return x.total > y.total;
	if (x.coverage != y.coverage)
		return x.coverage > y.coverage;
	return a->city != b->city ? a->city < b->city : a->best < b->best;
}

/* Every project stands for its city until a better one comes; then they are put in order one by one. */
static size_t
rank_by_looking(struct ranked_city *out)
{
	struct ranked_city best[DRAWN_CITIES];
	bool               there[DRAWN_CITIES] = { false };
	size_t             n = 0;

	for (uint32_t i = 0; i < drawn.model.project_count; i++) {
		uint32_t           city = drawn.projects[i].city;
		struct score       s = columns_score(&drawn.sheet.rows, drawn.policy.weight, drawn.model.row[i]);
		struct ranked_city one = { .city = city, .best = i, .standing = standing_of(&s) };

		one.flags = (drawn.cities[city].label_flips && (s.known & BIT(PART_QUADRANT)) != 0 ? BIT(FLAG_THRESHOLD) : 0) |
			(drawn.projects[i].inferred ? BIT(FLAG_INFERRED_NEEDS) : 0);
		if (!there[city] || stands_before(&one, &best[city]))
			best[city] = one;
		there[city] = true;
	}
	for (uint32_t c = 0; c < drawn.model.city_count; c++) {
		size_t at = n;

		if (!there[c])
			continue;
		for (; at > 0 && stands_before(&best[c], &out[at - 1]); at--)
			out[at] = out[at - 1];
		out[at] = best[c];
		n++;
	}
	for (size_t i = 1; i < n; i++)
		if (out[i - 1].standing == out[i].standing) {
			out[i - 1].flags |= BIT(FLAG_TIE);
			out[i].flags |= BIT(FLAG_TIE);
		}
	return n;
}

static void
check_places(size_t places, const struct ranked_city *whole, size_t n)
{
	struct ranked_city first[2 * DRAWN_CITIES];
	size_t             wanted = places < n ? places : n;

	ck_assert_uint_le(rank_room(&drawn.model, places), COUNT(first));
	ck_assert_uint_eq(rank_cities(&drawn.model, &drawn.sheet, places, first), wanted);
	for (size_t i = 0; i < wanted; i++) {
		ck_assert_uint_eq(first[i].city, whole[i].city);
		ck_assert_uint_eq(first[i].best, whole[i].best);
		ck_assert_uint_eq(first[i].standing, whole[i].standing);
		ck_assert_uint_eq(first[i].flags, whole[i].flags);
	}
}

/* What is passed over, or was worked out before, changes no place, tie or flag. */
START_TEST(first_places_are_those_of_the_whole_ranking)
{
	static struct ranked_city whole[DRAWN_CITIES];
	uint64_t                  seed = SEED;

	for (int k = 0; k < MODELS; k++) {
		size_t some = draw(&seed, DRAWN_CITIES);

		draw_model(&seed);
		for (int turn = 0; turn < 3; turn++) {
			size_t n = rank_by_looking(whole);

			check_places(RANK_ALL, whole, n);
			check_places(some, whole, n);
			check_places(10, whole, n);
			check_places(1, whole, n);
			if (turn == 0)
				rank_keep(&drawn.model, &drawn.sheet);
			else	/* What is kept is of other weights now. */
				draw_weights(&seed, drawn.policy.weight);
		}
	}
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("scoring_sheet");
	TCase *t = tcase_create("a partner's scores, column by column");

	tcase_add_checked_fixture(t, setup, NULL);
	tcase_add_test(t, sheet_holds_what_score_pair_says);
	tcase_add_loop_test(t, standings_are_the_same_by_every_path, 0, ROWS_MOST);
	tcase_add_loop_test(t, next_row_is_found_by_every_path, 0, ROWS_MOST);
	tcase_add_test(t, every_project_has_a_row_of_its_city);
	tcase_add_test(t, first_places_are_those_of_the_whole_ranking);
	suite_add_tcase(s, t);
	return suite_run(s);
}
