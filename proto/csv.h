/*
 * Cells of CSV that open right in any spreadsheet: RFC 4180, and nothing that
 * it would take for a formula.
 */
#ifndef PROTO_CSV_H
#define PROTO_CSV_H

#include <stdbool.h>

#include "proto/buffer.h"

#define CSV_BOM "\xef\xbb\xbf"	/* tells a spreadsheet that it is UTF-8 */

/* Whether a spreadsheet would run the cell, whoever wrote it. */
bool csv_is_formula(const char *cell);

/* A text as a cell, without the comma before it; an apostrophe stands before what is or looks like a formula. */
void csv_cell(struct buffer *b, const char *cell);

/* The text of such a cell once it has been read: a part of it. */
const char *csv_plain(const char *cell);

#endif
