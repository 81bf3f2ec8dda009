/*
 * The door for JSON.
 *
 * cJSON accepts more than JSON and loses some of what it reads, so every text
 * passes a strict gate first: RFC 8259 grammar, UTF-8, no U+0000, no lone
 * surrogate, no duplicate member, bounded depth, members and size, nothing after
 * the value, no fraction that a double would round to a whole number (the range of
 * whole numbers is checked where they are read). A text that fails is refused with the
 * place (a JSON pointer) and the reason; bytes are counted from 1.
 */
#ifndef PROTO_JSON_H
#define PROTO_JSON_H

#include <cjson/cJSON.h>

#include "proto/arena.h"
#include "proto/buffer.h"
#include "proto/problem.h"

enum { JSON_DEPTH = 16, JSON_MEMBERS = 20000 };

/* The gate, then cJSON. The tree belongs to `mem`. NULL after filling `p`: PROBLEM_BAD_JSON, with a pointer in field[0]. */
cJSON *json_read(const char *text, size_t n, struct arena *mem, struct problem *p);

/* The same for what we have written ourselves, such as a long list: however many members it has. */
cJSON *json_read_own(const char *text, size_t n, struct arena *mem, struct problem *p);

/* RFC 7396: changes `target` by `patch`; both belong to `mem`; returns the result. */
cJSON *json_merge_patch(cJSON *target, const cJSON *patch, struct arena *mem);

/* A string with its quotes and escapes; anything from U+0020 up goes out as it is, in UTF-8. */
void json_print_text(struct buffer *b, const char *s);

/* The same between buffer_room() and buffer_end(): writes at `at`, returns where it ends, with room for `rest` there. */
char *json_put_text(struct buffer *b, char *at, const char *s, size_t rest);

#endif
