#include "proto/json.h"

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

void
json_print_text(struct buffer *b, const char *s)
{
	size_t plain = 0, n = strlen(s);
	char  *at;

	while (plain < n && escapes[(unsigned char)s[plain]] == 0)
		plain++;
	/* Nearly every text is plain, and then one copy does it. */
	at = buffer_room(b, plain + (n - plain) * 6 + 2);
	*at++ = '"';
	memcpy(at, s, plain);
	at += plain;
	for (; plain < n; plain++) {
		unsigned char c = (unsigned char)s[plain];

		if (escapes[c] == 0)
			*at++ = (char)c;
		else
			at = escape(at, c);
	}
	*at++ = '"';
	buffer_end(b, at);
}
