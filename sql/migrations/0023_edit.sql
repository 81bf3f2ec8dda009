-- The network as people edit it: cities, projects, meetings, new policies.
--
-- What has been edited belongs to those who edited it: `twinningd load` leaves the record alone
-- from then on, with all that hangs on it.
--
-- Further SQLSTATEs of our own, whose DETAIL is a JSON pointer into the body:
--	TW440 nothing has this id	TW441 a fact is ended, not changed	TW442 the name is another city's
--	TW443 there is one of this id already

insert into source (id, name_en, name_ko)
values ('centre', 'Entered by the Centre or the city', '센터 또는 도시가 입력');

do $$
declare
	t text;
begin
	foreach t in array array['city', 'project', 'meeting'] loop
		execute format('alter table %I add column version bigint not null default 1 check (version > 0),
			add column edited timestamptz', t);
		execute format('comment on column %I.version is %L', t, 'Grows with every change; the ETag.');
		execute format('comment on column %I.edited is %L', t, 'When people last changed it; none: it is as loaded.');
	end loop;
	-- Said by the city or the Centre itself.
	foreach t in array array['city_category', 'city_sector', 'project_category', 'project_sector', 'project_support'] loop
		execute format('alter table %I drop constraint %I', t, t || '_basis_check');
	end loop;
end
$$;
alter table city_category add constraint city_category_basis_check check (basis in ('annex_1', 'body_text', 'stated'));
alter table city_sector add constraint city_sector_basis_check check (basis in ('annex_1', 'body_text', 'stated'));
alter table project_category add constraint project_category_basis_check check (basis in ('document', 'inferred', 'stated'));
alter table project_sector add constraint project_sector_basis_check check (basis in ('document', 'inferred', 'stated'));
alter table project_support add constraint project_support_basis_check
	check (basis in ('action_plan', 'technical_unspecified', 'stated'));

-- --- who may

do $$
declare
	t text;
begin
	foreach t in array array['city', 'city_alias', 'fact', 'representative', 'city_category', 'city_sector', 'meeting',
		'policy'] loop
		execute format('alter policy writes on %I using (%s) with check (%2$s)', t,
			$p$(select caller_is('staff', 'admin'))$p$);
	end loop;
	foreach t in array array['project_category', 'project_sector', 'project_support', 'project_partner_kind'] loop
		execute format('alter policy writes on %I using (%s) with check (%2$s)', t,
			$p$(select caller_is('staff', 'admin'))
			or project in (select p.id from project p where p.city = (select caller_city()))$p$);
	end loop;
end
$$;
alter policy writes on project
	using ((select caller_is('staff', 'admin')) or city = (select caller_city()))
	with check ((select caller_is('staff', 'admin')) or city = (select caller_city()));

-- An officer says what the city wants of its project, not how far it is, nor which projects there are.
create function project_office_guard() returns trigger
language plpgsql as $$
begin
	if not caller_is('staff', 'admin') and current_user = 'twinning_owner' then
		raise exception 'who is % does not do this with projects', caller_role() using errcode = 'insufficient_privilege';
	end if;
	return case tg_op when 'DELETE' then old else new end;
end
$$;
create trigger project_office_guard before insert or delete on project
	for each row execute function project_office_guard();
create trigger project_office_keeps before update on project
	for each row when ((old.city, old.stage, old.valid_from, old.valid_to, old.focus_area, old.number, old.source)
		is distinct from (new.city, new.stage, new.valid_from, new.valid_to, new.focus_area, new.number, new.source))
	execute function project_office_guard();

-- --- cities

create function refuse_field(p_state text, p_pointer text, p_message text) returns void
language plpgsql as $$
begin
	raise exception '%', p_message using errcode = p_state, detail = p_pointer;
end
$$;

-- What no longer stands in the list goes; what is new, or weighs otherwise, is stated from now on.
create function links_write(p_table regclass, p_owner text, p_id text, p_kind text, p_list jsonb) returns void
language plpgsql as $$
begin
	execute format($q$
		delete from %1$s t
		 where %2$I = $1 and not exists (
			select from jsonb_to_recordset($2) x (id text, weight integer, note text)
			 where x.id = t.%3$I and x.weight = t.weight and x.note is not distinct from t.note)$q$,
		p_table, p_owner, p_kind) using p_id, p_list;
	execute format($q$
		insert into %1$s (%2$I, %3$I, weight, note, basis %4$s)
		select $1, x.id, x.weight, x.note, 'stated' %5$s
		  from jsonb_to_recordset($2) x (id text, weight integer, note text)
		 where not exists (select from %1$s t where t.%2$I = $1 and t.%3$I = x.id)$q$,
		p_table, p_owner, p_kind, case p_owner when 'city' then ', number' else '' end,
		case p_owner when 'city' then format(', coalesce((select max(number) from %s where city = $1), 0)
			+ row_number() over (order by x.id)', p_table) else '' end) using p_id, p_list;
end
$$;
comment on function links_write is 'Categories or sectors of a city or a project.';

create function city_aliases_write(p_id text, p_list jsonb) returns void
language plpgsql as $$
begin
	delete from city_alias a where a.city = p_id and not p_list ? a.alias;
	insert into city_alias (city, alias, language, kind, source)
	select p_id, x.alias, case when x.alias ~ '[가-힣]' then 'ko' else 'en' end, 'variant', 'centre'
	  from jsonb_array_elements_text(p_list) x (alias)
	 where not exists (select from city_alias a where a.city = p_id and a.alias = x.alias);
exception when unique_violation then
	perform refuse_field('TW442', '/aliases', 'another city is found by this name');
end
$$;

-- Facts are added and ended. What was once said under a source stays said.
create function city_facts_write(p_id text, p_list jsonb) returns void
language plpgsql as $$
declare
	x    record;
	kept text[] := '{}';
	held fact;
begin
	for x in select (n - 1)::text as place, r.*
	           from jsonb_array_elements(p_list) with ordinality e (said, n)
	          cross join jsonb_populate_record(null::fact, e.said) r loop
		x.scope := coalesce(x.scope, 'not_stated');
		if not exists (select from source where id = x.source) then
			perform refuse_field('TW440', '/facts/' || x.place || '/source', 'there is no source ' || x.source);
		end if;
		select * into held from fact f
		 where f.city = p_id and f.id <> all (kept) and (f.property, f.source, f.scope, f.year, f.valid_from)
		       is not distinct from (x.property, x.source, x.scope, x.year, x.valid_from);
		if not found then
			insert into fact (id, city, property, value, unit, year, source, place, scope, valid_from, valid_to, note)
			values (uuid_v7(), p_id, x.property, x.value, x.unit, x.year, x.source, x.place, x.scope, x.valid_from,
				x.valid_to, x.note)
			returning * into held;
		elsif (held.value, held.unit) is distinct from (x.value, x.unit) then
			perform refuse_field('TW441', '/facts/' || x.place || '/value', 'a fact does not change');
		elsif (held.place, held.valid_to, held.note) is distinct from (x.place, x.valid_to, x.note) then
			update fact set (place, valid_to, note) = (x.place, x.valid_to, x.note) where id = held.id;
		end if;
		kept := kept || held.id::text;
	end loop;
	if exists (select from fact f where f.city = p_id and f.id <> all (kept)) then
		perform refuse_field('TW441', '/facts', 'a fact does not go');
	end if;
exception when unique_violation then
	perform refuse_field('TW443', '/facts', 'two facts are the same');
end
$$;

create function city_officers_write(p_id text, p_list jsonb) returns void
language plpgsql as $$
begin
	delete from representative r
	 where r.city = p_id and not exists (
		select from jsonb_populate_recordset(null::representative, p_list) x
		 where (x.role, x.name, x.designation, x.organisation, x.note)
		       is not distinct from (r.role, r.name, r.designation, r.organisation, r.note));
	insert into representative (id, number, city, role, name, designation, organisation, status, note, source)
	select uuid_v7(), (select coalesce(max(number), 0) from representative) + n, p_id, x.role, x.name, x.designation,
	       x.organisation, case when x.name is null then 'not_available' else 'named' end, x.note, 'centre'
	  from jsonb_array_elements(p_list) with ordinality e (said, n)
	 cross join jsonb_populate_record(null::representative, e.said) x
	 where not exists (
		select from representative r
		 where r.city = p_id and (x.role, x.name, x.designation, x.organisation, x.note)
		       is not distinct from (r.role, r.name, r.designation, r.organisation, r.note));
end
$$;

create function focus_areas_check(p_ids text[], p_pointer text) returns void
language plpgsql as $$
declare
	wrong text := (select x from unnest(p_ids) x where not exists (select from focus_area f where f.id = x) limit 1);
begin
	if wrong is not null then
		perform refuse_field('TW440', p_pointer, 'there is no focus area ' || wrong);
	end if;
end
$$;

create function city_save(p_id text, p_expected bigint, p_document jsonb) returns jsonb
language plpgsql as $$
declare
	held   city;
	said   city;
	before jsonb;
begin
	select * into held from city where id = p_id for update;
	if not found then
		raise exception 'there is no city %', p_id using errcode = 'TW404';
	end if;
	if held.version <> p_expected then
		raise exception 'city % is at version %, not %', p_id, held.version, p_expected
			using errcode = 'TW412', detail = held.version::text;
	end if;
	before := (select document from city_document where id = p_id);
	p_document := jsonb_build_object('aliases', '[]'::jsonb, 'focus_areas', '[]'::jsonb, 'categories', '[]'::jsonb,
		'sectors', '[]'::jsonb, 'facts', '[]'::jsonb, 'representatives', '[]'::jsonb) || jsonb_strip_nulls(p_document);
	said := jsonb_populate_record(null::city, p_document);
	perform focus_areas_check(said.focus_areas, '/focus_areas');
	update city set (name_en, name_ko, focus_areas, note) = (said.name_en, said.name_ko, said.focus_areas, said.note),
	       focus_areas_basis = case when said.focus_areas = held.focus_areas then held.focus_areas_basis end
	 where id = p_id and (name_en, name_ko, focus_areas, note)
	       is distinct from (said.name_en, said.name_ko, said.focus_areas, said.note);
	perform city_aliases_write(p_id, p_document -> 'aliases');
	perform links_write('city_category', 'city', p_id, 'category', p_document -> 'categories');
	perform links_write('city_sector', 'city', p_id, 'sector', p_document -> 'sectors');
	perform city_facts_write(p_id, p_document -> 'facts');
	perform city_officers_write(p_id, p_document -> 'representatives');
	-- Saving what is there already is not a change.
	if before is distinct from (select document from city_document where id = p_id) then
		update city set version = held.version + 1, edited = now() where id = p_id;
	end if;
	return (select document from city_document where id = p_id);
end
$$;
comment on function city_save is 'Changes what people may say of a city.';

-- --- projects

create function project_write(p_id text, p_document jsonb) returns void
language plpgsql as $$
declare
	said project := jsonb_populate_record(null::project, jsonb_build_object('excluded_countries', '[]'::jsonb,
		'other_needs', '[]'::jsonb, 'slots', 1) || jsonb_strip_nulls(p_document));
begin
	perform focus_areas_check(array_remove(array[said.focus_area::text], null), '/focus_area');
	update project set (title_en, title_ko, stage, slots, focus_area, excluded_countries, budget_min, budget_max,
		valid_from, valid_to, other_needs, note)
	= (said.title_en, said.title_ko, said.stage, said.slots, said.focus_area, said.excluded_countries, said.budget_min,
		said.budget_max, said.valid_from, said.valid_to, said.other_needs, said.note)
	 where id = p_id;
	perform links_write('project_category', 'project', p_id, 'category', coalesce(p_document -> 'categories', '[]'));
	perform links_write('project_sector', 'project', p_id, 'sector', coalesce(p_document -> 'sectors', '[]'));

	delete from project_support s
	 where s.project = p_id and not exists (
		select from jsonb_to_recordset(coalesce(p_document -> 'support', '[]')) x (support text, weight integer)
		 where x.support = s.support and x.weight = s.weight);
	insert into project_support (project, support, weight, basis)
	select p_id, x.support, x.weight, 'stated'
	  from jsonb_to_recordset(coalesce(p_document -> 'support', '[]')) x (support text, weight integer)
	on conflict (project, support) do nothing;

	-- A kind that is in both lists is not taken.
	delete from project_partner_kind where project = p_id;
	insert into project_partner_kind (project, kind, preferred)
	select p_id, x, false from jsonb_array_elements_text(coalesce(p_document -> 'excluded_kinds', '[]')) x
	union all
	select p_id, x, true from jsonb_array_elements_text(coalesce(p_document -> 'preferred_kinds', '[]')) x
	on conflict do nothing;
end
$$;

create function project_create(p_id text, p_document jsonb,
	p_key text, p_token text, p_route text, p_body_hash text) returns written
language plpgsql as $$
declare
	before written := recall(p_key, p_token, p_route, p_body_hash);
begin
	if before.replayed then
		return before;
	end if;
	-- Two at once must not take one number.
	perform from city where id = p_document ->> 'city' for no key update;
	insert into project (id, city, number, title_en, title_ko, stage, source, edited)
	select p_id, said.city, (select coalesce(max(number), 0) + 1 from project o where o.city = said.city), said.title_en,
	       said.title_ko, said.stage, 'centre', now()
	  from jsonb_populate_record(null::project, p_document) said;
	perform project_write(p_id, p_document);
	return remember(p_key, p_token, p_route, p_body_hash, 201,
		(select document::text from project_document where id = p_id));
end
$$;
comment on function project_create is 'Stores a new project of a city.';

create function project_save(p_id text, p_expected bigint, p_document jsonb) returns jsonb
language plpgsql as $$
declare
	held   project;
	before jsonb;
begin
	select * into held from project where id = p_id for update;
	if not found then
		raise exception 'there is no project %', p_id using errcode = 'TW404';
	end if;
	if held.version <> p_expected then
		raise exception 'project % is at version %, not %', p_id, held.version, p_expected
			using errcode = 'TW412', detail = held.version::text;
	end if;
	before := (select document from project_document where id = p_id);
	perform project_write(p_id, p_document);
	if before is distinct from (select document from project_document where id = p_id) then
		update project set version = held.version + 1, edited = now() where id = p_id;
	end if;
	return (select document from project_document where id = p_id);
end
$$;
comment on function project_save is 'Changes a project.';

-- --- meetings

-- Meetings are numbered as they follow each other; `number` is that of the file they came from.
alter table meeting add column turn integer;
comment on column meeting.turn is 'Its place in the calendar.';

create function meeting_turns() returns trigger
language plpgsql as $$
begin
	perform pg_advisory_xact_lock(hashtextextended('twinning calendar', 0));
	update meeting m set turn = c.place
	  from (select id, row_number() over (order by date_start, number) as place from meeting) c
	 where c.id = m.id and c.place is distinct from m.turn;
	return null;
end
$$;
create trigger meeting_turns after insert or delete or update of date_start, number on meeting
	for each statement execute function meeting_turns();
update meeting set number = number;

create or replace view meeting_document as
select id::text as id, to_jsonb(m) - 'turn' || jsonb_build_object('number', m.turn) as document from meeting m;

create function meeting_write(p_id text, p_document jsonb) returns void
language plpgsql as $$
declare
	said meeting := jsonb_populate_record(null::meeting, jsonb_strip_nulls(p_document));
	held meeting;
begin
	select * into held from meeting where id = p_id;
	said.date_precision := case
		when (held.date_start, held.date_end) is not distinct from (said.date_start, said.date_end) then held.date_precision
		when said.date_end is null then 'open' when said.date_end = said.date_start then 'day' else 'days' end;
	insert into meeting as m (id, number, name_en, name_ko, date_start, date_end, date_precision, place, note, source)
	values (p_id, (select greatest(max(number), 1000000) + 1 from meeting), said.name_en, said.name_ko, said.date_start,
		said.date_end, said.date_precision, said.place, said.note, 'centre')
	on conflict (id) do update set (name_en, name_ko, date_start, date_end, date_precision, place, note)
	= (excluded.name_en, excluded.name_ko, excluded.date_start, excluded.date_end, excluded.date_precision,
		excluded.place, excluded.note);
end
$$;

create function meeting_create(p_id text, p_document jsonb,
	p_key text, p_token text, p_route text, p_body_hash text) returns written
language plpgsql as $$
declare
	before written := recall(p_key, p_token, p_route, p_body_hash);
begin
	if before.replayed then
		return before;
	end if;
	perform meeting_write(p_id, p_document);
	update meeting set edited = now() where id = p_id;
	return remember(p_key, p_token, p_route, p_body_hash, 201,
		(select document::text from meeting_document where id = p_id));
end
$$;
comment on function meeting_create is 'Puts a meeting into the calendar.';

create function meeting_save(p_id text, p_expected bigint, p_document jsonb) returns jsonb
language plpgsql as $$
declare
	held   meeting;
	before jsonb;
begin
	select * into held from meeting where id = p_id for update;
	if not found then
		raise exception 'there is no meeting %', p_id using errcode = 'TW404';
	end if;
	if held.version <> p_expected then
		raise exception 'meeting % is at version %, not %', p_id, held.version, p_expected
			using errcode = 'TW412', detail = held.version::text;
	end if;
	before := (select document from meeting_document where id = p_id);
	perform meeting_write(p_id, p_document);
	if before is distinct from (select document from meeting_document where id = p_id) then
		update meeting set version = held.version + 1, edited = now() where id = p_id;
	end if;
	return (select document from meeting_document where id = p_id);
end
$$;
comment on function meeting_save is 'Changes a meeting.';

-- --- policies

create function policy_create(p_id text, p_document jsonb,
	p_key text, p_token text, p_route text, p_body_hash text) returns written
language plpgsql as $$
declare
	before written := recall(p_key, p_token, p_route, p_body_hash);
	wrong  text;
begin
	if before.replayed then
		return before;
	end if;
	select (n - 1)::text into wrong
	  from jsonb_array_elements_text(p_document -> 'density_sources') with ordinality s (id, n)
	 where not exists (select from source where source.id = s.id) limit 1;
	if found then
		perform refuse_field('TW440', '/density_sources/' || wrong, 'there is no such source');
	end if;
	insert into policy (id, document) values (p_id, p_document) on conflict (id) do nothing;
	if not found then
		perform refuse_field('TW443', '/id', 'there is a policy ' || p_id);
	end if;
	return remember(p_key, p_token, p_route, p_body_hash, 201, p_document::text);
end
$$;
comment on function policy_create is 'Stores a policy, for good.';

-- --- loading leaves alone what people have edited

-- Which rows of a table are such, as a condition on it under this alias; null: it has none.
create function edited_rows(p_table regclass, p_alias text) returns text
language sql stable
return (select string_agg(case attname
               when 'edited' then p_alias || '.edited is not null'
               when 'city' then format('exists (select from city e where e.id = %s.city and e.edited is not null)', p_alias)
               when 'project' then format('exists (select from project e where e.id = %s.project and e.edited is not null)',
		p_alias) end, ' or ')
          from pg_attribute
         where attrelid = p_table and not attisdropped
           and (attname = 'edited' or (attname in ('city', 'project') and exists (
		select from pg_constraint c
		 where c.conrelid = p_table and c.contype = 'f' and c.conkey = array[attnum]
		   and p_table::text ~ ('^(fact|representative|' || attname || '_)')))));

create or replace function reference_sync(p_table regclass) returns bigint
language plpgsql as $$
declare
	keys    text;	-- of the primary key
	columns text;	-- of the file
	casts   text;
	sets    text;
	edited  text := coalesce(edited_rows(p_table, 't'), 'false');
	changed bigint;
	gone    bigint := 0;
begin
	select string_agg(quote_ident(a.attname), ', ' order by a.attnum) into keys
	  from pg_index i
	  join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
	 where i.indrelid = p_table and i.indisprimary;

	-- A list in a cell has ";" between its items; an empty cell is an empty list, or nothing.
	select string_agg(quote_ident(s.attname), ', ' order by s.attnum),
	       string_agg(case when t.typcategory = 'A'
	                  then format('coalesce(string_to_array(%I, '';''), ''{}'')::%s', s.attname,
	                              format_type(a.atttypid, a.atttypmod))
	                  else format('%I::%s', s.attname, format_type(a.atttypid, a.atttypmod)) end,
	                  ', ' order by s.attnum)
	  into columns, casts
	  from pg_attribute s
	  left join pg_attribute a on a.attrelid = p_table and a.attname = s.attname and a.attnum > 0
	  left join pg_type t on t.oid = a.atttypid
	 where s.attrelid = 'pg_temp.staged'::regclass and s.attnum > 0 and not s.attisdropped;

	execute format('create temporary table wanted on commit drop as select %s from %s limit 0', columns, p_table);
	execute format('insert into wanted select %s from pg_temp.staged', casts);
	-- Of a record that people have edited, and of what hangs on it, the file says nothing any more.
	if edited <> 'false' then
		execute format('delete from wanted w using %s t where (%s) = (%s) and (%s)', p_table,
			(select string_agg('w.' || k, ', ') from string_to_table(keys, ', ') k),
			(select string_agg('t.' || k, ', ') from string_to_table(keys, ', ') k), edited);
		if edited !~ '^t\.edited' then
			execute format('delete from wanted t where %s', edited);
		end if;
	end if;

	-- Only what differs is touched, so loading again changes nothing.
	select 'do update set ' || string_agg(format('%1$I = excluded.%1$I', attname), ', ')
	       || format(' where (%s) is distinct from (%s)',
	                 string_agg(format('t.%I', attname), ', '), string_agg(format('excluded.%I', attname), ', '))
	  into sets
	  from pg_attribute
	 where attrelid = 'pg_temp.wanted'::regclass and attnum > 0
	   and quote_ident(attname) <> all (string_to_array(keys, ', '));
	execute format('insert into %s as t (%s) select %s from wanted on conflict (%s) %s',
		p_table, columns, columns, keys, coalesce(sets, 'do nothing'));
	get diagnostics changed = row_count;

	-- Rows that nothing can refer to go when the file no longer has them; others stay.
	if not exists (select from pg_constraint where confrelid = p_table) then
		execute format('delete from %s t where not (%s) and not exists (select from wanted w where (%s) = (%s))', p_table,
			edited,
			(select string_agg('w.' || k, ', ') from string_to_table(keys, ', ') k),
			(select string_agg('t.' || k, ', ') from string_to_table(keys, ', ') k));
		get diagnostics gone = row_count;
	end if;
	drop table pg_temp.wanted;
	return changed + gone;
end
$$;
comment on function reference_sync is 'Brings a table to what "staged" holds, but for what people have edited; gives back how many rows that changed.';

do $$
declare
	f regprocedure;
begin
	for f in select oid from pg_proc
	          where pronamespace = 'public'::regnamespace and proname in ('city_save', 'project_create', 'project_save',
		'meeting_create', 'meeting_save', 'policy_create') loop
		call serve(f);
	end loop;
end
$$;
