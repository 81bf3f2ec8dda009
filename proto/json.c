#include "proto/json.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "proto/place.h"
#include "proto/utf8.h"

/*
 * cJSON keeps numbers as doubles and looks at 63 characters of them. What is
 * not whole must not pass for whole once it is rounded; with 15 digits nothing
 * is. Whole numbers may be longer: their range is checked by who reads them.
 */
enum { NUMBER_CHARACTERS = 63, NUMBER_DIGITS = 15 };

struct name {
	const char *at;		/* unescaped */
	size_t      length;
};

struct level {
	bool        object;
	struct name name;	/* of the member being read; .at is NULL while it is being named */
	size_t      index;	/* of the item being read */
	size_t      first_name;	/* of this object, in gate.names */
};

struct gate {
	const char     *text;
	size_t          n, i;
	size_t          members, most;	/* and items, of all objects and arrays */
	int             depth;
	struct level    level[JSON_DEPTH];
	struct name    *names;		/* of all objects that are open */
	size_t          name_count, name_size;
	struct problem *p;
};

enum step { REFUSED, WANTS_VALUE, HAS_VALUE };

static const char *
pointer(const struct gate *g)
{
	struct place place[JSON_DEPTH + 1] = { { .parent = NULL } };
	int          n = 0;

	for (int i = 0; i < g->depth; i++) {
		const struct level *l = &g->level[i];

		if (l->object && l->name.at == NULL)
			break;
		place[n + 1] = (struct place){ .parent = &place[n], .index = l->index };
		if (l->object)
			place[n + 1].name = arena_strndup(g->p->mem, l->name.at, l->name.length);
		n++;
	}
	return place_pointer(g->p->mem, &place[n]);
}

static bool
refuse(const struct gate *g, enum say say, const char *arg)
{
	problem_set(g->p, PROBLEM_BAD_JSON, SAY_JSON_REFUSED);
	return problem_at(g->p, pointer(g), say, arg);
}

/* Bytes are counted from 1, as people and editors do. */
static bool
refuse_byte(const struct gate *g, enum say say, size_t byte)
{
	return refuse(g, say, DIGITS(byte + 1));
}

static bool
refuse_here(const struct gate *g)
{
	if (g->i >= g->n)
		return refuse(g, SAY_JSON_CUT_SHORT, NULL);
	return refuse_byte(g, SAY_JSON_SYNTAX, g->i);
}

static void
skip_space(struct gate *g)
{
	while (g->i < g->n && (g->text[g->i] == ' ' || g->text[g->i] == '\n' || g->text[g->i] == '\r' ||
	    g->text[g->i] == '\t'))
		g->i++;
}

