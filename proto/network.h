/*
 * The network: countries, cities with their facts, projects, the trees of
 * categories and sectors, meetings, the reporting chain, policies.
 *
 * Each struct is a message (proto/message.h): what the table of the same name
 * lists is what the API shows and what a row of the database holds.
 */
#ifndef PROTO_NETWORK_H
#define PROTO_NETWORK_H

#include "proto/message.h"
#include "scoring/policy.h"

/* One value of one property, as one source gives it. Facts may disagree; a policy chooses. */
struct fact {
	int            property;	/* fact_property_vocab */
	struct decimal value;
	const char    *unit;
	struct maybe   year;
	const char    *source;		/* id of a source */
	const char    *place;		/* where in the source: "Annex 3" */
	const char    *scope;		/* what the value covers: "metro_area", "city", "not_stated" */
	const char    *valid_from, *valid_to;
	const char    *note;
};

enum fact_property { FACT_GDP_PER_CAPITA, FACT_POPULATION_DENSITY, FACT_AREA, FACT_POPULATION };
extern const struct vocab fact_property_vocab;

/* The six of the ASEAN Smart Cities Framework; a city's stand in the order of its action plan. */
extern const struct vocab focus_area_vocab;

struct country {
	const char  *id;		/* ISO 3166-1 alpha-2 */
	const char  *iso3, *name_en, *name_ko, *name_iso;
	struct texts other_names;
	struct list  facts;		/* of struct fact */
	const char  *source;
};

struct representative {
	const char *id;
	int         role;		/* representative_role_vocab */
	const char *name, *designation, *organisation;
	const char *note, *source;
};

enum representative_role { REPRESENTATIVE_NR, REPRESENTATIVE_CSCO, REPRESENTATIVE_ASEC };
extern const struct vocab representative_role_vocab;

/* A category or sector that a city states, or a project has, and on what that rests. */
struct link {
	const char *id;
	int64_t     weight;		/* 1..10000 */
	const char *basis;		/* "document", "inferred", "annex_1", "body_text", "stated" */
	const char *note;
};

struct membership {
	int64_t at[QUADRANTS];		/* 0..10000; they sum to 10000 */
};

struct city {
	const char    *id, *country, *name_en, *name_ko;
	bool           capital;
	struct decimal latitude, longitude;
	struct maybe   geonames_id;
	struct texts   aliases;
	struct texts   focus_areas;	/* of the ASEAN Smart Cities Framework, where its action plan names them */
	struct list    categories;	/* of struct link: what the city states itself */
	struct list    sectors;		/* of struct link: stated priority sectors */
	struct list    facts;		/* of struct fact */
	struct list    representatives;
	const char    *note, *source;
	int64_t        version;
	/* Filled by the catalogue under a policy. */
	int            quadrant;	/* quadrant_vocab */
	struct object  membership;	/* of struct membership */
	bool           quadrant_flips;	/* another stated source gives another label */
	struct texts   projects;	/* ids */
};

struct need {
	int         support;		/* support_vocab */
	int64_t     weight;		/* 1..10000 */
	const char *basis;		/* "action_plan", "technical_unspecified" or "stated" */
};

struct project {
	const char  *id, *city, *title_en, *title_ko;
	int          stage;		/* project_stage_vocab */
	int64_t      slots;		/* how many partners it can take */
	struct list  categories, sectors;	/* of struct link */
	struct list  support;		/* of struct need */
	const char  *focus_area;
	uint32_t     preferred_kinds, excluded_kinds;	/* partner_kind_vocab */
	struct texts excluded_countries;
	struct maybe budget_min, budget_max;	/* USD */
	const char  *valid_from, *valid_to;
	struct texts other_needs;
	const char  *note, *source;
	int64_t      version;
};

struct category {
	const char  *id, *name_en, *name_ko;
	int          kind;		/* category_kind_vocab */
	const char  *parent;		/* id, or NULL for a root */
	struct texts sectors;		/* the sectors it implies */
	const char  *note, *source;
};

enum category_kind { CATEGORY_CLASSIFICATION, CATEGORY_FOCUS_AREA };
extern const struct vocab category_kind_vocab;

struct sector {
	const char *id, *name_en, *name_ko;
	const char *parent;
	const char *note, *source;
};

struct meeting {
	const char *id;
	int64_t     number;		/* place in the calendar */
	const char *name_en, *name_ko;
	const char *date_start, *date_end;
	const char *date_precision;	/* "day", "days", "month", "open" */
	const char *place, *note, *source;
	int64_t     version;
};

struct reporting_step {
	const char *id;
	int64_t     number;		/* place in the chain */
	const char *kind, *from, *to, *what, *timing, *note, *source;
};

/* A publication, a census, a statement: what facts come from. */
struct source_record {
	const char *id, *name_en, *name_ko;
	const char *issued;		/* as exact as it is known: "2018-05" */
	const char *note;
};

/* One integer for each part of a score. */
struct part_numbers {
	int64_t at[PARTS];
};

struct policy_document {
	const char   *id;		/* "2018-1" */
	const char   *name_en, *name_ko, *about_en, *about_ko;
	struct texts  density_sources;	/* ids of sources; the first that has a value counts */
	struct object weights, neutral;	/* of struct part_numbers */
	int64_t       gdp_threshold_milli, density_threshold_milli, softness_milli;
	int64_t       target_share, similar_parent, similar_sibling, stated_sector, implied_sector;
	int64_t       place_scale_milli, place_unknown;
	int64_t       reference_year, recency_half_years, neighbours;
};

/* The same numbers as scoring/ takes them. */
struct policy policy_of(const struct policy_document *d);

extern const struct message country_message, city_message, project_message, category_message,
	sector_message, meeting_message, reporting_step_message, source_message, policy_message, part_weights_message;

/* Lists as the API gives them: {"items": [...], "next": cursor}. */
struct page {
	struct list items;
	const char *next;
};
extern const struct message country_page, city_page, project_page, category_page, sector_page,
	meeting_page, reporting_step_page, source_page, policy_page;

#endif
