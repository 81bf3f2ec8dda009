/*
 * Bytes being written: a JSON answer, a CSV, a canonical form.
 *
 * Lives in an arena and grows as needed. `at` always ends with a NUL that is
 * not counted.
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

#endif
