/*
 * Finding partners, cities and projects by what a person types.
 */
#ifndef PROTO_SEARCH_H
#define PROTO_SEARCH_H

#include "proto/message.h"

enum search_kind { SEARCH_CITY, SEARCH_PROJECT, SEARCH_PARTNER, SEARCH_KINDS };
extern const struct vocab search_kind_vocab;

struct search_query {
	const char *q;
	int         kind;	/* -1: any */
	int64_t     limit;
};

struct search_hit {
	int         kind;	/* search_kind_vocab */
	const char *id, *name_en, *name_ko;
	const char *city, *country;
	int64_t     likeness;
};

struct search_answer {
	struct list items;	/* of struct search_hit */
};

extern const struct message search_query_message, search_answer_message;

#endif
