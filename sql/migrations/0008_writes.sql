-- Writes, each one round trip and wholly in or wholly out.
--
-- SQLSTATEs of our own say what the client should hear:
--	TW404 no such thing	TW409 its state does not allow it
--	TW412 the version differs	TW422 the Idempotency-Key came with another request

create type written as (
	status   integer,
	answer   text,
	replayed boolean
);
comment on type written is 'HTTP status and document of a write; replayed: it had been done before under the same key.';

-- The stored answer to this key, or null; then the caller holds the key until its transaction
-- ends, and a second request with the same key waits here for the answer.
create function recall(p_key text, p_token text, p_route text, p_body_hash text) returns written
language plpgsql as $$
declare
	found_row idempotency;
begin
	if p_key is null then
		return null;
	end if;
	perform pg_advisory_xact_lock(hashtextextended(p_token || ' ' || p_key, 0));
	select * into found_row from idempotency where token = p_token and key = p_key;
	if not found then
		return null;
	end if;
	if (found_row.route, found_row.body_hash) is distinct from (p_route, p_body_hash) then
		raise exception 'this Idempotency-Key was used for another request' using errcode = 'TW422';
	end if;
	return (found_row.status, found_row.answer, true)::written;
end
$$;
comment on function recall is 'First half of an idempotent write.';

create function remember(p_key text, p_token text, p_route text, p_body_hash text,
	p_status integer, p_answer text) returns written
language plpgsql as $$
begin
	if p_key is not null then
		insert into idempotency (key, token, route, body_hash, status, answer)
		values (p_key, p_token, p_route, p_body_hash, p_status, p_answer);
		-- A few at a time, and never waiting for another who does the same.
		delete from idempotency where (token, key) in (
			select token, key from idempotency
			 where created < now() - interval '7 days'
			 order by created limit 20 for update skip locked);
	end if;
	return (p_status, p_answer, false)::written;
end
$$;
comment on function remember is 'Second half of an idempotent write: stores its answer.';

-- Replaces what a client may say of a partner; id, review, term and version stay.
create function partner_write(p_id text, p_document jsonb) returns void
language plpgsql as $$
declare
	list jsonb;
	said partner;
begin
	-- A list that is left out, or null, is empty.
	p_document := jsonb_build_object('support', '[]'::jsonb, 'quadrants', '[]'::jsonb, 'languages', '[]'::jsonb,
		'capacity', 1) || jsonb_strip_nulls(p_document);
	said := jsonb_populate_record(null::partner, p_document);

	insert into partner as p (id, name_en, name_ko, kind, country, registration_number, support, quadrants,
		languages, ticket_min, ticket_max, capability_en, capability_ko, capacity)
	values (p_id, said.name_en, said.name_ko, said.kind, said.country, said.registration_number, said.support,
		said.quadrants, said.languages, said.ticket_min, said.ticket_max, said.capability_en,
		said.capability_ko, said.capacity)
	on conflict (id) do update set (name_en, name_ko, kind, country, registration_number, support, quadrants,
		languages, ticket_min, ticket_max, capability_en, capability_ko, capacity)
	= (excluded.name_en, excluded.name_ko, excluded.kind, excluded.country, excluded.registration_number,
		excluded.support, excluded.quadrants, excluded.languages, excluded.ticket_min, excluded.ticket_max,
		excluded.capability_en, excluded.capability_ko, excluded.capacity);

	delete from partner_category where partner = p_id;
	insert into partner_category (partner, category, strength)
	select p_id, x ->> 'id', coalesce((x ->> 'strength')::integer, 3)
	  from jsonb_array_elements(coalesce(p_document -> 'categories', '[]')) x;

	delete from partner_sector where partner = p_id;
	insert into partner_sector (partner, sector, strength)
	select p_id, x ->> 'id', coalesce((x ->> 'strength')::integer, 3)
	  from jsonb_array_elements(coalesce(p_document -> 'sectors', '[]')) x;

	delete from partner_country where partner = p_id;
	insert into partner_country (partner, country, wanted)
	select p_id, x, true from jsonb_array_elements_text(coalesce(p_document -> 'wanted_countries', '[]')) x
	union
	select p_id, x, false from jsonb_array_elements_text(coalesce(p_document -> 'excluded_countries', '[]')) x;

	delete from partner_city where partner = p_id;
	insert into partner_city (partner, city, wanted)
	select p_id, x, true from jsonb_array_elements_text(coalesce(p_document -> 'wanted_cities', '[]')) x
	union
	select p_id, x, false from jsonb_array_elements_text(coalesce(p_document -> 'excluded_cities', '[]')) x;

	delete from partner_conflict where partner = p_id;
	insert into partner_conflict (partner, project)
	select distinct p_id, x from jsonb_array_elements_text(coalesce(p_document -> 'conflicts', '[]')) x;

	-- What no category names may be a sector; what is neither is refused by the foreign key.
	delete from partner_reference where partner = p_id;
	list := coalesce(p_document -> 'references', '[]');
	insert into partner_reference (partner, number, city, country, category, sector, year, role)
	select p_id, n, r.city, r.country, case when s.id is null then r.category end, s.id, r.year, r.role
	  from jsonb_array_elements(list) with ordinality e (x, n)
	 cross join jsonb_populate_record(null::partner_reference, e.x) r
	  left join sector s on s.id = r.category;

	delete from partner_contact where partner = p_id;
	list := coalesce(p_document -> 'contacts', '[]');
	insert into partner_contact (partner, number, name, email, phone, language)
	select p_id, n, c.name, c.email, c.phone, c.language
	  from jsonb_array_elements(list) with ordinality e (x, n)
	 cross join jsonb_populate_record(null::partner_contact, e.x) c;
