#include "proto/utf8.h"

#include <string.h>

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

#define EVERY_BYTE(b) (UINT64_C(0x0101010101010101) * (b))

/* Of eight bytes at once; a borrow or carry goes on only from a byte that is not plain itself. */
static bool
all_plain(const char *s)
{
	uint64_t eight;

	memcpy(&eight, s, sizeof(eight));
	return ((eight | (eight + EVERY_BYTE(1)) | (eight - EVERY_BYTE(0x20))) & EVERY_BYTE(0x80)) == 0;
}

size_t
utf8_plain(const char *s, size_t n)
{
	size_t i = 0;

	while (i + 8 <= n && all_plain(s + i))
		i += 8;
	while (i < n && s[i] >= 0x20 && s[i] < 0x7f)
		i++;
	return i;
}

bool
utf8_valid(const char *s, size_t n)
{
	const char *end = s + n;

	for (s += utf8_plain(s, n); s < end; s += utf8_plain(s, (size_t)(end - s)))
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

bool
same_text(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}
