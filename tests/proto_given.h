/*
 * What a test of the contract is given: memory, and a problem that nothing has happened to yet.
 */
#ifndef TESTS_PROTO_GIVEN_H
#define TESTS_PROTO_GIVEN_H

#include "proto/problem.h"

static struct arena  *mem;
static struct problem problem;

static inline void
setup(void)
{
	mem = arena_new();
	problem = (struct problem){ .mem = mem };
}

static inline void
teardown(void)
{
	arena_free(mem);
}

#endif
