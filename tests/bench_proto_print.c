/*
 * How fast a list goes out: printed from its table, and by way of a cJSON tree.
 *
 *	bench_proto_print [prints in a round]
 *
 * The answer with ten matches that people ask for most, parts and all, its cities and projects
 * kept as the daemon keeps them; and ten objects of fifteen members, as pages of the API have
 * them: rows of texts and integers, and cities, whose facts are decimals. Both ways must give the
 * same bytes, or the comparison would mean nothing.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cjson/cJSON.h>

#include "proto/match.h"
#include "tests/figures.h"

enum { ROWS = 10, ROUNDS = 9 };

struct match_row {
	const char  *id, *country, *name_en, *name_ko, *policy, *shown, *note;
	int64_t      rank, score, coverage, version;
	struct maybe year;
	bool         blocked;
	int          quadrant;
	uint32_t     support;
};

static const struct field match_fields[] = {
	{ MEMBER(struct match_row, id), .name = "id" },
	{ MEMBER(struct match_row, country), .name = "country" },
	{ MEMBER(struct match_row, name_en), .name = "name_en" },
	{ MEMBER(struct match_row, name_ko), .name = "name_ko" },
	{ MEMBER(struct match_row, policy), .name = "policy" },
	{ MEMBER(struct match_row, shown), .name = "shown" },
	{ MEMBER(struct match_row, note), .name = "note" },
	{ MEMBER(struct match_row, rank), .name = "rank" },
	{ MEMBER(struct match_row, score), .name = "score" },
	{ MEMBER(struct match_row, coverage), .name = "coverage" },
	{ MEMBER(struct match_row, version), .name = "version" },
	{ MEMBER(struct match_row, year), .name = "year" },
	{ MEMBER(struct match_row, blocked), .name = "blocked" },
	{ MEMBER(struct match_row, quadrant), .name = "quadrant", .vocab = &quadrant_vocab },
	{ MEMBER(struct match_row, support), .name = "support", .vocab = &support_vocab },
	{ .name = NULL }
};
static const struct message match_row_message = { .name = "Match", .size = sizeof(struct match_row),
	.fields = match_fields };

static cJSON *
tree_of_match(const void *in)
{
	const struct match_row *r = in;
	cJSON                  *o = cJSON_CreateObject(), *words;

	cJSON_AddStringToObject(o, "id", r->id);
	cJSON_AddStringToObject(o, "country", r->country);
	cJSON_AddStringToObject(o, "name_en", r->name_en);
	cJSON_AddStringToObject(o, "name_ko", r->name_ko);
	cJSON_AddStringToObject(o, "policy", r->policy);
	cJSON_AddStringToObject(o, "shown", r->shown);
	cJSON_AddStringToObject(o, "note", r->note);
	cJSON_AddNumberToObject(o, "rank", (double)r->rank);
	cJSON_AddNumberToObject(o, "score", (double)r->score);
	cJSON_AddNumberToObject(o, "coverage", (double)r->coverage);
	cJSON_AddNumberToObject(o, "version", (double)r->version);
	cJSON_AddNumberToObject(o, "year", (double)r->year.value);
	cJSON_AddBoolToObject(o, "blocked", r->blocked);
	cJSON_AddStringToObject(o, "quadrant", quadrant_vocab.words[r->quadrant].id);
	words = cJSON_AddArrayToObject(o, "support");
	for (int i = 0; support_vocab.words[i].id != NULL; i++)
		if ((r->support & BIT(i)) != 0)
			cJSON_AddItemToArray(words, cJSON_CreateString(support_vocab.words[i].id));
	return o;
}

struct city_row {
	const char    *id, *country, *name_en, *name_ko;
	bool           capital;
	int            quadrant;
	struct decimal latitude, longitude, area, density, gdp, literacy, growth;
	struct maybe   population, geonames_id;
};

static const struct field city_fields[] = {
	{ MEMBER(struct city_row, id), .name = "id" },
	{ MEMBER(struct city_row, country), .name = "country" },
	{ MEMBER(struct city_row, name_en), .name = "name_en" },
	{ MEMBER(struct city_row, name_ko), .name = "name_ko" },
	{ MEMBER(struct city_row, capital), .name = "capital" },
	{ MEMBER(struct city_row, quadrant), .name = "quadrant", .vocab = &quadrant_vocab },
	{ MEMBER(struct city_row, latitude), .name = "latitude" },
	{ MEMBER(struct city_row, longitude), .name = "longitude" },
	{ MEMBER(struct city_row, area), .name = "area" },
	{ MEMBER(struct city_row, density), .name = "density" },
	{ MEMBER(struct city_row, gdp), .name = "gdp" },
	{ MEMBER(struct city_row, literacy), .name = "literacy" },
	{ MEMBER(struct city_row, growth), .name = "growth" },
	{ MEMBER(struct city_row, population), .name = "population" },
	{ MEMBER(struct city_row, geonames_id), .name = "geonames_id" },
	{ .name = NULL }
};
static const struct message city_row_message = { .name = "City", .size = sizeof(struct city_row),
	.fields = city_fields };

/* The doubles stand ready, as they would in a program that keeps doubles. */
static const double latitude = 21.0245, longitude = 105.84117, area = 3358.6, density = 2182.3, gdp = 2085.1,
	literacy = 98.25, growth = 1.1;

