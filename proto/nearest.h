/*
 * "Did you mean ...": the word of a list that is nearest to what was written,
 * if any is near enough to be worth asking about.
 */
#ifndef PROTO_NEAREST_H
#define PROTO_NEAREST_H

#include <stddef.h>

struct nearest {
	const char *given;
	const char *best;	/* NULL: none is near */
	size_t      distance;	/* of the best */
};

/* Of two that are equally near, the one offered first stays. */
void nearest_offer(struct nearest *n, const char *word);

#endif
