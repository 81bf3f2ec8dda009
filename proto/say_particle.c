#include "proto/say_particle.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* 로 follows a vowel and ㄹ alike: 서울로, 하노이로, 방콕으로. */
enum ending { ENDS_UNKNOWN, ENDS_IN_VOWEL, ENDS_IN_L, ENDS_IN_CONSONANT };

/* The code point that ends before `end`, whose first byte is stored in *first. */
static uint32_t
last_character(const char *text, size_t end, size_t *first)
{
	size_t   i = end;
	uint32_t c;

	do
		i--;
	while (i > 0 && ((unsigned char)text[i] & 0xc0) == 0x80);
	*first = i;
	c = (unsigned char)text[i];
	if (c < 0x80)
		return c;
	c &= c < 0xe0 ? 0x1fU : c < 0xf0 ? 0x0fU : 0x07U;
	while (++i < end)
		c = c << 6 | ((unsigned char)text[i] & 0x3fU);
	return c;
}

static bool
closes(uint32_t c)
{
	static const uint32_t closing[] = { ' ', '"', '\'', ']', '}', '>', '`', '.', ',', '!', '?',
		0x2019, 0x201d, 0x3009, 0x300b, 0x300d, 0x300f, 0x3011, 0xbb };

	for (size_t i = 0; i < sizeof(closing) / sizeof(closing[0]); i++)
		if (c == closing[i])
			return true;
	return false;
}

/*
 * Quotes, brackets and full stops do not sound. A note in round brackets does
 * not count either, 서울(Seoul)은, unless it is all there is.
 */
static size_t
end_of_word(const char *text, size_t end)
{
	while (end > 0) {
		size_t   first;
		uint32_t c = last_character(text, end, &first);

		if (closes(c))
			end = first;
		else if (c == ')') {
			size_t open = first;

			while (open > 0 && text[open] != '(')
				open--;
			end = open > 0 && text[open] == '(' && text[open - 1] != ' ' ? open : first;
		} else
			break;
	}
	return end;
}

