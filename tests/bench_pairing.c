/*
 * The pairing list against LEMON, GLPK and scipy: the same problem in the same
 * run, time and peak memory of each. Every solve is a process of its own, so
 * its peak is its own; the sides take turns, so that a busy machine slows all.
 *
 *	bench_pairing			the standard sizes; BENCH_LARGE=1: the large ones too
 *	bench_pairing SET I J SIDES	one size; SIDES: letters of the table `sides`
 *
 * All maximise coverage first, then the total score. Totals must agree, and
 * ours must prove itself, or the run fails. Ours has the tie-break and the
 * certificate on, which the peers do not know; `ruled` has also quotas, pins and bans.
 */
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/figures.h"
#include "tests/pairing_peer.h"
#include "tests/pairing_sets.h"

struct outcome {
	bool    done;
	int64_t cities, score;
	double  seconds, verify;
	long    peak;			/* KiB, of the whole process */
	uint32_t scans;
};

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* --- the sides */

static void
run_ours(const struct pairing_problem *p, struct outcome *o)
{
	double start = now();
	struct pairing_result *r = pairing_solve(p);
	struct rusage usage;

	o->seconds = now() - start;
	getrusage(RUSAGE_SELF, &usage);
	o->peak = usage.ru_maxrss;
	o->cities = r->answer.sum.cities;
	o->score = r->answer.sum.score;
	o->scans = r->work.scans;
	start = now();
	o->done = r->status == PAIRING_SOLVED && pairing_verify(p, &r->answer).flaw == PAIRING_PROVEN;
	o->verify = now() - start;
	pairing_free(r);
}

static void
run_ruled(const struct pairing_problem *p, struct outcome *o)
{
	struct pairing_problem ruled = *p;
	struct set_rules      *rules = set_rule(&ruled);

	run_ours(&ruled, o);
	free(rules);
}

static void
run_lemon(const struct pairing_problem *p, struct outcome *o)
{
	double start = now();

	o->done = lemon_solve(p, &o->cities, &o->score);
	o->seconds = now() - start;
}

static void
run_glpk(const struct pairing_problem *p, struct outcome *o)
{
	double start = now();

	o->done = glpk_solve(p, &o->cities, &o->score);
	o->seconds = now() - start;
}

/* Knows no cities, and needs none: with capacity 1 and no fewer partners than projects every project is paired. */
static void
run_scipy(const struct pairing_problem *p, struct outcome *o)
{
	char     partners[12], projects[12];
	int32_t *row = calloc(p->project_count, sizeof(*row));
	FILE    *scores = tmpfile(), *answer;
	int      channel[2], status;
	long long score = 0;
	struct rusage usage;
	pid_t    child;

	if (row == NULL || scores == NULL || pipe(channel) != 0)
		abort();
	for (uint32_t i = 0; i < p->partner_count; i++) {
		p->score_row(p->ctx, i, row);
		if (fwrite(row, sizeof(*row), p->project_count, scores) != p->project_count)
			abort();
	}
	rewind(scores);
	free(row);
	snprintf(partners, sizeof(partners), "%u", p->partner_count);
	snprintf(projects, sizeof(projects), "%u", p->project_count);
	child = fork();
	if (child == 0) {
		dup2(fileno(scores), 0);
		dup2(channel[1], 1);
		/* Not whatever comes first in PATH: Debian's own has the package. */
		execl("/usr/bin/python3", "python3", "tests/pairing_peer_scipy.py", partners, projects, (char *)NULL);
		_exit(127);
	}
	close(channel[1]);
	answer = fdopen(channel[0], "r");
	o->done = child > 0 && fscanf(answer, "%lld %lf", &score, &o->seconds) == 2 &&
		wait4(child, &status, 0, &usage) == child;
	o->cities = p->city_count;
	o->score = score;
	o->peak = o->done ? usage.ru_maxrss : 0;
}

enum side { OURS, RULED, LEMON, GLPK, SCIPY, SIDES };

