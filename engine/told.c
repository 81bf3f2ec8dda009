#include "engine/told.h"

#include <stdlib.h>

#include "engine/view_parts.h"

/* Of one frame; pages of places that nobody has come to cost nothing. */
enum { PLACES = 16384, BYTES = 8 << 20 };

/* Counted: who was given it keeps it. */
struct told_once {
	long           holds;
	struct subject of;
	size_t         size;
	struct kept   *kept;	/* NULL: there is nothing to say */
	size_t         count;	/* of a list */
};

/* Each subject has one place, and takes it from whoever was there before. */
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

/* Partners with successive numbers, and all that is told of one, stand side by side. */
static size_t
place_of(const struct view *v, const struct subject *of)
{
	return ((of->number * v->model.project_count + of->what) * TELLINGS + of->telling) % PLACES;
}

static bool
same_subject(const struct subject *a, const struct subject *b)
{
	return a->number == b->number && a->what == b->what && a->telling == b->telling && a->above == b->above;
}

static const struct told_once *
find(struct arena *mem, const struct view *v, const struct subject *of)
{
	struct told_once *o = of->number == 0 ? NULL : told_of(v->frame)->at[place_of(v, of)];

	if (o == NULL || !same_subject(&o->of, of))
		return NULL;
	o->holds++;
	return arena_own(mem, o, let_go);
}

/* Even if the new one is among those that make room, who asked has it. */
static const struct told_once *
keep(struct arena *mem, const struct view *v, const struct subject *of, struct kept *kept, size_t count)
{
	struct told      *t = told_of(v->frame);
	size_t            place = place_of(v, of);
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

static struct object
object_of(const struct told_once *o)
{
	return (struct object){ .at = o->kept == NULL ? NULL : o->kept->message, .kept = o->kept };
}

bool
told_list(struct arena *mem, const struct view *v, const struct subject *of, struct list *list)
{
	const struct told_once *o = find(mem, v, of);

	if (o != NULL)
		*list = list_of(o);
	return o != NULL;
}

bool
told_object(struct arena *mem, const struct view *v, const struct subject *of, struct object *object)
{
	const struct told_once *o = find(mem, v, of);

	if (o != NULL)
		*object = object_of(o);
	return o != NULL;
}

struct list
told_keep_list(struct arena *mem, const struct view *v, const struct subject *of, const struct message *item,
	struct list list)
{
	return of->number == 0 ? list : list_of(keep(mem, v, of, message_keep_list(item, &list), list.count));
}

struct object
told_keep_object(struct arena *mem, const struct view *v, const struct subject *of, const struct message *m,
	const void *at)
{
	if (of->number == 0)
		return (struct object){ .at = at };
	return object_of(keep(mem, v, of, at == NULL ? NULL : message_keep(m, at), 0));
}
