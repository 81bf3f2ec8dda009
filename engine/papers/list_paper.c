#include "engine/papers/list_paper.h"

#include <string.h>

#include "engine/papers/date.h"
#include "engine/papers/score_paper.h"

enum {
	LIST_NUMBER, LIST_CITY_ID, LIST_COUNTRY, LIST_CITY, LIST_PROJECT_ID, LIST_PROJECT, LIST_PARTNER_ID, LIST_PARTNER, LIST_RAW,
	LIST_SCORE, LIST_MAKE_UP, LIST_QUADRANT, LIST_PARTNER_KIND, LIST_PARTNER_COUNTRY, LIST_DEMONSTRATION, LIST_COVERAGE, LIST_PINNED, LIST_KEPT, LIST_FLAGS, LIST_STAGE, LIST_REASON, LIST_STATE, LIST_MEETING, LIST_POLICY,
	LIST_SNAPSHOT, LIST_DIGEST,
};

/* What a line of the list is, to a person and to a program that reads the CSV. */
static const struct column list_columns[] = {
	[LIST_NUMBER]     = { "number", SAY_PAPER_COL_NUMBER, KIND_NUMBER, ON_ALL, 6 },
	[LIST_CITY_ID]    = { "city_id", SAY_CLI_COL_ID, KIND_TEXT, ON(CSV), 0 },
	[LIST_COUNTRY]    = { "city_country", SAY_CLI_COL_COUNTRY, KIND_TEXT, ON_SHEETS, 16 },
	[LIST_CITY]       = { "city_name", SAY_CLI_COL_CITY, KIND_NAME, ON_ALL, 22 },
	[LIST_QUADRANT]   = { "city_quadrant", SAY_PAPER_COL_QUADRANT, KIND_TEXT, ON_SHEETS, 32 },
	[LIST_PROJECT_ID] = { "project_id", SAY_CLI_COL_ID, KIND_TEXT, ON(CSV), 0 },
	[LIST_PROJECT]    = { "project_title", SAY_CLI_COL_PROJECT, KIND_NAME, ON_ALL, 36 },
	[LIST_PARTNER_ID] = { "partner_id", SAY_CLI_COL_ID, KIND_TEXT, ON(CSV), 0 },
	[LIST_PARTNER]    = { "partner_name", SAY_CLI_COL_PARTNER, KIND_NAME, ON_ALL, 32 },
	[LIST_PARTNER_KIND] = { "partner_kind", SAY_PAPER_COL_PARTNER_KIND, KIND_TEXT, ON_SHEETS, 24 },
	[LIST_PARTNER_COUNTRY] = { "partner_country", SAY_PAPER_COL_PARTNER_COUNTRY, KIND_TEXT, ON_SHEETS, 10 },
	[LIST_DEMONSTRATION] = { "partner_demonstration", SAY_PAPER_MARK_DEMONSTRATION, KIND_YES, ON_SHEETS, 14 },
	[LIST_RAW]        = { "score", SAY_PAPER_COL_SCORE_RAW, KIND_NUMBER, ON(CSV), 0 },
	[LIST_SCORE]      = { "shown", SAY_CLI_COL_SCORE, KIND_SCORE, ON_ALL, 9 },
	[LIST_MAKE_UP]    = { "points", SAY_PAPER_COL_MAKE_UP, KIND_MAKE_UP, ON(PDF) | ON_SHEETS, 18 },
	[LIST_COVERAGE]   = { "coverage", SAY_CLI_COL_COVERAGE, KIND_SHARE, ON_SHEETS, 10 },
	[LIST_PINNED]     = { "pinned", SAY_PAPER_COL_PINNED, KIND_YES, ON_SHEETS, 8 },
	[LIST_KEPT]       = { "kept", SAY_PAPER_COL_KEPT, KIND_YES, ON_SHEETS, 8 },
	[LIST_FLAGS]      = { "flags", SAY_PAPER_COL_FLAGS, KIND_TEXT, ON_SHEETS, 30 },
	[LIST_STAGE]      = { "stage", SAY_CLI_COL_STAGE, KIND_TEXT, ON_SHEETS, 16 },
	[LIST_REASON]     = { "reason", SAY_PAPER_COL_REASON, KIND_NAME, ON_SHEETS, 70 },
	[LIST_STATE]      = { "state", SAY_CLI_COL_STATE, KIND_TEXT, ON(CSV), 0 },
	[LIST_MEETING]    = { "meeting", SAY_CLI_COL_MEETING, KIND_TEXT, ON(CSV), 0 },
	[LIST_POLICY]     = { "policy", SAY_CLI_COL_POLICY, KIND_TEXT, ON(CSV), 0 },
	[LIST_SNAPSHOT]   = { "snapshot", SAY_CLI_COL_SNAPSHOT, KIND_TEXT, ON(CSV), 0 },
	[LIST_DIGEST]     = { "digest", SAY_CLI_COL_DIGEST, KIND_TEXT, ON(CSV), 0 },
	{ .id = NULL }
};

