/*
 * The records of one kind in the bytewise order of their ids: an array of
 * chunks, each of some records.
 *
 * A table is immutable and counted, and so is a chunk. A changed table is a new
 * array that shares every chunk but the ones that hold a changed record, so a
 * change costs the array and a chunk, however many records there are.
 */
#ifndef ENGINE_CATALOGUE_TABLE_H
#define ENGINE_CATALOGUE_TABLE_H

#include "engine/catalogue_record.h"

enum { CHUNK_MAX = 128 };

struct chunk {
	atomic_long    holds;
	size_t         count;
	struct record *at[];
};

struct part_of_table {
	struct chunk *chunk;
	size_t        first;	/* index of its first record */
};

struct table {
	atomic_long          holds;
	size_t               count, chunks;
	struct part_of_table part[];
};

/* What becomes of an id. */
struct change {
	const char    *id;
	struct record *record;	/* NULL: it is gone; the very record there is: it stays, in a new chunk */
};

/* `changes` by id, each id once; takes over one hold of each record. NULL stands for an empty table. */
struct table *table_apply(const struct table *t, const struct change *changes, size_t count);

struct table *table_hold(struct table *t);
void          table_release(struct table *t);	/* NULL is fine */

struct record *table_at(const struct table *t, size_t index);

/* The chunk an index lies in. */
size_t table_chunk(const struct table *t, size_t index);

/* The first record whose id is not smaller: its index, t->count when there is none. */
size_t table_from(const struct table *t, const char *id);
long   table_find(const struct table *t, const char *id);	/* -1: there is none */

#endif
