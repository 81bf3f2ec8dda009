#include "engine/view.h"

#include <stdlib.h>
#include <string.h>

#include "proto/fold.h"
#include "scoring/place.h"
#include "scoring/quadrant.h"
#include "scoring/text.h"
#include "scoring/tree.h"

enum { GRAMS_MAX = 4096, VIEWS_MAX = 16 };

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

static uint16_t
index_of(const struct catalogue *c, enum record kind, const char *id)
{
	long found = id == NULL ? -1 : catalogue_find(c, kind, id);

	return found < 0 ? (uint16_t)NOBODY : (uint16_t)found;
}

static int
compare_numbers(const void *a, const void *b)
{
	return *(const uint16_t *)a - *(const uint16_t *)b;
}

/* Ids that name nothing here are left out: they can neither be wanted nor excluded. */
static struct numbers
numbers_of(const struct catalogue *c, struct arena *mem, enum record kind, const struct texts *ids)
{
	uint16_t      *at = arena_alloc(mem, ids->count * sizeof(*at));
	struct numbers set = { .at = at };

	for (size_t i = 0; i < ids->count; i++) {
		uint16_t n = index_of(c, kind, ids->at[i]);

		if (n != NOBODY)
			at[set.count++] = n;
	}
	qsort(at, set.count, sizeof(*at), compare_numbers);
	return set;
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

static struct numbers
country_numbers(struct arena *mem, const struct texts *ids)
{
	uint16_t      *at = arena_alloc(mem, ids->count * sizeof(*at));
	struct numbers set = { .at = at, .count = (uint32_t)ids->count };

	for (size_t i = 0; i < ids->count; i++)
		at[i] = view_country_number(ids->at[i]);
	qsort(at, set.count, sizeof(*at), compare_numbers);
	return set;
}

static void
add_tag(struct tags *tags, uint16_t node, int64_t value)
{
	if (node != NOBODY && tags->count < TAGS_MAX)
		tags->at[tags->count++] = (struct tag){ .node = node, .value = (uint16_t)value };
}

static struct tags
tags_of_links(const struct catalogue *c, enum record kind, const struct list *links)
{
	const struct link *l = links->items;
	struct tags        tags = { 0 };

	for (size_t i = 0; i < links->count; i++)
		add_tag(&tags, index_of(c, kind, l[i].id), l[i].weight);
	return tags;
}

static struct tags
tags_of_strengths(const struct catalogue *c, enum record kind, const struct list *strengths)
{
	const struct strength *s = strengths->items;
	struct tags            tags = { 0 };

	for (size_t i = 0; i < strengths->count; i++)
		add_tag(&tags, index_of(c, kind, s[i].id), s[i].strength * PART_MAX / 5);
	return tags;
}

/* Both languages as one set of grams; what is weighed is looked up once here instead of once a pair. */
static struct grams
grams_of(struct arena *mem, const char *en, const char *ko)
{
	const char  *texts[2] = { en, ko };
	struct grams sets[2] = { { 0 } }, both = { 0 };
	uint32_t    *joined;

	for (int i = 0; i < 2; i++) {
		uint32_t grams[GRAMS_MAX], *kept;

		const char *text;

		if (texts[i] == NULL)
			continue;
		text = compose_text(mem, texts[i]);
		sets[i].count = (uint32_t)text_grams(text, strlen(text), grams, GRAMS_MAX);
		sets[i].at = kept = arena_alloc(mem, sets[i].count * sizeof(*kept));
		memcpy(kept, grams, sets[i].count * sizeof(*kept));
	}
	both.at = joined = arena_alloc(mem, (sets[0].count + sets[1].count) * sizeof(*joined));
	both.count = (uint32_t)text_join(sets[0], sets[1], joined);
	return both;
}

static struct grams
weighed(struct arena *mem, const struct rarity *rarity, struct grams text)
{
	uint16_t *weight = arena_alloc(mem, text.count * sizeof(*weight));

	text_weigh(rarity, text, weight);
	text.weight = weight;
	return text;
}

static void
build_trees(struct view *v, struct arena *mem)
{
	const struct catalogue *c = v->catalogue;
	size_t                  categories = c->records[RECORD_CATEGORY].count;
	size_t                  sectors = c->records[RECORD_SECTOR].count;
	uint16_t               *category_parent = arena_alloc(mem, categories * sizeof(uint16_t));
	uint16_t               *sector_parent = arena_alloc(mem, sectors * sizeof(uint16_t));
	int16_t                *category_likeness = arena_alloc(mem, categories * categories * sizeof(int16_t));
	int16_t                *sector_likeness = arena_alloc(mem, sectors * sectors * sizeof(int16_t));
	struct tags            *implied = arena_alloc(mem, categories * sizeof(*implied));

	for (size_t i = 0; i < categories; i++) {
		const struct category *one = catalogue_at(c, RECORD_CATEGORY, i);

		category_parent[i] = index_of(c, RECORD_CATEGORY, one->parent);
		for (size_t s = 0; s < one->sectors.count; s++)
			add_tag(&implied[i], index_of(c, RECORD_SECTOR, one->sectors.at[s]), PART_MAX);
	}
	for (size_t i = 0; i < sectors; i++)
		sector_parent[i] = index_of(c, RECORD_SECTOR,
			((const struct sector *)catalogue_at(c, RECORD_SECTOR, i))->parent);

	tree_build(&v->policy, (uint16_t)categories, category_parent, implied, category_likeness);
	tree_build(&v->policy, (uint16_t)sectors, sector_parent, NULL, sector_likeness);
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
	const struct country *country = catalogue_at(c, RECORD_COUNTRY, index_of(c, RECORD_COUNTRY, city->country));
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
		.city = index_of(c, RECORD_CITY, project->city),
		.categories = tags_of_links(c, RECORD_CATEGORY, &project->categories),
		.sectors = tags_of_links(c, RECORD_SECTOR, &project->sectors),
		.budget_min = project->budget_min.value,
		.budget_max = project->budget_max.value,
		.text = project->stage == PROJECT_PENDING ? (struct grams){ 0 } :
			grams_of(mem, project->title_en, project->title_ko),
		.preferred_kinds = project->preferred_kinds,
		.excluded_kinds = project->excluded_kinds,
		.excluded_countries = country_numbers(mem, &project->excluded_countries),
		.open = project->stage == PROJECT_OPEN,
		.valid = holds_on(project->valid_from, project->valid_to, v->as_of),
	};

	for (size_t i = 0; i < project->support.count; i++)
		out.support[need[i].support] = (int32_t)need[i].weight;
	return out;
}

