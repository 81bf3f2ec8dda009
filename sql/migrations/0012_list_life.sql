-- What becomes of a list after it is made, and of each of its pairings.
--
-- Further SQLSTATEs of our own:
--	TW403 the second person must be another	TW417 the list is not one whose pairings move
--	TW418 the stage does not follow the last	TW419 the day does not follow the last

alter table token drop constraint token_role_check;
alter table token add constraint token_role_check
	check (role in ('staff', 'approver', 'company', 'city', 'batch', 'admin'));

alter table pairing_list
	add column replaces text generated always as (document::jsonb #>> '{constraints,replaces}') stored
		references pairing_list;
comment on column pairing_list.replaces is 'The list that this one corrects, as its document says.';

create table list_transition (
	action text not null check (action in ('propose', 'approve', 'announce', 'withdraw', 'supersede')),
	old    list_state not null,
	new    list_state not null,
	primary key (action, old)
);
comment on table list_transition is 'What may be done with a list in which state. An announced list is only superseded.';
insert into list_transition values
	('propose',   'draft',     'proposed'),
	('approve',   'proposed',  'approved'),
	('announce',  'approved',  'announced'),
	('withdraw',  'draft',     'withdrawn'),
	('withdraw',  'proposed',  'withdrawn'),
	('withdraw',  'approved',  'withdrawn'),
	('supersede', 'draft',     'withdrawn'),
	('supersede', 'proposed',  'withdrawn'),
	('supersede', 'approved',  'withdrawn'),
	('supersede', 'announced', 'withdrawn');

create table pairing_list_event (
	list        text not null references pairing_list,
	number      integer not null,
	action      text not null,
	state       list_state not null,
	token       text not null references token,
	holder      text not null,
	happened    timestamptz not null default now(),
	note        text,
	replaced_by text references pairing_list,
	primary key (list, number),
	check ((action = 'supersede') = (replaced_by is not null))
);
comment on table pairing_list_event is 'Who did what with a list, and when. A list moves by a row here and by nothing else.';
comment on column pairing_list_event.holder is 'Whose token it was, as the token was named then.';

create function list_event_check() returns trigger
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
	-- Two tokens of one name are one person's.
	if new.action = 'approve' and (who.role not in ('approver', 'admin') or exists (
		select from pairing_list_event e
		 where e.list = new.list and e.action = 'propose' and (e.token = new.token or e.holder = who.name))) then
		raise exception 'list % is approved by an approver who did not propose it', new.list
			using errcode = 'TW403';
	end if;
	new.number := (select count(*) + 1 from pairing_list_event e where e.list = new.list);
	new.state := after;
	new.holder := who.name;
	new.happened := now();
	return new;
end
$$;
create trigger list_event_check before insert on pairing_list_event
	for each row execute function list_event_check();

-- A list that is announced takes the place of the one it replaces.
create function list_event_apply() returns trigger
language plpgsql as $$
begin
	update pairing_list set state = new.state where id = new.list;
	if new.action = 'announce' then
		insert into pairing_list_event (list, action, token, replaced_by)
		select o.id, 'supersede', new.token, l.id
		  from pairing_list l join pairing_list o on o.id = l.replaces
		 where l.id = new.list and o.state <> 'withdrawn';
	end if;
	return null;
end
$$;
create trigger list_event_apply after insert on pairing_list_event
	for each row execute function list_event_apply();

create trigger list_event_stays before update or delete on pairing_list_event
	for each row execute function refuse_change();
create trigger list_event_is_kept before truncate on pairing_list_event
	for each statement execute function refuse_change();

-- The state follows the events; everything else stays. Only a draft may go.
create or replace function pairing_list_guard() returns trigger
language plpgsql as $$
begin
	if tg_op = 'DELETE' then
		if old.state = 'draft' then
			return old;
		end if;
		raise exception 'list % is % and stays', old.id, old.state using errcode = 'TW409';
	end if;
	-- `replaces` follows from the document, after this.
	if (to_jsonb(new) - 'state' - 'replaces') is distinct from (to_jsonb(old) - 'state' - 'replaces') then
		raise exception 'list % keeps what it says', old.id
			using errcode = 'TW409', hint = 'A correction is a new list.';
	end if;
	if new.state <> old.state and new.state is distinct from (
		select e.state from pairing_list_event e where e.list = old.id order by e.number desc limit 1) then
		raise exception 'list % becomes % by an event, not by itself', old.id, new.state
			using errcode = 'TW409';
	end if;
	return new;
end
$$;

create table pairing_stage (
	list     text not null,
	number   integer not null,
	turn     integer not null,
	stage    text not null check (stage in ('proposed', 'accepted', 'declined', 'introduced', 'letter_of_intent',
		'memorandum', 'study', 'contract', 'operating', 'ended')),
	side     text check (side in ('partner', 'city')),
	happened date not null,
	reason   text check (reason <> ''),
	note     text check (note <> ''),
	token    text not null references token,
	holder   text not null,
	recorded timestamptz not null default now(),
	primary key (list, number, turn),
	foreign key (list, number) references pairing,
	constraint stage_of_a_side check ((stage in ('accepted', 'declined')) = (side is not null)),
	constraint stage_decline_says_why check (stage <> 'declined' or reason is not null)
);
comment on table pairing_stage is 'How far a pairing has come, day by day. Never changed: a mistake is answered by the next stage.';

create function stage_rank(stage text) returns integer
language sql immutable strict
return array_position(array['proposed', 'answered', 'introduced', 'letter_of_intent', 'memorandum', 'study',
	'contract', 'operating', 'ended'], case when stage in ('accepted', 'declined') then 'answered' else stage end);
comment on function stage_rank is 'Stages come in this order; some may be passed over.';

create function stage_check() returns trigger
language plpgsql as $$
declare
	held   list_state;
	last   pairing_stage;
	follow boolean;
begin
	select state into held from pairing_list where id = new.list for share;
	perform from pairing where list = new.list and number = new.number for update;
	if not found then
		raise exception 'list % has no line %', new.list, new.number using errcode = 'TW404';
	end if;
	if held not in ('proposed', 'approved', 'announced') then
		raise exception 'the pairings of a list that is % do not move', held using errcode = 'TW417', detail = held;
	end if;
	select * into last from pairing_stage s
	 where s.list = new.list and s.number = new.number order by s.turn desc limit 1;
	if not found then
		follow := new.stage = 'proposed';
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
	new.holder := (select name from token where id = new.token);
	new.recorded := now();
	return new;
end
$$;
create trigger stage_check before insert on pairing_stage
	for each row execute function stage_check();
create trigger stage_stays before update or delete on pairing_stage
	for each row execute function refuse_change();
create trigger stage_is_kept before truncate on pairing_stage
	for each statement execute function refuse_change();

-- A city whose needs were inferred is declined as such.
alter table decline drop constraint decline_pkey;
alter table decline alter column project drop not null;
alter table decline add column city slug references city;
alter table decline add constraint decline_of_a_project_or_a_city check (num_nonnulls(project, city) = 1);
create unique index decline_once on decline (partner, project, city) nulls not distinct;
comment on column decline.city is 'Where a city without an open project was declined: its inferred needs.';

create function stage_decline() returns trigger
language plpgsql as $$
begin
	insert into decline (partner, project, city, reason)
	select p.partner, p.project, case when p.project is null then p.city end, new.reason
	  from pairing p
	 where p.list = new.list and p.number = new.number
	on conflict do nothing;
	return null;
end
$$;
create trigger stage_decline after insert on pairing_stage
	for each row when (new.stage = 'declined') execute function stage_decline();

create or replace view decline_document as
select partner || '/' || coalesce(project, '@' || city) as id,
       jsonb_build_object('partner', partner, 'project', project, 'city', city) as document
  from decline;

create function moment(t timestamptz) returns text
language sql stable strict
return to_char(t at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"');
comment on function moment is 'A moment as every document writes it.';

create view pairing_stage_document as
select list, number, turn, jsonb_build_object('number', number, 'stage', stage, 'side', side, 'date', happened,
	'reason', reason, 'note', note, 'holder', holder, 'recorded', moment(recorded)) as document
  from pairing_stage;

comment on view pairing_stage_document is 'Stages as the engine reads them.';

create or replace view pairing_list_document as
select l.id, jsonb_build_object('id', l.id, 'state', l.state, 'digest', l.digest, 'created', moment(l.created),
	'events', coalesce((
		select jsonb_agg(jsonb_build_object('action', e.action, 'state', e.state, 'at', moment(e.happened),
			'holder', e.holder, 'note', e.note, 'replaced_by', e.replaced_by) order by e.number)
		  from pairing_list_event e where e.list = l.id), '[]'),
	'stages', coalesce((
		select jsonb_agg(s.document order by s.number, s.turn)
		  from pairing_stage_document s where s.list = l.id), '[]')) || l.document::jsonb as document
  from pairing_list l;

create function pairing_list_move(p_id text, p_action text, p_note text,
	p_key text, p_token text, p_route text, p_body_hash text) returns written
language plpgsql as $$
declare
	before written := recall(p_key, p_token, p_route, p_body_hash);
begin
	if before.replayed then
		return before;
	end if;
	insert into pairing_list_event (list, action, note, token) values (p_id, p_action, p_note, p_token);
	return remember(p_key, p_token, p_route, p_body_hash, 200,
		(select document::text from pairing_list_document where id = p_id));
end
$$;
comment on function pairing_list_move is 'Proposes, approves, announces or withdraws a list.';

create function pairing_stage_add(p_list text, p_number integer, p_stage text, p_side text, p_date date,
	p_reason text, p_note text, p_key text, p_token text, p_route text, p_body_hash text) returns written
language plpgsql as $$
declare
	before written := recall(p_key, p_token, p_route, p_body_hash);
	line   jsonb;
begin
	if before.replayed then
		return before;
	end if;
	if not exists (select from pairing_list where id = p_list) then
		raise exception 'there is no list %', p_list using errcode = 'TW404';
	end if;
	insert into pairing_stage (list, number, stage, side, happened, reason, note, token)
	values (p_list, p_number, p_stage, p_side, coalesce(p_date, (now() at time zone 'UTC')::date), p_reason, p_note,
		p_token);
	select x into line
	  from pairing_list l, jsonb_array_elements(l.document::jsonb -> 'pairings') x
	 where l.id = p_list and (x ->> 'number')::integer = p_number;
	return remember(p_key, p_token, p_route, p_body_hash, 201, jsonb_build_object(
		'list', p_list, 'number', p_number, 'city', line -> 'city', 'project', line -> 'project',
		'partner', line -> 'partner',
		'stages', (select jsonb_agg(s.document order by s.turn) from pairing_stage_document s
		            where s.list = p_list and s.number = p_number),
		-- Who could take the place, but for those who were declined meanwhile.
		'alternates', case when p_stage <> 'declined' then '[]' else coalesce((
			select jsonb_agg(a order by n)
			  from jsonb_array_elements(line -> 'alternates') with ordinality e (a, n)
			 where not exists (
				select from decline d
				 where d.partner = a #>> '{partner,id}'
				   and (d.project = a #>> '{project,id}'
				    or (a #>> '{project,id}' is null and d.city = line #>> '{city,id}')))), '[]') end)::text);
end
$$;
comment on function pairing_stage_add is 'Notes a stage of a pairing; after a decline it answers with the next alternates.';
