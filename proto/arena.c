#include "proto/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define EVERY_OBJECT_ALONE true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define EVERY_OBJECT_ALONE true
#endif
#endif
#ifndef EVERY_OBJECT_ALONE
#define EVERY_OBJECT_ALONE false
#endif

enum { FIRST_BLOCK = 4096, LARGEST_BLOCK = 65536, ALIGN = alignof(max_align_t) };

struct block {
	struct block       *older;
	size_t              size;
	alignas(ALIGN) char at[];
};

struct owned {
	struct owned *older;
	void         *thing;
	void        (*release)(void *);
};

struct arena {
	struct owned *newest;
	struct block *blocks;
	struct block *shared;	/* the newest shared block, one of them; NULL = none yet */
	char         *next;	/* free room in it */
	size_t        left;
	size_t        grow;	/* bytes in the next shared block */
	size_t        took;	/* bytes in all shared blocks */
};

void *
must_have(void *p)
{
	if (p == NULL) {
		fputs("out of memory\n", stderr);
		abort();
	}
	return p;
}

struct arena *
arena_new(void)
{
	struct arena *a = must_have(calloc(1, sizeof(*a)));

	a->grow = FIRST_BLOCK;
	return a;
}

/* Ends all that is in it, but for one block. */
static void
empty(struct arena *a, const struct block *but)
{
	/* Things first: they may still look at memory of the arena while they go. */
	for (struct owned *o = a->newest; o != NULL; o = o->older)
		o->release(o->thing);
	for (struct block *b = a->blocks, *older; b != NULL; b = older) {
		older = b->older;
		if (b != but)
			free(b);
	}
}

void
arena_free(struct arena *a)
{
	if (a == NULL)
		return;
	empty(a, NULL);
	free(a);
}

/* It takes what it took this time at once the next time, so that soon one block is enough, and stays. */
void
arena_clear(struct arena *a)
{
	struct block *stays = a->shared != NULL && a->took == a->shared->size ? a->shared : NULL;
	size_t        grow = a->took > FIRST_BLOCK ? a->took : FIRST_BLOCK;

	empty(a, stays);
	*a = (struct arena){ .grow = grow < LARGEST_BLOCK ? grow : LARGEST_BLOCK };
	if (stays == NULL)
		return;
	stays->older = NULL;
	a->blocks = a->shared = stays;
	a->next = stays->at;
	a->left = a->took = stays->size;
}

static struct block *
new_block(struct arena *a, size_t size)
{
	struct block *b = size > SIZE_MAX - sizeof(*b) ? NULL : malloc(sizeof(*b) + size);

	must_have(b);
	b->older = a->blocks;
	b->size = size;
	return a->blocks = b;
}

static void
share_block(struct arena *a)
{
	a->shared = new_block(a, a->grow);
	a->next = a->shared->at;
	a->left = a->grow;
	a->took += a->grow;
	if (a->grow < LARGEST_BLOCK)
		a->grow *= 2;
}

/* Not zeroed. */
static char *
take(struct arena *a, size_t size)
{
	char *at;

	/* A large object in a shared block would waste what is left of it. */
	if (EVERY_OBJECT_ALONE || size > a->grow / 4)
		return new_block(a, size > 0 ? size : 1)->at;
	size = (size + ALIGN - 1) / ALIGN * ALIGN;
	if (size > a->left)
		share_block(a);
	at = a->next;
	a->next += size;
	a->left -= size;
	return at;
}

void *
arena_own(struct arena *a, void *thing, void (*release)(void *))
{
	struct owned *o;

	if (thing == NULL)
		return NULL;
	o = (struct owned *)(void *)take(a, sizeof(*o));
	*o = (struct owned){ .older = a->newest, .thing = thing, .release = release };
	a->newest = o;
	return thing;
}

void *
arena_alloc(struct arena *a, size_t size)
{
	return memset(take(a, size), 0, size);
}

char *
arena_strndup(struct arena *a, const char *s, size_t n)
{
	char *copy;

	n = strnlen(s, n);
	copy = take(a, n + 1);
	memcpy(copy, s, n);
	copy[n] = '\0';
	return copy;
}

char *
arena_strdup(struct arena *a, const char *s)
{
	return arena_strndup(a, s, strlen(s));
}

char *
arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char   *s;
	int     n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	s = take(a, n < 0 ? 1 : (size_t)n + 1);
	*s = '\0';
	va_start(ap, fmt);
	if (n >= 0)
		vsnprintf(s, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return s;
}
