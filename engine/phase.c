#include "engine/phase.h"

#include <time.h>

static const char *const words[PHASES] = {
	[PHASE_READ] = "read", [PHASE_ROUTE] = "route", [PHASE_RANK] = "rank", [PHASE_PRINT] = "print",
	[PHASE_WRITE] = "write",
};

/* Upper bounds of the buckets, with how Prometheus writes them in seconds. */
static const struct {
	int64_t     ns;
	const char *seconds;
} buckets[] = {
	{ 1000, "0.000001" }, { 2500, "0.0000025" }, { 5000, "0.000005" }, { 10000, "0.00001" },
	{ 25000, "0.000025" }, { 50000, "0.00005" }, { 100000, "0.0001" }, { 250000, "0.00025" },
	{ 1000000, "0.001" }, { 10000000, "0.01" }, { 100000000, "0.1" },
};

enum { BUCKETS = sizeof(buckets) / sizeof(buckets[0]) };

/* In its own bucket only; what Prometheus wants is their sum up to each. */
static struct {
	uint64_t in[BUCKETS + 1], ns;
} counted[PHASES];

int64_t
phase_begin(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

void
phase_took(enum phase phase, int64_t ns)
{
	int i = 0;

	while (i < BUCKETS && ns > buckets[i].ns)
		i++;
	counted[phase].in[i]++;
	counted[phase].ns += (uint64_t)ns;
}

void
phase_end(enum phase phase, int64_t begun)
{
	phase_took(phase, phase_begin() - begun);
}

void
phase_print(struct buffer *b, const char *name)
{
	for (int p = 0; p < PHASES; p++) {
		uint64_t sum = 0;

		for (int i = 0; i < BUCKETS; i++) {
			sum += counted[p].in[i];
			buffer_printf(b, "%s_bucket{phase=\"%s\",le=\"%s\"} %llu\n", name, words[p], buckets[i].seconds,
				(unsigned long long)sum);
		}
		sum += counted[p].in[BUCKETS];
		buffer_printf(b, "%s_bucket{phase=\"%s\",le=\"+Inf\"} %llu\n", name, words[p], (unsigned long long)sum);
		buffer_printf(b, "%s_sum{phase=\"%s\"} %llu.%09llu\n", name, words[p],
			(unsigned long long)(counted[p].ns / 1000000000), (unsigned long long)(counted[p].ns % 1000000000));
		buffer_printf(b, "%s_count{phase=\"%s\"} %llu\n", name, words[p], (unsigned long long)sum);
	}
}
