/*
 * Bytes being written: a JSON answer, a CSV, a canonical form.
 *
 * The bytes belong to the arena the buffer was made in and end with it. They
 * may move whenever something is added, so nobody keeps a pointer into them
 * while still adding. `at` always ends with a NUL that is not counted.
 */
#ifndef PROTO_BUFFER_H
#define PROTO_BUFFER_H

#include <endian.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "proto/arena.h"

struct buffer {
	char  *at;
	size_t length, size;
};

struct buffer *buffer_new(struct arena *mem);

/* One that begins with room another has left behind; it is the arena's until it leaves in its turn. */
struct buffer_room {
	char  *at;	/* NULL: none */
	size_t size;
};
struct buffer     *buffer_in(struct arena *mem, struct buffer_room room);
struct buffer_room buffer_leave(struct buffer *b);

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

enum { BUFFER_SHORT = 100000000 };	/* numbers below it have eight digits at most */
#define BUFFER_ZEROS UINT64_C(0x3030303030303030)

/*
 * The digits of n < BUFFER_SHORT as the bytes of one number, the first digit lowest, zeros in front.
 * The number is halved into fields that are worked on side by side: a multiplication and a shift
 * divide each field, exactly in the range it can have, and what is left goes into the field above.
 */
static inline uint64_t
buffer_eight_digits(uint32_t n)
{
	const uint64_t fours = n / 10000 | (uint64_t)(n % 10000) << 32;
	const uint64_t hundreds = (fours * 5243 >> 19) & UINT64_C(0x0000007f0000007f);
	const uint64_t twos = hundreds | (fours - hundreds * 100) << 16;
	const uint64_t tens = (twos * 103 >> 10) & UINT64_C(0x000f000f000f000f);

	return tens | (twos - tens * 10) << 8;
}

/* Eight bytes go out, without a branch; those count that come before the address returned. */
static inline char *
buffer_short_digits(char *at, uint32_t n)
{
	const uint64_t digits = buffer_eight_digits(n);
	const unsigned leading = (unsigned)__builtin_ctzll(digits | UINT64_C(1) << 56) / 8;
	const uint64_t text = htole64((digits | BUFFER_ZEROS) >> leading * 8);

	memcpy(at, &text, 8);
	return at + 8 - leading;
}

char *buffer_long_digits(char *at, int64_t n);

/* The digits of n, at most 20 bytes, no NUL; returns the address after the last. */
static inline char *
buffer_digits(char *at, int64_t n)
{
	return n >= 0 && n < BUFFER_SHORT ? buffer_short_digits(at, (uint32_t)n) : buffer_long_digits(at, n);
}

#endif
