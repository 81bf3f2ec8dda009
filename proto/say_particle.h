/*
 * The Korean particle that fits the word before it.
 *
 * 서울은 but 하노이는: one form after a final consonant, another after a vowel.
 * How a word sounds is known for Hangul, for digits (read as Korean numbers),
 * and guessed well for Latin letters. Where nothing is known, both forms are
 * written, as Korean forms do: 은(는).
 */
#ifndef PROTO_SAY_PARTICLE_H
#define PROTO_SAY_PARTICLE_H

#include <stddef.h>

#include "proto/buffer.h"

/* Adds one of the two to `b`; the word before it stands in `b`, not before `start`. */
void say_particle(struct buffer *b, size_t start, const char *after_consonant, size_t consonant_length,
	const char *after_vowel, size_t vowel_length);

#endif
