#include "proto/network.h"

#include <string.h>

enum { ID_MAX = 80, NAME_MAX_CHARS = 200, NOTE_MAX = 4000 };

static const struct word fact_property_words[] = {
	[FACT_GDP_PER_CAPITA]     = { "gdp_per_capita", "GDP per capita", "1인당 국내총생산" },
	[FACT_POPULATION_DENSITY] = { "population_density", "population density", "인구밀도" },
	[FACT_AREA]               = { "area", "area", "면적" },
	[FACT_POPULATION]         = { "population", "population", "인구" },
	{ NULL, NULL, NULL }
};
const struct vocab fact_property_vocab = { "FactProperty", "property", "항목", fact_property_words };

static const struct word representative_role_words[] = {
	[REPRESENTATIVE_NR]   = { "nr", "National Representative", "국가대표" },
	[REPRESENTATIVE_CSCO] = { "csco", "Chief Smart City Officer", "스마트시티 최고책임자" },
	[REPRESENTATIVE_ASEC] = { "asec_representative", "ASEAN Secretariat representative", "아세안 사무국 대표" },
	{ NULL, NULL, NULL }
};
const struct vocab representative_role_vocab = { "RepresentativeRole", "role", "역할",
	representative_role_words };

static const struct word category_kind_words[] = {
	[CATEGORY_CLASSIFICATION] = { "classification", "project category", "사업 분야" },
	[CATEGORY_FOCUS_AREA]     = { "focus_area", "area", "영역" },
	{ NULL, NULL, NULL }
};
const struct vocab category_kind_vocab = { "CategoryKind", "kind of category", "분야 종류",
	category_kind_words };

static const struct word focus_area_words[] = {
	{ "civic_social", "Civic and social", "시민·사회" },
	{ "health_wellbeing", "Health and well-being", "보건·복지" },
	{ "safety_security", "Safety and security", "안전·보안" },
	{ "quality_environment", "Quality environment", "쾌적한 환경" },
	{ "built_infrastructure", "Built infrastructure", "도시 기반시설" },
	{ "industry_innovation", "Industry and innovation", "산업·혁신" },
	{ NULL, NULL, NULL }
};
const struct vocab focus_area_vocab = { "FocusArea", "focus area", "중점 분야", focus_area_words };

static const struct field fact_fields[] = {
	{ MEMBER(struct fact, property), .name = "property", .required = true,
	  .vocab = &fact_property_vocab, .preset = -1, .about = "What was measured." },
	{ MEMBER(struct fact, value), .name = "value", .required = true,
	  .about = "The value, in `unit`, exactly as stored." },
	{ MEMBER(struct fact, unit), .name = "unit", .required = true, .min = 1, .max = 40,
	  .about = "Unit of the value." },
	{ MEMBER(struct fact, year), .name = "year", .min = 1900, .max = 2200,
	  .about = "Year the value stands for; null when the source does not say." },
	{ MEMBER(struct fact, source), .name = "source", .required = true, .min = 1, .max = ID_MAX, .form = FORM_ID,
	  .about = "Id of the source; a policy says which source counts." },
	{ MEMBER(struct fact, place), .name = "place", .max = NAME_MAX_CHARS,
	  .about = "Where in the source the value stands." },
	{ MEMBER(struct fact, scope), .name = "scope", .max = NAME_MAX_CHARS,
	  .about = "What the value covers, where the source says: a metropolitan area, a province." },
	{ MEMBER(struct fact, valid_from), .name = "valid_from", .max = 10, .form = FORM_DATE,
	  .about = "First day on which the value counts." },
	{ MEMBER(struct fact, valid_to), .name = "valid_to", .max = 10, .form = FORM_DATE,
	  .about = "Last day on which the value counts; null when it still does." },
	{ MEMBER(struct fact, note), .name = "note", .max = NOTE_MAX,
	  .about = "What to know before using the value." },
	{ .name = NULL }
};

/* More than zero, and of no more digits than the table holds. */
static bool
is_amount(const char *digits)
{
	size_t whole = strcspn(digits, ".");

	return digits[0] != '-' && strpbrk(digits, "eE") == NULL && whole <= 12 && strlen(digits) <= 24 &&
		strpbrk(digits, "123456789") != NULL;
}

