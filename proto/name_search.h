/*
 * Finding names by what a person types: with letters missing, wrong, changed over or too many, without
 * the spaces, half typed, in any script.
 *
 * The query is folded (fold.h) and taken apart into letters (name_gram.h), then
 * laid along each name with as few mistakes as it can be; a longer query may hold
 * more of them. Words in another order are found one by one. No dictionary, no index: what it
 * costs is a step for each letter of each name.
 */
#ifndef PROTO_NAME_SEARCH_H
#define PROTO_NAME_SEARCH_H

#include <stddef.h>
#include <stdint.h>

#include "proto/arena.h"

enum { SEARCH_LETTERS = 64, SEARCH_WORDS = 6, SEARCH_PLACES = 256 };

/* The places of one letter in what is looked for. */
struct search_place {
	uint32_t letter;
	uint64_t places;
};

/* What is looked for: the whole query, or a word of it. */
struct search_part {
	size_t              letters, mistakes;	/* how many it has, and how many may be wrong */
	struct search_place place[SEARCH_PLACES];
};

struct name_search {
	struct search_part whole;
	struct search_part word[SEARCH_WORDS];
	size_t             words;	/* 0: the query is one */
};

void name_search_begin(struct name_search *s, struct arena *mem, const char *query);

/*
 * How well the best of some names fits, from 1 to 1000; 0: none does. `folded`: each name folded and
 * followed by a line end, or the last by the end of the text.
 */
int name_search_likeness(const struct name_search *s, const char *folded);

#endif
