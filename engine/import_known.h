/*
 * Which partners there are already, as an import asks: by registration number, by name, and by
 * names that are much like another.
 *
 * Read once at the beginning of the import's transaction, in which nobody else
 * imports. Then it also notes the rows of the file itself.
 */
#ifndef ENGINE_IMPORT_KNOWN_H
#define ENGINE_IMPORT_KNOWN_H

#include "engine/errand.h"
#include "proto/partner.h"

struct known;

enum known_as {
	KNOWN_NOT,
	KNOWN_BY_NUMBER,	/* a partner has this registration number */
	KNOWN_BY_NAME,
	KNOWN_SIMILAR,
	KNOWN_NUMBER_TWICE,	/* a row before has it */
	KNOWN_NAME_TWICE,
};

struct known_answer {
	enum known_as as;
	const char   *partner;	/* its id; lives as long as `struct known` */
	const char   *given;	/* what the row says: the number, or the name; borrowed from the profile */
	const char   *name;	/* that of the partner which is similar */
	const char   *member;	/* of the profile, that says it */
	int64_t       row;	/* the row before */
};

/* NULL when the errand failed. Everything lives in `mem`. */
struct known *known_load(struct errand *e, struct arena *mem);

/* Asks, and notes the row's own number and names when nothing stands against them. */
struct known_answer known_ask(struct known *k, const struct partner *profile, int64_t row);

#endif
