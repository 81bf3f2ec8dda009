#include "proto/name_gram.h"

#include <stdbool.h>
#include <string.h>

#include "proto/utf8.h"

enum { BEGINNING = 0x110000, END = 0x110001 };	/* beyond Unicode, so that they are no letter */

enum {
	SYLLABLE_FIRST = 0xac00, SYLLABLE_LAST = 0xd7a3, VOWELS = 21, FINALS = 28,
	INITIAL_FIRST = 0x1100, VOWEL_FIRST = 0x1161, FINAL_FIRST = 0x11a7,
};

/* A final is typed as one or two initials: their numbers from 1; "스맡" on its way to "스마트" ends as that begins. */
static const unsigned char finals[FINALS][2] = {
	{ 0, 0 }, { 1, 0 }, { 2, 0 }, { 1, 10 }, { 3, 0 }, { 3, 13 }, { 3, 19 }, { 4, 0 }, { 6, 0 }, { 6, 1 }, { 6, 7 },
	{ 6, 8 }, { 6, 10 }, { 6, 17 }, { 6, 18 }, { 6, 19 }, { 7, 0 }, { 8, 0 }, { 8, 10 }, { 10, 0 }, { 11, 0 }, { 12, 0 },
	{ 13, 0 }, { 15, 0 }, { 16, 0 }, { 17, 0 }, { 18, 0 }, { 19, 0 },
};

static size_t
put_final(uint32_t final, uint32_t *to)
{
	size_t n = 0;

	for (; n < 2 && finals[final][n] != 0; n++)
		to[n] = INITIAL_FIRST + finals[final][n] - 1U;
	return n;
}

/* At most four letters of one character. */
static size_t
put_character(uint32_t c, uint32_t *to)
{
	size_t   n = 0;
	uint32_t s = c - SYLLABLE_FIRST;

	if (c > FINAL_FIRST && c < FINAL_FIRST + FINALS)
		return put_final(c - FINAL_FIRST, to);
	if (c < SYLLABLE_FIRST || c > SYLLABLE_LAST) {
		to[0] = c;
		return 1;
	}
	to[n++] = INITIAL_FIRST + s / (VOWELS * FINALS);
	to[n++] = VOWEL_FIRST + s / FINALS % VOWELS;
	return n + put_final(s % FINALS, to + n);
}

size_t
name_letters(const char *folded, uint32_t letters[NAME_LETTERS])
{
	return name_letters_of(folded, strlen(folded), letters);
}

size_t
name_letters_of(const char *folded, size_t length, uint32_t letters[NAME_LETTERS])
{
	const char *end = folded + length;
	size_t      n = 0;
	int32_t     c;

	while (n + 4 <= NAME_LETTERS && folded < end && (c = utf8_next(&folded, end)) >= 0)
		n += put_character((uint32_t)c, letters + n);
	return n;
}

/* Names are short: to put each run in its place costs less than to sort them all. */
static size_t
put_in_order(uint32_t *grams, size_t count, uint32_t gram)
{
	size_t at = count;

	while (at > 0 && grams[at - 1] > gram)
		at--;
	if (at > 0 && grams[at - 1] == gram)
		return count;
	memmove(grams + at + 1, grams + at, (count - at) * sizeof(*grams));
	grams[at] = gram;
	return count + 1;
}

/* Three characters have 63 bits; mixed well, 32 of them tell names apart. */
static uint32_t
hash_of(uint32_t a, uint32_t b, uint32_t c)
{
	uint64_t h = ((uint64_t)a << 42 ^ (uint64_t)b << 21 ^ c) * UINT64_C(0x9e3779b97f4a7c15);

	return (uint32_t)((h ^ h >> 29) * UINT64_C(0xbf58476d1ce4e5b9) >> 32);
}

size_t
name_grams(const uint32_t *letters, size_t count, uint32_t grams[NAME_LETTERS + 2])
{
	uint32_t a = BEGINNING, b = BEGINNING;
	size_t   n = 0;

	for (size_t i = 0; count > 0 && i <= count; i++) {
		uint32_t c = i < count ? letters[i] : END;

		n = put_in_order(grams, n, hash_of(a, b, c));
		a = b;
		b = c;
	}
	return n;
}

/* How many two ascending lists share. */
static size_t
shared_count(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count)
{
	size_t shared = 0;

	for (size_t i = 0, j = 0; i < a_count && j < b_count;) {
		uint32_t x = a[i], y = b[j];

		shared += x == y;
		i += x <= y;
		j += y <= x;
	}
	return shared;
}

int
name_likeness(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count)
{
	return a_count + b_count == 0 ? 0 : (int)(2000 * shared_count(a, a_count, b, b_count) / (a_count + b_count));
}

/* Folded, so without the points and brackets that people put in or leave out. */
const char *
name_without_form(struct arena *mem, const char *folded)
{
	static const char *const forms[] = { "주식회사", "유한회사", "유한책임회사", "주", "유", "재단법인", "사단법인",
		"coltd", "company", "corporation", "corp", "incorporated", "inc", "limited", "ltd", "llc", "plc", "gmbh",
		"pteltd", "sdnbhd", "jsc" };
	const char *best = folded;
	size_t      length = strlen(folded), longest = 0, n = length;

	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		size_t form = strlen(forms[i]);
		/* "주" alone is a form only in brackets, which are gone: it is one beside a longer name. */
		bool   rest = length >= form + 6;

		if (rest && form > longest && strcmp(folded + length - form, forms[i]) == 0) {
			best = folded;
			n = length - form;
			longest = form;
		}
		if (rest && form > longest && strncmp(folded, forms[i], form) == 0 && (unsigned char)forms[i][0] >= 0x80) {
			best = folded + form;
			n = length - form;
			longest = form;
		}
	}
	return longest == 0 ? folded : arena_strndup(mem, best, n);
}
