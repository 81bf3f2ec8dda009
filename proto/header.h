/*
 * What headers of a request say beyond their framing: which language, form and
 * coding a client would have, which version it knows, what it prefers.
 *
 * Lists are split at commas outside of quotes (RFC 9110 section 5.6). Where a
 * client writes what is no list element, that element counts for nothing and
 * the others stay; a weight that is none counts as 1. NULL is an absent header.
 */
#ifndef PROTO_HEADER_H
#define PROTO_HEADER_H

#include <stdbool.h>
#include <stdint.h>

#include "proto/say.h"

enum { HEADER_WEIGHT = 1000 };	/* of "q=1" */

/* The language that Accept-Language likes best among ours; English without one. */
enum lang header_lang(const char *accept_language);

/* How much Accept wants a media type, 0 (not at all) to HEADER_WEIGHT; without a list, all of them. */
int header_wants(const char *accept, const char *type);

/* Whether Accept-Encoding takes a coding that it names, or every one. */
bool header_takes(const char *accept_encoding, const char *coding);

/* Whether Content-Type is this type, and its charset, if it says one, UTF-8. */
bool header_is_type(const char *content_type, const char *type);

/* Whether If-None-Match ("*", or tags with quotes, weak ones too) names this tag. */
bool header_names_tag(const char *if_none_match, const char *tag);

/*
 * The version that If-Match asks for: "v7" in quotes, or "v7-" and whatever else, gives 7, "*" gives 0, anything else -1.
 * Of several the highest: versions only grow, so whoever knows it cannot mean an older one.
 */
int64_t header_version(const char *if_match);

/* Whether Prefer names this preference, such as "return=minimal" (RFC 7240). */
bool header_prefers(const char *prefer, const char *preference);

#endif
