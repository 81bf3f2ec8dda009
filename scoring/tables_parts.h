/*
 * What the two halves of the tables share, for tables.c, which makes them, and
 * tables_fill.c alone.
 */
#ifndef SCORING_TABLES_PARTS_H
#define SCORING_TABLES_PARTS_H

#include "scoring/gram.h"
#include "scoring/tables.h"

enum {
	REFERENCES_MOST = 64,	/* a profile with more is scored pair by pair */
	WORTHS_A_TOPIC  = 8,	/* the same, when its references fit more topics than this on average */
	PLACES_KEPT     = 64,	/* how near every city is to each of so many places */
	CITIES_AT_ONCE  = 16,	/* columns of cities are filled up to a multiple of this */
};

/* Projects that have one trait in common. `like` is one of them; the rest is of the profile at hand. */
struct topic {			/* what they are about */
	uint32_t like;
	int16_t  category;
	uint8_t  known;		/* mask of parts */
	uint32_t first, count;	/* of the worths: references that earn something here */
};

struct required {		/* the support */
	uint32_t like;
	int16_t  support;
	uint8_t  known;
};

struct budget {
	uint32_t like;
	bool     stated;
	int32_t  low, high;	/* amount_from(), amount_to() */
	int16_t  scale;
	uint8_t  known;
	uint16_t gates;
};

struct terms {			/* kinds, countries, whether it is open */
	uint32_t like;
	uint16_t gates;
	int16_t  preferred;	/* PART_UNKNOWN: no kind is */
};

/* Where each row has its traits. */
struct traits {
	uint32_t topic, required, budget, terms;
};

/* A reference that earns something for a topic. */
struct worth {
	uint16_t reference;
	int16_t  value;
};

struct city_values {
	int16_t  sector, quadrant;
	int16_t  wanted;	/* PART_UNKNOWN: the profile wants none in particular */
	uint8_t  known;
	uint16_t gates;
};

/* What the text of a row shares with the profile's, and what it asks for, by script. */
struct shared {
	uint32_t with[SCRIPTS];	/* all 0 between two profiles */
	uint16_t asked[SCRIPTS];	/* text_asked() */
};

/* The words of all projects: for each gram of the rarity, the rows that have it. */
struct words {
	uint32_t  shift;	/* a bare gram, shifted, is its place in `start` */
	uint32_t *start;	/* where in the rarity grams with these first bits begin */
	uint32_t *first;	/* of each gram: where its rows begin, and the end of all */
	uint32_t *row;
	uint16_t *weight;	/* in the text of that row */
	struct shared *shared;	/* of each row */
	uint8_t  *has_text;
	int16_t  *relevance;	/* of each likeness, 0..PART_MAX */
};

struct tables {
	const struct model *m;
	struct traits      *traits;	/* of each row */
	struct topic       *topics;
	struct required    *required;
	struct budget      *budgets;
	struct terms       *terms;
	uint32_t            topic_count, required_count, budget_count, terms_count;
	struct worth       *worths;
	uint32_t            worths_most;
	struct city_values *cities;
	uint32_t            city_room;		/* m->city_count, filled up */
	int16_t            *membership[QUADRANTS];	/* of each city */
	int16_t            *aimed, *like;
	uint32_t           *sector_first;	/* of each city's sectors, and the end of all */
	uint32_t           *sector;		/* which of the tags */
	struct tag         *sector_tags;	/* that cities have, each once */
	int16_t            *sector_met;		/* of each of them, by the profile */
	uint32_t            sector_count;
	struct place       *place;		/* that are kept; each in turn makes room for another */
	uint32_t            next_place;
	int16_t            *nearness;		/* of every city to each of them: place_likeness() */
	struct words        words;
};

/* The place of a gram in the rarity; UINT32_MAX when no project has it. */
static inline uint32_t
words_find(const struct words *w, const struct rarity *r, uint32_t bare)
{
	uint32_t at = w->start[bare >> w->shift], end = w->start[(bare >> w->shift) + 1];

	while (at < end && r->gram[at] < bare)
		at++;
	return at < end && r->gram[at] == bare ? at : UINT32_MAX;
}

#endif
