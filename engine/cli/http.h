/*
 * Asking the service over HTTP (libcurl).
 *
 * A request that could not be delivered, or that was answered with 503, is
 * sent again a bounded number of times, after the pause that Retry-After
 * names. Every POST carries an Idempotency-Key, so sending it again is safe.
 * Redirects are not followed: the token is for one service only.
 */
#ifndef ENGINE_CLI_HTTP_H
#define ENGINE_CLI_HTTP_H

#include <cjson/cJSON.h>

#include "engine/cli/cli.h"
#include "proto/http.h"

struct http;

struct ask {
	enum method        method;
	const char        *path;	/* "/v1/cities" and query, already encoded */
	const char        *body;	/* NULL: none */
	const char        *type;	/* of the body; NULL: application/json */
	size_t             length;
	const char        *key;		/* Idempotency-Key; NULL: a fresh one */
	const char        *accept;	/* NULL: application/json */
	const char        *prefer;	/* NULL: nothing */
	const char        *match;	/* If-Match; NULL: nothing */
};

struct answer {
	long        status;
	const char *body;		/* ends with a NUL beyond its length */
	size_t      length;
	const char *retry_after;	/* NULL when absent */
};

struct http *http_open(struct cli *c);

/* From now on as a browser does: no token, but the cookies that come, and where the requests are from. */
void http_be_browser(struct cli *c);

/* LEAVE_OK: there is an answer, whatever its status. Else it was told why there is none. */
enum leave http_send(struct cli *c, const struct ask *ask, struct answer *answer);

/* As http_send, but an answer that is not 2xx is told and ends the command. */
enum leave http_ask(struct cli *c, const struct ask *ask, struct answer *answer);
enum leave http_get(struct cli *c, const char *path, struct answer *answer);

/*
 * Listens to a stream of events until on_data() says false: each event's data, ended with a NUL,
 * as it comes. A stream that breaks off is asked for again, a bounded number of times in a row.
 */
enum leave http_listen(struct cli *c, const char *path, bool (*on_data)(void *ctx, const char *json), void *ctx);

/* The answer as JSON; NULL after telling that it is none. */
cJSON *http_json(struct cli *c, const struct answer *answer);

/* Tells what a problem document says; the way to leave that fits its status. */
enum leave http_complain(struct cli *c, const struct answer *answer);

/* Text as one segment of a path, or one value of a query. */
const char *http_escape(struct cli *c, const char *s);

/* Adds "?name=value" or "&name=value" to a path. */
void http_parameter(struct cli *c, struct buffer *path, const char *name, const char *value);

/* Adds every option the command was given that is a parameter of the API. */
void http_parameters(struct cli *c, struct buffer *path);

/* A key that is the same for the same content: repeating it changes nothing. */
const char *http_key_of(struct cli *c, const char *content, size_t length);

#endif
