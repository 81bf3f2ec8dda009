#include "proto/pairing_answer.h"

static const struct field why_query_fields[] = {
	{ MEMBER(struct why_query, partner), .name = "partner", .required = true, .min = 1, .max = 80,
	  .refers = REFERS_PARTNER, .about = "The partner." },
	{ MEMBER(struct why_query, city), .name = "city", .min = 1, .max = 80, .refers = REFERS_CITY,
	  .about = "The city: its project that is nearest to being paired is looked at." },
	{ MEMBER(struct why_query, project), .name = "project", .min = 1, .max = 80, .refers = REFERS_PROJECT,
	  .about = "Or the project." },
	{ .name = NULL }
};

static void
check_why_query(const void *in, const char *at, struct problem *p)
{
	const struct why_query *asked = in;

	if ((asked->city == NULL) == (asked->project == NULL))
		problem_at(p, arena_printf(p->mem, "%s/city", at), SAY_WHY_PARTNER_AND_PLACE);
}

const struct message why_query_message = {
	.name = "WhyNotQuery", .about = "The pair that is asked about.",
	.size = sizeof(struct why_query), .fields = why_query_fields, .check = check_why_query,
};

static const struct word why_reason_words[] = {
	{ "paired", "it is in the list", "목록에 있음" },
	{ "banned", "it is banned", "금지됨" },
	{ "blocked", "a gate shuts it out", "제한 사유로 제외됨" },
	{ "floor", "it scores below the floor", "최저 점수에 미치지 못함" },
	{ "no_room", "there is no room at all", "자리가 전혀 없음" },
	{ "outbid", "others are worth more", "다른 조합의 가치가 더 높음" },
	{ NULL, NULL, NULL }
};
const struct vocab why_reason_vocab = { "WhyNotReason", "reason", "이유", why_reason_words };

static const struct field why_pair_fields[] = {
	{ MEMBER(struct why_pair, partner), .name = "partner", .required = true, .item = &partner_brief_message,
	  .about = "The partner." },
	{ MEMBER(struct why_pair, city), .name = "city", .required = true, .item = &city_brief_message,
	  .about = "The city." },
	{ MEMBER(struct why_pair, project), .name = "project", .required = true, .item = &project_brief_message,
	  .about = "The project." },
	{ .name = NULL }
};

static const struct message why_pair_message = {
	.name = "Pair", .about = "A pair.", .size = sizeof(struct why_pair), .fields = why_pair_fields,
};

static const struct field why_not_fields[] = {
	{ MEMBER(struct why_not, partner), .name = "partner", .required = true, .item = &partner_brief_message,
	  .about = "The partner." },
	{ MEMBER(struct why_not, city), .name = "city", .required = true, .item = &city_brief_message,
	  .about = "The city." },
	{ MEMBER(struct why_not, project), .name = "project", .required = true, .item = &project_brief_message,
	  .about = "The project; of a city, the one that is nearest to being paired." },
	{ MEMBER(struct why_not, reason), .name = "reason", .required = true, .vocab = &why_reason_vocab,
	  .preset = -1, .about = "Why the pair is not in the list." },
	{ MEMBER(struct why_not, score), .name = "score", .required = true, .max = SCORE_MAX,
	  .about = "What the pair scores, whatever the gates say." },
	{ MEMBER(struct why_not, shown), .name = "shown", .required = true, .max = 8,
	  .about = "The score as people read it." },
	{ MEMBER(struct why_not, gates), .name = "gates", .required = true, .item = &gate_line_message,
	  .max = GATES, .about = "The gates that shut it out." },
	{ MEMBER(struct why_not, partner_price), .name = "partner_price", .item = &amount_message,
	  .about = "What the partner's side costs." },
	{ MEMBER(struct why_not, project_price), .name = "project_price", .item = &amount_message,
	  .about = "What the project's side costs." },
	{ MEMBER(struct why_not, gap), .name = "gap", .item = &amount_message,
	  .about = "What both cost beyond what the pair is worth; null where prices are not what keeps them apart." },
	{ MEMBER(struct why_not, loss), .name = "loss", .item = &amount_message,
	  .about = "What the list would lose, exactly, were the pair a must." },
	{ MEMBER(struct why_not, rise), .name = "rise", .min = 1, .max = SCORE_MAX,
	  .about = "The smallest rise of the score that would pair them; null when none would." },
	{ MEMBER(struct why_not, dropped), .name = "dropped", .required = true, .item = &why_pair_message,
	  .max = 100, .about = "Pairs that would go." },
	{ MEMBER(struct why_not, added), .name = "added", .required = true, .item = &why_pair_message,
	  .max = 100, .about = "Pairs that would come beside it." },
	{ MEMBER(struct why_not, en), .name = "en", .required = true, .max = 8000, .about = "Why, in English." },
	{ MEMBER(struct why_not, ko), .name = "ko", .required = true, .max = 8000, .about = "Why, in Korean." },
	{ MEMBER(struct why_not, change_en), .name = "change_en", .required = true, .max = 4000,
	  .about = "The smallest change that would pair them, in English." },
	{ MEMBER(struct why_not, change_ko), .name = "change_ko", .required = true, .max = 4000,
	  .about = "The same in Korean." },
	{ .name = NULL }
};

