#include "engine/exchange.h"

#include <stdio.h>
#include <string.h>

#include "engine/connection.h"
#include "proto/utf8.h"

/* The statuses we answer with; another one goes out without a phrase. */
static const struct {
	int         status;
	const char *phrase;
} phrases[] = {
	{ 200, "OK" },
	{ 201, "Created" },
	{ 202, "Accepted" },
	{ 204, "No Content" },
	{ 303, "See Other" },
	{ 304, "Not Modified" },
	{ 400, "Bad Request" },
	{ 401, "Unauthorized" },
	{ 403, "Forbidden" },
	{ 404, "Not Found" },
	{ 405, "Method Not Allowed" },
	{ 406, "Not Acceptable" },
	{ 408, "Request Timeout" },
	{ 409, "Conflict" },
	{ 410, "Gone" },
	{ 411, "Length Required" },
	{ 412, "Precondition Failed" },
	{ 413, "Content Too Large" },
	{ 414, "URI Too Long" },
	{ 415, "Unsupported Media Type" },
	{ 417, "Expectation Failed" },
	{ 422, "Unprocessable Content" },
	{ 428, "Precondition Required" },
	{ 429, "Too Many Requests" },
	{ 431, "Request Header Fields Too Large" },
	{ 499, "Client Closed Request" },
	{ 500, "Internal Server Error" },
	{ 503, "Service Unavailable" },
	{ 504, "Gateway Timeout" },
};

struct exchange *
exchange_new(struct connection *c)
{
	struct arena    *mem = c->listener->spare != NULL ? c->listener->spare : arena_new();
	struct exchange *x = arena_alloc(mem, sizeof(*x));

	c->listener->spare = NULL;
	x->mem = mem;
	x->limits = c->listener->settings.limits.http;
	x->parser = http_parser_new(mem, &x->limits);
	x->connection = c;
	/* A copy: the exchange may outlive the connection. */
	memcpy(x->peer, c->peer, sizeof(x->peer));
	return x;
}

/* What is kept of one exchange for the next: most are like the one before. */
enum { ROOM_KEPT = 256 << 10 };

void
exchange_done(struct exchange *x, struct listener *l)
{
	struct arena *mem = x->mem;

	for (int i = 0; i < ROOMS; i++)
		if (x->answer[i] != NULL && l->room[i].at == NULL && x->answer[i]->size <= ROOM_KEPT)
			l->room[i] = buffer_leave(x->answer[i]);
	if (l->spare != NULL) {
		arena_free(mem);
	} else {
		arena_clear(mem);
		l->spare = mem;
	}
}

static struct buffer *
begin_half(struct exchange *x, int half)
{
	struct buffer_room room = { 0 };

	if (x->connection != NULL) {
		room = x->connection->listener->room[half];
		x->connection->listener->room[half] = (struct buffer_room){ 0 };
	}
	return x->answer[half] = buffer_in(x->mem, room);
}

struct buffer *
exchange_body(struct exchange *x)
{
	return begin_half(x, ROOM_BODY);
}

const struct http_request *
exchange_request(const struct exchange *x)
{
	return http_parser_request(x->parser);
}

const struct problem *
exchange_problem(const struct exchange *x)
{
	return http_parser_problem(x->parser);
}

struct arena *
exchange_mem(struct exchange *x)
{
	return x->mem;
}

const char *
exchange_peer(const struct exchange *x)
{
	return x->peer;
}

void
exchange_on_gone(struct exchange *x, void (*fn)(void *ctx), void *ctx)
{
	x->on_gone = fn;
	x->on_gone_ctx = ctx;
}

static const char *
phrase_of(int status)
{
	for (size_t i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++)
		if (phrases[i].status == status)
			return phrases[i].phrase;
	return "";
}

static char *
put(char *at, const char *bytes, size_t n)
{
	return (char *)memcpy(at, bytes, n) + n;
}

/* A control byte in a value could begin a header of its own. */
static char *
put_header(struct buffer *b, char *at, const struct exchange_header *header)
{
	size_t name = strlen(header->name), value = strlen(header->value), plain;

	at = put(buffer_more(b, at, name + value + 4), header->name, name);
	at = put(at, ": ", 2);
	plain = utf8_plain(header->value, value);
	at = put(at, header->value, plain);
	for (const char *s = header->value + plain; *s != '\0'; s++)
		*at++ = (unsigned char)*s < 0x20 || *s == 0x7f ? ' ' : *s;
	return put(at, "\r\n", 2);
}

/* To a client of HTTP/1.0 only the end of the connection tells the end of a stream. */
static bool
is_chunked(const struct exchange *x)
{
	return x->stream != NULL && !exchange_request(x)->http_1_0;
}

static bool
stays_open(const struct exchange *x)
{
	return exchange_problem(x) == NULL && exchange_request(x)->keep_alive &&
		!x->connection->listener->draining && (x->stream == NULL || is_chunked(x));
}

/*
 * What every answer tells a browser: it is of the type it says, stays out of frames, other sites'
 * pages and their logs, and runs nothing. Only a page of our own (console.c) has a policy of its own.
 */
