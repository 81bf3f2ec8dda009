#include "proto/say.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

#include "proto/say_particle.h"

static const struct {
	const char *name;
	const char *text[LANGS];
} rows[SAYS] = {
	[SAY_NOTHING] = { "NOTHING", { "", "" } },
#define SAY(name, en, ko) [SAY_##name] = { #name, { en, ko } },
#include "proto/say.def"
#undef SAY
};

const char *
say_row(enum say say, enum lang lang)
{
	return rows[say].text[lang];
}

/* "{0" or "{1|" of a row, nothing else: a brace alone is just a brace. */
static bool
opens_place(const char *s)
{
	return s[0] == '{' && s[1] >= '0' && s[1] < '0' + SAY_ARGS && (s[2] == '}' || s[2] == '|');
}

int
say_places(enum say say)
{
	int places = 0;

	for (const char *s = rows[say].text[LANG_EN]; (s = strchr(s, '{')) != NULL; s++)
		if (opens_place(s) && s[1] - '0' >= places)
			places = s[1] - '0' + 1;
	return places;
}

/* `pair` stands at the "|" of "|은/는}"; returns what follows the "}". */
static const char *
print_particle(struct buffer *b, size_t start, const char *pair)
{
	const char *first = pair + 1, *slash = strchr(first, '/'), *end = strchr(first, '}');

	assert(slash != NULL && end != NULL && slash < end);
	say_particle(b, start, first, (size_t)(slash - first), slash + 1, (size_t)(end - slash - 1));
	return end + 1;
}

/* Parts the halves of say_both(). No text of a client has this byte: it is never part of UTF-8. */
enum { BOTH = '\xff' };

const char *
say_both(struct arena *mem, const char *en, const char *ko)
{
	return arena_printf(mem, "%s%c%s", en, BOTH, ko);
}

static void
print_arg(struct buffer *b, enum lang lang, const char *arg)
{
	const char *ko = strchr(arg, BOTH);

	if (ko == NULL)
		buffer_text(b, arg);
	else if (lang == LANG_KO)
		buffer_text(b, ko + 1);
	else
		buffer_add(b, arg, (size_t)(ko - arg));
}

void
say_print(struct buffer *b, enum lang lang, const struct said *said)
{
	const char *s = rows[said->say].text[lang];
	size_t      start = b->length;

	while (*s != '\0') {
		size_t plain = strcspn(s, "{");

		buffer_add(b, s, plain);
		s += plain;
		if (opens_place(s)) {
			const char *arg = said->arg[s[1] - '0'];

			if (arg != NULL)
				print_arg(b, lang, arg);
			s = s[2] == '|' ? print_particle(b, start, s + 2) : s + 3;
		} else if (s[0] == '{' && s[1] == '|')
			s = print_particle(b, start, s + 1);
		else if (*s != '\0')
			buffer_byte(b, *s++);
	}
}

/* Bytes that the sentence cannot exceed: a place gives way to its argument, and of two particles one stays. */
static size_t
longest(enum lang lang, const struct said *said)
{
	const char *row = rows[said->say].text[lang];
	size_t      n = strlen(row);

	for (const char *s = row; (s = strchr(s, '{')) != NULL; s++)
		if (opens_place(s) && said->arg[s[1] - '0'] != NULL)
			n += strlen(said->arg[s[1] - '0']);
	return n;
}

/* An explanation has hundreds of sentences, so none takes more than its own room. */
const char *
say_text(struct arena *mem, enum lang lang, const struct said *said)
{
	size_t        size = longest(lang, said) + 1;
	struct buffer b = { .at = arena_alloc(mem, size), .size = size };

	say_print(&b, lang, said);
	assert(b.size == size);
	return b.at;
}

struct said
say_vmake(struct arena *mem, enum say say, va_list args)
{
	struct said said = { .say = say };
	int         places = say_places(say);

	for (int i = 0; i < places; i++) {
		const char *arg = va_arg(args, const char *);

		assert(arg != NULL);
		said.arg[i] = arena_strdup(mem, arg);
	}
	return said;
}

struct said
say_make(struct arena *mem, enum say say, ...)
{
	va_list     args;
	struct said said;

	va_start(args, say);
	said = say_vmake(mem, say, args);
	va_end(args);
	return said;
}

void
say_print_code(struct buffer *b, enum say say)
{
	for (const char *s = rows[say].name; *s != '\0'; s++)
		buffer_byte(b, *s == '_' ? '-' : *s >= 'A' && *s <= 'Z' ? (char)(*s - 'A' + 'a') : *s);
}

const char *
say_digits(char buffer[24], int64_t n)
{
	*buffer_digits(buffer, n) = '\0';
	return buffer;
}
