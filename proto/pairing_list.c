#include "proto/pairing_list.h"

#include "proto/audit.h"

static const struct word quota_group_words[] = {
	[QUOTA_CITY]            = { "city", "city", "도시" },
	[QUOTA_COUNTRY]         = { "country", "country", "국가" },
	[QUOTA_PARTNER_KIND]    = { "partner_kind", "kind of partner", "파트너 유형" },
	[QUOTA_PARTNER_COUNTRY] = { "partner_country", "partner's country", "파트너 국가" },
	{ NULL, NULL, NULL }
};
const struct vocab quota_group_vocab = { "QuotaGroup", "group", "집단", quota_group_words };

static const struct field pair_rule_fields[] = {
	{ MEMBER(struct pair_rule, partner), .name = "partner", .required = true, .min = 1, .max = 80,
	  .refers = REFERS_PARTNER, .about = "The partner." },
	{ MEMBER(struct pair_rule, project), .name = "project", .min = 1, .max = 80, .refers = REFERS_PROJECT,
	  .about = "The project; or leave it out and name the city." },
	{ MEMBER(struct pair_rule, city), .name = "city", .min = 1, .max = 80, .refers = REFERS_CITY,
	  .about = "The city: a ban covers all it has; a pin needs a city without an open project, or with only one." },
	{ .name = NULL }
};

static void
check_pair_rule(const void *in, const char *at, struct problem *p)
{
	const struct pair_rule *rule = in;

	if ((rule->project == NULL) == (rule->city == NULL))
		problem_at(p, at, SAY_PROJECT_OR_CITY);
}

static const struct message pair_rule_message = {
	.name = "PairRule", .about = "A pair that must, or must not, be in the list.",
	.size = sizeof(struct pair_rule), .fields = pair_rule_fields, .check = check_pair_rule,
};

static const struct field capacity_rule_fields[] = {
	{ MEMBER(struct capacity_rule, partner), .name = "partner", .required = true, .min = 1, .max = 80,
	  .refers = REFERS_PARTNER, .about = "The partner." },
	{ MEMBER(struct capacity_rule, min), .name = "min", .min = 0, .max = INT32_MAX,
	  .about = "Pairings it must get; 0 when left out." },
	{ MEMBER(struct capacity_rule, max), .name = "max", .min = 0, .max = INT32_MAX,
	  .about = "Pairings it can carry; its profile's capacity when left out." },
	{ .name = NULL }
};

static void
check_capacity_rule(const void *in, const char *at, struct problem *p)
{
	const struct capacity_rule *rule = in;

	if (rule->min.known && rule->max.known && rule->min.value > rule->max.value)
		problem_at(p, arena_printf(p->mem, "%s/min", at), SAY_ABOVE_MAX, "max");
}

static const struct message capacity_rule_message = {
	.name = "CapacityRule", .about = "Another capacity for a partner, in this list only.",
	.size = sizeof(struct capacity_rule), .fields = capacity_rule_fields, .check = check_capacity_rule,
};

static const struct field quota_rule_fields[] = {
	{ MEMBER(struct quota_rule, group), .name = "group", .required = true, .vocab = &quota_group_vocab,
	  .preset = -1, .about = "What is counted." },
	{ MEMBER(struct quota_rule, id), .name = "id", .required = true, .min = 1, .max = 80,
	  .about = "Which city, country or kind of partner." },
	{ MEMBER(struct quota_rule, min), .name = "min", .min = 0, .max = INT32_MAX,
	  .about = "Pairings at least; 0 when left out." },
	{ MEMBER(struct quota_rule, max), .name = "max", .min = 0, .max = INT32_MAX,
	  .about = "Pairings at most; any number when left out." },
	{ .name = NULL }
};

static void
check_quota_rule(const void *in, const char *at, struct problem *p)
{
	const struct quota_rule *rule = in;

	if (rule->min.known && rule->max.known && rule->min.value > rule->max.value)
		problem_at(p, arena_printf(p->mem, "%s/min", at), SAY_ABOVE_MAX, "max");
	else if (!rule->min.known && !rule->max.known)
		problem_at(p, at, SAY_MIN_OR_MAX);
}

static const struct message quota_rule_message = {
	.name = "QuotaRule", .about = "How many pairings a city, a country or a kind of partner gets.",
	.size = sizeof(struct quota_rule), .fields = quota_rule_fields, .check = check_quota_rule,
};

