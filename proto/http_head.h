/*
 * The head of a request, line by line: what http.c cuts out of the bytes is
 * read and judged here. Only http.c and http_head.c include this.
 */
#ifndef PROTO_HTTP_HEAD_H
#define PROTO_HTTP_HEAD_H

#include "proto/http.h"

enum { HTTP_METHOD_LENGTH = 32 };

/* Headers that decide something must not stand twice: two readers could choose differently. */
enum http_single {
	SINGLE_AUTHORIZATION, SINGLE_CONTENT_ENCODING, SINGLE_CONTENT_LENGTH, SINGLE_CONTENT_TYPE,
	SINGLE_EXPECT, SINGLE_HOST, SINGLE_IDEMPOTENCY_KEY, SINGLE_IF_MATCH, SINGLE_IF_NONE_MATCH,
	SINGLE_LAST_EVENT_ID, SINGLE_TRANSFER_ENCODING, SINGLES
};

struct http_head {
	struct arena             *mem;
	const struct http_limits *limits;
	struct http_request      *request;
	struct problem           *problem;		/* NULL = none */
	const char               *authority;		/* of http://authority/path; NULL = the target is a path */
	const char               *single[SINGLES];	/* values; NULL = absent */
	size_t                    headers_room;		/* for entries of request->headers */
	bool                      close, stay;		/* what Connection asks for */
	bool                      chunked;
	size_t                    length;		/* Content-Length, when not chunked */
	size_t                    body_limit;
};

/* Always false; only the first problem is kept. The arguments fill the sentence, as in problem_set(). */
bool http_head_fail(struct http_head *h, enum problem_code code, enum say say,
	const char *arg0, const char *arg1);

/* Each is false after setting a problem. Lines come without CRLF and without control bytes. */
bool http_head_request_line(struct http_head *h, const char *line, size_t n);
bool http_head_header(struct http_head *h, const char *line, size_t n);
bool http_head_trailer(struct http_head *h, const char *line, size_t n);	/* checked, not kept */
bool http_head_finish(struct http_head *h);		/* the empty line has come */

/* *( ";" name [ "=" value ] ), blanks between them: what may follow the size of a chunk. */
bool http_are_extensions(const char *s, size_t n);

/* True for the bytes of a method, a header's name and other tokens. */
bool http_is_token(const char *s, size_t n);

#endif
