#include "proto/search.h"

static const struct word kinds[] = {
	[SEARCH_CITY]    = { "city", "city", "도시" },
	[SEARCH_PROJECT] = { "project", "project", "프로젝트" },
	[SEARCH_PARTNER] = { "partner", "partner", "파트너" },
	{ NULL, NULL, NULL }
};
const struct vocab search_kind_vocab = { "SearchKind", "kind of thing", "대상 종류", kinds };

static const struct field query_fields[] = {
	{ MEMBER(struct search_query, q), .name = "q", .required = true, .min = 1, .max = 200, .form = FORM_LINE,
	  .about = "What to find: a name or part of one, in English or Korean; spaces and slips of the hand do not matter." },
	{ MEMBER(struct search_query, kind), .name = "kind", .vocab = &search_kind_vocab, .preset = -1,
	  .about = "Only this kind of thing." },
	{ MEMBER(struct search_query, limit), .name = "limit", .min = 1, .max = 100, .preset = 20,
	  .about = "How many at most." },
	{ .name = NULL }
};

const struct message search_query_message = {
	.name = "SearchQuery", .about = "What to find.",
	.size = sizeof(struct search_query), .fields = query_fields,
};

static const struct field hit_fields[] = {
	{ MEMBER(struct search_hit, kind), .name = "kind", .required = true, .vocab = &search_kind_vocab, .preset = -1,
	  .about = "Kind of thing." },
	{ MEMBER(struct search_hit, id), .name = "id", .required = true, .max = 80, .about = "Its id." },
	{ MEMBER(struct search_hit, name_en), .name = "name_en", .max = 400, .about = "Name or title in English." },
	{ MEMBER(struct search_hit, name_ko), .name = "name_ko", .max = 400, .about = "Name or title in Korean." },
	{ MEMBER(struct search_hit, city), .name = "city", .max = 80, .about = "The city of a project." },
	{ MEMBER(struct search_hit, country), .name = "country", .max = 2, .about = "The country of a city, or of a partner's seat." },
	{ MEMBER(struct search_hit, likeness), .name = "likeness", .min = 0, .max = 1000,
	  .about = "How well a name fits, in thousandths." },
	{ .name = NULL }
};

static const struct message hit_message = {
	.name = "SearchHit", .about = "Something that was found.",
	.size = sizeof(struct search_hit), .fields = hit_fields,
};

static const struct field answer_fields[] = {
	{ MEMBER(struct search_answer, items), .name = "items", .required = true, .item = &hit_message, .max = 100,
	  .about = "What fits, the best first." },
	{ .name = NULL }
};

const struct message search_answer_message = {
	.name = "SearchAnswer", .about = "What was found.",
	.size = sizeof(struct search_answer), .fields = answer_fields,
};
