-- New partners of an import; import_finish() has their entries in the audit written.

create or replace function import_begin(p_job text, p_attempt integer) returns boolean
language plpgsql as $$
declare
	held job;
begin
	select * into held from job where id = p_job;
	if not found or held.state <> 'running' or held.attempts <> p_attempt then
		return false;
	end if;
	-- Of two imports at once the second must see what the first has stored, or there would be doubles.
	perform pg_advisory_xact_lock(hashtextextended('import', 0));
	-- What it changes is changed in the name of who asked for it, even if the token has run out since.
	if held.token is not null then
		begin
			perform ask_as(held.token, null);
		exception when sqlstate 'TW401' then
			perform set_config('twinning.token', held.token, true);
		end;
		perform caller_become('system');
	end if;
	-- Plans are made while the tables are as small as before, and kept while they grow under them.
	perform set_config('enable_seqscan', 'off', true);
	-- Which makes some look so dear that they would be compiled.
	perform set_config('jit', 'off', true);
	delete from import_note where import = held.import;
	-- What the audit is to be told at the end, for from its first entry on all others wait to append theirs.
	create temporary table import_made ("row" bigint primary key, partner text not null, document text compression lz4 not null)
		on commit drop;
	return true;
end
$$;
call serve('import_begin(text, integer)');

create or replace function import_store(p_import text, p_rows bigint[], p_documents text[]) returns void
language plpgsql as $$
declare
	ids text[] := partner_put_documents(p_documents);
begin
	if exists (select from import i join job j on j.id = i.job where i.id = p_import and j.kind = 'import_run') then
		insert into import_change (import, partner, "row", version)
		select p_import, u.id, u."row", 1 from unnest(ids, p_rows) u (id, "row");
		insert into pg_temp.import_made ("row", partner, document)
		select * from unnest(p_rows, ids, p_documents);
	end if;
end
$$;
comment on function import_store is 'Stores new partners, many at once. A check keeps none, so of them nothing is noted.';
call serve('import_store(text, bigint[], text[])');

create or replace function import_replace(p_import text, p_rows bigint[], p_documents jsonb[]) returns void
language plpgsql as $$
declare
	said   jsonb;
	before jsonb;
	after  jsonb;
begin
	for i in 1 .. cardinality(p_documents) loop
		said := p_documents[i];
		select document into before from partner_document where id = said ->> 'id';
		after := partner_save(said ->> 'id', (said ->> 'version')::bigint, said);
		if before ->> 'version' <> after ->> 'version' then
			insert into import_change (import, partner, "row", version, before)
			values (p_import, said ->> 'id', p_rows[i], (after ->> 'version')::bigint, before);
		end if;
	end loop;
end
$$;
comment on function import_replace is 'Replaces the profiles of partners that are there already, each of the version that its document has.';
call serve('import_replace(text, bigint[], jsonb[])');

create or replace function import_audit(p_import text) returns void
language plpgsql as $$
declare
	entry     audit := audit_caller();
	last      bigint := (select coalesce(max("row"), 0) from pg_temp.import_made);
	ids       text[];
	documents text[];
begin
	entry.kind := 'partner';
	entry.action := 'create';
	-- A few at a time: a document may be of any size.
	for i in 1 .. last by 200 loop
		select array_agg(partner order by "row"), array_agg(document order by "row") into ids, documents
		  from pg_temp.import_made where "row" between i and i + 199;
		if ids is not null then
			entry := audit_append_all(entry, ids, array_fill(null::text, array[cardinality(ids)]), documents);
		end if;
	end loop;
end
$$;
comment on function import_audit is 'Writes the entries of the partners that an import has made.';
