#include "proto/place.h"

#include <string.h>

#include "proto/buffer.h"
#include "proto/utf8.h"

enum { LONGEST_NAME = 200, LONGEST_QUOTE = 60 };

static void
print_name(struct buffer *b, const char *name)
{
	size_t n = utf8_cut(name, LONGEST_NAME);

	for (size_t i = 0; i < n; i++) {
		if (name[i] == '~')
			buffer_text(b, "~0");
		else if (name[i] == '/')
			buffer_text(b, "~1");
		else
			buffer_byte(b, name[i]);
	}
	if (name[n] != '\0')
		buffer_text(b, "…");
}

static void
print_place(struct buffer *b, const struct place *here)
{
	if (here->parent == NULL)
		return;
	print_place(b, here->parent);
	buffer_byte(b, '/');
	if (here->name != NULL)
		print_name(b, here->name);
	else
		buffer_integer(b, (int64_t)here->index);
}

const char *
place_pointer(struct arena *mem, const struct place *here)
{
	struct buffer *b = buffer_new(mem);

	print_place(b, here);
	return b->at;
}

const char *
place_quote(struct arena *mem, const char *text)
{
	size_t n = utf8_cut(text, LONGEST_QUOTE);

	return text[n] == '\0' ? text : arena_printf(mem, "%.*s…", (int)n, text);
}
