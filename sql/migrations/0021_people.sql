-- People: who signs in with a password, and what they have made open the API.
--
-- Further SQLSTATEs of our own:
--	TW430 another user has this address	TW431 one does not shut oneself out
--	TW432 a token is not the caller's to make	TW433 the token opens nothing any more
--	TW434 a token of nobody's needs a role

create table users (
	id       text primary key default uuid_v7(),
	name     text not null check (name <> ''),
	email    text not null check (email = lower(email) and email ~ '^[^@]+@[^@]+$'),
	role     text not null check (role in ('staff', 'approver', 'company', 'city', 'batch', 'auditor', 'admin')),
	partner  slug references partner,
	city     slug references city,
	state    text not null default 'active' check (state in ('active', 'disabled')),
	language text not null default 'en' check (language in ('en', 'ko')),
	created  timestamptz not null default now(),
	changed  timestamptz not null default now(),
	version  bigint not null default 1 check (version > 0),
	constraint user_company_names_its_partner check ((role = 'company') = (partner is not null)),
	constraint user_city_names_its_city check ((role = 'city') = (city is not null))
);
create unique index user_signs_in_by_address on users (email);
comment on table users is 'People. Theirs are sessions and tokens; the word user alone is one of SQL''s own.';
comment on column users.email is 'The name to sign in with, in small letters.';

create table user_password (
	user_id text primary key references users on delete cascade,
	hash    text not null check (hash like '$argon2id$%'),
	changed timestamptz not null default now()
);
comment on table user_password is 'Apart from its user, so that nobody reads it by the way.';

create table sign_in_failure (
	subject  text primary key,
	failures integer not null,
	last     timestamptz not null,
	until    timestamptz not null
);
create index on sign_in_failure (last);
comment on table sign_in_failure is 'Attempts to sign in that have failed or not succeeded yet, by user and by address. Forgotten an hour after the last.';
comment on column sign_in_failure.subject is 'An address, or the SHA-256 of what was given as a user: whether there is one makes no difference.';

alter table token
	add column user_id      text references users,
	add column kind         text not null default 'token' check (kind in ('token', 'session')),
	add column scope        text not null default 'all' check (scope in ('all', 'read')),
	add column prefix       text,
	add column replaces     text references token,
	add column idle_seconds integer check (idle_seconds > 0),
	add constraint token_session_is_a_users check (kind = 'token' or (user_id is not null and expires is not null)),
	add constraint token_session_ends_when_idle check ((kind = 'session') = (idle_seconds is not null));
create index on token (user_id);
create index on token (created desc, id);
comment on column token.prefix is 'How the secret begins: enough to know it by, too little to guess it.';
comment on column token.replaces is 'The token it took over from.';
comment on column token.idle_seconds is 'Unused for so long, a session has ended.';

-- --- who sees and changes what

create function caller_user() returns text
language sql stable parallel safe
return nullif(current_setting('twinning.user', true), '');
comment on function caller_user is 'Whose the token is that was named; null for a program of nobody''s.';
grant execute on function caller_user to twinning;

create function token_holder(p_token token) returns text
language sql stable
return coalesce((select u.name from users u where u.id = p_token.user_id), p_token.name);
comment on function token_holder is 'The person whose token it is, or else what the token is called.';

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
	        set_config('twinning.user', coalesce(who.user_id, ''), true);
	perform set_config('twinning.name', token_holder(who), true),
	        set_config('twinning.role', who.role, true);
end
$$;

call guard('users', $p$(select caller_is('admin')) or id = (select caller_user())$p$,
	$p$(select caller_is('admin')) or id = (select caller_user())$p$);
call guard('user_password', $p$(select caller_is('admin')) or user_id = (select caller_user())$p$,
	$p$(select caller_is('admin')) or user_id = (select caller_user())$p$);
-- Counted for whoever comes; only functions look at it.
call guard('sign_in_failure', '(select caller_role()) is not null', '(select caller_role()) is not null');
-- Itself, its user's, and the one that takes over from it.
alter policy reads on token
	using ((select caller_is('admin')) or id = (select caller_token()) or user_id = (select caller_user())
		or replaces = (select caller_token()));
alter policy writes on token
	using ((select caller_is('admin')) or id = (select caller_token()) or user_id = (select caller_user()))
	with check ((select caller_is('admin')) or id = (select caller_token()) or user_id = (select caller_user())
		or (user_id is null and replaces = (select caller_token())));

