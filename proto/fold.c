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

/*
 * What a text consists of if nothing in it can be composed, as most do: Latin without marks of its own (below
 * U+0300), Hangul syllables, and most Han. It is told by the first byte of a character, and at the ends of the
 * syllables, U+AC00 and U+D77F, by the second.
 */
static bool
is_simple(const unsigned char *at)
{
	return at[0] < 0xcc || (at[0] >= 0xe5 && at[0] <= 0xe9) || at[0] == 0xeb || at[0] == 0xec ||
		(at[0] == 0xea && at[1] >= 0xb0) || (at[0] == 0xed && at[1] < 0x9e);
}

static bool
is_composed(const char *text)
{
	const unsigned char *at = (const unsigned char *)text;

	while (*at != '\0' && is_simple(at))
		at++;
	return *at == '\0';
}

const char *
compose_text(struct arena *mem, const char *text)
{
	utf8proc_uint8_t *composed;

	if (is_composed(text))
		return text;
	composed = utf8proc_NFC((const utf8proc_uint8_t *)text);
	return composed == NULL ? text : arena_own(mem, composed, free);
}
