/*
 * Columns: the parts of many scores, part by part, as the processor reads them fastest.
 *
 * What a part is worth does not depend on the weights, so whoever asks for a
 * ranking, with the policy's weights or with others, gets it from the columns:
 * eighteen bytes of each row are read, once, one band behind the other, and
 * nothing is written but what is found. There are two ways to the same numbers,
 * chosen when the program runs: vectors (AVX2), and portable C.
 */
#ifndef SCORING_COLUMNS_H
#define SCORING_COLUMNS_H

#include "scoring/score.h"

/* So many rows are looked at together. */
enum { BAND = 16 };

struct band {
	int16_t  part[PARTS][BAND];	/* 0..PART_MAX */
	uint16_t gates[BAND];		/* masks of failed gates */
};

struct columns {
	uint32_t     count;		/* of rows; what fills the last band up is shut */
	struct band *band;
	uint8_t     *known;		/* of each row: mask of parts that rest on data */
};

/* The bytes that so many rows take, and columns that lie in them (aligned for any type). */
size_t         columns_bytes(uint32_t count);
struct columns columns_in(void *memory, uint32_t count);

/* Fills the last band up; to be called when the rows have been put, before they are read. */
void columns_pad(struct columns *c);

void         columns_put(struct columns *c, uint32_t row, const struct score *s);
struct score columns_score(const struct columns *c, const int32_t weight[PARTS], uint32_t row);
int32_t      columns_coverage(const struct columns *c, const int32_t weight[PARTS], uint32_t row);

static inline int16_t *
columns_part(const struct columns *c, enum part part, uint32_t row)
{
	return &c->band[row / BAND].part[part][row % BAND];
}

static inline uint16_t *
columns_gates(const struct columns *c, uint32_t row)
{
	return &c->band[row / BAND].gates[row % BAND];
}

/*
 * Where a row stands before coverage and ids are looked at: the score, and STANDING_OPEN on
 * top when no gate shuts the pair out. The larger number stands first.
 */
enum { STANDING_OPEN = 1 << 24 };

static inline uint32_t
standing_of(const struct score *s)
{
	return (uint32_t)s->total + (s->gates == 0 ? STANDING_OPEN : 0);
}

/* The standings of a band. */
void band_standings(const struct band *b, const int32_t weight[PARTS], uint32_t standing[BAND]);

/* The first row from `from` on that stands at `least` or higher; c->count when there is none. */
uint32_t columns_next(const struct columns *c, const int32_t weight[PARTS], uint32_t from, uint32_t least);

/* The same in portable C, whatever the machine can do; for the tests and the benchmark. */
void     band_standings_portable(const struct band *b, const int32_t weight[PARTS], uint32_t standing[BAND]);
uint32_t columns_next_portable(const struct columns *c, const int32_t weight[PARTS], uint32_t from, uint32_t least);

#endif