-- One's own row is one's own but for the rights.
create function user_rights_guard() returns trigger
language plpgsql as $$
begin
	if not caller_is('admin') and current_user = 'twinning_owner' then
		raise exception 'who is % does not change users', caller_role() using errcode = 'insufficient_privilege';
	end if;
	return new;
end
$$;
create trigger user_rights_guard before update of name, email, role, partner, city, state on users
	for each row execute function user_rights_guard();

-- A token may do what its user may, or what the token could that made it.
create function token_rights_guard() returns trigger
language plpgsql as $$
begin
	if new.user_id is not null then
		select role, partner, city into strict new.role, new.partner, new.city from users where id = new.user_id;
	elsif not caller_is('admin') and current_user = 'twinning_owner' and not exists (
		select from token t where t.id = caller_token()
		   and (t.role, t.partner, t.city) is not distinct from (new.role, new.partner, new.city)) then
		raise exception 'who is % makes no tokens for others', caller_role() using errcode = 'insufficient_privilege';
	end if;
	return new;
end
$$;
create trigger token_rights_guard before insert or update of user_id, role, partner, city on token
	for each row execute function token_rights_guard();

-- --- documents

create or replace view token_document as
select id,
       jsonb_build_object('token', id, 'kind', kind, 'scope', scope, 'user', user_id, 'role', role,
		'partner', partner, 'city', city, 'hash', encode(hash, 'hex'),
		'expires', coalesce(extract(epoch from expires)::bigint, 0)) as document
  from token
 where revoked is null
   and (expires is null or expires > now());

create view user_document as
select u.id,
       to_jsonb(u) || jsonb_build_object('created', moment(u.created), 'changed', moment(u.changed),
		'has_password', exists (select from user_password p where p.user_id = u.id)) as document
  from users u;
comment on view user_document is 'Users as the API shows them.';

create function token_state(t token) returns text
language sql stable parallel safe
return case when t.revoked is not null then 'revoked'
            when t.expires <= now() then 'expired'
            when t.last_use + make_interval(secs => t.idle_seconds) <= now() then 'expired'
            else 'valid' end;
grant execute on function token_state to twinning;

create view token_entry_document as
select t.id,
       jsonb_build_object('id', t.id, 'kind', t.kind, 'name', t.name, 'role', t.role, 'partner', t.partner,
		'city', t.city, 'scope', t.scope, 'prefix', t.prefix, 'state', token_state(t),
		'created', moment(t.created), 'expires', moment(t.expires), 'last_use', moment(t.last_use),
		'revoked', moment(t.revoked), 'replaces', t.replaces,
		'user', case when u.id is not null then jsonb_build_object('id', u.id, 'name', u.name,
			'email', u.email, 'language', u.language) end) as document
  from token t left join users u on u.id = t.user_id;
comment on view token_entry_document is 'Tokens as the API shows them: all but what opens.';

-- --- users

-- What a client may say of a user.
create function user_write(p_id text, p_document jsonb) returns void
language plpgsql as $$
declare
	said users := jsonb_populate_record(null::users, p_document);
begin
	insert into users as u (id, name, email, role, partner, city, state, language)
	values (p_id, said.name, lower(said.email), said.role, said.partner, said.city, said.state, said.language)
	on conflict (id) do update set (name, email, role, partner, city, state, language)
	= (excluded.name, excluded.email, excluded.role, excluded.partner, excluded.city, excluded.state,
		excluded.language);
exception when unique_violation then
	raise exception 'another user has this address' using errcode = 'TW430';
end
$$;

create function user_create(p_id text, p_document jsonb,
	p_key text, p_token text, p_route text, p_body_hash text) returns written
language plpgsql as $$
declare
	before written := recall(p_key, p_token, p_route, p_body_hash);
begin
	if before.replayed then
		return before;
	end if;
	perform user_write(p_id, p_document);
	return remember(p_key, p_token, p_route, p_body_hash, 201,
		(select document::text from user_document where id = p_id));
end
$$;
comment on function user_create is 'Stores a new user, who has no password yet.';

create function user_hold(p_id text, p_expected bigint) returns users
language plpgsql as $$
declare
	held users;
begin
	select * into held from users where id = p_id for update;
	if not found then
		raise exception 'there is no user %', p_id using errcode = 'TW404';
	end if;
	if held.version <> p_expected then
		raise exception 'user % is at version %, not %', p_id, held.version, p_expected
			using errcode = 'TW412', detail = held.version::text;
	end if;
	return held;
