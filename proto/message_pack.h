/*
 * Messages in few bytes, for memory and for the database, never for a client.
 *
 * The same field tables that read and print a message pack it: a bit for each
 * member that is not empty, then those members, in the order of the table.
 *
 *	bits	one for each row of the table, in whole bytes, the first row lowest
 *	number	7 bits a byte, the lowest first; all bytes but the last have the top bit
 *	TEXT, DECIMAL		length, bytes, a NUL
 *	INTEGER, MAYBE		number, its sign in the lowest bit
 *	BOOL			nothing: the bit says it
 *	CHOICE, SET		index, mask
 *	TEXTS, LIST		count, items
 *	OBJECT			the message
 *
 * Which bytes mean what depends on the tables, so whoever keeps packed messages
 * beyond the life of a process keeps message_fingerprint() with them.
 */
#ifndef PROTO_MESSAGE_PACK_H
#define PROTO_MESSAGE_PACK_H

#include "proto/message.h"

void message_pack(struct buffer *b, const struct message *m, const void *in);

/*
 * The room that unpacking takes. 0 when the bytes are not one whole message of this kind and nothing
 * else: any bytes may be asked about.
 */
size_t message_unpack_room(const struct message *m, const char *bytes, size_t length);

/*
 * Unpacks what has room; `room` is aligned for any type. Texts stay where they are, in `bytes`, which
 * must last as long as the message.
 */
const void *message_unpack(const struct message *m, const char *bytes, size_t length, void *room);

/* Of the tables, as far as they decide what packed bytes mean. */
uint64_t message_fingerprint(const struct message *m);

#endif
