/*
 * How often somebody may ask: a bucket that fills steadily and is emptied
 * request by request, so that a burst is fine and a flood is not.
 *
 * Buckets are in memory, of a fixed number: of too many at once the one that
 * was not asked for longest gives way, and its owner starts anew with a full one.
 */
#ifndef ENGINE_LIMIT_H
#define ENGINE_LIMIT_H

#include <stdint.h>

struct limit;

struct limit *limit_open(void);
void          limit_close(struct limit *l);

/* per_minute is also what a full bucket holds; 0: no limit, as before the first call. */
void limit_set(struct limit *l, int64_t per_minute);

/* Takes one at `now` (microseconds, monotonic). 0, or after how many seconds there will be one again. */
long limit_take(struct limit *l, const char *who, int64_t now);

/* How often it was refused. */
uint64_t limit_refused(const struct limit *l);

#endif