static void
check_days(const char *from, const char *to, const char *at, const char *member, const char *other, struct problem *p)
{
	if (from != NULL && to != NULL && strcmp(from, to) > 0)
		problem_at(p, arena_printf(p->mem, "%s/%s", at, member), SAY_ABOVE_MAX, other);
}

static void
check_fact(const void *in, const char *at, struct problem *p)
{
	const struct fact *f = in;

	if (f->value.digits != NULL && !is_amount(f->value.digits))
		problem_at(p, arena_printf(p->mem, "%s/value", at), SAY_MUST_BE_AMOUNT);
	check_days(f->valid_from, f->valid_to, at, "valid_from", "valid_to", p);
}

static const struct message fact_message = {
	.name = "Fact", .about = "One value of one property, as one source gives it.",
	.size = sizeof(struct fact), .fields = fact_fields, .check = check_fact,
};

static const struct field country_fields[] = {
	{ MEMBER(struct country, id), .name = "id", .required = true, .min = 2, .max = 2, .form = FORM_COUNTRY,
	  .about = "ISO 3166-1 alpha-2 code." },
	{ MEMBER(struct country, iso3), .name = "iso3", .required = true, .min = 3, .max = 3,
	  .about = "ISO 3166-1 alpha-3 code." },
	{ MEMBER(struct country, name_en), .name = "name_en", .required = true, .min = 1, .max = NAME_MAX_CHARS,
	  .about = "Name in English, as the network prints it." },
	{ MEMBER(struct country, name_ko), .name = "name_ko", .required = true, .min = 1, .max = NAME_MAX_CHARS,
	  .about = "Name in Korean." },
	{ MEMBER(struct country, name_iso), .name = "name_iso", .max = NAME_MAX_CHARS,
	  .about = "Short name in ISO 3166." },
	{ MEMBER(struct country, other_names), .name = "other_names", .max = 20,
	  .about = "Other names by which the country is found." },
	{ MEMBER(struct country, facts), .name = "facts", .item = &fact_message, .max = 1000,
	  .about = "What sources say about the country." },
	{ MEMBER(struct country, source), .name = "source", .max = NAME_MAX_CHARS,
	  .about = "Where the record comes from." },
	{ .name = NULL }
};

const struct message country_message = {
	.name = "Country", .word = SAY_WORD_COUNTRY, .about = "A member state of the network.",
	.size = sizeof(struct country), .fields = country_fields,
};

static const struct field representative_fields[] = {
	{ MEMBER(struct representative, id), .name = "id", .server = true, .required = true, .min = 1, .max = ID_MAX, .form = FORM_ID,
	  .about = "Id of the entry." },
	{ MEMBER(struct representative, role), .name = "role", .required = true, .preset = -1,
	  .vocab = &representative_role_vocab, .about = "What the person represents." },
	{ MEMBER(struct representative, name), .name = "name", .max = NAME_MAX_CHARS,
	  .about = "Name; null when the source names nobody." },
	{ MEMBER(struct representative, designation), .name = "designation", .max = NAME_MAX_CHARS,
	  .about = "Office held." },
	{ MEMBER(struct representative, organisation), .name = "organisation", .max = NAME_MAX_CHARS,
	  .about = "Organisation." },
	{ MEMBER(struct representative, note), .name = "note", .max = NOTE_MAX,
	  .about = "Irregularities of the source." },
	{ MEMBER(struct representative, source), .name = "source", .server = true, .max = NAME_MAX_CHARS,
	  .about = "Where the entry comes from." },
	{ .name = NULL }
};

static const struct message representative_message = {
	.name = "Representative", .about = "Who speaks for a city or a country in the network.",
	.size = sizeof(struct representative), .fields = representative_fields,
};

#define LINK(refers_, what)									\
	{ MEMBER(struct link, id), .name = "id", .required = true, .min = 1, .max = ID_MAX,		\
	  .refers = refers_, .about = "The " what "." },						\
	{ MEMBER(struct link, weight), .name = "weight", .required = true, .min = 1, .max = PART_MAX,	\
	  .about = "How strongly it holds, 1..10000." },						\
	{ MEMBER(struct link, basis), .name = "basis", .server = true, .max = ID_MAX,			\
	  .about = "Whether a document says so, we inferred it, or the city or the Centre stated it." },	\
	{ MEMBER(struct link, note), .name = "note", .max = NOTE_MAX, .about = "Why." },			\
	{ .name = NULL }

