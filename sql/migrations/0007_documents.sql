-- A thing travels as a document: its columns under their own names, and its lists.
--
-- The names of the columns are the names of the members of the engine's messages, so
-- none is listed twice; members the engine does not know are passed over. Numbers that
-- are only shown travel as text, which keeps their digits. Lists have an order of
-- their own, never that of the rows.

create view country_document as
select c.id::text as id,
       to_jsonb(c) || jsonb_build_object(
	'facts', (select coalesce(jsonb_agg(to_jsonb(f) - '{id,country,city}'::text[]
			|| jsonb_build_object('value', f.value::text) order by f.id collate "C"), '[]')
	            from fact f where f.country = c.id),
	'representatives', (select coalesce(jsonb_agg(to_jsonb(r) order by r.number), '[]')
	                      from representative r where r.country = c.id and r.city is null)) as document
  from country c;
comment on view country_document is 'Countries as the engine reads them.';

create view city_document as
select c.id::text as id,
       to_jsonb(c) || jsonb_build_object(
	'latitude', c.latitude::text,
	'longitude', c.longitude::text,
	'aliases', (select coalesce(jsonb_agg(a.alias order by a.alias collate "C"), '[]')
	              from city_alias a where a.city = c.id),
	'categories', (select coalesce(jsonb_agg(jsonb_build_object('id', k.category, 'weight', k.weight,
				'basis', k.basis, 'note', k.note) order by k.category collate "C"), '[]')
	                 -- Stated in the table and in the text: the table speaks.
	                 from (select distinct on (category) * from city_category
	                        where city = c.id order by category, basis collate "C") k),
	'sectors', (select coalesce(jsonb_agg(jsonb_build_object('id', k.sector, 'weight', k.weight,
				'basis', k.basis, 'note', k.note) order by k.sector collate "C"), '[]')
	              from (select distinct on (sector) * from city_sector
	                     where city = c.id order by sector, basis collate "C") k),
	'facts', (select coalesce(jsonb_agg(to_jsonb(f) - '{id,country,city}'::text[]
			|| jsonb_build_object('value', f.value::text) order by f.id collate "C"), '[]')
	            from fact f where f.city = c.id),
	'representatives', (select coalesce(jsonb_agg(to_jsonb(r) - '{country,city}'::text[] order by r.number), '[]')
	                      from representative r where r.city = c.id)) as document
  from city c;
comment on view city_document is 'Cities as the engine reads them, without what follows from a policy.';

create view project_document as
select p.id::text as id,
       to_jsonb(p) || jsonb_build_object(
	'categories', (select coalesce(jsonb_agg(jsonb_build_object('id', k.category, 'weight', k.weight,
				'basis', k.basis, 'note', k.note) order by k.category collate "C"), '[]')
	                 from project_category k where k.project = p.id),
	'sectors', (select coalesce(jsonb_agg(jsonb_build_object('id', k.sector, 'weight', k.weight,
				'basis', k.basis, 'note', k.note) order by k.sector collate "C"), '[]')
	              from project_sector k where k.project = p.id),
	'support', (select coalesce(jsonb_agg(to_jsonb(s) - 'project' order by s.support::text collate "C"), '[]')
	              from project_support s where s.project = p.id),
	'preferred_kinds', (select coalesce(jsonb_agg(k.kind order by k.kind collate "C"), '[]')
	                      from project_partner_kind k where k.project = p.id and k.preferred),
	'excluded_kinds', (select coalesce(jsonb_agg(k.kind order by k.kind collate "C"), '[]')
	                     from project_partner_kind k where k.project = p.id and not k.preferred)) as document
  from project p;
comment on view project_document is 'Projects as the engine reads them.';

create view category_document as
select c.id::text as id,
       to_jsonb(c) || jsonb_build_object(
	'sectors', (select coalesce(jsonb_agg(s.sector order by s.sector collate "C"), '[]')
	              from category_sector s where s.category = c.id)) as document
  from category c;
comment on view category_document is 'Categories as the engine reads them.';

create view sector_document as
select id::text as id, to_jsonb(s) as document from sector s;
comment on view sector_document is 'Sectors as the engine reads them.';

create view meeting_document as
select id::text as id, to_jsonb(m) as document from meeting m;
comment on view meeting_document is 'Meetings as the engine reads them.';

create view reporting_step_document as
select id::text as id, to_jsonb(r) as document from reporting_step r;
comment on view reporting_step_document is 'Steps of the reporting chain as the engine reads them.';

create view policy_document as
select id::text as id, document from policy;
comment on view policy_document is 'Policies as the engine reads them.';

create view partner_document as
select p.id::text as id,
       to_jsonb(p) - '{created,changed}'::text[] || jsonb_build_object(
	'categories', (select coalesce(jsonb_agg(jsonb_build_object('id', k.category, 'strength', k.strength)
				order by k.category collate "C"), '[]')
	                 from partner_category k where k.partner = p.id),
	'sectors', (select coalesce(jsonb_agg(jsonb_build_object('id', k.sector, 'strength', k.strength)
				order by k.sector collate "C"), '[]')
	              from partner_sector k where k.partner = p.id),
	'wanted_countries', (select coalesce(jsonb_agg(k.country order by k.country collate "C"), '[]')
	                       from partner_country k where k.partner = p.id and k.wanted),
	'excluded_countries', (select coalesce(jsonb_agg(k.country order by k.country collate "C"), '[]')
	                         from partner_country k where k.partner = p.id and not k.wanted),
	'wanted_cities', (select coalesce(jsonb_agg(k.city order by k.city collate "C"), '[]')
	                    from partner_city k where k.partner = p.id and k.wanted),
	'excluded_cities', (select coalesce(jsonb_agg(k.city order by k.city collate "C"), '[]')
	                      from partner_city k where k.partner = p.id and not k.wanted),
	'conflicts', (select coalesce(jsonb_agg(k.project order by k.project collate "C"), '[]')
	                from partner_conflict k where k.partner = p.id),
	'references', (select coalesce(jsonb_agg(to_jsonb(k) - '{partner,number,sector}'::text[]
				|| jsonb_build_object('category', coalesce(k.category, k.sector)) order by k.number), '[]')
	                 from partner_reference k where k.partner = p.id),
	'contacts', (select coalesce(jsonb_agg(to_jsonb(k) - '{partner,number}'::text[] order by k.number), '[]')
	               from partner_contact k where k.partner = p.id)) as document
  from partner p;
comment on view partner_document is 'Partners as the engine reads them, contacts included: who shows one decides who may see them.';

create view decline_document as
select partner || '/' || project as id,
       jsonb_build_object('partner', partner, 'project', project) as document
  from decline;
comment on view decline_document is 'Declined pairs as the engine reads them.';

-- Expiry is a Unix time, 0 for never; what is revoked is not shown at all.
create view token_document as
select id,
       jsonb_build_object('token', id, 'role', role, 'partner', partner, 'city', city,
		'hash', encode(hash, 'hex'),
		'expires', coalesce(extract(epoch from expires)::bigint, 0)) as document
  from token
 where revoked is null;
comment on view token_document is 'Tokens that may still open something.';
