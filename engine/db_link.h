/*
 * One connection to PostgreSQL that comes back.
 *
 * A link connects without waiting, hands its owner what arrives, and when it
 * breaks connects again after a pause. Every wait has a deadline of ours:
 * libpq ignores connect_timeout here, and keepalives do not notice a server
 * that is stopped. What the deadline of an answer is, the owner knows; it
 * calls link_drop().
 */
#ifndef ENGINE_DB_LINK_H
#define ENGINE_DB_LINK_H

#include <stdbool.h>
#include <stdint.h>

#include <event2/event_struct.h>
#include <libpq-fe.h>

struct server;

/*
 * A link is in one state at a time.
 *
 *	DOWN -> CONNECTING -> UP
 *	  ^---------+----------'	when libpq reports a failure, or a deadline passes
 */
enum link_state { LINK_DOWN, LINK_CONNECTING, LINK_UP };

/* What the owner is told. on_down() follows only an on_up(); there `pg` is closed already. */
struct link_owner {
	void (*on_up)(void *ctx);
	void (*on_input)(void *ctx);	/* bytes have been read, or written: see what libpq makes of them */
	void (*on_down)(void *ctx);
};

struct link {
	struct event_base       *base;
	struct server           *server;
	const struct link_owner *owner;
	void                    *ctx;
	enum link_state          state;
	PGconn                  *pg;		/* NULL while DOWN */
	struct event             readable, writable;
	struct event             timer;		/* DOWN: the pause; CONNECTING: the deadline */
	long                     wait_ms;	/* for a connection to be made */
	long                     pause_ms;
	int64_t                  up_since;	/* ms, monotonic */
	size_t                   host;		/* which one to begin with */
};

/* Starts connecting. `l` may not move. */
void link_open(struct link *l, struct event_base *base, struct server *server, long wait_ms,
	const struct link_owner *owner, void *ctx);
void link_close(struct link *l);	/* tells the owner nothing */

/* Closes the socket, tells the owner, and connects again later. `why` NULL: it is said in the log already. */
void link_drop(struct link *l, const char *why);

/* Sends what libpq still holds. False after dropping the link. */
bool link_flush(struct link *l);

struct timeval link_ms(long ms);

#endif
