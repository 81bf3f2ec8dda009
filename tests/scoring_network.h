/*
 * The 2018 network as a model, and profiles written in words, for the tests of
 * scoring. A struct network is large: a test keeps it static.
 */
#ifndef TESTS_SCORING_NETWORK_H
#define TESTS_SCORING_NETWORK_H

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "scoring/needs.h"
#include "scoring/place.h"
#include "scoring/quadrant.h"
#include "scoring/rank.h"
#include "scoring/text.h"
#include "scoring/tree.h"
#include "tests/network_2018.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum {
	COUNTRIES_2018 = COUNT(countries_2018),
	CITIES_2018 = COUNT(cities_2018),
	PROJECTS_2018 = COUNT(projects_2018),
	CATEGORIES_2018 = COUNT(categories_2018),
	SECTORS_2018 = COUNT(sectors_2018),
	PROJECTS_MOST = PROJECTS_2018 + CITIES_2018,
	GRAMS_OF_TEXT = 1024,
};

struct network {
	struct policy        policy;
	struct model         model;
	struct score_city    cities[CITIES_2018];
	struct score_project projects[PROJECTS_MOST];
	struct neighbour     from[PROJECTS_MOST][NEIGHBOURS_MAX];
	size_t               from_count[PROJECTS_MOST];
	int16_t              category_likeness[CATEGORIES_2018 * CATEGORIES_2018];
	int16_t              sector_likeness[SECTORS_2018 * SECTORS_2018];
	uint16_t             category_parent[CATEGORIES_2018], sector_parent[SECTORS_2018];
	struct tags          implied[CATEGORIES_2018];
	uint32_t             index[4 * (PROJECTS_MOST + CITIES_2018 + CATEGORIES_2018)];
	uint32_t             grams[PROJECTS_2018][GRAMS_OF_TEXT];
	uint16_t             weights[PROJECTS_2018][GRAMS_OF_TEXT];
	uint32_t             rare[PROJECTS_2018 * GRAMS_OF_TEXT];
	uint16_t             rare_weight[PROJECTS_2018 * GRAMS_OF_TEXT];
};

/* The index of `id` in a table whose rows begin with their id; NOBODY for NULL. */
static inline uint16_t
row_of(const void *table, size_t rows, size_t size, const char *id)
{
	for (size_t i = 0; id != NULL && i < rows; i++)
		if (strcmp(*(const char *const *)(const void *)((const char *)table + i * size), id) == 0)
			return (uint16_t)i;
	assert(id == NULL);
	return NOBODY;
}

#define ROW(table, id) row_of(table, COUNT(table), sizeof((table)[0]), id)

static inline uint16_t
country(const char *id)
{
	return ROW(countries_2018, id);
}

static inline uint16_t
city(const char *id)
{
	return ROW(cities_2018, id);
}

static inline uint16_t
project(const char *id)
{
	return ROW(projects_2018, id);
}

static inline uint16_t
category(const char *id)
{
	return ROW(categories_2018, id);
}

static inline uint16_t
sector(const char *id)
{
	return ROW(sectors_2018, id);
}

static inline void
tag(struct tags *tags, uint16_t node, int32_t value)
{
	tags->at[tags->count++] = (struct tag){ .node = node, .value = (uint16_t)value };
}

static inline struct grams
grams_of(const char *en, const char *ko, uint32_t out[GRAMS_OF_TEXT])
{
	uint32_t     a[GRAMS_OF_TEXT], b[GRAMS_OF_TEXT], both[2 * GRAMS_OF_TEXT];
	struct grams english = { .at = a }, korean = { .at = b }, joined = { .at = out };

	english.count = (uint32_t)text_grams(en, en == NULL ? 0 : strlen(en), a, GRAMS_OF_TEXT);
	korean.count = (uint32_t)text_grams(ko, ko == NULL ? 0 : strlen(ko), b, GRAMS_OF_TEXT);
	joined.count = (uint32_t)text_join(english, korean, both);
	assert(joined.count <= GRAMS_OF_TEXT);
	memcpy(out, both, joined.count * sizeof(*out));
	return joined;
}

