#include "engine/cli/view.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "proto/csv.h"

static const char *const LANG_NAMES[LANGS] = { "en", "ko" };

/* The member that one step of a path names, in one language. */
static const cJSON *
step_into(const cJSON *at, const char *step, size_t length, enum lang lang)
{
	char name[64];

	if (length == 0 || length + 2 >= sizeof(name))
		return NULL;
	if (length == 1 && *step == '$')
		return cJSON_GetArrayItem(at, cJSON_GetArraySize(at) - 1);
	memcpy(name, step, length);
	name[length] = '\0';
	if (name[length - 1] == '*')
		memcpy(name + length - 1, LANG_NAMES[lang], 3);
	return cJSON_GetObjectItemCaseSensitive(at, name);
}

static const cJSON *
find_in(const cJSON *row, const char *path, enum lang lang)
{
	const cJSON *at = row;

	for (;;) {
		size_t length = strcspn(path, "/");

		at = step_into(at, path, length, lang);
		if (path[length] == '\0' || at == NULL)
			return cJSON_IsNull(at) ? NULL : at;
		path += length + 1;
	}
}

const cJSON *
view_find(const struct cli *c, const cJSON *row, const char *path)
{
	const cJSON *found = find_in(row, path, c->lang);

	if (found == NULL || (cJSON_IsString(found) && found->valuestring[0] == '\0'))
		found = find_in(row, path, c->lang == LANG_KO ? LANG_EN : LANG_KO);
	return found;
}

const char *
view_string(const struct cli *c, const cJSON *row, const char *path)
{
	const cJSON *found = view_find(c, row, path);

	return cJSON_IsString(found) ? found->valuestring : "";
}

/* Whole numbers of the API stay below 2^53, where a double holds each of them exactly. */
int64_t
view_integer(const cJSON *row, const char *member)
{
	const cJSON *found = cJSON_GetObjectItemCaseSensitive(row, member);

	return cJSON_IsNumber(found) ? (int64_t)found->valuedouble : 0;
}

const char *
view_score(const struct cli *c, int64_t score)
{
	return arena_printf(c->mem, "%" PRId64 ".%02" PRId64, score / 100000, score % 100000 / 1000);
}

static const char *
word_of(const struct cli *c, const struct vocab *v, const char *id)
{
	int i = vocab_find(v, id);

	if (i < 0)
		return id;
	return c->lang == LANG_KO ? v->words[i].ko : v->words[i].en;
}

/* One scalar: a string, a number, or an object that stands for its id. */
static const char *
scalar(struct cli *c, const struct column *column, const cJSON *value, bool csv)
{
	const char *text;

	if (cJSON_IsObject(value)) {
		const cJSON *strength = cJSON_GetObjectItemCaseSensitive(value, "strength");

		const cJSON *id = cJSON_GetObjectItemCaseSensitive(value, "id");

		text = scalar(c, column, id != NULL ? id : cJSON_GetObjectItemCaseSensitive(value, "gate"), csv);
		return strength == NULL ? text : arena_printf(c->mem, csv ? "%s:%d" : "%s %d", text, strength->valueint);
	}
	if (cJSON_IsNumber(value)) {
		double n = value->valuedouble;

		switch (csv ? SHOW_TEXT : column->show) {
		case SHOW_SCORE:
			return view_score(c, (int64_t)n);
		case SHOW_VALUE:
			return arena_printf(c->mem, "%d.%02d", value->valueint / 100, value->valueint % 100);
		case SHOW_COVERAGE:
			return arena_printf(c->mem, "%d%%", value->valueint / 10);
		case SHOW_MILLI:
			return arena_printf(c->mem, "%.15g", n / 1000);
		default:
			return arena_printf(c->mem, "%.15g", n);
		}
	}
	if (cJSON_IsBool(value))
		return csv ? cJSON_IsTrue(value) ? "true" : "false" : cJSON_IsTrue(value) ? cli_text(c, SAY_CLI_YES) : "";
	if (!cJSON_IsString(value))
		return "";
	text = value->valuestring;
	if (csv)
		return text;
	if (column->show == SHOW_WORD)
		return word_of(c, column->words, text);
	if (column->show >= SHOW_COUNTRY)
		return names_find(c, column->show, text);
	return text;
}