enum { REASON_NUMBER, REASON_CITY, REASON_PROJECT, REASON_PARTNER, REASON_SCORE, REASON_PART, REASON_WEIGHT, REASON_VALUE,
	REASON_POINTS, REASON_KNOWN, REASON_WHY };

static const struct column reason_columns[] = {
	[REASON_NUMBER]  = { "number", SAY_PAPER_COL_NUMBER, KIND_NUMBER, ON(XLSX), 6 },
	[REASON_CITY]    = { "city", SAY_CLI_COL_CITY, KIND_TEXT, ON(XLSX), 22 },
	[REASON_PROJECT] = { "project", SAY_CLI_COL_PROJECT, KIND_TEXT, ON(XLSX), 36 },
	[REASON_PARTNER] = { "partner", SAY_CLI_COL_PARTNER, KIND_TEXT, ON(XLSX), 32 },
	[REASON_SCORE]   = { "score", SAY_CLI_COL_SCORE, KIND_SCORE, ON(XLSX), 9 },
	[REASON_PART]    = { "part", SAY_CLI_COL_PART, KIND_PART, ON(XLSX), 20 },
	[REASON_WEIGHT]  = { "weight", SAY_CLI_COL_WEIGHT, KIND_NUMBER, ON(XLSX), 8 },
	[REASON_VALUE]   = { "value", SAY_PAPER_COL_VALUE, KIND_VALUE, ON(XLSX), 9 },
	[REASON_POINTS]  = { "points", SAY_CLI_COL_POINTS, KIND_SCORE, ON(XLSX), 9 },
	[REASON_KNOWN]   = { "known", SAY_PAPER_COL_KNOWN, KIND_YES, ON(XLSX), 10 },
	[REASON_WHY]     = { "why", SAY_PAPER_COL_REASON, KIND_TEXT, ON(XLSX), 100 },
	{ .id = NULL }
};

enum { ALTERNATE_PARTNER, ALTERNATE_PROJECT, ALTERNATE_SCORE, ALTERNATE_LOSS };

static const struct column alternate_columns[] = {
	[ALTERNATE_PARTNER] = { "partner", SAY_PAPER_ALTERNATES, KIND_TEXT, ON_PAGES, 40 },
	[ALTERNATE_PROJECT] = { "project", SAY_CLI_COL_PROJECT, KIND_TEXT, ON_PAGES, 46 },
	[ALTERNATE_SCORE]   = { "score", SAY_CLI_COL_SCORE, KIND_SCORE, ON_PAGES, 10 },
	[ALTERNATE_LOSS]    = { "loss", SAY_PAPER_COL_LOSS, KIND_SCORE, ON_PAGES, 18 },
	{ .id = NULL }
};

enum { LEFT_WHO, LEFT_NAME, LEFT_COUNTRY, LEFT_WHY };

static const struct column left_columns[] = {
	[LEFT_WHO]     = { "who", SAY_PAPER_COL_WHO, KIND_TEXT, ON(XLSX), 12 },
	[LEFT_NAME]    = { "name", SAY_CLI_COL_NAME, KIND_NAME, ON_ALL, 34 },
	[LEFT_COUNTRY] = { "country", SAY_CLI_COL_COUNTRY, KIND_TEXT, ON_ALL, 16 },
	[LEFT_WHY]     = { "why", SAY_PAPER_COL_REASON, KIND_TEXT, ON_ALL, 80 },
	{ .id = NULL }
};

