#include "proto/http.h"

#include <stdint.h>
#include <string.h>

#include "proto/http_head.h"
#include "proto/query.h"
#include "proto/utf8.h"

const char *const method_names[METHODS] = {
	[METHOD_GET] = "GET", [METHOD_HEAD] = "HEAD", [METHOD_POST] = "POST", [METHOD_PUT] = "PUT",
	[METHOD_PATCH] = "PATCH", [METHOD_DELETE] = "DELETE", [METHOD_OPTIONS] = "OPTIONS",
	[METHOD_OTHER] = "other",
};

const struct http_limits http_limits_default = HTTP_LIMITS_DEFAULT;

enum {
	BLANK_LINES = 4,		/* some clients end a body with one too many */
	CHUNK_LINE = 256,		/* a size with its extensions */
	CHUNK_DIGITS = 16,
	CHUNK_EXTENSIONS = 4096,	/* in the whole body */
	BODY_AT_FIRST = 16384,		/* room is made as bytes come, not as they are announced */
};

/*
 * What the next byte belongs to. All but PIECE_BODY and PIECE_CHUNK are lines.
 *
 *	REQUEST_LINE -> HEADER -> (end) | BODY -> (end) | CHUNK_SIZE
 *	CHUNK_SIZE -> CHUNK -> CHUNK_END -> CHUNK_SIZE ... -> TRAILER -> (end)
 */
enum piece { PIECE_REQUEST_LINE, PIECE_HEADER, PIECE_BODY, PIECE_CHUNK_SIZE, PIECE_CHUNK, PIECE_CHUNK_END,
	PIECE_TRAILER, PIECES };

struct http_parser {
	struct http_request request;
	struct http_head    head;
	enum http_state     state;
	enum piece           piece;
	struct buffer      *line;	/* the beginning of a line whose end has not come; NULL = none yet */
	bool                after_cr;
	bool                body_begun;
	bool                continue_told;
	size_t              blank_lines;
	size_t              header_bytes;	/* of headers and trailers, line ends included */
	size_t              trailers;
	size_t              extension_bytes;
	size_t              left;	/* of the body, or of the chunk */
	struct buffer      *body;
};

struct http_parser *
http_parser_new(struct arena *mem, const struct http_limits *limits)
{
	struct http_parser *h = arena_alloc(mem, sizeof(*h));

	h->request.method = METHOD_OTHER;
	h->head.mem = mem;
	h->head.limits = limits;
	h->head.request = &h->request;
	return h;
}

enum http_state
http_parser_state(const struct http_parser *h)
{
	return h->state;
}

const struct http_request *
http_parser_request(const struct http_parser *h)
{
	return &h->request;
}

const struct problem *
http_parser_problem(const struct http_parser *h)
{
	return h->state == HTTP_FAILED ? h->head.problem : NULL;
}

const char *
http_header(const struct http_request *r, const char *name)
{
	for (size_t i = 0; i < r->header_count; i++)
		if (r->headers[i].name[0] == name[0] && strcmp(r->headers[i].name, name) == 0)
			return r->headers[i].value;
	return NULL;
}

size_t
http_parser_large(const struct http_parser *h)
{
	return h->head.length > h->head.limits->body ? h->head.length : 0;
}

bool
http_parser_wants_continue(struct http_parser *h)
{
	bool wants = h->state == HTTP_BODY && h->request.expects_continue && !h->body_begun &&
		!h->continue_told;

	h->continue_told = h->continue_told || wants;
	return wants;
}

/* Always false. */
static bool
fail(struct http_parser *h, enum problem_code code, enum say say, size_t limit, size_t limit2)
{
	return http_head_fail(&h->head, code, say, DIGITS(limit), DIGITS(limit2));
}

void
http_parser_late(struct http_parser *h, long after_ms)
{
	fail(h, PROBLEM_TIMEOUT, h->state == HTTP_BODY ? SAY_HTTP_SLOW_BODY : SAY_HTTP_SLOW_HEAD,
		(size_t)after_ms, 0);
	h->state = HTTP_FAILED;
}

void
http_parser_cut_short(struct http_parser *h)
{
	fail(h, PROBLEM_BAD_REQUEST, SAY_HTTP_CUT_SHORT, 0, 0);
	h->state = HTTP_FAILED;
}

void
http_parser_refuse(struct http_parser *h, const struct http_request *like, enum problem_code code,
	enum say say, long limit)
{
	static const char   name[] = "accept-language";
	struct http_header *header = arena_alloc(h->head.mem, sizeof(*header));

