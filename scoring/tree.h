/*
 * How alike two nodes of a tree of categories, or of sectors, are.
 *
 * The same node PART_MAX; a node and its parent the policy's similar_parent;
 * siblings its similar_sibling; all others 0. Siblings are two children of one
 * parent, and also two nodes that belong to the same thing outside the tree:
 * public transportation and road infrastructure both serve transport.
 */
#ifndef SCORING_TREE_H
#define SCORING_TREE_H

#include "scoring/score.h"

/*
 * Fills `similarity`, count x count. `parent[i]` is NOBODY for a root.
 * `belongs[i]` (NULL: nothing) holds what node i belongs to beside its parent:
 * for categories, model.sectors_of_category.
 */
void tree_build(const struct policy *policy, uint16_t count, const uint16_t *parent,
	const struct tags *belongs, int16_t *similarity);

#endif
