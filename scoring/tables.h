/*
 * Sheets filled by tables.
 *
 * What a part is worth depends on a few traits of a project only, and many projects
 * share them: what they are about, the support they require, their budget, their
 * terms, their city. So each part is worked out once for each trait, by the functions
 * of score_pair(), and handed to every row that has it; and of texts, only the words
 * that a profile and the projects share are looked at. The numbers are those of
 * score_pair().
 *
 * Tables are made once for a model. Filling writes to them: one thread at a time.
 */
#ifndef SCORING_TABLES_H
#define SCORING_TABLES_H

#include "scoring/rank.h"

struct tables;

/* The bytes that tables of this (indexed) model take at most, and tables at their beginning, aligned for any type. */
size_t         tables_bytes(const struct model *m);
struct tables *tables_in(void *memory, const struct model *m);

/* Scores every project of the model; the sheet is of the same model. */
void tables_fill(struct tables *t, struct sheet *s, const struct score_partner *p);

/*
 * Ranks the cities for a profile under the policy of `m`, which is the model of the tables but for its weights.
 * The list is that of rank_cities() from a sheet that tables_fill() has filled; but rows that cannot stand among
 * the first `places` are passed over, and of the sheet only the rows of the cities in the list need be there then,
 * and `open_cities`.
 */
size_t tables_rank(struct tables *t, struct sheet *s, const struct score_partner *p, const struct model *m, size_t places,
	struct ranked_city *cities);

#endif
