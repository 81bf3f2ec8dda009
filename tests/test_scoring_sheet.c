#include <check.h>

#include "tests/scoring_profiles.h"
#include "tests/scoring_random.h"

enum { DRAWS = 100, SEED = 20180708, ROWS_MOST = 5 * SHEET_BLOCK };

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
	void                        *memory = malloc(sheet_bytes(m->project_count));
	struct sheet                 s = sheet_in(memory, m->project_count);

	for (int k = 0; k < DRAWS; k++) {
		random_profile(&r, &network, &seed);
		sheet_fill(&s, m, &r.partner);
		for (uint32_t i = 0; i < m->project_count; i++) {
			struct score one = score_pair(m, &r.partner, i), read = sheet_score(&s, m->policy->weight, i);

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

/* Every length up to some blocks, so that the end of a column falls everywhere in one. */
START_TEST(standings_are_the_same_by_every_path)
{
	uint64_t     seed = SEED + (uint64_t)_i;
	uint32_t     count = (uint32_t)_i + 1, fast[ROWS_MOST + SHEET_BLOCK], plain[ROWS_MOST + SHEET_BLOCK];
	void        *memory = malloc(sheet_bytes(count));
	struct sheet s = sheet_in(memory, count);
	int32_t      weight[PARTS];

	memset(memory, 0xff, sheet_bytes(count));
	draw_weights(&seed, weight);
	for (uint32_t i = 0; i < count; i++) {
		for (int k = 0; k < PARTS; k++)
			s.part[k][i] = (int16_t)(draw(&seed, 4) == 0 ? PART_MAX : draw(&seed, PART_MAX + 1));
		s.gates[i] = (uint16_t)(draw(&seed, 2) == 0 ? 0 : draw(&seed, 1 << GATES));
		s.known[i] = (uint8_t)draw(&seed, 1 << PARTS);
	}
	sheet_standings(&s, weight, fast);
	sheet_standings_portable(&s, weight, plain);
	for (uint32_t i = 0; i < count; i++) {
		struct score one = sheet_score(&s, weight, i);

		ck_assert_uint_eq(fast[i], plain[i]);
		ck_assert_uint_eq(plain[i], sheet_standing(&one));
		ck_assert_uint_eq(plain[i] >= STANDING_OPEN, one.gates == 0);
	}
	free(memory);
}
END_TEST

int
main(void)
{
	Suite   *s = suite_create("scoring_sheet");
	TCase   *t = tcase_create("a partner's scores, column by column");
	SRunner *r = srunner_create(s);
	int      failed;

	tcase_add_checked_fixture(t, setup, NULL);
	tcase_add_test(t, sheet_holds_what_score_pair_says);
	tcase_add_loop_test(t, standings_are_the_same_by_every_path, 0, 5 * SHEET_BLOCK);
	suite_add_tcase(s, t);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
