/*
 * Messages: JSON objects whose members are declared once, in a table.
 *
 * The table alone decides how a message is read, checked, printed and
 * documented, so the four cannot drift apart: bodies, answers, query strings,
 * rows of the database, rows of a CSV. A new member is one member in the
 * struct and one row in the table.
 */
#ifndef PROTO_MESSAGE_H
#define PROTO_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cjson/cJSON.h>

#include "proto/arena.h"
#include "proto/buffer.h"
#include "proto/problem.h"
#include "scoring/vocab.h"

/* Lists of messages, and of plain texts. */
struct list {
	void              *items;
	size_t             count;
	const struct kept *kept;	/* whose .message `items` is, if the list is one that is kept; else NULL */
};

struct texts {
	const char **at;
	size_t       count;
};

/* An integer that may be absent. */
struct maybe {
	bool    known;
	int64_t value;
};

/*
 * A number that is only shown, never computed with: its digits as PostgreSQL printed them, if
 * the row gives them as text (value::text); a JSON number has passed through a double. NULL = absent.
 */
struct decimal {
	const char *digits;
};

/* A message within a message. */
struct object {
	const void        *at;		/* a struct of .item; NULL = absent */
	const struct kept *kept;	/* whose .message `at` is, if it is one that is kept; else NULL */
};

enum { TEXTS_ITEM_MAX = 400 };	/* characters of one text in a list of texts */

enum field_type {
	FIELD_TEXT,	/* const char *; NULL = absent, printed as null */
	FIELD_INTEGER,	/* int64_t */
	FIELD_MAYBE,	/* struct maybe; printed as null when absent */
	FIELD_BOOL,	/* bool */
	FIELD_DECIMAL,	/* struct decimal: printed as it is; read from a string of digits, or a number */
	FIELD_CHOICE,	/* int: an index of .vocab; -1 = absent, printed as null */
	FIELD_SET,	/* uint32_t: a mask of .vocab; an array of words */
	FIELD_TEXTS,	/* struct texts: an array of strings, each once */
	FIELD_LIST,	/* struct list of .item */
	FIELD_OBJECT,	/* struct object of .item */
	FIELD_TYPES
};

/* What a member of this type takes in a struct. */
extern const size_t field_sizes[FIELD_TYPES];

/* The shape of a text beyond its length. */
enum form {
	FORM_ANY,	/* one line or several, no control characters but \n and \t */
	FORM_LINE,	/* no control characters at all, and something to see */
	FORM_ID,	/* [a-z0-9_-]{1,80} */
	FORM_COUNTRY,	/* ISO 3166-1 alpha-2: [A-Z]{2} */
	FORM_LANGUAGE,	/* [a-z]{2,3} */
	FORM_DATE,	/* YYYY-MM-DD, a real day */
	FORM_EMAIL,
	FORM_CURSOR,
	FORMS
};

/* What a text names; the reader asks struct names whether it exists. */
enum refers { REFERS_NOTHING, REFERS_COUNTRY, REFERS_CITY, REFERS_PROJECT, REFERS_CATEGORY, REFERS_SECTOR,
	REFERS_WORK,	/* a category, or a sector where no category names it */
	REFERS_PARTNER, REFERS_POLICY, REFERS_MEETING, REFERS_KINDS };

struct field {
	const char           *name;
	const char           *about;	/* one sentence; becomes the OpenAPI description */
	enum field_type       type;
	size_t                offset;
	bool                  required;	/* must be there, if only as an empty list; from a client unless .server */
	bool                  as_is;	/* TEXTS: an item may be empty, and stand twice */
	bool                  server;	/* set by the server: printed, read from the database, refused from a client */
	int64_t               min, max;	/* TEXT: characters; INTEGER, MAYBE: value; SET, TEXTS, LIST: items;
					   max 0: no limit; INTEGER, MAYBE: only if min is 0 too */
	int64_t               preset;	/* INTEGER, BOOL, CHOICE: the value when absent */
	enum form             form;	/* TEXT, TEXTS */
	enum refers           refers;	/* TEXT, TEXTS */
	const struct vocab   *vocab;	/* CHOICE, SET; TEXT, TEXTS: a client may send these words only, kept in its order */
	const struct message *item;	/* LIST, OBJECT */
};

enum { MESSAGE_FIELDS = 64, MESSAGE_NAME = 36 };	/* rows of a message; characters of a member's name */

