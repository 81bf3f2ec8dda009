/* What the service holds, as rows: where each resource lives and what is shown of it. */
#include "engine/cli/resource.h"

#include "proto/pairing_list.h"

#define COLUMNS(name) static const struct column name[]
#define END { NULL, SAY_NOTHING, NULL, SHOW_TEXT, NULL }

COLUMNS(fact_columns) = {
	{ "property", SAY_CLI_COL_PROPERTY, "property", SHOW_WORD, &fact_property_vocab },
	{ "value", SAY_CLI_COL_VALUE, "value", SHOW_NUMBER, NULL },
	{ "unit", SAY_CLI_COL_UNIT, "unit", SHOW_TEXT, NULL },
	{ "year", SAY_CLI_COL_YEAR, "year", SHOW_TEXT, NULL },
	{ "source", SAY_CLI_COL_SOURCE, "source", SHOW_TEXT, NULL },
	{ "note", SAY_CLI_COL_NOTE, "note", SHOW_TEXT, NULL },
	END
};
COLUMNS(representative_columns) = {
	{ "role", SAY_CLI_COL_ROLE, "role", SHOW_WORD, &representative_role_vocab },
	{ "name", SAY_CLI_COL_NAME, "name", SHOW_TEXT, NULL },
	{ "designation", SAY_CLI_COL_OFFICE, "designation", SHOW_TEXT, NULL },
	{ "organisation", SAY_CLI_COL_ORGANISATION, "organisation", SHOW_TEXT, NULL },
	END
};
COLUMNS(category_link_columns) = {
	{ "id", SAY_CLI_COL_CATEGORY, "id", SHOW_CATEGORY, NULL },
	{ "weight", SAY_CLI_COL_SHARE, "weight", SHOW_VALUE, NULL },
	{ "basis", SAY_CLI_COL_BASIS, "basis", SHOW_TEXT, NULL },
	END
};
COLUMNS(sector_link_columns) = {
	{ "id", SAY_CLI_COL_SECTOR, "id", SHOW_SECTOR, NULL },
	{ "weight", SAY_CLI_COL_SHARE, "weight", SHOW_VALUE, NULL },
	{ "basis", SAY_CLI_COL_BASIS, "basis", SHOW_TEXT, NULL },
	END
};
COLUMNS(need_columns) = {
	{ "support", SAY_CLI_COL_SUPPORT, "support", SHOW_WORD, &support_vocab },
	{ "weight", SAY_CLI_COL_SHARE, "weight", SHOW_VALUE, NULL },
	{ "basis", SAY_CLI_COL_BASIS, "basis", SHOW_TEXT, NULL },
	END
};

COLUMNS(city_list) = {
	{ "id", SAY_CLI_COL_ID, "id", SHOW_TEXT, NULL },
	{ "name", SAY_CLI_COL_NAME, "name_*", SHOW_TEXT, NULL },
	{ "country", SAY_CLI_COL_COUNTRY, "country", SHOW_COUNTRY, NULL },
	{ "quadrant", SAY_CLI_COL_QUADRANT, "quadrant", SHOW_WORD, &quadrant_vocab },
	{ "quadrant_flips", SAY_CLI_COL_FLIPS, "quadrant_flips", SHOW_YES, NULL },
	{ "projects", SAY_CLI_COL_PROJECTS, "projects", SHOW_COUNT, NULL },
	END
};
COLUMNS(city_show) = {
	{ "id", SAY_CLI_COL_ID, "id", SHOW_TEXT, NULL },
	{ "name_en", SAY_CLI_COL_NAME_EN, "name_en", SHOW_TEXT, NULL },
	{ "name_ko", SAY_CLI_COL_NAME_KO, "name_ko", SHOW_TEXT, NULL },
	{ "country", SAY_CLI_COL_COUNTRY, "country", SHOW_COUNTRY, NULL },
	{ "capital", SAY_CLI_COL_CAPITAL, "capital", SHOW_YES, NULL },
	{ "aliases", SAY_CLI_COL_ALIASES, "aliases", SHOW_TEXT, NULL },
	{ "quadrant", SAY_CLI_COL_QUADRANT, "quadrant", SHOW_WORD, &quadrant_vocab },
	{ "quadrant_flips", SAY_CLI_COL_FLIPS, "quadrant_flips", SHOW_YES, NULL },
	{ "projects", SAY_CLI_COL_PROJECTS, "projects", SHOW_TEXT, NULL },
	{ "note", SAY_CLI_COL_NOTE, "note", SHOW_TEXT, NULL },
	{ "source", SAY_CLI_COL_SOURCE, "source", SHOW_TEXT, NULL },
	END
};
static const struct section city_sections[] = {
	{ SAY_CLI_HEAD_FACTS, "facts", fact_columns },
	{ SAY_CLI_HEAD_CATEGORIES, "categories", category_link_columns },
	{ SAY_CLI_HEAD_SECTORS, "sectors", sector_link_columns },
	{ SAY_CLI_HEAD_REPRESENTATIVES, "representatives", representative_columns },
	{ SAY_NOTHING, NULL, NULL }
};
const struct resource city_resource = { "/v1/cities", city_list, city_show, city_sections };

