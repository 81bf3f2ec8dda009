/*
 * All scores of 2018 under one digest. It is the same on every compiler, at
 * every level of optimisation; tests/same_bits.sh tries that. When a rule or
 * a number of the model changes on purpose, so does the constant.
 *
 * With any argument, prints the digest and tests nothing.
 */
#include <check.h>
#include <stdio.h>

#include "tests/scoring_profiles.h"
#include "tests/scoring_random.h"
#include "tests/suite.h"

enum { DRAWS = 20, SEED = 2018 };

static const uint64_t EXPECTED = UINT64_C(0xcfdea32b2663e62d);

static uint64_t
mix(uint64_t digest, int64_t number)
{
	for (int shift = 0; shift < 64; shift += 8)
		digest = (digest ^ ((uint64_t)number >> shift & 0xff)) * UINT64_C(1099511628211);
	return digest;
}

/* FNV-1a over every number of every score, its place in the list, its evidence and its edit. */
static uint64_t
mix_ranking(uint64_t digest, const struct model *m, const struct score_partner *p)
{
	struct listed_city cities[CITIES_2018];
	struct ranked      projects[PROJECTS_MOST];
	struct evidence    evidence[EVIDENCE_MAX];
	size_t             count = rank_all(m, p, cities, projects);

	for (uint32_t i = 0; i < m->project_count; i++) {
		const struct score *s = &projects[i].score;
		size_t              n = score_explain(m, p, projects[i].what, evidence);

		digest = mix(mix(mix(digest, projects[i].what), projects[i].place), projects[i].flags);
		digest = mix(mix(mix(mix(digest, s->total), s->coverage), s->known), s->gates);
		for (int part = 0; part < PARTS; part++)
			digest = mix(digest, s->part[part]);
		for (size_t e = 0; e < n; e++)
			digest = mix(mix(mix(mix(digest, evidence[e].kind), evidence[e].theirs), evidence[e].reference), evidence[e].value);
	}
	for (size_t c = 1; c < count; c++) {
		struct edit e = smallest_edit(m, p, projects[cities[c].best].what, projects[cities[c - 1].best].what);

		digest = mix(mix(mix(mix(mix(digest, e.kind), e.node), e.from), e.to), e.gain);
	}
	return digest;
}

static uint64_t
digest_of_2018(void)
{
	static struct network        network;
	static struct profile        made;
	static struct random_profile drawn;
	const struct model          *m = network_make(&network, &policy_2018);
	uint64_t                     digest = UINT64_C(14695981039346656037), seed = SEED;

	for (uint32_t i = 0; i < m->city_count; i++)
		for (int q = 0; q < QUADRANTS; q++)
			digest = mix(digest, m->cities[i].membership[q]);
	for (int k = 0; k < PROFILES; k++)
		digest = mix_ranking(digest, m, profile_make(&made, &network, &profiles[k]));
	random_budgets(&network, &seed);
	for (int k = 0; k < DRAWS; k++) {
		random_profile(&drawn, &network, &seed);
		digest = mix_ranking(digest, m, &drawn.partner);
	}
	return digest;
}

START_TEST(scores_of_2018_are_the_same_bits)
{
	uint64_t digest = digest_of_2018();

	ck_assert_msg(digest == EXPECTED, "the digest is 0x%016llx", (unsigned long long)digest);
}
END_TEST

int
main(int argc, char **argv)
{
	Suite *s;
	TCase *t;

	(void)argv;
	if (argc > 1) {	/* for tests/same_bits.sh */
		printf("0x%016llx\n", (unsigned long long)digest_of_2018());
		return EXIT_SUCCESS;
	}
	s = suite_create("scoring_bits");
	t = tcase_create("one digest");
	tcase_set_timeout(t, 120);
	tcase_add_test(t, scores_of_2018_are_the_same_bits);
	suite_add_tcase(s, t);
	return suite_run(s);
}
