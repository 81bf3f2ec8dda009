/*
 * A sheet: the parts of one partner's scores against every project of a model,
 * column by column.
 *
 * What a part is worth does not depend on the weights, so a sheet is filled
 * once for a partner under a model, and whoever asks for a ranking, with the
 * policy's weights or with others, gets it from the columns: 19 bytes and a
 * nanosecond or so a pair. The numbers are those of score_pair().
 */
#ifndef SCORING_SHEET_H
#define SCORING_SHEET_H

#include "scoring/score.h"

/* Columns are this many rows longer than asked for at most, and are read that far. */
enum { SHEET_BLOCK = 16 };

struct sheet {
	uint32_t  count;		/* of projects */
	int16_t  *part[PARTS];		/* 0..PART_MAX */
	uint16_t *gates;		/* masks of failed gates; in what pads a column, none is open */
	uint8_t  *known;		/* masks of parts that rest on data */
};

/* The bytes that the columns of so many projects take, and a sheet that lies in them (aligned for any type). */
size_t       sheet_bytes(uint32_t count);
struct sheet sheet_in(void *memory, uint32_t count);

/* Scores every project of the model; the sheet has m->project_count rows. */
void sheet_fill(struct sheet *s, const struct model *m, const struct score_partner *p);

struct score sheet_score(const struct sheet *s, const int32_t weight[PARTS], uint32_t project);

/*
 * Where a pair stands before coverage and ids are looked at: the score, and STANDING_OPEN on
 * top when no gate shuts the pair out. The larger number stands first.
 */
enum { STANDING_OPEN = 1 << 24 };

static inline uint32_t
sheet_standing(const struct score *s)
{
	return (uint32_t)s->total + (s->gates == 0 ? STANDING_OPEN : 0);
}

/* `standing` has room for s->count, rounded up to a whole SHEET_BLOCK. */
void sheet_standings(const struct sheet *s, const int32_t weight[PARTS], uint32_t *standing);

/* The same in portable C, whatever the machine can do; for the tests and the benchmark. */
void sheet_standings_portable(const struct sheet *s, const int32_t weight[PARTS], uint32_t *standing);

#endif