static const struct field category_link_fields[] = { LINK(REFERS_CATEGORY, "category") };
static const struct field sector_link_fields[] = { LINK(REFERS_SECTOR, "sector") };

static const struct message category_link_message = {
	.name = "CategoryLink", .about = "A category that a city or project has.",
	.size = sizeof(struct link), .fields = category_link_fields,
};

static const struct message sector_link_message = {
	.name = "SectorLink", .about = "A sector that a city or project has.",
	.size = sizeof(struct link), .fields = sector_link_fields,
};

/* One that stands twice would count twice. */
static void
check_links(const struct list *list, const char *at, const char *member, struct problem *p)
{
	const struct link *links = list->items;

	for (size_t i = 1; i < list->count; i++)
		for (size_t j = 0; j < i; j++)
			if (links[i].id != NULL && links[j].id != NULL && strcmp(links[i].id, links[j].id) == 0) {
				problem_at(p, arena_printf(p->mem, "%s/%s/%zu/id", at, member, i), SAY_STANDS_TWICE, links[i].id);
				break;
			}
}

static const struct field membership_fields[] = {
	{ MEMBER(struct membership, at[QUADRANT_DENSE_DEVELOPED]), .name = "dense_developed",
	  .max = PART_MAX, .about = "Share in the dense and developed quadrant." },
	{ MEMBER(struct membership, at[QUADRANT_DENSE_EMERGING]), .name = "dense_emerging",
	  .max = PART_MAX, .about = "Share in the dense and emerging quadrant." },
	{ MEMBER(struct membership, at[QUADRANT_LOW_DENSITY_DEVELOPED]), .name = "low_density_developed",
	  .max = PART_MAX, .about = "Share in the low-density and developed quadrant." },
	{ MEMBER(struct membership, at[QUADRANT_LOW_DENSITY_EMERGING]), .name = "low_density_emerging",
	  .max = PART_MAX, .about = "Share in the low-density and emerging quadrant." },
	{ .name = NULL }
};

static const struct message membership_message = {
	.name = "Membership", .about = "Soft membership in the four quadrants; the shares sum to 10000.",
	.size = sizeof(struct membership), .fields = membership_fields,
};

static const struct field city_fields[] = {
	{ MEMBER(struct city, id), .name = "id", .server = true, .required = true, .min = 1, .max = ID_MAX, .form = FORM_ID,
	  .about = "Readable id." },
	{ MEMBER(struct city, country), .name = "country", .server = true, .required = true, .min = 2, .max = 2,
	  .form = FORM_COUNTRY, .about = "Member state." },
	{ MEMBER(struct city, name_en), .name = "name_en", .required = true, .min = 1, .max = NAME_MAX_CHARS,
	  .about = "Name in English." },
	{ MEMBER(struct city, name_ko), .name = "name_ko", .required = true, .min = 1, .max = NAME_MAX_CHARS,
	  .about = "Name in Korean." },
	{ MEMBER(struct city, capital), .name = "capital", .server = true, .about = "Whether it is the capital." },
	{ MEMBER(struct city, latitude), .name = "latitude", .server = true, .about = "Degrees north (GeoNames)." },
	{ MEMBER(struct city, longitude), .name = "longitude", .server = true, .about = "Degrees east (GeoNames)." },
	{ MEMBER(struct city, geonames_id), .name = "geonames_id", .server = true, .min = 1, .max = INT32_MAX,
	  .about = "Id at GeoNames." },
	{ MEMBER(struct city, aliases), .name = "aliases", .max = 40, .form = FORM_LINE,
	  .about = "Other spellings by which the city is found." },
	{ MEMBER(struct city, focus_areas), .name = "focus_areas", .vocab = &focus_area_vocab, .max = 12,
	  .about = "Focus areas of the ASEAN Smart Cities Framework in its action plan." },
	{ MEMBER(struct city, categories), .name = "categories", .item = &category_link_message, .max = 40,
	  .about = "Project categories that the city states itself." },
	{ MEMBER(struct city, sectors), .name = "sectors", .item = &sector_link_message, .max = 40,
	  .about = "Sectors that the city states as a priority." },
	{ MEMBER(struct city, facts), .name = "facts", .item = &fact_message, .max = 1000,
	  .about = "What sources say about the city, side by side." },
	{ MEMBER(struct city, representatives), .name = "representatives", .item = &representative_message,
	  .max = 40, .about = "Its officers in the network." },
	{ MEMBER(struct city, note), .name = "note", .max = NOTE_MAX, .about = "Irregularities of the source." },
	{ MEMBER(struct city, source), .name = "source", .server = true, .max = NAME_MAX_CHARS,
	  .about = "Where the record comes from." },
	{ MEMBER(struct city, version), .name = "version", .server = true, .min = 1, .max = INT64_MAX,
	  .about = "Counts the changes; If-Match takes \"v\" and this number." },
	{ MEMBER(struct city, quadrant), .name = "quadrant", .server = true, .vocab = &quadrant_vocab, .preset = -1,
	  .about = "Quadrant under the policy; null without the facts it needs." },
	{ MEMBER(struct city, membership), .name = "membership", .server = true, .item = &membership_message,
	  .about = "Soft membership in the four quadrants under the policy." },
	{ MEMBER(struct city, quadrant_flips), .name = "quadrant_flips", .server = true,
	  .about = "Whether another stated source gives another quadrant." },
	{ MEMBER(struct city, projects), .name = "projects", .server = true, .max = 1000,
	  .about = "Ids of its priority projects." },
	{ .name = NULL }
};

