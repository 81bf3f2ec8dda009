#include "proto/match.h"

static const struct field sentence_fields[] = {
	{ MEMBER(struct sentence, en), .name = "en", .required = true, .max = 4000, .about = "In English." },
	{ MEMBER(struct sentence, ko), .name = "ko", .required = true, .max = 4000, .about = "In Korean." },
	{ .name = NULL }
};

const struct message sentence_message = {
	.name = "Sentence", .about = "A sentence in both languages.",
	.size = sizeof(struct sentence), .fields = sentence_fields,
};

static const struct field city_brief_fields[] = {
	{ MEMBER(struct city_brief, id), .name = "id", .required = true, .max = 80, .form = FORM_ID,
	  .about = "Id of the city." },
	{ MEMBER(struct city_brief, country), .name = "country", .required = true, .max = 2, .form = FORM_COUNTRY,
	  .about = "Member state." },
	{ MEMBER(struct city_brief, name_en), .name = "name_en", .required = true, .max = 200,
	  .about = "Name in English." },
	{ MEMBER(struct city_brief, name_ko), .name = "name_ko", .required = true, .max = 200,
	  .about = "Name in Korean." },
	{ MEMBER(struct city_brief, quadrant), .name = "quadrant", .vocab = &quadrant_vocab, .preset = -1,
	  .about = "Quadrant under the policy." },
	{ .name = NULL }
};

const struct message city_brief_message = {
	.name = "CityBrief", .about = "A city, in short.",
	.size = sizeof(struct city_brief), .fields = city_brief_fields,
};

static const struct field project_brief_fields[] = {
	{ MEMBER(struct project_brief, id), .name = "id", .max = 80, .form = FORM_ID,
	  .about = "Id of the project; null for the inferred needs of a city without an open project." },
	{ MEMBER(struct project_brief, title_en), .name = "title_en", .required = true, .max = 400,
	  .about = "Title in English." },
	{ MEMBER(struct project_brief, title_ko), .name = "title_ko", .required = true, .max = 400,
	  .about = "Title in Korean." },
	{ .name = NULL }
};

const struct message project_brief_message = {
	.name = "ProjectBrief", .about = "A project, in short.",
	.size = sizeof(struct project_brief), .fields = project_brief_fields,
};

static const struct field gate_line_fields[] = {
	{ MEMBER(struct gate_line, gate), .name = "gate", .required = true, .vocab = &gate_vocab, .preset = -1,
	  .about = "The gate that failed." },
	{ MEMBER(struct gate_line, en), .name = "en", .required = true, .max = 4000, .about = "Why, in English." },
	{ MEMBER(struct gate_line, ko), .name = "ko", .required = true, .max = 4000, .about = "Why, in Korean." },
	{ .name = NULL }
};

const struct message gate_line_message = {
	.name = "FailedGate", .about = "A reason why the pair cannot be made, whatever its score.",
	.size = sizeof(struct gate_line), .fields = gate_line_fields,
};

static const struct field part_line_fields[] = {
	{ MEMBER(struct part_line, part), .name = "part", .required = true, .vocab = &part_vocab, .preset = -1,
	  .about = "Which part of the score." },
	{ MEMBER(struct part_line, weight), .name = "weight", .required = true, .max = WEIGHT_SUM,
	  .about = "Weight of the part, 0..1000." },
	{ MEMBER(struct part_line, value), .name = "value", .required = true, .max = PART_MAX,
	  .about = "Value of the part, 0..10000." },
	{ MEMBER(struct part_line, points), .name = "points", .required = true, .max = SCORE_MAX,
	  .about = "Weight x value; the points of all parts sum to the score." },
	{ MEMBER(struct part_line, known), .name = "known", .required = true,
	  .about = "False: there is no data, so the value is the policy's neutral one." },
	{ MEMBER(struct part_line, evidence), .name = "evidence", .required = true, .item = &sentence_message,
	  .max = 64, .about = "What the value rests on." },
	{ .name = NULL }
};

const struct message part_line_message = {
	.name = "ScorePart", .about = "One part of a score with its evidence.",
	.size = sizeof(struct part_line), .fields = part_line_fields,
};

static const struct field neighbour_line_fields[] = {
	{ MEMBER(struct neighbour_line, city), .name = "city", .required = true, .max = 80, .form = FORM_ID,
	  .about = "A city near in GDP per capita and density." },
	{ MEMBER(struct neighbour_line, name_en), .name = "name_en", .required = true, .max = 200,
	  .about = "Name in English." },
	{ MEMBER(struct neighbour_line, name_ko), .name = "name_ko", .required = true, .max = 200,
	  .about = "Name in Korean." },
	{ MEMBER(struct neighbour_line, share), .name = "share", .required = true, .max = PART_MAX,
	  .about = "Its share in the inferred needs; the shares sum to 10000." },
	{ .name = NULL }
};

