/*
 * How long the scoring of 2018 takes: 26 cities, 51 projects and one inferred.
 */
#include <stdio.h>
#include <time.h>

#include "tests/scoring_profiles.h"

enum { RUNS = 2000, PARTNERS = 10000 };

static struct network      network;
static const struct model *m;
static struct profile      made[PROFILES];
static struct listed_city  cities[CITIES_2018];
static struct ranked       projects[PROJECTS_MOST];

static double
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void
time_cities(int profile)
{
	double start = now_us();

	for (int i = 0; i < RUNS; i++)
		rank_all(m, &made[profile].partner, cities, projects);
	printf("  %8.2f us  cities of: %s\n", (now_us() - start) / RUNS, profiles[profile].name);
}

static void
time_partners(void)
{
	static const struct score_partner *partners[PARTNERS];
	static struct ranked               out[PARTNERS];
	uint32_t                           one = project("phuket_eagle_eyes_cctv");
	double                             start;

	for (int i = 0; i < PARTNERS; i++)
		partners[i] = &made[i % PROFILES].partner;
	start = now_us();
	rank_partners(m, partners, PARTNERS, &one, 1, out);
	printf("  %8.2f us  %d partners of a project\n", now_us() - start, PARTNERS);
}

static void
time_reasons(void)
{
	struct evidence evidence[EVIDENCE_MAX];
	size_t          n = rank_all(m, &made[WATER].partner, cities, projects);
	double          start = now_us();

	for (int i = 0; i < RUNS; i++)
		score_explain(m, &made[WATER].partner, projects[(uint32_t)i % m->project_count].what, evidence);
	printf("  %8.2f us  why a pair scores as it does\n", (now_us() - start) / RUNS);
	start = now_us();
	for (size_t i = 0; i < RUNS; i++)
		smallest_edit(m, &made[WATER].partner, projects[cities[1 + i % (n - 1)].best].what,
			projects[cities[i % (n - 1)].best].what);
	printf("  %8.2f us  what would change it\n", (now_us() - start) / RUNS);
}

int
main(void)
{
	m = network_make(&network, &policy_2018);
	for (int i = 0; i < PROFILES; i++)
		profile_make(&made[i], &network, &profiles[i]);
	time_cities(TOPIS);
	time_cities(WATER);
	time_cities(GENERALIST);
	time_partners();
	time_reasons();
	return 0;
}