static void
check_city(const void *in, const char *at, struct problem *p)
{
	const struct city           *c = in;
	const struct fact           *facts = c->facts.items;
	const struct representative *people = c->representatives.items;

	check_links(&c->categories, at, "categories", p);
	check_links(&c->sectors, at, "sectors", p);
	for (size_t i = 0; i < c->facts.count; i++)
		if (facts[i].property == FACT_GDP_PER_CAPITA)
			problem_at(p, arena_printf(p->mem, "%s/facts/%zu/property", at, i), SAY_FACT_OF_COUNTRY);
	for (size_t i = 0; i < c->representatives.count; i++)
		if (people[i].role != REPRESENTATIVE_CSCO)
			problem_at(p, arena_printf(p->mem, "%s/representatives/%zu/role", at, i), SAY_OFFICER_ONLY);
}

const struct message city_message = {
	.name = "City", .word = SAY_WORD_CITY, .about = "A member city, its facts, officers and place on the quadrant grid.",
	.size = sizeof(struct city), .fields = city_fields, .check = check_city,
};

static const struct field need_fields[] = {
	{ MEMBER(struct need, support), .name = "support", .required = true, .vocab = &support_vocab, .preset = -1,
	  .about = "Kind of support." },
	{ MEMBER(struct need, weight), .name = "weight", .required = true, .min = 1, .max = PART_MAX,
	  .about = "How strongly it is required, 1..10000." },
	{ MEMBER(struct need, basis), .name = "basis", .server = true, .max = ID_MAX,
	  .about = "Where it is said: \"action_plan\", \"technical_unspecified\" for technical support with nothing more, or \"stated\" by the city or the Centre." },
	{ .name = NULL }
};

static const struct message need_message = {
	.name = "Need", .about = "Support that a project requires.",
	.size = sizeof(struct need), .fields = need_fields,
};