COLUMNS(country_list) = {
	{ "id", SAY_CLI_COL_ID, "id", SHOW_TEXT, NULL },
	{ "iso3", SAY_CLI_COL_ISO3, "iso3", SHOW_TEXT, NULL },
	{ "name", SAY_CLI_COL_NAME, "name_*", SHOW_TEXT, NULL },
	{ "other_names", SAY_CLI_COL_ALIASES, "other_names", SHOW_TEXT, NULL },
	END
};
static const struct section country_sections[] = {
	{ SAY_CLI_HEAD_FACTS, "facts", fact_columns },
	{ SAY_NOTHING, NULL, NULL }
};
const struct resource country_resource = { "/v1/countries", country_list, country_list, country_sections };

COLUMNS(project_list) = {
	{ "id", SAY_CLI_COL_ID, "id", SHOW_TEXT, NULL },
	{ "city", SAY_CLI_COL_CITY, "city", SHOW_CITY, NULL },
	{ "title", SAY_CLI_COL_TITLE, "title_*", SHOW_TEXT, NULL },
	{ "stage", SAY_CLI_COL_STAGE, "stage", SHOW_WORD, &project_stage_vocab },
	{ "categories", SAY_CLI_COL_CATEGORY, "categories", SHOW_CATEGORY, NULL },
	END
};
COLUMNS(project_show) = {
	{ "id", SAY_CLI_COL_ID, "id", SHOW_TEXT, NULL },
	{ "title_en", SAY_CLI_COL_TITLE_EN, "title_en", SHOW_TEXT, NULL },
	{ "title_ko", SAY_CLI_COL_TITLE_KO, "title_ko", SHOW_TEXT, NULL },
	{ "city", SAY_CLI_COL_CITY, "city", SHOW_CITY, NULL },
	{ "stage", SAY_CLI_COL_STAGE, "stage", SHOW_WORD, &project_stage_vocab },
	{ "slots", SAY_CLI_COL_SLOTS, "slots", SHOW_TEXT, NULL },
	{ "focus_area", SAY_CLI_COL_FOCUS_AREA, "focus_area", SHOW_WORD, &focus_area_vocab },
	{ "preferred_kinds", SAY_CLI_COL_PREFERRED, "preferred_kinds", SHOW_WORD, &partner_kind_vocab },
	{ "excluded_kinds", SAY_CLI_COL_EXCLUDED_KINDS, "excluded_kinds", SHOW_WORD, &partner_kind_vocab },
	{ "excluded_countries", SAY_CLI_COL_EXCLUDED_COUNTRIES, "excluded_countries", SHOW_COUNTRY, NULL },
	{ "budget_min", SAY_CLI_COL_BUDGET_MIN, "budget_min", SHOW_TEXT, NULL },
	{ "budget_max", SAY_CLI_COL_BUDGET_MAX, "budget_max", SHOW_TEXT, NULL },
	{ "valid_from", SAY_CLI_COL_VALID_FROM, "valid_from", SHOW_TEXT, NULL },
	{ "valid_to", SAY_CLI_COL_VALID_TO, "valid_to", SHOW_TEXT, NULL },
	{ "other_needs", SAY_CLI_COL_OTHER_NEEDS, "other_needs", SHOW_TEXT, NULL },
	{ "note", SAY_CLI_COL_NOTE, "note", SHOW_TEXT, NULL },
	{ "source", SAY_CLI_COL_SOURCE, "source", SHOW_TEXT, NULL },
	END
};
static const struct section project_sections[] = {
	{ SAY_CLI_HEAD_CATEGORIES, "categories", category_link_columns },
	{ SAY_CLI_HEAD_SECTORS, "sectors", sector_link_columns },
	{ SAY_CLI_HEAD_SUPPORT, "support", need_columns },
	{ SAY_NOTHING, NULL, NULL }
};
const struct resource project_resource = { "/v1/projects", project_list, project_show, project_sections };

