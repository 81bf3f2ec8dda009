-- Stores profiles. A list that is left out, or null, is empty.

create or replace function partner_put_lists(p_ids text[], p_profiles jsonb[]) returns void
language plpgsql as $$
begin
	insert into partner_category (partner, category, strength)
	select u.id, x ->> 'id', coalesce((x ->> 'strength')::integer, 3)
	  from unnest(p_ids, p_profiles) u (id, d), jsonb_array_elements(nullif(d -> 'categories', 'null')) x;
	insert into partner_sector (partner, sector, strength)
	select u.id, x ->> 'id', coalesce((x ->> 'strength')::integer, 3)
	  from unnest(p_ids, p_profiles) u (id, d), jsonb_array_elements(nullif(d -> 'sectors', 'null')) x;
	insert into partner_country (partner, country, wanted)
	select distinct u.id, x, w.wanted
	  from unnest(p_ids, p_profiles) u (id, d), (values ('wanted_countries', true), ('excluded_countries', false)) w (list, wanted),
	       jsonb_array_elements_text(nullif(d -> w.list, 'null')) x;
	insert into partner_city (partner, city, wanted)
	select distinct u.id, x, w.wanted
	  from unnest(p_ids, p_profiles) u (id, d), (values ('wanted_cities', true), ('excluded_cities', false)) w (list, wanted),
	       jsonb_array_elements_text(nullif(d -> w.list, 'null')) x;
	insert into partner_conflict (partner, project)
	select distinct u.id, x
	  from unnest(p_ids, p_profiles) u (id, d), jsonb_array_elements_text(nullif(d -> 'conflicts', 'null')) x;
	-- What no category names may be a sector; what is neither is refused by the foreign key.
	insert into partner_reference (partner, number, city, country, category, sector, year, role)
	select u.id, e.n, r.city, r.country, case when s.id is null then r.category end, s.id, r.year, r.role
	  from unnest(p_ids, p_profiles) u (id, d),
	       jsonb_array_elements(nullif(d -> 'references', 'null')) with ordinality e (x, n)
	 cross join jsonb_populate_record(null::partner_reference, e.x) r
	  left join sector s on s.id = r.category;
	insert into partner_contact (partner, number, name, email, phone, language)
	select u.id, e.n, c.name, c.email, c.phone, c.language
	  from unnest(p_ids, p_profiles) u (id, d),
	       jsonb_array_elements(nullif(d -> 'contacts', 'null')) with ordinality e (x, n)
	 cross join jsonb_populate_record(null::partner_contact, e.x) c;
end
$$;

create or replace function partner_put_new(p_ids text[], p_profiles jsonb[]) returns void
language plpgsql as $$
declare
	said text := set_config('twinning.bulk', audit_bulk_key(), true);
begin
	insert into partner (id, name_en, name_ko, kind, country, registration_number, support, quadrants, languages,
		ticket_min, ticket_max, capability_en, capability_ko, capacity)
	select u.id, r.name_en, r.name_ko, r.kind, r.country, r.registration_number, coalesce(r.support, '{}'),
	       coalesce(r.quadrants, '{}'), coalesce(r.languages, '{}'), r.ticket_min, r.ticket_max, r.capability_en,
	       r.capability_ko, coalesce(r.capacity, 1)
	  from unnest(p_ids, p_profiles) u (id, d), jsonb_populate_record(null::partner, d) r;
	perform partner_put_lists(p_ids, p_profiles);
	said := set_config('twinning.bulk', '', true);
end
$$;
comment on function partner_put_new is 'Stores new partners. Who calls it writes their entries in the audit.';

-- What partner_document is to have of them comes with who stores them: to read it back from the tables would cost more
-- than to store it.
create or replace function partner_put_documents(p_documents text[]) returns text[]
language plpgsql as $$
declare
	documents jsonb[] := p_documents;
	ids       text[] := array(select d ->> 'id' from unnest(documents) d);
begin
	if exists (select from unnest(documents) d
	            where (d -> 'state', d -> 'valid_to', d -> 'demonstration', d -> 'version') is distinct from
	                  ('"draft"'::jsonb, 'null'::jsonb, 'false'::jsonb, '1'::jsonb)) then
		raise exception 'a new partner is a draft of version 1' using errcode = 'check_violation';
	end if;
	perform partner_put_new(ids, documents);
	return ids;
end
$$;
comment on function partner_put_documents is 'Stores new partners, and gives back their ids. Who calls it writes these documents into the audit.';

create or replace function partner_write(p_id text, p_document jsonb) returns void
language plpgsql as $$
declare
	said text;
begin
	perform audit_touch_record('partner', p_id);
	-- So none of its rows need do that.
	said := set_config('twinning.bulk', audit_bulk_key(), true);
	update partner p
	   set (name_en, name_ko, kind, country, registration_number, support, quadrants, languages, ticket_min, ticket_max,
		capability_en, capability_ko, capacity)
	       = (r.name_en, r.name_ko, r.kind, r.country, r.registration_number, coalesce(r.support, '{}'),
		coalesce(r.quadrants, '{}'), coalesce(r.languages, '{}'), r.ticket_min, r.ticket_max, r.capability_en,
		r.capability_ko, coalesce(r.capacity, 1))
	  from jsonb_populate_record(null::partner, p_document) r
	 where p.id = p_id;
	if found then
		delete from partner_category where partner = p_id;
		delete from partner_sector where partner = p_id;
		delete from partner_country where partner = p_id;
		delete from partner_city where partner = p_id;
		delete from partner_conflict where partner = p_id;
		delete from partner_reference where partner = p_id;
		delete from partner_contact where partner = p_id;
		perform partner_put_lists(array[p_id], array[p_document]);
	else
		perform partner_put_new(array[p_id], array[p_document]);
	end if;
	said := set_config('twinning.bulk', '', true);
end
$$;
comment on function partner_write is 'Stores a profile, new or in place of what was there.';
