#include "proto/query.h"

#include <stdbool.h>
#include <string.h>

#include "proto/utf8.h"

int
query_hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

enum say
query_decode(struct arena *mem, const char *s, size_t n, const char **decoded)
{
	const char *end = s + n, *escape = memchr(s, '%', n);
	size_t      plain = escape == NULL ? n : (size_t)(escape - s);
	char       *first = arena_alloc(mem, n + 1), *to = first + plain;

	memcpy(first, s, plain);
	for (s += plain; s < end;) {
		int high, low;

		if (*s != '%') {
			*to++ = *s++;
			continue;
		}
		high = end - s < 3 ? -1 : query_hex(s[1]);
		low = end - s < 3 ? -1 : query_hex(s[2]);
		if (high < 0 || low < 0 || high + low == 0)
			return SAY_HTTP_ESCAPE;
		*to++ = (char)(high << 4 | low);
		s += 3;
	}
	if (!utf8_valid(first, (size_t)(to - first)))
		return SAY_HTTP_UTF8;
	*decoded = first;
	return SAY_NOTHING;
}

/* The pieces of s between separators are handed out one by one; false when there are no more. */
static bool
next_piece(const char **s, const char *end, char separator, const char **piece, size_t *n)
{
	const char *stop;

	if (*s == NULL)
		return false;
	stop = memchr(*s, separator, (size_t)(end - *s));
	if (stop == NULL)
		stop = end;
	*piece = *s;
	*n = (size_t)(stop - *s);
	*s = stop == end ? NULL : stop + 1;
	return true;
}

static size_t
count_byte(const char *s, size_t n, char c)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += s[i] == c;
	return count;
}

enum say
query_split_path(struct arena *mem, const char *path, size_t n, const char ***segments, size_t *count)
{
	const char *s = path + 1, *end = path + n, *piece;
	size_t      length;

	*count = 0;
	*segments = arena_alloc(mem, count_byte(path, n, '/') * sizeof(**segments));
	if (n == 1)
		return SAY_NOTHING;
	while (next_piece(&s, end, '/', &piece, &length)) {
		const char **segment = &(*segments)[*count];
		enum say     why = query_decode(mem, piece, length, segment);

		if (why != SAY_NOTHING)
			return why;
		if (**segment == '.' && (strcmp(*segment, ".") == 0 || strcmp(*segment, "..") == 0))
			return SAY_HTTP_DOTS;
		++*count;
	}
	return SAY_NOTHING;
}

enum say
query_split(struct arena *mem, const char *query, size_t n, struct parameter **parameters, size_t *count)
{
	const char *s = query, *end = query + n, *piece;
	size_t      length, most = count_byte(query, n, '&') + 1;

	*count = 0;
	if (most > QUERY_PARAMETERS)
		return SAY_HTTP_PARAMETERS;
	*parameters = arena_alloc(mem, most * sizeof(**parameters));
	while (next_piece(&s, end, '&', &piece, &length)) {
		struct parameter *p = &(*parameters)[*count];
		const char       *equals = memchr(piece, '=', length);
		size_t            name = equals == NULL ? length : (size_t)(equals - piece);
		enum say          why;

		if (length == 0)
			continue;
		why = query_decode(mem, piece, name, &p->name);
		if (why == SAY_NOTHING && equals == NULL)
			p->value = "";
		else if (why == SAY_NOTHING)
			why = query_decode(mem, equals + 1, length - name - 1, &p->value);
		if (why != SAY_NOTHING)
			return why;
		++*count;
	}
	return SAY_NOTHING;
}
