/*
 * What the database is asked at length for a catalogue that is there already: to
 * make it whole, or to keep its cards.
 *
 * Each is done on a thread, over a connection of its own, one after the other;
 * those that nobody waits for on a thread that gives way to all others.
 */
#ifndef ENGINE_CHORES_H
#define ENGINE_CHORES_H

#include <stdatomic.h>
#include <stdbool.h>

#include "engine/errand.h"

struct catalogue;
struct chores;
struct event_base;

/* On the thread. */
typedef bool chore_fn(struct errand *e, struct catalogue *c);

/* `off` calls them off. `ended` is called after each, before whoever waits for it. */
struct chores *chores_open(struct event_base *base, const struct server *server, const atomic_bool *off,
	void (*ended)(void *ctx), void *ctx);

/* Waits for its threads; what they have not come to ends with false. */
void chores_close(struct chores *c);

/* Holds the catalogue, and calls back. False: there is too much to do already, and there will be no call. */
bool chores_await(struct chores *c, struct catalogue *catalogue, chore_fn *run, void (*fn)(void *ctx, bool ok), void *ctx);

/* The same for nobody. False: the last one is not done yet. */
bool chores_leave(struct chores *c, struct catalogue *catalogue, chore_fn *run);

#endif
