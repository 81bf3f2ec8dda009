/*
 * Bytes being written: a JSON answer, a CSV, a canonical form.
 *
 * The bytes belong to the arena the buffer was made in and end with it. They
 * may move whenever something is added, so nobody keeps a pointer into them
 * while still adding. `at` always ends with a NUL that is not counted.
 */
#ifndef PROTO_BUFFER_H
#define PROTO_BUFFER_H

#include <stddef.h>
#include <stdint.h>

#include "proto/arena.h"

struct buffer {
	char  *at;
	size_t length, size;
};

struct buffer *buffer_new(struct arena *mem);

void buffer_add(struct buffer *b, const char *bytes, size_t n);
void buffer_text(struct buffer *b, const char *s);
void buffer_byte(struct buffer *b, char c);
void buffer_integer(struct buffer *b, int64_t n);
void buffer_printf(struct buffer *b, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * For writers in a hurry, who keep the end in a register: buffer_room() gives
 * the address after what is there already, with room for n more bytes;
 * buffer_more() asks for room again after writing up to `at`; buffer_end() says
 * where it all ends. In between the buffer does not know its length.
 */
char *buffer_grow(struct buffer *b, size_t n);

static inline char *
buffer_room(struct buffer *b, size_t n)
{
	return b->size - b->length > n ? b->at + b->length : buffer_grow(b, n);
}

static inline char *
buffer_more(struct buffer *b, char *at, size_t n)
{
	size_t length = (size_t)(at - b->at);

	if (b->size - length > n)
		return at;
	b->length = length;
	return buffer_grow(b, n);
}

static inline void
buffer_end(struct buffer *b, char *end)
{
	*end = '\0';
	b->length = (size_t)(end - b->at);
}

/* The digits of n, at most 20 bytes, no NUL; returns the address after the last. */
char *buffer_digits(char *at, int64_t n);

#endif
