/*
 * One flush for many commits.
 *
 * A commit that returns before it is on disk is no promise yet. A small transaction that is flushed
 * flushes all that was committed before it, so one such transaction, on a connection of its own, serves
 * everybody who waits when it is sent; who comes later waits for the next. While one is under way the
 * next gathers its commits: the slower the disk, the more share it.
 */
#ifndef ENGINE_DB_FLUSH_H
#define ENGINE_DB_FLUSH_H

#include <stdbool.h>
#include <sys/queue.h>

struct event_base;
struct flusher;
struct query;
struct server;

/* Lives with whoever waits. */
struct flush_wait {
	void (*fn)(void *ctx, bool flushed);	/* not flushed: whether it is on disk is unknown */
	void  *ctx;
	TAILQ_ENTRY(flush_wait) entry;
	bool   served;				/* by the flush that is under way */
};

/* NULL when there is no statement that flushes. */
struct flusher *flusher_open(struct event_base *base, struct server *server, long wait_ms, const struct query *flush);
void            flusher_close(struct flusher *f);	/* who still waits is told that it was not flushed */

/* Waits until all that is committed now is on disk. fn() is called once, from the loop, never before this returns. */
void flusher_await(struct flusher *f, struct flush_wait *w);

/* Waits no longer; fn() is not called. */
void flusher_forget(struct flusher *f, struct flush_wait *w);

#endif
