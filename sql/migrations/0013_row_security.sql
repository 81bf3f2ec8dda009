-- Who sees and changes which rows, whatever the engine has checked before.
--
-- THE RULE, for every table and every statement; tests/test_sql.sh holds it.
--
--  1. Two roles. twinning_owner owns everything and is nobody's login: `twinningd migrate`, `load`
--     and `token` become it. twinning is what the daemon serves as, whatever login it connects with.
--  2. Every statement of the daemon is preceded, in its own transaction, by ask_as(), which names
--     the caller: a token, 'system' for the daemon's own work (catalogue, jobs), or 'anyone' for
--     who has shown no token. Functions below tell of the caller; all say null or false before that.
--  3. Every table is guarded: row level security enabled and FORCED, so that it binds the owner as
--     well, and policies in the words of those functions. call guard(table, reads, writes) does it;
--     a policy that must say more is written out. A test of the caller stands in (select ...), which
--     makes it one test a statement and not one a row.
--  4. twinning reads what it is granted select on: views *_document, which show the rows that the
--     policies of their tables leave, and three tables that the engine lists. It writes nothing
--     itself: every write is a function that is security definer, has search_path = public, pg_temp,
--     and is granted to it by name; call serve(function) does it. No function is anybody's otherwise.
--     Inside them the policies still hold, for the caller that was named.
--  5. A function that must look further than its caller may calls caller_become('system') and, when
--     it has looked, caller_become() with what that gave. It tells no more than it was asked.
--
-- A further SQLSTATE of our own:
--	TW401 the token opens nothing (any more)

create function caller_role() returns text
language sql stable parallel safe
return nullif(current_setting('twinning.role', true), '');
comment on function caller_role is 'Of the token that was named; or system, operator, anyone.';

create function caller_token() returns text
language sql stable parallel safe
return nullif(current_setting('twinning.token', true), '');

create function caller_partner() returns text
language sql stable parallel safe
return nullif(current_setting('twinning.partner', true), '');
comment on function caller_partner is 'Whose company the caller is; null for all but companies.';

create function caller_city() returns text
language sql stable parallel safe
return nullif(current_setting('twinning.city', true), '');
comment on function caller_city is 'Whose officer the caller is; null for all but city officers.';

create function caller_is(variadic p_roles text[]) returns boolean
language sql stable parallel safe
return coalesce(nullif(current_setting('twinning.role', true), '') = any (p_roles || '{system,operator}'::text[]), false);
comment on function caller_is is 'Whether the caller has one of these roles. The daemon itself and the operator have every one.';

create function caller_is_known() returns boolean
language sql stable parallel safe
return coalesce(nullif(current_setting('twinning.role', true), '') <> 'anyone', false);
comment on function caller_is_known is 'Whether the caller is somebody.';

create function caller_become(p_role text) returns text
language plpgsql as $$
declare
	was text := caller_role();
begin
	perform set_config('twinning.role', coalesce(p_role, ''), true);
	return was;
end
$$;
comment on function caller_become is 'For functions of the owner: goes on as somebody else; gives back who it was.';

-- First in every transaction of the daemon. What it sets ends with the transaction.
create function ask_as(p_as text, p_from text) returns void
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
	        set_config('twinning.role', who.role, true);
end
$$;
comment on function ask_as is 'Names the caller: the id of a token, system or anyone; and the address it calls from, or null.';

create procedure guard(p_table regclass, p_reads text, p_writes text)
language plpgsql as $$
begin
	execute format('alter table %s enable row level security, force row level security', p_table);
	execute format('create policy reads on %s for select using (%s)', p_table, p_reads);
	execute format('create policy writes on %s for all using (%s) with check (%s)', p_table, p_writes, p_writes);
end
$$;
comment on procedure guard is 'Guards a table: who reads a row, and who also writes it.';

create procedure serve(p_function regprocedure)
language plpgsql as $$
begin
	execute format('alter function %s security definer set search_path = public, pg_temp', p_function);
	execute format('grant execute on function %s to twinning', p_function);
end
$$;
comment on procedure serve is 'Lets the daemon call a function, which then works with the rights of the owner.';

-- --- the tables

-- What every caller may read, and only the operator writes.
do $$
declare
	t text;
begin
	foreach t in array array['source', 'focus_area', 'quadrant', 'threshold', 'term', 'partner_kind', 'country', 'city',
		'city_alias', 'fact', 'representative', 'sector', 'category', 'category_sector', 'city_category', 'city_sector',
		'project', 'project_category', 'project_sector', 'action_plan_project', 'other_need', 'project_support',
		'project_partner_kind', 'meeting', 'reporting_step', 'policy', 'list_transition'] loop
		call guard(t::regclass, '(select caller_is_known())', $p$(select caller_is('system'))$p$);
	end loop;
end
$$;

-- A profile is the office's and its own company's.
call guard('partner', $p$(select caller_is('staff', 'batch', 'admin')) or id = (select caller_partner())$p$,
	$p$(select caller_is('staff', 'admin')) or id = (select caller_partner())$p$);
