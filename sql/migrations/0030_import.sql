-- Files of partners: uploaded, looked at, tried, stored, and undone.
--
--	ready -> stored -> undone -> stored ...
--
-- A file rests here in pieces of a megabyte, so that no process ever holds it whole in a message.
-- What is done with it is a job: one transaction reads the file, stores the rows and ends the job, so
-- a worker that dies leaves nothing behind and another one does it all again; a check is
-- the same transaction, rolled back but for its report.
--
-- Further SQLSTATEs of our own:
--	TW490 a job of the import runs	TW491 it is stored already
--	TW492 it has stored nothing	TW493 none of its columns holds a name

create table import (
	id         text primary key,
	name       text not null check (name <> ''),
	kind       text not null check (kind in ('xlsx', 'csv', 'ndjson')),
	encoding   text check (encoding in ('utf-8', 'cp949', 'utf-16le', 'utf-16be')),
	bytes      bigint not null check (bytes > 0),
	state      text not null default 'ready' check (state in ('ready', 'stored', 'undone')),
	version    bigint not null default 1 check (version > 0),
	sheet      integer not null default 1,
	header_row bigint,
	columns    jsonb not null default '[]',
	duplicates text not null default 'skip' check (duplicates in ('skip', 'update')),
	"similar"  text not null default 'keep' check ("similar" in ('keep', 'skip')),
	mistakes   text not null default 'refuse_all' check (mistakes in ('refuse_all', 'skip_rows')),
	sheets     jsonb not null,
	job        text references job on delete set null,
	result     jsonb,
	token      text references token on delete set null,
	created    timestamptz not null default now()
);
create index on import (created desc, id);
create index on import (job);
comment on table import is 'Files of partners and what has become of them.';
comment on column import.columns is 'Which column holds which member of a profile.';
comment on column import.sheets is 'The first rows of each sheet, to choose from.';
comment on column import.job is 'The last one.';
comment on column import.result is 'What that job has done, or would have done.';

create table import_piece (
	import  text not null,
	number  integer not null check (number >= 0),
	bytes   bytea not null,
	created timestamptz not null default now(),
	primary key (import, number)
);
alter table import_piece alter column bytes set storage external;
create index on import_piece (created);
comment on table import_piece is 'The file, in pieces. They come before the row of the import, which makes them count; kept thirty days.';

create table import_note (
	import  text not null references import on delete cascade,
	number  integer not null,
	"row"   bigint not null,
	outcome text not null check (outcome in ('rejected', 'skipped', 'similar', 'kept')),
	partner text,
	reasons jsonb not null,
	cells   jsonb,
	primary key (import, number)
);
comment on table import_note is 'Rows that were not simply stored, from the last job. Cells: of rejected rows, to be mended and sent again.';

create table import_change (
	import  text not null references import,
	partner text not null,
	"row"   bigint not null,
	version bigint not null,
	before  jsonb,
	primary key (import, partner)
);
create index on import_change (partner);
comment on table import_change is 'What an import has made (before: null) or replaced: what undoing it takes back, unless the version has moved on.';

create table import_header (
	header  text primary key check (header <> ''),
	member  text,
	changed timestamptz not null default now()
);
comment on table import_header is 'What a person has said of a header; null: not to be read. Proposed the next time.';

do $$
declare
	t text;
begin
	foreach t in array array['import', 'import_piece', 'import_note', 'import_change', 'import_header'] loop
		call guard(t::regclass, $p$(select caller_is('staff', 'admin'))$p$, $p$(select caller_is('staff', 'admin'))$p$);
	end loop;
end
$$;

-- --- jobs of another kind

alter table job drop constraint job_kind_check, drop constraint job_phase_check,
	add constraint job_kind_check check (kind in ('pairing_list', 'import_check', 'import_run', 'import_undo')),
	add constraint job_phase_check check (phase in ('reading', 'solving', 'writing', 'storing', 'rows', 'undoing')),
	add column import text references import,
	alter column snapshot drop not null,
	add constraint job_rests_on_something check ((kind = 'pairing_list') = (snapshot is not null)
		and (kind = 'pairing_list') = (import is null));
create index on job (import);
comment on column job.import is 'What the job is about, when it is an import.';

