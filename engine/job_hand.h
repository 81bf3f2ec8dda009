/*
 * A job in the hand of a worker, and what each kind of job does with it.
 *
 * The worker (job_worker.c) takes jobs, keeps their lease and ends them; a kind says how
 * one is read, computed on the worker's thread, and stored. A new kind is a
 * row in job_kinds and a file beside job_pairing.c.
 */
#ifndef ENGINE_JOB_HAND_H
#define ENGINE_JOB_HAND_H

#include <stdatomic.h>

#include "engine/catalogue.h"
#include "engine/db.h"
#include "proto/job.h"

struct job_worker;
struct loader;
struct server;

enum ending {
	END_FINISH,	/* store what was computed */
	END_FAIL,	/* say why there is nothing */
	END_RELEASE,	/* give it back */
	END_DONE,	/* it has ended already: the computation stored it itself */
	END_LOST,	/* it is somebody else's, or called off */
	ENDINGS
};

/* While the thread computes, it alone uses `mem` and `work`; the loop reads `progress`, `phase` and sets `stop`. */
struct job_in_hand {
	struct arena          *mem;
	struct job_worker     *worker;
	const struct job_work *kind;
	int                    kind_word;	/* job_kind_vocab */
	const char            *id, *attempt, *request, *digest;	/* digest: of the snapshot, or NULL */
	void                  *work;		/* the kind's own */
	struct catalogue      *catalogue;	/* held */
	atomic_bool            stop;
	atomic_int             phase;		/* enum job_phase */
	bool                   lost;		/* cancelled, or somebody else's now */
	enum ending            ending;
	bool                   ending_asked;
	struct problem         problem;
};

struct job_work {
	/* On the loop: reads what was asked and finds the data; then job_compute() or job_end(), at once or later. */
	void (*begin)(struct job_in_hand *hand);
	/* On the thread. */
	void (*compute)(struct job_in_hand *hand);
	/* On the loop: what came of it. */
	enum ending (*outcome)(struct job_in_hand *hand);
	/* For END_FINISH: asks to store it, by the answer's column "held"; may be asked again. NULL: never said. */
	void (*finish)(struct job_in_hand *hand, db_answer_fn *answer, void *ctx);
	/* How far it is, in thousandths; may be called while it computes. */
	int  (*permille)(struct job_in_hand *hand, enum job_phase *phase);
	/* It is called off: what looks at something else than `stop` is told. NULL: nothing does. */
	void (*call_off)(struct job_in_hand *hand);
};

extern const struct job_work job_pairing_work, job_import_work;

void job_compute(struct job_in_hand *hand);
void job_end(struct job_in_hand *hand, enum ending ending);
void job_end_failed(struct job_in_hand *hand, enum say say, const char *arg);

/* Whether the worker goes down, so that nothing new should be begun. */
bool job_worker_stops(const struct job_worker *w);

struct db           *job_worker_db(const struct job_worker *w);
struct loader       *job_worker_loader(const struct job_worker *w);
const struct server *job_worker_server(const struct job_worker *w);

#endif