static const char *
country_name(const struct paper *p, const struct catalogue *c, const char *id)
{
	long                  found = id == NULL ? -1 : catalogue_find(c, RECORD_COUNTRY, id);
	const struct country *country = found < 0 ? NULL : catalogue_at(c, RECORD_COUNTRY, (size_t)found);

	return country == NULL ? id : paper_pick(p, country->name_en, country->name_ko);
}

static struct cell
city_cell(const struct paper *p, const struct city_brief *city)
{
	return paper_name(p, city->name_en, city->name_ko);
}

static struct cell
project_cell(const struct paper *p, const struct project_brief *project)
{
	return paper_name(p, project->title_en, project->title_ko);
}

static struct cell
partner_cell(const struct paper *p, const struct partner_brief *partner)
{
	return paper_name(p, partner->name_en, partner->name_ko);
}

/* The stages stand in the order in which they came. */
static const struct stage_line *
last_stage(const struct pairing_list *list, int64_t number)
{
	const struct stage_line *stage = list->stages.items, *last = NULL;

	for (size_t i = 0; i < list->stages.count; i++)
		if (stage[i].number == number)
			last = &stage[i];
	return last;
}

static struct cell
word_cell(const struct paper *p, const struct vocab *v, int index)
{
	return (struct cell){ .text = paper_word(p, v, index), .id = index < 0 ? NULL : v->words[index].id };
}

static void
add_line(const struct paper *p, const struct list_source *from, struct table *t, const struct pairing_line *line)
{
	const struct city_brief    *city = line->city.at;
	const struct project_brief *project = line->project.at;
	const struct partner_brief *partner = line->partner.at;
	const struct stage_line    *stage = last_stage(from->list, line->number);
	struct cell                *row = paper_row(t);

	row[LIST_NUMBER] = NUMBER(line->number);
	row[LIST_CITY_ID] = TEXT(city->id);
	row[LIST_COUNTRY] = (struct cell){ .text = country_name(p, from->catalogue, city->country), .id = city->country };
	row[LIST_CITY] = city_cell(p, city);
	row[LIST_CITY].note = row[LIST_COUNTRY].text;
	row[LIST_QUADRANT] = word_cell(p, &quadrant_vocab, city->quadrant);
	row[LIST_PROJECT_ID] = TEXT(project->id);
	row[LIST_PROJECT] = project_cell(p, project);
	row[LIST_PARTNER_ID] = TEXT(partner->id);
	row[LIST_PARTNER] = partner_cell(p, partner);
	row[LIST_PARTNER_KIND] = word_cell(p, &partner_kind_vocab, partner->kind);
	row[LIST_PARTNER_COUNTRY] = TEXT(partner->country);
	row[LIST_DEMONSTRATION] = NUMBER(partner->demonstration);
	row[LIST_RAW] = row[LIST_SCORE] = NUMBER(line->score);
	row[LIST_MAKE_UP].parts = &line->parts;
	row[LIST_COVERAGE] = NUMBER(line->coverage);
	row[LIST_PINNED] = NUMBER(line->pinned);
	row[LIST_KEPT] = NUMBER(line->kept);
	row[LIST_FLAGS] = (struct cell){ .text = paper_flags(p, line->flags), .id = paper_flag_ids(p, line->flags) };
	row[LIST_STAGE] = word_cell(p, &pairing_stage_vocab, stage == NULL ? -1 : stage->stage);
	row[LIST_REASON] = paper_name(p, line->reason_en, line->reason_ko);
	row[LIST_STATE] = word_cell(p, &list_state_vocab, from->list->state);
	row[LIST_MEETING] = TEXT(from->list->meeting);
	row[LIST_POLICY] = TEXT(from->list->policy);
	row[LIST_SNAPSHOT] = TEXT(from->list->snapshot);
	row[LIST_DIGEST] = TEXT(from->list->digest);
}

