-- Who may ask, and what has been asked already.

create table token (
	id       text primary key default uuid_v7(),
	name     text not null check (name <> ''),
	role     text not null check (role in ('staff', 'company', 'city', 'batch', 'admin')),
	partner  slug references partner,
	city     slug references city,
	hash     bytea not null unique check (length(hash) = 32),
	created  timestamptz not null default now(),
	expires  timestamptz,
	revoked  timestamptz,
	last_use timestamptz,
	constraint token_company_names_its_partner check ((role = 'company') = (partner is not null)),
	constraint token_city_names_its_city check ((role = 'city') = (city is not null))
);
comment on table token is 'Secrets that open the API. The secret itself is shown once and never stored.';
comment on column token.hash is 'SHA-256 of the secret, which is random enough to need no salt.';
comment on column token.last_use is 'To the hour or so; for finding tokens that nobody uses.';

create table idempotency (
	key       text not null check (char_length(key) between 1 and 255),
	token     text not null references token on delete cascade,
	route     text not null,
	body_hash text not null,
	status    integer not null check (status between 200 and 299),
	answer    text not null,
	created   timestamptz not null default now(),
	primary key (token, key)
);
create index on idempotency (created);
comment on table idempotency is 'Answers to writes, by Idempotency-Key, stored in the transaction of the write: repeating it is safe. Kept seven days.';
comment on column idempotency.body_hash is 'A key that comes back with another body is refused.';
