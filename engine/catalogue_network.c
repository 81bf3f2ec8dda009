#include "engine/catalogue_network.h"

#include <stdlib.h>
#include <string.h>

#include "engine/catalogue_table.h"
#include "engine/log.h"
#include "proto/fold.h"
#include "proto/nearest.h"
#include "scoring/text.h"

static int
compare_aliases(const void *a, const void *b)
{
	const struct alias *x = a, *y = b;
	int                 order = x->kind != y->kind ? (x->kind < y->kind ? -1 : 1) : strcmp(x->folded, y->folded);

	/* Of two with one name the one with the smaller id is found. */
	return order != 0 ? order : x->index < y->index ? -1 : x->index > y->index;
}

/* The lines of a record's folded names; returns how many. `out` may be NULL. */
static size_t
split_names(struct arena *mem, const char *names, struct alias *out)
{
	size_t n = 0;

	for (size_t length; *names != '\0'; names += length + 1) {
		length = strcspn(names, "\n");
		if (length > 0 && out != NULL)
			out[n].folded = arena_strndup(mem, names, length);
		n += length > 0;
	}
	return n;
}

static void
index_names(struct network *n, const struct catalogue *c)
{
	for (int pass = 0; pass < 2; pass++) {
		n->alias_count = 0;
		for (int kind = 0; kind < RECORDS; kind++)
			for (size_t i = 0; record_is_named(kind) && i < c->table[kind]->count; i++) {
				struct alias *out = n->aliases == NULL ? NULL : &n->aliases[n->alias_count];
				size_t        names = split_names(n->mem, table_at(c->table[kind], i)->names, out);

				for (size_t k = 0; out != NULL && k < names; k++) {
					out[k].kind = kind;
					out[k].index = i;
				}
				n->alias_count += names;
			}
		if (n->aliases == NULL)
			n->aliases = arena_alloc(n->mem, n->alias_count * sizeof(*n->aliases));
	}
	if (n->alias_count > 0)
		qsort(n->aliases, n->alias_count, sizeof(*n->aliases), compare_aliases);
}

/* Insertion sort: what has numbers is short. */
static void
order_shown(struct network *n, const struct catalogue *c)
{
	for (int k = 0; k < RECORDS; k++) {
		enum record_kind kind = (enum record_kind)k;
		size_t          *shown;

		if (message_field(record_message(kind), "number") == NULL)
			continue;
		shown = n->shown[k] = arena_alloc(n->mem, c->table[k]->count * sizeof(*shown));
		for (size_t i = 0; i < c->table[k]->count; i++) {
			int64_t number = catalogue_number(c, kind, i);
			size_t  at = i;

			for (; at > 0 && catalogue_number(c, kind, shown[at - 1]) > number; at--)
				shown[at] = shown[at - 1];
			shown[at] = i;
		}
	}
}

static void
weigh_texts(struct network *n, const struct catalogue *c)
{
	const struct table *projects = c->table[RECORD_PROJECT];
	size_t              grams = 0;
	uint32_t           *gram;
	uint16_t           *weight;

	n->texts = arena_alloc(n->mem, projects->count * sizeof(*n->texts));
	for (size_t i = 0; i < projects->count; i++) {
		const struct record *r = table_at(projects, i);

		if (((const struct project *)r->message)->stage != PROJECT_PENDING)
			n->texts[i] = r->text;
		grams += n->texts[i].count;
	}
	gram = arena_alloc(n->mem, grams * sizeof(*gram));
	weight = arena_alloc(n->mem, grams * sizeof(*weight));
	n->rarity = (struct rarity){ .gram = gram, .weight = weight };
	n->rarity.count = (uint32_t)text_rarity(n->texts, projects->count, gram, weight);
	for (size_t i = 0; i < projects->count; i++) {
		weight = arena_alloc(n->mem, n->texts[i].count * sizeof(*weight));
		text_weigh(&n->rarity, n->texts[i], weight);
		n->texts[i].weight = weight;
	}
}

/* The database sees to it; whoever hands us a snapshot may not. */
static bool
holds_together(const struct catalogue *c)
{
	const struct table *cities = c->table[RECORD_CITY], *projects = c->table[RECORD_PROJECT];

	for (size_t i = 0; i < cities->count; i++) {
		const struct city *city = table_at(cities, i)->message;

		if (table_find(c->table[RECORD_COUNTRY], city->country) < 0) {
			log_error("catalogue: city %s is in no country we know", city->id);
			return false;
		}
	}
	for (size_t i = 0; i < projects->count; i++) {
		const struct project *project = table_at(projects, i)->message;

		if (table_find(cities, project->city) < 0) {
			log_error("catalogue: project %s is in no city we know", project->id);
			return false;
		}
	}
	return true;
}

struct network *
network_make(const struct catalogue *c)
{
	struct arena       *mem;
	struct network     *n;
	const struct table *cities = c->table[RECORD_CITY];

	if (!holds_together(c))
		return NULL;
	mem = arena_new();
	n = arena_alloc(mem, sizeof(*n));
	n->mem = mem;
	atomic_init(&n->holds, 1);
	n->cities = arena_alloc(mem, cities->count * sizeof(*n->cities));
	for (size_t i = 0; i < cities->count; i++) {
		n->cities[i] = *(const struct city *)table_at(cities, i)->message;
		n->cities[i].projects = (struct texts){ 0 };	/* to be listed by view_fill_cities() */
	}
	index_names(n, c);
	order_shown(n, c);
	weigh_texts(n, c);
	return n;
}

struct network *
network_hold(struct network *n)
{
	atomic_fetch_add_explicit(&n->holds, 1, memory_order_relaxed);
	return n;
}

void
network_release(struct network *n)
{
	if (n != NULL && atomic_fetch_sub_explicit(&n->holds, 1, memory_order_acq_rel) == 1)
		arena_free(n->mem);
}

long
network_find(const struct network *n, int kind, const char *name)
{
	struct arena *mem = arena_new();
	const char   *folded = fold_name(mem, name);
	size_t        low = 0, high = n->alias_count;
	long          found;

	while (low < high) {	/* the first that is not smaller */
		size_t              middle = low + (high - low) / 2;
		const struct alias *a = &n->aliases[middle];

		if (a->kind < kind || (a->kind == kind && strcmp(a->folded, folded) < 0))
			low = middle + 1;
		else
			high = middle;
	}
	found = low < n->alias_count && n->aliases[low].kind == kind && *folded != '\0' &&
		strcmp(n->aliases[low].folded, folded) == 0 ? (long)n->aliases[low].index : -1;
	arena_free(mem);
	return found;
}

long
network_nearest(const struct network *n, int kind, const char *name)
{
	struct arena  *mem = arena_new();
	struct nearest near = { .given = fold_name(mem, name) };
	long           found = -1;

	for (size_t i = 0; i < n->alias_count; i++) {
		const char *before = near.best;

		if (n->aliases[i].kind != kind)
			continue;
		nearest_offer(&near, n->aliases[i].folded);
		if (near.best != before)
			found = (long)n->aliases[i].index;
	}
	arena_free(mem);
	return found;
}
