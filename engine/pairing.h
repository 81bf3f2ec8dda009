/*
 * A pairing list, from what is asked for to what is stored: the problem as
 * scoring/ takes it, and the answer in words.
 */
#ifndef ENGINE_PAIRING_H
#define ENGINE_PAIRING_H

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
	const struct pairing_result  *result;	/* lives in `mem` */
	struct pairing_list           list;
	struct buffer                *canonical;	/* the list as its digest names it */
	struct pairing_progress      *progress;	/* NULL: nobody looks */
};

/* The view that a request is about: its policy, and its day. */
const struct view *pairing_view(struct catalogue *c, const struct pairing_request *asked, struct arena *mem);

/* The problem that the request states. False after naming the wrong rules in `p`. */
bool pairing_prepare(struct pairing_job *job, struct problem *p);

/* Solves it and puts the answer into words. Reads only what is immutable: for a worker thread. */
void pairing_compute(struct pairing_job *job);

/* False, with the rules at fault in `p`, when there is no list. */
bool pairing_accepted(const struct pairing_job *job, struct problem *p);

/* The answer in words: pairing_words.c. */
void pairing_tell(struct pairing_job *job);

#endif
