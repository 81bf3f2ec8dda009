-- The network: countries, member cities with their facts and people, projects, meetings.

create table country (
	id           country_code primary key,
	iso3         text not null unique check (iso3 ~ '^[A-Z]{3}$'),
	name_en      text not null,
	name_ko      text not null,
	name_iso     text not null,
	other_names  text[] not null default '{}',
	source       slug not null references source,
	source_place text
);
comment on table country is 'Countries that have member cities. A partner may come from any other.';

create table city (
	id                       slug primary key,
	number                   integer not null unique,
	country                  country_code not null references country,
	name_en                  text not null,
	name_ko                  text not null,
	capital                  boolean not null,
	latitude                 numeric check (latitude between -90 and 90),
	longitude                numeric check (longitude between -180 and 180),
	geonames_id              bigint,
	focus_areas              slug[] not null default '{}',
	focus_areas_basis        text check (focus_areas_basis in ('printed', 'mapped', 'judgement')),
	action_plan_name         text,
	action_plan_page         integer,
	published_quadrant       quadrant_word,
	published_quadrant_basis text check (published_quadrant_basis in ('named_in_text', 'counted_in_text')),
	note                     text,
	source                   slug not null references source,
	source_place             text,
	check ((latitude is null) = (longitude is null))
);
create index on city (country);
comment on table city is 'Member cities of the network.';
comment on column city.number is 'Its place in the order of the article.';
comment on column city.latitude is 'Positions are from GeoNames.';
comment on column city.focus_areas is 'Ids of focus_area that its action plan names.';
comment on column city.focus_areas_basis is 'printed: in these words; mapped: from a sentence; judgement: read between the lines.';
comment on column city.published_quadrant is 'Where the article puts it. A check on the engine, never an input: the grid follows from facts and policy.';

create table city_alias (
	city     slug not null references city on delete cascade,
	alias    text not null check (alias <> ''),
	language language_code not null,
	kind     text not null check (kind in ('variant', 'typo', 'abbreviation', 'qualified')),
	lines    text,
	note     text,
	source   slug not null references source,
	primary key (city, alias)
);
create unique index on city_alias (lower(alias));
comment on table city_alias is 'Other spellings under which a city is found, printing errors included.';

create table fact (
	id         slug primary key,
	country    country_code references country on delete cascade,
	city       slug references city on delete cascade,
	property   fact_property not null,
	value      numeric not null check (value > 0 and value < 1e12),
	printed    text,
	unit       text not null,
	year       integer check (year between 1900 and 2200),
	source     slug not null references source,
	place      text,
	scope      text not null default 'not_stated',
	valid_from date,
	valid_to   date check (valid_to >= valid_from),
	note       text,
	check (num_nonnulls(country, city) = 1),
	check (property <> 'gdp_per_capita' or country is not null),
	unique nulls not distinct (country, city, property, source, scope, year, valid_from)
);
create index on fact (city);
comment on table fact is 'One value of one property as one source gives it. Sources may disagree; a policy says which counts.';
comment on column fact.printed is 'What the source prints, where that is not plainly the value.';
comment on column fact.place is 'Where in the source.';
comment on column fact.scope is 'What the value covers: city, metro_area, province, ...';

create table representative (
	id           slug primary key,
	number       integer not null unique,
	country      country_code references country,
	city         slug references city,
	role         text not null check (role in ('nr', 'csco', 'asec_representative')),
	name         text,
	designation  text,
	organisation text,
	differs      text check (differs in ('name', 'designation', 'organisation')),
	status       text not null check (status in ('named', 'not_available')),
	note         text,
	source       slug not null references source,
	source_place text,
	check ((role = 'csco') = (city is not null)),
	check ((status = 'named') = (name is not null))
);
comment on table representative is 'National representatives, Chief Smart City Officers and the ASEAN Secretariat''s representative, as published.';
comment on column representative.differs is 'What differs between the languages; the note says how.';

create table sector (
	id            slug primary key,
	number        integer not null unique,
	parent        slug references sector,
	name_en       text not null,
	name_ko       text not null,
	name_ko_basis text not null check (name_ko_basis in ('document', 'translated')),
	note          text,
	source        slug not null references source,
	source_place  text,
	check (parent <> id)
);
comment on table sector is 'Industries that partners work in and cities give priority to; a tree.';

create table category (
	id            slug primary key,
	number        integer not null unique,
	kind          text not null check (kind in ('classification', 'focus_area')),
	parent        slug references category,
	parent_basis  text check (parent_basis in ('document', 'inferred')),
	name_en       text not null,
	name_ko       text not null,
	name_ko_basis text not null check (name_ko_basis in ('document', 'translated')),
	note          text,
	source        slug not null references source,
	source_place  text,
	check (parent <> id),
	check ((parent is null) = (parent_basis is null))
);
comment on table category is 'What projects are about; a tree: the article''s classifications under its four areas.';

create table category_sector (
	category slug not null references category on delete cascade,
	sector   slug not null references sector on delete cascade,
	basis    text not null check (basis in ('document', 'inferred')),
	primary key (category, sector)
);
create index on category_sector (sector);
comment on table category_sector is 'The sectors that a category implies.';

create table city_category (
	city     slug not null references city on delete cascade,
	number   integer not null,
	category slug not null references category,
	weight   weight not null default 10000,
	basis    text not null check (basis in ('annex_1', 'body_text')),
	line     integer,
	note     text,
	primary key (city, category, basis)
);
comment on table city_category is 'Categories that the article states for a city, in a table or in its text; the same one may stand in both.';