	if (like != NULL) {
		h->request.method = like->method;
		h->request.http_1_0 = like->http_1_0;
	}
	if (like != NULL && http_header(like, name) != NULL) {
		*header = (struct http_header){ name, arena_strdup(h->head.mem, http_header(like, name)) };
		h->request.headers = header;
		h->request.header_count = 1;
	}
	fail(h, code, say, (size_t)limit, 0);
	h->state = HTTP_FAILED;
}

static void
finish(struct http_parser *h)
{
	if (h->body != NULL && h->body->length > 0) {
		h->request.body = h->body->at;
		h->request.body_length = h->body->length;
	}
	h->state = HTTP_DONE;
}

static bool
begin_body(struct http_parser *h)
{
	if (!http_head_finish(&h->head))
		return false;
	h->left = h->head.length;
	if (!h->head.chunked && h->left == 0) {
		finish(h);
		return true;
	}
	h->state = HTTP_BODY;
	h->piece = h->head.chunked ? PIECE_CHUNK_SIZE : PIECE_BODY;
	h->body = buffer_new(h->head.mem);
	if (!h->head.chunked)
		buffer_room(h->body, h->left < BODY_AT_FIRST ? h->left : BODY_AT_FIRST);
	return true;
}

static bool
on_request_line(struct http_parser *h, const char *line, size_t n)
{
	if (n == 0 && ++h->blank_lines > BLANK_LINES)
		return fail(h, PROBLEM_BAD_REQUEST, SAY_HTTP_BLANK_LINES, 0, 0);
	if (n == 0)
		return true;
	h->state = HTTP_HEAD;
	h->piece = PIECE_HEADER;
	return http_head_request_line(&h->head, line, n);
}

static bool
on_header(struct http_parser *h, const char *line, size_t n)
{
	h->header_bytes += n + 2;
	return n == 0 ? begin_body(h) : http_head_header(&h->head, line, n);
}

/* Digits first, nothing before them; what follows them is checked and dropped. */
static bool
on_chunk_size(struct http_parser *h, const char *line, size_t n)
{
	uint64_t size = 0;	/* CHUNK_DIGITS fit */
	size_t   digits = 0;

	for (; digits < n && digits <= CHUNK_DIGITS && query_hex(line[digits]) >= 0; digits++)
		size = size << 4 | (uint64_t)query_hex(line[digits]);
	if (digits == 0 || digits > CHUNK_DIGITS || !http_are_extensions(line + digits, n - digits))
		return fail(h, PROBLEM_BAD_REQUEST, SAY_HTTP_CHUNK_SIZE, 0, 0);
	h->extension_bytes += n - digits;
	if (h->extension_bytes > CHUNK_EXTENSIONS)
		return fail(h, PROBLEM_BAD_REQUEST, SAY_HTTP_CHUNK_EXTENSIONS, CHUNK_EXTENSIONS, 0);
	if (size > h->head.body_limit - h->body->length)
		return fail(h, PROBLEM_BODY_TOO_LARGE, SAY_HTTP_BODY_LONG, h->head.body_limit, 0);
	h->left = (size_t)size;
	h->piece = size == 0 ? PIECE_TRAILER : PIECE_CHUNK;
	return true;
}

static bool
on_chunk_end(struct http_parser *h, const char *line, size_t n)
{
	(void)line;
	(void)n;
	h->piece = PIECE_CHUNK_SIZE;
	return true;
}

static bool
on_trailer(struct http_parser *h, const char *line, size_t n)
{
	h->header_bytes += n + 2;
	if (n == 0) {
		finish(h);
		return true;
	}
	if (h->request.header_count + ++h->trailers > h->head.limits->header_count)
		return fail(h, PROBLEM_HEADERS_TOO_LARGE, SAY_HTTP_HEADERS_MANY,
			h->head.limits->header_count, 0);
	return http_head_trailer(&h->head, line, n);
}

static size_t
longest_request_line(const struct http_parser *h)
{
	return HTTP_METHOD_LENGTH + h->head.limits->target + strlen("  HTTP/1.1");
}

static size_t
longest_header(const struct http_parser *h)
{
	const struct http_limits *limits = h->head.limits;
	size_t left = h->header_bytes < limits->headers_total ? limits->headers_total - h->header_bytes : 0;

	return left < limits->header_line ? left : limits->header_line;
}

static size_t
longest_chunk_line(const struct http_parser *h)
{
	(void)h;
	return CHUNK_LINE;
}

static size_t
longest_chunk_end(const struct http_parser *h)
{
	(void)h;
	return 0;
}

