#include "engine/view.h"

#include <stdlib.h>
#include <string.h>

#include "engine/catalogue_network.h"
#include "engine/catalogue_table.h"
#include "engine/view_parts.h"

/* Of a new network so many views are made before anyone asks. */
enum { WANTED_MAX = 2 };

struct wanted {
	const char *policy, *as_of;
};

static struct view_chunk *
make_chunk(size_t count)
{
	struct view_chunk *c = calloc(1, sizeof(*c) + count * sizeof(c->at[0]));

	if (c == NULL)
		abort();
	c->holds = 1;
	c->count = count;
	return c;
}

static void
release_chunk(struct view_chunk *c)
{
	if (--c->holds > 0)
		return;
	for (size_t i = 0; i < c->count; i++) {
		struct scored *s = atomic_load_explicit(&c->at[i], memory_order_relaxed);

		if (s != NULL && --s->holds == 0)
			free(s);
	}
	free(c);
}

/* `like` with all but its partners; NULL: with nothing yet. */
static struct view *
make_view(const struct catalogue *c, const struct view *like)
{
	size_t       chunks = c->table[RECORD_PARTNER]->chunks;
	struct view *v = calloc(1, sizeof(*v));

	if (v == NULL)
		abort();
	if (like != NULL) {
		*v = *like;
		v->frame->holds++;
	}
	v->holds = 1;
	v->catalogue = c;
	v->chunk = calloc(chunks + 1, sizeof(struct view_chunk *));
	if (v->chunk == NULL)
		abort();
	return v;
}

struct view *
view_make(const struct catalogue *c, size_t policy, const char *as_of)
{
	const struct table *partners = c->table[RECORD_PARTNER];
	struct arena       *mem = arena_new();
	struct view        *v = make_view(c, NULL);

	v->frame = arena_alloc(mem, sizeof(*v->frame));
	v->document = catalogue_at(c, RECORD_POLICY, policy);
	v->as_of = arena_strdup(mem, as_of);
	v->policy = policy_of(v->document);
	*v->frame = (struct frame){ .holds = 1, .mem = mem, .policy = v->policy };
	view_build(v, mem);
	brief_begin(v->frame, &v->model);
	for (size_t i = 0; i < partners->chunks; i++)
		v->chunk[i] = make_chunk(partners->part[i].chunk->count);
	return v;
}

void
view_release(void *view)
{
	struct view *v = view;

	if (--v->holds > 0)
		return;
	for (size_t i = 0; v->chunk[i] != NULL; i++)
		release_chunk(v->chunk[i]);
	if (--v->frame->holds == 0) {
		free(v->frame->kept);
		free(v->frame->sheets);
		free(v->frame->tables);
		brief_end(v->frame);
		told_end(v->frame);
		arena_free(v->frame->mem);
	}
	free(v->chunk);
	free(v);
}

static void
release_all(void *catalogue)
{
	struct catalogue *c = catalogue;

	while (c->view_count > 0)
		view_release(c->views[--c->view_count]);
}

static void
keep_view(struct catalogue *c, struct view *v)
{
	if (c->view_count == 0)
		arena_own(c->mem, c, release_all);
	c->views[c->view_count++] = v;
}

/* A new chunk, with what the old view has of records that are in both. */
static struct view_chunk *
inherit_records(const struct chunk *chunk, const struct view *old)
{
	const struct table *before = old->catalogue->table[RECORD_PARTNER];
	struct view_chunk  *made = make_chunk(chunk->count);
	size_t              index = table_from(before, chunk->at[0]->id);

	for (size_t i = 0; i < chunk->count; i++) {
		while (index < before->count && strcmp(table_at(before, index)->id, chunk->at[i]->id) < 0)
			index++;
		if (index < before->count && table_at(before, index) == chunk->at[i]) {
			struct scored *s = atomic_load_explicit(view_place(old, index), memory_order_acquire);

			if (s != NULL)
				s->holds++;
			atomic_init(&made->at[i], s);
		}
	}
	return made;
}

/*
 * Chunks that both catalogues have stand in both in the same order. Of others each record brings what is known
 * of it, unless something was declined: then what is the same record may score otherwise.
 */
