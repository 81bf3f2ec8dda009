#include "proto/pairing_proof.h"

#define AMOUNTS(s)										\
	{ MEMBER(s, pins), .name = "pins", .required = true, .about = "In pins." },		\
	{ MEMBER(s, cities), .name = "cities", .required = true, .about = "In cities with a partner." }, \
	{ MEMBER(s, minimums), .name = "minimums", .required = true, .about = "In stated minimums." },	\
	{ MEMBER(s, score), .name = "score", .required = true, .about = "In points of score." },	\
	{ MEMBER(s, tie), .name = "tie", .required = true, .about = "In lots, which settle ties." },	\
	{ .name = NULL }

static const struct field amount_fields[] = { AMOUNTS(struct amount_line) };

const struct message amount_message = {
	.name = "Amount", .about = "An amount of the objectives; the first one that is not zero decides.",
	.size = sizeof(struct amount_line), .fields = amount_fields,
};

static const struct field price_line_fields[] = {
	{ MEMBER(struct price_line, id), .name = "id", .required = true, .min = 1, .max = 81,
	  .about = "Whose price: an id; \"@city\" for inferred needs; a quota's place in the constraints." },
	AMOUNTS(struct price_line)
};

static const struct message price_line_message = {
	.name = "Price", .about = "What a place in a pairing costs.",
	.size = sizeof(struct price_line), .fields = price_line_fields,
};

static const struct field certificate_fields[] = {
	{ MEMBER(struct certificate, partners), .name = "partners", .required = true, .item = &price_line_message,
	  .max = INT32_MAX, .about = "Prices of the partners' capacities." },
	{ MEMBER(struct certificate, projects), .name = "projects", .required = true, .item = &price_line_message,
	  .max = INT32_MAX, .about = "Prices of the projects' slots." },
	{ MEMBER(struct certificate, cities), .name = "cities", .required = true, .item = &price_line_message,
	  .max = INT32_MAX, .about = "Prices of the cities' coverage; below zero where one more is worth having." },
	{ MEMBER(struct certificate, quotas), .name = "quotas", .required = true, .item = &price_line_message,
	  .max = INT32_MAX, .about = "Prices of the quotas." },
	{ MEMBER(struct certificate, seal), .name = "seal", .required = true, .min = 16, .max = 16,
	  .about = "A number over constraints, pairs and prices, in hexadecimal." },
	{ .name = NULL }
};

const struct message certificate_message = {
	.name = "Certificate", .about = "Prices that prove the list the best one; what is not named costs nothing.",
	.size = sizeof(struct certificate), .fields = certificate_fields,
};