COLUMNS(category_list) = {
	{ "id", SAY_CLI_COL_ID, "id", SHOW_TEXT, NULL },
	{ "name", SAY_CLI_COL_NAME, "name_*", SHOW_TEXT, NULL },
	{ "kind", SAY_CLI_COL_KIND, "kind", SHOW_WORD, &category_kind_vocab },
	{ "parent", SAY_CLI_COL_PARENT, "parent", SHOW_CATEGORY, NULL },
	{ "sectors", SAY_CLI_COL_SECTOR, "sectors", SHOW_SECTOR, NULL },
	END
};
const struct resource category_resource = { "/v1/categories", category_list, category_list, NULL };

COLUMNS(sector_list) = {
	{ "id", SAY_CLI_COL_ID, "id", SHOW_TEXT, NULL },
	{ "name", SAY_CLI_COL_NAME, "name_*", SHOW_TEXT, NULL },
	{ "parent", SAY_CLI_COL_PARENT, "parent", SHOW_SECTOR, NULL },
	END
};
const struct resource sector_resource = { "/v1/sectors", sector_list, sector_list, NULL };

COLUMNS(meeting_list) = {
	{ "id", SAY_CLI_COL_ID, "id", SHOW_TEXT, NULL },
	{ "name", SAY_CLI_COL_NAME, "name_*", SHOW_TEXT, NULL },
	{ "date_start", SAY_CLI_COL_FROM_DAY, "date_start", SHOW_TEXT, NULL },
	{ "date_end", SAY_CLI_COL_TO_DAY, "date_end", SHOW_TEXT, NULL },
	{ "place", SAY_CLI_COL_PLACE, "place", SHOW_TEXT, NULL },
	END
};
COLUMNS(meeting_show) = {
	{ "id", SAY_CLI_COL_ID, "id", SHOW_TEXT, NULL },
	{ "name_en", SAY_CLI_COL_NAME_EN, "name_en", SHOW_TEXT, NULL },
	{ "name_ko", SAY_CLI_COL_NAME_KO, "name_ko", SHOW_TEXT, NULL },
	{ "date_start", SAY_CLI_COL_FROM_DAY, "date_start", SHOW_TEXT, NULL },
	{ "date_end", SAY_CLI_COL_TO_DAY, "date_end", SHOW_TEXT, NULL },
	{ "place", SAY_CLI_COL_PLACE, "place", SHOW_TEXT, NULL },
	{ "note", SAY_CLI_COL_NOTE, "note", SHOW_TEXT, NULL },
	{ "source", SAY_CLI_COL_SOURCE, "source", SHOW_TEXT, NULL },
	END
};
const struct resource meeting_resource = { "/v1/meetings", meeting_list, meeting_show, NULL };

COLUMNS(reporting_list) = {
	{ "id", SAY_CLI_COL_ID, "id", SHOW_TEXT, NULL },
	{ "from", SAY_CLI_COL_FROM, "from", SHOW_TEXT, NULL },
	{ "to", SAY_CLI_COL_TO, "to", SHOW_TEXT, NULL },
	{ "what", SAY_CLI_COL_WHAT, "what", SHOW_TEXT, NULL },
	{ "timing", SAY_CLI_COL_WHEN, "timing", SHOW_TEXT, NULL },
	END
};
const struct resource reporting_resource = { "/v1/reporting-chain", reporting_list, reporting_list, NULL };

COLUMNS(source_list) = {
	{ "id", SAY_CLI_COL_ID, "id", SHOW_TEXT, NULL },
	{ "name", SAY_CLI_COL_NAME, "name_*", SHOW_TEXT, NULL },
	{ "issued", SAY_CLI_COL_ISSUED, "issued", SHOW_TEXT, NULL },
	{ "note", SAY_CLI_COL_NOTE, "note", SHOW_TEXT, NULL },
	END
};
const struct resource source_resource = { "/v1/sources", source_list, source_list, NULL };

