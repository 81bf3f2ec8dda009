-- A person is forgotten in uploaded files as well. (Imports come with a later migration; these functions
-- run after it.) Of a file that mentions the person, or of which one of the partners came, nothing is kept
-- but what was done with it. A spreadsheet is compressed, so one that was never run is not looked through;
-- all files go after thirty days.

create function person_imports(p_email text, p_partners text[]) returns setof text
language plpgsql stable as $$
declare
	-- Letters, digits and signs of an address are the same bytes in every encoding but UTF-16.
	plain bytea := convert_to(lower(p_email), 'UTF8');
	small text := lower(p_email);
begin
	return query
	select i.id from import i
	 where strpos(lower(i.sheets::text), small) > 0
	    or exists (select from import_note n where n.import = i.id and strpos(lower(n.cells::text), small) > 0)
	    or exists (select from import_change c where c.import = i.id
	                and (c.partner = any (p_partners) or strpos(lower(c.before::text), small) > 0))
	    or (i.kind <> 'xlsx' and exists (select from import_piece p where p.import = i.id
	                and (position(plain in p.bytes) > 0 or position(convert_to(p_email, 'UTF8') in p.bytes) > 0)));
end
$$;
comment on function person_imports is 'Uploads that mention a person, or that one of these partners came from.';

create or replace function person_places(p_email text) returns table (place text, id text, document text)
language plpgsql as $$
declare
	was text;
begin
	if not caller_is('staff', 'admin') then
		raise exception 'who is % does not look for persons', caller_role() using errcode = 'insufficient_privilege';
	end if;
	was := caller_become('system');
	return query
	select 'partner', k.partner::text, (to_jsonb(k) - '{partner,number}'::text[])::text
	  from partner_contact k where lower(k.email) = lower(p_email)
	union all
	select 'user', u.id, to_jsonb(u)::text
	  from users u where u.email = lower(p_email)
	union all
	select 'audit', c.seq::text, f.x::text
	  from audit_content c cross join lateral (
		select x from person_found(c.before, p_email) x union select x from person_found(c.after, p_email) x) f
	 where c.people <> '{}' and c.people @> array[lower(p_email)]
	union all
	select 'answer', i.route, f.x::text
	  from idempotency i cross join lateral person_found(i.answer, p_email) f (x)
	 where strpos(lower(i.answer), lower(p_email)) > 0;
	return query
	select 'import', i.id::text, to_jsonb(i.name)::text
	  from import i where i.id in (select person_imports(p_email, '{}'));
	perform caller_become(was);
end
$$;

create or replace function person_erase(p_email text, p_key text, p_token text, p_route text, p_body_hash text) returns written
language plpgsql as $$
declare
	replay   written := recall(p_key, p_token, p_route, p_body_hash);
	entry    audit := audit_caller();
	partners text[];
	accounts integer;
	answers  integer;
	imports  text[];
	work     jsonb;
	was      text;
begin
	if replay.replayed then
		return replay;
	end if;
	if not caller_is('admin') then
		raise exception 'who is % erases nobody', caller_role() using errcode = 'insufficient_privilege';
	end if;
	with gone as (delete from partner_contact where lower(email) = lower(p_email) returning partner),
	     done as (update partner set version = version + 1, changed = now()
	               where id in (select partner from gone) returning id)
	select coalesce(array_agg(id), '{}') into partners from done;
	update token set revoked = now()
	 where revoked is null and user_id in (select u.id from users u where u.email = lower(p_email));
	delete from user_password where user_id in (select u.id from users u where u.email = lower(p_email));
	update users u
	   set name = '-', email = u.id || '@erased.invalid', state = 'disabled', version = u.version + 1, changed = now()
	 where u.email = lower(p_email);
	get diagnostics accounts = row_count;
	-- The entries of that are written now: they hold the person as well.
	set constraints audit_complete immediate;
	set constraints audit_complete deferred;

	was := caller_become('system');
	update idempotency set answer = person_forget(answer::jsonb, p_email)::text
	 where strpos(lower(answer), lower(p_email)) > 0
	   and exists (select from person_found(answer, p_email));
	get diagnostics answers = row_count;

	imports := array(select person_imports(p_email, partners));
	delete from import_piece where import = any (imports);
	update import set sheets = '[]' where id = any (imports);
	update import_note set cells = null where import = any (imports) and cells is not null;
	update import_change set before = person_forget(before, p_email)
	 where import = any (imports) and exists (select from person_found(before::text, p_email));

	perform pg_advisory_xact_lock(hashtextextended('twinning audit', 0));
	select coalesce(jsonb_agg(jsonb_build_object('seq', c.seq, 'salt', f.salt, 'before', f.before, 'after', f.after,
	       'digest', encode(audit_remains(decode(f.salt, 'hex'), f.before, f.after), 'hex')) order by c.seq), '[]')
	  into work
	  from audit_content c
	 cross join lateral (select encode(uuid_send(gen_random_uuid()), 'hex') as salt,
	       person_forget(c.before::jsonb, p_email)::text as before, person_forget(c.after::jsonb, p_email)::text as after
		offset 0) f
	 where c.people <> '{}' and c.people @> array[lower(p_email)];
	entry.kind := 'person';
	entry.id := '-';
	entry.action := 'erase';
	entry := audit_append(entry, null, jsonb_build_object('partners', cardinality(partners), 'users', accounts,
		'answers', answers, 'imports', cardinality(imports), 'entries',
		(select coalesce(jsonb_agg(jsonb_build_object('seq', x -> 'seq', 'digest', x -> 'digest') order by n), '[]')
		   from jsonb_array_elements(work) with ordinality e (x, n)))::text);
	update audit_content c
	   set salt = decode(w.salt, 'hex'), before = w.before, after = w.after, erased = entry.seq
	  from jsonb_to_recordset(work) w (seq bigint, salt text, before text, after text)
	 where c.seq = w.seq;
	perform caller_become(was);
	return remember(p_key, p_token, p_route, p_body_hash, 200, jsonb_build_object('entry', entry.seq,
		'partners', cardinality(partners), 'users', accounts, 'answers', answers, 'imports', cardinality(imports),
		'entries', jsonb_array_length(work))::text);
end
$$;

-- A function that is replaced is no longer served.
call serve('person_places(text)');
call serve('person_erase(text, text, text, text, text)');