static void
add_pairings(struct paper *p, const struct list_source *from)
{
	const struct pairing_line *line = from->list->pairings.items;
	size_t                     count = from->list->pairings.count;
	struct section            *s = paper_section(p, SAY_PAPER_PAIRINGS, ON_ALL);
	struct table              *t;

	s->new_page = true;
	if (count == 0)
		paper_text(p, TONE_PLAIN, paper_say(p, SAY_PAPER_NOBODY_PAIRED))->on = ON_PAGES | ON(XLSX);
	else
		paper_legend(p);
	t = paper_table(p, count == 0 ? ON_SHEETS : ON_ALL, list_columns, count);
	for (size_t i = 0; i < count; i++)
		add_line(p, from, t, &line[i]);
}

/* What else there is to know of a line, after its parts. */
static const char *
line_notes(const struct paper *p, const struct pairing_list *list, const struct pairing_line *line)
{
	static const struct column share = { .id = "", .kind = KIND_SHARE };
	const struct stage_line   *stage = last_stage(list, line->number);
	struct buffer             *b = buffer_new(p->mem);

	buffer_text(b, paper_say(p, SAY_PAPER_COVERAGE, paper_cell(p, &share, &NUMBER(line->coverage))));
	if (line->flags != 0)
		buffer_printf(b, " %s.", paper_flags(p, line->flags));
	if (line->pinned)
		buffer_printf(b, " %s", paper_say(p, SAY_PAPER_PINNED));
	if (line->kept)
		buffer_printf(b, " %s", paper_say(p, SAY_PAPER_KEPT));
	if (stage != NULL)
		buffer_printf(b, " %s", paper_say(p, SAY_PAPER_STAGE_ON, paper_word(p, &pairing_stage_vocab, stage->stage),
			paper_date(p, stage->date)));
	return b->at;
}

static void
add_alternates(struct paper *p, const struct list *alternates)
{
	const struct alternate_line *a = alternates->items;
	struct table                *t;

	if (alternates->count == 0)
		return;
	t = paper_table(p, ON_PAGES, alternate_columns, alternates->count);
	for (size_t i = 0; i < alternates->count; i++) {
		struct cell *row = paper_row(t);

		row[ALTERNATE_PARTNER] = TEXT(partner_cell(p, a[i].partner.at).text);
		row[ALTERNATE_PROJECT] = TEXT(project_cell(p, a[i].project.at).text);
		row[ALTERNATE_SCORE] = NUMBER(a[i].score);
		row[ALTERNATE_LOSS] = (struct cell){ .number = a[i].loss.value, .absent = !a[i].loss.known };
	}
}

/* "name  other name" of a cell, for a heading. */
static const char *
both_names(const struct paper *p, const struct cell *cell)
{
	return cell->other == NULL ? cell->text : arena_printf(p->mem, "%s  %s", cell->text, cell->other);
}

static void
add_pairing(struct paper *p, const struct list_source *from, const struct pairing_line *line)
{
	struct cell   partner = partner_cell(p, line->partner.at), project = project_cell(p, line->project.at);
	struct block *head = paper_heading(p, 3, arena_printf(p->mem, "%lld. %s", (long long)line->number, partner.text));

	head->side = paper_score(p, line->score);
	paper_text(p, TONE_QUIET, partner.other == NULL ? paper_say(p, SAY_PAPER_PROJECT, project.text) :
		arena_printf(p->mem, "%s · %s", partner.other, paper_say(p, SAY_PAPER_PROJECT, project.text)))->keeps = true;
	paper_make_up(p, &line->parts);
	paper_text(p, TONE_PLAIN, paper_pick(p, line->reason_en, line->reason_ko))->keeps = true;
	paper_parts(p, &line->parts);
	paper_text(p, TONE_QUIET, line_notes(p, from->list, line));
	add_alternates(p, &line->alternates);
}

static void
add_cities(struct paper *p, const struct list_source *from)
{
	const struct pairing_line *line = from->list->pairings.items;
	const char                *city = "";

	if (from->list->pairings.count == 0)
		return;
	paper_section(p, SAY_PAPER_CITIES, ON_PAGES)->new_page = true;
	for (size_t i = 0; i < from->list->pairings.count; i++) {
		const struct city_brief *brief = line[i].city.at;

		if (strcmp(brief->id, city) != 0) {
			struct cell   name = city_cell(p, brief);
			struct block *head = paper_heading(p, 2, both_names(p, &name));
			const char   *quadrant = paper_word(p, &quadrant_vocab, brief->quadrant);

			head->side = country_name(p, from->catalogue, brief->country);
			if (quadrant != NULL)
				paper_text(p, TONE_QUIET, quadrant)->keeps = true;
			city = brief->id;
		}
		add_pairing(p, from, &line[i]);
	}
}