COLUMNS(policy_list) = {
	{ "id", SAY_CLI_COL_ID, "id", SHOW_TEXT, NULL },
	{ "name", SAY_CLI_COL_NAME, "name_*", SHOW_TEXT, NULL },
	{ "about", SAY_CLI_COL_ABOUT, "about_*", SHOW_TEXT, NULL },
	END
};
COLUMNS(policy_show) = {
	{ "id", SAY_CLI_COL_ID, "id", SHOW_TEXT, NULL },
	{ "name", SAY_CLI_COL_NAME, "name_*", SHOW_TEXT, NULL },
	{ "about", SAY_CLI_COL_ABOUT, "about_*", SHOW_TEXT, NULL },
	{ "density_sources", SAY_CLI_COL_DENSITY_SOURCES, "density_sources", SHOW_TEXT, NULL },
	{ "gdp_threshold_milli", SAY_CLI_COL_GDP_THRESHOLD, "gdp_threshold_milli", SHOW_MILLI, NULL },
	{ "density_threshold_milli", SAY_CLI_COL_DENSITY_THRESHOLD, "density_threshold_milli", SHOW_MILLI, NULL },
	{ "softness_milli", SAY_CLI_COL_SOFTNESS, "softness_milli", SHOW_MILLI, NULL },
	{ "weights", SAY_CLI_COL_WEIGHTS, "weights", SHOW_PARTS, NULL },
	{ "neighbours", SAY_CLI_COL_NEIGHBOURS, "neighbours", SHOW_TEXT, NULL },
	{ "reference_year", SAY_CLI_COL_REFERENCE_YEAR, "reference_year", SHOW_TEXT, NULL },
	END
};
const struct resource policy_resource = { "/v1/policies", policy_list, policy_show, NULL };

COLUMNS(partner_list) = {
	{ "id", SAY_CLI_COL_ID, "id", SHOW_TEXT, NULL },
	{ "name", SAY_CLI_COL_NAME, "name_*", SHOW_TEXT, NULL },
	{ "kind", SAY_CLI_COL_KIND, "kind", SHOW_WORD, &partner_kind_vocab },
	{ "country", SAY_CLI_COL_COUNTRY, "country", SHOW_TEXT, NULL },
	{ "state", SAY_CLI_COL_STATE, "state", SHOW_WORD, &partner_state_vocab },
	{ "valid_to", SAY_CLI_COL_VALID_TO, "valid_to", SHOW_TEXT, NULL },
	{ "demonstration", SAY_CLI_COL_DEMONSTRATION, "demonstration", SHOW_YES, NULL },
	END
};
COLUMNS(partner_show) = {
	{ "id", SAY_CLI_COL_ID, "id", SHOW_TEXT, NULL },
	{ "name_en", SAY_CLI_COL_NAME_EN, "name_en", SHOW_TEXT, NULL },
	{ "name_ko", SAY_CLI_COL_NAME_KO, "name_ko", SHOW_TEXT, NULL },
	{ "state", SAY_CLI_COL_STATE, "state", SHOW_WORD, &partner_state_vocab },
	{ "valid_to", SAY_CLI_COL_VALID_TO, "valid_to", SHOW_TEXT, NULL },
	{ "demonstration", SAY_CLI_COL_DEMONSTRATION, "demonstration", SHOW_YES, NULL },
	{ "kind", SAY_CLI_COL_KIND, "kind", SHOW_WORD, &partner_kind_vocab },
	{ "country", SAY_CLI_COL_COUNTRY, "country", SHOW_TEXT, NULL },
	{ "registration_number", SAY_CLI_COL_REGISTRATION, "registration_number", SHOW_TEXT, NULL },
	{ "categories", SAY_CLI_HEAD_CATEGORIES, "categories", SHOW_CATEGORY, NULL },
	{ "sectors", SAY_CLI_HEAD_SECTORS, "sectors", SHOW_SECTOR, NULL },
	{ "support", SAY_CLI_COL_OFFERS, "support", SHOW_WORD, &support_vocab },
	{ "quadrants", SAY_CLI_COL_QUADRANTS, "quadrants", SHOW_WORD, &quadrant_vocab },
	{ "wanted_countries", SAY_CLI_COL_WANTED_COUNTRIES, "wanted_countries", SHOW_COUNTRY, NULL },
	{ "wanted_cities", SAY_CLI_COL_WANTED_CITIES, "wanted_cities", SHOW_CITY, NULL },
	{ "excluded_countries", SAY_CLI_COL_EXCLUDED_COUNTRIES, "excluded_countries", SHOW_COUNTRY, NULL },
	{ "excluded_cities", SAY_CLI_COL_EXCLUDED_CITIES, "excluded_cities", SHOW_CITY, NULL },
	{ "conflicts", SAY_CLI_COL_CONFLICTS, "conflicts", SHOW_TEXT, NULL },
	{ "ticket_min", SAY_CLI_COL_TICKET_MIN, "ticket_min", SHOW_TEXT, NULL },
	{ "ticket_max", SAY_CLI_COL_TICKET_MAX, "ticket_max", SHOW_TEXT, NULL },
	{ "languages", SAY_CLI_COL_LANGUAGES, "languages", SHOW_TEXT, NULL },
	{ "capacity", SAY_CLI_COL_CAPACITY, "capacity", SHOW_TEXT, NULL },
	{ "capability", SAY_CLI_COL_CAPABILITY, "capability_*", SHOW_TEXT, NULL },
	{ "version", SAY_CLI_COL_VERSION, "version", SHOW_TEXT, NULL },
	END
};
COLUMNS(reference_columns) = {
	{ "city", SAY_CLI_COL_CITY, "city", SHOW_TEXT, NULL },
	{ "country", SAY_CLI_COL_COUNTRY, "country", SHOW_TEXT, NULL },
	{ "category", SAY_CLI_COL_CATEGORY, "category", SHOW_CATEGORY, NULL },
	{ "year", SAY_CLI_COL_YEAR, "year", SHOW_TEXT, NULL },
	{ "role", SAY_CLI_COL_ROLE, "role", SHOW_TEXT, NULL },
	END
};
COLUMNS(contact_columns) = {
	{ "name", SAY_CLI_COL_NAME, "name", SHOW_TEXT, NULL },
	{ "email", SAY_CLI_COL_EMAIL, "email", SHOW_TEXT, NULL },
	{ "phone", SAY_CLI_COL_PHONE, "phone", SHOW_TEXT, NULL },
	{ "language", SAY_CLI_COL_LANGUAGES, "language", SHOW_TEXT, NULL },
	END
};
static const struct section partner_sections[] = {
	{ SAY_CLI_HEAD_REFERENCES, "references", reference_columns },
	{ SAY_CLI_HEAD_CONTACTS, "contacts", contact_columns },
	{ SAY_NOTHING, NULL, NULL }
};
const struct resource partner_resource = { "/v1/partners", partner_list, partner_show, partner_sections };

