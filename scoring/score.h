/*
 * How well one partner fits one project, and why.
 *
 * Pure functions over plain structs. No files, clock, allocation or floating
 * point: the same input gives the same integer on every machine. Strings never
 * get here; everything is an index or a number. Who fills these structs from
 * the catalogue is engine/view_network.c.
 *
 * Score = sum over parts of weight x value: 0..SCORE_MAX, shown as 0.00-100.00.
 */
#ifndef SCORING_SCORE_H
#define SCORING_SCORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "scoring/policy.h"
#include "scoring/vocab.h"

enum { TAGS_MAX = 24, NOBODY = 0xffff };

/* Of a partner's references only this many, the strongest for the pair at hand, make its track record. */
enum { REFERENCES_COUNTED = 16 };

/* A node of a tree with how strongly it holds: 0..PART_MAX. */
struct tag {
	uint16_t node, value;
};

struct tags {
	uint16_t   count;
	struct tag at[TAGS_MAX];
};

/* A tree of categories or sectors, as the similarity of every two nodes: 0..PART_MAX. */
struct tree {
	uint16_t       count;
	const int16_t *similarity;	/* count x count */
	const uint16_t *parent;		/* NOBODY for a root */
};

/*
 * A text as its character n-grams: sorted, each once. Texts in both
 * languages give one set. See scoring/text.h.
 */
struct grams {
	const uint32_t *at;
	uint32_t        count;
	const uint16_t *weight;	/* of each, by text_weigh(); NULL = looked up in the rarity table, slower */
};

/* How rare a gram is among the projects' texts; rarer grams say more. See scoring/text.h. */
struct rarity {
	const uint32_t *gram;	/* sorted */
	const uint16_t *weight;
	uint32_t        count;
};

struct place {
	bool    known;
	int32_t ln_gdp, ln_density;	/* natural logarithms, Q16 (scoring/fixed.h) */
};

/* A set of small numbers (countries, cities), sorted. */
struct numbers {
	const uint16_t *at;
	uint32_t        count;
};

/* A set of projects, by index, sorted. */
struct indexes {
	const uint32_t *at;
	uint32_t        count;
};

struct score_city {
	uint16_t     country;
	struct place place;
	int32_t      membership[QUADRANTS];	/* soft; sums to PART_MAX */
	enum quadrant label;			/* hard */
	bool         label_flips;		/* another stated source gives another label */
	struct tags  stated_sectors;		/* what the city itself gives priority to */
	struct tags  sectors;			/* stated and implied, weighted by the policy: needs.c */
	struct tags  stated_categories;		/* what the city says without a project */
};

/* A project; or the inferred needs of a city that has no open one (needs.c). */
struct score_project {
	uint16_t       city;
	bool           inferred;
	struct tags    categories;		/* value: weight */
	struct tags    sectors;			/* stated for the project itself; value: weight */
	int32_t        support[SUPPORTS];	/* required, 0..PART_MAX; all 0 = not stated */
	int64_t        budget_min, budget_max;	/* USD; one 0 = open there, both 0 = not stated */
	struct grams   text;			/* count 0 = no text */
	uint32_t       preferred_kinds;		/* mask of partner_kind; 0 = not stated */
	uint32_t       excluded_kinds;		/* mask */
	struct numbers excluded_countries;	/* of partners */
	bool           open, valid;		/* stage is open; as_of lies within its validity */
};

struct score_reference {
	uint16_t     category;		/* or NOBODY: work outside the tree */
	uint16_t     city;		/* a member city, or NOBODY */
	struct place place;		/* not known for a place outside the network without facts */
	int32_t      membership[QUADRANTS];	/* of that place; all 0 = not known */
	int32_t      year;		/* 0 = not stated */
};

