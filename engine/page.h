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

/* Names the next page in the answer's Link header: this request with that cursor. */
void page_link(struct request *r, const char *next);

#endif
