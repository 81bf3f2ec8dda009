#include "engine/tls.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <openssl/err.h>
#include <openssl/ssl.h>

struct tls {
	SSL_CTX *context;
};

/* Without it OpenSSL would ask for the pass phrase of a key on the terminal, and wait. */
static int
no_pass_phrase(char *to, int size, int writing, void *ctx)
{
	(void)to;
	(void)size;
	(void)writing;
	(void)ctx;
	return 0;
}

/* A client that names protocols and not ours is refused, as RFC 7301 wants it; one that names none is served. */
static int
on_protocols(SSL *ssl, const unsigned char **chosen, unsigned char *length, const unsigned char *offered,
	unsigned int offered_length, void *ctx)
{
	static const unsigned char ours[] = "\x08http/1.1";
	unsigned char             *name;

	(void)ssl;
	(void)ctx;
	if (SSL_select_next_proto(&name, length, ours, sizeof(ours) - 1, offered, offered_length) !=
	    OPENSSL_NPN_NEGOTIATED)
		return SSL_TLSEXT_ERR_ALERT_FATAL;
	*chosen = name;
	return SSL_TLSEXT_ERR_OK;
}

/* What OpenSSL says: the first error is the cause, those behind it its echoes. */
static const char *
reason(void)
{
	unsigned long error = ERR_peek_error();
	const char   *text = ERR_reason_error_string(error);

	if (ERR_SYSTEM_ERROR(error))
		return strerror(ERR_GET_REASON(error));
	return text == NULL ? "OpenSSL" : text;
}

static SSL_CTX *
new_context(void)
{
	SSL_CTX *context = SSL_CTX_new(TLS_server_method());

	if (context == NULL || !SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) ||
	    !SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20"))
		abort();
	SSL_CTX_set_default_passwd_cb(context, no_pass_phrase);
	SSL_CTX_set_alpn_select_cb(context, on_protocols, NULL);
	/*
	 * No resumption: its keys would live as long as the process, which is the
	 * end of forward secrecy, and processes beside it would not know them.
	 */
	SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
	SSL_CTX_set_num_tickets(context, 0);
	/* A client that closes its half without a goodbye is answered all the same: a request says itself where it ends. */
	SSL_CTX_set_options(context, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
		SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_IGNORE_UNEXPECTED_EOF);
	/* An answer is written in the pieces that fit, from wherever it lies by then; who waits keeps no buffers. */
	SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
		SSL_MODE_RELEASE_BUFFERS);
	return context;
}

static SSL_CTX *
load(const char *certificate, const char *key, struct problem *p)
{
	SSL_CTX *context = new_context();

	if (*key == '\0')
		key = certificate;
	ERR_clear_error();
	if (SSL_CTX_use_certificate_chain_file(context, certificate) != 1)
		problem_set(p, PROBLEM_INTERNAL, SAY_TLS_CERTIFICATE, certificate, reason());
	else if (SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) != 1)
		problem_set(p, PROBLEM_INTERNAL, SAY_TLS_KEY, key, reason());
	else
		return context;
	SSL_CTX_free(context);
	return NULL;
}

static int64_t
not_after(const SSL_CTX *context)
{
	ASN1_TIME *start = ASN1_TIME_set(NULL, 0);
	int        days = 0, seconds = 0;

	ASN1_TIME_diff(&days, &seconds, start, X509_get0_notAfter(SSL_CTX_get0_certificate(context)));
	ASN1_TIME_free(start);
	return (int64_t)days * 86400 + seconds;
}

struct tls *
tls_open(const char *certificate, const char *key, struct problem *p)
{
	SSL_CTX    *context = load(certificate, key, p);
	struct tls *t;

	if (context == NULL)
		return NULL;
	t = must_have(calloc(1, sizeof(*t)));
	t->context = context;
	return t;
}

bool
tls_replace(struct tls *t, const char *certificate, const char *key, struct problem *p)
{
	SSL_CTX *context = load(certificate, key, p);

	if (context == NULL)
		return false;
	if (not_after(context) <= time(NULL)) {
		SSL_CTX_free(context);
		return problem_set(p, PROBLEM_INTERNAL, SAY_TLS_EXPIRED, certificate);
	}
	SSL_CTX_free(t->context);	/* lives on while a session has it */
	t->context = context;
	return true;
}

int64_t
tls_not_after(const struct tls *t)
{
	return not_after(t->context);
}

struct ssl_st *
tls_session(const struct tls *t, int fd)
{
	SSL *ssl = SSL_new(t->context);

	if (ssl == NULL || SSL_set_fd(ssl, fd) != 1)
		abort();
	SSL_set_accept_state(ssl);
	return ssl;
}

void
tls_close(struct tls *t)
{
	if (t == NULL)
		return;
	SSL_CTX_free(t->context);
	free(t);
}
