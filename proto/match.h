/*
 * Matches: what fits, how well, why, and what would change it.
 */
#ifndef PROTO_MATCH_H
#define PROTO_MATCH_H

#include "proto/partner.h"

/* A sentence in both languages. */
struct sentence {
	const char *en, *ko;
};

struct city_brief {
	const char *id, *country, *name_en, *name_ko;
	int         quadrant;		/* quadrant_vocab */
};

struct project_brief {
	const char *id;			/* NULL: the city's inferred needs */
	const char *title_en, *title_ko;
};

struct gate_line {
	int         gate;		/* gate_vocab */
	const char *en, *ko;
};

struct part_line {
	int         part;		/* part_vocab */
	int64_t     weight, value, points;	/* points = weight x value; they sum to the score */
	bool        known;		/* false: no data, the policy's neutral value */
	struct list evidence;		/* of struct sentence */
};

struct neighbour_line {
	const char *city, *name_en, *name_ko;
	int64_t     share;		/* 0..10000 */
};

struct change_line {
	const char *kind;		/* "add_category", ... : edit_vocab */
	const char *pointer;		/* the member of the profile it would edit: "/categories" */
	int64_t     gain;
	const char *en, *ko;
};

/* One project under a city (or one partner's best project). */
struct match_project {
	struct object project;		/* of struct project_brief */
	int64_t       score, coverage;
	bool          blocked;
	struct list   gates;
	struct list   parts;		/* empty without explanation */
};

struct match {
	int64_t       rank;
	struct object partner;		/* of struct partner_brief: candidates and lists */
	struct object city;		/* of struct city_brief */
	struct object project;		/* of struct project_brief: the best one */
	int64_t       score;		/* 0..10,000,000 */
	const char   *shown;		/* "74.32" */
	int64_t       coverage;		/* 0..1000: the weight that rests on data */
	bool          blocked;
	uint32_t      flags;		/* flag_vocab */
	struct list   gates;		/* of struct gate_line */
	struct list   parts;		/* of struct part_line */
	struct list   inferred_from;	/* of struct neighbour_line */
	struct object change;		/* of struct change_line */
	struct list   projects;		/* of struct match_project: the city's projects, best first */
};

struct match_list {
	struct object partner;		/* of struct partner_brief: whose matches; NULL for an ad-hoc profile */
	const char   *city, *project;	/* whose candidates */
	const char   *policy, *snapshot, *as_of;
	int64_t       total;		/* before the limit */
	struct list   matches;
	const char   *next;
};
extern const struct message sentence_message, city_brief_message, project_brief_message, part_line_message, gate_line_message,
	change_line_message, match_project_message, match_message, match_list_message;

/* GET .../matches?... and .../candidates?... */
struct match_query {
	const char *country, *category, *policy, *as_of, *cursor;
	int         quadrant, kind;	/* -1: any */
	int64_t     min_score, limit;
	bool        explain, evidence;
	bool        blocked;		/* also show what a gate shuts out */
};
extern const struct message match_query_message, candidate_query_message;

/* POST /v1/matches */
struct match_request {
	struct object profile;		/* of struct partner */
	struct object weights;		/* of struct part_numbers: instead of the policy's */
};
extern const struct message match_request_message;

#endif
