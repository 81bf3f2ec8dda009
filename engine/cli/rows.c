#include "engine/cli/rows.h"

#include <csv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/cli/decode.h"
#include "engine/cli/view.h"
#include "proto/json.h"
#include "proto/nearest.h"
#include "proto/partner.h"

const char ROWS_COLUMN_LINE[] = "rejected_line", ROWS_COLUMN_WHY[] = "rejected_why";

/* --- files into rows */

struct reading {
	struct cli  *c;
	struct rows *rows;
	struct row   row;	/* being read */
	size_t       cells, size;	/* room for cells and for rows */
	long         line;	/* on which the row began */
};

static void
on_cell(void *text, size_t length, void *ctx)
{
	struct reading *r = ctx;

	if (r->row.count == r->cells) {
		const char **cells = arena_alloc(r->c->mem, (2 * r->cells + 32) * sizeof(*cells));

		if (r->row.count > 0)
			memcpy(cells, r->row.cells, r->row.count * sizeof(*cells));
		r->row.cells = cells;
		r->cells = 2 * r->cells + 32;
	}
	r->row.cells[r->row.count++] = arena_strndup(r->c->mem, text, length);
}

static void
add_row(struct reading *r, struct row row)
{
	struct rows *rows = r->rows;

	if (rows->count == r->size) {
		struct row *at = arena_alloc(r->c->mem, (2 * r->size + 64) * sizeof(*at));

		if (rows->count > 0)
			memcpy(at, rows->at, rows->count * sizeof(*at));
		rows->at = at;
		r->size = 2 * r->size + 64;
	}
	rows->at[rows->count++] = row;
}

static void
on_row(int end, void *ctx)
{
	struct reading *r = ctx;
	bool            blank = true;

	(void)end;
	r->row.line = r->line;
	for (size_t i = 0; i < r->row.count; i++)
		blank = blank && r->row.cells[i][0] == '\0';
	if (r->rows->head.count == 0)
		r->rows->head = r->row;
	else if (!blank)	/* spreadsheets end with rows of commas */
		add_row(r, r->row);
	r->row = (struct row){ 0 };
	r->cells = 0;
}

/* Line by line, so that a row knows where it began. */
static bool
read_csv(struct reading *r, const char *path, const char *text, size_t length)
{
	enum { BETWEEN_ROWS = 0 };	/* ROW_NOT_BEGUN of libcsv */
	struct csv_parser csv;
	const char       *end = text + length, *first = memchr(text, '\n', length);
	long              line = 0;
	bool              good = true;

	if (csv_init(&csv, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) != 0)
		abort();
	first = first != NULL ? first : end;
	if (memchr(text, '\t', (size_t)(first - text)) != NULL && memchr(text, ',', (size_t)(first - text)) == NULL)
		csv_set_delim(&csv, CSV_TAB);
	while (good && text < end) {
		const char *stop = memchr(text, '\n', (size_t)(end - text));
		size_t      n = (size_t)((stop != NULL ? stop + 1 : end) - text);

		line++;
		if (csv.pstate == BETWEEN_ROWS)
			r->line = line;
		good = csv_parse(&csv, text, n, on_cell, on_row, r) == n;
		text += n;
	}
	good = good && csv_fini(&csv, on_cell, on_row, r) == 0;
	csv_free(&csv);
	if (!good)
		cli_tell(r->c, SAY_CLI_NOT_CSV, path, DIGITS(r->line));
	return good;
}

static void
read_ndjson(struct reading *r, const char *text, size_t length)
{
	const char *end = text + length;

	for (long line = 1; text < end; line++) {
		const char *stop = memchr(text, '\n', (size_t)(end - text));
		size_t      n = (size_t)((stop != NULL ? stop : end) - text);

		if (strspn(text, " \t\r") < n)
			add_row(r, (struct row){ .line = line, .json = arena_strndup(r->c->mem, text, n) });
		text += n + 1;
	}
}

