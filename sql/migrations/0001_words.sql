-- The words of the programme, and where things are written.
--
-- Closed lists that the engine compares as numbers are domains; lists that carry
-- names in both languages are tables. A new word is one line here and one in the
-- engine's word lists.

create domain slug as text check (value ~ '^[a-z0-9_-]{1,80}$');
create domain country_code as text check (value ~ '^[A-Z]{2}$');
create domain language_code as text check (value ~ '^[a-z]{2,3}$');
create domain digest_hex as text check (value ~ '^[0-9a-f]{64}$');
-- Part of a score, or how firmly a thing holds: 1..10000.
create domain weight as integer check (value between 1 and 10000);
create domain strength as integer check (value between 1 and 5);
-- A sum in whole US dollars.
create domain usd as bigint check (value between 0 and 9007199254740991);

create domain support_word as text check (value in
	('technology', 'construction', 'operation', 'finance', 'advisory', 'training'));
create domain quadrant_word as text check (value in
	('dense_developed', 'dense_emerging', 'low_density_developed', 'low_density_emerging'));
create domain partner_state as text check (value in
	('draft', 'submitted', 'verified', 'suspended', 'expired'));
create domain project_stage as text check (value in
	('pending', 'open', 'matched', 'implementing', 'done', 'dropped'));
create domain list_state as text check (value in
	('draft', 'proposed', 'approved', 'announced', 'withdrawn'));
create domain fact_property as text check (value in
	('gdp_per_capita', 'population_density', 'area', 'population'));

comment on domain slug is 'A readable id: small letters, digits, _ and -.';
comment on domain digest_hex is 'A SHA-256 in hexadecimal.';

-- The time in milliseconds, then chance (RFC 9562, version 7): ids that sort as they were made.
create function uuid_v7() returns text
language sql volatile parallel safe
return encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
	placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
	from 1 for 6), 52, 1), 53, 1), 'hex')::uuid::text;
comment on function uuid_v7 is 'The id of a stored thing.';

create table source (
	id      slug primary key,
	name_en text not null,
	name_ko text not null,
	issued  text,
	note    text
);
comment on table source is 'Publications that the reference data comes from. A policy names the ones whose densities count.';
comment on column source.issued is 'As exact as it is known: 2018-05, or 2018-07-08.';

create table focus_area (
	id            slug primary key,
	number        integer not null unique,
	name_en       text not null,
	name_ko       text not null,
	name_ko_basis text not null check (name_ko_basis in ('document', 'translated')),
	source        slug not null references source,
	source_place  text
);
comment on table focus_area is 'The six focus areas of the ASEAN Smart Cities Framework.';
comment on column focus_area.source_place is 'Where in the source; so in every table.';
comment on column focus_area.name_ko_basis is 'Whether a document prints the Korean name or it is our translation; so in every table.';

create table quadrant (
	id              quadrant_word primary key,
	name_en         text not null,
	name_ko         text not null,
	density_class   text not null check (density_class in ('dense', 'low_density')),
	economy_class   text not null check (economy_class in ('developed', 'emerging')),
	example_city_en text,
	example_city_ko text,
	example_density numeric check (example_density > 0),
	source          slug not null references source,
	source_place    text
);
comment on table quadrant is 'The grid of wealth and density, with the example city that the article gives for each.';

create table threshold (
	id           slug primary key,
	property     fact_property not null,
	value        numeric not null check (value > 0),
	unit         text not null,
	year         integer,
	basis        text not null check (basis in ('document', 'computed')),
	rule         text not null,
	note         text,
	source       slug not null references source,
	source_place text
);
comment on table threshold is 'The lines of the published grid and what is known about them. What a score uses stands in its policy.';

create table term (
	id           slug primary key,
	kind         text not null check (kind in ('body', 'role', 'document', 'element', 'term')),
	abbreviation text,
	name_en      text not null,
	name_ko      text,
	note         text,
	line_en      integer,
	line_ko      integer,
	source       slug not null references source
);
comment on table term is 'Names of bodies, roles and documents as printed in each language.';
comment on column term.line_en is 'First line of the plain text where it stands.';

create table partner_kind (
	id                 slug primary key,
	number             integer not null unique,
	name_en            text not null,
	name_ko            text not null,
	named_for_twinning boolean not null,
	note               text,
	source             slug not null references source,
	source_place       text
);
comment on table partner_kind is 'Kinds of external partner.';
comment on column partner_kind.named_for_twinning is 'The article names it for the Twinning Programme itself, not only elsewhere.';
