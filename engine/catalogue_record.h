/*
 * One record of the catalogue: a row of PostgreSQL, read once.
 *
 * It is immutable, lies in one piece of memory and is counted, since many
 * catalogues share it: the one it came with and all later ones until it
 * changes. It holds what follows from it alone; what also follows from others
 * is the network's (catalogue_network.h) or a view's.
 */
#ifndef ENGINE_CATALOGUE_RECORD_H
#define ENGINE_CATALOGUE_RECORD_H

#include <stdatomic.h>

#include "engine/catalogue.h"
#include "scoring/score.h"

struct record {
	atomic_long   holds;
	const char   *id;		/* that it is ordered by; of a caller, its hash */
	const void   *message;		/* NULL of a partner, which is read when it is asked for: catalogue_partner.h */
	const char   *names;		/* folded, each followed by a line end: what ?q= is looked up in */
	struct grams  text;		/* of a project's titles; not weighed */
	const unsigned char *line;	/* SHA-256 of its line in a snapshot; of a caller nothing */
};

/* From its row. On any thread. NULL when it cannot be read; the log says why. */
struct record *record_read(int kind, const struct catalogue_row *row);

struct record *record_hold(struct record *r);
void           record_release(struct record *r);

/* What a kind is called in catalogue_load.sql and in a snapshot; NULL for no kind. */
const char *record_word(int kind);
int         record_kind_of(const char *word, size_t length);	/* -1: there is no such kind */

/* Whether it is found by its names too. */
bool record_is_named(int kind);

/* Whether other records mean something else when one of this kind changes. */
bool record_is_of_network(int kind);

/* What stands for a partner's row that cannot be read. The log says why. */
struct record *record_unread(const struct catalogue_row *row);

/* Its line in a snapshot, with the line end. People's addresses stay out: a snapshot lasts as long as its lists. */
void record_print_line(struct buffer *b, int kind, const void *message);

/* Texts in both languages as one set of grams. */
struct grams record_grams(struct arena *mem, const char *en, const char *ko);

/* The SHA-256 of its line: of `stored`, up to its line end, if it came with one, whatever we would print today. */
void record_hash_line(unsigned char hash[LINES_HASH], int kind, const void *message, const char *stored, struct arena *mem);

/* Its names, folded, each followed by a line end. */
const char *record_fold_names(int kind, const void *message, struct arena *mem);

/* What a record is called, its id first. */
struct texts record_names(int kind, const void *message, struct arena *mem);

#endif
