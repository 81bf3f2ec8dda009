/*
 * How alike two names are, letter by letter in any script.
 *
 * A name is folded and its Hangul taken apart into letters, so that a syllable half typed is the
 * beginning of a whole one and one wrong letter costs a letter, not a syllable.
 * Then it is known by its runs of three letters. No dictionary, no language, no locale.
 */
#ifndef PROTO_NAME_GRAM_H
#define PROTO_NAME_GRAM_H

#include <stddef.h>
#include <stdint.h>

#include "proto/arena.h"

enum { NAME_LETTERS = 240 };	/* what comes after them in a name does not count */

/* The letters of a folded name (proto/fold.h): Hangul apart, its finals as the initials they are typed as. */
size_t name_letters(const char *folded, uint32_t letters[NAME_LETTERS]);
size_t name_letters_of(const char *folded, size_t length, uint32_t letters[NAME_LETTERS]);

/* Hashes of the runs of three letters, ascending, each once; the name's beginning and end count as letters. */
size_t name_grams(const uint32_t *letters, size_t count, uint32_t grams[NAME_LETTERS + 2]);

/* In thousandths: twice what they share to what they have (Dice). */
int name_likeness(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count);

/* A folded company name without what says only that it is a company: (주), 주식회사, Co., Ltd. and the like. */
const char *name_without_form(struct arena *mem, const char *folded);

#endif
