/*
 * How a gram is stored, for text.c, likeness.c and the tables alone.
 *
 * 28 bits of hash, one bit for its script, so that each language is weighed by
 * itself, and in the lowest three bits how many grams stand for its word, less
 * one. What two texts compare is the bare gram, without these three.
 */
#ifndef SCORING_GRAM_H
#define SCORING_GRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "scoring/policy.h"

enum { WORD_BITS = 3, GRAMS_OF_WORD_MAX = 1 << WORD_BITS, SCRIPTS = 2 };

static inline uint32_t
gram_make(uint32_t hash, bool syllables, size_t grams_of_word)
{
	return (hash << 1 | syllables) << WORD_BITS | (uint32_t)(grams_of_word - 1);
}

static inline uint32_t
gram_bare(uint32_t gram)
{
	return gram >> WORD_BITS;
}

static inline int
bare_script(uint32_t bare)
{
	return (int)(bare & 1);
}

static inline int
gram_script(uint32_t gram)
{
	return bare_script(gram_bare(gram));
}

static inline uint32_t
gram_of_word(uint32_t gram)
{
	return (gram & (GRAMS_OF_WORD_MAX - 1)) + 1;
}

/* What a gram weighs that one text alone holds. */
enum { RAREST = 10000 };

/*
 * Sharing one word with a title of two is not half the story, and a title of
 * fifteen words is met by meeting a few: what a text asks for counts as no
 * less than two rare words, and no more than three.
 */
enum { ASKS_AT_LEAST = 2 * RAREST, ASKS_AT_MOST = 3 * RAREST };

/* What a text whose grams of one script weigh `all` asks for, and the share of it that is met: 0..PART_MAX. */
int32_t text_asked(int64_t all);

/* Half the bits are enough for what is less than is asked for, and divided in half the time. */
static inline int32_t
text_share(int64_t shared, int32_t asked)
{
	return shared < asked ? (int32_t)((uint32_t)shared * PART_MAX / (uint32_t)asked) : PART_MAX;
}

/* Ascending, in place. */
void gram_sort(uint32_t *at, size_t n);

#endif
