#include "proto/header.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define BLANKS " \t"

/* A part of a header between two separators, without the blanks around it. */
struct part {
	const char *at;
	size_t      length;
};

/* The next part before `separator`, which inside quotes is none. Moves *s behind it, to NULL behind the last. */
static bool
next_part(const char **s, const char *end, char separator, struct part *part)
{
	const char *at = *s;
	bool        quoted = false;

	if (at == NULL)
		return false;
	for (; at < end && (quoted || *at != separator); at++) {
		if (*at == '"')
			quoted = !quoted;
		else if (*at == '\\' && quoted && at + 1 < end)
			at++;
	}
	*part = (struct part){ *s, (size_t)(at - *s) };
	*s = at < end ? at + 1 : NULL;
	while (part->length > 0 && strchr(BLANKS, *part->at) != NULL) {
		part->at++;
		part->length--;
	}
	while (part->length > 0 && strchr(BLANKS, part->at[part->length - 1]) != NULL)
		part->length--;
	return true;
}

static bool
is(const struct part *part, const char *text)
{
	return strlen(text) == part->length && strncasecmp(part->at, text, part->length) == 0;
}

/* Cuts "name=value" in two; quotes around the value are taken off. */
static bool
cut(const struct part *part, struct part *name, struct part *value)
{
	const char *s = part->at, *end = part->at + part->length;

	if (!next_part(&s, end, '=', name) || !next_part(&s, end, '\0', value))
		return false;
	if (value->length >= 2 && value->at[0] == '"' && value->at[value->length - 1] == '"') {
		value->at++;
		value->length -= 2;
	}
	return true;
}

/* "0.5" gives 500; ".5", which some clients write, too. What follows the third digit is below notice. */
static int
weight_of(const struct part *value)
{
	const char *s = value->at, *end = value->at + value->length;
	int         weight = 0, digit = 100;

	if (s < end && (*s == '0' || *s == '1'))
		weight = (*s++ - '0') * HEADER_WEIGHT;
	else if (s == end || *s != '.')
		return HEADER_WEIGHT;
	if (s < end && *s++ != '.')
		return HEADER_WEIGHT;
	for (; s < end; s++, digit /= 10) {
		if (*s < '0' || *s > '9')
			return HEADER_WEIGHT;
		weight += (*s - '0') * digit;
	}
	return weight < HEADER_WEIGHT ? weight : HEADER_WEIGHT;
}

/* One element of a list that a client weighs: what it names, and how much it wants it. */
static bool
next_choice(const char **s, struct part *name, int *weight)
{
	struct part element = { 0 }, parameter, left, value;
	const char *at, *end;

	while (element.length == 0) {
		if (*s == NULL)
			return false;
		next_part(s, *s + strlen(*s), ',', &element);
	}
	at = element.at;
	end = at + element.length;
	next_part(&at, end, ';', name);
	*weight = HEADER_WEIGHT;
	while (next_part(&at, end, ';', &parameter))
		if (cut(&parameter, &left, &value) && is(&left, "q"))
			*weight = weight_of(&value);
	return true;
}

enum lang
header_lang(const char *accept_language)
{
	static const char *const tags[LANGS] = { [LANG_EN] = "en", [LANG_KO] = "ko" };
	enum lang                best = LANG_EN;
	int                      best_weight = 0, weight;
	struct part              range;

	while (next_choice(&accept_language, &range, &weight))
		for (int i = 0; i < LANGS; i++) {
			size_t n = strlen(tags[i]);

			if (weight > best_weight && range.length >= n && strncasecmp(range.at, tags[i], n) == 0 &&
			    (range.length == n || range.at[n] == '-')) {
				best = (enum lang)i;
				best_weight = weight;
			}
		}
	return best;
}

/* How closely a media range names a type: 3 itself, 2 its family, 1 anything, 0 not at all. */
static int
range_fits(const struct part *range, const char *type)
{
	size_t family = strcspn(type, "/") + 1;

	if (is(range, type))
		return 3;
	if (range->length == family + 1 && strncasecmp(range->at, type, family) == 0 && range->at[family] == '*')
		return 2;
	return is(range, "*/*");
}