create or replace view job_document as
select id, to_jsonb(j) - '{lease}'::text[] || jsonb_build_object(
	'request', case when kind = 'pairing_list' then request end,
	'created', to_char(created at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
	'started', to_char(started at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
	'finished', to_char(finished at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) as document
  from job j;

drop function job_take(text, integer);
create function job_take(p_worker text, p_lease_ms integer)
returns table (id text, attempt integer, kind text, request text, snapshot text)
language sql as $$
	update job j
	   set state = 'running', worker = p_worker, attempts = j.attempts + 1, phase = null, permille = 0,
	       lease = now() + p_lease_ms * interval '1 millisecond', started = coalesce(j.started, now())
	 where j.id = (select k.id from job k
	                where k.state = 'queued' or (k.state = 'running' and k.lease < now())
	                order by k.created, k.id limit 1 for update skip locked)
	returning j.id, j.attempts, j.kind, j.request::text, j.snapshot::text
$$;
comment on function job_take is 'The oldest job that waits, or whose worker has not been heard of; none: no row.';
call serve('job_take(text, integer)'::regprocedure);

-- --- documents

create view import_document as
select id, created, to_jsonb(i) || jsonb_build_object(
	'created', to_char(created at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) as document
  from import i;
comment on view import_document is 'Imports as the engine reads them.';

create view import_note_document as
select import, number, outcome, to_jsonb(n) - '{import,number,cells}'::text[] as document, cells
  from import_note n;
comment on view import_note_document is 'The report of an import, row by row.';

create view import_header_document as
select header, member, changed from import_header;
comment on view import_header_document is 'What was said of headers before.';

grant select on import_document, import_note_document, import_header_document to twinning;

-- --- writes

create function import_piece_add(p_import text, p_number integer, p_bytes bytea) returns void
language plpgsql as $$
begin
	if p_number = 0 then
		delete from import_piece where created < now() - interval '30 days';
		-- An upload that was broken off leaves pieces that no import counts.
		delete from import_piece x where created < now() - interval '1 day'
		   and not exists (select from import i where i.id = x.import);
	end if;
	insert into import_piece (import, number, bytes) values (p_import, p_number, p_bytes);
end
$$;
comment on function import_piece_add is 'Stores a piece of a file.';

create function import_create(p_id text, p_document jsonb,
	p_key text, p_token text, p_route text, p_body_hash text) returns written
language plpgsql as $$
declare
	before written := recall(p_key, p_token, p_route, p_body_hash);
	said   import := jsonb_populate_record(null::import, p_document);
begin
	if before.replayed then
		return before;
	end if;
	if (select sum(length(bytes)) from import_piece where import = p_id) is distinct from said.bytes then
		raise exception 'the file of import % is not whole', p_id using errcode = 'TW409';
	end if;
	insert into import (id, name, kind, encoding, bytes, sheet, header_row, columns, sheets, token)
	values (p_id, said.name, said.kind, said.encoding, said.bytes, said.sheet, said.header_row, said.columns,
		said.sheets, p_token);
	return remember(p_key, p_token, p_route, p_body_hash, 201,
		(select document::text from import_document where id = p_id));
end
$$;
comment on function import_create is 'Makes an import of a file whose pieces are there.';

create function import_hold(p_id text) returns import
language plpgsql as $$
declare
	held import;
	busy text;
begin
	select * into held from import where id = p_id for update;
	if not found then
		raise exception 'there is no import %', p_id using errcode = 'TW404';
	end if;
	select j.id into busy from job j where j.id = held.job and j.state in ('queued', 'running');
	if found then
		raise exception 'job % of import % runs', busy, p_id using errcode = 'TW490';
	end if;
	return held;
end
$$;
comment on function import_hold is 'The row, locked; refuses while a job of it runs.';

create function import_change_plan(p_id text, p_expected bigint, p_plan jsonb, p_headers jsonb) returns jsonb
language plpgsql as $$
declare
	held import := import_hold(p_id);
	said import := jsonb_populate_record(held, p_plan);
begin
	if held.version <> p_expected then
		raise exception 'import % is at version %, not %', p_id, held.version, p_expected
			using errcode = 'TW412', detail = held.version::text;
	end if;
	if held.state = 'stored' then
		raise exception 'import % is stored', p_id using errcode = 'TW491';
	end if;
	update import
	   set sheet = said.sheet, header_row = said.header_row, columns = said.columns, duplicates = said.duplicates,
	       "similar" = said."similar", mistakes = said.mistakes, version = version + 1
	 where id = p_id;
	insert into import_header (header, member)
	select distinct on (h ->> 'header') h ->> 'header', h ->> 'member' from jsonb_array_elements(p_headers) h
	on conflict (header) do update set member = excluded.member, changed = now();
	delete from import_header where header in (select header from import_header order by changed desc offset 1000);
	return (select document from import_document where id = p_id);
end
$$;
comment on function import_change_plan is 'Changes how a file is to be read, and remembers what was said of its headers.';

create function import_queue(p_id text, p_action text, p_job text,
	p_key text, p_token text, p_route text, p_body_hash text) returns written
language plpgsql as $$
declare
	before written := recall(p_key, p_token, p_route, p_body_hash);
	held   import;
begin
	if before.replayed then
		return before;
	end if;
	held := import_hold(p_id);
	if p_action = 'undo' and held.state <> 'stored' then
		raise exception 'import % is not stored', p_id using errcode = 'TW492';
	end if;
	if p_action <> 'undo' and held.state = 'stored' then
		raise exception 'import % is stored', p_id using errcode = 'TW491';
	end if;
	if p_action <> 'undo' and not exists (select from jsonb_array_elements(held.columns) c
	                                       where c ->> 'member' in ('name_en', 'name_ko')) and held.kind <> 'ndjson' then
		raise exception 'import % has no column with a name', p_id using errcode = 'TW493';
	end if;
	-- The plan as it is now: what a worker reads cannot change under it.
	insert into job (id, kind, request, import, token)
	values (p_job, 'import_' || p_action, to_jsonb(held) - '{sheets,result}'::text[], p_id, p_token);
	update import set job = p_job, result = null, version = version + 1 where id = p_id;
	return remember(p_key, p_token, p_route, p_body_hash, 202,
		(select document::text from job_document where id = p_job));
end
$$;
comment on function import_queue is 'Queues a job of an import: check, run or undo.';

-- --- what the job does, all in one transaction

create function import_begin(p_job text, p_attempt integer) returns boolean
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
	delete from import_note where import = held.import;
	return true;
end
$$;
comment on function import_begin is 'Begins the work of a job. False: it is not this worker''s any more.';

create function import_piece_read(p_import text, p_number integer) returns bytea
language sql stable as $$
	select bytes from import_piece where import = p_import and number = p_number
$$;
comment on function import_piece_read is 'A piece of a file; null after the last.';

create function import_known()
returns table (id text, country text, registration_number text, name_en text, name_ko text)
language sql stable as $$
	select id, country, registration_number, name_en, name_ko from partner order by id collate "C"
$$;
comment on function import_known is 'What a duplicate is known by.';

-- Profiles carry their id and the row they come from.
create function import_store(p_import text, p_profiles jsonb) returns void
language plpgsql as $$
begin
	perform set_config('twinning.bulk', audit_bulk_key(), true);
	insert into partner (id, name_en, name_ko, kind, country, registration_number, support, quadrants, languages,
		ticket_min, ticket_max, capability_en, capability_ko, capacity)
	select r.id, r.name_en, r.name_ko, r.kind, r.country, r.registration_number, r.support, r.quadrants, r.languages,
	       r.ticket_min, r.ticket_max, r.capability_en, r.capability_ko, r.capacity
	  from jsonb_populate_recordset(null::partner, p_profiles) r;
	insert into partner_category (partner, category, strength)
	select d ->> 'id', x ->> 'id', (x ->> 'strength')::integer
	  from jsonb_array_elements(p_profiles) d, jsonb_array_elements(d -> 'categories') x;
	insert into partner_sector (partner, sector, strength)
	select d ->> 'id', x ->> 'id', (x ->> 'strength')::integer
	  from jsonb_array_elements(p_profiles) d, jsonb_array_elements(d -> 'sectors') x;
	insert into partner_country (partner, country, wanted)
	select d ->> 'id', x, w.wanted
	  from jsonb_array_elements(p_profiles) d, (values ('wanted_countries', true), ('excluded_countries', false)) w (list, wanted),
	       jsonb_array_elements_text(d -> w.list) x;
	insert into partner_city (partner, city, wanted)
	select d ->> 'id', x, w.wanted
	  from jsonb_array_elements(p_profiles) d, (values ('wanted_cities', true), ('excluded_cities', false)) w (list, wanted),
	       jsonb_array_elements_text(d -> w.list) x;
	insert into partner_conflict (partner, project)
	select d ->> 'id', x from jsonb_array_elements(p_profiles) d, jsonb_array_elements_text(d -> 'conflicts') x;
	-- What no category names may be a sector, as in partner_write().
	insert into partner_reference (partner, number, city, country, category, sector, year, role)
	select d ->> 'id', e.n, r.city, r.country, case when s.id is null then r.category end, s.id, r.year, r.role
	  from jsonb_array_elements(p_profiles) d, jsonb_array_elements(d -> 'references') with ordinality e (x, n)
	 cross join jsonb_populate_record(null::partner_reference, e.x) r
	  left join sector s on s.id = r.category;
	insert into partner_contact (partner, number, name, email, phone, language)
	select d ->> 'id', e.n, c.name, c.email, c.phone, c.language
	  from jsonb_array_elements(p_profiles) d, jsonb_array_elements(d -> 'contacts') with ordinality e (x, n)
	 cross join jsonb_populate_record(null::partner_contact, e.x) c;
	insert into import_change (import, partner, "row", version)
	select p_import, d ->> 'id', (d ->> 'row')::bigint, 1 from jsonb_array_elements(p_profiles) d;
	perform set_config('twinning.bulk', '', true);
end
$$;
comment on function import_store is 'Stores new partners, many at once. import_finish() writes their entries in the audit.';

create function import_replace(p_import text, p_profiles jsonb) returns void
language plpgsql as $$
declare
	said   jsonb;
	before jsonb;
	after  jsonb;
begin
	for said in select d from jsonb_array_elements(p_profiles) d loop
		select document into before from partner_document where id = said ->> 'id';
		after := partner_save(said ->> 'id', (said ->> 'version')::bigint, said - '{id,row,version}'::text[]);
		if before ->> 'version' <> after ->> 'version' then
			insert into import_change (import, partner, "row", version, before)
			values (p_import, said ->> 'id', (said ->> 'row')::bigint, (after ->> 'version')::bigint, before);
		end if;
	end loop;
end
$$;
comment on function import_replace is 'Replaces the profiles of partners that are there already.';

create function import_notes_add(p_import text, p_notes jsonb) returns void
language sql as $$
	insert into import_note (import, number, "row", outcome, partner, reasons, cells)
	select p_import, n.number, n."row", n.outcome, n.partner, n.reasons, n.cells
	  from jsonb_populate_recordset(null::import_note, p_notes) n
$$;
comment on function import_notes_add is 'Adds to the report.';

create function import_finish(p_job text, p_attempt integer, p_result jsonb) returns boolean
language plpgsql as $$
declare
	held job;
begin
	select * into held from job where id = p_job for update;
	if not found or held.state <> 'running' or held.attempts <> p_attempt then
		return false;
	end if;
	if held.kind = 'import_run' and (p_result ->> 'stored')::boolean then
		perform import_audit(held.import);
	end if;
	update import
	   set result = p_result, version = version + 1,
	       state = case when not (p_result ->> 'stored')::boolean or held.kind = 'import_check' then state
	                    when held.kind = 'import_run' then 'stored' else 'undone' end
	 where id = held.import;
	update job set state = 'done', permille = 1000, lease = null, finished = now() where id = p_job;
	return true;
end
$$;
comment on function import_finish is 'Ends the job with what it has done. False: it is not this worker''s any more, so nothing may be committed.';

create function import_undo(p_import text, p_changed jsonb, p_used jsonb) returns table (undone bigint, kept bigint)
language plpgsql as $$
declare
	c      import_change;
	now_at bigint;
	why    jsonb;
begin
	undone := 0;
	kept := 0;
	-- The last made first: what was made with it may name it.
	for c in select * from import_change where import = p_import order by "row" desc loop
		select version into now_at from partner where id = c.partner for update;
		why := null;
		if not found then
			continue;
		elsif now_at <> c.version then
			why := p_changed;
		elsif c.before is null then
			begin
				delete from partner where id = c.partner;
			exception when foreign_key_violation then
				why := p_used;
			end;
		else
			perform partner_write(c.partner, c.before);
			update partner
			   set state = c.before ->> 'state', valid_to = (c.before ->> 'valid_to')::date,
			       version = c.version + 1, changed = now()
			 where id = c.partner;
			-- It is again as an import before had left it, so that one can be undone as well.
			update import_change set version = c.version + 1
			 where partner = c.partner and import <> p_import and version = (c.before ->> 'version')::bigint;
		end if;
		if why is null then
			undone := undone + 1;
		else
			kept := kept + 1;
			insert into import_note (import, number, "row", outcome, partner, reasons)
			values (p_import, kept, c."row", 'kept', c.partner, jsonb_build_array(why));
		end if;
	end loop;
	delete from import_change where import = p_import;
	return next;
end
$$;
comment on function import_undo is 'Takes back what an import has stored, and reports what stays and why.';

-- --- many entries of the audit at once

-- The row triggers of 0014 read a document for every row written. Where a function stores many new
-- partners and writes their entries itself, they stand back; the key that tells them so is known to nobody else.
create table audit_key (value text primary key default encode(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()), 'hex'));
insert into audit_key default values;
comment on table audit_key is 'What the setting twinning.bulk must be for the triggers to stand back. Read by functions of the owner alone.';
call guard('audit_key', $p$(select caller_is('system'))$p$, $p$(select caller_is('nobody'))$p$);

-- It never changes, so that a statement reads it once.
create function audit_bulk_key() returns text
language plpgsql immutable security definer set search_path = public, pg_temp as $$
declare
	was text := caller_become('system');
	key text := (select value from audit_key);
begin
	perform caller_become(was);
	return key;
end
$$;

do $$
declare
	t text;
begin
	foreach t in array array['partner', 'partner_category', 'partner_sector', 'partner_country', 'partner_city',
		'partner_conflict', 'partner_reference', 'partner_contact'] loop
		execute format('drop trigger audit_partner on %I', t);
		execute format($f$create trigger audit_partner before insert or update or delete on %I for each row
			when (current_setting('twinning.bulk', true) is distinct from audit_bulk_key())
			execute function audit_touch('partner', %L)$f$, t, case t when 'partner' then 'id' else 'partner' end);
	end loop;
end
$$;

create function import_audit(p_import text) returns void
language plpgsql as $$
declare
	entry audit := audit_caller();
	last  audit;
	made  record;
	salt  bytea;
begin
	entry.kind := 'partner';
	entry.action := 'create';
	perform pg_advisory_xact_lock(hashtextextended('twinning audit', 0));
	select * into last from audit order by seq desc limit 1;
	last.seq := coalesce(last.seq, 0);
	last.hash := coalesce(last.hash, '');
	for made in select c.partner, d.document::text as document
	              from import_change c join partner_document d on d.id = c.partner
	             where c.import = p_import and c.before is null order by c."row" loop
		salt := uuid_send(gen_random_uuid());
		entry.seq := last.seq + 1;
		entry.happened := clock_timestamp();
		entry.id := made.partner;
		entry.after_digest := audit_digest(salt, made.document);
		entry.hash := sha256(last.hash || convert_to(audit_line(entry), 'UTF8'));
		insert into audit select entry.*;
		insert into audit_content (seq, salt, after) values (entry.seq, salt, made.document);
		last := entry;
	end loop;
end
$$;
comment on function import_audit is 'Writes the entries of the partners that an import has made.';

call audit_kind('import', $q$select document - '{sheets}'::text[] from import_document where id = $1$q$);
call audited('import', 'import', 'id');

do $$
declare
	f regprocedure;
begin
	for f in select oid from pg_proc
	          where pronamespace = 'public'::regnamespace and proname in ('import_piece_add', 'import_create',
		'import_change_plan', 'import_queue', 'import_begin', 'import_piece_read', 'import_known', 'import_store',
		'import_replace', 'import_notes_add', 'import_finish', 'import_undo') loop
		call serve(f);
	end loop;
end
$$;

-- lz4 packs texts several times as fast as the default, which was most of the work of storing a profile.
alter table partner alter column capability_en set compression lz4, alter column capability_ko set compression lz4;
