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

/* For writers in a hurry: room for n more bytes; the address after what is there already. */
char *buffer_room(struct buffer *b, size_t n);
/* What they wrote ends before `end`. */
void  buffer_end(struct buffer *b, char *end);

/* The digits of n, at most 20 bytes, no NUL; returns the address after the last. */
char *buffer_digits(char *at, int64_t n);

#endif