end
$$;
comment on function partner_write is 'Stores a profile. Called by the functions below, which keep review and version.';

-- The row, locked; refuses when it is not there or has moved on.
create function partner_hold(p_id text, p_expected bigint) returns partner
language plpgsql as $$
declare
	held partner;
begin
	select * into held from partner where id = p_id for update;
	if not found then
		raise exception 'there is no partner %', p_id using errcode = 'TW404';
	end if;
	if held.version <> p_expected then
		raise exception 'partner % is at version %, not %', p_id, held.version, p_expected
			using errcode = 'TW412', detail = held.version::text;
	end if;
	return held;
end
$$;
comment on function partner_hold is 'Any version will do when none is expected (null).';

create function partner_create(p_id text, p_document jsonb, p_demonstration boolean,
	p_key text, p_token text, p_route text, p_body_hash text) returns written
language plpgsql as $$
declare
	before written := recall(p_key, p_token, p_route, p_body_hash);
begin
	if before.replayed then
		return before;
	end if;
	-- Of two at once with one id the second must find the first, not write over it.
	perform pg_advisory_xact_lock(hashtextextended('partner ' || p_id, 0));
	if exists (select from partner where id = p_id) then
		raise exception 'there is a partner % already', p_id using errcode = 'TW409';
	end if;
	perform partner_write(p_id, p_document);
	update partner set demonstration = true where id = p_id and p_demonstration;
	return remember(p_key, p_token, p_route, p_body_hash, 201,
		(select document::text from partner_document where id = p_id));
end
$$;
comment on function partner_create is 'Stores a new partner: version 1, a draft.';

create function partner_save(p_id text, p_expected bigint, p_document jsonb) returns jsonb
language plpgsql as $$
declare
	held   partner := partner_hold(p_id, p_expected);
	before jsonb := (select document from partner_document where id = p_id);
begin
	perform partner_write(p_id, p_document);
	-- Saving what is there already is not a change.
	if before is distinct from (select document from partner_document where id = p_id) then
		-- What was verified was the old profile, so the new one waits for a review.
		update partner
		   set version = held.version + 1,
		       changed = now(),
		       state = case when held.state in ('verified', 'expired') then 'submitted' else held.state end
		 where id = p_id;
	end if;
	return (select document from partner_document where id = p_id);
end
$$;
comment on function partner_save is 'Replaces a profile. A verified partner goes back to submitted when its profile changes.';

create table partner_transition (
	action   text not null check (action in ('submit', 'verify', 'suspend', 'renew')),
	old      partner_state not null,
	new      partner_state not null,
	new_term boolean not null,
	primary key (action, old)
);
comment on table partner_transition is 'What the review may do in which state; new_term: it also sets the last day.';
insert into partner_transition values
	('submit',  'draft',     'submitted', false),
	('verify',  'submitted', 'verified',  true),
	('verify',  'suspended', 'verified',  true),
	('suspend', 'verified',  'suspended', false),
	('renew',   'verified',  'verified',  true),
	('renew',   'expired',   'verified',  true);

create function partner_move(p_id text, p_expected bigint, p_action text, p_valid_to date,
	p_key text, p_token text, p_route text, p_body_hash text) returns written
language plpgsql as $$
declare
	before written := recall(p_key, p_token, p_route, p_body_hash);
	held   partner;
	step   partner_transition;
begin
	if before.replayed then
		return before;
	end if;
	held := partner_hold(p_id, p_expected);
	select * into step from partner_transition where action = p_action and old = held.state;
	if not found then
		raise exception 'a partner that is % cannot be put through "%"', held.state, p_action
			using errcode = 'TW409', detail = held.state;
	end if;
	update partner
	   set state = step.new,
	       valid_to = case when step.new_term then p_valid_to else valid_to end,
	       version = version + 1,
	       changed = now()
	 where id = p_id;
	return remember(p_key, p_token, p_route, p_body_hash, 200,
		(select document::text from partner_document where id = p_id));
end
$$;
comment on function partner_move is 'Moves a partner through its review.';

create view pairing_list_document as
select l.id, jsonb_build_object('id', l.id, 'state', l.state, 'digest', l.digest, 'created',
	to_char(l.created at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) || l.document::jsonb as document
  from pairing_list l;
comment on view pairing_list_document is 'Lists with what stands around them. The bytes that the digest names are in pairing_list.';

create function pairing_list_store(p_id text, p_document text, p_snapshot text,
	p_key text, p_token text, p_route text, p_body_hash text) returns written
language plpgsql as $$
declare
	before written := recall(p_key, p_token, p_route, p_body_hash);
	list   jsonb := p_document::jsonb;
begin
	if before.replayed then
		return before;
	end if;
	-- Lists made from the same data share it.
	insert into snapshot (digest, document)
	values (list ->> 'snapshot', p_snapshot)
	on conflict (digest) do nothing;
	insert into pairing_list (id, meeting, policy, snapshot, as_of, digest, document)
	values (p_id, list ->> 'meeting', list ->> 'policy', list ->> 'snapshot', (list ->> 'as_of')::date,
		encode(sha256(convert_to(p_document, 'UTF8')), 'hex'), p_document);
	insert into pairing (list, number, city, project, partner, score)
	select p_id, (x ->> 'number')::integer, x #>> '{city,id}', x #>> '{project,id}', x #>> '{partner,id}',
	       (x ->> 'score')::integer
	  from jsonb_array_elements(list -> 'pairings') x;
	return remember(p_key, p_token, p_route, p_body_hash, 201,
		(select document::text from pairing_list_document where id = p_id));
end
$$;
comment on function pairing_list_store is 'Stores a list with its lines and its snapshot.';