COLUMNS(list_list) = {
	{ "id", SAY_CLI_COL_ID, "id", SHOW_TEXT, NULL },
	{ "meeting", SAY_CLI_COL_MEETING, "meeting", SHOW_TEXT, NULL },
	{ "state", SAY_CLI_COL_STATE, "state", SHOW_WORD, &list_state_vocab },
	{ "policy", SAY_CLI_COL_POLICY, "policy", SHOW_TEXT, NULL },
	{ "as_of", SAY_CLI_COL_AS_OF, "as_of", SHOW_TEXT, NULL },
	{ "created", SAY_CLI_COL_CREATED, "created", SHOW_TEXT, NULL },
	{ "digest", SAY_CLI_COL_DIGEST, "digest", SHOW_TEXT, NULL },
	END
};
const struct resource list_resource = { "/v1/pairing-lists", list_list, list_list, NULL };

COLUMNS(proposal_list) = {
	{ "list", SAY_CLI_COL_LIST, "list", SHOW_TEXT, NULL },
	{ "number", SAY_CLI_COL_LINE, "number", SHOW_NUMBER, NULL },
	{ "city", SAY_CLI_COL_CITY, "city/name_*", SHOW_TEXT, NULL },
	{ "project", SAY_CLI_COL_PROJECT, "project/title_*", SHOW_TEXT, NULL },
	{ "partner", SAY_CLI_COL_PARTNER, "partner/name_*", SHOW_TEXT, NULL },
	{ "score", SAY_CLI_COL_SCORE, "score", SHOW_SCORE, NULL },
	{ "state", SAY_CLI_COL_STATE, "state", SHOW_WORD, &list_state_vocab },
	{ "stage", SAY_CLI_COL_STAGE, "stages/$/stage", SHOW_WORD, &pairing_stage_vocab },
	{ "side", SAY_CLI_COL_SIDE, "stages/$/side", SHOW_WORD, &pairing_side_vocab },
	END
};
const struct resource proposal_resource = { "/v1/proposals", proposal_list, proposal_list, NULL };

COLUMNS(audit_list) = {
	{ "seq", SAY_CLI_COL_RANK, "seq", SHOW_NUMBER, NULL },
	{ "at", SAY_CLI_COL_AT, "at", SHOW_TEXT, NULL },
	{ "kind", SAY_CLI_COL_KIND, "kind", SHOW_TEXT, NULL },
	{ "id", SAY_CLI_COL_ID, "id", SHOW_TEXT, NULL },
	{ "action", SAY_CLI_COL_ACTION, "action", SHOW_TEXT, NULL },
	{ "role", SAY_CLI_COL_ROLE, "role", SHOW_TEXT, NULL },
	{ "name", SAY_CLI_COL_NAME, "name", SHOW_TEXT, NULL },
	{ "from", SAY_CLI_COL_ADDRESS, "from", SHOW_TEXT, NULL },
	END
};
const struct resource audit_resource = { "/v1/audit", audit_list, audit_list, NULL };
