/*
 * Checks the chain of the audit, entry by entry, as sql/migrations/0014_audit.sql makes it.
 *
 * Needs neither the database's word nor ours: whoever holds the entries and
 * the head of some earlier day can check them.
 */
#ifndef ENGINE_CHAIN_H
#define ENGINE_CHAIN_H

#include <stdint.h>

#include "proto/audit.h"

enum { CHAIN_HASH = 32 };

/* A document that was erased after its entry: what is left of it, until the entry that erased it comes. */
struct chain_erased {
	int64_t       seq, by;
	unsigned char remains[CHAIN_HASH];
};

struct chain {
	int64_t              seq;	/* of the last entry that was good */
	unsigned char        hash[CHAIN_HASH];
	int64_t              anchor;	/* number of an entry whose hash is known from elsewhere; 0: none */
	unsigned char        anchor_hash[CHAIN_HASH];
	struct chain_erased *erased;
	size_t               count, room;
};

/* "1234:9f86d0...", as it is printed by chain_head(). */
bool chain_anchor(struct chain *c, const char *head, struct problem *p);
const char *chain_head(struct arena *mem, const struct chain *c);

/* The next entry. False, with the entry and what is wrong with it in `p`; then the chain is not good. */
bool chain_add(struct chain *c, const struct audit_entry *e, struct arena *mem, struct problem *p);

/* After the last one; frees what it kept. False when something is missing. */
bool chain_end(struct chain *c, struct problem *p);

#endif
