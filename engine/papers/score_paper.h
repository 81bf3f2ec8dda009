/*
 * What papers say of a score: its parts with the evidence, what it hangs on, and how scores are made.
 */
#ifndef ENGINE_PAPERS_SCORE_PAPER_H
#define ENGINE_PAPERS_SCORE_PAPER_H

#include "engine/papers/paper.h"

/* A table of the parts, with why each is what it is. `parts`: of struct part_line. */
void paper_parts(struct paper *p, const struct list *parts);

/* The evidence of a part, one sentence after the other. */
const char *paper_part_why(const struct paper *p, const struct part_line *part);

/* The flags that a result hangs on, in words, or as ids; "" for none. */
const char *paper_flags(const struct paper *p, uint32_t flags);
const char *paper_flag_ids(const struct paper *p, uint32_t flags);

/* The parts with what they weigh and measure, for who has not met them. */
void paper_how_scores_are_made(struct paper *p, const struct policy_document *policy);

/* A score as people read it. */
const char *paper_score(const struct paper *p, int64_t score);

#endif
