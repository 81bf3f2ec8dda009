/*
 * The ten best of many pairs: weighing every pair and choosing, beside the rate at which this
 * machine reads the same bytes, in turns in one run; CPU time.
 *
 *	bench_scoring_sheet		a million pairs
 *	bench_scoring_sheet N FILE	N pairs; their columns go to FILE (bench_scoring_sheet.py reads it), and
 *					what is printed is for a program: nanoseconds of one ranking in each
 *					round, then 0, then the ten best
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "scoring/columns.h"
#include "tests/figures.h"
#include "tests/scoring_random.h"

enum { TEN = 10, ROUNDS = 15, SIZES = 5, MILLION = 1000000, SEED = 20180708, PAIRS_A_ROUND = 4 * MILLION };

static const uint32_t sizes[SIZES] = { 1000, 10000, 100000, MILLION, 4 * MILLION };

static const struct path {
	uint32_t (*next)(const struct columns *c, const int32_t weight[PARTS], uint32_t from, uint32_t least);
	void     (*standings)(const struct band *b, const int32_t weight[PARTS], uint32_t standing[BAND]);
} ours = { columns_next, band_standings }, portable = { columns_next_portable, band_standings_portable };

struct ten {
	uint32_t count, row[TEN], standing[TEN];
};

static double
cpu_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static struct columns
draw_columns(uint32_t count)
{
	uint64_t       seed = SEED;
	size_t         bytes = (columns_bytes(count) + 63) / 64 * 64;
	void          *memory = aligned_alloc(64, bytes);
	struct columns c;

	if (memory == NULL)
		abort();
	memset(memory, 0, bytes);
	c = columns_in(memory, count);
	for (uint32_t i = 0; i < count; i++) {
		struct score s = { .gates = draw(&seed, 4) == 0 ? BIT(GATE_CONFLICT) : 0 };

		for (int k = 0; k < PARTS; k++)
			s.part[k] = (int32_t)draw(&seed, PART_MAX + 1);
		columns_put(&c, i, &s);
	}
	columns_pad(&c);
	return c;
}

static void
put(struct ten *ten, uint32_t row, uint32_t standing)
{
	uint32_t at = ten->count < TEN ? ten->count++ : TEN - 1;

	for (; at > 0 && ten->standing[at - 1] < standing; at--) {
		ten->standing[at] = ten->standing[at - 1];
		ten->row[at] = ten->row[at - 1];
	}
	ten->standing[at] = standing;
	ten->row[at] = row;
}

/* Those that stand first; of equals, the smaller row. Once there are ten, only a higher one stops the reading. */
static void
choose(const struct columns *c, const struct path *path, struct ten *ten)
{
	uint32_t row = 0;

	ten->count = 0;
	while (row < c->count) {
		uint32_t standing[BAND];

		if (ten->count == TEN)
			row = path->next(c, policy_2018.weight, row, ten->standing[TEN - 1] + 1);
		if (row < c->count)
			path->standings(&c->band[row / BAND], policy_2018.weight, standing);
		for (uint32_t end = (row / BAND + 1) * BAND; row < end && row < c->count; row++)
			if (ten->count < TEN || standing[row % BAND] > ten->standing[TEN - 1])
				put(ten, row, standing[row % BAND]);
	}
}

/* Nanoseconds of one ranking. */
static double
time_path(const struct columns *c, const struct path *path, struct ten *ten)
{
	uint32_t turns = PAIRS_A_ROUND / c->count + 1;
	double   start = cpu_ns();

	for (uint32_t i = 0; i < turns; i++)
		choose(c, path, ten);
	return (cpu_ns() - start) / turns;
}

