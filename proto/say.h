/*
 * Every sentence that people read, once, in English and Korean.
 *
 * A sentence has numbered places, {0} to {3}, which are filled with strings,
 * so that each language can keep its own word order. In Korean a place may be
 * followed by a pair of particles, {0|은/는}: the one that fits the last
 * syllable of what was filled in is used. {|은/는} is the particle alone, for
 * what stands before it: "\"{0}\"{|은/는}".
 */
#ifndef PROTO_SAY_H
#define PROTO_SAY_H

#include <stdarg.h>
#include <stdint.h>

#include "proto/arena.h"
#include "proto/buffer.h"

enum lang { LANG_EN, LANG_KO, LANGS };

/* The rows are in proto/say.def; SAY_NOTHING is the empty sentence. */
enum say {
	SAY_NOTHING,
#define SAY(name, en, ko) SAY_##name,
#include "proto/say.def"
#undef SAY
	SAYS
};

enum { SAY_ARGS = 4 };

/* A sentence with what fills it; strings are borrowed from an arena. */
struct said {
	enum say    say;
	const char *arg[SAY_ARGS];
};

/* How many places the sentence has. */
int say_places(enum say say);

/* Writes the sentence in one language. */
void        say_print(struct buffer *b, enum lang lang, const struct said *said);
const char *say_text(struct arena *mem, enum lang lang, const struct said *said);

/*
 * Makes a struct said whose arguments (const char *, as many as the sentence
 * has places) are copied into `mem`.
 */
struct said say_make(struct arena *mem, enum say say, ...);
struct said say_vmake(struct arena *mem, enum say say, va_list args);

/* The stable name of a sentence, in kebab-case, for programs: SAY_NOT_A_MEMBER is "not-a-member". */
void say_print_code(struct buffer *b, enum say say);

/* A sentence as its row has it, places unfilled. */
const char *say_row(enum say say, enum lang lang);

/*
 * An argument that differs by language, such as what a thing is called: each
 * language takes its half.
 */
const char *say_both(struct arena *mem, const char *en, const char *ko);

/* An integer as text, for an argument: DIGITS(n) lives as long as the block. */
const char *say_digits(char buffer[24], int64_t n);
#define DIGITS(n) say_digits((char[24]){ 0 }, (int64_t)(n))

#endif
