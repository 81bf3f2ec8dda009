#include "engine/brief.h"

#include <stdlib.h>

#include "engine/view_parts.h"
#include "proto/say.h"

void
brief_begin(struct frame *f, const struct model *m)
{
	f->brief_count = m->city_count + m->project_count;
	f->brief = must_have(calloc(f->brief_count + 1, sizeof(*f->brief)));
}

void
brief_end(struct frame *f)
{
	for (size_t i = 0; i < f->brief_count; i++)
		free(atomic_load_explicit(&f->brief[i], memory_order_relaxed));
	free(f->brief);
}

/* Of two threads that make it at once the later one takes the earlier one's. */
static struct kept *
keep(_Atomic(struct kept *) *at, const struct message *m, const void *in)
{
	struct kept *made = message_keep(m, in), *there = NULL;

	if (atomic_compare_exchange_strong_explicit(at, &there, made, memory_order_acq_rel, memory_order_acquire))
		return made;
	free(made);
	return there;
}

static struct kept *
keep_city(const struct view *v, size_t city, _Atomic(struct kept *) *at)
{
	const struct city       *c = catalogue_at(v->catalogue, RECORD_CITY, city);
	const struct score_city *score = &v->model.cities[city];
	const struct city_brief  brief = {
		.id = c->id, .country = c->country, .name_en = c->name_en, .name_ko = c->name_ko,
		.quadrant = score->place.known ? (int)score->label : -1,
	};

	return keep(at, &city_brief_message, &brief);
}

static struct kept *
keep_inferred(_Atomic(struct kept *) *at)
{
	static const struct said   title = { .say = SAY_INFERRED_TITLE };
	struct arena              *mem = arena_new();
	const struct project_brief brief = {
		.title_en = say_text(mem, LANG_EN, &title), .title_ko = say_text(mem, LANG_KO, &title) };
	struct kept               *kept = keep(at, &project_brief_message, &brief);

	arena_free(mem);
	return kept;
}

static struct kept *
keep_project(const struct view *v, uint32_t project, _Atomic(struct kept *) *at)
{
	const struct project      *p = catalogue_at(v->catalogue, RECORD_PROJECT, project);
	const struct project_brief brief = { .id = p->id, .title_en = p->title_en, .title_ko = p->title_ko };

	return keep(at, &project_brief_message, &brief);
}

static struct object
object_of(const struct kept *kept)
{
	return (struct object){ .at = kept->message, .kept = kept };
}

struct object
brief_city(const struct view *v, size_t city)
{
	_Atomic(struct kept *) *at = &v->frame->brief[city];
	const struct kept      *there = atomic_load_explicit(at, memory_order_acquire);

	return object_of(there != NULL ? there : keep_city(v, city, at));
}

struct object
brief_project(const struct view *v, uint32_t project)
{
	_Atomic(struct kept *) *at = &v->frame->brief[v->model.city_count + project];
	const struct kept      *there = atomic_load_explicit(at, memory_order_acquire);

	if (there == NULL)
		there = project < v->real_projects ? keep_project(v, project, at) : keep_inferred(at);
	return object_of(there);
}

const struct partner_brief *
brief_partner(struct arena *mem, const struct partner *p)
{
	struct partner_brief *b = arena_alloc(mem, sizeof(*b));

	*b = (struct partner_brief){
		.id = p->id, .name_en = p->name_en, .name_ko = p->name_ko, .kind = p->kind,
		.country = p->country, .demonstration = p->demonstration,
	};
	return b;
}
