/*
 * Takes jobs from the queue and computes them on a thread of its own, one at a time.
 *
 * A job is held under a lease that the event loop renews with every sign of
 * life. When the job is cancelled, or another worker has taken it over, the
 * answer to the sign of life says so, the computation stops and its result is
 * dropped: the database would not take it anyway.
 *
 * What there is to do with a job is a matter of its kind: job_hand.h.
 */
#ifndef ENGINE_JOB_WORKER_H
#define ENGINE_JOB_WORKER_H

struct db;
struct db_settings;
struct event_base;
struct job_worker;
struct loader;

/* `settings`: those of `db`, for what the thread asks over a connection of its own. */
struct job_worker *job_worker_open(struct event_base *base, struct db *db, const struct db_settings *settings,
	struct loader *loader, long lease_ms);

/* Takes nothing more and gives back what it has; then calls back, from the loop or at once. */
void job_worker_stop(struct job_worker *w, void (*on_stopped)(void *ctx), void *ctx);

void job_worker_halt(struct job_worker *w);	/* ends the thread; before db_close() */
void job_worker_close(struct job_worker *w);	/* after db_close(); NULL is fine for both */

#endif
