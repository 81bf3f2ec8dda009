/*
 * The cookie that holds the secret of a browser's session.
 *
 * It is HttpOnly, SameSite=Strict and of the whole path. Under a public name it
 * is Secure and carries the prefix __Host-, with which a browser takes it from
 * this very host only, over TLS. Only when the browser speaks to its own machine
 * (Host: localhost, 127.0.0.1, [::1]) is it plain: nobody listens there, and not
 * every browser takes a Secure cookie from http://127.0.0.1.
 *
 * A browser sends it along whoever's page made the request. SameSite=Strict keeps
 * other sites' pages from that, but a site is no origin: another port of the
 * machine, or another name under one domain, is the same site. So a request that
 * changes something and comes with the cookie must say that a page of this origin
 * sent it: by Sec-Fetch-Site, which no script can forge, or in an older browser by
 * Origin. A client that sends neither is no browser, and has no need of the cookie.
 */
#ifndef ENGINE_COOKIE_H
#define ENGINE_COOKIE_H

#include <stdbool.h>
#include <stddef.h>

#include "proto/arena.h"
#include "proto/http.h"

/* The secret that the request carries, and its length; NULL: none, or two of them. */
const char *cookie_find(const struct http_request *http, size_t *length);

/* The value of Set-Cookie; an empty secret takes the cookie away. */
const char *cookie_set(struct arena *mem, const struct http_request *http, const char *secret, long seconds);

/* Whether a page of this origin sent it; `unsaid` is the answer for who sends neither of the two headers. */
bool cookie_same_origin(const struct http_request *http, bool unsaid);

#endif
