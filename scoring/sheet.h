/*
 * A sheet: the scores of one partner with every project of a model, in columns.
 *
 * Its rows are those of model_index(): city by city, so that a city's projects are
 * read in one go. A sheet that is kept also says, tile by tile, what the rows of a
 * tile come to at most: a tile that cannot reach what is looked for is not read.
 */
#ifndef SCORING_SHEET_H
#define SCORING_SHEET_H

#include "scoring/columns.h"

struct sheet {
	struct columns rows;		/* the numbers of score_pair() */
	struct columns tiles;		/* of the open rows of each tile, the most of each part; count 0: not worked out */
	uint32_t       open_cities;	/* that have a project which no gate shuts */
};

/* The bytes that a sheet of this model takes, and one that lies in them (aligned for any type), yet to be filled. */
size_t       sheet_bytes(const struct model *m);
struct sheet sheet_in(void *memory, const struct model *m);

/* Scores every project of the model. */
void sheet_fill(struct sheet *s, const struct model *m, const struct score_partner *p);

/* Works out the tiles of a filled sheet, for a model where they save reading. */
void sheet_tile(struct sheet *s, const struct model *m);

#endif
