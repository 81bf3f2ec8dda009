#include "proto/http_head.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "proto/query.h"

enum { FIRST_HEADERS = 16 };

static const char *const single_names[SINGLES] = {
	[SINGLE_AUTHORIZATION]     = "authorization",
	[SINGLE_CONTENT_ENCODING]  = "content-encoding",
	[SINGLE_CONTENT_LENGTH]    = "content-length",
	[SINGLE_CONTENT_TYPE]      = "content-type",
	[SINGLE_EXPECT]            = "expect",
	[SINGLE_HOST]              = "host",
	[SINGLE_IDEMPOTENCY_KEY]   = "idempotency-key",
	[SINGLE_IF_MATCH]          = "if-match",
	[SINGLE_IF_NONE_MATCH]     = "if-none-match",
	[SINGLE_LAST_EVENT_ID]     = "last-event-id",
	[SINGLE_TRANSFER_ENCODING] = "transfer-encoding",
};

/* Sets of ASCII bytes, a bit each. */
static const uint32_t token_bytes[4]  = { 0, 0x03ff6cfa, 0xc7fffffe, 0x57ffffff };	/* a-z A-Z 0-9 !#$%&'*+-.^_`|~ */
static const uint32_t target_bytes[4] = { 0, 0xaffffff2, 0x87ffffff, 0x47fffffe };	/* a-z A-Z 0-9 -._~!$&'()*+,;=:@/?% */
static const uint32_t host_bytes[4]   = { 0, 0x2bff7fd2, 0x87fffffe, 0x47fffffe };	/* a-z A-Z 0-9 -._~!$&'()*+,;= */

static bool
all_in(const uint32_t set[4], const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c > 127 || (set[c >> 5] >> (c & 31) & 1) == 0)
			return false;
	}
	return true;
}

bool
http_is_token(const char *s, size_t n)
{
	return n > 0 && all_in(token_bytes, s, n);
}

bool
http_head_fail(struct http_head *h, enum problem_code code, enum say say,
	const char *arg0, const char *arg1)
{
	if (h->problem == NULL) {
		h->problem = arena_alloc(h->mem, sizeof(*h->problem));
		h->problem->mem = h->mem;
	}
	return problem_set(h->problem, code, say, arg0, arg1);
}

static bool
bad_request(struct http_head *h, enum say say)
{
	return http_head_fail(h, PROBLEM_BAD_REQUEST, say, NULL, NULL);
}

static enum method
method_of(const char *s, size_t n)
{
	for (int m = 0; m < METHOD_OTHER; m++)
		if (strlen(method_names[m]) == n && memcmp(method_names[m], s, n) == 0)
			return (enum method)m;
	return METHOD_OTHER;
}

static bool
read_version(struct http_head *h, const char *s, size_t n)
{
	if (n != 8 || memcmp(s, "HTTP/", 5) != 0 || s[5] < '0' || s[5] > '9' || s[6] != '.' ||
	    s[7] < '0' || s[7] > '9')
		return bad_request(h, SAY_HTTP_REQUEST_LINE);
	if (s[5] != '1' || s[7] > '1')
		return http_head_fail(h, PROBLEM_HTTP_VERSION, SAY_HTTP_VERSION, NULL, NULL);
	h->request->http_1_0 = s[7] == '0';
	return true;
}

/* http://authority/path: whether the authority is the right one is known when Host has come. */
static const char *
skip_authority(struct http_head *h, const char *target)
{
	const char *authority, *path;

	if (strncasecmp(target, "http://", 7) == 0)
		authority = target + 7;
	else if (strncasecmp(target, "https://", 8) == 0)
		authority = target + 8;
	else
		return target;
	path = authority + strcspn(authority, "/?");
	h->authority = arena_strndup(h->mem, authority, (size_t)(path - authority));
	return path;
}

static bool
read_target(struct http_head *h, const char *s, size_t n)
{
	struct http_request *r = h->request;
	const char          *path, *query;
	enum say             why;

	if (n > h->limits->target)
		return http_head_fail(h, PROBLEM_TARGET_TOO_LONG, SAY_HTTP_TARGET_LONG,
			DIGITS(h->limits->target), NULL);
	if (n == 1 && *s == '*' && r->method == METHOD_OPTIONS) {
		r->path = "*";
		return true;
	}
	if (!all_in(target_bytes, s, n))
		return bad_request(h, SAY_HTTP_TARGET);
	path = skip_authority(h, arena_strndup(h->mem, s, n));
	query = strchr(path, '?');
	if (query == NULL)
		r->path = path;
	else
		r->path = arena_strndup(h->mem, path, (size_t)(query - path));
	if (*r->path == '\0' && h->authority != NULL)
		r->path = "/";
	if (*r->path != '/')
		return bad_request(h, SAY_HTTP_TARGET);
	why = query_split_path(h->mem, r->path, strlen(r->path), &r->segments, &r->segment_count);
	if (why == SAY_NOTHING && query != NULL)
		why = query_split(h->mem, query + 1, strlen(query + 1), &r->query, &r->query_count);
	if (why == SAY_HTTP_PARAMETERS)
		return http_head_fail(h, PROBLEM_BAD_REQUEST, why, DIGITS(QUERY_PARAMETERS), NULL);
	return why == SAY_NOTHING || bad_request(h, why);
}