static bool
has_open_project(const struct score_project *projects, size_t count, size_t city)
{
	for (size_t i = 0; i < count; i++)
		if (projects[i].city == city && projects[i].open && projects[i].valid)
			return true;
	return false;
}

static void
build_texts(struct view *v, struct arena *mem, struct score_project *projects)
{
	size_t        n = v->real_projects, grams = 0;
	struct grams *texts = arena_alloc(mem, n * sizeof(*texts));
	uint32_t     *gram;
	uint16_t     *weight;

	for (size_t i = 0; i < n; i++) {
		texts[i] = projects[i].text;
		grams += texts[i].count;
	}
	gram = arena_alloc(mem, grams * sizeof(*gram));
	weight = arena_alloc(mem, grams * sizeof(*weight));
	v->model.rarity = (struct rarity){ .gram = gram, .weight = weight };
	v->model.rarity.count = (uint32_t)text_rarity(texts, n, gram, weight);
	for (size_t i = 0; i < n; i++)
		projects[i].text = weighed(mem, &v->model.rarity, projects[i].text);
}

static void
build_network(struct view *v, struct arena *mem)
{
	const struct catalogue *c = v->catalogue;
	size_t                  city_count = c->records[RECORD_CITY].count;
	struct score_city      *cities = arena_alloc(mem, city_count * sizeof(*cities));
	struct score_project   *projects;

	v->real_projects = c->records[RECORD_PROJECT].count;
	projects = arena_alloc(mem, (v->real_projects + city_count) * sizeof(*projects));
	v->from = arena_alloc(mem, city_count * sizeof(*v->from));
	v->from_count = arena_alloc(mem, city_count * sizeof(*v->from_count));

	v->model.policy = &v->policy;
	v->model.cities = cities;
	v->model.city_count = (uint32_t)city_count;
	v->model.projects = projects;
	for (size_t i = 0; i < city_count; i++)
		cities[i] = city_of(&v->policy, v->document, c, i, v->as_of);
	for (size_t i = 0; i < v->real_projects; i++)
		projects[i] = project_of(v, mem, i);
	build_texts(v, mem, projects);

	/* Only the real ones lend their needs. */
	v->model.project_count = (uint32_t)v->real_projects;
	for (size_t i = 0, inferred = 0; i < city_count; i++)
		if (!has_open_project(projects, v->real_projects, i)) {
			v->from_count[inferred] = needs_infer(&v->model, (uint16_t)i,
				&projects[v->real_projects + inferred], v->from[inferred]);
			inferred++;
			v->inferred = inferred;
		}
	v->model.project_count += (uint32_t)v->inferred;
	for (size_t i = 0; i < city_count; i++)
		cities[i].sectors = needs_sectors(&v->model, (uint16_t)i);
	model_index(&v->model, arena_alloc(mem, (city_count + 1) * sizeof(uint32_t)),
		arena_alloc(mem, v->model.project_count * sizeof(uint32_t)));
}

