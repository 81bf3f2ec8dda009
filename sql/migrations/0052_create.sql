-- A partner is created with a third of the work: what every statement costs by itself is paid for
-- fewer statements. A setting is set by an assignment, which asks no query.

create or replace function caller_become(p_role text) returns text
language plpgsql as $$
declare
	was  text := nullif(current_setting('twinning.role', true), '');
	said text;
begin
	said := set_config('twinning.role', coalesce(p_role, ''), true);
	return was;
end
$$;

create or replace function ask_as(p_as text, p_from text) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
	who    token;
	holder text;
	said   text := set_config('twinning.from', coalesce(p_from, ''), true);
begin
	if p_as in ('system', 'anyone') then
		said := set_config('twinning.role', p_as, true);
		return;
	end if;
	-- Its own row is what a token sees without a role.
	said := set_config('twinning.token', p_as, true);
	select * into who from token where id = p_as and revoked is null and (expires is null or expires > now());
	if not found then
		raise exception 'token % opens nothing', p_as using errcode = 'TW401';
	end if;
	said := set_config('twinning.partner', coalesce(who.partner, ''), true);
	said := set_config('twinning.city', coalesce(who.city, ''), true);
	said := set_config('twinning.user', coalesce(who.user_id, ''), true);
	-- As token_holder() has it, and a program's token has nobody to look for.
	if who.user_id is not null then
		select u.name into holder from users u where u.id = who.user_id;
	end if;
	said := set_config('twinning.name', coalesce(holder, who.name), true);
	said := set_config('twinning.role', who.role, true);
end
$$;

create or replace function remember(p_key text, p_token text, p_route text, p_body_hash text,
	p_status integer, p_answer text) returns written
language plpgsql as $$
begin
	if p_key is not null then
		insert into idempotency (key, token, route, body_hash, status, answer)
		values (p_key, p_token, p_route, p_body_hash, p_status, p_answer)
		-- One that has expired is as good as none.
		on conflict (token, key) do update set (route, body_hash, status, answer, created, whole)
		= (excluded.route, excluded.body_hash, excluded.status, excluded.answer, now(), false);
		-- A few at a time, and never waiting for another who does the same.
		if exists (select from idempotency where created < now() - interval '7 days') then
			delete from idempotency where (token, key) in (
				select token, key from idempotency
				 where created < now() - interval '7 days'
				 order by created limit 20 for update skip locked);
		end if;
	end if;
	return (p_status, p_answer, false)::written;
end
$$;

-- What is said to be more steadfast than what it calls is not taken apart by the planner.
alter function partner_with(partner, jsonb) stable;
alter function audit_digest(bytea, text) stable;

-- --- the audit

create or replace function audit_append_all(p_entry audit, p_ids text[], p_before text[], p_after text[]) returns audit
language plpgsql as $$
declare
	was     text := caller_become('system');
	last    audit;
	salt    bytea;
	salts   bytea[];
	entries audit[];
begin
	perform pg_advisory_xact_lock(hashtextextended('twinning audit', 0));
	select * into last from audit order by seq desc limit 1;
	p_entry.happened := clock_timestamp();
	last.seq := coalesce(last.seq, 0);
	p_entry.hash := coalesce(last.hash, '');
	for i in 1 .. cardinality(p_ids) loop
		salt := uuid_send(gen_random_uuid());
		p_entry.seq := last.seq + i;
		p_entry.id := p_ids[i];
		p_entry.before_digest := audit_digest(salt, p_before[i]);
		p_entry.after_digest := audit_digest(salt, p_after[i]);
		p_entry.hash := sha256(p_entry.hash || convert_to(audit_line(p_entry), 'UTF8'));
		salts[i] := salt;
		entries[i] := p_entry;
	end loop;
	insert into audit select * from unnest(entries);
	insert into audit_content (seq, salt, before, after)
	select last.seq + u.n, u.salt, u.before, u.after
	  from unnest(salts, p_before, p_after) with ordinality u (salt, before, after, n);
	if p_entry.kind = 'partner' then
		insert into partner_stored (id, seq, document)
		select id, last.seq + n, after
		  from unnest(p_ids, p_after) with ordinality u (id, after, n) where after is not null
		on conflict (id) do update set (seq, document, card) = (excluded.seq, excluded.document, null);
		if p_entry.action = 'delete' then
			delete from partner_stored where id = any (p_ids);
		end if;
	end if;
	perform caller_become(was);
	return p_entry;
end
$$;
drop aggregate audit_chain(bytea, text);
drop function audit_next(bytea, bytea, text);

create or replace function audit_touch_record(p_kind text, p_id text) returns void
language plpgsql as $$
declare
	document text;
	was      text;
begin
	if p_id is null then
		return;
	end if;
	was := caller_become('system');
	if not exists (select from audit_pending where tx = pg_current_xact_id() and kind = p_kind and id = p_id) then
		if p_kind = 'partner' then
			document := audit_of_partner(p_id);
		else
			execute format('select %I($1)', 'audit_of_' || p_kind) into document using p_id;
		end if;
		insert into audit_pending (tx, kind, id, before) values (pg_current_xact_id(), p_kind, p_id, document);
	end if;
	was := caller_become(was);
end
$$;

create or replace function audit_complete() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
	entry    audit := audit_caller();
	document text;
	was      text := caller_become('system');