const struct message why_not_message = {
	.name = "WhyNot", .about = "Why a pair is not in a list, and what would bring it there.",
	.size = sizeof(struct why_not), .fields = why_not_fields,
};

static const struct field difference_query_fields[] = {
	{ MEMBER(struct difference_query, from), .name = "from", .required = true, .min = 1, .max = 80,
	  .form = FORM_ID, .about = "The list to compare with, as the earlier of the two." },
	{ .name = NULL }
};

const struct message difference_query_message = {
	.name = "DifferenceQuery", .about = "The list to compare with.",
	.size = sizeof(struct difference_query), .fields = difference_query_fields,
};

static const struct word difference_kind_words[] = {
	[DIFFERENCE_ADDED]   = { "added", "added", "추가" },
	[DIFFERENCE_REMOVED] = { "removed", "removed", "삭제" },
	[DIFFERENCE_CHANGED] = { "changed", "changed", "변경" },
	{ NULL, NULL, NULL }
};
const struct vocab difference_kind_vocab = { "DifferenceKind", "difference", "차이", difference_kind_words };

static const struct field difference_pair_fields[] = {
	{ MEMBER(struct difference_pair, partner), .name = "partner", .required = true,
	  .item = &partner_brief_message, .about = "The partner." },
	{ MEMBER(struct difference_pair, project), .name = "project", .required = true,
	  .item = &project_brief_message, .about = "The project." },
	{ MEMBER(struct difference_pair, score), .name = "score", .required = true, .max = SCORE_MAX,
	  .about = "Score, 0..10000000." },
	{ MEMBER(struct difference_pair, shown), .name = "shown", .required = true, .max = 8,
	  .about = "The score as people read it." },
	{ MEMBER(struct difference_pair, reason_en), .name = "reason_en", .required = true, .max = 4000,
	  .about = "The reason that its list gives, in English." },
	{ MEMBER(struct difference_pair, reason_ko), .name = "reason_ko", .required = true, .max = 4000,
	  .about = "The same in Korean." },
	{ .name = NULL }
};

static const struct message difference_pair_message = {
	.name = "DifferencePair", .about = "A pair as one of the lists has it.",
	.size = sizeof(struct difference_pair), .fields = difference_pair_fields,
};

static const struct field difference_line_fields[] = {
	{ MEMBER(struct difference_line, kind), .name = "kind", .required = true, .vocab = &difference_kind_vocab,
	  .preset = -1, .about = "What happened to the place." },
	{ MEMBER(struct difference_line, city), .name = "city", .required = true, .item = &city_brief_message,
	  .about = "The city." },
	{ MEMBER(struct difference_line, before), .name = "before", .item = &difference_pair_message,
	  .about = "The pair in the earlier list." },
	{ MEMBER(struct difference_line, after), .name = "after", .item = &difference_pair_message,
	  .about = "The pair in this list." },
	{ MEMBER(struct difference_line, en), .name = "en", .required = true, .max = 8000,
	  .about = "What changed, and what the lists say of it, in English." },
	{ MEMBER(struct difference_line, ko), .name = "ko", .required = true, .max = 8000,
	  .about = "The same in Korean." },
	{ .name = NULL }
};

static const struct message difference_line_message = {
	.name = "DifferenceLine", .about = "A pair that only one of the lists has.",
	.size = sizeof(struct difference_line), .fields = difference_line_fields,
};

static const struct field difference_fields[] = {
	{ MEMBER(struct difference, from), .name = "from", .required = true, .max = 80, .about = "The earlier list." },
	{ MEMBER(struct difference, to), .name = "to", .required = true, .max = 80, .about = "This list." },
	{ MEMBER(struct difference, same_snapshot), .name = "same_snapshot", .required = true,
	  .about = "Whether both stand on the same data." },
	{ MEMBER(struct difference, same_policy), .name = "same_policy", .required = true,
	  .about = "Whether both were scored by the same policy." },
	{ MEMBER(struct difference, same_constraints), .name = "same_constraints", .required = true,
	  .about = "Whether the same was asked for." },
	{ MEMBER(struct difference, kept), .name = "kept", .required = true, .max = INT32_MAX,
	  .about = "Pairs that both have." },
	{ MEMBER(struct difference, before), .name = "before", .required = true, .item = &pairing_totals_message,
	  .about = "What the earlier list reaches." },
	{ MEMBER(struct difference, after), .name = "after", .required = true, .item = &pairing_totals_message,
	  .about = "What this list reaches." },
	{ MEMBER(struct difference, lines), .name = "lines", .required = true, .item = &difference_line_message,
	  .max = INT32_MAX, .about = "What differs, by city." },
	{ .name = NULL }
};

const struct message difference_message = {
	.name = "Difference", .about = "How a list differs from another.",
	.size = sizeof(struct difference), .fields = difference_fields,
};
