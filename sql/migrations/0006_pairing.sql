-- Pairing lists and the exact data they were computed from.

create table snapshot (
	digest   digest_hex primary key,
	document text not null,
	created  timestamptz not null default now(),
	check (digest = encode(sha256(convert_to(document, 'UTF8')), 'hex'))
);
comment on table snapshot is 'The exact data a list was computed from, named by the SHA-256 of its bytes.';

create trigger snapshot_stays before update or delete on snapshot
	for each row execute function refuse_change();

create table pairing_list (
	id       text primary key default uuid_v7(),
	meeting  slug not null references meeting,
	policy   slug not null references policy,
	snapshot digest_hex not null references snapshot,
	as_of    date not null,
	state    list_state not null default 'draft',
	digest   digest_hex not null,
	document text not null,
	created  timestamptz not null default now(),
	check (digest = encode(sha256(convert_to(document, 'UTF8')), 'hex'))
);
create index on pairing_list (created desc, id);
comment on table pairing_list is 'Lists for a meeting. The document is what was computed, byte for byte; only the state moves.';

create table pairing (
	list    text not null references pairing_list on delete cascade,
	number  integer not null check (number > 0),
	city    slug not null references city,
	project slug references project,
	partner slug not null references partner,
	score   integer not null check (score between 0 and 10000000),
	primary key (list, number)
);
create index on pairing (partner);
create index on pairing (city);
comment on table pairing is 'The lines of a list, so that they can be found by partner and city.';
comment on column pairing.project is 'None: the city has no open project, and its needs were inferred.';

-- draft -> proposed -> approved -> announced; the first three may be withdrawn.
create function pairing_list_guard() returns trigger
language plpgsql as $$
begin
	if tg_op = 'DELETE' then
		if old.state in ('draft', 'proposed') then
			return old;
		end if;
		raise exception 'list % is % and stays', old.id, old.state using errcode = 'TW409';
	end if;
	if (to_jsonb(new) - 'state') is distinct from (to_jsonb(old) - 'state') then
		raise exception 'list % keeps what it says', old.id
			using errcode = 'TW409', hint = 'A correction is a new list.';
	end if;
	if new.state <> old.state and (old.state, new.state) not in (
		('draft', 'proposed'), ('proposed', 'approved'), ('approved', 'announced'),
		('draft', 'withdrawn'), ('proposed', 'withdrawn'), ('approved', 'withdrawn')) then
		raise exception 'a list that is % does not become %', old.state, new.state
			using errcode = 'TW409';
	end if;
	return new;
end
$$;
create trigger pairing_list_guard before update or delete on pairing_list
	for each row execute function pairing_list_guard();

-- Lines come with their list and go with it.
create function pairing_guard() returns trigger
language plpgsql as $$
declare
	held list_state;
begin
	select state into held from pairing_list
	 where id = case tg_op when 'INSERT' then new.list else old.list end;
	if tg_op = 'UPDATE' or held not in ('draft', 'proposed') or (tg_op = 'INSERT' and held <> 'draft') then
		raise exception 'the lines of a list are not changed' using errcode = 'TW409';
	end if;
	return case tg_op when 'DELETE' then old else new end;
end
$$;
create trigger pairing_guard before insert or update or delete on pairing
	for each row execute function pairing_guard();

-- Truncate passes row triggers by.
create trigger pairing_list_stays before truncate on pairing_list
	for each statement execute function refuse_change();
create trigger pairing_stays before truncate on pairing
	for each statement execute function refuse_change();
create trigger snapshot_is_kept before truncate on snapshot
	for each statement execute function refuse_change();
create trigger policy_is_kept before truncate on policy
	for each statement execute function refuse_change();
