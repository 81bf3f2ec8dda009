/*
 * What the scoring of 2018 costs: 26 cities, 51 projects and one inferred. The unit is one pair of a
 * partner and a project, scored in passing while all cities are ranked; whatever is done for a single
 * pair afterwards is shown beside it, in turns in one run.
 */
#include <stdio.h>
#include <time.h>

#include "tests/figures.h"
#include "tests/scoring_profiles.h"
#include "tests/scoring_random.h"

enum { ROUNDS = 9, TIMES = 400, SIZES = 4, TEN = 10, PARTNERS_MOST = 100000 };

static const uint32_t sizes[SIZES] = { 100, 1000, 10000, PARTNERS_MOST };

static struct network      network;
static const struct model *m;
static struct profile      made[PROFILES];
static struct listed_city  cities[CITIES_2018];
static struct ranked       projects[PROJECTS_MOST];
static size_t              listed;

static double
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

/* Each gives the microseconds of a pair. */
static double
time_ranking(int profile)
{
	double start = now_us();

	for (int i = 0; i < TIMES; i++)
		listed = rank_all(m, &made[profile].partner, cities, projects);
	return (now_us() - start) / TIMES / m->project_count;
}

static double
time_reasons(int profile)
{
	struct evidence evidence[EVIDENCE_MAX];
	double          start = now_us();

	for (uint32_t i = 0; i < TIMES; i++)
		score_explain(m, &made[profile].partner, projects[i % m->project_count].what, evidence);
	return (now_us() - start) / TIMES;
}

static double
time_edits(int profile)
{
	double start = now_us();

	for (size_t i = 0; i < TIMES; i++)
		smallest_edit(m, &made[profile].partner, projects[cities[1 + i % (listed - 1)].best].what,
			projects[cities[i % (listed - 1)].best].what);
	return (now_us() - start) / TIMES;
}

/* Profiles drawn at random, each with memory of its own, as they lie in a catalogue. */
static const struct score_partner **
draw_partners(void)
{
	const struct score_partner **partners = calloc(PARTNERS_MOST, sizeof(*partners));
	uint64_t                     seed = 2018;

	if (partners == NULL)
		abort();
	for (uint32_t i = 0; i < PARTNERS_MOST; i++) {
		struct random_profile *r = malloc(sizeof(*r));

		if (r == NULL)
			abort();
		random_profile(r, &network, &seed);
		partners[i] = &r->partner;
	}
	return partners;
}

/* The microseconds of the first `places` of all of them. */
static double
time_partners(const struct score_partner *const *partners, uint32_t count, size_t places)
{
	static struct ranked out[PARTNERS_MOST];
	uint32_t             one = project("phuket_eagle_eyes_cctv");
	size_t               open_count;
	double               start = now_us();

	rank_partners(m, partners, count, &one, 1, places, out, &open_count);
	return now_us() - start;
}

static void
print_beside(const char *what, const double *rounds, const char *peer, const double *unit)
{
	struct figure f = figure_of(rounds, ROUNDS), u = figure_of(unit, ROUNDS), times = figure_ratio(rounds, unit, ROUNDS);

	printf("  %s: %.3f us (%.3f to %.3f); %s %.3f us (%.3f to %.3f); ratio %.2f (%.2f to %.2f)\n", what,
		f.median, f.least, f.most, peer, u.median, u.least, u.most, times.median, times.least, times.most);
}

static void
compare(int profile)
{
	double pair[ROUNDS], reasons[ROUNDS], edits[ROUNDS];

	for (int i = 0; i < ROUNDS; i++) {
		pair[i] = time_ranking(profile);
		reasons[i] = time_reasons(profile);
		edits[i] = time_edits(profile);
	}
	printf("  %s\n", profiles[profile].name);
	print_beside("  why a pair scores as it does", reasons, "a pair in passing", pair);
	print_beside("  what would change it", edits, "a pair in passing", pair);
}

/* How a project's ranking grows with the partners. */
static void
grow(void)
{
	const struct score_partner **partners = draw_partners();
	double rounds[SIZES][ROUNDS], whole[SIZES][ROUNDS], size[SIZES], took[SIZES];
	char   what[60];

	for (int i = 0; i < ROUNDS; i++)
		for (int k = 0; k < SIZES; k++) {
			whole[k][i] = time_partners(partners, sizes[k], RANK_ALL) / sizes[k];
			rounds[k][i] = time_partners(partners, sizes[k], TEN) / sizes[k];
		}
	for (int k = 0; k < SIZES; k++) {
		snprintf(what, sizeof(what), "the ten best of %u partners, each", sizes[k]);
		print_beside(what, rounds[k], "when all are ranked", whole[k]);
		size[k] = sizes[k];
		took[k] = figure_of(rounds[k], ROUNDS).median * sizes[k];
	}
	printf("  ten best partners of a project: time ~ partners^%.2f, from %u to %u\n", figure_exponent(size, took, SIZES),
		sizes[0], sizes[SIZES - 1]);
	for (uint32_t i = 0; i < PARTNERS_MOST; i++)
		free((void *)(uintptr_t)partners[i]);
	free(partners);
}

int
main(void)
{
	m = network_make(&network, &policy_2018);
	for (int i = 0; i < PROFILES; i++)
		profile_make(&made[i], &network, &profiles[i]);
	compare(TOPIS);
	compare(WATER);
	compare(GENERALIST);
	grow();
	return 0;
}
