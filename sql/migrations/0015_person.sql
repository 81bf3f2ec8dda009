-- What is kept of a person, and forgetting it. A person is an e-mail address, wherever a document has
-- it as "email": in contacts of partners, in what the audit keeps of them, in answers kept for repeats;
-- and the account that signs in with it. (Accounts come with a later migration; these functions run after it.)

drop view audit_entry_document;
create view audit_entry_document as
select a.seq, a.happened, (extract(epoch from a.happened) * 1000000)::bigint as at_us, moment(a.happened) as at,
       a.token, a."user", a.role, a.name, a."from", a.kind, a.id, a.action, c.before, c.after,
       encode(c.salt, 'hex') as salt, c.erased, encode(a.before_digest, 'hex') as before_digest,
       encode(a.after_digest, 'hex') as after_digest, encode(a.hash, 'hex') as hash
  from audit a
  left join audit_content c using (seq);
comment on view audit_entry_document is 'Entries with their documents, as texts: their bytes are what the digests are of.';
grant select on audit_entry_document to twinning;

-- The number of an event and of a stage is given by a trigger: theirs comes after it.
alter trigger audit_pairing_list_event on pairing_list_event rename to zz_audit_pairing_list_event;
alter trigger audit_pairing_stage on pairing_stage rename to zz_audit_pairing_stage;

create index on audit (happened);
create index on partner_contact (lower(email));

create function person_found(p_document text, p_email text) returns setof jsonb
language sql immutable parallel safe
begin atomic
	select x from jsonb_path_query(coalesce(p_document, 'null')::jsonb, 'strict $.** ? (exists(@.email))') x
	 where lower(x ->> 'email') = lower(p_email);
end;
comment on function person_found is 'What a document says of a person: each object that has the address.';

create function person_forget(p_document jsonb, p_email text) returns jsonb
language plpgsql immutable parallel safe as $$
begin
	case jsonb_typeof(p_document)
	when 'object' then
		if lower(p_document ->> 'email') = lower(p_email) then
			p_document := p_document - '{phone}'::text[] || '{"name": "-", "email": "erased@erased.invalid"}';
		end if;
		return (select coalesce(jsonb_object_agg(key, person_forget(value, p_email)), '{}') from jsonb_each(p_document));
	when 'array' then
		return (select coalesce(jsonb_agg(person_forget(x, p_email) order by n), '[]')
		          from jsonb_array_elements(p_document) with ordinality e (x, n)
		         where lower(x ->> 'email') is distinct from lower(p_email));
	else
		return p_document;
	end case;
end
$$;
comment on function person_forget is 'A document without a person: out of a list it goes; what is all about it loses name, address, telephone.';

create function person_places(p_email text) returns table (place text, id text, document text)
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
	perform caller_become(was);
end
$$;
comment on function person_places is 'Everything that is kept of a person: of a partner by its id, of the audit by the number of the entry.';

-- What is left of an erased entry is bound by the digest in the entry that erased it.
create function audit_remains(p_salt bytea, p_before text, p_after text) returns bytea
language sql immutable parallel safe
return sha256(p_salt || convert_to(coalesce(p_before, '-') || e'\n' || coalesce(p_after, '-'), 'UTF8'));

create function person_erase(p_email text, p_key text, p_token text, p_route text, p_body_hash text) returns written
language plpgsql as $$
declare
	replay   written := recall(p_key, p_token, p_route, p_body_hash);
	entry    audit := audit_caller();
	partners integer;
	accounts integer;
	answers  integer;
	work     jsonb;
	was      text;
begin
	if replay.replayed then
		return replay;
	end if;
	if not caller_is('admin') then
		raise exception 'who is % erases nobody', caller_role() using errcode = 'insufficient_privilege';
	end if;
	with gone as (delete from partner_contact where lower(email) = lower(p_email) returning partner)
	update partner set version = version + 1, changed = now() where id in (select partner from gone);
	get diagnostics partners = row_count;
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
	entry := audit_append(entry, null, jsonb_build_object('partners', partners, 'users', accounts,
		'answers', answers, 'entries',
		(select coalesce(jsonb_agg(jsonb_build_object('seq', x -> 'seq', 'digest', x -> 'digest') order by n), '[]')
		   from jsonb_array_elements(work) with ordinality e (x, n)))::text);
	update audit_content c
	   set salt = decode(w.salt, 'hex'), before = w.before, after = w.after, erased = entry.seq
	  from jsonb_to_recordset(work) w (seq bigint, salt text, before text, after text)
	 where c.seq = w.seq;
	perform caller_become(was);
	return remember(p_key, p_token, p_route, p_body_hash, 200, jsonb_build_object('entry', entry.seq,
		'partners', partners, 'users', accounts, 'answers', answers, 'entries', jsonb_array_length(work))::text);
end
$$;
comment on function person_erase is 'Forgets a person everywhere, and says in the audit where, but not whom.';

call serve('person_places(text)');
call serve('person_erase(text, text, text, text, text)');

-- --- the head of the chain travels with every list, so that a tail cut off later is missed

create or replace view pairing_list_document as
select l.id, jsonb_build_object('id', l.id, 'state', l.state, 'digest', l.digest, 'created', moment(l.created),
	'events', coalesce((
		select jsonb_agg(jsonb_build_object('action', e.action, 'state', e.state, 'at', moment(e.happened),
			'holder', e.holder, 'note', e.note, 'replaced_by', e.replaced_by) order by e.number)
		  from pairing_list_event e where e.list = l.id), '[]'),
	'stages', coalesce((
		select jsonb_agg(s.document order by s.number, s.turn)
		  from pairing_stage_document s where s.list = l.id), '[]'),
	'audit', audit_head()) || l.document::jsonb as document
  from pairing_list l;
