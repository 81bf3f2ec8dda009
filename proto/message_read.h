/*
 * Inside of the message reader: how a value of each type becomes a member.
 */
#ifndef PROTO_MESSAGE_READ_H
#define PROTO_MESSAGE_READ_H

#include "proto/message.h"
#include "proto/place.h"

/* What stays the same while one document is read. */
struct reading {
	enum source         from;
	const struct names *names;	/* may be NULL */
	struct arena       *mem;
	struct problem     *p;
};

typedef void read_value(const struct reading *r, const struct field *f, const cJSON *value, void *member,
	const struct place *here);

extern read_value *const message_readers[FIELD_TYPES];

/* Objects within objects come back here. */
void message_read(const struct reading *r, const struct message *m, const cJSON *json, void *out,
	const struct place *here);

/* Reports at `here`; the pointer is made only if it will be kept. Arguments: const char *. */
#define READ_WRONG(r, here, ...)								\
	problem_at((r)->p, (r)->p->fields < PROBLEM_FIELDS ? place_pointer((r)->mem, (here)) : "", __VA_ARGS__)

#endif