do $$
declare
	t text;
begin
	foreach t in array array['partner_category', 'partner_sector', 'partner_country', 'partner_city', 'partner_conflict',
		'partner_reference', 'partner_contact'] loop
		call guard(t::regclass,
			$p$(select caller_is('staff', 'batch', 'admin')) or partner = (select caller_partner())$p$,
			$p$(select caller_is('staff', 'admin')) or partner = (select caller_partner())$p$);
	end loop;
end
$$;

-- A company writes its own row, but not what the review says of it, nor does it know the review's actions.
call guard('partner_transition', $p$action = 'submit' or (select caller_is('staff', 'admin'))$p$,
	$p$(select caller_is('system'))$p$);
create function partner_review_guard() returns trigger
language plpgsql as $$
begin
	if row_security_active('partner') and not caller_is('staff', 'admin') then
		raise exception 'who is % does not review partners', caller_role() using errcode = 'insufficient_privilege';
	end if;
	return new;
end
$$;
create trigger partner_review_guard before update on partner
	for each row when (old.valid_to is distinct from new.valid_to or old.demonstration <> new.demonstration
		or (old.state <> new.state and new.state <> 'submitted'))
	execute function partner_review_guard();

call guard('token', $p$(select caller_is('admin')) or id = (select caller_token())$p$, $p$(select caller_is('admin'))$p$);
-- What is too old to count may be cleared away by whoever comes next.
call guard('idempotency', $p$(select caller_is('system')) or token = (select caller_token())
	or created < now() - interval '7 days'$p$,
	$p$(select caller_is('system')) or token = (select caller_token()) or created < now() - interval '7 days'$p$);

-- Lists and what they rest on are for those who make, approve and check them.
call guard('snapshot', $p$(select caller_is('staff', 'approver', 'batch', 'auditor', 'admin'))$p$,
	$p$(select caller_is('staff', 'batch', 'admin'))$p$);
call guard('pairing_list', $p$(select caller_is('staff', 'approver', 'batch', 'auditor', 'admin'))$p$,
	$p$(select caller_is('staff', 'approver', 'batch', 'admin'))$p$);
call guard('pairing', $p$(select caller_is('staff', 'approver', 'batch', 'auditor', 'admin'))$p$,
	$p$(select caller_is('staff', 'batch', 'admin'))$p$);
-- Nobody acts in the name of another.
call guard('pairing_list_event', $p$(select caller_is('staff', 'approver', 'batch', 'auditor', 'admin'))$p$,
	$p$(select caller_is('system')) or (token = (select caller_token()) and case action
		when 'propose' then (select caller_is('staff', 'batch', 'admin'))
		when 'approve' then (select caller_is('approver', 'admin'))
		else (select caller_is('staff', 'approver', 'admin')) end)$p$);
call guard('pairing_stage', $p$(select caller_is('staff', 'approver', 'batch', 'auditor', 'admin'))$p$,
	$p$(select caller_is('system')) or (token = (select caller_token()) and (select caller_is('staff', 'admin')))$p$);
call guard('decline', $p$(select caller_is('staff', 'approver', 'batch', 'auditor', 'admin'))$p$,
	$p$(select caller_is('staff', 'admin'))$p$);

call guard('job', $p$(select caller_is('staff', 'batch', 'admin'))$p$, $p$(select caller_is('staff', 'batch', 'admin'))$p$);
call guard('schema_migration', $p$(select caller_is('system'))$p$, $p$(select caller_is('system'))$p$);

-- --- what the daemon may do

create function token_touch(p_id text) returns void
language sql
begin atomic
	update token
	   set last_use = now()
	 where id = p_id
	   and (last_use is null or last_use < now() - interval '1 hour');
end;
comment on function token_touch is 'Notes that a token was used; at most one write an hour.';

revoke execute on all functions in schema public from public;
revoke execute on all procedures in schema public from public;
alter default privileges revoke execute on functions from public;
revoke all on all tables in schema public from public, twinning;

grant execute on function ask_as, caller_role, caller_token, caller_partner, caller_city, caller_is, caller_is_known, moment
	to twinning;
do $$
declare
	f regprocedure;
begin
	for f in select oid from pg_proc
	          where pronamespace = 'public'::regnamespace and proname in ('partner_create', 'partner_save', 'partner_move',
		'pairing_list_store', 'pairing_list_move', 'pairing_stage_add', 'job_enqueue', 'job_take', 'job_beat',
		'job_finish', 'job_fail', 'job_release', 'job_cancel', 'token_touch') loop
		call serve(f);
	end loop;
end
$$;

grant select on country_document, city_document, project_document, category_document, sector_document, meeting_document,
	reporting_step_document, policy_document, partner_document, decline_document, token_document,
	pairing_list_document, pairing_stage_document, job_document to twinning;
grant select on snapshot, pairing_list, job to twinning;
