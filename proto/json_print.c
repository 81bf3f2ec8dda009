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

/* Whether one of eight bytes needs an escape: below 0x20, a quote, a backslash. */
static bool
needs_escape(uint64_t eight)
{
	const uint64_t each = UINT64_C(0x0101010101010101), high = each << 7;
	uint64_t       quote = eight ^ each * '"', backslash = eight ^ each * '\\';

	return ((((eight - each * 0x20) & ~eight) | ((quote - each) & ~quote) |
		((backslash - each) & ~backslash)) & high) != 0;
}

/* Copies n bytes; false when one of them needs an escape. */
static bool
copy_plain(char *to, const char *s, size_t n)
{
	uint64_t eight;
	uint32_t four[2];
	size_t   i;

	if (n >= 8) {
		for (i = 0; i < n; i += 8) {
			if (i + 8 > n)
				i = n - 8;	/* the last eight overlap the ones before */
			memcpy(&eight, s + i, 8);
			memcpy(to + i, &eight, 8);
			if (needs_escape(eight))
				return false;
		}
		return true;
	}
	if (n >= 4) {
		memcpy(&four[0], s, 4);
		memcpy(&four[1], s + n - 4, 4);
		memcpy(to, &four[0], 4);
		memcpy(to + n - 4, &four[1], 4);
		memcpy(&eight, four, 8);
		return !needs_escape(eight);
	}
	for (i = 0; i < n; i++) {
		if (escapes[(unsigned char)s[i]] != 0)
			return false;
		to[i] = s[i];
	}
	return true;
}

char *
json_put_text(struct buffer *b, char *at, const char *s)
{
	size_t n = strlen(s);

	at = buffer_more(b, at, n + 2);
	/* Nearly every text is plain, and then one pass does it. */
	if (copy_plain(at + 1, s, n)) {
		at[0] = at[n + 1] = '"';
		return at + n + 2;
	}
	at = buffer_more(b, at, n * 6 + 2);
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
	buffer_end(b, json_put_text(b, buffer_room(b, 0), s));
}
