/*
 * Keeps the catalogue in step with PostgreSQL.
 *
 * A hint (NOTIFY, or a new connection for it) starts a load; hints during a
 * load start one more after it. Who has just written asks for a catalogue
 * whose load began after that moment, and is called when it is there.
 */
#ifndef ENGINE_LOADER_H
#define ENGINE_LOADER_H

#include <stdbool.h>

struct catalogue;
struct db;
struct event_base;
struct loader;

struct loader *loader_open(struct event_base *base, struct db *db);
void           loader_stop(struct loader *l);	/* starts no further load */
void           loader_close(struct loader *l);	/* after db_close(), which ends the load under way */

/* The newest catalogue; NULL before the first, and while the database is away: nothing known is certain then. */
struct catalogue *loader_catalogue(const struct loader *l);

/* Calls back with a catalogue loaded after this call, or with false when it could not be. */
void loader_await(struct loader *l, void (*fn)(void *ctx, bool ok), void *ctx);

#endif
