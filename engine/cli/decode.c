#include "engine/cli/decode.h"

#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "proto/utf8.h"

static bool
begins(const char *bytes, size_t length, const char *with, size_t n)
{
	return length >= n && memcmp(bytes, with, n) == 0;
}

static char *
convert(const struct cli *c, const char *from, char *bytes, size_t *length)
{
	size_t  in = *length, size = 3 * in + 4, out = size;
	char   *text = arena_alloc(c->mem, size + 1), *at = text;
	iconv_t cd = iconv_open("UTF-8", from);
	bool    whole;

	if (cd == (iconv_t)-1)
		return NULL;
	whole = iconv(cd, &bytes, &in, &at, &out) != (size_t)-1 && in == 0;
	iconv_close(cd);
	*length = size - out;
	return whole ? text : NULL;
}

/* macOS writes Hangul as separate letters; the same name must be the same bytes. */
static char *
compose(const struct cli *c, const char *text, size_t *length)
{
	utf8proc_uint8_t *composed;
	utf8proc_ssize_t  n = utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)*length, &composed,
		UTF8PROC_STABLE | UTF8PROC_COMPOSE);

	if (n < 0)
		return NULL;
	*length = (size_t)n;
	return arena_own(c->mem, composed, free);
}

char *
decode_text(struct cli *c, const char *path, char *bytes, size_t *length)
{
	char *text = bytes;

	if (begins(bytes, *length, "PK\003\004", 4) || begins(bytes, *length, "\xd0\xcf\x11\xe0", 4)) {
		cli_tell(c, SAY_CLI_IS_EXCEL, path);
		return NULL;
	}
	if (begins(bytes, *length, "\xff\xfe", 2) || begins(bytes, *length, "\xfe\xff", 2))
		text = convert(c, "UTF-16", bytes, length);
	else if (begins(bytes, *length, "\xef\xbb\xbf", 3)) {
		text += 3;
		*length -= 3;
	}
	if (text != NULL && !utf8_valid(text, *length)) {
		text = convert(c, "CP949", text, length);
		if (text != NULL)
			cli_tell(c, SAY_CLI_READ_AS_CP949, path);
	}
	if (text == NULL || memchr(text, '\0', *length) != NULL || (text = compose(c, text, length)) == NULL) {
		cli_tell(c, SAY_CLI_NOT_TEXT, path);
		return NULL;
	}
	return text;
}