int
header_wants(const char *accept, const char *type)
{
	struct part range;
	int         closest = 0, wanted = HEADER_WEIGHT, weight;

	while (next_choice(&accept, &range, &weight)) {
		int fits = range_fits(&range, type);

		if (closest == 0)
			wanted = 0;	/* there is a list, so what it does not name is not wanted */
		if (fits > closest) {
			closest = fits;
			wanted = weight;
		}
	}
	return wanted;
}

bool
header_takes(const char *accept_encoding, const char *coding)
{
	struct part named;
	bool        takes = false;
	int         weight;

	while (next_choice(&accept_encoding, &named, &weight)) {
		if (is(&named, coding))
			return weight > 0;
		if (is(&named, "*"))
			takes = weight > 0;
	}
	return takes;
}

bool
header_is_type(const char *content_type, const char *type)
{
	struct part named, parameter, name, value;
	const char *end = content_type == NULL ? NULL : content_type + strlen(content_type);

	if (content_type == NULL || !next_part(&content_type, end, ';', &named) || !is(&named, type))
		return false;
	while (next_part(&content_type, end, ';', &parameter)) {
		if (parameter.length == 0)
			continue;
		if (!cut(&parameter, &name, &value) || (is(&name, "charset") && !is(&value, "utf-8")))
			return false;
	}
	return true;
}

bool
header_names_tag(const char *if_none_match, const char *tag)
{
	struct part element;
	const char *s = if_none_match, *end = s == NULL ? NULL : s + strlen(s);

	while (next_part(&s, end, ',', &element)) {
		size_t weak = element.length >= 2 && memcmp(element.at, "W/", 2) == 0 ? 2 : 0;

		if (is(&element, "*"))
			return true;
		if (element.length == weak + strlen(tag) + 2 && element.at[weak] == '"' &&
		    memcmp(element.at + weak + 1, tag, strlen(tag)) == 0 && element.at[element.length - 1] == '"')
			return true;
	}
	return false;
}

/* -1 unless it is "vN" with its quotes, or "vN-" and more, which is not compared: a weak tag names no version (RFC 9110 section 13.1.1). */
static int64_t
version_of(const struct part *tag)
{
	char   *end;
	int64_t n;

	if (tag->length < 4 || strncmp(tag->at, "\"v", 2) != 0 || tag->at[2] < '1' || tag->at[2] > '9')
		return -1;
	n = strtoll(tag->at + 2, &end, 10);
	if (*end == '-')
		end = memchr(end, '"', tag->length - (size_t)(end - tag->at));
	return end == tag->at + tag->length - 1 && *end == '"' && n < INT64_MAX ? n : -1;
}

int64_t
header_version(const char *if_match)
{
	struct part tag;
	const char *s = if_match, *end = s == NULL ? NULL : s + strlen(s);
	int64_t     highest = -1;

	if (s != NULL && strcmp(s, "*") == 0)
		return 0;
	while (next_part(&s, end, ',', &tag))
		if (version_of(&tag) > highest)
			highest = version_of(&tag);
	return highest;
}

bool
header_prefers(const char *prefer, const char *preference)
{
	struct part whole = { preference, strlen(preference) }, wanted, wanted_value = { "", 0 };
	struct part element, first, name, value;
	const char *s = prefer, *end = s == NULL ? NULL : s + strlen(s), *at;

	if (!cut(&whole, &wanted, &wanted_value))
		wanted = whole;
	while (next_part(&s, end, ',', &element)) {
		at = element.at;
		next_part(&at, element.at + element.length, ';', &first);
		value = (struct part){ "", 0 };
		if (!cut(&first, &name, &value))
			name = first;
		if (name.length == wanted.length && strncasecmp(name.at, wanted.at, name.length) == 0 &&
		    value.length == wanted_value.length && strncasecmp(value.at, wanted_value.at, value.length) == 0)
			return true;
	}
	return false;
}