/* Ten, hundred, thousand, ten thousand and on sound by their name; 10^12 (조) ends in a vowel. */
static enum ending
digits_ending(const char *text, size_t end)
{
	static const enum ending names[] = {
		ENDS_IN_CONSONANT,	/* 영 */
		ENDS_IN_L,		/* 일 */
		ENDS_IN_VOWEL,		/* 이 */
		ENDS_IN_CONSONANT,	/* 삼 */
		ENDS_IN_VOWEL,		/* 사 */
		ENDS_IN_VOWEL,		/* 오 */
		ENDS_IN_CONSONANT,	/* 육 */
		ENDS_IN_L,		/* 칠 */
		ENDS_IN_L,		/* 팔 */
		ENDS_IN_VOWEL,		/* 구 */
	};
	size_t zeros = 0, i = end;

	while (i > 0 && (text[i - 1] == '0' || (text[i - 1] == ',' && zeros > 0))) {
		zeros += text[i - 1] == '0';
		i--;
	}
	if (zeros >= 12 && zeros < 16 && i > 0 && text[i - 1] >= '1' && text[i - 1] <= '9')
		return ENDS_IN_VOWEL;
	return names[text[end - 1] - '0'];
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_vowel(char c)
{
	return c != '\0' && strchr("aeiouyAEIOUY", c) != NULL;
}

/* An abbreviation is spelt out: 엘, 엠, 엔, 알 end in a consonant, the rest in a vowel. */
static enum ending
spelt_ending(char c)
{
	if (c == 'L' || c == 'R' || c == 'l' || c == 'r')
		return ENDS_IN_L;
	return c == 'M' || c == 'N' || c == 'm' || c == 'n' ? ENDS_IN_CONSONANT : ENDS_IN_VOWEL;
}

/*
 * How the Korean spelling of a foreign word ends, by the rules for loan words:
 * l, m, n, ng always close the syllable; p, t, k, c close it after a single
 * short vowel (Phuket, 푸껫) and get a vowel of their own elsewhere (project,
 * 프로젝트); a silent e leaves the consonant before it last (mobile, 모바일).
 */
static enum ending
word_ending(const char *text, size_t first, size_t end)
{
	size_t length = end - first;
	char   last = (char)(text[end - 1] | 0x20), before = length > 1 ? (char)(text[end - 2] | 0x20) : '\0',
	       third = length > 2 ? (char)(text[end - 3] | 0x20) : '\0';

	if (last == 'e' && length > 3 && before == 'l')
		return ENDS_IN_L;
	if (last == 'e' && length > 3 && is_vowel(third) && (before == 'n' || before == 'm'))
		return ENDS_IN_CONSONANT;
	if (last == 'l')
		return ENDS_IN_L;
	if (last == 'm' || last == 'n' || (last == 'g' && before == 'n') || (last == 'h' && before == 'n'))
		return ENDS_IN_CONSONANT;
	if (last == 'k' && before == 'c')
		return ENDS_IN_CONSONANT;
	if (strchr("ptkc", last) != NULL && is_vowel(before) && !is_vowel(third))
		return ENDS_IN_CONSONANT;
	return ENDS_IN_VOWEL;
}

static enum ending
latin_ending(const char *text, size_t end)
{
	size_t first = end;
	bool   capitals = true;

	while (first > 0 && is_letter(text[first - 1])) {
		first--;
		capitals = capitals && text[first] <= 'Z';
	}
	if (capitals || end - first == 1)
		return spelt_ending(text[end - 1]);
	return word_ending(text, first, end);
}

static enum ending
ending_of(const char *text, size_t length)
{
	size_t   end = end_of_word(text, length), first;
	uint32_t c;

	if (end == 0)
		return ENDS_UNKNOWN;
	c = last_character(text, end, &first);
	if (c >= 0xac00 && c <= 0xd7a3) {
		uint32_t final = (c - 0xac00) % 28;

		return final == 0 ? ENDS_IN_VOWEL : final == 8 ? ENDS_IN_L : ENDS_IN_CONSONANT;
	}
	if (c < 0x80 && end - first != 1)	/* bytes of a file that are no UTF-8 */
		return ENDS_UNKNOWN;
	if (c >= '0' && c <= '9')
		return digits_ending(text, end);
	if (c == '%')	/* 퍼센트 */
		return ENDS_IN_VOWEL;
	return c < 0x80 && is_letter((char)c) ? latin_ending(text, end) : ENDS_UNKNOWN;
}

void
say_particle(struct buffer *b, size_t start, const char *after_consonant, size_t consonant_length,
	const char *after_vowel, size_t vowel_length)
{
	enum ending ending = ending_of(b->at + start, b->length - start);
	size_t      more = consonant_length > vowel_length ? consonant_length - vowel_length : 0;
	bool        prefixed = more > 0 && memcmp(after_consonant + more, after_vowel, vowel_length) == 0;
	bool        l_is_vowel = prefixed && vowel_length >= 3 && memcmp(after_vowel, "로", 3) == 0;

	if (ending == ENDS_IN_VOWEL || (ending == ENDS_IN_L && l_is_vowel))
		buffer_add(b, after_vowel, vowel_length);
	else if (ending != ENDS_UNKNOWN)
		buffer_add(b, after_consonant, consonant_length);
	else if (prefixed) {	/* (으)로, (이)라 */
		buffer_byte(b, '(');
		buffer_add(b, after_consonant, more);
		buffer_byte(b, ')');
		buffer_add(b, after_vowel, vowel_length);
	} else {		/* 은(는) */
		buffer_add(b, after_consonant, consonant_length);
		buffer_byte(b, '(');
		buffer_add(b, after_vowel, vowel_length);
		buffer_byte(b, ')');
	}
}
