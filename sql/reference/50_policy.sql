-- Policies from one row each: weights and neutral values are lists of part:number.

create function pg_temp.part_numbers(list text) returns jsonb
language sql
return (select jsonb_object_agg(split_part(x, ':', 1), split_part(x, ':', 2)::integer)
          from string_to_table(list, ';') x);

create temporary table wanted on commit drop as
select s.id,
       -- What is not text or a list is a whole number.
       (select jsonb_object_agg(e.key, case
               when e.key in ('id', 'name_en', 'name_ko', 'about_en', 'about_ko') then to_jsonb(e.value)
               when e.key = 'density_sources' then to_jsonb(string_to_array(e.value, ';'))
               when e.key in ('weights', 'neutral') then pg_temp.part_numbers(e.value)
               else to_jsonb(e.value::bigint) end)
          from jsonb_each_text(to_jsonb(s)) e) as document
  from staged s;

do $$
declare
	other text;
begin
	select p.id into other from policy p join wanted w using (id) where w.document <> p.document;
	if found then
		raise exception 'policy % is stored with other numbers than this release has for it', other
			using hint = 'A policy never changes. Use a release that agrees with this database.';
	end if;
end
$$;

insert into policy (id, document)
select id, document from wanted
on conflict (id) do nothing;

drop table wanted;
drop function pg_temp.part_numbers;
