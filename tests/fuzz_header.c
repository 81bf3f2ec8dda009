/*
 * For libFuzzer (make fuzz): any bytes as a header that says something (Accept, If-Match, Prefer ...).
 * Each reading is one of those that its header promises, and lists mean the same with blanks around.
 */
#include <stdlib.h>
#include <string.h>

#include "proto/arena.h"
#include "proto/header.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void
must(bool holds)
{
	if (!holds)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct arena *mem = arena_new();
	const char   *text = arena_strndup(mem, (const char *)bytes, n);
	const char   *wide = arena_printf(mem, " \t%s", text);
	int           json = header_wants(text, "application/json"), csv = header_wants(text, "text/csv");

	must(json >= 0 && json <= HEADER_WEIGHT && csv >= 0 && csv <= HEADER_WEIGHT);
	must(json == header_wants(wide, "application/json") && csv == header_wants(wide, "text/csv"));
	must(header_lang(text) < LANGS && header_lang(text) == header_lang(wide));
	must(header_takes(text, "gzip") == header_takes(wide, "gzip"));
	must(header_is_type(text, "application/json") == header_is_type(wide, "application/json"));
	must(header_version(text) >= -1 && (header_version(text) != 0 || strcmp(text, "*") == 0));
	must(header_names_tag(text, "abc") == header_names_tag(wide, "abc"));
	must(!header_names_tag(text, "abc") || strchr(text, '*') != NULL || strstr(text, "\"abc\"") != NULL);
	must(header_prefers(text, "return=minimal") == header_prefers(wide, "return=minimal"));
	must(header_prefers(text, "respond-async") == header_prefers(wide, "respond-async"));
	arena_free(mem);
	return 0;
}