static bool
too_long_request_line(struct http_parser *h)
{
	if (memchr(h->line->at, ' ', HTTP_METHOD_LENGTH + 1) == NULL)
		return fail(h, PROBLEM_BAD_REQUEST, SAY_HTTP_METHOD, HTTP_METHOD_LENGTH, 0);
	return fail(h, PROBLEM_TARGET_TOO_LONG, SAY_HTTP_TARGET_LONG, h->head.limits->target, 0);
}

static bool
too_long_header(struct http_parser *h)
{
	return fail(h, PROBLEM_HEADERS_TOO_LARGE, SAY_HTTP_HEADER_LONG,
		h->head.limits->header_line, h->head.limits->headers_total);
}

static bool
too_long_chunk_line(struct http_parser *h)
{
	return fail(h, PROBLEM_BAD_REQUEST, SAY_HTTP_CHUNK_SIZE, 0, 0);
}

/* The pieces that are lines: how long one may be, what to say when it is longer, who reads it. */
static const struct {
	size_t (*longest)(const struct http_parser *h);
	bool   (*on_too_long)(struct http_parser *h);
	bool   (*on_line)(struct http_parser *h, const char *line, size_t n);
} lines[PIECES] = {
	[PIECE_REQUEST_LINE] = { longest_request_line, too_long_request_line, on_request_line },
	[PIECE_HEADER]       = { longest_header,       too_long_header,       on_header },
	[PIECE_CHUNK_SIZE]   = { longest_chunk_line,   too_long_chunk_line,   on_chunk_size },
	[PIECE_CHUNK_END]    = { longest_chunk_end,    too_long_chunk_line,   on_chunk_end },
	[PIECE_TRAILER]      = { longest_header,       too_long_header,       on_trailer },
};

/* How many bytes from the first are neither control bytes (but for tabs) nor DEL. */
static size_t
plain_length(const char *bytes, size_t n)
{
	size_t i = utf8_plain(bytes, n);

	while (i < n && ((unsigned char)bytes[i] >= 0x20 || bytes[i] == '\t') && bytes[i] != 0x7f)
		i++;
	return i;
}

/*
 * Takes bytes up to the end of the line. A byte that cannot be is refused when
 * it comes, not at the end of the line, which might never come.
 */
static size_t
take_line(struct http_parser *h, const char *bytes, size_t n)
{
	size_t held = h->line == NULL ? 0 : h->line->length;
	size_t room = lines[h->piece].longest(h) - held;
	size_t plain = h->after_cr ? 0 : plain_length(bytes, n < room ? n : room);
	size_t used = plain;
	bool   good = true;

	if (!h->after_cr && used < n && bytes[used] == '\r') {
		h->after_cr = true;
		used++;
	}
	if (h->after_cr && used < n && bytes[used] == '\n' && held == 0) {
		/* The whole line is here, as nearly always: no copy. */
		h->after_cr = false;
		good = lines[h->piece].on_line(h, bytes, plain);
		used++;
	} else {
		if (h->line == NULL)
			h->line = buffer_new(h->head.mem);
		buffer_add(h->line, bytes, plain);
		if (h->state == HTTP_IDLE && h->line->length > 0)
			h->state = HTTP_HEAD;
		if (h->after_cr && used < n && bytes[used] == '\n') {
			size_t length = h->line->length;

			h->after_cr = false;
			h->line->length = 0;
			good = lines[h->piece].on_line(h, h->line->at, length);
			used++;
		} else if (used < n) {
			bool ends = h->after_cr || plain_length(bytes + used, 1) == 0;

			good = ends ? fail(h, PROBLEM_BAD_REQUEST, SAY_HTTP_LINE, 0, 0)
				: lines[h->piece].on_too_long(h);
			used++;
		}
	}
	if (!good)
		h->state = HTTP_FAILED;
	return used;
}

static size_t
take_body(struct http_parser *h, const char *bytes, size_t n)
{
	size_t used = n < h->left ? n : h->left;

	buffer_add(h->body, bytes, used);
	h->left -= used;
	if (h->left == 0 && h->piece == PIECE_CHUNK)
		h->piece = PIECE_CHUNK_END;
	else if (h->left == 0)
		finish(h);
	return used;
}

size_t
http_parser_feed(struct http_parser *h, const char *bytes, size_t n)
{
	size_t used = 0;

	while (used < n && h->state != HTTP_DONE && h->state != HTTP_FAILED) {
		h->body_begun = h->state == HTTP_BODY;
		if (h->piece == PIECE_BODY || h->piece == PIECE_CHUNK)
			used += take_body(h, bytes + used, n - used);
		else
			used += take_line(h, bytes + used, n - used);
	}
	return used;
}