begin
	if new.kind = 'partner' then
		document := audit_of_partner(new.id);
	else
		execute format('select %I($1)', 'audit_of_' || new.kind) into document using new.id;
	end if;
	delete from audit_pending where tx = new.tx and kind = new.kind and id = new.id;
	if document is distinct from new.before then
		entry.kind := new.kind;
		entry.id := new.id;
		entry.action := case when new.before is null then 'create' when document is null then 'delete' else 'change' end;
		entry := audit_append(entry, new.before, document);
	end if;
	was := caller_become(was);
	return null;
end
$$;

-- --- partners

-- A list that is left out, or null, is empty. Of a partner that is new nothing is there to be replaced.
create function partner_put(p_id text, p_document jsonb, p_new boolean) returns void
language plpgsql as $$
declare
	list jsonb;
	said partner;
begin
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
	if not p_new then
		delete from partner_category where partner = p_id;
		delete from partner_sector where partner = p_id;
		delete from partner_country where partner = p_id;
		delete from partner_city where partner = p_id;
		delete from partner_conflict where partner = p_id;
		delete from partner_reference where partner = p_id;
		delete from partner_contact where partner = p_id;
	end if;

	list := p_document -> 'categories';
	if list <> '[]' then
		insert into partner_category (partner, category, strength)
		select p_id, x ->> 'id', coalesce((x ->> 'strength')::integer, 3) from jsonb_array_elements(list) x;
	end if;
	list := p_document -> 'sectors';
	if list <> '[]' then
		insert into partner_sector (partner, sector, strength)
		select p_id, x ->> 'id', coalesce((x ->> 'strength')::integer, 3) from jsonb_array_elements(list) x;
	end if;
	if p_document -> 'wanted_countries' <> '[]' or p_document -> 'excluded_countries' <> '[]' then
		insert into partner_country (partner, country, wanted)
		select p_id, x, true from jsonb_array_elements_text(coalesce(p_document -> 'wanted_countries', '[]')) x
		union
		select p_id, x, false from jsonb_array_elements_text(coalesce(p_document -> 'excluded_countries', '[]')) x;
	end if;
	if p_document -> 'wanted_cities' <> '[]' or p_document -> 'excluded_cities' <> '[]' then
		insert into partner_city (partner, city, wanted)
		select p_id, x, true from jsonb_array_elements_text(coalesce(p_document -> 'wanted_cities', '[]')) x
		union
		select p_id, x, false from jsonb_array_elements_text(coalesce(p_document -> 'excluded_cities', '[]')) x;
	end if;
	list := p_document -> 'conflicts';
	if list <> '[]' then
		insert into partner_conflict (partner, project)
		select distinct p_id, x from jsonb_array_elements_text(list) x;
	end if;
	-- What no category names may be a sector; what is neither is refused by the foreign key.
	list := p_document -> 'references';
	if list <> '[]' then
		insert into partner_reference (partner, number, city, country, category, sector, year, role)
		select p_id, n, r.city, r.country, case when s.id is null then r.category end, s.id, r.year, r.role
		  from jsonb_array_elements(list) with ordinality e (x, n)
		 cross join jsonb_populate_record(null::partner_reference, e.x) r
		  left join sector s on s.id = r.category;
	end if;
	list := p_document -> 'contacts';
	if list <> '[]' then
		insert into partner_contact (partner, number, name, email, phone, language)
		select p_id, n, c.name, c.email, c.phone, c.language
		  from jsonb_array_elements(list) with ordinality e (x, n)
		 cross join jsonb_populate_record(null::partner_contact, e.x) c;
	end if;
end
$$;
comment on function partner_put is 'Stores a profile, for the two below, which see to the audit.';

create or replace function partner_write(p_id text, p_document jsonb) returns void
language plpgsql as $$
declare
	said text;
begin
	perform audit_touch_record('partner', p_id);
	-- So none of its rows need do that.
	said := set_config('twinning.bulk', audit_bulk_key(), true);
	perform partner_put(p_id, p_document, not exists (select from partner where id = p_id));
	said := set_config('twinning.bulk', '', true);
end
$$;

create or replace function partner_create(p_id text, p_document jsonb, p_demonstration boolean,
	p_key text, p_token text, p_route text, p_body_hash text) returns written
language plpgsql as $$
declare
	kept     written := recall(p_key, p_token, p_route, p_body_hash);
	entry    audit := audit_caller();
	document text;
	said     text;
begin
	if kept.replayed then
		return kept;
	end if;
	-- Of two at once with one id the second must find the first, not write over it.
	perform pg_advisory_xact_lock(hashtextextended('partner ' || p_id, 0));
	if exists (select from partner where id = p_id) then
		raise exception 'there is a partner % already', p_id using errcode = 'TW409';
	end if;
	-- There was nothing before, so its entry in the audit is written here. Last, for the others wait for it.
	said := set_config('twinning.bulk', audit_bulk_key(), true);
	perform partner_put(p_id, p_document, true);
	if p_demonstration then
		update partner set demonstration = true where id = p_id;
	end if;
	said := set_config('twinning.bulk', '', true);
	document := audit_of_partner(p_id);
	kept := remember(p_key, p_token, p_route, p_body_hash, 201, document);
	entry.kind := 'partner';
	entry.id := p_id;
	entry.action := 'create';
	entry := audit_append(entry, null, document);
	return kept;
end
$$;
call serve('partner_create(text, jsonb, boolean, text, text, text, text)');
-- A list of two is no reason to plan anew what is planned for any.
alter function partner_create(text, jsonb, boolean, text, text, text, text) set plan_cache_mode = force_generic_plan;
