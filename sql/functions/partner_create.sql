-- Creates that came at the same time, from one caller: a row for each. One that fails takes the others with it.

create or replace function partner_create(p_documents text[], p_keys text[], p_tokens text[], p_routes text[],
	p_body_hashes text[]) returns table (status integer, answer text, replayed boolean, entry bigint)
-- Planned once, and for tables that grow: by their indexes.
language plpgsql set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare
	last      audit := audit_caller();
	answers   written[];
	entries   bigint[] := array_fill(null::bigint, array[cardinality(p_documents)]);
	documents text[] := p_documents;
	ids       text[];
	fresh     integer[] := array(select generate_subscripts(p_documents, 1));
begin
	-- In one order, so that no two such groups wait for each other.
	perform pg_advisory_xact_lock(x)
	   from (select hashtextextended(token || ' ' || key, 0) as x from unnest(p_tokens, p_keys) u (token, key)
	          where key is not null order by 1) locks;
	if (select count(distinct (token, key)) < count(*) from unnest(p_tokens, p_keys) u (token, key) where key is not null) then
		raise exception 'an Idempotency-Key came twice at once' using errcode = 'TW409';
	end if;
	-- One by one, each by the index.
	if exists (select from unnest(p_tokens, p_keys) u (token, key)
	            cross join lateral (select from idempotency i where i.token = u.token and i.key = u.key offset 0) kept) then
		for i in 1 .. cardinality(p_documents) loop
			answers[i] := recall(p_keys[i], p_tokens[i], p_routes[i], p_body_hashes[i]);
		end loop;
		fresh := array(select i from unnest(fresh) i where answers[i].replayed is null);
		documents := array(select p_documents[i] from unnest(fresh) i);
	end if;

	if cardinality(documents) > 0 then
		ids := partner_put_documents(documents);
		last.kind := 'partner';
		last.action := 'create';
		-- From here on others wait.
		last := audit_append_all(last, ids, array_fill(null::text, array[cardinality(ids)]), documents);
		for k in 1 .. cardinality(ids) loop
			answers[fresh[k]] := (201, null, false)::written;
			entries[fresh[k]] := last.seq - cardinality(ids) + k;
		end loop;
		perform remember_all(array(select p_keys[i] from unnest(fresh) i), array(select p_tokens[i] from unnest(fresh) i),
			array(select p_routes[i] from unnest(fresh) i), array(select p_body_hashes[i] from unnest(fresh) i), 201, null,
			array(select entries[i] from unnest(fresh) i));
	end if;
	return query select u.status, u.answer, u.replayed, u.entry
	               from rows from (unnest(answers), unnest(entries)) u (status, answer, replayed, entry);
end
$$;
comment on function partner_create is 'Stores new partners, and says of each only the entry of the audit it came with; or says again what was said when a key was first used.';
call serve('partner_create(text[], text[], text[], text[], text[])');
