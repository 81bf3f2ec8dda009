#include "proto/pairing_life.h"

#include "proto/pairing_list.h"

static const struct word list_state_words[] = {
	[LIST_DRAFT]     = { "draft", "draft", "초안" },
	[LIST_PROPOSED]  = { "proposed", "proposed", "제안" },
	[LIST_APPROVED]  = { "approved", "approved", "승인" },
	[LIST_ANNOUNCED] = { "announced", "announced", "발표" },
	[LIST_WITHDRAWN] = { "withdrawn", "withdrawn", "철회" },
	{ NULL, NULL, NULL }
};
const struct vocab list_state_vocab = { "ListState", "state of a list", "목록 상태", list_state_words };

static const struct word stage_words[] = {
	[STAGE_PROPOSED]         = { "proposed", "proposed", "제안" },
	[STAGE_ACCEPTED]         = { "accepted", "accepted", "수락" },
	[STAGE_DECLINED]         = { "declined", "declined", "거절" },
	[STAGE_INTRODUCED]       = { "introduced", "introduced", "소개" },
	[STAGE_LETTER_OF_INTENT] = { "letter_of_intent", "letter of intent", "의향서" },
	[STAGE_MEMORANDUM]       = { "memorandum", "memorandum", "양해각서" },
	[STAGE_STUDY]            = { "study", "study", "타당성 조사" },
	[STAGE_CONTRACT]         = { "contract", "contract", "계약" },
	[STAGE_OPERATING]        = { "operating", "operating", "운영" },
	[STAGE_ENDED]            = { "ended", "ended", "종료" },
	{ NULL, NULL, NULL }
};
const struct vocab pairing_stage_vocab = { "PairingStage", "stage of a pairing", "매칭 단계", stage_words };

static const struct word side_words[] = {
	[SIDE_PARTNER] = { "partner", "partner", "파트너" },
	[SIDE_CITY]    = { "city", "city", "도시" },
	{ NULL, NULL, NULL }
};
const struct vocab pairing_side_vocab = { "PairingSide", "side", "당사자", side_words };

static const struct field list_event_fields[] = {
	{ MEMBER(struct list_event, action), .name = "action", .required = true, .max = 20,
	  .about = "What was done: propose, approve, announce, withdraw; or supersede, when a list that replaces it was announced." },
	{ MEMBER(struct list_event, state), .name = "state", .required = true, .vocab = &list_state_vocab,
	  .preset = -1, .about = "What the list became." },
	{ MEMBER(struct list_event, at), .name = "at", .required = true, .max = 40, .about = "When." },
	{ MEMBER(struct list_event, holder), .name = "holder", .required = true, .max = 400,
	  .about = "Whose token it was." },
	{ MEMBER(struct list_event, note), .name = "note", .max = 2000, .about = "What was said about it." },
	{ MEMBER(struct list_event, replaced_by), .name = "replaced_by", .max = 80, .form = FORM_ID,
	  .about = "The list that took its place." },
	{ .name = NULL }
};

const struct message list_event_message = {
	.name = "ListEvent", .about = "Something that was done with a list.",
	.size = sizeof(struct list_event), .fields = list_event_fields,
};

static const struct field stage_line_fields[] = {
	{ MEMBER(struct stage_line, number), .name = "number", .required = true, .min = 1, .max = INT32_MAX,
	  .about = "Line of the list." },
	{ MEMBER(struct stage_line, stage), .name = "stage", .required = true, .vocab = &pairing_stage_vocab,
	  .preset = -1, .about = "How far the pairing has come." },
	{ MEMBER(struct stage_line, side), .name = "side", .vocab = &pairing_side_vocab, .preset = -1,
	  .about = "Who accepted or declined." },
	{ MEMBER(struct stage_line, date), .name = "date", .required = true, .max = 10, .form = FORM_DATE,
	  .about = "The day it happened." },
	{ MEMBER(struct stage_line, reason), .name = "reason", .max = 2000, .about = "Why it was declined." },
	{ MEMBER(struct stage_line, note), .name = "note", .max = 2000, .about = "What else there is to say." },
	{ MEMBER(struct stage_line, holder), .name = "holder", .required = true, .max = 400,
	  .about = "Whose token noted it." },
	{ MEMBER(struct stage_line, recorded), .name = "recorded", .required = true, .max = 40,
	  .about = "When it was noted." },
	{ .name = NULL }
};

const struct message stage_line_message = {
	.name = "StageLine", .about = "A dated stage of a pairing.",
	.size = sizeof(struct stage_line), .fields = stage_line_fields,
};

static const struct field list_note_fields[] = {
	{ MEMBER(struct list_note, note), .name = "note", .min = 1, .max = 2000, .about = "What to say about it." },
	{ .name = NULL }
};

const struct message list_note_message = {
	.name = "ListNote", .about = "What is said when a list moves on.",
	.size = sizeof(struct list_note), .fields = list_note_fields,
};

static const struct field stage_request_fields[] = {
	{ MEMBER(struct stage_request, stage), .name = "stage", .required = true, .vocab = &pairing_stage_vocab,
	  .preset = -1, .about = "What has happened." },
	{ MEMBER(struct stage_request, side), .name = "side", .vocab = &pairing_side_vocab, .preset = -1,
	  .about = "Who accepted or declined; only with these. Left out by a company or a city: its own side." },
	{ MEMBER(struct stage_request, date), .name = "date", .min = 10, .max = 10, .form = FORM_DATE,
	  .about = "The day it happened; today when left out." },
	{ MEMBER(struct stage_request, reason), .name = "reason", .min = 1, .max = 2000,
	  .about = "Why it was declined; a decline must say it." },
	{ MEMBER(struct stage_request, note), .name = "note", .min = 1, .max = 2000,
	  .about = "What else there is to say." },
	{ .name = NULL }
};

