/*
 * Filters of lists, as query strings. A filter has the name of the member it
 * is compared with; `q` searches names in any language and spelling.
 */
#ifndef PROTO_LIST_QUERY_H
#define PROTO_LIST_QUERY_H

#include "proto/message.h"

struct list_query {
	const char *q, *country, *city, *category, *cursor;
	int         quadrant, stage, state, kind;	/* -1: any */
	int64_t     limit;
};

/* One table for each list: the filters it has. */
extern const struct message page_query_message, plain_query_message, city_query_message, project_query_message,
	partner_query_message;

#endif
