#include "proto/fold.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

const char *
fold_name(struct arena *mem, const char *name)
{
	utf8proc_uint8_t *folded = NULL;
	char             *out, *to;

	if (utf8proc_map((const utf8proc_uint8_t *)name, 0, &folded,
	    UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE |
	    UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE | UTF8PROC_LUMP) < 0)
		return "";
	out = to = arena_strdup(mem, (const char *)folded);
	free(folded);
	for (const char *s = out; *s != '\0'; s++)
		if (strchr(" \t\n-_.,'\"()", *s) == NULL)
			*to++ = *s;
	*to = '\0';
	return out;
}

static bool
is_ascii(const char *text)
{
	while ((unsigned char)(*text - 1) < 0x7f)
		text++;
	return *text == '\0';
}

/* ASCII is composed already. */
const char *
compose_text(struct arena *mem, const char *text)
{
	utf8proc_uint8_t *composed;

	if (is_ascii(text))
		return text;
	composed = utf8proc_NFC((const utf8proc_uint8_t *)text);
	return composed == NULL ? text : arena_own(mem, composed, free);
}
