#include "engine/catalogue_table.h"

#include <stdlib.h>
#include <string.h>

/* A table that is being written: the chunks that are done, and the records of the next ones. */
struct writer {
	struct table  *table;
	size_t         room;		/* chunks */
	struct record *open[2 * CHUNK_MAX];
	size_t         opened;
};

static struct chunk *
chunk_hold(struct chunk *c)
{
	atomic_fetch_add_explicit(&c->holds, 1, memory_order_relaxed);
	return c;
}

static void
chunk_release(struct chunk *c)
{
	if (atomic_fetch_sub_explicit(&c->holds, 1, memory_order_acq_rel) != 1)
		return;
	for (size_t i = 0; i < c->count; i++)
		record_release(c->at[i]);
	free(c);
}

static void
write_begin(struct writer *w, size_t chunks)
{
	w->room = chunks;
	w->opened = 0;
	w->table = must_have(calloc(1, sizeof(*w->table) + chunks * sizeof(w->table->part[0])));
	atomic_init(&w->table->holds, 1);
}

static void
write_chunk(struct writer *w, struct chunk *c)
{
	struct table *t = w->table;

	if (t->chunks == w->room) {
		w->room = 2 * w->room + 4;
		t = w->table = must_have(realloc(t, sizeof(*t) + w->room * sizeof(t->part[0])));
	}
	t->part[t->chunks++] = (struct part_of_table){ c, t->count };
	t->count += c->count;
}

/* The first `n` of the open records. */
static void
close_chunk(struct writer *w, size_t n)
{
	struct chunk *c;

	if (n == 0)
		return;
	c = must_have(malloc(sizeof(*c) + n * sizeof(c->at[0])));
	atomic_init(&c->holds, 1);
	c->count = n;
	memcpy(c->at, w->open, n * sizeof(c->at[0]));
	w->opened -= n;
	memmove(w->open, w->open + n, w->opened * sizeof(w->open[0]));
	write_chunk(w, c);
}

/* Ends a stretch of new chunks: what is open becomes one, or two of a size. */
static void
close_all(struct writer *w)
{
	if (w->opened > CHUNK_MAX)
		close_chunk(w, w->opened / 2);
	close_chunk(w, w->opened);
}

static void
write_record(struct writer *w, struct record *r)
{
	if (w->opened == 2 * CHUNK_MAX)
		close_chunk(w, CHUNK_MAX);
	w->open[w->opened++] = r;
}

/* The records of a chunk with the changes from *next on that belong before `end` (NULL: all that are left). */
static void
merge_chunk(struct writer *w, const struct chunk *c, const struct change *changes, size_t count, size_t *next,
	const char *end)
{
	size_t i = 0, held = c == NULL ? 0 : c->count;

	for (;;) {
		const struct change *one = *next < count && (end == NULL || strcmp(changes[*next].id, end) < 0) ?
			&changes[*next] : NULL;
		int order = one == NULL ? -1 : i == held ? 1 : strcmp(c->at[i]->id, one->id);

		if (one == NULL && i == held)
			return;
		if (order < 0) {
			write_record(w, record_hold(c->at[i++]));
			continue;
		}
		i += order == 0;
		if (one->record != NULL)
			write_record(w, one->record);
		++*next;
	}
}

struct table *
table_apply(const struct table *t, const struct change *changes, size_t count)
{
	struct writer w;
	size_t        next = 0;

	write_begin(&w, (t == NULL ? 0 : t->chunks) + 2);
	for (size_t i = 0; t != NULL && i < t->chunks; i++) {
		const char *end = i + 1 < t->chunks ? t->part[i + 1].chunk->at[0]->id : NULL;

		if (next == count || (end != NULL && strcmp(changes[next].id, end) >= 0)) {
			close_all(&w);
			write_chunk(&w, chunk_hold(t->part[i].chunk));
		} else {
			merge_chunk(&w, t->part[i].chunk, changes, count, &next, end);
		}
	}
	merge_chunk(&w, NULL, changes, count, &next, NULL);
	close_all(&w);
	return w.table;
}

struct table *
table_hold(struct table *t)
{
	atomic_fetch_add_explicit(&t->holds, 1, memory_order_relaxed);
	return t;
}

void
table_release(struct table *t)
{
	if (t == NULL || atomic_fetch_sub_explicit(&t->holds, 1, memory_order_acq_rel) != 1)
		return;
	for (size_t i = 0; i < t->chunks; i++)
		chunk_release(t->part[i].chunk);
	free(t);
}

size_t
table_chunk(const struct table *t, size_t index)
{
	size_t low = 0, high = t->chunks;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (t->part[middle].first <= index)
			low = middle;
		else
			high = middle;
	}
	return low;
}

struct record *
table_at(const struct table *t, size_t index)
{
	const struct part_of_table *part = &t->part[table_chunk(t, index)];

	return part->chunk->at[index - part->first];
}

size_t
table_from(const struct table *t, const char *id)
{
	size_t              low = 0, high = t->chunks, first;
	const struct chunk *c;

	while (low < high) {	/* the chunks that begin with a smaller id or with this one */
		size_t middle = low + (high - low) / 2;

		if (strcmp(t->part[middle].chunk->at[0]->id, id) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == 0)
		return 0;
	c = t->part[low - 1].chunk;
	first = t->part[low - 1].first;
	for (low = 0, high = c->count; low < high;) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(c->at[middle]->id, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return first + low;
}

long
table_find(const struct table *t, const char *id)
{
	size_t index = table_from(t, id);

	return index < t->count && strcmp(table_at(t, index)->id, id) == 0 ? (long)index : -1;
}
