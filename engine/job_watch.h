/*
 * Streams of events: clients that watch jobs advance (text/event-stream).
 *
 * All streams of a process are served by one question at a time, asked when a
 * hint arrives and once a second besides. A client that is slow to read gets
 * fewer events, never a longer queue: the newest state takes the place of those
 * it has missed. The last event tells how the job ended, and ends the stream;
 * without one it ends when the session or token that the client showed is over.
 */
#ifndef ENGINE_JOB_WATCH_H
#define ENGINE_JOB_WATCH_H

#include "proto/job.h"

struct db;
struct event_base;
struct exchange;
struct job_watch;
struct loader;

/* The id of the last event; a browser that comes back with it has missed nothing. */
#define JOB_WATCH_END "end"

struct job_watch *job_watch_open(struct event_base *base, struct db *db, const struct loader *loader);

/*
 * Takes the exchange, whose stream has begun, and ends it. `job` is what is known of it now;
 * `shown`, which lives in the exchange's arena, is the hash of the secret that let the client in, in the
 * role `role`; `left`: it is gone.
 */
void job_watch_add(struct job_watch *w, struct exchange *x, const struct job *job, const char *shown, int role, bool left);

void job_watch_stop(struct job_watch *w);	/* ends every stream, and those that are still added */
void job_watch_close(struct job_watch *w);	/* after db_close() */

#endif
