/*
 * Texts compared by their character n-grams.
 *
 * Four letters in a row for scripts with spaces between words, the edges of
 * the word counting as one each and only the beginning of the word being
 * taken, so that "managing" meets "management" and "station" does not meet
 * "education"; two syllables in a row for Hangul, Han and kana, where one
 * carries more: Korean needs no dictionary and no knowledge of particles this
 * way. Letters are folded to lower case where Unicode has a simple one-to-one
 * lower case in Latin; digits, spaces and punctuation separate; words such as
 * "and" or "위한" are left out. Texts are expected composed (NFC).
 */
#ifndef SCORING_TEXT_H
#define SCORING_TEXT_H

#include <stddef.h>
#include <stdint.h>

#include "scoring/score.h"

/*
 * Hashes of the grams of `text` (valid UTF-8, n bytes; each text may be NULL), sorted, each once.
 * `out` has room for `max`; more are dropped deterministically. Returns how many.
 */
size_t text_grams(const char *text, size_t n, uint32_t *out, size_t max);

/* Joins two sorted sets into `out` (room for a.count + b.count); returns the size. */
size_t text_join(struct grams a, struct grams b, uint32_t *out);

/*
 * Rarity over `count` texts: for each gram that occurs, a weight that grows
 * with ln(1 + texts / texts that hold it). `gram` and `weight` have room for the
 * sum of all counts. Returns how many. A gram that one text alone holds weighs
 * 10000, whatever the number of texts.
 */
size_t text_rarity(const struct grams *texts, size_t count, uint32_t *gram, uint16_t *weight);

/* The weight of each gram of `text`, for grams.weight: looked up once a snapshot instead of once a pair. */
void text_weigh(const struct rarity *r, struct grams text, uint16_t *weight);

/*
 * The grams of `text` that some text of the rarity has: what text_likeness() finds in it is the same. One
 * is left in any case, to show that there is a text. `out` has room for text.count; returns how many.
 */
size_t text_shared(const struct rarity *r, struct grams text, uint32_t *out);

/*
 * How much of `wanted` is in `offered`, weighted by rarity: 0..PART_MAX. Each
 * script is compared by itself and the better one counts: a partner that
 * writes one language only is not asked for the other. Words count alike,
 * short or long.
 */
int32_t text_likeness(const struct rarity *r, struct grams offered, struct grams wanted);

#endif
