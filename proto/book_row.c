#include "proto/book_row.h"

#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

void
row_maker_begin(struct row_maker *m, struct arena *mem, book_row_fn *fn, void *ctx, struct problem *p)
{
	*m = (struct row_maker){ .mem = mem, .fn = fn, .ctx = ctx, .p = p, .text = buffer_new(mem) };
}

/*
 * Whether a valid text may not be composed. A look at the first bytes of its characters settles
 * nearly every cell: ASCII and the accented letters of Latin, the syllables of Hangul, and most
 * Chinese characters are as they should be.
 */
static bool
may_be_decomposed(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c >= 0xcc && !(c >= 0xe4 && c <= 0xed))
			return true;
	}
	return false;
}

static void
add_composed(struct buffer *b, const char *utf8, size_t n)
{
	utf8proc_uint8_t *composed = NULL;
	utf8proc_ssize_t  length = utf8proc_map((const utf8proc_uint8_t *)utf8, (utf8proc_ssize_t)n, &composed,
		UTF8PROC_STABLE | UTF8PROC_COMPOSE);

	if (length < 0)
		buffer_add(b, utf8, n);
	else
		buffer_add(b, (const char *)composed, (size_t)length);
	free(composed);
}

static bool
is_blank(const char *s, size_t n)
{
	while (n > 0 && strchr(" \t\r\n", s[n - 1]) != NULL)
		n--;
	return n == 0;
}

bool
row_maker_cell(struct row_maker *m, int64_t row, size_t column, const char *utf8, size_t n)
{
	if (column >= BOOK_COLUMNS && !is_blank(utf8, n))
		return problem_set(m->p, PROBLEM_BAD_FILE, SAY_SHEET_COLUMNS, DIGITS(row), DIGITS(BOOK_COLUMNS));
	if (column >= BOOK_COLUMNS || column < m->count)	/* a cell that comes twice: the first holds */
		return true;
	if (m->text->length + n > BOOK_ROW_BYTES)
		return problem_set(m->p, PROBLEM_BAD_FILE, SAY_SHEET_ROW_LONG, DIGITS(row), DIGITS(BOOK_ROW_BYTES));
	for (; m->count <= column; m->count++) {
		m->starts[m->count] = m->text->length;
		if (m->count == column && may_be_decomposed(utf8, n))
			add_composed(m->text, utf8, n);
		else if (m->count == column)
			buffer_add(m->text, utf8, n);
		buffer_byte(m->text, '\0');
	}
	if (!is_blank(utf8, n))
		m->told = m->count;
	return true;
}

bool
row_maker_end(struct row_maker *m, int64_t row)
{
	struct book_row made = { .number = row, .cells = m->cells, .count = m->told };

	for (size_t i = 0; i < m->told; i++)
		m->cells[i] = m->text->at + m->starts[i];
	m->text->length = m->count = m->told = 0;
	if (made.count == 0)
		return true;
	if (m->rows++ == BOOK_ROWS)
		return problem_set(m->p, PROBLEM_BAD_FILE, SAY_SHEET_ROWS, DIGITS(BOOK_ROWS));
	m->enough = !m->fn(m->ctx, &made);
	return !m->enough;
}
