#include "engine/wire.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <openssl/err.h>
#include <openssl/ssl.h>

#include "engine/tls.h"

void
wire_open(struct wire *w, int fd, const struct tls *tls)
{
	*w = (struct wire){ .fd = fd, .ssl = tls == NULL ? NULL : tls_session(tls, fd) };
}

/* What a failed call of OpenSSL means, in the words of read(). */
static ssize_t
outcome(struct wire *w, bool writing)
{
	switch (SSL_get_error(w->ssl, 0)) {
	case SSL_ERROR_WANT_READ:
		w->turned = writing;
		break;
	case SSL_ERROR_WANT_WRITE:
		w->turned = !writing;
		break;
	case SSL_ERROR_ZERO_RETURN:
		return 0;
	default:
		w->broken = true;
		errno = ECONNRESET;
		return -1;
	}
	errno = EAGAIN;
	return -1;
}

enum greeting
wire_greet(struct wire *w)
{
	ERR_clear_error();
	w->turned = false;
	if (SSL_do_handshake(w->ssl) == 1)
		return GREETING_DONE;
	if (outcome(w, false) < 0 && errno == EAGAIN)
		return GREETING_WAITS;
	if (ERR_GET_REASON(ERR_peek_error()) != SSL_R_HTTP_REQUEST)
		return GREETING_FAILED;
	SSL_free(w->ssl);
	*w = (struct wire){ .fd = w->fd };
	return GREETING_IN_CLEAR;
}

ssize_t
wire_read(struct wire *w, char *to, size_t n)
{
	size_t got;

	if (w->ssl == NULL)
		return read(w->fd, to, n);
	ERR_clear_error();
	w->turned = false;
	return SSL_read_ex(w->ssl, to, n, &got) == 1 ? (ssize_t)got : outcome(w, false);
}

ssize_t
wire_drop(const struct wire *w, char *to, size_t n)
{
	return read(w->fd, to, n);
}

/*
 * Head and body of a small answer leave in one record. A call that has to be
 * repeated is given the same bytes again, or more behind them, which is what
 * OpenSSL asks for.
 */
static ssize_t
write_record(struct wire *w, const struct iovec *from, int count)
{
	char        gathered[WIRE_READ_SIZE];
	const char *record = from[0].iov_base;
	size_t      n = from[0].iov_len, sent;

	if (n == 0 && count > 1) {
		record = from[1].iov_base;
		n = from[1].iov_len;
	} else if (n < sizeof(gathered) && count > 1 && from[1].iov_len > 0) {
		size_t rest = sizeof(gathered) - n < from[1].iov_len ? sizeof(gathered) - n : from[1].iov_len;

		memcpy(gathered, from[0].iov_base, n);
		memcpy(gathered + n, from[1].iov_base, rest);
		record = gathered;
		n += rest;
	}
	ERR_clear_error();
	w->turned = false;
	if (SSL_write_ex(w->ssl, record, n, &sent) == 1)
		return (ssize_t)sent;
	/* A goodbye from the client only says that it sends no more. */
	if (outcome(w, true) == 0)
		errno = ECONNRESET;
	return -1;
}

ssize_t
wire_write(struct wire *w, const struct iovec *from, int count)
{
	struct msghdr message = { .msg_iov = (struct iovec *)from, .msg_iovlen = (size_t)count };

	return w->ssl == NULL ? sendmsg(w->fd, &message, MSG_NOSIGNAL) : write_record(w, from, count);
}

/* TLS says goodbye, or the client could not tell an end from a cut. */
static void
say_goodbye(struct wire *w)
{
	if (w->ssl == NULL || w->broken || !SSL_is_init_finished(w->ssl))
		return;
	ERR_clear_error();
	SSL_shutdown(w->ssl);
	w->broken = true;
}

void
wire_finish(struct wire *w)
{
	say_goodbye(w);
	shutdown(w->fd, SHUT_WR);
}

void
wire_close(struct wire *w)
{
	say_goodbye(w);
	SSL_free(w->ssl);
	close(w->fd);
}
