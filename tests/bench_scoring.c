/*
 * What the scoring of 2018 costs: 26 cities, 51 projects and one inferred. The unit is one pair of a
 * partner and a project, scored in passing while all cities are ranked; whatever is done for a single
 * pair afterwards is shown beside it, in turns in one run.
 */
#include <stdio.h>
#include <time.h>

#include "tests/figures.h"
#include "tests/scoring_profiles.h"

enum { ROUNDS = 9, TIMES = 400, SIZES = 4, PARTNERS_MOST = 100000 };

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

/* The microseconds of all of them. */
static double
time_partners(uint32_t count)
{
	static const struct score_partner *partners[PARTNERS_MOST];
	static struct ranked               out[PARTNERS_MOST];
	uint32_t                           one = project("phuket_eagle_eyes_cctv");
	double                             start;

	for (uint32_t i = 0; i < count; i++)
		partners[i] = &made[i % PROFILES].partner;
	start = now_us();
	rank_partners(m, partners, count, &one, 1, out);
	return now_us() - start;
}

static void
print_beside(const char *what, const double *rounds, const double *unit)
{
	struct figure f = figure_of(rounds, ROUNDS), u = figure_of(unit, ROUNDS), times = figure_ratio(rounds, unit, ROUNDS);

	printf("  %s: %.3f us (%.3f to %.3f); a pair in passing %.3f us (%.3f to %.3f); ratio %.1f (%.1f to %.1f)\n", what,
		f.median, f.least, f.most, u.median, u.least, u.most, times.median, times.least, times.most);
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
	print_beside("  why a pair scores as it does", reasons, pair);
	print_beside("  what would change it", edits, pair);
}

/* How a project's ranking grows with the partners. */
static void
grow(void)
{
	double rounds[SIZES][ROUNDS], pair[ROUNDS], size[SIZES], took[SIZES];
	char   what[40];

	for (int i = 0; i < ROUNDS; i++) {
		pair[i] = time_ranking(GENERALIST);
		for (int k = 0; k < SIZES; k++)
			rounds[k][i] = time_partners(sizes[k]) / sizes[k];
	}
	for (int k = 0; k < SIZES; k++) {
		snprintf(what, sizeof(what), "each of %u partners of a project", sizes[k]);
		print_beside(what, rounds[k], pair);
		size[k] = sizes[k];
		took[k] = figure_of(rounds[k], ROUNDS).median * sizes[k];
	}
	printf("  partners of a project: time ~ partners^%.2f\n", figure_exponent(size, took, SIZES));
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
