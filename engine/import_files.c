/*
 * Files that the API gives to who imports: an empty one to fill in, and the rows that were rejected.
 */
#include <string.h>

#include "build/queries.h"
#include "engine/attachment.h"
#include "engine/grid.h"
#include "engine/routes.h"
#include "proto/csv.h"
#include "proto/document.h"
#include "proto/import.h"
#include "proto/import_map.h"
#include "proto/json.h"
#include "proto/partner.h"

enum { PAGE_ROWS = 1000 };

const char *const import_types[] = {
	[FORMAT_XLSX] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	[FORMAT_CSV]  = "text/csv; charset=utf-8",
	NULL
};

static const char *
in(const struct request *r, const char *en, const char *ko)
{
	return r->lang == LANG_KO ? ko : en;
}

static void
take_lang(struct request *r)
{
	const struct import_file_query *query = r->query;

	if (query->lang >= 0)
		r->lang = (enum lang)query->lang;
}

static enum step
reply_file(struct request *r, const char *name, const char *name_ko, const struct buffer *bytes)
{
	int         format = ((const struct import_file_query *)r->query)->format;
	const char *end = import_format_vocab.words[format].id;

	return attachment_reply(r, import_types[format], arena_printf(r->mem, "%s.%s", name, end),
		arena_printf(r->mem, "%s.%s", in(r, name, name_ko), end), bytes);
}

/* --- GET /v1/imports/template */

/* The columns that a file may have are the members that a client may send. */
static size_t
list_members(const struct field **members)
{
	size_t n = 0;

	for (const struct field *f = partner_message.fields; f->name != NULL; f++)
		if (!f->server)
			members[n++] = f;
	return n;
}

static void
put_partners(const struct request *r, struct grid *g, const struct field *const *members, size_t count, bool example)
{
	const char *titles[MESSAGE_FIELDS], *examples[MESSAGE_FIELDS];

	grid_sheet(g, in(r, "Partners", "파트너"), NULL);
	for (size_t i = 0; i < count; i++) {
		titles[i] = import_title(members[i]->name, r->lang);
		examples[i] = import_example(members[i]->name, r->lang);
	}
	grid_row(g, titles, count);
	if (example)
		grid_row(g, examples, count);
}

static void
put_instructions(const struct request *r, struct grid *g, const struct field *const *members, size_t count)
{
	static const int  widths[] = { 30, 26, 60, 60, 44, 0 };
	const char *const head[] = { in(r, "Column", "열"), in(r, "Name in programs", "프로그램에서의 이름"), "English", "한국어",
		in(r, "Example", "예") };

	grid_sheet(g, in(r, "Instructions", "작성 안내"), widths);
	grid_row(g, head, 5);
	for (size_t i = 0; i < count; i++) {
		const char *name = members[i]->name;
		const char *row[] = { import_title(name, r->lang), name, members[i]->about, import_about_ko(name),
			import_example(name, r->lang) };

		grid_row(g, row, 5);
	}
	for (int i = 0; i < IMPORT_RULES; i++) {
		const struct said rule = { .say = import_rules[i] };
		const char       *row[] = { "", "", say_text(r->mem, LANG_EN, &rule), say_text(r->mem, LANG_KO, &rule) };

		grid_row(g, row, 4);
	}
}

static void
put_vocab(const struct request *r, struct grid *g, const struct field *f)
{
	for (const struct word *w = f->vocab->words; w->id != NULL; w++)
		grid_row(g, (const char *const[]){ import_title(f->name, r->lang), w->id, w->en, w->ko }, 4);
}

static const char *
text_of(const void *record, const struct field *f)
{
	const char *text = f == NULL ? NULL : *(const char *const *)(const void *)((const char *)record + f->offset);

	return text == NULL ? "" : text;
}

static void
put_records(const struct request *r, struct grid *g, const char *member, enum record_kind kind)
{
	const struct message *m = record_message(kind);

	for (size_t i = 0; i < catalogue_count(r->catalogue, kind); i++) {
		const void *record = catalogue_at(r->catalogue, kind, i);

		grid_row(g, (const char *const[]){ import_title(member, r->lang), catalogue_id(r->catalogue, kind, i),
			text_of(record, message_field(m, "name_en")), text_of(record, message_field(m, "name_ko")) }, 4);
	}
}

static void
put_words(const struct request *r, struct grid *g, const struct field *const *members, size_t count)
{
	static const int  widths[] = { 30, 36, 50, 50, 0 };
	const char *const head[] = { in(r, "Column", "열"), in(r, "Word", "값"), "English", "한국어" };

	grid_sheet(g, in(r, "Words", "쓸 수 있는 값"), widths);
	grid_row(g, head, 4);
	for (size_t i = 0; i < count; i++)
		if (members[i]->vocab != NULL)
			put_vocab(r, g, members[i]);
	put_records(r, g, "categories", RECORD_CATEGORY);
	put_records(r, g, "sectors", RECORD_SECTOR);
	put_records(r, g, "wanted_countries", RECORD_COUNTRY);
	put_records(r, g, "wanted_cities", RECORD_CITY);
}

static void
write_template(struct request *r)
{
	const struct import_file_query *query = r->query;
	const struct field             *members[MESSAGE_FIELDS];
	size_t                          count = list_members(members);
	struct grid                    *g = grid_new(r->mem, (enum import_format)query->format, &r->problem);

	if (g == NULL)
		return;
	put_partners(r, g, members, count, query->format == FORMAT_CSV);
	put_instructions(r, g, members, count);
	put_words(r, g, members, count);
	r->state = (void *)(uintptr_t)grid_finish(g, &r->problem);
}