static inline void
network_cities(struct network *n)
{
	for (uint16_t i = 0; i < CITIES_2018; i++) {
		struct score_city *c = &n->cities[i];
		int64_t            gdp, density = cities_2018[i].density_milli, rival = cities_2018[i].plan_density_milli;

		c->country = country(cities_2018[i].country);
		gdp = countries_2018[c->country].gdp_milli;
		c->place = place_of(gdp, density);
		c->label = quadrant_label(&n->policy, gdp, density);
		c->label_flips = rival > 0 && quadrant_label(&n->policy, gdp, rival) != c->label;
		quadrant_membership(&n->policy, gdp, density, c->membership);
	}
	for (size_t i = 0; i < COUNT(city_categories_2018); i++)
		tag(&n->cities[city(city_categories_2018[i].city)].stated_categories,
			category(city_categories_2018[i].category), PART_MAX);
}

static inline void
network_projects(struct network *n)
{
	for (uint16_t i = 0; i < PROJECTS_2018; i++) {
		struct score_project *w = &n->projects[i];

		w->city = city(projects_2018[i].city);
		w->open = projects_2018[i].open;
		w->valid = true;
		memcpy(w->support, projects_2018[i].support, sizeof(w->support));
		for (size_t t = 0; t < COUNT(projects_2018[i].tags) && projects_2018[i].tags[t].id != NULL; t++) {
			const char *id = projects_2018[i].tags[t].id;

			if (strncmp(id, "industry_", 9) == 0)
				tag(&w->sectors, sector(id), projects_2018[i].tags[t].weight);
			else
				tag(&w->categories, category(id), projects_2018[i].tags[t].weight);
		}
		w->text = grams_of(projects_2018[i].title_en, projects_2018[i].title_ko, n->grams[i]);
	}
	n->model.project_count = PROJECTS_2018;
}

static inline void
network_texts(struct network *n)
{
	struct grams texts[PROJECTS_2018];

	for (uint16_t i = 0; i < PROJECTS_2018; i++)
		texts[i] = n->projects[i].text;
	n->model.rarity = (struct rarity){ .gram = n->rare, .weight = n->rare_weight,
		.count = (uint32_t)text_rarity(texts, PROJECTS_2018, n->rare, n->rare_weight) };
	for (uint16_t i = 0; i < PROJECTS_2018; i++) {
		text_weigh(&n->model.rarity, n->projects[i].text, n->weights[i]);
		n->projects[i].text.weight = n->weights[i];
	}
}

/* Cities without an open project get their inferred one; every city its sectors. */
static inline void
network_needs(struct network *n)
{
	bool open[CITIES_2018] = { false };

	for (uint32_t i = 0; i < PROJECTS_2018; i++)
		if (n->projects[i].open && n->projects[i].valid)
			open[n->projects[i].city] = true;
	n->model.project_count = PROJECTS_2018;
	model_index(&n->model, n->index);
	for (uint16_t i = 0; i < CITIES_2018; i++) {
		uint32_t at = n->model.project_count;

		n->cities[i].sectors = needs_sectors(&n->model, i);
		if (open[i])
			continue;
		n->from_count[at] = needs_infer(&n->model, i, &n->projects[at], n->from[at]);
		n->model.project_count = at + 1;
	}
}

static inline const struct model *
network_make(struct network *n, const struct policy *policy)
{
	*n = (struct network){ .policy = *policy };
	n->model = (struct model){
		.policy = &n->policy, .cities = n->cities, .city_count = CITIES_2018, .projects = n->projects,
		.sectors_of_category = n->implied,
		.categories = { CATEGORIES_2018, n->category_likeness, n->category_parent },
		.sectors = { SECTORS_2018, n->sector_likeness, n->sector_parent },
	};
	for (uint16_t i = 0; i < CATEGORIES_2018; i++) {
		n->category_parent[i] = category(categories_2018[i].parent);
		if (categories_2018[i].sector != NULL)
			tag(&n->implied[i], sector(categories_2018[i].sector), PART_MAX);
	}
	for (uint16_t i = 0; i < SECTORS_2018; i++)
		n->sector_parent[i] = NOBODY;
	tree_build(&n->policy, CATEGORIES_2018, n->category_parent, n->implied, n->category_likeness);
	tree_build(&n->policy, SECTORS_2018, n->sector_parent, NULL, n->sector_likeness);
	network_cities(n);
	network_projects(n);
	network_texts(n);
	network_needs(n);
	assert(model_index_bytes(&n->model) <= sizeof(n->index));
	model_index(&n->model, n->index);
	return &n->model;
}

