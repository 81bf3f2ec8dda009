/*
 * Rows of text files. A file is UTF-8 if all of it is, else CP949 if all of it is: Excel
 * in Korea writes the one or the other, and says nowhere which. UTF-16 tells by its first bytes.
 */
#include <csv.h>
#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "proto/book.h"
#include "proto/book_row.h"
#include "proto/utf8.h"

enum { PIECE_BYTES = 1 << 16, LOOK_BYTES = 1 << 14 };

/* Takes a piece of the text in UTF-8, which may end within a line but not within a character. False ends it. */
typedef bool piece_fn(void *ctx, const char *utf8, size_t n);

static const char *const iconv_names[] = {
	[BOOK_UTF_8] = "UTF-8", [BOOK_CP949] = "CP949", [BOOK_UTF_16LE] = "UTF-16LE", [BOOK_UTF_16BE] = "UTF-16BE",
};

enum walk { WALK_WHOLE, WALK_ENDED, WALK_NOT_THIS };

/* Goes through the text until its end or the function's. */
static enum walk
convert(struct book *f, piece_fn *fn, void *ctx)
{
	iconv_t   cd = iconv_open("UTF-8", iconv_names[f->encoding]);
	char     *in = (char *)(uintptr_t)f->bytes, *piece = must_have(malloc(PIECE_BYTES));
	size_t    length = f->length;
	enum walk walk = WALK_WHOLE;

	if (cd == (iconv_t)-1)
		abort();
	while (walk == WALK_WHOLE && length > 0) {
		char  *out = piece;
		size_t room = PIECE_BYTES;

		if (iconv(cd, &in, &length, &out, &room) == (size_t)-1 && errno != E2BIG)
			walk = WALK_NOT_THIS;
		else if (!fn(ctx, piece, (size_t)(out - piece)))
			walk = WALK_ENDED;
		f->done = f->length - length;
	}
	iconv_close(cd);
	free(piece);
	return walk;
}

static enum walk
walk_text(struct book *f, piece_fn *fn, void *ctx)
{
	const char *at = f->bytes, *end = f->bytes + f->length;

	f->whole = f->length;
	if (f->encoding != BOOK_UTF_8)
		return convert(f, fn, ctx);
	while (at < end) {
		size_t n = (size_t)(end - at);

		/* A piece ends where a character begins. */
		for (n = n < PIECE_BYTES ? n : PIECE_BYTES; at + n < end && ((unsigned char)at[n] & 0xc0) == 0x80; n--)
			;
		if (!fn(ctx, at, n))
			return WALK_ENDED;
		at += n;
		f->done = (size_t)(at - f->bytes);
	}
	return WALK_WHOLE;
}

/* Text has no NUL; what has one is another kind of file. */
static bool
is_text(void *ctx, const char *utf8, size_t n)
{
	bool *text = ctx;

	*text = memchr(utf8, '\0', n) == NULL;
	return *text;
}

/* The beginning of the text, for a look at it. */
struct look {
	size_t length;
	char   text[LOOK_BYTES + 1];	/* and a NUL */
};

static bool
take_look(void *ctx, const char *utf8, size_t n)
{
	struct look *look = ctx;
	size_t       room = LOOK_BYTES - look->length;

	n = n < room ? n : room;
	memcpy(look->text + look->length, utf8, n);
	look->length += n;
	return look->length < LOOK_BYTES;
}

/* What separates the cells: that which stands most often in the first line that has any of the three. */
static char
find_delimiter(const struct look *look)
{
	static const char candidates[] = { '\t', ',', ';' };
	size_t            counts[sizeof(candidates)] = { 0 }, best = 1;
	bool              quoted = false;

	for (size_t i = 0; i < look->length; i++) {
		const char *c = memchr(candidates, look->text[i], sizeof(candidates));

		if (look->text[i] == '"')
			quoted = !quoted;
		else if (c != NULL && !quoted)
			counts[c - candidates]++;
		else if (look->text[i] == '\n' && !quoted && counts[0] + counts[1] + counts[2] > 0)
			break;
	}
	for (size_t i = 0; i < sizeof(candidates); i++)
		if (counts[i] > counts[best])
			best = i;
	return candidates[best];
}

static void
drop_mark(struct book *f, size_t n)
{
	f->bytes += n;
	f->length -= n;
}

bool
text_open(struct book *f, struct problem *p)
{
	struct look look = { 0 };
	bool        text = true;

	f->encoding = BOOK_UTF_8;
	if (f->length >= 2 && memcmp(f->bytes, "\xff\xfe", 2) == 0)
		f->encoding = BOOK_UTF_16LE;
	else if (f->length >= 2 && memcmp(f->bytes, "\xfe\xff", 2) == 0)
		f->encoding = BOOK_UTF_16BE;
	if (f->encoding != BOOK_UTF_8)
		drop_mark(f, 2);
	else if (f->length >= 3 && memcmp(f->bytes, "\xef\xbb\xbf", 3) == 0)
		drop_mark(f, 3);
	if (f->encoding == BOOK_UTF_8 && !utf8_valid(f->bytes, f->length))
		f->encoding = BOOK_CP949;
	if (walk_text(f, is_text, &text) == WALK_NOT_THIS || !text)
		return problem_set(p, PROBLEM_BAD_FILE, SAY_SHEET_NOT_TEXT);
	walk_text(f, take_look, &look);
	if (look.text[strspn(look.text, " \t\r\n")] == '{')
		f->kind = BOOK_NDJSON;
	f->delimiter = find_delimiter(&look);
	return true;
}

