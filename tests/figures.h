/*
 * What the benchmarks in C say of what they measured: medians, between what the rounds lie, ratios of
 * two sides that took turns, and growth with size. tests/figures.py is the same for those in Python.
 */
#ifndef TESTS_FIGURES_H
#define TESTS_FIGURES_H

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FIGURE_ROUNDS_MOST = 64 };

struct figure {
	double median, least, most;
};

static inline int
figure_by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static inline struct figure
figure_of(const double *rounds, unsigned count)
{
	double sorted[FIGURE_ROUNDS_MOST];

	if (count == 0 || count > FIGURE_ROUNDS_MOST)
		abort();
	memcpy(sorted, rounds, count * sizeof(*rounds));
	qsort(sorted, count, sizeof(*sorted), figure_by_size);
	return (struct figure){ (sorted[count / 2] + sorted[(count - 1) / 2]) / 2, sorted[0], sorted[count - 1] };
}

/* Of the medians; each round sets a side beside the other's turn next to it. */
static inline struct figure
figure_ratio(const double *over, const double *under, unsigned count)
{
	double        each[FIGURE_ROUNDS_MOST];
	struct figure f;

	for (unsigned i = 0; i < count && i < FIGURE_ROUNDS_MOST; i++)
		each[i] = over[i] / under[i];
	f = figure_of(each, count);
	f.median = figure_of(over, count).median / figure_of(under, count).median;
	return f;
}

/* The exponent with which an amount grows with size: the slope through the logarithms of both. */
static inline double
figure_exponent(const double *sizes, const double *amounts, unsigned count)
{
	double n = count, x = 0, y = 0, xx = 0, xy = 0;

	for (unsigned k = 0; k < count; k++) {
		double lx = log(sizes[k]), ly = log(amounts[k]);

		x += lx;
		y += ly;
		xx += lx * lx;
		xy += lx * ly;
	}
	return (n * xy - x * y) / (n * xx - x * x);
}

#endif
