/*
 * Bytes that may be many, kept outside the process's memory: a file without a name, which
 * ends with the arena however the process ends. They are added, then mapped and read.
 */
#ifndef PROTO_SPOOL_H
#define PROTO_SPOOL_H

#include <stdbool.h>
#include <stddef.h>

#include "proto/arena.h"
#include "proto/problem.h"

struct spool;

/* In $TMPDIR, or /var/tmp, which is a disk where /tmp may be memory. NULL after filling `p`. */
struct spool *spool_new(struct arena *mem, struct problem *p);

bool   spool_add(struct spool *s, const void *bytes, size_t n, struct problem *p);
size_t spool_length(const struct spool *s);

/* All that was added so far; valid until the next spool_add() or the arena's end. NULL after filling `p`. */
const char *spool_map(struct spool *s, struct problem *p);

#endif
