#include "proto/registration.h"

#include <ctype.h>
#include <string.h>

enum { KOREAN_DIGITS = 10 };

/* The National Tax Service's rule: the ninth digit counts its tens too. */
static bool
has_check_digit(const char *digits)
{
	static const int weights[KOREAN_DIGITS - 1] = { 1, 3, 7, 1, 3, 7, 1, 3, 5 };
	int              sum = (digits[8] - '0') * 5 / 10;

	for (int i = 0; i < KOREAN_DIGITS - 1; i++)
		sum += (digits[i] - '0') * weights[i];
	return (10 - sum % 10) % 10 == digits[9] - '0';
}

/* 120-81-47521, or the digits alone. */
enum say
registration_check(const char *country, const char *number)
{
	char   digits[KOREAN_DIGITS + 1];
	size_t n = 0;

	if (country == NULL || number == NULL || strcmp(country, "KR") != 0)
		return SAY_NOTHING;
	for (; *number != '\0'; number++) {
		if (*number == '-' || *number == ' ')
			continue;
		if (!isdigit((unsigned char)*number) || n == KOREAN_DIGITS)
			return SAY_REGISTRATION_FORMAT;
		digits[n++] = *number;
	}
	return n != KOREAN_DIGITS ? SAY_REGISTRATION_FORMAT : has_check_digit(digits) ? SAY_NOTHING :
		SAY_REGISTRATION_CHECK;
}

bool
registration_accept(const char *country, const char *number, struct problem *p)
{
	enum say wrong = registration_check(country, number);

	if (wrong != SAY_NOTHING)
		problem_at(p, "/registration_number", wrong, number);
	return wrong == SAY_NOTHING;
}

const char *
registration_key(struct arena *mem, const char *country, const char *number)
{
	char *key = arena_printf(mem, "%s:%s", country == NULL ? "" : country, number);
	char *from = strchr(key, ':') + 1, *to = from, *first = from;

	for (; *from != '\0'; from++)
		if (isalnum((unsigned char)*from) || (unsigned char)*from >= 0x80)
			*to++ = (char)toupper((unsigned char)*from);
	*to = '\0';
	return to > first ? key : NULL;
}
