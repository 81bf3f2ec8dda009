-- Partners: what an external organisation says of itself, its review and its term.

create table partner (
	id                  slug primary key,
	name_en             text check (name_en <> ''),
	name_ko             text check (name_ko <> ''),
	kind                slug not null references partner_kind,
	country             country_code,
	registration_number text,
	support             support_word[] not null default '{}',
	quadrants           quadrant_word[] not null default '{}',
	languages           language_code[] not null default '{}',
	ticket_min          usd,
	ticket_max          usd,
	capability_en       text,
	capability_ko       text,
	capacity            bigint not null default 1 check (capacity between 0 and 9007199254740991),
	state               partner_state not null default 'draft',
	valid_to            date,
	demonstration       boolean not null default false,
	version             bigint not null default 1 check (version > 0),
	created             timestamptz not null default now(),
	changed             timestamptz not null default now(),
	check (num_nonnulls(name_en, name_ko) > 0),
	check (ticket_min <= ticket_max)
);
create index on partner (kind);
comment on table partner is 'External organisations. Child tables hold what refers to other things.';
comment on column partner.country is 'Where it is seated; any country. None for a multilateral bank.';
comment on column partner.quadrants is 'Kinds of city it aims at; none stated means it did not say.';
comment on column partner.capacity is 'How many pairings it can carry.';
comment on column partner.valid_to is 'Last day of its term; none: no end. That a term has run out follows from the day asked about.';
comment on column partner.demonstration is 'Invented data, marked wherever it shows.';
comment on column partner.version is 'Grows with every change; the ETag.';

create table partner_category (
	partner  slug not null references partner on delete cascade,
	category slug not null references category,
	strength strength not null,
	primary key (partner, category)
);
comment on table partner_category is 'Categories it works in, 1 (a little) to 5 (its main work).';

create table partner_sector (
	partner  slug not null references partner on delete cascade,
	sector   slug not null references sector,
	strength strength not null,
	primary key (partner, sector)
);
comment on table partner_sector is 'Sectors it works in, 1 (a little) to 5 (its main work).';

create table partner_country (
	partner slug not null references partner on delete cascade,
	country country_code not null references country,
	wanted  boolean not null,
	primary key (partner, country, wanted)
);
comment on table partner_country is 'Countries it wants, or (wanted = false) excludes. A profile may name one in both; excluding wins.';

create table partner_city (
	partner slug not null references partner on delete cascade,
	city    slug not null references city,
	wanted  boolean not null,
	primary key (partner, city, wanted)
);
comment on table partner_city is 'Cities it wants, or (wanted = false) excludes.';

create table partner_conflict (
	partner slug not null references partner on delete cascade,
	project slug not null references project,
	primary key (partner, project)
);
comment on table partner_conflict is 'Projects it may not work for.';

create table partner_reference (
	partner  slug not null references partner on delete cascade,
	number   integer not null,
	city     text not null check (city <> ''),
	country  country_code not null,
	category slug references category,
	sector   slug references sector,
	year     integer check (year between 1900 and 2200),
	role     text,
	primary key (partner, number),
	check (num_nonnulls(category, sector) < 2)
);
comment on table partner_reference is 'Work done before, anywhere in the world.';
comment on column partner_reference.city is 'Name as given; one of a member city resolves to it.';
comment on column partner_reference.sector is 'For work that no category names.';

create table partner_contact (
	partner  slug not null references partner on delete cascade,
	number   integer not null,
	name     text,
	email    text,
	phone    text,
	language language_code,
	primary key (partner, number)
);
comment on table partner_contact is 'People to write to. Personal data: never in lists, logs or snapshots.';

create table decline (
	partner  slug not null references partner,
	project  slug not null references project,
	reason   text,
	declined timestamptz not null default now(),
	primary key (partner, project)
);
comment on table decline is 'Pairs that one side has declined; they are not proposed again.';
