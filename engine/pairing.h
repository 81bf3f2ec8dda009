/*
 * A pairing list, from what is asked for to what is stored: the problem as
 * scoring/ takes it, and the answer in words.
 */
#ifndef ENGINE_PAIRING_H
#define ENGINE_PAIRING_H

#include "engine/explain.h"
#include <stdatomic.h>

#include "engine/view.h"
#include "proto/pairing_list.h"
#include "scoring/pairing.h"

/* What a worker thread and the event loop tell each other meanwhile. */
struct pairing_progress {
	atomic_int  permille;	/* of the solver; only grows */
	atomic_bool stop;	/* asked by the loop */
	atomic_bool telling;	/* the list is found, and is being put into words */
};

struct pairing_job {
	struct arena                 *mem;
	const struct view            *view;
	const struct pairing_request *request;
	struct pairing_problem        problem;
	int32_t                      *scores;	/* by partner, then project, as far as `scored`; NULL: too many to keep */
	bool                         *scored;
	const struct pairing_result  *result;	/* lives in `mem` */
	struct pairing_list           list;
	struct buffer                *canonical;	/* the list as its digest names it */
	const struct buffer          *snapshot;		/* the text to be stored with it, or NULL */
	struct pairing_progress      *progress;	/* NULL: nobody looks */
};

/* The view that a request is about: its policy, and its day. */
size_t             pairing_policy(const struct catalogue *c, const struct pairing_request *asked);
const char        *pairing_day(const struct catalogue *c, const struct pairing_request *asked);
const struct view *pairing_view(struct catalogue *c, const struct pairing_request *asked, struct arena *mem);

/* The problem that the request states. False after naming the wrong rules in `p`. */
bool pairing_prepare(struct pairing_job *job, struct problem *p);

/* Solves it and puts the answer into words. Reads only what is immutable: for a worker thread. */
void pairing_compute(struct pairing_job *job);

/* False, with the rules at fault in `p`, when there is no list. */
bool pairing_accepted(const struct pairing_job *job, struct problem *p);

/* The answer in words: pairing_words.c. What falls short, and what stands in the way: pairing_short.c. */
void pairing_tell(struct pairing_job *job);
void pairing_tell_shorts(struct pairing_job *job);

/* What a pair hangs on by itself; ties are found by looking at the others. */
uint32_t pairing_flags(const struct pairing_job *job, uint32_t project, const struct score *score);

/* Partners, cities, projects, sets and pairs of the problem by their names: pairing_names.c. */
struct sentence pairing_name_partner(const struct pairing_job *job, uint32_t partner);
struct sentence pairing_name_city(const struct pairing_job *job, uint32_t city);
struct sentence pairing_name_project(const struct pairing_job *job, uint32_t project);	/* "city: title" */
struct sentence pairing_name_quota(const struct pairing_job *job, uint32_t quota);
struct sentence pairing_name_set(const struct pairing_job *job, enum pairing_set set, uint32_t which);
struct sentence pairing_name_pair(const struct pairing_job *job, uint32_t partner, uint32_t project);

/* "A, B": `out` may be empty. */
struct sentence pairing_join(struct arena *mem, struct sentence out, const char *between, struct sentence next);

struct sentence  pairing_number(const struct pairing_job *job, int64_t n);
struct sentence  pairing_points(const struct pairing_job *job, int64_t score);
struct sentence  pairing_points_up(const struct pairing_job *job, int64_t rise);	/* so many that they suffice */
struct pair_view pairing_view_of(const struct pairing_job *job, uint32_t partner, uint32_t project);

/* The pairs of a list, for one that replaces it. */
struct list pairing_pairs_of(struct arena *mem, const struct pairing_list *list);

/* The proof as the list carries it; job->result is solved. */
const struct certificate *pairing_certify(const struct pairing_job *job);

/*
 * Makes job->result again from what a stored list says, without solving. job->problem is
 * prepared from its constraints and data. False when a name of the list is not known there.
 */
bool pairing_recall(struct pairing_job *job, const struct pairing_list *list, struct problem *p);

#endif
