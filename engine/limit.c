#include "engine/limit.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "proto/arena.h"

/* A bucket's owner is looked for in one row only. */
enum { ROWS = 1024, WIDTH = 8 };

#define MINUTE INT64_C(60000000)

struct bucket {
	uint64_t owner;		/* hash under a key that nobody outside can know; 0: free */
	int64_t  paid;		/* up to when its requests are paid for, in microseconds */
};

/*
 * Each request costs MINUTE / per_minute of time. `paid` runs ahead of now by
 * what was asked of late, and may be ahead by a minute at most: then it is empty.
 */
struct limit {
	int64_t       per_minute;
	uint64_t      refused;
	unsigned char key[crypto_shorthash_KEYBYTES];
	struct bucket buckets[ROWS][WIDTH];
};

struct limit *
limit_open(void)
{
	struct limit *l = must_have(calloc(1, sizeof(*l)));

	crypto_shorthash_keygen(l->key);
	return l;
}

void
limit_close(struct limit *l)
{
	free(l);
}

void
limit_set(struct limit *l, int64_t per_minute)
{
	l->per_minute = per_minute;
}

uint64_t
limit_refused(const struct limit *l)
{
	return l->refused;
}

static struct bucket *
find_bucket(struct limit *l, const char *who)
{
	unsigned char  digest[crypto_shorthash_BYTES];
	uint64_t       owner;
	struct bucket *row, *oldest;

	crypto_shorthash(digest, (const unsigned char *)who, strlen(who), l->key);
	memcpy(&owner, digest, sizeof(owner));
	owner += owner == 0;
	row = oldest = l->buckets[owner % ROWS];
	for (int i = 0; i < WIDTH; i++) {
		if (row[i].owner == owner)
			return &row[i];
		if (row[i].paid < oldest->paid)
			oldest = &row[i];
	}
	*oldest = (struct bucket){ .owner = owner };
	return oldest;
}

long
limit_take(struct limit *l, const char *who, int64_t now)
{
	struct bucket *b;
	int64_t        cost;

	if (l->per_minute == 0)
		return 0;
	b = find_bucket(l, who);
	cost = MINUTE / l->per_minute;
	if (b->paid < now)
		b->paid = now;
	if (b->paid + cost > now + MINUTE) {
		l->refused++;
		return (long)((b->paid + cost - now - MINUTE) / 1000000) + 1;
	}
	b->paid += cost;
	return 0;
}
