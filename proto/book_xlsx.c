/*
 * Rows of a workbook's sheet. A cell is read as it was typed: a text, a number with the
 * digits it has, a day as YYYY-MM-DD; of a formula, the value that was last computed.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "proto/book_row.h"
#include "proto/xlsx_part.h"

/*
 * A shared text may stand in every cell, so that rows hold far more than the file from which they come; who
 * reads them would keep it all. What is far below the first is never too much, nor is beyond the last taken.
 */
enum { CELLS_ANYWAY = 64 << 20, CELLS_MOST = 1 << 30 };	/* bytes */

static size_t
most_in_cells(size_t file)
{
	size_t most = file > CELLS_MOST / ZIP_RATIO ? CELLS_MOST : file * ZIP_RATIO;

	return most < CELLS_ANYWAY ? CELLS_ANYWAY : most;
}

struct xlsx *
xlsx_open(const char *bytes, size_t length, struct arena *mem, struct book *f, struct problem *p)
{
	struct xlsx *x = arena_alloc(mem, sizeof(*x));

	x->mem = mem;
	x->most = most_in_cells(length);
	x->zip = zip_open(bytes, length, mem, p);
	return x->zip != NULL && xlsx_read_workbook(x, f, p) && xlsx_read_styles(x, p) ? x : NULL;
}

enum cell_type { CELL_NUMBER, CELL_SHARED, CELL_INLINE, CELL_TEXT, CELL_BOOL };

struct reading {
	struct xlsx     *x;
	struct row_maker maker;
	struct buffer   *raw, *text;
	struct problem  *p;
	int64_t          row;
	size_t           column, bytes;	/* bytes: of all cells so far */
	enum cell_type   type;
	long             format;
	int              phonetic;
	bool             in_value, stop, failed;
};

static void
fail(struct reading *r)
{
	r->failed = r->stop = true;
}

/* "BC12" is column 54, row 12; a cell without a place follows the one before. */
static void
read_place(struct reading *r, const char *place)
{
	size_t column = 0;

	if (place == NULL)
		return;
	for (; *place >= 'A' && *place <= 'Z' && column < 1000000; place++)
		column = column * 26 + (size_t)(*place - 'A') + 1;
	if (column > 0)
		r->column = column - 1;
}

static enum cell_type
type_of(const char *t)
{
	return t == NULL || strcmp(t, "n") == 0 ? CELL_NUMBER : strcmp(t, "s") == 0 ? CELL_SHARED :
		strcmp(t, "inlineStr") == 0 ? CELL_INLINE : strcmp(t, "b") == 0 ? CELL_BOOL : CELL_TEXT;
}

static void
on_begin(void *ctx, const char *name, const char **attributes)
{
	struct reading *r = ctx;
	const char     *value;

	if (strcmp(name, "row") == 0) {
		value = xml_attribute(attributes, "r");
		r->row = value != NULL ? strtoll(value, NULL, 10) : r->row + 1;
		r->column = 0;
	} else if (strcmp(name, "c") == 0) {
		read_place(r, xml_attribute(attributes, "r"));
		value = xml_attribute(attributes, "s");
		r->format = value != NULL ? strtol(value, NULL, 10) : 0;
		r->type = type_of(xml_attribute(attributes, "t"));
		r->raw->length = 0;
	}
	r->phonetic += strcmp(name, "rPh") == 0;
	r->in_value = r->phonetic == 0 && strcmp(name, r->type == CELL_INLINE ? "t" : "v") == 0;
}

static void
on_text(void *ctx, const char *utf8, int n)
{
	struct reading *r = ctx;

	if (r->in_value && r->raw->length + (size_t)n <= BOOK_ROW_BYTES)
		buffer_add(r->raw, utf8, (size_t)n);
}

