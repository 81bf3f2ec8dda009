/*
 * The target of a request: escapes, segments, query string.
 *
 * Splitting comes first and decoding second, once, so that an escaped "/", "&"
 * or "=" is never taken for a separator. What comes out is UTF-8 without NUL.
 * "+" stays "+": only %20 is a space, as in a path (RFC 3986); HTML forms are
 * not spoken here.
 */
#ifndef PROTO_QUERY_H
#define PROTO_QUERY_H

#include <stddef.h>

#include "proto/arena.h"
#include "proto/message.h"
#include "proto/say.h"

enum { QUERY_PARAMETERS = 100 };

/* The value of a hexadecimal digit, or -1. */
int query_hex(char c);

/* Each returns SAY_NOTHING, or why the target is refused. What they make lives in `mem`. */

enum say query_decode(struct arena *mem, const char *s, size_t n, const char **decoded);

/* "/v1/cities" -> "v1", "cities". "/" has none; "/v1/" ends with an empty one. */
enum say query_split_path(struct arena *mem, const char *path, size_t n,
	const char ***segments, size_t *count);

/*
 * "a=1&b" -> { a, "1" }, { b, "" }. Nothing between two "&" is passed over.
 * Duplicates are kept: message_parse_query() refuses them by name.
 */
enum say query_split(struct arena *mem, const char *query, size_t n,
	struct parameter **parameters, size_t *count);

#endif
