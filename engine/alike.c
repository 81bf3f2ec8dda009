#include "engine/alike.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "proto/name_gram.h"

/* So often must a name be met before it is compared. */
enum { MEETINGS = 3 };

/* A run of letters in a name. After alike_ready() they stand by run, then by name. */
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

static int
compare_postings(const void *x, const void *y)
{
	const struct posting *a = x, *b = y;

	return a->gram != b->gram ? (a->gram < b->gram ? -1 : 1) : a->name < b->name ? -1 : a->name > b->name;
}

void
alike_ready(struct alike *a)
{
	a->postings = must_have(malloc((a->gram_count + 1) * sizeof(*a->postings)));
	a->met = must_have(malloc((a->names + 1) * sizeof(*a->met)));
	memset(a->met, 0, (a->names + 1) * sizeof(*a->met));
	for (size_t i = 0; i < a->names; i++)
		for (size_t g = a->starts[i]; g < a->starts[i + 1]; g++)
			a->postings[g] = (struct posting){ a->grams[g], (uint32_t)i };
	if (a->gram_count > 0)
		qsort(a->postings, a->gram_count, sizeof(*a->postings), compare_postings);
}

/* Which postings have a run of letters: [from, to). */
struct span {
	size_t from, to;
};

static size_t
first_from(const struct alike *a, uint32_t gram, size_t low)
{
	size_t high = a->gram_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (a->postings[middle].gram < gram)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct span
span_of(const struct alike *a, uint32_t gram)
{
	size_t from = first_from(a, gram, 0);

	return (struct span){ from, gram == UINT32_MAX ? a->gram_count : first_from(a, gram + 1, from) };
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
			if (meet(a, a->postings[p].name) == more)
				compare_name(a, a->postings[p].name, grams, n, &best);
	return best.name == UINT32_MAX ? -1 : a->values[best.name];
}