static const struct field project_fields[] = {
	{ MEMBER(struct project, id), .name = "id", .server = true, .required = true, .min = 1, .max = ID_MAX, .form = FORM_ID,
	  .about = "Readable id." },
	{ MEMBER(struct project, city), .name = "city", .required = true, .min = 1, .max = ID_MAX, .refers = REFERS_CITY,
	  .about = "The city whose priority project it is." },
	{ MEMBER(struct project, title_en), .name = "title_en", .required = true, .min = 1, .max = 400,
	  .about = "Title in English." },
	{ MEMBER(struct project, title_ko), .name = "title_ko", .required = true, .min = 1, .max = 400,
	  .about = "Title in Korean." },
	{ MEMBER(struct project, stage), .name = "stage", .required = true, .vocab = &project_stage_vocab, .preset = -1,
	  .about = "Stage; only an open project is matched." },
	{ MEMBER(struct project, slots), .name = "slots", .min = 0, .max = 1000, .preset = 1,
	  .about = "How many partners it can take." },
	{ MEMBER(struct project, categories), .name = "categories", .item = &category_link_message, .max = 40,
	  .about = "Project categories with their weights." },
	{ MEMBER(struct project, sectors), .name = "sectors", .item = &sector_link_message, .max = 40,
	  .about = "Sectors named for the project beyond those its categories imply." },
	{ MEMBER(struct project, support), .name = "support", .item = &need_message, .max = 12,
	  .about = "Support required; empty when no plan states it." },
	{ MEMBER(struct project, focus_area), .name = "focus_area", .vocab = &focus_area_vocab, .max = ID_MAX,
	  .about = "Focus area of the ASEAN Smart Cities Framework." },
	{ MEMBER(struct project, preferred_kinds), .name = "preferred_kinds", .vocab = &partner_kind_vocab,
	  .about = "Kinds of partner its plan asks for." },
	{ MEMBER(struct project, excluded_kinds), .name = "excluded_kinds", .vocab = &partner_kind_vocab,
	  .about = "Kinds of partner it does not accept." },
	{ MEMBER(struct project, excluded_countries), .name = "excluded_countries", .max = 250, .form = FORM_COUNTRY,
	  .about = "Countries whose partners it does not accept." },
	{ MEMBER(struct project, budget_min), .name = "budget_min", .min = 0, .max = INT64_C(1000000000000000),
	  .about = "Least budget in USD; null when not stated." },
	{ MEMBER(struct project, budget_max), .name = "budget_max", .min = 0, .max = INT64_C(1000000000000000),
	  .about = "Largest budget in USD; null when not stated." },
	{ MEMBER(struct project, valid_from), .name = "valid_from", .max = 10, .form = FORM_DATE,
	  .about = "First day on which it can be matched." },
	{ MEMBER(struct project, valid_to), .name = "valid_to", .max = 10, .form = FORM_DATE,
	  .about = "Last day on which it can be matched; null without end." },
	{ MEMBER(struct project, other_needs), .name = "other_needs", .max = 20,
	  .about = "Other wishes of its action plan, in the plan's words." },
	{ MEMBER(struct project, note), .name = "note", .max = NOTE_MAX, .about = "Irregularities of the source." },
	{ MEMBER(struct project, source), .name = "source", .server = true, .max = NAME_MAX_CHARS,
	  .about = "Where the record comes from." },
	{ MEMBER(struct project, version), .name = "version", .server = true, .min = 1, .max = INT64_MAX,
	  .about = "Counts the changes; If-Match takes \"v\" and this number." },
	{ .name = NULL }
};

static void
check_project(const void *in, const char *at, struct problem *p)
{
	const struct project *project = in;
	const struct need    *needs = project->support.items;
	uint32_t              seen = 0;

	if (project->budget_min.known && project->budget_max.known && project->budget_min.value > project->budget_max.value)
		problem_at(p, arena_printf(p->mem, "%s/budget_min", at), SAY_ABOVE_MAX, "budget_max");
	check_days(project->valid_from, project->valid_to, at, "valid_from", "valid_to", p);
	check_links(&project->categories, at, "categories", p);
	check_links(&project->sectors, at, "sectors", p);
	for (size_t i = 0; i < project->support.count; seen |= BIT(needs[i++].support))
		if (seen & BIT(needs[i].support))
			problem_at(p, arena_printf(p->mem, "%s/support/%zu/support", at, i), SAY_STANDS_TWICE,
				support_vocab.words[needs[i].support].id);
}

const struct message project_message = {
	.name = "Project", .word = SAY_WORD_PROJECT, .about = "A priority project of a city.",
	.size = sizeof(struct project), .fields = project_fields, .check = check_project,
};

