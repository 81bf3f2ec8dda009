#include "proto/form.h"

#include <string.h>

#include "proto/utf8.h"

#define SMALL  "abcdefghijklmnopqrstuvwxyz"
#define LARGE  "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGIT "0123456789"

static bool
is_made_of(const char *text, const char *allowed, size_t min, size_t max)
{
	size_t n = strspn(text, allowed);

	return text[n] == '\0' && n >= min && n <= max;
}

/* C0, DEL and C1; for one line also the separators of lines and paragraphs. */
static bool
has_control(const char *text, bool one_line)
{
	const char *end = text + strlen(text);

	while (text < end) {
		int32_t c = utf8_next(&text, end);

		if ((c >= 0x7f && c <= 0x9f) || (c < 0x20 && (one_line || (c != '\n' && c != '\t'))) ||
		    (one_line && (c == 0x2028 || c == 0x2029)))
			return true;
	}
	return false;
}

static enum say
check_any(const char *text)
{
	return has_control(text, false) ? SAY_CONTROL_CHARACTER : SAY_NOTHING;
}

/* What turns the direction of the words around it, so that one name can pass for another; and what is no character. */
static bool
disguises(int32_t c)
{
	return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff ||
		(c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe;
}

/* Spaces, joiners and fillers: a name of nothing else leaves an empty line in every list. */
static bool
is_blank(int32_t c)
{
	return c == ' ' || c == 0xa0 || c == 0xad || c == 0x115f || c == 0x1160 || c == 0x1680 || c == 0x180e ||
		(c >= 0x2000 && c <= 0x200f) || c == 0x202f || (c >= 0x205f && c <= 0x2064) ||
		c == 0x3000 || c == 0x3164 || c == 0xffa0;
}

static enum say
check_line(const char *text)
{
	const char *end = text + strlen(text);
	bool        seen = *text == '\0';

	if (has_control(text, true))
		return SAY_ONE_LINE;
	while (text < end) {
		int32_t c = utf8_next(&text, end);

		if (disguises(c))
			return SAY_ONE_LINE;
		seen = seen || !is_blank(c);
	}
	return seen ? SAY_NOTHING : SAY_ALL_BLANK;
}

static enum say
check_id(const char *text)
{
	return is_made_of(text, SMALL DIGIT "_-", 1, 80) ? SAY_NOTHING : SAY_MUST_BE_ID;
}

static enum say
check_country(const char *text)
{
	return is_made_of(text, LARGE, 2, 2) ? SAY_NOTHING : SAY_MUST_BE_COUNTRY;
}

static enum say
check_language(const char *text)
{
	return is_made_of(text, SMALL, 2, 3) ? SAY_NOTHING : SAY_MUST_BE_LANGUAGE;
}

static enum say
check_cursor(const char *text)
{
	return is_made_of(text, SMALL LARGE DIGIT "_-", 1, 512) ? SAY_NOTHING : SAY_MUST_BE_CURSOR;
}

static int
number(const char *digits, int count)
{
	int n = 0;

	while (count-- > 0)
		n = n * 10 + (*digits++ - '0');
	return n;
}

/* The Gregorian calendar, also before there was one; no year 0, which PostgreSQL does not have. */
static enum say
check_date(const char *text)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int year, month, day, last;

	if (strlen(text) != 10 || text[4] != '-' || text[7] != '-' ||
	    strspn(text, DIGIT) != 4 || strspn(text + 5, DIGIT) != 2 || strspn(text + 8, DIGIT) != 2)
		return SAY_MUST_BE_DATE;
	year = number(text, 4);
	month = number(text + 5, 2);
	day = number(text + 8, 2);
	if (year == 0 || month < 1 || month > 12)
		return SAY_NO_SUCH_DAY;
	last = days[month - 1];
	if (month == 2 && ((year % 4 == 0 && year % 100 != 0) || year % 400 == 0))
		last = 29;
	return day >= 1 && day <= last ? SAY_NOTHING : SAY_NO_SUCH_DAY;
}

/* A label of a host name: letters of any script, digits and inner hyphens. */
static bool
is_label(const char *s, size_t n)
{
	if (n == 0 || n > 63 || s[0] == '-' || s[n - 1] == '-')
		return false;
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] < 0x80 && strchr(SMALL LARGE DIGIT "-", s[i]) == NULL)
			return false;
	return true;
}

static bool
is_domain(const char *s)
{
	size_t labels = 0;

	for (;;) {
		size_t n = strcspn(s, ".");

		if (!is_label(s, n))
			return false;
		labels++;
		if (s[n] == '\0')
			return labels >= 2;
		s += n + 1;
	}
}

/* Whether mail arrives only sending it can tell; this finds slips of the hand. */
static enum say
check_email(const char *text)
{
	const char *at = strrchr(text, '@');
	size_t      n;

	if (at == NULL || has_control(text, true))
		return SAY_MUST_BE_EMAIL;
	n = (size_t)(at - text);
	if (n == 0 || n > 64 || strcspn(text, " @\"(),:;<>[\\]") != n ||
	    text[0] == '.' || at[-1] == '.' || strstr(text, "..") != NULL)
		return SAY_MUST_BE_EMAIL;
	return is_domain(at + 1) ? SAY_NOTHING : SAY_MUST_BE_EMAIL;
}

static const struct {
	enum say  (*check)(const char *text);
	const char *pattern, *format;
	bool        relied_on;
} rows[FORMS] = {
	[FORM_ANY]      = { check_any,      NULL,                     NULL,    false },
	[FORM_LINE]     = { check_line,     NULL,                     NULL,    false },
	[FORM_ID]       = { check_id,       "^[a-z0-9_-]{1,80}$",     NULL,    true },
	[FORM_COUNTRY]  = { check_country,  "^[A-Z]{2}$",             "country-code",  true },
	[FORM_LANGUAGE] = { check_language, "^[a-z]{2,3}$",           "language-code", true },
	[FORM_DATE]     = { check_date,     NULL,                     "date",  true },
	[FORM_EMAIL]    = { check_email,    NULL,                     "email", false },
	[FORM_CURSOR]   = { check_cursor,   "^[A-Za-z0-9_-]{1,512}$", NULL,    true },
};

enum say
form_check(enum form form, const char *text)
{
	return rows[form].check(text);
}

const char *
form_pattern(enum form form)
{
	return rows[form].pattern;
}

const char *
form_format(enum form form)
{
	return rows[form].format;
}

bool
form_is_relied_on(enum form form)
{
	return rows[form].relied_on;
}