static const char safety[] =
	"X-Content-Type-Options: nosniff\r\n"
	"Referrer-Policy: no-referrer\r\n"
	"Cross-Origin-Opener-Policy: same-origin\r\n"
	"Cross-Origin-Resource-Policy: same-origin\r\n";
static const char policy_name[] = "Content-Security-Policy";
static const char policy[] = "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n";
static const char only_tls[] = "Strict-Transport-Security: max-age=31536000\r\n";

/* Room for all that is always there. */
enum { HEAD_ROOM = 1024 };

#define PUT(at, text) put(at, text, sizeof(text) - 1)

static struct buffer *
make_head(struct exchange *x, int status, const struct exchange_header *headers, size_t count,
	size_t length)
{
	struct buffer *b = begin_half(x, ROOM_HEAD);
	const char    *phrase = phrase_of(status), *date = listener_date(x->connection->listener);
	bool           has_policy = false;
	char          *at = PUT(buffer_room(b, HEAD_ROOM), "HTTP/1.1 ");

	at = buffer_digits(at, status);
	*at++ = ' ';
	at = put(at, phrase, strlen(phrase));
	at = PUT(at, "\r\n");
	at = put(at, date, strlen(date));
	for (size_t i = 0; i < count; i++) {
		at = put_header(b, at, &headers[i]);
		has_policy = has_policy || strcmp(headers[i].name, policy_name) == 0;
	}
	at = PUT(buffer_more(b, at, HEAD_ROOM), safety);
	if (!has_policy)
		at = PUT(at, policy);
	if (x->connection->wire.ssl != NULL)
		at = PUT(at, only_tls);
	/* These two have no body, so a length would only mislead. */
	if (is_chunked(x)) {
		at = PUT(at, "Transfer-Encoding: chunked\r\n");
	} else if (x->stream == NULL && status != 204 && status != 304) {
		at = PUT(at, "Content-Length: ");
		at = buffer_digits(at, (int64_t)length);
		at = PUT(at, "\r\n");
	}
	if (!stays_open(x))
		at = PUT(at, "Connection: close\r\n");
	else if (exchange_request(x)->http_1_0)
		at = PUT(at, "Connection: keep-alive\r\n");
	buffer_end(b, PUT(at, "\r\n"));
	return b;
}

void
exchange_reply(struct exchange *x, int status, const struct exchange_header *headers, size_t count,
	const struct buffer *body)
{
	struct connection *c = x->connection;
	struct buffer     *head;
	size_t             length = body == NULL ? 0 : body->length;
	bool               bodiless = status == 204 || status == 304 ||
		exchange_request(x)->method == METHOD_HEAD;

	if (c == NULL) {
		arena_free(x->mem);
		return;
	}
	head = make_head(x, status, headers, count, length);
	c->out[0] = (struct iovec){ head->at, head->length };
	c->out[1] = (struct iovec){ bodiless || body == NULL ? NULL : body->at, bodiless ? 0 : length };
	c->closing = !stays_open(x);
	connection_answer(c);
}

/* --- streams */

enum { CHUNK_FRAME = 24 };	/* its size in hexadecimal and two line ends; and the last chunk has room after all */

static bool
has_room(const struct connection *c, size_t n)
{
	return c->out[0].iov_len + n <= STREAM_BYTES;
}

/* What is still to be written moves to the front, so that the bound is one of bytes and not of time. */
static void
append(struct exchange *x, const char *bytes, size_t n)
{
	struct iovec *out = &x->connection->out[0];

	if (out->iov_len > 0)
		memmove(x->stream, out->iov_base, out->iov_len);
	memcpy(x->stream + out->iov_len, bytes, n);
	*out = (struct iovec){ x->stream, out->iov_len + n };
}

bool
exchange_stream(struct exchange *x, int status, const struct exchange_header *headers, size_t count)
{
	struct connection *c = x->connection;
	struct buffer     *head;

	if (c == NULL)
		return false;
	x->stream = arena_alloc(x->mem, STREAM_BYTES + CHUNK_FRAME);
	head = make_head(x, status, headers, count, 0);
	c->out[0] = c->out[1] = (struct iovec){ NULL, 0 };
	append(x, head->at, head->length);
	connection_stream(c);
	return true;
}

void
exchange_on_room(struct exchange *x, void (*fn)(void *ctx), void *ctx)
{
	x->on_room = fn;
	x->on_room_ctx = ctx;
}

bool
exchange_send(struct exchange *x, const char *bytes, size_t n)
{
	char frame[CHUNK_FRAME];

	if (x->connection == NULL)
		return true;	/* nobody misses it */
	if (!has_room(x->connection, n + CHUNK_FRAME))
		return false;
	if (is_chunked(x)) {
		append(x, frame, (size_t)snprintf(frame, sizeof(frame), "%zx\r\n", n));
		append(x, bytes, n);
		append(x, "\r\n", 2);
	} else {
		append(x, bytes, n);
	}
	connection_stream(x->connection);
	return true;
}

void
exchange_end(struct exchange *x)
{
	struct connection *c = x->connection;

	if (c == NULL) {
		arena_free(x->mem);
		return;
	}
	if (is_chunked(x))
		append(x, "0\r\n\r\n", 5);
	c->closing = !stays_open(x);
	connection_answer(c);
}
