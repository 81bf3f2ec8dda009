-- New partners of an import; import_finish() has their entries in the audit written.

-- Profiles carry their id and the row they come from.
create or replace function import_store(p_import text, p_profiles jsonb) returns void
language plpgsql as $$
declare
	profiles jsonb[] := array(select d from jsonb_array_elements(p_profiles) d);
	ids      text[] := array(select d ->> 'id' from unnest(profiles) d);
begin
	perform partner_put_new(ids, profiles);
	insert into import_change (import, partner, "row", version)
	select p_import, d ->> 'id', (d ->> 'row')::bigint, 1 from unnest(profiles) d;
end
$$;
comment on function import_store is 'Stores new partners, many at once.';

create or replace function import_audit(p_import text) returns void
language plpgsql as $$
declare
	entry     audit := audit_caller();
	made      text[];
	ids       text[];
	documents text[];
begin
	entry.kind := 'partner';
	entry.action := 'create';
	made := array(select partner from import_change where import = p_import and before is null order by "row");
	-- A few at a time: a document may be of any size.
	for i in 1 .. cardinality(made) by 200 loop
		ids := made[i:i + 199];
		documents := array(select d.document from unnest(ids) with ordinality u (id, n) join partner_documents(ids) d using (id)
		                    order by n);
		entry := audit_append_all(entry, ids, array_fill(null::text, array[cardinality(ids)]), documents);
	end loop;
end
$$;
comment on function import_audit is 'Writes the entries of the partners that an import has made.';
call serve('import_store(text, jsonb)');
