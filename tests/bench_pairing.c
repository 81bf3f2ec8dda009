/*
 * The pairing list against LEMON's NetworkSimplex: same problem, same run, both
 * times and both peaks. Each side is a process of its own, so its peak is its own.
 *
 *	bench_pairing			the standard sizes
 *	bench_pairing SET I J		one size; with LEMON if it is linked in
 *
 * Both maximise coverage first, then the total score; the totals must agree.
 */
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/pairing_sets.h"

/* tests/bench_pairing_lemon.cc; without it only our side is measured. Returns false when it finds no optimum. */
__attribute__((weak)) bool lemon_solve(const struct pairing_problem *p, int64_t *cities, int64_t *score);

struct outcome {
	bool    done;
	int64_t cities, score;
	double  seconds, verify;	/* verify: 0 for LEMON */
	long    peak;			/* KiB */
	uint32_t scans;
};

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void
run_ours(const struct pairing_problem *p, struct outcome *o)
{
	double start = now();
	struct pairing_result *r = pairing_solve(p);

	o->seconds = now() - start;
	o->cities = r->answer.sum.cities;
	o->score = r->answer.sum.score;
	o->scans = r->work.scans;
	start = now();
	o->done = r->status == PAIRING_SOLVED && pairing_verify(p, &r->answer).flaw == PAIRING_PROVEN;
	o->verify = now() - start;
	pairing_free(r);
}

static void
run_lemon(const struct pairing_problem *p, struct outcome *o)
{
	double start = now();

	o->done = lemon_solve(p, &o->cities, &o->score);
	o->seconds = now() - start;
}

/* The peak is what the child had beyond an idle one: the program itself is not counted. */
static struct outcome
run_apart(const struct pairing_problem *p, void (*run)(const struct pairing_problem *, struct outcome *))
{
	struct outcome o = { .done = false };
	struct rusage usage;
	int   channel[2], status;
	pid_t child;

	if (pipe(channel) != 0)
		abort();
	fflush(stdout);
	child = fork();
	if (child == 0) {
		run(p, &o);
		_exit(write(channel[1], &o, sizeof(o)) == (ssize_t)sizeof(o) ? 0 : 1);
	}
	close(channel[1]);
	if (child < 0 || read(channel[0], &o, sizeof(o)) != (ssize_t)sizeof(o))
		o.done = false;
	close(channel[0]);
	if (child > 0 && wait4(child, &status, 0, &usage) == child)
		o.peak = usage.ru_maxrss;
	return o;
}

/* True: both sides agree, and our proof holds. */
static bool
compare(enum pairing_set_kind kind, uint32_t partners, uint32_t projects, bool with_lemon)
{
	struct pairing_set_made *s = set_make(kind, partners, projects);
	struct outcome ours = run_apart(&s->problem, run_ours), lemon = { .done = false };
	bool agree = ours.done;

	printf("%-6s %6u x %-5u  ours %8.4f s %6ld KiB (%u passes, verified in %.3f s)", pairing_set_names[kind],
		partners, projects, ours.seconds, ours.peak, ours.scans, ours.verify);
	if (with_lemon && lemon_solve != NULL) {
		lemon = run_apart(&s->problem, run_lemon);
		if (lemon.done) {
			agree = agree && lemon.cities == ours.cities && lemon.score == ours.score;
			printf("  lemon %8.3f s %8ld KiB  x%.1f", lemon.seconds, lemon.peak, lemon.seconds / ours.seconds);
		} else {
			printf("  lemon: did not end");
		}
	}
	printf("%s\n", agree ? "" : "  DISAGREE");
	set_free(s);
	return agree;
}

static const struct {
	uint32_t partners, projects;
	bool     lemon;		/* it holds every pair in memory: 50 bytes each and more */
} sizes[] = {
	{ 40, 51, true }, { 300, 300, true }, { 1000, 1000, true }, { 3000, 300, true }, { 10000, 1000, true },
	{ 30000, 3000, false },
};

int
main(int count, char **word)
{
	bool agree = true;

	if (count == 4) {
		for (int kind = 0; kind < SET_KINDS; kind++)
			if (strcmp(word[1], pairing_set_names[kind]) == 0)
				agree = compare((enum pairing_set_kind)kind, (uint32_t)strtoul(word[2], NULL, 10),
					(uint32_t)strtoul(word[3], NULL, 10), true);
		return agree ? 0 : 1;
	}
	for (size_t k = 0; k < sizeof(sizes) / sizeof(*sizes); k++)
		for (int kind = 0; kind < SET_KINDS; kind++)
			agree = compare((enum pairing_set_kind)kind, sizes[k].partners, sizes[k].projects, sizes[k].lemon) && agree;
	return agree ? 0 : 1;
}
