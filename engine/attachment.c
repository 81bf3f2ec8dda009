#include "engine/attachment.h"

#include <string.h>

#include "engine/digest.h"
#include "engine/exchange.h"

/* What filename= may hold between its quotes; anything else becomes "_". */
static void
print_plain(struct buffer *b, const char *s)
{
	for (; *s != '\0'; s++)
		buffer_byte(b, *s > ' ' && *s < 0x7f && strchr("\"\\%/", *s) == NULL ? *s : '_');
}

/* attr-char of RFC 8187 as it is, the rest by its bytes. */
static void
print_extended(struct buffer *b, const char *s)
{
	for (; *s != '\0'; s++)
		if ((*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z') || (*s >= '0' && *s <= '9') || strchr("!#$&+-.^_`|~", *s) != NULL)
			buffer_byte(b, *s);
		else
			buffer_printf(b, "%%%02X", (unsigned char)*s);
}

static const char *
disposition(struct arena *mem, const char *name, const char *other_name)
{
	struct buffer *b = buffer_new(mem);

	buffer_text(b, "attachment; filename=\"");
	print_plain(b, name);
	buffer_text(b, "\"; filename*=UTF-8''");
	print_extended(b, other_name);
	return b->at;
}

void
attachment_headers(struct request *r, const char *name, const char *other_name)
{
	struct exchange_header *headers = arena_alloc(r->mem, 4 * sizeof(*headers));

	headers[0] = (struct exchange_header){ "Content-Disposition", disposition(r->mem, name, other_name) };
	headers[1] = (struct exchange_header){ "Content-Language", r->lang == LANG_KO ? "ko" : "en" };
	headers[2] = (struct exchange_header){ "Vary", "Accept-Language" };
	r->headers = headers;
}

enum step
attachment_reply(struct request *r, const char *type, const char *name, const char *other_name, const struct buffer *bytes)
{
	attachment_headers(r, name, other_name);
	r->etag = arena_strndup(r->mem, digest_of(r->mem, bytes), 32);
	return req_reply_bytes(r, r->route->status, type, bytes);
}