static struct score_reference
reference_of(const struct view *v, const struct reference *r)
{
	struct score_reference out = {
		.category = index_of(v->catalogue, RECORD_CATEGORY, r->category),
		.city = index_of(v->catalogue, RECORD_CITY, r->city),
		.year = (int32_t)r->year.value,
	};

	/* A namesake in another country is another place. */
	if (out.city != NOBODY && v->model.cities[out.city].country != view_country_number(r->country))
		out.city = NOBODY;
	if (out.city != NOBODY) {
		out.place = v->model.cities[out.city].place;
		memcpy(out.membership, v->model.cities[out.city].membership, sizeof(out.membership));
	}
	return out;
}

uint32_t
view_inferred(const struct view *v, const char *city)
{
	long found = catalogue_find(v->catalogue, RECORD_CITY, city);

	for (size_t i = v->real_projects; found >= 0 && i < v->model.project_count; i++)
		if (v->model.projects[i].city == found)
			return (uint32_t)i;
	return NOBODY;
}

static struct numbers
declined_by(const struct view *v, struct arena *mem, const char *partner)
{
	const struct declined *d = v->catalogue->declined.items;
	uint16_t              *at;
	struct numbers         set = { 0 };

	if (partner == NULL || v->catalogue->declined.count == 0)
		return set;
	set.at = at = arena_alloc(mem, v->catalogue->declined.count * sizeof(*at));
	for (size_t i = 0; i < v->catalogue->declined.count; i++) {
		uint32_t project;

		if (strcmp(d[i].partner, partner) != 0)
			continue;
		project = d[i].project != NULL ? index_of(v->catalogue, RECORD_PROJECT, d[i].project) :
			d[i].city != NULL ? view_inferred(v, d[i].city) : NOBODY;
		if (project != NOBODY)
			at[set.count++] = (uint16_t)project;
	}
	qsort(at, set.count, sizeof(*at), compare_numbers);
	return set;
}

struct score_partner
view_profile(const struct view *v, struct arena *mem, const struct partner *p)
{
	const struct catalogue *c = v->catalogue;
	struct score_reference *references = arena_alloc(mem, p->references.count * sizeof(*references));
	struct score_partner    out = {
		.judged = p->id != NULL,
		.verified = p->state == PARTNER_VERIFIED || p->state == PARTNER_EXPIRED,
		.expired = p->state == PARTNER_EXPIRED || (p->valid_to != NULL && strcmp(p->valid_to, v->as_of) < 0),
		.kind = (enum partner_kind)p->kind,
		.country = view_country_number(p->country),
		.categories = tags_of_strengths(c, RECORD_CATEGORY, &p->categories),
		.sectors = tags_of_strengths(c, RECORD_SECTOR, &p->sectors),
		.support = p->support,
		.quadrants = p->quadrants,
		.wanted_countries = country_numbers(mem, &p->wanted_countries),
		.wanted_cities = numbers_of(c, mem, RECORD_CITY, &p->wanted_cities),
		.excluded_countries = country_numbers(mem, &p->excluded_countries),
		.excluded_cities = numbers_of(c, mem, RECORD_CITY, &p->excluded_cities),
		.conflicts = numbers_of(c, mem, RECORD_PROJECT, &p->conflicts),
		.declined = declined_by(v, mem, p->id),
		.ticket_min = p->ticket_min.value,
		.ticket_max = p->ticket_max.value,
		.references = references,
		.reference_count = (uint32_t)p->references.count,
		.text = weighed(mem, &v->model.rarity, grams_of(mem, p->capability_en, p->capability_ko)),
	};

	for (size_t i = 0; i < p->references.count; i++)
		references[i] = reference_of(v, (const struct reference *)p->references.items + i);
	return out;
}