/* Days since the end of 1899 (or since 1904) to a day of the calendar (Howard Hinnant's civil_from_days). */
static void
print_day(struct buffer *b, int64_t serial, bool from_1904)
{
	/* Day 60 of the older count is 29 February 1900, which there never was. */
	int64_t  unix_day = from_1904 ? serial - 24107 : serial - (serial < 60 ? 25568 : 25569);
	int64_t  z = unix_day + 719468, era = z / 146097;
	unsigned doe = (unsigned)(z - era * 146097);
	unsigned yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	unsigned doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
	unsigned month = mp < 10 ? mp + 3 : mp - 9;

	buffer_printf(b, "%04lld-%02u-%02u", (long long)(yoe + era * 400 + (month <= 2)), month,
		doy - (153 * mp + 2) / 5 + 1);
}

/* Excel writes 0.1 + 0.2 with 17 digits and shows 15 at most. */
static void
print_number(struct buffer *b, double number)
{
	if (number == floor(number) && fabs(number) < 1e15)
		buffer_printf(b, "%.0f", number);
	else
		buffer_printf(b, "%.15g", number);
}

static void
add_number(struct reading *r)
{
	char  *end;
	double number = strtod(r->raw->at, &end);
	bool   day = r->format >= 0 && (size_t)r->format < r->x->formats && r->x->is_date[r->format];

	if (end == r->raw->at || *end != '\0')
		buffer_add(r->text, r->raw->at, r->raw->length);
	else if (day && number >= 1 && number < 2958466)	/* up to the year 9999 */
		print_day(r->text, (int64_t)number, r->x->from_1904);
	else
		print_number(r->text, number);
}

static void
add_shared(struct reading *r)
{
	char         *end;
	unsigned long i = strtoul(r->raw->at, &end, 10);

	if (end != r->raw->at && *end == '\0' && i < r->x->string_count)
		buffer_text(r->text, r->x->string_at + r->x->offset_at[i]);
	else {
		problem_set(r->p, PROBLEM_BAD_FILE, SAY_SHEET_DAMAGED);
		fail(r);
	}
}

static void
end_cell(struct reading *r)
{
	r->text->length = 0;
	if (r->raw->length > 0)
		switch (r->type) {
		case CELL_NUMBER:
			add_number(r);
			break;
		case CELL_SHARED:
			add_shared(r);
			break;
		case CELL_INLINE:
		case CELL_TEXT:
			xlsx_add_text(r->text, r->raw->at, r->raw->length);
			break;
		case CELL_BOOL:
			buffer_text(r->text, strcmp(r->raw->at, "1") == 0 ? "true" : "false");
			break;
		}
	r->bytes += r->text->length;
	if (!r->failed && r->bytes > r->x->most) {
		problem_set(r->p, PROBLEM_BAD_FILE, SAY_SHEET_SWELLS, DIGITS(r->x->most));
		fail(r);
	}
	if (!r->failed && r->text->length > 0 &&
	    !row_maker_cell(&r->maker, r->row, r->column, r->text->at, r->text->length))
		fail(r);
	r->column++;
}

static void
on_end(void *ctx, const char *name)
{
	struct reading *r = ctx;

	r->in_value = false;
	r->phonetic -= strcmp(name, "rPh") == 0;
	if (r->stop)
		return;
	if (strcmp(name, "c") == 0)
		end_cell(r);
	else if (strcmp(name, "row") == 0 && !row_maker_end(&r->maker, r->row)) {
		r->failed = !r->maker.enough;
		r->stop = true;
	}
}

bool
xlsx_read(struct book *f, size_t sheet, book_row_fn *fn, void *ctx, struct problem *p)
{
	static const struct xml_events events = { .begin = on_begin, .end = on_end, .text = on_text };
	struct arena                  *mem = arena_new();
	struct reading                *r = arena_alloc(mem, sizeof(*r));
	struct xlsx                   *x = f->xlsx;
	bool                           good;

	zip_watch(x->zip, &f->done, &f->whole);
	r->x = x;
	r->p = p;
	r->raw = buffer_new(mem);
	r->text = buffer_new(mem);
	row_maker_begin(&r->maker, mem, fn, ctx, p);
	good = xlsx_read_strings(x, p) && xml_read(x->zip, x->parts[sheet], &events, r, &r->stop, p) && !r->failed;
	arena_free(mem);
	return good;
}
