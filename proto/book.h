/*
 * Files of rows, as people keep them: XLSX, CSV and text with tabs in the
 * encodings that Excel writes, and NDJSON.
 *
 * The readers are given the bytes of a whole file and hand its rows over one by
 * one; what they keep meanwhile is bounded, whatever the file claims of itself.
 * Cells come as UTF-8 in composed form (NFC); what holds a NUL is no text and is refused.
 */
#ifndef PROTO_BOOK_H
#define PROTO_BOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/arena.h"
#include "proto/problem.h"
#include "scoring/vocab.h"

enum book_kind { BOOK_XLSX, BOOK_CSV, BOOK_NDJSON };

enum book_encoding { BOOK_UTF_8, BOOK_CP949, BOOK_UTF_16LE, BOOK_UTF_16BE };

extern const struct vocab book_kind_vocab, book_encoding_vocab;

enum {
	BOOK_COLUMNS = 200,		/* of a row */
	BOOK_ROW_BYTES = 1 << 20,
	BOOK_ROWS = 200000,		/* that hold something */
	BOOK_SHEETS = 30,
};

struct book_row {
	int64_t            number;	/* from 1, as a spreadsheet program counts them; for NDJSON the line */
	const char *const *cells;	/* NDJSON: one cell with the text of the line */
	size_t             count;	/* cells at the end that are empty are left out; rows without any, too */
};

/* False: no more are wanted, which is no failure. The row is borrowed for the call. */
typedef bool book_row_fn(void *ctx, const struct book_row *row);

struct book {
	enum book_kind kind;
	int             encoding;	/* book_encoding_vocab; -1 for XLSX */
	const char    **names;		/* of the sheets that can be read; text has one, without a name */
	size_t          sheets;
	struct xlsx    *xlsx;		/* or, for text: */
	const char     *bytes;
	size_t          length;
	char            delimiter;
	size_t          done, whole;	/* of the sheet being read: how far it is */
};

/*
 * Finds out what kind of file it is. `bytes` must last as long as `f` is read. False after
 * filling `p`: for an old or password-protected Excel file, or none that we know, it says so.
 */
bool book_open(const char *bytes, size_t length, struct arena *mem, struct book *f, struct problem *p);

/* Reads one sheet, numbered from 0. False after filling `p`. */
bool book_read(struct book *f, size_t sheet, book_row_fn *fn, void *ctx, struct problem *p);

/* The same for each kind. */
struct xlsx *xlsx_open(const char *bytes, size_t length, struct arena *mem, struct book *f, struct problem *p);
bool         xlsx_read(struct book *f, size_t sheet, book_row_fn *fn, void *ctx, struct problem *p);
bool         text_open(struct book *f, struct problem *p);
bool         csv_rows(struct book *f, book_row_fn *fn, void *ctx, struct problem *p);
bool         ndjson_rows(struct book *f, book_row_fn *fn, void *ctx, struct problem *p);

#endif
