/*
 * The ten best of a sheet: weighing every pair and choosing, beside the rate at which this
 * machine reads the same bytes, in turns in one run; CPU time.
 *
 *	bench_scoring_sheet		a million pairs
 *	bench_scoring_sheet N FILE	N pairs; the sheet goes to FILE (bench_scoring_sheet.py reads it), and
 *					what is printed is for a program: nanoseconds of one ranking by
 *					either path, then the ten best
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "scoring/sheet.h"
#include "tests/scoring_random.h"

enum { TEN = 10, ROUNDS = 15, MILLION = 1000000, SEED = 20180708, PAIRS_A_ROUND = 4 * MILLION };

static double
cpu_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static void
draw_sheet(struct sheet *s)
{
	uint64_t seed = SEED;

	for (uint32_t i = 0; i < s->count; i++) {
		for (int k = 0; k < PARTS; k++)
			s->part[k][i] = (int16_t)draw(&seed, PART_MAX + 1);
		s->gates[i] = draw(&seed, 4) == 0 ? BIT(GATE_CONFLICT) : 0;
		s->known[i] = (uint8_t)draw(&seed, 1 << PARTS);
	}
}

/* The ten that stand first; of equals, the smaller index. Nearly every pair ends at the first comparison. */
static void
choose(const uint32_t *standing, uint32_t count, uint32_t ten[TEN])
{
	uint32_t first = count < TEN ? count : TEN, n = 0, least = 0;

	for (uint32_t i = 0; i < count; i++) {
		uint32_t at;

		if (n == first && standing[i] <= least)
			continue;
		at = n < first ? n++ : n - 1;
		for (; at > 0 && standing[ten[at - 1]] < standing[i]; at--)
			ten[at] = ten[at - 1];
		ten[at] = i;
		least = standing[ten[n - 1]];
	}
}

typedef void path_fn(const struct sheet *s, const int32_t weight[PARTS], uint32_t *standing);

/* Nanoseconds of one ranking. */
static double
time_path(const struct sheet *s, path_fn *path, uint32_t *standing, uint32_t ten[TEN])
{
	uint32_t turns = PAIRS_A_ROUND / s->count + 1;
	double   start = cpu_ns();

	for (uint32_t i = 0; i < turns; i++) {
		path(s, policy_2018.weight, standing);
		choose(standing, s->count, ten);
	}
	return (cpu_ns() - start) / turns;
}

/* Nanoseconds to read the sheet once and do next to nothing with it. */
static double
time_reading(const void *bytes, size_t n)
{
	typedef uint64_t wide __attribute__((vector_size(64)));
	const wide *at = bytes;
	wide        sum[4] = { { 0 } };
	double      start = cpu_ns();

	for (size_t i = 0; i + 4 <= n / sizeof(wide); i += 4)
		for (int k = 0; k < 4; k++)
			sum[k] |= at[i + (size_t)k];
	sum[0] |= sum[1] | sum[2] | sum[3];
	/* The compiler must not see that nobody asks for the sum. */
	__asm__ volatile("" : : "m"(sum));
	return cpu_ns() - start;
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
median(double *times)
{
	qsort(times, ROUNDS, sizeof(*times), by_size);
	return times[ROUNDS / 2];
}

int
main(int argc, char **argv)
{
	uint32_t     count = argc > 2 ? (uint32_t)atol(argv[1]) : MILLION, fast_ten[TEN], plain_ten[TEN];
	size_t       bytes = sheet_bytes(count);
	void        *memory = aligned_alloc(64, (bytes + 63) / 64 * 64);
	uint32_t    *standing = malloc((count + SHEET_BLOCK) * sizeof(*standing));
	struct sheet s = sheet_in(memory, count);
	double       fast[ROUNDS], plain[ROUNDS], reading[ROUNDS];

	memset(memory, 0, bytes);
	draw_sheet(&s);
	for (int i = 0; i < ROUNDS; i++) {
		fast[i] = time_path(&s, sheet_standings, standing, fast_ten);
		plain[i] = time_path(&s, sheet_standings_portable, standing, plain_ten);
		reading[i] = time_reading(memory, bytes);
	}
	if (memcmp(fast_ten, plain_ten, sizeof(fast_ten)) != 0) {
		puts("  the two paths disagree");
		return EXIT_FAILURE;
	}
	if (argc > 2) {
		FILE *file = fopen(argv[2], "wb");

		if (file == NULL || fwrite(memory, 1, bytes, file) != bytes || fclose(file) != 0)
			return EXIT_FAILURE;
		printf("%.0f %.0f", median(fast), median(plain));
		for (int i = 0; i < TEN && (uint32_t)i < count; i++)
			printf(" %u", fast_ten[i]);
		putchar('\n');
	} else {
		double ours = median(fast), portable = median(plain), read = median(reading);

		printf("  ten best of %u pairs, %zu bytes a pair: %.2f ns a pair, portable C %.2f; "
			"reading the bytes alone %.2f; ratio %.2f\n",
			count, bytes / count, ours / count, portable / count, read / count, read / ours);
	}
	free(standing);
	free(memory);
	return EXIT_SUCCESS;
}
