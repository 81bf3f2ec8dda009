/*
 * A member of a profile as the cell of a file, as import_row.c reads it back: items are separated by ";",
 * what belongs to one item by "|", or by ":" where there are two. A mark that belongs to a text within an
 * item stands behind a backslash; before anything else a backslash is a backslash. A text that begins or ends
 * with a blank stands in apostrophes: people leave blanks behind that mean nothing.
 */
#ifndef PROTO_IMPORT_CELL_H
#define PROTO_IMPORT_CELL_H

#include "proto/message.h"

#define IMPORT_CELL_MARKS "\\;|"

/* Of a message's struct. */
void import_cell_print(struct buffer *b, const struct field *f, const void *in);

/* What stands before the next of the separators, cut off in place; `*text` goes on behind it, and NULL is the end. */
char *import_cell_next(char **text, const char *separators);

/* Such a piece without the backslashes before marks, in place. */
char *import_cell_plain(char *text);

/* A piece without the blanks around it, in place. */
char *import_cell_trim(char *piece);

/* The same for a text, which may stand in apostrophes because of its blanks. */
char *import_cell_text(char *piece);

#endif
