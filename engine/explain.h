/*
 * Scores in words: what scoring/ says in numbers, said in English and Korean.
 */
#ifndef ENGINE_EXPLAIN_H
#define ENGINE_EXPLAIN_H

#include "engine/brief.h"
#include "proto/match.h"
#include "scoring/edit.h"
#include "scoring/rank.h"

/* A pair under a view. `profile` names what `partner` holds as numbers. */
struct pair_view {
	const struct view          *view;
	const struct partner       *profile;
	const struct score_partner *partner;
	uint32_t                    project;	/* index into view->model.projects */
	uint64_t                    number;	/* view_number() of a stored partner; else 0 */
};

/* All of these live in `mem`. */
struct list explain_parts(struct arena *mem, const struct pair_view *pair, const struct score *score);
struct list explain_gates(struct arena *mem, const struct pair_view *pair, uint32_t gates);

/* The one sentence of a pairing line: the strongest evidence of the parts that earn most. */
struct sentence explain_reason(struct arena *mem, const struct pair_view *pair, const struct score *score);

/* NULL when nothing single would do. */
const struct change_line *explain_change(struct arena *mem, const struct pair_view *pair, const struct edit *edit,
	uint32_t above);

/* Cities whose needs stand in; empty for a real project. */
struct list explain_neighbours(struct arena *mem, const struct view *v, uint32_t project);

/* "74.32" for 7,432,100: cut, not rounded, so that two scores never look alike in the wrong order. */
const char *shown_score(struct arena *mem, int64_t score);

#endif
