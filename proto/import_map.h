/*
 * Which column of a file holds which member of a partner's profile.
 *
 * A header is recognised by the member's own name or by what people call it,
 * in English and Korean; what a person has said of a header before counts first.
 */
#ifndef PROTO_IMPORT_MAP_H
#define PROTO_IMPORT_MAP_H

#include "proto/import.h"
#include "proto/book.h"

enum { IMPORT_LOOK = 20 };	/* rows in which the header is looked for */

/* What was said of a header before: `header` is folded; `member` NULL: not to be read. */
struct import_memory {
	const char *header, *member;
};

/* The folded form of a header: case, spaces, stars and what stands in brackets do not matter. */
const char *import_fold_header(struct arena *mem, const char *header);

/* The member of the profile that a header names, or NULL. */
const char *import_member_of(struct arena *mem, const char *header, const struct import_memory *memory, size_t count);

/* The row that is most likely the header; NULL when none is. */
const struct import_row *import_find_header(struct arena *mem, const struct list *rows,
	const struct import_memory *memory, size_t count);

/* The columns of a header row, each with the member it names; a member is given to the first that names it. */
struct list import_map(struct arena *mem, const struct import_row *header, const struct import_memory *memory,
	size_t count);

/* The member of the profile, if it can be imported; NULL when not. */
const struct field *import_field(const char *member);

/* What a member's column is called in a template, what is said of it in Korean, and what may stand in it. */
const char *import_title(const char *member, enum lang lang);
const char *import_about_ko(const char *member);
const char *import_example(const char *member, enum lang lang);

/* What a part of an entry is called, as "year" in a reference; NULL: it is what names the entry. */
const char *import_part_title(const char *part, enum lang lang);

/* How cells are written, for the instructions. */
enum { IMPORT_RULES = 6 };
extern const enum say import_rules[IMPORT_RULES];

/*
 * The first rows of each sheet, cut to what a person wants to see. False after filling `p`: a
 * file whose beginning cannot be read.
 */
bool import_look(struct book *f, struct arena *mem, struct list *sheets, struct problem *p);

#endif
