/*
 * Partners that this process has just stored itself.
 *
 * Whoever has sent a document knows it, and need not read it back to have it in
 * the next catalogue. They are known by the entries of the audit they came
 * with, until that catalogue is asked for. What finds no room is read back.
 */
#ifndef ENGINE_OWN_PARTNERS_H
#define ENGINE_OWN_PARTNERS_H

#include "proto/partner.h"

enum { OWN_PARTNERS_MAX = 128 };

/* Empty when zeroed. */
struct own_partners {
	struct arena *mem;	/* NULL while there are none */
	size_t        count;
	struct own_partner {
		int64_t               entry;
		const struct partner *partner;
	} at[OWN_PARTNERS_MAX];
};

/* Keeps a copy. */
void own_partners_add(struct own_partners *own, int64_t entry, const struct partner *p);

/* Who came with an entry; NULL: nobody that is known, or nobody of that id. */
const struct partner *own_partners_find(const struct own_partners *own, int64_t entry, const char *id);

/* All entries, as PostgreSQL reads an array. */
const char *own_partners_entries(const struct own_partners *own, struct arena *mem);

/* All that there are, which are the caller's now; `own` is empty then. */
struct own_partners own_partners_take(struct own_partners *own);
void                own_partners_free(struct own_partners *own);

#endif
