#include <stdlib.h>
#include <string.h>

#include "engine/catalogue_network.h"
#include "engine/view_parts.h"
#include "scoring/place.h"
#include "scoring/quadrant.h"
#include "scoring/tree.h"

/* A city shows itself on no day in particular: by the facts that nothing has ended. */
static const char IN_FORCE[] = "9999-12-31";

/* "28290.6" is 28290600: PostgreSQL's digits, to the nearest thousandth. 0 when absent or out of reach. */
static int64_t
milli_of(const char *digits)
{
	int64_t n = 0;
	int     places = -1;

	for (const char *s = digits; s != NULL && *s != '\0'; s++) {
		if (*s == '.') {
			places = 0;
		} else if (*s >= '0' && *s <= '9' && n < INT64_MAX / 100000) {
			if (places == 3) {
				n += *s >= '5';
				break;
			}
			n = n * 10 + (*s - '0');
			places += places >= 0;
		} else {
			return 0;
		}
	}
	for (places = places < 0 ? 0 : places; places < 3; places++)
		n *= 10;
	return n;
}

static bool
holds_on(const char *from, const char *to, const char *day)
{
	return (from == NULL || strcmp(from, day) <= 0) && (to == NULL || strcmp(day, to) <= 0);
}

/* What a fact says of a property on a day; 0: nothing. */
static int64_t
fact_on(const struct fact *f, enum fact_property property, const char *day)
{
	return f->property == (int)property && holds_on(f->valid_from, f->valid_to, day) ?
		milli_of(f->value.digits) : 0;
}

/* The value that counts: of the first source the policy trusts, else of any, in the order of the facts. */
static int64_t
choose_fact(const struct policy_document *policy, const struct list *facts, enum fact_property property,
	const char *day)
{
	const struct fact *f = facts->items;

	for (size_t s = 0; s < policy->density_sources.count; s++)
		for (size_t i = 0; i < facts->count; i++)
			if (fact_on(&f[i], property, day) > 0 &&
			    strcmp(f[i].source, policy->density_sources.at[s]) == 0)
				return fact_on(&f[i], property, day);
	for (size_t i = 0; i < facts->count; i++)
		if (fact_on(&f[i], property, day) > 0)
			return fact_on(&f[i], property, day);
	return 0;
}

uint16_t
view_index(const struct catalogue *c, enum record_kind kind, const char *id)
{
	long found = id == NULL ? -1 : catalogue_find(c, kind, id);

	return found < 0 ? (uint16_t)NOBODY : (uint16_t)found;
}

int
view_compare_numbers(const void *a, const void *b)
{
	return *(const uint16_t *)a - *(const uint16_t *)b;
}

/*
 * Countries of partners are any of the world's, so they are numbered by their
 * two letters; those of cities too, so that both can be compared.
 */
uint16_t
view_country_number(const char *iso2)
{
	return iso2 == NULL ? (uint16_t)NOBODY : (uint16_t)((iso2[0] - 'A') * 26 + (iso2[1] - 'A'));
}

struct numbers
view_countries(struct arena *mem, const struct texts *ids)
{
	uint16_t      *at = arena_alloc(mem, ids->count * sizeof(*at));
	struct numbers set = { .at = at, .count = (uint32_t)ids->count };

	for (size_t i = 0; i < ids->count; i++)
		at[i] = view_country_number(ids->at[i]);
	qsort(at, set.count, sizeof(*at), view_compare_numbers);
	return set;
}

void
view_add_tag(struct tags *tags, uint16_t node, int64_t value)
{
	if (node != NOBODY && tags->count < TAGS_MAX)
		tags->at[tags->count++] = (struct tag){ .node = node, .value = (uint16_t)value };
}

static struct tags
tags_of_links(const struct catalogue *c, enum record_kind kind, const struct list *links)
{
	const struct link *l = links->items;
	struct tags        tags = { 0 };

	for (size_t i = 0; i < links->count; i++)
		view_add_tag(&tags, view_index(c, kind, l[i].id), l[i].weight);
	return tags;
}