static const struct field category_fields[] = {
	{ MEMBER(struct category, id), .name = "id", .required = true, .min = 1, .max = ID_MAX, .form = FORM_ID,
	  .about = "Readable id." },
	{ MEMBER(struct category, name_en), .name = "name_en", .required = true, .min = 1, .max = NAME_MAX_CHARS,
	  .about = "Name in English." },
	{ MEMBER(struct category, name_ko), .name = "name_ko", .required = true, .min = 1, .max = NAME_MAX_CHARS,
	  .about = "Name in Korean." },
	{ MEMBER(struct category, kind), .name = "kind", .required = true, .vocab = &category_kind_vocab, .preset = -1,
	  .about = "A project category, or an area above some." },
	{ MEMBER(struct category, parent), .name = "parent", .max = ID_MAX, .form = FORM_ID,
	  .about = "The area it belongs to; null for a root." },
	{ MEMBER(struct category, sectors), .name = "sectors", .max = 20, .form = FORM_ID,
	  .about = "Sectors that work in this category implies." },
	{ MEMBER(struct category, note), .name = "note", .max = NOTE_MAX, .about = "Irregularities of the source." },
	{ MEMBER(struct category, source), .name = "source", .max = NAME_MAX_CHARS,
	  .about = "Where the record comes from." },
	{ .name = NULL }
};

const struct message category_message = {
	.name = "Category", .word = SAY_WORD_CATEGORY, .about = "A project category, or an area: a node of the category tree.",
	.size = sizeof(struct category), .fields = category_fields,
};

static const struct field sector_fields[] = {
	{ MEMBER(struct sector, id), .name = "id", .required = true, .min = 1, .max = ID_MAX, .form = FORM_ID,
	  .about = "Readable id." },
	{ MEMBER(struct sector, name_en), .name = "name_en", .required = true, .min = 1, .max = NAME_MAX_CHARS,
	  .about = "Name in English." },
	{ MEMBER(struct sector, name_ko), .name = "name_ko", .required = true, .min = 1, .max = NAME_MAX_CHARS,
	  .about = "Name in Korean." },
	{ MEMBER(struct sector, parent), .name = "parent", .max = ID_MAX, .form = FORM_ID,
	  .about = "The wider sector; null for a root." },
	{ MEMBER(struct sector, note), .name = "note", .max = NOTE_MAX, .about = "Irregularities of the source." },
	{ MEMBER(struct sector, source), .name = "source", .max = NAME_MAX_CHARS,
	  .about = "Where the record comes from." },
	{ .name = NULL }
};

const struct message sector_message = {
	.name = "Sector", .word = SAY_WORD_SECTOR, .about = "An industry a partner works in and a city gives priority to.",
	.size = sizeof(struct sector), .fields = sector_fields,
};

static const struct field meeting_fields[] = {
	{ MEMBER(struct meeting, id), .name = "id", .server = true, .required = true, .min = 1, .max = ID_MAX, .form = FORM_ID,
	  .about = "Readable id." },
	{ MEMBER(struct meeting, number), .name = "number", .server = true, .required = true, .min = 1, .max = INT32_MAX,
	  .about = "Place in the calendar; meetings are listed in this order." },
	{ MEMBER(struct meeting, name_en), .name = "name_en", .required = true, .min = 1, .max = 400,
	  .about = "Name in English." },
	{ MEMBER(struct meeting, name_ko), .name = "name_ko", .required = true, .min = 1, .max = 400,
	  .about = "Name in Korean." },
	{ MEMBER(struct meeting, date_start), .name = "date_start", .required = true, .max = 10, .form = FORM_DATE,
	  .about = "First day." },
	{ MEMBER(struct meeting, date_end), .name = "date_end", .max = 10, .form = FORM_DATE,
	  .about = "Last day; null when none was printed." },
	{ MEMBER(struct meeting, date_precision), .name = "date_precision", .server = true, .max = 20,
	  .about = "What the source gives: \"day\", \"days\", \"month\" or \"open\"." },
	{ MEMBER(struct meeting, place), .name = "place", .max = NAME_MAX_CHARS, .about = "Where it is held." },
	{ MEMBER(struct meeting, note), .name = "note", .max = NOTE_MAX, .about = "Irregularities of the source." },
	{ MEMBER(struct meeting, source), .name = "source", .server = true, .max = NAME_MAX_CHARS,
	  .about = "Where the record comes from." },
	{ MEMBER(struct meeting, version), .name = "version", .server = true, .min = 1, .max = INT64_MAX,
	  .about = "Counts the changes; If-Match takes \"v\" and this number." },
	{ .name = NULL }
};

