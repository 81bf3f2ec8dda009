/*
 * What was told last of scores: what there is to say of a stored partner's pair stays the same as long
 * as nothing changes that it rests on, and to say it costs more than the rest of an answer.
 */
#ifndef ENGINE_TOLD_H
#define ENGINE_TOLD_H

#include "engine/explain.h"

/*
 * As explain_numbers(), explain_parts(), and explain_change() of the smallest edit that lifts the pair above
 * another (rank_smallest_edit), all under the policy of the view's frame. What pair->number allows is kept
 * for the next time. Called, and `mem` freed, on the event loop only.
 */
struct list   told_numbers(struct arena *mem, const struct pair_view *pair, const struct score *score);
struct list   told_parts(struct arena *mem, const struct pair_view *pair, const struct score *score);
struct object told_change(struct arena *mem, const struct pair_view *pair, const struct sheet *sheet, uint32_t above);

#endif
