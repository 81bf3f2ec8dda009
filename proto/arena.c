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
	char         *next;	/* free room in the newest shared block */
	size_t        left;
	size_t        grow;	/* bytes in the next shared block */
};

static void *
must(void *p)
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
	struct arena *a = must(calloc(1, sizeof(*a)));

	a->grow = FIRST_BLOCK;
	return a;
}

void
arena_free(struct arena *a)
{
	if (a == NULL)
		return;
	/* Things first: they may still look at memory of the arena while they go. */
	for (struct owned *o = a->newest; o != NULL; o = o->older)
		o->release(o->thing);
	for (struct block *b = a->blocks, *older; b != NULL; b = older) {
		older = b->older;
		free(b);
	}
	free(a);
}

static char *
new_block(struct arena *a, size_t size)
{
	struct block *b = size > SIZE_MAX - sizeof(*b) ? NULL : malloc(sizeof(*b) + size);

	must(b);
	b->older = a->blocks;
	a->blocks = b;
	return b->at;
}

/* Not zeroed. */
static char *
take(struct arena *a, size_t size)
{
	char *at;

	/* A large object in a shared block would waste what is left of it. */
	if (EVERY_OBJECT_ALONE || size > a->grow / 4)
		return new_block(a, size > 0 ? size : 1);
	size = (size + ALIGN - 1) / ALIGN * ALIGN;
	if (size > a->left) {
		a->next = new_block(a, a->grow);
		a->left = a->grow;
		if (a->grow < LARGEST_BLOCK)
			a->grow *= 2;
	}
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