static void
check_meeting(const void *in, const char *at, struct problem *p)
{
	const struct meeting *m = in;

	check_days(m->date_start, m->date_end, at, "date_start", "date_end", p);
}

const struct message meeting_message = {
	.name = "Meeting", .word = SAY_WORD_MEETING, .about = "A meeting of the network's calendar; pairing lists are made for one.",
	.size = sizeof(struct meeting), .fields = meeting_fields, .check = check_meeting,
};

static const struct field reporting_step_fields[] = {
	{ MEMBER(struct reporting_step, id), .name = "id", .required = true, .min = 1, .max = ID_MAX, .form = FORM_ID,
	  .about = "Readable id." },
	{ MEMBER(struct reporting_step, number), .name = "number", .required = true, .min = 1, .max = INT32_MAX,
	  .about = "Place in the chain; steps are listed in this order." },
	{ MEMBER(struct reporting_step, kind), .name = "kind", .required = true, .max = 40,
	  .about = "Report, copy, announcement, preparation or secretariat." },
	{ MEMBER(struct reporting_step, from), .name = "from", .max = NAME_MAX_CHARS, .about = "Who reports." },
	{ MEMBER(struct reporting_step, to), .name = "to", .max = NAME_MAX_CHARS, .about = "To whom." },
	{ MEMBER(struct reporting_step, what), .name = "what", .max = 400, .about = "What is reported." },
	{ MEMBER(struct reporting_step, timing), .name = "timing", .max = 400, .about = "When." },
	{ MEMBER(struct reporting_step, note), .name = "note", .max = NOTE_MAX,
	  .about = "Irregularities of the source." },
	{ MEMBER(struct reporting_step, source), .name = "source", .max = NAME_MAX_CHARS,
	  .about = "Where the record comes from." },
	{ .name = NULL }
};

const struct message reporting_step_message = {
	.name = "ReportingStep", .word = SAY_WORD_REPORTING_STEP, .about = "One step of the reporting chain, from the cities to the summit.",
	.size = sizeof(struct reporting_step), .fields = reporting_step_fields,
};

static const struct field source_fields[] = {
	{ MEMBER(struct source_record, id), .name = "id", .required = true, .min = 1, .max = ID_MAX, .form = FORM_ID,
	  .about = "Readable id, by which facts and policies name it." },
	{ MEMBER(struct source_record, name_en), .name = "name_en", .required = true, .min = 1, .max = NAME_MAX_CHARS,
	  .form = FORM_LINE, .about = "Name in English." },
	{ MEMBER(struct source_record, name_ko), .name = "name_ko", .required = true, .min = 1, .max = NAME_MAX_CHARS,
	  .form = FORM_LINE, .about = "Name in Korean." },
	{ MEMBER(struct source_record, issued), .name = "issued", .max = 40, .form = FORM_LINE,
	  .about = "When it was issued, as exact as it is known." },
	{ MEMBER(struct source_record, note), .name = "note", .max = NOTE_MAX, .about = "What to know of it." },
	{ .name = NULL }
};

const struct message source_message = {
	.name = "Source", .about = "What facts come from: a publication, a census, a statement.",
	.size = sizeof(struct source_record), .fields = source_fields,
};

/* A page of each resource: the same two members, another item. */
#define PAGE(resource, schema)								\
	static const struct field resource##_page_fields[] = {				\
		{ MEMBER(struct page, items), .name = "items", .required = true,	\
		  .item = &resource##_message, .max = INT32_MAX,			\
		  .about = "One page, in the order of the numbers where there are any, else of the ids." },			\
		{ MEMBER(struct page, next), .name = "next", .max = 400,		\
		  .about = "Cursor of the next page; null on the last." },		\
		{ .name = NULL }							\
	};										\
	const struct message resource##_page = {					\
		.name = schema, .about = "A page of a list.",				\
		.size = sizeof(struct page), .fields = resource##_page_fields,		\
	}

PAGE(country, "CountryPage");
PAGE(city, "CityPage");
PAGE(project, "ProjectPage");
PAGE(category, "CategoryPage");
PAGE(sector, "SectorPage");
PAGE(meeting, "MeetingPage");
PAGE(policy, "PolicyPage");
PAGE(reporting_step, "ReportingPage");
PAGE(source, "SourcePage");
