#include "engine/page.h"

#include <string.h>

#include <sodium.h>

enum { VARIANT = sodium_base64_VARIANT_URLSAFE_NO_PADDING };

const char *
cursor_make(struct arena *mem, const char *text)
{
	size_t n = strlen(text), room = sodium_base64_ENCODED_LEN(n, VARIANT);

	return sodium_bin2base64(arena_alloc(mem, room), room, (const unsigned char *)text, n, VARIANT);
}

const char *
cursor_read(struct arena *mem, const char *cursor)
{
	size_t n, room = strlen(cursor);
	char  *text = arena_alloc(mem, room + 1);

	if (sodium_base642bin((unsigned char *)text, room, cursor, room, NULL, &n, NULL, VARIANT) != 0 ||
	    strlen(text) != n)
		return NULL;
	return text;
}

static bool
may_stand(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || strchr("-._~", c) != NULL;
}

/* In a query string; at most three bytes for each. */
static char *
put_escaped(char *at, const char *s)
{
	static const char hex[] = "0123456789ABCDEF";

	for (; *s != '\0'; s++)
		if (may_stand(*s)) {
			*at++ = *s;
		} else {
			*at++ = '%';
			*at++ = hex[(unsigned char)*s >> 4];
			*at++ = hex[(unsigned char)*s & 15];
		}
	return at;
}

void
page_link(struct request *r, const char *next)
{
	static const char begins[] = "cursor=", ends[] = ">; rel=\"next\"";
	size_t            room;
	char             *link, *at;

	if (next == NULL)
		return;
	room = strlen(r->http->path) + strlen(next) + sizeof(begins) + sizeof(ends) + 2;
	for (size_t i = 0; i < r->http->query_count; i++)
		room += 3 * (strlen(r->http->query[i].name) + strlen(r->http->query[i].value)) + 2;
	link = at = arena_alloc(r->mem, room);
	*at++ = '<';
	at = stpcpy(stpcpy(at, r->http->path), "?");
	for (size_t i = 0; i < r->http->query_count; i++) {
		if (strcmp(r->http->query[i].name, "cursor") == 0)
			continue;
		at = put_escaped(at, r->http->query[i].name);
		*at++ = '=';
		at = put_escaped(at, r->http->query[i].value);
		*at++ = '&';
	}
	strcpy(stpcpy(stpcpy(at, begins), next), ends);
	r->link = link;
}

bool
page_after(struct request *r, const char *cursor, const char **after)
{
	*after = cursor == NULL ? NULL : cursor_read(r->mem, cursor);
	if (cursor == NULL || *after != NULL)
		return true;
	r->problem.code = PROBLEM_BAD_QUERY;
	return problem_at(&r->problem, "cursor", SAY_MUST_BE_CURSOR);
}

enum step
page_reply(struct request *r, const struct message *item, int64_t limit)
{
	size_t      n = (size_t)req_rows(r), shown = n > (size_t)limit ? n - 1 : n;
	char       *items = arena_alloc(r->mem, shown * item->size);
	struct page page = { .items = { .items = items, .count = shown } };

	for (size_t i = 0; i < shown; i++) {
		const void *one = req_document(r, item, req_text(r, (int)i, "document"));

		if (one == NULL)
			return STEP_DONE;
		memcpy(items + i * item->size, one, item->size);
	}
	if (shown < n)
		page.next = cursor_make(r->mem, req_text(r, (int)shown - 1, "id"));
	page_link(r, page.next);
	return req_reply(r, &page);
}