/* --- CSV */

struct csv_reading {
	struct csv_parser csv;
	struct row_maker  maker;
	int64_t           row;
	size_t            column;
	bool              after_cr;
	bool              good;
};

static void
on_cell(void *text, size_t length, void *ctx)
{
	struct csv_reading *r = ctx;

	r->good = r->good && row_maker_cell(&r->maker, r->row, r->column++, text, length);
}

/* Called for the line end of every row, and for those of empty lines, which are rows of a spreadsheet too. */
static void
on_row(int end, void *ctx)
{
	struct csv_reading *r = ctx;
	bool                second_half = end == '\n' && r->after_cr && r->column == 0;

	r->after_cr = end == '\r';
	if (second_half)
		return;
	r->good = r->good && row_maker_end(&r->maker, r->row);
	r->row++;
	r->column = 0;
}

static bool
on_piece(void *ctx, const char *utf8, size_t n)
{
	struct csv_reading *r = ctx;

	/* In small bites, so that rows nobody wants any more are not gone through. */
	while (n > 0 && r->good) {
		size_t bite = n < 4096 ? n : 4096;

		if (csv_parse(&r->csv, utf8, bite, on_cell, on_row, r) != bite)
			r->good = problem_set(r->maker.p, PROBLEM_BAD_FILE, SAY_SHEET_NOT_CSV, DIGITS(r->row));
		else if (r->csv.entry_pos > BOOK_ROW_BYTES)
			r->good = problem_set(r->maker.p, PROBLEM_BAD_FILE, SAY_SHEET_ROW_LONG, DIGITS(r->row),
				DIGITS(BOOK_ROW_BYTES));
		utf8 += bite;
		n -= bite;
	}
	return r->good;
}

bool
csv_rows(struct book *f, book_row_fn *fn, void *ctx, struct problem *p)
{
	struct arena       *mem = arena_new();
	struct csv_reading *r = arena_alloc(mem, sizeof(*r));
	bool                good;

	r->row = 1;
	r->good = true;
	row_maker_begin(&r->maker, mem, fn, ctx, p);
	if (csv_init(&r->csv, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
		abort();
	csv_set_delim(&r->csv, (unsigned char)f->delimiter);
	walk_text(f, on_piece, r);
	if (r->good && csv_fini(&r->csv, on_cell, on_row, r) != 0)
		r->good = problem_set(p, PROBLEM_BAD_FILE, SAY_SHEET_NOT_CSV, DIGITS(r->row));
	csv_free(&r->csv);
	good = r->good || r->maker.enough;
	arena_free(mem);
	return good;
}

/* --- NDJSON */

struct lines {
	struct row_maker maker;
	struct buffer   *line;
	int64_t          number;
	bool             good;
};

static void
end_line(struct lines *l)
{
	l->good = l->good && row_maker_cell(&l->maker, l->number, 0, l->line->at, l->line->length) &&
		row_maker_end(&l->maker, l->number);
	l->line->length = 0;
	l->number++;
}

static bool
on_lines(void *ctx, const char *utf8, size_t n)
{
	struct lines *l = ctx;
	const char   *end = utf8 + n;

	while (l->good && utf8 < end) {
		const char *stop = memchr(utf8, '\n', (size_t)(end - utf8));
		size_t      part = (size_t)((stop != NULL ? stop : end) - utf8);

		if (l->line->length + part > BOOK_ROW_BYTES)
			l->good = problem_set(l->maker.p, PROBLEM_BAD_FILE, SAY_SHEET_ROW_LONG, DIGITS(l->number),
				DIGITS(BOOK_ROW_BYTES));
		else
			buffer_add(l->line, utf8, part);
		if (stop != NULL)
			end_line(l);
		utf8 += part + 1;
	}
	return l->good;
}

bool
ndjson_rows(struct book *f, book_row_fn *fn, void *ctx, struct problem *p)
{
	struct arena *mem = arena_new();
	struct lines *l = arena_alloc(mem, sizeof(*l));
	bool          good;

	l->line = buffer_new(mem);
	l->number = 1;
	l->good = true;
	row_maker_begin(&l->maker, mem, fn, ctx, p);
	walk_text(f, on_lines, l);
	if (l->line->length > 0)
		end_line(l);
	good = l->good || l->maker.enough;
	arena_free(mem);
	return good;
}
