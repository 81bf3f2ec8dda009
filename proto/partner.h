/*
 * A partner's profile, as it is submitted, stored and shown.
 */
#ifndef PROTO_PARTNER_H
#define PROTO_PARTNER_H

#include "proto/network.h"

struct strength {
	const char *id;			/* category or sector */
	int64_t     strength;		/* 1..5 */
};

/* Work done before. A place in the network resolves to a member city. */
struct reference {
	const char  *city;		/* name as given: "Seoul", "안양", "Kuching" */
	const char  *country;		/* ISO 3166-1 alpha-2 */
	const char  *category;
	struct maybe year;
	const char  *role;
};

struct contact {
	const char *name, *email, *phone, *language;
};

struct partner {
	const char  *name_en, *name_ko;	/* at least one */
	int          kind;		/* partner_kind_vocab */
	const char  *country;		/* NULL: none, as for a multilateral bank */
	const char  *registration_number;
	struct list  categories, sectors;	/* of struct strength */
	uint32_t     support;		/* support_vocab */
	uint32_t     quadrants;		/* quadrant_vocab: targeted */
	struct texts wanted_countries, wanted_cities, excluded_countries, excluded_cities;
	struct texts conflicts;		/* projects it may not work for */
	struct maybe ticket_min, ticket_max;	/* USD */
	struct list  references;	/* of struct reference */
	struct texts languages;
	const char  *capability_en, *capability_ko;
	int64_t      capacity;		/* how many pairings it can carry */
	struct list  contacts;		/* of struct contact */
	/* Set by the server. */
	const char  *id;
	int          state;		/* partner_state_vocab */
	const char  *valid_to;		/* the last day of its term; NULL: none */
	bool         demonstration;	/* invented data, marked wherever it shows */
	int64_t      version;
};

extern const struct message partner_message, partner_page;

/* A new partner as it is stored and shown: a draft, of version 1; each list that is a set is in the order of its ids. */
const struct partner *partner_first(struct arena *mem, const char *id, const struct partner *profile);

/* What a client may say of a partner, as the database takes it: every member, and sets in order. */
const struct buffer *partner_print_profile(struct arena *mem, const struct partner *profile);

/* What candidates, matches and lists say of a partner: no contacts, no texts. */
struct partner_brief {
	const char *id, *name_en, *name_ko;
	int         kind;
	const char *country;
	bool        demonstration;
};
extern const struct message partner_brief_message;

/* POST /v1/partners/{id}/verify and renew. */
struct term {
	const char *valid_to;		/* NULL: without end */
};
extern const struct message term_message;

#endif