static const char *
parts(struct cli *c, const cJSON *object, bool csv)
{
	struct buffer *b = buffer_new(c->mem);
	const cJSON   *part;

	buffer_text(b, "");
	cJSON_ArrayForEach(part, object)
		buffer_printf(b, csv ? "%s%s=%d" : "%s%s %d", b->length == 0 ? "" : csv ? ";" : ", ",
			csv ? part->string : word_of(c, &part_vocab, part->string), part->valueint);
	return b->at;
}

const char *
view_cell(struct cli *c, const struct column *column, const cJSON *row, bool csv)
{
	const cJSON   *value = view_find(c, row, column->path), *item;
	struct buffer *b;

	if (column->show == SHOW_PARTS)
		return parts(c, value, csv);
	if (!cJSON_IsArray(value))
		return scalar(c, column, value, csv);
	if (column->show == SHOW_COUNT)
		return arena_printf(c->mem, "%d", cJSON_GetArraySize(value));
	b = buffer_new(c->mem);
	buffer_text(b, "");
	cJSON_ArrayForEach(item, value)
		buffer_printf(b, "%s%s", b->length == 0 ? "" : csv ? ";" : ", ", scalar(c, column, item, csv));
	return b->at;
}

static bool
is_right(enum show show)
{
	return show == SHOW_NUMBER || show == SHOW_COUNT || show == SHOW_COVERAGE || show == SHOW_VALUE || show == SHOW_SCORE;
}

void
view_table(struct cli *c, const struct column *columns, const cJSON *items, FILE *out, size_t indent)
{
	struct table *t;
	const cJSON  *row;
	size_t        n = 0;

	while (columns[n].id != NULL)
		n++;
	t = table_new(c, n);
	for (size_t i = 0; i < n; i++) {
		table_head(t, i, columns[i].head, is_right(columns[i].show));
		if (strcmp(columns[i].id, "id") == 0)
			table_keep_whole(t, i);
	}
	cJSON_ArrayForEach(row, items)
		for (size_t i = 0; i < n; i++)
			table_add(t, view_cell(c, &columns[i], row, false));
	table_print(t, out, indent);
}

void
view_card(struct cli *c, const struct column *columns, const cJSON *thing, FILE *out)
{
	size_t widest = 0;

	for (const struct column *i = columns; i->id != NULL; i++) {
		size_t width = view_width(cli_text(c, i->head));

		if (width > widest && view_cell(c, i, thing, false)[0] != '\0')
			widest = width;
	}
	for (const struct column *i = columns; i->id != NULL; i++) {
		const char *head = cli_text(c, i->head), *cell = view_cell(c, i, thing, false);

		if (cell[0] == '\0')
			continue;
		fprintf(out, "%s%*s", head, (int)(widest + 2 - view_width(head)), "");
		view_paragraph(c, cell, widest + 2, out);
	}
}

static bool
is_negative(const char *cell)
{
	char *end;

	return cell[0] == '-' && cell[1] != '\0' && (strtod(cell, &end), *end == '\0');
}

static void
put_csv_cell(struct cli *c, const char *cell, FILE *out)
{
	struct buffer *b = buffer_new(c->mem);

	if (is_negative(cell))	/* which is no formula */
		buffer_text(b, cell);
	else
		csv_cell(b, cell);
	fwrite(b->at, 1, b->length, out);
}

void
view_csv_head(const struct column *columns, FILE *out)
{
	for (const struct column *i = columns; i->id != NULL; i++)
		fprintf(out, "%s%s", i == columns ? "" : ",", i->id);
	putc('\n', out);
}

void
view_csv_row(struct cli *c, const struct column *columns, const cJSON *row, FILE *out)
{
	for (const struct column *i = columns; i->id != NULL; i++) {
		if (i != columns)
			putc(',', out);
		put_csv_cell(c, view_cell(c, i, row, true), out);
	}
	putc('\n', out);
}

void
view_csv_rows(struct cli *c, const struct column *columns, const cJSON *items, FILE *out)
{
	const cJSON *row;

	cJSON_ArrayForEach(row, items)
		view_csv_row(c, columns, row, out);
}
