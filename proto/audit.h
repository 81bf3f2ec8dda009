/*
 * What was changed, by whom, from what into what; and what is kept of a person.
 */
#ifndef PROTO_AUDIT_H
#define PROTO_AUDIT_H

#include "proto/message.h"

struct audit_query {
	const char  *kind, *id, *actor, *from, *to, *cursor;
	struct maybe since;
	int64_t      limit;
};

/* One change. The documents are texts: their bytes are what the digests are of. */
struct audit_entry {
	int64_t      seq, at_us;
	const char  *at, *token, *user, *role, *name, *from, *kind, *id, *action;
	const char  *before, *after, *salt, *before_digest, *after_digest, *hash;
	struct maybe erased;
};

/* The last entry. */
struct audit_head {
	struct maybe seq;
	const char  *hash;
};

struct person_query {
	const char *email;
};

struct person_place {
	const char *place, *id, *document;
};

struct person {
	const char *email;
	struct list places;
};

struct person_erased {
	int64_t entry, partners, users, entries, answers, imports;
};

extern const struct message audit_query_message, audit_page_message, audit_entry_message, audit_head_message;
extern const struct message person_query_message, person_message, person_erase_message, person_erased_message;

#endif
