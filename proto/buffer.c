#include "proto/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_SIZE = 512 };

static void
release(void *buffer)
{
	free(((struct buffer *)buffer)->at);
}

char *
buffer_grow(struct buffer *b, size_t n)
{
	size_t size = b->size > 0 ? b->size : FIRST_SIZE;
	char  *at;

	if (n >= SIZE_MAX / 2 - b->length)
		abort();
	while (size - b->length <= n)
		size *= 2;
	at = must_have(realloc(b->at, size));
	b->at = at;
	b->size = size;
	return at + b->length;
}

struct buffer *
buffer_in(struct arena *mem, struct buffer_room room)
{
	struct buffer *b = arena_alloc(mem, sizeof(*b));

	b->at = room.at;
	b->size = room.size;
	*buffer_room(b, 0) = '\0';
	return arena_own(mem, b, release);
}

struct buffer *
buffer_new(struct arena *mem)
{
	return buffer_in(mem, (struct buffer_room){ 0 });
}

struct buffer_room
buffer_leave(struct buffer *b)
{
	struct buffer_room room = { b->at, b->size };

	*b = (struct buffer){ 0 };
	return room;
}

void
buffer_add(struct buffer *b, const char *bytes, size_t n)
{
	char *at = buffer_room(b, n);

	if (n > 0)
		memcpy(at, bytes, n);
	buffer_end(b, at + n);
}

void
buffer_text(struct buffer *b, const char *s)
{
	buffer_add(b, s, strlen(s));
}

void
buffer_byte(struct buffer *b, char c)
{
	char *at = buffer_room(b, 1);

	*at = c;
	buffer_end(b, at + 1);
}

static char *
put_eight(char *at, uint32_t n)
{
	const uint64_t text = htole64(buffer_eight_digits(n) | BUFFER_ZEROS);

	memcpy(at, &text, 8);
	return at + 8;
}

char *
buffer_long_digits(char *at, int64_t n)
{
	enum { EIGHT = BUFFER_SHORT };
	uint64_t rest = (uint64_t)n;

	if (n < 0) {
		*at++ = '-';
		rest = 0 - rest;
	}
	if (rest < EIGHT)
		return buffer_short_digits(at, (uint32_t)rest);
	if (rest < (uint64_t)EIGHT * EIGHT)
		return put_eight(buffer_short_digits(at, (uint32_t)(rest / EIGHT)), (uint32_t)(rest % EIGHT));
	at = buffer_short_digits(at, (uint32_t)(rest / EIGHT / EIGHT));
	at = put_eight(at, (uint32_t)(rest / EIGHT % EIGHT));
	return put_eight(at, (uint32_t)(rest % EIGHT));
}

void
buffer_integer(struct buffer *b, int64_t n)
{
	buffer_end(b, buffer_digits(buffer_room(b, 20), n));
}

void
buffer_printf(struct buffer *b, const char *fmt, ...)
{
	va_list ap;
	char   *at;
	int     n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n <= 0)
		return;
	at = buffer_room(b, (size_t)n);
	va_start(ap, fmt);
	vsnprintf(at, (size_t)n + 1, fmt, ap);
	va_end(ap);
	buffer_end(b, at + n);
}
