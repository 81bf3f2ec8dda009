/*
 * Pages of a list. A cursor names the last thing of the page before, so that
 * a list that changes meanwhile neither repeats nor skips what stays.
 */
#ifndef ENGINE_PAGE_H
#define ENGINE_PAGE_H

#include "engine/request.h"

/* An opaque cursor for a text, and back; NULL when it is none of ours. */
const char *cursor_make(struct arena *mem, const char *text);
const char *cursor_read(struct arena *mem, const char *cursor);

/* Where the page before ended, NULL for the first; false after setting r->problem. */
bool page_after(struct request *r, const char *cursor, const char **after);

/*
 * Answers with r->rows as a page: their columns "document", read as `item`, and "id". One more
 * row than `limit` says that there is a next page.
 */
enum step page_reply(struct request *r, const struct message *item, int64_t limit);

/* Names the next page in the answer's Link header: this request with that cursor. */
void page_link(struct request *r, const char *next);

#endif