static const struct field pairing_request_fields[] = {
	{ MEMBER(struct pairing_request, meeting), .name = "meeting", .required = true, .min = 1, .max = 80,
	  .refers = REFERS_MEETING, .about = "The meeting the list is for." },
	{ MEMBER(struct pairing_request, policy), .name = "policy", .min = 1, .max = 80, .refers = REFERS_POLICY,
	  .about = "Policy to score by; the first one when left out." },
	{ MEMBER(struct pairing_request, as_of), .name = "as_of", .min = 10, .max = 10, .form = FORM_DATE,
	  .about = "Day for which to judge terms and validities; the meeting's first day when left out." },
	{ MEMBER(struct pairing_request, floor), .name = "floor", .min = 0, .max = SCORE_MAX,
	  .about = "Pairs that score less are not made; pins are." },
	{ MEMBER(struct pairing_request, pins), .name = "pins", .item = &pair_rule_message, .max = 10000,
	  .about = "Pairs that must be in the list." },
	{ MEMBER(struct pairing_request, bans), .name = "bans", .item = &pair_rule_message, .max = 10000,
	  .about = "Pairs that must not be in the list." },
	{ MEMBER(struct pairing_request, capacities), .name = "capacities", .item = &capacity_rule_message,
	  .max = 10000, .about = "Capacities that differ from the profiles." },
	{ MEMBER(struct pairing_request, quotas), .name = "quotas", .item = &quota_rule_message, .max = 10000,
	  .about = "Least and largest numbers of pairings by city, country or kind." },
	{ MEMBER(struct pairing_request, replaces), .name = "replaces", .min = 1, .max = 80, .form = FORM_ID,
	  .about = "Id of an earlier list that this one corrects; when this one is announced, that one is withdrawn." },
	{ MEMBER(struct pairing_request, earlier), .name = "earlier", .item = &pair_rule_message, .max = INT32_MAX,
	  .about = "Pairs that should rather stay; with replaces, those of that list." },
	{ MEMBER(struct pairing_request, change_price), .name = "change_price", .min = 0, .max = 1000000000,
	  .about = "Points that each of the earlier pairs is worth staying for; 0 when left out." },
	{ MEMBER(struct pairing_request, dry_run), .name = "dry_run",
	  .about = "Answer with the list, but store nothing." },
	{ .name = NULL }
};

static void
check_pairing_request(const void *in, const char *at, struct problem *p)
{
	const struct pairing_request *asked = in;

	if (asked->change_price > 0 && asked->replaces == NULL && asked->earlier.count == 0)
		problem_at(p, arena_printf(p->mem, "%s/change_price", at), SAY_CHANGE_OF_WHAT);
}

const struct message pairing_request_message = {
	.name = "PairingRequest", .about = "What a pairing list is asked for.",
	.size = sizeof(struct pairing_request), .fields = pairing_request_fields, .check = check_pairing_request,
};

static const struct field alternate_line_fields[] = {
	{ MEMBER(struct alternate_line, partner), .name = "partner", .required = true,
	  .item = &partner_brief_message, .about = "The partner." },
	{ MEMBER(struct alternate_line, score), .name = "score", .required = true, .max = SCORE_MAX,
	  .about = "Score, 0..10000000." },
	{ MEMBER(struct alternate_line, shown), .name = "shown", .required = true, .max = 8,
	  .about = "The score as people read it." },
	{ MEMBER(struct alternate_line, project), .name = "project", .required = true,
	  .item = &project_brief_message, .about = "The project of the city that it is nearest to." },
	{ MEMBER(struct alternate_line, loss), .name = "loss",
	  .about = "Points that the list would lose if it came; null where other objectives would suffer, or in very large lists." },
	{ .name = NULL }
};

const struct message alternate_line_message = {
	.name = "Alternate", .about = "A partner that could take the place.",
	.size = sizeof(struct alternate_line), .fields = alternate_line_fields,
};

