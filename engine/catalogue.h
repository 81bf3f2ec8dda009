/*
 * The catalogue: one snapshot of what PostgreSQL holds, in memory.
 *
 * A catalogue is immutable from the moment it is made, and counted: whoever
 * works with one holds it, and the last to release it frees it. A new one
 * replaces it when the data has changed; who still works with the old one goes
 * on with it. Only the event loop holds and releases; a worker thread reads
 * under a hold of its request.
 *
 * Every kind of record is an array of the message's struct, in the bytewise
 * order of the ids, so that an index stands for an id and its order.
 */
#ifndef ENGINE_CATALOGUE_H
#define ENGINE_CATALOGUE_H

#include <stdbool.h>
#include <time.h>

#include "proto/access.h"
#include "proto/network.h"
#include "proto/pairing_list.h"
#include "proto/partner.h"

enum record {
	RECORD_COUNTRY,
	RECORD_CITY,
	RECORD_PROJECT,
	RECORD_CATEGORY,
	RECORD_SECTOR,
	RECORD_MEETING,
	RECORD_REPORTING_STEP,
	RECORD_POLICY,
	RECORD_PARTNER,
	RECORDS
};

/* Who may call, as the token table says. */
struct caller {
	const char *token;	/* id of the token, for the log and for Idempotency-Key */
	int         kind;	/* token_kind_vocab */
	int         scope;	/* token_scope_vocab */
	const char *user;	/* id of the user whose it is, or NULL */
	int         role;	/* role_vocab */
	const char *partner;	/* whose company this is, or NULL */
	const char *city;
	const char *hash;	/* SHA-256 of the secret, in hex */
	int64_t     expires;	/* Unix time, or 0 for never */
};

/* A pair that one side has declined: a project, or the city's inferred needs. */
struct declined {
	const char *partner, *project, *city;
};

struct view;

struct catalogue {
	struct arena  *mem;
	long           holds;
	const char    *snapshot;		/* SHA-256 of `canonical`, in hex */
	struct buffer *canonical;	/* the records as one JSON object a line: what a list is checked against */
	struct list    records[RECORDS];
	struct list    declined;	/* of struct declined */
	struct list    callers;		/* of struct caller, by hash */
	struct alias  *aliases;		/* folded names of countries, cities, categories and sectors, sorted */
	size_t         alias_count;
	size_t        *shown[RECORDS];	/* indexes in the order in which a list shows them: by number, else by id */
	struct list    search[RECORDS];	/* of const char *: each record's folded names, for ?q= */
	struct view  **views;		/* those asked for last (view.h), the newest first */
	size_t         view_count;
	bool           stored;	/* the database is known to hold the snapshot */
};

/* One record as it is stored; borrowed. */
struct catalogue_row {
	const char *kind, *document;
	size_t      kind_length, length;
};

/* From the rows of catalogue_load.sql. NULL when a row cannot be read; the log says which. */
struct catalogue *catalogue_make(const struct catalogue_row *rows, size_t count);

/*
 * From the canonical text of a stored snapshot: the same scores, but nobody may call. On any
 * thread. NULL when it is no such text; the log says which line.
 */
struct catalogue *catalogue_read(const char *text, size_t length);

struct catalogue *catalogue_hold(struct catalogue *c);
void              catalogue_release(struct catalogue *c);	/* NULL is fine */

/* A record by its id or, for a country, city, category or sector, by any of its names. -1: none. */
long        catalogue_find(const struct catalogue *c, enum record kind, const char *name);
const void *catalogue_at(const struct catalogue *c, enum record kind, size_t index);
/* The number of a record, or 0 for a kind that has none. */
int64_t catalogue_number(const struct catalogue *c, enum record kind, size_t index);

const char *catalogue_id(const struct catalogue *c, enum record kind, size_t index);

const struct message *record_message(enum record kind);

/* The names as the reader of a message asks for them. */
struct names catalogue_names(const struct catalogue *c);

/* Whose secret has this hash; NULL when nobody's, or expired at `now`. */
const struct caller *catalogue_caller(const struct catalogue *c, const char *hash, time_t now);

#endif
