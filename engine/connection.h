/*
 * One client's connection. Only listener.c, connection.c and exchange.c
 * include this; the rest of the engine sees exchanges.
 */
#ifndef ENGINE_CONNECTION_H
#define ENGINE_CONNECTION_H

#include <netinet/in.h>
#include <sys/queue.h>
#include <sys/uio.h>
#include <time.h>

#include <event2/event.h>
#include <event2/event_struct.h>

#include "engine/guests.h"
#include "engine/listener.h"
#include "engine/wire.h"

enum { READ_SIZE = 32768, DATE_SIZE = 40 };
enum which_door { DOOR_CLEAR, DOOR_TLS, DOORS };
_Static_assert((int)READ_SIZE >= WIRE_READ_SIZE, "a read takes a whole record of TLS");

/*
 *	GREETING -> IDLE -> READING -> ASKED -> WRITING -> IDLE
 *	                                 |       ^  '-> LINGERING -> CLOSED
 *	                                 '-> STREAMING
 *
 * and to CLOSED from everywhere. enter() in connection.c alone changes it.
 */
enum connection_state {
	CONNECTION_GREETING,	/* the handshake of TLS */
	CONNECTION_IDLE,	/* no byte of a request yet */
	CONNECTION_READING,
	CONNECTION_ASKED,	/* the request layer has it */
	CONNECTION_STREAMING,	/* the answer has begun, and the request layer goes on adding to it */
	CONNECTION_WRITING,
	CONNECTION_LINGERING,	/* the last answer is written; what still comes is dropped */
	CONNECTION_CLOSED,	/* about to be freed */
};

/* What the connection's one event waits for. */
enum watch {
	WATCH_NOTHING,
	WATCH_READ,
	WATCH_WRITE,
	WATCH_GONE,	/* the end of the client, without taking the bytes before it: edge-triggered */
	WATCH_ROOM,	/* the same, and room for more of a stream */
};

struct connection {
	TAILQ_ENTRY(connection) link;	/* in its listener's idle or busy */
	struct listener        *listener;
	struct event            event;
	struct wire             wire;
	struct guest           *guest;		/* its address, among the listener's guests */
	enum connection_state   state;
	enum watch              watch;
	bool                    running;	/* run() is at work and frees it if need be */
	bool                    closing;	/* the answer is the last one */
	bool                    turned_away;	/* nothing is waited for once the answer is written */
	bool                    half_closed;	/* the client sends no more */
	int64_t                 deadline;	/* on the listener's clock; 0 = none */
	int64_t                 answer_by;	/* the same, while ASKED: then the answer is due */
	struct exchange        *exchange;	/* from the first byte to the end of the answer */
	char                   *held;		/* sent ahead by the client; NULL = nothing */
	size_t                  held_from, held_to;
	struct iovec            out[2];		/* what is left to write: head, body; of a stream all in the first */
	size_t                  linger_left;
	char                    peer[INET6_ADDRSTRLEN];
};

TAILQ_HEAD(connection_list, connection);

/* A socket that clients come to. */
struct door {
	struct listener  *listener;
	struct event      acceptable;
	const struct tls *tls;	/* NULL: in the clear */
	int               fd;	/* -1: there is none, or not any more */
	int               port;
};

/* The two halves of an answer, which are written in room that is used again and again. */
enum { ROOM_HEAD, ROOM_BODY, ROOMS };

struct listener {
	struct event_base       *base;
	struct listener_settings settings;
	struct door              doors[DOORS];	/* in the clear, under TLS */
	struct event             tick;
	int                      reserve;	/* given up to turn a client away when descriptors run out */
	bool                     accepting;	/* false: full or out of descriptors; the tick tries again */
	bool                     complained;	/* in the log, about the descriptors */
	int64_t                  crowded_until;	/* no more is said of crowded addresses till then */
	long                     connections;
	struct guests           *guests;
	struct connection_list   idle;		/* longest idle first */
	struct connection_list   busy;
	struct arena            *spare;		/* of the last exchange, for the next; NULL = none */
	struct buffer_room       room[ROOMS];	/* the same, of its answer */
	bool                     draining;
	void                   (*on_empty)(void *ctx);
	void                    *on_empty_ctx;
	time_t                   date_at;
	char                     date[DATE_SIZE];	/* of date_at, as the header wants it */
	char                     in[READ_SIZE];	/* what was just read; one connection at a time */
};

struct exchange {
	struct arena       *mem;
	struct http_limits  limits;	/* of the listener, when it began */
	struct http_parser *parser;
	struct connection  *connection;		/* NULL when the client is gone */
	struct buffer      *answer[ROOMS];	/* as far as it is made; else NULL */
	void              (*on_gone)(void *ctx);
	void               *on_gone_ctx;
	void              (*on_room)(void *ctx);
	void               *on_room_ctx;
	char               *stream;	/* STREAM_BYTES and a little, once it is one */
	char                peer[INET6_ADDRSTRLEN];
};

struct exchange *exchange_new(struct connection *c);
void exchange_done(struct exchange *x, struct listener *l);	/* its answer is written */

/* Milliseconds, from an arbitrary beginning. */
int64_t listener_now(void);
/* "Date: Mon, 23 Nov 2026 10:13:22 GMT\r\n" */
const char *listener_date(struct listener *l);
/* A connection is closed: there is room for another. */
void listener_forget(struct listener *l);

/* `crowded`: its address has as many connections as it may have, so all it gets is an answer that says so. */
void connection_accept(struct listener *l, int fd, const struct tls *tls, const struct sockaddr_storage *peer,
	struct guest *guest, bool crowded);
/* The whole answer is in c->out. */
void connection_answer(struct connection *c);
/* Something of a stream is in c->out. */
void connection_stream(struct connection *c);
/* Its deadline has passed; it is dealt with later from the loop. */
void connection_expire(struct connection *c);
void connection_close(struct connection *c);

#endif