static const struct field pairing_line_fields[] = {
	{ MEMBER(struct pairing_line, number), .name = "number", .required = true, .min = 1, .max = INT32_MAX,
	  .about = "Line of the list: by city, project, partner." },
	{ MEMBER(struct pairing_line, city), .name = "city", .required = true, .item = &city_brief_message,
	  .about = "The city." },
	{ MEMBER(struct pairing_line, project), .name = "project", .required = true,
	  .item = &project_brief_message, .about = "The project." },
	{ MEMBER(struct pairing_line, partner), .name = "partner", .required = true,
	  .item = &partner_brief_message, .about = "The partner." },
	{ MEMBER(struct pairing_line, score), .name = "score", .required = true, .max = SCORE_MAX,
	  .about = "Score, 0..10000000." },
	{ MEMBER(struct pairing_line, shown), .name = "shown", .required = true, .max = 8,
	  .about = "The score as people read it." },
	{ MEMBER(struct pairing_line, coverage), .name = "coverage", .required = true, .max = WEIGHT_SUM,
	  .about = "Weight that rests on data, 0..1000." },
	{ MEMBER(struct pairing_line, pinned), .name = "pinned", .required = true,
	  .about = "Whether the pair was asked for." },
	{ MEMBER(struct pairing_line, kept), .name = "kept", .required = true,
	  .about = "Whether the pair stood in the list that this one replaces." },
	{ MEMBER(struct pairing_line, flags), .name = "flags", .required = true, .vocab = &flag_vocab,
	  .about = "What the result hangs on." },
	{ MEMBER(struct pairing_line, reason_en), .name = "reason_en", .required = true, .max = 4000,
	  .about = "Why, in a sentence, in English." },
	{ MEMBER(struct pairing_line, reason_ko), .name = "reason_ko", .required = true, .max = 4000,
	  .about = "Why, in a sentence, in Korean." },
	{ MEMBER(struct pairing_line, parts), .name = "parts", .required = true, .item = &part_line_message,
	  .max = PARTS, .about = "Parts of the score with their evidence." },
	{ MEMBER(struct pairing_line, alternates), .name = "alternates", .required = true,
	  .item = &alternate_line_message, .max = 10, .about = "The city's next best partners: first whose coming would cost the list least." },
	{ .name = NULL }
};

const struct message pairing_line_message = {
	.name = "Pairing", .word = SAY_WORD_PAIRING, .about = "One line of a pairing list.",
	.size = sizeof(struct pairing_line), .fields = pairing_line_fields,
};

static const struct field left_over_fields[] = {
	{ MEMBER(struct left_over, city), .name = "city", .item = &city_brief_message, .about = "The city." },
	{ MEMBER(struct left_over, partner), .name = "partner", .item = &partner_brief_message,
	  .about = "The partner." },
	{ MEMBER(struct left_over, en), .name = "en", .required = true, .max = 4000, .about = "Why, in English." },
	{ MEMBER(struct left_over, ko), .name = "ko", .required = true, .max = 4000, .about = "Why, in Korean." },
	{ .name = NULL }
};

static const struct message left_over_message = {
	.name = "LeftOver", .about = "A city or a partner without a pairing, and why.",
	.size = sizeof(struct left_over), .fields = left_over_fields,
};

static const struct field pairing_totals_fields[] = {
	{ MEMBER(struct pairing_totals, cities), .name = "cities", .required = true, .max = INT32_MAX,
	  .about = "Cities of the network." },
	{ MEMBER(struct pairing_totals, cities_covered), .name = "cities_covered", .required = true,
	  .max = INT32_MAX, .about = "Cities with at least one pairing: as many as possible." },
	{ MEMBER(struct pairing_totals, pairings), .name = "pairings", .required = true, .max = INT32_MAX,
	  .about = "Lines of the list." },
	{ MEMBER(struct pairing_totals, score), .name = "score", .required = true, .max = INT64_MAX,
	  .about = "Sum of the scores: the largest possible with that coverage." },
	{ MEMBER(struct pairing_totals, shortfall), .name = "shortfall", .required = true, .max = INT64_MAX,
	  .about = "By how much stated minimums are missed in all." },
	{ MEMBER(struct pairing_totals, changes), .name = "changes", .required = true, .max = INT32_MAX,
	  .about = "Pairs of the replaced list that are not kept." },
	{ MEMBER(struct pairing_totals, change_cost), .name = "change_cost", .required = true, .max = INT64_MAX,
	  .about = "What these changes cost." },
	{ .name = NULL }
};

const struct message pairing_totals_message = {
	.name = "PairingTotals", .about = "What the list reaches.",
	.size = sizeof(struct pairing_totals), .fields = pairing_totals_fields,
};

