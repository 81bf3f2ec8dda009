/*
 * The tree of the sets that count pairings (scoring/pairing_terms.h draws it), of terms whose rows are numbered.
 */
#ifndef SCORING_PAIRING_TREE_H
#define SCORING_PAIRING_TREE_H

#include "scoring/pairing_terms.h"

/* False when two quotas cross, which are then rows of the problem in `crossing`; the nodes are made either way. */
bool pairing_plant_tree(struct pairing_terms *t, uint32_t crossing[2]);

#endif
