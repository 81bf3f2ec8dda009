/*
 * The bytes of a connection, in the clear or under TLS.
 *
 * OpenSSL works on the socket itself, so that what bounds a connection bounds
 * it under TLS too: nothing is read before there is a use for it. (A bufferevent
 * would read ahead into memory of its own, and take what a waiting client sends.)
 * A record is never longer than one read, so none is left inside OpenSSL while
 * the socket shows nothing.
 *
 * Only listener.c and connection.c include this.
 */
#ifndef ENGINE_WIRE_H
#define ENGINE_WIRE_H

#include <stdbool.h>
#include <sys/types.h>
#include <sys/uio.h>

struct ssl_st;
struct tls;

#define WIRE_READ_SIZE 16384	/* the least that may be read at once: a record of TLS */

struct wire {
	int            fd;
	struct ssl_st *ssl;	/* NULL = in the clear */
	bool           turned;	/* the last call waits for the other direction: TLS has words of its own to pass */
	bool           broken;	/* no more can be said under TLS, not even goodbye */
};

void wire_open(struct wire *w, int fd, const struct tls *tls);	/* NULL: in the clear */

/* The handshake: like a read of nothing. */
enum greeting {
	GREETING_DONE,
	GREETING_WAITS,		/* for the client; turned: for room to write */
	GREETING_IN_CLEAR,	/* the client speaks HTTP without TLS, and from here on so does the wire */
	GREETING_FAILED,
};
enum greeting wire_greet(struct wire *w);

/* As read() and writev() of a socket that does not block; neither raises SIGPIPE. */
ssize_t wire_read(struct wire *w, char *to, size_t n);
ssize_t wire_write(struct wire *w, const struct iovec *from, int count);

/* Reads what nobody wants any more, still encrypted. */
ssize_t wire_drop(const struct wire *w, char *to, size_t n);

/* Says that nothing follows. */
void wire_finish(struct wire *w);
void wire_close(struct wire *w);

#endif
