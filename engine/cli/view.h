/*
 * What a person sees of an answer: columns over JSON, aligned tables, CSV.
 *
 * A column says once where its value is, what it is called in both languages,
 * and how it is shown. Widths are those of the terminal's cells (utf8proc), so
 * that Hangul lines up. On a terminal a wide column is cut with "…"; in a pipe
 * nothing is cut. Control characters never reach the terminal.
 */
#ifndef ENGINE_CLI_VIEW_H
#define ENGINE_CLI_VIEW_H

#include <cjson/cJSON.h>
#include <stdio.h>

#include "engine/cli/cli.h"

enum show {
	SHOW_TEXT,	/* a string or a number as it stands; a list joined by ", " */
	SHOW_NUMBER,	/* the same, to the right */
	SHOW_COUNT,	/* how many items the list has */
	SHOW_YES,	/* true: yes; false: nothing */
	SHOW_WORD,	/* a word, or a list of words, of .words */
	SHOW_COVERAGE,	/* 0..1000, as a percentage */
	SHOW_VALUE,	/* 0..10000, as 0.00-100.00 */
	SHOW_SCORE,	/* 0..10,000,000, as 0.00-100.00 */
	SHOW_MILLI,	/* thousandths */
	SHOW_PARTS,	/* an object with a number for each part of a score */
	SHOW_COUNTRY,	/* an id, or a list of ids or of {"id": ...}, by its name */
	SHOW_CITY,
	SHOW_CATEGORY,
	SHOW_SECTOR,
};

struct column {
	const char         *id;		/* heading in CSV: never changes */
	enum say            head;	/* heading for people */
	const char         *path;	/* "city/name_*": members from the row; "*" is the language, "$" the last of a list */
	enum show           show;
	const struct vocab *words;
};

/* A member of `row`; a name absent in one language is taken from the other. NULL when there is none. */
const cJSON *view_find(const struct cli *c, const cJSON *row, const char *path);
const char  *view_string(const struct cli *c, const cJSON *row, const char *path);	/* "" when there is none */
int64_t      view_integer(const cJSON *row, const char *member);	/* 0 when there is none */

/* The text of one cell; for CSV ids instead of names, joined by ";". */
const char *view_cell(struct cli *c, const struct column *column, const cJSON *row, bool csv);

/* A score of 0..10,000,000 as "74.32". */
const char *view_score(const struct cli *c, int64_t score);

/* How many cells of a terminal `s` takes. */
size_t view_width(const char *s);

struct table;
struct table *table_new(struct cli *c, size_t columns);
void          table_head(struct table *t, size_t column, enum say head, bool right);
void          table_keep_whole(struct table *t, size_t column);	/* an id that is cut is of no use */
void          table_add(struct table *t, const char *cell);	/* row by row, from left to right */
void          table_print(struct table *t, FILE *out, size_t indent);

/* The items of a list, as a table with a heading. */
void view_table(struct cli *c, const struct column *columns, const cJSON *items, FILE *out, size_t indent);

/* One thing: "Label   value" line by line; what is absent is left out. */
void view_card(struct cli *c, const struct column *columns, const cJSON *thing, FILE *out);

/* CSV with cells as in proto/csv.h, and "\n". */
void view_csv_head(const struct column *columns, FILE *out);
void view_csv_rows(struct cli *c, const struct column *columns, const cJSON *items, FILE *out);
void view_csv_row(struct cli *c, const struct column *columns, const cJSON *row, FILE *out);

/* A paragraph wrapped to the terminal, every line indented; one line in a pipe. */
void view_paragraph(const struct cli *c, const char *text, size_t indent, FILE *out);

/* Names of ids, from the service, asked for once; the id itself when it has none. */
const char *names_find(struct cli *c, enum show what, const char *id);

#endif
