/*
 * Memory with one owner and one end.
 *
 * Whoever starts a piece of work (a request, a batch run, a test) makes an
 * arena, takes memory from it as needed, and frees it once at the end. Objects
 * made by other libraries are handed over with arena_own() and are released
 * with it, newest first. There is no way to free a single object early.
 *
 * Small objects come from blocks, so a request costs a handful of mallocs;
 * under the address sanitizer every object is its own malloc, so that it sees
 * the end of each. Running out of memory ends the process: no caller could do
 * better.
 */
#ifndef PROTO_ARENA_H
#define PROTO_ARENA_H

#include <stddef.h>

struct arena;

struct arena *arena_new(void);
void          arena_free(struct arena *a);	/* NULL is fine */

/* As if it were freed and made anew, but with a block that it had: for one piece of work after the other. */
void arena_clear(struct arena *a);

void *arena_alloc(struct arena *a, size_t size);	/* zeroed, aligned for any type */
char *arena_strdup(struct arena *a, const char *s);
char *arena_strndup(struct arena *a, const char *s, size_t n);
char *arena_printf(struct arena *a, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* Gives `thing` to the arena; returns it. NULL is passed through untouched. */
void *arena_own(struct arena *a, void *thing, void (*release)(void *));

/* For what lives elsewhere: the memory that malloc() or the like gave, or the end of the process. */
void *must_have(void *p);

#endif
