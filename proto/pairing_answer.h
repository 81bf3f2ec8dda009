/*
 * What is asked about a stored pairing list: why a pair is not in it, and how
 * it differs from another.
 */
#ifndef PROTO_PAIRING_ANSWER_H
#define PROTO_PAIRING_ANSWER_H

#include "proto/pairing_list.h"

/* GET /v1/pairing-lists/{id}/why-not */
struct why_query {
	const char *partner, *city, *project;
};
extern const struct message why_query_message;

/* By the numbers of enum pairing_why_reason in scoring/pairing.h. */
extern const struct vocab why_reason_vocab;

struct why_pair {
	struct object partner, city, project;	/* briefs */
};

struct why_not {
	struct object partner, city, project;	/* briefs; of a city, its nearest project */
	int           reason;			/* why_reason_vocab */
	int64_t       score;
	const char   *shown;
	struct list   gates;			/* of struct gate_line */
	struct object partner_price, project_price, gap, loss;	/* of struct amount_line; loss NULL: not asked */
	struct maybe  rise;			/* the smallest rise of the score that pairs them */
	struct list   dropped, added;		/* of struct why_pair: what else would change */
	const char   *en, *ko;			/* why, and what the list would lose */
	const char   *change_en, *change_ko;	/* the smallest change that would pair them */
};
extern const struct message why_not_message;

/* GET /v1/pairing-lists/{id}/difference */
struct difference_query {
	const char *from;
};
extern const struct message difference_query_message;

enum difference_kind { DIFFERENCE_ADDED, DIFFERENCE_REMOVED, DIFFERENCE_CHANGED };
extern const struct vocab difference_kind_vocab;

/* A pair as one of the two lists has it. */
struct difference_pair {
	struct object partner, project;
	int64_t       score;
	const char   *shown, *reason_en, *reason_ko;
};

struct difference_line {
	int           kind;
	struct object city;
	struct object before, after;	/* of struct difference_pair; NULL: none */
	const char   *en, *ko;		/* what changed; and why, as far as the other list says it */
};

struct difference {
	const char   *from, *to;
	bool          same_snapshot, same_policy, same_constraints;
	int64_t       kept;		/* pairs in both */
	struct object before, after;	/* of struct pairing_totals */
	struct list   lines;		/* of struct difference_line, by city */
};
extern const struct message difference_message;

#endif
