/*
 * The certificate of a pairing list: the prices that prove it the best one.
 */
#ifndef PROTO_PAIRING_PROOF_H
#define PROTO_PAIRING_PROOF_H

#include "proto/message.h"

/*
 * The price of a partner, a project's slot, a city's coverage or a quota, by objective.
 * Prices that are all zero are left out.
 */
struct price_line {
	const char *id;		/* a quota's is its place in the constraints, "0"; inferred needs: "@city" */
	int64_t     pins, cities, minimums, score, tie;
};

struct certificate {
	struct list partners, projects, cities, quotas;	/* of struct price_line */
	const char *seal;
};
extern const struct message certificate_message;

/* What a pair costs or the list loses, by objective. */
struct amount_line {
	int64_t pins, cities, minimums, score, tie;
};
extern const struct message amount_message;

#endif
