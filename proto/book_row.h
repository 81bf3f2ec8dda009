/*
 * A row on its way from a reader to who wants it: collects cells, bounds them, composes
 * them, and hands the row over. One is used again for all rows of a sheet.
 */
#ifndef PROTO_BOOK_ROW_H
#define PROTO_BOOK_ROW_H

#include "proto/buffer.h"
#include "proto/book.h"

struct row_maker {
	struct arena   *mem;
	book_row_fn   *fn;
	void           *ctx;
	struct problem *p;
	struct buffer  *text;			/* the cells, a NUL after each */
	size_t          starts[BOOK_COLUMNS];
	const char     *cells[BOOK_COLUMNS];
	size_t          count, told;	/* cells of this row; one behind the last that is not empty */
	int64_t         rows;		/* handed over so far */
	bool            enough;		/* whoever wants them has had enough */
};

/* `mem` holds what one row needs, and lasts as long as the maker. */
void row_maker_begin(struct row_maker *m, struct arena *mem, book_row_fn *fn, void *ctx, struct problem *p);

/* The cell of a column from 0; columns in between are empty. False after filling `p`. */
bool row_maker_cell(struct row_maker *m, int64_t row, size_t column, const char *utf8, size_t n);

/* The row is complete. False after filling `p`, and when there is enough. */
bool row_maker_end(struct row_maker *m, int64_t row);

#endif
