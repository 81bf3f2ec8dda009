-- What a company and a city officer see of lists: their own lines, while a list is proposed, approved
-- or announced. Each says yes or no for its own side; everything else of a list stays the office's.

create function list_is_open(p_list text) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
	was  text := caller_become('system');
	open boolean;
begin
	select state in ('proposed', 'approved', 'announced') into open from pairing_list where id = p_list;
	perform caller_become(was);
	return coalesce(open, false);
end
$$;
comment on function list_is_open is 'Whether the lines of a list are shown to those they are about.';
grant execute on function list_is_open to twinning;

alter policy reads on pairing
	using ((select caller_is('staff', 'approver', 'batch', 'auditor', 'admin'))
		or ((partner = (select caller_partner()) or city = (select caller_city())) and list_is_open(list)));

create function caller_side() returns text
language sql stable parallel safe
return case caller_role() when 'company' then 'partner' when 'city' then 'city' end;
comment on function caller_side is 'Which side of a pairing the caller speaks for; null: both.';
grant execute on function caller_side to twinning;

alter policy reads on pairing_stage
	using ((select caller_is('staff', 'approver', 'batch', 'auditor', 'admin'))
		or exists (select from pairing p where p.list = pairing_stage.list and p.number = pairing_stage.number));
alter policy writes on pairing_stage
	using ((select caller_is('staff', 'admin')))
	with check ((select caller_is('system')) or (token = (select caller_token()) and ((select caller_is('staff', 'admin'))
		or (stage in ('accepted', 'declined') and side = (select caller_side()) and exists (
			select from pairing p where p.list = pairing_stage.list and p.number = pairing_stage.number)))));

create or replace function stage_check() returns trigger
language plpgsql as $$
declare
	held   list_state;
	last   pairing_stage;
	follow boolean;
	was    text;
begin
	-- Who does not see the line learns nothing of it; who does need not see the list.
	perform from pairing where list = new.list and number = new.number;
	if not found then
		raise exception 'list % has no line %', new.list, new.number using errcode = 'TW404';
	end if;
	was := caller_become('system');
	select state into held from pairing_list where id = new.list for share;
	perform from pairing where list = new.list and number = new.number for update;
	perform caller_become(was);
	if held not in ('proposed', 'approved', 'announced') then
		raise exception 'the pairings of a list that is % do not move', held using errcode = 'TW417', detail = held;
	end if;
	select * into last from pairing_stage s
	 where s.list = new.list and s.number = new.number order by s.turn desc limit 1;
	if not found then
		-- That the list was proposed is enough for a side to answer.
		follow := new.stage = 'proposed' or caller_side() is not null;
	elsif last.stage in ('declined', 'ended') then
		follow := false;
	elsif new.stage in ('accepted', 'declined') then
		-- Once a side; who has accepted may still decline until both are introduced.
		follow := stage_rank(last.stage) <= stage_rank('accepted') and (new.stage = 'declined' or not exists (
			select from pairing_stage s
			 where s.list = new.list and s.number = new.number and s.side = new.side));
	else
		follow := stage_rank(new.stage) > stage_rank(last.stage) and (
			select count(*) = 2 from pairing_stage s
			 where s.list = new.list and s.number = new.number and s.stage = 'accepted');
	end if;
	if not follow then
		raise exception 'after % a pairing is not %', coalesce(last.stage, 'nothing'), new.stage
			using errcode = 'TW418', detail = coalesce(last.stage, '');
	end if;
	-- Tomorrow is already today further east.
	if new.happened < last.happened or new.happened > (now() at time zone 'UTC')::date + 1 then
		raise exception 'the day % does not follow %', new.happened, last.happened using errcode = 'TW419';
	end if;
	new.turn := coalesce(last.turn, 0) + 1;
	new.holder := coalesce(nullif(current_setting('twinning.name', true), ''),
		(select name from token where id = new.token));
	new.recorded := now();
	return new;
end
$$;

-- A decline shuts the pair out, whoever of the two says it.
create or replace function stage_decline() returns trigger
language plpgsql as $$
declare
	was text := caller_become('system');
begin
	insert into decline (partner, project, city, reason)
	select p.partner, p.project, case when p.project is null then p.city end, new.reason
	  from pairing p
	 where p.list = new.list and p.number = new.number
	on conflict do nothing;
	perform caller_become(was);
	return null;
end
$$;

-- A line as it stands in its list; null for who does not see it.
create function pairing_line(p_list text, p_number integer) returns jsonb
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
	line jsonb;
	was  text;
begin
	if exists (select from pairing where list = p_list and number = p_number) then
		was := caller_become('system');
		select x || jsonb_build_object('state', l.state, 'meeting', l.meeting) into line
		  from pairing_list l, jsonb_array_elements(l.document::jsonb -> 'pairings') x
		 where l.id = p_list and (x ->> 'number')::integer = p_number;
		perform caller_become(was);
	end if;
	return line;
end
$$;
grant execute on function pairing_line to twinning;

-- The office's remarks, and what the other side has said, are not for a side.
create function stages_seen(p_list text, p_number integer) returns jsonb
language sql stable
return (select coalesce(jsonb_agg(case when caller_side() is null or s.document ->> 'side' = caller_side() then s.document
	else s.document || '{"reason": null, "note": null}' end order by s.turn), '[]')
          from pairing_stage_document s
         where s.list = p_list and s.number = p_number);
grant execute on function stages_seen to twinning;

create view proposal_document as
select p.list, p.number, l.line - '{parts,alternates,pinned,kept,flags}'::text[]
	|| jsonb_build_object('list', p.list, 'stages', stages_seen(p.list, p.number)) as document
  from pairing p
 cross join lateral (select pairing_line(p.list, p.number) as line) l;
comment on view proposal_document is 'Lines of lists as those see them whom they are about.';
grant select on proposal_document to twinning;

create or replace function pairing_stage_add(p_list text, p_number integer, p_stage text, p_side text, p_date date,
	p_reason text, p_note text, p_key text, p_token text, p_route text, p_body_hash text) returns written
language plpgsql as $$
declare
	before written := recall(p_key, p_token, p_route, p_body_hash);
	line   jsonb;
begin
	if before.replayed then
		return before;
	end if;
	insert into pairing_stage (list, number, stage, side, happened, reason, note, token)
	values (p_list, p_number, p_stage, p_side, coalesce(p_date, (now() at time zone 'UTC')::date), p_reason, p_note,
		p_token);
	line := pairing_line(p_list, p_number);
	return remember(p_key, p_token, p_route, p_body_hash, 201, jsonb_build_object(
		'list', p_list, 'number', p_number, 'city', line -> 'city', 'project', line -> 'project',
		'partner', line -> 'partner', 'stages', stages_seen(p_list, p_number),
		-- Who could take the place, but for those who were declined meanwhile. A company hears of no other.
		'alternates', case when p_stage <> 'declined' or caller_side() = 'partner' then '[]' else coalesce((
			select jsonb_agg(a order by n)
			  from jsonb_array_elements(line -> 'alternates') with ordinality e (a, n)
			 where not exists (
				select from decline d
				 where d.partner = a #>> '{partner,id}'
				   and (d.project = a #>> '{project,id}'
				    or (a #>> '{project,id}' is null and d.city = line #>> '{city,id}')))), '[]') end)::text);
end
$$;
call serve('pairing_stage_add(text, integer, text, text, date, text, text, text, text, text, text)');

-- A city hears of what was declined in it.
alter policy reads on decline
	using ((select caller_is('staff', 'approver', 'batch', 'auditor', 'admin'))
		or coalesce(city, (select p.city from project p where p.id = project)) = (select caller_city()));
