/*
 * GET /v1/search: goes through the names of the catalogue, on the worker, and keeps the best.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/routes.h"
#include "proto/name_search.h"
#include "proto/search.h"

static const enum record_kind records[SEARCH_KINDS] = {
	[SEARCH_CITY] = RECORD_CITY, [SEARCH_PROJECT] = RECORD_PROJECT, [SEARCH_PARTNER] = RECORD_PARTNER,
};

struct found {
	int    likeness;
	int    kind;
	size_t index;
};

struct finding {
	struct name_search search;
	struct found      *found;
	size_t             count, room;
	struct search_answer answer;
};

/* The best first; of equals by kind and id, so that the answer does not hang on the order of rows. */
static int
compare(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	if (x->likeness != y->likeness)
		return x->likeness > y->likeness ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return x->index < y->index ? -1 : x->index > y->index;
}

/* Partners are shown to the office, and to a company itself. */
static bool
may_see(const struct request *r, int kind, size_t index)
{
	return kind != SEARCH_PARTNER || (WHO_OFFICE & (1U << r->caller->role)) || (r->caller->partner != NULL &&
		strcmp(r->caller->partner, catalogue_id(r->catalogue, RECORD_PARTNER, index)) == 0);
}

/* Only the best half stays when there is no more room, so that a query which fits everything costs no more memory. */
static void
keep(struct finding *f, struct found one)
{
	if (f->count == f->room) {
		qsort(f->found, f->count, sizeof(*f->found), compare);
		f->count = f->room / 2;
	}
	f->found[f->count++] = one;
}

static void
go_through(struct request *r, struct finding *f, int kind)
{
	size_t count = catalogue_count(r->catalogue, records[kind]);

	for (size_t i = 0; i < count; i++) {
		int likeness = may_see(r, kind, i) ?
			name_search_likeness(&f->search, catalogue_folded(r->catalogue, records[kind], i)) : 0;

		if (likeness > 0)
			keep(f, (struct found){ likeness, kind, i });
	}
}

static struct search_hit
hit_of(const struct request *r, const struct found *f)
{
	const void           *at = catalogue_at(r->catalogue, records[f->kind], f->index);
	const struct city    *city = at;
	const struct project *project = at;
	const struct partner *partner = at;
	struct search_hit     hit = { .kind = f->kind, .likeness = f->likeness };

	switch ((enum search_kind)f->kind) {
	case SEARCH_CITY:
		hit.id = city->id;
		hit.name_en = city->name_en;
		hit.name_ko = city->name_ko;
		hit.country = city->country;
		break;
	case SEARCH_PROJECT:
		hit.id = project->id;
		hit.name_en = project->title_en;
		hit.name_ko = project->title_ko;
		hit.city = project->city;
		break;
	case SEARCH_PARTNER:
	case SEARCH_KINDS:
		hit.id = partner->id;
		hit.name_en = partner->name_en;
		hit.name_ko = partner->name_ko;
		hit.country = partner->country;
		break;
	}
	return hit;
}

static void
find(struct request *r)
{
	const struct search_query *query = r->query;
	struct finding            *f = r->state;
	struct search_hit         *hits;
	size_t                     shown;

	for (int kind = 0; kind < SEARCH_KINDS; kind++)
		if (query->kind < 0 || query->kind == kind)
			go_through(r, f, kind);
	if (f->count > 0)
		qsort(f->found, f->count, sizeof(*f->found), compare);
	shown = f->count < (size_t)query->limit ? f->count : (size_t)query->limit;
	hits = arena_alloc(r->mem, shown * sizeof(*hits));
	for (size_t i = 0; i < shown; i++)
		hits[i] = hit_of(r, &f->found[i]);
	f->answer.items = (struct list){ .items = hits, .count = shown };
}

static enum step
begin(struct request *r)
{
	const struct search_query *query = r->query;
	struct finding            *f = r->state = arena_alloc(r->mem, sizeof(*f));

	f->room = 2 * (size_t)query->limit;
	f->found = arena_alloc(r->mem, f->room * sizeof(*f->found));
	name_search_begin(&f->search, r->mem, query->q);
	return req_work(r, find);
}

static enum step
reply(struct request *r)
{
	r->etag = arena_printf(r->mem, "%.24s", r->catalogue->snapshot);
	return req_reply(r, &((struct finding *)r->state)->answer);
}

step_fn *const search_all[] = { begin, reply, NULL };
