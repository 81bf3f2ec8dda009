/*
 * How fast a list goes out: printed from its table, and by way of a cJSON tree.
 *
 *	bench_proto_print [prints in a round]
 *
 * Ten objects of fifteen members, as pages of the API have them: matches, of
 * texts and integers, and cities, whose facts are decimals. Both ways must give
 * the same bytes, or the comparison would mean nothing.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cjson/cJSON.h>

#include "proto/message.h"
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

struct page {
	struct list items;
};

/* Their items differ, and a message is known by its address. */
static const struct field match_page_fields[] = {
	{ MEMBER(struct page, items), .name = "items", .item = &match_row_message }, { .name = NULL } };
static const struct field city_page_fields[] = {
	{ MEMBER(struct page, items), .name = "items", .item = &city_row_message }, { .name = NULL } };
static const struct message match_page_message = { .name = "Matches", .size = sizeof(struct page),
	.fields = match_page_fields };
static const struct message city_page_message = { .name = "Cities", .size = sizeof(struct page),
	.fields = city_page_fields };

static double
time_table(const struct message *m, const struct page *page, struct buffer *b, long prints)
{
	double start = now();

	for (long i = 0; i < prints; i++) {
		buffer_end(b, b->at);
		message_print(b, m, page);
	}
	return (now() - start) / (double)prints;
}

static double
time_tree(const struct page *page, size_t size, cJSON *(*tree_of)(const void *row), long prints)
{
	double start = now();

	for (long i = 0; i < prints; i++)
		free(print_by_tree(&page->items, size, tree_of));
	return (now() - start) / (double)prints;
}

static bool
compare(const char *what, const struct message *m, void *rows, cJSON *(*tree_of)(const void *row), long prints)
{
	const struct page    page = { .items = { .items = rows, .count = ROWS } };
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
	bool             same;

	for (int i = 0; i < ROWS; i++) {
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
	same = compare("matches", &match_page_message, matches, tree_of_match, prints);
	same = compare("cities", &city_page_message, cities, tree_of_city, prints) && same;
	return same ? 0 : 1;
}
