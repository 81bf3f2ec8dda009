/*
 * Rows of partners from a file: CSV with a column for each member of the
 * profile, or NDJSON with a profile on each line.
 *
 * The columns are those of the message table, so a new member of the profile
 * is a new column. Lists stand in one cell: items are separated by ";", the
 * members of an item by "|" ("Seoul|KR|public_transportation|2014"), or by ":"
 * where there are only two ("water_system:5").
 */
#ifndef ENGINE_CLI_ROWS_H
#define ENGINE_CLI_ROWS_H

#include "engine/cli/cli.h"

struct row {
	long         line;	/* of the file, from 1 */
	const char **cells;	/* CSV: as many as it has */
	size_t       count;
	const char  *json;	/* NDJSON */
};

struct rows {
	bool        csv;
	struct row  head;	/* CSV: the names of the columns */
	struct row *at;
	size_t      count;
};

/* False after telling what is wrong with the file as a whole. */
bool rows_read(struct cli *c, const char *path, struct rows *rows);

/* The JSON of one row; mistakes of its cells go to `p`. NULL when the row does not fit the header. */
struct buffer *rows_json(struct cli *c, const struct rows *rows, const struct row *row, struct problem *p);

/* A header row and an example, to start from. */
void rows_print_template(void);

/* Columns that we add to rejected rows, and pass over when they come back. */
extern const char ROWS_COLUMN_LINE[], ROWS_COLUMN_WHY[];

#endif