static const struct message neighbour_line_message = {
	.name = "Neighbour", .about = "A city whose needs stand in for those of one without an open project.",
	.size = sizeof(struct neighbour_line), .fields = neighbour_line_fields,
};

static const struct field change_line_fields[] = {
	{ MEMBER(struct change_line, kind), .name = "kind", .required = true, .max = 40,
	  .about = "What sort of edit." },
	{ MEMBER(struct change_line, pointer), .name = "pointer", .required = true, .max = 80,
	  .about = "The member of the profile to edit, as a JSON pointer." },
	{ MEMBER(struct change_line, gain), .name = "gain", .required = true, .max = SCORE_MAX,
	  .about = "How much the score would rise." },
	{ MEMBER(struct change_line, en), .name = "en", .required = true, .max = 4000, .about = "In English." },
	{ MEMBER(struct change_line, ko), .name = "ko", .required = true, .max = 4000, .about = "In Korean." },
	{ .name = NULL }
};

const struct message change_line_message = {
	.name = "Change", .about = "The smallest single edit of the profile that would lift this city above the next one.",
	.size = sizeof(struct change_line), .fields = change_line_fields,
};

static const struct field match_project_fields[] = {
	{ MEMBER(struct match_project, project), .name = "project", .required = true,
	  .item = &project_brief_message, .about = "The project." },
	{ MEMBER(struct match_project, score), .name = "score", .required = true, .max = SCORE_MAX,
	  .about = "Score, 0..10000000." },
	{ MEMBER(struct match_project, coverage), .name = "coverage", .required = true, .max = WEIGHT_SUM,
	  .about = "Weight that rests on data, 0..1000." },
	{ MEMBER(struct match_project, blocked), .name = "blocked", .required = true,
	  .about = "Whether a gate shuts the pair out." },
	{ MEMBER(struct match_project, gates), .name = "gates", .required = true, .item = &gate_line_message,
	  .max = GATES, .about = "Failed gates." },
	{ MEMBER(struct match_project, parts), .name = "parts", .required = true, .item = &part_line_message,
	  .max = PARTS, .about = "Parts of the score; empty without explanation." },
	{ .name = NULL }
};

const struct message match_project_message = {
	.name = "MatchProject", .about = "One project of a matched city.",
	.size = sizeof(struct match_project), .fields = match_project_fields,
};

static const struct field match_fields[] = {
	{ MEMBER(struct match, rank), .name = "rank", .required = true, .min = 1, .max = INT32_MAX,
	  .about = "Place in the whole list, from 1." },
	{ MEMBER(struct match, partner), .name = "partner", .item = &partner_brief_message,
	  .about = "The partner; null in the matches of a partner." },
	{ MEMBER(struct match, city), .name = "city", .required = true, .item = &city_brief_message,
	  .about = "The city." },
	{ MEMBER(struct match, project), .name = "project", .required = true, .item = &project_brief_message,
	  .about = "The project the score stands on: the city's best." },
	{ MEMBER(struct match, score), .name = "score", .required = true, .max = SCORE_MAX,
	  .about = "Score, 0..10000000." },
	{ MEMBER(struct match, shown), .name = "shown", .required = true, .max = 8,
	  .about = "The score as people read it, 0.00 to 100.00." },
	{ MEMBER(struct match, coverage), .name = "coverage", .required = true, .max = WEIGHT_SUM,
	  .about = "Weight that rests on data, 0..1000." },
	{ MEMBER(struct match, blocked), .name = "blocked", .required = true,
	  .about = "Whether a gate shuts the pair out." },
	{ MEMBER(struct match, flags), .name = "flags", .required = true, .vocab = &flag_vocab,
	  .about = "What the result hangs on." },
	{ MEMBER(struct match, gates), .name = "gates", .required = true, .item = &gate_line_message,
	  .max = GATES, .about = "Failed gates." },
	{ MEMBER(struct match, parts), .name = "parts", .required = true, .item = &part_line_message,
	  .max = PARTS, .about = "Parts of the score with their evidence; empty without explanation." },
	{ MEMBER(struct match, inferred_from), .name = "inferred_from", .required = true,
	  .item = &neighbour_line_message, .max = 8,
	  .about = "Cities whose needs stand in; empty unless the city has no open project." },
	{ MEMBER(struct match, change), .name = "change", .item = &change_line_message,
	  .about = "What would lift it above the next one; null when nothing single would, or without explanation." },
	{ MEMBER(struct match, projects), .name = "projects", .required = true, .item = &match_project_message,
	  .max = 1000, .about = "The city's projects, best first; empty among candidates." },
	{ .name = NULL }
};

const struct message match_message = {
	.name = "Match", .about = "How well a partner and a city fit, and why.",
	.size = sizeof(struct match), .fields = match_fields,
};

