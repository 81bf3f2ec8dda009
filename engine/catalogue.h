/*
 * The catalogue: one snapshot of what PostgreSQL holds, in memory.
 *
 * A catalogue is immutable from the moment it is made, and counted: whoever
 * works with one holds it, and the last to release it frees it. When data have
 * changed a new one takes its place, made of the old one and of the records that
 * changed; the two share all the others (catalogue_table.h). Who still works with
 * the old one goes on with it. Only the event loop holds and releases; a worker
 * thread reads under a hold of its request.
 *
 * Records of a kind are in the bytewise order of their ids, so that an index
 * stands for an id and its order within one catalogue.
 */
#ifndef ENGINE_CATALOGUE_H
#define ENGINE_CATALOGUE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <time.h>

#include "engine/catalogue_lines.h"
#include "proto/access.h"
#include "proto/network.h"
#include "proto/pairing_list.h"
#include "proto/partner.h"

enum record_kind {
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

/* Kinds that the API does not show as records. */
enum { RECORD_DECLINE = RECORDS, RECORD_UNREAD, RECORD_CALLER, STORED_KINDS };

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

/*
 * A partner whose document cannot be read, by a mistake of somebody who wrote past the engine, or of ours.
 * It is left out, but not in silence: a snapshot names it, and which document that was.
 */
struct unread {
	const char *id, *digest;
};

struct network;
struct record;
struct table;
struct view;

enum { VIEWS_MAX = 8 };

struct catalogue {
	struct arena   *mem;
	long            holds;
	char            snapshot[LINES_HEX];	/* digest of its text (catalogue_lines.h) */
	struct table   *table[STORED_KINDS];
	struct lines   *lines;
	struct network *network;		/* what follows from all records but partners, declines and callers */
	struct view    *views[VIEWS_MAX];	/* those asked for last (view.h), the newest first */
	size_t          view_count;
	bool            stored;	/* the database is known to hold the snapshot */
	atomic_bool     whole, scorable;	/* every partner is known to have its texts, or at least their grams */
};

/* One record as it is stored; borrowed. */
struct catalogue_row {
	const char *kind, *id, *document;	/* document NULL: there is no such record any more */
	size_t      kind_length, length;
	const char *line;	/* its line in a snapshot, if it comes from one; it goes up to the next line end */
	/* Of a partner. */
	bool           kept;	/* the database has the document for good, by the entry of the audit it came with */
	int64_t        seq;	/* that entry; 0: it was there before any */
	bool           slim;	/* if it is kept: nothing but its card is made */
	const struct partner *profile;	/* it is parsed already, and kept; then there is no document */
	struct record *record;	/* it is read already; held by the caller; then there is no document */
};

/*
 * `old` with these changes; NULL: nothing but these rows. On any thread while `old` is held. NULL when
 * a row cannot be read; the log says which. A partner that cannot be read is left out instead. What
 * follows under a policy is yet to be filled in (view.h).
 */
struct catalogue *catalogue_make(const struct catalogue *old, const struct catalogue_row *rows, size_t count);

/*
 * From the text of a stored snapshot: the same scores, but nobody may call. On any
 * thread. NULL when it is no such text; the log says which line.
 */
struct catalogue *catalogue_read(const char *text, size_t length);

/*
 * The same with nothing of partners but what must be kept, and so without their texts: it is smaller.
 * NULL when there is nothing to be let go. On any thread while `old` is held.
 */
struct catalogue *catalogue_slim(const struct catalogue *old);

/* Whether every partner has its texts, so that all can be printed too. On any thread. */
bool catalogue_is_whole(struct catalogue *c);

/* Whether every partner can be scored: it has the grams of its texts, if not the texts. On any thread. */
bool catalogue_is_scorable(struct catalogue *c);

/* How many partners are left out, because they cannot be read. */
size_t catalogue_unread(const struct catalogue *c);

/* The text that the digest names: a record a line, {"<kind>":<document>}. Of a whole catalogue. */
struct buffer *catalogue_text(const struct catalogue *c, struct arena *mem);

struct catalogue *catalogue_hold(struct catalogue *c);
void              catalogue_release(struct catalogue *c);	/* NULL is fine */

size_t catalogue_count(const struct catalogue *c, enum record_kind kind);

/* A record by its id or, for a country, city, category or sector, by any of its names. -1: none. */
long        catalogue_find(const struct catalogue *c, enum record_kind kind, const char *name);

/* A partner that has no texts here may be without them: catalogue_is_whole(), or texts.h for one of them. */
const void *catalogue_at(const struct catalogue *c, enum record_kind kind, size_t index);
const char *catalogue_id(const struct catalogue *c, enum record_kind kind, size_t index);

/* The number of a record, or 0 for a kind that has none. */
int64_t catalogue_number(const struct catalogue *c, enum record_kind kind, size_t index);

/* Which record stands at this place of a list: by number, else by id. */
size_t catalogue_shown(const struct catalogue *c, enum record_kind kind, size_t place);

/* The place in a list after that of an id, which need not be there any more. */
size_t catalogue_place_after(const struct catalogue *c, enum record_kind kind, const char *id);

/* A record's names, folded (fold.h), each followed by a line end: what ?q= is looked up in. */
const char *catalogue_folded(const struct catalogue *c, enum record_kind kind, size_t index);

const struct message *record_message(enum record_kind kind);

/* The names as the reader of a message asks for them. */
struct names catalogue_names(const struct catalogue *c);

/* Whose secret has this hash; NULL when nobody's, or expired at `now`. */
const struct caller *catalogue_caller(const struct catalogue *c, const char *hash, time_t now);

#endif
