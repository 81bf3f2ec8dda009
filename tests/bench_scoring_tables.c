/*
 * A profile over networks of growing size (synthetic): to score it with every project, pair by pair and by
 * tables; to rank the cities, all of them, the first ten, and the first ten of a sheet that was kept; and both at once for
 * the first ten, when nothing else is asked of the profile. In turns in one run; CPU time.
 */
#include <time.h>

#include "scoring/tables.h"
#include "tests/figures.h"
#include "tests/scoring_large.h"

enum { ROUNDS = 9, SIZES = 4, TEN = 10, PROFILES_EACH = 8, PAIRS_A_ROUND = 200000, TEXT_MOST = 1024 };

static const struct {
	uint32_t projects, cities;
} sizes[SIZES] = { { 51, 26 }, { 1000, 100 }, { 10000, 700 }, { 100000, 5000 } };

enum side { PAIR_BY_PAIR, FIRST_TEN, BY_TABLES, TO_BE_KEPT, RANKED_ALL, RANKED_TEN, RANKED_KEPT, SIDES };

static const char *const names[SIDES] = {
	"scored pair by pair", "ten best cities by tables, rows passed over", "scored by tables", "by tables, to be kept",
	"all cities ranked", "ten best cities", "ten best cities of a sheet that is kept",
};

struct bench {
	struct large          large;
	const struct model   *m;
	struct tables        *t;
	struct sheet          plain, kept;
	struct ranked_city   *cities;
	struct random_profile profile;
	uint32_t              grams[TEXT_MOST];
};

static double
cpu_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void
work(struct bench *b, enum side side)
{
	switch (side) {
	case PAIR_BY_PAIR:
		sheet_fill(&b->plain, b->m, &b->profile.partner);
		break;
	case BY_TABLES:
		tables_fill(b->t, &b->plain, &b->profile.partner);
		break;
	case TO_BE_KEPT:
		tables_fill(b->t, &b->kept, &b->profile.partner);
		rank_keep(b->m, &b->kept);
		break;
	case FIRST_TEN:
		tables_rank(b->t, &b->kept, &b->profile.partner, b->m, TEN, b->cities);
		break;
	case RANKED_ALL:
		rank_cities(b->m, &b->plain, RANK_ALL, b->cities);
		break;
	case RANKED_TEN:
		rank_cities(b->m, &b->plain, TEN, b->cities);
		break;
	case RANKED_KEPT:
		rank_cities(b->m, &b->kept, TEN, b->cities);
		break;
	case SIDES:
		break;
	}
}

/* Microseconds of each side, for one profile after the other. */
static void
take_turns(struct bench *b, double took[SIDES])
{
	uint64_t seed = 2018;

	memset(took, 0, SIDES * sizeof(*took));
	for (int k = 0; k < PROFILES_EACH; k++) {
		large_profile(&b->profile, &b->large, &seed, b->grams, TEXT_MOST);
		for (int side = 0; side < SIDES; side++) {
			uint32_t times = 1 + (side == PAIR_BY_PAIR ? 0 : PAIRS_A_ROUND / b->m->project_count);
			double   start = cpu_us();

			for (uint32_t i = 0; i < times; i++)
				work(b, (enum side)side);
			took[side] += (cpu_us() - start) / times / PROFILES_EACH;
		}
	}
}

static void
measure(int size, double median[SIDES])
{
	static struct bench b;
	double              rounds[SIDES][ROUNDS], took[SIDES];
	void               *memory[3];

	b.m = large_make(&b.large, sizes[size].projects, sizes[size].cities);
	memory[0] = large_take(sheet_bytes(b.m), 1);
	memory[1] = large_take(sheet_bytes(b.m), 1);
	memory[2] = large_take(tables_bytes(b.m), 1);
	b.plain = sheet_in(memory[0], b.m);
	b.kept = sheet_in(memory[1], b.m);
	b.t = tables_in(memory[2], b.m);
	b.cities = large_take(rank_room(b.m, RANK_ALL), sizeof(*b.cities));
	for (int i = 0; i < ROUNDS; i++) {
		take_turns(&b, took);
		for (int side = 0; side < SIDES; side++)
			rounds[side][i] = took[side];
	}
	for (int side = 0; side < SIDES; side++) {
		int           peer = side < RANKED_ALL ? PAIR_BY_PAIR : RANKED_ALL;
		struct figure f = figure_of(rounds[side], ROUNDS), r = figure_ratio(rounds[peer], rounds[side], ROUNDS);

		median[side] = f.median;
		printf("  %u projects in %u cities, %s: %.2f us (%.2f to %.2f); %s / this %.1f (%.1f to %.1f)\n", sizes[size].projects,
			sizes[size].cities, names[side], f.median, f.least, f.most, names[peer], r.median, r.least, r.most);
	}
	for (int i = 0; i < 3; i++)
		free(memory[i]);
	free(b.cities);
	large_free(&b.large);
}

int
main(void)
{
	double size[SIZES], took[SIZES][SIDES], one[SIZES];

	for (int k = 0; k < SIZES; k++) {
		measure(k, took[k]);
		size[k] = sizes[k].projects;
	}
	for (int side = 0; side < SIDES; side++) {
		for (int k = 0; k < SIZES; k++)
			one[k] = took[k][side];
		printf("  %s: time ~ projects^%.2f, from %u to %u projects\n", names[side], figure_exponent(size, one, SIZES),
			sizes[0].projects, sizes[SIZES - 1].projects);
	}
	return 0;
}
