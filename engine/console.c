#include "engine/console.h"

#include <string.h>

#include "engine/exchange.h"
#include "engine/routes.h"
#include "proto/header.h"

static const char page_name[] = "index.html";

/*
 * Nothing but our own files, no inline script or style, never inside a frame:
 * what a hostile profile might smuggle into a page has nowhere to run.
 */
static const struct exchange_header safety[] = {
	{ "Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
		"font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'" },
	{ "Vary", "Accept-Encoding" },
};
enum { SAFETY = sizeof(safety) / sizeof(safety[0]), HEADERS_MAX = SAFETY + 3 };

static const struct console_file *
find(const char *name)
{
	for (const struct console_file *f = console_files; f->name != NULL; f++)
		if (strcmp(f->name, name) == 0)
			return f;
	return NULL;
}

static enum step
serve(struct request *r)
{
	const char                *name = r->arg == NULL ? page_name : r->arg;
	const struct console_file *file = find(name);
	struct exchange_header    *headers = arena_alloc(r->mem, (HEADERS_MAX + 1) * sizeof(*headers));
	struct buffer             *body = arena_alloc(r->mem, sizeof(*body));
	bool                       gzip = header_takes(http_header(r->http, "accept-encoding"), "gzip");
	const struct console_form *form;
	size_t                     n = SAFETY;

	if (file == NULL || (r->arg != NULL && strcmp(name, page_name) == 0))
		return req_fail(r, PROBLEM_NO_SUCH_PATH, SAY_NO_SUCH_PATH, r->http->path);
	form = gzip ? &file->gzip : &file->plain;
	memcpy(headers, safety, sizeof(safety));
	headers[n++] = (struct exchange_header){ "Cache-Control",
		r->arg == NULL ? "no-cache" : "public, max-age=31536000, immutable" };
	if (gzip)
		headers[n++] = (struct exchange_header){ "Content-Encoding", "gzip" };
	headers[n] = (struct exchange_header){ NULL, NULL };
	r->headers = headers;
	r->etag = gzip ? arena_printf(r->mem, "%s-gzip", file->tag) : file->tag;
	/* Only read from here on, though a buffer could be written to. */
	*body = (struct buffer){ .at = (char *)form->bytes, .length = (size_t)(form->end - form->bytes) };
	return req_reply_bytes(r, 200, file->type, body);
}

step_fn *const console_show[] = { serve, NULL };
