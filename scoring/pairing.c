/*
 * Solving: a best list over few pairs, then pricing all pairs, until none is left out.
 *
 * The candidates of the first pass are the best pairs of every project and
 * partner. pairing_flow.c makes the best list over them and its prices. Each
 * further pass prices every pair (pairing_scan.c) and adds those that the
 * prices say belong in; the flow goes on from where it stands. The pass that
 * finds none is the proof over all pairs.
 */
#include "scoring/pairing.h"

#include <stdlib.h>

#include "scoring/pairing_flow.h"
#include "scoring/pairing_report.h"
#include "scoring/pairing_scan.h"

/* Work that is still ahead is not known: each phase gets a third of what remains. */
static void
next_phase(struct pairing_watch *w)
{
	w->from = w->to;
	w->to += (1000 - w->to) / 3;
}

static bool
take_in(struct pairing_flow *f, struct pairing_found *found, const struct pairing_seen *seen, bool first,
	struct pairing_watch *watch)
{
	bool done;

	next_phase(watch);
	if (first)
		done = pairing_flow_begin(f, found->edge, found->count, seen->guide, watch);
	else
		done = pairing_flow_extend(f, found->edge, found->count, watch);
	free(found->edge);
	return done;
}

/*
 * How many candidates of each side a pass keeps. Where one side is plenty, most
 * of it stays without; only the side that is scarce knows which pairs matter.
 *
 * Where none is, and many are alike, those that are worth most by the guess
 * would leave no room for the next ones, which are needed if the guess is wrong.
 * The longer the list, the better the guess, and the more of them it takes.
 */
struct breadth {
	struct scan_limits first, further;
};

static struct breadth
breadth_for(const struct pairing_terms *t)
{
	uint64_t capacity = 0, slots = 0;

	for (uint32_t i = 0; i < t->partners; i++)
		capacity += t->node[i].max < t->projects ? t->node[i].max : t->projects;
	for (uint32_t j = 0; j < t->projects; j++) {
		uint32_t max = t->node[t->first_project + j].max;

		slots += max < t->partners ? max : t->partners;
	}
	if (capacity > 2 * slots)
		return (struct breadth){ { 16, 0, UINT32_MAX }, { 16, 0, UINT32_MAX } };
	if (slots > 2 * capacity)
		return (struct breadth){ { 2, 12, UINT32_MAX }, { 2, 12, UINT32_MAX } };
	return (struct breadth){ { 10, 6, 5 + t->projects / 1000 }, { 8, 4, UINT32_MAX } };
}

/* The next pairs that belong in; reads every row again only when most would have to be. */
static struct pairing_found
look_on(const struct pairing_flow *f, struct pairing_seen *seen, const struct pairing_watch *watch, uint32_t *scans)
{
	const struct breadth breadth = breadth_for(f->terms);
	const struct scan_limits *limits = seen->passed ? &breadth.further : &breadth.first;

	if (seen->passed && pairing_scan_rows_left(f, seen) <= f->terms->partners / 2)
		return pairing_scan_rest(f, limits, seen, watch);
	++*scans;
	return pairing_scan_all(f, limits, seen, watch);
}

static bool
solve(struct pairing_flow *f, struct pairing_seen *seen, struct pairing_result *r, struct pairing_watch *watch)
{
	next_phase(watch);
	if (!pairing_guess(f, seen, watch))
		return false;
	for (bool first = true, violates = true; violates; first = false) {
		struct pairing_found found;

		next_phase(watch);
		found = look_on(f, seen, watch, &r->work.scans);
		violates = found.violates || first;
		if (found.stopped) {
			free(found.edge);
			return false;
		}
		if (!take_in(f, &found, seen, first, watch))
			return false;
		if (violates)
			pairing_flow_settle_prices(f);
	}
	pairing_flow_settle_ties(f);
	r->work.edges = f->edges;
	return true;
}

struct pairing_result *
pairing_solve(const struct pairing_problem *p)
{
	struct pairing_result *r = pairing_alloc(1, sizeof(*r));
	struct pairing_watch   watch = { .problem = p };
	struct pairing_seen    seen;
	struct pairing_terms   t;
	struct pairing_flow    f;

	r->status = pairing_terms_make(p, &t, r->crossing);
	if (r->status != PAIRING_SOLVED)
		return r;
	pairing_flow_open(&f, &t);
	pairing_seen_open(&f, &seen);
	if (solve(&f, &seen, r, &watch) && pairing_report_shorts(&f, r, &watch)) {
		pairing_report_answer(&f, &r->answer);
		pairing_report_pins(&f, r);
	} else {
		r->status = PAIRING_STOPPED;
	}
	pairing_seen_close(&seen);
	pairing_flow_close(&f);
	pairing_terms_free(&t);
	return r;
}

void
pairing_free(struct pairing_result *r)
{
	if (r == NULL)
		return;
	free(r->answer.made);
	free(r->answer.prices.partner);
	free(r->answer.prices.project);
	free(r->answer.prices.city);
	free(r->answer.prices.quota);
	free(r->pin_faults);
	free(r->shorts);
	free(r->blocks);
	free(r->blockers);
	free(r);
}