bool
stage_is_answer(int stage)
{
	return stage == STAGE_ACCEPTED || stage == STAGE_DECLINED;
}

static void
check_stage_request(const void *in, const char *at, struct problem *p)
{
	const struct stage_request *asked = in;

	if (asked->side >= 0 && !stage_is_answer(asked->stage))
		problem_at(p, arena_printf(p->mem, "%s/side", at), SAY_STAGE_NOBODYS);
	if (asked->stage == STAGE_DECLINED && asked->reason == NULL)
		problem_at(p, arena_printf(p->mem, "%s/reason", at), SAY_STAGE_WHY);
}

const struct message stage_request_message = {
	.name = "StageRequest", .about = "A stage that a pairing has reached.",
	.size = sizeof(struct stage_request), .fields = stage_request_fields, .check = check_stage_request,
};

static const struct field staged_pairing_fields[] = {
	{ MEMBER(struct staged_pairing, list), .name = "list", .required = true, .max = 80, .form = FORM_ID,
	  .about = "The list." },
	{ MEMBER(struct staged_pairing, number), .name = "number", .required = true, .min = 1, .max = INT32_MAX,
	  .about = "Its line." },
	{ MEMBER(struct staged_pairing, city), .name = "city", .required = true, .item = &city_brief_message,
	  .about = "The city." },
	{ MEMBER(struct staged_pairing, project), .name = "project", .required = true,
	  .item = &project_brief_message, .about = "The project." },
	{ MEMBER(struct staged_pairing, partner), .name = "partner", .required = true,
	  .item = &partner_brief_message, .about = "The partner." },
	{ MEMBER(struct staged_pairing, stages), .name = "stages", .required = true, .item = &stage_line_message,
	  .max = INT32_MAX, .about = "Its stages so far." },
	{ MEMBER(struct staged_pairing, alternates), .name = "alternates", .required = true,
	  .item = &alternate_line_message, .max = INT32_MAX,
	  .about = "After a decline: who could take the place, next best first." },
	{ .name = NULL }
};

const struct message staged_pairing_message = {
	.name = "StagedPairing", .about = "How far a pairing has come.",
	.size = sizeof(struct staged_pairing), .fields = staged_pairing_fields,
};

static const struct field proposal_fields[] = {
	{ MEMBER(struct proposal, list), .name = "list", .required = true, .max = 80, .form = FORM_ID, .about = "The list." },
	{ MEMBER(struct proposal, number), .name = "number", .required = true, .min = 1, .max = INT32_MAX,
	  .about = "Its line." },
	{ MEMBER(struct proposal, state), .name = "state", .required = true, .vocab = &list_state_vocab, .preset = -1,
	  .about = "State of the list." },
	{ MEMBER(struct proposal, meeting), .name = "meeting", .required = true, .max = 80, .form = FORM_ID,
	  .about = "The meeting it is for." },
	{ MEMBER(struct proposal, city), .name = "city", .required = true, .item = &city_brief_message,
	  .about = "The city." },
	{ MEMBER(struct proposal, project), .name = "project", .required = true, .item = &project_brief_message,
	  .about = "The project." },
	{ MEMBER(struct proposal, partner), .name = "partner", .required = true, .item = &partner_brief_message,
	  .about = "The partner." },
	{ MEMBER(struct proposal, score), .name = "score", .required = true, .max = SCORE_MAX,
	  .about = "Score, 0..10000000." },
	{ MEMBER(struct proposal, shown), .name = "shown", .required = true, .max = 8,
	  .about = "The score as people read it." },
	{ MEMBER(struct proposal, coverage), .name = "coverage", .required = true, .max = WEIGHT_SUM,
	  .about = "Weight that rests on data, 0..1000." },
	{ MEMBER(struct proposal, reason_en), .name = "reason_en", .required = true, .max = 4000,
	  .about = "Why, in a sentence, in English." },
	{ MEMBER(struct proposal, reason_ko), .name = "reason_ko", .required = true, .max = 4000,
	  .about = "Why, in a sentence, in Korean." },
	{ MEMBER(struct proposal, stages), .name = "stages", .required = true, .item = &stage_line_message,
	  .max = INT32_MAX, .about = "How far it has come; reasons and notes only of one's own side." },
	{ .name = NULL }
};

const struct message proposal_message = {
	.name = "Proposal", .about = "A pairing that is proposed to a company and a city.",
	.size = sizeof(struct proposal), .fields = proposal_fields,
};

static const struct field proposal_page_fields[] = {
	{ MEMBER(struct page, items), .name = "items", .required = true, .item = &proposal_message,
	  .max = INT32_MAX, .about = "The newest list first." },
	{ MEMBER(struct page, next), .name = "next", .max = 400, .about = "Cursor of the next page; null on the last." },
	{ .name = NULL }
};

const struct message proposal_page_message = {
	.name = "ProposalPage", .about = "A page of proposals.",
	.size = sizeof(struct page), .fields = proposal_page_fields,
};
