/*
 * How a message is printed, worked out once from its table: what stands before each value, how
 * its words look, how much room it all takes. message_print.c does nothing but follow the plan.
 */
#ifndef PROTO_MESSAGE_PLAN_H
#define PROTO_MESSAGE_PLAN_H

#include "proto/message.h"

enum whose { EVERY_MEMBER, CLIENT_MEMBERS, WHOSE };

/*
 * Bytes that are always copied as a whole, because that costs less than to copy just those that
 * count: hence PLAN_SLACK, the room that whatever is written needs beyond its end.
 */
enum { KEY_ROOM = 40, WORD_ROOM = 47, PLAN_SLACK = 64 };

_Static_assert(MESSAGE_NAME + 4 <= KEY_ROOM, "a name fits with its quotes, colon and comma");

/* A word of a vocab with its quotes, or null. */
struct plan_word {
	char    text[WORD_ROOM];
	uint8_t length;
};

/* One member. */
struct step {
	char     key[KEY_ROOM];		/* {"name": or ,"name": */
	uint8_t  key_length;
	uint8_t  type;			/* enum field_type */
	uint16_t offset;
	uint32_t rest;			/* room for what comes after a value that had to ask for its own */
	union {
		const struct plan_word *words;	/* CHOICE: by index + 1, null before them; SET: by index */
		const struct message   *item;	/* LIST, OBJECT */
	};
};

struct plan {
	const struct message *m;
	enum whose            whose;
	uint32_t              room;	/* for all up to the first value that asks for its own */
	const struct step    *end;
	struct step           steps[];
};

/* On any thread. It stays for good, known by the message's address. */
const struct plan *plan_of(const struct message *m, enum whose whose);

#endif
