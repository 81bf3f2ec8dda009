-- Work that takes longer than a request: queued here, taken by workers, watched by clients.
--
--	queued -> running -> done | failed
--	   ^---------'  released, or taken over when its lease has run out
--	queued, running -> cancelled
--
-- Each take counts `attempts` up, and everything a worker says names the attempt it
-- speaks for. So a worker that has lost its lease, or whose job was cancelled, is not heard
-- any more, and no job is finished twice.

create table job (
	id       text primary key default uuid_v7(),
	kind     text not null check (kind in ('pairing_list')),
	request  jsonb not null,
	snapshot digest_hex not null references snapshot,
	state    text not null default 'queued' check (state in
		('queued', 'running', 'done', 'failed', 'cancelled')),
	phase    text check (phase in ('reading', 'solving', 'writing', 'storing')),
	permille integer not null default 0 check (permille between 0 and 1000),
	attempts integer not null default 0 check (attempts >= 0),
	worker   text,
	lease    timestamptz,
	token    text references token on delete set null,
	again_of text references job,
	list     text references pairing_list on delete set null,
	problem  jsonb,
	created  timestamptz not null default now(),
	started  timestamptz,
	finished timestamptz,
	constraint job_runs_under_a_lease check ((state = 'running') = (lease is not null)),
	constraint job_ends_once check ((state in ('done', 'failed', 'cancelled')) = (finished is not null)),
	constraint job_lists_when_done check (list is null or state = 'done'),
	constraint job_says_why_it_failed check ((problem is not null) = (state = 'failed'))
);
create index on job (created, id) where state in ('queued', 'running');
create index on job (created desc, id);
comment on table job is 'Work for the workers, and what came of it.';
comment on column job.snapshot is 'The data it is computed from, named when it is queued: whoever computes it, and however often, gets the same bytes.';
comment on column job.attempts is 'How often it was taken; names the worker that may speak for it.';
comment on column job.lease is 'Until when the worker is believed to live; it asks for more as it goes.';
comment on column job.token is 'Who asked.';
comment on column job.again_of is 'The job that this one repeats on newer data.';

create trigger job_stays before truncate on job
	for each statement execute function refuse_change();

