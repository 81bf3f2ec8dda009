/*
 * A row of a file as a partner's profile.
 *
 * Cells are written as people write them: words in either language or by their ids, lists by line as well
 * as by ";" (proto/import_cell.h), numbers with separators, digits in full width. What comes of it passes the
 * same message as a profile sent over HTTP, so there is one set of rules.
 */
#ifndef PROTO_IMPORT_ROW_H
#define PROTO_IMPORT_ROW_H

#include "proto/import.h"
#include "proto/partner.h"
#include "proto/book.h"

/* Made once for a plan. */
struct import_reader {
	const struct import_plan *plan;
	enum book_kind            kind;
	const struct names       *names;
	const struct field       *of_column[BOOK_COLUMNS];	/* NULL: not read */
};

void import_reader_begin(struct import_reader *r, const struct import_plan *plan, enum book_kind kind,
	const struct names *names);

/*
 * The profile of a row; NULL after filling `p`, whose places are JSON pointers into it. `said` becomes the
 * members that the row says something of, as a patch to a profile that is there already (RFC 7396).
 */
const struct partner *import_row_read(const struct import_reader *r, const struct book_row *row, struct arena *mem,
	cJSON **said, struct problem *p);

/* What `p` says of a row, cell by cell. */
struct list import_row_reasons(const struct import_reader *r, const struct problem *p, struct arena *mem);

/* One more reason, about the column that holds `member` (NULL: about the row). */
struct import_reason import_reason_of(const struct import_reader *r, const char *member, const struct said *why,
	struct arena *mem);

#endif
