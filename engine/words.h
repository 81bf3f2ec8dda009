/*
 * The words of an operator's command: flags with a value, from a table.
 */
#ifndef ENGINE_WORDS_H
#define ENGINE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "proto/problem.h"
#include "scoring/vocab.h"

struct word_flag {
	const char *flag;	/* "--role"; ends with a NULL */
	size_t      offset;	/* of a const char * in what is filled */
};

/* "--role staff" or "--role=staff"; false after filling `p`, which names `command`. */
bool words_read(const struct word_flag *flags, void *out, const char *command, int argc, char **argv, struct problem *p);

/* "staff, company, city": what a word may be. */
const char *words_known(struct arena *mem, const struct vocab *v);

#endif
