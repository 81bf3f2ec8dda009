/*
 * What the reader of a workbook's sheets shares with that of its other parts.
 */
#ifndef PROTO_XLSX_PART_H
#define PROTO_XLSX_PART_H

#include <expat.h>

#include "proto/buffer.h"
#include "proto/book.h"
#include "proto/spool.h"
#include "proto/zip_part.h"

struct xlsx {
	struct arena *mem;
	struct zip   *zip;
	const char  **parts;		/* of the sheets, in the order of struct book */
	size_t        sheets, most;	/* most: bytes that the cells of a sheet may hold together */
	const char   *shared_part, *styles_part;	/* NULL: there is none */
	bool          from_1904;	/* how days are counted */
	bool         *is_date;		/* by the number of a cell's format */
	size_t        formats;
	struct spool *strings;		/* the shared strings, a NUL after each; NULL: not read yet */
	struct spool *offsets;		/* where each begins, uint64_t */
	const char   *string_at;	/* both, mapped */
	const uint64_t *offset_at;
	size_t        string_count;
};

/* How a part is read: what to do at each element and text. Names come without their namespace. */
struct xml_events {
	void (*begin)(void *ctx, const char *name, const char **attributes);
	void (*end)(void *ctx, const char *name);
	void (*text)(void *ctx, const char *utf8, int n);
};

/*
 * Reads one part of the zip file. The functions may set *stop to end it. False after filling `p`:
 * damaged, no XML, or with a DOCTYPE, which no workbook has.
 */
bool xml_read(struct zip *z, const char *part, const struct xml_events *events, void *ctx, const bool *stop,
	struct problem *p);

/* The value of an attribute, whatever its namespace's prefix; NULL when absent. */
const char *xml_attribute(const char **attributes, const char *name);

/* Which parts there are, and the names of the sheets. */
bool xlsx_read_workbook(struct xlsx *x, struct book *f, struct problem *p);
bool xlsx_read_styles(struct xlsx *x, struct problem *p);
bool xlsx_read_strings(struct xlsx *x, struct problem *p);

/* Writes a text, with what Excel writes as _x000A_ turned back. */
void xlsx_add_text(struct buffer *b, const char *utf8, size_t n);

#endif