static void
build_trees(struct view *v, struct arena *mem)
{
	const struct catalogue *c = v->catalogue;
	size_t                  categories = catalogue_count(c, RECORD_CATEGORY);
	size_t                  sectors = catalogue_count(c, RECORD_SECTOR);
	uint16_t               *category_parent = arena_alloc(mem, categories * sizeof(uint16_t));
	uint16_t               *sector_parent = arena_alloc(mem, sectors * sizeof(uint16_t));
	int16_t                *category_likeness = arena_alloc(mem, categories * categories * sizeof(int16_t));
	int16_t                *sector_likeness = arena_alloc(mem, sectors * sectors * sizeof(int16_t));
	struct tags            *implied = arena_alloc(mem, categories * sizeof(*implied));

	for (size_t i = 0; i < categories; i++) {
		const struct category *one = catalogue_at(c, RECORD_CATEGORY, i);

		category_parent[i] = view_index(c, RECORD_CATEGORY, one->parent);
		for (size_t s = 0; s < one->sectors.count; s++)
			view_add_tag(&implied[i], view_index(c, RECORD_SECTOR, one->sectors.at[s]), PART_MAX);
	}
	for (size_t i = 0; i < sectors; i++)
		sector_parent[i] = view_index(c, RECORD_SECTOR,
			((const struct sector *)catalogue_at(c, RECORD_SECTOR, i))->parent);

	tree_build(&v->frame->policy, (uint16_t)categories, category_parent, implied, category_likeness);
	tree_build(&v->frame->policy, (uint16_t)sectors, sector_parent, NULL, sector_likeness);
	v->model.categories = (struct tree){ (uint16_t)categories, category_likeness, category_parent };
	v->model.sectors = (struct tree){ (uint16_t)sectors, sector_likeness, sector_parent };
	v->model.sectors_of_category = implied;
}

/* Whether any stated density and GDP would give another label. */
static bool
label_flips(const struct policy *policy, const struct list *of_country, const struct list *of_city,
	enum quadrant label, const char *day)
{
	const struct fact *wealth = of_country->items, *room = of_city->items;

	for (size_t i = 0; i < of_country->count; i++) {
		int64_t gdp = fact_on(&wealth[i], FACT_GDP_PER_CAPITA, day);

		for (size_t k = 0; gdp > 0 && k < of_city->count; k++) {
			int64_t density = fact_on(&room[k], FACT_POPULATION_DENSITY, day);

			if (density > 0 && quadrant_label(policy, gdp, density) != label)
				return true;
		}
	}
	return false;
}

static struct score_city
city_of(const struct policy *policy, const struct policy_document *document, const struct catalogue *c, size_t index,
	const char *day)
{
	const struct city    *city = catalogue_at(c, RECORD_CITY, index);
	const struct country *country = catalogue_at(c, RECORD_COUNTRY, view_index(c, RECORD_COUNTRY, city->country));
	int64_t               gdp = choose_fact(document, &country->facts, FACT_GDP_PER_CAPITA, day);
	int64_t               density = choose_fact(document, &city->facts, FACT_POPULATION_DENSITY, day);
	struct score_city     out = {
		.country = view_country_number(city->country),
		.stated_categories = tags_of_links(c, RECORD_CATEGORY, &city->categories),
		.stated_sectors = tags_of_links(c, RECORD_SECTOR, &city->sectors),
		.place = place_of(gdp, density),
	};

	if (!out.place.known)
		return out;
	out.label = quadrant_label(policy, gdp, density);
	out.label_flips = label_flips(policy, &country->facts, &city->facts, out.label, day);
	quadrant_membership(policy, gdp, density, out.membership);
	return out;
}

static struct score_project
project_of(const struct view *v, struct arena *mem, size_t index)
{
	const struct catalogue *c = v->catalogue;
	const struct project   *project = catalogue_at(c, RECORD_PROJECT, index);
	const struct need      *need = project->support.items;
	struct score_project    out = {
		.city = view_index(c, RECORD_CITY, project->city),
		.categories = tags_of_links(c, RECORD_CATEGORY, &project->categories),
		.sectors = tags_of_links(c, RECORD_SECTOR, &project->sectors),
		.budget_min = project->budget_min.value,
		.budget_max = project->budget_max.value,
		.text = c->network->texts[index],
		.preferred_kinds = project->preferred_kinds,
		.excluded_kinds = project->excluded_kinds,
		.excluded_countries = view_countries(mem, &project->excluded_countries),
		.open = project->stage == PROJECT_OPEN,
		.valid = holds_on(project->valid_from, project->valid_to, v->as_of),
	};

	for (size_t i = 0; i < project->support.count; i++)
		out.support[need[i].support] = (int32_t)need[i].weight;
	return out;
}