static bool
eat(struct gate *g, char c)
{
	if (g->i >= g->n || g->text[g->i] != c)
		return false;
	g->i++;
	return true;
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The four digits at `s`, or -1. */
static int
hex4(const char *s)
{
	int value = 0;

	for (int i = 0; i < 4; i++) {
		int digit = hex_digit(s[i]);

		if (digit < 0)
			return -1;
		value = value * 16 + digit;
	}
	return value;
}

static bool
is_high(int unit)
{
	return unit >= 0xd800 && unit < 0xdc00;
}

static bool
is_low(int unit)
{
	return unit >= 0xdc00 && unit < 0xe000;
}

/* At the backslash of \uXXXX. */
static bool
check_unicode_escape(struct gate *g)
{
	size_t start = g->i;
	int    unit;

	if (g->n - start < 6)
		return refuse(g, SAY_JSON_CUT_SHORT, NULL);
	unit = hex4(g->text + start + 2);
	if (unit < 0)
		return refuse_byte(g, SAY_JSON_ESCAPE, start);
	if (unit == 0)
		return refuse_byte(g, SAY_JSON_NUL, start);
	g->i += 6;
	if (is_high(unit)) {
		if (g->n - g->i < 6 || memcmp(g->text + g->i, "\\u", 2) != 0 || !is_low(hex4(g->text + g->i + 2)))
			return refuse_byte(g, SAY_JSON_SURROGATE, start);
		g->i += 6;
	}
	return is_low(unit) ? refuse_byte(g, SAY_JSON_SURROGATE, start) : true;
}

static bool
check_escape(struct gate *g)
{
	if (g->n - g->i < 2)
		return refuse(g, SAY_JSON_CUT_SHORT, NULL);
	if (g->text[g->i + 1] == 'u')
		return check_unicode_escape(g);
	if (g->text[g->i + 1] == '\0' || strchr("\"\\/bfnrt", g->text[g->i + 1]) == NULL)
		return refuse_byte(g, SAY_JSON_ESCAPE, g->i);
	g->i += 2;
	return true;
}

/* At the opening quote; leaves behind the closing one. */
static bool
check_string(struct gate *g, bool *escaped)
{
	const char *end = g->text + g->n;

	*escaped = false;
	for (g->i++; g->i < g->n;) {
		unsigned char c = (unsigned char)g->text[g->i];

		if (c == '"') {
			g->i++;
			return true;
		}
		if (c == '\\') {
			*escaped = true;
			if (!check_escape(g))
				return false;
		} else if (c < 0x20)
			return refuse_byte(g, SAY_JSON_CONTROL, g->i);
		else if (c < 0x80)
			g->i++;
		else {
			const char *s = g->text + g->i;

			if (utf8_next(&s, end) < 0)
				return refuse_byte(g, SAY_JSON_UTF8, g->i);
			g->i = (size_t)(s - g->text);
		}
	}
	return refuse(g, SAY_JSON_CUT_SHORT, NULL);
}

static size_t
skip_digits(struct gate *g)
{
	size_t start = g->i;

	while (g->i < g->n && g->text[g->i] >= '0' && g->text[g->i] <= '9')
		g->i++;
	return g->i - start;
}

/*
 * Of a number that has passed the grammar: how many places behind the point its
 * last digit stands that is not 0; -2 for "500". INT_MIN for zero.
 */
static int
last_place(const char *s)
{
	int  place = INT_MIN, at = 0;
	bool behind = false;

	for (; *s != '\0' && *s != 'e' && *s != 'E'; s++) {
		if (*s == '.') {
			behind = true;
			continue;
		}
		at += behind;
		if (*s >= '1' && *s <= '9')
			place = at;
		else if (*s == '0' && !behind && place != INT_MIN)
			place--;
	}
	return place;
}

static bool
is_rounded_to_whole(const char *number)
{
	const char *e = strpbrk(number, "eE");
	long        exponent = e == NULL ? 0 : strtol(e + 1, NULL, 10);
	double      value = strtod(number, NULL);

	return isinf(value) || (value == floor(value) && last_place(number) > exponent);
}

static bool
check_number(struct gate *g)
{
	size_t start = g->i;
	bool   plain = true, good;
	char   number[NUMBER_CHARACTERS + 1] = { 0 };

	eat(g, '-');
	good = eat(g, '0') || skip_digits(g) > 0;
	if (good && eat(g, '.')) {
		plain = false;
		good = skip_digits(g) > 0;
	}
	if (good && (eat(g, 'e') || eat(g, 'E'))) {
		plain = false;
		if (!eat(g, '+'))
			eat(g, '-');
		good = skip_digits(g) > 0;
	}
	/* What goes on as a number would ("01", "1.2.3") is a wrong number, not something after it. */
	if (g->i < g->n && g->text[g->i] != '\0' && strchr("0123456789.eE+-", g->text[g->i]) != NULL)
		good = false;
	if (!good)
		return g->i >= g->n ? refuse(g, SAY_JSON_CUT_SHORT, NULL) : refuse_byte(g, SAY_JSON_NUMBER, start);
	if (g->i - start > NUMBER_CHARACTERS)
		return refuse(g, SAY_JSON_NUMBER_TOO_LONG, DIGITS(NUMBER_CHARACTERS));
	memcpy(number, g->text + start, g->i - start);
	if (!plain && is_rounded_to_whole(number))
		return refuse(g, SAY_JSON_NUMBER_ROUNDED, DIGITS(NUMBER_DIGITS));
	return true;
}

static bool
check_literal(struct gate *g)
{
	static const char *const literals[] = { "true", "false", "null" };

	for (size_t k = 0; k < sizeof(literals) / sizeof(literals[0]); k++) {
		size_t length = strlen(literals[k]), left = g->n - g->i;

		if (memcmp(g->text + g->i, literals[k], left < length ? left : length) != 0)
			continue;
		g->i += left < length ? left : length;
		return left < length ? refuse(g, SAY_JSON_CUT_SHORT, NULL) : true;
	}
	return refuse_here(g);
}

static char *
put_utf8(char *at, uint32_t c)
{
	if (c < 0x80) {
		*at++ = (char)c;
		return at;
	}
	if (c < 0x800)
		*at++ = (char)(0xc0 | c >> 6);
	else {
		if (c < 0x10000)
			*at++ = (char)(0xe0 | c >> 12);
		else {
			*at++ = (char)(0xf0 | c >> 18);
			*at++ = (char)(0x80 | (c >> 12 & 0x3f));
		}
		*at++ = (char)(0x80 | (c >> 6 & 0x3f));
	}
	*at++ = (char)(0x80 | (c & 0x3f));
	return at;
}

/* A string that has passed, between its quotes. */
static struct name
unescape(struct arena *mem, const char *s, const char *end)
{
	static const char letters[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
	char *start = arena_alloc(mem, (size_t)(end - s) + 1), *at = start;

	while (s < end) {
		if (*s != '\\') {
			*at++ = *s++;
		} else if (s[1] != 'u') {
			*at++ = meant[strchr(letters, s[1]) - letters];
			s += 2;
		} else {
			uint32_t c = (uint32_t)hex4(s + 2);

			s += 6;
			if (is_high((int)c)) {
				c = 0x10000 + ((c - 0xd800) << 10) + ((uint32_t)hex4(s + 2) - 0xdc00);
				s += 6;
			}
			at = put_utf8(at, c);
		}
	}
	return (struct name){ start, (size_t)(at - start) };
}

static void
remember_name(struct gate *g, struct name name)
{
	if (g->name_count == g->name_size) {
		struct name *old = g->names;

		g->name_size = g->name_size > 0 ? g->name_size * 2 : 64;
		g->names = arena_alloc(g->p->mem, g->name_size * sizeof(*g->names));
		if (old != NULL)
			memcpy(g->names, old, g->name_count * sizeof(*old));
	}
	g->names[g->name_count++] = name;
}

static int
compare_names(const void *a, const void *b)
{
	const struct name *x = a, *y = b;

	if (x->length != y->length)
		return x->length < y->length ? -1 : 1;
	return memcmp(x->at, y->at, x->length);
}

/*
 * Sorting finds the pair that is equal in n log n steps whatever a client
 * sends; a hash table would need a secret to promise as much.
 */
static bool
check_names(struct gate *g, struct level *l)
{
	struct name *names = g->names + l->first_name;
	size_t       count = g->name_count - l->first_name;

	if (count > 1)
		qsort(names, count, sizeof(*names), compare_names);
	for (size_t i = 1; i < count; i++)
		if (compare_names(&names[i - 1], &names[i]) == 0) {
			l->name = names[i];
			return refuse(g, SAY_JSON_DUPLICATE, place_quote(g->p->mem,
				arena_strndup(g->p->mem, names[i].at, names[i].length)));
		}
	g->name_count = l->first_name;
	return true;
}

/* Goes on to the next member or item, up to where its value begins. */
static bool
enter_next(struct gate *g)
{
	struct level *l = &g->level[g->depth - 1];
	size_t        start;
	bool          escaped;
	struct name   name;

	if (++g->members > g->most)
		return refuse(g, SAY_JSON_TOO_MANY, DIGITS((int64_t)g->most));
	if (!l->object) {
		l->index++;
		return true;
	}
	l->name.at = NULL;
	skip_space(g);
	start = g->i + 1;
	if (g->i >= g->n || g->text[g->i] != '"')
		return refuse_here(g);
	if (!check_string(g, &escaped))
		return false;
	name = (struct name){ g->text + start, g->i - 1 - start };
	if (escaped)
		name = unescape(g->p->mem, name.at, name.at + name.length);
	remember_name(g, name);
	skip_space(g);
	if (!eat(g, ':'))
		return refuse_here(g);
	l->name = name;
	return true;
}

static enum step
open_container(struct gate *g)
{
	bool object = g->text[g->i] == '{';

	if (g->depth == JSON_DEPTH) {
		refuse(g, SAY_JSON_TOO_DEEP, DIGITS(JSON_DEPTH));
		return REFUSED;
	}
	g->i++;
	g->level[g->depth++] = (struct level){
		.object = object,
		.index = SIZE_MAX,	/* the first item is number 0 */
		.first_name = g->name_count,
	};
	skip_space(g);
	if (eat(g, object ? '}' : ']')) {
		g->depth--;
		return HAS_VALUE;
	}
	return enter_next(g) ? WANTS_VALUE : REFUSED;
}

static enum step
read_value(struct gate *g)
{
	bool escaped, good;
	char c;

	skip_space(g);
	if (g->i >= g->n) {
		refuse_here(g);
		return REFUSED;
	}
	c = g->text[g->i];
	if (c == '{' || c == '[')
		return open_container(g);
	if (c == '"')
		good = check_string(g, &escaped);
	else if (c == '-' || (c >= '0' && c <= '9'))
		good = check_number(g);
	else
		good = check_literal(g);
	return good ? HAS_VALUE : REFUSED;
}

/* Behind a value inside an object or array. */
static enum step
go_on(struct gate *g)
{
	struct level *l = &g->level[g->depth - 1];

	skip_space(g);
	if (eat(g, ','))
		return enter_next(g) ? WANTS_VALUE : REFUSED;
	if (!eat(g, l->object ? '}' : ']')) {
		refuse_here(g);
		return REFUSED;
	}
	if (l->object && !check_names(g, l))
		return REFUSED;
	g->depth--;
	return HAS_VALUE;
}

static bool
check(const char *text, size_t n, size_t most, struct problem *p)
{
	struct gate g = { .text = text, .n = n, .most = most, .p = p };
	enum step   step;

	if (n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		return refuse(&g, SAY_JSON_BOM, NULL);
	skip_space(&g);
	if (g.i == n)
		return refuse(&g, SAY_JSON_EMPTY, NULL);
	step = read_value(&g);
	while (step == WANTS_VALUE || (step == HAS_VALUE && g.depth > 0))
		step = step == WANTS_VALUE ? read_value(&g) : go_on(&g);
	if (step == REFUSED)
		return false;
	skip_space(&g);
	return g.i == n ? true : refuse_byte(&g, SAY_JSON_TRAILING, g.i);
}

static void
release(void *json)
{
	cJSON_Delete(json);
}

static cJSON *
read_checked(const char *text, size_t n, size_t most, struct arena *mem, struct problem *p)
{
	cJSON *json;

	if (!check(text, n, most, p))
		return NULL;
	json = cJSON_ParseWithLength(text, n);
	/* The gate is the stricter of the two; should they ever differ, its word is not enough. */
	if (json == NULL)
		problem_set(p, PROBLEM_BAD_JSON, SAY_JSON_REFUSED);
	return arena_own(mem, json, release);
}

cJSON *
json_read(const char *text, size_t n, struct arena *mem, struct problem *p)
{
	return read_checked(text, n, JSON_MEMBERS, mem, p);
}

cJSON *
json_read_own(const char *text, size_t n, struct arena *mem, struct problem *p)
{
	return read_checked(text, n, SIZE_MAX, mem, p);
}