/* --- columns: the members of the message that a client may send */

static const struct field *
find_field(const char *name)
{
	for (const struct field *f = partner_message.fields; f->name != NULL; f++)
		if (strcmp(f->name, name) == 0)
			return f;
	return NULL;
}

static bool
is_ours(const char *column)
{
	return strcmp(column, ROWS_COLUMN_LINE) == 0 || strcmp(column, ROWS_COLUMN_WHY) == 0;
}

/* A column nobody knows would be lost in silence; one that stands twice is a question we cannot answer. */
static bool
check_head(const struct cli *c, const char *path, const struct row *head)
{
	bool good = true;

	for (size_t i = 0; i < head->count; i++) {
		const char         *name = head->cells[i];
		const struct field *f = find_field(name);

		for (size_t j = 0; j < i; j++)
			if (strcmp(head->cells[j], name) == 0) {
				cli_tell(c, SAY_CLI_COLUMN_TWICE, path, name);
				good = false;
			}
		if (is_ours(name) || (f != NULL && !f->server))
			continue;
		good = false;
		if (f != NULL)
			cli_tell(c, SAY_CLI_COLUMN_SERVER, path, name);
		else {
			struct nearest near = { .given = name };

			for (f = partner_message.fields; f->name != NULL; f++)
				if (!f->server)
					nearest_offer(&near, f->name);
			if (near.best != NULL)
				cli_tell(c, SAY_CLI_COLUMN_UNKNOWN_BUT, path, name, near.best);
			else
				cli_tell(c, SAY_CLI_COLUMN_UNKNOWN, path, name);
		}
	}
	if (head->count == 0)
		cli_tell(c, SAY_CLI_FILE_EMPTY, path);
	if (!good || head->count == 0)
		cli_tell(c, SAY_CLI_NEXT_TEMPLATE);
	return good && head->count > 0;
}

bool
rows_read(struct cli *c, const char *path, struct rows *rows)
{
	struct reading r = { .c = c, .rows = rows };
	size_t         length;
	char          *text = cli_read_file(c, path, &length);

	*rows = (struct rows){ 0 };
	if (text == NULL || (text = decode_text(c, path, text, &length)) == NULL)
		return false;
	rows->csv = text[strspn(text, " \t\r\n")] != '{';
	if (!rows->csv) {
		read_ndjson(&r, text, length);
		return true;
	}
	return read_csv(&r, path, text, length) && check_head(c, path, &rows->head);
}

/* --- a row as JSON */

static char *
trim(char *s)
{
	size_t n;

	s += strspn(s, " \t\r\n");
	n = strlen(s);
	while (n > 0 && strchr(" \t\r\n", s[n - 1]) != NULL)
		n--;
	s[n] = '\0';
	return s;
}

static bool
is_integer(const char *s)
{
	size_t sign = s[0] == '-', digits = strspn(s + sign, "0123456789");

	return digits > 0 && digits <= 18 && s[sign + digits] == '\0' && (s[sign] != '0' || digits == 1);
}

/* A number that is none goes out as text, so that the message says what is wrong with it. */
static void
print_scalar(struct buffer *b, const struct field *f, const char *text)
{
	bool number = f->type == FIELD_INTEGER || f->type == FIELD_MAYBE;
	bool truth = f->type == FIELD_BOOL && (strcmp(text, "true") == 0 || strcmp(text, "false") == 0);

	if (truth || (number && is_integer(text)))
		buffer_text(b, text);
	else
		json_print_text(b, text);
}

