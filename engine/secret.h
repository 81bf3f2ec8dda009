/*
 * What opens the API: 32 random bytes as text, of which only the SHA-256 is stored.
 */
#ifndef ENGINE_SECRET_H
#define ENGINE_SECRET_H

#include <stddef.h>

#include "proto/arena.h"

struct secret {
	const char *text;	/* in an alphabet that needs no quoting anywhere */
	const char *hash;	/* SHA-256 of exactly that text, in hex */
	const char *prefix;	/* how the text begins: to know it by, not to guess it */
};

struct secret secret_make(struct arena *mem);

/* The hash of a text that may be a secret, in hex; NULL when it is too long to be one. */
const char *secret_hash(struct arena *mem, const char *text, size_t length);

/*
 * The same for what is shown again and again: the hashes that were made last are kept, and found by a
 * cheaper one under a key that nobody knows, so that no secret stays here and nobody chooses what collides.
 */
struct secrets;
struct secrets *secrets_open(void);
void            secrets_close(struct secrets *s);
const char     *secrets_hash(struct secrets *s, struct arena *mem, const char *text, size_t length);

#endif
