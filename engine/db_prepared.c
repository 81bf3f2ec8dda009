#include "engine/db_prepared.h"

#include <stdlib.h>
#include <string.h>

#include "engine/db.h"

bool
prepared_has(const struct prepared *p, const struct query *q)
{
	size_t word = (size_t)q->index / 64;

	return word < p->words && (p->bits[word] >> q->index % 64 & 1) != 0;
}

void
prepared_set(struct prepared *p, const struct query *q, bool is)
{
	size_t   word = (size_t)q->index / 64;
	uint64_t bit = UINT64_C(1) << q->index % 64;

	if (word >= p->words) {
		p->bits = realloc(p->bits, (word + 1) * sizeof(*p->bits));
		if (p->bits == NULL)
			abort();
		memset(p->bits + p->words, 0, (word + 1 - p->words) * sizeof(*p->bits));
		p->words = word + 1;
	}
	p->bits[word] = (p->bits[word] & ~bit) | (is ? bit : 0);
}

void
prepared_clear(struct prepared *p)
{
	free(p->bits);
	*p = (struct prepared){ 0 };
}
