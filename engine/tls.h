/*
 * The certificate that clients are shown, and how TLS is spoken here: version
 * 1.2 or later, ciphers with forward secrecy, HTTP/1.1 and nothing else.
 *
 * A certificate may be replaced while the daemon serves. Connections that are
 * open keep the one they began with.
 */
#ifndef ENGINE_TLS_H
#define ENGINE_TLS_H

#include "proto/problem.h"

struct ssl_st;
struct tls;

/*
 * Reads PEM files: the certificate with those between it and the root behind it, and its key.
 * An empty name of the key stands for the certificate's file. NULL after filling `p`.
 */
struct tls *tls_open(const char *certificate, const char *key, struct problem *p);

/* The same for a certificate that takes its place. False after filling `p`: then the old one stays. */
bool tls_replace(struct tls *t, const char *certificate, const char *key, struct problem *p);

/* Until when it is good, in seconds since 1970. */
int64_t tls_not_after(const struct tls *t);

/* A server's session on a socket, before its handshake; wire.c owns it. */
struct ssl_st *tls_session(const struct tls *t, int fd);

void tls_close(struct tls *t);

#endif
