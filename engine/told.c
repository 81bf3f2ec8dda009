#include "engine/told.h"

#include <stdlib.h>

#include "engine/view_parts.h"

/* Of one frame; pages of places that nobody has come to cost nothing. */
enum { PLACES = 16384, BYTES = 8 << 20 };

enum telling { TELL_NUMBERS, TELL_PARTS, TELL_CHANGE, TELLINGS };

/* What is told, and of what. */
struct subject {
	enum telling telling;
	uint32_t     project, above;
	uint64_t     number;
};

/* Counted: who was given it keeps it. */
struct told_once {
	long           holds;
	struct subject of;
	size_t         size;
	struct kept   *kept;	/* NULL: there is nothing to tell */
	size_t         count;	/* of a list */
};

/* Each has one place, and takes it from whoever was there before. */
struct told {
	size_t            bytes;
	size_t            hand;	/* the place to be cleared next, when there are too many bytes */
	struct told_once *at[PLACES];
};

static void
let_go(void *once)
{
	struct told_once *o = once;

	if (--o->holds > 0)
		return;
	free(o->kept);
	free(o);
}

static void
clear(struct told *t, size_t place)
{
	if (t->at[place] == NULL)
		return;
	t->bytes -= t->at[place]->size;
	let_go(t->at[place]);
	t->at[place] = NULL;
}

void
told_end(struct frame *f)
{
	for (size_t i = 0; f->told != NULL && i < PLACES; i++)
		clear(f->told, i);
	free(f->told);
}

static struct told *
told_of(struct frame *f)
{
	if (f->told == NULL && (f->told = calloc(1, sizeof(*f->told))) == NULL)
		abort();
	return f->told;
}

/* Pairs of partners with successive numbers and of all projects stand side by side. */
static size_t
place_of(const struct pair_view *pair, enum telling telling)
{
	return ((pair->number * pair->view->model.project_count + pair->project) * TELLINGS + telling) % PLACES;
}

static const struct told_once *
find(struct arena *mem, const struct pair_view *pair, const struct subject *of)
{
	struct told_once *o = told_of(pair->view->frame)->at[place_of(pair, of->telling)];

	if (o == NULL || o->of.number != of->number || o->of.project != of->project || o->of.above != of->above ||
	    o->of.telling != of->telling)
		return NULL;
	o->holds++;
	return arena_own(mem, o, let_go);
}

/* Even if the new one is among those that make room, who asked has it. */
static const struct told_once *
keep(struct arena *mem, const struct pair_view *pair, const struct subject *of, struct kept *kept, size_t count)
{
	struct told      *t = told_of(pair->view->frame);
	size_t            place = place_of(pair, of->telling);
	struct told_once *o = malloc(sizeof(*o));

	if (o == NULL)
		abort();
	*o = (struct told_once){ .holds = 2, .of = *of, .size = sizeof(*o) + (kept == NULL ? 0 : kept->size),
		.kept = kept, .count = count };
	clear(t, place);
	t->at[place] = o;
	for (t->bytes += o->size; t->bytes > BYTES; t->hand = (t->hand + 1) % PLACES)
		clear(t, t->hand);
	return arena_own(mem, o, let_go);
}

static struct list
list_of(const struct told_once *o)
{
	return (struct list){ .items = (void *)(uintptr_t)o->kept->message, .count = o->count, .kept = o->kept };
}

static struct list
told_list(struct arena *mem, const struct pair_view *pair, const struct score *score, enum telling telling)
{
	const struct subject    of = { telling, pair->project, NO_PROJECT_ABOVE, pair->number };
	const struct told_once *there = pair->number == 0 ? NULL : find(mem, pair, &of);
	struct list             list;

	if (there != NULL)
		return list_of(there);
	list = telling == TELL_PARTS ? explain_parts(mem, pair, score) : explain_numbers(mem, pair, score);
	if (pair->number == 0)
		return list;
	return list_of(keep(mem, pair, &of, message_keep_list(&part_line_message, &list), list.count));
}

struct list
told_numbers(struct arena *mem, const struct pair_view *pair, const struct score *score)
{
	return told_list(mem, pair, score, TELL_NUMBERS);
}

struct list
told_parts(struct arena *mem, const struct pair_view *pair, const struct score *score)
{
	return told_list(mem, pair, score, TELL_PARTS);
}

static struct object
object_of(const struct told_once *o)
{
	return (struct object){ .at = o->kept == NULL ? NULL : o->kept->message, .kept = o->kept };
}

struct object
told_change(struct arena *mem, const struct pair_view *pair, const struct sheet *sheet, uint32_t above)
{
	const struct subject      of = { TELL_CHANGE, pair->project, above, pair->number };
	const struct told_once   *there = pair->number == 0 ? NULL : find(mem, pair, &of);
	struct edit               edit;
	const struct change_line *line;

	if (there != NULL)
		return object_of(there);
	edit = rank_smallest_edit(&pair->view->model, sheet, pair->partner, pair->project, above);
	line = explain_change(mem, pair, &edit, above);
	if (pair->number == 0)
		return (struct object){ .at = line };
	return object_of(keep(mem, pair, &of, line == NULL ? NULL : message_keep(&change_line_message, line), 0));
}
