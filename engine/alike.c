#include "engine/alike.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "proto/name_gram.h"

/* So often must a name be met before it is compared. */
enum { MEETINGS = 3, BUCKET_BITS_MAX = 24 };

/* A run of letters in a name. After alike_ready() those whose runs begin with the same bits stand together. */
struct posting {
	uint32_t gram, name;
};

/* How often a name was met in the last question that met it. */
struct meeting {
	uint32_t question, times;
};

struct alike {
	uint32_t       *grams;		/* of all names, one after the other */
	size_t         *starts;		/* where those of each name begin; one more than names */
	int64_t        *values;
	struct posting *postings;
	size_t         *firsts;		/* where those of each bucket begin; one more than buckets */
	int             shift;		/* of a run, to have its bucket */
	struct meeting *met;		/* of each name */
	uint32_t        question;
	size_t          names, name_room, gram_count, gram_room;
};

static void
alike_free(void *alike)
{
	struct alike *a = alike;

	free(a->grams);
	free(a->starts);
	free(a->values);
	free(a->postings);
	free(a->firsts);
	free(a->met);
	free(a);
}

struct alike *
alike_new(struct arena *mem)
{
	struct alike *a = must_have(calloc(1, sizeof(*a)));

	return arena_own(mem, a, alike_free);
}

void
alike_add(struct alike *a, const char *folded, int64_t value)
{
	uint32_t letters[NAME_LETTERS], grams[NAME_LETTERS + 2];
	size_t   n = name_grams(letters, name_letters(folded, letters), grams);

	if (a->names + 2 > a->name_room) {
		a->name_room = 2 * a->name_room + 64;
		a->starts = must_have(realloc(a->starts, a->name_room * sizeof(*a->starts)));
		a->values = must_have(realloc(a->values, a->name_room * sizeof(*a->values)));
	}
	if (a->gram_count + n > a->gram_room) {
		a->gram_room = 2 * a->gram_room + 4096;
		a->grams = must_have(realloc(a->grams, a->gram_room * sizeof(*a->grams)));
	}
	memcpy(a->grams + a->gram_count, grams, n * sizeof(*grams));
	a->starts[a->names] = a->gram_count;
	a->values[a->names++] = value;
	a->gram_count += n;
	a->starts[a->names] = a->gram_count;
}

/* Runs are hashes: about as many buckets as there are runs keep most of them apart. */
static size_t
choose_buckets(struct alike *a)
{
	int bits = 1;

	while (bits < BUCKET_BITS_MAX && (size_t)1 << bits < a->gram_count)
		bits++;
	a->shift = 32 - bits;
	return (size_t)1 << bits;
}

void
alike_ready(struct alike *a)
{
	size_t buckets = choose_buckets(a);

	a->postings = must_have(malloc((a->gram_count + 1) * sizeof(*a->postings)));
	a->firsts = must_have(calloc(buckets + 1, sizeof(*a->firsts)));
	a->met = must_have(calloc(a->names + 1, sizeof(*a->met)));
	for (size_t g = 0; g < a->gram_count; g++)
		a->firsts[a->grams[g] >> a->shift]++;
	for (size_t b = 1; b <= buckets; b++)
		a->firsts[b] += a->firsts[b - 1];
	/* Where each ends, until the last of it has been put there. */
	for (size_t i = 0; i < a->names; i++)
		for (size_t g = a->starts[i]; g < a->starts[i + 1]; g++)
			a->postings[--a->firsts[a->grams[g] >> a->shift]] = (struct posting){ a->grams[g], (uint32_t)i };
}

/* The postings that may have a run of letters: [from, to). */
struct span {
	uint32_t gram;
	size_t   from, to;
};

static struct span
span_of(const struct alike *a, uint32_t gram)
{
	const size_t *first = &a->firsts[gram >> a->shift];

	return (struct span){ gram, first[0], first[1] };
}

static int
compare_spans(const void *x, const void *y)
{
	const struct span *a = x, *b = y;
	size_t             m = a->to - a->from, n = b->to - b->from;

	return m != n ? (m < n ? -1 : 1) : a->from < b->from ? -1 : a->from > b->from;
}

/* The best name so far, and how alike it is. */
struct best {
	uint32_t name;
	int      likeness;
};

static size_t
meet(struct alike *a, uint32_t name)
{
	struct meeting *m = &a->met[name];

	if (m->question != a->question)
		*m = (struct meeting){ .question = a->question };
	return ++m->times;
}

static void
compare_name(const struct alike *a, uint32_t name, const uint32_t *grams, size_t n, struct best *best)
{
	int likeness = name_likeness(grams, n, a->grams + a->starts[name], a->starts[name + 1] - a->starts[name]);

	if (likeness > best->likeness || (likeness == best->likeness && name < best->name))
		*best = (struct best){ name, likeness };
}

int64_t
alike_find(struct alike *a, const char *folded, int least)
{
	uint32_t    letters[NAME_LETTERS], grams[NAME_LETTERS + 2];
	struct span spans[NAME_LETTERS + 2];
	size_t      n = name_grams(letters, name_letters(folded, letters), grams);
	/*
	 * Two names this alike share so many of ours; hence, of the rarest that are left and some more, as
	 * many as there are more. To count is cheap, to compare is not, and chance brings few together thrice.
	 */
	size_t      shared = (n * (size_t)least + (2000 - (size_t)least) - 1) / (2000 - (size_t)least);
	size_t      more = shared < MEETINGS ? shared : MEETINGS;
	struct best best = { UINT32_MAX, least };

	for (size_t i = 0; i < n; i++)
		spans[i] = span_of(a, grams[i]);
	if (n > 0)
		qsort(spans, n, sizeof(*spans), compare_spans);
	a->question++;
	for (size_t i = 0; i + shared < n + more; i++)
		for (size_t p = spans[i].from; p < spans[i].to; p++)
			if (a->postings[p].gram == spans[i].gram && meet(a, a->postings[p].name) == more)
				compare_name(a, a->postings[p].name, grams, n, &best);
	return best.name == UINT32_MAX ? -1 : a->values[best.name];
}
