/*
 * The grams of a partner's texts in few bytes, as the database keeps them beside
 * its card (catalogue_partner.h): sorted, so only the steps from one to the next
 * are written, 7 bits a byte.
 */
#ifndef ENGINE_CATALOGUE_GRAMS_H
#define ENGINE_CATALOGUE_GRAMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "proto/buffer.h"
#include "scoring/score.h"

enum { SEAL_BYTES = 8, RELEASE_BYTES = 8 };

/* A checksum of all that follows the place it stands in, the first SEAL_BYTES. */
void seal(char *bytes, size_t length);
bool seal_holds(const char *bytes, size_t length);

/* Checksum, release, entry of the audit, grams. */
void grams_print(struct buffer *b, const unsigned char release[RELEASE_BYTES], int64_t seq, struct grams text);

/* Whether the bytes are grams of this release and entry, and sound. */
bool grams_are_of(const char *bytes, size_t length, const unsigned char release[RELEASE_BYTES], int64_t seq);

/* Of bytes of which that is so. */
struct grams grams_read(const char *bytes, size_t length, struct arena *mem);

#endif