static void
print_item(struct buffer *b, const struct field *list, char *text, const char *at, struct problem *p)
{
	const struct field *f = list->item->fields;
	size_t              members = 0, given = 0;
	const char         *separators;
	char               *part;
	bool                first = true;

	while (f[members].name != NULL)
		members++;
	separators = members == 2 ? ":|" : "|";
	buffer_byte(b, '{');
	while ((part = strsep(&text, separators)) != NULL) {
		part = trim(part);
		if (given >= members) {
			problem_at(p, at, SAY_CLI_CELL_PARTS, DIGITS(members));
			break;
		}
		if (part[0] != '\0') {
			buffer_printf(b, "%s\"%s\":", first ? "" : ",", f[given].name);
			print_scalar(b, &f[given], part);
			first = false;
		}
		given++;
	}
	buffer_byte(b, '}');
}

static void
print_cell(struct cli *c, struct buffer *b, const struct field *f, const char *cell, struct problem *p)
{
	char  *text = arena_strdup(c->mem, cell), *item;
	size_t n = 0;

	if (f->type != FIELD_SET && f->type != FIELD_TEXTS && f->type != FIELD_LIST) {
		print_scalar(b, f, cell);
		return;
	}
	buffer_byte(b, '[');
	while ((item = strsep(&text, ";")) != NULL) {
		item = trim(item);
		if (item[0] == '\0')
			continue;
		if (n > 0)
			buffer_byte(b, ',');
		if (f->type == FIELD_LIST)
			print_item(b, f, item, arena_printf(c->mem, "/%s/%zu", f->name, n), p);
		else
			json_print_text(b, item);
		n++;
	}
	buffer_byte(b, ']');
}

struct buffer *
rows_json(struct cli *c, const struct rows *rows, const struct row *row, struct problem *p)
{
	struct buffer *b = buffer_new(c->mem);
	bool           first = true;

	if (!rows->csv) {
		buffer_text(b, row->json);
		return b;
	}
	if (row->count != rows->head.count) {
		problem_at(p, "", SAY_CLI_ROW_CELLS, DIGITS(row->count), DIGITS(rows->head.count));
		return NULL;
	}
	buffer_byte(b, '{');
	for (size_t i = 0; i < row->count; i++) {
		char *cell = trim(arena_strdup(c->mem, row->cells[i]));

		if (is_ours(rows->head.cells[i]) || cell[0] == '\0')
			continue;
		buffer_printf(b, "%s\"%s\":", first ? "" : ",", rows->head.cells[i]);
		print_cell(c, b, find_field(rows->head.cells[i]), cell, p);
		first = false;
	}
	buffer_byte(b, '}');
	return b;
}

/* --- the template */

static const struct {
	const char *column, *cell;
} example[] = {
	{ "name_en", "Seoul Transit Information" },
	{ "name_ko", "서울교통정보" },
	{ "kind", "public_agency" },
	{ "country", "KR" },
	{ "categories", "public_transportation:5;smart_city:3" },
	{ "support", "technology;advisory;training" },
	{ "quadrants", "dense_emerging" },
	{ "wanted_countries", "PH;VN" },
	{ "ticket_min", "200000" },
	{ "ticket_max", "5000000" },
	{ "references", "Seoul|KR|public_transportation|2014|operator" },
	{ "languages", "ko;en" },
	{ "capability_en", "Real-time arrival information for buses and the metro." },
	{ "capability_ko", "버스와 지하철의 실시간 도착 정보를 제공한다." },
	{ "capacity", "2" },
	{ "contacts", "Kim Minji|minji@example.org||ko" },
};

void
rows_print_template(void)
{
	const char *separator = "";

	for (const struct field *f = partner_message.fields; f->name != NULL; f++)
		if (!f->server) {
			printf("%s%s", separator, f->name);
			separator = ",";
		}
	separator = "\n";
	for (const struct field *f = partner_message.fields; f->name != NULL; f++) {
		if (f->server)
			continue;
		fputs(separator, stdout);
		for (size_t i = 0; i < sizeof(example) / sizeof(example[0]); i++)
			if (strcmp(example[i].column, f->name) == 0)
				view_csv_quote(example[i].cell, stdout);
		separator = ",";
	}
	putchar('\n');
}