static cJSON *
tree_of_city(const void *in)
{
	const struct city_row *r = in;
	cJSON                 *o = cJSON_CreateObject();

	cJSON_AddStringToObject(o, "id", r->id);
	cJSON_AddStringToObject(o, "country", r->country);
	cJSON_AddStringToObject(o, "name_en", r->name_en);
	cJSON_AddStringToObject(o, "name_ko", r->name_ko);
	cJSON_AddBoolToObject(o, "capital", r->capital);
	cJSON_AddStringToObject(o, "quadrant", quadrant_vocab.words[r->quadrant].id);
	cJSON_AddNumberToObject(o, "latitude", latitude);
	cJSON_AddNumberToObject(o, "longitude", longitude);
	cJSON_AddNumberToObject(o, "area", area);
	cJSON_AddNumberToObject(o, "density", density);
	cJSON_AddNumberToObject(o, "gdp", gdp);
	cJSON_AddNumberToObject(o, "literacy", literacy);
	cJSON_AddNumberToObject(o, "growth", growth);
	cJSON_AddNumberToObject(o, "population", (double)r->population.value);
	cJSON_AddNumberToObject(o, "geonames_id", (double)r->geonames_id.value);
	return o;
}

/* --- the answer with ten matches */

static cJSON *
tree_of_parts(const struct list *parts)
{
	const struct part_line *line = parts->items;
	cJSON                  *list = cJSON_CreateArray();

	for (size_t i = 0; i < parts->count; i++) {
		cJSON *o = cJSON_CreateObject();

		cJSON_AddStringToObject(o, "part", part_vocab.words[line[i].part].id);
		cJSON_AddNumberToObject(o, "weight", (double)line[i].weight);
		cJSON_AddNumberToObject(o, "value", (double)line[i].value);
		cJSON_AddNumberToObject(o, "points", (double)line[i].points);
		cJSON_AddBoolToObject(o, "known", line[i].known);
		cJSON_AddArrayToObject(o, "evidence");
		cJSON_AddItemToArray(list, o);
	}
	return list;
}

static cJSON *
tree_of_city_brief(const struct city_brief *c)
{
	cJSON *o = cJSON_CreateObject();

	cJSON_AddStringToObject(o, "id", c->id);
	cJSON_AddStringToObject(o, "country", c->country);
	cJSON_AddStringToObject(o, "name_en", c->name_en);
	cJSON_AddStringToObject(o, "name_ko", c->name_ko);
	cJSON_AddStringToObject(o, "quadrant", quadrant_vocab.words[c->quadrant].id);
	return o;
}

