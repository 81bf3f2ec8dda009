/*
 * What the files of the tables share: tables.c makes them, tables_fill.c fills sheets,
 * tables_rank.c ranks with no more rows than can stand first.
 */
#ifndef SCORING_TABLES_PARTS_H
#define SCORING_TABLES_PARTS_H

#include "scoring/gram.h"
#include "scoring/part.h"
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
	uint32_t points;	/* of the category, while cities are ranked; so with the others */
	uint32_t most;		/* with the track record in the city where it counts most */
};

struct required {		/* the support */
	uint32_t like;
	int16_t  support;
	uint8_t  known;
	uint32_t points;
};

struct budget {
	uint32_t like;
	bool     stated;
	int32_t  low, high;	/* amount_from(), amount_to() */
	int16_t  scale;
	uint8_t  known;
	uint16_t gates;
	uint32_t points;
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
	uint32_t points;	/* of sector and quadrant */
	uint32_t most[2];	/* with all that rows of the city can differ in; those that prefer some kinds apart */
};

/*
 * The words of all projects: for each gram of the rarity, the rows that have it. The grams of a word mostly
 * stand in the same rows, and one of them is counted for all.
 */
struct words {
	uint32_t  shift;	/* a bare gram, shifted, is its place in `start` */
	uint32_t *start;	/* where in the rarity grams with these first bits begin */
	uint32_t *first;	/* of each gram: where its rows begin, and the end of all */
	uint32_t *row;
	uint16_t *weight;	/* in the text of that row */
	uint32_t *like;		/* of each gram: the first one with the same rows and weights */
	uint16_t *times;	/* of each gram: how many of the profile's are like it, while they are counted; else 0 */
	uint32_t *found;	/* those that are */
	uint32_t (*shared)[SCRIPTS];	/* of each row: what its text shares with the profile's */
	uint16_t (*asked)[SCRIPTS];	/* what it asks for: text_asked() */
	uint8_t  *has_text;
	int16_t  *relevance;	/* of each likeness, 0..PART_MAX */
	uint32_t  by_chance;	/* who shares no more earns nothing by it, whatever the text asks for */
	uint32_t *relevant;	/* rows that share more, each once a script */
};

/* Rows of one city that have topic and support in common, up to the first of the next group; there is one more, for the end. */
struct group {
	uint32_t first, city, topic, required;
	bool     has_text;	/* all its rows have one */
	bool     prefers;	/* some of them state which kinds they prefer */
};

struct tables {
	const struct model *m;
	struct traits      *traits;	/* of each row */
	struct topic       *topics;
	struct group       *groups;
	uint32_t            group_count;
	uint32_t           *group_of;		/* of each row */
	uint32_t           *most;		/* the highest that a row of each group may stand, while cities are ranked */
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
	int16_t            *nearest;		/* of the city that is the nearest to each */
	uint32_t           *standing;		/* of each city while they are ranked, and those that may be first */
	uint32_t           *among;
	struct words        words;
};

/* One profile: what its rows are made of. */
struct filling {
	struct tables              *t;
	const struct model         *m;
	const struct score_partner *p;
	uint16_t                    gates;	/* that shut all pairs out */
	const int16_t              *near[REFERENCES_MOST];	/* of each reference: every city; NULL: the place is not known */
	int16_t                     nearest[REFERENCES_MOST];	/* and what it is worth in a city where it is worth the most */
	uint64_t                    in_use;	/* places that references of this profile stand on */
	uint32_t                    relevant_count;	/* of the rows that the words list */
};

/* Works out what rows are made of; false when the profile has more references than tables have room for. */
bool filling_begin(struct filling *f, struct tables *t, const struct score_partner *p);

void filling_put_city(const struct filling *f, struct sheet *s, uint32_t city);

/* The part of a row of this topic in a city; ANY_CITY: the most that it can be in one. */
enum { ANY_CITY = UINT16_MAX + 1 };
int16_t filling_track_record(const struct filling *f, const struct topic *topic, uint32_t city);

/* As part_preference() has it: the mean over the sides that state one. */
static inline int32_t
preference_of(int32_t wanted, int32_t preferred)
{
	return wanted == PART_UNKNOWN ? preferred : preferred == PART_UNKNOWN ? wanted : (wanted + preferred) / 2;
}

/* The part, or PART_UNKNOWN. Most rows share nothing. */
static inline int32_t
relevance_at(const struct filling *f, uint32_t row)
{
	const struct words *w = &f->t->words;
	int32_t             likeness = 0;

	if (f->p->text.count == 0 || !w->has_text[row])
		return PART_UNKNOWN;
	for (int script = 0; script < SCRIPTS; script++) {
		uint32_t shared = w->shared[row][script];
		int32_t  share = shared == 0 ? 0 : text_share(shared, w->asked[row][script]);

		likeness = share > likeness ? share : likeness;
	}
	return w->relevance[likeness];
}

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
