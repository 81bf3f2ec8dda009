/*
 * Where PostgreSQL is, and how a connection to it begins.
 *
 * Shared by the links of one struct db. Besides what the operator's connection
 * string says, each connection gets UTF-8, UTC, ISO dates, the role to serve
 * as, and a statement_timeout a little shorter than our own patience, so that
 * a slow statement normally ends on the server and not by closing the socket.
 */
#ifndef ENGINE_DB_SERVER_H
#define ENGINE_DB_SERVER_H

#include <stdbool.h>
#include <stddef.h>

#include <libpq-fe.h>

struct server;

/* `conninfo` has passed db_check(); `role` NULL: that of the login. */
struct server *server_new(const char *conninfo, const char *role, long wait_ms);
void           server_free(struct server *s);

/*
 * PQconnectStart to the hosts of the connection string, beginning with the one
 * numbered `first`: libpq itself never leaves a host that is silent.
 */
PGconn *server_connect(const struct server *s, size_t first);
size_t  server_hosts(const struct server *s);

/* Logs why a connection could not be made: each reason once, then once a minute while it lasts. */
void server_complain(struct server *s, const char *why);
void server_is_well(struct server *s);

#endif