static cJSON *
tree_of_project_brief(const struct project_brief *p)
{
	cJSON *o = cJSON_CreateObject();

	cJSON_AddStringToObject(o, "id", p->id);
	cJSON_AddStringToObject(o, "title_en", p->title_en);
	cJSON_AddStringToObject(o, "title_ko", p->title_ko);
	return o;
}

static cJSON *
tree_of_answer(const void *in)
{
	const struct match *m = in;
	cJSON              *o = cJSON_CreateObject();

	cJSON_AddNumberToObject(o, "rank", (double)m->rank);
	cJSON_AddNullToObject(o, "partner");
	cJSON_AddItemToObject(o, "city", tree_of_city_brief(m->city.at));
	cJSON_AddItemToObject(o, "project", tree_of_project_brief(m->project.at));
	cJSON_AddNumberToObject(o, "score", (double)m->score);
	cJSON_AddStringToObject(o, "shown", m->shown);
	cJSON_AddNumberToObject(o, "coverage", (double)m->coverage);
	cJSON_AddBoolToObject(o, "blocked", m->blocked);
	cJSON_AddArrayToObject(o, "flags");
	cJSON_AddArrayToObject(o, "gates");
	cJSON_AddItemToObject(o, "parts", tree_of_parts(&m->parts));
	cJSON_AddArrayToObject(o, "inferred_from");
	cJSON_AddNullToObject(o, "change");
	cJSON_AddArrayToObject(o, "projects");
	return o;
}

static struct object
keep(const struct message *m, const void *in)
{
	const struct kept *kept = message_keep(m, in);

	return (struct object){ .at = kept->message, .kept = kept };
}

static void
fill_match(struct match *m, int i, struct part_line parts[PARTS])
{
	static const int64_t       weights[PARTS] = { 240, 160, 160, 140, 120, 100, 50, 30 };
	const struct city_brief    city = { "nay_pyi_taw", "MM", "Nay Pyi Taw", "네피도", i % QUADRANTS };
	const struct project_brief project = { "nay_pyi_taw_transit", "Affordable Public Transportation",
		"저렴한 대중교통" };

	for (int k = 0; k < PARTS; k++) {
		int64_t value = (i * 977 + k * 3571) % (PART_MAX + 1);

		parts[k] = (struct part_line){ .part = k, .weight = weights[k], .value = value,
			.points = weights[k] * value, .known = (i + k) % 5 != 0 };
	}
	*m = (struct match){ .rank = i + 1, .city = keep(&city_brief_message, &city),
		.project = keep(&project_brief_message, &project), .score = 7432198 - 123456 * i, .shown = "74.32",
		.coverage = 860, .parts = { .items = parts, .count = PARTS } };
}

