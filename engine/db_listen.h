/*
 * The connection that hears notifications; db_listen() makes it.
 *
 * A server that is gone without a word would leave it deaf, so it asks for a
 * sign of life whenever it has heard nothing for a while.
 */
#ifndef ENGINE_DB_LISTEN_H
#define ENGINE_DB_LISTEN_H

#include <stdbool.h>

struct event_base;
struct hearer;
struct server;

struct hearer *hearer_open(struct event_base *base, struct server *server, long wait_ms);

/* One more channel. */
void           hearer_add(struct hearer *l, const char *channel, void (*on_hint)(void *ctx), void *ctx);

void           hearer_close(struct hearer *l);	/* NULL is fine */
long           hearer_listens(const struct hearer *l);	/* how often it began to hear */
bool           hearer_hears(const struct hearer *l);	/* NULL hears nothing */

#endif
