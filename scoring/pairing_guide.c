/*
 * A first guess at the prices, so that the first candidates are the right ones.
 *
 * Where everybody prefers the same partners, the best pairs by score are the
 * wrong ones to begin with: all want what few can have. So a sample of the
 * partners and projects is solved first, and what they pay there is the guess
 * for all: a project is worth what the best partner of the sample would gain
 * by it, and a partner (pairing_scan.c, as its row comes by) likewise. A poor
 * guess costs time, never exactness.
 */
#include <stdlib.h>

#include "scoring/pairing_scan.h"

/*
 * A sample of every fourth is a good guess; where one side is plenty, the sample
 * costs more in rows read than it saves, and a small one is good enough.
 */
enum { SAMPLE_LEAST = 10, EVERY_BALANCED = 4, EVERY_LOPSIDED = 8 };

struct sample {
	const struct pairing_problem *whole;
	const struct pairing_watch   *watch;
	struct pairing_problem  problem;
	struct pairing_partner *partner;
	struct pairing_project *project;
	struct pairing_city     city;
	uint32_t *partner_row, *project_row;	/* in the whole problem */
	int32_t  *row;				/* one whole row */
};

static void
sample_score_row(void *ctx, uint32_t partner, int32_t *scores)
{
	struct sample *s = ctx;

	s->whole->score_row(s->whole->ctx, s->partner_row[partner], s->row);
	for (uint32_t j = 0; j < s->problem.project_count; j++)
		scores[j] = s->row[s->project_row[j]];
}

static bool
sample_progress(void *ctx, int permille)
{
	const struct sample *s = ctx;

	(void)permille;
	return s->whole->progress(s->whole->ctx, s->watch->from);
}

/* Capacities and scores, without cities, quotas and wishes. */
static void
draw(struct sample *s, const struct pairing_terms *t, uint32_t every, const struct pairing_watch *watch)
{
	*s = (struct sample){ .whole = t->problem, .watch = watch, .city = { .id = "", .country = PAIRING_NONE } };
	s->partner = pairing_alloc(t->partners, sizeof(*s->partner));
	s->project = pairing_alloc(t->projects, sizeof(*s->project));
	s->partner_row = pairing_alloc(t->partners, sizeof(*s->partner_row));
	s->project_row = pairing_alloc(t->projects, sizeof(*s->project_row));
	s->row = pairing_alloc(t->projects, sizeof(*s->row));
	s->problem = (struct pairing_problem){ .partners = s->partner, .projects = s->project, .cities = &s->city,
		.city_count = 1, .floor = t->problem->floor, .score_row = sample_score_row, .ctx = s,
		.progress = t->problem->progress != NULL ? sample_progress : NULL };
	for (uint32_t i = 0; i < t->partners; i += every) {
		const struct pairing_partner *partner = &t->problem->partners[t->partner_row[i]];

		s->partner_row[s->problem.partner_count] = t->partner_row[i];
		s->partner[s->problem.partner_count++] = (struct pairing_partner){ .id = partner->id,
			.max = t->node[i].room ? partner->max : 0, .kind = PAIRING_NONE, .country = PAIRING_NONE };
	}
	for (uint32_t j = 0; j < t->projects; j += every) {
		const struct pairing_project *project = &t->problem->projects[t->project_row[j]];

		s->project_row[s->problem.project_count] = t->project_row[j];
		s->project[s->problem.project_count++] = (struct pairing_project){ .id = project->id,
			.slots = t->node[t->first_project + j].room ? project->slots : 0 };
	}
}

static void
put_away(struct sample *s)
{
	free(s->partner);
	free(s->project);
	free(s->partner_row);
	free(s->project_row);
	free(s->row);
}

static int32_t
in_range(int64_t price)
{
	if (price > PAIRING_SCORE_MAX)
		return PAIRING_SCORE_MAX;
	return price < 0 ? 0 : (int32_t)price;
}

/* What the best partner of the sample would gain by each project. */
static void
guess_projects(struct sample *s, const struct pairing_terms *t, const struct pairing_prices *prices,
	struct pairing_seen *seen)
{
	int32_t *best = pairing_alloc(t->projects, sizeof(*best));

	for (uint32_t i = 0; i < s->problem.partner_count; i++) {
		int32_t price = in_range(prices->partner[i].score);

		if (s->partner[i].max == 0)
			continue;
		s->whole->score_row(s->whole->ctx, s->partner_row[i], s->row);
		for (uint32_t row = 0; row < t->projects; row++) {
			int32_t gain = s->row[row] - price;

			best[row] = gain > best[row] ? gain : best[row];
		}
	}
	for (uint32_t j = 0; j < s->problem.project_count; j++)
		best[s->project_row[j]] = in_range(prices->project[j].score);
	for (uint32_t j = 0; j < t->projects; j++)
		seen->guide[t->first_project + j] = (wide)best[t->project_row[j]] << t->score_shift;
	free(best);
}

bool
pairing_guess(const struct pairing_flow *f, struct pairing_seen *seen, const struct pairing_watch *watch)
{
	const struct pairing_terms *t = f->terms;
	uint32_t fewer = t->partners < t->projects ? t->partners : t->projects;
	uint32_t more = t->partners < t->projects ? t->projects : t->partners;
	uint32_t most = more / 3 > fewer ? EVERY_LOPSIDED : EVERY_BALANCED;
	uint32_t every = fewer / SAMPLE_LEAST < most ? fewer / SAMPLE_LEAST : most;
	struct pairing_result *r;
	struct sample s;
	bool   solved;

	if (every < 2)
		return true;
	draw(&s, t, every, watch);
	r = pairing_solve(&s.problem);
	solved = r->status == PAIRING_SOLVED;
	if (solved) {
		guess_projects(&s, t, &r->answer.prices, seen);
		seen->sample = pairing_alloc(s.problem.project_count, sizeof(*seen->sample));
		for (uint32_t j = 0; j < s.problem.project_count; j++)
			seen->sample[seen->sample_count++] = s.project_row[j];
	}
	pairing_free(r);
	put_away(&s);
	return solved;
}