/* Whether each city has a project that can be paired. */
static bool *
find_open(const struct view *v, struct arena *mem)
{
	bool *open = arena_alloc(mem, v->model.city_count * sizeof(*open));

	for (size_t i = 0; i < v->real_projects; i++)
		if (v->model.projects[i].open && v->model.projects[i].valid)
			open[v->model.projects[i].city] = true;
	return open;
}

static void
build_network(struct view *v, struct arena *mem)
{
	const struct catalogue *c = v->catalogue;
	size_t                  city_count = catalogue_count(c, RECORD_CITY);
	struct score_city      *cities = arena_alloc(mem, city_count * sizeof(*cities));
	struct score_project   *projects;
	bool                   *open;

	v->real_projects = catalogue_count(c, RECORD_PROJECT);
	projects = arena_alloc(mem, (v->real_projects + city_count) * sizeof(*projects));
	v->from = arena_alloc(mem, city_count * sizeof(*v->from));
	v->from_count = arena_alloc(mem, city_count * sizeof(*v->from_count));

	v->model.policy = &v->frame->policy;
	v->model.rarity = c->network->rarity;
	v->model.cities = cities;
	v->model.city_count = (uint32_t)city_count;
	v->model.projects = projects;
	for (size_t i = 0; i < city_count; i++)
		cities[i] = city_of(&v->frame->policy, v->document, c, i, v->as_of);
	for (size_t i = 0; i < v->real_projects; i++)
		projects[i] = project_of(v, mem, i);
	open = find_open(v, mem);

	/* Only the real ones lend their needs. */
	v->model.project_count = (uint32_t)v->real_projects;
	model_index(&v->model, arena_alloc(mem, model_index_bytes(&v->model)));
	for (size_t i = 0, inferred = 0; i < city_count; i++)
		if (!open[i]) {
			v->from_count[inferred] = needs_infer(&v->model, (uint16_t)i,
				&projects[v->real_projects + inferred], v->from[inferred]);
			inferred++;
			v->inferred = inferred;
		}
	for (size_t i = 0; i < city_count; i++)
		cities[i].sectors = needs_sectors(&v->model, (uint16_t)i);
	v->model.project_count += (uint32_t)v->inferred;
	model_index(&v->model, arena_alloc(mem, model_index_bytes(&v->model)));
}

/* They outlast the view that they are made with: others of the same frame fill their sheets by them. */
static void
build_tables(struct view *v)
{
	struct frame *f = v->frame;
	void         *memory;

	f->model = v->model;
	memory = aligned_alloc(64, tables_bytes(&f->model));
	if (memory == NULL)
		abort();
	f->tables = tables_in(memory, &f->model);
}

void
view_build(struct view *v, struct arena *mem)
{
	build_trees(v, mem);
	build_network(v, mem);
	build_tables(v);
}

/* The projects of every city, by id: counted, then listed. */
static void
list_projects(struct catalogue *c)
{
	struct city *cities = c->network->cities;

	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < catalogue_count(c, RECORD_PROJECT); i++) {
			const struct project *project = catalogue_at(c, RECORD_PROJECT, i);
			struct texts         *of = &cities[catalogue_find(c, RECORD_CITY, project->city)].projects;

			if (pass == 0) {
				of->count++;
				continue;
			}
			if (of->at == NULL) {
				of->at = arena_alloc(c->network->mem, of->count * sizeof(*of->at));
				of->count = 0;
			}
			of->at[of->count++] = project->id;
		}
}

void
view_fill_cities(struct catalogue *c)
{
	const struct policy_document *document = catalogue_at(c, RECORD_POLICY, 0);
	const struct policy           policy = policy_of(document);
	struct city                  *cities = c->network->cities;

	for (size_t i = 0; i < catalogue_count(c, RECORD_CITY); i++) {
		struct score_city  score = city_of(&policy, document, c, i, IN_FORCE);
		struct membership *m = arena_alloc(c->network->mem, sizeof(*m));

		cities[i].quadrant = score.place.known ? (int)score.label : -1;
		cities[i].quadrant_flips = score.label_flips;
		for (int q = 0; q < QUADRANTS; q++)
			m->at[q] = score.membership[q];
		cities[i].membership.at = score.place.known ? m : NULL;
	}
	list_projects(c);
}