static struct view *
inherit(const struct catalogue *c, const struct view *old)
{
	const struct table *before = old->catalogue->table[RECORD_PARTNER], *after = c->table[RECORD_PARTNER];
	bool                same_declines = c->table[RECORD_DECLINE] == old->catalogue->table[RECORD_DECLINE];
	struct view        *v = make_view(c, old);

	for (size_t i = 0, k = 0; i < after->chunks; i++) {
		const struct chunk *chunk = after->part[i].chunk;

		while (k < before->chunks && strcmp(before->part[k].chunk->at[0]->id, chunk->at[0]->id) < 0)
			k++;
		if (k < before->chunks && before->part[k].chunk == chunk) {
			v->chunk[i] = old->chunk[k];
			v->chunk[i]->holds++;
		} else {
			v->chunk[i] = same_declines ? inherit_records(chunk, old) : make_chunk(chunk->count);
		}
	}
	return v;
}

void
view_inherit(struct catalogue *c, const struct catalogue *old)
{
	if (c->network != old->network)
		return;
	for (size_t i = 0; i < old->view_count; i++)
		keep_view(c, inherit(c, old->views[i]));
	/* What is being made is for the one that takes the place, too. */
	for (struct view_making *m = c->network->making; m != NULL; m = m->next) {
		catalogue_release(m->heir);
		m->heir = catalogue_hold(c);
	}
}

struct list
view_wanted(const struct catalogue *old, struct arena *mem)
{
	struct wanted *all = arena_alloc(mem, WANTED_MAX * sizeof(*all));
	struct list    list = { .items = all };

	while (old != NULL && list.count < WANTED_MAX && list.count < old->view_count) {
		const struct view *v = old->views[list.count];

		all[list.count++] = (struct wanted){ arena_strdup(mem, v->document->id), arena_strdup(mem, v->as_of) };
	}
	return list;
}

void
view_prepare(struct catalogue *c, const struct list *wanted)
{
	const struct wanted *one = wanted->items;

	for (size_t i = 0; i < wanted->count; i++) {
		long policy = catalogue_find(c, RECORD_POLICY, one[i].policy);

		if (policy >= 0)
			keep_view(c, view_make(c, (size_t)policy, one[i].as_of));
	}
}

/* Its place among those kept; c->view_count when it is not there. */
static size_t
place_of(const struct catalogue *c, const void *document, const char *as_of)
{
	size_t i = 0;

	while (i < c->view_count && (c->views[i]->document != document || strcmp(c->views[i]->as_of, as_of) != 0))
		i++;
	return i;
}

/* A client may ask for any day; the days asked for last are kept, so that today is not crowded out. */
static struct view *
come_first(struct catalogue *c, size_t place)
{
	struct view *v = c->views[place];

	memmove(&c->views[1], &c->views[0], place * sizeof(struct view *));
	return c->views[0] = v;
}

/* Takes over `v`. */
static struct view *
keep_first(struct catalogue *c, struct view *v)
{
	if (c->view_count == VIEWS_MAX)
		view_release(c->views[--c->view_count]);
	keep_view(c, v);
	return come_first(c, c->view_count - 1);
}

bool
view_is_there(const struct catalogue *c, size_t policy, const char *as_of)
{
	return place_of(c, catalogue_at(c, RECORD_POLICY, policy), as_of) < c->view_count;
}

const struct view *
view_of_own(const struct catalogue *c, size_t policy, const char *as_of, struct arena *mem)
{
	return arena_own(mem, view_make(c, policy, as_of), view_release);
}

void
view_give(struct catalogue *c, const struct view *v)
{
	if (place_of(c, v->document, v->as_of) == c->view_count)
		keep_first(c, inherit(c, v));
}

const struct view *
view_of(struct catalogue *c, size_t policy, const char *as_of, struct arena *mem)
{
	size_t       place = place_of(c, catalogue_at(c, RECORD_POLICY, policy), as_of);
	struct view *v = place < c->view_count ? come_first(c, place) : keep_first(c, view_make(c, policy, as_of));

	v->holds++;
	return arena_own(mem, v, view_release);
}

const struct view *
view_with_weights(struct arena *mem, const struct view *v, const struct part_numbers *weights)
{
	struct view *other = arena_alloc(mem, sizeof(*other));

	*other = *v;
	for (int i = 0; i < PARTS; i++)
		other->policy.weight[i] = (int32_t)weights->at[i];
	other->model.policy = &other->policy;
	return other;
}