/* A city in a whole ranking: its projects stand together, `count` of them from `first`, the best one first. */
struct listed_city {
	uint32_t city, best, first, count, flags;
};

/* The partner's sheet; the next call writes over it. */
static inline const struct sheet *
sheet_of(const struct model *m, const struct score_partner *p)
{
	static int64_t      memory[4 * (PROJECTS_MOST + CITIES_2018) + 64 * PARTS];
	static struct sheet sheet;

	assert(sheet_bytes(m) <= sizeof(memory));
	sheet = sheet_in(memory, m);
	sheet_fill(&sheet, m, p);
	return &sheet;
}

/* Every city and, city by city, every project; `place` of a project is that of its city. */
static inline size_t
rank_all(const struct model *m, const struct score_partner *p, struct listed_city *cities, struct ranked *projects)
{
	static struct ranked_city order[CITIES_2018];
	const struct sheet       *sheet = sheet_of(m, p);
	uint32_t                  next = 0;
	size_t                    n = rank_cities(m, sheet, RANK_ALL, order);

	for (uint32_t c = 0; c < n; c++) {
		uint32_t count = (uint32_t)rank_projects(m, sheet, order[c].city, projects + next);

		for (uint32_t i = 0; i < count; i++)
			projects[next + i].place = c;
		assert(order[c].best == projects[next].what);
		cities[c] = (struct listed_city){ order[c].city, next, next, count, order[c].flags };
		next += count;
	}
	return n;
}

static inline struct edit
smallest_edit(const struct model *m, const struct score_partner *p, uint32_t project, uint32_t above)
{
	return rank_smallest_edit(m, sheet_of(m, p), p, project, above);
}

/* A profile in words; what is left out is not stated. */
struct words {
	const char *name;
	enum partner_kind kind;
	struct {
		const char *id;			/* a category or, "industry_...", a sector */
		int         strength;
	} skills[8];
	uint32_t support, quadrants;		/* masks */
	struct {
		const char *category, *city;	/* city NULL: a place outside the network without facts */
		int32_t     year;
	} references[4];
	const char *wants[4];			/* countries */
	int64_t     ticket_min, ticket_max;
	const char *en, *ko;
};

struct profile {
	struct score_partner   partner;
	struct score_reference references[4];
	uint16_t               wants[4];
	uint32_t               grams[GRAMS_OF_TEXT];
};

static inline const struct score_partner *
profile_make(struct profile *out, const struct network *n, const struct words *w)
{
	struct score_partner *p = &out->partner;

	*out = (struct profile){ .partner = { .kind = w->kind, .country = NOBODY, .support = w->support,
		.quadrants = w->quadrants, .ticket_min = w->ticket_min, .ticket_max = w->ticket_max } };
	for (size_t i = 0; i < COUNT(w->skills) && w->skills[i].id != NULL; i++) {
		int32_t value = w->skills[i].strength * PART_MAX / 5;

		if (strncmp(w->skills[i].id, "industry_", 9) == 0)
			tag(&p->sectors, sector(w->skills[i].id), value);
		else
			tag(&p->categories, category(w->skills[i].id), value);
	}
	for (; p->reference_count < COUNT(w->references); p->reference_count++) {
		struct score_reference *r = &out->references[p->reference_count];

		if (w->references[p->reference_count].category == NULL)
			break;
		r->category = category(w->references[p->reference_count].category);
		r->city = city(w->references[p->reference_count].city);
		r->year = w->references[p->reference_count].year;
		if (r->city != NOBODY) {
			r->place = n->cities[r->city].place;
			memcpy(r->membership, n->cities[r->city].membership, sizeof(r->membership));
		}
	}
	p->references = out->references;
	for (; p->wanted_countries.count < COUNT(w->wants) && w->wants[p->wanted_countries.count] != NULL;
	    p->wanted_countries.count++)
		out->wants[p->wanted_countries.count] = country(w->wants[p->wanted_countries.count]);
	p->wanted_countries.at = out->wants;
	p->text = grams_of(w->en, w->ko, out->grams);
	return p;
}

#endif
