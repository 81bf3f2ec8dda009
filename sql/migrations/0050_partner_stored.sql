-- The document of each partner, kept as it is now. To make one takes a dozen look-ups; the audit makes
-- it of every change anyway, so it is kept there and then, and who needs all of them only reads.
--
-- A document rests on the partner and its child rows alone (0007): no day, no other record. So it
-- changes with an entry of the audit and never without. A migration that gives partners another
-- column or member ends with partner_store_all().

create table partner_stored (
	id       slug primary key,
	seq      bigint not null check (seq >= 0),
	document text compression lz4 not null,
	card     bytea
);
create index on partner_stored (seq);
comment on table partner_stored is 'Partners as partner_document has them; written with the audit, and by nothing else.';
comment on column partner_stored.seq is 'The entry of the audit that it is of; 0: it was there before any.';
comment on column partner_stored.card is 'Made of the document by the engine; none: not made yet.';

call guard('partner_stored', $p$(select caller_is('staff', 'batch', 'admin')) or id = (select caller_partner())$p$,
	$p$(select caller_is('system'))$p$);

create view partner_stored_document as
select id, seq, document, card from partner_stored;
comment on view partner_stored_document is 'Stored partners as the engine reads them.';
grant select on partner_stored_document to twinning;

create function partner_store_all() returns bigint
language plpgsql as $$
declare
	was     text := caller_become('system');
	changed bigint;
	gone    bigint;
begin
	insert into partner_stored as s (id, seq, document)
	select d.id, coalesce((select max(a.seq) from audit a where a.kind = 'partner' and a.id = d.id), 0), d.document::text
	  from partner_document d
	on conflict (id) do update set (seq, document, card) = (excluded.seq, excluded.document, null)
	 where s.document <> excluded.document;
	get diagnostics changed = row_count;
	delete from partner_stored s where not exists (select from partner p where p.id = s.id);
	get diagnostics gone = row_count;
	perform caller_become(was);
	return changed + gone;
end
$$;
comment on function partner_store_all is 'Brings what is stored to what is: after a migration, or when triggers were passed by. Gives back how many differed.';

select partner_store_all();

-- --- the audit, many entries at a time

-- The same bytes as before, without a query: "3:abc," and "-," for null.
create function audit_word(p_text text) returns text
language sql immutable parallel safe
return coalesce(octet_length(p_text) || ':' || p_text, '-') || ',';

create or replace function audit_line(a audit) returns text
language sql immutable parallel safe
return audit_word(a.seq::text) || audit_word((extract(epoch from a.happened) * 1000000)::bigint::text)
	|| audit_word(a.token) || audit_word(a."user") || audit_word(a.role) || audit_word(a.name) || audit_word(a."from")
	|| audit_word(a.kind) || audit_word(a.id) || audit_word(a.action) || audit_word(encode(a.before_digest, 'hex'))
	|| audit_word(encode(a.after_digest, 'hex'));

create function audit_next(p_hash bytea, p_first bytea, p_line text) returns bytea
language sql immutable parallel safe
return sha256(coalesce(p_hash, p_first, '') || convert_to(p_line, 'UTF8'));
create aggregate audit_chain(bytea, text) (sfunc = audit_next, stype = bytea);
comment on aggregate audit_chain(bytea, text) is 'Over lines in their order: the hash of each, the first one after the hash that is given.';

create function audit_append_all(p_entry audit, p_ids text[], p_before text[], p_after text[]) returns audit
language plpgsql as $$
declare
	was  text := caller_become('system');
	last audit;
begin
	perform pg_advisory_xact_lock(hashtextextended('twinning audit', 0));
	select * into last from audit order by seq desc limit 1;
	last.seq := coalesce(last.seq, 0);
	p_entry.happened := clock_timestamp();
	with made as materialized (
		select n, u.id, u.before, u.after, uuid_send(gen_random_uuid()) as salt
		  from unnest(p_ids, p_before, p_after) with ordinality u (id, before, after, n)
	), entry as materialized (
		select row(last.seq + n, p_entry.happened, p_entry.token, p_entry."user", p_entry.role, p_entry.name, p_entry."from",
			p_entry.kind, id, p_entry.action, audit_digest(salt, before), audit_digest(salt, after), null)::audit as e
		  from made
	), chained as (
		insert into audit
		select (e).seq, (e).happened, (e).token, (e)."user", (e).role, (e).name, (e)."from", (e).kind, (e).id, (e).action,
		       (e).before_digest, (e).after_digest, audit_chain(last.hash, audit_line(e)) over (order by (e).seq)
		  from entry
	)
	insert into audit_content (seq, salt, before, after)
	select last.seq + n, salt, before, after from made;
	if p_entry.kind = 'partner' then
		insert into partner_stored (id, seq, document)
		select id, last.seq + n, after
		  from unnest(p_ids, p_after) with ordinality u (id, after, n) where after is not null
		on conflict (id) do update set (seq, document, card) = (excluded.seq, excluded.document, null);
		delete from partner_stored
		 where id in (select id from unnest(p_ids, p_after) u (id, after) where after is null);
	end if;
	p_entry.seq := last.seq + cardinality(p_ids);
	perform caller_become(was);
	return p_entry;
end
$$;
comment on function audit_append_all is 'Appends entries that are alike but for these. From here to the end of the transaction all others wait to append theirs.';

create or replace function audit_append(p_entry audit, p_before text, p_after text) returns audit
language sql
return audit_append_all(p_entry, array[p_entry.id], array[p_before], array[p_after]);
comment on function audit_append is 'Appends an entry, and gives back its number in it.';

create or replace function import_audit(p_import text) returns void
language plpgsql as $$
declare
	entry     audit := audit_caller();
	made      text[];
	ids       text[];
	documents text[];
begin
	entry.kind := 'partner';
	entry.action := 'create';
	made := array(select partner from import_change where import = p_import and before is null order by "row");
	-- A few at a time: a document may be of any size.
	for i in 1 .. cardinality(made) by 200 loop
		ids := made[i:i + 199];
		documents := array(select d.document::text
		                     from unnest(ids) with ordinality u (id, n) join partner_document d using (id) order by n);
		entry := audit_append_all(entry, ids, array_fill(null::text, array[cardinality(ids)]), documents);
	end loop;
end
$$;