static enum step
begin_template(struct request *r)
{
	take_lang(r);
	return req_work(r, write_template);
}

static enum step
reply_template(struct request *r)
{
	return r->problem.code != PROBLEM_NONE ? req_failed(r) : reply_file(r, "partners", "파트너", r->state);
}

step_fn *const import_template[] = { begin_template, reply_template, NULL };

/* --- GET /v1/imports/{id}/rejected */

struct rejected {
	const struct import *import;
	struct grid         *grid;
	const struct buffer *bytes;
	size_t               columns;
	const char          *after;	/* the note that the last page ended with */
	bool                 last;
};

static enum step
ask_import(struct request *r)
{
	take_lang(r);
	return req_ask(r, &sql_import_by_id, ARGS(r->arg));
}

static void
put_head(struct request *r, struct rejected *j)
{
	const struct import_column *column = j->import->plan.columns.items;
	size_t                      n = j->columns;
	const char                **cells = arena_alloc(r->mem, (n + 2) * sizeof(*cells));

	for (size_t i = 0; i < n; i++)
		cells[i] = i < j->import->plan.columns.count ? column[i].header : "JSON";
	cells[n] = in(r, "Rejected row", "거절된 행");
	cells[n + 1] = in(r, "Why it was rejected", "거절 이유");
	grid_sheet(j->grid, in(r, "Rejected", "거절된 행"), NULL);
	grid_row(j->grid, cells, n + 2);
}

static enum step
begin_rejected(struct request *r)
{
	const struct import_file_query *query = r->query;
	struct rejected                *j;

	if (req_rows(r) == 0)
		return req_missing(r, import_message.word, r->arg);
	j = r->state = arena_alloc(r->mem, sizeof(*j));
	j->import = req_document(r, &import_message, req_text(r, 0, "document"));
	if (j->import == NULL)
		return STEP_DONE;
	j->grid = grid_new(r->mem, (enum import_format)query->format, &r->problem);
	if (j->grid == NULL)
		return req_failed(r);
	j->columns = j->import->plan.columns.count > 0 ? j->import->plan.columns.count : 1;
	j->after = "0";
	put_head(r, j);
	return STEP_NEXT;
}

static enum step
ask_page(struct request *r)
{
	struct rejected *j = r->state;

	return req_ask_in(r, arena_new(), &sql_import_rejected, ARGS(r->arg, j->after, DIGITS(PAGE_ROWS)));
}

/* "Column: sentence; column: sentence" */
static const char *
reasons_text(const struct request *r, const struct import_note *note, struct arena *mem)
{
	const struct import_reason *reason = note->reasons.items;
	struct buffer              *b = buffer_new(mem);

	for (size_t i = 0; i < note->reasons.count; i++) {
		const char *where = reason[i].header != NULL ? reason[i].header : reason[i].member;

		buffer_printf(b, "%s%s%s%s", i > 0 ? "; " : "", where == NULL ? "" : where, where == NULL ? "" : ": ",
			in(r, reason[i].en, reason[i].ko));
	}
	return b->at;
}

/* A row as it came (an apostrophe before a formula is written anew), then its number and why; cells beyond the header's are lost to nobody: they were not read. */
static bool
put_row(const struct request *r, struct rejected *j, int row)
{
	struct arena      *mem = arena_new();
	struct problem     p = { .mem = mem };
	struct import_note note;
	size_t             n = j->columns, i = 0;
	const char       **out = arena_alloc(mem, (n + 2) * sizeof(*out)), *text = req_text(r, row, "cells");
	cJSON             *cells = text == NULL ? NULL : json_read_own(text, strlen(text), mem, &p), *json;
	const cJSON       *cell;
	bool               csv = ((const struct import_file_query *)r->query)->format == FORMAT_CSV;

	text = req_text(r, row, "document");
	json = json_read_own(text, strlen(text), mem, &p);
	if (json == NULL || !message_parse(&import_note_message, json, FROM_STORE, NULL, mem, &note, &p)) {
		arena_free(mem);
		return false;
	}
	cJSON_ArrayForEach(cell, cells)
		if (i < n)
			out[i++] = csv ? csv_plain(cell->valuestring) : cell->valuestring;
	while (i < n)
		out[i++] = "";
	out[n] = arena_printf(mem, "%lld", (long long)note.row);
	out[n + 1] = reasons_text(r, &note, mem);
	grid_row(j->grid, out, n + 2);
	arena_free(mem);
	return true;
}

static void
write_page(struct request *r)
{
	struct rejected *j = r->state;
	int              n = req_rows(r);

	for (int i = 0; i < n; i++)
		if (!put_row(r, j, i)) {
			problem_set(&r->problem, PROBLEM_INTERNAL, SAY_NO_ANSWER);
			return;
		}
	j->last = n < PAGE_ROWS;
	if (n > 0)
		j->after = arena_strdup(r->mem, req_text(r, n - 1, "number"));
	if (j->last)
		j->bytes = grid_finish(j->grid, &r->problem);
}

static enum step
put_page(struct request *r)
{
	return req_work(r, write_page);
}

static enum step
go_on(struct request *r)
{
	struct rejected *j = r->state;

	if (r->problem.code != PROBLEM_NONE)
		return req_failed(r);
	if (j->last)
		return reply_file(r, "rejected", "거절된 행", j->bytes);
	r->next -= 3;
	return STEP_NEXT;
}

step_fn *const import_rejected[] = { ask_import, begin_rejected, ask_page, put_page, go_on, NULL };
