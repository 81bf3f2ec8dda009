-- What changed since a moment, as it is now: kind, id, document, which is null for what is gone, and of a
-- partner the entry of the audit that it stands at; and a row "position" that names the present moment.
-- The order of the audit's entries is that of the commits, so none is missed. The position is null when
-- any record may have changed: the entry that $1 names is not there, because the server has another
-- history, or has lost the end of this one.
-- $1 the moment
-- $2 entries of partners, as an array, whose documents are known
with now as materialized (
	select seq || '/' || encode(hash, 'hex') as position from audit_change_document order by seq desc limit 1
), known as materialized (
	select position from now
	 where exists (select from audit_change_document
	                where seq = split_part($1, '/', 1)::bigint and hash = decode(split_part($1, '/', 2), 'hex'))
), changed as materialized (
	-- The numbers have no holes. One by one, each by the index: a plan that was made when the audit was short would read all of it.
	select distinct c.kind, c.id
	  from known
	 cross join generate_series(split_part($1, '/', 1)::bigint + 1, split_part(known.position, '/', 1)::bigint) n
	 cross join lateral (select a.kind, a.id from audit_change_document a where a.seq = n offset 0) c
)
select 'position' as kind, (select position from known) as id, null as document, null as seq
union all
select c.kind, c.id, case c.kind
	when 'country' then (select d.document::text from country_document d where d.id = c.id)
	when 'city' then (select d.document::text from city_document d where d.id = c.id)
	when 'project' then (select d.document::text from project_document d where d.id = c.id)
	when 'category' then (select d.document::text from category_document d where d.id = c.id)
	when 'sector' then (select d.document::text from sector_document d where d.id = c.id)
	when 'meeting' then (select d.document::text from meeting_document d where d.id = c.id)
	when 'reporting_step' then (select d.document::text from reporting_step_document d where d.id = c.id)
	when 'policy' then (select d.document::text from policy_document d where d.id = c.id)
	when 'partner' then case when p.seq <> all ($2::bigint[]) then p.document end
	when 'decline' then (select d.document::text from decline_document d where d.id = c.id)
	when 'token' then (select d.document::text from token_document d where d.id = c.id)
       end, p.seq
  from changed c
	-- One at a time: a few of many.
  left join lateral (select document, seq from partner_stored_document d
                      where c.kind = 'partner' and d.id = c.id offset 0) p on true
 where c.kind in ('country', 'city', 'project', 'category', 'sector', 'meeting',
	'reporting_step', 'policy', 'partner', 'decline', 'token')