/* A row for each part of each pairing: what a workbook filters. */
static void
add_reasons(struct paper *p, const struct list_source *from)
{
	const struct pairing_line *line = from->list->pairings.items;
	struct table              *t;

	paper_section(p, SAY_PAPER_REASONS, ON(XLSX));
	t = paper_table(p, ON(XLSX), reason_columns, from->list->pairings.count * PARTS);
	for (size_t i = 0; i < from->list->pairings.count; i++) {
		const struct part_line *part = line[i].parts.items;

		for (size_t k = 0; k < line[i].parts.count && k < PARTS; k++) {
			struct cell *row = paper_row(t);

			row[REASON_NUMBER] = NUMBER(line[i].number);
			row[REASON_CITY] = city_cell(p, line[i].city.at);
			row[REASON_PROJECT] = project_cell(p, line[i].project.at);
			row[REASON_PARTNER] = partner_cell(p, line[i].partner.at);
			row[REASON_SCORE] = NUMBER(line[i].score);
			row[REASON_PART] = NUMBER(part[k].part);
			row[REASON_WEIGHT] = NUMBER(part[k].weight);
			row[REASON_VALUE] = NUMBER(part[k].value);
			row[REASON_POINTS] = NUMBER(part[k].points);
			row[REASON_KNOWN] = NUMBER(part[k].known);
			row[REASON_WHY] = TEXT(paper_part_why(p, &part[k]));
		}
	}
}

static void
add_left(struct paper *p, const struct list_source *from, struct table *t, const struct list *left)
{
	const struct left_over *one = left->items;

	for (size_t i = 0; i < left->count; i++) {
		const struct city_brief    *city = one[i].city.at;
		const struct partner_brief *partner = one[i].partner.at;
		struct cell                *row = paper_row(t);

		row[LEFT_WHO] = TEXT(say_row(city != NULL ? SAY_CLI_COL_CITY : SAY_CLI_COL_PARTNER, p->lang));
		if (city != NULL)
			row[LEFT_NAME] = city_cell(p, city);
		else if (partner != NULL)
			row[LEFT_NAME] = partner_cell(p, partner);
		row[LEFT_COUNTRY] = TEXT(country_name(p, from->catalogue,
			city != NULL ? city->country : partner != NULL ? partner->country : NULL));
		row[LEFT_WHY] = TEXT(paper_pick(p, one[i].en, one[i].ko));
	}
}

static void
add_left_on_pages(struct paper *p, const struct list_source *from, enum say head, enum say nobody, const struct list *left)
{
	paper_heading(p, 2, say_row(head, p->lang))->on = ON_PAGES;
	if (left->count == 0)
		paper_text(p, TONE_PLAIN, say_row(nobody, p->lang))->on = ON_PAGES;
	else
		add_left(p, from, paper_table(p, ON_PAGES, left_columns, left->count), left);
}

/* On pages a table each; in a workbook one to filter. */
static void
add_left_over(struct paper *p, const struct list_source *from)
{
	const struct list *cities = &from->list->uncovered, *partners = &from->list->unpaired;
	struct table      *t;

	paper_section(p, SAY_PAPER_LEFT_OVER, ON_PAGES | ON(XLSX))->new_page = true;
	add_left_on_pages(p, from, SAY_PAPER_UNCOVERED, SAY_PAPER_ALL_COVERED, cities);
	add_left_on_pages(p, from, SAY_PAPER_UNPAIRED, SAY_PAPER_ALL_PAIRED, partners);
	t = paper_table(p, ON(XLSX), left_columns, cities->count + partners->count);
	add_left(p, from, t, cities);
	add_left(p, from, t, partners);
}

struct paper *
list_paper(struct arena *mem, const struct list_source *from, enum lang lang)
{
	struct paper *p = list_paper_title(mem, from, lang);

	list_paper_cover(p, from);
	add_pairings(p, from);
	add_cities(p, from);
	add_reasons(p, from);
	add_left_over(p, from);
	list_paper_about(p, from);
	return p;
}
