/*
 * Keeps the catalogue in step with PostgreSQL.
 *
 * The database notes which records each transaction changes. A hint (NOTIFY, or
 * a new connection for it) makes the loader ask what was noted by transactions
 * that it has not seen yet, and how those records are now, all in one statement
 * and so as of one moment; hints meanwhile make it ask once more. Only at the
 * start, or when the server's history is not the one it knows, does it read
 * everything. What comes is taken in on a thread. Who has just written asks for
 * a catalogue made of a question asked after that moment, and is called when it
 * is there.
 */
#ifndef ENGINE_LOADER_H
#define ENGINE_LOADER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct catalogue;
struct db;
struct db_settings;
struct event_base;
struct loader;
struct partner;

/*
 * `settings` say how the threads connect that read everything; they read with more patience than `db`.
 * When more than `keep` bytes of profiles are unpacked they are let go; who needs one again asks again.
 */
struct loader *loader_open(struct event_base *base, struct db *db, const struct db_settings *settings, size_t keep);
void           loader_stop(struct loader *l);	/* waits for its thread; starts no further load */
void           loader_close(struct loader *l);	/* after db_close(), which ends the load under way */

/* The newest catalogue; NULL before the first, and while the database is away: nothing known is certain then. */
struct catalogue *loader_catalogue(const struct loader *l);

/* Whether one is on its way, from a database that is there. */
bool loader_is_reading(const struct loader *l);

/*
 * Makes a catalogue whole or scorable (catalogue_is_whole, catalogue_is_scorable), as long as it is held, and
 * calls back; true: it is. False: there is too much to do already, and there will be no call.
 */
bool loader_complete(struct loader *l, struct catalogue *c, bool texts, void (*fn)(void *ctx, bool ok), void *ctx);

/* The texts of all are in use: they are not let go for a while, whatever they take. */
void loader_keeps_whole(struct loader *l);

/* Something was unpacked: so that it does not become too much. */
void loader_tidy(struct loader *l);

/* A partner that was just stored as it is here, with an entry of the audit: the next catalogue need not be told of it. */
void loader_add_own(struct loader *l, int64_t entry, const struct partner *p);

/* Calls back with a catalogue asked for after this call, or with false when it could not be had. */
void loader_await(struct loader *l, void (*fn)(void *ctx, bool ok), void *ctx);

#endif