static struct view *
view_make(const struct catalogue *c, size_t policy, const char *as_of)
{
	struct arena         *mem = arena_new();
	struct view          *v = arena_alloc(mem, sizeof(*v));
	struct score_partner *partners = arena_alloc(mem, c->records[RECORD_PARTNER].count * sizeof(*partners));

	v->mem = mem;
	v->holds = 1;
	v->catalogue = c;
	v->document = catalogue_at(c, RECORD_POLICY, policy);
	v->as_of = arena_strdup(mem, as_of);
	v->policy = policy_of(v->document);
	build_trees(v, mem);
	build_network(v, mem);
	for (size_t i = 0; i < c->records[RECORD_PARTNER].count; i++)
		partners[i] = view_profile(v, mem, catalogue_at(c, RECORD_PARTNER, i));
	v->partners = partners;
	return v;
}

static void
release(void *view)
{
	struct view *v = view;

	if (--v->holds == 0)
		arena_free(v->mem);
}

static void
release_all(void *catalogue)
{
	struct catalogue *c = catalogue;

	while (c->view_count > 0)
		release(c->views[--c->view_count]);
}

/* A client may ask for any day; the days asked for last are kept, so that today is not crowded out. */
const struct view *
view_of(struct catalogue *c, size_t policy, const char *as_of, struct arena *mem)
{
	const void  *document = catalogue_at(c, RECORD_POLICY, policy);
	struct view *v;
	size_t       i = 0;

	if (c->views == NULL) {
		c->views = arena_alloc(c->mem, VIEWS_MAX * sizeof(struct view *));
		arena_own(c->mem, c, release_all);
	}
	while (i < c->view_count && (c->views[i]->document != document || strcmp(c->views[i]->as_of, as_of) != 0))
		i++;
	if (i < c->view_count) {
		v = c->views[i];
	} else {
		v = view_make(c, policy, as_of);
		if (c->view_count == VIEWS_MAX)
			release(c->views[--i]);
		else
			c->view_count++;
	}
	memmove(&c->views[1], &c->views[0], i * sizeof(struct view *));
	c->views[0] = v;
	v->holds++;
	return arena_own(mem, v, release);
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

void
view_fill_cities(struct catalogue *c)
{
	const struct policy_document *document = catalogue_at(c, RECORD_POLICY, 0);
	const struct policy           policy = policy_of(document);
	struct city                  *cities = c->records[RECORD_CITY].items;

	for (size_t i = 0; i < c->records[RECORD_CITY].count; i++) {
		struct score_city  score = city_of(&policy, document, c, i, IN_FORCE);
		struct membership *m = arena_alloc(c->mem, sizeof(*m));
		const char       **ids = arena_alloc(c->mem, c->records[RECORD_PROJECT].count * sizeof(*ids));

		cities[i].quadrant = score.place.known ? (int)score.label : -1;
		cities[i].quadrant_flips = score.label_flips;
		for (int q = 0; q < QUADRANTS; q++)
			m->at[q] = score.membership[q];
		cities[i].membership.at = score.place.known ? m : NULL;
		cities[i].projects.at = ids;
		for (size_t k = 0; k < c->records[RECORD_PROJECT].count; k++) {
			const struct project *project = catalogue_at(c, RECORD_PROJECT, k);

			if (strcmp(project->city, cities[i].id) == 0)
				ids[cities[i].projects.count++] = project->id;
		}
	}
}
