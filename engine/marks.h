/*
 * What was seen before: texts with a number each, told apart by 128 bits of their hash, so
 * that a million of them take little room whatever their length.
 */
#ifndef ENGINE_MARKS_H
#define ENGINE_MARKS_H

#include <stddef.h>
#include <stdint.h>

#include "proto/arena.h"

struct marks;

struct marks  *marks_new(struct arena *mem);
const int64_t *marks_find(const struct marks *m, const char *text);	/* NULL: not seen */
void           marks_put(struct marks *m, const char *text, int64_t value);	/* the first stays */

#endif
