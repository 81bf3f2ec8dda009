/*
 * One request and its answer, as the request layer sees them.
 *
 * An exchange begins with the first byte of a request and ends when its answer
 * is written, or dropped because nobody waits for it any more. It owns one
 * arena, in which the request lives and the answer should be made; the arena
 * ends with the exchange, so nothing of it may be kept.
 *
 * Every exchange handed to on_request() is answered exactly once with
 * exchange_reply(), at once or later from the event loop, also when the client
 * is gone or the listener is freed: that call is what ends the memory. After
 * it the exchange must not be touched.
 *
 * An answer that comes about over time is a stream: exchange_stream(), then any
 * number of exchange_send(), and exchange_end() in the place of exchange_reply().
 *
 * A request that could not be read is handed over in the same way: then
 * exchange_problem() says why, the request is filled as far as it went, and
 * the connection closes after the answer.
 */
#ifndef ENGINE_EXCHANGE_H
#define ENGINE_EXCHANGE_H

#include "proto/http.h"

struct exchange;

struct exchange_header {
	const char *name, *value;
};

const struct http_request *exchange_request(const struct exchange *x);
const struct problem      *exchange_problem(const struct exchange *x);	/* NULL = a good request */
struct arena              *exchange_mem(struct exchange *x);
const char                *exchange_peer(const struct exchange *x);	/* "192.0.2.7", "2001:db8::7" */

/*
 * fn is called at most once, from the loop, when before exchange_reply() the
 * connection was reset, or its client has closed its half and half_close_ms
 * have gone by: then it has most likely left, though an answer is still sent.
 * fn may call exchange_reply() itself. A later call replaces an earlier one;
 * NULL takes it back.
 */
void exchange_on_gone(struct exchange *x, void (*fn)(void *ctx), void *ctx);

/* To write the body of the answer in: once for an exchange, in room that an earlier answer had. */
struct buffer *exchange_body(struct exchange *x);

/*
 * Answers. `headers` are copied; the body, which may be NULL, must live in the
 * exchange's arena or longer and not change any more. Date, Content-Length, Connection and what
 * keeps a browser safe are written here and must not be among the headers, but for a
 * Content-Security-Policy, which then stands in place of the strictest. HEAD gets the length without the body.
 */
void exchange_reply(struct exchange *x, int status, const struct exchange_header *headers, size_t count,
	const struct buffer *body);

/* What a client of a stream may leave untaken; beyond it the stream waits. */
enum { STREAM_BYTES = 16384 };

/*
 * Begins a stream. Now on_gone comes as soon as the client has closed its half, or has
 * taken nothing for as long as an answer may take to be written. False: it has
 * left already, and on_gone will not come. Either way exchange_end() is still due.
 */
bool exchange_stream(struct exchange *x, int status, const struct exchange_header *headers, size_t count);

/*
 * A piece of it, whole or not at all: false when the client has not made room by
 * taking what was sent before. on_gone never comes from within.
 */
bool exchange_send(struct exchange *x, const char *bytes, size_t n);

/*
 * fn is called whenever the client has taken all that was sent, also from within exchange_send();
 * it must not send or end the stream itself, but may have the loop do so.
 */
void exchange_on_room(struct exchange *x, void (*fn)(void *ctx), void *ctx);

/* Ends the stream, and the exchange with it. */
void exchange_end(struct exchange *x);

#endif
