/*
 * Which statements a connection has prepared: a bit per query->index.
 */
#ifndef ENGINE_DB_PREPARED_H
#define ENGINE_DB_PREPARED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct query;

struct prepared {
	uint64_t *bits;
	size_t    words;
};

bool prepared_has(const struct prepared *p, const struct query *q);
void prepared_set(struct prepared *p, const struct query *q, bool is);
void prepared_clear(struct prepared *p);	/* none is, as on a new connection */

#endif