static char *
print_by_tree(const struct list *rows, size_t size, cJSON *(*tree_of)(const void *row))
{
	cJSON      *list = cJSON_CreateObject(), *items = cJSON_AddArrayToObject(list, "items");
	const char *row = rows->items;
	char       *text;

	for (size_t i = 0; i < rows->count; i++, row += size)
		cJSON_AddItemToArray(items, tree_of(row));
	text = cJSON_PrintUnformatted(list);
	cJSON_Delete(list);
	return text;
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

struct rows {
	struct list items;
};

/* Their items differ, and a message is known by its address. */
static const struct field answer_fields[] = {
	{ MEMBER(struct rows, items), .name = "items", .item = &match_message }, { .name = NULL } };
static const struct field match_page_fields[] = {
	{ MEMBER(struct rows, items), .name = "items", .item = &match_row_message }, { .name = NULL } };
static const struct field city_page_fields[] = {
	{ MEMBER(struct rows, items), .name = "items", .item = &city_row_message }, { .name = NULL } };
static const struct message answer_message = { .name = "Answer", .size = sizeof(struct rows),
	.fields = answer_fields };
static const struct message match_page_message = { .name = "Matches", .size = sizeof(struct rows),
	.fields = match_page_fields };
static const struct message city_page_message = { .name = "Cities", .size = sizeof(struct rows),
	.fields = city_page_fields };

static double
time_table(const struct message *m, const struct rows *page, struct buffer *b, long prints)
{
	double start = now();

	for (long i = 0; i < prints; i++) {
		buffer_end(b, b->at);
		message_print(b, m, page);
	}
	return (now() - start) / (double)prints;
}

static double
time_tree(const struct rows *page, size_t size, cJSON *(*tree_of)(const void *row), long prints)
{
	double start = now();

	for (long i = 0; i < prints; i++)
		free(print_by_tree(&page->items, size, tree_of));
	return (now() - start) / (double)prints;
}

static bool
compare(const char *what, const struct message *m, void *rows, cJSON *(*tree_of)(const void *row), long prints)
{
	const struct rows    page = { .items = { .items = rows, .count = ROWS } };
	struct arena        *mem = arena_new();
	struct buffer       *b = buffer_new(mem);
	size_t               size = m->fields[0].item->size;
	char                *text = print_by_tree(&page.items, size, tree_of);
	double               table[ROUNDS], tree[ROUNDS];
	struct figure        ours, theirs, times;
	bool                 same;

	message_print(b, m, &page);
	same = strcmp(text, b->at) == 0;
	if (!same)
		fprintf(stderr, "the two differ:\n%s\n%s\n", b->at, text);
	free(text);

	for (int i = 0; i < ROUNDS; i++) {
		table[i] = time_table(m, &page, b, prints);
		tree[i] = time_tree(&page, size, tree_of, prints / 10 + 1);
	}
	ours = figure_of(table, ROUNDS);
	theirs = figure_of(tree, ROUNDS);
	times = figure_ratio(tree, table, ROUNDS);
	printf("  %s: %zu bytes, table %.2f us (%.2f to %.2f), cJSON tree %.2f us (%.2f to %.2f), ratio %.1f (%.1f to %.1f)\n",
		what, b->length, ours.median, ours.least, ours.most, theirs.median, theirs.least, theirs.most,
		times.median, times.least, times.most);
	arena_free(mem);
	return same;
}

int
main(int argc, char **argv)
{
	long             prints = argc > 1 ? atol(argv[1]) : 20000;
	struct match_row matches[ROWS];
	struct city_row  cities[ROWS];
	struct match     answer[ROWS];
	struct part_line parts[ROWS][PARTS];
	bool             same;

	for (int i = 0; i < ROWS; i++) {
		fill_match(&answer[i], i, parts[i]);
		matches[i] = (struct match_row){
			.id = "nay_pyi_taw", .country = "MM", .name_en = "Nay Pyi Taw", .name_ko = "네피도",
			.policy = "ascn-2018-1", .shown = "74.32", .note = "Densities of two sources differ.",
			.rank = i + 1, .score = 7432198 - 1234 * i, .coverage = 860, .version = 12,
			.year = { true, 2018 }, .quadrant = i % QUADRANTS,
			.support = BIT(SUPPORT_TECHNOLOGY) | BIT(SUPPORT_FINANCE),
		};
		cities[i] = (struct city_row){
			.id = "ha_noi", .country = "VN", .name_en = "Ha Noi", .name_ko = "하노이", .capital = true,
			.quadrant = i % QUADRANTS, .latitude = { "21.0245" }, .longitude = { "105.84117" },
			.area = { "3358.6" }, .density = { "2182.3" }, .gdp = { "2085.1" }, .literacy = { "98.25" },
			.growth = { "1.1" }, .population = { true, 7328400 + i }, .geonames_id = { true, 1581130 },
		};
	}
	same = compare("ten matches with their parts", &answer_message, answer, tree_of_answer, prints);
	same = compare("rows", &match_page_message, matches, tree_of_match, prints) && same;
	same = compare("cities", &city_page_message, cities, tree_of_city, prints) && same;
	for (int i = 0; i < ROWS; i++) {
		free((void *)(uintptr_t)answer[i].city.kept);
		free((void *)(uintptr_t)answer[i].project.kept);
	}
	return same ? 0 : 1;
}
