/*
 * Where we are in a document while reading it.
 *
 * A chain on the stack, from the member being read up to the root. It becomes
 * a JSON Pointer (RFC 6901) only when something is wrong there, so a good
 * document costs nothing.
 */
#ifndef PROTO_PLACE_H
#define PROTO_PLACE_H

#include <stddef.h>

#include "proto/arena.h"

struct place {
	const struct place *parent;	/* NULL: this is the root */
	const char         *name;	/* of a member; NULL: an item of an array */
	size_t              index;
};

/* "/sectors/1", in `mem`; "" for the root. A name of unreasonable length is cut. */
const char *place_pointer(struct arena *mem, const struct place *here);

/* A text of the client for quoting in a sentence: cut when it is long. */
const char *place_quote(struct arena *mem, const char *text);

#endif