static const struct {
	const char *name;
	char        letter;
	bool        agrees;	/* it solves the very problem that ours does */
	void      (*run)(const struct pairing_problem *p, struct outcome *o);
} sides[] = {
	[OURS]  = { "ours",  'o', true,  run_ours },
	[RULED] = { "ruled", 'r', false, run_ruled },
	[LEMON] = { "lemon", 'l', true,  run_lemon },
	[GLPK]  = { "glpk",  'g', true,  run_glpk },
	[SCIPY] = { "scipy", 's', true,  run_scipy },
};

static struct outcome
run_apart(const struct pairing_problem *p, enum side side)
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
		sides[side].run(p, &o);
		_exit(write(channel[1], &o, sizeof(o)) == (ssize_t)sizeof(o) ? 0 : 1);
	}
	close(channel[1]);
	if (child < 0 || read(channel[0], &o, sizeof(o)) != (ssize_t)sizeof(o))
		o.done = false;
	close(channel[0]);
	if (child > 0 && wait4(child, &status, 0, &usage) == child && o.peak == 0)
		o.peak = usage.ru_maxrss;
	return o;
}

/* --- one size */

enum { TIMES_MOST = 21 };

struct measured {
	bool     ran, agrees;
	double   seconds[TIMES_MOST];
	unsigned times;
	struct outcome last;
};

static double
median(const struct measured *m)
{
	return figure_of(m->seconds, m->times).median;
}

static void
measure(const struct pairing_problem *p, const char *letters, unsigned times, struct measured by_side[SIDES])
{
	memset(by_side, 0, SIDES * sizeof(*by_side));
	for (unsigned k = 0; k < times; k++)
		for (int side = 0; side < SIDES; side++) {
			struct measured *m = &by_side[side];

			if (strchr(letters, sides[side].letter) == NULL || (m->ran && !m->last.done))
				continue;
			m->last = run_apart(p, (enum side)side);
			m->agrees = m->last.done && (k == 0 || m->agrees) && (!sides[side].agrees || !by_side[OURS].ran ||
				(m->last.cities == by_side[OURS].last.cities && m->last.score == by_side[OURS].last.score));
			m->ran = true;
			m->seconds[m->times++] = m->last.seconds;
		}
}

/* True: all sides agree, and our proofs hold. */
static bool
print_measured(const char *set, uint32_t partners, uint32_t projects, const struct measured by_side[SIDES])
{
	bool good = true;

	for (int side = 0; side < SIDES; side++) {
		const struct measured *m = &by_side[side], *ours = &by_side[OURS];
		struct figure          took, times;

		if (!m->ran)
			continue;
		good = good && m->agrees;
		took = figure_of(m->seconds, m->times);
		printf("%-9s %6u x %-5u  %-5s  %10.4f s  (%.4f to %.4f)  %8.1f MiB", set, partners, projects,
			sides[side].name, took.median, took.least, took.most, (double)m->last.peak / 1024);
		if (!m->agrees)
			printf(m->last.done ? "  DISAGREES" : "  NO LIST");
		else if (side == OURS || side == RULED)
			printf("  proven in %.4f s, %u passes", m->last.verify, m->last.scans);
		else {
			times = figure_ratio(m->seconds, ours->seconds, m->times);
			printf("  agrees; ours is %.1f times as fast (%.1f to %.1f), in 1/%.1f of the memory", times.median,
				times.least, times.most, (double)m->last.peak / (double)ours->last.peak);
		}
		printf("\n");
		fflush(stdout);
	}
	return good;
}

/* Capacity 1 everywhere: what scipy can do. */
static void
make_single(struct pairing_set_made *s)
{
	for (uint32_t i = 0; i < s->problem.partner_count; i++)
		s->partner[i].max = 1;
	for (uint32_t j = 0; j < s->problem.project_count; j++)
		s->project[j].slots = 1;
}

static bool
compare(enum pairing_set_kind kind, uint32_t partners, uint32_t projects, const char *letters, unsigned times,
	struct measured by_side[SIDES])
{
	bool single = strchr(letters, sides[SCIPY].letter) != NULL, good;
	struct pairing_set_made *s = set_make(kind, partners, projects);
	char   name[20];