struct score_partner {
	bool         judged;		/* false: an ad-hoc profile, whose review state does not matter */
	bool         verified, expired;
	enum partner_kind kind;
	uint16_t     country;		/* NOBODY = none */
	struct tags  categories, sectors;	/* value: strength x PART_MAX / 5 */
	uint32_t     support;		/* mask; 0 = not stated */
	uint32_t     quadrants;		/* mask; 0 = not stated */
	struct numbers wanted_countries, wanted_cities, excluded_countries, excluded_cities;
	struct indexes conflicts;	/* declared by either side */
	struct indexes declined;
	int64_t      ticket_min, ticket_max;	/* USD; one 0 = open there, both 0 = not stated */
	const struct score_reference *references;
	uint32_t     reference_count;
	struct grams text;
};

/* Everything that a score depends on beside the pair: one snapshot under one policy. */
struct model {
	const struct policy        *policy;
	struct tree                 categories, sectors;
	const struct tags          *sectors_of_category;	/* per category node: the sectors it implies */
	struct rarity               rarity;
	const struct score_city    *cities;
	uint32_t                    city_count;
	const struct score_project *projects;	/* real ones, then one per city with inferred needs */
	uint32_t                    project_count;
	/* By model_index(). A row is a project's place among all, city by city. */
	const uint32_t             *city_projects;	/* the project of each row */
	const uint32_t             *row;		/* of each project */
	const uint32_t             *city_first;		/* the first row of each city, and the end of all */
	uint32_t                    listed_cities;	/* that have a project at all */
};

/*
 * Sorts the projects by city: those of city c are city_projects[city_first[c]] up to
 * city_projects[city_first[c + 1]], and within a city those about the same stand together.
 * `memory` has model_index_bytes(m) and stays as long as the model.
 */
size_t model_index_bytes(const struct model *m);
void   model_index(struct model *m, uint32_t *memory);

struct score {
	int32_t  total;			/* 0..SCORE_MAX, whatever the gates say */
	int32_t  part[PARTS];		/* 0..PART_MAX */
	uint32_t known;			/* mask of parts that rest on data */
	uint32_t gates;			/* mask of failed gates; 0 = the pair may be made */
	int32_t  coverage;		/* weight that rests on data, 0..WEIGHT_SUM */
};

struct score score_pair(const struct model *m, const struct score_partner *p, uint32_t project);

/*
 * The evidence behind each part: what met what. Which members are set depends
 * on the part; `value` is what this piece contributed, 0..PART_MAX.
 */
enum evidence_kind {
	EVIDENCE_CATEGORY,	/* mine = partner's node, theirs = project's node, value = strength x similarity */
	EVIDENCE_CATEGORY_INFERRED,	/* what the project is about is partly inferred; value = what the neutral value adds for that */
	EVIDENCE_SECTOR,	/* mine, theirs = sector nodes; implied: mine follows from a category */
	EVIDENCE_TARGET,	/* quadrant = a target; value = the city's membership in it */
	EVIDENCE_REFERENCE_QUADRANT,	/* reference = index; value = likeness of its quadrants to the city's */
	EVIDENCE_SUPPORT_MET,	/* support = index */
	EVIDENCE_SUPPORT_MISSING,
	EVIDENCE_REFERENCE,	/* reference = index, theirs = project's node; value = what it earned */
	EVIDENCE_TEXT,		/* value = shared weight */
	EVIDENCE_WANTED_COUNTRY,
	EVIDENCE_WANTED_CITY,
	EVIDENCE_NOT_WANTED,	/* the partner wants others */
	EVIDENCE_KIND_PREFERRED,
	EVIDENCE_KIND_NOT_PREFERRED,
	EVIDENCE_TICKET,	/* value = overlap */
	EVIDENCE_UNKNOWN,	/* no data: the policy's neutral value */
	EVIDENCE_NOTHING,	/* there is data on both sides, and nothing of it met */
};

struct evidence {
	enum part          part;
	enum evidence_kind kind;
	uint16_t           mine, theirs;
	bool               implied;
	uint16_t           quadrant, support;
	uint32_t           reference;
	int32_t            value;
};

enum { EVIDENCE_MAX = 64 };

/* Fills `out` in the order of the parts, strongest first, what is missing last; returns how many (at most EVIDENCE_MAX). */
size_t score_explain(const struct model *m, const struct score_partner *p, uint32_t project,
	struct evidence *out);

#endif
