/*
 * The parts of a zip file that lies in memory.
 *
 * What a part says of its size is judged before anything is unpacked, and held to while it
 * is: a small file cannot claim much work or memory.
 */
#ifndef PROTO_ZIP_PART_H
#define PROTO_ZIP_PART_H

#include <stdbool.h>
#include <stddef.h>

#include "proto/arena.h"
#include "proto/problem.h"

enum {
	ZIP_PARTS = 4096,
	ZIP_PART_BYTES = 1 << 29,	/* unpacked */
	ZIP_RATIO = 250,		/* unpacked to packed, for parts beyond ZIP_RATIO_FROM */
	ZIP_RATIO_FROM = 1 << 20,
};

struct zip;

/* `bytes` must last as long. NULL after filling `p`. */
struct zip *zip_open(const char *bytes, size_t length, struct arena *mem, struct problem *p);

/* From now on keeps *done and *whole at how much of a part is unpacked. */
void zip_watch(struct zip *z, size_t *done, size_t *whole);

bool zip_has(struct zip *z, const char *name);

/* Takes a piece of an unpacked part; false ends it, which is no failure of the zip file. */
typedef bool zip_piece_fn(void *ctx, const char *bytes, size_t n);

/* Unpacks a part that is there. False after filling `p`: it is damaged, or larger than allowed. */
bool zip_unpack(struct zip *z, const char *name, zip_piece_fn *fn, void *ctx, struct problem *p);

#endif