	if (single)
		make_single(s);
	snprintf(name, sizeof(name), "%s%s", pairing_set_names[kind], single ? "/1" : "");
	measure(&s->problem, letters, times, by_side);
	good = print_measured(name, partners, projects, by_side);
	set_free(s);
	return good;
}

/* --- all sizes */

/* LEMON and GLPK hold every pair, and more than 50 bytes for each. GLPK takes minutes beyond the sizes here. */
static const struct size {
	uint32_t    partners, projects;
	const char *letters;
	unsigned    times;
	bool        large;
} sizes[] = {
	{ 40, 51, "orlg", 21, false },    { 300, 100, "orlg", 3, false },   { 300, 300, "orl", 7, false },    { 300, 300, "os", 7, false },
	{ 1000, 100, "orl", 7, false },   { 3000, 300, "orl", 5, false },   { 1000, 1000, "orl", 3, false },
	{ 1000, 1000, "os", 3, false },   { 10000, 1000, "orl", 3, false }, { 3000, 3000, "orl", 3, true },
	{ 3000, 3000, "os", 3, true },    { 30000, 3000, "orl", 3, true },  { 10000, 10000, "orl", 1, true },
	{ 100000, 10000, "or", 3, true },
};

enum { SIZES = sizeof(sizes) / sizeof(*sizes) };

/* The two curves of the documentation: sizes of one shape, by the side. */
static void
print_curve(const struct measured all[SIZES][SIDES], uint32_t shape, enum side side)
{
	double   pairs[SIZES], seconds[SIZES], mib[SIZES];
	unsigned count = 0;

	for (unsigned k = 0; k < SIZES; k++) {
		const struct measured *m = &all[k][side];

		if (!m->ran || all[k][SCIPY].ran || sizes[k].partners != shape * sizes[k].projects)
			continue;
		pairs[count] = (double)sizes[k].partners * sizes[k].projects;
		seconds[count] = median(m);
		mib[count++] = (double)m->last.peak / 1024;
		printf("%6u x %-5u  %-5s  %10.4f s  %8.1f MiB\n", sizes[k].partners, sizes[k].projects, sides[side].name,
			seconds[count - 1], mib[count - 1]);
	}
	if (count > 2)
		printf("%-14s  %-5s  time ~ pairs^%.2f, memory ~ pairs^%.2f\n", "", sides[side].name,
			figure_exponent(pairs, seconds, count), figure_exponent(pairs, mib, count));
}

static bool
compare_all(bool large)
{
	static struct measured model[SIZES][SIDES];
	bool good = true;

	printf("set       partners x projects  side     median      (least to most)        peak; %ld cores, %.0f GiB\n",
		sysconf(_SC_NPROCESSORS_ONLN),
		(double)sysconf(_SC_PHYS_PAGES) * (double)sysconf(_SC_PAGESIZE) / (1 << 30));
	for (unsigned k = 0; k < SIZES; k++)
		for (int kind = 0; kind < SET_KINDS && (large || !sizes[k].large); kind++) {
			struct measured by_side[SIDES];

			good = compare((enum pairing_set_kind)kind, sizes[k].partners, sizes[k].projects, sizes[k].letters,
				sizes[k].times, by_side) && good;
			if (kind == SET_MODEL)
				memcpy(model[k], by_side, sizeof(by_side));
		}
	printf("against size, set model:\n");
	for (unsigned k = 0; k < 4; k++)
		print_curve((const struct measured (*)[SIDES])model, k < 2 ? 10 : 1, k % 2 == 0 ? OURS : LEMON);
	return good;
}

int
main(int count, char **word)
{
	struct measured by_side[SIDES];
	bool good = false;

	if (count == 1)
		return compare_all(getenv("BENCH_LARGE") != NULL) ? 0 : 1;
	for (int kind = 0; kind < SET_KINDS && count == 5; kind++)
		if (strcmp(word[1], pairing_set_names[kind]) == 0)
			good = compare((enum pairing_set_kind)kind, (uint32_t)strtoul(word[2], NULL, 10),
				(uint32_t)strtoul(word[3], NULL, 10), word[4], 5, by_side);
	return good ? 0 : 1;
}