/* Next to nothing is done with what is read, in vectors as wide as the machine has them. */
#ifdef __x86_64__
__attribute__((target_clones("avx2", "default")))
#endif
static void
read_all(const void *bytes, size_t n)
{
	typedef uint64_t wide __attribute__((vector_size(32)));
	const wide *at = bytes;
	wide        sum[8] = { { 0 } };

	for (size_t i = 0; i + 8 <= n / sizeof(wide); i += 8)
		for (int k = 0; k < 8; k++)
			sum[k] |= at[i + (size_t)k];
	for (int k = 1; k < 8; k++)
		sum[0] |= sum[k];
	/* The compiler must not see that nobody asks for the sum. */
	__asm__ volatile("" : : "m"(sum));
}

/* Nanoseconds to read once what a ranking reads. */
static double
time_reading(const struct columns *c)
{
	uint32_t turns = PAIRS_A_ROUND / c->count + 1;
	double   start = cpu_ns();

	for (uint32_t i = 0; i < turns; i++)
		read_all(c->band, (size_t)(c->known - (const uint8_t *)c->band));
	return (cpu_ns() - start) / turns;
}

static void
print_beside(uint32_t count, const char *side, const double *rounds, const char *peer, const double *under,
	double least)
{
	struct figure f = figure_of(rounds, ROUNDS), u = figure_of(under, ROUNDS), r = figure_ratio(under, rounds, ROUNDS);

	printf("  ten best of %u pairs: %s %.2f ns a pair (%.2f to %.2f); %s %.2f (%.2f to %.2f); ratio %.2f (%.2f to %.2f)",
		count, side, f.median / count, f.least / count, f.most / count, peer, u.median / count, u.least / count,
		u.most / count, r.median, r.least, r.most);
	if (least > 0)
		printf(", wanted at least %g%s", least, r.median >= least ? "" : ": MISSED");
	putchar('\n');
}

static void
measure(uint32_t count, double *median)
{
	struct columns c = draw_columns(count);
	struct ten     fast_ten, plain_ten;
	double         fast[ROUNDS], plain[ROUNDS], reading[ROUNDS];

	for (int i = 0; i < ROUNDS; i++) {
		fast[i] = time_path(&c, &ours, &fast_ten);
		reading[i] = time_reading(&c);
		plain[i] = time_path(&c, &portable, &plain_ten);
	}
	if (memcmp(&fast_ten, &plain_ten, sizeof(fast_ten)) != 0) {
		puts("  the two paths disagree");
		exit(EXIT_FAILURE);
	}
	if (count == MILLION) {
		print_beside(count, "ours", fast, "reading the same bytes", reading, 0.9);
		print_beside(count, "in portable C", plain, "reading the same bytes", reading, 0);
	}
	*median = figure_of(fast, ROUNDS).median;
	free(c.band);
}

static void
grow(void)
{
	double size[SIZES], took[SIZES];

	for (int k = 0; k < SIZES; k++) {
		measure(sizes[k], &took[k]);
		size[k] = sizes[k];
	}
	printf("  ten best: time ~ pairs^%.2f, from %u to %u pairs\n", figure_exponent(size, took, SIZES), sizes[0], sizes[SIZES - 1]);
}

/* Column by column, for a program that knows no bands. */
static void
write_columns(const struct columns *c, const char *path)
{
	FILE *file = fopen(path, "wb");
	bool  written = file != NULL;

	for (int k = 0; k <= PARTS && written; k++)
		for (uint32_t i = 0; i < c->count && written; i++)
			written = fwrite(k < PARTS ? (void *)columns_part(c, (enum part)k, i) : columns_gates(c, i), 2, 1, file) == 1;
	if (!written || fclose(file) != 0)
		exit(EXIT_FAILURE);
}

int
main(int argc, char **argv)
{
	struct columns c;
	struct ten     ten;

	if (argc < 3) {
		grow();
		return EXIT_SUCCESS;
	}
	c = draw_columns((uint32_t)atol(argv[1]));
	write_columns(&c, argv[2]);
	for (int i = 0; i < ROUNDS; i++)
		printf("%.0f ", time_path(&c, &ours, &ten));
	putchar('0');
	for (uint32_t i = 0; i < ten.count; i++)
		printf(" %u", ten.row[i]);
	putchar('\n');
	free(c.band);
	return EXIT_SUCCESS;
}
