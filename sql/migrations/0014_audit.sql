-- What was changed, by whom, from what into what: appended, chained, and never changed itself.
--
-- A record is what the API shows as one thing: a partner with all its child rows, a list, a token.
-- audit_kind(kind, query) says how its document is read, and audited(table, kind, columns) that the
-- rows of a table belong to it. The first touch of a record in a transaction keeps the document as it
-- was; at commit it is compared with what has become of it, and one entry is written if they differ.
-- Nothing that writes has to think of it, and what is written by hand is found as well.
--
-- Entries are chained: each hash covers the hash before it. A lock held until commit gives the
-- numbers, so their order is that of the commits and has no holes: who has read up to a number asks
-- for the entries after it and has missed none.
--
-- The documents stand beside the chain, which covers only their salted digests. So what is personal
-- in them can be erased: erasing is itself an entry, which names each document it touched and the
-- digest of what was left of it (0015).

create table audit (
	seq           bigint primary key check (seq > 0),
	happened      timestamptz not null,
	token         text,
	"user"        text,
	role          text not null,
	name          text,
	"from"        text,
	kind          text not null,
	id            text not null,
	action        text not null check (action in ('create', 'change', 'delete', 'erase')),
	before_digest bytea check (length(before_digest) = 32),
	after_digest  bytea check (length(after_digest) = 32),
	hash          bytea not null check (length(hash) = 32),
	constraint audit_says_from_what_into_what check (
		(before_digest is null) = (action in ('create', 'erase')) and (after_digest is null) = (action = 'delete'))
);
create index on audit (kind, id, seq);
comment on table audit is 'Every change of a record, in the order in which they came about.';
comment on column audit.token is 'Whose doing; no reference, for the entry outlives it. Neither token nor user: the operator, or the daemon.';
comment on column audit.role is 'Of the token; operator: by a command or by hand; system: the daemon of itself.';
comment on column audit.name is 'How the token or its user was named then; of the operator, the login.';
comment on column audit.before_digest is 'SHA-256 of the salt and the document; so is after_digest.';
comment on column audit.hash is 'SHA-256 of the hash before it and audit_line() of this row.';