end
$$;
comment on function user_hold is 'Any version will do when none is expected (null).';

create function user_save(p_id text, p_expected bigint, p_document jsonb, p_token text) returns jsonb
language plpgsql as $$
declare
	held  users := user_hold(p_id, p_expected);
	after users;
begin
	perform user_write(p_id, p_document);
	select * into after from users where id = p_id;
	if after is not distinct from held then
		return (select document from user_document where id = p_id);
	end if;
	if (after.role, after.state) is distinct from (held.role, held.state)
	   and exists (select from token where id = p_token and user_id = p_id) then
		raise exception 'one does not take one''s own rights' using errcode = 'TW431';
	end if;
	update users set version = held.version + 1, changed = now() where id = p_id;
	-- Rights change at once: what the user has signed in with ends, what programs hold follows.
	update token set revoked = now()
	 where user_id = p_id and revoked is null
	   and (after.state = 'disabled'
	        or kind = 'session' and (after.role, after.partner, after.city)
	           is distinct from (held.role, held.partner, held.city));
	update token set (role, partner, city) = (after.role, after.partner, after.city)
	 where user_id = p_id and revoked is null
	   and (role, partner, city) is distinct from (after.role, after.partner, after.city);
	return (select document from user_document where id = p_id);
end
$$;
comment on function user_save is 'Changes a user. Who is disabled loses every session and token; another role ends the sessions.';

create function user_password_save(p_id text, p_hash text) returns jsonb
language plpgsql as $$
declare
	held users := user_hold(p_id, null);
begin
	insert into user_password as p (user_id, hash) values (p_id, p_hash)
	on conflict (user_id) do update set hash = excluded.hash, changed = now();
	update token set revoked = now() where user_id = p_id and kind = 'session' and revoked is null;
	update users set version = held.version + 1, changed = now() where id = p_id;
	delete from sign_in_failure where subject = 'password of ' || p_id;
	return (select document from user_document where id = p_id);
end
$$;
comment on function user_password_save is 'Sets a password, and ends every session that an earlier one has opened.';

-- --- signing in

-- How many seconds this subject has to wait, or 0: then the attempt counts as failed until it has succeeded,
-- so that a hundred at once are no way around the wait.
create function sign_in_wait(p_subject text, p_free integer) returns integer
language plpgsql as $$
declare
	held sign_in_failure;
	t    timestamptz;
begin
	insert into sign_in_failure as f values (p_subject, 0, '-infinity', '-infinity')
	on conflict (subject) do update set last = f.last
	returning * into held;
	t := clock_timestamp();	-- the row may have been another's for a while
	if held.until > t then
		return ceil(extract(epoch from held.until - t));
	end if;
	if held.last < t - interval '1 hour' then
		held.failures := 0;
	end if;
	update sign_in_failure
	   set failures = held.failures + 1,
	       last = t,
	       until = case when held.failures + 1 < p_free then '-infinity'
	                    else t + make_interval(secs => least(2 ^ (held.failures + 1 - p_free), 900)) end
	 where subject = p_subject;
	return 0;
end
$$;
comment on function sign_in_wait is 'After some free attempts each failure doubles the wait, up to a quarter of an hour.';

create function sign_in_subject(p_email text) returns text
language sql immutable strict
return 'user ' || encode(sha256(convert_to(lower(p_email), 'UTF8')), 'hex');

create function sign_in_begin(p_email text, p_address text, out wait integer, out id text, out hash text)
language plpgsql as $$
begin
	delete from sign_in_failure where subject in (
		select f.subject from sign_in_failure f
		 where f.last < now() - interval '1 hour' and f.until < now()
		 order by f.last limit 20 for update skip locked);
	-- Users before addresses, always, so that no two wait for each other.
	wait := sign_in_wait(sign_in_subject(p_email), 5);
	if wait = 0 then
		wait := sign_in_wait('address ' || p_address, 20);
	end if;
	if wait = 0 then
		select u.id, p.hash into id, hash
		  from users u join user_password p on p.user_id = u.id
		 where u.email = lower(p_email) and u.state = 'active';
	end if;
end
$$;
comment on function sign_in_begin is 'What a password is to be compared with; nothing when there is no such user.';

