/*
 * Pairing lists: what is asked for, and what comes out.
 */
#ifndef PROTO_PAIRING_LIST_H
#define PROTO_PAIRING_LIST_H

#include "proto/match.h"
#include "proto/pairing_life.h"
#include "proto/pairing_proof.h"

/* A pin or a ban. Without a project it means the city: all its projects, or its inferred needs. */
struct pair_rule {
	const char *partner, *project, *city;
};

struct capacity_rule {
	const char  *partner;
	struct maybe min, max;
};

struct quota_rule {
	int          group;		/* quota_group_vocab */
	const char  *id;		/* a city, a country, or a kind of partner */
	struct maybe min, max;
};

enum quota_group { QUOTA_CITY, QUOTA_COUNTRY, QUOTA_PARTNER_KIND, QUOTA_PARTNER_COUNTRY };
extern const struct vocab quota_group_vocab;

struct pairing_request {
	const char *meeting, *policy, *as_of;
	int64_t     floor;		/* pairs that score less are not made */
	struct list pins, bans;		/* of struct pair_rule */
	struct list capacities;		/* of struct capacity_rule */
	struct list quotas;		/* of struct quota_rule */
	const char *replaces;		/* the list this one corrects, or NULL */
	struct list earlier;		/* of struct pair_rule: what that list holds, or any pairs that should rather stay */
	int64_t     change_price;	/* for each of these that is not kept */
	bool        dry_run;		/* answer, but store nothing */
};
extern const struct message pairing_request_message;

struct pairing_line {
	int64_t       number;
	struct object city, project, partner;	/* briefs */
	int64_t       score;
	const char   *shown;
	int64_t       coverage;
	bool          pinned;
	bool          kept;		/* it stood in the list that this one replaces */
	uint32_t      flags;
	const char   *reason_en, *reason_ko;
	struct list   parts;		/* of struct part_line */
	struct list   alternates;	/* of struct alternate_line */
};

struct alternate_line {
	struct object partner, project;
	int64_t       score;
	const char   *shown;
	struct maybe  loss;		/* points that the list would lose by it; not known in very large lists */
};
extern const struct message alternate_line_message;

struct left_over {
	struct object city, partner;	/* one of them */
	const char   *en, *ko;		/* why it has no pairing */
};

struct pairing_totals {
	int64_t cities, cities_covered, pairings, score, shortfall;
	int64_t changes, change_cost;	/* pairs of the replaced list that are not kept, and their price */
};

struct pairing_list {
	/* Around the list: not part of its digest. */
	const char   *id;
	int           state;		/* list_state_vocab */
	const char   *digest;		/* SHA-256 of the canonical form: the members below, printed compactly */
	const char   *created;
	struct list   events;		/* of struct list_event */
	struct list   stages;		/* of struct stage_line */
	struct object audit;		/* of struct audit_head: when it was asked for */
	/* The list. */
	const char   *meeting, *policy, *snapshot, *as_of;
	struct object constraints;	/* of struct pairing_request */
	struct object totals;
	struct list   pairings;
	struct list   uncovered;	/* of struct left_over: cities */
	struct list   unpaired;		/* of struct left_over: partners */
	struct list   problems;		/* of struct sentence: pins that could not be kept, minimums that fall short */
	struct object certificate;
};

/* A list as the list of lists shows it. */
struct pairing_list_entry {
	const char *id, *meeting, *policy, *snapshot, *as_of;
	int         state;
	const char *digest, *created, *replaces;
};

extern const struct message pairing_line_message, pairing_totals_message, pairing_list_message, pairing_list_page;

#endif
