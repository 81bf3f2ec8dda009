/*
 * Where a request comes from: the peer of the connection, or whom a trusted
 * proxy names.
 */
#ifndef ENGINE_ADDRESS_H
#define ENGINE_ADDRESS_H

#include "proto/arena.h"
#include "proto/http.h"

/*
 * `proxies` are addresses parted by commas. Of X-Forwarded-For only the last
 * entry is believed, and only from one of them: it wrote that itself.
 */
const char *address_of_client(struct arena *mem, const struct http_request *http, const char *peer, const char *proxies);

/* What counts as one household: an IPv4 address, or the /64 of an IPv6 one. */
const char *address_household(struct arena *mem, const char *address);

#endif