-- One's own password takes the one so far, and that is no place to guess either.
create function user_password_begin(p_id text, p_own boolean, out wait integer, out email text, out hash text)
language plpgsql as $$
begin
	select u.email, case when p_own then p.hash end into email, hash
	  from users u left join user_password p on p.user_id = u.id
	 where u.id = p_id;
	if not found then
		raise exception 'there is no user %', p_id using errcode = 'TW404';
	end if;
	wait := case when hash is null then 0 else sign_in_wait('password of ' || p_id, 5) end;
end
$$;
comment on function user_password_begin is 'What the present password is to be compared with, where one has to show it.';

create function session_open(p_user text, p_hash text, p_rehashed text, p_address text,
	p_id text, p_secret_hash text, p_prefix text, p_seconds integer, p_idle_seconds integer) returns jsonb
language plpgsql as $$
declare
	who users;
begin
	select u.* into who
	  from users u join user_password p on p.user_id = u.id
	 where u.id = p_user and u.state = 'active' and p.hash = p_hash
	   for update;
	if not found then	-- disabled, or another password, while this one was being compared
		return null;
	end if;
	delete from sign_in_failure where subject = sign_in_subject(who.email);
	update sign_in_failure set failures = failures - 1, until = '-infinity' where subject = 'address ' || p_address;
	update user_password set hash = p_rehashed where user_id = p_user and p_rehashed is not null;
	-- Whose doing it is, for the audit.
	perform set_config('twinning.user', who.id, true), set_config('twinning.name', who.name, true);
	insert into token (id, name, role, partner, city, hash, user_id, kind, prefix, expires, last_use, idle_seconds)
	values (p_id, who.name, who.role, who.partner, who.city, decode(p_secret_hash, 'hex'), p_user, 'session', p_prefix,
		now() + make_interval(secs => p_seconds), now(), p_idle_seconds);
	return (select document from token_entry_document where id = p_id);
end
$$;
comment on function session_open is 'The password was right: a session, unless it is no longer.';

-- --- tokens

create function token_caller(p_token text) returns token
language sql stable
return (select t from token t where t.id = p_token and token_state(t) = 'valid');

-- Itself, one's own after signing in, or any for an administrator.
create function token_is_callers(p_it token, p_who token) returns boolean
language sql immutable
return p_who.role = 'admin' or p_it.id = p_who.id or (p_who.kind = 'session' and p_it.user_id = p_who.user_id);

create function token_make(p_id text, p_document jsonb, p_hash text, p_prefix text,
	p_key text, p_token text, p_route text, p_body_hash text) returns written
language plpgsql as $$
declare
	before written := recall(p_key, p_token, p_route, p_body_hash);
	who    token := token_caller(p_token);
	owner  users;
	said   token := jsonb_populate_record(null::token, p_document);
begin
	if before.replayed then
		return before;
	end if;
	said.user_id := coalesce(p_document ->> 'user', case when said.role is null then who.user_id end);
	if not caller_is('admin') and (who.kind is distinct from 'session' or said.user_id is distinct from who.user_id) then
		raise exception 'not a token that % may make', p_token using errcode = 'TW432';
	end if;
	if said.user_id is null and said.role is null then
		raise exception 'a token needs a role or a user' using errcode = 'TW434';
	end if;
	if said.user_id is not null then
		select * into owner from users where id = said.user_id and state = 'active' for share;
		if not found then
			raise exception 'there is no active user %', said.user_id using errcode = 'TW404';
		end if;
		said.role := owner.role;
	end if;
	insert into token (id, name, role, partner, city, hash, user_id, scope, prefix, expires)
	values (p_id, said.name, said.role, said.partner, said.city, decode(p_hash, 'hex'), said.user_id, said.scope, p_prefix,
		now() + make_interval(days => (p_document ->> 'days')::integer));
	return remember(p_key, p_token, p_route, p_body_hash, 201,
		(select document::text from token_entry_document where id = p_id));
end
$$;
comment on function token_make is 'A token for a program: of a user, or of nobody. Its answer can be kept: the secret is not in it.';

-- Whether the session goes on; then it has been used just now.
create function session_use(p_id text) returns boolean
language plpgsql as $$
begin
	update token t set last_use = now() where id = p_id and kind = 'session' and token_state(t) = 'valid';
	return found;
end
$$;

create function token_hold(p_id text, p_token text) returns token
language plpgsql as $$
declare
	held token;
begin
	select * into held from token t where t.id = p_id and token_is_callers(t, token_caller(p_token)) for update;
	if not found then	-- the same whether it is another's or none
		raise exception 'there is no token % of the caller''s', p_id using errcode = 'TW404';
	end if;
	return held;
