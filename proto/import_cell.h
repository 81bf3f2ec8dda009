/*
 * A member of a profile as the cell of a file, as import_row.c reads it back: items are separated by ";",
 * what belongs to one item by "|", or by ":" where there are two.
 */
#ifndef PROTO_IMPORT_CELL_H
#define PROTO_IMPORT_CELL_H

#include "proto/message.h"

/* Of a message's struct. A separator that a text within an item holds gives way to a "," or "/". */
void import_cell_print(struct buffer *b, const struct field *f, const void *in);

#endif
