/*
 * The parts of a score as numbers, without a word about them.
 *
 * An answer tells many scores, and few of their lines differ: what a city is counts for each of its projects,
 * and much of a project others have as well. So what an answer has said is not printed for it again.
 */
#ifndef ENGINE_PART_LINES_H
#define ENGINE_PART_LINES_H

#include "proto/match.h"
#include "scoring/policy.h"
#include "scoring/score.h"

/* PARTS lines, in `mem`. */
struct part_line *part_lines_of(struct arena *mem, const struct policy *policy, const struct score *score);

/* What one answer has printed: it begins with `mem`, where all of it lives, and the policy of its scores. */
struct part_lines {
	struct arena        *mem;
	const struct policy *policy;
	struct printed_line *lines;	/* NULL: nothing yet */
	struct buffer       *printed;
};

/* part_lines_of(), with the bytes that printing them gives. */
struct list part_lines_tell(struct part_lines *l, const struct score *score);

#endif