end
$$;

create function token_close(p_id text,
	p_key text, p_token text, p_route text, p_body_hash text) returns written
language plpgsql as $$
declare
	before written := recall(p_key, p_token, p_route, p_body_hash);
begin
	if before.replayed then
		return before;
	end if;
	perform token_hold(p_id, p_token);
	update token set revoked = now() where id = p_id and revoked is null;
	return remember(p_key, p_token, p_route, p_body_hash, 200,
		(select document::text from token_entry_document where id = p_id));
end
$$;
comment on function token_close is 'Revokes a token or a session; once more changes nothing.';

create function token_rotate(p_id text, p_new text, p_hash text, p_prefix text, p_grace_minutes integer,
	p_key text, p_token text, p_route text, p_body_hash text) returns written
language plpgsql as $$
declare
	before written := recall(p_key, p_token, p_route, p_body_hash);
	held   token;
begin
	if before.replayed then
		return before;
	end if;
	held := token_hold(p_id, p_token);
	if held.kind <> 'token' or token_state(held) <> 'valid' then
		raise exception 'token % cannot be renewed', p_id using errcode = 'TW433';
	end if;
	-- As long as the old one was to live.
	insert into token (id, name, role, partner, city, hash, user_id, scope, prefix, replaces, expires)
	values (p_new, held.name, held.role, held.partner, held.city, decode(p_hash, 'hex'), held.user_id, held.scope, p_prefix,
		p_id, now() + (held.expires - held.created));
	if p_grace_minutes = 0 then
		update token set revoked = now() where id = p_id;
	else
		update token set expires = least(expires, now() + make_interval(mins => p_grace_minutes)) where id = p_id;
	end if;
	return remember(p_key, p_token, p_route, p_body_hash, 201,
		(select document::text from token_entry_document where id = p_new));
end
$$;
comment on function token_rotate is 'A successor with another secret; the old token ends at once, or after a grace.';

-- --- the second person

alter table pairing_list_event add column user_id text references users;
comment on column pairing_list_event.user_id is 'Whose token it was, if anybody''s.';

create or replace function list_event_check() returns trigger
language plpgsql as $$
declare
	held  list_state;
	after list_state;
	who   token;
begin
	select state into held from pairing_list where id = new.list for update;
	if not found then
		raise exception 'there is no list %', new.list using errcode = 'TW404';
	end if;
	select t.new into after from list_transition t where t.action = new.action and t.old = held;
	if not found then
		raise exception 'a list that is % cannot be put through "%"', held, new.action
			using errcode = 'TW409', detail = held;
	end if;
	select * into who from token where id = new.token;
	new.user_id := who.user_id;
	new.holder := token_holder(who);
	-- One person is one user, whatever the token; programs that are nobody's are told apart by their names.
	if new.action = 'approve' and (who.role not in ('approver', 'admin') or exists (
		select from pairing_list_event e
		 where e.list = new.list and e.action = 'propose'
		   and (e.token = new.token
		        or case when e.user_id is not null and new.user_id is not null then e.user_id = new.user_id
		                else e.holder = new.holder end))) then
		raise exception 'list % is approved by an approver who did not propose it', new.list
			using errcode = 'TW403';
	end if;
	new.number := (select count(*) + 1 from pairing_list_event e where e.list = new.list);
	new.state := after;
	new.happened := now();
	return new;
end
$$;

-- --- what is audited: that a password has changed, but never its hash

call audit_kind('user', $q$select u.document - '{has_password,version,changed}'::text[]
	|| jsonb_build_object('password_changed', moment(p.changed))
	from user_document u left join user_password p on p.user_id = u.id where u.id = $1$q$);
call audited('users', 'user', 'id');
call audited('user_password', 'user', 'user_id');
create trigger is_kept before truncate on users for each statement execute function refuse_change();
create trigger is_kept before truncate on user_password for each statement execute function refuse_change();

-- --- what the daemon may do

do $$
declare
	f regprocedure;
begin
	for f in select oid from pg_proc
	          where pronamespace = 'public'::regnamespace and proname in ('user_create', 'user_save',
		'user_password_begin', 'user_password_save', 'sign_in_begin', 'session_open', 'session_use', 'token_make',
		'token_close', 'token_rotate') loop
		call serve(f);
	end loop;
end
$$;
grant select on user_document, token_entry_document to twinning;
