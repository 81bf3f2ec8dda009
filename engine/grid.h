/*
 * Rows of text on their way into a file: a workbook with sheets, or CSV, which holds the first sheet.
 *
 * Row by row, so that it takes little memory however many there are; a workbook's rows rest
 * in a temporary file meanwhile. What is not finished ends with the arena.
 */
#ifndef ENGINE_GRID_H
#define ENGINE_GRID_H

#include <stdbool.h>

#include "proto/buffer.h"
#include "proto/import.h"
#include "proto/problem.h"

struct grid;

/* NULL after filling `p`. */
struct grid *grid_new(struct arena *mem, enum import_format format, struct problem *p);

/* Begins a sheet, whose first row is its header. `widths`: of the columns, in characters, up to a 0; NULL: all the same. */
void grid_sheet(struct grid *g, const char *name, const int *widths);
void grid_row(struct grid *g, const char *const *cells, size_t count);

/* The bytes of the file, which live as long as the grid. NULL after filling `p`. */
const struct buffer *grid_finish(struct grid *g, struct problem *p);

#endif
