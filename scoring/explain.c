#include "scoring/score.h"

#include "scoring/part.h"

void
note(struct notes *notes, struct evidence e)
{
	if (notes == NULL || notes->count == EVIDENCE_MAX)
		return;
	e.part = notes->part;
	notes->at[notes->count++] = e;
}

/*
 * Strongest first, and what is missing after all that is there; equal ones by
 * what they meet, so that the order of a project's rows is not seen.
 */
static bool
stands_before(const struct evidence *a, const struct evidence *b)
{
	bool a_lacks = a->kind == EVIDENCE_SUPPORT_MISSING, b_lacks = b->kind == EVIDENCE_SUPPORT_MISSING;

	if (a_lacks != b_lacks)
		return b_lacks;
	return a->value != b->value ? a->value > b->value : a->theirs < b->theirs;
}

static void
sort_strongest_first(struct evidence *at, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct evidence moved = at[i];
		size_t          j = i;

		for (; j > 0 && stands_before(&moved, &at[j - 1]); j--)
			at[j] = at[j - 1];
		at[j] = moved;
	}
}

size_t
score_explain(const struct model *m, const struct score_partner *p, uint32_t project, struct evidence *out)
{
	struct pair  pair = pair_of(m, p, project);
	struct notes notes = { .at = out };

	for (int i = 0; i < PARTS; i++) {
		size_t  first = notes.count;
		int32_t value;

		notes.part = (enum part)i;
		value = part_table[i](&pair, &notes);
		/* A part may have noted something before it found the other side silent. */
		if (value == PART_UNKNOWN) {
			notes.count = first;
			note(&notes, (struct evidence){ .kind = EVIDENCE_UNKNOWN, .value = m->policy->neutral[i] });
		} else if (notes.count == first) {
			note(&notes, (struct evidence){ .kind = EVIDENCE_NOTHING });
		}
		sort_strongest_first(out + first, notes.count - first);
	}
	return notes.count;
}
