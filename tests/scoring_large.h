/*
 * A network of any size, drawn at random around the categories and sectors of 2018, and the same on
 * every run: cities spread over the grid, each with some projects; titles of a few words each, some of
 * them in most titles and most in a few. Synthetic: for benchmarks, and for tests of what grows.
 */
#ifndef TESTS_SCORING_LARGE_H
#define TESTS_SCORING_LARGE_H

#include <stdio.h>

#include "tests/scoring_random.h"

enum { LARGE_WORDS = 3000, LARGE_TITLE = 8, LARGE_GRAMS = 64 };

struct large {
	struct network       base;	/* trees, and the policy */
	struct model         model;
	struct score_city   *cities;
	struct score_project *projects;
	uint32_t            *grams, *rare, *index;
	uint16_t            *weights, *rare_weight;
};

static inline void *
large_take(size_t count, size_t size)
{
	void *at = calloc(count + 1, size);

	if (at == NULL)
		abort();
	return at;
}

/* Words such as "bavo" and "kitesu": the small numbers, which are drawn most, are the short ones. */
static inline void
large_word(uint32_t number, char *out)
{
	do {
		*out++ = "bdfghjklmnprstvz"[number % 16];
		*out++ = "aeiou"[number / 16 % 5];
		number /= 80;
	} while (number > 0);
	*out++ = ' ';
	*out = '\0';
}

static inline struct grams
large_text(uint64_t *seed, uint32_t words, uint32_t *out, size_t max)
{
	char text[LARGE_TITLE * 16 * 4] = "";

	for (uint32_t i = 0; i < words && i < LARGE_TITLE * 4; i++)
		large_word(draw(seed, draw(seed, LARGE_WORDS) + 1), text + strlen(text));
	return (struct grams){ .at = out, .count = (uint32_t)text_grams(text, strlen(text), out, max) };
}

static inline void
large_cities(struct large *l, uint64_t *seed)
{
	for (uint32_t i = 0; i < l->model.city_count; i++) {
		struct score_city *c = &l->cities[i];
		int64_t            gdp = 1000000 + draw(seed, 60000) * INT64_C(1000), density = 10000 + draw(seed, 12000) * INT64_C(1000);

		c->country = (uint16_t)draw(seed, COUNTRIES_2018);
		c->place = place_of(gdp, density);
		c->label = quadrant_label(l->model.policy, gdp, density);
		quadrant_membership(l->model.policy, gdp, density, c->membership);
		for (uint32_t k = 1 + draw(seed, 4); k > 0; k--)
			random_skill(&c->sectors, SECTORS_2018, seed);
	}
}

static inline void
large_projects(struct large *l, uint64_t *seed)
{
	for (uint32_t i = 0; i < l->model.project_count; i++) {
		struct score_project *w = &l->projects[i];

		w->city = (uint16_t)draw(seed, l->model.city_count);
		w->open = draw(seed, 10) != 0;
		w->valid = true;
		tag(&w->categories, (uint16_t)draw(seed, CATEGORIES_2018), PART_MAX);
		if (draw(seed, 3) == 0)
			tag(&w->categories, (uint16_t)draw(seed, CATEGORIES_2018), PART_MAX / 2);
		for (int s = 0; s < SUPPORTS; s++)
			w->support[s] = draw(seed, 3) == 0 ? PART_MAX : 0;
		w->budget_min = draw(seed, 2) == 0 ? 0 : (1 + draw(seed, 40)) * INT64_C(500000);
		w->budget_max = w->budget_min * (1 + draw(seed, 10));
		w->text = large_text(seed, LARGE_TITLE, l->grams + (size_t)i * LARGE_GRAMS, LARGE_GRAMS);
	}
}

static inline const struct model *
large_make(struct large *l, uint32_t projects, uint32_t cities)
{
	uint64_t      seed = 2018;
	struct grams *texts = large_take(projects, sizeof(*texts));

	*l = (struct large){ .cities = large_take(cities, sizeof(*l->cities)), .projects = large_take(projects, sizeof(*l->projects)),
		.grams = large_take((size_t)projects * LARGE_GRAMS, sizeof(uint32_t)),
		.rare = large_take((size_t)projects * LARGE_GRAMS, sizeof(uint32_t)),
		.weights = large_take((size_t)projects * LARGE_GRAMS, sizeof(uint16_t)),
		.rare_weight = large_take((size_t)projects * LARGE_GRAMS, sizeof(uint16_t)) };
	network_make(&l->base, &policy_2018);
	l->model = l->base.model;
	l->model.cities = l->cities;
	l->model.city_count = cities;
	l->model.projects = l->projects;
	l->model.project_count = projects;
	large_cities(l, &seed);
	large_projects(l, &seed);
	for (uint32_t i = 0; i < projects; i++)
		texts[i] = l->projects[i].text;
	l->model.rarity = (struct rarity){ .gram = l->rare, .weight = l->rare_weight,
		.count = (uint32_t)text_rarity(texts, projects, l->rare, l->rare_weight) };
	for (uint32_t i = 0; i < projects; i++) {
		l->projects[i].text.weight = l->weights + (size_t)i * LARGE_GRAMS;
		text_weigh(&l->model.rarity, l->projects[i].text, l->weights + (size_t)i * LARGE_GRAMS);
	}
	free(texts);
	l->index = large_take(model_index_bytes(&l->model), 1);
	model_index(&l->model, l->index);
	return &l->model;
}

static inline void
large_free(struct large *l)
{
	void *all[] = { l->cities, l->projects, l->grams, l->rare, l->index, l->weights, l->rare_weight };

	for (size_t i = 0; i < COUNT(all); i++)
		free(all[i]);
}

/* A profile with something on every side; `grams` are its text's. */
static inline void
large_profile(struct random_profile *r, const struct large *l, uint64_t *seed, uint32_t *grams, size_t max)
{
	struct score_partner *p = &r->partner;

	random_profile(r, &l->base, seed);
	for (uint32_t i = 0; i < p->reference_count; i++) {
		uint16_t city = (uint16_t)draw(seed, l->model.city_count);

		r->references[i].city = city;
		r->references[i].place = l->cities[city].place;
		memcpy(r->references[i].membership, l->cities[city].membership, sizeof(r->references[i].membership));
	}
	p->text = large_text(seed, LARGE_TITLE * 4, grams, max);
}

#endif
