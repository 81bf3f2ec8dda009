-- Loading reference data: a CSV file is named after its table and its header names columns
-- of that table, so the two functions below serve every file.

create function reference_stage(p_header text) returns void
language plpgsql as $$
begin
	drop table if exists pg_temp.staged;
	execute 'create temporary table staged ('
		|| (select string_agg(format('%I text', c), ', ' order by n)
		      from string_to_table(p_header, ',') with ordinality h (c, n))
		|| ') on commit drop';
end
$$;
comment on function reference_stage is 'Makes the table "staged" for a file with this header; its rows are then copied into it.';

create function reference_sync(p_table regclass) returns bigint
language plpgsql as $$
declare
	keys    text;	-- of the primary key
	columns text;	-- of the file
	casts   text;
	sets    text;
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
		execute format('delete from %s t where not exists (select from wanted w where (%s) = (%s))', p_table,
			(select string_agg('w.' || k, ', ') from string_to_table(keys, ', ') k),
			(select string_agg('t.' || k, ', ') from string_to_table(keys, ', ') k));
		get diagnostics gone = row_count;
	end if;
	drop table pg_temp.wanted;
	return changed + gone;
end
$$;
comment on function reference_sync is 'Brings a table to what "staged" holds; gives back how many rows that changed.';
