/*
 * HTTP/1.1 requests, strictly (RFC 9110, RFC 9112).
 *
 * A pure function over bytes: it is fed what has arrived and says how much of
 * it it used. It never reads past the end, never keeps more than its limits,
 * and accepts exactly one reading of a message: one Content-Length or one
 * "chunked", CRLF line ends, no control bytes, one Host. Anything else is a
 * problem, after which the connection must be closed. How the bytes are cut
 * into pieces changes nothing.
 *
 * Choices where the RFCs leave one: the target is a path, "*" for OPTIONS, or
 * http(s)://host/... when the header Host says the same host; a method we do
 * not know is METHOD_OTHER, not a problem; a body is read whatever the method;
 * chunk extensions and trailers are checked and dropped.
 */
#ifndef PROTO_HTTP_H
#define PROTO_HTTP_H

#include "proto/arena.h"
#include "proto/buffer.h"
#include "proto/message.h"
#include "proto/problem.h"

enum method { METHOD_GET, METHOD_HEAD, METHOD_POST, METHOD_PUT, METHOD_PATCH, METHOD_DELETE,
	METHOD_OPTIONS, METHOD_OTHER, METHODS };

extern const char *const method_names[METHODS];

struct http_request;

/* In bytes, but for the count. */
struct http_limits {
	size_t target, header_line, headers_total, header_count, body;
	/* Asked when the headers are complete: how long the body of this request may be. NULL: `body`. */
	size_t (*body_of)(void *ctx, const struct http_request *head);
	void    *ctx;
};
#define HTTP_LIMITS_DEFAULT { .target = 8192, .header_line = 8192, .headers_total = 32768,	\
	.header_count = 100, .body = 1048576 }
extern const struct http_limits http_limits_default;

struct http_header {
	const char *name;	/* lower case */
	const char *value;	/* without surrounding white space */
};

struct http_request {
	enum method          method;
	bool                 http_1_0;
	bool                 keep_alive;	/* the client allows another request after this one */
	bool                 expects_continue;
	const char          *path;		/* "/v1/cities/ha_noi": as sent, not decoded; "*" for OPTIONS * */
	const char         **segments;		/* decoded after splitting on "/": "v1", "cities", "ha_noi" */
	size_t               segment_count;
	struct parameter    *query;		/* split on "&" and "=", decoded */
	size_t               query_count;
	struct http_header  *headers;
	size_t               header_count;
	const char          *body;		/* NULL when there is none; else a NUL follows it, not counted */
	size_t               body_length;
};

/* The value of a header that may stand once; NULL when absent. `name` in lower case. */
const char *http_header(const struct http_request *r, const char *name);

enum http_state {
	HTTP_IDLE,	/* no byte of a request yet (blank lines before it are passed over) */
	HTTP_HEAD,	/* inside the request line or the headers */
	HTTP_BODY,
	HTTP_DONE,	/* `request` is complete */
	HTTP_FAILED,	/* `problem` says why; close after answering */
};

struct http_parser;

/* Everything of one request lives in `mem`; `limits` must last as long. */
struct http_parser *http_parser_new(struct arena *mem, const struct http_limits *limits);

/* Takes bytes; returns how many were used. Stops using them at the end of the request. */
size_t http_parser_feed(struct http_parser *h, const char *bytes, size_t n);

/* Partly filled until HTTP_DONE; what is not known yet is zero, the method METHOD_OTHER. */
const struct http_request *http_parser_request(const struct http_parser *h);
enum http_state            http_parser_state(const struct http_parser *h);
const struct problem      *http_parser_problem(const struct http_parser *h);	/* NULL unless HTTP_FAILED */

/* True once, when the head is complete and the client waits for "100 Continue" before its body. */
bool http_parser_wants_continue(struct http_parser *h);

/* How long a body is that is larger than the limit for all; 0: it is not, or nobody knows. */
size_t http_parser_large(const struct http_parser *h);

/* Gives up on a request that came too slowly: HTTP_FAILED with PROBLEM_TIMEOUT. */
void http_parser_late(struct http_parser *h, long after_ms);

/* The client sends no more: HTTP_FAILED with PROBLEM_BAD_REQUEST. */
void http_parser_cut_short(struct http_parser *h);

/*
 * Stands in for a request that is not answered by whom it should be: HTTP_FAILED, with this
 * problem. Of `like`, unless NULL, is taken what the form of an answer depends on.
 */
void http_parser_refuse(struct http_parser *h, const struct http_request *like, enum problem_code code,
	enum say say, long limit);

#endif