create function emails_in(p_document text) returns text[]
language sql immutable parallel safe
return (select coalesce(array_agg(distinct lower(e #>> '{}')), '{}')
          from jsonb_path_query(coalesce(p_document, 'null')::jsonb, 'strict $.**.email') e
         where jsonb_typeof(e) = 'string');

create table audit_content (
	seq    bigint primary key references audit,
	salt   bytea not null,
	before text,
	after  text,
	erased bigint references audit,
	people text[] not null generated always as (emails_in(before) || emails_in(after)) stored
);
create index on audit_content using gin (people) where people <> '{}';
comment on table audit_content is 'The documents of the entries. They leave their place only to have a person erased.';
comment on column audit_content.salt is 'Random, so that no guess at the document can be confirmed by its digest once it is gone.';
comment on column audit_content.erased is 'The last entry by which something was erased here; that one has the digests of what is left.';
comment on column audit_content.people is 'The addresses that the documents hold.';

create trigger audit_stays before update or delete on audit
	for each row execute function refuse_change();
create trigger audit_is_kept before truncate on audit
	for each statement execute function refuse_change();
create trigger audit_content_stays before delete or update of seq on audit_content
	for each row execute function refuse_change();
create trigger audit_content_is_kept before truncate on audit_content
	for each statement execute function refuse_change();

-- What a transaction has touched. Its rows never outlive it, so nothing is lost with the table.
create unlogged table audit_pending (
	tx     xid8 not null,
	kind   text not null,
	id     text not null,
	before text,
	primary key (tx, kind, id)
);
comment on table audit_pending is 'Records touched by transactions under way, with their documents as they were.';

call guard('audit', $p$(select caller_is('auditor', 'admin'))$p$, $p$(select caller_is('system'))$p$);
call guard('audit_content', $p$(select caller_is('auditor', 'admin'))$p$, $p$(select caller_is('system'))$p$);
call guard('audit_pending', $p$(select caller_is('system'))$p$, $p$(select caller_is('system'))$p$);

-- --- the chain

-- Each column by its length in bytes, so that no two rows are one line: "3:abc," and "-," for null.
create function audit_line(a audit) returns text
language sql immutable parallel safe
return (select string_agg(coalesce(octet_length(x) || ':' || x, '-') || ',', '' order by n)
          from unnest(array[a.seq::text, (extract(epoch from a.happened) * 1000000)::bigint::text, a.token, a."user", a.role,
	a.name, a."from", a.kind, a.id, a.action, encode(a.before_digest, 'hex'), encode(a.after_digest, 'hex')])
          with ordinality u (x, n));
comment on function audit_line is 'What the hash of an entry covers besides the hash before it; the moment in microseconds of Unix time.';

create function audit_digest(p_salt bytea, p_document text) returns bytea
language sql immutable parallel safe
return sha256(p_salt || convert_to(p_document, 'UTF8'));

create function audit_append(p_entry audit, p_before text, p_after text) returns audit
language plpgsql as $$
declare
	salt bytea := uuid_send(gen_random_uuid());
	was  text := caller_become('system');
	last audit;
begin
	perform pg_advisory_xact_lock(hashtextextended('twinning audit', 0));
	select * into last from audit order by seq desc limit 1;
	p_entry.seq := coalesce(last.seq, 0) + 1;
	p_entry.happened := clock_timestamp();
	p_entry.before_digest := audit_digest(salt, p_before);
	p_entry.after_digest := audit_digest(salt, p_after);
	p_entry.hash := sha256(coalesce(last.hash, '') || convert_to(audit_line(p_entry), 'UTF8'));
	insert into audit select p_entry.*;
	insert into audit_content (seq, salt, before, after) values (p_entry.seq, salt, p_before, p_after);
	perform caller_become(was);
	return p_entry;
end
$$;
comment on function audit_append is 'Appends an entry. From here to the end of the transaction all others wait to append theirs.';

-- Who is changing something, as entries have it.
create function audit_caller() returns audit
language plpgsql stable as $$
declare
	entry audit;
begin
	entry.token := caller_token();
	entry."user" := nullif(current_setting('twinning.user', true), '');
	-- By hand there is nobody but the login.
	entry.role := coalesce(caller_role(), 'operator');
	entry.name := coalesce(nullif(current_setting('twinning.name', true), ''),
		case entry.role when 'operator' then session_user end);
	entry."from" := nullif(current_setting('twinning.from', true), '');
	return entry;
end
$$;

-- --- records

create procedure audit_kind(p_kind text, p_query text)
language plpgsql as $$
begin
	-- With a body as plpgsql has it, its plan is kept.
	execute format('create or replace function %I(text) returns text language plpgsql stable as %L', 'audit_of_' || p_kind,
		format('declare d jsonb; begin %s; return d::text; end', regexp_replace(p_query, '\mfrom\M', 'into d from')));
end
$$;
comment on procedure audit_kind is 'A kind of record, and the query that reads its document by its id, $1.';

create procedure audited(p_table regclass, p_kind text, variadic p_columns text[])
language plpgsql as $$
begin
	execute format('create trigger audit_%s before insert or update or delete on %s for each row
		execute function audit_touch(%L, %s)', p_kind, p_table, p_kind,
		(select string_agg(quote_literal(c), ', ' order by n) from unnest(p_columns) with ordinality u (c, n)));
end
$$;
comment on procedure audited is 'The rows of a table belong to records of a kind, whose id is in these columns, with / between them.';

create function audit_touch_record(p_kind text, p_id text) returns void
language plpgsql as $$
declare
	document text;
	was      text;
begin
	if p_id is null then
		return;
	end if;
	was := caller_become('system');
	if not exists (select from audit_pending where tx = pg_current_xact_id() and kind = p_kind and id = p_id) then
		execute format('select %I($1)', 'audit_of_' || p_kind) into document using p_id;
		insert into audit_pending (tx, kind, id, before) values (pg_current_xact_id(), p_kind, p_id, document);
	end if;
	perform caller_become(was);
end
$$;

create function audit_touch() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
	id text;
begin
	for i in 1 .. 2 loop
		continue when (i = 1 and tg_op = 'INSERT') or (i = 2 and tg_op = 'DELETE');
		select case when count(*) = count(v.value) then string_agg(v.value, '/' order by c.n) end into id
		  from unnest(tg_argv[1:]) with ordinality c (name, n)
		 cross join lateral (select to_jsonb(case i when 1 then old else new end) ->> c.name) v (value);
		perform audit_touch_record(tg_argv[0], id);
	end loop;
	return case tg_op when 'DELETE' then old else new end;
end
$$;
comment on function audit_touch is 'Trigger: keeps the documents of the records that a row belongs to, before it is written.';

-- At commit nobody's rights are in force but the login's, so it takes the owner's itself.
create function audit_complete() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
	entry    audit := audit_caller();
	document text;
	was      text := caller_become('system');
begin
	execute format('select %I($1)', 'audit_of_' || new.kind) into document using new.id;
	delete from audit_pending where tx = new.tx and kind = new.kind and id = new.id;
	if document is distinct from new.before then
		entry.kind := new.kind;
		entry.id := new.id;
		entry.action := case when new.before is null then 'create' when document is null then 'delete' else 'change' end;
		perform audit_append(entry, new.before, document);
	end if;
	perform caller_become(was);
	return null;
end
$$;
comment on function audit_complete is 'Trigger: writes the entry of a record, if anything has become of it.';

create constraint trigger audit_complete after insert on audit_pending
	deferrable initially deferred for each row execute function audit_complete();

-- --- the caller has a name

create or replace function ask_as(p_as text, p_from text) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
	who token;
begin
	perform set_config('twinning.from', coalesce(p_from, ''), true);
	if p_as in ('system', 'anyone') then
		perform set_config('twinning.role', p_as, true);
		return;
	end if;
	-- Its own row is what a token sees without a role.
	perform set_config('twinning.token', p_as, true);
	select * into who from token where id = p_as and revoked is null and (expires is null or expires > now());
	if not found then
		raise exception 'token % opens nothing', p_as using errcode = 'TW401';
	end if;
	perform set_config('twinning.partner', coalesce(who.partner, ''), true),
	        set_config('twinning.city', coalesce(who.city, ''), true),
	        set_config('twinning.name', who.name, true),
	        set_config('twinning.role', who.role, true);
end
$$;

-- --- what is audited

call audit_kind('partner', 'select document from partner_document where id = $1');
call audit_kind('country', 'select document from country_document where id = $1');
call audit_kind('city', 'select document from city_document where id = $1');
call audit_kind('project', 'select document from project_document where id = $1');
call audit_kind('category', 'select document from category_document where id = $1');
call audit_kind('decline', $q$select to_jsonb(x) from decline x
	where x.partner = split_part($1, '/', 1) and coalesce(x.project, '@' || x.city) = split_part($1, '/', 2)$q$);
-- No secret, and nothing that changes by mere use.
call audit_kind('token', $q$select to_jsonb(t) - '{hash,last_use}'::text[] from token t where t.id = $1$q$);
-- The digest stands for what a list says.
call audit_kind('pairing_list', $q$select to_jsonb(l) - 'document' from pairing_list l where l.id = $1$q$);
call audit_kind('pairing_list_event', $q$select to_jsonb(e) from pairing_list_event e
	where e.list = split_part($1, '/', 1) and e.number = split_part($1, '/', 2)::integer$q$);
call audit_kind('pairing_stage', $q$select to_jsonb(s) from pairing_stage s where s.list = split_part($1, '/', 1)
	and s.number = split_part($1, '/', 2)::integer and s.turn = split_part($1, '/', 3)::integer$q$);
call audit_kind('job', $q$select to_jsonb(j) - '{phase,permille,lease}'::text[] from job j where j.id = $1$q$);

do $$
declare
	t text;
	k text;
begin
	foreach t in array array['partner_category', 'partner_sector', 'partner_country', 'partner_city', 'partner_conflict',
		'partner_reference', 'partner_contact'] loop
		call audited(t::regclass, 'partner', 'partner');
	end loop;
	foreach t in array array['city_alias', 'fact', 'representative', 'city_category', 'city_sector'] loop
		call audited(t::regclass, 'city', 'city');
	end loop;
	foreach t in array array['fact', 'representative'] loop
		call audited(t::regclass, 'country', 'country');
	end loop;
	foreach t in array array['project_category', 'project_sector', 'project_support', 'project_partner_kind'] loop
		call audited(t::regclass, 'project', 'project');
	end loop;
	foreach t in array array['partner', 'country', 'city', 'project', 'category', 'token', 'pairing_list'] loop
		call audited(t::regclass, t, 'id');
	end loop;
	-- A row is all there is of these.
	foreach t in array array['sector', 'meeting', 'reporting_step', 'policy', 'source', 'focus_area', 'quadrant', 'threshold',
		'term', 'partner_kind', 'action_plan_project'] loop
		call audit_kind(t, format('select to_jsonb(x) from %I x where x.id = $1', t));
		call audited(t::regclass, t, 'id');
	end loop;
end
$$;
call audited('category_sector', 'category', 'category');
call audited('pairing_list_event', 'pairing_list_event', 'list', 'number');
call audited('pairing_stage', 'pairing_stage', 'list', 'number', 'turn');
call audit_kind('other_need', $q$select to_jsonb(x) from other_need x where x.need || '/' || x.kind = $1$q$);
call audited('other_need', 'other_need', 'need', 'kind');

-- Signs of life are no changes.
create trigger audit_job before insert or delete or update of state, list on job
	for each row execute function audit_touch('job', 'id');

-- The id of a decline says where: a project, or a city as such.
create function audit_decline() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
	if tg_op <> 'INSERT' then
		perform audit_touch_record('decline', old.partner || '/' || coalesce(old.project, '@' || old.city));
	end if;
	if tg_op <> 'DELETE' then
		perform audit_touch_record('decline', new.partner || '/' || coalesce(new.project, '@' || new.city));
	end if;
	return case tg_op when 'DELETE' then old else new end;
end
$$;
create trigger audit_decline before insert or update or delete on decline
	for each row execute function audit_decline();

-- Truncating passes row triggers by.
do $$
declare
	t name;
begin
	for t in select distinct c.relname from pg_trigger g join pg_class c on c.oid = g.tgrelid
	          where g.tgname ~ '^audit_' and c.relkind = 'r' and c.relname !~ '^audit' loop
		execute format('create trigger is_kept before truncate on %I for each statement execute function refuse_change()', t);
	end loop;
end
$$;

-- --- what is shown of it

create view audit_change_document as
select seq, kind, id from audit;
comment on view audit_change_document is 'Which records were changed, in order: who has read up to an entry asks for those after it.';

create view audit_entry_document as
select a.seq, a.happened, a.kind, a.id, a.token, a."user", jsonb_build_object('seq', a.seq, 'at', moment(a.happened),
	'at_us', (extract(epoch from a.happened) * 1000000)::bigint,
	'token', a.token, 'user', a."user", 'role', a.role, 'name', a.name, 'from', a."from", 'kind', a.kind, 'id', a.id,
	'action', a.action, 'before', c.before, 'after', c.after, 'salt', encode(c.salt, 'hex'), 'erased', c.erased,
	'before_digest', encode(a.before_digest, 'hex'), 'after_digest', encode(a.after_digest, 'hex'),
	'hash', encode(a.hash, 'hex')) as document
  from audit a
  join audit_content c using (seq);
comment on view audit_entry_document is 'Entries as the engine reads them. Documents travel as text, whose bytes the digests are of.';

create function audit_head() returns jsonb
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
	was  text := caller_become('system');
	head jsonb;
begin
	select jsonb_build_object('seq', seq, 'hash', encode(hash, 'hex')) into head from audit order by seq desc limit 1;
	perform caller_become(was);
	return head;
end
$$;
comment on function audit_head is 'The last entry: kept elsewhere, it shows later whether any up to it was taken away.';

grant select on audit_change_document, audit_entry_document to twinning;
grant execute on function audit_head to twinning;
