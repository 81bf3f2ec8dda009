#include "proto/utf8.h"

int32_t
utf8_next(const char **s, const char *end)
{
	const unsigned char *c = (const unsigned char *)*s, *stop = (const unsigned char *)end;
	uint32_t             value;
	int                  more;

	if (c >= stop || *c > 0xf4 || (*c >= 0x80 && *c < 0xc2))
		return -1;
	if (*c < 0x80) {
		(*s)++;
		return *c;
	}
	more = *c < 0xe0 ? 1 : *c < 0xf0 ? 2 : 3;
	if (stop - c <= more)
		return -1;
	value = *c & (0x3fU >> more);
	for (int i = 1; i <= more; i++) {
		if ((c[i] & 0xc0) != 0x80)
			return -1;
		value = value << 6 | (c[i] & 0x3fU);
	}
	if ((more == 2 && value < 0x800) || (more == 3 && value < 0x10000) || value > 0x10ffff ||
	    (value >= 0xd800 && value <= 0xdfff))
		return -1;
	*s += more + 1;
	return (int32_t)value;
}

bool
utf8_valid(const char *s, size_t n)
{
	const char *end = s + n;

	while (s < end)
		if (utf8_next(&s, end) < 0)
			return false;
	return true;
}

size_t
utf8_characters(const char *s)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

size_t
utf8_cut(const char *s, size_t characters)
{
	size_t i = 0;

	for (; s[i] != '\0'; i++)
		if (((unsigned char)s[i] & 0xc0) != 0x80 && characters-- == 0)
			break;
	return i;
}