create view job_document as
select id, to_jsonb(j) - '{lease}'::text[] || jsonb_build_object(
	'created', to_char(created at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
	'started', to_char(started at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
	'finished', to_char(finished at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) as document
  from job j;
comment on view job_document is 'Jobs as the engine reads them.';

-- Two channels, so that the workers sleep while others watch a job advance.
create function hint_job() returns trigger
language plpgsql as $$
begin
	if new.state in ('queued', 'cancelled') then
		perform pg_notify('job', '');
	end if;
	perform pg_notify('job_progress', '');
	return null;
end
$$;
comment on function hint_job is 'Trigger: wakes the workers when there is something to take or to drop, and whoever watches.';
create trigger hint_job after insert or update of state, phase, permille on job
	for each row execute function hint_job();

create function job_enqueue(p_id text, p_kind text, p_request jsonb, p_digest text, p_snapshot text,
	p_again_of text, p_key text, p_token text, p_route text, p_body_hash text) returns written
language plpgsql as $$
declare
	before written := recall(p_key, p_token, p_route, p_body_hash);
begin
	if before.replayed then
		return before;
	end if;
	if p_snapshot is not null then
		insert into snapshot (digest, document) values (p_digest, p_snapshot)
		on conflict (digest) do nothing;
	end if;
	insert into job (id, kind, request, snapshot, token, again_of)
	values (p_id, p_kind, p_request, p_digest, p_token, p_again_of);
	return remember(p_key, p_token, p_route, p_body_hash, 202,
		(select document::text from job_document where id = p_id));
end
$$;
comment on function job_enqueue is 'Queues a job. The text of its snapshot may be left out (null) when it is known to be stored.';

create function job_take(p_worker text, p_lease_ms integer)
returns table (id text, attempt integer, request text, snapshot text)
language sql as $$
	update job j
	   set state = 'running', worker = p_worker, attempts = j.attempts + 1, phase = null, permille = 0,
	       lease = now() + p_lease_ms * interval '1 millisecond', started = coalesce(j.started, now())
	 where j.id = (select k.id from job k
	                where k.state = 'queued' or (k.state = 'running' and k.lease < now())
	                order by k.created, k.id limit 1 for update skip locked)
	returning j.id, j.attempts, j.request::text, j.snapshot::text
$$;
comment on function job_take is 'The oldest job that waits, or whose worker has not been heard of; none: no row.';

create function job_beat(p_id text, p_attempt integer, p_phase text, p_permille integer, p_lease_ms integer)
returns boolean
language plpgsql as $$
begin
	-- Only what changed is written as changed: the trigger that wakes watchers looks at the columns named.
	update job
	   set lease = now() + p_lease_ms * interval '1 millisecond'
	 where id = p_id and attempts = p_attempt and state = 'running';
	if not found then
		return false;
	end if;
	update job set phase = p_phase, permille = p_permille
	 where id = p_id and (phase, permille) is distinct from (p_phase, p_permille);
	return true;
end
$$;
comment on function job_beat is 'A sign of life with what has been reached. False: the job was cancelled, or another has it.';

create function job_finish(p_id text, p_attempt integer, p_list text, p_document text) returns boolean
language plpgsql as $$
declare
	held job;
begin
	select * into held from job where id = p_id for update;
	-- Said again, because the first answer was lost on its way.
	if held.state = 'done' and held.attempts = p_attempt and held.list = p_list then
		return true;
	end if;
	if not found or held.state <> 'running' or held.attempts <> p_attempt then
		return false;
	end if;
	perform pairing_list_store(p_list, p_document,
		(select s.document from snapshot s where s.digest = held.snapshot), null, null, null, null);
	update job
	   set state = 'done', permille = 1000, list = p_list, lease = null, finished = now()
	 where id = p_id;
	return true;
end
$$;
comment on function job_finish is 'Stores the list and ends the job, both or neither. False: it is not this worker''s any more.';

create function job_fail(p_id text, p_attempt integer, p_problem jsonb) returns boolean
language plpgsql as $$
begin
	update job
	   set state = 'failed', problem = p_problem, lease = null, finished = now()
	 where id = p_id and attempts = p_attempt and state = 'running';
	return found;
end
$$;
comment on function job_fail is 'Ends a job that has no result, and says why.';

create function job_release(p_id text, p_attempt integer) returns boolean
language plpgsql as $$
begin
	update job
	   set state = 'queued', worker = null, phase = null, permille = 0, lease = null
	 where id = p_id and attempts = p_attempt and state = 'running';
	return found;
end
$$;
comment on function job_release is 'Gives a job back: its worker stops.';

create function job_cancel(p_id text, p_key text, p_token text, p_route text, p_body_hash text) returns written
language plpgsql as $$
declare
	before written := recall(p_key, p_token, p_route, p_body_hash);
	held   job;
begin
	if before.replayed then
		return before;
	end if;
	select * into held from job where id = p_id for update;
	if not found then
		raise exception 'there is no job %', p_id using errcode = 'TW404';
	end if;
	if held.state in ('done', 'failed') then
		raise exception 'job % is % already', p_id, held.state using errcode = 'TW409', detail = held.state;
	end if;
	-- From here on nobody hears its worker, which learns of it and stops.
	update job
	   set state = 'cancelled', lease = null, finished = now()
	 where id = p_id and state <> 'cancelled';
	return remember(p_key, p_token, p_route, p_body_hash, 200,
		(select document::text from job_document where id = p_id));
end
$$;
comment on function job_cancel is 'Ends a job that waits or runs. Doing so again changes nothing.';
