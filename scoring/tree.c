#include "scoring/tree.h"

static bool
share_a_tag(const struct tags *a, const struct tags *b)
{
	for (uint16_t i = 0; i < a->count; i++)
		for (uint16_t j = 0; j < b->count; j++)
			if (a->at[i].node == b->at[j].node)
				return true;
	return false;
}

void
tree_build(const struct policy *policy, uint16_t count, const uint16_t *parent,
	const struct tags *belongs, int16_t *similarity)
{
	for (uint16_t a = 0; a < count; a++) {
		for (uint16_t b = 0; b < count; b++) {
			int32_t alike = 0;

			if (a == b)
				alike = PART_MAX;
			else if (parent[a] == b || parent[b] == a)
				alike = policy->similar_parent;
			else if ((parent[a] != NOBODY && parent[a] == parent[b])
			    || (belongs != NULL && share_a_tag(&belongs[a], &belongs[b])))
				alike = policy->similar_sibling;
			similarity[(size_t)a * count + b] = (int16_t)alike;
		}
	}
}
