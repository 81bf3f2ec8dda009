#include "proto/json.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* What a byte needs inside a JSON string: 0 nothing, 'u' a \u00xx, else the letter after the backslash. */
static const char escapes[256] = {
	'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'b', 't', 'n', 'u', 'f', 'r', 'u', 'u',
	'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u',
	['"'] = '"', ['\\'] = '\\',
};

static char *
escape(char *at, unsigned char c)
{
	static const char hex[] = "0123456789abcdef";

	*at++ = '\\';
	*at++ = escapes[c];
	if (escapes[c] == 'u') {
		*at++ = '0';
		*at++ = '0';
		*at++ = hex[c >> 4];
		*at++ = hex[c & 15];
	}
	return at;
}

/* Sixteen bytes at once, by the vectors that gcc and clang know on every machine. */
typedef unsigned char sixteen __attribute__((vector_size(16)));
typedef uint64_t      eights __attribute__((vector_size(16)));
typedef uint32_t      fours __attribute__((vector_size(16)));

/* Whether one of them needs an escape: below 0x20, a quote, a backslash. */
static inline bool
needs_escape(sixteen bytes)
{
	uint64_t half[2];
	sixteen  found = (sixteen)((bytes < 0x20) | (bytes == '"') | (bytes == '\\'));

	memcpy(half, &found, sizeof(half));
	return (half[0] | half[1]) != 0;
}

/* Copies n bytes, of which some may be copied twice; false when one of them needs an escape. */
static inline bool
copy_plain(char *to, const char *s, size_t n)
{
	sixteen bytes;

	if (n >= 16) {
		for (size_t i = 0; i < n; i += 16) {
			if (i + 16 > n)
				i = n - 16;
			memcpy(&bytes, s + i, 16);
			memcpy(to + i, &bytes, 16);
			if (needs_escape(bytes))
				return false;
		}
		return true;
	}
	if (n >= 8) {
		uint64_t first, last;

		memcpy(&first, s, 8);
		memcpy(&last, s + n - 8, 8);
		memcpy(to, &first, 8);
		memcpy(to + n - 8, &last, 8);
		return !needs_escape((sixteen)(eights){ first, last });
	}
	if (n >= 4) {
		uint32_t first, last;

		memcpy(&first, s, 4);
		memcpy(&last, s + n - 4, 4);
		memcpy(to, &first, 4);
		memcpy(to + n - 4, &last, 4);
		return !needs_escape((sixteen)(fours){ first, last, first, last });
	}
	if (n > 0) {
		const unsigned char a = (unsigned char)s[0], b = (unsigned char)s[n / 2], c = (unsigned char)s[n - 1];

		to[0] = (char)a;
		to[n / 2] = (char)b;
		to[n - 1] = (char)c;
		return (escapes[a] | escapes[b] | escapes[c]) == 0;
	}
	return true;
}

char *
json_put_text(struct buffer *b, char *at, const char *s, size_t rest)
{
	size_t n = strlen(s);

	at = buffer_more(b, at, n + 2 + rest);
	/* Nearly every text is plain, and then one pass does it. */
	if (copy_plain(at + 1, s, n)) {
		at[0] = at[n + 1] = '"';
		return at + n + 2;
	}
	at = buffer_more(b, at, n * 6 + 2 + rest);
	*at++ = '"';
	for (; *s != '\0'; s++) {
		if (escapes[(unsigned char)*s] == 0)
			*at++ = *s;
		else
			at = escape(at, (unsigned char)*s);
	}
	*at++ = '"';
	return at;
}

void
json_print_text(struct buffer *b, const char *s)
{
	buffer_end(b, json_put_text(b, buffer_room(b, 0), s, 0));
}