bool
http_head_request_line(struct http_head *h, const char *line, size_t n)
{
	const char *end = line + n;
	const char *target = memchr(line, ' ', n), *version;

	if (!http_is_token(line, target == NULL ? n : (size_t)(target - line)) ||
	    (target == NULL ? n : (size_t)(target - line)) > HTTP_METHOD_LENGTH)
		return http_head_fail(h, PROBLEM_BAD_REQUEST, SAY_HTTP_METHOD,
			DIGITS(HTTP_METHOD_LENGTH), NULL);
	if (target == NULL)
		return bad_request(h, SAY_HTTP_REQUEST_LINE);
	h->request->method = method_of(line, (size_t)(target - line));
	target++;
	version = memchr(target, ' ', (size_t)(end - target));
	if (version == NULL)
		return bad_request(h, SAY_HTTP_REQUEST_LINE);
	return read_version(h, version + 1, (size_t)(end - version - 1)) &&
		read_target(h, target, (size_t)(version - target));
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Moves both ends of a text inwards over spaces and tabs. */
static void
trim(const char **s, const char **end)
{
	while (*s < *end && is_blank(**s))
		++*s;
	while (*end > *s && is_blank((*end)[-1]))
		--*end;
}

/* The name ends at the colon, without white space between; a line that begins with it is folded. */
static const char *
find_colon(struct http_head *h, const char *line, size_t n)
{
	const char *colon = memchr(line, ':', n);

	if (colon == NULL || !http_is_token(line, (size_t)(colon - line))) {
		bad_request(h, SAY_HTTP_HEADER);
		return NULL;
	}
	return colon;
}

static char *
lower_name(struct arena *mem, const char *s, size_t n)
{
	char *name = arena_alloc(mem, n + 1);

	for (size_t i = 0; i < n; i++)
		name[i] = s[i] >= 'A' && s[i] <= 'Z' ? (char)(s[i] | 0x20) : s[i];
	return name;
}

/* Connection may stand several times, and each time with several options. */
static bool
read_connection(struct http_head *h, const char *value)
{
	for (;;) {
		const char *s = value, *end = value + strcspn(value, ",");
		const char *rest = end;

		trim(&s, &end);
		if (s < end && !http_is_token(s, (size_t)(end - s)))
			return bad_request(h, SAY_HTTP_CONNECTION);
		h->close = h->close || (end - s == 5 && strncasecmp(s, "close", 5) == 0);
		h->stay = h->stay || (end - s == 10 && strncasecmp(s, "keep-alive", 10) == 0);
		if (*rest == '\0')
			return true;
		value = rest + 1;
	}
}

static bool
note_single(struct http_head *h, const struct http_header *header)
{
	for (int i = 0; i < SINGLES; i++) {
		if (header->name[0] != single_names[i][0] || strcmp(header->name, single_names[i]) != 0)
			continue;
		if (h->single[i] != NULL)
			return http_head_fail(h, PROBLEM_BAD_REQUEST, SAY_HTTP_HEADER_TWICE,
				header->name, NULL);
		h->single[i] = header->value;
		return true;
	}
	return true;
}

bool
http_head_header(struct http_head *h, const char *line, size_t n)
{
	struct http_request *r = h->request;
	struct http_header  *header;
	const char          *value, *end = line + n;
	const char          *colon = find_colon(h, line, n);

	if (colon == NULL)
		return false;
	if (r->header_count == h->limits->header_count)
		return http_head_fail(h, PROBLEM_HEADERS_TOO_LARGE, SAY_HTTP_HEADERS_MANY,
			DIGITS(h->limits->header_count), NULL);
	if (r->header_count == h->headers_room) {
		struct http_header *more;

		h->headers_room = h->headers_room == 0 ? FIRST_HEADERS : h->headers_room * 2;
		more = arena_alloc(h->mem, h->headers_room * sizeof(*more));
		if (r->header_count > 0)
			memcpy(more, r->headers, r->header_count * sizeof(*more));
		r->headers = more;
	}
	header = &r->headers[r->header_count++];
	header->name = lower_name(h->mem, line, (size_t)(colon - line));
	value = colon + 1;
	trim(&value, &end);
	header->value = arena_strndup(h->mem, value, (size_t)(end - value));
	if (strcmp(header->name, "connection") == 0)
		return read_connection(h, header->value);
	return note_single(h, header);
}

bool
http_head_trailer(struct http_head *h, const char *line, size_t n)
{
	return find_colon(h, line, n) != NULL;
}

/* token or quoted-string (RFC 9110 section 5.6); where it ends, NULL if it is neither. */
static const char *
skip_value(const char *s, const char *end)
{
	const char *start = s;

	if (s == end || *s != '"') {
		while (s < end && http_is_token(s, 1))
			s++;
		return s == start ? NULL : s;
	}
	for (s++; s < end && *s != '"'; s++)
		if (*s == '\\' && ++s == end)
			return NULL;
	return s == end ? NULL : s + 1;
}

static const char *
skip_blanks(const char *s, const char *end)
{
	while (s < end && is_blank(*s))
		s++;
	return s;
}

bool
http_are_extensions(const char *s, size_t n)
{
	const char *end = s + n;

	while (s < end) {
		s = skip_blanks(s, end);
		if (s == end || *s != ';')
			return false;
		s = skip_blanks(s + 1, end);
		if (s == end || *s == '"' || (s = skip_value(s, end)) == NULL)
			return false;
		if (skip_blanks(s, end) == end || *skip_blanks(s, end) != '=')
			continue;
		s = skip_value(skip_blanks(skip_blanks(s, end) + 1, end), end);
		if (s == NULL)
			return false;
	}
	return true;
}

/* uri-host [ ":" port ], RFC 9110 section 7.2, and never empty: every http URI has a host. */
static bool
is_host(const char *s)
{
	const char *port;

	if (*s == '[') {
		port = s + 1 + strspn(s + 1, "0123456789abcdefABCDEF:.");
		if (port == s + 1 || *port++ != ']')
			return false;
	} else {
		port = s + strcspn(s, ":");
		if (port == s || !all_in(host_bytes, s, (size_t)(port - s)))
			return false;
	}
	if (*port == '\0')
		return true;
	return *port == ':' && strspn(port + 1, "0123456789") <= 5 &&
		port[1 + strspn(port + 1, "0123456789")] == '\0' && strtol(port + 1, NULL, 10) <= 65535;
}

static bool
judge_host(struct http_head *h)
{
	const char *host = h->single[SINGLE_HOST];

	if (host == NULL && !h->request->http_1_0)
		return bad_request(h, SAY_HTTP_HOST_MISSING);
	if (host != NULL && !is_host(host))
		return bad_request(h, SAY_HTTP_HOST);
	if (h->authority != NULL && (host == NULL || strcasecmp(h->authority, host) != 0))
		return bad_request(h, SAY_HTTP_HOST_OTHER);
	return true;
}

static bool
read_length(struct http_head *h, const char *digits)
{
	size_t length = 0;

	if (*digits == '\0' || digits[strspn(digits, "0123456789")] != '\0')
		return bad_request(h, SAY_HTTP_LENGTH);
	for (; *digits != '\0'; digits++) {
		length = length * 10 + (size_t)(*digits - '0');
		if (length > h->body_limit)
			return http_head_fail(h, PROBLEM_BODY_TOO_LARGE, SAY_HTTP_BODY_LONG,
				DIGITS(h->body_limit), NULL);
	}
	h->length = length;
	return true;
}

static bool
judge_framing(struct http_head *h)
{
	const char *coding = h->single[SINGLE_TRANSFER_ENCODING];
	const char *length = h->single[SINGLE_CONTENT_LENGTH];

	if (coding != NULL && length != NULL)
		return bad_request(h, SAY_HTTP_TWO_LENGTHS);
	if (coding != NULL && h->request->http_1_0)
		return bad_request(h, SAY_HTTP_CODING_1_0);
	if (coding != NULL && strcasecmp(coding, "chunked") != 0)
		return bad_request(h, SAY_HTTP_CODING);
	h->chunked = coding != NULL;
	return length == NULL || read_length(h, length);
}

static bool
judge_expectation(struct http_head *h)
{
	const char *expect = h->single[SINGLE_EXPECT];

	if (expect == NULL)
		return true;
	if (strcasecmp(expect, "100-continue") != 0)
		return http_head_fail(h, PROBLEM_EXPECTATION, SAY_HTTP_EXPECT, NULL, NULL);
	/* A client of HTTP/1.0 would take the 100 for its answer. */
	h->request->expects_continue = !h->request->http_1_0;
	return true;
}

bool
http_head_finish(struct http_head *h)
{
	h->request->keep_alive = !h->close && (h->stay || !h->request->http_1_0);
	h->body_limit = h->limits->body_of == NULL ? h->limits->body : h->limits->body_of(h->limits->ctx, h->request);
	return judge_host(h) && judge_framing(h) && judge_expectation(h);
}
