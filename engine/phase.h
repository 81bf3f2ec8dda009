/*
 * Where the time of requests goes, for /metrics: how long each phase of one
 * takes on the event loop. Counted by the loop's thread only; two readings of
 * the clock a phase, and no system call.
 */
#ifndef ENGINE_PHASE_H
#define ENGINE_PHASE_H

#include <stdint.h>

#include "proto/buffer.h"

enum phase {
	PHASE_READ,	/* the bytes of a request become one */
	PHASE_ROUTE,	/* its route, rights, headers, query and body */
	PHASE_RANK,	/* partners or cities are scored and ordered, on the thread too */
	PHASE_PRINT,	/* the answer becomes bytes */
	PHASE_WRITE,	/* the bytes go to the kernel */
	PHASES
};

int64_t phase_begin(void);	/* the clock, in nanoseconds */
void    phase_end(enum phase phase, int64_t begun);
void    phase_took(enum phase phase, int64_t ns);

/* As a histogram of Prometheus. */
void phase_print(struct buffer *b, const char *name);

#endif
