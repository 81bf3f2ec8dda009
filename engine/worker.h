/*
 * One thread for long computations over immutable data, beside the event loop.
 *
 * The loop hands over a piece of work and goes on; run() is called on the
 * thread, then done() on the loop. Works wait their turn in a bounded queue.
 * run() may read only what is immutable or its own; it must not touch the
 * loop, the database or the log.
 */
#ifndef ENGINE_WORKER_H
#define ENGINE_WORKER_H

#include <stdbool.h>

struct event_base;
struct worker;

struct worker *worker_open(struct event_base *base, int queue_max);

/* One for what nobody waits for: its thread gives way to all that has something to do. */
struct worker *worker_open_behind(struct event_base *base, int queue_max);

/* Waits for the work that runs. What has been run is told by done(); what still waits gets neither call. */
void worker_close(struct worker *w);

/* Called from the loop only. False when the queue is full: then neither function is called. */
bool worker_do(struct worker *w, void (*run)(void *ctx), void (*done)(void *ctx), void *ctx);

#endif
