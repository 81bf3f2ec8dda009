#include "engine/marks.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

enum { SIZE_AT_FIRST = 1024 };

struct mark {
	uint64_t hash[2];	/* the second is odd, or the place is free */
	int64_t  value;
};

struct marks {
	struct mark *at;
	size_t       count, size;	/* a power of two */
};

static void
marks_free(void *marks)
{
	struct marks *m = marks;

	free(m->at);
	free(m);
}

struct marks *
marks_new(struct arena *mem)
{
	struct marks *m = must_have(calloc(1, sizeof(*m)));

	m->at = must_have(calloc(SIZE_AT_FIRST, sizeof(*m->at)));
	m->size = SIZE_AT_FIRST;
	return arena_own(mem, m, marks_free);
}

static void
hash_text(const char *text, uint64_t hash[2])
{
	crypto_generichash((unsigned char *)hash, 2 * sizeof(*hash), (const unsigned char *)text, strlen(text), NULL, 0);
	hash[1] |= 1;
}

/* Where it is, or the free place where it would be. */
static struct mark *
place_of(const struct marks *m, const uint64_t hash[2])
{
	size_t i = hash[0] & (m->size - 1);

	while (m->at[i].hash[1] != 0 && (m->at[i].hash[0] != hash[0] || m->at[i].hash[1] != hash[1]))
		i = (i + 1) & (m->size - 1);
	return &m->at[i];
}

static void
widen(struct marks *m)
{
	struct marks wider = { .count = m->count, .size = 2 * m->size };

	wider.at = must_have(calloc(wider.size, sizeof(*wider.at)));
	for (size_t i = 0; i < m->size; i++)
		if (m->at[i].hash[1] != 0)
			*place_of(&wider, m->at[i].hash) = m->at[i];
	free(m->at);
	*m = wider;
}

const int64_t *
marks_find(const struct marks *m, const char *text)
{
	uint64_t           hash[2];
	const struct mark *mark;

	hash_text(text, hash);
	mark = place_of(m, hash);
	return mark->hash[1] == 0 ? NULL : &mark->value;
}

void
marks_put(struct marks *m, const char *text, int64_t value)
{
	uint64_t     hash[2];
	struct mark *mark;

	if (2 * m->count >= m->size)
		widen(m);
	hash_text(text, hash);
	mark = place_of(m, hash);
	if (mark->hash[1] != 0)
		return;
	*mark = (struct mark){ { hash[0], hash[1] }, value };
	m->count++;
}