create table city_sector (
	city   slug not null references city on delete cascade,
	number integer not null,
	sector slug not null references sector,
	weight weight not null default 10000,
	basis  text not null check (basis in ('annex_1', 'body_text')),
	line   integer,
	note   text,
	primary key (city, sector, basis)
);
comment on table city_sector is 'Priority sectors that a city states itself. The article states none city by city.';

create table project (
	id                 slug primary key,
	city               slug not null references city,
	number             integer not null,
	title_en           text not null,
	title_ko           text not null,
	stage              project_stage not null,
	slots              integer not null default 1 check (slots between 0 and 1000),
	focus_area         slug references focus_area,
	excluded_countries country_code[] not null default '{}',
	budget_min         usd,
	budget_max         usd,
	valid_from         date,
	valid_to           date,
	other_needs        text[] not null default '{}',
	note               text,
	source             slug not null references source,
	source_place       text,
	unique (city, number),
	check (budget_min <= budget_max),
	check (valid_from <= valid_to)
);
comment on table project is 'Priority projects of the cities.';
comment on column project.slots is 'How many partners it can take.';
comment on column project.excluded_countries is 'Partners'' countries it does not work with.';
comment on column project.other_needs is 'Needs of its action plan beyond the six kinds of support.';

create table project_category (
	project  slug not null references project on delete cascade,
	category slug not null references category,
	weight   weight not null,
	basis    text not null check (basis in ('document', 'inferred')),
	rule     text,
	note     text,
	primary key (project, category)
);
comment on table project_category is 'What a project is about. The article classifies cities, not projects, so some links are inferred and weigh half.';
comment on column project_category.rule is 'How the link was made: only_label, matching_label, remaining_label, ...';

create table project_sector (
	project slug not null references project on delete cascade,
	sector  slug not null references sector,
	weight  weight not null,
	basis   text not null check (basis in ('document', 'inferred')),
	rule    text,
	note    text,
	primary key (project, sector)
);
comment on table project_sector is 'Sectors of a project beyond those that its categories imply.';

create table action_plan_project (
	id                    slug primary key,
	city                  slug not null references city,
	number                integer not null,
	title                 text not null,
	focus_area            slug not null references focus_area,
	focus_area_basis      text not null check (focus_area_basis in ('me_appendix', 'inferred')),
	support               support_word[] not null default '{}',
	technical_unspecified boolean not null,
	needs_stated          boolean not null,
	other_needs           text[] not null default '{}',
	timeline              text,
	page                  integer,
	project               slug unique references project,
	project_basis         text check (project_basis in ('same', 'inferred', 'weak')),
	network_project       slug,
	network_project_basis text check (network_project_basis in ('same', 'inferred', 'explicit_2019', 'explicit_2024')),
	note                  text,
	source                slug not null references source,
	unique (city, number),
	check ((project is null) = (project_basis is null)),
	check ((network_project is null) = (network_project_basis is null))
);
comment on table action_plan_project is 'Projects as the cities'' action plans have them: a second source, linked to project where it speaks of the same one.';
comment on column action_plan_project.support is 'The support that the plan asks for.';
comment on column action_plan_project.technical_unspecified is '"Technical support" with nothing more.';
comment on column action_plan_project.needs_stated is 'The plan has a section on support required.';
comment on column action_plan_project.project_basis is 'How sure the link is: same title, inferred from the content, or weak.';
comment on column action_plan_project.network_project is 'What the network''s monitoring reports call it.';
comment on column action_plan_project.focus_area_basis is 'me_appendix: the appendix of the monitoring reports gives it.';

create table other_need (
	need text not null,
	kind slug not null references partner_kind,
	note text,
	primary key (need, kind)
);
comment on table other_need is 'Which other needs of an action plan plainly name a kind of partner.';

create table project_support (
	project slug not null references project on delete cascade,
	support support_word not null,
	weight  weight not null,
	basis   text not null check (basis in ('action_plan', 'technical_unspecified')),
	primary key (project, support)
);
comment on table project_support is 'Support that a project requires. Unspecified technical support counts half for technology and for advice.';

create table project_partner_kind (
	project   slug not null references project on delete cascade,
	kind      slug not null references partner_kind,
	preferred boolean not null,
	primary key (project, kind)
);
comment on table project_partner_kind is 'Kinds of partner that a project prefers, or (preferred = false) does not take.';

create table meeting (
	id             slug primary key,
	number         integer not null unique,
	name_en        text not null,
	name_ko        text not null,
	date_start     date not null,
	date_end       date,
	date_precision text not null check (date_precision in ('day', 'days', 'month', 'open')),
	place          text,
	note           text,
	source         slug not null references source,
	source_place   text,
	check (date_start <= date_end),
	check ((date_precision = 'open') = (date_end is null))
);
comment on table meeting is 'Meetings that a pairing list may be made for.';
comment on column meeting.date_precision is 'month: only the month is printed, and the dates are its first and last day.';

create table reporting_step (
	id           slug primary key,
	number       integer not null unique,
	kind         text not null check (kind in ('preparation', 'report', 'copy', 'secretariat', 'announcement')),
	"from"       text,
	"to"         text not null,
	what         text not null,
	timing       text,
	note         text,
	source       slug not null references source,
	source_place text
);
comment on table reporting_step is 'Who reports what to whom.';
