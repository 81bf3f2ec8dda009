/*
 * Sentences in both languages at once, each filled with its own language's names.
 */
#ifndef ENGINE_TELL_H
#define ENGINE_TELL_H

#include "proto/match.h"
#include "proto/say.h"

/* `args`: as many as the sentence has places. Lives in `mem`. */
struct sentence tell(struct arena *mem, enum say say, const struct sentence *args);

#define TELL(mem, say, ...) tell((mem), (say), (const struct sentence[]){ __VA_ARGS__ })

/* The same text in both, as a number or an id is. */
struct sentence both_languages(const char *text);

/* A name that may be missing in one language. */
struct sentence either_name(const char *en, const char *ko);

#endif
