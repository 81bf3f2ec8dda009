#include "proto/list_query.h"

#define PAGES											\
	{ MEMBER(struct list_query, limit), .name = "limit", .min = 1, .max = 1000, .preset = 100, \
	  .about = "How many at most." },							\
	{ MEMBER(struct list_query, cursor), .name = "cursor", .min = 1, .max = 400, .form = FORM_CURSOR, \
	  .about = "Where an earlier page ended." },						\
	{ .name = NULL }

#define COMMON											\
	{ MEMBER(struct list_query, q), .name = "q", .min = 1, .max = 200, .form = FORM_LINE,	\
	  .about = "Only what has this in one of its names; case, accents, spaces and slips of the hand do not matter." }, \
	PAGES

static const struct field page_fields[] = { PAGES };

const struct message page_query_message = {
	.name = "PageQuery", .about = "Pages.",
	.size = sizeof(struct list_query), .fields = page_fields,
};

static const struct field plain_fields[] = { COMMON };

const struct message plain_query_message = {
	.name = "ListQuery", .about = "Search and pages.",
	.size = sizeof(struct list_query), .fields = plain_fields,
};

static const struct field city_fields[] = {
	{ MEMBER(struct list_query, country), .name = "country", .min = 1, .max = 80, .refers = REFERS_COUNTRY,
	  .about = "Only cities of this member state." },
	{ MEMBER(struct list_query, quadrant), .name = "quadrant", .vocab = &quadrant_vocab, .preset = -1,
	  .about = "Only cities of this quadrant." },
	{ MEMBER(struct list_query, category), .name = "category", .min = 1, .max = 80,
	  .refers = REFERS_CATEGORY, .about = "Only cities that state this category." },
	COMMON
};

const struct message city_query_message = {
	.name = "CityQuery", .about = "Filters of the cities.",
	.size = sizeof(struct list_query), .fields = city_fields,
};

static const struct field project_fields[] = {
	{ MEMBER(struct list_query, city), .name = "city", .min = 1, .max = 80, .refers = REFERS_CITY,
	  .about = "Only projects of this city." },
	{ MEMBER(struct list_query, stage), .name = "stage", .vocab = &project_stage_vocab, .preset = -1,
	  .about = "Only projects at this stage." },
	{ MEMBER(struct list_query, category), .name = "category", .min = 1, .max = 80,
	  .refers = REFERS_CATEGORY, .about = "Only projects of this category." },
	COMMON
};

const struct message project_query_message = {
	.name = "ProjectQuery", .about = "Filters of the projects.",
	.size = sizeof(struct list_query), .fields = project_fields,
};

static const struct field partner_fields[] = {
	{ MEMBER(struct list_query, country), .name = "country", .min = 2, .max = 2, .form = FORM_COUNTRY,
	  .about = "Only partners with their seat in this country." },
	{ MEMBER(struct list_query, kind), .name = "kind", .vocab = &partner_kind_vocab, .preset = -1,
	  .about = "Only this kind of partner." },
	{ MEMBER(struct list_query, state), .name = "state", .vocab = &partner_state_vocab, .preset = -1,
	  .about = "Only partners in this state of review." },
	{ MEMBER(struct list_query, category), .name = "category", .min = 1, .max = 80,
	  .refers = REFERS_CATEGORY, .about = "Only partners that work in this category." },
	COMMON
};

const struct message partner_query_message = {
	.name = "PartnerQuery", .about = "Filters of the partners.",
	.size = sizeof(struct list_query), .fields = partner_fields,
};
