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
	at = realloc(b->at, size);
	if (at == NULL) {
		fputs("out of memory\n", stderr);
		abort();
	}
	b->at = at;
	b->size = size;
	return at + b->length;
}

struct buffer *
buffer_new(struct arena *mem)
{
	struct buffer *b = arena_alloc(mem, sizeof(*b));

	*buffer_grow(b, 0) = '\0';
	return arena_own(mem, b, release);
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

static size_t
count_digits(uint64_t n)
{
	size_t   count = 1;
	uint64_t power = 10;

	/* n is at most 2^63, so that power stops at 10^19, which still fits. */
	for (; n >= power; power *= 10)
		count++;
	return count;
}

char *
buffer_digits(char *at, int64_t n)
{
	static const char pairs[] =
		"00010203040506070809101112131415161718192021222324"
		"25262728293031323334353637383940414243444546474849"
		"50515253545556575859606162636465666768697071727374"
		"75767778798081828384858687888990919293949596979899";
	uint64_t rest = (uint64_t)n;
	char    *end;

	if (n < 0) {
		*at++ = '-';
		rest = 0 - rest;
	}
	end = at + count_digits(rest);
	for (at = end; rest >= 10; rest /= 100) {
		at -= 2;
		memcpy(at, pairs + rest % 100 * 2, 2);
	}
	if (rest > 0 || at == end)
		*--at = (char)('0' + rest);
	return end;
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
