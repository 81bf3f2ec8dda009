/*
 * Names by what they are like: finds the one of many that a name is most like.
 *
 * Built once, then asked any number of times. Only names that share some of the
 * rarest runs of letters are compared, which is enough for all that can be alike.
 */
#ifndef ENGINE_ALIKE_H
#define ENGINE_ALIKE_H

#include <stddef.h>
#include <stdint.h>

#include "proto/arena.h"

struct alike;

struct alike *alike_new(struct arena *mem);
void          alike_add(struct alike *a, const char *folded, int64_t value);
void          alike_ready(struct alike *a);	/* once, after the last was added */

/* The value of the name that is most alike, of equals the first added; -1 when none reaches `least` thousandths. */
int64_t alike_find(struct alike *a, const char *folded, int least);

#endif