/* Static: what is worked out of it once is known by its address. */
struct message {
	const char         *name;	/* the schema's name in OpenAPI */
	enum say            word;	/* what people call one; SAY_NOTHING: nobody asks for one by its id */
	const char         *about;
	size_t              size;
	const struct field *fields;	/* ends with a row whose name is NULL */
	/* Rules between members, after each has passed; reports with problem_at(). NULL = none. */
	void (*check)(const void *in, const char *at, struct problem *p);
};

/* The row of a member, or NULL. */
const struct field *message_field(const struct message *m, const char *name);

/* Fills .type and .offset from the struct itself, so a row cannot disagree with it. */
#define MEMBER(s, m)				\
	.offset = offsetof(s, m),		\
	.type = _Generic(((s *)0)->m,		\
		const char *:   FIELD_TEXT,	\
		int64_t:        FIELD_INTEGER,	\
		struct maybe:   FIELD_MAYBE,	\
		bool:           FIELD_BOOL,	\
		struct decimal: FIELD_DECIMAL,	\
		int:            FIELD_CHOICE,	\
		uint32_t:       FIELD_SET,	\
		struct texts:   FIELD_TEXTS,	\
		struct list:    FIELD_LIST,	\
		struct object:  FIELD_OBJECT)

/*
 * Who knows the ids. find() gives the canonical id of what `name` means (an id, or
 * an alias such as "Hanoi"), or NULL when there is no such thing.
 */
/* What may be said to one whose name leads nowhere, as say_both() makes it; NULL: nothing. */
struct guess {
	const char *near;	/* the name that was meant */
	const char *known;	/* all that there are, when they are few */
};

struct names {
	const char *(*find)(const void *ctx, enum refers what, const char *name);
	struct guess (*guess)(const void *ctx, enum refers what, const char *name, struct arena *mem);
	const void *ctx;
};

/* Where a message comes from decides what it may hold. */
enum source {
	FROM_CLIENT,	/* members set by the server are refused; required ones must be there */
	FROM_STORE,	/* our own rows: server members are read, unknown members are passed over */
};

/*
 * Reads `json` into `out`, a struct of m->size bytes. Absent optional members
 * get their preset, or zero. Every wrong member is reported, not just the
 * first. Strings and lists are copied into `mem`. `names` may be NULL: then
 * references are taken as they stand.
 */
bool message_parse(const struct message *m, const cJSON *json, enum source from,
	const struct names *names, struct arena *mem, void *out, struct problem *p);

/*
 * A query string, "limit=5&country=VN", already split and decoded by proto/query.h. A set or
 * a list of texts is written "water,energy". Problems are PROBLEM_BAD_QUERY with the names of
 * the parameters; a check() hook writes "/name" as it would for a body.
 */
struct parameter {
	const char *name, *value;
};
bool message_parse_query(const struct message *m, const struct parameter *given, size_t count,
	const struct names *names, struct arena *mem, void *out, struct problem *p);

/* Compact JSON, members in the order of the table. */
void message_print(struct buffer *b, const struct message *m, const void *in);

/* Whether two structs print alike. */
bool message_same(struct arena *mem, const struct message *m, const void *a, const void *b);

/* The same of a list. */
void message_print_list(struct buffer *b, const struct message *item, const struct list *list);

/* As message_print, but a client's half only: no server members. What is stored. */
void message_print_client(struct buffer *b, const struct message *m, const void *in);

/*
 * A copy of a message with all that it points to, in one piece of memory that lasts as long as
 * the copy: message_room() bytes, aligned for any type. Both walk the message in the same order.
 */
size_t      message_room(const struct message *m, const void *in);
const void *message_copy(const struct message *m, const void *in, void *room);

/*
 * A message, or a list, that goes out again and again, such as the name of a city in every answer: a
 * copy of its own, and the bytes that printing it gives, which are copied from then on. Ends with free().
 */
struct kept {
	const void *message;
	const char *bytes;
	size_t      length;
	size_t      size;	/* of all of it, in memory */
};
struct kept *message_keep(const struct message *m, const void *in);
struct kept *message_keep_list(const struct message *item, const struct list *list);

/* JSON Schema 2020-12 of the message; items and vocabs are $ref to "#/components/schemas/<name>". */
void message_print_schema(struct buffer *b, const struct message *m);

/* The schema of a word list, with what people read under "x-names"; its name is v->id. */
void message_print_vocab(struct buffer *b, const struct vocab *v);

/* The schema of one member, which for a query message is that of a parameter. */
void message_print_field_schema(struct buffer *b, const struct field *f);

#endif