static const struct field match_list_fields[] = {
	{ MEMBER(struct match_list, partner), .name = "partner", .item = &partner_brief_message,
	  .about = "Whose matches; null for a profile that is not stored, and for candidates." },
	{ MEMBER(struct match_list, city), .name = "city", .max = 80, .form = FORM_ID,
	  .about = "Whose candidates; null for matches." },
	{ MEMBER(struct match_list, project), .name = "project", .max = 80, .form = FORM_ID,
	  .about = "Whose candidates; null for matches." },
	{ MEMBER(struct match_list, policy), .name = "policy", .required = true, .max = 80,
	  .about = "Policy the scores stand on." },
	{ MEMBER(struct match_list, snapshot), .name = "snapshot", .required = true, .max = 64,
	  .about = "SHA-256 of the data the scores stand on." },
	{ MEMBER(struct match_list, as_of), .name = "as_of", .required = true, .max = 10, .form = FORM_DATE,
	  .about = "Day for which terms and validities were judged." },
	{ MEMBER(struct match_list, total), .name = "total", .required = true, .max = INT32_MAX,
	  .about = "How many there are before the limit." },
	{ MEMBER(struct match_list, matches), .name = "matches", .required = true, .item = &match_message,
	  .max = INT32_MAX, .about = "Best first." },
	{ MEMBER(struct match_list, next), .name = "next", .max = 400,
	  .about = "Cursor of the next page; null on the last." },
	{ .name = NULL }
};

const struct message match_list_message = {
	.name = "MatchList", .about = "A ranking, with what it stands on.",
	.size = sizeof(struct match_list), .fields = match_list_fields,
};

/* What every ranking can be asked for. */
#define RANKING_FIELDS									\
	{ MEMBER(struct match_query, min_score), .name = "min_score", .min = 0, .max = SCORE_MAX, \
	  .about = "Only pairs that score at least this, 0..10000000." }, \
	{ MEMBER(struct match_query, limit), .name = "limit", .min = 1, .max = 1000, .preset = 10, \
	  .about = "How many at most." }, \
	{ MEMBER(struct match_query, cursor), .name = "cursor", .min = 1, .max = 400, .form = FORM_CURSOR, \
	  .about = "Where an earlier page ended." }, \
	{ MEMBER(struct match_query, explain), .name = "explain", .preset = 1, \
	  .about = "Whether to give the parts of each score." }, \
	{ MEMBER(struct match_query, evidence), .name = "evidence", .preset = 1, \
	  .about = "Whether to say with the parts what they rest on, and what would change the order." }, \
	{ MEMBER(struct match_query, blocked), .name = "blocked", .preset = 1, \
	  .about = "Whether to show, after the others, what a gate shuts out." }, \
	{ MEMBER(struct match_query, policy), .name = "policy", .min = 1, .max = 80, .refers = REFERS_POLICY, \
	  .about = "Policy to score by; the first one when left out." }, \
	{ MEMBER(struct match_query, as_of), .name = "as_of", .min = 10, .max = 10, .form = FORM_DATE, \
	  .about = "Day for which to judge terms and validities; today when left out." }, \
	{ .name = NULL }

static const struct field match_query_fields[] = {
	{ MEMBER(struct match_query, country), .name = "country", .min = 2, .max = 80, .refers = REFERS_COUNTRY,
	  .about = "Only cities of this member state." },
	{ MEMBER(struct match_query, quadrant), .name = "quadrant", .vocab = &quadrant_vocab, .preset = -1,
	  .about = "Only cities of this quadrant." },
	{ MEMBER(struct match_query, category), .name = "category", .min = 1, .max = 80, .refers = REFERS_CATEGORY,
	  .about = "Only projects of this category." },
	RANKING_FIELDS
};

const struct message match_query_message = {
	.name = "MatchQuery", .about = "Filters of a ranking.",
	.size = sizeof(struct match_query), .fields = match_query_fields,
};

static const struct field candidate_query_fields[] = {
	{ MEMBER(struct match_query, country), .name = "country", .min = 2, .max = 2, .form = FORM_COUNTRY,
	  .about = "Only partners with their seat in this country." },
	{ MEMBER(struct match_query, kind), .name = "kind", .vocab = &partner_kind_vocab, .preset = -1,
	  .about = "Only this kind of partner." },
	{ MEMBER(struct match_query, category), .name = "category", .min = 1, .max = 80, .refers = REFERS_CATEGORY,
	  .about = "Only projects of this category." },
	RANKING_FIELDS
};

const struct message candidate_query_message = {
	.name = "CandidateQuery", .about = "Filters of the candidates.",
	.size = sizeof(struct match_query), .fields = candidate_query_fields,
};

static const struct field match_request_fields[] = {
	{ MEMBER(struct match_request, profile), .name = "profile", .required = true, .item = &partner_message,
	  .about = "A profile that is scored but not stored." },
	{ MEMBER(struct match_request, weights), .name = "weights", .item = &part_weights_message,
	  .about = "Weights instead of the policy's; they sum to 1000." },
	{ .name = NULL }
};

const struct message match_request_message = {
	.name = "MatchRequest", .about = "A profile to try.",
	.size = sizeof(struct match_request), .fields = match_request_fields,
};
