/*
 * HTTP in the clear on one address and port, and under TLS on another if
 * wanted: accepts clients, bounds them, hands their requests over.
 *
 * Every wait for a client has a deadline, every memory it can fill a bound, so
 * that a client can only hurt itself. A connection carries one request at a
 * time; what a client sends ahead waits until the answer is written.
 *
 * All functions belong to the thread of the event loop. There is nothing
 * global: a process may have several listeners.
 */
#ifndef ENGINE_LISTENER_H
#define ENGINE_LISTENER_H

#include "engine/exchange.h"
#include "proto/http.h"
#include "proto/problem.h"

struct event_base;
struct listener;
struct tls;

struct listener_limits {
	struct http_limits http;
	long   connections;
	long   per_address;	/* of the connections, from one address */
	long   head_ms;		/* from the first byte of a request to the end of its headers; and for a handshake of TLS */
	long   body_ms;		/* from there to the end of the body */
	long   answer_ms;	/* from there to the beginning of the answer */
	long   idle_ms;		/* between requests */
	long   write_ms;	/* for an answer, and a second more for every 64 KiB of it */
	long   farewell_ms;	/* after listener_stop_accepting(), for a request that is on its way */
	long   half_close_ms;	/* how long a client that has closed its half is still taken to wait */
	long   linger_ms;	/* after a last answer, what is still sent is dropped so long, */
	size_t linger_bytes;	/* and so much of it: closing earlier could destroy the answer */
};
extern const struct listener_limits listener_limits_default;

struct listener_settings {
	const char *address;	/* numeric, IPv4 or IPv6; "::" takes both */
	int         port;	/* 0: any free one */
	const struct tls *tls;	/* NULL: no TLS; it must outlive the listener */
	const char *tls_address;
	int         tls_port;
	bool        reuse_port;	/* share the ports with other processes */
	const int  *sockets;	/* of listener_socket(), in the clear and under TLS; NULL: it opens its own */
	struct listener_limits limits;
	void      (*on_request)(void *ctx, struct exchange *x);
	void       *ctx;
};

/*
 * A socket that listens, for processes that hand it on from one to the next: as long as one has
 * it, clients that connect wait in its queue. -1 after filling `p`.
 */
int listener_socket(const char *address, int port, bool reuse_port, struct problem *p);
int listener_socket_port(int fd);

/* NULL after filling `p`; sockets that it was given are then still the caller's. */
struct listener *listener_open(struct event_base *base, const struct listener_settings *settings,
	struct problem *p);

int  listener_port(const struct listener *l);		/* the real one */
int  listener_tls_port(const struct listener *l);	/* 0: none */
long listener_connections(const struct listener *l);	/* open now */

/* Other limits from now on; a request that has begun keeps those it began with. */
void listener_set_limits(struct listener *l, const struct listener_limits *limits);

/*
 * For a graceful stop. Connections are closed after their next answer, those
 * without a request after farewell_ms: a client may be sending one. on_empty is called once, from the loop, when the
 * last is closed; it may free the listener.
 */
void listener_stop_accepting(struct listener *l, void (*on_empty)(void *ctx), void *ctx);

/* Closes every connection; exchanges that wait are told that the client is gone. Not from within on_request(). */
void listener_free(struct listener *l);

#endif