static const struct field pairing_list_fields[] = {
	{ MEMBER(struct pairing_list, id), .name = "id", .server = true, .max = 80, .form = FORM_ID,
	  .about = "Id of the list; null for a dry run." },
	{ MEMBER(struct pairing_list, state), .name = "state", .server = true, .vocab = &list_state_vocab,
	  .preset = -1, .about = "State; null for a dry run." },
	{ MEMBER(struct pairing_list, digest), .name = "digest", .server = true, .max = 64,
	  .about = "SHA-256 of the list: of this object from `meeting` on, as compact JSON in this order." },
	{ MEMBER(struct pairing_list, created), .name = "created", .server = true, .max = 40,
	  .about = "When it was stored; null for a dry run." },
	{ MEMBER(struct pairing_list, events), .name = "events", .server = true, .item = &list_event_message,
	  .max = INT32_MAX, .about = "Who proposed, approved, announced or withdrew it, and when." },
	{ MEMBER(struct pairing_list, stages), .name = "stages", .server = true, .item = &stage_line_message,
	  .max = INT32_MAX, .about = "How far its pairings have come, by line and day." },
	{ MEMBER(struct pairing_list, audit), .name = "audit", .server = true, .item = &audit_head_message,
	  .about = "Where the audit stood when this was asked for; null for a dry run." },
	{ MEMBER(struct pairing_list, meeting), .name = "meeting", .required = true, .max = 80, .form = FORM_ID,
	  .about = "The meeting it is for." },
	{ MEMBER(struct pairing_list, policy), .name = "policy", .required = true, .max = 80, .form = FORM_ID,
	  .about = "Policy the scores stand on." },
	{ MEMBER(struct pairing_list, snapshot), .name = "snapshot", .required = true, .max = 64,
	  .about = "SHA-256 of the data the scores stand on." },
	{ MEMBER(struct pairing_list, as_of), .name = "as_of", .required = true, .max = 10, .form = FORM_DATE,
	  .about = "Day for which terms and validities were judged." },
	{ MEMBER(struct pairing_list, constraints), .name = "constraints", .required = true,
	  .item = &pairing_request_message, .about = "What was asked for." },
	{ MEMBER(struct pairing_list, totals), .name = "totals", .required = true,
	  .item = &pairing_totals_message, .about = "What it reaches." },
	{ MEMBER(struct pairing_list, pairings), .name = "pairings", .required = true,
	  .item = &pairing_line_message, .max = INT32_MAX, .about = "The lines." },
	{ MEMBER(struct pairing_list, uncovered), .name = "uncovered", .required = true,
	  .item = &left_over_message, .max = INT32_MAX, .about = "Cities without a partner, and why." },
	{ MEMBER(struct pairing_list, unpaired), .name = "unpaired", .required = true,
	  .item = &left_over_message, .max = INT32_MAX, .about = "Partners without a city, and why." },
	{ MEMBER(struct pairing_list, problems), .name = "problems", .required = true,
	  .item = &sentence_message, .max = INT32_MAX,
	  .about = "Pins that could not be kept and minimums that fall short." },
	{ MEMBER(struct pairing_list, certificate), .name = "certificate", .required = true,
	  .item = &certificate_message, .about = "The proof that no other list is better." },
	{ .name = NULL }
};

const struct message pairing_list_message = {
	.name = "PairingList", .word = SAY_WORD_LIST, .about = "The pairings for one meeting.",
	.size = sizeof(struct pairing_list), .fields = pairing_list_fields,
};

static const struct field pairing_list_entry_fields[] = {
	{ MEMBER(struct pairing_list_entry, id), .name = "id", .required = true, .max = 80, .form = FORM_ID,
	  .about = "Id of the list." },
	{ MEMBER(struct pairing_list_entry, meeting), .name = "meeting", .required = true, .max = 80,
	  .form = FORM_ID, .about = "The meeting it is for." },
	{ MEMBER(struct pairing_list_entry, policy), .name = "policy", .required = true, .max = 80,
	  .form = FORM_ID, .about = "Policy the scores stand on." },
	{ MEMBER(struct pairing_list_entry, snapshot), .name = "snapshot", .required = true, .max = 64,
	  .about = "SHA-256 of the data the scores stand on." },
	{ MEMBER(struct pairing_list_entry, as_of), .name = "as_of", .required = true, .max = 10,
	  .form = FORM_DATE, .about = "Day for which terms and validities were judged." },
	{ MEMBER(struct pairing_list_entry, state), .name = "state", .required = true,
	  .vocab = &list_state_vocab, .preset = -1, .about = "State." },
	{ MEMBER(struct pairing_list_entry, digest), .name = "digest", .required = true, .max = 64,
	  .about = "SHA-256 of the list." },
	{ MEMBER(struct pairing_list_entry, created), .name = "created", .required = true, .max = 40,
	  .about = "When it was stored." },
	{ MEMBER(struct pairing_list_entry, replaces), .name = "replaces", .max = 80, .form = FORM_ID,
	  .about = "The list it corrects." },
	{ .name = NULL }
};

static const struct message pairing_list_entry_message = {
	.name = "PairingListEntry", .about = "A pairing list, in short.",
	.size = sizeof(struct pairing_list_entry), .fields = pairing_list_entry_fields,
};

static const struct field pairing_list_page_fields[] = {
	{ MEMBER(struct page, items), .name = "items", .required = true, .item = &pairing_list_entry_message,
	  .max = INT32_MAX, .about = "Newest first." },
	{ MEMBER(struct page, next), .name = "next", .max = 400,
	  .about = "Cursor of the next page; null on the last." },
	{ .name = NULL }
};

const struct message pairing_list_page = {
	.name = "PairingListPage", .about = "A page of a list.",
	.size = sizeof(struct page), .fields = pairing_list_page_fields,
};
