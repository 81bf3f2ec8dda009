/*
 * A sheet: the scores of one partner with every project of a model, in columns.
 *
 * Its rows are those of model_index(): city by city, so that a city's projects are
 * read in one go. A sheet that is kept also says where each city stands under the
 * policy's weights, so that of the rows only those are read that are shown.
 */
#ifndef SCORING_SHEET_H
#define SCORING_SHEET_H

#include "scoring/columns.h"

/* Where a city stands: by its best project. */
struct stand {
	uint64_t order;		/* the larger stands first (rank.h); 0: the city has no project */
	uint32_t best;		/* of its projects */
};

struct sheet {
	struct columns rows;		/* the numbers of score_pair() */
	uint32_t       open_cities;	/* that have a project which no gate shuts */
	struct stand  *stands;		/* of each city, by rank_keep() */
	bool           kept;		/* they are there, under these weights */
	int32_t        weight[PARTS];
};

/* The bytes that a sheet of this model takes, and one that lies in them (aligned for any type), yet to be filled. */
size_t       sheet_bytes(const struct model *m);
struct sheet sheet_in(void *memory, const struct model *m);

/* Scores every project of the model. */
void sheet_fill(struct sheet *s, const struct model *m, const struct score_partner *p);

/* When the rows are there: for what fills them, beside sheet_fill(). */
void sheet_finish(struct sheet *s, const struct model *m);

#endif
