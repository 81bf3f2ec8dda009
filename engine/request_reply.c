/*
 * How a request ends: with an answer, or with a problem; with its headers, its line in the log, and its place
 * among those that are counted.
 */
#include <assert.h>
#include <stdarg.h>
#include <string.h>

#include "engine/admin.h"
#include "engine/enter.h"
#include "engine/exchange.h"
#include "engine/log.h"
#include "engine/phase.h"
#include "engine/request_parts.h"
#include "engine/routes.h"
#include "proto/header.h"

enum { HEADERS_MAX = 20 };

static const char *
quoted(struct arena *mem, const char *s)
{
	char *text = arena_alloc(mem, strlen(s) + 3);

	stpcpy(stpcpy(stpcpy(text, "\""), s), "\"");
	return text;
}

/* The headers of the answer; returns how many. */
static size_t
write_headers(struct request *r, int status, const char *type, struct exchange_header *headers)
{
	size_t n = 0;

	if (type != NULL)
		headers[n++] = (struct exchange_header){ "Content-Type", type };
	if (r->etag != NULL)
		headers[n++] = (struct exchange_header){ "ETag", quoted(r->mem, r->etag) };
	if (r->location != NULL)
		headers[n++] = (struct exchange_header){ "Location", r->location };
	if (r->link != NULL)
		headers[n++] = (struct exchange_header){ "Link", r->link };
	if (status == 401)
		headers[n++] = (struct exchange_header){ "WWW-Authenticate", "Bearer" };
	if (status == 405 || (r->http->method == METHOD_OPTIONS && status == 204))
		headers[n++] = (struct exchange_header){ "Allow", enter_allowed(r) };
	if (r->retry_after > 0 || status == 503 || r->problem.code == PROBLEM_TOO_MANY)
		headers[n++] = (struct exchange_header){ "Retry-After",
			arena_printf(r->mem, "%ld", r->retry_after > 0 ? r->retry_after : 2) };
	if (r->route != NULL && r->route->csv)
		headers[n++] = (struct exchange_header){ "Vary", "Accept" };
	/* One browser may be several people's, one after the other. */
	if (r->caller != NULL && r->route != NULL && !r->route->file && !r->route->stream)
		headers[n++] = (struct exchange_header){ "Cache-Control", "private, no-cache" };
	for (const struct exchange_header *h = r->headers; h != NULL && h->name != NULL; h++) {
		assert(n < HEADERS_MAX);
		headers[n++] = *h;
	}
	return n;
}

/* Every request has this line, so it is put together without printf. */
static void
log_request(const struct request *r, int status, int64_t us)
{
	const char *const pieces[] = {
		"request id=", DIGITS(r->id), " token=", r->caller == NULL ? "-" : r->caller->token,
		" method=", method_names[r->http->method], " path=", r->route == NULL ? "-" : r->route->path,
		" status=", DIGITS(status), " problem=", problem_name(r->problem.code), " us=", DIGITS(us),
	};
	char  line[500];
	char *at = line;

	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		size_t n = strnlen(pieces[i], (size_t)(line + sizeof(line) - at));

		memcpy(at, pieces[i], n);
		at += n;
	}
	log_text(LEVEL_INFO, line, (size_t)(at - line));
}

/* The request ends here; its answer may still be on its way. */
static void
settle(struct request *r, int status)
{
	int64_t us = req_now_us() - r->started;

	log_request(r, status, us);
	admin_count_request(status, (long)us);
	catalogue_release(r->catalogue);
	catalogue_release(r->basis);
	r->catalogue = r->basis = NULL;
	arena_free(r->asking);
	r->asking = NULL;
	r->service->running--;
}

/* The request's memory is the exchange's, so nothing of `r` may be touched after exchange_reply(). */
void
req_send(struct request *r, int status, const char *type, const struct buffer *body)
{
	struct exchange_header headers[HEADERS_MAX];
	size_t                 n = write_headers(r, status, body == NULL ? NULL : type, headers);

	settle(r, status);
	exchange_reply(r->exchange, status, headers, n, body);
}

bool
req_stream(struct request *r, const char *type)
{
	struct exchange_header headers[HEADERS_MAX + 1];
	size_t                 n = write_headers(r, r->route->status, type, headers);

	headers[n++] = (struct exchange_header){ "Cache-Control", "no-store" };
	settle(r, r->route->status);
	return exchange_stream(r->exchange, r->route->status, headers, n);
}

void
req_send_problem(struct request *r)
{
	struct buffer *b = buffer_new(r->mem);

	r->etag = r->location = r->link = NULL;
	r->headers = NULL;
	problem_print(b, &r->problem, r->lang);
	req_send(r, problem_status(r->problem.code), "application/problem+json", b);
}

enum step
req_reply_bytes(struct request *r, int status, const char *type, const struct buffer *bytes)
{
	bool        reads = r->http->method == METHOD_GET || r->http->method == METHOD_HEAD;
	const char *given = reads ? http_header(r->http, "if-none-match") : NULL;

	if (kept_may(r) && !r->keyed && status / 100 == 2 && bytes != NULL)
		return kept_store(r, status, bytes);
	/* Only what was read before can be unchanged: a write is answered with what it did. */
	if (status == 200 && r->etag != NULL && given != NULL && header_names_tag(given, r->etag))
		req_send(r, 304, NULL, NULL);
	else
		req_send(r, status, type, bytes);
	return STEP_DONE;
}

enum step
req_reply_status(struct request *r, int status, const void *answer)
{
	struct buffer *b;
	int64_t        begun;

	if (r->http->method != METHOD_GET && r->http->method != METHOD_HEAD && req_prefers(r, "return=minimal")) {
		req_send(r, status == 200 ? 204 : status, NULL, NULL);
		return STEP_DONE;
	}
	begun = phase_begin();
	b = exchange_body(r->exchange);
	message_print(b, r->route->gives, answer);
	phase_end(PHASE_PRINT, begun);
	return req_reply_bytes(r, status, "application/json", b);
}

enum step
req_reply(struct request *r, const void *answer)
{
	return req_reply_status(r, r->route->status, answer);
}

enum step
req_failed(struct request *r)
{
	req_send_problem(r);
	return STEP_DONE;
}

enum step
req_fail(struct request *r, enum problem_code code, enum say say, ...)
{
	va_list args;

	if (r->problem.code == PROBLEM_NONE) {
		r->problem.code = code;
		va_start(args, say);
		r->problem.detail = say_vmake(r->mem, say, args);
		va_end(args);
	}
	return req_failed(r);
}

enum step
req_missing(struct request *r, enum say word, const char *id)
{
	return req_fail(r, PROBLEM_NOT_FOUND, SAY_NO_SUCH_RECORD,
		say_both(r->mem, say_row(word, LANG_EN), say_row(word, LANG_KO)), id);
}

enum step
req_fail_later(struct request *r, long seconds, enum say say)
{
	r->retry_after = seconds;
	return req_fail(r, PROBLEM_TOO_MANY, say, DIGITS(seconds));
}
