/*
 * UTF-8, strictly: no longer forms than needed, no surrogates, nothing beyond
 * U+10FFFF. Lengths that people are told are counted in characters, because
 * names arrive in Korean, Thai and Khmer too.
 */
#ifndef PROTO_UTF8_H
#define PROTO_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The character at *s, which moves behind it; -1, without moving, when it is not UTF-8. */
int32_t utf8_next(const char **s, const char *end);

/* How many bytes from the first are plain: ASCII, and no control character. */
size_t utf8_plain(const char *s, size_t n);

bool   utf8_valid(const char *s, size_t n);
size_t utf8_characters(const char *s);	/* of a valid text */

/* How many bytes of a valid text hold at most `characters` of them. */
size_t utf8_cut(const char *s, size_t characters);

/* Whether two texts are the same; NULL is none, and the same only as none. */
bool same_text(const char *a, const char *b);

#endif
